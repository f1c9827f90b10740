"""Working capital, cash and the line; the balance sheet."""

from planner.model.helpers import DAYS_IN_QUARTER, cents, least, most, where
from planner.model.records import Assets, Balance, Closing, Members, Operations, Owed, Shared, Treasury, Working, Year
from planner.model.records_debt import Claims, Confirmed, Debt, Gates, Granted, LineCost, Payments
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


def turn_over(terms: Terms, operations: Operations, then: Working) -> Working:
    """Working capital by days of the last quarter's sales and cost, and what the line may go up to."""
    quarter_sales = operations.sales + operations.sales_before + operations.sales_two_before
    quarter_cost = quarter_sales * terms.cost_fraction
    receivables = cents(quarter_sales * terms.receivable_days / DAYS_IN_QUARTER)
    inventory = cents(terms.inventory_fixed + quarter_cost * terms.inventory_days / DAYS_IN_QUARTER)
    payables = cents(terms.payables_fixed + quarter_cost * terms.payable_days / DAYS_IN_QUARTER)
    accrued = cents(terms.accrued_kept * operations.wage_index)
    working_capital = receivables + inventory - payables - accrued
    based = lend_on(terms, receivables, inventory)
    return Working(
        quarter_sales=quarter_sales,
        quarter_cost=quarter_cost,
        receivables=receivables,
        inventory=inventory,
        payables=payables,
        accrued=accrued,
        working_capital=working_capital,
        change=working_capital - then.working_capital,
        borrowing_base=based,
        line_capacity=may_be_drawn(terms, based),
    )


def bank(
    terms: Terms,
    working: Working,
    debt: Debt,
    line_cost: LineCost,
    claims: Claims,
    payments: Payments,
    gates: Gates,
    granted: Granted,
    then: Treasury,
) -> Treasury:
    """Cash after all payments of the month; the line keeps the floor as far as it may be drawn.

    capacity = lesser of limit and borrowing base; drawn = lesser of what the floor needs and what is free of it;
    repaid from spare cash, and at once where the base has shrunk below what is drawn. What neither cash nor line
    covers is the shortfall: cash may fall below the floor, and below zero, and says so.
    """
    before_line = gates.cash_before - granted.paid - debt.prepaid
    need = terms.cash_floor - before_line
    capacity = working.line_capacity
    drawn = least(most(0.0, need), most(0.0, capacity - then.line))
    repaid = least(then.line, most(most(0.0, then.line - capacity), 0.0 - need))
    cash = before_line + drawn - repaid
    paid_to_members = payments.patronage_paid + payments.revolved_paid + payments.leavers_paid
    interest = debt.interest_paid + line_cost.interest + line_cost.unused_fee
    return Treasury(
        interest_cash=interest,
        to_members=paid_to_members + payments.leaver_interest_paid,
        financing_cash=claims.shares_paid_in - interest - debt.principal_paid - debt.prepaid - payments.paid_out,
        cash_before_line=before_line,
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
    working: Working,
    treasury: Treasury,
    year: Year,
    shared: Shared,
    confirmed: Confirmed,
    then: Balance,
) -> Balance:
    """The balance sheet at month-end: each side from its own flows, so that a gap would show.

    assets = liabilities + preferred + member shares paid in + members' accounts + collective account + unshared
    """
    tax_refund_due = most(0.0, 0.0 - owed.tax_due)
    tax_payable = most(0.0, owed.tax_due)
    fixed_assets = assets.equipment + assets.additions + assets.goodwill
    inventory = working.inventory + assets.inventory_write_up
    current = treasury.cash + working.receivables + inventory + terms.other_assets_kept
    total_assets = current + owed.estimates + tax_refund_due + fixed_assets
    loans_less_fees = debt.balance - debt.fees_left
    trade = working.payables + working.accrued + terms.other_liabilities_kept
    to_members = owed.patronage_payable + owed.revolving_payable + members.leavers_owed + owed.leaver_interest_owed
    lent = treasury.line + loans_less_fees + debt.interest_owed
    liabilities = trade + tax_payable + to_members + owed.dividends_payable + lent
    collective = then.collective + shared.collective_change - confirmed.tax_added + members.entry_fees
    unshared = where(clock.year_end, 0.0, year.book_surplus)
    equity = closing.preferred + members.member_shares + members.accounts + collective + unshared
    return Balance(
        other_assets=terms.other_assets_kept,
        tax_prepaid=owed.estimates,
        tax_refund_due=tax_refund_due,
        fixed_assets=fixed_assets,
        current_assets=current,
        assets=total_assets,
        other_liabilities=terms.other_liabilities_kept,
        trade_liabilities=trade,
        tax_payable=tax_payable,
        owed_to_members=to_members,
        loans_less_fees=loans_less_fees,
        interest_owed=debt.interest_owed,
        liabilities=liabilities,
        preferred=closing.preferred,
        collective=collective,
        unshared=unshared,
        equity=equity,
        net_book_value=total_assets - liabilities,
        tangible=total_assets - liabilities - assets.goodwill,
        out_of_balance=total_assets - liabilities - equity,
    )
