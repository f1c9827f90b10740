"""The figures of an answer, each in the plan in which it stands, so that it opens to its explanation there.

What is left over stands in the plan at the value found; what is short in the plan at the next value, or at the value
that was nearest to holding; what a gap lacks at the gap's end. A deal that cannot be closed has no months to open.
"""

from collections.abc import Iterator
from typing import NamedTuple

from planner.scenario import Scenario
from planner.solve import judge
from planner.solve.answer import Answer, Binding

OF_TEST = {
    judge.CASH: "treasury.cash_shortfall",
    judge.MINIMUM: "claims.minimum",
    judge.WAIT: "members.overdue_months",
}


class Figure(NamedTuple):
    """One figure: what it is in the answer, the scenario of its plan, and where it stands in that plan."""

    name: str  # "takes_up", "left", "short" or "gap"
    at: float  # the value asked for in that plan
    scenario: Scenario
    place: str
    line: str
    month: int


def figures(answer: Answer) -> tuple[Figure, ...]:
    """Every figure of an answer that a plan works out, in the order in which it is told."""
    return tuple(_figures(answer))


def _figures(answer: Answer) -> Iterator[Figure]:
    if answer.value is None:
        if answer.nearest is not None:
            yield from _short(answer, "short", answer.nearest, answer.binding)
        return
    changed = answer.question.changed(answer.value)
    if answer.question.takes_up == "price":
        yield Figure("takes_up", answer.value, changed, "input", "deal.price", 0)
    elif answer.question.takes_up == "plug":
        yield Figure("takes_up", answer.value, changed, "start", "closing.plug", 0)
    if answer.following is not None:
        yield from _short(answer, "short", answer.following, answer.binding)
    if answer.left is not None and answer.binding is not None:
        line = f"headroom.{answer.binding.test}"
        yield Figure("left", answer.value, changed, "now", line, answer.binding.month)
    for gap in answer.gaps:
        yield from _short(answer, "gap", gap.last if answer.question.largest else gap.first, gap.binding)


def _short(answer: Answer, name: str, value: float, binding: Binding | None) -> Iterator[Figure]:
    if binding is not None and binding.refused is None:
        line = OF_TEST.get(binding.test, f"headroom.{binding.test}")
        yield Figure(name, value, answer.question.changed(value), "now", line, binding.month)
