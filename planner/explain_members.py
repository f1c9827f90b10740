"""Any figure of one member, opened to how it was worked out: the same trees and words as for the lines of a month.

Totals of all members are the model's own lines, which `explain` opens; a member's own figures are opened here.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from planner import Plan, roster
from planner.explain import _figure, _worded
from planner.members import Person
from planner.model.trace import CELL_HELPERS, Cell, references, value
from planner.words import say

STAYING = "staying."


class Part(NamedTuple):
    """One part of a member's figure: whose it is, which one, how it is called, and what it is."""

    place: str
    name: str
    label: str
    value: float


class MemberFigure(NamedTuple):
    """How a member's figure was worked out: in words, in figures, its value worked out again, and its parts."""

    words: str
    figures: str
    recomputed: float
    parts: tuple[Part, ...]


def explanation(plan: Plan, person: Person, fiscal_year: str, field: str, language: str = "en") -> MemberFigure:
    """Open one figure of one member: a field of `PersonYear`, or `staying.` and a field of `StayingYear`."""
    year = next(place for place, one in enumerate(person.years) if one.fiscal_year == fiscal_year)
    known = _Known(plan, person, year)
    tree = known.tree(field)
    parts = {
        (place, name): Part(place, name, known.label(place, name, language), known.value(place, name))
        for place, name in references(tree)
    }
    return MemberFigure(
        words=_worded(tree, lambda place, name: parts[place, name].label, language),
        figures=_worded(tree, lambda place, name: _figure(parts[place, name].value), language),
        recomputed=value(tree, known.value),
        parts=tuple(parts.values()),
    )


class _Place:
    """References to the figures of one place: `OWN.pay` is a member's own pay."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Cell:
        return Cell("line", self._name, name)


OWN, BEFORE = _Place("own"), _Place("own_before")
ALL, ALL_BEFORE = _Place("all"), _Place("all_before")
STAYS, STAYED = _Place("staying"), _Place("staying_before")
PLAN, ROUNDING = _Place("plan"), _Place("rounding")
cents, cents_up, ratio = (CELL_HELPERS[name] for name in ("cents", "cents_up", "ratio"))
least, most = CELL_HELPERS["least"], CELL_HELPERS["most"]

# Totals divided by weights; the odd cents that make people add up to the total come on top.
DIVIDED = {
    "shares_paid": ALL.shares_paid * ratio(OWN.due_on_shares, ALL.due_on_shares),
    "shares_left": ALL.shares_left * ratio(BEFORE.shares + OWN.shares_paid, ALL_BEFORE.shares + ALL.shares_paid),
    "pay": ALL.pay * ratio(OWN.pay_by_roster, ALL.pay_by_roster),
    "dividend": ALL.dividend * ratio(OWN.pay, ALL.pay),
    "cash": ALL.cash * ratio(OWN.dividend, ALL.dividend),
    "staying.deductions": PLAN.joining + PLAN.deduction * PLAN.months_deducted,
}
FORMULAS = {
    "due_on_shares": PLAN.chance_due * PLAN.number,
    "pay_by_roster": PLAN.payroll_expected * ratio(PLAN.yearly_pay, PLAN.whole_pay),
    "shares": cents(BEFORE.shares + OWN.shares_paid - OWN.shares_left),
    "notice": cents(OWN.dividend - OWN.cash),
    "account_in_expectation": cents(
        BEFORE.account_in_expectation + OWN.notice - OWN.left_in_expectation - OWN.revolved
    ),
    "account_if_stays": STAYS.account,
    "staying.shares": cents(STAYED.shares + STAYS.deductions),
    "staying.pay": cents(PLAN.payroll_since * ratio(PLAN.yearly_pay_of_one, PLAN.whole_pay)),
    "staying.dividend": cents(ALL.dividend * ratio(STAYS.pay, ALL.pay)),
    "staying.cash": least(
        STAYS.dividend,
        most(cents_up(PLAN.least_cash * STAYS.dividend), cents(STAYS.dividend * ratio(ALL.cash, ALL.dividend))),
    ),
    "staying.notice": cents(STAYS.dividend - STAYS.cash),
    "staying.account": cents(STAYED.account + STAYS.notice - STAYS.revolved),
}


class _Known:
    """All figures around one member's fiscal year, and how each of the year's own is worked out."""

    def __init__(self, plan: Plan, person: Person, year: int) -> None:
        self.plan, self.person, self.year = plan, person, year
        self.periods = plan.outcomes.fiscal_years
        self.totals = plan.members.totals
        self.entry = next(one for one in roster.entries(plan.scenario) if one.alias == person.alias)

    def tree(self, field: str) -> Cell:
        """How a field is worked out; where cents were moved, by how many."""
        if field in FORMULAS:
            return FORMULAS[field]
        if field == "staying.revolved":
            return Cell("number", 0.0) if self.called is None else Cell("line", "staying_layer", str(self.called))
        return cents(cents(self._divided(field)) + Cell("line", "rounding", field))

    def _divided(self, field: str) -> Cell:
        if field in DIVIDED:
            return DIVIDED[field]
        layers = range(self.year) if field == "left_in_expectation" else ()
        taken = [self._taken(layer) for layer in layers if self.value("all_layer_left", str(layer))]
        whole = sum(taken[1:], taken[0]) if taken else Cell("number", 0.0)
        if field == "revolved" and self.called is not None:
            return Cell("line", "layer", str(self.called)) - self._taken(self.called)
        return whole

    @staticmethod
    def _taken(layer: int) -> Cell:
        own, every, left = (Cell("line", place, str(layer)) for place in ("layer", "all_layer", "all_layer_left"))
        return left * ratio(own, every)

    @cached_property
    def called(self) -> int | None:
        """The fiscal year whose layer was called at the end of this one."""
        years = self.plan.scenario.coop.revolving_years
        layer = self.year - years if years else -1
        at_end = self.plan.case.clocks[self.periods[self.year].last]
        return layer if layer >= 0 and at_end.year_end else None

    def label(self, place: str, name: str, language: str) -> str:
        """What a part is called."""
        if name.isdigit():
            what = self.periods[int(name)].label
        elif place == "rounding":
            what = ""
        else:
            what = say(f"members.field.{name}", language)
        return say(f"members.part.{place}", language, what=what)

    def value(self, place: str, name: str) -> float:
        """The figure a reference stands for."""
        if place == "rounding":
            return self._rounding(name)
        if place == "plan":
            return self._of_the_plan[name]
        if name.isdigit():
            return self._of_a_layer(place, int(name))
        if place.endswith("_before") and not self.year:
            return 0.0
        year = self.year - place.endswith("_before")
        owner = place.removesuffix("_before")
        records: dict[str, Sequence[NamedTuple]] = {
            "own": self.person.years,
            "all": self.totals,
            "staying": self.person.staying,
        }
        return float(getattr(records[owner][year], name))

    def _of_a_layer(self, place: str, layer: int) -> float:
        if place == "staying_layer":
            return self.person.staying[layer].notice
        if place == "layer":
            return self.person.layers[self.year - 1][layer]
        before = self._all_layer(self.year - 1, layer)
        if place == "all_layer":
            return before
        called = self.totals[self.year].revolved if layer == self.called else 0.0
        return round(before - self._all_layer(self.year, layer) - called, 2)

    def _rounding(self, field: str) -> float:
        actual = self.value("staying" if field.startswith(STAYING) else "own", field.removeprefix(STAYING))
        return round(actual - value(cents(self._divided(field)), self.value), 2)

    def _all_layer(self, year: int, layer: int) -> float:
        return round(sum(person.layers[year][layer] for person in self.plan.members.people), 2)

    @cached_property
    def _of_the_plan(self) -> dict[str, float]:
        scenario, run = self.plan.scenario, self.plan.run
        worker, joins = self.entry.worker, self.entry.joins
        expected = roster.expected(scenario, run, self.periods, joins)
        since = roster.by_period(roster.since(roster.monthly_payroll(run), joins), self.periods)
        paid = roster.instalments(scenario, joins)
        deduction = float(paid[joins + 1]) if joins + 1 < len(paid) else 0.0
        later = roster.by_period((roster.since(paid, joins + 1) > 0).astype(float), self.periods)
        first = roster.by_period(paid - roster.since(paid, joins + 1), self.periods, with_closing=True)
        return {
            "chance_due": float(expected.due[self.year]),
            "number": float(self.entry.number),
            "payroll_expected": float(expected.payroll[self.year]),
            "payroll_since": float(since[self.year]),
            "yearly_pay": roster.pay_of_one(worker) * self.entry.number,
            "yearly_pay_of_one": roster.pay_of_one(worker),
            "whole_pay": roster.whole_pay(scenario),
            "joining": float(first[self.year]),
            "deduction": deduction,
            "months_deducted": float(later[self.year]),
            "least_cash": self.plan.members.least_cash,
        }
