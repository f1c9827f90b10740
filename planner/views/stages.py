"""Who owns and who decides, and when?"""

import streamlit as st

from planner import Plan, charts
from planner.report.stages_tables import CLOSINGS, VOICES, Stages
from planner.scenario import MATTERS
from planner.stakes import patterns, told
from planner.views import dividends, explainer, lists, lists_stages, show, state
from planner.views.ask import ask
from planner.views.explainer import Stop
from planner.views.plain import plain
from planner.views.show import Headline, fold
from planner.words import say
from planner.words.formats import percent

here = show.page("app.stages.question")
found, tables = here.plan.stakes, Stages(here.plan)


def late(plan: Plan) -> float | None:
    """Months by which the latest closing slips."""
    return float(max((one.late or 0 for one in plan.stakes.closings), default=0))


def preset(at_once: bool) -> None:
    """Fill in a pattern, and say what it changed."""
    plan = state.desk().plan
    opened = plan.run.start.closing.for_all_shares
    pattern = patterns.at_once(plan.scenario) if at_once else patterns.in_steps(plan.scenario, opened)
    state.change_all(pattern.values)
    state.desk().notices += [one.said() for one in pattern.said]


show.headlines(
    here,
    Headline(
        say("app.stages.held"),
        lambda plan: plan.stakes.ramp[0].shares,
        percent,
        opens=lambda _: Stop("stakes", "ramp.shares", 0),
        note=say("app.stages.held_note"),
    ),
    Headline(
        say("app.stages.whole"),
        lambda plan: plan.stakes.ramp[-1].shares,
        percent,
        opens=lambda plan: Stop("stakes", "ramp.shares", plan.scenario.months),
        note=say("app.stages.whole_note"),
    ),
    Headline(say("app.stages.late"), late, "{:.0f}".format, more_is="inverse", note=say("app.stages.late_note")),
)

show.findings(one.said() for one in found.findings)

show.section("stakes.preset.heading")
show.words(say("stakes.preset.lead"))
with st.container(horizontal=True):
    st.button(
        say("stakes.preset.at_once"), key="preset.at_once", on_click=preset, args=(True,), disabled=not found.in_stages
    )
    st.button(say("stakes.preset.steps"), key="preset.steps", on_click=preset, args=(False,))

if found.in_stages:
    show.chart(charts.ramps(here.plan))
    months = {told.month_name(here.scenario, month): month for month in range(len(found.ramp))}
    explainer.pick(
        "ramp", {say(f"stakes.ramp.{name}"): ("stakes", f"ramp.{name}") for name in found.ramp[0]._fields}, months
    )
    show.section("app.stages.closings")
    show.table(tables.heads(CLOSINGS), tables.closings(), words=len(CLOSINGS))
    show.section("app.stages.voices")
    short = tuple(name for name in VOICES if name != "asks")
    left_out = VOICES.index("asks")
    rows = [(*row[:left_out], *row[left_out + 1 :]) for row in tables.voices()]
    show.table(tables.heads(short), rows, words=len(short))
    for one in found.voices:
        show.words(say("stakes.asks", number=one.number, what=told.asked_of_seller(one)))
    dividends.section(here.plan)
else:
    show.words(told.answer(here.scenario, found))

boards = told.boards(here.scenario, found)
if boards:
    show.section("stakes.board.heading")
    for said in boards:
        show.words(said.said())

show.section("app.stages.change")
ask("deal.bought_at_closing", "deal.incorporated_in", columns=2)
show.words(say("app.stages.closings_help"))
lists.edit(lists_stages.later_closings())
ask("deal.kept_shares.dividend", "deal.kept_shares.control", "deal.kept_shares.patronage_above")
with fold("app.stages.board") as is_open:
    if is_open:
        ask(*(f"governance.{one}" for one in ("seats", "other_seats", "kept_seats")), "bylaws.all_serve_up_to")
        show.words(say("app.stages.voices_help"))
        lists.edit(lists_stages.voices())
        show.words(plain(say("app.stages.matters_help")))
        ask(*(f"governance.{one}" for one in MATTERS))
