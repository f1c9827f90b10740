"""What the seller still has at risk, by date: notes, their rank and cover, guarantees, rent still to come."""

from collections.abc import Callable
from typing import Any, NamedTuple

from planner.lending.collateral import Dated, of_seller
from planner.lending.guarantees import Guarantee
from planner.model.helpers import cents, most, ratio
from planner.scenario import Scenario

MONTHS_A_YEAR = 12


class Exposure(NamedTuple):
    """The seller's risk at one date."""

    notes: float  # owed, interest not yet paid included
    covered: float  # of it, by assets after every lender ahead
    fraction: float
    ahead: float  # owed to lenders before the seller
    guaranteed: float  # of others' loans, by the seller
    rent: float  # still to come under the lease
    at_risk: float  # notes not covered, guarantees


class ExposureDated(NamedTuple):
    """The same with its date."""

    label: str  # a fiscal year; empty: the closing day
    month: int
    rank: int  # the best of the seller's notes; 0: none
    secured: bool
    exposure: Exposure


def add(notes: float, covered: float, ahead: float, guaranteed: float, rent: float) -> Exposure:
    """At risk = what no asset covers of the notes + what is guaranteed."""
    return Exposure(
        notes=notes,
        covered=covered,
        fraction=ratio(covered, notes),
        ahead=ahead,
        guaranteed=guaranteed,
        rent=rent,
        at_risk=most(0.0, notes - covered) + guaranteed,
    )


def rent_left(yearly: float, months: float) -> float:
    """Rent of the months that are left of the lease."""
    return cents(yearly * most(0.0, months) / MONTHS_A_YEAR)


def dated(
    scenario: Scenario, covers: tuple[Dated, ...], guarantees: tuple[Guarantee, ...]
) -> tuple[ExposureDated, ...]:
    """On the closing day and at each fiscal year-end."""
    deal = scenario.deal
    made = []
    for at, date in enumerate(covers):
        notes = [one for one in date.covers if of_seller(deal.loans, one.claim)]
        lenders = sum((one.owed for one in date.covers if not of_seller(deal.loans, one.claim)), 0.0)
        guaranteed = sum((one.amounts[at] for one in guarantees if one.guarantor == "seller"), 0.0)
        rent = rent_left(deal.counting.rent_to_seller, float(deal.counting.rent_months - date.month))
        found = add(
            sum((one.owed for one in notes), 0.0), sum((one.covered for one in notes), 0.0), lenders, guaranteed, rent
        )
        rank = min((one.claim.rank for one in notes), default=0)
        secured = any(one.claim.secured for one in notes)
        made.append(ExposureDated(date.label, date.month, rank, secured, found))
    return tuple(made)


STAGES: list[Callable[..., Any]] = [add, rent_left, dated]
