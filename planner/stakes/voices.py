"""Who decides after each closing, and the two ramps month by month: what members hold, and what they decide."""

from collections.abc import Callable
from math import floor
from typing import Any

from planner.model.helpers import ratio, where
from planner.model.one import Run
from planner.scenario import MATTERS, Scenario
from planner.scenario.governance import Voice as Asked
from planner.stakes.records import Closing, Ramp, Voice


def held(of_seller: float) -> float:
    """The co-op's part of the company."""
    return 1.0 - of_seller


def shared_by_work(mine: float, above: float) -> float:
    """Part of the surplus that may be shared by work: the co-op's, once it holds more than a part, or all."""
    return where(mine < 1.0, where(mine > above, mine, 0.0), mine)


def part_of(some: float, every: float) -> float:
    """Seats of all seats, matters of all matters."""
    return ratio(some, every)


def listed(scenario: Scenario, closings: tuple[Closing, ...]) -> tuple[Voice, ...]:
    """Votes, seats and what the seller must agree to, after each closing."""
    parts = zip(closings, scenario.parts_held, scenario.votes_held, strict=True)
    return tuple(_voice(scenario, closing, mine, votes) for closing, mine, votes in parts)


def _voice(scenario: Scenario, closing: Closing, mine: float, votes: float) -> Voice:
    rules, kept = scenario.governance, scenario.deal.kept_shares
    asked = asked_for(scenario, closing.number)
    whole = mine >= 1.0
    members, seller = seats(scenario, asked, votes, whole=whole)
    return Voice(
        number=closing.number,
        month=closing.closed,
        held=mine,
        votes=votes,
        member_seats=members,
        seller_seats=seller,
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


def ramp(scenario: Scenario, run: Run, voices: tuple[Voice, ...]) -> tuple[Ramp, ...]:
    """Both ramps at each month's end, as the closings come about in the plan."""
    rules, above = scenario.governance, scenario.deal.kept_shares.patronage_above
    made = []
    for now in run.months:
        voice = voices[int(now.stake.done)]
        mine = held(now.stake.fraction)
        made.append(
            Ramp(
                shares=mine,
                votes=mine if asked_for(scenario, voice.number).votes is None else voice.votes,
                surplus=shared_by_work(mine, above),
                seats=part_of(float(voice.member_seats), float(rules.seats)),
                alone=part_of(float(len(MATTERS) - len(voice.asks_seller)), float(len(MATTERS))),
            )
        )
    return tuple(made)


STAGES: list[Callable[..., Any]] = [held, shared_by_work, part_of]
