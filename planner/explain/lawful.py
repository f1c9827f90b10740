"""Figures that statutes are held against, opened: capital by fiscal year, and what a week's pay bears."""

from planner import buy_in
from planner.explain.cells import Inputs, Line, Told, at, in_law, tidy
from planner.explain.rooms import Name, ToldRoom, without_numbers
from planner.lawful import measures
from planner.lawful.deductions import STRAIGHT
from planner.model.trace import CELL_HELPERS, Cell, as_cell, value
from planner.model.writing import rewire
from planner.words import say

annuity, cents = CELL_HELPERS["annuity"], CELL_HELPERS["cents"]
FRACTIONS = ("returned", "patron_surplus", "dividends_of_surplus", "capital_of_patronage")


class Lawful(ToldRoom):
    """`year.returned` and its like by fiscal year's last month; `week.3.most_taken` by place in the roster, with 0.

    `later.3.most_taken` is that of who has no gift of the seller, as who joins later.
    """

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
            each = at("worker", "each_deduction") if one.founder else at("lawful", "each_later")
            pay_days = float(buy_in.PERIODS_A_YEAR[plan.scenario.coop.pay_period])
            week = made["week"](hours, pay, self._minimum(day), at("rule", STRAIGHT, day), each, pay_days)
            told.record(f"{one.address}.", week)
        if any(not one.founder for one in taken.people):
            told.line("each_later", self._each_later(), 0, {})
        return told

    def _minimum(self, day: int) -> Cell:
        rule = self.plan.lawful.deductions.minimum.rule
        return at("rule", rule, day) if rule else at("input", "bylaws.minimum_wage")

    def _each_later(self) -> Cell:
        """What is held back on a pay day of who has no gift; where cents would pay too much, the level a cent lower."""
        coop, asked = self.plan.scenario.coop, Inputs(self.plan.scenario).coop
        paid = buy_in.deductions(coop, founder=False)
        rest, number = tidy(asked.member_share - asked.down_payment), as_cell(float(paid.number))
        if coop.share_lender and paid.number > 1:
            rate = at("input", "coop.share_loan_rate") / float(buy_in.PERIODS_A_YEAR[coop.pay_period])
            exact = rest * annuity(rate, number)
        else:
            exact = rest if paid.number == 1 else rest / number
        each = paid.each if paid.number > 1 else paid.last
        odd = round(each - value(cents(exact), self.recall), 2)
        return cents(exact) + odd if odd else cents(exact)

    def value(self, name: str, month: int) -> float:
        """As in the plan."""
        line = name.rpartition(".")[2]
        if name.startswith("year."):
            periods = self.plan.outcomes.fiscal_years
            place = next(place for place, period in enumerate(periods) if period.last == month)
            return float(getattr(self.plan.lawful.capital_years[place], line))
        if name == "each_later":
            paid = buy_in.deductions(self.plan.scenario.coop, founder=False)
            return paid.each if paid.number > 1 else paid.last
        address = name.rpartition(".")[0]
        person = next(one for one in self.plan.lawful.deductions.people if one.address == address)
        return float(getattr(person.week, line))

    def name(self, name: str, language: str) -> Name:
        """As the tables have it, and of a week whose it is."""
        label = say(f"figure.lawful.{without_numbers(name).replace('later.', 'week.')}", language)
        if name.startswith("year.") or name == "each_later":
            return Name(label)
        address = name.rpartition(".")[0]
        person = next(one for one in self.plan.lawful.deductions.people if one.address == address)
        return Name(label, person.named(language))

    def unit(self, name: str) -> str:
        """Money, but for parts of it."""
        return "fraction" if name.rpartition(".")[2] in FRACTIONS else "money"

    def when(self, name: str, month: int, language: str) -> str:
        """The fiscal year."""
        return self.year_in_words(month, language) if name.startswith("year.") else ""
