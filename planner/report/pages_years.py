"""The co-op by fiscal year: cash, income and balance sheet."""

from reportlab.platypus import Flowable

from planner import charts
from planner.model.calendar import MONTHS_A_YEAR, month_name
from planner.report.pages import Pages
from planner.statements import BALANCE, CASH, INCOME, Period


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
