"""Each loan as the model wants it: its terms, and what comes month by month: rate steps, payment dates, factors.

What needs a power or a root is worked out here, since a month holds none: the level payment on 1 of balance.
"""

from planner.model.calendar import MONTHS_A_YEAR
from planner.model.covenants import NO_LEAST
from planner.model.helpers import annuity, least, most
from planner.model.loans import UNLIMITED
from planner.model.sheet import Repaid
from planner.model.terms import NO_LOAN, NO_LOAN_DRIVERS, Clock, Loan, LoanDrivers
from planner.places import Rules
from planner.scenario import Loan as AskedLoan
from planner.scenario import Scenario
from planner.scenario.covenants import LIMITS, OwnCovenants
from planner.scenario.loans import MONTHS_BETWEEN, SENIOR, InBreach

YEAR_DAYS = {"30/360": 0.0, "actual/365": 365.0, "actual/360": 360.0}


def terms_of(loan: AskedLoan, plug: str) -> Loan:
    """One loan as the model wants it."""
    is_plug = loan.name == plug
    royalty, of_profit = loan.repayment == "revenue_share", loan.repayment == "profit_share"
    return Loan(
        given=0.0 if is_plug else loan.principal,
        rate=loan.rate,
        indexed=float(loan.indexed),
        rate_floor=loan.rate_floor,
        rate_cap=loan.rate_cap,
        year_days=YEAR_DAYS[loan.day_count],
        standby=float(loan.standby),
        standby_simple=float(loan.standby_interest == "added_at_end"),
        standby_paid=float(loan.standby_interest == "paid"),
        quiet=float(loan.quiet),
        last=float(loan.ends),
        of_principal=float(loan.repayment == "level_principal"),
        paid_off=float(amortises(loan) and amortised_over(loan) <= loan.ends - loan.quiet),
        revenue_share=loan.revenue_share if royalty else 0.0,
        cap=loan.cap if royalty else 0.0,
        profit_share=loan.profit_share if of_profit else 0.0,
        gated=float(loan.to_seller),
        swept=float(loan.swept),
        fee=loan.fee,
        fixed_fee=loan.fixed_fee,
        assumed=float(loan.kind == "assumed"),
        plug=float(is_plug),
        seller=float(loan.to_seller),
        senior=float(loan.kind in SENIOR),
        stage=float(loan.later_closing),
        lets_minimum=lets_minimum(loan.cash_patronage_in_breach),
        lets_further=lets_further(loan.cash_patronage_in_breach),
        tested_from=float(loan.covenants.tested_from),
        **limits(loan.covenants),
    )


def lets_minimum(allowed: InBreach) -> float:
    """A flag: in breach the least cash of qualified patronage may go out."""
    return float(allowed != "none")


def lets_further(allowed: InBreach) -> float:
    """A flag: in breach all cash patronage may go out."""
    return float(allowed == "any")


def limits(agreed: OwnCovenants, of_whom: str = "") -> dict[str, float]:
    """Each covenant's limit by its name in the terms; a least below 0 and a most without limit were not agreed."""
    listed = {name: getattr(agreed, name) for name in LIMITS}
    none = {name: NO_LEAST if name.startswith("least_") else UNLIMITED for name in LIMITS}
    return {f"{of_whom}{name}": none[name] if limit is None else limit for name, limit in listed.items()}


def amortised_over(loan: AskedLoan) -> int:
    """Months over which the level payment is worked out: as asked, or what is left of the term."""
    return loan.amortisation or loan.months - loan.quiet


def agreed_rate(loan: AskedLoan, month: int) -> float:
    """The rate agreed for a month, of an indexed loan the spread."""
    rate = loan.rate
    for step in loan.rate_steps:
        rate = step.rate if step.month <= month else rate
    return rate


def rate_on(loan: AskedLoan, month: int, index: float) -> float:
    """The rate of a month: as agreed, or the index plus spread between floor and cap."""
    agreed = agreed_rate(loan, month)
    return most(loan.rate_floor, least(loan.rate_cap, index + agreed)) if loan.indexed else agreed


def index_path(scenario: Scenario, rules: Rules) -> tuple[float, ...]:
    """The base rate by month: as entered by plan year, or the dated one held on."""
    entered = scenario.deal.base_rate or (rules.value("lending.base_rate"),)
    return tuple(
        entered[min(max(0, (month - 1) // MONTHS_A_YEAR), len(entered) - 1)] for month in range(scenario.months + 1)
    )


def factor(loan: AskedLoan, rate: float, how: Repaid) -> float:
    """The payment on 1 of balance: level (annuity), level principal (1 / payments), or graduated by the year.

    Graduated: first payment = 1 / sum of growth^year / (1 + rate)^payment, then grown with each loan year.
    """
    left = max(1, -(-(loan.quiet + amortised_over(loan) - (how.since - 1)) // how.between))
    each = rate * how.between / MONTHS_A_YEAR
    if how.of_principal:
        return 1.0 / left
    if how.growth:
        return graduated(each, left, how.growth, MONTHS_A_YEAR // how.between) * (1.0 + how.growth) ** how.grown
    return annuity(each, float(left))


def graduated(rate: float, payments: int, growth: float, yearly: int) -> float:
    """First payment on 1 lent at `rate` a payment, where payments grow with each year of `yearly` payments."""
    worth = sum((1.0 + growth) ** (place // yearly) / (1.0 + rate) ** (place + 1) for place in range(payments))
    return 1.0 / worth


def resets(loan: AskedLoan, index: tuple[float, ...]) -> list[int]:
    """Months in which the payment is worked out afresh: the first with principal, and each new rate after it.

    Level principal is the same whatever the rate.
    """
    first = loan.quiet + 1
    if loan.repayment == "level_principal":
        return [first]
    changed = [
        month
        for month in range(first + 1, min(loan.ends, len(index) - 1) + 1)
        if rate_on(loan, month, index[month]) != rate_on(loan, month - 1, index[month - 1])
    ]
    return [first, *changed] if amortises(loan) else []


def amortises(loan: AskedLoan) -> bool:
    """Whether it is paid by a payment that is worked out, not from revenue, from profit or all at the end."""
    return loan.repayment in ("level", "level_principal", "graduated")


def repaid(loan: AskedLoan, index: tuple[float, ...]) -> tuple[Repaid | None, ...]:
    """How the payment of each month is worked out; None where none is."""
    again = set(resets(loan, index))
    growth = loan.payment_growth if loan.repayment == "graduated" else 0.0
    level = loan.repayment == "level_principal"
    made: list[Repaid | None] = []
    since = 0
    for month in range(len(index)):
        since = month if month in again else since
        grown = (month - since) // MONTHS_A_YEAR if growth else 0
        made.append(Repaid(since, MONTHS_BETWEEN[loan.payments], level, growth, grown) if since else None)
    return tuple(made)


def drivers_of(loan: AskedLoan, index: tuple[float, ...], clocks: tuple[Clock, ...]) -> tuple[LoanDrivers, ...]:
    """What comes month by month for one loan."""
    wanted = {one.month: one.amount for one in loan.prepayments}
    known: dict[Repaid | None, float] = {None: 0.0}
    made = []
    for month, (clock, how) in enumerate(zip(clocks, repaid(loan, index), strict=True)):
        if how not in known and how is not None:
            known[how] = factor(loan, rate_on(loan, how.since, index[how.since]), how)
        made.append(
            LoanDrivers(
                step=agreed_rate(loan, month) - loan.rate,
                factor=known[how],
                reset=float(how is not None and how.since == month),
                due=float(_is_due(loan, month, clock)),
                prepaid=wanted.get(month, 0.0),
                forgiven=loan.forgiven_fraction if month == loan.forgiven_after else 0.0,
            )
        )
    return tuple(made)


def _is_due(loan: AskedLoan, month: int, clock: Clock) -> bool:
    """A payment date: not in full standby; of a loan paid from profit the month after each fiscal year-end."""
    if month == 0 or (month <= loan.standby and loan.standby_interest != "paid"):
        return False
    if loan.repayment == "profit_share":
        return bool(clock.new_year) and month > 1
    return month % MONTHS_BETWEEN[loan.payments] == 0


def all_drivers(scenario: Scenario, rules: Rules, clocks: tuple[Clock, ...]) -> list[tuple[LoanDrivers, ...]]:
    """What comes for every loan, month by month."""
    index = index_path(scenario, rules)
    by_loan = [drivers_of(loan, index, clocks) for loan in scenario.deal.loans]
    by_loan = by_loan or [(NO_LOAN_DRIVERS,) * len(clocks)]
    return [tuple(one[month] for one in by_loan) for month in range(len(clocks))]


def all_terms(scenario: Scenario) -> tuple[Loan, ...]:
    """Every loan as the model wants it."""
    return tuple(terms_of(loan, scenario.deal.plug) for loan in scenario.deal.loans) or (NO_LOAN,)
