"""The cover of members' accounts, opened: what the books and a sale would leave, over what members hold."""

from planner import cover
from planner.explain.cells import Line, Told, at
from planner.explain.rooms import Name, ToldRoom
from planner.model.trace import CELL_HELPERS, Cell
from planner.model.writing import rewire
from planner.words import say

MULTIPLE = "multiple"


class Cover(ToldRoom):
    """A field of `cover.Behind` by fiscal year's last month; `multiple` with 0: the deal's own."""

    def tell(self) -> Told:
        """The stage on cells, year by year."""
        told, plan = Told("cover"), self.plan
        made = rewire(cover.STAGES, lambda _name, stage: stage, CELL_HELPERS)
        multiple = told.line(MULTIPLE, self._multiple(), 0, {})
        for one in plan.cover:
            month = Line("line", "now", "", one.last)
            told.record("", made["behind"](month, multiple, *cover.places(plan.scenario)), one.last)
        return told

    def _multiple(self) -> Cell | float:
        if self._known is None:
            return 0.0
        return CELL_HELPERS["ratio"](at("input", "deal.price"), at("valuation", "weighted.ebitda"))

    @property
    def _known(self) -> float | None:
        return cover.multiple_of(self.plan.scenario.deal.price, self.plan.valuation.weighted.ebitda)

    def value(self, name: str, month: int) -> float:
        """As in the plan."""
        if name == MULTIPLE:
            return self._known or 0.0
        return float(getattr(next(one for one in self.plan.cover if one.last == month).behind, name))

    def name(self, name: str, language: str) -> Name:
        """As the table has it."""
        return Name(say(f"cover.line.{name}", language))

    def unit(self, name: str) -> str:
        """Money, but for ratios."""
        return "times" if name == MULTIPLE or name.endswith("_ratio") else "money"

    def when(self, name: str, month: int, language: str) -> str:
        """The fiscal year."""
        return "" if name == MULTIPLE else self.year_in_words(month, language)
