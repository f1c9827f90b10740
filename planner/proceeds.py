"""What the sale brings the seller: cash on the closing day, and each payment on the seller's notes."""

from planner.model.calendar import month_of
from planner.model.one import Run
from planner.scenario import Scenario
from planner.seller import Receipt, Sale


def of_sale(scenario: Scenario, run: Run) -> tuple[Sale, tuple[Receipt, ...]]:
    """The sale and its receipts, read off the closing day and the months.

    Equipment sold above its tax basis is ordinary income in the year of sale (s.1245), where the form is taxed as a
    sale of assets.
    """
    deal, terms = scenario.deal, run.start
    as_assets = deal.form in ("assets", "shares_election")
    books = scenario.business.books
    fair = books.equipment if books.equipment_fair is None else books.equipment_fair
    basis = books.equipment if books.equipment_tax_basis is None else books.equipment_tax_basis
    notes = [place for place, loan in enumerate(deal.loans) if loan.kind == "seller"]
    added = sum(month.loans[place].accrued for month in run.months for place in notes)
    sale = Sale(
        form=deal.form,
        closing_year=deal.closing.year,
        cash_at_closing=terms.opening.seller_cash,
        note_face=terms.loans_opened.seller_paper,
        basis=scenario.owner.basis,
        recapture=max(0.0, fair - basis) if as_assets else 0.0,
        interest_added=round(added, 2),
    )
    receipts = []
    for month, now in enumerate(run.months[1:], 1):
        interest, principal = now.debt.seller_interest_paid, now.debt.seller_principal_paid
        if interest or principal:
            year, of_year = month_of(deal.closing, month)
            receipts.append(Receipt(year, of_year, interest, principal))
    return sale, tuple(receipts)
