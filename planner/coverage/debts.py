"""What lenders ask beside the projection: would past earnings carry the debt, and what must be refinanced when."""

from typing import NamedTuple

from planner.loans import amortised_over
from planner.model.covenants import coverage_of
from planner.model.helpers import MONTHS, annuity, cents, most
from planner.model.one import Case, Run
from planner.scenario import Loan, Scenario
from planner.scenario.loans import MONTHS_BETWEEN

YEARS_BACK = 3
YEAR = 12
SMALL = 0.001  # of what was lent: the odd cents of a royalty's last payment are no balloon
SMALLEST = 0.005


class Past(NamedTuple):
    """One historical year: its normalised EBITDA over the first full year of level payments."""

    fiscal_year: int
    ebitda: float
    ratio: float | None


class AtOnce(NamedTuple):
    """What a loan asks at once within a year of its first level payment, as if paid off level for the rest of it."""

    place: int
    loan: str
    month: int  # of its last payment
    amount: float  # the balloon, or what is owed just before a payment that is its only one
    alone: bool  # that payment is its only one with principal
    months: int  # over which it would be paid off
    rate: float
    payments: int  # monthly ones that count
    yearly: float


class Historical(NamedTuple):
    """The last historical years held against a full year of level payments: no standby, no interest-only."""

    service: float | None  # with all of `at_once`; None: the plan ends before that year of each loan
    line_interest: float  # of it, in the first twelve months in which every loan pays level
    at_once: tuple[AtOnce, ...]
    years: tuple[Past, ...]


class AfterStandbys(NamedTuple):
    """The lowest coverage of whole windows that begin when all standbys have ended."""

    ends: int  # the month in which the last standby ends; 0: there is none
    month: int | None  # of the window's end; None: no such window, or nothing to serve in it
    ratio: float | None


class Need(NamedTuple):
    """One balloon, to be refinanced or paid from cash; `beyond` the plan's end it is what is then still owed."""

    loan: str
    month: int
    amount: float
    beyond: bool


def level_from(loan: Loan) -> int:
    """The month with the first level payment, counted from closing."""
    return loan.quiet + 1


def is_level(loan: Loan) -> bool:
    """Whether its payments follow a schedule of level payments, or one payment of all at the end."""
    return loan.repayment not in ("profit_share", "revenue_share")


def one_payment(loan: Loan) -> bool:
    """Whether all principal falls due on a single date, so that it has no level payments at all."""
    return is_level(loan) and loan.ends - loan.quiet <= MONTHS_BETWEEN[loan.payments]


def level_months(loan: Loan, lent: int = 0) -> range:
    """The twelve months from a loan's first level payment, or all until its last, from the month it is lent."""
    first = lent + level_from(loan)
    return range(first, first if one_payment(loan) else min(first + YEAR, lent + loan.ends + 1))


def dearest(loan: Loan, place: int, run: Run, months: range) -> range:
    """The twelve months in which a loan without level payments pays most, as far as the plan goes; the first such."""
    ends = min(loan.ends, len(run.months) - 1)
    starts = range(months.start, max(months.start, ends - len(months) + 1) + 1)
    paid = {first: sum(run.months[one].dues[place].service for one in _from(first, months)) for first in starts}
    return _from(max(starts, key=lambda first: round(paid[first], 2)), months)


def _from(first: int, months: range) -> range:
    return range(first, first + len(months))


def lent_in(loan: Loan, run: Run, place: int) -> int | None:
    """The month a loan is lent in: that of closing, or of its later closing; None: not within the plan."""
    if not loan.later_closing:
        return 0
    return next((month for month, now in enumerate(run.months) if now.loans[place].drawn > 0), None)


def line_months(loans: tuple[Loan, ...]) -> range:
    """The first twelve months in which no loan is quiet: those whose interest on the line counts."""
    first = max((level_from(loan) for loan in loans if not one_payment(loan)), default=1)
    return range(first, first + YEAR)


def grown(loan: Loan) -> float:
    """How many times its first year a loan pays in the dearest one: graduated payments grow with each loan year."""
    years = (loan.ends - loan.quiet - 1) // YEAR
    return (1.0 + most(0.0, loan.payment_growth)) ** years if loan.repayment == "graduated" else 1.0


def paid_level(amount: float, rate: float, months: float, payments: float) -> float:
    """So many level payments on an amount paid off over so many months: payments x amount x annuity(rate / 12)."""
    return cents(payments * cents(amount * annuity(rate / YEAR, months)))


def refinanced_over(loan: Loan) -> int:
    """Months over which what is asked at once is paid off: as its payments, or its term again; at least a year."""
    return max(YEAR, loan.amortisation or loan.months)


def asked_in(loan: Loan, run: Run, place: int) -> int:
    """The month from which what is asked at once is read: of an only payment the one before, else its own."""
    lent = lent_in(loan, run, place) or 0
    return min(lent + loan.ends - (1 if one_payment(loan) else 0), len(run.months) - 1)


def at_once(scenario: Scenario, run: Run) -> tuple[AtOnce, ...]:
    """Balloons and only payments within a year of a loan's first level payment, as if refinanced at its last rate."""
    made = []
    for place, loan in enumerate(scenario.deal.loans):
        lent, alone, month = lent_in(loan, run, place), one_payment(loan), asked_in(loan, run, place)
        left = 0 if alone else level_from(loan) + YEAR - 1 - loan.ends
        if lent is None or not is_level(loan) or not (alone or (left > 0 and month == lent + loan.ends)):
            continue
        now = run.months[month]
        amount = owed(now.loans[place].balance, now.loans[place].interest_owed)
        amount = amount if alone else cents(now.dues[place].balloon)
        if amount < SMALLEST:
            continue
        rate, months, payments = run.months[max(1, month)].dues[place].rate, refinanced_over(loan), left or YEAR
        yearly = paid_level(amount, rate, float(months), float(payments))
        made.append(AtOnce(place, loan.name, lent + loan.ends, amount, alone, months, rate, payments, yearly))
    return tuple(made)


def owed(balance: float, interest: float) -> float:
    """A balance and the interest not yet paid on it."""
    return cents(balance + interest)


def line_interest(scenario: Scenario, run: Run) -> float:
    """Interest on what is drawn of the line in the twelve months in which every loan pays level."""
    return round(sum(run.months[month].line_cost.interest for month in line_months(scenario.deal.loans)), 2)


def level_service(scenario: Scenario, run: Run) -> float | None:
    """Interest and principal of the year that counts of each loan, without balloons, and the line's interest."""
    loans, months = scenario.deal.loans, level_years(scenario, run)
    needed = [*months, line_months(loans)] if scenario.deal.line.limit > 0 else months
    if any(listed and listed[-1] > scenario.months for listed in needed):
        return None
    paid = sum(
        grown(loan) * sum(run.months[month].dues[place].service for month in listed)
        for place, (loan, listed) in enumerate(zip(loans, months, strict=True))
    )
    return round(paid + (line_interest(scenario, run) if scenario.deal.line.limit > 0 else 0.0), 2)


def level_years(scenario: Scenario, run: Run) -> list[range]:
    """The months that count of each loan: its first level year, else its dearest; none of one that is never lent."""
    found = []
    for place, loan in enumerate(scenario.deal.loans):
        lent = lent_in(loan, run, place)
        months = range(0) if lent is None else level_months(loan, lent)
        within = not months or months[-1] < len(run.months)
        found.append(months if is_level(loan) or not within else dearest(loan, place, run, months))
    return found


def historical(scenario: Scenario, run: Run, past: tuple[tuple[int, float], ...]) -> Historical:
    """The last years before the sale against that service; `past` is each fiscal year with its normalised EBITDA."""
    level, others = level_service(scenario, run), at_once(scenario, run)
    service = None if level is None else round(level + sum(one.yearly for one in others), 2)
    payable = service is not None and service >= SMALLEST
    years = tuple(
        Past(year, cents(ebitda), coverage_of(cents(ebitda), service or 0.0) if payable else None)
        for year, ebitda in past[-YEARS_BACK:]
    )
    on_line = line_interest(scenario, run) if service is not None and scenario.deal.line.limit > 0 else 0.0
    return Historical(service, on_line, others, years)


def after_standbys(scenario: Scenario, case: Case, run: Run) -> AfterStandbys:
    """The lowest DSCR as promised of whole windows, ending at a fiscal quarter-end, that begin after every standby."""
    begun = ((loan, lent_in(loan, run, place)) for place, loan in enumerate(scenario.deal.loans))
    ends = max((lent + loan.standby for loan, lent in begun if loan.standby and lent is not None), default=0)
    read = [
        (now.coverage.dscr, month)
        for month, now in enumerate(run.months)
        if case.clocks[month].quarter_end
        and now.coverage.months >= MONTHS
        and month - int(now.coverage.months) >= ends
        and now.coverage.service >= SMALLEST
    ]
    if not read:
        return AfterStandbys(ends, None, None)
    lowest, month = min(read)
    return AfterStandbys(ends, month, lowest)


def refinancing(scenario: Scenario, run: Run) -> tuple[Need, ...]:
    """Balloons by date; of a loan that outlasts the plan and will leave one, what is owed at the plan's end."""
    needs = []
    for place, (loan, opened) in enumerate(zip(scenario.deal.loans, run.start.loans, strict=False)):
        lent = lent_in(loan, run, place)
        if lent is None:
            continue
        least = max(SMALL * (opened.principal + run.months[lent].loans[place].drawn), SMALLEST)
        ends = lent + loan.ends
        if ends <= scenario.months:
            amount = run.months[ends].dues[place].balloon
            if amount > least and amount > run.months[ends].dues[place].service / YEAR:
                needs.append(Need(loan.name, ends, round(amount, 2), beyond=False))
        elif leaves_balloon(loan) and (left := run.months[-1].loans[place].balance) > least:
            needs.append(Need(loan.name, ends, round(left, 2), beyond=True))
    return tuple(sorted(needs, key=lambda need: need.month))


def leaves_balloon(loan: Loan) -> bool:
    """Whether its payments are worked out over more months than it has, or none go to principal."""
    return loan.repayment == "interest_only" or amortised_over(loan) > loan.ends - loan.quiet
