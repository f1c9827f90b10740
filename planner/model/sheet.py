"""Reader three: one month as formulas of a spreadsheet, a row for each line and a column for each month.

A row's formula is written once, with `{this}` for the month's own column and `{last}` for the month before it, so the
same formula runs across the row. Terms and the closing day are cells; drivers and the calendar are rows, as lines are.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from planner.model import lines
from planner.model.records import Month, Start
from planner.model.terms import Clock, Drivers, Loan, MemberClass, Shape, Stage, Terms
from planner.model.trace import Cell, trace

INPUTS, LOANS, MONTHS, MEMBERS, OPENING, DRIVERS = "inputs", "loans", "months", "members", "opening", "drivers"
OF_LOANS = ("dues", "held", "loans")
OF_CLASSES = ("class_dues", "class_paid", "class_returns", "class_shares", "classes")
OF_ACCOUNTS = ("stayed", "sunk", "entitled", "borne", "aged", "layers", "raised", "depths")
OF_MEMBERS = ("leavers_due", "leavers_paid", *OF_ACCOUNTS, "below", "members", "left", "leavers", *OF_CLASSES)
HOMES = {**dict.fromkeys(OF_LOANS, LOANS), **dict.fromkeys(OF_MEMBERS, MEMBERS)}
FIRST_ROW = 6  # above it: title, remark, months and fiscal years
FIRST_COLUMN = 2  # of months and of loans: left of it the label and the unit
VALUE_COLUMN = "B"
OPENING_COLUMN = "I"  # of the closing day's lines: its tables stand left of them
MONTH_PLACES = {"now": "{this}", "then": "{last}", "drivers": "{this}", "clock": "{this}"}

TERM_GROUPS = {  # the first term of each group
    "price": "deal",
    "books_cash": "books",
    "sales": "business",
    "capital_spending": "equipment",
    "line_limit": "line",
    "preferred_rate": "coop",
    "tax_rate": "tax",
}

STRENGTH = {"<": 0, "<=": 0, ">": 0, ">=": 0, "+": 1, "-": 1, "*": 2, "/": 2}
ATOM = 3
FUNCTIONS = {"where": "IF", "most": "MAX", "least": "MIN", "power": "POWER"}
PRECISE = 1e15  # beyond it a float no longer holds every whole number


class Spot(NamedTuple):
    """Where a figure stands: its sheet, its row counted from 1, and its column if it does not run by month."""

    sheet: str
    row: int
    column: str


class Heading(NamedTuple):
    """A heading between rows: of a group of lines, as `treasury` or `loans.2`."""

    row: int
    group: str


class Layout(NamedTuple):
    """Where every figure of a shape stands; `amortised` is the row of the months a level payment is worked out over."""

    shape: Shape
    spots: dict[tuple[str, str], Spot]
    headings: dict[str, tuple[Heading, ...]]
    amortised: int


class Row(NamedTuple):
    """One line as a row: its formula in month 0 and in every later month."""

    name: str
    spot: Spot
    begin: str
    later: str


def column(place: int) -> str:
    """The letters of a column counted from 0: A, B, ... Z, AA."""
    letters = ""
    left = place + 1
    while left:
        left, digit = divmod(left - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def home(name: str) -> str:
    """The sheet on which a line of the months stands."""
    return HOMES.get(name.split(".", maxsplit=1)[0], MONTHS)


def layout(shape: Shape) -> Layout:
    """Where every input, every line of the closing day and every line of the months stands."""
    spots: dict[tuple[str, str], Spot] = {}
    headings: dict[str, tuple[Heading, ...]] = {}
    headings[INPUTS] = _stack(spots, "terms", terms_by_group(shape), INPUTS, FIRST_ROW, VALUE_COLUMN)
    for row, name in enumerate(Loan._fields, FIRST_ROW):
        for number in range(shape.loans):
            spots["terms", f"loans.{number}.{name}"] = Spot(LOANS, row, column(FIRST_COLUMN + number))
    amortised = FIRST_ROW + len(Loan._fields)
    headings[OPENING] = _stack(spots, "start", _by_group(lines.names(Start, shape)), OPENING, FIRST_ROW, OPENING_COLUMN)
    driven = [(_heading(name, "drivers"), name) for name in lines.names(Drivers, shape)]
    headings[DRIVERS] = _stack(spots, "drivers", driven, DRIVERS, FIRST_ROW, "")
    after = max(spot.row for spot in spots.values() if spot.sheet == DRIVERS) + 2
    headings[DRIVERS] += _stack(spots, "clock", [("clock", name) for name in Clock._fields], DRIVERS, after, "")
    names = lines.names(Month, shape)
    for sheet, first in ((MONTHS, FIRST_ROW), (LOANS, amortised + 2), (MEMBERS, FIRST_ROW)):
        here = sorted((name for name in names if home(name) == sheet), key=_of_class)  # workers first
        mine = _by_group(tuple(here))
        headings[sheet] = _stack(spots, "now", mine, sheet, first, "")
    return Layout(shape, spots, headings, amortised)


def _by_group(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each line with the heading under which it stands: its record; each loan has one of its own."""
    return [(_heading(name, name.split(".")[0]), name) for name in names]


def _of_class(name: str) -> bool:
    return name.split(".", maxsplit=1)[0] in OF_CLASSES


def _heading(name: str, else_under: str) -> str:
    """A loan's own heading: `dues.2`, `held.2`, `loans.2`."""
    return name.rpartition(".")[0] if name.startswith(tuple(f"{kind}." for kind in OF_LOANS)) else else_under


def terms_by_group(shape: Shape) -> list[tuple[str, str]]:
    """Each term that is not a loan's, with the part of the plan that it belongs to."""
    grouped: list[tuple[str, str]] = []
    for name in Terms._fields:
        if name == "stages":
            grouped += [(name, f"{name}.{number}.{one}") for number in range(shape.stages) for one in Stage._fields]
        elif name == "classes":
            each = MemberClass._fields
            grouped += [(name, f"{name}.{number}.{one}") for number in range(shape.classes) for one in each]
        elif name != "loans":
            grouped.append((TERM_GROUPS.get(name, grouped[-1][0] if grouped else ""), name))
    return grouped


def _stack(
    spots: dict[tuple[str, str], Spot],
    place: str,
    names: list[tuple[str, str]],
    sheet: str,
    first: int,
    in_column: str,
) -> tuple[Heading, ...]:
    """Rows one below the other, with a heading and a free row wherever another group begins."""
    headings: list[Heading] = []
    row = first
    for group, name in names:
        if not headings or headings[-1].group != group:
            row += bool(headings)
            headings.append(Heading(row, group))
            row += 1
        spots[place, name] = Spot(sheet, row, in_column)
        row += 1
    return tuple(headings)


def address(told: Layout, titles: dict[str, str], place: str, name: str, here: str) -> str:
    """How a figure is called in a formula on the sheet `here`."""
    spot = told.spots["now" if place == "then" else place, name]
    prefix = "" if spot.sheet == here else f"{titles[spot.sheet]}!"
    if spot.column:
        return f"{prefix}${spot.column}${spot.row}"
    return f"{prefix}{MONTH_PLACES[place]}{spot.row}"


def month_rows(told: Layout, titles: dict[str, str], sheet: str) -> Iterator[Row]:
    """Every line of the months on one sheet with its formulas; `titles` are the sheets' names as formulas have them."""
    traced, call = trace(told.shape), _caller(told, titles, sheet)
    for name, tree in traced.month.items():
        if home(name) == sheet:
            yield Row(name, told.spots["now", name], formula(traced.begin[name], call), formula(tree, call))


def start_formulas(told: Layout, titles: dict[str, str]) -> dict[str, str]:
    """The formula of every line of the closing day."""
    call = _caller(told, titles, OPENING)
    return {name: formula(tree, call) for name, tree in trace(told.shape).start.items()}


class Repaid(NamedTuple):
    """How a loan's payment is worked out from a reset on."""

    since: int  # the month of the reset
    between: int  # months from payment to payment
    of_principal: bool
    growth: float  # a year, of graduated payments
    grown: int  # years since the reset


def factor_formula(told: Layout, titles: dict[str, str], number: int, repaid: Repaid) -> str:
    """The payment on 1 of a loan's balance, live from its rate at the reset and the months it is worked out over.

    Graduated: growth^years / sum of each year's payments, whole years: 1 / (annuity of a year x (1 - q^n) / (1 - q)),
    q = (1 + growth) / (1 + rate)^payments a year.
    """
    loan = column(FIRST_COLUMN + number)
    page = titles[LOANS]
    rate_row = told.spots["now", f"dues.{number}.rate"].row
    quiet = f"{page}!{loan}{told.spots['terms', f'loans.{number}.quiet'].row}"
    months = f"{quiet}+{page}!{loan}{told.amortised}-{repaid.since - 1}"
    left = f"MAX(1,ROUNDUP(({months})/{repaid.between},0))"
    rate = f"{page}!{column(FIRST_COLUMN + repaid.since)}{rate_row}*{repaid.between}/12"
    if repaid.of_principal:
        return f"=1/{left}"
    if not repaid.growth:
        return f"=-PMT({rate},{left},1)"
    yearly = 12 // repaid.between
    year = f"-PV({rate},{yearly},1)"
    shrinks = f"((1+{_number(repaid.growth)[0]})/(1+{rate})^{yearly})"
    years = f"{left}/{yearly}"
    whole = f"IF(ABS(1-{shrinks})<1E-12,{years},(1-{shrinks}^({years}))/(1-{shrinks}))"
    return f"=(1+{_number(repaid.growth)[0]})^{repaid.grown}/({year})/{whole}"


def _caller(told: Layout, titles: dict[str, str], here: str) -> Callable[[str, str], str]:
    return lambda place, name: address(told, titles, place, name, here)


def formula(tree: Cell, call: Callable[[str, str], str]) -> str:
    """A tree as a formula that does the very same operations in the same order; `call` gives addresses."""
    return "=" + _text(tree, call)


def _text(tree: Cell, call: Callable[[str, str], str], above: int = 0) -> str:
    """The text of a tree, in parentheses where what stands around it binds closer than `above`."""
    text, strength = _written(tree, call)
    return f"({text})" if strength < above else text


def _written(tree: Cell, call: Callable[[str, str], str]) -> tuple[str, int]:
    if tree.op == "number":
        return _number(tree.args[0])
    if tree.op == "line":
        return call(*tree.args), ATOM
    if tree.op in STRENGTH:
        own = STRENGTH[tree.op]
        # the right side keeps its parentheses even where algebra needs none: floats are added in the order written
        left, right = _text(tree.args[0], call, own), _text(tree.args[1], call, own + 1)
        return f"{left}{tree.op}{right}", own
    if tree.op in FUNCTIONS:
        return f"{FUNCTIONS[tree.op]}({','.join(_text(arg, call) for arg in _side_by_side(tree))})", ATOM
    return HELPERS[tree.op](tree, call)


def _side_by_side(tree: Cell) -> list[Cell]:
    """What a function is given: the largest of many is `most(most(a, b), c)` in the model, and MAX(a,b,c) here."""
    first, *others = tree.args
    nested = tree.op in ("most", "least") and first.op == tree.op
    return [*(_side_by_side(first) if nested else [first]), *others]


def _number(number: float) -> tuple[str, int]:
    text = str(int(number)) if number == int(number) and abs(number) < PRECISE else repr(number).upper()
    return text, STRENGTH["+"] if number < 0 else ATOM


def _cents(tree: Cell, call: Callable[[str, str], str]) -> tuple[str, int]:
    return f"INT(100*{_text(tree.args[0], call, ATOM)}+0.5000001)/100", STRENGTH["/"]


def _cents_up(tree: Cell, call: Callable[[str, str], str]) -> tuple[str, int]:
    return f"-INT(-(100*{_text(tree.args[0], call, ATOM)}-0.0000001))/100", STRENGTH["-"]


def _ratio(tree: Cell, call: Callable[[str, str], str]) -> tuple[str, int]:
    above, below = tree.args
    return f"IF({_text(below, call)}=0,0,{_text(above, call, 2)}/{_text(below, call, ATOM)})", ATOM


def _annuity(tree: Cell, call: Callable[[str, str], str]) -> tuple[str, int]:
    rate, months = (_text(arg, call) for arg in tree.args)
    return f"IF({months}>0,-PMT({rate},{months},1),0)", ATOM


HELPERS = {"cents": _cents, "cents_up": _cents_up, "ratio": _ratio, "annuity": _annuity}
