"""How the value of the business and the seller's tax are worked out, stage by stage."""

from planner import Plan
from planner.valuation import Method
from planner.views import explainer, show
from planner.words import say
from planner.words.formats import figure, money, percent, times

EARNINGS = ("net_profit", "sde", "replacement", "ebitda")


def valuation(plan: Plan) -> None:
    """Earnings by year, then each method: earnings, multiple, low, middle, high."""
    years = [str(statement.year) for statement in plan.scenario.business.statements]
    earnings = plan.valuation.earnings[-len(years) :]
    show.table(
        (say("app.working.of_year"), *years, say("app.working.weighted")),
        [
            *(
                (
                    say(f"valuation.line.{line}"),
                    *(figure(getattr(one, line)) for one in earnings),
                    _weighted(plan, line),
                )
                for line in EARNINGS
            ),
            (
                say("app.working.weight"),
                *(f"{one.weight:g}" for one in earnings),
                f"{plan.valuation.weighted.weights:g}",
            ),
        ],
    )
    show.words(say("app.working.earnings"))
    value = plan.valuation
    rows = [_method(plan, method) for method in value.methods]
    rows.append((say("valuation.line.midpoint"), "", "", figure(value.low), figure(value.midpoint), figure(value.high)))
    show.table(
        (
            say("app.working.method"),
            say("app.working.base"),
            say("app.working.factor"),
            *(say(f"valuation.line.{one}") for one in ("low", "mid", "high")),
        ),
        rows,
        [len(rows) - 1],
    )
    lines = {
        say("app.working.line", method=say(method.key), line=say(f"valuation.line.{line}")): (
            "valuation",
            f"methods.{place}.{line}",
        )
        for place, method in enumerate(value.methods)
        for line in ("low", "mid", "high")
    }
    lines[say("valuation.line.midpoint")] = ("valuation", "midpoint")
    explainer.pick("valuation", lines)
    market = value.market
    show.words(
        say(
            "app.working.value",
            spread=percent(market.multiple_spread),
            rate=percent(market.capitalisation_rate),
            growth=percent(market.growth),
            rate_spread=percent(market.rate_spread),
            upkeep=money(market.upkeep),
        )
    )


def _weighted(plan: Plan, line: str) -> str:
    weighted: dict[str, float] = plan.valuation.weighted._asdict()
    return figure(weighted[line]) if line in weighted else ""


def _method(plan: Plan, method: Method) -> tuple[str, ...]:
    value = plan.valuation
    told = {
        "valuation.method.sde_multiple": (figure(value.weighted.sde), times(value.by_sde.multiple)),
        "valuation.method.ebitda_multiple": (figure(value.weighted.ebitda), times(value.by_ebitda.multiple)),
        "valuation.method.capitalised_earnings": (
            figure(value.capitalised.next_year),
            percent(value.market.capitalisation_rate - value.market.growth),
        ),
    }
    return (say(method.key), *told[method.key], figure(method.low), figure(method.mid), figure(method.high))


SELLER_LINES: tuple[str, ...] = (
    "cash_at_closing",
    "principal",
    "interest",
    "gain",
    "recapture",
    "other_income",
    "ordinary_tax",
    "gain_tax",
    "investment_tax",
    "alternative_tax",
    "tax",
    "tax_anyway",
    "tax_of_sale",
    "cash_after_tax",
)
UNTAXED_LINES = (*SELLER_LINES[:3], "cash")
SELLER_SUMS = ("cash", "tax", "tax_of_sale", "cash_after_tax")


def seller_years(plan: Plan) -> None:
    """The seller's calendar years, each line that is worked out, and how the gain is spread over the payments."""
    years, terms = plan.seller.years, plan.seller.instalments
    names = SELLER_LINES if terms else UNTAXED_LINES
    show.table(
        (say("app.owner.line"), *(str(year.year) for year in years)),
        ((say(f"seller.line.{line}"), *(figure(getattr(year, line)) for year in years)) for line in names),
        [place for place, line in enumerate(names) if line in SELLER_SUMS],
    )
    lines = {say(f"seller.line.{line}"): ("seller", line) for line in names}
    explainer.pick("seller", lines, {str(year.year): year.year for year in years})
    if terms is None:
        return
    show.words(
        say(
            "app.working.gain",
            price=money(terms.selling_price),
            spread=money(terms.contract_price),
            basis=money(plan.seller.sale.basis),
            recapture=money(terms.recapture),
            profit=money(terms.gross_profit),
            fraction=percent(terms.gain_fraction),
        )
    )
