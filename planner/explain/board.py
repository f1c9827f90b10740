"""What a board decides on, opened: where a fiscal year's surplus went, and what the plan's own policy comes to.

Another policy's figures stand, and open, in its own plan: the same one with other bylaws.
"""

from collections.abc import Iterable
from functools import cached_property

from planner import Plan
from planner.board import credited, policies, went
from planner.explain.cells import Line, Told, added, at, tidy
from planner.explain.rooms import Name, Recall, Room
from planner.model.trace import CELL_HELPERS, Cell, as_cell, value
from planner.model.writing import rewire
from planner.words import say

cents = CELL_HELPERS["cents"]
WENT, OWN, TOTAL, CREDITED, PAID_OUT = "went", "own", "total", "credited", "paid_out"


class Board(Room):
    """`went.principal` by fiscal year's last month; `own.co_op_tax` and `total.payments.tax_paid` with 0.

    Of interest credited to accounts: `paid_out` with 0, `credited.paid` and `credited.layers.3.kept` by month.
    """

    def __init__(self, plan: Plan, recall: Recall) -> None:
        super().__init__(plan, recall)
        self._known: dict[tuple[str, int], float] = {}

    def tree(self, name: str, month: int) -> Cell | None:
        """Sums of the model's lines, and what follows from them."""
        kind, _, field = name.partition(".")
        if kind == WENT:
            return self._went(field, month)
        horizon = self.plan.board.horizon
        if kind == TOTAL:
            return cents(added(at("now", field, one) for one in range(1, horizon + 1)))
        if kind == PAID_OUT:
            return cents(added(at("board", f"{CREDITED}.paid", one) for one in range(1, horizon + 1)))
        if kind == CREDITED:
            return self._credited.trees["board", name, month]
        return self._own(field, horizon)

    def value(self, name: str, month: int) -> float:
        """As in the plan."""
        kind, _, field = name.partition(".")
        board = self.plan.board
        if kind == TOTAL:
            return policies.total_of(self.plan.run, field, board.horizon)
        if kind == OWN:
            return float(getattr(board.own, field))
        if kind in (CREDITED, PAID_OUT):
            return self._worked_out(name, month)
        year = board.went[self.fiscal_year(month)]
        return year.step(field) if field in went.STEPS else float(getattr(year, field))

    def name(self, name: str, language: str) -> Name:
        """As the tables have it."""
        kind, _, field = name.partition(".")
        if kind == TOTAL:
            return Name(say(f"line.{field}", language), say("board.all_months", language))
        if kind == PAID_OUT:
            return Name(say("board.credited.paid", language), say("board.all_months", language))
        if kind == CREDITED:
            *of, last = field.split(".")
            which = say(f"board.credited.{of[0]}", language, number=int(of[1]) + 1) if of else ""
            return Name(say(f"board.credited.{last}", language), which)
        return Name(say(f"board.{'step' if kind == WENT else 'head'}.{field}", language))

    def when(self, name: str, month: int, language: str) -> str:
        """The fiscal year, or the month."""
        if name.startswith(f"{CREDITED}."):
            return self.month_in_words(month, language)
        return self.year_in_words(month, language) if name.startswith(f"{WENT}.") else ""

    def _went(self, field: str, month: int) -> Cell:
        period = self.plan.outcomes.fiscal_years[self.fiscal_year(month)]
        if field == went.CHANGE:
            return cents(added(at("board", f"{WENT}.{step}", month) for step in went.STEPS))
        if field == went.IN_CASH:
            return cents(at("now", "treasury.cash", period.last) - at("now", "treasury.cash", period.first - 1))
        rows = went.LINE if field == went.BY_LINE else went.STEPS[field]
        return tidy(cents(_signed((at("year", row.name, period.last), row.sign) for row in rows)))

    def _own(self, field: str, horizon: int) -> Cell:
        if field in policies.SUMS:
            lines = policies.SUMS[field]
            return tidy(cents(_signed((at("board", f"{TOTAL}.{line}"), sign) for line, sign in lines)))
        if field in policies.AT_END:
            return cents(added(at("now", line, horizon) for line in policies.AT_END[field]))
        trees = {
            "members_tax": self._members_tax,
            "members_after_tax": lambda: cents(at("board", f"{OWN}.members_cash") - at("board", f"{OWN}.members_tax")),
            "nonqualified": lambda: cents(added(at("now", line, horizon) for line in self._not_qualified)),
            "saved_later": self._saved,
        }
        return tidy(trees[field]())

    def _members_tax(self) -> Cell:
        taxed = policies.taxed(self.plan.scenario)
        whole = cents(_signed((at("board", f"{TOTAL}.{line}"), sign) for line, sign in taxed))
        if credited.bears(self.plan.scenario.coop):
            whole = whole + at("board", PAID_OUT)
        return cents(at("input", "coop.members_tax_rate") * whole)

    @cached_property
    def _credited(self) -> Told:
        """The stages that follow interest on accounts, on cells."""
        told, plan, horizon = Told("board"), self.plan, self.plan.board.horizon
        made = rewire(credited.STAGES, lambda _name, stage: stage, CELL_HELPERS)
        months, clocks = (
            [Line("line", place, "", month) for month in range(horizon + 1)] for place in ("now", "clock")
        )
        sizes, apart = credited.shape(plan.case, plan.run)
        made["follow"](
            months,
            clocks,
            sizes,
            apart,
            lambda prefix, record, month: told.record(f"{CREDITED}.{prefix}", record, month),
        )
        return told

    def _worked_out(self, name: str, month: int) -> float:
        """A figure that no record of the plan holds, worked out from its tree."""
        if (name, month) not in self._known:
            tree = self.tree(name, month)
            self._known[name, month] = 0.0 if tree is None else value(tree, self.recall)
        return self._known[name, month]

    def _saved(self) -> Cell:
        end, horizon = self.plan.run.months[0], self.plan.board.horizon
        pairs = policies.saved_when_issued(end)
        by_issue = cents(added(at("now", one, horizon) * at("now", rate, horizon) for one, rate in pairs))
        return cents(added((by_issue, *(at("now", line, horizon) for line in policies.called_and_saved(end)))))

    @property
    def _not_qualified(self) -> tuple[str, ...]:
        return policies.not_qualified(self.plan.run.months[0])


def _signed(terms: Iterable[tuple[Cell, float]]) -> Cell:
    """Terms added up with their signs."""
    whole = as_cell(0.0)
    for cell, sign in terms:
        whole = tidy(whole + cell if sign > 0 else whole - cell)
    return whole
