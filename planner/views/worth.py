"""How earnings, value and price come about: tables beside the charts, each figure of which can be opened."""

from planner import Plan
from planner.scenario import Statement
from planner.valuation import Method
from planner.views import explainer, show
from planner.words import say
from planner.words.formats import figure, money, percent, times

EARNINGS = (
    "net_profit",
    "booked_ebitda",
    "owner_pay",
    "add_backs",
    "second_adjustment",
    "rent_adjustment",
    "sde",
    "replacement",
    "ebitda",
)
IN_ALL = ("sde", "ebitda")
OF_RANGE = ("low", "mid", "high")
FORECAST = ("sales", "ebitda", "tax", "upkeep", "working_capital_added", "cash_flow")
BRIDGE = ("debt", "debt_like", "lent_to_seller", "cash_left_in", "inventory_beside", "peg_adjustment")
TAKEN_OFF = ("debt", "debt_like")


def findings(plan: Plan, kinds: tuple[str, ...]) -> None:
    """What needs saying of one kind: of earnings, add-backs, value or price."""
    said = (one for one in plan.valuation.findings if one.key.split(".")[1] in kinds)
    show.findings(one.said() for one in said)


def earnings(plan: Plan) -> None:
    """From net profit as booked to SDE and EBITDA, year by year, and weighted."""
    years = [str(statement.year) for statement in plan.scenario.business.statements]
    kept = plan.valuation.earnings[-len(years) :]
    books = plan.valuation.books[-len(years) :]
    weighted = plan.valuation.weighted._asdict()
    columns = [{**book._asdict(), **one._asdict()} for book, one in zip(books, kept, strict=True)]
    names = [name for name in EARNINGS if name in IN_ALL or any(column[name] for column in columns)]
    rows = [
        (
            say(f"app.worth.line.{name}"),
            *(figure(-column[name] if name == "replacement" else column[name]) for column in columns),
            figure(weighted[name]) if name in weighted else "",
        )
        for name in names
    ]
    strong = [place for place, name in enumerate(names) if name in IN_ALL]
    rows.append(
        (
            say("app.worth.line.margin"),
            *(percent(column["margin"], decimals=1) for column in columns),
            "",
        )
    )
    rows.append((say("valuation.line.weight"), *(f"{one.weight:g}" for one in kept), f"{weighted['weights']:g}"))
    show.table((say("app.worth.of_year"), *years, say("app.worth.weighted")), rows, strong)
    show.words(say("app.worth.earnings"))
    lines = {
        say("app.worth.in_year", line=say(f"app.worth.line.{name}"), year=year): (
            "valuation",
            f"{'books' if name in ('owner_pay', 'add_backs') else 'earnings'}.{place + 5 - len(years)}.{name}",
        )
        for name in reversed(names)
        for place, year in reversed(list(enumerate(years)))
    }
    explainer.pick("earnings", lines)


def add_backs(plan: Plan) -> None:
    """The schedule of add-backs: what, by year, why, on what evidence, and whether it counts; SDE with and without."""
    years = plan.scenario.business.statements
    items = dict.fromkeys(
        (item.name, item.reason, item.evidence, item.recurring, item.accepted)
        for year in years
        for item in year.add_backs
    )
    if not items:
        show.words(say("app.worth.no_add_backs"))
        return
    rows = [_item(years, item) for item in items]
    rows.sort(key=lambda row: row[0] == say("app.worth.disputed"))
    earned = plan.valuation.earnings[-len(years) :]
    rows.append(("", say("figure.earnings.sde"), "", "", *(figure(one.sde) for one in earned)))
    if any(not item[4] for item in items):
        rows.append(
            ("", say("figure.earnings.sde_with_disputed"), "", "", *(figure(one.sde_with_disputed) for one in earned))
        )
    heads = (say(f"app.worth.head.{head}") for head in ("counts", "item", "reason", "evidence"))
    show.table((*heads, *(str(year.year) for year in years)), rows, range(len(items), len(rows)), words=4)


def _item(years: tuple[Statement, ...], item: tuple[str, str, str, bool, bool]) -> tuple[str, ...]:
    name, reason, evidence, recurring, accepted = item
    of_years = [
        sum(
            one.amount
            for one in year.add_backs
            if (one.name, one.reason, one.evidence, one.recurring, one.accepted) == item
        )
        for year in years
    ]
    often = say("app.worth.every_year" if recurring else "app.worth.once")
    return (
        say("app.worth.accepted" if accepted else "app.worth.disputed"),
        say("app.worth.how_often", item=name, often=often),
        reason,
        evidence or say("app.none"),
        *(figure(amount) for amount in of_years),
    )


def methods(plan: Plan) -> None:
    """Each method: its weight, what it is put on, low, middle, high; then the range, and what it comes to."""
    value = plan.valuation
    rows = [_method(plan, method) for method in value.methods]
    ends = (figure(value.low), figure(value.midpoint), figure(value.high))
    rows.append((say("valuation.line.midpoint"), f"{value.range.weights:g}", "", "", *ends))
    rows.append((say("app.worth.for_shares"), "", "", "", *(figure(one.paid) for one in value.shares[:3])))
    heads = (say(f"app.worth.head.{head}") for head in ("method", "weight", "base", "factor"))
    show.table((*heads, *(say(f"valuation.line.{one}") for one in OF_RANGE)), rows, [len(rows) - 2, len(rows) - 1])
    lines = {
        say("app.worth.line_of", method=say(method.key), line=say(f"valuation.line.{line}")): (
            "valuation",
            f"methods.{place}.{line}",
        )
        for place, method in enumerate(value.methods)
        for line in OF_RANGE
    }
    lines[say("figure.range.midpoint")] = ("valuation", "midpoint")
    lines[say("app.worth.for_shares")] = ("valuation", "shares.1.paid")
    explainer.pick("valuation", lines)
    market = value.market
    show.words(
        say(
            "app.worth.value",
            spread=percent(value.of_sde.multiple_spread),
            rate=percent(market.capitalisation_rate),
            growth=percent(market.growth),
            rate_spread=percent(market.rate_spread),
            upkeep=money(market.upkeep),
        )
    )


def _method(plan: Plan, method: Method) -> tuple[str, ...]:
    value = plan.valuation
    told = {
        "sde_multiple": (figure(value.weighted.sde), times(value.by_sde.multiple)),
        "ebitda_multiple": (figure(value.weighted.ebitda), times(value.by_ebitda.multiple)),
        "capitalised_earnings": (
            figure(value.capitalised.next_year),
            percent(value.market.capitalisation_rate - value.market.growth),
        ),
        "discounted_cash_flow": (figure(value.dcf.years[0].cash_flow), percent(value.dcf.told.discount_rate)),
        "net_assets": (figure(value.net_assets.operations), ""),
    }
    base, factor = told[method.key.rpartition(".")[2]]
    ends = (figure(method.low), figure(method.mid), figure(method.high))
    return (say(method.key), f"{method.weight:g}", base, factor, *ends)


def forecast(plan: Plan) -> None:
    """Discounted cash flow year by year, the end value, and the taxes and rates it rests on."""
    flow = plan.valuation.dcf
    told, mid = flow.told, flow.mid
    years = (*flow.years, flow.after)
    heads = (*(say("app.worth.year", year=place) for place in range(1, len(years))), say("app.worth.after"))
    rows = [(say(f"figure.dcf.{name}"), *(figure(getattr(year, name)) for year in years)) for name in FORECAST]
    end = figure(mid.sum.terminal)
    rows.append((say("figure.dcf.value"), *(figure(one.value) for one in mid.presents), end))
    show.table((say("app.statement.line"), *heads), rows, [len(rows) - 2, len(rows) - 1])
    ends = say(
        "app.worth.by_multiple" if told.by_multiple else "app.worth.by_perpetuity",
        multiple=times(told.exit_multiple),
        growth=percent(told.growth),
        periods=f"{mid.sum.terminal_periods:g}",
    )
    timing = say("app.worth.mid_year" if told.mid_year else "app.worth.year_end")
    show.words(
        say(
            "app.worth.forecast",
            rate=percent(told.discount_rate),
            tax=percent(told.tax_rate),
            timing=timing,
            end=ends,
            value=money(mid.sum.value),
        )
    )
    lines = {
        say("app.worth.in_year", line=say(f"figure.dcf.{name}"), year=place + 1): (
            "valuation",
            f"dcf.years.{place}.{name}",
        )
        for name in reversed(FORECAST)
        for place in range(len(flow.years))
    }
    lines |= {
        say(f"figure.dcf.{name}"): ("valuation", f"dcf.mid.sum.{name}") for name in ("terminal_value", "terminal")
    }
    explainer.pick("forecast", lines)


def net_assets(plan: Plan) -> None:
    """What is owned less what is owed, at fair value."""
    held, found, items = plan.valuation.held, plan.valuation.net_assets, plan.valuation.settlement.sorted
    lent = items.lent_to_seller + items.lent_settled
    listed = (
        ("trade_assets", held.trade_assets - lent),
        ("inventory_gain", held.inventory_gain),
        ("equipment_fair", held.equipment_fair),
        ("kept_fair", -held.kept_fair),
        ("fair_items", held.fair_items),
        ("liabilities", -(held.liabilities - items.accrued - items.other)),
        ("deferred_tax", -found.deferred_tax),
        ("operations", found.operations),
        ("cash_like", held.cash + lent),
        ("debt", -held.debt),
        ("debt_like", -plan.valuation.bridge.debt_like),
        ("all", found.all),
    )
    rows = [(say(f"app.worth.assets.{name}"), figure(value)) for name, value in listed]
    show.table((say("app.statement.line"), say("app.deal.amount")), rows, [5, 9])
    show.words(say("app.worth.net_assets", rate=percent(held.tax_rate)))
    explainer.pick(
        "net_assets",
        {say(f"figure.net_assets.{name}"): ("valuation", f"net_assets.{name}") for name in found._fields},
    )


def price(plan: Plan) -> None:
    """From a value of the operations to what is paid, for the range and for the plan's price."""
    bridge, shares = plan.valuation.bridge._asdict(), plan.valuation.shares
    heads = (*(say(f"valuation.line.{one}") for one in OF_RANGE), say("app.worth.plan_price"))
    rows = [(say("app.worth.operations"), *(figure(one.operations) for one in shares))]
    rows += [
        (say(f"charts.paid.{name}"), *([figure(-bridge[name] if name in TAKEN_OFF else bridge[name])] * len(shares)))
        for name in BRIDGE
        if bridge[name]
    ]
    rows.append((say("charts.paid.paid_in_all"), *(figure(one.paid) for one in shares)))
    show.table((say("app.statement.line"), *heads), rows, [0, len(rows) - 1])
    names = {say("charts.paid.paid_in_all"): ("valuation", "shares.3.paid")}
    names |= {say(f"figure.bridge.{name}"): ("valuation", f"bridge.{name}") for name in BRIDGE if bridge[name]}
    explainer.pick("price", names)


def peg(plan: Plan) -> None:
    """Working capital at closing beside its peg, in words."""
    found, terms = plan.valuation.settlement.peg, plan.valuation.settlement.terms
    if not terms.pegged:
        show.words(say("app.worth.no_peg", closing=money(found.closing)))
        return
    key = "more" if found.adjustment > 0 else "less" if found.adjustment < 0 else "same"
    show.words(
        say(
            f"app.worth.peg_{key}",
            closing=money(found.closing),
            peg=money(found.peg),
            collar=money(terms.collar),
            amount=money(abs(found.adjustment)),
        )
    )
    explainer.pick(
        "peg", {say(f"figure.settlement.peg.{name}"): ("valuation", f"settlement.peg.{name}") for name in found._fields}
    )
