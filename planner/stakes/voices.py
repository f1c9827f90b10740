"""Who decides after each closing, and the two ramps month by month: what members hold, and what they decide."""

from collections.abc import Callable, Sequence
from math import floor
from typing import Any

from planner import serving
from planner.model.helpers import ratio, where
from planner.model.one import Run
from planner.scenario import MATTERS, Scenario
from planner.scenario.governance import Voice as Asked
from planner.stakes.records import Board, Closing, Ramp, Voice


def held(of_seller: float) -> float:
    """The co-op's part of the company."""
    return 1.0 - of_seller


def shared_by_work(mine: float, above: float) -> float:
    """Part of the surplus that may be shared by work: the co-op's, once it holds more than a part, or all."""
    return where(mine < 1.0, where(mine > above, mine, 0.0), mine)


def part_of(some: float, every: float) -> float:
    """Seats of all seats, matters of all matters."""
    return ratio(some, every)


def listed(scenario: Scenario, closings: tuple[Closing, ...], heads: Sequence[int]) -> tuple[Voice, ...]:
    """Votes, seats and what the seller must agree to, after each closing."""
    parts = zip(closings, scenario.parts_held, scenario.votes_held, strict=True)
    return tuple(_voice(scenario, closing, mine, votes, heads) for closing, mine, votes in parts)


def _voice(scenario: Scenario, closing: Closing, mine: float, votes: float, heads: Sequence[int]) -> Voice:
    rules, kept = scenario.governance, scenario.deal.kept_shares
    whole = mine >= 1.0
    board = seated(
        scenario, closing.number, votes, heads[-1 if closing.closed is None else closing.closed], whole=whole
    )
    return Voice(
        number=closing.number,
        month=closing.closed,
        held=mine,
        votes=votes,
        member_seats=board.member_seats,
        seller_seats=board.seller_seats,
        other_seats=rules.other_seats,
        asks_seller=() if whole else tuple(one for one in MATTERS if votes <= getattr(rules, one)),
        dividend=0.0 if whole else kept.dividend,
        patronage=whole or mine > kept.patronage_above,
    )


def asked_for(scenario: Scenario, number: int) -> Asked:
    """What is entered for one closing; what is not follows the shares."""
    given = scenario.governance.voices
    return given[number - 1] if number <= len(given) else Asked()


def seats(scenario: Scenario, asked: Asked, votes: float, *, whole: bool) -> tuple[int, int]:
    """Members' and the seller's seats: as given; else members have their part of the votes, rounded half up.

    The seller keeps the least number of seats agreed for as long as he holds shares, and none once all are bought.
    """
    rules = scenario.governance
    free = rules.seats - rules.other_seats
    kept = 0 if whole else rules.kept_seats
    if asked.member_seats is None and asked.seller_seats is None:
        members = free if whole else min(free - kept, floor(votes * free + 0.5))
        return members, free - members
    if asked.member_seats is None:
        return free - (asked.seller_seats or 0), asked.seller_seats or 0
    return asked.member_seats, free - asked.member_seats


def seated(scenario: Scenario, number: int, votes: float, members: int, *, whole: bool) -> Board:
    """The board after one closing with so many members: all of them where the bylaws say so, else as `seats` has it.

    What is entered for a closing stands. The seats agreed for the seller and for others stand beside the members'.
    """
    rules, asked = scenario.governance, asked_for(scenario, number)
    if asked.member_seats is None and serving.all_serve(scenario, members):
        kept = rules.kept_seats if asked.seller_seats is None else asked.seller_seats
        return Board(0, True, members, 0 if whole else kept, rules.other_seats)
    return Board(0, False, *seats(scenario, asked, votes, whole=whole), rules.other_seats)


def boards(scenario: Scenario, run: Run, voices: tuple[Voice, ...], heads: Sequence[int]) -> tuple[Board, ...]:
    """The board at each month's end."""
    made = []
    for month, now in enumerate(run.months):
        voice = voices[int(now.stake.done)]
        whole = voice.held >= 1.0
        made.append(seated(scenario, voice.number, voice.votes, heads[month], whole=whole)._replace(month=month))
    return tuple(made)


def changes(every: tuple[Board, ...]) -> tuple[Board, ...]:
    """The first board, and each that has other seats than the one before it."""
    return tuple(one for place, one in enumerate(every) if not place or one[1:] != every[place - 1][1:])


def ramp(scenario: Scenario, run: Run, voices: tuple[Voice, ...], boards: tuple[Board, ...]) -> tuple[Ramp, ...]:
    """Both ramps at each month's end, as the closings come about in the plan."""
    above = scenario.deal.kept_shares.patronage_above
    made = []
    for now, board in zip(run.months, boards, strict=True):
        voice = voices[int(now.stake.done)]
        mine = held(now.stake.fraction)
        made.append(
            Ramp(
                shares=mine,
                votes=mine if asked_for(scenario, voice.number).votes is None else voice.votes,
                surplus=shared_by_work(mine, above),
                seats=part_of(float(board.member_seats), float(board.seats)),
                alone=part_of(float(len(MATTERS) - len(voice.asks_seller)), float(len(MATTERS))),
            )
        )
    return tuple(made)


STAGES: list[Callable[..., Any]] = [held, shared_by_work, part_of]
