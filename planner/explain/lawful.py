"""Figures that statutes are held against, opened: capital by fiscal year, and what a week's pay bears."""

from planner.explain.cells import Line, Told, at, in_law
from planner.explain.rooms import Name, ToldRoom, numbers_in, without_numbers
from planner.lawful import measures
from planner.lawful.deductions import STRAIGHT
from planner.model.trace import CELL_HELPERS, Cell
from planner.model.writing import rewire
from planner.words import say

FRACTIONS = ("returned", "patron_surplus", "dividends_of_surplus")


class Lawful(ToldRoom):
    """`year.returned` and its like by fiscal year's last month; `week.3.most_taken` by place in the roster, with 0."""

    def tell(self) -> Told:
        """The stages on cells, year by year and worker by worker."""
        told, plan = Told("lawful"), self.plan
        made = rewire(measures.STAGES, lambda _name, stage: stage, CELL_HELPERS)
        for period in plan.outcomes.fiscal_years:
            dividends = at("year", "payments.dividends_paid", period.last)
            if plan.case.terms.classes:
                dividends = dividends + at("year", "class_flows.dividends_paid", period.last)
            before, end = (Line("line", "now", "", month) for month in (period.first - 1, period.last))
            told.record("year.", made["measure_year"](dividends, before, end), period.last)
        taken = plan.lawful.deductions
        day = in_law(plan.scenario.deal.closing)
        for one in taken.people:
            hours, pay = (at("input", f"workforce.workers.{one.place}.{name}") for name in ("hours", "pay"))
            week = made["week"](hours, pay, self._minimum(day), at("rule", STRAIGHT, day), self._monthly())
            told.record(f"week.{one.place}.", week)
        return told

    def _minimum(self, day: int) -> Cell:
        rule = self.plan.lawful.deductions.minimum.rule
        return at("rule", rule, day) if rule else at("input", "bylaws.minimum_wage")

    def _monthly(self) -> Cell:
        return at("worker", "monthly_deduction")

    def value(self, name: str, month: int) -> float:
        """As in the plan."""
        line = name.rpartition(".")[2]
        if name.startswith("year."):
            periods = self.plan.outcomes.fiscal_years
            place = next(place for place, period in enumerate(periods) if period.last == month)
            return float(getattr(self.plan.lawful.capital_years[place], line))
        place = numbers_in(name)[0]
        person = next(one for one in self.plan.lawful.deductions.people if one.place == place)
        return float(getattr(person.week, line))

    def name(self, name: str, language: str) -> Name:
        """As the tables have it, and of a week whose it is."""
        label = say(f"figure.lawful.{without_numbers(name)}", language)
        if name.startswith("year."):
            return Name(label)
        return Name(label, self.plan.scenario.workforce.workers[numbers_in(name)[0]].alias)

    def unit(self, name: str) -> str:
        """Money, but for parts of it."""
        return "fraction" if name.rpartition(".")[2] in FRACTIONS else "money"

    def when(self, name: str, month: int, language: str) -> str:
        """The fiscal year."""
        return self.year_in_words(month, language) if name.startswith("year.") else ""
