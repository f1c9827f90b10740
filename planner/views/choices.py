"""What else could the owner do, and what would it bring?"""

import streamlit as st

from planner import charts
from planner.rivals import SALES
from planner.views import rivals_shown, show
from planner.views.ask import ask
from planner.views.explainer import Stop
from planner.views.show import Headline, fold
from planner.words import say
from planner.words.formats import percent

TERMS = ("price", "months", "probability", "costs", "fee", "cash", "note_months", "note_rate", "jobs_kept")
STOPPING = ("months", "receivables", "inventory", "equipment", "pay_months")

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


show.headlines(here, worth("coop"), worth("outsider"), worth("closing_down"))

show.chart(charts.ways_out(here.plan), tabled=lambda: rivals_shown.overview(here.plan))
show.words(
    say(
        "rivals.measured",
        rate=percent(here.scenario.owner.discount_rate),
        fallback=say(f"rivals.fallback.{here.scenario.rivals.fallback}"),
    )
)

show.section("app.choices.each")
names = [way.name for way in here.plan.rivals.ways[1:]]
chosen = st.selectbox(
    say("app.choices.against"),
    names,
    index=names.index("outsider"),
    format_func=lambda name: say(f"rivals.way.{name}"),
    key="rival",
)
rivals_shown.against(here.plan, chosen)
rivals_shown.years(here.plan, chosen)
with fold("app.choices.reasons") as is_open:
    if is_open:
        rivals_shown.reasons(here.plan)

show.section("app.choices.change")
ask("rivals.coop_probability", "rivals.fallback", columns=2)
if chosen in SALES:
    ask(*(f"rivals.{chosen}.{one}" for one in TERMS))
elif chosen == "closing_down":
    ask(*(f"rivals.closing_down.{one}" for one in STOPPING))
elif chosen == "carrying_on":
    ask("rivals.carrying_on.years", columns=1)
