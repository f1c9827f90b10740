"""A plan in a few numbers, gathered month by month: what is kept of each case when many are run."""

from typing import NamedTuple

from planner.model.helpers import MONTHS, cents, least, most, where
from planner.model.records import Month, Start
from planner.model.records_debt import LoanMonth
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
    lowest_fccr: float  # at the tests of whole windows with debt service, as promised
    breach_month: float  # the first test at which a covenant is broken as promised; -1: never
    worst_dscr: float  # least headroom of each covenant in money, as promised, and its month; 0: no test
    worst_dscr_month: float
    worst_bank_dscr: float
    worst_bank_dscr_month: float
    worst_fccr: float
    worst_fccr_month: float
    worst_liquidity: float
    worst_liquidity_month: float
    worst_senior_leverage: float
    worst_senior_leverage_month: float
    worst_leverage: float
    worst_leverage_month: float
    worst_debt_to_worth: float
    worst_debt_to_worth_month: float
    worst_capital_spending: float
    worst_capital_spending_month: float
    worst_cash_patronage: float
    worst_cash_patronage_month: float
    worst_paid_to_leavers: float
    worst_paid_to_leavers_month: float
    minimum_unpaid: float  # least cash of patronage held back, in all
    minimum_unpaid_month: float  # the first; -1: never
    longest_wait: float  # months in which leavers waited beyond what was promised
    longest_wait_month: float
    most_overdue: float  # on loans behind the gates
    most_overdue_month: float
    most_line: float
    seller_received: float
    members_received: float
    worst_gap: float  # of the balance sheet
    worst_unshared: float  # surplus of the year less all that was given of it and what the collective account kept
    stake: float  # part of the company that the seller still holds
    longest_slip: float  # months for which a later closing was due and could not be afforded
    worst_loan_left: float  # after the last payment, and at any time against lent + added - paid back
    worst_allocation: float  # dividend less what became payable less what reached members' accounts
    debt_expected: float  # lent and added less paid back, from the flows alone
    collective: float
    accounts: float
    patronage_payable: float
    class_accounts: float  # of further classes of members
    class_payable: float  # patronage
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
        lowest_fccr=0.0,
        breach_month=-1.0,
        worst_dscr=0.0,
        worst_dscr_month=0.0,
        worst_bank_dscr=0.0,
        worst_bank_dscr_month=0.0,
        worst_fccr=0.0,
        worst_fccr_month=0.0,
        worst_liquidity=0.0,
        worst_liquidity_month=0.0,
        worst_senior_leverage=0.0,
        worst_senior_leverage_month=0.0,
        worst_leverage=0.0,
        worst_leverage_month=0.0,
        worst_debt_to_worth=0.0,
        worst_debt_to_worth_month=0.0,
        worst_capital_spending=0.0,
        worst_capital_spending_month=0.0,
        worst_cash_patronage=0.0,
        worst_cash_patronage_month=0.0,
        worst_paid_to_leavers=0.0,
        worst_paid_to_leavers_month=0.0,
        minimum_unpaid=0.0,
        minimum_unpaid_month=-1.0,
        longest_wait=0.0,
        longest_wait_month=0.0,
        most_overdue=0.0,
        most_overdue_month=0.0,
        most_line=first.treasury.line,
        seller_received=opened.opening.seller_cash,
        members_received=0.0,
        worst_gap=size(first.balance.out_of_balance),
        worst_unshared=0.0,
        stake=first.stake.fraction,
        longest_slip=0.0,
        worst_loan_left=0.0,
        worst_allocation=0.0,
        debt_expected=opened.loans_opened.loans,
        collective=first.balance.collective,
        accounts=0.0,
        patronage_payable=0.0,
        class_accounts=0.0,
        class_payable=0.0,
        final_cash=first.treasury.cash,
        final_net_book_value=first.balance.net_book_value,
    )


def loan_left(loan: Loan, now: LoanMonth) -> float:
    """What a loan still owes once its last month has come, but for what the gates held back: always 0.00."""
    left = now.balance + now.interest_owed - now.principal_overdue - now.interest_overdue
    return where(now.age >= loan.last, size(left), 0.0)


def is_worse(headroom: float, then: float, then_month: float, tested: float) -> float:
    """A flag: this test left less headroom than any before it, or is the first."""
    return tested * where(then_month > 0.0, where(headroom < then, 1.0, 0.0), 1.0)


def misallocated(now: Month, then: Outcome) -> float:
    """Patronage of further classes less what became payable less what reached their accounts: always 0.00."""
    whole, flows = now.of_classes, now.class_flows
    payable = whole.patronage_payable - then.class_payable + flows.patronage_paid + flows.held_back
    credited = whole.accounts - then.class_accounts + whole.accounts_left + whole.called - flows.held_back
    return whole.patronage_dividend - payable - credited


def judge(loans_left: float, now: Month, clock: Clock, then: Outcome) -> Outcome:
    """The outcome so far; DSCR is judged over full fiscal years with debt service only."""
    cash = now.treasury.cash
    lower = cash < then.lowest_cash
    short = now.treasury.cash_shortfall
    served = where(cents(now.coverage.service) > 0.0, clock.year_end, 0.0)
    tested = where(now.coverage.months >= MONTHS, served, 0.0)
    first = where(then.lowest_dscr_month > 0.0, 0.0, tested)
    worse = where(first, 1.0, where(now.coverage.dscr < then.lowest_dscr, tested, 0.0))
    shared = now.shared
    to_classes = now.of_classes.patronage_dividend + now.of_classes.returns
    given = shared.patronage_dividend + shared.preferred_dividend + shared.stake_profit + shared.tax + to_classes
    kept = now.balance.collective - then.collective
    members, below = now.members, now.below
    credited_below = below.restored + members.forgiven - below.charged
    of_accounts = members.forfeited + members.charged - members.interest - credited_below
    beside = now.members.entry_fees + of_accounts - now.confirmed.tax_added - now.offer.paid + now.stake.sold
    unshared = size(where(clock.year_end, now.year.book_surplus - given, 0.0) + beside - kept)
    held_back = now.confirmed.held_back
    payable = now.owed.patronage_payable - then.patronage_payable + now.payments.patronage_paid + held_back
    payable = payable + now.currency.as_patronage
    taken = now.members.accounts_left + now.members.called + now.members.charged
    credited = now.members.accounts - then.accounts + taken - below.raised - now.members.interest - held_back
    of_workers = size(shared.patronage_dividend - payable - credited)
    allocation = most(of_workers, size(misallocated(now, then)))
    added = now.debt.interest - now.debt.interest_paid + now.debt.drawn
    repaid = now.debt.principal_paid + now.debt.prepaid + now.debt.forgiven
    debt_expected = then.debt_expected + added - repaid
    debt_gap = size(debt_expected - now.debt.balance - now.debt.interest_owed)
    room, judged = now.headroom, now.headroom.tested
    by_dscr = is_worse(room.dscr, then.worst_dscr, then.worst_dscr_month, judged)
    by_bank = is_worse(room.bank_dscr, then.worst_bank_dscr, then.worst_bank_dscr_month, judged)
    by_fccr = is_worse(room.fccr, then.worst_fccr, then.worst_fccr_month, judged)
    by_liquidity = is_worse(room.liquidity, then.worst_liquidity, then.worst_liquidity_month, judged)
    by_senior = is_worse(room.senior_leverage, then.worst_senior_leverage, then.worst_senior_leverage_month, judged)
    by_leverage = is_worse(room.leverage, then.worst_leverage, then.worst_leverage_month, judged)
    by_worth = is_worse(room.debt_to_worth, then.worst_debt_to_worth, then.worst_debt_to_worth_month, judged)
    by_spending = is_worse(
        room.capital_spending, then.worst_capital_spending, then.worst_capital_spending_month, judged
    )
    by_patronage = is_worse(room.cash_patronage, then.worst_cash_patronage, then.worst_cash_patronage_month, judged)
    by_leavers = is_worse(room.paid_to_leavers, then.worst_paid_to_leavers, then.worst_paid_to_leavers_month, judged)
    minimum_short = cents(now.claims.minimum - now.granted.minimum)
    waits = now.members.overdue_months > then.longest_wait
    overdue = now.debt.overdue > then.most_overdue
    covered = where(cents(now.coverage.service) > 0.0, judged, 0.0)
    first_fccr = where(then.worst_fccr_month > 0.0, 0.0, covered)
    lower_fccr = where(first_fccr, 1.0, where(now.coverage.fccr < then.lowest_fccr, covered, 0.0))
    leverage = where(tested, now.coverage.leverage, 0.0)
    for_stake = now.offer.paid - now.debt.drawn_from_seller + now.stake.dividends_paid
    to_seller = now.debt.seller_interest_paid + now.debt.seller_principal_paid + for_stake
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
        lowest_fccr=where(lower_fccr, now.coverage.fccr, then.lowest_fccr),
        breach_month=where(then.breach_month >= 0.0, then.breach_month, where(room.breached > 0.0, clock.month, -1.0)),
        worst_dscr=where(by_dscr, room.dscr, then.worst_dscr),
        worst_dscr_month=where(by_dscr, clock.month, then.worst_dscr_month),
        worst_bank_dscr=where(by_bank, room.bank_dscr, then.worst_bank_dscr),
        worst_bank_dscr_month=where(by_bank, clock.month, then.worst_bank_dscr_month),
        worst_fccr=where(by_fccr, room.fccr, then.worst_fccr),
        worst_fccr_month=where(by_fccr, clock.month, then.worst_fccr_month),
        worst_liquidity=where(by_liquidity, room.liquidity, then.worst_liquidity),
        worst_liquidity_month=where(by_liquidity, clock.month, then.worst_liquidity_month),
        worst_senior_leverage=where(by_senior, room.senior_leverage, then.worst_senior_leverage),
        worst_senior_leverage_month=where(by_senior, clock.month, then.worst_senior_leverage_month),
        worst_leverage=where(by_leverage, room.leverage, then.worst_leverage),
        worst_leverage_month=where(by_leverage, clock.month, then.worst_leverage_month),
        worst_debt_to_worth=where(by_worth, room.debt_to_worth, then.worst_debt_to_worth),
        worst_debt_to_worth_month=where(by_worth, clock.month, then.worst_debt_to_worth_month),
        worst_capital_spending=where(by_spending, room.capital_spending, then.worst_capital_spending),
        worst_capital_spending_month=where(by_spending, clock.month, then.worst_capital_spending_month),
        worst_cash_patronage=where(by_patronage, room.cash_patronage, then.worst_cash_patronage),
        worst_cash_patronage_month=where(by_patronage, clock.month, then.worst_cash_patronage_month),
        worst_paid_to_leavers=where(by_leavers, room.paid_to_leavers, then.worst_paid_to_leavers),
        worst_paid_to_leavers_month=where(by_leavers, clock.month, then.worst_paid_to_leavers_month),
        minimum_unpaid=then.minimum_unpaid + minimum_short,
        minimum_unpaid_month=where(
            then.minimum_unpaid_month >= 0.0, then.minimum_unpaid_month, where(minimum_short > 0.0, clock.month, -1.0)
        ),
        longest_wait=where(waits, now.members.overdue_months, then.longest_wait),
        longest_wait_month=where(waits, clock.month, then.longest_wait_month),
        most_overdue=where(overdue, now.debt.overdue, then.most_overdue),
        most_overdue_month=where(overdue, clock.month, then.most_overdue_month),
        most_line=most(now.treasury.line, then.most_line),
        seller_received=then.seller_received + to_seller,
        members_received=then.members_received + now.treasury.to_members,
        worst_gap=most(size(now.balance.out_of_balance), then.worst_gap),
        worst_unshared=most(unshared, then.worst_unshared),
        stake=now.stake.fraction,
        longest_slip=most(now.stake.waiting, then.longest_slip),
        worst_loan_left=most(most(loans_left, debt_gap), then.worst_loan_left),
        worst_allocation=most(allocation, then.worst_allocation),
        debt_expected=debt_expected,
        collective=now.balance.collective,
        accounts=now.members.accounts,
        patronage_payable=now.owed.patronage_payable,
        class_accounts=now.of_classes.accounts,
        class_payable=now.of_classes.patronage_payable,
        final_cash=cash,
        final_net_book_value=now.balance.net_book_value,
    )
