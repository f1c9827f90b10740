"""Both ramps of a purchase in stages, by month, and what dividends below control must bring, by fiscal year."""

from functools import cached_property
from typing import Any

from planner.explain.cells import Inputs, Line, Told, at
from planner.explain.rooms import Name, ToldRoom
from planner.model.trace import CELL_HELPERS, as_cell
from planner.model.writing import rewire
from planner.origins import Origin
from planner.scenario import MATTERS
from planner.stakes import upstream, voices
from planner.words import say

VOICE = Origin(("governance", "deal.bought_at_closing", "deal.later_closings"))

SERVING = Origin((*VOICE.inputs, "bylaws.all_serve_up_to", "workforce.workers"))


class Stakes(ToldRoom):
    """`ramp.shares`, `ramp.votes`, `ramp.surplus`, `ramp.seats`, `ramp.alone`; `need.on_all`, `need.by_book` ..."""

    def tell(self) -> Told:
        """The stages on cells, month by month and year by year."""
        plan, told = self.plan, Told("stakes")
        made = rewire([*voices.STAGES, *upstream.STAGES], lambda _name, stage: stage, CELL_HELPERS)
        entered = Inputs(plan.scenario)
        for month, held in enumerate(plan.run.months):
            voice = plan.stakes.voices[int(held.stake.done)]
            mine = told.line("ramp.shares", made["held"](at("now", "stake.fraction", month)), month, {})
            given = voices.asked_for(plan.scenario, voice.number).votes is not None
            votes = entered.governance.voices[voice.number - 1].votes if given else mine
            told.line("ramp.votes", votes, month, {})
            told.line("ramp.surplus", made["shared_by_work"](mine, at("terms", "patronage_above")), month, {})
            board = next(one for one in reversed(plan.stakes.boards) if one.month <= month)
            every = as_cell(float(board.seats)) if board.all_serve else entered.governance.seats
            told.line("ramp.seats", made["part_of"](as_cell(float(board.member_seats)), every), month, {})
            alone = as_cell(float(len(MATTERS) - len(voice.asks_seller)))
            told.line("ramp.alone", made["part_of"](alone, as_cell(float(len(MATTERS)))), month, {})
        start = Line("line", "start", "", 0)
        for one in plan.stakes.upstream:
            now, then = (Line("line", "now", "", month) for month in (one.month, one.month - 1))
            assumed = upstream.assumed_debt(plan.scenario, self._months, one.month)
            found = made["need"](now, start, assumed, then.stake.fraction)
            told.record("need.", found, one.month)
        return told

    @cached_property
    def _months(self) -> Any:
        """The run as `upstream` reads it, in references."""
        months = [Line("line", "now", "", month) for month in range(len(self.plan.run.months))]
        return _Run(months)

    def value(self, name: str, month: int) -> float:
        """As in the plan."""
        kind, _, rest = name.partition(".")
        if kind == "ramp":
            return float(getattr(self.plan.stakes.ramp[month], rest))
        year = next((one for one in self.plan.stakes.upstream if one.month == month), None)
        if year is None:
            raise LookupError(f"the co-op does not live on dividends in month {month}")
        return float(getattr(year.need, rest))

    def name(self, name: str, language: str) -> Name:
        """As the chart and the table have it."""
        kind, _, rest = name.partition(".")
        return Name(say(f"stakes.ramp.{rest}" if kind == "ramp" else f"stakes.head.{rest}", language))

    def unit(self, name: str) -> str:
        """Parts of the whole; needs are money."""
        return "fraction" if name.startswith("ramp.") or name == "need.held" else "money"

    def when(self, name: str, month: int, language: str) -> str:
        """The month, or the fiscal year."""
        return (self.month_in_words if name.startswith("ramp.") else self.year_in_words)(month, language)

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (the same in all months)
        """What is entered of votes, seats and closings, and of a board of all members."""
        return SERVING if name == "ramp.seats" and self.plan.scenario.bylaws.all_serve_up_to else VOICE


class _Run:
    """What `upstream` reads of a run: its months."""

    def __init__(self, months: list[Line]) -> None:
        self.months = months
