"""What a month of debt is made of: what falls due, what the gates let through, what is paid, what lenders test.

Money is in the place's currency and positive, direction is in the name.
"""

from typing import NamedTuple


class LoanDue(NamedTuple):
    """What falls due on one loan this month, as its note promises."""

    age: float  # months since it was lent
    on_date: float  # flag: a payment date
    rate: float
    accruing: float  # since the last payment date, not yet rounded
    accruing_current: float  # of it on what is not in arrears
    royalty: float  # of a loan paid from revenue
    royalty_principal: float
    interest: float
    added: float  # interest added to the balance
    base: float  # balance on which the payment was worked out
    payment: float
    level_principal: float
    most_payable: float  # of a loan limited by profit
    interest_due: float
    principal_due: float
    part_of_profit: float  # of a loan limited by profit: what profit lets be paid, also at its end
    promised: float  # falls due now for the first time
    regular: float  # of it in the last month, had the loan not ended
    service: float  # falls due now for the first time, without the balloon
    balloon: float  # what falls due for the first time beyond that
    balloon_due: float  # with what was held back of it
    payable: float  # all that is due
    firm: float  # of it before the gates
    gated: float  # behind them, without balloons
    gated_balloon: float
    sweepable: float  # balance left that spare cash may pay off early


class DebtDue(NamedTuple):
    """What falls due on all loans of the month together."""

    firm: float  # on loans that no gate holds back
    firm_service: float  # of it without balloons
    gated: float  # on loans behind the gates, with what was held back before, without balloons
    gated_balloon: float
    gated_service: float  # new this month, without balloons


class LoanMonth(NamedTuple):
    """One loan's month, as paid."""

    age: float  # months since it was lent
    lent: float  # flag
    drawn: float  # lent this month, at a later closing
    interest_paid: float
    scheduled_paid: float  # principal, without a balloon
    balloon_paid: float
    principal_paid: float
    current: float  # flag: nothing is left in arrears
    planned: float  # early repayment as planned
    swept: float
    prepaid: float
    forgiven: float
    balance: float
    gated_service: float  # paid behind the gates, without a balloon
    to_seller: float  # principal paid to the seller
    accruing: float
    accruing_current: float
    base: float
    interest_owed: float  # accrued and not yet paid
    interest_overdue: float
    principal_overdue: float
    balloon_overdue: float  # of it
    fee_amortised: float
    fee_left: float


class Debt(NamedTuple):
    """All loans of the month together."""

    drawn: float  # at a later closing
    drawn_from_seller: float  # of it paper that the seller takes
    interest: float
    interest_paid: float
    principal_paid: float
    prepaid: float
    forgiven: float
    balloons: float
    balance: float
    interest_owed: float
    senior_balance: float
    senior_interest_owed: float
    overdue: float
    gated_service_paid: float
    seller_interest_paid: float
    seller_principal_paid: float
    fees_amortised: float
    fees_left: float


class LineCost(NamedTuple):
    """What the line costs, and with its interest all debt service promised for the month."""

    rate: float
    interest: float
    unused_fee: float
    service: float


class Claims(NamedTuple):
    """What falls due this month but for loans: tax first, then all that stands behind the gates."""

    shares_paid_in: float  # by workers
    class_shares_paid_in: float  # by further classes of members
    estimate: float
    with_return: float
    tax: float
    minimum: float  # least cash of a qualified patronage dividend
    further: float  # cash patronage above it
    further_taxed: float  # of it what costs tax if it is held back
    dividends_owed: float  # on all shares, due or not yet
    revolving_owed: float  # accounts called, of all classes
    preferred: float
    leaver_interest: float  # to workers
    class_leavers: float  # of further classes, with interest
    leavers: float
    revolving: float
    fresh_preferred: float  # of preferred dividends: for the first time
    fresh_leavers: float
    fresh_revolving: float
    fresh: float  # of all this below tax: for the first time


class Held(NamedTuple):
    """What one lender asks for this month; a least below 0 and a most without limit were not agreed."""

    owed: float  # flag: when the month began
    in_force: float  # flag: its covenants count
    lender: float  # flag: owed, and not to the seller
    forbids_minimum: float  # flag: least cash of patronage in breach
    forbids_further: float  # flag: other cash patronage in breach
    seller_forbids_minimum: float  # the same of a note to the seller
    seller_forbids_further: float
    least_dscr: float
    least_bank_dscr: float
    least_fccr: float
    least_liquidity: float
    most_senior_leverage: float
    most_leverage: float
    most_debt_to_worth: float
    most_capital_spending: float  # a year
    most_cash_patronage: float  # a year
    most_paid_to_leavers: float  # a year


class Limits(NamedTuple):
    """What is agreed this month, the strictest of all who lend."""

    line: float  # flag: the line is open
    on_line: float  # flag: its covenants count
    all_of_them: float  # flag: what is agreed with all together counts
    lenders: float  # how many are owed, the open line included, the seller not
    forbids_minimum: float  # how many of those who count forbid the least cash of qualified patronage in breach
    forbids_further: float  # ... other cash patronage
    minimum_in_breach: float  # flag: they let the least cash of qualified patronage go out in breach
    further_in_breach: float  # flag: ... and all cash patronage
    least_dscr: float
    least_bank_dscr: float
    least_fccr: float
    least_liquidity: float
    most_senior_leverage: float
    most_leverage: float
    most_debt_to_worth: float
    most_capital_spending: float  # a year
    most_cash_patronage: float  # a year
    most_paid_to_leavers: float  # a year


class Gates(NamedTuple):
    """What the gates let through: no default, no breach at the last test, the cash floor, coverage after paying."""

    operating_cash: float
    cash_before: float  # after all that no gate holds back
    bound: float  # flag: somebody has lent, or a line is open, so that covenants hold
    floor: float  # the cash floor, or the liquidity covenant if that is more
    line_room: float  # debt that leverage still lets be added
    budget: float  # with what may still be drawn, above the floor
    no_default: float  # flag: last month no bill was left unpaid
    open: float  # flag
    minimum_open: float
    further_open: float
    tested: float  # flag: a whole window lies behind
    earned: float  # EBITDA of the test year less tax and capital spending
    paid_out_rolling: float
    patronage_rolling: float
    service_rolling: float
    fccr_room: float  # for what is taken off before coverage
    bank_room: float  # for cash patronage
    for_members: float  # the least of the two
    room_by_fccr: float  # for what is debt service
    room_by_dscr: float
    room_by_bank_dscr: float
    patronage_limit: float  # cash patronage that the covenants let go out in a fiscal year
    leavers_limit: float  # what the year's limit on payments to leavers still leaves
    seller: float  # claims that are not shut out; of the seller note without a balloon
    balloon: float
    minimum: float
    preferred: float
    further: float
    leavers: float
    revolving: float


class Ahead(NamedTuple):
    """What stands before each claim in the order of payment."""

    seller: float
    seller_patronage: float  # of it cash patronage
    minimum: float
    preferred: float
    further: float
    leavers: float
    revolving: float
    preferred_by_law: float  # of it what the law counts with it: preferred dividends, leavers, revolving
    leavers_by_law: float
    revolving_by_law: float


class Rooms(NamedTuple):
    """How much cash and coverage leave for each claim, after all that stands ahead of it."""

    tax_reserve: float  # tax still due of the last fiscal year
    cash: float
    seller: float
    for_minimum: float  # without what lenders allow in breach
    minimum: float
    preferred: float
    for_further: float  # likewise
    further: float
    further_cash: float
    leavers: float
    revolving: float


class Granted(NamedTuple):
    """What is paid of each claim."""

    seller: float  # without balloons
    balloon: float
    minimum: float
    preferred: float
    further: float
    leavers: float
    revolving: float
    paid: float


class Spare(NamedTuple):
    """Cash left once everybody is paid."""

    cash: float  # for early repayment
    swept: float


class Payments(NamedTuple):
    """What is paid this month of what was owed, loans aside."""

    estimate_paid: float
    return_paid: float
    tax_paid: float
    patronage_paid: float
    dividends_paid: float
    revolved_paid: float
    leavers_paid: float
    leaver_interest: float
    leaver_interest_paid: float
    notices_redeemed: float
    issue_tax: float  # that these would have saved in their years of issue
    paid_out: float  # to preferred shares, members and leavers


class Quarter(NamedTuple):
    """What one fiscal quarter brings to the covenants."""

    months: float
    ebitda: float
    tax: float
    capital_spending: float
    firm_service: float
    gated_due: float
    gated_paid: float
    patronage_due: float
    patronage_paid: float
    paid_out_due: float  # to members and investors, cash patronage included
    paid_out: float


class Coverage(NamedTuple):
    """What a lender reads of the last four fiscal quarters: as promised, and (`_paid`) as paid."""

    months: float
    ebitda: float
    service: float
    service_paid: float
    after_tax: float  # EBITDA less tax and capital spending
    drawn: float  # ... less cash patronage
    drawn_paid: float
    fixed: float  # ... less all that is promised to members and investors
    fixed_paid: float
    dscr: float
    dscr_paid: float
    bank_dscr: float
    bank_dscr_paid: float
    fccr: float
    fccr_paid: float
    yearly_ebitda: float  # of a short window: as if twelve months
    senior_debt: float  # with interest owed and the line
    all_debt: float
    senior_leverage: float
    leverage: float
    debt_to_worth: float
    liquidity: float


class Headroom(NamedTuple):
    """Money between each covenant and its breach at a test; 0 where none was agreed or nothing was tested."""

    tested: float  # flag: a test date with a whole window behind it
    dscr: float
    dscr_paid: float
    bank_dscr: float
    bank_dscr_paid: float
    fccr: float
    fccr_paid: float
    liquidity: float
    senior_leverage: float
    leverage: float
    debt_to_worth: float
    capital_spending: float
    cash_patronage: float
    cash_patronage_paid: float
    paid_to_leavers: float
    paid_to_leavers_paid: float
    breached: float  # flag: as promised
    breached_paid: float


class Unpaid(NamedTuple):
    """What neither cash nor the line covers, by payee: it lands on whoever is paid last of those no gate holds back."""

    total: float  # unpaid at the month's end
    grew: float  # by which that grew this month
    shrank: float
    operations_due: float
    taxes_due: float
    line_called: float  # repaid at once, since the borrowing base has shrunk
    senior_due: float
    spending_due: float
    junior_due: float
    operations_missed: float  # of what fell due this month
    taxes_missed: float
    senior_missed: float
    spending_missed: float
    junior_missed: float
    rest: float  # beyond all that fell due: customers paid late, or suppliers wanted their money back
    operations_caught_up: float  # of what was unpaid before
    taxes_caught_up: float
    senior_caught_up: float
    spending_caught_up: float
    junior_caught_up: float
    operations: float  # unpaid at the month's end
    taxes: float
    senior: float
    spending: float
    junior: float


class Standing(NamedTuple):
    """What the last test left behind."""

    in_breach: float  # flag: as promised
    in_breach_paid: float
