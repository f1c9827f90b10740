"""What the sale brings the seller: cash on the closing day, and each payment on the seller's notes."""

from collections.abc import Callable
from datetime import date
from typing import Any

from planner.model.calendar import month_of
from planner.model.helpers import cents, least, most
from planner.model.one import Run
from planner.model.records import Month
from planner.scenario import STEP_UP_FORMS, Scenario
from planner.seller import Receipt, Sale


def of_sale(scenario: Scenario, run: Run) -> tuple[Sale, tuple[Receipt, ...]]:
    """The sale and its receipts, read off the closing day and the months."""
    receipts = [receipt(scenario.deal.closing, month, now) for month, now in enumerate(run.months)][1:]
    return sold(scenario, run), tuple(one for one in receipts if one.interest or one.principal)


def sold(scenario: Scenario, run: Run) -> Sale:
    """The terms of the sale.

    Where the form is taxed as a sale of assets, equipment sold above its tax basis is ordinary income in the year of
    sale (s.1245), and debt that is paid off out of the price or goes over to the buyer is part of the price. Where
    shares are sold, the debt is the corporation's own and no part of what its owner realises.
    """
    deal, opened = scenario.deal, run.start
    books = scenario.business.books
    notes = [place for place, loan in enumerate(deal.loans) if loan.kind == "seller"]
    of_assets = deal.form in STEP_UP_FORMS
    note_rate = deal.loans[notes[0]].rate if notes else 0.0
    for place in notes[1:]:
        note_rate = least(note_rate, deal.loans[place].rate)
    return Sale(
        form=deal.form,
        closing_year=deal.closing.year,
        cash_at_closing=opened.opening.seller_cash,
        note_face=opened.loans_opened.seller_paper,
        basis=scenario.owner.basis,
        recapture=most(0.0, books.fair_equipment - books.equipment_basis) if of_assets else 0.0,
        interest_added=cents(sum(month.dues[place].added for month in run.months for place in notes)),
        debt_paid_off=opened.closing.debt_paid_off if of_assets else 0.0,
        debt_assumed=opened.loans_asked.assumed if of_assets else 0.0,
        note_rate=note_rate,
    )


def receipt(closing: date, month: int, now: Month) -> Receipt:
    """What a month pays on the seller's notes."""
    year, of_year = month_of(closing, month)
    return Receipt(year, of_year, now.debt.seller_interest_paid, now.debt.seller_principal_paid)


STAGES: list[Callable[..., Any]] = [sold, receipt]
