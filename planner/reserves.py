"""Reserves in steps, as some laws and bylaws ask: each a part of the surplus that the steps before it leave.

France, SCIC: 15 % of the surplus to the legal reserve, then 50 % of the remaining 85 % to another: 57.5 % is kept at
least, 42.5 % may be shared at most (pep2a.fr). The model keeps at least that part of what it divides among members;
what comes before patronage can still take too much, and is held against it here.
"""

from typing import NamedTuple

from planner.checks import Check
from planner.model.helpers import cents, most
from planner.model.one import Run
from planner.scenario import Scenario
from planner.statements import Period
from planner.words import sentence
from planner.words.formats import money, percent

TOO_MUCH = 0.015  # a cent, with what floats add


class ReserveYear(NamedTuple):
    """One fiscal year: its surplus, what of it is shared, and the most that may be; money, before tax."""

    fiscal_year: str
    surplus: float  # after losses made good
    shared: float
    most_shared: float

    @property
    def over(self) -> float:
        """What is shared beyond the most."""
        return most(0.0, cents(self.shared - self.most_shared))


def follow(scenario: Scenario, run: Run, periods: tuple[Period, ...]) -> tuple[ReserveYear, ...]:
    """Each fiscal year that ends within the plan.

    shared = patronage + returns on capital + dividends + interest on accounts
    most shared = surplus x (1 - least kept)
    """
    found = []
    for period in periods:
        end = run.months[period.last]
        surplus, to_classes = end.surplus, end.reckoning
        shared = (
            end.shared.patronage_dividend
            + to_classes.class_dividends
            + to_classes.later_returns
            + surplus.first_returns
            + surplus.preferred_dividend
            + surplus.interest
        )
        most_shared = cents(surplus.after_losses * (1.0 - scenario.coop.least_kept))
        found.append(ReserveYear(period.label, surplus.after_losses, cents(shared), most_shared))
    return tuple(found)


def checked(scenario: Scenario, run: Run, periods: tuple[Period, ...]) -> tuple[Check, ...]:
    """Whether the reserves are kept in every fiscal year; nothing is said where there are none."""
    if not scenario.coop.reserve_steps:
        return ()
    ended = tuple(period for period in periods if period.whole or run.months[period.last].shared.book_surplus)
    years = follow(scenario, run, ended)
    short = [year for year in years if year.over >= TOO_MUCH]
    least, most_shared = percent(scenario.coop.least_kept), percent(1.0 - scenario.coop.least_kept)
    said = sentence("checks.reserves_kept", least=least, most=most_shared)
    if short:
        worst = max(short, key=lambda year: year.over)
        said = sentence(
            "checks.reserves_short",
            least=least,
            year=worst.fiscal_year,
            shared=money(worst.shared),
            most=money(worst.most_shared),
            years=len(short),
        )
    return (Check("reserves_kept", not short, said),)
