"""The business and its value: history, normalised earnings, add-backs, the methods, and the range."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from planner import charts
from planner.origins import title
from planner.report.pages import Pages
from planner.report.style import words
from planner.report.tables import Line, line, listing
from planner.scenario import Statement
from planner.words import say
from planner.words.formats import figure, percent, times

STATEMENT = "business.statements.last"
COSTS = (
    "cost_of_sales",
    "payroll",
    "payroll_burden",
    "owner_pay",
    "second_owner_pay",
    "overhead",
    "depreciation",
    "interest",
)
OF_EARNINGS, OF_VALUE = ("earnings", "add_backs"), ("no_appraisal", "value", "price")
FORECAST = ("sales", "ebitda", "tax", "upkeep", "working_capital_added", "cash_flow")


def business(pages: Pages) -> list[Flowable]:
    """The business today: its statements, its earnings as a new owner would have them, what is added back and why."""
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
    return [
        *pages.heading("business"),
        *([pages.text("trade", trade=asked.trade)] if asked.trade else []),
        *pages.picture(charts.earnings_history(plan, pages.language)),
        *pages.statement(pages.say("business.history"), heads, lines, label=258.0),
        *pages.statement(pages.say("business.normalised"), heads, _normalised(pages, years), label=258.0),
        *_schedule(pages),
        *_findings(pages, OF_EARNINGS),
    ]


def _normalised(pages: Pages, years: Sequence[Statement]) -> list[Line]:
    """From net profit to SDE and EBITDA, year by year; disputed add-backs below, not counted."""
    earnings = pages.plan.valuation.earnings[-len(years) :]
    adjusted = (("second_adjustment", "second_adjustment"), ("rent_adjustment", "rent_adjustment"))
    return [
        line(say("valuation.line.net_profit", pages.language), [one.net_profit for one in earnings]),
        *(
            line(pages.say("business.back", what=title(f"{STATEMENT}.{name}")), [getattr(year, name) for year in years])
            for name in ("interest", "depreciation", "owner_pay")
            if any(getattr(year, name) for year in years)
        ),
        *_add_backs(years),
        *(
            line(say(f"valuation.line.{key}", pages.language), [getattr(one, name) for one in earnings])
            for key, name in adjusted
            if any(getattr(one, name) for one in earnings)
        ),
        line(pages.say("business.sde"), [one.sde for one in earnings], "total"),
        line(say("valuation.line.replacement", pages.language), [-one.replacement for one in earnings]),
        line(pages.say("business.ebitda"), [one.ebitda for one in earnings], "total"),
        *_disputed(pages, years),
    ]


def _disputed(pages: Pages, years: Sequence[Statement]) -> list[Line]:
    """What is disputed, by item, and SDE with it."""
    listed = _add_backs(years, accepted=False)
    if not listed:
        return []
    earnings = pages.plan.valuation.earnings[-len(years) :]
    whole = line(say("valuation.line.sde_with_disputed", pages.language), [one.sde_with_disputed for one in earnings])
    named = [one._replace(label=pages.say("business.of_disputed", item=one.label)) for one in listed]
    return [named[0]._replace(look="memo"), *named[1:], whole]


def _add_backs(years: Sequence[Statement], *, accepted: bool = True) -> list[Line]:
    """What counts, or what is disputed, by item."""
    kept = [[item for item in year.add_backs if item.accepted == accepted] for year in years]
    names = dict.fromkeys(item.name for items in kept for item in items)
    return [line(name, [sum(item.amount for item in items if item.name == name) for items in kept]) for name in names]


def _schedule(pages: Pages) -> list[Flowable]:
    """Why each cost would not come again, what proves it, how often it came, and whether it counts."""
    items = dict.fromkeys(
        (item.name, item.reason, item.evidence, item.recurring, item.accepted)
        for year in pages.plan.scenario.business.statements
        for item in year.add_backs
    )
    if not items:
        return []
    rows = [
        (
            name,
            reason or pages.say("text.none"),
            evidence or pages.say("text.none"),
            pages.say("business.every_year" if recurring else "business.once"),
            pages.say("business.accepted" if accepted else "business.disputed"),
        )
        for name, reason, evidence, recurring, accepted in items
    ]
    heads = [pages.say(f"business.{key}") for key in ("item", "reason", "evidence", "often", "counts")]
    return [pages.part("reasons"), listing(heads, rows, (2.4, 3.6, 2.8, 1.3, 1.3))]


def _findings(pages: Pages, kinds: tuple[str, ...]) -> list[Flowable]:
    said = (one for one in pages.plan.valuation.findings if one.key.split(".")[1] in kinds)
    return [words(one.said(pages.language), "bullet", bulletText="•") for one in said]


def value(pages: Pages) -> list[Flowable]:
    """What the business may be worth, by five methods, weighted, beside the price; and what that is for the shares."""
    plan, language = pages.plan, pages.language
    found = plan.valuation
    rows = [
        (say(one.key, language), f"{one.weight:g}", figure(one.low), figure(one.mid), figure(one.high))
        for one in found.methods
    ]
    ends = (found.low, found.midpoint, found.high)
    low, mid, high = (figure(one) for one in ends)
    rows.append((pages.say("value.range"), f"{found.range.weights:g}", low, mid, high))
    shares = dict(zip(("low", "middle", "high", "price"), (pages.money(one.paid) for one in found.shares), strict=True))
    lines = (say(f"valuation.line.{key}", language) for key in ("weight", "low", "mid", "high"))
    return [
        *pages.heading("value"),
        *pages.picture(charts.valuation_range(plan, language)),
        listing((pages.say("value.method"), *lines), rows, (3, 0.8, 1, 1, 1), right=(1, 2, 3, 4), last_bold=True),
        pages.text("for_shares", **shares),
        pages.text(
            "value_basis",
            "note",
            sde=pages.money(found.weighted.sde),
            ebitda=pages.money(found.weighted.ebitda),
            sde_multiple=times(found.by_sde.multiple, language=language),
            ebitda_multiple=times(found.by_ebitda.multiple, language=language),
            rate=percent(found.market.capitalisation_rate, language=language),
            growth=percent(found.market.growth, language=language),
        ),
        *_forecast(pages),
        *_findings(pages, OF_VALUE),
    ]


def _forecast(pages: Pages) -> list[Flowable]:
    """Discounted cash flow year by year, and the end value."""
    flow = pages.plan.valuation.dcf
    told, mid, language = flow.told, flow.mid, pages.language
    years = (*flow.years, flow.after)
    heads = [
        *(say("app.worth.year", language, year=place) for place in range(1, len(years))),
        say("app.worth.after", language),
    ]
    lines = [line(say(f"figure.dcf.{name}", language), [getattr(year, name) for year in years]) for name in FORECAST]
    today = [*(one.value for one in mid.presents), mid.sum.terminal]
    lines.append(line(say("figure.dcf.value", language), today, "total"))
    end = say(
        "app.worth.by_multiple" if told.by_multiple else "app.worth.by_perpetuity",
        language,
        multiple=times(told.exit_multiple, language=language),
        growth=percent(told.growth, language=language),
        periods=f"{mid.sum.terminal_periods:g}",
    )
    said = say(
        "app.worth.forecast",
        language,
        rate=percent(told.discount_rate, language=language),
        tax=percent(told.tax_rate, language=language),
        timing=say("app.worth.mid_year" if told.mid_year else "app.worth.year_end", language),
        end=end,
        value=pages.money(mid.sum.value),
    )
    return [*pages.statement(say("app.worth.fold.forecast", language), heads, lines), words(said, "note")]
