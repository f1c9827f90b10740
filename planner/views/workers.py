"""What do the workers pay, hold and get?"""

import streamlit as st

from planner import charts
from planner.views import classes, currency_shown, form_meaning, lists, people, redeemed, roster_paste, show
from planner.views.ask import ask
from planner.views.explainer import Stop
from planner.views.show import Headline, fold
from planner.words import say
from planner.words.formats import heads, money

SHARE = (
    *("member_share", "down_payment", "deduction_months", "pay_period", "seller_gift", "entry_fee_fraction"),
    *("share_lender", "share_loan_rate"),
)
PEOPLE = ("candidacy_months", "turnover", "deaths", "retirement_age", "added_join", "drawn")
SURPLUS = (
    "surplus_basis",
    "collective_fraction",
    "cash_fraction",
    "payout_months",
    "qualified",
    "losses_made_good",
    "state_tax_rate",
)
ACCOUNTS = ("revolving_years", "redemption_years", "redemption_rate", "most_redeemed", "solvency_by", "retired_first")

here = show.page("app.workers.question")
typical, coop = here.plan.outcomes.worker, here.plan.scenario.coop

show.headlines(
    here,
    Headline(
        say("app.workers.joining"),
        lambda plan: plan.outcomes.worker.paid_at_joining,
        opens=lambda _: Stop("worker", "paid_at_joining"),
        more_is="inverse",
        note=say("app.workers.share_of", share=money(typical.member_share)),
    ),
    Headline(
        say("app.workers.deduction"),
        lambda plan: plan.outcomes.worker.each_deduction,
        lambda amount: money(amount, decimals=2),
        opens=lambda _: Stop("worker", "each_deduction"),
        more_is="inverse",
        note=say(f"app.workers.{'to_lender' if coop.share_lender else 'to_co_op'}", number=typical.deductions),
    ),
    Headline(
        say("app.workers.accounts"),
        lambda plan: plan.run.months[-1].members.accounts,
        opens=lambda plan: Stop("now", "members.accounts", plan.scenario.months),
        note=say("app.workers.founders", members=heads(typical.founding_members)),
    ),
)
st.warning(say("app.workers.risk"), icon=":material/info:")

form_meaning.patronage(here.plan)
people.one(here.plan)
show.chart(charts.equity(here.plan))
show.chart(charts.surplus_split(here.plan))
show.chart(charts.leavers(here.plan))
redeemed.shown(here.plan)
with fold("app.workers.everybody") as is_open:
    if is_open:
        people.everybody(here.plan)

if here.plan.scenario.membership.classes:
    show.section("app.classes.heading")
    classes.shown(here.plan)

if here.plan.circulation.years:
    show.section("app.currency.heading")
    currency_shown.shown(here.plan)

show.section("app.workers.change")
ask(*(f"coop.{one}" for one in SHARE))
with fold("app.workers.roster") as is_open:
    if is_open:
        show.words(say("app.workers.roster_help"))
        lists.edit(lists.workers())
        roster_paste.panel()
with fold("app.workers.joining_leaving") as is_open:
    if is_open:
        ask(*(f"workforce.{one}" for one in PEOPLE))
        show.words(say("app.workers.waves"))
        lists.edit(lists.waves())
        show.words(say("app.workers.tenures"))
        lists.edit(lists.tenures())
with fold("app.workers.surplus") as is_open:
    if is_open:
        ask(*(f"coop.{one}" for one in SURPLUS))
with fold("app.workers.redemption") as is_open:
    if is_open:
        ask(*(f"coop.{one}" for one in ACCOUNTS))
        show.words(say("app.workers.vesting"))
        lists.edit(lists.vesting())
        ask("coop.vesting_of_shares")
with fold("app.currency.edit") as is_open:
    if is_open:
        show.words(say("app.currency.help"))
        currency_shown.edit()
with fold("app.classes.edit") as is_open:
    if is_open:
        classes.edit()
