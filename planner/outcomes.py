"""What the plan means for the lender, the worker and the co-op: a few figures each, read off the months."""

from typing import NamedTuple

from planner.model.calendar import Dates
from planner.model.one import Run
from planner.places import Rules
from planner.scenario import Scenario
from planner.statements import Period, fiscal_years
from planner.workforce import Path, founding_members, instalments


class LenderYear(NamedTuple):
    """One fiscal year as a lender reads it; `dscr` is None where the year is partial or nothing is paid on debt."""

    fiscal_year: str
    whole: bool
    ebitda: float
    debt_service: float
    balloons: float
    dscr: float | None
    debt: float
    leverage: float | None
    lowest_cash: float
    cash_shortfall: float


class Lender(NamedTuple):
    """Coverage by fiscal year, and the tightest point of the plan."""

    years: tuple[LenderYear, ...]
    lowest_dscr: float | None
    lowest_dscr_year: str
    highest_leverage: float | None
    lowest_cash: float
    lowest_cash_month: int
    shortfall_month: int | None  # the first month in which cash falls short
    worst_shortfall: float
    most_line: float
    least_dscr: float  # the dated yardstick it is held against
    passes: bool | None  # no shortfall, and coverage at or above the yardstick; None: no year could be tested


class Worker(NamedTuple):
    """Founding members: how many, what each pays for the share, and what all have pledged and paid at closing."""

    founding_members: int
    member_share: float
    paid_at_joining: float
    monthly_deduction: float
    deduction_months: int
    pledged: float  # by all, paid and unpaid
    paid_at_closing: float  # by all
    expected_members: tuple[float, ...]  # by month


class Outcomes(NamedTuple):
    """The plan in a few figures for each reader."""

    lender: Lender
    worker: Worker
    fiscal_years: tuple[Period, ...]


def read(scenario: Scenario, rules: Rules, dates: Dates, run: Run, path: Path) -> Outcomes:
    """The outcomes of one plan."""
    periods = fiscal_years(dates)
    return Outcomes(_lender(run, periods, rules.value("lending.least_dscr")), _worker(scenario, path), periods)


def _lender(run: Run, periods: tuple[Period, ...], least_dscr: float) -> Lender:
    years = tuple(_lender_year(run, period) for period in periods)
    tested = [year for year in years if year.dscr is not None]
    tightest = min(tested, key=lambda year: year.dscr or 0.0, default=None)
    outcome = run.outcome
    return Lender(
        years=years,
        lowest_dscr=tightest.dscr if tightest else None,
        lowest_dscr_year=tightest.fiscal_year if tightest else "",
        highest_leverage=max((year.leverage for year in years if year.leverage is not None), default=None),
        lowest_cash=round(outcome.lowest_cash, 2),
        lowest_cash_month=int(outcome.lowest_cash_month),
        shortfall_month=None if outcome.shortfall_month < 0 else int(outcome.shortfall_month),
        worst_shortfall=outcome.shortfall_worst,
        most_line=round(outcome.most_line, 2),
        least_dscr=least_dscr,
        passes=_passes(outcome.shortfall_month >= 0, [year.dscr or 0.0 for year in tested], least_dscr),
    )


def _passes(short: bool, coverage: list[float], least_dscr: float) -> bool | None:
    if short:
        return False
    return all(dscr >= least_dscr for dscr in coverage) if coverage else None


def _lender_year(run: Run, period: Period) -> LenderYear:
    months = run.months[period.first : period.last + 1]
    end = months[-1]
    service = round(
        sum(month.line_cost.service for month in months),
        2,
    )
    ebitda = round(sum(month.operations.ebitda for month in months), 2)
    debt = round(end.debt.balance + end.treasury.line, 2)
    return LenderYear(
        fiscal_year=period.label,
        whole=period.whole,
        ebitda=ebitda,
        debt_service=service,
        balloons=round(sum(month.debt.balloons for month in months), 2),
        dscr=end.coverage.dscr if period.whole and service > 0 else None,
        debt=debt,
        leverage=end.coverage.leverage if period.whole and ebitda > 0 else None,
        lowest_cash=round(min(month.treasury.cash for month in months), 2),
        cash_shortfall=max(month.treasury.cash_shortfall for month in months),
    )


def _worker(scenario: Scenario, path: Path) -> Worker:
    coop = scenario.coop
    members = founding_members(scenario)
    payments = instalments(coop)
    return Worker(
        founding_members=members,
        member_share=coop.member_share,
        paid_at_joining=payments[0],
        monthly_deduction=payments[1] if len(payments) > 1 else 0.0,
        deduction_months=len(payments) - 1,
        pledged=round(members * coop.member_share, 2),
        paid_at_closing=round(path.shares_paid[0], 2),
        expected_members=path.members,
    )
