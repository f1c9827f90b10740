"""One loan's month: what its note promises, then what is paid of it."""

from planner.model.helpers import MONTHS, cents, least, most, ratio, where
from planner.model.records import OpenedLoan, Operations, Year
from planner.model.records_debt import Granted, LoanDue, LoanMonth, Spare
from planner.model.records_stakes import Lends, Offer
from planner.model.terms import Clock, Drivers, Loan, LoanDrivers

UNLIMITED = 1e12


def price(loan: Loan, driven: LoanDrivers, drivers: Drivers) -> float:
    """The month's rate: as agreed with its steps, or the index plus spread between floor and cap."""
    agreed = loan.rate + driven.step
    indexed = most(loan.rate_floor, least(loan.rate_cap, drivers.index_rate + agreed))
    return where(loan.indexed, indexed, agreed)


def accrue(loan: Loan, rate: float, accruing: float, balance: float, clock: Clock) -> float:
    """Simple interest since the last payment date: balance x rate x 1/12, or x days / 360 or 365."""
    fraction = where(loan.year_days, ratio(clock.days, loan.year_days), 1.0 / MONTHS)
    return accruing + balance * rate * fraction


def capitalise(loan: Loan, interest_owed: float, age: float) -> float:
    """Interest that standby adds to the balance: each month, or once at its end."""
    standing = where(age <= loan.standby, 1.0 - loan.standby_paid, 0.0)
    joins = where(loan.standby_simple, where(age >= loan.standby, 1.0, 0.0), 1.0)
    return standing * joins * interest_owed


def take_share(loan: Loan, sales: float, then: LoanMonth, age: float) -> float:
    """A revenue-based payment: a part of the month's sales, until cap x principal has been paid."""
    share = least(cents(then.balance * loan.cap), cents(sales * loan.revenue_share))
    return where(age <= loan.quiet, 0.0, share)


def limit_by_profit(loan: Loan, part: float, age: float) -> float:
    """A loan limited by profit is paid at most its part of the fiscal year's surplus so far, and nothing of a loss."""
    limited = where(loan.profit_share > 0.0, where(age >= loan.last, 0.0, 1.0), 0.0)
    return where(limited, part, UNLIMITED)


def go_on(loan: Loan, on_date: float, share: float, part: float, promised: float, scheduled: float) -> float:
    """What of the last month's payment would have fallen due had the loan not ended: what is more is a balloon."""
    of_profit = where(on_date, least(promised, part), 0.0)
    return where(loan.revenue_share > 0.0, share, where(loan.profit_share > 0.0, of_profit, scheduled))


def schedule(loan: Loan, on_date: float, payment: float, period_interest: float, then: LoanMonth, age: float) -> float:
    """Principal of a payment date: what the level payment leaves after interest, or a level part."""
    current = then.balance - then.principal_overdue
    level = where(loan.of_principal, payment, most(0.0, payment - period_interest))
    wanted = where(loan.profit_share > 0.0, current, least(current, level))
    return where(age <= loan.quiet, 0.0, where(on_date, wanted, 0.0))


def pay_later(loan: Loan, age: float) -> float:
    """A loan of a later closing is paid each month once it is lent, but for a standby that pays nothing."""
    standing = where(age <= loan.standby, loan.standby_paid, 1.0)
    return where(age > 0.0, standing, 0.0)


def begins(loan: Loan, age: float) -> float:
    """A flag: the first month with principal, in which the payment is worked out."""
    return where(age > loan.quiet, where(age <= loan.quiet + 1.0, 1.0, 0.0), 0.0)


def fall_due(
    loan: Loan,
    driven: LoanDrivers,
    drivers: Drivers,
    operations: Operations,
    year: Year,
    then: LoanMonth,
    clock: Clock,
) -> LoanDue:
    """What one note promises for the month.

    payment = balance at the last reset x factor, to the cent; the last payment takes what is left, and what it takes
    beyond the schedule is the balloon; of a loan whose payments end with its term it is odd cents and days, and none.
    Of a royalty, 1 - 1 / cap is interest. What was held back earlier is due again, with interest on it, and leaves the
    note's own schedule as it was.
    """
    age = then.age + then.lent
    later = loan.stage > 0.0
    on_date = where(later, pay_later(loan, age), driven.due)
    rate = price(loan, driven, drivers)
    current = then.balance - then.principal_overdue
    accruing = accrue(loan, rate, then.accruing, then.balance, clock)
    accruing_current = accrue(loan, rate, then.accruing_current, current, clock)
    share = take_share(loan, operations.sales, then, age)
    whole = cents(then.balance * loan.cap)
    royalty = where(age >= loan.last, whole, share)
    of_royalty = where(royalty >= whole, then.balance, cents(ratio(royalty, loan.cap)))
    shares = loan.revenue_share > 0.0
    interest = where(shares, royalty - of_royalty, cents(accruing) - cents(then.accruing))
    owed = then.interest_owed + interest
    added = capitalise(loan, owed, age)
    base = where(where(later, begins(loan, age), driven.reset), current, then.base)
    payment = cents(base * driven.factor)
    level = where(shares, of_royalty, schedule(loan, on_date, payment, cents(accruing_current), then, age))
    part = cents(loan.profit_share * most(0.0, year.before_goodwill_surplus))
    most_payable = limit_by_profit(loan, part, age)
    pays = where(shares, 1.0, where(age >= loan.last, 1.0, on_date))
    interest_due = where(pays, least(owed - added, most_payable), then.interest_overdue)
    scheduled = least(level, most_payable - least(interest_due, most_payable))
    fresh = where(age >= loan.last, current, scheduled)
    payable = interest_due + then.principal_overdue + fresh
    promised = interest_due - then.interest_overdue + fresh
    regular = go_on(loan, on_date, share, part, promised, interest_due - then.interest_overdue + scheduled)
    service = where(age >= loan.last, where(loan.paid_off, promised, regular), promised)
    balloon = promised - service
    balloon_due = then.balloon_overdue + balloon
    return LoanDue(
        age=age,
        on_date=on_date,
        rate=rate,
        accruing=accruing,
        accruing_current=accruing_current,
        royalty=royalty,
        royalty_principal=of_royalty,
        interest=interest,
        added=added,
        base=base,
        payment=payment,
        level_principal=level,
        most_payable=most_payable,
        interest_due=interest_due,
        principal_due=then.principal_overdue + fresh,
        part_of_profit=part,
        promised=promised,
        regular=regular,
        service=service,
        balloon=balloon,
        balloon_due=balloon_due,
        payable=payable,
        firm=(1.0 - loan.gated) * payable,
        gated=loan.gated * (payable - balloon_due),
        gated_balloon=loan.gated * balloon_due,
        sweepable=loan.swept * (then.balance + added - then.principal_overdue - fresh),
    )


def settle(
    loan: Loan,
    opened: OpenedLoan,
    driven: LoanDrivers,
    due: LoanDue,
    granted: Granted,
    spare: Spare,
    gated_ahead: float,
    balloons_ahead: float,
    wanted_ahead: float,
    swept_ahead: float,
    paper_ahead: float,
    lends: Lends,
    offer: Offer,
    then: LoanMonth,
) -> LoanMonth:
    """What is paid of it: interest first; behind the gates only what they let through, the rest stays owed and due.

    Early repayment, never of a note in arrears, comes last, from spare cash in the order of the loans: first what
    was planned, then the sweep. What a later closing draws joins the balance last. A fee is written off over
    the loan, what is left of it when nothing is owed any more. Source: 26 CFR 1.446-5(b), 1.163-7(c).
    """
    let_through = most(0.0, granted.seller - gated_ahead)
    interest_paid = where(loan.gated, least(due.interest_due, let_through), due.interest_due)
    scheduled_due = due.principal_due - due.balloon_due
    scheduled_paid = where(loan.gated, least(scheduled_due, most(0.0, let_through - interest_paid)), scheduled_due)
    balloon_let = most(0.0, granted.balloon - balloons_ahead)
    balloon_paid = where(loan.gated, least(due.balloon_due, balloon_let), due.balloon_due)
    principal_paid = scheduled_paid + balloon_paid
    left = then.balance + due.added - principal_paid
    current = where(cents(due.payable - interest_paid - principal_paid) > 0.0, 0.0, 1.0)
    planned = current * least(least(driven.prepaid, left), most(0.0, spare.cash - wanted_ahead))
    swept = current * loan.swept * least(left - planned, most(0.0, spare.swept - swept_ahead))
    forgiven = cents(driven.forgiven * (left - planned - swept))
    pays = where(due.age >= loan.last, 1.0, where(due.added > 0.0, 1.0, due.on_date))
    drawn = least(lends.paper, most(0.0, offer.lent - paper_ahead))
    kept = left - planned - swept - forgiven
    ends = where(due.age >= loan.last, 1.0, where(cents(kept) > 0.0, 0.0, then.lent))
    amortised = where(ends, then.fee_left, least(then.fee_left, opened.fee_step))
    return LoanMonth(
        age=due.age,
        lent=most(then.lent, where(drawn > 0.0, 1.0, 0.0)),
        drawn=drawn,
        interest_paid=interest_paid,
        scheduled_paid=scheduled_paid,
        balloon_paid=balloon_paid,
        principal_paid=principal_paid,
        current=current,
        planned=planned,
        swept=swept,
        prepaid=planned + swept,
        forgiven=forgiven,
        balance=kept + drawn,
        gated_service=loan.gated * (interest_paid + scheduled_paid),
        to_seller=loan.seller * (principal_paid + planned + swept),
        accruing=where(pays, 0.0, due.accruing),
        accruing_current=where(pays, 0.0, due.accruing_current),
        base=due.base,
        interest_owed=then.interest_owed + due.interest - due.added - interest_paid,
        interest_overdue=due.interest_due - interest_paid,
        principal_overdue=due.principal_due - principal_paid,
        balloon_overdue=due.balloon_due - balloon_paid,
        fee_amortised=amortised,
        fee_left=then.fee_left - amortised,
    )
