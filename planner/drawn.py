"""One possible future of the workforce: each person joins, resigns, dies or retires whole, drawn from a seed.

The chances are those of the expected path (`tenure`): a month's chance to resign by years here, and to die; a known
date takes the place of chance. Whoever leaves is replaced at once by a candidate, who is drawn likewise. Each person's
draw depends on the seed, the row of the roster and the place in it alone, so that a change to one moves no other.
"""

from itertools import count

import numpy as np

from planner import tenure
from planner.scenario import Workforce
from planner.tenure import NEVER, Followed, Numbers, Part, Place


class _Draws:
    """Chances of one person's place, in the order in which they are asked for."""

    def __init__(self, seed: int, row: int, place: int) -> None:
        self.chances = np.random.default_rng([seed, row, place])

    def below(self, chance: float) -> bool:
        """Whether something of such a chance comes about."""
        return bool(self.chances.random() < chance)

    def leaving(self, people: Workforce, first: int, here: int, last: int) -> tuple[int, bool]:
        """The first month after `first` in which a member leaves, and whether by death; NEVER within the plan."""
        months = np.arange(first + 1, last + 1)
        resigning = tenure.rates(people, here + np.arange(len(months)))
        dying = np.full(len(months), tenure.monthly(people.deaths))
        drawn = self.chances.random((len(months), 2))
        dies, resigns = drawn[:, 0] < dying, drawn[:, 1] < resigning
        gone = np.flatnonzero(dies | resigns)
        return (int(months[gone[0]]), bool(dies[gone[0]])) if len(gone) else (NEVER, False)


def follow(people: Workforce, months: int, places: tuple[Place, ...], numbers: tuple[int, ...], seed: int) -> Followed:
    """The members of each row of the roster, each person whole: a part of 1 / number of the row's place.

    Everybody who ever holds a place is a part of it, those hired later among them, so nobody is left to expectation.
    """
    length = months + 1
    parts = tuple(
        (row, part)
        for row, (place, number) in enumerate(zip(places, numbers, strict=True))
        for part in _of_row(people, months, place, (number, row, seed))
    )
    shown = np.arange(length)
    of = {name: np.array([getattr(part, name) for _, part in parts]) for name in ("joins", "leaves", "fraction")}
    joins, leaves, fraction = (of[name].reshape(-1, 1) for name in ("joins", "leaves", "fraction"))
    by_age_or_death = np.array([part.retires for _, part in parts], dtype=bool).reshape(-1, 1)
    staying = np.where((shown >= joins) & (shown < leaves), fraction, 0.0)
    retired = np.where((shown == leaves) & by_age_or_death, fraction, 0.0)
    rows = np.array([row for row, _ in parts], dtype=np.int64)
    held = tenure.by_place(staying, rows, len(places))
    joined = np.zeros((len(places), length))
    for row, part in parts:
        joined[row, part.joins] += part.fraction
    nobody: Numbers = np.zeros((len(places), length))
    deaths = tenure.monthly(people.deaths)
    return Followed(parts, staying, retired, nobody, np.ones(length), held, joined, people.candidacy_months, deaths)


def _of_row(people: Workforce, months: int, place: Place, which: tuple[int, int, int]) -> list[Part]:
    """All who ever hold the places of one row within the plan."""
    number, row, seed = which
    found: list[Part] = []
    for person in range(number if place.parts else 0):
        found += _chain(people, months, place, _Draws(seed, row, person), 1.0 / number)
    hired = count(number)
    for month, added in place.added:
        heads = added * number
        whole = int(heads) + _Draws(seed, row, next(hired)).below(heads - int(heads))
        for _ in range(whole):
            found += _hired(people, months, _Draws(seed, row, next(hired)), month, 1.0 / number)
    return found


def _chain(people: Workforce, months: int, place: Place, draws: _Draws, fraction: float) -> list[Part]:
    """The first holder of one place, if he joins, and whoever follows."""
    chance = draws.chances.random()
    for part in place.parts:
        chance -= part.fraction
        if chance < 0:
            break
    else:
        return []
    leaves, retires = part.leaves, part.retires
    if part.expected and part.joins < leaves:
        gone, died = draws.leaving(people, part.joins, part.tenure + part.joins, min(months, leaves))
        if gone < leaves:
            leaves, retires = gone, died
    first = []
    if leaves > part.joins:
        first = [Part(part.joins, fraction, part.tenure, leaves, retires, expected=False)]
    return first + _hired(people, months, draws, leaves, fraction)


def _hired(people: Workforce, months: int, draws: _Draws, month: int, fraction: float) -> list[Part]:
    """Those who hold one place after it fell vacant, or was added, in a month: each a member after candidacy."""
    found = []
    while month + people.candidacy_months <= months:
        joins = month + people.candidacy_months
        leaves, died = draws.leaving(people, joins, people.candidacy_months, months)
        found.append(Part(joins, fraction, -month, leaves, died, expected=False))
        month = leaves
    return found
