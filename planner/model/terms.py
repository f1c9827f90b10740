"""What the model is told: terms hold for the whole plan, drivers and the clock come a month at a time.

Money is in the place's currency, rates are per year unless the name says otherwise; months count from closing = 0;
a flag is 1.0 or 0.0.
"""

from typing import NamedTuple


class Loan(NamedTuple):
    """Terms of one loan or note."""

    given: float  # money; of the plug 0
    rate: float
    standby: float  # months in which interest is added to the balance
    quiet: float  # months without principal
    last: float  # month of the last payment
    factor: float  # level payment a month for 1 of balance
    fee: float  # fraction of what is lent
    assumed: float  # flag: taken over from the business
    plug: float  # flag: takes up any gap between sources and uses
    seller: float  # flag: owed to the seller, paper and not cash on the closing day
    senior: float  # flag


NO_LOAN = Loan(0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)  # an empty slot


class Terms(NamedTuple):
    """What holds for the whole plan."""

    price: float
    inventory_beside: float
    cash_left_in: float
    opening_cash: float
    transaction_costs: float
    advice: float
    member_shares_paid: float
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
    expensed_fraction: float
    line_limit: float
    line_rate: float
    unused_fee: float
    based: float
    receivables_advance: float
    inventory_advance: float
    cash_floor: float
    preferred_rate: float
    dividends_additional: float
    basis_taxable: float
    basis_before_goodwill: float
    collective_fraction: float
    cash_fraction: float
    least_cash: float  # part of a qualified dividend that must be money
    heads: float  # members whose least cash is each rounded up to the cent
    qualified: float
    losses_made_good: float
    revolving_years: float
    layers_apart: float  # layers kept apart; the last of them gathers what is never called
    redemption_years: float
    redemption_months: float
    redemption_rate: float
    tax_rate: float
    sheltered_fraction: float
    loans: tuple[Loan, ...]


class Clock(NamedTuple):
    """One month of the calendar."""

    month: float  # from closing = 0
    new_plan_year: float
    new_year: float  # flag: first month of a fiscal year, or the first after closing
    year_end: float
    reckon: float  # flag: what tax is owed so far is reckoned, at year-end and before each estimate
    estimate_due: float
    return_due: float
    payout_due: float


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
    leaving: float  # part of members' shares and accounts that leaves


class Shape(NamedTuple):
    """How many slots a plan needs; a larger shape changes no figure."""

    loans: int
    layers: int
    leavers: int
