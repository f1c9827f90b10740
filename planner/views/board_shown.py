"""What a board decides on, as tables: from profit to cash by year, and what each policy comes to."""

import streamlit as st

from planner import Plan, cover
from planner.board import told as in_words
from planner.board.policies import Figures, Policy
from planner.board.went import ALWAYS, BY_LINE, CHANGE, IN_CASH, STEPS, WentYear
from planner.statements import Period
from planner.views import explainer, show
from planner.views.explainer import Another
from planner.words import say
from planner.words.formats import figure, times

HEADS = ("co_op_tax", "members_tax", "members_after_tax", "for_debt", "lowest_fccr", "accounts", "to_redeem")


def first_whole(plan: Plan) -> Period:
    """The first fiscal year that no closing cuts, or the first of all."""
    periods = plan.outcomes.fiscal_years
    return next((period for period in periods if period.whole), periods[0])


def went_in(plan: Plan) -> WentYear:
    """Where that year's surplus went."""
    return plan.board.went[plan.outcomes.fiscal_years.index(first_whole(plan))]


def told(plan: Plan) -> None:
    """One year in words: we made a profit, where is the money?"""
    years = [year.fiscal_year for year in plan.board.went]
    chosen = st.selectbox(
        say("app.workers.head.year"), years, years.index(first_whole(plan).label), key="surplus.year", width=200
    )
    year = plan.board.went[years.index(chosen) if chosen in years else 0]
    show.words(" ".join(one.said() for one in in_words.went_in_words(year)))
    show.words(say("board.lead"))


def went(plan: Plan) -> None:
    """Every step of every year; each figure can be opened."""
    years = plan.board.went
    shown = [name for name in STEPS if name in ALWAYS or any(year.step(name) for year in years)]
    sums = [CHANGE, BY_LINE, IN_CASH]
    rows = [
        (show.kept_together(say(f"board.step.{name}")), *(figure(year.step(name)) for year in years)) for name in shown
    ]
    rows += [
        (show.kept_together(say(f"board.step.{name}")), *(figure(getattr(year, name)) for year in years))
        for name in sums
    ]
    heads = (say("app.statement.line"), *(year.fiscal_year for year in years))
    show.table(heads, rows, strong=(len(shown), len(shown) + 2))
    lines = {say(f"board.step.{name}"): ("board", f"went.{name}") for name in (*shown, *sums)}
    explainer.pick("board.went", lines, {year.fiscal_year: year.last for year in years})


def covered(plan: Plan) -> None:
    """What stands behind members' money, year by year; each figure can be opened."""
    show.words(say("cover.lead"))
    show.words(" ".join(one.said() for one in cover.told(plan.cover)))
    if not plan.cover:
        return
    with show.fold("cover.years") as is_open:
        if is_open:
            years = plan.cover
            rows = [
                (show.kept_together(say(f"cover.line.{name}")), *(_cover(year, name) for year in years))
                for name in cover.LINES
            ]
            strong = tuple(place for place, name in enumerate(cover.LINES) if name in cover.RATIOS)
            show.table((say("app.statement.line"), *(year.fiscal_year for year in years)), rows, strong)
            lines = {say(f"cover.line.{name}"): ("cover", name) for name in cover.LINES}
            explainer.pick("cover", lines, {year.fiscal_year: year.last for year in years})


def _cover(year: cover.Cover, name: str) -> str:
    if name not in cover.RATIOS:
        return figure(getattr(year.behind, name))
    ratio = getattr(year, name)
    return say("app.none") if ratio is None else times(ratio)


def policies(plan: Plan) -> None:
    """Each policy a row; each figure opens in the plan that has it."""
    board = plan.board
    for said in in_words.policies_in_words(board.policies, plan.scenario, board.horizon):
        show.words(said.said())
    heads = (say("board.head.policy"), *(say(f"board.head.{name}") for name in HEADS))
    show.table(heads, [_row(one) for one in board.policies])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        named = {say(f"board.policy.{one.key}"): one for one in board.policies}
        which = st.selectbox(say("board.head.policy"), list(named), key="surplus.policy", width=260)
        fields = {say(f"board.head.{name}"): name for name in Figures._fields}
        field = st.selectbox(say("app.statement.line"), list(fields), key="surplus.figure", width=260)
        chosen = named.get(which, board.policies[0])
        another = None if chosen.same else Another(chosen.scenario, which)
        stop = explainer.Stop("board", f"own.{fields.get(field, 'co_op_tax')}")
        explainer.button(field, stop, "explain.board.policy", another)


def _row(one: Policy) -> tuple[str, ...]:
    """A policy in figures; its lowest FCCR is none where it was never tested."""
    figures = {name: figure(value) for name, value in one.figures._asdict().items()}
    fccr = say("board.not_tested") if one.lowest_fccr is None else times(one.lowest_fccr)
    return (
        show.kept_together(say(f"board.policy.{one.key}")),
        *(fccr if name == "lowest_fccr" else figures[name] for name in HEADS),
    )
