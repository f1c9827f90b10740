"""Can the business carry it, month by month?"""

from planner import charts
from planner.statements import BALANCE, CASH, INCOME
from planner.views import show
from planner.views.ask import ask
from planner.views.explainer import Stop
from planner.views.show import Headline, fold
from planner.words import say
from planner.words.formats import times

LINE = ("limit", "rate", "unused_fee", "receivables_advance", "inventory_advance")

here = show.page("app.cash.question")
lender = here.plan.outcomes.lender
last = len(here.plan.run.months) - 1

show.headlines(
    here,
    Headline(
        say("app.cash.lowest"),
        lambda plan: plan.outcomes.lender.lowest_cash,
        opens=lambda _: Stop("lender", "lowest_cash"),
        note=say("app.cash.in_month", month=show.month_name_of(here.plan, lender.lowest_cash_month)),
    ),
    Headline(
        say("app.cash.lowest_dscr"),
        lambda plan: plan.outcomes.lender.lowest_dscr,
        times,
        opens=show.lowest_dscr,
        note=show.year_of_lowest_dscr(here.plan),
    ),
    Headline(
        say("app.cash.final_debt"),
        lambda plan: plan.outcomes.lender.years[-1].debt,
        more_is="inverse",
        opens=lambda plan: Stop("lender", "debt", plan.outcomes.fiscal_years[-1].last),
        note=say("app.cash.in_month", month=show.month_name_of(here.plan, last)),
    ),
)

show.chart(charts.cash(here.plan))
show.chart(charts.coverage(here.plan))
with fold("app.cash.lender") as is_open:
    if is_open:
        show.lender_years(here.plan)
show.chart(charts.debt(here.plan))
show.chart(charts.surplus_split(here.plan))

show.section("app.statement.heading")
for name, rows in (("income", INCOME), ("cash", CASH), ("balance", BALANCE)):
    with fold(f"app.statement.{name}") as is_open:
        if is_open:
            show.statement(here, name, rows)

show.section("app.cash.change")
ask("business.cash_floor", "months", columns=2)
with fold("app.deal.line") as is_open:
    if is_open:
        ask(*(f"deal.line.{one}" for one in LINE))
