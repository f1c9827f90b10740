"""What every room of figures can say of a figure: how it is worked out, what it is, how it is called, where it ends."""

from collections.abc import Callable
from typing import NamedTuple

from planner import Plan
from planner.explain.cells import Address, Told
from planner.model.calendar import month_of
from planner.model.trace import Cell, value
from planner.origins import Origin
from planner.words import say
from planner.words.formats import month_name

Recall = Callable[..., float]


class Name(NamedTuple):
    """What a figure is called, and which of several it is."""

    label: str
    which: str = ""


class Room:
    """Figures of one place; a room says what is its own, and is silent on the rest."""

    def __init__(self, plan: Plan, recall: Recall) -> None:
        self.plan, self.recall = plan, recall

    def tree(self, name: str, month: int) -> Cell | None:  # noqa: ARG002  (a room of inputs has no trees)
        """How a figure is worked out; None: it is not, it comes from where `origin` says."""
        return None

    def value(self, name: str, month: int) -> float:
        """The figure itself."""
        raise NotImplementedError

    def name(self, name: str, language: str) -> Name:
        """What it is called."""
        raise NotImplementedError

    def unit(self, name: str) -> str:  # noqa: ARG002  (of most rooms it is money throughout)
        """What it is counted in: money, fraction, times, flag, months, days, factor or count."""
        return "money"

    def when(self, name: str, month: int, language: str) -> str:  # noqa: ARG002  (much has no time of its own)
        """Its time, in words."""
        return ""

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (only what is no formula has an origin)
        """Where a figure comes from that is not worked out."""
        return Origin()

    def month_in_words(self, month: int, language: str) -> str:
        """A month of the plan."""
        year, of_year = month_of(self.plan.scenario.deal.closing, month)
        return say("formats.month_of", language, month=month_name(of_year, language=language), year=year)

    def fiscal_year(self, month: int) -> int:
        """Which fiscal year of the plan a month lies in, from 0; month 0 counts to the first."""
        periods = self.plan.outcomes.fiscal_years
        return next(place for place, period in enumerate(periods) if month <= period.last)

    def year_in_words(self, month: int, language: str) -> str:
        """The fiscal year a month lies in."""
        year = self.plan.outcomes.fiscal_years[self.fiscal_year(month)].label
        return say("explain.fiscal_year", language, year=year)


class ToldRoom(Room):
    """A room whose stages have run on cells once, for the whole plan."""

    def __init__(self, plan: Plan, recall: Recall) -> None:
        super().__init__(plan, recall)
        self.told = self.tell()
        self._worked_out: dict[Address, float] = {}

    def tell(self) -> Told:
        """Run the stages on cells."""
        raise NotImplementedError

    def figures(self) -> list[tuple[str, int]]:
        """Every figure that the stages left behind: its name and month."""
        return [(name, month) for _, name, month in self.told.trees]

    def address(self, name: str, month: int) -> Address:
        """Where a figure's tree is kept."""
        return (self.told.place, name, month)

    def tree(self, name: str, month: int) -> Cell | None:
        """The tree its stage left behind."""
        return self.told.trees[self.address(name, month)]

    def worked_out(self, name: str, month: int) -> float:
        """A figure that no record of the plan holds, worked out from its tree."""
        address = self.address(name, month)
        if address not in self._worked_out:
            self._worked_out[address] = value(self.told.trees[address], self.recall)
        return self._worked_out[address]


def without_numbers(name: str) -> str:
    """The name of a line, whichever loan, layer or year it is of."""
    return ".".join(part for part in name.split(".") if not part.isdigit())


def numbers_in(name: str) -> list[int]:
    """The places named in a name."""
    return [int(part) for part in name.split(".") if part.isdigit()]
