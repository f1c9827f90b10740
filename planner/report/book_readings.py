"""The sheets that read the others: fiscal years, checks and the summary, every figure a live formula."""

from itertools import pairwise
from typing import Any, NamedTuple

from planner import palette, statements
from planner.model import sheet
from planner.model.lines import value_of
from planner.model.records import Month
from planner.report.book import HEAD_ROW, LABEL_WIDTH, NUMBER_WIDTH, SECOND_HEAD_ROW, SHEETS, Book, Number
from planner.statements import Period, Row
from planner.words.formats import figure

CENT = 0.005
NEVER = 9999  # in place of a month in which cash falls short
CASH_FLOWS = (
    "gates.operating_cash",
    "-assets.capital_spending",
    "treasury.financing_cash",
    "treasury.drawn",
    "-treasury.repaid",
)
ACCOUNT_FLOWS = (
    *("shared.notices", "confirmed.held_back", "-members.accounts_left", "-members.called"),
    *("members.interest", "-members.charged", "below.raised"),
)
LENDER = ("ebitda", "debt_service", "balloons", "dscr", "debt", "leverage", "lowest_cash", "cash_shortfall")


class Law(NamedTuple):
    """One check: what is compared, the gap as a formula, and the gap as we found it."""

    title: str
    gap: str
    found: float


class Years(NamedTuple):
    """Where the fiscal years' rows for a lender stand, and their last column."""

    rows: dict[str, int]
    last: str


def years(book: Book) -> Years:
    """The three statements by fiscal year, and what a lender reads of each."""
    periods = book.plan.outcomes.fiscal_years
    page = book.open("years", [LABEL_WIDTH, *[NUMBER_WIDTH + 1] * len(periods)], freeze=(SECOND_HEAD_ROW + 1, 1))
    page.repeat_rows(HEAD_ROW, SECOND_HEAD_ROW)
    page.repeat_columns(0, 0)
    page.write_string(HEAD_ROW, 0, book.say("head.fiscal_year"), book.head(align="left"))
    page.write_string(SECOND_HEAD_ROW, 0, book.say("head.months"), book.head(align="left"))
    for place, period in enumerate(periods, 1):
        page.write_string(HEAD_ROW, place, book.say("head.year", year=period.label), book.head())
        key = "head.whole" if period.whole else "head.partial"
        months = period.last - period.first + 1
        page.write_string(SECOND_HEAD_ROW, place, book.say(key, months=months), book.head())
    row = SECOND_HEAD_ROW + 1
    for title, rows in (("income", statements.INCOME), ("cash", statements.CASH), ("balance", statements.BALANCE)):
        row = _statement(book, page, row, title, rows)
    return _lender(book, page, row)


def _statement(book: Book, page: Any, row: int, title: str, rows: tuple[Row, ...]) -> int:
    periods = book.plan.outcomes.fiscal_years
    _year_heading(book, page, row, title)
    for at, (line, amounts) in enumerate(statements.table(book.plan.run.months, rows, periods), row + 1):
        page.write_string(at, 0, book.title_of("now", line.name), book.label(total=line.total))
        style = book.number("money", total=line.total)
        for place, (period, value) in enumerate(zip(periods, amounts, strict=True), 1):
            sign = "-" if line.sign < 0 else ""
            text = _at_end(book, line.name, period) if line.stock else f"SUM({_during(book, line.name, period)})"
            page.write_formula(at, place, f"={sign}{text}", style, value)
    return row + len(rows) + 2


def _year_heading(book: Book, page: Any, row: int, title: str) -> None:
    for place in range(1, len(book.plan.outcomes.fiscal_years) + 1):
        page.write_blank(row, place, None, book.heading())
    page.write_string(row, 0, book.say(f"head.{title}"), book.heading())


def _at_end(book: Book, name: str, period: Period) -> str:
    return book.address("now", name, "years", period.last)


def _during(book: Book, name: str, period: Period) -> str:
    return book.across("now", name, period.first, period.last).replace("$", "")


def _lender(book: Book, page: Any, row: int) -> Years:
    """Coverage by fiscal year; a year that is partial, or pays nothing on debt, shows none."""
    periods = book.plan.outcomes.fiscal_years
    _year_heading(book, page, row, "lender")
    none = book.say("none")
    rows: dict[str, int] = {}
    for at, kind in enumerate(LENDER, row + 1):
        rows[kind] = at + 1
        page.write_string(at, 0, book.say(f"lender.{kind}"), book.label())
        for place, (period, told) in enumerate(zip(periods, book.plan.outcomes.lender.years, strict=True), 1):
            text = _lender_formula(book, kind, period)
            value: Number | None = getattr(told, kind)
            style = book.number("times" if kind in ("dscr", "leverage") else "money")
            if text:
                page.write_formula(at, place, text, style, none if value is None else value)
            else:
                page.write_string(at, place, none, style)
    return Years(rows, sheet.column(len(periods)))


def _lender_formula(book: Book, kind: str, period: Period) -> str:
    flows = {"ebitda": "operations.ebitda", "debt_service": "line_cost.service", "balloons": "debt.balloons"}
    if kind in flows:
        return f"=SUM({_during(book, flows[kind], period)})"
    if kind == "debt":
        parts = ("debt.balance", "debt.interest_owed", "treasury.line")
        return "=" + "+".join(_at_end(book, one, period) for one in parts)
    if kind == "lowest_cash":
        return f"=MIN({_during(book, 'treasury.cash', period)})"
    if kind == "cash_shortfall":
        return f"=MAX({_during(book, 'treasury.cash_shortfall', period)})"
    divisor = "coverage.service" if kind == "dscr" else "coverage.ebitda"
    tested, ratio = _at_end(book, divisor, period), _at_end(book, f"coverage.{kind}", period)
    return f'=IF({tested}>={CENT},{ratio},"{book.say("none")}")' if period.whole else ""


def checks(book: Book, sources: str, uses: str) -> dict[str, str]:
    """The laws every plan obeys, worked out again from the cells; returns where the summary finds them."""
    page = book.open("checks", [70, NUMBER_WIDTH + 3, 12])
    for place, key in enumerate(("law", "gap", "result")):
        page.write_string(HEAD_ROW, place, book.say(f"head.{key}"), book.head(align="right" if place else "left"))
    holds, fails = book.say("holds"), book.say("fails")
    laws = _laws(book, sources, uses)
    for at, (title, gap, found) in enumerate(laws, SECOND_HEAD_ROW):
        book.sentence(page, at, 0, title, 70)
        page.write_formula(at, 1, f"={gap}", book.number("cents"), found)
        said = holds if found < CENT else fails
        page.write_formula(
            at, 2, f'=IF(B{at + 1}<{CENT},"{holds}","{fails}")', book.style(bold=True, align="right"), said
        )
    first, last = SECOND_HEAD_ROW + 1, SECOND_HEAD_ROW + len(laws)
    for word, colour in ((holds, palette.PALETTE["members"]), (fails, palette.WARNING)):
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{word}"',
            "format": book.file.add_format({"font_color": colour}),
        }
        page.conditional_format(first - 1, 2, last - 1, 2, rule)
    worst = book.across("now", "treasury.cash_shortfall")
    months = book.across("clock", "month")
    book.sentence(page, last + 1, 0, book.say("check.first_short"), 70)
    first_short = f"=SUMPRODUCT(MIN({months}+{NEVER}*({worst}<{CENT})))"
    short = book.plan.outcomes.lender.shortfall_month
    page.write_formula(last + 1, 1, first_short, book.number("months"), NEVER if short is None else short)
    title = book.titles["checks"]
    return {
        "laws": f"{title}!$C${first}:$C${last - 1}",
        "short": f"{title}!$B${last}",
        "first_short": f"{title}!$B${last + 2}",
    }


def _laws(book: Book, sources: str, uses: str) -> list[Law]:
    outcome, months = book.plan.run.outcome, book.plan.run.months
    later = list(pairwise(months))
    cash = _total_gap(book, "treasury.cash", CASH_FLOWS)
    accounts = _total_gap(book, "members.accounts", ACCOUNT_FLOWS)
    gap = book.across("now", "balance.out_of_balance")
    unshared = book.across("now", "balance.unshared")
    allocated = [book.across("now", f"shared.{name}") for name in ("patronage_dividend", "cash_patronage", "notices")]
    opened = [book.address(*one, "checks") for one in (("start", "opening.cash"), ("terms", "opening_cash"))]
    laws = [
        Law(book.say("check.sources_meet_uses"), f"ABS({sources}-{uses})", outcome.sources_less_uses),
        Law(book.say("check.opening_cash_ties"), f"ABS({opened[0]}-{opened[1]})", outcome.opening_cash_gap),
        Law(book.say("check.books_balance"), f"MAX(MAX({gap}),-MIN({gap}))", outcome.worst_gap),
        Law(book.say("check.cash_ties"), cash, sum(_missed(*pair, CASH_FLOWS, "treasury.cash") for pair in later)),
    ]
    for number, loan in enumerate(book.plan.case.terms.loans):
        ended = f"{book.across('clock', 'month')}>={book.address('terms', f'loans.{number}.last', 'checks')}"
        balance = book.across("now", f"loans.{number}.balance")
        overdue = book.across("now", f"loans.{number}.principal_overdue")
        left = sum(
            abs(now.loans[number].balance - now.loans[number].principal_overdue)
            for month, now in enumerate(months)
            if month >= loan.last
        )
        title = book.say("check.loan_is_repaid", loan=book.group_name(f"loans.{number}"))
        laws.append(Law(title, f"SUMPRODUCT(({ended})*ABS({balance}-{overdue}))", left))
    ends = book.across("clock", "year_end")
    shared = sum(
        abs(now.balance.unshared) * clock.year_end for now, clock in zip(months, book.plan.case.clocks, strict=True)
    )
    added_up = sum(
        abs(now.shared.patronage_dividend - now.shared.cash_patronage - now.shared.notices) for now in months
    )
    return [
        *laws,
        Law(book.say("check.surplus_is_shared"), f"SUMPRODUCT({ends}*ABS({unshared}))", shared),
        Law(book.say("check.allocations_add_up"), f"SUMPRODUCT(ABS({'-'.join(allocated)}))", added_up),
        Law(
            book.say("check.accounts_tie"),
            accounts,
            sum(_missed(*pair, ACCOUNT_FLOWS, "members.accounts") for pair in later),
        ),
        Law(
            book.say("check.cash_suffices"),
            f"MAX({book.across('now', 'treasury.cash_shortfall')})",
            outcome.shortfall_worst,
        ),
    ]


def _total_gap(book: Book, stock: str, flows: tuple[str, ...]) -> str:
    """By how much a stock's changes miss its flows, all months together."""
    text = f"{book.across('now', stock, 1)}-{book.across('now', stock, 0, book.last - 1)}"
    for flow in flows:
        sign = "+" if flow.startswith("-") else "-"
        text += sign + book.across("now", flow.removeprefix("-"), 1)
    return f"SUMPRODUCT(ABS({text}))"


def _missed(then: Month, now: Month, flows: tuple[str, ...], stock: str) -> float:
    """The same of one month, as a number."""
    change = value_of(now, stock) - value_of(then, stock)
    for flow in flows:
        change -= value_of(now, flow.removeprefix("-")) * (-1.0 if flow.startswith("-") else 1.0)
    return abs(float(change))


def summary(book: Book, read: Years, checked: dict[str, str]) -> None:
    """What every reader must see first: whether cash suffices, in words, then the figures that matter."""
    page = book.open("summary", [60, 20, 70], freeze=(2, 0))
    row = HEAD_ROW
    verdict = book.style(bold=True, font_size=13)
    for text, said in _verdict(book, read, checked):
        page.merge_range(row, 0, row, 2, "", verdict)
        page.write_formula(row, 0, text, verdict, said)
        page.set_row(row, 20)
        row += 1
    alarm = book.file.add_format({"font_color": palette.WARNING})
    short = {"type": "formula", "criteria": f"={checked['short']}>={CENT}", "format": alarm}
    page.conditional_format(HEAD_ROW, 0, HEAD_ROW, 2, short)
    row = _heading(book, page, row + 1, "figures")
    for label, text, value, pattern in _figures(book, read):
        page.write_string(row, 0, label, book.label())
        page.write_formula(row, 1, text, book.number(pattern), value)
        row += 1
    row = _heading(book, page, row + 1, "findings")
    for finding in book.plan.findings:
        page.merge_range(row, 0, row, 2, "", book.style(text_wrap=True))
        book.sentence(page, row, 0, finding.said(book.language), 150)
        row += 1
    row = _heading(book, page, row + 1, "contents")
    for key in SHEETS[1:]:
        page.write_url(row, 0, f"internal:{book.titles[key]}!A1", string=book.names[key])
        page.write_string(row, 1, book.say(f"about.{key}"), book.faint())
        row += 1


def _heading(book: Book, page: Any, row: int, key: str) -> int:
    for place in range(3):
        page.write_blank(row, place, None, book.heading())
    page.write_string(row, 0, book.say(f"head.{key}"), book.heading())
    return row + 1


def _verdict(book: Book, read: Years, checked: dict[str, str]) -> list[tuple[str, str]]:
    """Whether cash suffices, what the lender sees, whether every law holds: each as a formula and as we found it."""
    lender = book.plan.outcomes.lender
    heads = f"${book.columns[0]}${HEAD_ROW + 1}:${book.columns[-1]}${HEAD_ROW + 1}"
    month = f"INDEX({book.titles['months']}!{heads},{checked['first_short']}+1)"
    short = book.live("verdict.short", amount=f'TEXT({checked["short"]},"#,##0")', month=f'TEXT({month},"yyyy-mm")')
    cash = f'=IF({checked["short"]}<{CENT},"{book.say("verdict.cash")}",{short})'
    said_cash = book.say("verdict.cash")
    if lender.shortfall_month is not None:
        when = f"{book.first_day(lender.shortfall_month):%Y-%m}"
        said_cash = book.say("verdict.short", amount=figure(lender.worst_shortfall), month=when)
    dscr = f"{book.titles['years']}!$B${read.rows['dscr']}:${read.last}${read.rows['dscr']}"
    covered = book.live("verdict.dscr", dscr=f'TEXT(MIN({dscr}),"0.00")')
    said_dscr = book.say("verdict.no_dscr")
    if lender.lowest_dscr is not None:
        said_dscr = book.say("verdict.dscr", dscr=f"{lender.lowest_dscr:.2f}")
    failed = f'COUNTIF({checked["laws"]},"{book.say("fails")}")'
    laws = book.live("verdict.fails", number=failed)
    return [
        (cash, said_cash),
        (f'=IF(COUNT({dscr})=0,"{book.say("verdict.no_dscr")}",{covered})', said_dscr),
        (f'=IF({failed}=0,"{book.say("verdict.holds")}",{laws})', _said_of_laws(book)),
    ]


def _said_of_laws(book: Book) -> str:
    failed = sum(1 for one in book.plan.checks if not one.holds and one.name != "cash_suffices")
    return book.say("verdict.fails", number=failed) if failed else book.say("verdict.holds")


def _figures(book: Book, read: Years) -> list[tuple[str, str, Number, str]]:
    run, lender = book.plan.run, book.plan.outcomes.lender
    last = run.months[-1]

    def over(function: str, *names: str) -> str:
        return "=" + "+".join(f"{function}({book.across('now', name)})" for name in names)

    def judged(function: str, kind: str) -> str:
        row = read.rows[kind]
        cells = f"{book.titles['years']}!$B${row}:${read.last}${row}"
        return f'=IF(COUNT({cells})=0,"{book.say("none")}",{function}({cells}))'

    def one(place: str, name: str) -> str:
        return f"={book.address(place, name, 'summary', book.last)}"

    def total(name: str) -> float:
        return float(sum(book.numbers["now", name]))

    def still(place: str, name: str) -> tuple[str, str, Number, str]:
        return book.title_of(place, name), one(place, name), book.numbers[place, name], "money"

    def said(key: str, text: str, value: Number | None, pattern: str = "money") -> tuple[str, str, Number, str]:
        return book.say(f"figure.{key}"), text, book.say("none") if value is None else value, pattern

    seller = ("debt.seller_principal_paid", "debt.seller_interest_paid")
    lowest_cash = min(book.numbers["now", "treasury.cash"])
    return [
        still("terms", "price"),
        still("start", "opening.seller_cash"),
        still("start", "loans_opened.seller_paper"),
        said("seller_note_paid", over("SUM", *seller), sum(total(name) for name in seller)),
        still("start", "closing.plug"),
        still("start", "closing.sources"),
        said("lowest_cash", over("MIN", "treasury.cash"), lowest_cash),
        said("shortfall", over("MAX", "treasury.cash_shortfall"), run.outcome.shortfall_worst),
        said("most_line", over("MAX", "treasury.line"), run.outcome.most_line),
        said("dscr", judged("MIN", "dscr"), lender.lowest_dscr, "times"),
        said("leverage", judged("MAX", "leverage"), lender.highest_leverage, "times"),
        said("patronage", over("SUM", "shared.patronage_dividend"), total("shared.patronage_dividend")),
        said("to_members", over("SUM", "treasury.to_members"), total("treasury.to_members")),
        said("final_cash", one("now", "treasury.cash"), last.treasury.cash),
        said("final_accounts", one("now", "members.accounts"), last.members.accounts),
        said("final_net_book_value", one("now", "balance.net_book_value"), last.balance.net_book_value),
    ]
