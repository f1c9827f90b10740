"""Questions: `ask("deal.price")` draws the right box for a field, with its title, help, unit and bounds.

A box takes its value from the desk and gives it back there, so it may be drawn on any page, or on none for a while,
and loses nothing. Its bounds are the field's own and never change.

What the desk holds is each box's own first value, never written into the session: a browser that misses such a write,
since a page was left half drawn, would send back the least value as if somebody had entered it. Where the desk comes
to hold something else than was entered in the box (undo, another box, a file opened), a new box takes its place.
"""

from datetime import date
from functools import cache
from math import ceil, floor, isfinite, log10
from typing import Any, Literal, get_args, get_origin

import streamlit as st
from annotated_types import MaxLen
from pydantic.fields import FieldInfo

from planner.fields import Frozen, bounds
from planner.scenario import Scenario
from planner.views import state
from planner.views.plain import plain
from planner.words import choice_key, say
from planner.words.formats import figure

STEPS = {"times": 0.05, "fraction": 0.5, "days": 1.0, "years": 1.0, "hours": 1.0}
SLIDER_STEPS = 200
HUNDRED = 100.0
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


def ask(*paths: str, columns: int = 3) -> None:
    """One box for each field, side by side where there is room."""
    for first in range(0, len(paths), columns):
        row = paths[first : first + columns]
        for column, path in zip(st.columns(columns) if columns > 1 else [st.container()], row, strict=False):
            with column:
                _box(path)


def choose(path: str, options: list[str]) -> None:
    """One of several names that other fields of the plan give."""
    held = state.entered_at(path)
    listed = options if held in options else [*options, held]
    st.selectbox(title(path), listed, listed.index(held), format_func=_plug_name, **_common(path))


def slide(path: str, highest: float) -> None:
    """A slider beside a box of money; it reaches as far as it reached when the plan was opened."""
    step = _round_step(highest / SLIDER_STEPS)
    top = ceil(highest / step) * step
    st.slider(
        say("app.ask.slide", title=field_of(path).title),
        0,
        top,
        int(min(max(state.entered_at(path), 0), top)),
        step,
        format=say("formats.money", amount="%,d"),
        key=(key := _key(f"slide.{path}", path)),
        on_change=_slid,
        args=(path, key),
    )


def title(path: str) -> str:
    """A field's title with its unit, as written over its box."""
    field = field_of(path)
    unit = unit_of(field)
    written = (
        say(f"app.unit.{unit}", title=field.title)
        if unit in ("money", "fraction", "months", "days", "years")
        else field.title
    )
    return str(written)  # as it is: a screen reader reads it out, and a single sign of money is no formula


def help_of(path: str) -> str:
    """The sentence of help of a field."""
    return plain(field_of(path).description or "")


@cache
def field_of(path: str) -> FieldInfo:
    """What the scenario says of the field at a path; numbers in it stand for entries of lists."""
    model: type[Frozen] = Scenario
    found: FieldInfo | None = None
    for step in path.split("."):
        if not step.isdigit():
            found = model.model_fields[step]
            model = _inner(found)
    if found is None:
        raise KeyError(path)
    return found


def unit_of(field: FieldInfo) -> str:
    """money, fraction, months, years, days, hours, count, text, choice or list."""
    extra = field.json_schema_extra
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def is_whole(field: FieldInfo) -> bool:
    """Whether only whole numbers fit."""
    return int in _kinds(field.annotation)


def options_of(field: FieldInfo) -> tuple[str, ...]:
    """The words a choice takes."""
    words = [
        word
        for kind in (field.annotation, *_kinds(field.annotation))
        if get_origin(kind) is Literal
        for word in get_args(kind)
    ]
    return tuple(dict.fromkeys(words))


def option_name(field_name: str, option: str) -> str:
    """A word of a choice, in words; a state has one name wherever it is spoken of."""
    return say(choice_key(field_name, option))


def money_read(typed: str) -> float | None:
    """An amount as people type it: 1,500,000 or $1.5 or (200); None where it is none."""
    bare = typed.strip().replace(",", "").replace(" ", "").replace(say("formats.money", amount=""), "")
    below = bare.startswith("(") and bare.endswith(")")
    try:
        amount = float(bare.strip("()"))
    except ValueError:
        return None
    return (-amount if below else amount) if isfinite(amount) else None


def money_written(amount: float | None) -> str:
    """An amount as it stands in a box, cents only where there are any."""
    if amount is None:
        return ""
    decimals = 0 if amount == round(amount) else 2
    return f"-{figure(-amount, decimals=decimals)}" if amount < 0 else figure(amount, decimals=decimals)


def _box(path: str) -> None:
    field, held = field_of(path), state.entered_at(path)
    name = path.rpartition(".")[2]
    if options := options_of(field):
        told = {option: option_name(name, option) for option in options}
        st.selectbox(title(path), options, options.index(held), format_func=told.__getitem__, **_common(path))
    elif bool in _kinds(field.annotation):
        st.checkbox(title(path), held, **_common(path))
    elif date in _kinds(field.annotation):
        st.date_input(title(path), date.fromisoformat(held), EARLIEST, LATEST, **_common(path))
    elif unit_of(field) == "money":
        written = state.desk().misread.get(path, money_written(held))
        st.text_input(title(path), written, placeholder=_nothing(field), **_common(path))
    elif unit_of(field) == "text":
        longest = next((one.max_length for one in field.metadata if isinstance(one, MaxLen)), None)
        st.text_input(title(path), held, longest, **_common(path))
    else:
        _number(path, field, held)


def _number(path: str, field: FieldInfo, held: float | None) -> None:
    low, high = bounds(field)
    unit = unit_of(field)
    if is_whole(field):
        st.number_input(title(path), int(low), int(high), held, 1, placeholder=_nothing(field), **_common(path))
        return
    scale = HUNDRED if unit == "fraction" else 1.0
    st.number_input(
        title(path),
        low * scale,
        high * scale,
        None if held is None else round(held * scale, 6),
        STEPS.get(unit, 1.0),
        "%.2f" if unit in ("fraction", "times") else "%.1f",
        placeholder=_nothing(field),
        **_common(path),
    )


def _common(path: str) -> dict[str, Any]:
    key = _key(path, path)
    return {"key": key, "help": help_of(path), "on_change": _taken, "args": (path, key)}


def _key(box: str, path: str) -> str:
    """The name of a box: the same for as long as only this box changes what the desk holds."""
    shown = _shown(box, path)
    if shown[1] != _held(path):
        _renew(box, path)
    return f"{box}#{shown[0]}"


def _shown(box: str, path: str) -> list[Any]:
    """How often a box was renewed, and what the desk held when it was last in step with it."""
    boxes: dict[str, list[Any]] = st.session_state.setdefault("boxes", {})
    return boxes.setdefault(box, [0, _held(path)])


def _held(path: str) -> tuple[Any, str | None]:
    """What the desk holds: the value entered, and what was typed since and is none."""
    return state.entered_at(path), state.desk().misread.get(path)


def _renew(box: str, path: str) -> None:
    shown = _shown(box, path)
    shown[:] = [shown[0] + 1, _held(path)]


def _enter(box: str, path: str, value: Any) -> None:
    state.change(path, value)
    _shown(box, path)[1] = _held(path)


def _taken(path: str, key: str) -> None:
    typed, field = st.session_state[key], field_of(path)
    value = typed
    if unit_of(field) == "money":
        value = money_read(typed)
        if value is None and typed.strip():
            state.misread(path, typed)
            _shown(path, path)[1] = _held(path)
            return
    elif unit_of(field) == "fraction" and typed is not None:
        value = round(typed / HUNDRED, 8)
    elif isinstance(typed, date):
        value = typed.isoformat()
    if value is None and not _may_be_empty(field):
        _renew(path, path)
        return
    _enter(path, path, value)
    if unit_of(field) == "money" and typed != money_written(value):
        _renew(path, path)


def _slid(path: str, key: str) -> None:
    _enter(f"slide.{path}", path, float(st.session_state[key]))


def _plug_name(name: str) -> str:
    return say("app.plug.preferred") if name == "preferred" else name


def _nothing(field: FieldInfo) -> str | None:
    return say("app.ask.empty") if _may_be_empty(field) else None


def _may_be_empty(field: FieldInfo) -> bool:
    return type(None) in _kinds(field.annotation)


def _kinds(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) or (annotation,)


def _inner(field: FieldInfo) -> Any:
    return next((one for one in (field.annotation, *_kinds(field.annotation)) if isinstance(one, type)), Frozen)


def _round_step(rough: float) -> int:
    """A step of 1, 2 or 5 and zeros, not above a rough one."""
    size = 10 ** max(0, floor(log10(max(rough, 1.0))))
    return max(size * factor for factor in (1, 2, 5) if size * factor <= max(rough, 1.0))
