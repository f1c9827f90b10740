"""Winding up, opened: what there is, and what each rank gets of it, by the books and at a fair value."""

from planner import cover, dissolution
from planner.explain.cells import Line, Told, at
from planner.explain.rooms import Name, ToldRoom
from planner.model.trace import CELL_HELPERS, Cell
from planner.model.writing import rewire
from planner.words import say

PATRONAGE, FOR_EACH = "patronage", "for_each"


class WoundUp(ToldRoom):
    """`book.` and `fair.` with a field of `dissolution.WoundUp`, and `patronage`, by fiscal year's last month."""

    def tell(self) -> Told:
        """The stages on cells, year by year."""
        told, plan = Told("wound_up"), self.plan
        made = rewire(dissolution.STAGES, lambda _name, stage: stage, CELL_HELPERS)
        _, others = cover.places(plan.scenario)
        entered = plan.scenario.bylaws.rest_by_patronage is not None
        fraction = at("input", "bylaws.rest_by_patronage") if entered else 0.0
        patronage: Cell | float = 0.0
        for one in plan.dissolution:
            month, stands = Line("line", "now", "", one.last), Line("line", "cover", "", one.last)
            given = (at("year", name, one.last) for name in (dissolution.OF_WORKERS, dissolution.OF_CLASSES))
            patronage = told.line(PATRONAGE, made["lifetime"](patronage, *given), one.last, {})
            claims = {"book": made["on_book"](month, others)}
            if one.fair is not None:
                claims["fair"] = made["at_fair_value"](stands, month, others)
            for kind, each in claims.items():
                known = told.record(f"{kind}.", each, one.last)
                wound = made["wind_up"](known, stands.members_money, patronage, fraction)
                told.record(f"{kind}.", wound, one.last)
        return told

    def value(self, name: str, month: int) -> float:
        """As in the plan."""
        one = next(each for each in self.plan.dissolution if each.last == month)
        if name == PATRONAGE:
            return one.patronage
        kind, _, field = name.partition(".")
        return float(getattr(one.book if kind == "book" else one.fair, field))

    def name(self, name: str, language: str) -> Name:
        """As the table has it."""
        kind, _, field = name.partition(".")
        if not field:
            return Name(say(f"dissolution.line.{name}", language))
        return Name(say(f"dissolution.line.{field}", language), say(f"dissolution.kind.{kind}", language))

    def unit(self, name: str) -> str:
        """Money; on each dollar, times."""
        return "times" if name.endswith(FOR_EACH) else "money"

    def when(self, name: str, month: int, language: str) -> str:  # noqa: ARG002  (every figure has its year)
        """The fiscal year."""
        return self.year_in_words(month, language)
