"""The model's own figures: its inputs, the closing day, every line of every month, and totals of a fiscal year."""

from typing import Any

from planner import Plan
from planner.explain.cells import added, at
from planner.explain.rooms import Name, Recall, Room, numbers_in, without_numbers
from planner.lending import failure
from planner.model.lines import value_of
from planner.model.sheet import OF_CLASSES
from planner.model.trace import CELL_HELPERS, Cell, trace
from planner.model.units import unit
from planner.origins import Origin, origin
from planner.statements import Row, amount
from planner.words import say

FOLDERS = {"terms": "term", "drivers": "driver", "clock": "clock"}
SETTLED = (
    "price_adjustment",
    "accrued_kept",
    "other_liabilities_kept",
    "other_assets_kept",
    "unbooked_liabilities",
)
COARSER = {"months": "count", "years": "count", "ratio": "factor"}  # in a sentence the label says which


class Lines(Room):
    """The lines of one place of the model: terms, drivers, clock, start or now."""

    place = "now"

    def value(self, name: str, month: int) -> float:
        """The number in the plan's records."""
        records: dict[str, Any] = {
            "terms": self.plan.case.terms,
            "start": self.plan.run.start,
            "drivers": self.plan.case.drivers[month],
            "clock": self.plan.case.clocks[month],
            "now": self.plan.run.months[month],
        }
        return float(value_of(records[self.place], name))

    def name(self, name: str, language: str) -> Name:
        """A loan's line carries the loan's name, a layer's its age."""
        label = say(f"{FOLDERS.get(self.place, 'line')}.{without_numbers(name)}", language)
        numbers = numbers_in(name)
        if not numbers:
            return Name(label)
        if name.partition(".")[0] in OF_CLASSES:
            return Name(label, self._class_of(numbers, language))
        if name.partition(".")[0] not in ("loans", "asked", "dues", "held"):
            return Name(label, say("explain.layer", language, number=numbers[0] + 1))
        loans = self.plan.scenario.deal.loans
        if numbers[0] < len(loans):
            return Name(label, loans[numbers[0]].name)
        return Name(label, say("explain.empty_loan", language))

    def _class_of(self, numbers: list[int], language: str) -> str:
        """The class's name, and of an account layer or a cohort of leavers its age."""
        told = self.plan.scenario.membership.classes[numbers[0]].name
        if len(numbers) == 1:
            return told
        return say("explain.layer_of_class", language, name=told, number=numbers[1] + 1)

    def unit(self, name: str) -> str:
        """As everywhere, but plain counts and factors."""
        of = unit(self.place, name)
        return COARSER.get(of, of)

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (a term has one origin, whatever the month)
        """Terms, drivers and the calendar come from inputs and rules."""
        return origin(self.place, name) if self.place in FOLDERS else Origin()


class Terms(Lines):
    """What holds for the whole plan; what the price is settled by stands in the valuation."""

    place = "terms"

    def tree(self, name: str, month: int) -> Cell | None:  # noqa: ARG002  (a term has no month)
        """A figure of the settlement is opened there."""
        return at("valuation", f"settlement.settled.{name}") if name in SETTLED else None


class Drivers(Lines):
    """What comes month by month."""

    place = "drivers"

    def when(self, name: str, month: int, language: str) -> str:  # noqa: ARG002  (every driver has its month)
        """The month."""
        return self.month_in_words(month, language)


class Clock(Drivers):
    """The calendar."""

    place = "clock"


class Start(Lines):
    """The closing day."""

    place = "start"

    def tree(self, name: str, month: int) -> Cell | None:  # noqa: ARG002  (the closing day is one)
        """As the stages of the closing day leave it."""
        return trace(self.plan.case.shape).start[name]


class Months(Lines):
    """The lines of a month."""

    place = "now"

    def tree(self, name: str, month: int) -> Cell | None:
        """As the stages of the month leave it; month 0 has its own."""
        told = trace(self.plan.case.shape)
        return told.month[name] if month else told.begin[name]

    def when(self, name: str, month: int, language: str) -> str:  # noqa: ARG002  (every line has its month)
        """The month."""
        return self.month_in_words(month, language)


class Stressed(Months):
    """The lines of the twelve months before a failure, with the sales that led to it."""

    def __init__(self, plan: Plan, recall: Recall) -> None:
        super().__init__(plan, recall)
        self.runs = {one.year: failure.follow(plan, one) for one in failure.stresses(plan)}

    def tree(self, name: str, month: int) -> Cell | None:  # noqa: ARG002  (the months are not opened further)
        """A line is taken as it is: the plan run again with these sales."""
        return None

    def value(self, name: str, month: int) -> float:
        """The number in the run that fails at the end of this year."""
        return float(value_of(self.runs[failure.year_of(month)].months[month], name))

    def name(self, name: str, language: str) -> Name:
        """As in the plan, and that sales were lower."""
        named = super().name(name, language)
        return named._replace(label=say("lending.figure.stressed", language, label=named.label))

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (of every line alike)
        """The fall in sales, or the covenants that it is taken from."""
        return Origin(("deal.counting.fall_in_sales", "deal.covenants", "deal.loans"))


class Years(Months):
    """A line added up over the months of a fiscal year, as a statement shows it; positive as the line itself is."""

    def tree(self, name: str, month: int) -> Cell | None:
        """The sum of its months."""
        period = self.plan.outcomes.fiscal_years[self.fiscal_year(month)]
        months = (at("now", name, one) for one in range(period.first, period.last + 1))
        return CELL_HELPERS["cents"](added(months))

    def value(self, name: str, month: int) -> float:
        """As in the statement."""
        period = self.plan.outcomes.fiscal_years[self.fiscal_year(month)]
        return amount(self.plan.run.months, Row(name), period)

    def when(self, name: str, month: int, language: str) -> str:  # noqa: ARG002  (every total has its year)
        """The fiscal year."""
        return self.year_in_words(month, language)
