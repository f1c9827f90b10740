"""What the plan means for the lender, the worker and the co-op: a few figures each, read off the months."""

from typing import NamedTuple

from planner import buy_in
from planner.model.calendar import Dates
from planner.model.covenants import owe_lenders
from planner.model.one import Run
from planner.places import Rules
from planner.scenario import Scenario
from planner.statements import Period, fiscal_years
from planner.workforce import Path, founding_members


class LenderYear(NamedTuple):
    """One fiscal year as a lender reads it; coverage is None where the year is partial or nothing is paid on debt.

    Coverage is as promised, and (`_paid`) as paid after what was held back.
    """

    fiscal_year: str
    whole: bool
    ebitda: float
    debt_service: float
    balloons: float
    dscr: float | None
    dscr_paid: float | None
    bank_dscr: float | None
    bank_dscr_paid: float | None
    fccr: float | None
    fccr_paid: float | None
    debt: float
    leverage: float | None
    senior_leverage: float | None
    lowest_cash: float
    cash_shortfall: float


class Lender(NamedTuple):
    """Coverage by fiscal year, the tightest point of the plan, covenants, and who is paid first."""

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
    by_covenants: bool  # covenants were agreed, and judge the plan in the yardstick's place
    passes: bool | None  # no shortfall, and covenants (or else the yardstick) hold; None: no year could be tested


class Worker(NamedTuple):
    """Founding members: how many, what each pays for the share, and what all have pledged and paid at closing."""

    founding_members: float  # expected, where some are not sure
    member_share: float
    given_by_seller: float
    paid_at_joining: float
    each_deduction: float  # on each pay day
    deductions: int
    monthly_deduction: float  # of the first month
    deduction_months: int
    interest_to_lender: float  # of all deductions, where a lender paid the co-op
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
    agreed = scenario.deal.any_covenant
    lender = _lender(run, periods, rules.value("lending.least_dscr"), agreed=agreed)
    return Outcomes(lender, _worker(scenario, path), periods)


def _lender(run: Run, periods: tuple[Period, ...], least_dscr: float, *, agreed: bool) -> Lender:
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
        by_covenants=agreed,
        passes=_by_covenants(run) if agreed else _by_yardstick(run, [year.dscr or 0.0 for year in tested], least_dscr),
    )


def _by_covenants(run: Run) -> bool | None:
    """No shortfall and no breach as promised; None where nothing was tested."""
    if run.outcome.shortfall_month >= 0 or run.outcome.breach_month >= 0:
        return False
    return True if any(month.headroom.tested for month in run.months) else None


def _by_yardstick(run: Run, covered: list[float], least_dscr: float) -> bool | None:
    """No shortfall and coverage at or above what lenders often ask for."""
    if run.outcome.shortfall_month >= 0:
        return False
    return all(dscr >= least_dscr for dscr in covered) if covered else None


def _lender_year(run: Run, period: Period) -> LenderYear:
    months = run.months[period.first : period.last + 1]
    end = months[-1]
    service = round(
        sum(month.line_cost.service for month in months),
        2,
    )
    ebitda = round(sum(month.operations.ebitda for month in months), 2)
    debt = round(owe_lenders(end.debt, end.treasury.line), 2)
    read = end.coverage
    served = period.whole and service > 0
    earning = period.whole and ebitda > 0
    return LenderYear(
        fiscal_year=period.label,
        whole=period.whole,
        ebitda=ebitda,
        debt_service=service,
        balloons=round(sum(month.debt.balloons for month in months), 2),
        dscr=read.dscr if served else None,
        dscr_paid=read.dscr_paid if served and read.service_paid > 0 else None,
        bank_dscr=read.bank_dscr if served else None,
        bank_dscr_paid=read.bank_dscr_paid if served and read.service_paid > 0 else None,
        fccr=read.fccr if served else None,
        fccr_paid=read.fccr_paid if served and read.service_paid > 0 else None,
        debt=debt,
        leverage=read.leverage if earning else None,
        senior_leverage=read.senior_leverage if earning else None,
        lowest_cash=round(min(month.treasury.cash for month in months), 2),
        cash_shortfall=max(month.treasury.cash_shortfall for month in months),
    )


def _worker(scenario: Scenario, path: Path) -> Worker:
    coop = scenario.coop
    members = founding_members(scenario)
    paid = buy_in.deductions(coop, founder=True)
    by_month = buy_in.by_month(coop, paid)
    return Worker(
        founding_members=members,
        member_share=coop.member_share,
        given_by_seller=coop.seller_gift,
        paid_at_joining=buy_in.paid_at_joining(coop, founder=True),
        each_deduction=paid.each if paid.number > 1 else paid.last,
        deductions=paid.number,
        monthly_deduction=by_month[0] if by_month else 0.0,
        deduction_months=len(by_month),
        interest_to_lender=paid.interest,
        pledged=round(members * coop.member_share, 2),
        paid_at_closing=round(path.shares_paid[0], 2),
        expected_members=path.members,
    )
