"""All loans of a month together, the cost of the line, and what leavers are due and paid."""

from planner.model.helpers import MONTHS, cents, least, most, ratio, where
from planner.model.records import Treasury
from planner.model.records_classes import Portion
from planner.model.records_debt import Debt, DebtDue, LineCost
from planner.model.records_members import LeaverDue, LeaverLayer, LeaverPaid
from planner.model.terms import Clock, Drivers, MemberClass, Terms


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
    senior_interest_owed: float,
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
        senior_interest_owed,
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


def owe_leavers_now(number: float, then: LeaverLayer, terms: Terms | MemberClass, clock: Clock) -> LeaverDue:
    """What falls due this month of what those who left `number` fiscal years ago are owed; the last takes what is left.

    Instalments are level, interest included: fresh = instalment - cents((balance - overdue) x rate / 12).
    """
    interest = cents((then.balance - then.overdue) * terms.redemption_rate / MONTHS)
    last = where(clock.year_end, where(number >= terms.redemption_years, 1.0, 0.0), 0.0)
    due = where(last, then.balance, least(then.balance, then.instalment - interest + then.overdue))
    retired = least(due, cents(terms.retired_first * due * ratio(then.retired, then.balance)))
    return LeaverDue(due, due - then.overdue, retired, due - retired)


def pay_leavers(
    due: LeaverDue,
    portion: Portion,
    retired_ahead: float,
    all_retired: float,
    others_ahead: float,
    terms: Terms,
    then: LeaverLayer,
) -> LeaverPaid:
    """What is paid of it: interest to all first, then those who retired or died, then others, whoever left first.

    What is held back stays due.
    """
    left = portion.leavers - portion.leaver_interest
    to_retired = least(due.retired, most(0.0, left - retired_ahead))
    paid = to_retired + least(due.others, most(0.0, left - all_retired - others_ahead))
    kept = then.balance - paid
    in_proportion = cents(then.retired * ratio(kept, then.balance))
    retired = where(terms.retired_first, then.retired - to_retired, in_proportion)
    notices = cents(paid * then.notices_fraction)
    saved = notices * then.issue_tax_rate
    return LeaverPaid(to_retired, paid, kept, due.due - paid, notices, least(kept, retired), saved)
