"""Whose votes count over the months of a plan: what members hold against a seller, and the years that are shared."""

from planner.model.one import Run
from planner.scenario import Scenario
from planner.statements import Period


def held_by_members(scenario: Scenario, run: Run, months: list[int] | None = None) -> float:
    """The least part of the votes that members have against the seller's, after the closings that have come about."""
    counted = run.months if months is None else [run.months[month] for month in months]
    return min(scenario.votes_held[int(now.stake.done)] for now in counted)


def when_shared(run: Run, periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """The fiscal years whose surplus is shared as patronage, all of them where none is."""
    found = tuple(one for one in periods if _shared(run, one.last) > 0)
    return found or periods


def _shared(run: Run, last: int) -> float:
    return run.months[last].shared.patronage_dividend + run.months[last].of_classes.patronage_dividend
