"""Reader one: the model as plain Python floats, for one plan. A debugger can step through it."""

from functools import lru_cache
from types import FunctionType, SimpleNamespace
from typing import Any, NamedTuple

from planner.model import class_month, first_day, gathering
from planner.model import month as orchestra
from planner.model.outcome import Outcome, foresee
from planner.model.records import Month, Start
from planner.model.terms import Clock, Drivers, Shape, Terms

ORCHESTRA = (  # each before those that call it
    first_day.close,
    first_day.begin,
    gathering.owe_loans,
    gathering.agree_all,
    gathering.pay_loans,
    gathering.gather_flows,
    gathering.gather_classes,
    gathering.look_over,
    gathering.guard_all,
    gathering.offer_next,
    gathering.circulate_all,
    gathering.test_law_all,
    gathering.fall_behind_all,
    gathering.entitle_all,
    gathering.keep_all,
    gathering.pay_members,
    gathering.decide_all,
    class_month.owe_class,
    class_month.pay_class,
    class_month.end_class,
    orchestra.month,
    gathering.watch,
)


class Case(NamedTuple):
    """All the model needs of one plan."""

    terms: Terms
    drivers: tuple[Drivers, ...]
    clocks: tuple[Clock, ...]
    shape: Shape


class Run(NamedTuple):
    """One plan month by month: the closing day, month 0 to the last, and the outcome."""

    start: Start
    months: tuple[Month, ...]
    outcome: Outcome


@lru_cache(maxsize=256)
def orchestra_for(shape: Shape) -> dict[str, Any]:
    """The orchestrating functions as they stand, seeing the shape's places; others need them written out."""
    places: Any = SimpleNamespace(**{kind: (0.0,) * slots for kind, slots in shape._asdict().items()})
    made: dict[str, Any] = {"SHAPE": places}
    for function in ORCHESTRA:
        made[function.__name__] = FunctionType(function.__code__, {**function.__globals__, **made}, function.__name__)
    return made


def run(case: Case) -> Run:
    """Follow one plan month by month."""
    written = orchestra_for(case.shape)
    month, watch = written["month"], written["watch"]
    terms = case.terms
    opened = written["close"](terms)
    now = written["begin"](terms, opened, case.clocks[0])
    outcome = foresee(opened, now, terms)
    months = [now]
    for drivers, clock in zip(case.drivers[1:], case.clocks[1:], strict=True):
        now = month(terms, opened, drivers, clock, now)
        outcome = watch(terms, now, clock, outcome)
        months.append(now)
    return Run(opened, tuple(months), outcome)
