"""Will a lender say yes?"""

import streamlit as st

from planner import charts
from planner.coverage import told
from planner.views import counted, covenants, dividends, paid_first, show
from planner.views.ask import ask
from planner.views.plain import plain
from planner.views.show import Headline, fold
from planner.words import say
from planner.words.formats import times

here = show.page("app.lender.question")
read, months = here.plan.coverage, told.Months(here.scenario.deal.closing)
tightest = told.tightest(read.covenants)

show.headlines(
    here,
    Headline(
        say("app.lender.lowest"),
        lambda plan: plan.outcomes.lender.lowest_dscr,
        times,
        opens=show.lowest_dscr,
        note=show.year_of_lowest_dscr(here.plan),
    ),
    Headline(
        say(f"app.lender.{covenants.how_far(tightest)}"),
        covenants.least_fall,
        told.fall_written,
        opens=lambda plan: covenants.opens(told.tightest(plan.coverage.covenants)),
        note=covenants.note(tightest, months),
        nothing="app.lender.not_tested",
    ),
    Headline(
        say("app.lender.refinancing"),
        lambda plan: sum(one.amount for one in plan.coverage.refinancing),
        more_is="inverse",
        note=say("app.lender.refinancing_note"),
    ),
)
covenants.verdict(read, here.plan, months)

show.chart(charts.covenants(here.plan))

show.section("app.lender.covenants")
covenants.table(here.plan)
covenants.rooms(here.plan, months)
with fold("app.lender.meaning") as is_open:
    if is_open:
        covenants.meaning(here.plan, months)
with fold("app.lender.every_test") as is_open:
    if is_open:
        covenants.every_test(here.plan, months)

show.section("app.lender.past")
show.words(told.historical(read.historical, months))
show.words(told.after_standbys(read.after_standbys, months))
st.caption(plain(say("lender.historical.rule")))
with fold("app.lender.past_years") as is_open:
    if is_open:
        covenants.past(here.plan)

if here.plan.stakes.in_stages:
    dividends.section(here.plan)

show.section("app.lender.needs")
for need in read.refinancing:
    show.words(told.need(need, months))
if not read.refinancing:
    show.words(say("lender.need.none"))

show.section("app.lender.paid_first")
show.words(told.firm_order(here.scenario))
show.words(say("lender.paid_first.gates"))
paid_first.waits(here.plan, months)
paid_first.table(here.plan)

show.section("lending.heading")
counted.parts(here)

show.section("app.lender.change")
show.words(say("app.lender.covenants_help"))
ask(*(f"deal.covenants.{name}" for name in ("tested", "tested_from", "cure_months", "equity_cure")), columns=2)
ask(*(f"deal.covenants.{name}" for name in covenants.LIMITS))
covenants.own()
show.words(say("app.lender.order_help"))
paid_first.order(paid_first.FIRM_ORDER)
show.words(say("app.lender.order_behind"))
paid_first.order(paid_first.ORDER)
ask("deal.payout.sweep", columns=3)
paid_first.in_breach()
