"""Who joins, and by how much each counts: the weights by which members' totals are divided."""

from collections import Counter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner import buy_in, earnings, tenure, work, workforce
from planner.model.calendar import MONTHS_A_YEAR
from planner.model.helpers import ratio
from planner.model.one import Run
from planner.model.writing import total
from planner.scenario import Scenario, Worker
from planner.statements import Period

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

LARGEST_GROUP = 60  # a larger group, and every group of a larger roster, stays one entry: pages stay fast
LARGEST_ROSTER = 2000
NOBODY = 1e-9  # of a member, in floats
NO_MONTH = 10**6  # later than any plan


class Entry(NamedTuple):
    """Whose books are kept: an alias, the job, how many stand behind it, and when they join."""

    alias: str
    worker: Worker
    number: int
    joins: int
    kind: int  # of place, in `workforce.crew`
    row: int  # of the roster; those hired later come after its last


class Weights(NamedTuple):
    """What each place counts, by place and fiscal year, before any division; all in expectation."""

    due_on_shares: Numbers
    leaving_with_shares: Numbers  # of what is paid in: with those who leave
    empty: npt.NDArray[np.bool_]  # whether nobody holds the place at the year's end
    pay: Numbers
    work: Numbers  # part of all work that counts for patronage; of each year 1, or 0 where nobody works
    measured: dict[str, Numbers]  # what is counted of each measure of work
    parting: tuple[Numbers, ...]  # by fiscal year: of each older layer the part that leaves; none: all leave alike


def entries(scenario: Scenario) -> list[Entry]:
    """Who joins within the plan, each alias once."""
    known = workforce.crew(scenario)
    joining = [
        (row, worker, kind, first)
        for row, (worker, kind) in enumerate(zip(known.workers, known.kinds, strict=True))
        if (first := _first(known, worker, kind)) <= scenario.months
    ]
    small = sum(worker.number for _, worker, _, _ in joining) <= LARGEST_ROSTER
    named = Counter(worker.alias for _, worker, _, _ in joining)
    taken = set(named)
    next_number: Counter[str] = Counter()
    found = []
    for row, worker, kind, joins in joining:
        later = bool(known.places[kind].added)
        places = worker.number if small and not later and worker.number <= LARGEST_GROUP else 1
        for _ in range(places):
            alias = worker.alias
            while (places > 1 or named[worker.alias] > 1) and alias in taken:
                next_number[worker.alias] += 1
                alias = f"{worker.alias} {next_number[worker.alias]}"
            taken.add(alias)
            found.append(Entry(alias, worker, worker.number if places == 1 else 1, joins, kind, row))
    return found


def _first(known: tenure.Crew, worker: Worker, kind: int) -> int:
    """The month in which the first holder, or who is hired first, becomes a member."""
    place = known.places[kind]
    if place.added and worker.joins_after is not None:
        return worker.joins_after
    return min((part.joins for part in place.parts), default=NO_MONTH)


def held(known: tenure.Crew) -> Numbers:
    """One place of each kind by month: the part of a member's pay it counts, a raise of its own included.

    It is held by a member with the chance that `workforce` gives it: it falls vacant, and is filled again by a
    candidate.
    """
    return known.followed.held * known.levels


def weights(scenario: Scenario, run: Run, periods: tuple[Period, ...], entries: list[Entry]) -> Weights:
    """Weights before any division: what each place has to pay in, and its part of payroll, in expectation."""
    known, whole = workforce.crew(scenario), whole_pay(scenario)
    shares = workforce.paid_in(scenario, known)
    payroll = by_period(monthly_payroll(run) * held(known), periods)
    due = by_period(shares.paid, periods, with_closing=True)
    leaving = by_period(shares.left, periods)
    ends = [period.last for period in periods]
    kinds = np.array([entry.kind for entry in entries], dtype=np.int64)
    number = np.array([float(entry.number) for entry in entries])[:, None]
    pay = np.array([ratio(pay_of_member(scenario, entry) * entry.number, whole) for entry in entries]).reshape(-1, 1)
    alike = workforce.alike(scenario) is not None
    paid_for = payroll[kinds] * pay
    basis = work.basis_of(scenario.coop.patronage_basis)
    measured = _measured(known, basis, entries, periods) | {"wages": paid_for}
    return Weights(
        due_on_shares=due[kinds] * number,
        leaving_with_shares=leaving[kinds] * number,
        empty=(known.followed.held[:, ends] < NOBODY)[kinds],
        pay=paid_for,
        work=work.mix(measured, basis),
        measured=measured,
        parting=() if alike else tuple(one[kinds] for one in _parting(scenario, known, ends)),
    )


def _measured(
    known: tenure.Crew, basis: work.Basis, entries: list[Entry], periods: tuple[Period, ...]
) -> dict[str, Numbers]:
    """What each place has of each measure of work that counts, pay aside, by fiscal year."""
    found = {}
    kinds = np.array([entry.kind for entry in entries], dtype=np.int64)
    for name, monthly in work.by_month(known.followed, known.levels, basis).items():
        own = np.array([_of_one(entry, name) for entry in entries]).reshape(-1, 1)
        found[name] = by_period(monthly, periods)[kinds] * own
    return found


def _of_one(entry: Entry, measure: str) -> float:
    """What one place has of a measure; a group of workers kept as one entry has that of all."""
    return work.amount(entry.worker, measure) * entry.number / entry.worker.number


def work_of_staying(
    scenario: Scenario, counted: Weights, entry: Entry, periods: tuple[Period, ...], pay: Numbers
) -> list[float]:
    """By fiscal year, the part of all work of one member who joins when the place is first filled, and stays."""
    basis, worker = work.basis_of(scenario.coop.patronage_basis), entry.worker
    here = since(np.ones(scenario.months + 1), entry.joins)
    began = tenure.place_of(scenario.workforce, scenario.deal.closing, scenario.months, worker).parts
    months_here = np.arange(scenario.months + 1) + (began[0].tenure if began else 0)
    years_here = here * np.minimum(months_here, basis.cap) / MONTHS_A_YEAR
    found = np.zeros(len(periods))
    for name, part in basis.parts.items():
        whole = counted.measured[name].sum(axis=0)
        monthly = by_period(years_here if name == "seniority" else here, periods)
        own = pay if name == "wages" else monthly * work.amount(worker, name) / worker.number
        found += part * np.where(whole > 0.0, own / np.where(whole > 0.0, whole, 1.0), 0.0)
    shares: list[float] = (found / work.counting(counted.measured, basis)).tolist()
    return shares


def _parting(scenario: Scenario, known: tenure.Crew, ends: list[int]) -> list[Numbers]:
    """By fiscal year, kind of place and older layer: the part of the layer that leaves in the year."""
    found, up_to = [np.zeros((len(known.places), year)) for year in range(len(ends))], earnings.added_up(known)
    for layer, (first, last) in enumerate(workforce.year_ends(scenario)):
        pay = earnings.member_pay(known, up_to, first, last)
        kept = earnings.kept_parts(earnings.still_there(known, pay, np.array(ends[layer:])))
        for year in range(layer + 1, len(ends)):
            then, now = kept[:, year - 1 - layer], kept[:, year - layer]
            there = then > NOBODY
            gone = np.maximum(0.0, 1.0 - now / np.where(there, then, 1.0))  # all who stay may come out as a hair more
            found[year][:, layer] = np.where(there, gone, 1.0)
    return found


def since(monthly: Numbers, joins: int) -> Numbers:
    """Monthly amounts from the month of joining on."""
    found = monthly.copy()
    found[:joins] = 0.0
    return found


def instalments(scenario: Scenario, joins: int) -> Numbers:
    """What the co-op gets for one member's share month by month, from joining on."""
    return from_joining(scenario, joins, buy_in.instalments(scenario.coop, founder=not joins))


def to_lender(scenario: Scenario, joins: int) -> Numbers:
    """What one member pays month by month to the lender of the share, from the month after joining on."""
    return from_joining(scenario, joins, (0.0, *buy_in.to_lender(scenario.coop, founder=not joins)))


def from_joining(scenario: Scenario, joins: int, payments: tuple[float, ...]) -> Numbers:
    """Payments of the months from joining on, in the plan's months."""
    paid = np.zeros(scenario.months + 1)
    payments = payments[: len(paid) - joins]
    paid[joins : joins + len(payments)] = payments
    return paid


def monthly_payroll(run: Run) -> Numbers:
    """Payroll of everybody on the roster, month by month; added hours come on top."""
    return np.array([month.operations.roster_payroll for month in run.months])


def whole_pay(scenario: Scenario) -> float:
    """Yearly pay of everybody on the roster, members or not."""
    return total(workforce.yearly_pay(worker) for worker in scenario.workforce.workers)


def pay_of_one(worker: Worker) -> float:
    """Yearly pay of one worker of a group."""
    return workforce.yearly_pay(worker) / worker.number


def pay_of_member(scenario: Scenario, entry: Entry) -> float:
    """Yearly pay of one of those behind an entry: by the roster; of those hired later the roster's average."""
    workers = scenario.workforce.workers
    if entry.row < len(workers):
        return pay_of_one(entry.worker)
    return ratio(whole_pay(scenario), total(worker.number for worker in workers))


def by_period(monthly: Numbers, periods: tuple[Period, ...], *, with_closing: bool = False) -> Numbers:
    """Monthly amounts added up by fiscal year; what is paid on the closing day counts in the first."""
    sums = np.stack(
        [np.cumsum(monthly[..., period.first : period.last + 1], axis=-1)[..., -1] for period in periods], axis=-1
    )
    sums[..., 0] += monthly[..., 0] if with_closing else 0.0
    return sums
