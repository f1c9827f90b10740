"""What must hold, worked out on facts some of which are unknown: yes, no, or unknown and for want of which facts.

Three values: of `and` one "no" decides, of `or` one "yes"; everything else that rests on an unknown fact is unknown.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

Fact = float | bool | str | None
COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.GtE: operator.ge,
    ast.Gt: operator.gt,
    ast.LtE: operator.le,
    ast.Lt: operator.lt,
    ast.Eq: operator.eq,
}


class Held(NamedTuple):
    """The answer, and the unknown facts that it waits for."""

    answer: bool | None
    missing: tuple[str, ...] = ()


def judged(text: str, facts: Mapping[str, Fact]) -> Held:
    """Whether an expression holds of the facts."""
    return _judged(_parsed(text), facts)


@cache
def names(text: str) -> tuple[str, ...]:
    """The facts that an expression names, in the order in which they stand."""
    found = (node for node in ast.walk(_parsed(text)) if isinstance(node, ast.Name))
    return tuple(dict.fromkeys(node.id for node in sorted(found, key=lambda node: node.col_offset)))


@cache
def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _judged(node: ast.expr, facts: Mapping[str, Fact]) -> Held:
    if isinstance(node, ast.BoolOp):
        return _joined([_judged(one, facts) for one in node.values], decides=isinstance(node.op, ast.Or))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        inner = _judged(node.operand, facts)
        return inner if inner.answer is None else Held(not inner.answer)
    if isinstance(node, ast.Name):
        held = facts[node.id]
        return Held(None, (node.id,)) if held is None else Held(bool(held))
    if isinstance(node, ast.Compare):
        return _compared(node, facts)
    raise ValueError(f"not understood: {ast.unparse(node)}")


def _joined(parts: list[Held], *, decides: bool) -> Held:
    if any(part.answer is decides for part in parts):
        return Held(decides)
    missing = tuple(dict.fromkeys(name for part in parts for name in part.missing))
    return Held(None, missing) if missing else Held(not decides)


def _compared(node: ast.Compare, facts: Mapping[str, Fact]) -> Held:
    sides = [_valued(one, facts) for one in (node.left, node.comparators[0])]
    missing = tuple(name for name, value in sides if value is None)
    if missing:
        return Held(None, missing)
    return Held(COMPARED[type(node.ops[0])](sides[0][1], sides[1][1]))


def _valued(node: ast.expr, facts: Mapping[str, Fact]) -> tuple[str, Fact]:
    if isinstance(node, ast.Constant):
        return "", node.value  # type: ignore[return-value]  # a number or a word
    if isinstance(node, ast.Name):
        return node.id, facts[node.id]
    raise ValueError(f"not understood: {ast.unparse(node)}")
