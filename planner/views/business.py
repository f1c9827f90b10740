"""What is the business worth, and what does it earn?"""

import streamlit as st

from planner import charts
from planner.statements import INCOME
from planner.views import lists, lists_value, show, worth
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
REPLACED = ("owner.replacement_pay", "owner.second_replacement_pay", "business.largest_customer")
MULTIPLES = ("industry", "sde_multiple", "ebitda_multiple", "multiple_spread")
RATES = ("capitalisation_rate", "discount_rate", "rate_spread", "growth", "timing", "tax_rate")
FLOW = ("forecast_years", "terminal", "exit_multiple")
PART = ("fraction_sold", "minority_discount", "marketability_discount")
WEIGHTS = ("sde_multiple", "ebitda_multiple", "capitalised_earnings", "discounted_cash_flow", "net_assets")

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

show.chart(charts.valuation_range(here.plan), tabled=lambda: worth.methods(here.plan))
for heading, table in (("forecast", worth.forecast), ("net_assets", worth.net_assets), ("price", worth.price)):
    with fold(f"app.worth.fold.{heading}") as is_open:
        if is_open:
            table(here.plan)
worth.findings(here.plan, ("no_appraisal", "value"))

show.chart(charts.earnings_history(here.plan), tabled=lambda: worth.earnings(here.plan))
with fold("app.worth.fold.add_backs") as is_open:
    if is_open:
        worth.add_backs(here.plan)
worth.findings(here.plan, ("earnings", "add_backs"))

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
        show.words(say("app.business.of_the_years"))
        years = [str(one.year) for one in here.scenario.business.statements]
        lists.edit(lists_value.of_the_years(), years)
        ask(*REPLACED)
with fold("app.business.add_backs_edit") as is_open:
    if is_open:
        show.words(say("app.business.add_backs"))
        lists.edit(lists_value.add_backs())
with fold("app.business.valuing") as is_open:
    if is_open:
        show.words(say("app.business.valuing_help"))
        ask(*(f"value.{one}" for one in MULTIPLES), columns=2)
        ask(*(f"value.{one}" for one in (*RATES, *FLOW)))
        show.words(say("app.business.weights"))
        ask(*(f"value.weights.{one}" for one in WEIGHTS))
        show.words(say("app.business.fair_items"))
        lists.edit(lists_value.fair_items())
        show.words(say("app.business.part"))
        ask(*(f"value.{one}" for one in PART))
with fold("app.business.books") as is_open:
    if is_open:
        ask(*(f"business.books.{one}" for one in (*OWNED, *OWED)), "business.books_month")
with fold("app.business.outlook") as is_open:
    if is_open:
        ask(*(f"business.{one}" for one in OUTLOOK), columns=2)
        ask("business.platform.bookings", columns=2)
        if here.scenario.business.platform.bookings:
            show.words(say("app.business.take_rates"))
            lists.edit(lists.numbers("business.platform.take_rates", say("app.business.take_rate"), 0.2, fraction=True))
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
