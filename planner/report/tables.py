"""Tables of the printed plan: statements with figures in columns, and lists whose words wrap."""

from collections.abc import Sequence
from math import ceil
from typing import Any, NamedTuple

from reportlab.platypus import Flowable, Table

from planner.report.style import (
    BOLD,
    INK,
    PANEL,
    PLAIN,
    RULE,
    TABLE_SIZE,
    WIDTH,
    fitted,
    fonts,
    width_of,
    words,
)
from planner.words.formats import figure

NOTHING = "–"
BESIDE_BRACKET = "\u2004"  # as wide as the bracket it stands for, so that digits stand under digits
MOST_COLUMNS = 7
INDENT = "\u2003"
LABEL = 150.0
NARROWEST, PADDING = 40.0, 6.0
Command = tuple[Any, ...]


class Line(NamedTuple):
    """One line of a statement: its words, its figures as written, and how it stands out."""

    label: str
    cells: tuple[str, ...]
    look: str = ""  # "" | total | heading | memo


def amount(value: float) -> str:
    """Whole money for a column: (1,234) below zero, a dash for nothing, digits under digits."""
    written = figure(value)
    if written == "0":
        return NOTHING + BESIDE_BRACKET
    return written if written.endswith(")") else written + BESIDE_BRACKET


def line(label: str, values: Sequence[float], look: str = "") -> Line:
    """A line of money."""
    return Line(label, tuple(amount(value) for value in values), look)


def statement(heads: Sequence[str], lines: Sequence[Line], corner: str = "", *, label: float = LABEL) -> list[Flowable]:
    """Figures in columns, at most seven a table; more columns go on in further tables with the same lines.

    Columns are as wide as their widest figure; the tables share the columns evenly, so that no table has one alone.
    """
    fonts()
    widest = max(
        NARROWEST,
        *(width_of(head, TABLE_SIZE, BOLD) + PADDING for head in heads),
        *(width_of(cell, TABLE_SIZE, BOLD) + PADDING for line in lines for cell in line.cells),
    )
    fit = max(1, min(MOST_COLUMNS, int((WIDTH - label) // widest)))
    parts = ceil(len(heads) / fit)
    least, more = divmod(len(heads), parts)
    width = min(widest + 2 * PADDING, (WIDTH - label) / (least + (more > 0)))
    tables, first = [], 0
    for part in range(parts):
        last = first + least + (part < more)
        widths = [label, *([width] * (last - first))]
        tables.append(_statement(corner, heads[first:last], _cut(lines, first, last), widths))
        first = last
    return tables


def _cut(lines: Sequence[Line], first: int, last: int) -> list[Line]:
    return [line._replace(cells=line.cells[first:last]) for line in lines]


def _statement(corner: str, heads: Sequence[str], lines: Sequence[Line], widths: list[float]) -> Table:
    rows: list[list[Any]] = [[words(corner, "head"), *heads]]
    commands = _plain_look(len(lines) + 1)
    for number, one in enumerate(lines, start=1):
        bold = one.look in {"total", "heading"}
        fits = width_of(one.label, TABLE_SIZE, BOLD if bold else PLAIN) <= widths[0] - 6
        name = one.label if fits else words(one.label, "cell_bold" if bold else "cell")
        rows.append([name, *(one.cells or ("",) * len(heads))])
        commands += _line_look(number, one.look)
    table = Table(rows, colWidths=widths, repeatRows=1, hAlign="LEFT", spaceAfter=8)
    table.setStyle(commands)
    return table


def _plain_look(rows: int) -> list[Command]:
    return [
        ("FONT", (0, 0), (-1, -1), PLAIN, TABLE_SIZE, TABLE_SIZE + 1.8),
        ("FONT", (1, 0), (-1, 0), BOLD, TABLE_SIZE),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
        ("LINEBELOW", (0, rows - 1), (-1, rows - 1), 0.4, RULE),
        ("TOPPADDING", (0, 0), (-1, -1), 1.1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
        ("LEFTPADDING", (0, 0), (0, -1), 2),
        ("RIGHTPADDING", (1, 0), (-1, -1), 2),
    ]


def _line_look(row: int, look: str) -> list[Command]:
    whole = ((0, row), (-1, row))
    looks: dict[str, list[Command]] = {
        "": [],
        "total": [
            ("FONT", *whole, BOLD, TABLE_SIZE),
            ("LINEABOVE", (1, row), (-1, row), 0.5, INK),
            ("BACKGROUND", *whole, PANEL),
        ],
        "heading": [("FONT", *whole, BOLD, TABLE_SIZE), ("TOPPADDING", *whole, 5)],
        "memo": [("LINEABOVE", *whole, 0.4, RULE)],
    }
    return looks[look]


def listing(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    right: Sequence[int] = (),
    *,
    last_bold: bool = False,
) -> Table:
    """Words in columns that wrap; `widths` are shares of the page's width, `right` names the columns of figures."""
    whole = sum(widths)
    points = [WIDTH * width / whole for width in widths]
    made = [[words(head, "head_right" if place in right else "head") for place, head in enumerate(heads)]]
    for number, row in enumerate(rows, start=1):
        font = BOLD if last_bold and number == len(rows) else PLAIN
        made.append([_cell(cell, points[place], font, place in right) for place, cell in enumerate(row)])
    commands: list[Command] = [
        *_plain_look(len(made)),
        ("ALIGN", (1, 0), (-1, -1), "LEFT"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 1), (-1, -1), 0.3, RULE),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        *(("ALIGN", (place, 0), (place, -1), "RIGHT") for place in right),
    ]
    if last_bold:
        commands += [("FONT", (0, -1), (-1, -1), BOLD, TABLE_SIZE), ("BACKGROUND", (0, -1), (-1, -1), PANEL)]
    table = Table(made, colWidths=points, repeatRows=1, hAlign="LEFT", spaceAfter=8)
    table.setStyle(commands)
    return table


def _cell(text: str, width: float, font: str, figures: bool) -> Any:
    if figures:
        return fitted(text, width - 5, TABLE_SIZE, font)
    return words(text, "cell_bold" if font == BOLD else "cell")
