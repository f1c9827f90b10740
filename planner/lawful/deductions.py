"""Whether payments on the member share leave each worker the minimum wage, person by person."""

from math import ceil
from typing import NamedTuple

from planner import buy_in
from planner.lawful.facts import NOT_HELD, monthly_deduction
from planner.lawful.measures import Ceiling, week
from planner.model.helpers import MONTHS
from planner.places import Rules
from planner.places.statutes import local_wages
from planner.scenario import Scenario

FEDERAL, STATE, STRAIGHT = "wages.least.us", "wages.least.{}", "wages.straight_hours"


class Minimum(NamedTuple):
    """The minimum wage an hour as far as it is known; `certain`: no other law can ask more."""

    wage: float
    certain: bool
    rule: str  # the dated figure; empty: as entered


class PersonWeek(NamedTuple):
    """One worker, or several with the same job: what a week's pay bears."""

    alias: str
    number: int
    place: int  # in the roster
    week: Ceiling

    @property
    def within(self) -> bool:
        """Whether no more is taken than may be."""
        return self.week.room >= 0


class Deductions(NamedTuple):
    """Every worker who joins, and the minimum wage they are held against; no people: nothing is taken from pay."""

    minimum: Minimum
    people: tuple[PersonWeek, ...]
    least_months: int | None  # over which all could bear it; None: over none

    @property
    def over(self) -> tuple[PersonWeek, ...]:
        """Those from whose pay too much is taken."""
        return tuple(one for one in self.people if not one.within)


def minimum_of(scenario: Scenario, rules: Rules) -> Minimum:
    """The highest minimum wage that is known to apply on the closing day."""
    law, told = rules.at(scenario.deal.closing), scenario.bylaws
    known = [(law.value(FEDERAL), FEDERAL)]
    if told.works_in not in NOT_HELD:
        rule = STATE.format(told.works_in)
        known.append((law.value(rule), rule))
    if told.minimum_wage is not None:
        known.append((told.minimum_wage, ""))
    wage, rule = max(known, key=lambda one: one[0])
    asked = told.minimum_wage is not None
    settled = told.works_in not in NOT_HELD and told.works_in not in local_wages(scenario.place)
    return Minimum(wage, asked or settled, rule)


def of(scenario: Scenario, rules: Rules) -> Deductions:
    """What a week's pay of each worker who joins bears of the payments on the member share, at today's pay."""
    monthly = monthly_deduction(scenario)
    joining = [
        (place, one)
        for place, one in enumerate(scenario.workforce.workers)
        if one.joins_after is not None and one.joins_after <= scenario.months
    ]
    if not monthly or not joining:
        return Deductions(Minimum(0.0, certain=True, rule=""), (), 0)
    minimum = minimum_of(scenario, rules)
    straight = rules.at(scenario.deal.closing).value(STRAIGHT)
    people = tuple(
        PersonWeek(one.alias, one.number, place, week(one.hours, one.pay, minimum.wage, straight, monthly))
        for place, one in joining
    )
    return Deductions(minimum, people, _least_months(scenario, people))


def _least_months(scenario: Scenario, people: tuple[PersonWeek, ...]) -> int | None:
    """The fewest months over which the rest of the share can be taken from every worker's pay."""
    bears = min(one.week.most_taken for one in people) * buy_in.WEEKS_A_YEAR / MONTHS
    return ceil(buy_in.own_part(scenario.coop, founder=True) / bears) if bears > 0 else None
