"""Charts of the value: what was earned, what that may be worth by each method, and the way to what is paid."""

from planner import Plan
from planner.charts.parts import Chart, Mark, Series
from planner.valuation import Method
from planner.words import say
from planner.words.formats import money

STEPS = ("debt", "debt_like")
ADDED = ("inventory_beside", "cash_left_in", "lent_to_seller", "peg_adjustment")


def valuation_range(plan: Plan, language: str = "en") -> Chart:
    """Low, middle and high by method and of the range, the price as a line across."""
    value, price = plan.valuation, plan.scenario.deal.price
    where = "below" if price < value.low else "above" if price > value.high else "within"
    rows = [(_method(one, language), one.low, one.mid, one.high) for one in value.methods]
    rows.append((say("charts.weighted_range", language), value.low, value.midpoint, value.high))
    names, *columns = zip(*rows, strict=True)
    lines = zip(("low", "mid", "high"), columns, strict=True)
    return Chart(
        key="valuation_range",
        kind="range",
        title=say("charts.valuation_range.title", language),
        takeaway=say(
            f"charts.valuation_range.{where}",
            language,
            low=money(value.low, language=language),
            high=money(value.high, language=language),
            middle=money(value.midpoint, language=language),
            price=money(price, language=language),
        ),
        categories=names,
        series=tuple(Series(say(f"valuation.line.{key}", language), values, "plain") for key, values in lines),
        marks=(Mark(say("charts.price", language), price),),
        axis=say("charts.method", language),
    )


def _method(method: Method, language: str) -> str:
    """A method's name, and that it does not count where it has no weight."""
    name = say(method.key, language)
    return name if method.weight else say("charts.not_counted", language, method=name)


def price_bridge(plan: Plan, language: str = "en") -> Chart:
    """From the price of the operations to what the seller is paid."""
    bridge, price = plan.valuation.bridge, plan.scenario.deal.price
    closing = plan.run.start.closing
    paid, kept = closing.to_seller, closing.for_all_shares - closing.to_seller
    steps = [("price_of_operations", price)]
    steps += [(name, 0.0 - getattr(bridge, name)) for name in STEPS if getattr(bridge, name)]
    steps += [(name, getattr(bridge, name)) for name in ADDED if getattr(bridge, name)]
    steps += [("kept_shares", -kept)] if kept else []
    steps.append(("paid_in_all", paid))
    key = "same" if len(steps) == 2 else "takeaway"  # noqa: PLR2004  (the two ends, and nothing between)
    return Chart(
        key="price_bridge",
        kind="waterfall",
        title=say("charts.price_bridge.title", language),
        takeaway=say(
            f"charts.price_bridge.{key}",
            language,
            price=money(price, language=language),
            paid=money(paid, language=language),
        ),
        categories=tuple(say(f"charts.paid.{name}", language) for name, _ in steps),
        series=(Series(say("charts.amount", language), tuple(round(value, 2) for _, value in steps), "plain"),),
        total=True,
        axis=say("charts.step", language),
    )


def earnings_history(plan: Plan, language: str = "en") -> Chart:
    """SDE and EBITDA of the years before the sale."""
    years = [statement.year for statement in plan.scenario.business.statements]
    earnings = plan.valuation.earnings[-len(years) :]
    sde = tuple(round(one.sde, 2) for one in earnings)
    ebitda = tuple(round(one.ebitda, 2) for one in earnings)
    key = "one" if len(years) == 1 else "several"
    return Chart(
        key="earnings_history",
        kind="bar",
        title=say("charts.earnings_history.title", language),
        takeaway=say(
            f"charts.earnings_history.{key}",
            language,
            first=years[0],
            before=money(ebitda[0], language=language),
            last=years[-1],
            now=money(ebitda[-1], language=language),
        ),
        categories=tuple(str(year) for year in years),
        series=(
            Series(say("charts.sde", language), sde, "plain"),
            Series(say("charts.ebitda", language), ebitda, "cash"),
        ),
        axis=say("charts.fiscal_year", language),
    )
