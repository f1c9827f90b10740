"""What is the business worth, and what does it earn?"""

import streamlit as st

from planner import charts
from planner.statements import INCOME
from planner.views import lists, show, working
from planner.views.ask import ask
from planner.views.explainer import Stop
from planner.views.show import Headline, fold
from planner.words import say
from planner.words.formats import money, month_name

PROFILE = ("name", "business.name", "business.trade", "business.fiscal_year_end_month", "months", "rules_date")
OWNED = ("cash", "receivables", "inventory", "other_assets", "equipment", "equipment_fair", "equipment_tax_basis")
OWED = ("payables", "accrued", "other_liabilities", "debt", "paid_in")
OUTLOOK = ("wage_raise", "inflation", "staffing_growth", "cost_of_sales_fraction")
EQUIPMENT = ("capital_spending", "equipment_life", "remaining_life")
WORKING_CAPITAL = ("receivable_days", "inventory_days", "payable_days", "cash_floor")

here = show.page("app.business.question")
value = here.plan.valuation

show.headlines(
    here,
    Headline(
        say("app.business.middle"),
        lambda plan: plan.valuation.midpoint,
        opens=lambda _: Stop("valuation", "midpoint"),
        note=say("app.business.range", low=money(value.low), high=money(value.high)),
    ),
    Headline(
        say("app.business.ebitda"),
        lambda plan: plan.valuation.weighted.ebitda,
        opens=lambda _: Stop("valuation", "weighted.ebitda"),
        note=say("app.business.ebitda_note"),
    ),
    Headline(
        say("app.business.last_sales"),
        lambda plan: plan.scenario.business.statements[-1].sales,
        note=say("app.business.last_sales_note", year=here.scenario.business.statements[-1].year),
    ),
)

show.chart(charts.valuation_range(here.plan))
with fold("app.working.valuation") as is_open:
    if is_open:
        working.valuation(here.plan)
show.findings(one.said() for one in value.findings)
show.chart(charts.earnings_history(here.plan))
show.chart(charts.sales_and_ebitda(here.plan))
with fold("app.statement.income") as is_open:
    if is_open:
        show.statement(here, "income", INCOME)

show.section("app.business.change")
with fold("app.business.firm") as is_open:
    if is_open:
        ask(*PROFILE)
with fold("app.business.statements") as is_open:
    if is_open:
        show.words(say("app.business.statements_help"))
        lists.edit(lists.statements())
        show.words(say("app.business.add_backs"))
        lists.edit(lists.add_backs())
with fold("app.business.books") as is_open:
    if is_open:
        ask(*(f"business.books.{one}" for one in (*OWNED, *OWED)))
with fold("app.business.outlook") as is_open:
    if is_open:
        ask(*(f"business.{one}" for one in OUTLOOK), columns=2)
        left, right = st.columns(2)
        with left:
            show.words(say("app.business.growth"))
            years = [say("app.plan_year", year=year) for year in range(1, 31)]
            lists.edit(lists.numbers("business.growth", say("app.business.growth_column"), 0.02, fraction=True), years)
        with right:
            show.words(say("app.business.seasons"))
            months = [month_name(month) for month in range(1, 13)]
            lists.edit(lists.numbers("business.seasonality", say("app.business.weight"), 1.0, grows=False), months)
with fold("app.business.equipment") as is_open:
    if is_open:
        ask(*(f"business.{one}" for one in EQUIPMENT))
        ask(*(f"business.{one}" for one in WORKING_CAPITAL), columns=2)
