"""What the seller still has at risk, by date: notes, their rank and cover, shares kept, guarantees, rent."""

from collections.abc import Callable
from typing import Any, NamedTuple

from planner.lending.collateral import Dated, of_seller
from planner.lending.guarantees import Guarantee
from planner.model.helpers import cents, most, ratio
from planner.model.one import Run
from planner.scenario import Scenario


class Exposure(NamedTuple):
    """The seller's risk at one date."""

    notes: float  # owed, interest not yet paid included
    covered: float  # of it, by assets after every lender ahead
    fraction: float
    ahead: float  # owed to lenders before the seller
    guaranteed: float  # of others' loans, by the seller
    shares: float  # that the seller still holds, at the price of the first closing
    rent: float  # still to come under the lease
    at_risk: float  # notes not covered, shares, guarantees


class ExposureDated(NamedTuple):
    """The same with its date."""

    label: str  # a fiscal year; empty: the closing day
    month: int
    rank: int  # the best of the seller's notes; 0: none
    secured: bool
    exposure: Exposure


def add(  # noqa: PLR0913, PLR0917  (each is a line of the table)
    notes: float, covered: float, ahead: float, guaranteed: float, shares: float, rent: float
) -> Exposure:
    """At risk = what no asset covers of the notes + shares kept, last of all to be paid + what is guaranteed."""
    return Exposure(
        notes=notes,
        covered=covered,
        fraction=ratio(covered, notes),
        ahead=ahead,
        guaranteed=guaranteed,
        shares=shares,
        rent=rent,
        at_risk=most(0.0, notes - covered) + shares + guaranteed,
    )


def rent_left(leased: tuple[float, ...], month: int) -> float:
    """Rent of the months that are left of the lease."""
    return cents(sum(leased[month:], 0.0))


def kept(part: float, for_all_shares: float) -> float:
    """The seller's part of the company, at what the first closing valued all of it at."""
    return cents(part * for_all_shares)


def dated(
    scenario: Scenario,
    run: Run,
    covers: tuple[Dated, ...],
    guarantees: tuple[Guarantee, ...],
    leased: tuple[float, ...],
) -> tuple[ExposureDated, ...]:
    """On the closing day and at each fiscal year-end."""
    deal = scenario.deal
    made = []
    for at, date in enumerate(covers):
        notes = [one for one in date.covers if of_seller(deal.loans, one.claim)]
        lenders = sum((one.owed for one in date.covers if not of_seller(deal.loans, one.claim)), 0.0)
        guaranteed = sum((one.amounts[at] for one in guarantees if one.guarantor == "seller"), 0.0)
        rent = rent_left(leased, date.month)
        shares = kept(run.months[date.month].stake.fraction, run.start.closing.for_all_shares)
        owed, covered = sum((one.owed for one in notes), 0.0), sum((one.covered for one in notes), 0.0)
        found = add(owed, covered, lenders, guaranteed, shares, rent)
        rank = min((one.claim.rank for one in notes), default=0)
        secured = any(one.claim.secured for one in notes)
        made.append(ExposureDated(date.label, date.month, rank, secured, found))
    return tuple(made)


STAGES: list[Callable[..., Any]] = [add, rent_left, kept, dated]
