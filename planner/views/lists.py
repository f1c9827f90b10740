"""Lists of the scenario, edited as tables: statements, growth, seasons, the roster; of the value in `lists_value`.

An editor is drawn from the same frame for as long as only it changes the list, and is drawn anew when the list
changes elsewhere; handing its own answer back to it would lose every second edit.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, get_args

import pandas as pd
import streamlit as st

from planner.fields import bounds
from planner.views import ask, state
from planner.words import say

HUNDRED = 100.0
CENTS_COUNT_BELOW = 100_000.0  # money that cannot reach this, such as pay an hour, is shown with its cents
MOST_ROWS_SHOWN = 30
Rows = list[dict[str, Any]]
ENTRY = {
    "business.statements": (
        "sales",
        "cost_of_sales",
        "payroll",
        "payroll_burden",
        "owner_pay",
        "overhead",
        "depreciation",
        "interest",
    ),
    "workforce.workers": (
        *("alias", "role", "number", "hours", "pay", "joins_after", "likely", "started", "age", "leaves", "own_raise"),
        "skill",
    ),
}


class Column(NamedTuple):
    """One column: what it is called, the kind and bounds of what it takes, and what a new row begins with."""

    field: str
    label: str
    help: str
    kind: str  # text, whole, number, money, fraction, day, yes_no or one_of
    low: float = 0.0
    high: float = 0.0
    new: Any = None
    options: tuple[Any, ...] = ()
    said: Callable[[Any], str] = str  # how an option is written

    @property
    def scale(self) -> float:
        """Fractions are shown per hundred."""
        return HUNDRED if self.kind == "fraction" else 1.0


class Shape(NamedTuple):
    """A list as a table: how it is read off what is entered, and put back."""

    key: str
    path: str
    columns: tuple[Column, ...]
    read: Callable[[Any], Rows]
    put_back: Callable[[Rows], Any]
    grows: bool = True


def column(path: str, new: Any) -> Column:
    """The column of one field of an entry."""
    field = ask.field_of(path)
    unit = ask.unit_of(field)
    kind = "whole" if ask.is_whole(field) else unit if unit in ("text", "money", "fraction", "day") else "number"
    kind = "yes_no" if isinstance(new, bool) else kind
    ends = (0.0, 0.0) if kind == "day" else bounds(field)
    return Column(path.rpartition(".")[2], ask.title(path), ask.help_of(path), kind, *ends, new)


def statements() -> Shape:
    """Income statements, a row for each year; what else is known of a year stays with it."""
    path = "business.statements"
    last = max((one["year"] for one in state.entered_at(path) if one["year"]), default=0)
    columns = (column(f"{path}.0.year", last + 1), *(column(f"{path}.0.{field}", 0.0) for field in ENTRY[path]))
    return Shape("statements", path, columns, copied, lambda rows: rows)


def workers() -> Shape:
    """The roster."""
    path = "workforce.workers"
    new = (say("app.list.new"), "", 1, 40.0, 20.0, 0, 1.0, None, None, None, 0.0, 1.0)
    return _table("workers", path, ENTRY[path], new)


def waves() -> Shape:
    """Who joins when."""
    return _table("waves", "workforce.waves", ("months", "fraction"), (12, 0.2))


def tenures() -> Shape:
    """Turnover of the first years; a new row ends after the last."""
    path = "workforce.tenures"
    last = max((row["years"] for row in state.entered_at(path) if row["years"]), default=0.0)
    return _table("tenures", path, ("years", "turnover"), (last + 1.0, 0.1))


def vesting() -> Shape:
    """What part of an account is paid by years as a member; a new row begins a year after the last."""
    path = "coop.vesting"
    rows = state.entered_at(path)
    years = max((row["years"] for row in rows if row["years"] is not None), default=-1.0)
    part = max((row["fraction"] for row in rows if row["fraction"] is not None), default=0.0)
    return _table("vesting", path, ("years", "fraction"), (years + 1.0, min(1.0, part + 0.1)))


def reserves() -> Shape:
    """Reserves in steps; a new row takes a part of what the rows above leave."""
    return _table("reserves", "coop.reserve_steps", ("name", "fraction"), (say("app.list.new"), 0.15))


def _table(key: str, path: str, fields: tuple[str, ...], new: tuple[Any, ...]) -> Shape:
    columns = tuple(column(f"{path}.0.{field}", one) for field, one in zip(fields, new, strict=True))
    return Shape(key, path, columns, copied, lambda rows: rows)


def numbers(path: str, label: str, new: float, *, fraction: bool = False, grows: bool = True) -> Shape:
    """A plain list of numbers."""
    ends = bounds(get_args(get_args(ask.field_of(path).annotation)[0])[1])
    only = Column("value", label, "", "fraction" if fraction else "number", *ends, new)
    return Shape(
        path,
        path,
        (only,),
        lambda held: [{"value": one} for one in held],
        lambda rows: [row["value"] for row in rows],
        grows,
    )


def edit(shape: Shape, labels: list[str] | None = None) -> None:
    """Draw the table and take what is changed in it; `labels` name the rows."""
    held = shape.read(state.entered_at(shape.path))
    memory: dict[str, Any] = st.session_state.setdefault("lists", {}).setdefault(shape.key, {"round": 0})
    key = f"list.{shape.key}.{memory['round']}"
    if key not in st.session_state or memory["given"] != held:
        memory |= {"round": memory["round"] + 1, "base": held, "given": held}
        key = f"list.{shape.key}.{memory['round']}"
    frame = pd.DataFrame([_shown(shape, row) for row in memory["base"]], columns=[one.field for one in shape.columns])
    if labels:
        frame.index = pd.Index(labels[: len(frame)], name=say("app.list.row"))
    st.data_editor(
        frame,
        key=key,
        num_rows="dynamic" if shape.grows else "fixed",
        hide_index=not labels,
        height="content" if len(frame) <= MOST_ROWS_SHOWN else "auto",
        column_config={one.field: _config(one) for one in shape.columns},
        on_change=_taken,
        args=(shape, key),
        width="stretch",
    )


def applied(shape: Shape, base: Rows, edits: dict[str, Any]) -> Rows:
    """The rows after the editor's edits, deletions and new rows."""
    rows = [dict(row) for row in base]
    for place, changed in edits.get("edited_rows", {}).items():
        rows[int(place)] |= _entered(shape, changed)
    gone = set(edits.get("deleted_rows", []))
    rows = [row for place, row in enumerate(rows) if place not in gone]
    new = {one.field: one.new for one in shape.columns}
    added = ({name: value for name, value in row.items() if value is not None} for row in edits.get("added_rows", []))
    return rows + [new | _entered(shape, row) for row in added]


def copied(held: Rows) -> Rows:
    """The rows as they are held, each a copy."""
    return [dict(one) for one in held]


def _taken(shape: Shape, key: str) -> None:
    memory = st.session_state["lists"][shape.key]
    rows = applied(shape, memory["base"], st.session_state[key])
    state.change(shape.path, shape.put_back(rows))
    memory["given"] = shape.read(state.entered_at(shape.path))


def _shown(shape: Shape, row: dict[str, Any]) -> dict[str, Any]:
    return {one.field: None if row[one.field] is None else _cell(one, row[one.field]) for one in shape.columns}


def _cell(one: Column, value: Any) -> Any:
    if one.kind == "day":
        return date.fromisoformat(value)
    return value * one.scale if one.scale != 1.0 else value


def _entered(shape: Shape, changed: dict[str, Any]) -> dict[str, Any]:
    """Values as the scenario holds them: fractions of 1, whole numbers whole."""
    columns = {one.field: one for one in shape.columns}
    taken = {}
    for name in columns.keys() & changed.keys():
        value, kind = changed[name], columns[name].kind
        if isinstance(value, int | float) and kind in ("money", "number", "fraction"):
            value = round(value / columns[name].scale, 8)
        elif isinstance(value, str) and kind == "day":
            value = value[: len("2027-12-31")]
        elif isinstance(value, float) and kind in ("whole", "one_of"):
            value = int(value)
        taken[name] = value
    return taken


def _config(one: Column) -> Any:
    if one.kind == "text":
        return st.column_config.TextColumn(one.label, default=one.new, help=one.help)
    if one.kind == "one_of":
        return st.column_config.SelectboxColumn(
            one.label,
            options=list(one.options),
            default=one.new,
            help=one.help,
            required=True,
            format_func=one.said,
        )
    if one.kind == "day":
        return st.column_config.DateColumn(one.label, help=one.help, format="YYYY-MM-DD")
    if one.kind == "yes_no":
        return st.column_config.CheckboxColumn(one.label, default=one.new, help=one.help)
    whole = one.kind == "whole"
    rounded = one.kind == "money" and one.high >= CENTS_COUNT_BELOW
    as_kind = int if whole else float
    return st.column_config.NumberColumn(
        one.label,
        help=one.help,
        default=None if one.new is None else one.new * one.scale,
        min_value=as_kind(one.low * one.scale),
        max_value=as_kind(one.high * one.scale),
        step=1 if whole else None,
        format="%d" if whole else "%,.0f" if rounded else "%,.2f",
    )
