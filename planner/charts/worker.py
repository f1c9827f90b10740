"""One worker's share and account at each fiscal year-end, drawn from that worker's own view."""

from planner.charts.parts import Chart, Series
from planner.words import say
from planner.worker.records import View
from planner.worker.told import Teller


def my_account(view: View, language: str = "en") -> Chart:
    """What this worker holds, year by year: the share paid in, the account, and what is due and not yet paid."""
    teller = Teller(view, language)
    waiting = tuple(year.waiting for year in view.years)
    late = (Series(say("worker.chart.waiting", language), waiting, "debt"),) if any(waiting) else ()
    return Chart(
        key="my_account",
        kind="stacked",
        title=say("worker.chart.title", language),
        takeaway=" ".join(teller.account()[-1:]),
        categories=tuple(year.fiscal_year for year in view.years),
        series=(
            Series(say("worker.chart.share", language), tuple(year.shares for year in view.years), "members"),
            Series(say("worker.chart.account", language), tuple(year.closing for year in view.years), "collective"),
            *late,
        ),
        total=True,
        axis=say("worker.table.year", language),
    )
