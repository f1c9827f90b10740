"""A roster out of a spreadsheet, pasted or as a file: the rows that can be used, and of the others what is wrong.

Columns stand in any order, under English or Spanish headings (`headings.toml`), apart by tabs, commas or semicolons.
Nothing is lost: a row that cannot be used comes back as it was given, with one sentence for each fault.
"""

import csv
import re
import tomllib
import unicodedata
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from planner.faults import LARGEST_FILE, allowed
from planner.scenario import Worker
from planner.words import say
from planner.words.formats import day

MOST_ROWS = 2000
MOST_COLUMNS = 60
LONGEST_CELL = 500
LONGEST_SHOWN = 40
NEEDED = ("alias", "pay")
FILE = Path(__file__).with_name("headings.toml")
APART = ("\t", ";", ",")
FIELDS = (
    *("alias", "role", "number", "hours", "pay", "own_raise"),
    *("joins_after", "likely", "started", "age", "leaves"),
)
WHOLE = ("number", "age", "joins_after")
DATES = ("started", "leaves")
FRACTIONS = ("likely", "own_raise")
TURN = 70  # years of two digits: from here on of the last century
CENTURY, THIS_CENTURY, LAST_CENTURY = 100, 2000, 1900
MONTHS = 12
_DAY = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[ T]\d.*)?")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d{1,2}")
_NUMBER = re.compile(r"[-+]?\d*\.?\d+|[-+]?\d+\.")


class Refused(NamedTuple):
    """A row that cannot be used: where it stood, as it was given, and why."""

    row: int
    cells: tuple[str, ...]
    faults: tuple[str, ...]


class Roster(NamedTuple):
    """What a table of workers holds."""

    workers: tuple[Worker, ...]
    refused: tuple[Refused, ...]
    heading: tuple[str, ...]  # as given
    unknown: tuple[str, ...]  # columns that are not read
    faults: tuple[str, ...]  # of the table as a whole: nothing of it can be read

    @property
    def left(self) -> str:
        """The rows that cannot be used, with their heading, ready to be put right and pasted again."""
        if not self.refused:
            return ""
        text = StringIO()
        writer = csv.writer(text, delimiter="\t", lineterminator="\n")
        writer.writerows([self.heading, *(one.cells for one in self.refused)])
        return text.getvalue()


@cache
def _known() -> tuple[dict[str, str], dict[str, float]]:
    """Which field a heading stands for, and how likely an answer is."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    fields = {heading: field for field, headings in told["field"].items() for heading in headings}
    answers = {word: told["likely"][answer] for answer, words in told["answer"].items() for word in words}
    return fields, answers


def read(given: str | bytes, closing: date, language: str = "en") -> Roster:
    """The roster in a pasted table or the bytes of a CSV file, of those at work on the closing day."""
    if len(given) > LARGEST_FILE:
        return _nothing(say("pasted.too_large", language, limit=LARGEST_FILE // 1_000_000))
    text = decoded(given)
    rows = _rows(text)
    if not rows:
        return _nothing(say("pasted.empty", language))
    (_, heading), *body = rows
    fields = [_known()[0].get(plain(cell), "") for cell in heading]
    fault = _heading_fault(heading, fields, language)
    if fault:
        return _nothing(fault, tuple(heading))
    workers: list[Worker] = []
    refused = []
    days_first = {column for column in range(len(heading)) if any(_day_first(cells, column) for _, cells in body)}
    table = _Table(tuple(heading), tuple(fields), frozenset(days_first), closing, language)
    for row, cells in body:
        made = _worker(row, cells, table)
        if isinstance(made, Refused):
            refused.append(made)
        elif len(workers) == MOST_ROWS:
            refused.append(Refused(row, tuple(cells), (say("pasted.too_many", language, row=row, most=MOST_ROWS),)))
        else:
            workers.append(made)
    unknown = tuple(cell for cell, field in zip(heading, fields, strict=True) if not field and cell.strip())
    faults = () if body else (say("pasted.no_rows", language),)
    return Roster(tuple(workers), tuple(refused), tuple(heading), unknown, faults)


def _nothing(fault: str, heading: tuple[str, ...] = ()) -> Roster:
    return Roster((), (), heading, (), (fault,))


def decoded(given: str | bytes) -> str:
    """Text of a file: UTF-8, with or without a mark, or what older spreadsheets write."""
    if isinstance(given, str):
        return given
    for encoding in ("utf-8-sig", "utf-16") if given[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return given.decode(encoding)
        except UnicodeDecodeError:
            continue
    return given.decode("cp1252", "replace")


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Rows that are not empty, with the number each has in the table."""
    text = text.replace("\0", "").removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    apart = max(APART, key=first.count)
    read_on = csv.reader(StringIO(text, newline=""), delimiter=apart)
    rows: list[tuple[int, list[str]]] = []
    while True:
        try:
            cells = next(read_on)
        except StopIteration:
            return rows
        except csv.Error:  # a cell beyond what the reader takes
            cells = ["?" * (LONGEST_CELL + 1)]
        if any(cell.strip() for cell in cells):
            rows.append((read_on.line_num, [cell.strip() for cell in cells]))


def plain(cell: str) -> str:
    """A heading or an answer as it is looked up: lower case, without accents, brackets, dots or double blanks."""
    letters = unicodedata.normalize("NFKD", cell.casefold())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"\(.*?\)|\[.*?\]|[.:*#_]", " ", kept).split())


def _heading_fault(heading: list[str], fields: list[str], language: str) -> str:
    known = [field for field in fields if field]
    if len(heading) > MOST_COLUMNS:
        return say("pasted.too_wide", language, most=MOST_COLUMNS)
    twice = next((field for field in known if known.count(field) > 1), "")
    if twice:
        columns = [cell for cell, field in zip(heading, fields, strict=True) if field == twice]
        return say("pasted.twice", language, columns=" / ".join(map(_shown, columns)), title=_title(twice))
    missing = next((field for field in NEEDED if field not in known), "")
    return say("pasted.missing", language, title=_title(missing)) if missing else ""


class _Table(NamedTuple):
    """What holds for every row."""

    heading: tuple[str, ...]
    fields: tuple[str, ...]
    days_first: frozenset[int]  # columns whose dates begin with the day: one of them could be no month
    closing: date
    language: str


def _day_first(cells: list[str], column: int) -> bool:
    found = _DAY.fullmatch(cells[column]) if column < len(cells) else None
    return found is not None and MONTHS < int(found[1]) < CENTURY // 2 and int(found[2]) <= MONTHS


def _worker(row: int, cells: list[str], table: _Table) -> Worker | Refused:
    """One row: a worker, or what is wrong with it, a sentence for each column."""
    heading, fields, _, closing, language = table
    faults: dict[str, str] = {}
    padded = [*cells, *([""] * (len(heading) - len(cells)))]
    entered: dict[str, Any] = {}
    shown = {}
    for place, (column, field, cell) in enumerate(zip(heading, fields, padded, strict=False)):
        if not field or (not cell and field not in NEEDED):
            continue
        value = _value(field, cell, day_first=place in table.days_first) if len(cell) <= LONGEST_CELL else None
        shown[field] = (column, cell)
        if value is None:
            faults[field] = _fault(row, column, cell, field, language)
        elif field in DATES and (value > closing) is not (field == "leaves"):
            right = say(f"pasted.right.{field}", language, closing=day(closing, language=language))
            faults[field] = _said(row, column, cell, right, language)
        else:
            entered[field] = value
    try:
        made = Worker(**{"alias": "-", "pay": 0.0, "joins_after": 0, **entered})
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            field = str(fault["loc"][0])
            faults[field] = _fault(row, *shown[field], field, language)
    if any(cells[len(heading) :]):
        faults[""] = say("pasted.more_cells", language, row=row, cells=len(cells), columns=len(heading))
    if not faults:
        return made
    return Refused(row, tuple(cells), tuple(faults[field] for field in ("", *fields) if field in faults))


def _fault(row: int, column: str, cell: str, field: str, language: str) -> str:
    right = say("pasted.right.likely", language) if field == "likely" else allowed("workforce", "workers", 0, field)
    return _said(row, column, cell, right, language)


def _said(row: int, column: str, cell: str, right: str, language: str) -> str:
    given = say("pasted.nothing", language) if not cell else say("pasted.given", language, cell=_shown(cell))
    return say("pasted.fault", language, row=row, column=_shown(column), given=given, right=right)


def _value(field: str, cell: str, *, day_first: bool) -> Any:
    """A cell as the field holds it; None where it is not of its kind, or nothing."""
    if field in DATES:
        return _date(cell, day_first=day_first)
    if field == "likely" and plain(cell) in _known()[1]:
        return _known()[1][plain(cell)]
    if field in ("alias", "role"):
        return cell or None
    number = _number(cell.removesuffix("%")) if field in FRACTIONS else _number(cell)
    if number is None:
        return None
    if field in WHOLE:
        return int(number) if number == int(number) else None
    return round(number / CENTURY, 8) if field in FRACTIONS and cell.endswith("%") else number


def _number(cell: str) -> float | None:
    """12, 12.50, 12,50, $1,200.00: what is written in figures."""
    digits = re.sub(r"^US\$|[$€\s\u00a0]", "", cell)
    digits = digits.replace(",", ".") if _DECIMAL_COMMA.fullmatch(digits) else digits.replace(",", "")
    return float(digits) if _NUMBER.fullmatch(digits) else None


def _date(cell: str, *, day_first: bool) -> date | None:
    """2027-12-31, 12/31/2027 or, where a column says so, 31/12/2027."""
    found = _DAY.fullmatch(cell)
    if not found:
        return None
    first, second, third = (int(part) for part in found.groups())
    if first >= CENTURY:
        year, month, of_month = first, second, third
    else:
        year, month, of_month = third, *((second, first) if day_first else (first, second))
    if year < CENTURY:
        year += LAST_CENTURY if year >= TURN else THIS_CENTURY
    try:
        return date(year, month, of_month)
    except ValueError:
        return None


def _title(field: str) -> str:
    return str(Worker.model_fields[field].title)


def _shown(cell: str) -> str:
    told = " ".join(cell.split())
    return told if len(told) <= LONGEST_SHOWN else told[: LONGEST_SHOWN - 1] + "…"
