"""Writes the orchestrating functions out for a shape: every loan and layer a line of its own, nothing looped.

`month.py` is written with a handful of words that work as they stand on tuples of any length and are here written
out: `total`, `highest`, `lowest`, `zero`, `numbers`, `shifted`, `earlier`, `behind`, `slots`. Compiled code and cells
need the written-out form; the plain reader runs the text as it stands, and tests hold the two forms together.
"""

import ast
import inspect
import linecache
import textwrap
import types
from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

from planner.model.helpers import least, most
from planner.model.terms import Shape


def total(values: Iterable[float]) -> float:
    """The sum from left to right."""
    result = None
    for value in values:
        result = value if result is None else result + value
    return 0.0 if result is None else result


def highest(values: Iterable[float]) -> float:
    """The largest, from left to right."""
    return reduce(most, values)


def lowest(values: Iterable[float]) -> float:
    """The smallest, from left to right."""
    return reduce(least, values)


def zero(record: Any, **given: float) -> Any:
    """A record of zeros but for what is given."""
    return record(*(given.get(name, 0.0) for name in record._fields))


def numbers(values: tuple[Any, ...]) -> tuple[float, ...]:
    """1.0, 2.0, ... for each of the values: how many fiscal years old a layer is at the coming year-end."""
    return tuple(float(place + 1) for place in range(len(values)))


def shifted(first: Any, name: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
    """`first`, then each value (or its line `name`) but the last: what moves into each place from the newer one."""
    newer = (first, *(getattr(value, name) if name else value for value in values[:-1]))
    return newer[: len(values)]


def earlier(values: Iterable[float]) -> tuple[float, ...]:
    """For each value the sum of those before it: what stands ahead of it in a queue."""
    listed = tuple(values)
    return tuple(total(listed[:place]) for place in range(len(listed)))


def behind(values: Iterable[float]) -> tuple[float, ...]:
    """For each value the sum of those after it: what is older than it."""
    listed = tuple(values)
    return tuple(total(listed[place + 1 :]) for place in range(len(listed)))


def slots(values: Any) -> Any:
    """The places of the shape."""
    return values


SHAPE: Any = None  # in the orchestrating functions: as many places of each kind as the shape has
CHOSEN = {"highest": "most", "lowest": "least"}  # which helper each becomes
LENGTHS = {
    "terms.loans": "loans",
    "terms.stages": "stages",
    "now.loans": "loans",
    "opened.loans": "loans",
    "then.loans": "loans",
    "then.layers": "layers",
    "then.depths": "layers",
    "sunk": "layers",
    "raised": "layers",
    "then.leavers": "leavers",
    "then.quarters": "quarters",
    "drivers.loans": "loans",
    "SHAPE.stages": "stages",
    "terms.classes": "classes",
    "drivers.classes": "classes",
    "then.classes": "classes",
    "SHAPE.classes": "classes",
    "then.cohorts": "units",
    "used": "units",
    "soon": "loans",
    "SHAPE.units": "units",
    "held": "loans",
    "dues": "loans",
    "loans": "loans",
    "quarters": "quarters",
    "turns": "stages",
    "lends": "loans",
    "aged": "layers",
    "stayed": "layers",
    "layers": "layers",
    "borne": "layers",
    "leavers_paid": "leavers",
    "class_dues": "classes",
    "class_paid": "classes",
    "classes": "classes",
    "due.leavers_due": "leavers",
    "paid.leavers_paid": "leavers",
    "drivers.layers": "layers",
    "SHAPE.layers": "layers",
    "SHAPE.leavers": "leavers",
    "SHAPE.quarters": "quarters",
}


class _WriteOut(ast.NodeTransformer):
    """Turns comprehensions over tuples of known length into what they stand for."""

    def __init__(self, shape: Shape, records: dict[str, Any]) -> None:
        self.lengths = {text: getattr(shape, name) for text, name in LENGTHS.items()}
        self.records = records

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        node.value = self.visit(node.value)
        if isinstance(node.value, ast.Tuple) and isinstance(node.targets[0], ast.Name):
            self.lengths[node.targets[0].id] = len(node.value.elts)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        self.generic_visit(node)
        later = ast.Lambda(ast.arguments([], [], None, [], [], None, []), node.body)
        return ast.Call(ast.Name("guarded", ast.Load()), [node.test, later], [])

    def visit_Call(self, node: ast.Call) -> ast.AST:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name == "zero":
            return self._zero(node)
        if name in ("tuple", "total", *CHOSEN) and node.args and isinstance(node.args[0], ast.GeneratorExp):
            written = self._elements(node.args[0])
            if name == "tuple":
                return ast.Tuple(written, ast.Load())
            if name in CHOSEN:
                return _chosen(CHOSEN[name], written)
            return _added(written)
        self.generic_visit(node)
        return node

    def _zero(self, node: ast.Call) -> ast.AST:
        given = {keyword.arg: self.visit(keyword.value) for keyword in node.keywords}
        fields = self.records[node.args[0].id]._fields  # type: ignore[attr-defined]
        return ast.Call(node.args[0], [given.get(field, ast.Constant(0.0)) for field in fields], [])

    def _elements(self, loop: ast.GeneratorExp) -> list[ast.expr]:
        comprehension = loop.generators[0]
        targets = comprehension.target
        names = [one.id for one in targets.elts] if isinstance(targets, ast.Tuple) else [targets.id]  # type: ignore[attr-defined]
        over = comprehension.iter
        zipped = isinstance(over, ast.Call) and isinstance(over.func, ast.Name) and over.func.id == "zip"
        columns = [self._column(one) for one in (over.args if zipped else [over])]  # type: ignore[attr-defined]
        written = []
        for values in zip(*columns, strict=True):
            element = _Put(dict(zip(names, values, strict=True))).visit(_copy(loop.elt))
            written.append(self.visit(element))
        return written

    def _column(self, over: ast.expr) -> list[ast.expr]:
        """The written-out elements of one tuple that a comprehension runs over."""
        if not isinstance(over, ast.Call):
            return [
                ast.Subscript(over, ast.Constant(place), ast.Load()) for place in range(self.lengths[ast.unparse(over)])
            ]
        name = over.func.id  # type: ignore[attr-defined]
        if name in ("earlier", "behind"):
            listed = self._elements(over.args[0])  # type: ignore[arg-type]
            if name == "earlier":
                return [_added(listed[:place]) for place in range(len(listed))]
            return [_added(listed[place + 1 :]) for place in range(len(listed))]
        length = self.lengths[ast.unparse(over.args[-1])]
        if name == "numbers":
            return [ast.Constant(float(place + 1)) for place in range(length)]
        if name == "slots":
            return [ast.Constant(0.0) for _ in range(length)]
        first, line, values = over.args
        newer: list[ast.expr] = [first][:length]
        for place in range(length - 1):
            element: ast.expr = ast.Subscript(values, ast.Constant(place), ast.Load())
            newer.append(ast.Attribute(element, line.value, ast.Load()) if line.value else element)  # type: ignore[attr-defined]
        return newer


class _Put(ast.NodeTransformer):
    """Puts expressions in the place of names."""

    def __init__(self, meaning: dict[str, ast.expr]) -> None:
        self.meaning = meaning

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return _copy(self.meaning[node.id]) if node.id in self.meaning else node


def _copy(node: Any) -> Any:
    """A node of its own, wherever else the same text is put; where it stood in its file is left out."""
    if isinstance(node, list):
        return [_copy(one) for one in node]
    if not isinstance(node, ast.AST):
        return node
    return type(node)(**{name: _copy(getattr(node, name)) for name in node._fields})


def _added(values: list[ast.expr]) -> ast.expr:
    result: ast.expr = values[0] if values else ast.Constant(0.0)
    for value in values[1:]:
        result = ast.BinOp(result, ast.Add(), value)
    return result


def _chosen(helper: str, values: list[ast.expr]) -> ast.expr:
    result = values[0]
    for value in values[1:]:
        result = ast.Call(ast.Name(helper, ast.Load()), [result, value], [])
    return result


def write_out(function: Callable[..., Any], shape: Shape) -> str:
    """The text of an orchestrating function for a shape."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    tree = _WriteOut(shape, function.__globals__).visit(tree)
    return ast.unparse(ast.fix_missing_locations(tree))


def rewire(
    functions: list[Callable[..., Any]],
    seen_through: Callable[[str, Callable[..., Any]], Any],
    helpers: dict[str, Any],
) -> dict[str, Any]:
    """The same functions again, calling one another and the helpers as `seen_through` makes them."""
    made: dict[str, Any] = dict(helpers)
    for function in functions:
        same_text = types.FunctionType(function.__code__, {**function.__globals__, **made}, function.__name__)
        made[function.__name__] = seen_through(function.__name__, same_text)
    return made


def define(text: str, name: str, meaning: dict[str, Any]) -> Callable[..., Any]:
    """A function from written-out text; a debugger can step through it."""
    file = f"<written out: {name} {hash(text):x}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    space = dict(meaning)
    exec(compile(text, file, "exec"), space)  # noqa: S102  (our own source, written out; never a user's text)
    function: Callable[..., Any] = space[name]
    return function
