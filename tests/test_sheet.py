import re
import zipfile
from html import unescape
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import NamedTuple

import ground
import numpy as np
import pytest
import sweep
from firm import lowered
from office import needs_soffice, through_office
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from random_scenarios import scenario
from test_many import LARGEST as LARGEST_SHAPE
from test_many import differences

from planner import loans, plan
from planner.model import one, sheet
from planner.model.lines import value_of
from planner.model.terms import Shape
from planner.model.trace import CELL_HELPERS, Cell, trace, value
from planner.report.book import SHEETS
from planner.report.workbook import workbook
from planner.scenario import LOAN_SLOTS, Scenario
from planner.words import say

SAMPLE = Path(__file__).parent.parent / "scenarios" / "sample_company.json"
LONGEST = 250
WITHIN = 0.005
DEALS, LARGEST = sweep.cases(40, 100), sweep.cases(4, 10)  # so many of the deals fill every slot the planner has
SHEETS_MADE = sweep.cases(5, DEALS)
LARGEST_MONTHS = sweep.cases(48, 360)
TITLES = {key: key.capitalize() for key in SHEETS}
REFERENCE = re.compile(r"(?:('[^']+'|\w+)!)?(\$?[A-Z]{1,3}\$?\d+)(?::(\$?[A-Z]{1,3}\$?\d+))?")


@pytest.fixture(scope="module")
def sample():
    return plan(Scenario.model_validate_json(SAMPLE.read_bytes()))


@pytest.fixture(scope="module")
def sample_book(sample):
    return workbook(sample)


@pytest.fixture(scope="module")
def largest_book():
    return workbook(plan(scenario(100, largest=True, months=24)))


def line(name):
    return Cell("line", "now", name)


def written(tree):
    return sheet.formula(tree, lambda _place, name: name)


# --- one formula ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (line("a") + line("b") * 2.0, "=a+b*2"),
        ((line("a") + line("b")) * 2.0, "=(a+b)*2"),
        (line("a") - (line("b") - line("c")), "=a-(b-c)"),
        (line("a") - line("b") - line("c"), "=a-b-c"),
        (line("a") + (line("b") + line("c")), "=a+(b+c)"),
        (line("a") / 12.0 * line("b"), "=a/12*b"),
        (line("a") / (12.0 * line("b")), "=a/(12*b)"),
        (line("a") - (-1.5), "=a-(-1.5)"),
        (line("a") * 0.1, "=a*0.1"),
        (line("a") * 1e-7, "=a*1E-07"),
        (line("a") + (line("b") <= line("c")), "=a+(b<=c)"),
        (CELL_HELPERS["where"](line("a") >= 1.0, line("b"), 0.0), "=IF(a>=1,b,0)"),
        (CELL_HELPERS["most"](0.0, line("a") - line("b")), "=MAX(0,a-b)"),
        (CELL_HELPERS["least"](line("a"), line("b")), "=MIN(a,b)"),
        (CELL_HELPERS["most"](CELL_HELPERS["most"](line("a"), line("b")), line("c")), "=MAX(a,b,c)"),
        (CELL_HELPERS["most"](CELL_HELPERS["least"](line("a"), line("b")), line("c")), "=MAX(MIN(a,b),c)"),
        (CELL_HELPERS["cents"](line("a")), "=INT(100*a+0.5000001)/100"),
        (CELL_HELPERS["cents"](line("a") * line("b")), "=INT(100*(a*b)+0.5000001)/100"),
        (1.0 - CELL_HELPERS["cents_up"](line("a")), "=1-(-INT(-(100*a-0.0000001))/100)"),
        (CELL_HELPERS["ratio"](line("a") + 1.0, line("b")), "=IF(b=0,0,(a+1)/b)"),
        (CELL_HELPERS["annuity"](line("a") / 12.0, line("b")), "=IF(b>0,-PMT(a/12,b,1),0)"),
    ],
)
def test_a_tree_is_written_with_as_few_parentheses_as_keep_the_order_of_operations(tree, text):
    assert written(tree) == text


def test_every_helper_of_the_model_can_be_written():
    arguments = {"where": 3, "cents": 1, "cents_up": 1}
    for name, helper in CELL_HELPERS.items():
        assert written(helper(*(line(letter) for letter in "abc"[: arguments.get(name, 2)])))


def test_columns_are_lettered_as_spreadsheets_do():
    assert [sheet.column(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert all(column_index_from_string(sheet.column(place)) == place + 1 for place in range(1000))


def test_every_formula_does_the_very_operations_of_the_model():
    for seed in range(4):
        case = deal_case(scenario(seed, months=40))
        run, traced = one.run(case), trace(case.shape)
        for month in range(1, len(run.months)):
            seen = looked_up(case, run, month)
            for name, tree in traced.month.items():
                figure = value_of(run.months[month], name)
                assert value(tree, seen) == figure
                assert evaluated(tree, seen) == figure, f"{name} in month {month}"


def deal_case(asked):
    return plan(asked).case


def looked_up(case, run, month):
    records = {
        "terms": case.terms,
        "start": run.start,
        "drivers": case.drivers[month],
        "clock": case.clocks[month],
        "now": run.months[month],
        "then": run.months[month - 1],
    }
    return lambda place, name: value_of(records[place], name)


def evaluated(tree, seen):
    """The formula's text worked out by Python in place of a spreadsheet."""
    text = sheet.formula(tree, lambda place, name: f"V({place!r},{name!r})")
    words = {
        "V": lambda place, name: np.float64(seen(place, name)),
        "IF": lambda condition, a, b: a if condition else b,
        "INT": np.floor,
        "MAX": max,
        "MIN": min,
    }
    with np.errstate(all="ignore"):
        return eval(re.sub(r"(?<![<>])=0,", "==0,", text[1:]), words)  # noqa: S307  (our own formula)


CLASSED = [
    Shape(2, 3, 2, 1, classes=1),
    Shape(8, 30, 10, 4, classes=4),
    Shape(2, 3, 2, units=6),
    Shape(8, 30, 10, 4, 4, units=12),
]

# --- all formulas -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "shape", [Shape(*sizes) for sizes in product((1, 2, 5, 8), (1, 3, 30), (1, 10), (0, 4))] + CLASSED
)
def test_no_formula_of_any_shape_is_too_long_or_looks_down_its_column(shape):
    layout = sheet.layout(shape)
    far = {"this": "NB", "last": "NA"}
    for key in (sheet.MONTHS, sheet.LOANS, sheet.MEMBERS):
        for row in sheet.month_rows(layout, TITLES, key):
            for text in (row.begin.format(**far), row.later.format(**far)):
                assert len(text) <= LONGEST, row.name
                assert not looks_down(text, "NB", row.spot.row), row.name
    for name, text in sheet.start_formulas(layout, TITLES).items():
        spot = layout.spots["start", name]
        assert len(text) <= LONGEST, name
        assert not looks_down(text, spot.column, spot.row), name


def looks_down(text, column, row):
    """Whether a formula in a cell refers to a lower row of that cell's own column, on its own sheet."""
    for other_sheet, *corners in REFERENCE.findall(re.sub(r'"[^"]*"', "", text)):
        cells = [re.fullmatch(r"([A-Z]+)(\d+)", corner.replace("$", "")).groups() for corner in corners if corner]
        columns = [column_index_from_string(letters) for letters, _ in cells]
        within = columns[0] <= column_index_from_string(column) <= columns[-1]
        if not other_sheet and within and max(int(number) for _, number in cells) > row:
            return True
    return False


def test_the_law_of_looking_down_can_fail():
    assert looks_down("=B9", "B", 8)
    assert looks_down("=SUM(A1:C9)", "B", 8)
    assert looks_down("=$B$9+Months!B7", "B", 8)
    assert not looks_down('=C9+Months!B9+B7&"B9"', "B", 8)


@pytest.mark.parametrize("book", ["sample_book", "largest_book"])
def test_no_formula_of_the_workbook_is_too_long_or_looks_down_its_column(book, request):
    found = 0
    for _, _, column, row, text in formulas(request.getfixturevalue(book)):
        found += 1
        assert len(text) <= LONGEST
        assert not looks_down(text, column, row), f"{column}{row}: {text}"
    assert found > 20_000


VALUE = re.compile(r'<c r="([A-Z]+)(\d+)"(?: s="\d+")?(?: t="(\w+)")?><f[^>]*>[^<]*</f><v>([^<]*)</v>')
FORMULA = re.compile(r'<c r="([A-Z]+)(\d+)"[^>]*><f>([^<]*)</f><v>([^<]*)</v>')


def formulas(book):
    """Every formula of a workbook: its sheet, cached value, column, row and text."""
    with zipfile.ZipFile(BytesIO(book)) as archive:
        for place, key in enumerate(SHEETS, 1):
            page = archive.read(f"xl/worksheets/sheet{place}.xml").decode()
            for column, row, text, cached in FORMULA.findall(page):
                yield key, unescape(cached), column, int(row), "=" + unescape(text)


def test_a_row_has_one_formula_across_all_months(sample_book):
    rows = {}
    for key, _, column, row, text in formulas(sample_book):
        at = column_index_from_string(column)
        if key in (sheet.MONTHS, sheet.LOANS, sheet.MEMBERS) and at > sheet.FIRST_COLUMN + 1:  # month 0 has its own
            rows.setdefault((key, row), []).append(moved_back(text, at))
    across = [texts for texts in rows.values() if len(texts) > LOAN_SLOTS]
    assert len(across) > 200
    assert all(len(set(texts)) == 1 for texts in across)


def moved_back(text, at):
    """A formula with its relative columns told from its own place."""
    letters = re.compile(r"(?<![$A-Z])([A-Z]{1,3})(?=\d)")
    return letters.sub(lambda found: f"[{column_index_from_string(found[1]) - at}]", text)


# --- the workbook -----------------------------------------------------------------------------------------------


def test_the_same_plan_gives_the_same_bytes_and_progress_runs_to_the_end(sample, sample_book):
    seen = []
    assert workbook(sample, seen.append) == sample_book
    assert seen == sorted(seen)
    assert seen[0] < 0.1
    assert 0.9 < seen[-2] < 1.0
    assert seen[-1] == 1.0


def test_the_first_sheet_says_in_words_whether_cash_suffices():
    asked = [scenario(seed, months=24) for seed in range(50)]
    ends = [one.run(lowered(made)).outcome.shortfall_month >= 0 for made in asked]
    for short, words in ((True, "Cash falls short"), (False, "Cash holds")):
        made = plan(asked[ends.index(short)])
        first = load_workbook(BytesIO(workbook(made)), data_only=True, read_only=True).worksheets[0]
        assert first.title == "Summary"
        assert str(first["A4"].value).startswith(words)


def test_every_sheet_stands_in_the_workbook_with_its_title(sample, sample_book):
    book = load_workbook(BytesIO(sample_book), data_only=True)
    assert book.sheetnames == [say(f"workbook.sheet.{key}") for key in SHEETS]
    for page in book.worksheets:
        assert page["A1"].value.startswith(sample.scenario.name)
        assert page["A2"].value


def test_every_formula_carries_our_own_number(sample, sample_book):
    page = load_workbook(BytesIO(sample_book), data_only=True)["Months"]
    row = sheet.layout(sample.case.shape).spots["now", "treasury.cash"].row
    cached = [cell.value for cell in page[row][sheet.FIRST_COLUMN :]]
    assert cached == pytest.approx([month.treasury.cash for month in sample.run.months], abs=1e-6)


# --- one == sheet -----------------------------------------------------------------------------------------------


def put(book, inputs):
    """The workbook with other numbers in some of its input cells; every formula keeps its stale value."""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            text = old.read(entry)
            for (key, address), number in inputs.items():
                if entry == f"xl/worksheets/sheet{SHEETS.index(key) + 1}.xml":
                    cell = re.compile(rb'(<c r="%s"[^>]*>)<v>[^<]*</v>' % address.encode())
                    text, count = cell.subn(rb"\g<1><v>%s</v>" % repr(number).encode(), text)
                    assert count == 1
            new.writestr(entry, text)
    return changed.getvalue()


def forget(book):
    """The workbook with every cached value lost."""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, re.sub(rb"</f><v>[^<]*</v>", b"</f><v>0</v>", old.read(entry)))
    return changed.getvalue()


def recalculated(folder, books):
    """Each workbook, by name, as LibreOffice works it out: its cells by sheet and address."""
    return {name: cells(book) for name, book in through_office(folder, books).items()}


def cells(book):
    """The value of every formula cell of a workbook by sheet, column and row; words as they stand."""
    found = {}
    with zipfile.ZipFile(BytesIO(book)) as archive:
        for place, key in enumerate(SHEETS, 1):
            page = archive.read(f"xl/worksheets/sheet{place}.xml").decode()
            for column, row, kind, held in VALUE.findall(page):
                found[key, column, int(row)] = unescape(held) if kind == "str" else float(held)
    return found


def altered(asked, case):
    """The same case at another price, other sales and another rate of the first loan; and the cells to say so."""
    terms, layout = case.terms, sheet.layout(case.shape)
    price, sales = round(terms.price + 1234.56, 2), round(terms.sales * 1.013, 2)
    changes, drivers = {"price": price, "sales": sales}, case.drivers
    asked = asked.deal.loans
    place = next((one for one, loan in enumerate(asked) if loan.repayment != "revenue_share"), None)
    if place is not None:
        rate = round(asked[place].rate + 0.0075, 6)
        changes[f"loans.{place}.rate"] = rate
        steps = tuple(step.model_copy(update={"rate": step.rate + 0.0075}) for step in asked[place].rate_steps)
        dearer = asked[place].model_copy(update={"rate": rate, "rate_steps": steps})
        index = tuple(one.index_rate for one in drivers)
        theirs = loans.drivers_of(dearer, index, case.clocks)
        drivers = tuple(
            one._replace(loans=(*one.loans[:place], now, *one.loans[place + 1 :]))
            for one, now in zip(drivers, theirs, strict=True)
        )
        first = terms.loans[place]._replace(rate=rate)
        terms = terms._replace(loans=(*terms.loans[:place], first, *terms.loans[place + 1 :]))
    inputs = {}
    for name, number in changes.items():
        spot = layout.spots["terms", name]
        inputs[spot.sheet, f"{spot.column}{spot.row}"] = number
    return case._replace(terms=terms._replace(price=price, sales=sales), drivers=drivers), inputs


def worst_difference(case, found):
    """The largest gap between the plain run of a case and its recalculated cells, and where it stands."""
    run, layout = one.run(case), sheet.layout(case.shape)
    columns = [sheet.column(sheet.FIRST_COLUMN + month) for month in range(len(run.months))]
    worst = (0.0, "")
    for (place, name), spot in layout.spots.items():
        if place == "start":
            gap = abs(found[spot.sheet, spot.column, spot.row] - value_of(run.start, name))
            worst = max(worst, (gap, name))
        elif place == "now":
            for column, month in zip(columns, run.months, strict=True):
                gap = abs(found[spot.sheet, column, spot.row] - value_of(month, name))
                worst = max(worst, (gap, f"{name} in column {column}"))
    return worst


class Drawn(NamedTuple):
    """One of the deals, as it is altered in the spreadsheet; `brings` is what no deal before it had."""

    seed: int
    largest: bool
    case: one.Case
    inputs: dict[tuple[str, str], float]
    brings: set[tuple[str, str]]


def drawn_as(seed, largest):
    """One of the deals: of those that fill every slot 30 years with SWEEP=full, else four."""
    return scenario(seed, largest=True, months=LARGEST_MONTHS) if largest else scenario(seed)


@pytest.fixture(scope="module")
def deals():
    """Random deals; those that bring a type of loan or a gate that no deal before them had come first.

    With SWEEP=full seeds run on until nothing is missing; a tenth of the deals fill every slot the planner has.
    """
    bringing, others, missing = [], [], set(ground.ALL_LOANS | ground.ALL_GATES)
    for seed in range(10 * DEALS):
        largest = seed < DEALS and seed % (DEALS // LARGEST) == 0
        asked = drawn_as(seed, largest)
        case, inputs = altered(asked, lowered(asked))
        brings = (ground.loans_of(asked) | ground.gates_of(case)) & missing
        missing -= brings
        (bringing if brings else others).append(Drawn(seed, largest, case, inputs, brings))
        if len(bringing) + len(others) >= DEALS and not (missing and sweep.FULL):
            break
    return [*bringing, *others][:DEALS]


def test_the_deals_have_every_type_of_loan_and_every_gate_holds_something_back(deals):
    assert len(deals) == DEALS
    assert sum(drawn.largest for drawn in deals) == LARGEST
    covered = set().union(*(drawn.brings for drawn in deals))
    missing = (ground.ALL_LOANS | ground.ALL_GATES) - covered
    assert len(missing) <= sweep.cases(8, 0), missing


@pytest.mark.slow
def test_a_spreadsheet_works_out_to_the_cent_what_the_plain_reader_does(tmp_path, sample_book, deals):
    """100 deals with SWEEP=full, else a few that have most loans and gates among them; and *many* with them."""
    needs_soffice()
    books, stale = {"forgotten": forget(sample_book)}, {}
    for drawn in deals[:SHEETS_MADE]:
        told = plan(drawn_as(drawn.seed, drawn.largest))
        books[str(drawn.seed)] = put(workbook(told), drawn.inputs)
        stale[drawn.seed] = told.case
    found = recalculated(tmp_path, books)
    for drawn in deals[:SHEETS_MADE]:
        gap, where = worst_difference(drawn.case, found[str(drawn.seed)])
        assert gap < WITHIN, f"scenario {drawn.seed}: {where}"
        behind, _ = worst_difference(stale[drawn.seed], found[str(drawn.seed)])
        assert behind > 100.0, f"scenario {drawn.seed} was not recalculated"
        assert differences(drawn.case, LARGEST_SHAPE) == [], f"scenario {drawn.seed}"
    for (key, column, row), cached in cells(sample_book).items():
        theirs = found["forgotten"][key, column, row]
        same = theirs == cached if isinstance(cached, str) else abs(theirs - cached) < WITHIN
        assert same, f"{key} {column}{row}: {cached} against {theirs}"
