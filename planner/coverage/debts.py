"""What lenders ask beside the projection: would past earnings carry the debt, and what must be refinanced when."""

from typing import NamedTuple

from planner.loans import amortised_over
from planner.model.covenants import coverage_of
from planner.model.helpers import MONTHS
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


class Historical(NamedTuple):
    """The last historical years held against a full year of level payments: no standby, no interest-only."""

    service: float | None  # None: the plan ends before each loan has paid level for a year
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
    quiet = loan.standby if loan.repayment == "interest_only" else max(loan.standby, loan.interest_only)
    return quiet + 1


def level_months(loan: Loan, lent: int = 0) -> range:
    """The months of a loan's first full year of level payments, or all if it is shorter, from the month it is lent."""
    first = lent + level_from(loan)
    return range(first, min(first + YEAR, lent + loan.months + 1))


def lent_in(loan: Loan, run: Run, place: int) -> int | None:
    """The month a loan is lent in: that of closing, or of its later closing; None: not within the plan."""
    if not loan.later_closing:
        return 0
    return next((month for month, now in enumerate(run.months) if now.loans[place].drawn > 0), None)


def level_service(scenario: Scenario, run: Run) -> float | None:
    """Interest and principal of each loan's first full year of level payments, without balloons."""
    months = level_years(scenario, run)
    if any(listed and listed[-1] > scenario.months for listed in months):
        return None
    return round(
        sum(run.months[month].dues[place].service for place, listed in enumerate(months) for month in listed), 2
    )


def level_years(scenario: Scenario, run: Run) -> list[range]:
    """Each loan's first full year of level payments; none of a loan that is never lent."""
    found = []
    for place, loan in enumerate(scenario.deal.loans):
        lent = lent_in(loan, run, place)
        found.append(range(0) if lent is None else level_months(loan, lent))
    return found


def historical(scenario: Scenario, run: Run, past: tuple[tuple[int, float], ...]) -> Historical:
    """The last years before the sale against that service; `past` is each fiscal year with its normalised EBITDA."""
    service = level_service(scenario, run)
    payable = service is not None and service >= SMALLEST
    years = tuple(
        Past(year, round(ebitda, 2), coverage_of(ebitda, service or 0.0) if payable else None)
        for year, ebitda in past[-YEARS_BACK:]
    )
    return Historical(service, years)


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
