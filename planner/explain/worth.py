"""The valuation's figures: its stages run on cells, from the statements to what is paid for the shares."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from planner import places, valuation
from planner.explain.cells import Inputs, Law, Told
from planner.explain.rooms import Name, ToldRoom, numbers_in, without_numbers
from planner.model.lines import value_of
from planner.model.trace import CELL_HELPERS
from planner.model.writing import rewire
from planner.origins import Origin, title
from planner.words import say

RATES = ("low", "mid", "high")
SHARES = ("low", "mid", "high", "price")
# By stage: under what names its records are kept, in the order in which it is called.
PREFIXES: dict[str, tuple[str, ...]] = {
    "market_of": ("market",),
    "weigh": ("weighted",),
    "multiple_terms": ("of_sde", "of_ebitda"),
    "fit": ("fit_sde", "fit_ebitda"),
    "multiply": ("by_sde", "by_ebitda"),
    "capitalise": ("capitalised",),
    "turnover_of": ("settlement.turnover",),
    "sort_items": ("settlement.sorted",),
    "peg_terms": ("settlement.terms",),
    "compare": ("settlement.peg",),
    "settle": ("settlement.settled",),
    "discounting_of": ("dcf.told",),
    "begin": ("dcf.base",),
    "add_up": tuple(f"dcf.{rate}.sum" for rate in RATES),
    "held_of": ("held",),
    "add_up_assets": ("net_assets",),
    "weights_of": ("weights",),
    "reconcile": ("range",),
    "bridge_of": ("bridge",),
    "pay": tuple(f"shares.{place}" for place in range(len(SHARES))),
    "stake_terms": ("stake_terms",),
    "discount_stake": ("stake",),
}
METHODS = ("by_sde", "by_ebitda", "capitalised", "dcf", "net_assets")
WEIGHTS = ("sde_multiple", "ebitda_multiple", "capitalised_earnings", "discounted_cash_flow", "net_assets")
NAMED = {
    "of_sde": "sde_multiple",
    "fit_sde": "sde_multiple",
    "by_sde": "sde_multiple",
    "of_ebitda": "ebitda_multiple",
    "fit_ebitda": "ebitda_multiple",
    "by_ebitda": "ebitda_multiple",
    "capitalised": "capitalised_earnings",
}
UNITS = {
    **dict.fromkeys(("multiple", "multiple_2", "multiple_3", "multiple_4", "size_multiple"), "times"),
    **dict.fromkeys(("given_multiple", "least_multiple", "most_multiple", "exit_multiple"), "times"),
    **dict.fromkeys(("burden_ratio", "multiple_spread", "capitalisation_rate", "rate_spread", "growth"), "fraction"),
    **dict.fromkeys(("discount_rate", "low_rate", "high_rate", "tax_rate", "margin", "add_back_share"), "fraction"),
    **dict.fromkeys(("minority_discount_rate", "marketability_discount_rate", "fraction_sold"), "fraction"),
    **dict.fromkeys(("working_fraction", "cost_fraction"), "fraction"),
    **dict.fromkeys(("weight", "weights", "year", "periods", "terminal_periods"), "count"),
    **dict.fromkeys(("factor", "terminal_factor"), "factor"),
    **dict.fromkeys(("is_given", "by_industry", "mid_year", "by_multiple", "second_known"), "flag"),
    **dict.fromkeys(("pegged", "by_amount", "trimmed", "in_range", "above_limit"), "flag"),
    **dict.fromkeys(("receivable_days", "inventory_days", "payable_days"), "days"),
}
RENAMED = ("weight", "add_backs", "disputed", "market_rent")  # lines of a statement that are no field as entered
ORIGINS = {
    "books": ("business.statements",),
    "earnings": ("business.statements",),
    "weighted": ("business.statements",),
    "market": ("value.timing", "owner.second_replacement_pay", "business.capital_spending", "business.statements"),
    "fit_sde": ("value.industry", "value.sde_multiple"),
    "fit_ebitda": ("value.industry", "value.ebitda_multiple"),
    "of_sde": ("value.sde_multiple", "value.industry"),
    "of_ebitda": ("value.ebitda_multiple", "value.industry"),
    "dcf": ("value.timing", "value.terminal", "value.forecast_years", "business.growth"),
    "held": ("business.books", "value.fair_items", "deal.kept.assets"),
    "net_assets": ("business.books", "value.fair_items", "deal.kept.assets"),
    "settlement": (
        *("deal.debt_like", "deal.working_capital", "business.books", "business.seasonality"),
        *("business.books_month", "business.fiscal_year_end_month", "deal.closing"),
    ),
    "bridge": ("deal.debt_like", "deal.working_capital", "business.books"),
    "shares": ("deal.price", "business.books"),
}


LISTED = {  # stages whose records are numbered
    "normalise": "earnings",
    "turn": "settlement.seasons",
    "pair": "settlement.extremes",
    "widen": "settlement.extremes",
}
SILENT = {"findings_of": lambda *_: (), "refuse_impossible": lambda *_: None}  # what is said, not worked out


class _Kept:
    """The stages' records, each under the name that it has in the plan's valuation."""

    def __init__(self, told: Told, years: int) -> None:
        self.told = told
        numbered = {name: _numbered(name) for name in set(LISTED.values())}
        self.names: dict[str, Iterator[str]] = {stage: numbered[name] for stage, name in LISTED.items()}
        self.names |= {stage: iter(listed) for stage, listed in PREFIXES.items()}
        self.names["forecast"] = iter((*(f"dcf.years.{place}" for place in range(years)), "dcf.after"))
        self.names["bring_back"] = (f"dcf.{rate}.presents.{place}" for rate in RATES for place in range(years))

    def seen_through(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The stage as it is, its records kept."""
        if name == "books_of":
            return lambda *given: tuple(
                self.told.record(f"books.{place}.", one) for place, one in enumerate(function(*given))
            )
        if name == "extremes_of":
            return lambda months: function(self._month_ends(months))
        if name not in self.names:
            return function
        return lambda *given: self.told.record(f"{next(self.names[name])}.", function(*given))

    def _month_ends(self, months: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(self.told.line(f"settlement.months.{place}", one, 0, {}) for place, one in enumerate(months))


def _numbered(name: str) -> Iterator[str]:
    return (f"{name}.{place}" for place in count())


class Valuation(ToldRoom):
    """`earnings.2.sde`, `by_sde.mid`, `dcf.years.0.tax`, `range.low`; also `low`, `midpoint`, `methods.1.mid`."""

    def tell(self) -> Told:
        """The whole estimate on cells."""
        told, scenario = Told("valuation"), self.plan.scenario
        kept = _Kept(told, scenario.value.forecast_years)
        law = Law(places.rules(scenario.place, on=scenario.rules_date))
        rewire(valuation.STAGES, kept.seen_through, {**CELL_HELPERS, **SILENT})["estimate"](Inputs(scenario), law)
        return told

    def address(self, name: str, month: int) -> tuple[str, str, int]:  # noqa: ARG002  (a value has no month)
        """The range and the methods are lines of the stages before."""
        first, _, rest = name.partition(".")
        if first == "methods":
            place, _, line = rest.partition(".")
            name = _of_method(METHODS[int(place)], line)
        return (self.told.place, name if "." in name else f"range.{name}", 0)

    def value(self, name: str, month: int) -> float:  # noqa: ARG002  (a value has no month)
        """As in the plan."""
        return float(value_of(self.plan.valuation, name))

    def name(self, name: str, language: str) -> Name:
        """Earnings carry their fiscal year, a method's figures the method's name, the forecast its year."""
        name = self.address(name, 0)[1]
        kind, line, numbers = name.partition(".")[0], name.rpartition(".")[2], numbers_in(name)
        if kind in ("books", "earnings"):
            titled = kind == "books" and line not in RENAMED
            label = title(f"business.statements.last.{line}") if titled else say(f"figure.earnings.{line}", language)
            return Name(label, self._year(numbers[0], language))
        if kind in NAMED:
            return Name(say(f"figure.method.{line}", language), say(f"valuation.method.{NAMED[kind]}", language))
        if kind == "dcf":
            return self._of_forecast(name, line, numbers, language)
        which = say(f"explain.paid.{SHARES[numbers[0]]}", language) if kind == "shares" else ""
        if numbers and kind == "settlement":
            first = 2 if "extremes" in name else 1  # of one month-end there are no two extremes
            which = say("explain.month_end", language, number=numbers[0] + first)
        return Name(say(f"figure.{without_numbers(name)}", language), which)

    def unit(self, name: str) -> str:
        """By the last part of the name."""
        return "count" if name.startswith("weights.") else UNITS.get(name.rpartition(".")[2], "money")

    def origin(self, name: str, month: int) -> Origin:
        """What is a plain number: a choice, the weight of a year, the figures of years without a statement."""
        return Origin(ORIGINS.get(self.address(name, month)[1].partition(".")[0], ("business.statements",)))

    def _of_forecast(self, name: str, line: str, numbers: list[int], language: str) -> Name:
        part = name.split(".")[1]
        year = say("explain.forecast_year", language, number=numbers[0] + 1) if numbers else ""
        if part in RATES:
            rate = say(f"explain.rate.{part}", language)
            return Name(say(f"figure.dcf.{line}", language), f"{rate}, {year}" if year else rate)
        if part == "told":
            return Name(say(f"figure.dcf.told.{line}", language))
        return Name(say(f"figure.dcf.{line}", language), year or say(f"explain.forecast.{part}", language))

    def _year(self, place: int, language: str) -> str:
        statements = self.plan.scenario.business.statements
        missing = valuation.MOST_STATEMENTS - len(statements)
        return str(statements[place - missing].year) if place >= missing else say("explain.no_statement", language)


def _of_method(method: str, line: str) -> str:
    """The line of a stage that a method's line is."""
    if line == "weight":
        return f"weights.{WEIGHTS[METHODS.index(method)]}"
    if method == "dcf":
        return f"dcf.{line}.sum.value"
    return "net_assets.value" if method == "net_assets" else f"{method}.{line}"
