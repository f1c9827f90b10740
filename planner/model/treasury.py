"""Working capital, cash and the line; the balance sheet."""

from planner.model.gates import before
from planner.model.helpers import DAYS_IN_QUARTER, cents, least, most, where
from planner.model.records import Assets, Balance, Closing, Operations, Owed, Treasury, Working, Year
from planner.model.records_classes import Classes, ClassFlows
from planner.model.records_currency import Currency
from planner.model.records_debt import Claims, Debt, Gates, Granted, LineCost, Payments, Unpaid
from planner.model.records_members import Below, Members
from planner.model.records_stakes import Offer, Stake
from planner.model.records_surplus import Confirmed, Shared
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
    flows: ClassFlows,
    gates: Gates,
    granted: Granted,
    offer: Offer,
    then: Treasury,
) -> Treasury:
    """Cash after all payments of the month; the line keeps the floor as far as it may be drawn.

    capacity = lesser of limit and borrowing base; drawn = lesser of what the floor needs and what is free of it;
    repaid from spare cash, and at once where the base has shrunk below what is drawn. What neither cash nor line
    covers is the shortfall: cash may fall below the floor, and below zero, and says so.
    """
    before_line = gates.cash_before - granted.paid - debt.prepaid - offer.paid_in_cash
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
        financing_cash=claims.shares_paid_in
        + flows.shares_paid_in
        - interest
        - debt.principal_paid
        - debt.prepaid
        - payments.paid_out
        - offer.paid_in_cash,
        cash_before_line=before_line,
        need=need,
        drawn=drawn,
        repaid=repaid,
        line=then.line + drawn - repaid,
        cash=cash,
        cash_shortfall=fall_short(terms, cash),
    )


def miss(due: float, grew: float, behind: float) -> float:
    """What of a claim stays unpaid, once those paid after it get nothing."""
    return least(due, most(0.0, grew - behind))


def fall_behind(
    terms: Terms,
    operations: Operations,
    assets: Assets,
    line_cost: LineCost,
    claims: Claims,
    senior: float,
    junior: float,
    currency: Currency,
    treasury: Treasury,
    then: Unpaid,
) -> Unpaid:
    """Which payee is not paid when cash and line are used up: the last in the order of those no gate holds back.

    Unpaid = cash below zero. What is missing this month lands on the last of them first; what comes in later catches
    up with the first of them first. The books show it as an overdraft; no interest runs on it.
    """
    one, two, three = terms.rank_operations, terms.rank_taxes, terms.rank_senior
    four, five = terms.rank_spending, terms.rank_junior
    total = most(0.0, cents(0.0 - treasury.cash))
    grew = most(0.0, total - then.total)
    shrank = most(0.0, then.total - total)
    to_operations = operations.sales - operations.ebitda - currency.as_pay + currency.redeemed
    line_called = where(total > 0.0, treasury.repaid, 0.0)
    to_tax = most(0.0, claims.tax)
    to_senior = senior + line_cost.interest + line_cost.unused_fee + line_called
    spending = assets.capital_spending
    operations_missed = miss(
        to_operations,
        grew,
        before(two, one, to_tax)
        + before(three, one, to_senior)
        + before(four, one, spending)
        + before(five, one, junior),
    )
    taxes_missed = miss(
        to_tax,
        grew,
        before(one, two, to_operations)
        + before(three, two, to_senior)
        + before(four, two, spending)
        + before(five, two, junior),
    )
    senior_missed = miss(
        to_senior,
        grew,
        before(one, three, to_operations)
        + before(two, three, to_tax)
        + before(four, three, spending)
        + before(five, three, junior),
    )
    spending_missed = miss(
        spending,
        grew,
        before(one, four, to_operations)
        + before(two, four, to_tax)
        + before(three, four, to_senior)
        + before(five, four, junior),
    )
    junior_missed = miss(
        junior,
        grew,
        before(one, five, to_operations)
        + before(two, five, to_tax)
        + before(three, five, to_senior)
        + before(four, five, spending),
    )
    rest = grew - operations_missed - taxes_missed - senior_missed - spending_missed - junior_missed
    operations_back = miss(
        then.operations,
        shrank,
        before(one, two, then.taxes)
        + before(one, three, then.senior)
        + before(one, four, then.spending)
        + before(one, five, then.junior),
    )
    taxes_back = miss(
        then.taxes,
        shrank,
        before(two, one, then.operations)
        + before(two, three, then.senior)
        + before(two, four, then.spending)
        + before(two, five, then.junior),
    )
    senior_back = miss(
        then.senior,
        shrank,
        before(three, one, then.operations)
        + before(three, two, then.taxes)
        + before(three, four, then.spending)
        + before(three, five, then.junior),
    )
    spending_back = miss(
        then.spending,
        shrank,
        before(four, one, then.operations)
        + before(four, two, then.taxes)
        + before(four, three, then.senior)
        + before(four, five, then.junior),
    )
    junior_back = miss(
        then.junior,
        shrank,
        before(five, one, then.operations)
        + before(five, two, then.taxes)
        + before(five, three, then.senior)
        + before(five, four, then.spending),
    )
    return Unpaid(
        total=total,
        grew=grew,
        shrank=shrank,
        operations_due=to_operations,
        taxes_due=to_tax,
        line_called=line_called,
        senior_due=to_senior,
        spending_due=spending,
        junior_due=junior,
        operations_missed=operations_missed,
        taxes_missed=taxes_missed,
        senior_missed=senior_missed,
        spending_missed=spending_missed,
        junior_missed=junior_missed,
        rest=rest,
        operations_caught_up=operations_back,
        taxes_caught_up=taxes_back,
        senior_caught_up=senior_back,
        spending_caught_up=spending_back,
        junior_caught_up=junior_back,
        operations=then.operations + operations_missed + rest - operations_back,
        taxes=then.taxes + taxes_missed - taxes_back,
        senior=then.senior + senior_missed - senior_back,
        spending=then.spending + spending_missed - spending_back,
        junior=then.junior + junior_missed - junior_back,
    )


def weigh(
    terms: Terms,
    closing: Closing,
    clock: Clock,
    assets: Assets,
    debt: Debt,
    members: Members,
    below: Below,
    classes: Classes,
    owed: Owed,
    working: Working,
    treasury: Treasury,
    year: Year,
    shared: Shared,
    confirmed: Confirmed,
    offer: Offer,
    stake: Stake,
    currency: Currency,
    then: Balance,
) -> Balance:
    """The balance sheet at month-end: each side from its own flows, so that a gap would show.

    assets = liabilities + preferred + shares the seller keeps + member shares paid in + members' accounts
             + shares and accounts of further classes + collective account + unshared
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
    liabilities = trade + tax_payable + to_members + classes.owed + owed.dividends_payable + lent + currency.outstanding
    beyond = offer.paid - stake.sold  # paid for the seller's shares above their book value
    collective = (
        then.collective
        + shared.collective_change
        - confirmed.tax_added
        + members.entry_fees
        + members.forfeited
        + members.charged
        + below.charged
        - members.interest
        - below.restored
        - members.forgiven
        - beyond
    )
    unshared = where(clock.year_end, 0.0, year.book_surplus)
    of_members = members.member_shares + members.accounts + classes.capital
    equity = closing.preferred + stake.balance + of_members + collective + unshared
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
        owed_to_classes=classes.owed,
        loans_less_fees=loans_less_fees,
        interest_owed=debt.interest_owed,
        liabilities=liabilities,
        preferred=closing.preferred,
        stake=stake.balance,
        class_capital=classes.capital,
        collective=collective,
        unshared=unshared,
        equity=equity,
        net_book_value=total_assets - liabilities,
        tangible=total_assets - liabilities - assets.goodwill,
        out_of_balance=total_assets - liabilities - equity,
    )
