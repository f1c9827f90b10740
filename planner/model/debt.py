"""Loans, the cost of the line, and what falls due from earlier months."""

from planner.model.helpers import MONTHS, cents, least, most, where
from planner.model.records import (
    Debt,
    LeaverLayer,
    LeaverPaid,
    LineCost,
    LoanMonth,
    Members,
    OpenedLoan,
    Owed,
    Payments,
    Reckoning,
    Treasury,
)
from planner.model.terms import Clock, Loan, Terms


def serve(loan: Loan, opened: OpenedLoan, then: LoanMonth, clock: Clock) -> LoanMonth:
    """One loan's month: interest on the opening balance; standby adds it on; the last payment clears what is left.

    The level payment is fixed in the first month with principal: balance x factor, to the cent. What the last
    payment takes beyond a level payment is the balloon.
    """
    interest = cents(then.balance * loan.rate / MONTHS)
    ends = clock.month >= loan.last
    waits = clock.month <= loan.quiet
    accrued = where(clock.month <= loan.standby, interest, 0.0)
    payment = where(waits, 0.0, where(then.payment > 0.0, then.payment, cents(then.balance * loan.factor)))
    level_principal = where(waits, 0.0, least(then.balance, most(0.0, payment - interest)))
    principal_paid = where(ends, then.balance, level_principal)
    fee_amortised = where(ends, then.fee_left, least(then.fee_left, opened.fee_step))
    return LoanMonth(
        interest=interest,
        accrued=accrued,
        interest_paid=interest - accrued,
        payment=payment,
        level_principal=level_principal,
        principal_paid=principal_paid,
        balloon=principal_paid - level_principal,
        balance=then.balance + accrued - principal_paid,
        fee_amortised=fee_amortised,
        fee_left=then.fee_left - fee_amortised,
    )


def owe_all(
    interest: float,
    interest_paid: float,
    principal_paid: float,
    balloons: float,
    balance: float,
    senior_balance: float,
    seller_interest_paid: float,
    seller_principal_paid: float,
    fees_amortised: float,
    fees_left: float,
) -> Debt:
    """All loans of the month together."""
    return Debt(
        interest,
        interest_paid,
        principal_paid,
        balloons,
        balance,
        senior_balance,
        seller_interest_paid,
        seller_principal_paid,
        fees_amortised,
        fees_left,
    )


def cost_line(debt: Debt, terms: Terms, then: Treasury) -> LineCost:
    """Interest and unused fee of the line on its opening balance, and debt service: no balloon, no fee."""
    interest = cents(then.line * terms.line_rate / MONTHS)
    unused_fee = cents(most(0.0, terms.line_limit - then.line) * terms.unused_fee / MONTHS)
    service = debt.interest_paid + debt.principal_paid - debt.balloons + interest
    return LineCost(interest, unused_fee, service)


def pay_leavers(number: float, then: LeaverLayer, terms: Terms, clock: Clock) -> LeaverPaid:
    """The month's instalment to those who left `number` fiscal years ago; the last one takes what is left."""
    last = where(clock.year_end, where(number >= terms.redemption_years, 1.0, 0.0), 0.0)
    paid = where(last, then.balance, least(then.balance, then.instalment))
    return LeaverPaid(paid, then.balance - paid, paid * then.notices_fraction)


def pay(
    leavers_paid: float,
    notices_paid: float,
    terms: Terms,
    clock: Clock,
    reckoned: Reckoning,
    members: Members,
    then: Owed,
) -> Payments:
    """What is paid this month of what was owed: tax, patronage, dividends, revolved accounts, leavers.

    An estimate brings payments of the year up to the tax on income so far (s.6655); the rest goes with the return.
    A deduction for nonqualified notices is taken when they are paid (s.1382(b)(2)).
    """
    estimate = where(clock.estimate_due, most(0.0, reckoned.tax - then.estimates), 0.0)
    with_return = where(clock.return_due, then.tax_due, 0.0)
    revolved = where(clock.payout_due, then.revolving_payable, 0.0)
    return Payments(
        estimate_paid=estimate,
        return_paid=with_return,
        tax_paid=estimate + with_return,
        patronage_paid=where(clock.payout_due, then.patronage_payable, 0.0),
        dividends_paid=where(clock.payout_due, then.dividends_payable, 0.0),
        revolved_paid=revolved,
        leavers_paid=leavers_paid,
        leaver_interest=cents(members.leavers_owed * terms.redemption_rate / MONTHS),
        notices_redeemed=where(terms.qualified, 0.0, revolved + cents(notices_paid)),
    )
