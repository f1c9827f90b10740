"""The closing day in the workbook: sources and uses, the bridge from the last books to month 0, and every line."""

from typing import Any

from planner.model import sheet
from planner.model.units import unit
from planner.report.book import HEAD_ROW, HEADING, LABEL_WIDTH, NUMBER_WIDTH, SECOND_HEAD_ROW, Book

TO_SELLER = ("start.opening.seller_cash", "start.loans_opened.seller_paper")
OTHER_USES = ("debt_paid_off", "liabilities_paid_off", "cash_at_opening", "costs", "advice", "loan_fees")
OTHER_SOURCES = (
    "terms.line_drawn",
    "start.closing.preferred",
    "terms.member_shares_paid",
    "start.closing.class_shares",
    "terms.grants",
    "terms.cash_left_in",
)
BRIDGE_COLUMNS = ("books", "taken_out", "revalued", "financed", "opening")
BOOKED = ("cash", "receivables", "inventory", "other_assets", "equipment")
OWED = ("payables", "accrued", "other_liabilities", "debt")
# Each line of the opening balance: what the last books show, what the seller takes, what is revalued, the financing.
ASSETS = {
    "treasury.cash": (
        ("terms.books_cash",),
        ("-start.revalued.cash_taken_out",),
        (),
        ("start.opening.cash", "-terms.cash_left_in"),
    ),
    "working.receivables": (("terms.books_receivables",), (), (), ()),
    "working.inventory": (("terms.books_inventory",), (), (), ()),
    "assets.inventory_write_up": ((), (), ("start.revalued.inventory_write_up",), ()),
    "balance.other_assets": (
        ("terms.books_other_assets",),
        ("terms.other_assets_kept", "-terms.books_other_assets"),
        (),
        (),
    ),
    "assets.equipment": (("terms.books_equipment",), ("-terms.equipment_kept",), ("start.revalued.write_up",), ()),
    "assets.goodwill": ((), (), ("start.revalued.goodwill",), ()),
}
CLAIMS = {
    "working.payables": (("terms.books_payables",), (), (), ()),
    "working.accrued": (("terms.books_accrued",), (), (), ("terms.accrued_kept", "-terms.books_accrued")),
    "balance.other_liabilities": (
        ("terms.books_other_liabilities",),
        ("terms.unbooked_liabilities",),
        (),
        ("terms.other_liabilities_kept", "-terms.books_other_liabilities", "-terms.unbooked_liabilities"),
    ),
    "treasury.line": ((), (), (), ("terms.line_drawn",)),
    "balance.loans_less_fees": (
        ("terms.books_debt",),
        (),
        (),
        ("start.loans_opened.loans", "-start.closing.loan_fees", "-terms.books_debt"),
    ),
    "balance.preferred": ((), (), (), ("start.closing.preferred",)),
    "balance.stake": ((), (), (), ("start.opening.stake",)),
    "members.member_shares": ((), (), (), ("terms.member_shares_paid", "-start.opening.entry_fees")),
    "of_classes.member_shares": ((), (), (), ("start.closing.class_shares",)),
    "balance.collective": (
        (*(f"terms.books_{name}" for name in BOOKED), *(f"-terms.books_{name}" for name in OWED)),
        (
            "-start.revalued.cash_taken_out",
            "terms.other_assets_kept",
            "-terms.books_other_assets",
            "-terms.unbooked_liabilities",
            "-terms.equipment_kept",
        ),
        ("start.revalued.write_up", "start.revalued.inventory_write_up", "start.revalued.goodwill"),
        (
            "-start.closing.to_seller",
            "-start.opening.stake",
            "-start.closing.costs",
            "-start.closing.advice",
            "terms.grants",
            "start.opening.entry_fees",
        ),
    ),
}


def added(book: Book, here: str, signed: tuple[str, ...]) -> tuple[str, float]:
    """Figures added up, as a formula and as a number; a minus before a name takes it off."""
    text, total = "=", 0.0
    for one in signed:
        sign = "-" if one.startswith("-") else "+" if text != "=" else ""
        place, _, name = one.removeprefix("-").partition(".")
        text += sign + book.address(place, name, here)
        total += -book.numbers[place, name] if sign == "-" else book.numbers[place, name]
    return text, total


def opening(book: Book) -> tuple[str, str]:
    """The closing day: sources and uses, from the last books to the opening balance, and every line behind them.

    Returns the addresses of all sources and of all uses.
    """
    page = book.open("opening", [LABEL_WIDTH, *[NUMBER_WIDTH + 5] * 5, 3, LABEL_WIDTH, NUMBER_WIDTH + 2])
    page.write_string(HEAD_ROW, 0, book.say("head.closing_day"), book.head(align="left"))
    page.write_string(HEAD_ROW, 7, book.say("head.worked_out"), book.head(align="left"))
    formulas = sheet.start_formulas(book.layout, book.titles)
    for row, group in book.layout.headings[sheet.OPENING]:
        page.write_string(row - 1, 7, book.group_name(group), book.heading())
        page.write_blank(row - 1, 8, None, book.heading())
    for name, text in formulas.items():
        at, kind = book.layout.spots["start", name].row - 1, unit("start", name)
        page.write_string(at, 7, book.title_of("start", name), book.label())
        page.write_formula(at, 8, text, book.number("cents" if kind == "money" else kind), book.numbers["start", name])
    row, sources = _listed(book, page, SECOND_HEAD_ROW + 1, "sources", _sources(book))
    uses = (*TO_SELLER, *(f"start.closing.{name}" for name in OTHER_USES))
    titled = [(book.title_of(*one.split(".", 1)), *added(book, "opening", (one,))) for one in uses]
    row, used = _listed(book, page, row + 1, "uses", titled)
    _bridge(book, page, row + 1)
    return sources, used


def _sources(book: Book) -> list[tuple[str, str, float]]:
    found = []
    for number, loan in enumerate(book.plan.case.terms.loans):
        principal = f"loans.{number}.principal"
        taken, lent = (
            book.address(place, name, "opening")
            for place, name in (("terms", f"loans.{number}.assumed"), ("start", principal))
        )
        value = (1.0 - loan.assumed) * book.numbers["start", principal]
        found.append((book.group_name(f"loans.{number}"), f"=(1-{taken})*{lent}", value))
    return found + [(book.title_of(*one.split(".", 1)), *added(book, "opening", (one,))) for one in OTHER_SOURCES]


def _listed(book: Book, page: Any, row: int, title: str, items: list[tuple[str, str, float]]) -> tuple[int, str]:
    """A list with its sum; returns the next free row and the address of the sum."""
    page.write_string(row, 0, book.say(f"head.{title}"), book.heading())
    page.write_blank(row, 1, None, book.heading())
    for at, (label, text, value) in enumerate(items, row + 1):
        page.write_string(at, 0, label, book.label())
        page.write_formula(at, 1, text, book.number("cents"), value)
    last = row + len(items) + 1
    page.write_string(last, 0, book.say("total"), book.label(total=True))
    total = sum(value for _, _, value in items)
    page.write_formula(last, 1, f"=SUM(B{row + 2}:B{last})", book.number("cents", total=True), total)
    return last + 1, f"{book.titles['opening']}!$B${last + 1}"


def _bridge(book: Book, page: Any, row: int) -> None:
    """From the last books to month 0, a column a step; every column balances."""
    page.write_string(row, 0, book.say("head.bridge"), book.heading())
    for place, name in enumerate(BRIDGE_COLUMNS, 1):
        page.write_string(row, place, book.say(f"bridge.{name}"), book.style(**HEADING, align="right"))
    at = row + 1
    for total, table in (("bridge.assets", ASSETS), ("bridge.claims", CLAIMS)):
        first, sums = at, [0.0] * len(BRIDGE_COLUMNS)
        for name, steps in table.items():
            titled = book.say("bridge.equity") if name == "balance.collective" else book.title_of("now", name)
            page.write_string(at, 0, titled, book.label())
            whole = 0.0
            for place, signed in enumerate(steps):
                if signed:
                    text, value = added(book, "opening", signed)
                    page.write_formula(at, place + 1, text, book.number("cents"), value)
                    sums[place] += value
                    whole += value
            sums[-1] += whole
            page.write_formula(at, len(steps) + 1, f"=SUM(B{at + 1}:E{at + 1})", book.number("cents"), whole)
            at += 1
        page.write_string(at, 0, book.say(total), book.label(total=True))
        for place, value in enumerate(sums, 1):
            letter = sheet.column(place)
            text = f"=SUM({letter}{first + 1}:{letter}{at})"
            page.write_formula(at, place, text, book.number("cents", total=True), value)
        at += 2
