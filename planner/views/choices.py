"""What else could the owner do, and what would it bring?"""

import streamlit as st

from planner import charts
from planner.charts.rivals import AGAINST
from planner.rivals import BY_THE_COMPANY, SALES, asked_as
from planner.views import rivals_shown, show
from planner.views.ask import ask
from planner.views.explainer import Stop
from planner.views.show import Headline, fold
from planner.words import say
from planner.words.formats import percent

TERMS = ("price", "months", "probability", "costs", "sunk", "fee", "retainer", "cash", "note_months", "note_rate")
ASKED = {
    "closing_down": ("months", "receivables", "inventory", "equipment", "pay_months", "premium"),
    "carrying_on": ("years", "premium"),
    "b_corporation": ("years", "set_up", "yearly_cost", "premium"),
}

here = show.page("app.choices.question")


def worth(name: str) -> Headline:
    """A headline: what one way is worth today, weighed by its chance."""
    return Headline(
        say(f"rivals.way.{name}"),
        lambda plan: found.value if (found := plan.rivals.way(name).expected) else None,
        opens=lambda plan: Stop("rival", f"{name}.expected.value") if plan.rivals.way(name).expected else None,
        note=say("app.choices.weighed"),
        nothing="app.none",
    )


def earned(line: str) -> Headline:
    """A headline: what choosing the workers earns against a buyer from outside."""
    return Headline(
        say(f"app.choices.{line}"),
        lambda plan: getattr(found, line) if (found := plan.rivals.difference("outsider")) else None,
        opens=lambda plan: Stop("rival", f"outsider.difference.{line}") if plan.rivals.difference("outsider") else None,
        note=say("app.choices.earned"),
        nothing="app.none",
    )


show.headlines(here, worth("coop"), earned("certain"), earned("same_day"))

show.chart(charts.ways_out(here.plan), tabled=lambda: rivals_shown.overview(here.plan))
show.words(
    say(
        "rivals.measured",
        rate=percent(here.scenario.owner.discount_rate),
        fallback=say(f"rivals.fallback.{here.scenario.rivals.fallback}"),
    )
)
show.words(say("rivals.losses"))
if here.scenario.owner.taxed_in_kingdom:
    show.words(say("seller.kingdom.not_worked_out"))

show.section("app.choices.each")
names = [way.name for way in here.plan.rivals.ways[1:]]
chosen = st.selectbox(
    say("app.choices.against"),
    names,
    index=names.index(AGAINST),
    format_func=lambda name: say(f"rivals.way.{name}"),
    key="rival",
)
rivals_shown.against(here.plan, chosen)
rivals_shown.years(here.plan, chosen)
with fold("app.choices.reasons") as is_open:
    if is_open:
        rivals_shown.reasons(here.plan)
        show.findings(one.said() for one in here.plan.rivals.findings)
with fold("app.choices.after_tax") as is_open:
    if is_open:
        rivals_shown.after_tax(here.plan)
if here.plan.rivals.way(chosen).debts is not None:
    with fold("app.choices.debts") as is_open:
        if is_open:
            rivals_shown.debts(here.plan, chosen)

show.section("app.choices.change")
ask("rivals.coop_probability", "rivals.coop_sunk", "rivals.coop_premium", "rivals.fallback", columns=2)
if chosen in SALES:
    lent = ("bank_months", "bank_rate") if chosen in BY_THE_COMPANY else ()
    own = ("rivals.outsider_buys",) if chosen == AGAINST else ()
    ask(*(f"rivals.{asked_as(chosen)}.{one}" for one in (*TERMS, *lent, "jobs_kept", "premium")), *own)
else:
    ask(*(f"rivals.{chosen}.{one}" for one in ASKED.get(chosen, ())))
