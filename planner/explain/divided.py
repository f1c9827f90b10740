"""How members' figures follow from one another and from the totals: formulas on cells, and where what is none ends."""

from typing import Any, NamedTuple

from planner.explain.cells import Line
from planner.explain.readers import BUYING, TURNOVER
from planner.model.trace import CELL_HELPERS, Cell
from planner.origins import Origin

cents, cents_up, ratio = (CELL_HELPERS[name] for name in ("cents", "cents_up", "ratio"))
least, most = CELL_HELPERS["least"], CELL_HELPERS["most"]


def _of(kind: str) -> Any:
    return Line("line", kind, "", 0)


OWN, BEFORE, STAYS, STAYED = _of("own"), _of("own_before"), _of("staying"), _of("staying_before")
ALL, ALL_BEFORE, PLAN = _of("all"), _of("all_before"), _of("plan")

# Totals divided by weights; the odd cents that make people add up to the total come on top.
DIVIDED: dict[str, Cell] = {
    "shares_paid": ALL.shares_paid * ratio(OWN.due_on_shares, ALL.due_on_shares),
    "entry_fee": ALL.entry_fee * ratio(OWN.shares_paid, ALL.shares_paid),
    "pay": ALL.pay * ratio(OWN.pay_by_roster, ALL.pay_by_roster),
    "dividend": ALL.dividend * OWN.work,
    "cash": ALL.cash * ratio(OWN.dividend, ALL.dividend),
    "held_back": ALL.held_back * ratio(BEFORE.cash, ALL_BEFORE.cash),
    "charged_below": ALL.charged_below * OWN.work,
    "below_left": ALL.below_left * ratio(BEFORE.below_zero, ALL_BEFORE.below_zero),
    "restored": ALL.restored * ratio(BEFORE.below_zero - OWN.below_left, ALL_BEFORE.below_zero - ALL.below_left),
    "staying.deductions": PLAN.joining + PLAN.deduction * PLAN.deductions_made,
    "staying.to_lender": PLAN.to_lender * PLAN.deductions_lent,
}
# What leavers take of shares: where all leave alike by what is paid in, else by what is expected to leave.
ALIKE = BEFORE.shares + OWN.shares_paid - OWN.entry_fee
ALL_ALIKE = ALL_BEFORE.shares + ALL.shares_paid - ALL.entry_fee
LEAVING_SHARES = {
    True: ALL.shares_left * ratio(ALIKE, ALL_ALIKE),
    False: ALL.shares_left * ratio(OWN.leaving_with_shares, ALL.leaving_with_shares),
}
FORMULAS: dict[str, Cell] = {
    "due_on_shares": PLAN.chance_due * PLAN.number,
    "pay_by_roster": PLAN.payroll_expected * ratio(PLAN.yearly_pay, PLAN.whole_pay),
    "leaving_with_shares": PLAN.chance_leaving * PLAN.number,
    "shares": cents(BEFORE.shares + OWN.shares_paid - OWN.entry_fee - OWN.shares_left),
    "notice": cents(OWN.dividend - OWN.cash),
    "account_in_expectation": cents(
        BEFORE.account_in_expectation
        + OWN.notice
        + OWN.held_back
        + OWN.interest
        - OWN.left_in_expectation
        - OWN.charged
        - OWN.charged_below
        + OWN.restored
        + OWN.below_left
        - OWN.revolved
    ),
    "below_zero": cents(BEFORE.below_zero - OWN.below_left - OWN.restored + OWN.charged_below),
    "account_if_stays": STAYS.account,
    "staying.entry_fee": cents(STAYS.deductions * PLAN.entry_fee_fraction),
    "staying.shares": cents(STAYED.shares + STAYS.deductions - STAYS.entry_fee),
    "staying.pay": cents(PLAN.payroll_since * ratio(PLAN.yearly_pay_of_one, PLAN.whole_pay)),
    "staying.dividend": cents(ALL.dividend * STAYS.work),
    "staying.cash": least(
        STAYS.dividend,
        most(cents_up(PLAN.least_cash * STAYS.dividend), cents(STAYS.dividend * ratio(ALL.cash, ALL.dividend))),
    ),
    "staying.notice": cents(STAYS.dividend - STAYS.cash),
    "staying.held_back": cents(STAYED.cash * ratio(ALL.held_back, ALL_BEFORE.cash)),
    "staying.account": cents(
        STAYED.account
        + STAYS.notice
        + STAYS.held_back
        + STAYS.interest
        - STAYS.charged
        - STAYS.charged_below
        + STAYS.restored
        - STAYS.revolved
    ),
    "staying.charged_below": cents(ALL.charged_below * STAYS.work),
    "staying.restored": cents(STAYED.below_zero * ratio(ALL.restored, ALL_BEFORE.below_zero - ALL.below_left)),
    "staying.below_zero": cents(STAYED.below_zero + STAYS.charged_below - STAYS.restored),
}
# Where nothing but pay counts, or nobody has any of what counts; else work is counted outside.
BY_PAY = {
    "work": ratio(OWN.pay, ALL.pay),
    "staying.work": ratio(STAYS.pay, ALL.pay),
    "dividend": ALL.dividend * ratio(OWN.pay, ALL.pay),
    "charged_below": ALL.charged_below * ratio(OWN.pay, ALL.pay),
    "staying.charged_below": cents(ALL.charged_below * ratio(STAYS.pay, ALL.pay)),
    "staying.dividend": cents(ALL.dividend * ratio(STAYS.pay, ALL.pay)),
}
TOTALS = {
    "shares_paid": "claims.shares_paid_in",
    "entry_fee": "members.entry_fees",
    "shares_left": "members.shares_left",
    "pay": "operations.members_payroll",
    "dividend": "shared.patronage_dividend",
    "cash": "shared.cash_patronage",
    "notice": "shared.notices",
    "held_back": "confirmed.held_back",
    "left": "members.accounts_left",
    "interest": "members.interest",
    "charged": "members.charged",
    "charged_below": "below.charged",
    "restored": "below.restored",
    "below_left": "below.left",
    "revolved": "members.called",
}
CLOSING = {
    "shares_paid": ("members.member_shares", "members.entry_fees"),
    "entry_fee": ("members.entry_fees",),
}
HELD = {"shares": "members.member_shares", "account": "members.accounts", "below_zero": "below.balance"}
JOINING = ("workforce.workers", *TURNOVER)
ORIGINS = {
    "plan.chance_due": Origin((*JOINING, *BUYING)),
    "plan.chance_leaving": Origin((*JOINING, *BUYING)),
    "plan.payroll_expected": Origin(JOINING[:1]),
    "plan.payroll_since": Origin(JOINING[:1]),
    **{
        f"plan.{name}": Origin((*JOINING[:1], *BUYING))
        for name in ("joining", "deduction", "deductions_made", "to_lender", "deductions_lent")
    },
    "plan.entry_fee_fraction": Origin(("coop.entry_fee_fraction",)),
    "plan.least_cash": Origin(("coop.qualified",)),
}
EVERYBODYS = ("whole_pay", "least_cash")  # facts of the plan, whoever is asked about
ACCOUNTS = Origin(("coop.revolving_years", "coop.revolving_cash", *TURNOVER))
WORK = Origin((*JOINING, "coop.patronage_basis"))


SUMMED = {"layers": "layer", "partings": "parting"}
UNITS = {
    **dict.fromkeys(("number", "deductions_made", "deductions_lent"), "count"),
    **dict.fromkeys(("least_cash", "entry_fee_fraction", "work"), "fraction"),
}


class AtEnd(NamedTuple):
    """What befalls one layer at fiscal year-end."""

    interest: Cell
    charged: Cell
    kept: Cell
    revolved: Cell


def formulas_of(*, mixed: bool) -> dict[str, Cell]:
    """Formulas of a year in which more than pay counts, or pay alone."""
    return FORMULAS if mixed else {**FORMULAS, **{name: cell for name, cell in BY_PAY.items() if name not in DIVIDED}}


def shares_of(*, mixed: bool) -> dict[str, Cell]:
    """What is divided among members, likewise."""
    return DIVIDED if mixed else {name: BY_PAY.get(name, cell) for name, cell in DIVIDED.items()}
