"""What the sale brings the seller: cash on the closing day, and each payment on the seller's notes."""

from collections.abc import Callable
from datetime import date
from typing import Any

from planner.forms import FormStatement
from planner.model.calendar import month_of
from planner.model.helpers import cents, least, most
from planner.model.one import Run
from planner.model.records import Month
from planner.scenario import Scenario
from planner.seller import Receipt, Sale

LAST_MONTH = 12


def of_sale(scenario: Scenario, run: Run, form: FormStatement) -> tuple[Sale, tuple[Receipt, ...]]:
    """The sale and its receipts, read off the closing day and the months, and what its form means for the seller."""
    receipts = [receipt(scenario.deal.closing, month, now) for month, now in enumerate(run.months)][1:]
    paid = [one for one in receipts if one.interest or one.principal]
    return meant(sold(scenario, run, run.months[-1]), form), (*paid, *rents(form))


def meant(sale: Sale, form: FormStatement) -> Sale:
    """The sale with what the form's verdicts say of it: whether it is one, and whether a rollover is open."""
    is_sale, rollover = form.verdict("sale"), form.verdict("rollover")
    return sale._replace(
        is_sale=is_sale.answer if is_sale else "yes",
        rollover_open=rollover.answer if rollover else "no",
        rollover_why=rollover.why if rollover else None,
    )


def rents(form: FormStatement) -> tuple[Receipt, ...]:
    """Rent of property that the seller keeps, by calendar year."""
    return tuple(Receipt(year, LAST_MONTH, 0.0, 0.0, rent=rent) for year, rent in form.rent)


def sold(scenario: Scenario, run: Run, last: Month) -> Sale:
    """The terms of the sale, and what of the business its tax may hang on.

    Equipment above its tax basis is ordinary income up to the depreciation taken (s.1245); without its first cost, all
    of it is taken to be that. A seller on the cash method has no basis in what customers owe.
    """
    deal, opened = scenario.deal, run.start
    books, assets = scenario.business.books, scenario.owner.assets
    notes = [place for place, loan in enumerate(deal.loans) if loan.to_seller]
    note_rate = None
    for place in notes:
        rate = deal.loans[place].rate
        note_rate = rate if note_rate is None else least(note_rate, rate)
    return Sale(
        form=deal.form,
        closing_year=deal.closing.year,
        cash_at_closing=opened.opening.seller_cash,
        note_face=opened.loans_opened.seller_paper,
        basis=scenario.owner.basis,
        recapture=recapture(books.fair_equipment, books.equipment_basis, assets.equipment_cost),
        interest_added=cents(sum(month.dues[place].added for month in run.months for place in notes)),
        debt_paid_off=opened.closing.debt_paid_off,
        debt_assumed=opened.loans_asked.assumed,
        note_rate=note_rate,
        closing_month=deal.closing.month,
        inventory_gain=0.0 if assets.inventory_gain is None else assets.inventory_gain,
        receivables_gain=books.receivables if assets.cash_method else 0.0,
        property_gain=assets.property_gain,
        property_depreciation=assets.property_depreciation,
        assets_basis=assets.basis,
        owed_at_end=sum(last.loans[place].balance + last.loans[place].interest_owed for place in notes) + 0.0,
        months=scenario.months,
        earn_out=any(loan.kind == "earn_out" for loan in deal.loans),
    )


def recapture(fair: float, basis: float, cost: float | None) -> float:
    """Gain on equipment that is ordinary income: min(gain, depreciation taken). 26 U.S.C. 1245(a)(1)."""
    gain = most(0.0, fair - basis)
    return gain if cost is None else least(gain, most(0.0, cost - basis))


def receipt(closing: date, month: int, now: Month) -> Receipt:
    """What a month pays on the seller's notes."""
    year, of_year = month_of(closing, month)
    return Receipt(year, of_year, now.debt.seller_interest_paid, now.debt.seller_principal_paid)


STAGES: list[Callable[..., Any]] = [recapture, sold, receipt]
