"""What each holder of the company is paid, by calendar year."""

from planner import Plan, holders
from planner.charts.parts import Chart, Series
from planner.words import say


def holders_paid(plan: Plan, language: str = "en") -> Chart:
    """Cash of each holder on one another; nothing where the owner holds the company alone."""
    found = plan.holders
    title, axis = say("holders.title", language), say("charts.calendar_year", language)
    if found is None:
        return Chart("holders_paid", "stacked", title, say("holders.nothing", language), ())
    series = tuple(
        Series(one.name, tuple(year[place].cash for year in found.by_year), "seller" if place % 2 == 0 else "cash")
        for place, one in enumerate(found.payouts)
    )
    return Chart(
        key="holders_paid",
        kind="stacked",
        title=title,
        takeaway=holders.told(found, language),
        categories=tuple(map(str, found.years)),
        series=series,
        total=True,
        axis=axis,
    )
