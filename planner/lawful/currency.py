"""Whether pay and patronage may be part in a community currency: it is no money, so what law asks in money stays so.

Wages that the law prescribes, overtime with them, are paid in cash or in what a bank pays at its face: scrip and
coupons are neither (29 CFR 531.27, 531.34). Of a qualified patronage dividend the least part is money or a qualified
check (26 U.S.C. 1388(c)(1)). What a state's wage law says of it stands in no table here: unknown until reviewed.
"""

from typing import NamedTuple

from planner import buy_in
from planner.lawful.deductions import STRAIGHT, Minimum, minimum_of
from planner.lawful.measures import week
from planner.lawful.membership import joiners
from planner.model.helpers import cents
from planner.places import Rules
from planner.scenario import Scenario


class PersonUnits(NamedTuple):
    """One worker's week: pay in units, and the most that may be, after payments on the member share."""

    alias: str
    units: float
    most_units: float

    @property
    def within(self) -> bool:
        """Whether the pay that the law prescribes stays money."""
        return self.units <= self.most_units


class PaidInUnits(NamedTuple):
    """Everybody who is paid a part in units, and the minimum wage they are held against."""

    minimum: Minimum
    people: tuple[PersonUnits, ...]
    most_part: float  # of pay that all could be paid in units, cut to whole percents

    @property
    def over(self) -> tuple[PersonUnits, ...]:
        """Those who are paid too much of it."""
        return tuple(one for one in self.people if not one.within)


def of(scenario: Scenario, rules: Rules) -> PaidInUnits:
    """A week of each worker who becomes a member, at today's pay.

    units = part of pay in it x all pay of the week; at most (pay - minimum wage) of the hours before overtime, less
    what is taken for the share: so overtime, and the minimum wage of all other hours, are paid in money.
    """
    law, part = rules.at(scenario.deal.closing), scenario.community_currency.of_pay
    minimum, straight = minimum_of(scenario, rules), law.value(STRAIGHT)
    pay_days = float(buy_in.PERIODS_A_YEAR[scenario.coop.pay_period])
    people, bearable = [], [1.0]
    for joiner in joiners(scenario):
        one = scenario.workforce.workers[joiner.place]
        found = week(one.hours, one.pay, minimum.wage, straight, joiner.each, pay_days)
        whole, most_units = cents(one.hours * one.pay), max(0.0, cents(found.room))
        people.append(PersonUnits(one.alias, cents(part * whole), most_units))
        if whole:
            bearable.append(most_units / whole)
    return PaidInUnits(minimum, tuple(people), int(min(bearable) * 100) / 100)
