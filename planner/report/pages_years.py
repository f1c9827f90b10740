"""The co-op by fiscal year: cash, income, balance sheet, and whether the debt can be carried."""

from reportlab.platypus import Flowable

from planner import charts
from planner.model.calendar import MONTHS_A_YEAR, month_name
from planner.report.pages import Pages
from planner.report.tables import NOTHING, Line, amount, line
from planner.statements import BALANCE, CASH, INCOME, Period
from planner.words.formats import times

SMALL_BALLOON = 0.001  # of the highest debt: the odd cents of a last payment are no balloon


def cash(pages: Pages) -> list[Flowable]:
    """Cash by month as a picture, by fiscal year as a statement, and the first twelve months one by one."""
    plan = pages.plan
    years = plan.outcomes.fiscal_years
    last = min(MONTHS_A_YEAR, plan.scenario.months)
    months = [
        Period(month_name(plan.scenario.deal.closing, month), month, month, whole=True) for month in range(1, last + 1)
    ]
    return [
        *pages.heading("cash"),
        *pages.picture(charts.cash(plan, pages.language)),
        *pages.statement(pages.say("statement.cash"), pages.heads(years), pages.lines(CASH, years)),
        *pages.statement(
            pages.say("statement.first_months", months=last),
            [month.label for month in months],
            pages.lines(CASH, months),
        ),
    ]


def statements(pages: Pages) -> list[Flowable]:
    """Income and balance sheet by fiscal year."""
    plan = pages.plan
    years = plan.outcomes.fiscal_years
    closing = Period(pages.say("statement.closing"), 0, 0, whole=True)
    return [
        *pages.heading("statements"),
        pages.text("projected", "takeaway", name=plan.scenario.name),
        *pages.picture(charts.sales_and_ebitda(plan, pages.language)),
        *pages.statement(pages.say("statement.income"), pages.heads(years), pages.lines(INCOME, years)),
        *pages.statement(
            pages.say("statement.balance"), pages.heads((closing, *years)), pages.lines(BALANCE, (closing, *years))
        ),
    ]


def coverage(pages: Pages) -> list[Flowable]:
    """What a lender reads: EBITDA, debt service, DSCR, debt, leverage, lowest cash and any shortfall, by year."""
    plan = pages.plan
    years = plan.outcomes.lender.years
    balloons = [year.balloons for year in years]
    least = SMALL_BALLOON * max(month.debt.balance for month in plan.run.months)
    lines = [
        line(pages.say("lender.ebitda"), [year.ebitda for year in years]),
        line(pages.say("lender.service"), [year.debt_service for year in years]),
        _ratios(pages, "lender.dscr", [year.dscr for year in years]),
        *([line(pages.say("lender.balloons"), balloons)] if max(balloons) > least else []),
        line(pages.say("lender.debt"), [year.debt for year in years], "memo"),
        _ratios(pages, "lender.leverage", [year.leverage for year in years]),
        line(pages.say("lender.lowest_cash"), [year.lowest_cash for year in years], "memo"),
        line(pages.say("lender.shortfall"), [year.cash_shortfall for year in years]),
    ]
    kept = [one for one in lines if one.look or any(cell.strip() != NOTHING for cell in one.cells)]
    return [
        *pages.heading("coverage"),
        *pages.picture(charts.coverage(plan, pages.language)),
        *pages.statement(pages.say("lender.title"), pages.heads(plan.outcomes.fiscal_years), kept),
        pages.text("coverage", "note", asked=times(plan.outcomes.lender.least_dscr, language=pages.language)),
    ]


def _ratios(pages: Pages, key: str, values: list[float | None]) -> Line:
    """A line of ratios; a dash where there is none."""
    return Line(
        pages.say(key),
        tuple(amount(0.0) if value is None else times(value, language=pages.language) for value in values),
        "total",
    )
