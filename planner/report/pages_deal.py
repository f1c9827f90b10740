"""The business and the deal: history, value, sources and uses, the opening balance sheet, the loans."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from planner import charts
from planner.charts import Series
from planner.origins import title
from planner.report.bridge import COLUMNS, SIDES, Bridge, bridge
from planner.report.pages import Pages
from planner.report.style import words
from planner.report.tables import NOTHING, Line, amount, line, listing
from planner.scenario import Statement
from planner.words import say
from planner.words.formats import figure, percent, times

STATEMENT = "business.statements.last"
LOAN_HEADS = ("name", "kind", "amount", "rate", "months", "payment", "fee", "terms")
COSTS = ("cost_of_sales", "payroll", "payroll_burden", "owner_pay", "overhead", "depreciation", "interest")


def business(pages: Pages) -> list[Flowable]:
    """The business today: its statements, its earnings as a new owner would have them, its last balance sheet."""
    plan, asked = pages.plan, pages.plan.scenario.business
    years = asked.statements
    heads = [str(year.year) for year in years]
    earnings = plan.valuation.earnings[-len(years) :]
    lines = [
        line(title(f"{STATEMENT}.sales"), [year.sales for year in years]),
        *(
            line(title(f"{STATEMENT}.{name}"), [-getattr(year, name) for year in years])
            for name in COSTS
            if any(getattr(year, name) for year in years)
        ),
        line(say("valuation.line.net_profit", pages.language), [one.net_profit for one in earnings], "total"),
    ]
    normal = [
        line(say("valuation.line.net_profit", pages.language), [one.net_profit for one in earnings]),
        *(
            line(pages.say("business.back", what=title(f"{STATEMENT}.{name}")), [getattr(year, name) for year in years])
            for name in ("interest", "depreciation", "owner_pay")
            if any(getattr(year, name) for year in years)
        ),
        *_add_backs(years),
        line(pages.say("business.sde"), [one.sde for one in earnings], "total"),
        line(say("valuation.line.replacement", pages.language), [-one.replacement for one in earnings]),
        line(pages.say("business.ebitda"), [one.ebitda for one in earnings], "total"),
    ]
    return [
        *pages.heading("business"),
        *([pages.text("trade", trade=asked.trade)] if asked.trade else []),
        *pages.picture(charts.earnings_history(plan, pages.language)),
        *pages.statement(pages.say("business.history"), heads, lines, label=258.0),
        *pages.statement(pages.say("business.normalised"), heads, normal, label=258.0),
        *_reasons(pages),
    ]


def _add_backs(years: Sequence[Statement]) -> list[Line]:
    names = dict.fromkeys(item.name for year in years for item in year.add_backs)
    return [
        line(name, [sum(item.amount for item in year.add_backs if item.name == name) for year in years])
        for name in names
    ]


def _reasons(pages: Pages) -> list[Flowable]:
    told = dict.fromkeys(
        (item.name, item.reason)
        for year in pages.plan.scenario.business.statements
        for item in year.add_backs
        if item.reason
    )
    if not told:
        return []
    return [pages.part("reasons"), *(words(f"{name}: {reason}", "bullet", bulletText="•") for name, reason in told)]


def value(pages: Pages) -> list[Flowable]:
    """What the business may be worth, by three methods, beside the price."""
    plan = pages.plan
    valuation, language = plan.valuation, pages.language
    rows = [
        (say(method.key, language), figure(method.low), figure(method.mid), figure(method.high))
        for method in valuation.methods
    ]
    rows.append((pages.say("value.range"), figure(valuation.low), figure(valuation.midpoint), figure(valuation.high)))
    heads = (
        pages.say("value.method"),
        *(say(f"valuation.line.{key}", language) for key in ("low", "mid", "high")),
    )
    return [
        *pages.heading("value"),
        *pages.picture(charts.valuation_range(plan, language)),
        listing(heads, rows, (3, 1, 1, 1), right=(1, 2, 3), last_bold=True),
        pages.text(
            "value_basis",
            "note",
            sde=pages.money(valuation.weighted.sde),
            ebitda=pages.money(valuation.weighted.ebitda),
            sde_multiple=times(valuation.by_sde.multiple, language=language),
            ebitda_multiple=times(valuation.by_ebitda.multiple, language=language),
            rate=percent(valuation.market.capitalisation_rate, language=language),
            growth=percent(valuation.market.growth, language=language),
        ),
        *(words(finding.said(language)) for finding in valuation.findings),
    ]


def deal(pages: Pages) -> list[Flowable]:
    """Sources and uses of the closing day, and what is promised but not paid that day."""
    plan, language = pages.plan, pages.language
    asked, worker = plan.scenario.deal, plan.outcomes.worker
    story = [
        *pages.heading("deal"),
        words(pages.say(f"form.{asked.form}")),
        *pages.picture(charts.sources_and_uses(plan, language)),
        _stack(pages, "sources", charts.sources(plan, language)),
        _stack(pages, "uses", charts.uses(plan, language)),
        pages.text("plug", "note", plug=asked.plug if asked.plug != "preferred" else say("charts.preferred", language)),
    ]
    below = [
        ("pledged", worker.pledged - worker.paid_at_closing),
        ("line_left", asked.line.limit - asked.line.drawn_at_closing),
        ("taken_over", sum(loan.principal for loan in asked.loans if loan.kind == "assumed")),
    ]
    said = [pages.text(key, amount=pages.money(value)) for key, value in below if value > 0]
    return [*story, *([pages.part("below_the_line"), *said] if said else [])]


def _stack(pages: Pages, key: str, parts: tuple[Series, ...]) -> Flowable:
    """One side of the closing day with its shares of the whole."""
    whole = sum(part.values[0] for part in parts)
    shares = [part.values[0] / whole if whole else 0.0 for part in parts]
    rows = [
        (part.label, figure(part.values[0]), percent(share, language=pages.language, decimals=1))
        for part, share in zip(parts, shares, strict=True)
    ]
    rows.append((pages.say("deal.total"), figure(whole), percent(sum(shares), language=pages.language, decimals=1)))
    heads = (pages.say(f"deal.{key}"), pages.say("deal.amount"), pages.say("deal.share"))
    return listing(heads, rows, (5, 2, 1.2), right=(1, 2), last_bold=True)


def opening(pages: Pages) -> list[Flowable]:
    """From the last books to the opening balance sheet, account by account, the tax basis beside it."""
    plan = pages.plan
    made = bridge(plan)
    lines: list[Line] = []
    for side in SIDES:
        lines.append(Line(pages.say(f"bridge.{side}"), (), "heading"))
        lines += [_account(pages, made, place) for place, one in enumerate(made.accounts) if one.side == side]
        if side != "liabilities":
            lines.append(_total(pages, made, side))
    heads = [*(pages.say(f"bridge.{column}") for column in COLUMNS), pages.say("bridge.tax_basis")]
    start = plan.run.start
    negative = plan.scenario.deal.form == "buyout" and start.opening.collective < 0
    return [
        *pages.heading("opening"),
        *pages.statement(pages.say("bridge.title"), heads, lines),
        pages.text("bridge", "note"),
        *([pages.text("negative_collective", amount=pages.money(-start.opening.collective))] if negative else []),
        *pages.picture(charts.opening_bridge(plan, pages.language)),
    ]


def _account(pages: Pages, made: Bridge, place: int) -> Line:
    one = made.accounts[place]
    basis = amount(one.tax_basis) if one.tax_basis is not None else ""
    cells = (*(amount(one.column(column)) for column in COLUMNS), basis)
    return Line(one.name or pages.say(f"bridge.account.{one.key}"), cells)


def _total(pages: Pages, made: Bridge, side: str) -> Line:
    """Assets; and under equity, liabilities and equity together, which must be the same."""
    if side == "assets":
        totals = [made.total("assets", column) for column in COLUMNS]
    else:
        totals = [made.total("liabilities", column) + made.total("equity", column) for column in COLUMNS]
    return Line(pages.say(f"bridge.total.{side}"), (*(amount(total) for total in totals), ""), "total")


def loans(pages: Pages) -> list[Flowable]:
    """The terms of each loan and note, and what is owed at each fiscal year-end."""
    plan, language = pages.plan, pages.language
    line, most = plan.scenario.deal.line, plan.outcomes.lender.most_line
    if not plan.scenario.deal.loans and not line.limit:
        return [*pages.heading("loans"), pages.text("no_loans")]
    rows = [_loan(pages, place) for place in range(len(plan.scenario.deal.loans))]
    heads = [pages.say(f"loans.{key}") for key in LOAN_HEADS]
    listed = [listing(heads, rows, (2.8, 2.2, 1.6, 1, 1.2, 1.3, 1.1, 3.2), right=(2, 3, 4, 5, 6))] if rows else []
    figures = {
        "limit": pages.money(line.limit),
        "rate": percent(line.rate, language=language),
        "most": pages.money(most),
    }
    said = [pages.text("line", **figures)] if line.limit else []
    return [*pages.heading("loans"), *listed, *said, *pages.picture(charts.debt(plan, language))]


def _loan(pages: Pages, place: int) -> tuple[str, ...]:
    """One loan's row; what is left in the end is a balloon only where it is more than a month's payment."""
    loan, opened = pages.plan.scenario.deal.loans[place], pages.plan.run.start.loans[place]
    months = [month.loans[place] for month in pages.plan.run.months[1:]]
    dues = [month.dues[place] for month in pages.plan.run.months[1:]]
    payment = next((one.principal_paid + one.interest_paid for one in months if one.principal_paid), 0.0)
    balloon = max(one.balloon for one in dues)
    terms = [
        pages.say(f"loans.{key}", months=length)
        for key, length in (("standby", loan.standby), ("interest_only", loan.interest_only))
        if length
    ]
    if balloon > max(one.payment for one in dues):
        terms.append(pages.say("loans.balloon", amount=pages.money(balloon)))
    return (
        loan.name,
        say(f"app.choice.kind.{loan.kind}", pages.language),
        figure(opened.principal),
        percent(loan.rate, language=pages.language),
        str(loan.months),
        figure(payment) if payment else NOTHING,
        figure(opened.fee) if opened.fee else NOTHING,
        "; ".join(terms) or NOTHING,
    )
