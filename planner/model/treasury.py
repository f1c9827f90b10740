"""Working capital, cash and the line; the balance sheet; what a lender reads at fiscal year-end."""

from planner.model.helpers import DAYS_IN_QUARTER, cents, least, most, ratio, where
from planner.model.records import (
    Assets,
    Balance,
    Closing,
    Coverage,
    Debt,
    LineCost,
    Members,
    Operations,
    Owed,
    Payments,
    Shared,
    Treasury,
    Year,
)
from planner.model.terms import Clock, Terms


def fall_short(terms: Terms, cash: float) -> float:
    """What neither cash nor the line covers of the floor."""
    return cents(most(0.0, terms.cash_floor - cash))


def lend_on(terms: Terms, receivables: float, inventory: float) -> float:
    """The borrowing base: the advance on receivables and on inventory."""
    return cents(terms.receivables_advance * receivables + terms.inventory_advance * inventory)


def may_be_drawn(terms: Terms, base: float) -> float:
    """The lesser of the line's limit and its borrowing base, where it has one."""
    return where(terms.based, least(terms.line_limit, base), terms.line_limit)


def bank(
    terms: Terms,
    operations: Operations,
    assets: Assets,
    debt: Debt,
    line_cost: LineCost,
    payments: Payments,
    members: Members,
    then: Treasury,
) -> Treasury:
    """Cash of the month in the order in which it is paid; the line keeps the floor as far as it may be drawn.

    capacity = lesser of limit and borrowing base; drawn = lesser of what the floor needs and what is free of it;
    repaid from spare cash, and at once where the base has shrunk below what is drawn. What neither cash nor line
    covers is the shortfall: cash may fall below the floor, and below zero, and says so.
    """
    quarter_sales = operations.sales + operations.sales_before + operations.sales_two_before
    quarter_cost = quarter_sales * terms.cost_fraction
    receivables = cents(quarter_sales * terms.receivable_days / DAYS_IN_QUARTER)
    inventory = cents(terms.inventory_fixed + quarter_cost * terms.inventory_days / DAYS_IN_QUARTER)
    payables = cents(terms.payables_fixed + quarter_cost * terms.payable_days / DAYS_IN_QUARTER)
    accrued = cents(terms.books_accrued * operations.wage_index)
    working_capital = receivables + inventory - payables - accrued
    change = working_capital - then.working_capital
    operating_cash = operations.ebitda - change - payments.tax_paid
    interest = debt.interest_paid + line_cost.interest + line_cost.unused_fee
    to_members = payments.patronage_paid + payments.revolved_paid + payments.leavers_paid + payments.leaver_interest
    financing = members.shares_paid_in - interest - debt.principal_paid - payments.dividends_paid - to_members
    before_line = then.cash + operating_cash - assets.capital_spending + financing
    based = lend_on(terms, receivables, inventory)
    capacity = may_be_drawn(terms, based)
    need = terms.cash_floor - before_line
    drawn = least(most(0.0, need), most(0.0, capacity - then.line))
    repaid = least(then.line, most(most(0.0, then.line - capacity), 0.0 - need))
    cash = before_line + drawn - repaid
    return Treasury(
        quarter_sales=quarter_sales,
        quarter_cost=quarter_cost,
        receivables=receivables,
        inventory=inventory,
        payables=payables,
        accrued=accrued,
        working_capital=working_capital,
        working_capital_change=change,
        operating_cash=operating_cash,
        interest_cash=interest,
        to_members=to_members,
        financing_cash=financing,
        cash_before_line=before_line,
        borrowing_base=based,
        line_capacity=capacity,
        need=need,
        drawn=drawn,
        repaid=repaid,
        line=then.line + drawn - repaid,
        cash=cash,
        cash_shortfall=fall_short(terms, cash),
    )


def weigh(
    terms: Terms,
    closing: Closing,
    clock: Clock,
    assets: Assets,
    debt: Debt,
    members: Members,
    owed: Owed,
    treasury: Treasury,
    year: Year,
    shared: Shared,
    then: Balance,
) -> Balance:
    """The balance sheet at month-end: each side from its own flows, so that a gap would show.

    assets = liabilities + preferred + member shares paid in + members' accounts + collective account + unshared
    """
    tax_refund_due = most(0.0, 0.0 - owed.tax_due)
    tax_payable = most(0.0, owed.tax_due)
    fixed_assets = assets.equipment + assets.additions + assets.goodwill
    current = treasury.cash + treasury.receivables + treasury.inventory + terms.books_other_assets
    total_assets = current + owed.estimates + tax_refund_due + fixed_assets
    loans_less_fees = debt.balance - debt.fees_left
    trade = treasury.payables + treasury.accrued + terms.books_other_liabilities
    to_members = owed.patronage_payable + owed.revolving_payable + members.leavers_owed
    liabilities = trade + tax_payable + to_members + owed.dividends_payable + treasury.line + loans_less_fees
    collective = then.collective + shared.collective_change
    unshared = where(clock.year_end, 0.0, year.book_surplus)
    equity = closing.preferred + members.member_shares + members.accounts + collective + unshared
    return Balance(
        other_assets=terms.books_other_assets,
        tax_prepaid=owed.estimates,
        tax_refund_due=tax_refund_due,
        fixed_assets=fixed_assets,
        current_assets=current,
        assets=total_assets,
        other_liabilities=terms.books_other_liabilities,
        trade_liabilities=trade,
        tax_payable=tax_payable,
        owed_to_members=to_members,
        loans_less_fees=loans_less_fees,
        liabilities=liabilities,
        preferred=closing.preferred,
        collective=collective,
        unshared=unshared,
        equity=equity,
        net_book_value=total_assets - liabilities,
        tangible=total_assets - liabilities - assets.goodwill,
        out_of_balance=total_assets - liabilities - equity,
    )


def cover(year: Year, debt: Debt, treasury: Treasury) -> Coverage:
    """DSCR = EBITDA of the fiscal year / its debt service without balloons; leverage = all debt / EBITDA.

    Both are worked out at fiscal year-end and rounded to four places; EBITDA is before patronage, and where it is
    below 0 nothing is earned for the debt: DSCR reads 0, never a negative ratio.
    """
    dscr = cents(100.0 * ratio(most(0.0, year.ebitda), cents(year.service))) / 100.0
    leverage = cents(100.0 * ratio(debt.balance + treasury.line, cents(year.ebitda))) / 100.0
    return Coverage(year.ebitda, year.service, dscr, leverage)
