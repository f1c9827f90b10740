"""What every sheet of the workbook is drawn with: styles, headings, addresses, rows of months."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from math import ceil
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from planner import Plan, explain, palette
from planner.model import sheet
from planner.model.calendar import fiscal_month, fiscal_year, month_of
from planner.model.lines import names, numbers_of
from planner.model.records import Month, Start
from planner.model.terms import Clock, Drivers, Terms
from planner.model.units import unit
from planner.words import say
from planner.words.formats import NO_LIMIT

Progress = Callable[[float], None]
Number = float | str

SHEETS = ("summary", "inputs", "loans", "opening", "months", "members", "years", "checks", "drivers", "rules", "notes")
UNLIMITED_SHEETS = ("inputs", "loans", "months")
DRAWN = 0.95  # part of the work that is done when every row is written; the rest is packing the file
TITLE_ROW, REMARK_ROW, HEAD_ROW, SECOND_HEAD_ROW = 0, 1, 3, 4
LABEL_WIDTH, UNIT_WIDTH, NUMBER_WIDTH = 46, 9, 13
LETTER = 1
LAST_ROW = 2_000  # of any sheet, and more
LINE_HEIGHT = 15.0
TITLE_HEIGHT = 24.0
PRINT_SCALE = 45
HEADING: dict[str, Any] = {"bold": True, "bg_color": palette.PANEL, "bottom": 1, "bottom_color": palette.RULE}

# A number that would show as nothing but zeros shows as a dash, whichever side of zero its last digits lie.
PATTERNS = {
    "money": '[>=0.5]#,##0_);[<=-0.5](#,##0);"–"_)',
    "cents": '[>=0.005]#,##0.00_);[<=-0.005](#,##0.00);"–"_)',
    "fraction": "0.00%_)",
    "ratio": "0.0000_)",
    "factor": "0.00000000_)",
    "times": '0.00"x"_);(0.00"x)"',
    "days": "0.0_)",
    "months": "0_)",
    "years": "0_)",
    "flag": "0_)",
    "count": "0_)",
}


class PlainSheet(Worksheet):
    """A sheet whose formulas are written as they are: searching each for newer functions took most of the time."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        return formula.removeprefix("=")


class Book:
    """The workbook being drawn."""

    def __init__(self, plan: Plan, stream: BinaryIO, progress: Progress | None, language: str) -> None:
        self.plan, self.language, self.progress = plan, language, progress
        self.file = xlsxwriter.Workbook(stream, {"in_memory": True})
        self.file.set_properties(
            {"title": plan.scenario.name, "created": datetime.combine(plan.scenario.rules_date, time.min)}
        )
        self.file.set_size(2400, 1500)
        self.layout = sheet.layout(plan.case.shape)
        self.names = {key: self.say(f"sheet.{key}") for key in SHEETS}
        self.titles = {
            key: name if name.isascii() and name.isalnum() else f"'{name}'" for key, name in self.names.items()
        }
        self.numbers = _numbers(plan)
        self.last = len(plan.run.months) - 1
        self.columns = [sheet.column(sheet.FIRST_COLUMN + month) for month in range(self.last + 1)]
        self.styles: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.sheets: dict[str, Any] = {}
        self.heights: dict[tuple[str, int], int] = {}
        self.done, self.rows = 0, sum(1 for _, name in self.numbers if not name.startswith("loans."))
        for key in SHEETS:
            self.sheets[key] = self.file.add_worksheet(self.names[key], worksheet_class=PlainSheet)

    def say(self, key: str, **values: object) -> str:
        """Words of the workbook."""
        return say(f"workbook.{key}", self.language, **values)

    def close(self) -> None:
        """Pack the file."""
        self.file.close()
        if self.progress:
            self.progress(1.0)

    # --- styles ------------------------------------------------------------------------------------------------

    def style(self, **properties: Any) -> Any:
        """A cell's style, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self.styles:
            plain = {"font_name": "Calibri", "font_size": 11, "font_color": palette.INK, "valign": "top"}
            self.styles[key] = self.file.add_format({**plain, **properties})
        return self.styles[key]

    def number(self, pattern: str, *, total: bool = False) -> Any:
        """The style of a figure that is worked out."""
        line = {"bold": True, "top": 1, "top_color": palette.RULE} if total else {}
        return self.style(num_format=PATTERNS[pattern], align="right", **line)

    def input(self, pattern: str) -> Any:
        """The style of a figure that may be changed: blue on light blue, as spreadsheets have it."""
        blue, ground = palette.PALETTE["cash"], palette.mixed(palette.PALETTE["collective"], 0.8)
        return self.style(num_format=PATTERNS[pattern], align="right", font_color=blue, bg_color=ground)

    def label(self, *, total: bool = False) -> Any:
        """The style of a row's name."""
        return self.style(bold=True, top=1, top_color=palette.RULE) if total else self.style()

    def faint(self) -> Any:
        """The style of units and remarks."""
        return self.style(font_color=palette.FAINT)

    def heading(self) -> Any:
        """The style of a heading between rows."""
        return self.style(**HEADING)

    def head(self, **properties: Any) -> Any:
        """The style of a column's head."""
        looks = {"bold": True, "font_color": palette.PAPER, "bg_color": palette.INK, "align": "right"}
        return self.style(**{**looks, **properties})

    # --- a sheet's frame -----------------------------------------------------------------------------------------

    def open(self, key: str, widths: Sequence[float], *, freeze: tuple[int, int] = (SECOND_HEAD_ROW + 1, 0)) -> Any:
        """A sheet with its title, what it shows, column widths and how it prints."""
        page = self.sheets[key]
        page.write_string(
            TITLE_ROW, 0, f"{self.plan.scenario.name} · {self.names[key]}", self.style(bold=True, font_size=16)
        )
        page.set_row(TITLE_ROW, TITLE_HEIGHT)
        page.write_string(REMARK_ROW, 0, self.say(f"about.{key}"), self.faint())
        for place, width in enumerate(widths):
            page.set_column(place, place, width)
        page.freeze_panes(*freeze)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(LETTER)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        page.fit_to_pages(1, 0)
        if key in UNLIMITED_SHEETS:
            self.without_limit(page)
        page.set_footer(f"&L{self.plan.scenario.name.replace('&', '&&')}&C&A&R&P / &N")
        return page

    def open_months(self, key: str, *, freeze_rows: int = SECOND_HEAD_ROW + 1) -> Any:
        """A sheet whose columns are months; on paper each fiscal year begins a page."""
        page = self.open(key, [LABEL_WIDTH, UNIT_WIDTH], freeze=(freeze_rows, sheet.FIRST_COLUMN))
        page.set_column(sheet.FIRST_COLUMN, sheet.FIRST_COLUMN + self.last, NUMBER_WIDTH)
        page.set_print_scale(PRINT_SCALE)
        page.print_across()
        page.repeat_columns(0, sheet.FIRST_COLUMN - 1)
        page.set_v_pagebreaks([sheet.FIRST_COLUMN + period.last + 1 for period in self.plan.outcomes.fiscal_years[:-1]])
        if freeze_rows:
            page.repeat_rows(HEAD_ROW, SECOND_HEAD_ROW)
            page.write_string(HEAD_ROW, 0, self.say("head.month"), self.head(align="left"))
            page.write_string(HEAD_ROW, 1, self.say("head.unit"), self.head(align="left"))
            page.write_string(SECOND_HEAD_ROW, 0, self.say("head.fiscal_year"), self.head(align="left"))
            page.write_blank(SECOND_HEAD_ROW, 1, None, self.head())
            self.month_names(page, HEAD_ROW, self.head(num_format="yyyy-mm"))
            for month in range(self.last + 1):
                page.write_string(SECOND_HEAD_ROW, sheet.FIRST_COLUMN + month, self.fiscal(month), self.head())
        return page

    def without_limit(self, page: Any) -> None:
        """What stands where no limit was agreed shows as those words on the whole sheet."""
        shown = self.file.add_format({"num_format": f'"{say("formats.no_limit", self.language)}"_)'})
        rule = {"type": "cell", "criteria": ">=", "value": NO_LIMIT, "format": shown}
        page.conditional_format(HEAD_ROW, 1, LAST_ROW, sheet.FIRST_COLUMN + self.last, rule)

    def sentence(self, page: Any, row: int, place: int, text: str, width: float, **properties: Any) -> None:
        """A sentence in a cell of a width in characters, in a row high enough for it."""
        page.write_string(row, place, text, self.style(text_wrap=True, **properties))
        self.heights[page.name, row] = max(self.heights.get((page.name, row), 1), ceil(1.1 * len(text) / width))
        page.set_row(row, LINE_HEIGHT * self.heights[page.name, row])

    def month_names(self, page: Any, row: int, style: Any) -> None:
        """The months as heads of columns."""
        for month in range(self.last + 1):
            page.write_datetime(row, sheet.FIRST_COLUMN + month, self.first_day(month), style)

    def first_day(self, month: int) -> date:
        """The first day of a month of the plan: a spreadsheet shows it as 2027-03."""
        year, of_year = month_of(self.plan.scenario.deal.closing, month)
        return date(year, of_year, 1)

    def fiscal(self, month: int) -> str:
        """The fiscal year of a month; its last month says so."""
        if month == 0:
            return self.say("head.closing")
        ends = fiscal_month(self.plan.dates, month) == 12  # noqa: PLR2004  (months of a year)
        return self.say("head.year_end" if ends else "head.year", year=fiscal_year(self.plan.dates, month))

    # --- figures -------------------------------------------------------------------------------------------------

    def address(self, place: str, name: str, here: str, month: int = 0) -> str:
        """How a formula on the sheet `here` calls a figure."""
        text = sheet.address(self.layout, self.titles, place, name, here)
        return text.format(this=self.columns[month], last=self.columns[month - 1])

    def across(self, place: str, name: str, first: int = 0, last: int | None = None) -> str:
        """All months of a line, from a first to a last one, for a sheet without months."""
        spot = self.layout.spots[place, name]
        end = self.last if last is None else last
        return f"{self.titles[spot.sheet]}!${self.columns[first]}${spot.row}:${self.columns[end]}${spot.row}"

    def live(self, key: str, **formulas: str) -> str:
        """A sentence as a formula: its values are worked out again with everything else."""
        marked = self.say(key, **{name: f"\0{name}\0" for name in formulas}).replace('"', '""')
        parts = [formulas[one] if place % 2 else f'"{one}"' for place, one in enumerate(marked.split("\0"))]
        return "&".join(part for part in parts if part != '""')

    def title_of(self, place: str, name: str) -> str:
        """What a figure is called."""
        return explain.label(self.plan, place, name, self.language)

    def row_title(self, place: str, name: str) -> str:
        """What a row is called under its heading, which names the loan."""
        kind, _, rest = name.partition(".")
        if kind in sheet.OF_LOANS:
            folder = {"drivers": "driver"}.get(place, "line")
            return say(f"{folder}.{kind}.{rest.partition('.')[2]}", self.language)
        return self.title_of(place, name)

    def unit_name(self, of: str) -> str:
        """A unit in words."""
        return self.plan.scenario.currency if of in ("money", "cents") else self.say(f"unit.{of}")

    def group_name(self, group: str) -> str:
        """The heading of a group of lines; a loan's is its name."""
        kind, _, number = group.partition(".")
        if not number:
            return self.say(f"group.{kind}")
        loans = self.plan.scenario.deal.loans
        name = loans[int(number)].name if int(number) < len(loans) else say("explain.empty_loan", self.language)
        return self.say("due_on", name=name) if kind == "dues" else name

    def headings(self, key: str, columns: int) -> None:
        """The headings of a sheet's groups, from its first to its last column."""
        for row, group in self.layout.headings[key]:
            for place in range(columns):
                self.sheets[key].write_blank(row - 1, place, None, self.heading())
            self.sheets[key].write_string(row - 1, 0, self.group_name(group), self.heading())

    def lines_of_months(self, key: str, pattern: str) -> None:
        """Every line that stands on a sheet: one formula, written across all months."""
        page = self.sheets[key]
        for row in sheet.month_rows(self.layout, self.titles, key):
            values, kind = self.numbers["now", row.name], unit("now", row.name)
            style = self.number(pattern if kind == "money" else kind)
            at = row.spot.row - 1
            page.write_string(at, 0, self.row_title("now", row.name), self.label())
            page.write_string(at, 1, self.unit_name(kind), self.faint())
            page.write_formula(at, sheet.FIRST_COLUMN, row.begin.format(this=self.columns[0]), style, values[0])
            for month in range(1, self.last + 1):
                text = row.later.format(this=self.columns[month], last=self.columns[month - 1])
                page.write_formula(at, sheet.FIRST_COLUMN + month, text, style, values[month])
            self.step()

    def step(self) -> None:
        """Say how far the work has come."""
        self.done += 1
        if self.progress:
            self.progress(DRAWN * min(1.0, self.done / self.rows))


def _numbers(plan: Plan) -> dict[tuple[str, str], Any]:
    """Every number of the plan by place and name: one of a term, one a month of a line."""
    shape, run, case = plan.case.shape, plan.run, plan.case
    still: tuple[tuple[str, Any, Any], ...] = (("terms", Terms, case.terms), ("start", Start, run.start))
    moving: tuple[tuple[str, Any, Any], ...] = (
        ("now", Month, run.months),
        ("drivers", Drivers, case.drivers),
        ("clock", Clock, case.clocks),
    )
    found: dict[tuple[str, str], Any] = {}
    for place, kind, record in still:
        found |= {(place, name): one for name, one in zip(names(kind, shape), numbers_of(record), strict=True)}
    for place, kind, months in moving:
        columns = zip(*(numbers_of(one) for one in months), strict=True)
        found |= {(place, name): one for name, one in zip(names(kind, shape), columns, strict=True)}
    return found
