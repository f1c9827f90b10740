"""Whether payments on the member share leave each worker the minimum wage, person by person.

Who joins on the closing day has the seller's gift; who joins later, and whoever follows in a job, pays all of it.
"""

from typing import NamedTuple

from planner import buy_in
from planner.fields import MOST_MONTHS
from planner.lawful.facts import NOT_HELD
from planner.lawful.measures import Ceiling, week
from planner.lawful.membership import Joiner, held_back, joiners
from planner.model.helpers import cents
from planner.places import Rules
from planner.places.statutes import local_wages
from planner.scenario import Coop, Scenario
from planner.words import say

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
    founder: bool  # has the seller's gift
    week: Ceiling
    follows: bool = False  # founders of the same entry stand beside it

    def named(self, language: str = "en") -> str:
        """The alias; where founders pay less, that it is who joins later."""
        return say("lawful.joins_later", language, alias=self.alias) if self.follows else self.alias

    @property
    def address(self) -> str:
        """Where its figures are explained."""
        return f"{'week' if self.founder else 'later'}.{self.place}"

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
    joining = [one for one in joiners(scenario) if one.each]
    if not joining:
        return Deductions(Minimum(0.0, certain=True, rule=""), (), 0)
    minimum = minimum_of(scenario, rules)
    straight = rules.at(scenario.deal.closing).value(STRAIGHT)
    people = tuple(_person(scenario, one, minimum.wage, straight) for one in joining)
    return Deductions(minimum, people, _least_months(scenario, people))


def _person(scenario: Scenario, joiner: Joiner, wage: float, straight: float) -> PersonWeek:
    one, pay_days = scenario.workforce.workers[joiner.place], float(buy_in.PERIODS_A_YEAR[scenario.coop.pay_period])
    found = week(one.hours, one.pay, wage, straight, joiner.each, pay_days)
    return PersonWeek(one.alias, one.number, joiner.place, joiner.founder, found, joiner.follows)


def _least_months(scenario: Scenario, people: tuple[PersonWeek, ...]) -> int | None:
    """The fewest months over which the rest of the share can be taken from every worker's pay."""
    if min(one.week.most_taken for one in people) <= 0:
        return None
    coop = scenario.coop
    return next((months for months in range(1, MOST_MONTHS + 1) if _bearable(coop, months, people)), None)


def _bearable(coop: Coop, months: int, people: tuple[PersonWeek, ...]) -> bool:
    """Whether all could bear deductions over so many months."""
    spread, pay_days = coop.model_copy(update={"deduction_months": months}), buy_in.PERIODS_A_YEAR[coop.pay_period]
    weekly = {one: cents(held_back(spread, founder=one) * pay_days / buy_in.WEEKS_A_YEAR) for one in (True, False)}
    return all(weekly[one.founder] <= one.week.most_taken for one in people)
