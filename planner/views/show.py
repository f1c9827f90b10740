"""What pages show: first what everybody must see, then headline figures, charts in words, and tables."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Literal, NamedTuple, get_type_hints

import pandas as pd
import streamlit as st

from planner import Plan, figures
from planner.charts import Chart, table_of
from planner.model.calendar import month_of
from planner.model.records import Start
from planner.statements import Period, Row, amount
from planner.views import ask, explainer, state
from planner.views.explainer import Stop
from planner.views.plain import plain
from planner.words import say
from planner.words.formats import figure, money, month_name, times

SMALLEST_CHANGE = 0.005
WIDEST_PIECE = 20
LENDER_LINES = ("ebitda", "debt_service", "balloons", "dscr", "debt", "leverage", "lowest_cash", "cash_shortfall")


class Headline(NamedTuple):
    """One figure of a page: how it is read off a plan, written, and where it opens to."""

    label: str
    read: Callable[[Plan], float | None]
    written: Callable[[float], str] = money
    more_is: Literal["normal", "inverse", "off"] = "normal"  # good news when it rises; inverse: bad news; off: neither
    opens: Callable[[Plan], Stop | None] | None = None
    note: str = ""
    nothing: str = "app.none"  # what is said where a plan has no such figure


def page(question: str) -> state.Desk:
    """Begin a page: its question, then what everybody must see first."""
    here = state.desk()
    st.title(plain(say(question)), anchor=False)
    _warnings(here)
    return here


def headlines(here: state.Desk, *listed: Headline) -> None:
    """Headline figures side by side, each with its change against the plan as opened."""
    for column, one in zip(st.columns(len(listed)), listed, strict=True):
        with column, st.container(border=True, height="stretch"):
            now, before = one.read(here.plan), one.read(here.opened)
            st.metric(
                plain(one.label),
                say(one.nothing) if now is None else one.written(now),
                _change(one, before, now),
                delta_color=one.more_is,
                delta_description=say("app.against_opened") if _change(one, before, now) else None,
            )
            if one.note:
                st.caption(plain(one.note))
            stop = one.opens(here.plan) if one.opens else None
            if stop:
                explainer.button(one.label, stop, f"open.{one.label}")


def chart(drawn: Chart, *, heading: bool = True, tabled: Callable[[], None] | None = None) -> None:
    """A chart: the answer in words above it, its figures as a table below; `tabled` draws one that reads better."""
    if heading:
        st.subheader(plain(drawn.title), anchor=False)
    st.write(plain(drawn.takeaway))
    if drawn.categories:
        st.plotly_chart(
            figures.figure(drawn), width="stretch", config=figures.CONFIG, key=f"chart.{drawn.key}", alt=drawn.title
        )
    with fold("app.as_table", title=drawn.title) as is_open:
        if is_open and tabled:
            tabled()
        elif is_open:
            table(*table_of(drawn))


@contextmanager
def fold(heading: str, **values: str) -> Iterator[bool]:
    """A part of the page that is worked out only when it is opened; tells whether it is."""
    label = plain(say(heading, **values))
    box = st.expander(label, key=f"fold.{heading}.{'.'.join(values.values())}", on_change="rerun")
    with box:
        yield bool(box.open)


def table(heads: Iterable[str], rows: Iterable[Iterable[str]], strong: Iterable[int] = (), words: int = 1) -> None:
    """A small table: first columns of words, then figures; rows that add up in bold.

    The page sets only numbers to the right, so a figure's cell holds its place, and is written as the figure.
    """
    named, bold = [plain(head) for head in heads], set(strong)
    told = [[plain(cell) for cell in row] for row in rows]
    told = [[f"**{cell}**" if cell and place in bold else cell for cell in row] for place, row in enumerate(told)]
    frame = pd.DataFrame({place: [row[place] for row in told] for place in range(len(named))})
    written = [cell for row in told for cell in row]
    for place in range(words, len(named)):
        frame[place] = [float(line * len(named) + place) for line in range(len(told))]
    frame.columns = pd.Index(
        named if len(set(named)) == len(named) else [f"{name}{' ' * at}" for at, name in enumerate(named)]
    )
    look = frame.style.format(lambda at: written[int(at)], subset=list(frame.columns[words:]))
    st.table(look, border="horizontal", hide_index=True)


def long_table(heads: Iterable[str], rows: Iterable[Iterable[str]], words: int = 1) -> None:
    """A table that may have hundreds of rows, which scrolls in its own frame; figures to the right."""
    frame = pd.DataFrame([list(row) for row in rows], columns=list(heads))
    figures_right = {name: st.column_config.TextColumn(alignment="right") for name in frame.columns[words:]}
    st.dataframe(frame, hide_index=True, width="stretch", column_config=figures_right)


def lender_years(plan: Plan) -> None:
    """Coverage, debt and cash by fiscal year, as a lender reads them."""
    written = {"dscr": times, "leverage": times}
    names = LENDER_LINES
    years = plan.outcomes.lender.years
    table(
        (say("app.statement.line"), *(period.label for period in plan.outcomes.fiscal_years)),
        (
            (
                say(f"app.lender.{name}"),
                *(
                    say("app.none") if (value := getattr(year, name)) is None else written.get(name, figure)(value)
                    for year in years
                ),
            )
            for name in names
        ),
    )
    lines = {say(f"app.lender.{name}"): ("lender", name) for name in names}
    explainer.pick("lender", lines, {period.label: period.last for period in plan.outcomes.fiscal_years})


def statement(here: state.Desk, name: str, rows: tuple[Row, ...]) -> None:
    """One statement by fiscal year, or by month of one fiscal year; each figure can be opened."""
    years = here.plan.outcomes.fiscal_years
    by_year = say("app.statement.by_year")
    listed = [by_year, *(say("app.statement.months_of", year=year.label) for year in years)]
    chosen = st.selectbox(say("app.statement.periods"), listed, key=f"periods.{name}")
    place = listed.index(chosen) - 1 if chosen in listed else -1
    periods = (
        years
        if place < 0
        else tuple(_month(here.plan, month) for month in range(years[place].first, years[place].last + 1))
    )
    shown = [(row, [amount(here.plan.run.months, row, period) for period in periods]) for row in rows]
    kept = [(row, values) for row, values in shown if row.total or any(values)]
    table(
        (say("app.statement.line"), *(period.label for period in periods)),
        ((kept_together(_label(row)), *(figure(value) for value in values)) for row, values in kept),
        [place for place, (row, _) in enumerate(kept) if row.total],
    )
    shape = periods[0]
    lines = {_label(row): explainer.place_of(row, shape) for row, _ in kept}
    explainer.pick(name, lines, {period.label: period.last for period in periods})


def pick_closing(*parts: str) -> None:
    """Choose one line of the closing day and open it."""
    names = [f"{part}.{line}" for part in parts for line in get_type_hints(Start)[part]._fields]
    explainer.pick("closing", {say(f"line.{name}"): ("start", name) for name in names})


def findings(sentences: Iterable[str]) -> None:
    """What needs saying, one sentence a line."""
    for sentence in sentences:
        st.info(plain(sentence), icon=":material/info:")


def words(sentence: str) -> None:
    """A sentence of explanation."""
    st.write(plain(sentence))


def section(heading: str) -> None:
    """The heading of a section."""
    st.subheader(plain(say(heading)), anchor=False)


def lowest_dscr(plan: Plan) -> Stop | None:
    """Where the lowest coverage opens to."""
    return None if plan.outcomes.lender.lowest_dscr is None else Stop("lender", "lowest_dscr")


def year_of_lowest_dscr(plan: Plan) -> str:
    """The year of the lowest coverage, in words."""
    lender = plan.outcomes.lender
    return (
        say("app.cash.no_dscr") if lender.lowest_dscr is None else say("app.cash.in_year", year=lender.lowest_dscr_year)
    )


def month_name_of(plan: Plan, month: int) -> str:
    """A month of the plan as a person says it."""
    return _month(plan, month).label


def _warnings(here: state.Desk) -> None:
    """Faults of what is entered, then a cash shortfall, then any law that is broken."""
    misread = [say("app.misread", title=ask.field_of(path).title, typed=typed) for path, typed in here.misread.items()]
    if here.faults or misread:
        st.error(
            "\n\n".join([*(plain(in_titles(one)) for one in (*misread, *here.faults)), plain(say("app.last_good"))]),
            icon=":material/error:",
        )
    for one in here.notices:
        st.warning(plain(one), icon=":material/info:")
    here.notices = []
    if not here.plan.checks[-1].holds and here.plan.findings:
        st.error(plain(here.plan.findings[0].said()), icon=":material/warning:")
    for check in here.plan.checks[:-1]:
        if not check.holds:
            st.error(plain(say("app.check_fails", said=check.said.said())), icon=":material/warning:")


def in_titles(fault: str) -> str:
    """A fault with its field called as the pages call it, not as the file does."""
    path, colon, rest = fault.partition(": ")
    steps = path.partition(" ")[0].replace("[", ".").replace("]", "")
    try:
        return say("app.fault", title=ask.field_of(steps).title, path=path, rest=rest) if colon else fault
    except KeyError:
        return fault


def _change(one: Headline, before: float | None, now: float | None) -> str | None:
    if before is None or now is None or abs(now - before) < SMALLEST_CHANGE:
        return None
    return f"{'-' if now < before else '+'}{one.written(abs(now - before))}"


def kept_together(label: str) -> str:
    """A line's name in pieces that do not break, so that beside many columns it takes two lines and not four."""
    pieces = [""]
    for word in label.split():
        if pieces[-1] and len(pieces[-1]) + len(word) >= WIDEST_PIECE:
            pieces.append("")
        pieces[-1] = f"{pieces[-1]}\N{NO-BREAK SPACE}{word}" if pieces[-1] else word
    return " ".join(pieces)


def _label(row: Row) -> str:
    return say(f"line.{row.name}")


def _month(plan: Plan, month: int) -> Period:
    year, of_year = month_of(plan.scenario.deal.closing, month)
    return Period(say("formats.month_of", month=month_name(of_year), year=year), month, month, whole=False)
