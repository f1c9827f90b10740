"""The seller's figures: the sale, each calendar year's receipts, the year's tax with and without the sale, totals.

Where the tax is not worked out, there is nothing of it to open: only the cash.
"""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from planner import places, proceeds, seller
from planner.explain.cells import Inputs, Law, Line, Told
from planner.explain.rooms import Name, ToldRoom, numbers_in, without_numbers
from planner.model.lines import value_of
from planner.model.trace import CELL_HELPERS
from planner.model.writing import rewire
from planner.origins import Origin
from planner.places import us
from planner.words import say

WHOLE = ("sale", "note", "instalments", "totals")  # figures of the sale as a whole, without a year
TAXES = ("tax", "tax_anyway")
SCALES = {  # in the order in which their brackets are filled
    "capped": us.ORDINARY_BRACKETS,
    "ordinary": us.ORDINARY_BRACKETS,
    "gain": us.GAIN_BRACKETS,
    "without_favour": us.ORDINARY_BRACKETS,
    "alternative_ordinary": us.ALTERNATIVE_BRACKETS,
    "alternative_gain": us.GAIN_BRACKETS,
}
BRACKETS = tuple(f"{scale}.{place}" for scale, places_in_it in SCALES.items() for place in range(places_in_it))
UNITS = {
    "gain_fraction": "fraction",
    "note_rate": "fraction",
    "investment_share": "fraction",
    "recapture_invested": "fraction",
    "aged": "count",
}
ORIGINS = {
    "sale.recapture": Origin(("deal.form",)),
    "sale.interest_added": Origin(("deal.loans",)),
    "sale.debt_paid_off": Origin(("deal.form",)),
    "sale.debt_assumed": Origin(("deal.form",)),
    "sale.note_rate": Origin(("deal.loans",)),
}
NOTHING_RECEIVED = Origin(("deal.closing", "deal.loans", "deal.plug", "deal.form"))


class _Years:
    """The stages of each calendar year, kept under the year they belong to."""

    def __init__(self, told: Told, first: int) -> None:
        self.told, self.year = told, first - 1
        self.which: Iterator[str] = iter(())
        self.tax = ""
        self.bracket: Iterator[str] = iter(())

    def seen_through(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A stage that keeps what it returns."""
        if name == "year_tax":
            return lambda *given: self._taxed(function, given)
        if name == "_by_year":
            return lambda *given: self._paid(function(*given))
        prefixes: dict[str, Callable[[], str]] = {
            "sold": lambda: "sale.",
            "split": lambda: "note.",
            "instalments": lambda: "instalments.",
            "_totals": lambda: "totals.",
            "receive": self._next_year,
            "spread": lambda: "gained.",
            "_income": lambda: "income.",
            "bank": lambda: "",
            "keep": lambda: "",
            "deduct": lambda: f"{self.tax}.taxable.",
            "exempt": lambda: f"{self.tax}.alternative.",
            "fill": lambda: f"{self.tax}.slices.{next(self.bracket)}.",
            "fill_low": lambda: f"{self.tax}.slices.{next(self.bracket)}.",
            "stack": lambda: f"{self.tax}.stacked.",
            "tax_regularly": lambda: f"{self.tax}.regular.",
            "settle": lambda: f"{self.tax}.tax.",
        }
        if name not in prefixes:
            return function
        whole = name in ("sold", "split", "instalments", "_totals")

        def kept(*given: Any) -> Any:
            prefix = prefixes[name]()
            return self.told.record(prefix, function(*given), 0 if whole else self.year)

        return kept

    def _next_year(self) -> str:
        self.year += 1
        self.which = iter(TAXES)
        return "received."

    def _taxed(self, function: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        self.tax, self.bracket = next(self.which), iter(BRACKETS)
        return function(*given)

    def _paid(self, by_year: dict[int, tuple[Any, Any]]) -> dict[int, tuple[Any, Any]]:
        return {
            year: (
                self.told.line("paid.principal", principal, year, {}),
                self.told.line("paid.interest", interest, year, {}),
            )
            for year, (principal, interest) in by_year.items()
        }


class Seller(ToldRoom):
    """A `SellerYear` field, `gained.gain`, `tax.taxable.gross`, `tax_anyway.tax.total` ... of a calendar year.

    Without a year (`month` 0): `sale.basis`, `instalments.gain_fraction`, `totals.cash`.
    """

    def tell(self) -> Told:
        """The sale, its receipts and every year on cells."""
        plan = self.plan
        told = Told("seller")
        closing = plan.scenario.deal.closing
        stages = [*proceeds.STAGES, *seller.STAGES]
        silent = {**CELL_HELPERS, "_findings": lambda *_: ()}
        made = rewire(stages, _Years(told, closing.year).seen_through, silent)
        scenario = Inputs(plan.scenario)
        notes = [place for place, loan in enumerate(plan.scenario.deal.loans) if loan.kind == "seller"]
        adding = [month for month, now in enumerate(plan.run.months) if any(now.dues[place].added for place in notes)]
        run = SimpleNamespace(
            start=Line("line", "start", "", 0), months=[Line("line", "now", "", month) for month in adding]
        )
        paying = [
            month
            for month, now in enumerate(plan.run.months)
            if month and (now.debt.seller_interest_paid or now.debt.seller_principal_paid)
        ]
        receipts = [made["receipt"](closing, month, Line("line", "now", "", month)) for month in paying]
        law = Law(places.rules(plan.scenario.place, on=plan.scenario.rules_date))
        made["outcome"](scenario.owner, made["sold"](scenario, run), receipts, law)
        return told

    def value(self, name: str, month: int) -> float:
        """As in the plan, where a record of it is kept; what is not worked out is no figure."""
        if self.address(name, month) not in self.told.trees:
            raise LookupError(f"the plan has no {name} of the seller in {month}")
        kind, _, rest = name.partition(".")
        if kind in WHOLE:
            return float(value_of(self.plan.seller, name))
        place = month - self.plan.seller.sale.closing_year
        if not rest:
            return float(getattr(self.plan.seller.years[place], name))
        if kind in ("received", "gained", *TAXES):
            return float(value_of(self.plan.seller.records[place], name))
        return self.worked_out(name, month)

    def name(self, name: str, language: str) -> Name:
        """A tax says whether it is the one without the sale; a bracket which it is."""
        kind, _, rest = name.partition(".")
        if not rest:
            return Name(say(f"seller.line.{name}", language))
        which = [say("explain.without_sale", language)] if kind == "tax_anyway" else []
        which += [say("explain.bracket", language, number=number + 1) for number in numbers_in(name)]
        key = without_numbers(name).replace("tax_anyway.", "tax.", 1)
        return Name(say(f"figure.{key}", language), ", ".join(which))

    def unit(self, name: str) -> str:
        """By the last part of the name."""
        return UNITS.get(name.rpartition(".")[2], "money")

    def when(self, name: str, month: int, language: str) -> str:  # noqa: ARG002  (a calendar year is a number)
        """The calendar year."""
        return str(month) if month else ""

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (the same in all years)
        """What is always 0 of this sale: by its form, or because nothing is paid in that year."""
        return ORIGINS.get(name, NOTHING_RECEIVED)
