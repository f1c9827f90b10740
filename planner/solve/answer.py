"""What is found: the value, what binds and when, what was tried."""

from typing import NamedTuple

from planner import Plan
from planner.scenario import Scenario
from planner.solve.question import Question
from planner.words import Sentence


class Binding(NamedTuple):
    """What fails first at a value, when, and by how much: money, of a wait months."""

    test: str  # "closing": the deal cannot be closed
    month: int
    fiscal_year: str
    short: float
    refused: Sentence | None = None


class Sample(NamedTuple):
    """A value that was tried."""

    value: float
    holds: bool


class Gap(NamedTuple):
    """Values beside the answer that do not hold, as far as they were tried, and what fails at the end next to it."""

    first: float
    last: float
    binding: Binding


class Answer(NamedTuple):
    """The value found, or None, and why it is no more."""

    question: Question
    value: float | None
    following: float | None  # the next value, which fails; None: nothing lies beyond
    binding: Binding | None  # what fails at the next value; without a value, at the one nearest to holding
    nearest: float | None  # without a value: the one nearest to holding
    left: float | None  # what the covenant that binds leaves in that month at the value found
    closable: tuple[float, float] | None  # the least and the most that can be closed
    samples: tuple[Sample, ...]
    below: Binding | None  # of a largest value: why the values below all that was tried cannot be closed
    gaps: tuple[Gap, ...]
    more_gaps: int
    tried: int
    calls: int
    planned: Plan | None  # the whole plan at the value found

    @property
    def scenario(self) -> Scenario | None:
        """The scenario with the value found and the DSCR asked for."""
        return None if self.planned is None else self.planned.scenario
