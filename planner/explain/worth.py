"""The valuation's figures: its stages run on cells, from the statements to the range."""

from collections.abc import Callable
from typing import Any

from planner import places, valuation
from planner.explain.cells import Inputs, Law, Told
from planner.explain.rooms import Name, ToldRoom, numbers_in, without_numbers
from planner.model.lines import value_of
from planner.model.trace import CELL_HELPERS
from planner.model.writing import rewire
from planner.origins import Origin, title
from planner.words import say

PREFIXES = {
    "normalise": tuple(f"earnings.{place}" for place in range(valuation.MOST_STATEMENTS)),
    "weigh": ("weighted",),
    "multiply": ("by_sde", "by_ebitda"),
    "capitalise": ("capitalised",),
    "span": ("span",),
    "_market": ("market",),
}
METHODS = ("by_sde", "by_ebitda", "capitalised")
NAMED = {"by_sde": "sde_multiple", "by_ebitda": "ebitda_multiple", "capitalised": "capitalised_earnings"}
UNITS = {
    **dict.fromkeys(("multiple", "multiple_2", "multiple_3", "multiple_4"), "times"),
    **dict.fromkeys(("burden_ratio", "multiple_spread", "capitalisation_rate", "rate_spread", "growth"), "fraction"),
    **dict.fromkeys(("weight", "weights"), "count"),
}


class Valuation(ToldRoom):
    """`earnings.2.sde`, `by_sde.mid`, `span.low`; also `low`, `midpoint`, `high` and `methods.1.mid`."""

    def tell(self) -> Told:
        """The whole estimate on cells."""
        told = Told("valuation")
        prefixes = {name: iter(listed) for name, listed in PREFIXES.items()}

        def seen_through(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
            if name == "_books":
                return lambda *given: tuple(
                    told.record(f"books.{place}.", one) for place, one in enumerate(function(*given))
                )
            if name not in prefixes:
                return function
            return lambda *given: told.record(f"{next(prefixes[name])}.", function(*given))

        scenario = self.plan.scenario
        law = Law(places.rules(scenario.place, on=scenario.rules_date))
        silent = {**CELL_HELPERS, "_findings": lambda *_: ()}
        rewire(valuation.STAGES, seen_through, silent)["estimate"](Inputs(scenario), law)
        return told

    def address(self, name: str, month: int) -> tuple[str, str, int]:  # noqa: ARG002  (a value has no month)
        """The range and the methods are lines of the stages before."""
        first, _, rest = name.partition(".")
        if first == "methods":
            place, _, line = rest.partition(".")
            name = f"{METHODS[int(place)]}.{line}"
        return (self.told.place, name if "." in name else f"span.{name}", 0)

    def value(self, name: str, month: int) -> float:  # noqa: ARG002  (a value has no month)
        """As in the plan."""
        return float(value_of(self.plan.valuation, name))

    def name(self, name: str, language: str) -> Name:
        """Earnings carry their fiscal year, a method's figures the method's name."""
        name = self.address(name, 0)[1]
        kind, line = name.split(".")[0], name.rpartition(".")[2]
        if kind in ("books", "earnings"):
            titled = kind == "books" and line not in ("weight", "add_backs")
            label = title(f"business.statements.last.{line}") if titled else say(f"figure.earnings.{line}", language)
            return Name(label, self._year(numbers_in(name)[0], language))
        if kind in NAMED:
            return Name(say(f"figure.method.{line}", language), say(f"valuation.method.{NAMED[kind]}", language))
        return Name(say(f"figure.{without_numbers(name)}", language))

    def unit(self, name: str) -> str:
        """By the last part of the name."""
        return UNITS.get(name.rpartition(".")[2], "money")

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (a value has no month)
        """What is a plain number: the weight of a year, and the figures of years without a statement."""
        return Origin(("business.statements",))

    def _year(self, place: int, language: str) -> str:
        statements = self.plan.scenario.business.statements
        missing = valuation.MOST_STATEMENTS - len(statements)
        return str(statements[place - missing].year) if place >= missing else say("explain.no_statement", language)
