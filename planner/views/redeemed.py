"""Redemptions: what falls due against the cash debt leaves, who waits, and when the law bars a payment."""

from planner import Plan, charts
from planner.redemption import told
from planner.views import show
from planner.words import say
from planner.words.formats import figure

COLUMNS = ("due", "paid", "waiting", "owed", "free")


def shown(plan: Plan) -> None:
    """The chart, the law's bar in words, and the queue by year of leaving."""
    found = plan.redemptions
    show.chart(charts.redemptions(plan), tabled=lambda: _years(plan))
    for sentence in told(plan.run, plan.dates, found):
        show.words(sentence)
    if found.cohorts:
        with show.fold("app.workers.queue") as is_open:
            if is_open:
                _queue(plan)


def _years(plan: Plan) -> None:
    heads = [say(f"redemption.head.{name}") for name in ("fiscal_year", *COLUMNS)]
    show.table(
        heads,
        [(year.fiscal_year, *(figure(getattr(year, name)) for name in COLUMNS)) for year in plan.redemptions.years],
    )


def _queue(plan: Plan) -> None:
    """What each cohort is owed at each fiscal year-end."""
    ends = [period.label for period in plan.outcomes.fiscal_years]
    rows = []
    for cohort in plan.redemptions.cohorts:
        before = ends.index(cohort.fiscal_year)
        owed = [""] * before + [figure(one) for one in cohort.owed]
        rows.append((cohort.fiscal_year, *(owed + [""] * len(ends))[: len(ends)]))
    show.table([say("redemption.left_in"), *ends], rows)
