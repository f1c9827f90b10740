"""Charts of the business: what it earned, what it is worth, how it goes on, its cash, debt and coverage."""

from datetime import date

from planner import Plan
from planner.charts.parts import (
    Chart,
    Mark,
    Series,
    by_year,
    dates_from_closing,
    from_closing,
    year_names,
)
from planner.model.calendar import month_name, month_of
from planner.words import say
from planner.words.formats import money, percent, times
from planner.words.formats import month_of as month_of_year

MOST_SERVICE_LEFT_OUT = 0.1  # of the heaviest year's: a last small payment gives a DSCR of hundreds
LOAN_ROLES = {
    "senior": "debt",
    "assumed": "debt",
    "seller": "seller",
    "earn_out": "seller",
    "subordinated": "tax",
    "community": "collective",
}


def when(plan: Plan, month: int, language: str) -> str:
    """A month of the plan as a person says it: March 2027."""
    year, of_year = month_of(plan.scenario.deal.closing, month)
    return month_of_year(date(year, of_year, 1), language=language)


def sales_and_ebitda(plan: Plan, language: str = "en") -> Chart:
    """Sales and EBITDA by fiscal year."""
    sales, ebitda = by_year(plan, "operations.sales"), by_year(plan, "operations.ebitda")
    periods = plan.outcomes.fiscal_years
    whole = [place for place, period in enumerate(periods) if period.whole] or list(range(len(periods)))
    first, last = whole[0], whole[-1]
    margin = sum(ebitda[place] for place in whole) / max(1.0, sum(sales[place] for place in whole))
    return Chart(
        key="sales_and_ebitda",
        kind="bar",
        title=say("charts.sales_and_ebitda.title", language),
        takeaway=say(
            "charts.sales_and_ebitda.one" if first == last else "charts.sales_and_ebitda.several",
            language,
            before=money(sales[first], language=language),
            first=periods[first].label,
            now=money(sales[last], language=language),
            last=periods[last].label,
            margin=percent(margin, language=language, decimals=1),
        ),
        categories=year_names(plan, language),
        series=(
            Series(say("charts.sales", language), sales, "plain"),
            Series(say("charts.ebitda", language), ebitda, "cash"),
        ),
        axis=say("charts.fiscal_year", language),
    )


def cash(plan: Plan, language: str = "en") -> Chart:
    """Cash and the drawn line at each month-end, with the floor."""
    months = plan.run.months
    line = tuple(round(month.treasury.line, 2) for month in months)
    series = [Series(say("charts.cash_line", language), tuple(round(one.treasury.cash, 2) for one in months), "cash")]
    if any(line):
        series.append(Series(say("charts.line_drawn", language), line, "debt"))
    return Chart(
        key="cash",
        kind="line",
        title=say("charts.cash.title", language),
        takeaway=_cash_takeaway(plan, language),
        categories=tuple(month_name(plan.scenario.deal.closing, month) for month in range(len(months))),
        series=tuple(series),
        marks=(Mark(say("charts.floor", language), plan.scenario.business.cash_floor),),
        axis=say("charts.month", language),
    )


def _cash_takeaway(plan: Plan, language: str) -> str:
    lender, floor = plan.outcomes.lender, money(plan.scenario.business.cash_floor, language=language)
    opening = round(plan.run.months[0].treasury.cash, 2)
    if lender.shortfall_month is not None:
        return say(
            "charts.cash.short",
            language,
            month=when(plan, lender.shortfall_month, language),
            worst=money(lender.worst_shortfall, language=language),
            floor=floor,
        )
    opens_below = opening < plan.scenario.business.cash_floor
    key = "opens_below" if opens_below else "with_line" if lender.most_line else "enough"
    return say(
        f"charts.cash.{key}",
        language,
        opening=money(opening, language=language),
        lowest=money(lender.lowest_cash, language=language),
        month=when(plan, lender.lowest_cash_month, language),
        floor=floor,
        most=money(lender.most_line, language=language),
    )


def debt(plan: Plan, language: str = "en") -> Chart:
    """What is owed on each loan at closing and at each fiscal year-end."""
    series = [
        Series(loan.name, from_closing(plan, f"loans.{place}.balance"), LOAN_ROLES[loan.kind])
        for place, loan in enumerate(plan.scenario.deal.loans)
    ]
    line = from_closing(plan, "treasury.line")
    if any(line):
        series.append(Series(say("charts.line", language), line, "plain"))
    owed = [month.debt.balance + month.treasury.line for month in plan.run.months]
    most = max(range(len(owed)), key=owed.__getitem__)
    free = next((month for month in range(most + 1, len(owed)) if owed[month] < 1 and not any(owed[month:])), None)
    figures = {
        "before": money(owed[0], language=language),
        "now": money(owed[-1], language=language),
        "month": when(plan, free or len(owed) - 1, language),
        "most": money(owed[most], language=language),
    }
    ends = "paid" if free else "rest"
    key = "none" if not any(owed) else f"{ends}_after_more" if most else ends
    return Chart(
        key="debt",
        kind="stacked",
        title=say("charts.debt.title", language),
        takeaway=say(f"charts.debt.{key}", language, **figures),
        categories=dates_from_closing(plan, language) if any(owed) else (),
        series=tuple(one for one in series if any(one.values)),
        total=True,
        axis=say("charts.year_end", language),
    )


def coverage(plan: Plan, language: str = "en") -> Chart:
    """DSCR of each whole fiscal year and what lenders commonly ask for; ample years with hardly any debt stay out."""
    lender = plan.outcomes.lender
    floor = lender.least_dscr
    worth_showing = MOST_SERVICE_LEFT_OUT * max((year.debt_service for year in lender.years), default=0.0)
    tested = [
        (year.fiscal_year, year.dscr)
        for year in lender.years
        if year.dscr is not None and (year.debt_service >= worth_showing or year.dscr <= floor)
    ]
    if lender.lowest_dscr is None:
        takeaway = say("charts.coverage.none", language)
    else:
        takeaway = say(
            "charts.coverage.enough" if lender.lowest_dscr >= floor else "charts.coverage.thin",
            language,
            lowest=times(lender.lowest_dscr, language=language),
            year=lender.lowest_dscr_year,
            asked=times(floor, language=language),
        )
    return Chart(
        key="coverage",
        kind="bar",
        title=say("charts.coverage.title", language),
        takeaway=takeaway,
        categories=tuple(year for year, _ in tested),
        series=(Series(say("charts.dscr", language), tuple(dscr for _, dscr in tested), "cash"),),
        unit="ratio",
        marks=(Mark(say("charts.asked", language, asked=times(floor, language=language)), floor),),
        axis=say("charts.fiscal_year", language),
    )
