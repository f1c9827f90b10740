"""How the seller's tax is worked out, stage by stage."""

from planner import Plan
from planner.views import explainer, show
from planner.words import say
from planner.words.formats import figure, money, percent

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
