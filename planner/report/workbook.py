"""The plan as a workbook: every figure a live formula, with our own number beside it for readers that do not calculate.

The sheets are made from the very model that made the plan (reader three, `model/sheet.py`); change an input cell and
the spreadsheet works the whole plan out again.
"""

from io import BytesIO
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from planner import Plan, origins, palette
from planner.loans import amortised_over, repaid
from planner.model import sheet
from planner.model.lines import names
from planner.model.terms import Clock, Drivers, Loan
from planner.model.units import unit
from planner.places import Rule
from planner.report.book import (
    HEAD_ROW,
    HEADING,
    LABEL_WIDTH,
    LINE_HEIGHT,
    NUMBER_WIDTH,
    SECOND_HEAD_ROW,
    TITLE_ROW,
    Book,
    Progress,
)
from planner.report.book_opening import opening
from planner.report.book_readings import checks, summary, years
from planner.words import keys, say
from planner.words.formats import day


def workbook(plan: Plan, progress: Progress | None = None, language: str = "en") -> bytes:
    """The plan as an .xlsx file; `progress` is called with the fraction that is done. The same plan, the same bytes."""
    stream = BytesIO()
    book = Book(plan, stream, progress, language)
    inputs(book)
    loans(book)
    sources, uses = opening(book)
    months(book)
    members(book)
    drivers(book)
    read = years(book)
    checked = checks(book, sources, uses)
    summary(book, read, checked)
    rules(book)
    notes(book)
    book.close()
    return stream.getvalue()


def inputs(book: Book) -> None:
    """What holds for the whole plan, but for the loans, and where each figure comes from."""
    page = book.open("inputs", [LABEL_WIDTH, NUMBER_WIDTH + 4, 10, 90])
    for place, key in enumerate(("input", "value", "unit", "origin")):
        page.write_string(
            SECOND_HEAD_ROW, place, book.say(f"head.{key}"), book.head(align="right" if place == 1 else "left")
        )
    book.headings(sheet.INPUTS, 4)
    for _, name in sheet.terms_by_group(book.plan.case.shape):
        at, kind = book.layout.spots["terms", name].row - 1, unit("terms", name)
        page.write_string(at, 0, book.title_of("terms", name), book.label())
        page.write_number(at, 1, book.numbers["terms", name], book.input("cents" if kind == "money" else kind))
        page.write_string(at, 2, book.unit_name(kind), book.faint())
        told = origins.told(book.plan.rules, "terms", name, book.language)
        book.sentence(page, at, 3, " · ".join(told), 90, font_color=palette.FAINT)
        if kind == "flag":
            page.data_validation(at, 1, at, 1, {"validate": "list", "source": [0, 1]})
        book.step()


def loans(book: Book) -> None:
    """Each loan's terms, a column a loan, then each loan month by month."""
    page = book.open_months("loans", freeze_rows=0)
    page.write_string(SECOND_HEAD_ROW, 0, book.say("head.loan_terms"), book.head(align="left"))
    page.write_string(SECOND_HEAD_ROW, 1, book.say("head.unit"), book.head(align="left"))
    page.set_row(SECOND_HEAD_ROW, 3 * LINE_HEIGHT)
    shape = book.plan.case.shape
    for number in range(shape.loans):
        at = sheet.FIRST_COLUMN + number
        page.write_string(SECOND_HEAD_ROW, at, book.group_name(f"loans.{number}"), book.head(text_wrap=True))
        _amortised(book, page, number, at)
    for name in Loan._fields:
        row, kind = book.layout.spots["terms", f"loans.0.{name}"].row - 1, unit("terms", name)
        page.write_string(row, 0, say(f"term.loans.{name}", book.language), book.label())
        page.write_string(row, 1, book.unit_name(kind), book.faint())
        for number in range(shape.loans):
            value, at = book.numbers["terms", f"loans.{number}.{name}"], sheet.FIRST_COLUMN + number
            page.write_number(row, at, value, book.input("cents" if kind == "money" else kind))
    page.write_string(book.layout.amortised - 1, 0, book.say("amortised"), book.label())
    page.write_string(book.layout.amortised - 1, 1, book.unit_name("months"), book.faint())
    book.headings(sheet.LOANS, sheet.FIRST_COLUMN + book.last + 1)
    dated = book.style(**HEADING, align="right", num_format="yyyy-mm")
    for row, _ in book.layout.headings[sheet.LOANS]:
        book.month_names(page, row - 1, dated)
    book.lines_of_months(sheet.LOANS, "cents")


def _amortised(book: Book, page: Worksheet, number: int, at: int) -> None:
    """The months over which a loan's level payment is worked out: as asked, or live what its quiet months leave."""
    asked = book.plan.scenario.deal.loans
    row = book.layout.amortised - 1
    if number >= len(asked):
        page.write_number(row, at, 0.0, book.input("months"))
    elif asked[number].amortisation or asked[number].balloon:
        page.write_number(row, at, amortised_over(asked[number]), book.input("months"))
    else:
        last, quiet = (
            xl_rowcol_to_cell(book.layout.spots["terms", f"loans.0.{name}"].row - 1, at) for name in ("last", "quiet")
        )
        page.write_formula(row, at, f"={last}-{quiet}", book.number("months"), amortised_over(asked[number]))


def months(book: Book) -> None:
    """The business month by month, in the order in which money moves."""
    page = book.open_months("months")
    book.headings(sheet.MONTHS, sheet.FIRST_COLUMN + book.last + 1)
    book.lines_of_months(sheet.MONTHS, "money")
    row = book.layout.spots["now", "treasury.cash_shortfall"].row - 1
    alarm = book.file.add_format({"font_color": palette.WARNING, "bold": True})
    rule = {"type": "cell", "criteria": ">=", "value": 0.005, "format": alarm}
    page.conditional_format(row, sheet.FIRST_COLUMN, row, sheet.FIRST_COLUMN + book.last, rule)


def members(book: Book) -> None:
    """Members' shares and accounts, layer by layer, and what leavers are owed."""
    book.open_months("members")
    book.headings(sheet.MEMBERS, sheet.FIRST_COLUMN + book.last + 1)
    book.lines_of_months(sheet.MEMBERS, "cents")


def drivers(book: Book) -> None:
    """The assumptions a month at a time, and the calendar."""
    page = book.open_months("drivers")
    book.headings(sheet.DRIVERS, sheet.FIRST_COLUMN + book.last + 1)
    for place, record in (("drivers", Drivers), ("clock", Clock)):
        for name in names(record, book.plan.case.shape):
            at, kind = book.layout.spots[place, name].row - 1, unit(place, name)
            page.write_string(at, 0, book.row_title(place, name), book.label())
            page.write_string(at, 1, book.unit_name(kind), book.faint())
            style = book.input("cents" if kind == "money" else kind)
            for month, value in enumerate(book.numbers[place, name]):
                formula = _factor(book, name, month)
                if formula:
                    page.write_formula(at, sheet.FIRST_COLUMN + month, formula, book.number(kind), value)
                else:
                    page.write_number(at, sheet.FIRST_COLUMN + month, value, style)
            book.step()


def _factor(book: Book, name: str, month: int) -> str:
    """The formula of a loan's payment on 1 of balance; empty where none is worked out."""
    if not name.endswith(".factor"):
        return ""
    number = int(name.split(".")[1])
    asked = book.plan.scenario.deal.loans
    index = tuple(one.index_rate for one in book.plan.case.drivers)
    how = repaid(asked[number], index)[month] if number < len(asked) else None
    return sheet.factor_formula(book.layout, book.titles, number, how) if how else ""


def rules(book: Book) -> None:
    """Each figure of the law that was used: its value, since when, from where, and whether it was read there."""
    page = book.open("rules", [56, 34, 12, 70, 20, 12])
    for place, key in enumerate(("rule", "value", "unit", "source", "since", "verified")):
        page.write_string(HEAD_ROW, place, book.say(f"head.{key}"), book.head(align="left"))
    for at, rule in enumerate(book.plan.rules.used, SECOND_HEAD_ROW):
        book.sentence(page, at, 0, rule.label, 56)
        _rule_value(book, page, at, rule)
        page.write_string(at, 2, rule.unit, book.faint())
        book.sentence(page, at, 3, rule.source, 70)
        page.write_string(at, 4, day(rule.effective, language=book.language), book.label())
        page.write_string(at, 5, book.say("yes" if rule.verified else "no"), book.label())


def _rule_value(book: Book, page: Any, at: int, rule: Rule) -> None:
    if isinstance(rule.value, float):
        page.write_number(
            at, 1, rule.value, book.style(num_format="0.00%" if rule.unit == "fraction" else "#,##0.####", align="left")
        )
        return
    parts = (
        ": ".join(f"{one:,.10g}" for one in row) if isinstance(row, tuple) else f"{row:,.10g}" for row in rule.value
    )
    book.sentence(page, at, 1, "; ".join(parts), 34)


def notes(book: Book) -> None:
    """What this workbook cannot do, and how to read it."""
    page = book.open("notes", [120], freeze=(TITLE_ROW + 2, 0))
    said = sorted(key for key in keys(book.language) if key.startswith("workbook.note."))
    for at, key in enumerate(said, HEAD_ROW):
        book.sentence(page, at, 0, say(key, book.language), 120)
