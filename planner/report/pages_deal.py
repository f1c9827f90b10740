"""The deal: sources and uses, the opening balance sheet, the loans."""

from reportlab.platypus import Flowable

from planner import charts
from planner.charts import Series
from planner.report.bridge import COLUMNS, SIDES, Bridge, bridge
from planner.report.pages import Pages
from planner.report.style import words
from planner.report.tables import NOTHING, Line, amount, listing
from planner.words import say
from planner.words.formats import figure, percent

LOAN_HEADS = ("name", "kind", "amount", "rate", "months", "payment", "fee", "terms")


def deal(pages: Pages) -> list[Flowable]:
    """Sources and uses of the closing day, and what is promised but not paid that day."""
    plan, language = pages.plan, pages.language
    asked, worker = plan.scenario.deal, plan.outcomes.worker
    paid = plan.run.start.closing.to_seller != asked.price
    story = [
        *pages.heading("deal"),
        words(pages.say(f"form.{asked.form}")),
        *pages.picture(charts.sources_and_uses(plan, language)),
        _stack(pages, "sources", charts.sources(plan, language)),
        _stack(pages, "uses", charts.uses(plan, language)),
        *(pages.picture(charts.price_bridge(plan, language)) if paid else []),
        *_debt_like(pages),
        pages.text("plug", "note", plug=asked.plug if asked.plug != "preferred" else say("charts.preferred", language)),
    ]
    below = [
        ("pledged", worker.pledged - worker.paid_at_closing),
        ("line_left", asked.line.limit - asked.line.drawn_at_closing),
        ("taken_over", sum(loan.principal for loan in asked.loans if loan.kind == "assumed")),
    ]
    said = [pages.text(key, amount=pages.money(value)) for key, value in below if value > 0]
    return [*story, *([pages.part("below_the_line"), *said] if said else [])]


def _debt_like(pages: Pages) -> list[Flowable]:
    """Each debt-like item, where it is booked and what becomes of it; working capital against its peg."""
    deal, peg = pages.plan.scenario.deal, pages.plan.valuation.settlement
    rows = [
        (
            one.name,
            say(f"app.choice.debt_like.{one.kind}", pages.language),
            say(f"app.choice.debt_like.{one.booked}", pages.language),
            pages.say("deal.paid_off" if one.paid_off or one.booked == "debt" else "deal.stays"),
            figure(one.amount),
        )
        for one in deal.debt_like
    ]
    heads = [pages.say(f"deal.{key}") for key in ("item", "kind", "booked", "becomes", "amount")]
    listed = [pages.part("debt_like"), listing(heads, rows, (3, 2.4, 2, 2, 1.4), right=(4,))] if rows else []
    if not peg.terms.pegged:
        return listed
    figures = {"closing": pages.money(peg.peg.closing), "peg": pages.money(peg.peg.peg)}
    changes = {"collar": pages.money(peg.terms.collar), "amount": pages.money(peg.peg.adjustment)}
    return [*listed, pages.text("peg", **figures, **changes)]


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
    if loan.later_closing:
        terms.insert(0, pages.say("loans.later", number=loan.later_closing + 1))
    if balloon > max(one.payment for one in dues):
        terms.append(pages.say("loans.balloon", amount=pages.money(balloon)))
    return (
        loan.name,
        say(f"app.choice.kind.{loan.kind}", pages.language),
        figure(loan.principal if loan.later_closing else opened.principal),
        percent(loan.rate, language=pages.language),
        str(loan.ends),
        figure(payment) if payment else NOTHING,
        figure(opened.fee) if opened.fee else NOTHING,
        "; ".join(terms) or NOTHING,
    )
