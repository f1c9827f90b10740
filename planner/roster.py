"""Who joins, and by how much each counts: the weights by which members' totals are divided."""

from collections import Counter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner import workforce
from planner.model.helpers import ratio
from planner.model.one import Run
from planner.model.writing import total
from planner.scenario import Scenario, Worker
from planner.statements import Period

Numbers = npt.NDArray[np.float64]

LARGEST_GROUP = 60  # a larger group, and every group of a larger roster, stays one entry: pages stay fast
LARGEST_ROSTER = 2000


class Entry(NamedTuple):
    """Whose books are kept: an alias, the job, how many stand behind it, and when they join."""

    alias: str
    worker: Worker
    number: int
    joins: int


class Weights(NamedTuple):
    """What each place counts, by place and fiscal year, before any division."""

    due_on_shares: Numbers
    pay: Numbers


def entries(scenario: Scenario) -> list[Entry]:
    """Who joins within the plan, each alias once."""
    joining = [
        (worker, worker.joins_after)
        for worker in scenario.workforce.workers
        if worker.joins_after is not None and worker.joins_after <= scenario.months
    ]
    small = sum(worker.number for worker, _ in joining) <= LARGEST_ROSTER
    named = Counter(worker.alias for worker, _ in joining)
    taken = set(named)
    next_number: Counter[str] = Counter()
    found = []
    for worker, joins in joining:
        places = worker.number if small and worker.number <= LARGEST_GROUP else 1
        for _ in range(places):
            alias = worker.alias
            while (places > 1 or named[worker.alias] > 1) and alias in taken:
                next_number[worker.alias] += 1
                alias = f"{worker.alias} {next_number[worker.alias]}"
            taken.add(alias)
            found.append(Entry(alias, worker, worker.number if places == 1 else 1, joins))
    return found


class Expected(NamedTuple):
    """One place by fiscal year, as far as a member holds it: everybody's payroll, and payments on its share."""

    payroll: Numbers
    due: Numbers


def weights(scenario: Scenario, run: Run, periods: tuple[Period, ...], entries: list[Entry]) -> Weights:
    """Weights before any division: what each place has to pay in, and its part of payroll, in expectation."""
    whole = whole_pay(scenario)
    followed = {joins: expected(scenario, run, periods, joins) for joins in {entry.joins for entry in entries}}
    size = (len(entries), len(periods))
    pay, due = np.zeros(size), np.zeros(size)
    for place, entry in enumerate(entries):
        one = followed[entry.joins]
        pay[place] = one.payroll * ratio(pay_of_one(entry.worker) * entry.number, whole)
        due[place] = one.due * entry.number
    return Weights(due, pay)


def expected(scenario: Scenario, run: Run, periods: tuple[Period, ...], joins: int) -> Expected:
    """One place followed from the month in which its first member joins.

    It is held by a member with the chance that `workforce` gives it: it falls vacant, and is filled again by a
    candidate. `workforce` follows one place from month 0; every other is the same, later.
    """
    unit = workforce.follow(_one_worker(scenario))
    payroll = monthly_payroll(run)
    held, due = np.zeros(len(payroll)), np.zeros(len(payroll))
    held[joins:] = unit.members[: len(payroll) - joins]
    due[joins:] = unit.shares_paid[: len(payroll) - joins]
    return Expected(by_period(payroll * held, periods), by_period(due, periods, with_closing=True))


def since(monthly: Numbers, joins: int) -> Numbers:
    """Monthly amounts from the month of joining on."""
    found = monthly.copy()
    found[:joins] = 0.0
    return found


def instalments(scenario: Scenario, joins: int) -> Numbers:
    """What one member pays in on the member share month by month, from joining on."""
    paid = np.zeros(scenario.months + 1)
    payments = workforce.instalments(scenario.coop)[: len(paid) - joins]
    paid[joins : joins + len(payments)] = payments
    return paid


def monthly_payroll(run: Run) -> Numbers:
    """Payroll of everybody on the roster, month by month; added hours are worked by others."""
    return np.array([month.operations.roster_payroll for month in run.months])


def whole_pay(scenario: Scenario) -> float:
    """Yearly pay of everybody on the roster, members or not."""
    return total(workforce.yearly_pay(worker) for worker in scenario.workforce.workers)


def pay_of_one(worker: Worker) -> float:
    """Yearly pay of one worker of a group."""
    return workforce.yearly_pay(worker) / worker.number


def _one_worker(scenario: Scenario) -> Scenario:
    alone = scenario.workforce.model_copy(update={"workers": (Worker(alias="1", hours=40.0, pay=1.0, joins_after=0),)})
    return scenario.model_copy(update={"workforce": alone})


def by_period(monthly: Numbers, periods: tuple[Period, ...], *, with_closing: bool = False) -> Numbers:
    """Monthly amounts added up by fiscal year; what is paid on the closing day counts in the first."""
    sums = np.array([total(monthly[period.first : period.last + 1].tolist()) for period in periods])
    sums[0] += monthly[0] if with_closing else 0.0
    return sums
