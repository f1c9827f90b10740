"""What a lender and a typical worker read: sums, ends and extremes of fiscal years, and what joining costs."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from planner import buy_in, outcomes, roster, tenure, workforce
from planner.explain.cells import Inputs, Told, added, at, tidy
from planner.explain.rooms import Name, Room, ToldRoom, numbers_in, without_numbers
from planner.model.trace import CELL_HELPERS, Cell, as_cell, value
from planner.origins import COVENANTS, Origin
from planner.statements import Period
from planner.words import say

annuity, cents, least, most = (CELL_HELPERS[name] for name in ("annuity", "cents", "least", "most"))
ratio, where = CELL_HELPERS["ratio"], CELL_HELPERS["where"]

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
            parts = ("debt.balance", "debt.interest_owed", "treasury.line")
            return cents(added(at("now", one, period.last) for one in parts))
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


TURNOVER = (
    *("workforce.turnover", "workforce.tenures", "workforce.deaths", "workforce.retirement_age"),
    *("workforce.candidacy_months", "workforce.waves", "workforce.added_join", "workforce.drawn"),
)
FLOW = ("expected_members", "joined", "gone")
BUYING = (
    *("coop.member_share", "coop.down_payment", "coop.deduction_months", "coop.pay_period", "coop.seller_gift"),
    *("coop.share_lender", "coop.share_loan_rate"),
)


class Worker(ToldRoom):
    """A field of `outcomes.Worker`; `expected_members`, `joined` and `gone` by month.

    Also `yearly_pay.3` and `pay_of_one.3` (an entry of the roster; after its last: those hired later), and by month
    `held.3`, the part of a member's pay that one place counts.
    """

    def tell(self) -> Told:
        """Workers, shares and turnover on cells."""
        told = Told("worker")
        scenario, inputs = self.plan.scenario, Inputs(self.plan.scenario)
        coop = scenario.coop
        workers = list(inputs.workforce.workers)
        for place, worker in enumerate(workers):
            told.line(f"yearly_pay.{place}", workforce.yearly_pay(worker), 0, {})
            told.line(f"pay_of_one.{place}", roster.pay_of_one(worker), 0, {})
        if len(self.crew.workers) > len(workers):
            whole = added(at("worker", f"yearly_pay.{one}") for one in range(len(workers)))
            told.line(f"pay_of_one.{len(workers)}", ratio(whole, added(worker.number for worker in workers)), 0, {})
        for month in range(len(self.plan.run.months)):
            before = [at("worker", "expected_members", month - 1)] if month else []
            cell = added((*before, at("worker", "joined", month))) - at("worker", "gone", month)
            told.line("expected_members", cell, month, {})
        rows = [row for row, worker in enumerate(scenario.workforce.workers) if workforce.founders(scenario, worker)]
        founders = [workers[row].number * self._certain(row) for row in rows]
        share, down, gift = inputs.coop.member_share, inputs.coop.down_payment, at("input", "coop.seller_gift")
        given = gift if coop.seller_gift else as_cell(0.0)
        paid = buy_in.deductions(coop, founder=True)
        rest = tidy(share - down - given)
        each = as_cell(0.0)
        if paid.number:
            each = rest if paid.number == 1 else cents(rest / at("worker", "deductions"))
        if paid.number and coop.share_lender:
            rate = at("input", "coop.share_loan_rate") / float(buy_in.PERIODS_A_YEAR[coop.pay_period])
            each = cents(rest * annuity(rate, at("worker", "deductions")))
            each = at("worker", "monthly_deduction") if paid.number == 1 else each

        def number_known(place: str, name: str, *rest: Any) -> float:
            known = (place, name) == ("worker", "deductions")
            return float(paid.number) if known else self.recall(place, name, *rest)

        rounded_down = paid.number > 1 and paid.each != value(each, number_known)
        at_once = buy_in.at_once(coop) or buy_in.own_part(coop, founder=True) <= 0
        first = share if at_once else tidy(at("worker", "paid_at_joining") + given)
        by_month = buy_in.by_month(coop, paid)
        monthly = coop.pay_period == "monthly"
        lines = {
            "founding_members": added(founders),
            "member_share": share,
            "given_by_seller": gift,
            "paid_at_joining": where(at("input", "coop.deduction_months") > 0.0, down, tidy(share - given)),
            "each_deduction": None if rounded_down else each,
            "monthly_deduction": at("worker", "each_deduction") if monthly else None,
            "deduction_months": at("input", "coop.deduction_months") if by_month else as_cell(0.0),
            "pledged": cents(at("worker", "founding_members") * at("worker", "member_share")),
            "paid_at_closing": cents(at("worker", "founding_members") * first),
        }
        for name, cell in lines.items():
            if cell is not None:
                told.line(name, cell, 0, {})
        return told

    @cached_property
    def crew(self) -> tenure.Crew:
        """The roster, followed."""
        return workforce.crew(self.plan.scenario)

    def _certain(self, row: int) -> Cell:
        """The part of one worker that joins on the closing day."""
        likely = at("input", f"workforce.workers.{row}.likely")
        likely = likely if self.plan.scenario.workforce.workers[row].likely != 1.0 else as_cell(1.0)
        waves = [place for place, wave in enumerate(self.plan.scenario.workforce.waves) if not wave.months]
        if not self.plan.scenario.workforce.waves:
            return likely
        return added(tidy(likely * at("input", f"workforce.waves.{place}.fraction")) for place in waves)

    def tree(self, name: str, month: int) -> Cell | None:
        """What people do is expected, and comes from what is known of them."""
        return self.told.trees.get(self.address(name, month))

    def value(self, name: str, month: int) -> float:
        """As in the plan, where a record of it is kept."""
        worker, path = self.plan.outcomes.worker, self.plan.workforce
        if name in FLOW:
            return float({"expected_members": path.members, "joined": path.joined, "gone": path.gone}[name][month])
        if name.startswith("held."):
            return float(self._held[self.crew.kinds[numbers_in(name)[0]], month])
        return float(getattr(worker, name)) if name in worker._fields else self.worked_out(name, month)

    @cached_property
    def _held(self) -> roster.Numbers:
        return roster.held(self.crew)

    def name(self, name: str, language: str) -> Name:
        """An entry of the roster carries its alias."""
        numbers = numbers_in(name)
        which = self.crew.workers[numbers[0]].alias if numbers else ""
        return Name(say(f"figure.worker.{without_numbers(name)}", language), which)

    def unit(self, name: str) -> str:
        """Persons, months and pay days are counted."""
        if name.startswith("held."):
            return "fraction"
        return "count" if name in ("founding_members", "deduction_months", "deductions", *FLOW) else "money"

    def when(self, name: str, month: int, language: str) -> str:
        """The month."""
        return self.month_in_words(month, language) if name in FLOW or name.startswith("held.") else ""

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (the same in all months)
        """What is expected of people, and what is counted in pay days."""
        if name in FLOW or name.startswith("held."):
            return Origin(("workforce.workers", *TURNOVER))
        return Origin(("workforce.workers", *BUYING))


def _chain(choose: Callable[..., Cell], cells: Iterable[Cell]) -> Cell:
    """The least or most of several."""
    first, *others = cells
    for other in others:
        first = choose(first, other)
    return first
