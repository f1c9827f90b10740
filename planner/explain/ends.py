"""Where explanations end: what the user entered, and the figures of the law, each with source and date."""

from functools import cached_property
from typing import Any, get_args

from planner import places
from planner.explain.cells import FIRST_DAY, day_in_law
from planner.explain.rooms import Name, Room, numbers_in, without_numbers
from planner.model.lines import value_of
from planner.origins import Origin, title
from planner.places import Rule, Rules
from planner.scenario import Scenario
from planner.words import say
from planner.words.formats import day

UNITS = ("money", "fraction", "days")
PLAIN_LISTS = {"business.growth": "fraction", "business.seasonality": "factor", "deal.working_capital.months": "money"}
ROWS = ("sde", "ebitda")  # of a table of ranges
COLUMNS = {  # what the columns of a table are counted in
    "brackets": ("money", "fraction"),
    "steps": ("money", "times"),
    "amounts": ("money", "money"),
    "ranges": ("times", "times"),
    "tiers": ("count", "fraction"),
    "terms": (
        *("fraction", "money", "fraction", "fraction", "count", "fraction", "fraction", "fraction"),
        *("money", "count", "fraction"),
    ),
    "closing_down": ("count", "fraction", "fraction", "fraction", "count"),
}
NAMES = {  # of a table that is no scale: what its columns are called
    "terms": (
        *("price", "costs", "fee", "cash", "note_months", "note_rate", "jobs_kept", "sunk"),
        *("retainer", "bank_months", "bank_rate"),
    ),
    "closing_down": ("months", "receivables", "inventory", "equipment", "pay_months"),
}


class Inputs(Room):
    """Numbers as entered, by their path in the scenario."""

    def value(self, name: str, month: int) -> float:  # noqa: ARG002  (an input has no month)
        """As entered."""
        return float(value_of(self.plan.scenario, name))

    def name(self, name: str, language: str) -> Name:  # noqa: ARG002  (titles stand in the scenario)
        """The field's title, and of a list which one."""
        numbers = numbers_in(name)
        if not numbers:
            return Name(title(name))
        if name.rpartition(".")[2].isdigit():
            return Name(title(name), str(numbers[-1] + 1))
        held = value_of(self.plan.scenario, name[: name.rindex(f".{numbers[-1]}.")] + f".{numbers[-1]}")
        if without_numbers(name).startswith("business.statements."):
            year = self.plan.scenario.business.statements[numbers[0]].year
            if "add_backs" in name:
                return Name(held.name, f"{year}, {numbers[-1] + 1}")
            return Name(title(name), str(year))
        return Name(title(name), getattr(held, "alias", None) or getattr(held, "name", None) or str(numbers[-1] + 1))

    def unit(self, name: str) -> str:
        """As the field says."""
        if without_numbers(name) in PLAIN_LISTS:
            return PLAIN_LISTS[without_numbers(name)]
        model: Any = Scenario
        unit = "count"
        for step in name.split("."):
            if step.isdigit():
                model = get_args(model)[0]
                continue
            field = model.model_fields[step]
            model = field.annotation
            extra = field.json_schema_extra
            unit = extra.get("unit", unit) if isinstance(extra, dict) else unit
        return unit if unit in UNITS else "count"

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (an input has no month)
        """Itself."""
        return Origin((name,))


class Law(Room):
    """Figures of the law: a rule by its name, a number within a table by its row and column; `month` is the year."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self._by_year: dict[int, Rules] = {}

    @cached_property
    def _today(self) -> Rules:
        return places.rules(self.plan.scenario.place, on=self.plan.scenario.rules_date)

    def rule(self, name: str, month: int) -> Rule:
        """The rule as it stands in that year or on that day, or on the plan's day."""
        law = self._today.at(day_in_law(month)) if month else self._today
        bare = without_numbers(name)
        return next(there for place in places.PLACES if (there := law.elsewhere(place)).holds(bare)).rule(bare)

    def value(self, name: str, month: int) -> float:
        """The number."""
        found = self.rule(name, month).value
        for place in numbers_in(name):
            found = found[place]  # type: ignore[index]
        return float(found)  # type: ignore[arg-type]

    def name(self, name: str, language: str) -> Name:
        """The rule's label, and what a number of a table stands for."""
        rule = self.rule(name, 0)
        numbers = numbers_in(name)
        if not numbers:
            return Name(rule.label)
        column = NAMES.get(rule.unit, ("from", "rate"))[numbers[1]]
        if rule.unit == "ranges":
            column = f"{ROWS[numbers[0]]}.{column}"
        return Name(rule.label, say(f"figure.rule.{rule.unit}.{column}", language, step=numbers[0] + 1))

    def unit(self, name: str) -> str:
        """The rule's, and that of a table's column."""
        rule = self.rule(name, 0)
        numbers = numbers_in(name)
        if numbers:
            return COLUMNS[rule.unit][numbers[1]]
        return rule.unit if rule.unit in ("money", "fraction", "times") else "count"

    def when(self, name: str, month: int, language: str) -> str:  # noqa: ARG002  (told by its day alone)
        """The year or day whose law it is."""
        if month < FIRST_DAY:
            return str(month) if month else ""
        return day(day_in_law(month), language=language)

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (`rule` gives the year's own)
        """Itself."""
        return Origin(rules=(without_numbers(name),))
