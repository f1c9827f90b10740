"""What a lender and a typical worker read: sums, ends and extremes of fiscal years, and what joining costs."""

from collections.abc import Callable, Iterable
from functools import cached_property, partial

from planner import outcomes, roster, workforce
from planner.explain.cells import Inputs, Told, added, at, placed
from planner.explain.rooms import Name, Room, ToldRoom, numbers_in, without_numbers
from planner.model.trace import CELL_HELPERS, Cell, as_cell
from planner.origins import COVENANTS, Origin
from planner.statements import Period
from planner.words import say

cents, least, most, where = (CELL_HELPERS[name] for name in ("cents", "least", "most", "where"))

SUMS = {"ebitda": "operations.ebitda", "debt_service": "line_cost.service", "balloons": "debt.balloons"}
RATIOS = (
    "dscr",
    "dscr_paid",
    "bank_dscr",
    "bank_dscr_paid",
    "fccr",
    "fccr_paid",
    "leverage",
    "senior_leverage",
)  # of a fiscal year, as the model has them at its end
LENDER_UNITS = {
    **dict.fromkeys((*RATIOS, "lowest_dscr", "highest_leverage", "least_dscr"), "times"),
    **dict.fromkeys(("passes", "by_covenants"), "flag"),
}


class Lender(Room):
    """A `LenderYear` field of the fiscal year that ends in `month`; with `month` 0 a field of `Lender`."""

    def tree(self, name: str, month: int) -> Cell | None:
        """Read off the months as `outcomes` does."""
        if not month:
            return None if name == "by_covenants" else self._of_the_plan(name)
        period = self._period(month)
        if name in SUMS:
            return at("year", SUMS[name], period.last)
        if name in RATIOS:
            return at("now", f"coverage.{name}", period.last)
        if name == "debt":
            return cents(at("now", "debt.balance", period.last) + at("now", "treasury.line", period.last))
        months = range(period.first, period.last + 1)
        if name == "lowest_cash":
            return cents(_chain(least, (at("now", "treasury.cash", one) for one in months)))
        return _chain(most, (at("now", "treasury.cash_shortfall", one) for one in months))

    def _of_the_plan(self, name: str) -> Cell:
        lender = self.plan.outcomes.lender
        if name == "least_dscr":
            return at("rule", "lending.least_dscr")
        if name == "most_line":
            run = self.plan.run
            month = max(range(len(run.months)), key=lambda one: run.months[one].treasury.line)
            return cents(at("now", "treasury.line", month))
        if name == "passes":
            short = at("lender", "worst_shortfall") > 0.0
            return where(short, 0.0, self._holds(lender))
        line, choose = {
            "lowest_dscr": ("dscr", least),
            "highest_leverage": ("leverage", most),
            "lowest_cash": ("lowest_cash", least),
            "worst_shortfall": ("cash_shortfall", most),
        }[name]
        years = [
            at("lender", line, period.last)
            for period, year in zip(self.plan.outcomes.fiscal_years, lender.years, strict=True)
            if getattr(year, line) is not None
        ]
        if name == "lowest_cash":
            years.insert(0, cents(at("now", "treasury.cash", 0)))
        if name == "worst_shortfall":
            years.insert(0, at("now", "treasury.cash_shortfall", 0))
        return _chain(choose, years)

    def _holds(self, lender: outcomes.Lender) -> Cell:
        """Whether the covenants hold at every test, or where there are none the yardstick in every year."""
        if lender.by_covenants:
            months = self.plan.run.months
            tested = [at("now", "headroom.breached", one) for one, now in enumerate(months) if now.headroom.tested]
            return where(_chain(most, tested), 0.0, 1.0) if tested else as_cell(1.0)
        if lender.lowest_dscr is None:
            return as_cell(1.0)
        return where(at("lender", "lowest_dscr") >= at("lender", "least_dscr"), 1.0, 0.0)

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (covenants are agreed for the whole plan)
        """Whether covenants were agreed is the user's word."""
        return Origin(tuple(f"deal.covenants.{one}" for one in COVENANTS) if name == "by_covenants" else ())

    def value(self, name: str, month: int) -> float:
        """As in the plan; what no year has is no figure."""
        lender = self.plan.outcomes.lender
        found = getattr(lender.years[self.fiscal_year(month)] if month else lender, name)
        if found is None:
            raise LookupError(f"the plan has no {name} in month {month}")
        return float(found)

    def name(self, name: str, language: str) -> Name:
        """As the lender's table has it."""
        return Name(say(f"figure.lender.{name}", language))

    def unit(self, name: str) -> str:
        """Mostly money."""
        return LENDER_UNITS.get(name, "money")

    def when(self, name: str, month: int, language: str) -> str:  # noqa: ARG002  (all but the whole are of a year)
        """The fiscal year."""
        return self.year_in_words(month, language) if month else ""

    def _period(self, month: int) -> Period:
        return self.plan.outcomes.fiscal_years[self.fiscal_year(month)]


PLACE = ("held", "filled")  # what is followed of one place among the members
TURNOVER = ("workforce.turnover", "workforce.candidacy_months")


class Worker(ToldRoom):
    """A field of `outcomes.Worker`; `expected_members` and `joined` by month.

    Also `yearly_pay.3` and `pay_of_one.3` (an entry of the roster), and `held` (`month`: since the place was filled).
    """

    def tell(self) -> Told:
        """Workers, shares and turnover on cells."""
        told = Told("worker")
        scenario, inputs = self.plan.scenario, Inputs(self.plan.scenario)
        workers = list(inputs.workforce.workers)
        scheduled = [as_cell(0.0) for _ in self.plan.run.months]
        for place, worker in enumerate(workers):
            if worker.joins_after is not None and worker.joins_after < len(scheduled):
                scheduled[worker.joins_after] = added((scheduled[worker.joins_after], worker.number))
            told.line(f"yearly_pay.{place}", workforce.yearly_pay(worker), 0, {})
            told.line(f"pay_of_one.{place}", roster.pay_of_one(worker), 0, {})
        self._flow(told, ("expected_members", "joined"), scheduled)
        self._flow(told, PLACE, [as_cell(float(not month)) for month in range(len(scheduled))])
        founders = [worker.number for worker in workers if worker.joins_after == 0]
        share, down = inputs.coop.member_share, inputs.coop.down_payment
        months = scenario.coop.deduction_months
        rest = share - down
        deducted = as_cell(0.0)
        if months and scenario.coop.member_share > scenario.coop.down_payment:
            deducted = rest if months == 1 else cents(rest / at("input", "coop.deduction_months"))
        lines = {
            "founding_members": added(founders),
            "member_share": share,
            "paid_at_joining": where(at("input", "coop.deduction_months") > 0.0, down, share),
            "monthly_deduction": deducted,
            "deduction_months": at("input", "coop.deduction_months") if deducted.op != "number" else as_cell(0.0),
            "pledged": cents(at("worker", "founding_members") * at("worker", "member_share")),
            "paid_at_closing": cents(at("worker", "founding_members") * at("worker", "paid_at_joining")),
        }
        for name, cell in lines.items():
            told.line(name, cell, 0, {})
        return told

    @cached_property
    def _of_a_place(self) -> tuple[list[float], list[float]]:
        """The chance that one place is held, and that it is filled, by month since its first member joined."""
        scheduled = [float(not month) for month in range(len(self.plan.run.months))]
        return workforce.flow(scheduled, self.plan.workforce.leaving, self.plan.scenario.workforce.candidacy_months)

    def _flow(self, told: Told, names: tuple[str, str], scheduled: list[Cell]) -> None:
        """Stock and joiners by month, as `workforce` moves them on."""
        stock, joined = workforce.flow(
            scheduled,  # type: ignore[arg-type]  # cells for floats
            Cell("line", "drivers", "leaving"),  # type: ignore[arg-type]  # the same in every month
            self.plan.scenario.workforce.candidacy_months,
        )
        known: dict[int, tuple[str, str, int]] = {}
        for month, cells in enumerate(zip(stock, joined, strict=True)):
            for name, cell in reversed(list(zip(names, cells, strict=True))):
                told.line(name, cell, month, known)
                address = (told.place, name, month)
                told.trees[address] = placed(told.trees[address], partial(_in_month, month))

    def value(self, name: str, month: int) -> float:
        """As in the plan, where a record of it is kept."""
        worker = self.plan.outcomes.worker
        if name == "expected_members":
            return worker.expected_members[month]
        if name in PLACE:
            return self._of_a_place[PLACE.index(name)][month]
        return float(getattr(worker, name)) if name in worker._fields else self.worked_out(name, month)

    def name(self, name: str, language: str) -> Name:
        """An entry of the roster carries its alias."""
        numbers = numbers_in(name)
        which = self.plan.scenario.workforce.workers[numbers[0]].alias if numbers else ""
        return Name(say(f"figure.worker.{without_numbers(name)}", language), which)

    def unit(self, name: str) -> str:
        """Persons and months are counted."""
        if name in PLACE:
            return "fraction"
        return "count" if name in ("founding_members", "deduction_months", "expected_members", "joined") else "money"

    def when(self, name: str, month: int, language: str) -> str:
        """The month, or how many months after a place was filled."""
        if name in ("expected_members", "joined"):
            return self.month_in_words(month, language)
        return say("explain.after_filling", language, months=month) if name in PLACE else ""

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (the same in all months)
        """What is a plain number: nobody joins, nothing is deducted."""
        return Origin(("workforce.workers", "coop.deduction_months", "coop.down_payment", *TURNOVER))


def _in_month(here: int, place: str, name: str, month: int | None = None) -> Cell:
    return at(place, name, here if month is None else month)


def _chain(choose: Callable[..., Cell], cells: Iterable[Cell]) -> Cell:
    """The least or most of several."""
    first, *others = cells
    for other in others:
        first = choose(first, other)
    return first
