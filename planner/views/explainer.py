"""Any figure opened to how it was worked out: in words, in figures, and its parts, each of which opens in turn.

The way taken stands above, each stop a button back. The way ends at inputs, each with its page, and at figures of
the law with their source and date.
"""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from planner import Plan
from planner.explain import Part, explain, part
from planner.faults import Faulty
from planner.origins import title
from planner.places import Rule
from planner.scenario import Scenario
from planner.statements import Period, Row
from planner.views import state
from planner.views.plain import plain
from planner.words import say
from planner.words.formats import day

WAY = "explainer.way"
ASKED = "explainer.asked"
ANOTHER = "explainer.another"  # in the session: a plan beside the desk's, in which a figure stands, and what it is
PAGES = {
    "deal": "deal",
    "coop": "workers",
    "workforce": "workers",
    "owner": "owner",
    "rivals": "choices",
    "bylaws": "rules",
}
OF_THE_LENDER = ("deal.covenants", "deal.payout")
OF_STAGES = ("governance", "deal.bought_at_closing", "deal.later_closings", "deal.kept_shares")


class Stop(NamedTuple):
    """A figure that can be opened, by the place, name and month that `planner.explain` knows it by."""

    place: str
    name: str
    month: int = 0


class Another(NamedTuple):
    """A plan that is not on the desk: its scenario, and in words what it is."""

    scenario: Scenario
    said: str


def button(name: str, stop: Stop, key: str, another: Another | None = None) -> None:
    """A button that opens one figure, of the desk's plan or of another one; that one's name stands on it."""
    st.button(
        plain(name) if another else say("app.explain.open"),
        key=key,
        help=plain(say("app.explain.open_help", name=name)),
        type="tertiary",
        icon=":material/account_tree:",
        on_click=_open,
        args=(stop, another),
    )


def pick(key: str, lines: Mapping[str, tuple[str, str]], times: Mapping[str, int] | None = None) -> None:
    """Choose one figure of a table, by line (its place and name) and time, and open it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        line = _chosen(say("app.statement.line"), lines, f"line.{key}", 320)
        time = _chosen(say("app.statement.period"), times, f"period.{key}", 200) if times else None
        place, name = lines[line]
        button(line, Stop(place, name, times[time] if times and time else 0), f"explain.{key}")


def place_of(row: Row, period: Period) -> tuple[str, str]:
    """Where the figure of one row of a statement stands: a stock or a month's flow, or a year's sum."""
    return ("now" if row.stock or period.first == period.last else "year", row.name)


def show() -> None:
    """Open the dialogue, when a figure has been asked for."""
    if st.session_state.pop(ASKED, False):
        st.dialog(say("app.explain.title"), width="medium")(_content)()


def _chosen(label: str, options: Mapping[str, object], key: str, width: int) -> str:
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)
    return st.selectbox(label, list(options), key=key, width=width)


def _open(stop: Stop, another: Another | None) -> None:
    """Open a figure; another plan than the desk's is worked out now, since few are ever opened."""
    try:
        st.session_state[ANOTHER] = another and (state.planned(another.scenario), another.said)
    except Faulty as fault:
        state.desk().notices += fault.faults
        return
    st.session_state[WAY] = [stop]
    st.session_state[ASKED] = True


def _deeper(stop: Stop) -> None:
    st.session_state[WAY] = [*st.session_state[WAY], stop]


def _back(length: int) -> None:
    st.session_state[WAY] = st.session_state[WAY][:length]


def _content() -> None:
    way: list[Stop] = st.session_state[WAY]
    plan, said = st.session_state.get(ANOTHER) or (state.desk().plan, "")
    if said:
        st.caption(plain(said))
    if len(way) > 1:
        with st.container(horizontal=True, gap="small"):
            for length, stop in enumerate(way[:-1], 1):
                label = plain(_name(part(plan, *stop)))
                st.button(
                    label,
                    key=f"way.{length}",
                    type="tertiary",
                    icon=":material/arrow_back:",
                    on_click=_back,
                    args=(length,),
                )
    _figure(plan, way[-1])


def _figure(plan: Plan, stop: Stop) -> None:
    found = explain(plan, *stop)
    shown = found.figure
    st.subheader(plain(say("app.explain.part", name=_name(shown), figure=shown.written)), anchor=False)
    if found.words:
        st.markdown(f"**{plain(say('app.explain.words'))}** {plain(found.words)}")
        st.markdown(f"**{plain(say('app.explain.figures'))}** {plain(found.figures)}")
    if found.parts:
        st.markdown(f"**{plain(say('app.explain.parts'))}**")
    for place, one in enumerate(found.parts):
        name = one.label if one.when == shown.when else _name(one)
        st.button(
            plain(say("app.explain.part", name=name, figure=one.written)),
            key=f"part.{place}",
            icon=":material/subdirectory_arrow_right:",
            on_click=_deeper,
            args=(Stop(one.place, one.name, one.month),),
        )
    if not found.parts:
        _ends(found.inputs, found.rules)


def _ends(inputs: tuple[str, ...], rules: tuple[Rule, ...]) -> None:
    """What is not worked out: inputs of the plan, each with its page, and figures of the law with their source."""
    for path in inputs:
        page = page_of(path)
        here = state.desk()
        st.page_link(
            f"planner/views/{page}.py",
            label=plain(say("app.explain.input", title=title(path), page=say(f"app.{page}.menu"))),
            icon=":material/edit:",
            query_params={state.IN_ADDRESS: here.word} if here.on_disk else None,
        )
    for rule in rules:
        read = say("app.rules.read" if rule.verified else "app.rules.unread")
        said = say("app.explain.rule", label=rule.label, source=rule.source, since=day(rule.effective), read=read)
        st.write(plain(said))
    if not inputs and not rules:
        st.write(plain(say("origins.fixed")))


def page_of(path: str) -> str:
    """The page on which an input stands."""
    if path.startswith(OF_THE_LENDER):
        return "lender"
    if path.startswith(OF_STAGES):
        return "stages"
    return PAGES.get(path.partition(".")[0], "business")


def _name(one: Part) -> str:
    """What a figure is called, with its time where it has one."""
    return say("app.explain.when", name=one.label, month=one.when) if one.when else one.label
