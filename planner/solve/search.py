"""Where the values that hold begin and end: a grid first, then every edge found is cut finer, to the last step.

At most six calls of *many*: the grid, up to four that refine, and one that tries the answer, the next value and
twenty beside it.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from planner.model.records import Start
from planner.solve import judge
from planner.solve.bench import Bench

MOST_CALLS = 6
SAMPLES = 20
MOST_EDGES = 8  # followed at once; beyond them a gap's ends are as near as the grid found them
COARSE = 60  # values tried on the closing day alone
NEAR = 2  # half of the grid reaches to so many times the value now
EVEN_PARTS = 2


class Found(NamedTuple):
    """What was tried: of each number of steps whether it holds, and how far it is from holding."""

    lowest: int  # the least and the most that can be closed
    highest: int
    holds: dict[int, bool]
    missing: dict[int, float]
    best: int | None  # the largest or the least that holds
    samples: tuple[int, ...]


def closable(bench: Bench) -> tuple[int, int] | None:
    """The least and the most that can be closed: each condition of the closing day bounds one side."""
    top = bench.question.highest
    now = round(bench.question.present / bench.question.step)
    coarse = {0, now, top, *_spread_out(0, top, COARSE)}
    near = {one + move for one in _crossings(bench) for move in (-1, 0, 1, 2)}
    tried = sorted(one for one in coarse | near if 0 <= one <= top)
    can = [one for one in tried if not bench.refusals(one)]
    if not can:
        return None
    below = max((one for one in tried if one < can[0]), default=-1)
    above = min((one for one in tried if one > can[-1]), default=top + 1)
    return _last_closable(bench, can[0], below), _last_closable(bench, can[-1], above)


def search(bench: Bench, lowest: int, highest: int) -> Found:
    """Every value that holds, as far as it can be found, and of it the best."""
    question = bench.question
    found = Found(lowest, highest, {}, {}, None, ())
    now = round(question.present / question.step)
    _try(bench, found, _grid(lowest, highest, now, question.points))
    while bench.calls < MOST_CALLS - 1:
        finer = _finer(found, question.points, largest=question.largest)
        if not finer:
            break
        _try(bench, found, finer)
    best = _best(found, largest=question.largest)
    if best is None:
        return found
    samples = _samples(found, best, largest=question.largest)
    beside = best + 1 if question.largest else best - 1
    _try(bench, found, {best, *samples, *([beside] if lowest <= beside <= highest else [])})
    return found._replace(best=_best(found, largest=question.largest), samples=samples)


def stretches(found: Found) -> list[tuple[int, int, bool]]:
    """Neighbours that were tried and fare alike, from first to last, and whether they hold."""
    made: list[tuple[int, int, bool]] = []
    for steps in sorted(found.holds):
        if made and made[-1][2] == found.holds[steps]:
            made[-1] = (made[-1][0], steps, made[-1][2])
        else:
            made.append((steps, steps, found.holds[steps]))
    return made


def nearest(found: Found) -> int:
    """The value tried that is nearest to holding."""
    return min(sorted(found.missing), key=found.missing.__getitem__)


def _try(bench: Bench, found: Found, steps: Iterable[int]) -> None:
    tried = sorted(steps)
    outcomes = bench.follow(tried)
    patience = bench.question.patience
    found.holds.update(zip(tried, map(bool, judge.holds(outcomes, patience)), strict=True))
    found.missing.update(zip(tried, map(float, judge.distance(outcomes, patience)), strict=True))


def _crossings(bench: Bench) -> Iterator[int]:
    """Steps at which the plug, its limit or what the seller is paid turns its sign: each grows or falls evenly."""
    top = bench.question.highest
    deal = bench.question.scenario.deal
    limits = [loan.limit for loan in deal.loans if loan.name == deal.plug] or [deal.preferred.limit]
    ends = [bench.closing_day(steps) for steps in (0, top)]
    for first, last in zip(*(_signed(one, limits[0]) for one in ends), strict=True):
        if first != last:
            yield int(min(max(first / (first - last), 0.0), 1.0) * top)


def _signed(start: Start, limit: float | None) -> tuple[float, ...]:
    closing = start.closing
    left = 0.0 if limit is None else limit - closing.plug
    return closing.plug, left, closing.to_seller, start.opening.seller_cash


def _last_closable(bench: Bench, inside: int, outside: int) -> int:
    """Between a value that can be closed and one that cannot: the last one that can."""
    while abs(outside - inside) > 1:
        middle = (inside + outside) // 2
        if bench.refusals(middle):
            outside = middle
        else:
            inside = middle
    return inside


def _grid(lowest: int, highest: int, now: int, points: int) -> set[int]:
    """All values if they are few; else half of them even, to twice the value now, and half ever farther apart."""
    if highest - lowest < points:
        return set(range(lowest, highest + 1))
    reach = min(highest, max(NEAR * now, NEAR * lowest)) if now or lowest else highest
    half = points // EVEN_PARTS
    kept = {now} if lowest <= now <= highest else set()
    return kept | set(_evenly(lowest, reach, half)) | set(_spread_out(lowest, highest, half)) | {lowest, highest}


def _evenly(first: int, last: int, number: int) -> list[int]:
    """At most so many whole numbers from first to last, evenly apart."""
    if last - first < number:
        return list(range(first, last + 1))
    return [first + (last - first) * place // (number - 1) for place in range(number)]


def _spread_out(first: int, last: int, number: int) -> list[int]:
    """Whole numbers from first to last, each as many times as far from the first as the one before."""
    reach = max(1, last - first)
    return sorted({first + min(reach, round(reach ** (place / (number - 1)))) for place in range(number)} - {last + 1})


def _finer(found: Found, points: int, *, largest: bool) -> set[int]:
    """Where to try next: within each edge, most within the one that decides; where nothing holds, about the nearest."""
    tried = sorted(found.holds)
    if not any(found.holds.values()):
        return _about_nearest(found, tried, points)
    edges = [(a, b) for a, b in pairwise(tried) if found.holds[a] != found.holds[b]]
    edges = sorted(edges, reverse=largest)[:MOST_EDGES]
    shares = [points // EVEN_PARTS, *[points // EVEN_PARTS // max(1, len(edges) - 1)] * (len(edges) - 1)]
    return {
        one
        for (first, last), share in zip(edges, shares, strict=False)
        for one in (_evenly(first + 1, last - 1, share) if last - first > 1 else [])
    }


def _about_nearest(found: Found, tried: list[int], points: int) -> set[int]:
    place = tried.index(nearest(found))
    first, last = tried[max(0, place - 1)], tried[min(len(tried) - 1, place + 1)]
    return set(_evenly(first, last, points)) - set(tried)


def _best(found: Found, *, largest: bool) -> int | None:
    holding = [steps for steps, holds in found.holds.items() if holds]
    return (max(holding) if largest else min(holding)) if holding else None


def _samples(found: Found, best: int, *, largest: bool) -> tuple[int, ...]:
    """Twenty values on the side of the answer where others should hold, evenly apart; all where there are fewer."""
    first, last = (found.lowest, best - 1) if largest else (best + 1, found.highest)
    return tuple(_evenly(first, last, SAMPLES)) if first <= last else ()
