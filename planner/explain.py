"""Reader four: any figure opened to how it was worked out, each part a figure that can be opened in turn.

The words are made from the very tree that the model's text leaves behind on cells; nothing is told twice.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from planner import Plan
from planner.model.calendar import month_of
from planner.model.lines import value_of
from planner.model.trace import Cell, references, trace, value
from planner.words import say

BELOW = {"+": 1, "-": 1, "*": 2, "/": 2, "<": 0, "<=": 0, ">": 0, ">=": 0}


class Part(NamedTuple):
    """A figure that stands in an explanation: where it stands, in which month, and what it is."""

    place: str  # terms, drivers, clock, start or now
    name: str
    month: int
    label: str
    value: float


class Explanation(NamedTuple):
    """How one figure was worked out: in words, in figures, and from which parts. An input has none."""

    figure: Part
    words: str
    figures: str
    parts: tuple[Part, ...]


def explain(plan: Plan, place: str, name: str, month: int, language: str = "en") -> Explanation:
    """Open one figure: a line of a month (`now`) or of the closing day (`start`), or an input."""
    figure = part(plan, place, name, month, language)
    tree = _tree(plan, place, name, month)
    if tree is None:
        return Explanation(figure, "", "", ())
    parts = tuple(
        part(plan, *_where(found, other, month), language) for found, other in dict.fromkeys(references(tree))
    )
    names = {(one.place, one.name, one.month): one for one in parts}

    def label_of(found: str, other: str) -> str:
        one = names[_where(found, other, month)]
        return say("explain.last_month", language, label=one.label) if found == "then" else one.label

    return Explanation(
        figure,
        _worded(tree, label_of, language),
        _worded(tree, lambda found, other: _figure(names[_where(found, other, month)].value), language),
        parts,
    )


def recomputed(plan: Plan, place: str, name: str, month: int) -> float:
    """The figure worked out again from its explanation: the same number to the bit."""
    tree = _tree(plan, place, name, month)
    if tree is None:
        return _value(plan, place, name, month)
    return value(tree, lambda found, other: _value(plan, *_where(found, other, month)))


def part(plan: Plan, place: str, name: str, month: int, language: str = "en") -> Part:
    """One figure by where it stands."""
    return Part(place, name, month, label(plan, place, name, language), _value(plan, place, name, month))


def label(plan: Plan, place: str, name: str, language: str = "en") -> str:
    """What a figure is called; a loan's line carries the loan's name, a layer's its age."""
    folder = {"terms": "term", "drivers": "driver", "clock": "clock"}.get(place, "line")
    numbers = [int(one) for one in name.split(".") if one.isdigit()]
    key = f"{folder}.{'.'.join(one for one in name.split('.') if not one.isdigit())}"
    if not numbers:
        return say(key, language)
    kind = next(one for one in name.split(".") if not one.isdigit())
    loans = plan.scenario.deal.loans
    if kind in ("loans", "asked"):
        which = loans[numbers[0]].name if numbers[0] < len(loans) else say("explain.empty_loan", language)
    else:
        which = say("explain.layer", language, number=numbers[0] + 1)
    return say("explain.of", language, label=say(key, language), which=which)


def when(plan: Plan, month: int) -> tuple[int, int]:
    """Calendar year and month of a month of the plan."""
    return month_of(plan.scenario.deal.closing, month)


def _where(found: str, name: str, month: int) -> tuple[str, str, int]:
    return ("now", name, month - 1) if found == "then" else (found, name, month)


def _tree(plan: Plan, place: str, name: str, month: int) -> Cell | None:
    told = trace(plan.case.shape)
    if place == "start":
        return told.start[name]
    if place == "now":
        return told.month[name] if month else told.begin[name]
    return None


def _value(plan: Plan, place: str, name: str, month: int) -> float:
    records: dict[str, Any] = {
        "terms": plan.case.terms,
        "start": plan.run.start,
        "drivers": plan.case.drivers[month],
        "clock": plan.case.clocks[month],
        "now": plan.run.months[month],
    }
    return float(value_of(records[place], name))


def _figure(number: float) -> str:
    if number == int(number) and abs(number) < 1e15:  # noqa: PLR2004  (beyond it floats are no longer whole)
        return f"{number:,.0f}"
    return f"{number:,.2f}" if abs(number) >= 100 else f"{number:,.6g}"  # noqa: PLR2004  (rates keep their digits)


def _worded(cell: Cell, told: Callable[[str, str], str], language: str, above: int = -1) -> str:
    if cell.op == "number":
        return _figure(cell.args[0])
    if cell.op == "line":
        return told(*cell.args)
    if cell.op == "cents":
        return _worded(cell.args[0], told, language, above)
    if cell.op in BELOW:
        own = BELOW[cell.op]
        left = _worded(cell.args[0], told, language, own)
        right = _worded(cell.args[1], told, language, own + (cell.op in "-/"))
        sign = {"*": "×", "/": "÷", "-": "−", "<=": "≤", ">=": "≥"}.get(cell.op, cell.op)
        return f"({left} {sign} {right})" if own < above else f"{left} {sign} {right}"
    if cell.op == "ratio":
        return f"({_worded(cell.args[0], told, language, 2)} ÷ {_worded(cell.args[1], told, language, 3)})"
    args = [_worded(arg, told, language) for arg in cell.args]
    return say(f"explain.{cell.op}", language, **dict(zip("abc", args, strict=False)))
