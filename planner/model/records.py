"""What the closing day and a month are made of: one name a line; money is positive, direction is in the name."""

from typing import NamedTuple

from planner.model.records_classes import (
    ClassDue,
    Classes,
    ClassFlows,
    ClassMonth,
    ClassPaid,
    ClassReturn,
    ClassShare,
    Portion,
)
from planner.model.records_closing import Allocated, Asked, LoansAsked, Revalued
from planner.model.records_currency import Currency, Spending, Units, UsedUnits
from planner.model.records_debt import (
    Ahead,
    Claims,
    Coverage,
    Debt,
    DebtDue,
    Gates,
    Granted,
    Headroom,
    Held,
    Limits,
    LineCost,
    LoanDue,
    LoanMonth,
    Payments,
    Quarter,
    Rooms,
    Spare,
    Standing,
    Unpaid,
)
from planner.model.records_lawful import Lawful, Soon
from planner.model.records_members import (
    Aged,
    Below,
    Borne,
    Decided,
    Depth,
    Layer,
    LeaverDue,
    LeaverLayer,
    LeaverPaid,
    Members,
    Raised,
    Stayed,
    Sunk,
)
from planner.model.records_stakes import Lends, Offer, Stake, Turn
from planner.model.records_surplus import Confirmed, Entitled, Reckoning, Shared, Surplus


class OpenedLoan(NamedTuple):
    """One loan as it stands at closing."""

    principal: float
    fee: float
    fee_step: float


class Closing(NamedTuple):
    """Sources and uses of the closing day: cash or paper given that day."""

    for_all_shares: float
    to_seller: float
    debt_paid_off: float
    liabilities_paid_off: float
    cash_at_opening: float
    costs: float
    advice: float
    uses_before_plug: float
    sources_before_plug: float
    gap: float
    plug: float
    plug_fee: float
    loan_fees: float
    uses: float
    class_shares: float  # paid in by further classes of members
    preferred: float
    sources: float


class LoansOpened(NamedTuple):
    """All loans as they stand at closing; those taken over are no source of the day."""

    loans: float
    senior: float
    new_loans: float
    seller_paper: float


class Opening(NamedTuple):
    """The opening balance sheet, the tax basis beside it, and what is written off a month."""

    stake: float  # book value of the shares that the seller keeps
    seller_cash: float
    financed: float
    paid: float
    cash: float
    equipment: float
    entry_fees: float  # of member shares paid in: to the collective account
    collective: float
    assets: float
    liabilities: float
    equity: float
    tax_equipment: float
    tax_goodwill: float
    deferred_tax_memo: float
    fair_surplus: float
    may_be_paid: float
    equipment_step: float
    goodwill_step: float
    tax_equipment_step: float
    tax_goodwill_step: float
    inventory_step: float
    tax_working_step: float


class Start(NamedTuple):
    """The closing day, in the order in which it is worked out."""

    asked: tuple[Asked, ...]
    loans_asked: LoansAsked
    closing: Closing
    loans: tuple[OpenedLoan, ...]
    loans_opened: LoansOpened
    revalued: Revalued
    allocated: Allocated
    opening: Opening


class Operations(NamedTuple):
    """The month's business, down to EBITDA."""

    sales_level: float
    sales: float
    sales_before: float
    sales_two_before: float
    cost_of_sales: float
    wage_index: float
    roster_payroll: float  # of today's hours
    payroll: float
    members_payroll: float
    other_payroll: float
    replacement: float
    burden: float
    price_index: float
    overhead: float
    support: float
    ebitda: float


class Assets(NamedTuple):
    """Capital spending, and what is written off for the books and for tax."""

    capital_spending: float
    equipment_depreciation: float
    equipment: float
    additions_depreciation: float
    additions: float
    depreciation: float
    goodwill_amortisation: float
    goodwill: float
    additions_expensed: float
    tax_equipment_depreciation: float
    tax_equipment: float
    tax_additions_depreciation: float
    tax_additions: float
    tax_goodwill_amortisation: float
    tax_goodwill: float
    inventory_write_up_sold: float
    inventory_write_up: float  # fair value above cost of the closing day's goods that are not yet sold
    tax_working_used: float
    tax_working: float
    tax_depreciation: float


class Working(NamedTuple):
    """Working capital, and what the line's lender would lend on it."""

    quarter_sales: float
    quarter_cost: float
    receivables: float
    inventory: float
    payables: float
    accrued: float
    working_capital: float
    change: float
    borrowing_base: float
    line_capacity: float


class Year(NamedTuple):
    """The fiscal year so far."""

    financing: float
    before_goodwill: float
    book_income: float
    taxable_income: float
    carried: float
    months: float
    book_surplus: float
    before_goodwill_surplus: float
    taxable_surplus: float
    members_payroll: float
    labour: float
    notices_redeemed: float
    issue_tax: float  # that these would have saved in their years of issue, had they been qualified then
    forgiven: float
    service: float  # paid on the co-op's loans, balloons aside
    patronage_due: float
    patronage_paid: float
    leavers_due: float
    leavers_paid: float


class Owed(NamedTuple):
    """What is owed but not yet paid, and losses carried."""

    estimates: float
    tax_due: float
    patronage_payable: float
    minimum_payable: float
    units_payable: float  # of patronage payable: in the community currency
    dividends_payable: float
    dividends_overdue: float
    stake_payable: float  # of dividends: on the shares that the seller keeps
    revolving_payable: float
    revolving_overdue: float
    revolving_nonqualified: float
    revolving_issue_tax: float  # that these would have saved in their years of issue
    leaver_interest_owed: float
    losses_to_make_good: float
    tax_losses: float
    declared_dividend: float  # of the last fiscal year-end, until its cash is paid
    declared_income: float
    declared_redeemed: float  # notices redeemed in that year ...
    declared_issue_tax: float  # ... and what they would have saved in their years of issue
    declared_losses: float
    declared_losses_used: float
    declared_new_losses: float
    declared_tax: float


class Treasury(NamedTuple):
    """Cash and the line."""

    interest_cash: float
    to_members: float
    financing_cash: float
    cash_before_line: float
    need: float
    drawn: float
    repaid: float
    line: float
    cash: float
    cash_shortfall: float


class Balance(NamedTuple):
    """The balance sheet at month-end."""

    other_assets: float
    tax_prepaid: float
    tax_refund_due: float
    fixed_assets: float
    current_assets: float
    assets: float
    other_liabilities: float
    trade_liabilities: float
    tax_payable: float
    owed_to_members: float
    owed_to_classes: float
    loans_less_fees: float
    interest_owed: float
    liabilities: float
    preferred: float
    stake: float  # of the shares that the seller keeps
    class_capital: float  # shares and accounts of further classes
    collective: float
    unshared: float
    equity: float
    net_book_value: float
    tangible: float
    out_of_balance: float


class Month(NamedTuple):
    """One month: its lines in the order in which money moves."""

    operations: Operations
    assets: Assets
    working: Working
    spending: Spending
    used: tuple[UsedUnits, ...]
    currency: Currency
    cohorts: tuple[Units, ...]
    dues: tuple[LoanDue, ...]
    debt_due: DebtDue
    line_cost: LineCost
    leavers_due: tuple[LeaverDue, ...]
    class_dues: tuple[ClassDue, ...]
    claims: Claims
    held: tuple[Held, ...]
    limits: Limits
    soon: tuple[Soon, ...]
    lawful: Lawful
    gates: Gates
    ahead: Ahead
    rooms: Rooms
    granted: Granted
    class_paid: tuple[ClassPaid, ...]
    class_flows: ClassFlows
    portion: Portion  # the workers'; of dividends that of outside investors and the seller
    lends: tuple[Lends, ...]
    turns: tuple[Turn, ...]
    offer: Offer
    spare: Spare
    loans: tuple[LoanMonth, ...]
    debt: Debt
    leavers_paid: tuple[LeaverPaid, ...]
    payments: Payments
    confirmed: Confirmed
    year: Year
    stayed: tuple[Stayed, ...]
    sunk: tuple[Sunk, ...]
    entitled: Entitled
    class_returns: tuple[ClassReturn, ...]
    surplus: Surplus
    class_shares: tuple[ClassShare, ...]
    reckoning: Reckoning
    shared: Shared
    decided: Decided
    borne: tuple[Borne, ...]
    aged: tuple[Aged, ...]
    layers: tuple[Layer, ...]
    raised: tuple[Raised, ...]
    depths: tuple[Depth, ...]
    below: Below
    members: Members
    left: LeaverLayer
    leavers: tuple[LeaverLayer, ...]
    classes: tuple[ClassMonth, ...]
    of_classes: Classes
    owed: Owed
    stake: Stake
    treasury: Treasury
    unpaid: Unpaid
    balance: Balance
    quarter: Quarter
    quarters: tuple[Quarter, ...]
    window: Quarter
    coverage: Coverage
    headroom: Headroom
    standing: Standing
