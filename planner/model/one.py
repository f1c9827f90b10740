"""Reader one: the model as plain Python floats, for one plan. A debugger can step through it."""

from functools import lru_cache
from typing import Any, NamedTuple

from planner.model import class_month, first_day, gathering
from planner.model import month as orchestra
from planner.model.outcome import Outcome, foresee
from planner.model.records import Month, Start
from planner.model.terms import Clock, Drivers, Shape, Terms
from planner.model.writing import define, write_out

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


@lru_cache(maxsize=32)
def _written(shape: Shape) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for function in ORCHESTRA:
        name = function.__name__
        made[name] = define(write_out(function, shape), name, {**orchestra.MEANING, **made})
    return made


def run(case: Case) -> Run:
    """Follow one plan month by month."""
    written = _written(case.shape)
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
