"""Stand-ins that let whole stages outside the monthly model run on cells: inputs, law and lines that know their place.

What runs is the very function that works out the plan; every record it returns is kept line by line, and references
to those lines are handed on, so that each later formula refers to lines and not to their workings.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

from planner.model.trace import WORKED_OUT, Cell, as_cell
from planner.places import TOP_WIDTH, Bracket, Rules

Address = tuple[str, str, int]  # place, name, month

# Inputs that say where or how often, not how much.
COUNTED = {
    *("joins_after", "candidacy_months", "deduction_months", "forecast_years", "months"),
    *("books_month", "fiscal_year_end_month"),
}
ZERO, ONE = 0.0, 1.0
NOTHING: Address = ("", "", 0)  # where a line is kept that is always 0
YEAR_END = (12, 31)
FIRST_DAY = 10_000  # references below are years


def at(place: str, name: str, month: int = 0) -> Cell:
    """A reference to a figure."""
    return Cell("line", place, name, month)


def number(cell: Cell, expected: float) -> bool:
    """Whether a cell is this very number."""
    return cell.op == "number" and cell.args[0] == expected


def placed(tree: Cell, where: Callable[..., Cell]) -> Cell:
    """The same tree, each reference replaced by what `where` makes of it."""
    if tree.op == "line":
        return where(*tree.args)
    if tree.op == "number":
        return tree
    return tidy(Cell(tree.op, *(placed(arg, where) for arg in tree.args)))


def tidy(cell: Cell) -> Cell:
    """The same value to the bit without what says nothing: + 0, x 1, 0 x, a choice already taken, no upper end."""
    if cell.args and all(arg.op == "number" for arg in cell.args):
        return as_cell(WORKED_OUT[cell.op](*(arg.args[0] for arg in cell.args)))
    if cell.op == "where" and cell.args[0].op == "number":
        return as_cell(cell.args[1] if cell.args[0].args[0] else cell.args[2])
    if cell.op in TIDIED:
        first, second = cell.args
        for kept, only_if in TIDIED[cell.op]:
            if only_if(first, second):
                return as_cell(second if kept else first)
    return cell


def _of_a_scale(cell: Cell) -> bool:
    """Whether a cell is where a bracket begins, or how wide it is: never below 0."""
    if cell.op == "-":
        return all(_of_a_scale(arg) for arg in cell.args)
    return cell.op == "line" and cell.args[0] == "rule" and cell.args[1].endswith(".0")


def _zero(cell: Cell) -> bool:
    return number(cell, ZERO)


def _one(cell: Cell) -> bool:
    return number(cell, ONE)


def _below_0(cell: Cell) -> bool:
    """Whether a cell is 0 less where a bracket begins."""
    return bool(cell.op == "-" and _zero(cell.args[0]) and _of_a_scale(cell.args[1]))


# By operation: which of the two is kept (0 or 1), and when.
TIDIED: dict[str, tuple[tuple[int, Callable[[Cell, Cell], bool]], ...]] = {
    "+": ((0, lambda _, b: _zero(b)), (1, lambda a, _: _zero(a))),
    "-": ((0, lambda _, b: _zero(b)),),
    "*": ((0, lambda a, b: _zero(a) or _one(b)), (1, lambda a, b: _zero(b) or _one(a))),
    "/": ((0, lambda _, b: _one(b)),),
    "ratio": ((0, lambda _, b: _one(b)),),
    "least": ((0, lambda a, b: number(b, TOP_WIDTH) or (_zero(a) and _of_a_scale(b))),),
    "most": ((0, lambda a, b: _zero(a) and _below_0(b)),),
}


def added(cells: Iterable[Cell]) -> Cell:
    """The sum from left to right."""
    whole = as_cell(ZERO)
    for cell in cells:
        whole = tidy(whole + cell)
    return whole


class Told:
    """The tree of every line that stages returned while they ran on cells."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.trees: dict[Address, Cell] = {}
        self._kept: list[Cell] = []  # a cell that is known by its id must not make room for another

    def record(self, prefix: str, record: Any, month: int = 0) -> Any:
        """Keep each number of a record; the record again, as references."""
        values = {name: one for name, one in record._asdict().items() if isinstance(one, Cell | float)}
        known: dict[int, Address] = {}
        handed = {name: self.line(f"{prefix}{name}", one, month, known) for name, one in values.items()}
        return record._replace(**handed)

    def line(self, name: str, value: Cell | float, month: int, known: dict[int, Address]) -> Cell | float:
        """Keep one number; a reference to it, or nothing but 0 where it is always 0."""
        cell = as_cell(value)
        address = (self.place, name, month)
        if cell.op == "line" and cell.args == address:
            return cell  # a record handed on unchanged
        tree = _known(cell, known) if id(cell) in known else _cut(cell, known)
        self.trees[address] = tree
        self._kept.append(cell)
        if cell.op not in ("line", "number"):
            known.setdefault(id(cell), NOTHING if number(tree, ZERO) else address)
        return ZERO if number(tree, ZERO) else Cell("line", *address)


def _cut(cell: Cell, known: dict[int, Address]) -> Cell:
    if cell.op in ("line", "number"):
        return cell
    args = (_known(arg, known) if id(arg) in known else _cut(arg, known) for arg in cell.args)
    return tidy(Cell(cell.op, *args))


def _known(cell: Cell, known: dict[int, Address]) -> Cell:
    """A reference to a line that was kept; 0 where that is always 0."""
    address = known[id(cell)]
    return as_cell(ZERO) if address == NOTHING else Cell("line", *address)


class Line(Cell):
    """A line of a record by its name: its attributes and places are the lines within it."""

    __slots__ = ()

    def __getattr__(self, name: str) -> "Line":
        place, outer, month = self.args
        return Line("line", place, f"{outer}.{name}" if outer else name, month)

    def __getitem__(self, place: int) -> "Line":
        return self.__getattr__(str(place))


class Inputs:
    """A part of the scenario whose numbers are references to where they were entered."""

    def __init__(self, held: Any, path: str = "") -> None:
        self._held, self._path = held, path

    def __getattr__(self, name: str) -> Any:
        worked_out = getattr(type(self._held), name, None)
        if isinstance(worked_out, property) and worked_out.fget:  # no input itself: made of inputs
            return worked_out.fget(self)
        return _entered(getattr(self._held, name), f"{self._path}.{name}" if self._path else name)

    def __getitem__(self, place: int) -> Any:
        place %= len(self._held)
        return _entered(self._held[place], f"{self._path}.{place}")

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[Any]:
        return (self[place] for place in range(len(self._held)))


def _entered(held: Any, path: str) -> Any:
    if isinstance(held, BaseModel | tuple):
        return Inputs(held, path)
    if isinstance(held, bool) or not isinstance(held, int | float) or path.rpartition(".")[2] in COUNTED:
        return held
    return at("input", path)


def in_law(day: date) -> int:
    """A day as a reference to the law tells it: a year by its last day, any other day as 20260228."""
    return day.year if (day.month, day.day) == YEAR_END else int(f"{day:%Y%m%d}")


def day_in_law(told: int) -> date:
    """The day that a reference to the law tells."""
    if told < FIRST_DAY:
        return date(told, *YEAR_END)
    return date(told // 10_000, told // 100 % 100, told % 100)


class Law:
    """The rules of a day, each number a reference to where it stands in them; `year` 0 is the plan's own day."""

    def __init__(self, rules: Rules, year: int = 0) -> None:
        self._rules, self._year = rules, year

    def at(self, day: Any) -> "Law":
        """The law on another day."""
        return Law(self._rules.at(day), in_law(day))

    def elsewhere(self, place: str) -> "Law":
        """Another place's law on the same day."""
        return Law(self._rules.elsewhere(place), self._year)

    @staticmethod
    def once(_: Any, make: Callable[[], Any]) -> Any:
        """On cells everything is worked out where it is asked for, so that it is told there."""
        return make()

    def value(self, name: str) -> Cell:
        """A rule that is one number."""
        self._rules.value(name)
        return at("rule", name, self._year)

    def rows(self, name: str) -> tuple[tuple[Any, ...], ...]:
        """A rule that is a table; a step that begins at 0 has no beginning."""
        return tuple(
            tuple(
                at("rule", f"{name}.{row}.{column}", self._year) if column or held else ZERO
                for column, held in enumerate(values)
            )
            for row, values in enumerate(self._rules.rows(name))
        )

    def brackets(self, name: str) -> tuple[Bracket, ...]:
        """A table of (from, rate) as brackets with their widths."""
        law: Any = self
        return Rules.brackets(law, name)
