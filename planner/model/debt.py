"""All loans of a month together, the cost of the line, and what leavers are due and paid."""

from planner.model.helpers import MONTHS, cents, least, most, where
from planner.model.records import LeaverLayer, Treasury
from planner.model.records_debt import Claims, Debt, DebtDue, Granted, LeaverDue, LeaverPaid, LineCost
from planner.model.terms import Clock, Drivers, Terms


def owe_all(firm: float, firm_service: float, gated: float, gated_balloon: float, gated_service: float) -> DebtDue:
    """What falls due on all loans of the month together."""
    return DebtDue(firm, firm_service, gated, gated_balloon, gated_service)


def pay_all(
    drawn: float,
    drawn_from_seller: float,
    interest: float,
    interest_paid: float,
    principal_paid: float,
    prepaid: float,
    forgiven: float,
    balloons: float,
    balance: float,
    interest_owed: float,
    senior_balance: float,
    overdue: float,
    gated_service_paid: float,
    seller_interest_paid: float,
    seller_principal_paid: float,
    fees_amortised: float,
    fees_left: float,
) -> Debt:
    """All loans of the month together, as paid."""
    return Debt(
        drawn,
        drawn_from_seller,
        interest,
        interest_paid,
        principal_paid,
        prepaid,
        forgiven,
        balloons,
        balance,
        interest_owed,
        senior_balance,
        overdue,
        gated_service_paid,
        seller_interest_paid,
        seller_principal_paid,
        fees_amortised,
        fees_left,
    )


def cost_line(terms: Terms, drivers: Drivers, due: DebtDue, then: Treasury) -> LineCost:
    """Interest and unused fee of the line, and all debt service promised for the month: no balloon, no fee."""
    rate = terms.line_rate + terms.line_indexed * drivers.index_rate
    interest = cents(then.line * rate / MONTHS)
    unused_fee = cents(most(0.0, terms.line_limit - then.line) * terms.unused_fee / MONTHS)
    return LineCost(rate, interest, unused_fee, due.firm_service + due.gated_service + interest)


def owe_leavers_now(number: float, then: LeaverLayer, terms: Terms, clock: Clock) -> LeaverDue:
    """The month's instalment to those who left `number` fiscal years ago; the last one takes what is left."""
    last = where(clock.year_end, where(number >= terms.redemption_years, 1.0, 0.0), 0.0)
    due = where(last, then.balance, least(then.balance, then.instalment + then.overdue))
    return LeaverDue(due, due - then.overdue)


def pay_leavers(due: LeaverDue, claims: Claims, granted: Granted, ahead: float, then: LeaverLayer) -> LeaverPaid:
    """What is paid of it: interest to all first, then whoever left first; what is held back stays due."""
    paid = least(due.due, most(0.0, granted.leavers - claims.leaver_interest - ahead))
    return LeaverPaid(paid, then.balance - paid, due.due - paid, cents(paid * then.notices_fraction))
