"""How much the business can carry: a figure is chosen, sought among hundreds of plans, and may be put into the plan."""

import json
from typing import Any

import streamlit as st

from planner.faults import Faulty
from planner.fields import MOST_MONTHS, bounds
from planner.scenario import Covenants, Scenario
from planner.scenario.targets import TARGETS
from planner.solve import Answer, figures, solve, told
from planner.solve.told import shown
from planner.views import explainer, show, state
from planner.views.plain import plain
from planner.words import say

KEPT = "solved"  # in the session: for which scenario, and the answer or its faults
ANSWERS = "solved.answers"  # in the session: the last answer to each question
DSCR_STEP = 0.05


def ask(here: state.Desk) -> None:
    """What is sought and on which terms; then the answer, as long as the plan is the one it was found for."""
    show.words(say("app.solved.help"))
    first, second, third = st.columns([2, 1, 1], vertical_alignment="bottom")
    with first:
        target = st.selectbox(
            say("app.solved.target"), TARGETS, format_func=lambda one: say(f"app.solved.choice.{one}"), key="solved.for"
        )
    with second:
        dscr = st.number_input(
            say("app.solved.dscr"),
            *bounds(Covenants.model_fields["least_dscr"]),
            here.scenario.deal.covenants.least_dscr or here.plan.outcomes.lender.least_dscr,
            DSCR_STEP,
            key="solved.dscr",
        )
    with third:
        patience = st.number_input(
            say("app.solved.patience"),
            0,
            MOST_MONTHS,
            None,
            key="solved.patience",
            help=plain(say("app.solved.patience_help")),
        )
    if st.button(say("app.solved.run"), key="solved.run", type="primary", icon=":material/search:"):
        with st.spinner(plain(say("app.solved.working"))):
            found = _sought(here.scenario, target, dscr, patience)
            st.session_state[KEPT] = (here.scenario, found)
            if isinstance(found, Answer):
                answered = st.session_state.setdefault(ANSWERS, {})
                answered[target] = (here.scenario, found)
    if KEPT in st.session_state:
        _show(here, *st.session_state[KEPT])


def _sought(scenario: Scenario, target: Any, dscr: float, patience: int | None) -> Answer | Faulty:
    try:
        return state.worked_out(lambda: solve(scenario, target, least_dscr=dscr, patience=patience))
    except Faulty as fault:
        return fault


def _show(here: state.Desk, scenario: Scenario, found: Answer | Faulty) -> None:
    if isinstance(found, Faulty):
        if here.scenario == scenario:
            st.error("\n\n".join(plain(show.in_titles(one)) for one in found.faults), icon=":material/error:")
        return
    if not _fits(here, scenario, found):
        return
    answer, *rest = told(found)
    st.markdown(f"**{plain(answer)}**")
    st.markdown("\n".join(f"- {plain(one)}" for one in rest))
    with st.container(horizontal=True):
        for place, one in enumerate(figures(found)):
            value = shown(found, one.at)
            explainer.button(
                say(f"app.solved.figure.{one.name}", value=value),
                explainer.Stop(one.place, one.line, one.month),
                f"solved.explain.{place}",
                explainer.Another(one.scenario, say(f"app.solved.plan_at.{found.question.target}", value=value)),
            )
    changes, in_use = _changes(found), _in_use(here, scenario, found)
    if changes and in_use:
        st.success(plain(say("app.solved.in_use")), icon=":material/check:")
    elif changes:
        st.button(
            plain(say("app.solved.use", value=shown(found, found.value or 0.0))),
            key="solved.use",
            icon=":material/input:",
            on_click=state.change_all,
            args=(changes,),
        )


def answers(here: state.Desk) -> tuple[Answer, ...]:
    """What was found in this session for the plan as it stands, in the order of the questions."""
    held = st.session_state.get(ANSWERS, {})
    return tuple(held[one][1] for one in TARGETS if one in held and _fits(here, *held[one]))


def _fits(here: state.Desk, scenario: Scenario, found: Answer) -> bool:
    """Whether an answer is about the plan as it stands: asked of it, or put into it."""
    return here.scenario == scenario or _in_use(here, scenario, found)


def _in_use(here: state.Desk, scenario: Scenario, found: Answer) -> bool:
    return here.entered == _with(scenario, _changes(found))


def _changes(found: Answer) -> dict[str, float]:
    return {} if found.value is None else found.question.changes(found.value)


def _with(scenario: Scenario, changes: dict[str, float]) -> state.Data:
    """A scenario's entries with the value found among them."""
    entered: state.Data = json.loads(scenario.model_dump_json())
    for path, value in changes.items():
        state.put(entered, path, value)
    return entered
