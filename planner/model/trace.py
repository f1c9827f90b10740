"""Readers three and four share this: one month run on cells, which remember how they were worked out.

A cell is a small tree. The closing day, month 0 and one month are each run once on cells; every named line then has
its tree, in which every other line stands as a reference. `sheet.py` turns trees into formulas of a spreadsheet,
`explain.py` into words; `value` works them out again as numbers.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple, NoReturn

from planner.model import helpers, lines
from planner.model.played import played
from planner.model.records import Month, Start
from planner.model.terms import Clock, Drivers, Shape, Terms


class Cell:
    """A value that remembers how it was worked out: an operation on other cells, a number, or a named line."""

    __slots__ = ("args", "op")
    __hash__ = None  # type: ignore[assignment]  # a cell in a set or as a key would be compared, silently

    def __init__(self, op: str, *args: Any) -> None:
        self.op = op
        self.args = args

    def __add__(self, other: Any) -> "Cell":
        return Cell("+", self, as_cell(other))

    def __radd__(self, other: Any) -> "Cell":
        return Cell("+", as_cell(other), self)

    def __sub__(self, other: Any) -> "Cell":
        return Cell("-", self, as_cell(other))

    def __rsub__(self, other: Any) -> "Cell":
        return Cell("-", as_cell(other), self)

    def __mul__(self, other: Any) -> "Cell":
        return Cell("*", self, as_cell(other))

    def __rmul__(self, other: Any) -> "Cell":
        return Cell("*", as_cell(other), self)

    def __truediv__(self, other: Any) -> "Cell":
        return Cell("/", self, as_cell(other))

    def __lt__(self, other: Any) -> "Cell":
        return Cell("<", self, as_cell(other))

    def __le__(self, other: Any) -> "Cell":
        return Cell("<=", self, as_cell(other))

    def __gt__(self, other: Any) -> "Cell":
        return Cell(">", self, as_cell(other))

    def __ge__(self, other: Any) -> "Cell":
        return Cell(">=", self, as_cell(other))

    def __eq__(self, other: object) -> NoReturn:
        raise TypeError("a cell has no `==`: use >= and <=, or a flag")

    def __bool__(self) -> NoReturn:
        raise TypeError("a cell takes no side: use where, most and least, never if, and, or, min, max")


def as_cell(value: Any) -> Cell:
    """A number as a cell; a cell as it is."""
    return value if isinstance(value, Cell) else Cell("number", float(value))


def _operation(name: str) -> Callable[..., Cell]:
    return lambda *args: Cell(name, *(as_cell(arg) for arg in args))


CELL_HELPERS = {name: _operation(name) for name in helpers.HELPERS}

WORKED_OUT: dict[str, Callable[..., Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    **helpers.HELPERS,
}


def value(cell: Cell, look_up: Callable[[str, str], float]) -> float:
    """The number a tree stands for; `look_up` is asked for (place, name) of every reference."""
    if cell.op == "number":
        return float(cell.args[0])
    if cell.op == "line":
        return look_up(*cell.args)
    return float(WORKED_OUT[cell.op](*(value(arg, look_up) for arg in cell.args)))


def references(cell: Cell) -> Iterator[tuple[str, str]]:
    """Every (place, name) a tree refers to, from left to right."""
    if cell.op == "line":
        yield cell.args
    elif cell.op != "number":
        for arg in cell.args:
            yield from references(arg)


class Trace(NamedTuple):
    """How every line is worked out: on the closing day, in month 0, and in each later month."""

    start: dict[str, Cell]
    begin: dict[str, Cell]
    month: dict[str, Cell]


def cells(record: type[Any], shape: Shape, place: str) -> Any:
    """A record whose every number is a reference: `place` is terms, drivers, clock, start or then."""
    return lines.build(record, shape, (Cell("line", place, name) for name in lines.names(record, shape)))


def named(record: Any, kind: type[Any], shape: Shape, place: str, same: dict[int, Cell]) -> dict[str, Cell]:
    """The tree of every line of a record, other lines of the record standing in it as references to (place, name).

    A line is recognised by being the very same cell; `same` holds cells that stand for others (behind a guard).
    """
    names = lines.names(kind, shape)
    numbers = [as_cell(number) for number in lines.numbers_of(record)]
    known: dict[int, str] = {}
    trees: dict[str, Cell] = {}
    for name, cell in zip(names, numbers, strict=True):
        trees[name] = Cell("line", place, known[id(cell)]) if id(cell) in known else _told(cell, known, place, {})
        if cell.op not in ("line", "number"):
            known.setdefault(id(cell), name)
            known.update({inner: name for inner, outer in same.items() if outer is cell and inner not in known})
    return trees


def _told(cell: Cell, known: dict[int, str], place: str, done: dict[int, Cell], top: bool = True) -> Cell:
    if not top and id(cell) in known:
        return Cell("line", place, known[id(cell)])
    if cell.op in ("line", "number"):
        return cell
    if id(cell) not in done:
        done[id(cell)] = Cell(cell.op, *(_told(arg, known, place, done, top=False) for arg in cell.args))
    return done[id(cell)]


@lru_cache(maxsize=32)
def trace(shape: Shape) -> Trace:
    """Run the closing day, month 0 and one month on cells."""
    same: dict[int, Cell] = {}
    held: list[Cell] = []  # a cell behind a guard must outlive the trace, or another may take its id

    def guarded(flag: Cell, work: Callable[[], Any]) -> Any:
        record = work()
        inner = [as_cell(number) for number in record]
        outer = [Cell("where", flag, number, Cell("number", 0.0)) for number in inner]
        held.extend(inner)
        same.update({id(one): other for one, other in zip(inner, outer, strict=True)})
        return type(record)(*outer)

    space = played(shape, CELL_HELPERS, guarded)
    close, begin, month = (space[name] for name in ("close", "begin", "month"))
    terms, opened, clock = (
        cells(Terms, shape, "terms"),
        cells(Start, shape, "start"),
        cells(Clock, shape, "clock"),
    )
    closed = close(terms)
    first = begin(terms, opened, clock)
    next_month = month(terms, opened, cells(Drivers, shape, "drivers"), clock, cells(Month, shape, "then"))
    return Trace(
        named(closed, Start, shape, "start", same),
        named(first, Month, shape, "now", same),
        named(next_month, Month, shape, "now", same),
    )
