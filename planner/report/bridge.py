"""The closing day account by account: last books, the seller's leftovers, revaluation, financing, opening.

Every column adds up: assets = liabilities + equity. The last column is month 0's balance sheet; beside it stands the
tax basis where it differs from book value. Entries: purchase accounting (ASC 805), or a buyout of own shares.
"""

from typing import Literal, NamedTuple

from planner import Plan

Side = Literal["assets", "liabilities", "equity"]
SIDES: tuple[Side, ...] = ("assets", "liabilities", "equity")
COLUMNS = ("books", "leftovers", "revaluation", "financing", "opening")


class Account(NamedTuple):
    """One account across the closing day; `name` is a loan's, otherwise empty and `key` has words."""

    key: str
    side: Side
    books: float = 0.0
    leftovers: float = 0.0
    revaluation: float = 0.0
    financing: float = 0.0
    tax_basis: float | None = None
    name: str = ""

    @property
    def opening(self) -> float:
        """What stands on the opening balance sheet."""
        return round(self.books + self.leftovers + self.revaluation + self.financing, 2) + 0.0

    def column(self, name: str) -> float:
        """One of the columns."""
        return round(float(getattr(self, name)), 2) + 0.0


class Bridge(NamedTuple):
    """All accounts of the closing day, assets first."""

    accounts: tuple[Account, ...]

    def total(self, side: Side, column: str) -> float:
        """One side of one column added up."""
        return round(sum(account.column(column) for account in self.accounts if account.side == side), 2) + 0.0


def bridge(plan: Plan) -> Bridge:
    """The bridge of one plan; accounts that never hold anything are left out."""
    accounts = (*_assets(plan), *_liabilities(plan), *_equity(plan))
    return Bridge(tuple(one for one in accounts if any((*one[2:6], one.tax_basis))))


def _assets(plan: Plan) -> tuple[Account, ...]:
    terms, start = plan.case.terms, plan.run.start
    revalued, opening = start.revalued, start.opening
    left_in = terms.books_cash - revalued.cash_taken_out
    return (
        Account("cash", "assets", terms.books_cash, -revalued.cash_taken_out, financing=opening.cash - left_in),
        Account("receivables", "assets", terms.books_receivables),
        Account("inventory", "assets", terms.books_inventory, revaluation=revalued.inventory_write_up),
        Account("other_assets", "assets", terms.books_other_assets, terms.other_assets_kept - terms.books_other_assets),
        Account(
            "equipment",
            "assets",
            terms.books_equipment,
            -terms.equipment_kept,
            revaluation=revalued.write_up,
            tax_basis=opening.tax_equipment,
        ),
        Account("goodwill", "assets", revaluation=revalued.goodwill, tax_basis=opening.tax_goodwill),
    )


def _liabilities(plan: Plan) -> tuple[Account, ...]:
    """Old debt leaves the books, paid off or taken over; new loans stand at what is owed, their fees apart."""
    terms, start = plan.case.terms, plan.run.start
    loans = zip(plan.scenario.deal.loans, start.loans, strict=False)
    return (
        Account("payables", "liabilities", terms.books_payables),
        Account("accrued", "liabilities", terms.books_accrued, financing=terms.accrued_kept - terms.books_accrued),
        Account(
            "other_liabilities",
            "liabilities",
            terms.books_other_liabilities,
            terms.unbooked_liabilities,
            financing=terms.other_liabilities_kept - terms.books_other_liabilities - terms.unbooked_liabilities,
        ),
        Account("old_debt", "liabilities", terms.books_debt, financing=-terms.books_debt),
        *(Account("loan", "liabilities", financing=opened.principal, name=loan.name) for loan, opened in loans),
        Account("loan_fees", "liabilities", financing=-start.closing.loan_fees),
        Account("line", "liabilities", financing=terms.line_drawn),
    )


def _equity(plan: Plan) -> tuple[Account, ...]:
    """The seller's equity goes against the price; what is left of it after the costs opens the collective account."""
    terms, start = plan.case.terms, plan.run.start
    revalued, closing = start.revalued, start.closing
    paid_in = plan.scenario.business.books.paid_in
    settled = terms.books_other_assets - terms.other_assets_kept
    leftovers = revalued.cash_taken_out + settled + terms.unbooked_liabilities + terms.equipment_kept
    earned = revalued.equity_left + leftovers - paid_in
    gain = revalued.write_up + revalued.inventory_write_up + revalued.goodwill
    before_financing = earned - leftovers + gain
    return (
        Account("preferred", "equity", financing=closing.preferred),
        Account("stake", "equity", financing=start.opening.stake),
        Account("member_shares", "equity", financing=terms.member_shares_paid - start.opening.entry_fees),
        Account("class_shares", "equity", financing=closing.class_shares),
        Account("paid_in", "equity", paid_in, financing=-paid_in),
        Account("earned", "equity", earned, -leftovers, gain, -before_financing),
        Account("collective", "equity", financing=start.opening.collective),
    )
