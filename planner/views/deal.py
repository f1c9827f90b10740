"""What is the price, and who pays it?"""

import streamlit as st

from planner import charts
from planner.redemption import BARRED
from planner.views import (
    compared,
    counted,
    form_meaning,
    holders,
    lists,
    lists_value,
    loan_terms,
    loans,
    show,
    solved,
    state,
    worth,
)
from planner.views.ask import ask, choose, slide
from planner.views.explainer import Stop
from planner.views.show import Headline, fold
from planner.words import say
from planner.words.formats import money, times

COSTS = (
    "inventory_beside",
    "cash_left_in",
    "opening_cash",
    "transaction_costs",
    "advice",
    "support",
    "support_months",
    "goodwill_years",
)
LINE = ("limit", "rate", "unused_fee", "drawn_at_closing", "receivables_advance", "inventory_advance")
PREFERRED = ("amount", "dividend", "limit", "additional")
PEG = ("peg", "agreed", "collar", "trimmed")
REACH = 2.0  # the slider goes to so many times the price of the plan as opened

here = show.page("app.deal.question")
plug = here.scenario.deal.plug

show.headlines(
    here,
    Headline(
        say("app.deal.price"), lambda plan: plan.scenario.deal.price, more_is="off", note=say("app.deal.price_note")
    ),
    Headline(
        say("app.deal.to_seller"),
        lambda plan: plan.run.start.opening.seller_cash,
        opens=lambda _: Stop("start", "opening.seller_cash", 0),
        note=say("app.deal.to_seller_note"),
    ),
    Headline(
        loans.source_name(plug),
        lambda plan: plan.run.start.closing.plug,
        more_is="off",
        opens=lambda _: Stop("start", "closing.plug", 0),
        note=say("app.deal.plug_note"),
    ),
    Headline(
        say("app.cash.lowest_dscr"),
        lambda plan: plan.outcomes.lender.lowest_dscr,
        times,
        opens=show.lowest_dscr,
        note=show.year_of_lowest_dscr(here.plan),
    ),
)

left, right = st.columns([2, 1], vertical_alignment="bottom")
with left:
    slide("deal.price", REACH * max(here.opened.scenario.deal.price, 1.0))
with right:
    ask("deal.price", columns=1)

show.findings(one.said() for one in here.plan.redemptions.findings if one.key in BARRED)

show.chart(charts.sources_and_uses(here.plan), tabled=lambda: compared.closing_day(here.plan))
with fold("app.deal.explain") as is_open:
    if is_open:
        show.pick_closing("closing", "opening", "revalued")

show.chart(charts.price_bridge(here.plan), tabled=lambda: worth.price(here.plan))
worth.findings(here.plan, ("price",))
with fold("app.deal.debt_like") as is_open:
    if is_open:
        show.words(say("app.deal.debt_like_help"))
        lists.edit(lists_value.debt_like())
with fold("app.deal.peg") as is_open:
    if is_open:
        worth.peg(here.plan)
        ask(*(f"deal.working_capital.{one}" for one in PEG), columns=2)
        show.words(say("app.deal.month_ends"))
        lists.edit(lists_value.month_ends(), [show.month_name_of(here.plan, month) for month in range(-11, 1)])

show.section("app.deal.terms")
ask("deal.form", "deal.closing", columns=2)
choose("deal.plug", [*(loan["name"] for loan in state.entered_at("deal.loans")), "preferred"])
with fold("app.deal.forms") as is_open:
    if is_open:
        compared.forms(here)
with fold("app.deal.costs") as is_open:
    if is_open:
        ask(*(f"deal.{one}" for one in COSTS))
with fold("app.solved.heading") as is_open:
    if is_open:
        solved.ask(here)

form_meaning.section(here.plan)

show.section("app.deal.loans")
show.words(say("app.deal.loans_help", plug=loans.source_name(plug), amount=money(here.plan.run.start.closing.plug)))
loans.table(here)
loans.edit(here)
with fold("app.deal.preferred") as is_open:
    if is_open:
        ask(*(f"deal.preferred.{one}" for one in PREFERRED), "deal.grants", columns=2)
with fold("app.deal.line") as is_open:
    if is_open:
        ask(*(f"deal.line.{one}" for one in (*LINE, *(f"backing.{name}" for name in loan_terms.BACKING))))

show.section("lending.heading")
counted.parts(here)

with fold("app.holders.heading") as is_open:
    if is_open:
        holders.section(here.plan)

show.chart(charts.opening_bridge(here.plan))
with fold("app.deal.opening") as is_open:
    if is_open:
        compared.opening_sheet(here.plan)
