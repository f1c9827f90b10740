"""What a board has to decide on: which policy for the surplus, where the surplus went, what is due on notices later."""

from typing import NamedTuple

from planner.board.policies import Figures, Policy, compare
from planner.board.went import WentYear, follow
from planner.model.one import Run
from planner.places import Rules
from planner.scenario import Scenario
from planner.statements import Period


class Board(NamedTuple):
    """The two tables; policies are the plan run again, each with other bylaws."""

    policies: tuple[Policy, ...]
    own: Figures  # of the plan as its bylaws have it
    went: tuple[WentYear, ...]
    horizon: int  # months that policies are compared over


def read(scenario: Scenario, rules: Rules, run: Run, periods: tuple[Period, ...]) -> Board:
    """Both tables of one plan."""
    policies, horizon = compare(scenario, rules)
    own = next(one.figures for one in policies if one.same)
    return Board(policies, own, follow(run.months, periods), horizon)
