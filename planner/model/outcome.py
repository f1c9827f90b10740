"""A plan in a few numbers, gathered month by month: what is kept of each case when many are run."""

from typing import NamedTuple

from planner.model.helpers import MONTHS, cents, least, most, where
from planner.model.records import LoanMonth, Month, Start
from planner.model.terms import Clock, Loan, Terms


class Outcome(NamedTuple):
    """One plan in a few numbers: what is kept of each case when many are run."""

    plug: float
    sources_less_uses: float
    opening_cash_gap: float
    lowest_cash: float
    lowest_cash_month: float
    shortfall_worst: float
    shortfall_month: float  # the first; -1: never
    lowest_dscr: float  # over full fiscal years with debt service; 0: none
    lowest_dscr_month: float
    highest_leverage: float
    most_line: float
    seller_received: float
    members_received: float
    worst_gap: float  # of the balance sheet
    worst_unshared: float  # surplus of the year less all that was given of it and what the collective account kept
    worst_loan_left: float  # after the last payment, and at any time against lent + added - paid back
    worst_allocation: float  # dividend less what became payable less what reached members' accounts
    debt_expected: float  # lent and added less paid back, from the flows alone
    collective: float
    accounts: float
    patronage_payable: float
    final_cash: float
    final_net_book_value: float


def size(value: float) -> float:
    """The value without its sign."""
    return most(value, 0.0 - value)


def foresee(opened: Start, first: Month, terms: Terms) -> Outcome:
    """Month 0: nothing has happened yet but the closing."""
    closing = opened.closing
    short = first.treasury.cash_shortfall
    return Outcome(
        plug=closing.plug,
        sources_less_uses=size(closing.sources - closing.uses),
        opening_cash_gap=size(opened.opening.cash - terms.opening_cash),
        lowest_cash=first.treasury.cash,
        lowest_cash_month=0.0,
        shortfall_worst=short,
        shortfall_month=where(short > 0.0, 0.0, -1.0),
        lowest_dscr=0.0,
        lowest_dscr_month=0.0,
        highest_leverage=0.0,
        most_line=first.treasury.line,
        seller_received=opened.opening.seller_cash,
        members_received=0.0,
        worst_gap=size(first.balance.out_of_balance),
        worst_unshared=0.0,
        worst_loan_left=0.0,
        worst_allocation=0.0,
        debt_expected=opened.loans_opened.loans,
        collective=first.balance.collective,
        accounts=0.0,
        patronage_payable=0.0,
        final_cash=first.treasury.cash,
        final_net_book_value=first.balance.net_book_value,
    )


def loan_left(loan: Loan, now: LoanMonth, clock: Clock) -> float:
    """What a loan still owes once its last month has come: always 0.00."""
    return where(clock.month >= loan.last, size(now.balance), 0.0)


def judge(loans_left: float, now: Month, clock: Clock, then: Outcome) -> Outcome:
    """The outcome so far; DSCR is judged over full fiscal years with debt service only."""
    cash = now.treasury.cash
    lower = cash < then.lowest_cash
    short = now.treasury.cash_shortfall
    tested = where(now.year.months >= MONTHS, where(cents(now.coverage.service) > 0.0, clock.year_end, 0.0), 0.0)
    first = where(then.lowest_dscr_month > 0.0, 0.0, tested)
    worse = where(first, 1.0, where(now.coverage.dscr < then.lowest_dscr, tested, 0.0))
    shared = now.shared
    given = shared.patronage_dividend + shared.preferred_dividend + shared.tax
    kept = now.balance.collective - then.collective
    unshared = size(where(clock.year_end, now.year.book_surplus - given, 0.0) - kept)
    payable = now.owed.patronage_payable - then.patronage_payable + now.payments.patronage_paid
    credited = now.members.accounts - then.accounts + now.members.accounts_left + now.members.called
    allocation = size(shared.patronage_dividend - payable - credited)
    added = now.debt.interest - now.debt.interest_paid
    debt_expected = then.debt_expected + added - now.debt.principal_paid
    leverage = where(tested, now.coverage.leverage, 0.0)
    to_seller = now.debt.seller_interest_paid + now.debt.seller_principal_paid
    return Outcome(
        plug=then.plug,
        sources_less_uses=then.sources_less_uses,
        opening_cash_gap=then.opening_cash_gap,
        lowest_cash=least(cash, then.lowest_cash),
        lowest_cash_month=where(lower, clock.month, then.lowest_cash_month),
        shortfall_worst=most(short, then.shortfall_worst),
        shortfall_month=where(then.shortfall_month >= 0.0, then.shortfall_month, where(short > 0.0, clock.month, -1.0)),
        lowest_dscr=where(worse, now.coverage.dscr, then.lowest_dscr),
        lowest_dscr_month=where(worse, clock.month, then.lowest_dscr_month),
        highest_leverage=most(leverage, then.highest_leverage),
        most_line=most(now.treasury.line, then.most_line),
        seller_received=then.seller_received + to_seller,
        members_received=then.members_received + now.treasury.to_members,
        worst_gap=most(size(now.balance.out_of_balance), then.worst_gap),
        worst_unshared=most(unshared, then.worst_unshared),
        worst_loan_left=most(most(loans_left, size(debt_expected - now.debt.balance)), then.worst_loan_left),
        worst_allocation=most(allocation, then.worst_allocation),
        debt_expected=debt_expected,
        collective=now.balance.collective,
        accounts=now.members.accounts,
        patronage_payable=now.owed.patronage_payable,
        final_cash=cash,
        final_net_book_value=now.balance.net_book_value,
    )
