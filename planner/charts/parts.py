"""What a chart is made of, apart from how it is drawn."""

from typing import NamedTuple

from planner import Plan
from planner.statements import Period, Row, amount
from planner.words import say
from planner.words.formats import figure, percent, times

MONTHS_A_YEAR = 12


class Series(NamedTuple):
    """One thing shown over the categories; its role picks its colour."""

    label: str
    values: tuple[float, ...]
    role: str


class Mark(NamedTuple):
    """A line across the chart at one value: the cash floor, the coverage lenders ask for, the price."""

    label: str
    value: float


class Bar(NamedTuple):
    """One step of a roadmap: it starts so many months after the first category and takes so many."""

    label: str
    start: float
    length: float
    row: str
    role: str


class Chart(NamedTuple):
    """What is shown, in words and figures.

    line: each series over the categories. bar: series side by side; rows: the same as lying bars. stacked: series on
    one another, those below zero downwards; `total` asks for the sum over each stack. waterfall: one series of steps,
    of which the first and, with `total`, the last are levels measured from zero. range: series low, middle, high, a
    row for each category, marks upright. gantt: bars over the categories, which are months; a mark's value is a place
    among them.
    """

    key: str
    kind: str  # line | bar | rows | stacked | waterfall | range | gantt
    title: str
    takeaway: str  # one sentence, with figures
    categories: tuple[str, ...]
    series: tuple[Series, ...] = ()
    unit: str = "money"  # money | ratio | fraction | months
    marks: tuple[Mark, ...] = ()
    bars: tuple[Bar, ...] = ()
    total: bool = False
    axis: str = ""  # what the categories are


def table_of(chart: Chart, language: str = "en") -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The chart as a table beside it: headings, and a row for each category (or step), written out."""
    if chart.kind == "gantt":
        heads = (chart.axis, say("charts.from", language), say("charts.to", language), say("charts.months", language))
        return heads, [
            (
                bar.label,
                chart.categories[int(bar.start)],
                chart.categories[int(max(bar.start, bar.start + bar.length - 1))],
                f"{bar.length:g}",
            )
            for bar in chart.bars
        ]
    written = {"ratio": times, "fraction": percent}.get(chart.unit, figure)
    with_total = chart.total and chart.kind == "stacked"
    totals = (say("charts.total", language),) if with_total else ()
    rows = []
    for place, category in enumerate(chart.categories):
        values = [series.values[place] for series in chart.series]
        last = (written(sum(values)),) if with_total else ()
        rows.append((category, *(written(value) for value in values), *last))
    return (chart.axis, *(series.label for series in chart.series), *totals), rows


def year_name(period: Period, language: str) -> str:
    """A fiscal year on an axis, with its months where it is not whole."""
    if period.whole:
        return period.label
    return say("charts.part_of_year", language, year=period.label, months=period.last - period.first + 1)


def by_year(plan: Plan, name: str, *, stock: bool = False, sign: float = 1.0) -> tuple[float, ...]:
    """One line of the months by fiscal year: a flow added up, a stock at the end."""
    row = Row(name, sign, stock)
    return tuple(amount(plan.run.months, row, period) for period in plan.outcomes.fiscal_years)


def from_closing(plan: Plan, name: str) -> tuple[float, ...]:
    """One stock at closing and at each fiscal year-end."""
    opening = Period("", 0, 0, whole=False)
    return (amount(plan.run.months, Row(name, stock=True), opening), *by_year(plan, name, stock=True))


def year_names(plan: Plan, language: str) -> tuple[str, ...]:
    """The fiscal years of the plan, as written on an axis."""
    return tuple(year_name(period, language) for period in plan.outcomes.fiscal_years)


def dates_from_closing(plan: Plan, language: str) -> tuple[str, ...]:
    """The closing day and the fiscal years, as written on an axis."""
    return (say("charts.closing", language), *year_names(plan, language))
