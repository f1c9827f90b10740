"""A purchase in stages: what each closing means for patronage, for the seller's tax, and for the books.

Patronage: a cooperative subordinates capital and is ruled by those who work in it (Puget Sound Plywood v. Commissioner,
44 T.C. 305), and patronage is business done with the co-op itself (26 U.S.C. 1388(a)). Of a buyout each closing is a
sale if it is substantially disproportionate by itself (302(b)(2)); the 80 % tests compare with before that closing.
"""

from math import inf
from typing import Literal, NamedTuple

from planner.forms import redemption
from planner.model.one import Run
from planner.model.terms import Clock
from planner.places import Rules
from planner.scenario import Answer, Scenario

Why = Literal["below", "no_votes", "apart", "own", "whole"]
HALF = 0.5  # of the votes: more is a majority


class OfStage(NamedTuple):
    """Patronage after one closing: whether it can be, and why."""

    number: int
    answer: Answer
    why: Why


class Bought(NamedTuple):
    """One closing of a buyout: the seller's part of the votes and shares before and after, the family's counted."""

    number: int
    votes_before: float
    votes: float
    shares_before: float
    shares: float
    is_sale: bool


def is_staged(scenario: Scenario) -> bool:
    """Whether the seller keeps shares on the closing day."""
    return scenario.deal.bought_at_closing < 1.0


def patronage(scenario: Scenario) -> tuple[OfStage, ...]:
    """By closing. Shares bought by a co-op: the members work for the company until the two are one."""
    above = scenario.deal.kept_shares.patronage_above
    found = []
    for number, (mine, votes) in enumerate(zip(scenario.parts_held, scenario.votes_held, strict=True), start=1):
        if mine >= 1.0:
            found.append(OfStage(number, "yes", "whole"))
        elif mine <= above:
            found.append(OfStage(number, "no", "below"))
        elif votes <= HALF:
            found.append(OfStage(number, "no", "no_votes"))
        else:
            apart: Why = "own" if scenario.deal.form == "buyout" else "apart"
            found.append(OfStage(number, "unknown", apart))
    return tuple(found)


def shared_early(scenario: Scenario, run: Run) -> tuple[OfStage, ...]:
    """The closings after which the plan shares a surplus by work before the law is clear that it can."""
    told = patronage(scenario)
    shared = {int(now.stake.done) for now in run.months if now.shared.patronage_dividend > 0}
    return tuple(one for place, one in enumerate(told) if place in shared and one.answer != "yes")


def disproportionate(before: tuple[float, float], after: tuple[float, float], rules: Rules) -> bool:
    """Votes and shares each below 80 % of what they were, and votes below half: 26 U.S.C. 302(b)(2)(B), (C)."""
    least, most = rules.value("form.redemption_ratio"), rules.value("form.redemption_votes")
    return after[0] < most and all(now < least * then for now, then in zip(after, before, strict=True))


def buyouts(scenario: Scenario, rules: Rules) -> tuple[Bought, ...]:
    """Each closing of a buyout held against 302(b)(2): below half of the votes, and below 80 % of before.

    The seller's votes are what the members do not have, and of theirs the seller's own and the family's (318(a)(1)).
    """
    of_members = redemption.votes_after(scenario) or 0.0
    votes_before, shares_before = 1.0, 1.0
    found = []
    for number, (mine, theirs) in enumerate(zip(scenario.parts_held, scenario.votes_held, strict=True), start=1):
        votes, shares = 1.0 - theirs + theirs * of_members, 1.0 - mine
        falls = disproportionate((votes_before, shares_before), (votes, shares), rules)
        found.append(Bought(number, votes_before, votes, shares_before, shares, falls))
        votes_before, shares_before = votes, shares
    return tuple(found)


def shares_by_work_from(scenario: Scenario, calendar: tuple[Clock, ...]) -> float:
    """The month from which members' labour is labour for the co-op: of a subsidiary, the fiscal year after its merger.

    Patronage is business done with the co-op itself; until the two are one the members work for somebody else.
    Source: 26 U.S.C. 1381(a)(2), 1388(a).
    """
    deal = scenario.deal
    if not deal.kept_as_subsidiary:
        return 0.0
    merged = inf if deal.merged_after is None else deal.merged_after
    return next((float(clock.month) for clock in calendar if clock.month > merged and clock.new_year), inf)
