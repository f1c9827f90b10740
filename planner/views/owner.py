"""What does the owner get, and when, after tax?"""

from planner import charts
from planner.holders import findings as found_holders
from planner.scenario import Kingdom, Rollover, SmallStock, SoldAssets
from planner.views import conditions, holders, show, working
from planner.views.ask import ask
from planner.views.explainer import Stop
from planner.views.show import Headline, fold
from planner.words import say

OWNER = (
    "age",
    "lives_in",
    "filing",
    "spouse_age",
    "entity",
    "basis",
    "other_income",
    "replacement_pay",
    "selling_costs",
)
TAX = (
    "state",
    "state_rate",
    "state_exempt_gain",
    "state_small_business",
    "participates",
    "idle_gain",
    "instalments",
    "test_rate",
    "note_holders",
    "discount_rate",
)
PARTS = {
    "kingdom": tuple(Kingdom.model_fields),
    "assets": tuple(SoldAssets.model_fields),
    "rollover": tuple(Rollover.model_fields),
    "small_stock": tuple(SmallStock.model_fields),
}

here = show.page("app.owner.question")

show.headlines(
    here,
    Headline(
        say("app.owner.at_closing"),
        lambda plan: plan.run.start.opening.seller_cash,
        opens=lambda _: Stop("start", "opening.seller_cash", 0),
    ),
    Headline(
        say("app.owner.cash"),
        lambda plan: plan.seller.totals.cash,
        opens=lambda _: Stop("seller", "totals.cash"),
        note=say("app.owner.cash_note"),
    ),
    Headline(
        say("app.owner.tax"),
        lambda plan: plan.seller.totals.tax_of_sale,
        opens=lambda _: Stop("seller", "totals.tax_of_sale"),
        more_is="inverse",
        note=say("app.owner.tax_note_abroad" if here.scenario.owner.taxed_in_kingdom else "app.owner.tax_note"),
    ),
    Headline(
        say("app.owner.kept"),
        lambda plan: plan.seller.totals.cash_after_tax,
        opens=lambda _: Stop("seller", "totals.cash_after_tax"),
        note=say("app.owner.kept_note"),
    ),
)

show.chart(charts.seller_cash(here.plan))
with fold("app.owner.years") as is_open:
    if is_open:
        working.seller_years(here.plan)
holders.years(here.plan)
with fold("app.owner.ways") as is_open:
    if is_open:
        working.ways_to_sell(here.plan)
with fold("forms.conditions") as is_open:
    if is_open:
        for one in here.plan.form.verdicts:
            conditions.headed(one)
with fold("app.deal.explain") as is_open:
    if is_open:
        show.pick_closing("closing", "loans_opened", "opening")
show.findings(one.said() for one in (*here.plan.seller.findings, *found_holders(here.scenario)))

show.section("app.owner.change")
ask(*(f"owner.{one}" for one in OWNER))
with fold("app.owner.taxes") as is_open:
    if is_open:
        ask(*(f"owner.{one}" for one in TAX))
for part, fields in PARTS.items():
    with fold(f"app.owner.{part}") as is_open:
        if is_open:
            show.words(say(f"app.owner.{part}_help"))
            ask(*(f"owner.{part}.{one}" for one in fields))
