"""Whether a plan holds, for many plans at once from their outcomes, and in one plan which test fails when.

A plan holds when, as promised, no covenant is broken at any test, cash never falls short, the least cash of
qualified patronage is paid for each year with a surplus, and, if asked, no leaver waits longer than so many months.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.model.many import Floats
from planner.model.one import Run
from planner.model.outcome import Outcome
from planner.model.records import Month

CASH, MINIMUM, WAIT = "cash", "minimum", "wait"
COVENANTS = tuple(
    name.removeprefix("worst_").removesuffix("_month")
    for name in Outcome._fields
    if name.startswith("worst_") and name.endswith("_month")
)
TESTS = (*COVENANTS, CASH, MINIMUM, WAIT)
WORTH_OF_A_MONTH = 1e-6  # where money decides nothing, a shorter wait is nearer


class Failure(NamedTuple):
    """A test that fails in a month, and by how much: money, of a wait months."""

    test: str
    month: int
    short: float


def holds(outcomes: dict[str, Floats], patience: int | None) -> NDArray[np.bool_]:
    """Which of many plans hold."""
    kept = (outcomes["breach_month"] < 0) & (outcomes["shortfall_month"] < 0) & (outcomes["minimum_unpaid_month"] < 0)
    return kept if patience is None else kept & (outcomes["longest_wait"] <= patience)


def distance(outcomes: dict[str, Floats], patience: int | None) -> Floats:
    """How far each plan is from holding: the largest sum of money that is missing at any test."""
    missing = [-outcomes[f"worst_{name}"] for name in COVENANTS]
    money: Floats = np.max([*missing, outcomes["shortfall_worst"], outcomes["minimum_unpaid"]], axis=0)
    if patience is None:
        return money
    over: Floats = np.maximum(0.0, outcomes["longest_wait"] - patience)
    return np.maximum(0.0, money) + WORTH_OF_A_MONTH * over


def margins(month: Month, patience: int | None) -> dict[str, float]:
    """Of each test what is left in a month before it fails; below 0 it has failed."""
    left = {name: getattr(month.headroom, name) for name in COVENANTS}
    left[CASH] = -month.treasury.cash_shortfall
    left[MINIMUM] = month.granted.minimum - month.claims.minimum
    if patience is not None:
        left[WAIT] = patience - month.members.overdue_months
    return left


def failures(run: Run, patience: int | None) -> list[Failure]:
    """Each test that fails at any time, in the month in which it first does; the earliest first, then the largest."""
    found: dict[str, Failure] = {}
    for place, month in enumerate(run.months):
        for test, left in margins(month, patience).items():
            if left < 0 and test not in found:
                found[test] = Failure(test, place, -left)
    return sorted(found.values(), key=lambda one: (one.month, -one.short))


def worst(run: Run, patience: int | None) -> Failure:
    """In a plan that does not hold: the test that is missed by the most money, and when; a wait where money is not."""
    missed = [
        Failure(test, place, -left)
        for place, month in enumerate(run.months)
        for test, left in margins(month, patience).items()
        if left < 0
    ]
    return max(missed, key=lambda one: (one.test != WAIT, one.short))
