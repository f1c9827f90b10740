"""What the model is told: terms hold for the whole plan, drivers and the clock come a month at a time.

Money is in the place's currency, rates are per year unless the name says otherwise; months count from closing = 0;
a flag is 1.0 or 0.0.
"""

from typing import NamedTuple

NEVER = 1000.0  # no later closing has this number, and no plan that many months


class Loan(NamedTuple):
    """Terms of one loan or note."""

    given: float  # money; of the plug 0
    rate: float  # a year; of an indexed loan the spread over the index
    indexed: float  # flag: the index is added
    rate_floor: float  # of an indexed loan
    rate_cap: float
    year_days: float  # days of the year by which interest is counted; 0: by twelfths (30/360)
    standby: float  # months in which no principal is paid and interest as the next two flags say
    standby_simple: float  # flag: interest is kept apart and added once, when standby ends; else added each month
    standby_paid: float  # flag: interest is paid (partial standby)
    quiet: float  # months without principal
    last: float  # month of the last payment
    of_principal: float  # flag: level principal, interest on top; else a level payment of both
    paid_off: float  # flag: payments are worked out to end with its term, so that the last takes what days left over
    revenue_share: float  # part of sales paid until `cap` x principal is paid; 0: a loan with interest
    cap: float  # times principal, of a loan paid from revenue
    profit_share: float  # most of last fiscal year's profit that may be paid; 0: paid whatever the profit
    gated: float  # flag: paid only as far as the gates are open
    swept: float  # flag: spare cash pays it off early
    fee: float  # fraction of what is lent
    fixed_fee: float
    assumed: float  # flag: taken over from the business
    plug: float  # flag: takes up any gap between sources and uses
    seller: float  # flag: owed to the seller, paper and not cash on the closing day
    senior: float  # flag
    stage: float  # of the purchase that it is lent for: 0 on the closing day, 1, 2, ... at a later closing
    lets_minimum: float  # flag: in breach the least cash of qualified patronage may go out
    lets_further: float  # flag: ... and all cash patronage
    tested_from: float  # month from which this lender's own covenants count
    least_dscr: float  # a least below 0 and a most without limit were not agreed
    least_bank_dscr: float
    least_fccr: float
    least_liquidity: float
    most_senior_leverage: float
    most_leverage: float
    most_debt_to_worth: float
    most_capital_spending: float  # a year
    most_cash_patronage: float  # a year
    most_paid_to_leavers: float  # a year


NO_LOAN = Loan(*(0.0,) * len(Loan._fields))._replace(last=1.0, stage=NEVER)  # an empty slot, lent at no time


class Stage(NamedTuple):
    """A later closing: what part of the company is then bought, when, and by what price formula."""

    fraction: float  # of the whole company
    earliest: float  # month
    senior_left: float  # most that may still be owed of the senior loans of the closing day, a fraction
    price: float  # for the part as agreed on the closing day, where no formula is
    increase: float  # of it for each year since closing, without compounding
    multiple: float  # of EBITDA of the last four quarters, for the whole company; 0: not by earnings
    of_book: float  # flag: at book value


NO_STAGE = Stage(*(0.0,) * len(Stage._fields))._replace(earliest=NEVER)  # an empty slot, closed at no time


class MemberClass(NamedTuple):
    """A further class of members beside the workers: users, producers, community or investors."""

    paid_at_closing: float  # money paid in on its shares that day
    slice: float  # of the surplus that is shared: by what its members buy, sell or do
    member_business: float  # of that business what is done with members
    collective_fraction: float  # of its part of the surplus
    cash_fraction: float  # of its patronage dividend
    qualified: float  # flag
    return_rate: float  # most that is paid a year on its shares
    return_first: float  # flag: before patronage is worked out; else of what patronage and tax leave
    revolving_years: float
    layers_apart: float  # layers kept apart; the last of them gathers what is never called
    redemption_years: float
    redemption_payment: float  # a month on 1 owed to those who left, interest included
    redemption_rate: float
    leavers_apart: float
    retired_first: float  # flag: as among workers; nobody retires from these classes


NO_CLASS = MemberClass(*(0.0,) * len(MemberClass._fields))._replace(redemption_payment=1.0)  # an empty slot


class Terms(NamedTuple):
    """What holds for the whole plan."""

    price: float
    inventory_beside: float
    price_adjustment: float  # for working capital, debt-like items and loans to the seller; may be below 0
    cash_left_in: float
    opening_cash: float
    transaction_costs: float
    advice: float
    member_shares_paid: float
    grants: float
    bought: float  # part of the company bought on the closing day
    stake_dividend: float  # part of its profit that is paid out on the shares the seller keeps
    upstream: float  # flag: the co-op owes the loans, and is paid by the company with dividends on all shares
    control: float  # part of the company above which its cash serves the co-op's loans
    patronage_above: float  # part of the company above which the surplus may be shared as patronage
    preferred_given: float
    preferred_plug: float
    line_drawn: float
    revalue: float
    step_up: float
    books_cash: float
    books_receivables: float
    books_inventory: float
    books_other_assets: float
    books_equipment: float
    equipment_fair: float
    equipment_tax_basis: float
    books_payables: float
    books_accrued: float
    books_other_liabilities: float
    books_debt: float
    unbooked_liabilities: float  # found in the sale, booked on the closing day
    accrued_kept: float  # of the last books, and what of them the co-op goes on with
    other_liabilities_kept: float
    other_assets_kept: float
    inventory_fair: float
    intangibles: float  # named and valued in the contract, class VI
    non_compete: float  # of them, for the seller's promise not to compete
    equipment_kept: float  # book value of what the seller takes out of the equipment
    sales: float
    cost_fraction: float
    payroll: float
    replacement: float
    burden: float
    overhead: float
    support: float
    support_months: float
    receivable_days: float
    inventory_days: float
    inventory_fixed: float
    payable_days: float
    payables_fixed: float
    sales_before: float
    sales_two_before: float
    capital_spending: float
    equipment_months: float
    additions_months: float
    goodwill_months: float
    tax_equipment_months: float
    tax_additions_months: float
    tax_goodwill_months: float
    turn_months: float  # in which the goods and receivables of the closing day are sold and collected
    expensed_fraction: float
    line_limit: float
    line_rate: float  # a year; of an indexed line the spread over the index
    line_indexed: float
    unused_fee: float
    based: float
    receivables_advance: float
    inventory_advance: float
    cash_floor: float
    sweep_fraction: float  # of spare cash, once a year
    tested_quarterly: float  # flag: covenants are tested at each fiscal quarter-end, else at fiscal year-end
    least_dscr: float  # a least below 0 and a most without limit were not agreed
    least_bank_dscr: float
    least_fccr: float
    least_liquidity: float
    most_senior_leverage: float
    most_leverage: float
    most_debt_to_worth: float
    most_capital_spending: float  # a year
    most_cash_patronage: float  # a year
    most_paid_to_leavers: float  # a year
    tested_from: float  # month from which what is agreed with all lenders together counts
    line_lets_minimum: float  # flag: the line's lender lets the least cash of qualified patronage go out in breach
    line_lets_further: float  # flag: ... and all cash patronage
    line_tested_from: float
    line_least_dscr: float  # a least below 0 and a most without limit were not agreed
    line_least_bank_dscr: float
    line_least_fccr: float
    line_least_liquidity: float
    line_most_senior_leverage: float
    line_most_leverage: float
    line_most_debt_to_worth: float
    line_most_capital_spending: float  # a year
    line_most_cash_patronage: float  # a year
    line_most_paid_to_leavers: float  # a year
    rank_operations: float  # who is paid first of those no gate holds back: 1 before 2
    rank_taxes: float
    rank_senior: float
    rank_spending: float
    rank_junior: float
    rank_seller: float  # who is paid first below the junior lenders: 1 before 2
    rank_minimum: float
    rank_preferred: float
    rank_further: float
    rank_leavers: float
    rank_revolving: float
    preferred_rate: float
    dividends_additional: float
    basis_taxable: float
    basis_before_goodwill: float
    collective_fraction: float
    cash_fraction: float
    workers_slice: float  # of the surplus that is shared, beside further classes
    returns_of_patronage: float  # times all patronage: the most that classes get whose return comes after; 0: no limit
    entry_fee_fraction: float  # of what is paid in on member shares: to the collective account, never paid back
    least_cash: float  # part of a qualified dividend that must be money
    heads: float  # members whose least cash is each rounded up to the cent
    qualified: float
    partnership: float  # flag: the co-op pays no income tax, and its members are taxed on what is allocated to them
    tax_distribution: float  # of a partnership: part of what is allocated that is paid for members' tax
    losses_made_good: float
    losses_to_accounts: float  # flag: the members' part of a loss is charged to their accounts
    accounts_below_zero: float  # flag: by the bylaws a loss charged to accounts may bring them below zero
    currency_of_pay: float  # part of members' pay in a community currency
    currency_of_patronage: float  # part of cash patronage above its least
    currency_of_sales: float  # part of sales that may be paid in it
    currency_most: float  # taken a month at most; UNLIMITED: no limit
    currency_spent: float  # part of all units that holders want to spend in a month
    currency_redeemable: float  # part of what is not spent that is paid in money ...
    currency_months: float  # ... once so many months have passed
    account_interest: float  # a year, credited at fiscal year-end
    revolving_years: float
    revolving_cash: float  # of spare cash at fiscal year-end: for the oldest accounts
    layers_apart: float  # layers kept apart; the last of them gathers what is never called
    redemption_years: float
    redemption_payment: float  # a month on 1 owed to those who left, interest included
    redemption_rate: float
    most_redeemed: float  # a year, by the bylaws: to leavers and on accounts called; UNLIMITED: none
    retired_first: float  # flag: those who retired or died are paid before other leavers
    solvent_by_book: float  # flag: the place's test of solvency goes by the books, else by fair value
    fair_multiple: float  # of EBITDA that the deal was made at
    fair_at_closing: float  # what was agreed for the business
    leavers_apart: float  # cohorts of leavers kept apart; the oldest gathers what is held back
    tax_rate: float
    sheltered_fraction: float
    loans: tuple[Loan, ...]
    stages: tuple[Stage, ...]
    classes: tuple[MemberClass, ...]


class Clock(NamedTuple):
    """One month of the calendar."""

    month: float  # from closing = 0
    new_plan_year: float
    new_year: float  # flag: first month of a fiscal year, or the first after closing
    year_end: float
    new_quarter: float  # flag: first month of a fiscal quarter, or the first after closing
    quarter_end: float
    days: float  # of the calendar month
    reckon: float  # flag: what tax is owed so far is reckoned, at year-end and before each estimate
    estimate_due: float
    return_due: float
    payout_due: float


class LoanDrivers(NamedTuple):
    """What comes a month at a time for one loan."""

    step: float  # added to its rate
    factor: float  # payment for 1 of the balance at the last reset
    reset: float  # flag: the payment is worked out afresh on this month's opening balance
    due: float  # flag: a payment date
    prepaid: float  # money wanted beyond what is due
    forgiven: float  # part of the balance


NO_LOAN_DRIVERS = LoanDrivers(*(0.0,) * len(LoanDrivers._fields))


class LayerDrivers(NamedTuple):
    """What leaves in a month of one layer of members' accounts: those who were here longer hold the older ones."""

    leaving: float  # part of its balance
    retiring: float  # of it: by retirement or death
    forfeited: float  # part of what leaves that is not vested, and stays with the co-op
    bearing: float  # part of the shares that leave of those who were members by that year's end


NO_LAYER_DRIVERS = LayerDrivers(0.0, 0.0, 0.0, 0.0)


class ClassDrivers(NamedTuple):
    """What comes a month at a time for one further class of members."""

    heads: float  # members whose least cash is each rounded up to the cent
    shares_paid: float  # money paid in on shares
    leaving: float  # part of shares and accounts that leaves


NO_CLASS_DRIVERS = ClassDrivers(0.0, 0.0, 0.0)


class Drivers(NamedTuple):
    """What comes a month at a time."""

    growth: float  # of yearly sales, used in the first month of a plan year
    wage_raise: float
    inflation: float
    season: float  # part of a year's sales
    shock: float  # 1.0: sales as expected
    staffing: float  # hours worked, today = 1
    member_labour: float  # members' part of payroll
    shares_paid: float  # money paid in on member shares
    roster_pay: float  # pay by the roster beyond raises for all, today = 1
    shares_leaving: float  # part of member shares paid in that leaves
    shares_retiring: float  # of it: by retirement or death
    shares_forfeited: float  # part of what leaves that is not vested
    index_rate: float  # a year
    loans: tuple[LoanDrivers, ...]
    layers: tuple[LayerDrivers, ...]
    classes: tuple[ClassDrivers, ...]


class Shape(NamedTuple):
    """How many slots a plan needs; a larger shape changes no figure."""

    loans: int
    layers: int
    leavers: int
    stages: int = 0
    classes: int = 0
    units: int = 0  # months until units of a community currency come of age
    quarters: int = 4  # of a window of twelve months
