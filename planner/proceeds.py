"""What the sale brings the seller: cash on the closing day, and each payment on the seller's notes."""

from collections.abc import Callable
from datetime import date
from typing import Any

from planner.model.calendar import month_of
from planner.model.helpers import cents, most
from planner.model.one import Run
from planner.model.records import Month
from planner.scenario import Scenario
from planner.seller import Receipt, Sale


def of_sale(scenario: Scenario, run: Run) -> tuple[Sale, tuple[Receipt, ...]]:
    """The sale and its receipts, read off the closing day and the months."""
    receipts = [receipt(scenario.deal.closing, month, now) for month, now in enumerate(run.months)][1:]
    return sold(scenario, run), tuple(one for one in receipts if one.interest or one.principal)


def sold(scenario: Scenario, run: Run) -> Sale:
    """The terms of the sale.

    Equipment sold above its tax basis is ordinary income in the year of sale (s.1245), where the form is taxed as a
    sale of assets.
    """
    deal, opened = scenario.deal, run.start
    books = scenario.business.books
    fair = books.equipment if books.equipment_fair is None else books.equipment_fair
    basis = books.equipment if books.equipment_tax_basis is None else books.equipment_tax_basis
    notes = [place for place, loan in enumerate(deal.loans) if loan.kind == "seller"]
    return Sale(
        form=deal.form,
        closing_year=deal.closing.year,
        cash_at_closing=opened.opening.seller_cash,
        note_face=opened.loans_opened.seller_paper,
        basis=scenario.owner.basis,
        recapture=most(0.0, fair - basis) if deal.form in ("assets", "shares_election") else 0.0,
        interest_added=cents(sum(month.loans[place].accrued for month in run.months for place in notes)),
    )


def receipt(closing: date, month: int, now: Month) -> Receipt:
    """What a month pays on the seller's notes."""
    year, of_year = month_of(closing, month)
    return Receipt(year, of_year, now.debt.seller_interest_paid, now.debt.seller_principal_paid)


STAGES: list[Callable[..., Any]] = [sold, receipt]
