"""How the seller's tax is worked out, stage by stage."""

from datetime import date

from planner import Plan
from planner.seller import Kingdom
from planner.views import explainer, show
from planner.words import say
from planner.words.formats import figure, money, month_of, percent

SELLER_LINES: tuple[str, ...] = (
    "cash_at_closing",
    "principal",
    "interest",
    "imputed_interest",
    "later_cash",
    "later_principal",
    "dividends",
    "non_compete",
    "gain",
    "later_gain",
    "recapture",
    "unrecaptured",
    "special",
    "excluded",
    "deferred",
    "rent",
    "other_income",
    "pay_before",
    "profit_before",
    "dividend_before",
    "ordinary_tax",
    "gain_tax",
    "investment_tax",
    "alternative_tax",
    "tax",
    "tax_anyway",
    "entity_tax",
    "interest_charge",
    "state_tax",
    "kingdom_tax",
    "tax_of_sale",
    "selling_costs",
    "cash_after_tax",
    "present_value",
)
ALWAYS = ("gain", "tax", "tax_anyway", "tax_of_sale", "cash_after_tax")
OF_KINGDOM = ("gain", "kingdom_tax", "cash_after_tax")
SELLER_SUMS = ("cash", "tax", "tax_of_sale", "cash_after_tax")


def seller_years(plan: Plan) -> None:
    """The seller's calendar years, each line that there is, and how the gain is spread over the payments."""
    years, terms = plan.seller.years, plan.seller.instalments
    always = OF_KINGDOM if plan.seller.planned.kingdom else ALWAYS
    names = [name for name in SELLER_LINES if name in always or any(getattr(year, name) for year in years)]
    show.table(
        (say("app.owner.line"), *(str(year.year) for year in years)),
        ((say(f"seller.line.{line}"), *(figure(getattr(year, line)) for year in years)) for line in names),
        [place for place, line in enumerate(names) if line in SELLER_SUMS],
    )
    lines = {say(f"seller.line.{line}"): ("seller", line) for line in names}
    explainer.pick("seller", lines, {str(year.year): year.year for year in years})
    if plan.seller.planned.kingdom:
        show.words(in_kingdom(plan.seller.planned.kingdom))
        return
    show.words(
        say(
            "app.working.gain",
            price=money(terms.selling_price),
            spread=money(terms.contract_price),
            basis=money(plan.seller.planned.sold.basis + plan.seller.planned.sold.selling_costs),
            recapture=money(terms.recapture),
            profit=money(terms.gross_profit),
            fraction=percent(terms.gain_fraction),
        )
    )


def in_kingdom(kingdom: Kingdom) -> str:
    """How UK capital gains tax is worked out."""
    charged, due = kingdom.charged, kingdom.calendar.due
    return say(
        "app.working.kingdom",
        gain=money(charged.gain),
        exempt=money(charged.exempt),
        tax=money(charged.tax),
        due=month_of(date(*due, 1)),
    )


def ways_to_sell(plan: Plan) -> None:
    """What the seller would keep in every way that is open or may be, and why each is or is not."""
    ways = plan.seller.ways
    show.table(
        (say("app.owner.way"), say("app.owner.is_open"), say("app.owner.kept"), say("app.owner.worth")),
        (
            (
                say(f"seller.way.name.{way.name}"),
                say(f"seller.open.{way.is_open}"),
                figure(way.worked.totals.cash_after_tax) if way.worked else say("app.none"),
                figure(way.worked.totals.present_value) if way.worked else say("app.none"),
            )
            for way in ways
        ),
        (0,),
        words=2,
    )
    lines = {}
    for way in ways:
        own = way.worked is not None and way.worked is not plan.seller.planned
        place, before = ("way", f"{way.name}.") if own else ("seller", "")
        for line in ("tax_of_sale", "cash_after_tax", "present_value") if way.worked else ():
            name = say("app.owner.line_of", way=say(f"seller.way.name.{way.name}"), line=say(f"seller.line.{line}"))
            lines[name] = (place, f"{before}totals.{line}")
        if way.gross_up:
            lines[say("figure.gross_up")] = ("way", f"{way.name}.gross_up")
    explainer.pick("ways", lines)
    for way in ways[1:]:
        show.words(say("app.owner.because", way=say(f"seller.way.name.{way.name}"), reason=way.reason.said()))
        if way.gross_up:
            show.words(say("seller.gross_up", amount=money(way.gross_up)))
