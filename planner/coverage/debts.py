"""What lenders ask beside the projection: would past earnings carry the debt, and what must be refinanced when."""

from typing import NamedTuple

from planner.loans import amortised_over
from planner.model.covenants import coverage_of
from planner.model.helpers import MONTHS, annuity, cents
from planner.model.one import Case, Run
from planner.scenario import Loan, Scenario

YEARS_BACK = 3
YEAR = 12
SMALL = 0.001  # of what was lent: the odd cents of a last payment are no balloon
SMALLEST = 0.005


class Past(NamedTuple):
    """One historical year: its normalised EBITDA over the first full year of level payments."""

    fiscal_year: int
    ebitda: float
    ratio: float | None


class Never(NamedTuple):
    """A loan that has no year of level payments: what it owes when its quiet months end, and that paid off level."""

    place: int
    loan: str
    month: int  # of its last payment
    amount: float  # owed just before it
    months: int  # over which it would be paid off
    rate: float
    yearly: float  # twelve level payments


class Historical(NamedTuple):
    """The last historical years held against a full year of level payments: no standby, no interest-only."""

    service: (
        float | None
    )  # with what `never` would take; None: the plan ends before each loan has paid level for a year
    line_interest: float  # of it, in the first twelve months in which every loan pays level
    never: tuple[Never, ...]  # loans that have no such year
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


def never_level(loan: Loan) -> bool:
    """Whether it has no full year of level payments: quiet to within a year of its last payment."""
    return loan.quiet > 0 and loan.months - loan.quiet < YEAR


def level_months(loan: Loan, lent: int = 0) -> range:
    """The months of a loan's first full year of level payments, or all it has, from the month it is lent."""
    first = lent + level_from(loan)
    return range(first, first if never_level(loan) else min(first + YEAR, lent + loan.months + 1))


def lent_in(loan: Loan, run: Run, place: int) -> int | None:
    """The month a loan is lent in: that of closing, or of its later closing; None: not within the plan."""
    if not loan.later_closing:
        return 0
    return next((month for month, now in enumerate(run.months) if now.loans[place].drawn > 0), None)


def line_months(loans: tuple[Loan, ...]) -> range:
    """The first twelve months in which no loan is quiet: those whose interest on the line counts."""
    first = max((level_from(loan) for loan in loans if not never_level(loan)), default=1)
    return range(first, first + YEAR)


def last_before(loan: Loan) -> int:
    """The month in which a loan that is never level owes what must be paid at once."""
    return loan.months - 1


def paid_level(amount: float, rate: float, months: float) -> float:
    """Twelve level payments on an amount over so many months: 12 x amount x annuity(rate / 12, months)."""
    return cents(YEAR * cents(amount * annuity(rate / YEAR, months)))


def refinanced_over(loan: Loan) -> int:
    """Months over which what is left would be paid off: as its payments were worked out, or its own term again."""
    return loan.amortisation or loan.months


def never(scenario: Scenario, run: Run) -> tuple[Never, ...]:
    """Loans without a year of level payments, each as if refinanced at its last rate and paid off level."""
    made = []
    for place, loan in enumerate(scenario.deal.loans):
        month = min(last_before(loan), len(run.months) - 1)
        amount = owed(run.months[month].loans[place].balance, run.months[month].loans[place].interest_owed)
        if never_level(loan) and amount >= SMALLEST:
            rate, months = run.months[max(1, month)].dues[place].rate, refinanced_over(loan)
            yearly = paid_level(amount, rate, float(months))
            made.append(Never(place, loan.name, loan.months, amount, months, rate, yearly))
    return tuple(made)


def owed(balance: float, interest: float) -> float:
    """A balance and the interest not yet paid on it."""
    return cents(balance + interest)


def line_interest(scenario: Scenario, run: Run) -> float:
    """Interest on what is drawn of the line in the twelve months in which every loan pays level."""
    return round(sum(run.months[month].line_cost.interest for month in line_months(scenario.deal.loans)), 2)


def level_service(scenario: Scenario, run: Run) -> float | None:
    """Interest and principal of each loan's first full year of level payments, without balloons, and the line's."""
    months = level_years(scenario, run)
    needed = [*months, line_months(scenario.deal.loans)] if scenario.deal.line.limit > 0 else months
    if any(listed and listed[-1] > scenario.months for listed in needed):
        return None
    paid = sum(run.months[month].dues[place].service for place, listed in enumerate(months) for month in listed)
    return round(paid + (line_interest(scenario, run) if scenario.deal.line.limit > 0 else 0.0), 2)


def level_years(scenario: Scenario, run: Run) -> list[range]:
    """Each loan's first full year of level payments; none of a loan that is never lent."""
    found = []
    for place, loan in enumerate(scenario.deal.loans):
        lent = lent_in(loan, run, place)
        found.append(range(0) if lent is None else level_months(loan, lent))
    return found


def historical(scenario: Scenario, run: Run, past: tuple[tuple[int, float], ...]) -> Historical:
    """The last years before the sale against that service; `past` is each fiscal year with its normalised EBITDA."""
    level, others = level_service(scenario, run), never(scenario, run)
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
        ends = lent + loan.months
        if ends <= scenario.months:
            amount = run.months[ends].dues[place].balloon
            if amount > least and amount > run.months[ends].dues[place].service / YEAR:
                needs.append(Need(loan.name, ends, round(amount, 2), beyond=False))
        elif leaves_balloon(loan) and (left := run.months[-1].loans[place].balance) > least:
            needs.append(Need(loan.name, ends, round(left, 2), beyond=True))
    return tuple(sorted(needs, key=lambda need: need.month))


def leaves_balloon(loan: Loan) -> bool:
    """Whether its payments are worked out over more months than it has, or none go to principal."""
    return loan.repayment == "interest_only" or amortised_over(loan) > loan.months - loan.quiet
