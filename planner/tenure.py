"""One place at work month by month: how long its first holder stays a member, and who follows.

A *place* is one worker who may join, and after leaving whoever follows in that job. Nobody leaves before joining, but
on a known date. Whoever leaves is replaced at once by a candidate, who becomes a member when the candidacy is over.
Months count from closing = 0; arrays run over places (rows) and months (columns).
"""

from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.model.calendar import MONTHS_A_YEAR
from planner.scenario import Worker, Workforce

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

NEVER = 10**6  # months: later than any plan
ROUNDED_OFF = 1e-9  # what is left of nobody in floats
LONG_AGO = 10**5  # months since the first day of work, where no day is given


class Part(NamedTuple):
    """A part of one place's first holders who join together, and what is known of when they leave."""

    joins: int
    fraction: float  # of one worker
    tenure: int  # months here at closing
    leaves: int  # the month in which all of them leave for certain
    retires: bool  # whether that is for age
    expected: bool  # whether some are expected to leave before


class Place(NamedTuple):
    """All that makes one place differ from another but for its pay."""

    parts: tuple[Part, ...]
    own_raise: float
    added: tuple[tuple[int, float], ...] = ()  # workers hired later, without anybody before them: month and number


class Followed(NamedTuple):
    """The members of each kind of place, and what becomes of them."""

    parts: tuple[tuple[int, Part], ...]  # the place each part belongs to
    staying: Numbers  # parts x months: first holders who are members
    retired: Numbers  # parts x months: of those who leave in the month, by retirement or death
    hired: Numbers  # places x months: candidates who fill the place
    surviving: Numbers  # by months since joining, of those hired later
    held: Numbers  # places x months: members
    joined: Numbers  # places x months
    candidacy: int
    deaths: float  # a month


class Crew(NamedTuple):
    """The roster by kind of place: workers whose places differ but for pay are followed once."""

    workers: tuple[Worker, ...]  # the roster's, and at its end those hired later
    kinds: tuple[int, ...]  # of each worker
    places: tuple[Place, ...]
    followed: Followed
    levels: Numbers  # kinds x months: pay of a place against the roster's, closing = 1
    roster_pay: Numbers  # by month
    raised: Numbers  # by month: pay after raises for all, closing = 1


def monthly(yearly: float) -> float:
    """The part that leaves in a month: 1 - (1 - yearly)^(1/12)."""
    return float(1.0 - (1.0 - yearly) ** (1.0 / MONTHS_A_YEAR))


def place_of(people: Workforce, closing: date, months: int, worker: Worker) -> Place:
    """What is known of one worker's place; without parts it is never a member's within so many months."""
    if worker.joins_after is None or not worker.likely:
        return Place((), worker.own_raise)
    tenure = LONG_AGO if worker.started is None else _months_between(worker.started, closing)
    old = NEVER
    if worker.age is not None and people.retirement_age is not None and worker.age < people.retirement_age:
        old = (people.retirement_age - worker.age) * MONTHS_A_YEAR
    known = NEVER if worker.leaves is None else _months_between(closing, worker.leaves)
    leaves = known if worker.leaves else old
    waves = [(wave.months, wave.fraction) for wave in people.waves] or [(0, 1.0)]
    parts = tuple(
        Part(worker.joins_after + later, worker.likely * fraction, tenure, leaves, leaves >= old, worker.leaves is None)
        for later, fraction in waves
        if fraction
    )
    return Place(tuple(part for part in parts if part.joins <= months), worker.own_raise)


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * MONTHS_A_YEAR + last.month - first.month


def leave_alike(people: Workforce) -> bool:
    """Whether everybody leaves with the same chance in every month, however long here."""
    dated = any(worker.leaves for worker in people.workers)
    aged = people.retirement_age is not None and any(worker.age is not None for worker in people.workers)
    return not (people.tenures or dated or aged or people.drawn is not None)


def rates(people: Workforce, months_here: Whole) -> Numbers:
    """The chance to resign in a month, by months since the first day of work at its beginning."""
    ends = np.array([tenure.years * MONTHS_A_YEAR for tenure in people.tenures])
    by_row = np.array([*(monthly(tenure.turnover) for tenure in people.tenures), monthly(people.turnover)])
    found: Numbers = by_row[np.searchsorted(ends, months_here, side="right")]
    return found


def follow(people: Workforce, months: int, places: tuple[Place, ...]) -> Followed:
    """The members of each place, in expectation."""
    length = months + 1
    deaths, candidacy = monthly(people.deaths), people.candidacy_months
    parts = tuple((row, part) for row, place in enumerate(places) for part in place.parts)
    staying, retired, vacant = _first_holders(people, parts, length, deaths)
    rows = np.array([row for row, _ in parts], dtype=np.int64)
    vacated, held = by_place(vacant, rows, len(places)), by_place(staying, rows, len(places))
    joined = np.zeros((len(places), length))
    for row, part in parts:
        if part.leaves > part.joins:
            joined[row, part.joins] += part.fraction
    for row, place in enumerate(places):
        for month, number in place.added:
            vacated[row, month] += number
    surviving = _surviving(people, length, deaths)
    hired = run_on(vacated, _renewed(surviving, candidacy))
    held += run_on(hired, surviving, candidacy)
    joined[:, candidacy:] += hired[:, : max(0, length - candidacy)]
    return Followed(parts, staying, retired, hired, surviving, held, joined, candidacy, deaths)


def _first_holders(
    people: Workforce, parts: tuple[tuple[int, Part], ...], length: int, deaths: float
) -> tuple[Numbers, Numbers, Numbers]:
    """Those who stay, of leavers those who retire or die, and the places left, by part and month.

    stays = stays last month x (1 - chance to resign) x (1 - chance to die)
    """
    months = np.arange(length)
    of = {name: np.array([getattr(part, name) for _, part in parts]) for name in Part._fields}
    if not parts:
        return (np.zeros((0, length)),) * 3
    joins, leaves = of["joins"][:, None], of["leaves"][:, None]
    here = of["tenure"][:, None].astype(np.int64) + np.maximum(months - 1, 0)
    resigning = np.where(of["expected"][:, None], rates(people, here), 0.0)
    dying = np.where(of["expected"][:, None], deaths, 0.0)
    going = np.where(months > joins, (1.0 - resigning) * (1.0 - dying), 1.0)
    staying = np.where((months >= joins) & (months < leaves), of["fraction"][:, None] * np.cumprod(going, axis=1), 0.0)
    before = np.pad(staying[:, :-1], ((0, 0), (1, 0)))
    at_age = (months == leaves) & of["retires"][:, None]
    retired = np.where(at_age, before, np.where(months < leaves, before * dying, 0.0))
    vacant = np.where(months > joins, before - staying, 0.0)
    too_early = (leaves <= joins) & (months == leaves)
    return staying, retired, np.where(too_early, of["fraction"][:, None], vacant)


def _surviving(people: Workforce, length: int, deaths: float) -> Numbers:
    """Of those hired later, the part still a member by months since joining."""
    here = people.candidacy_months + np.arange(length - 1)
    going = (1.0 - rates(people, here)) * (1.0 - deaths)
    return np.concatenate(([1.0], np.cumprod(going)))


def _after(surviving: Numbers, candidacy: int) -> Numbers:
    """The same by months since hiring."""
    return np.concatenate((np.zeros(candidacy), surviving))[: len(surviving)]


def _renewed(surviving: Numbers, candidacy: int) -> Numbers:
    """All who are hired for one place left vacant in month 0, by month: itself, and whoever follows."""
    member = _after(surviving, candidacy)
    leaving = np.concatenate(([0.0], np.maximum(member[:-1] - member[1:], 0.0)))
    found = np.zeros(len(surviving))
    found[0] = 1.0
    for month in range(1, len(found)):
        found[month] = found[:month] @ leaving[month:0:-1]
    return found


def run_on(numbers: Numbers, kernel: Numbers, delay: int = 0) -> Numbers:
    """Each month's number run on by `kernel`, after a delay: found[m] = sum of numbers[h] x kernel[m - h - delay]."""
    months = np.arange(numbers.shape[1])
    lag = months[None, :] - months[:, None] - delay
    found: Numbers = numbers @ np.where(lag >= 0, kernel[np.maximum(lag, 0)], 0.0)
    return found


def by_place(values: Numbers, rows: Whole, places: int) -> Numbers:
    """Parts added up to their places."""
    found = np.zeros((places, values.shape[1]))
    if len(set(rows.tolist())) == len(rows):
        found[rows] = values
    else:
        np.add.at(found, rows, values)
    return found


def month_before(by_month: Numbers) -> Numbers:
    """Each month's value a month later."""
    return np.pad(by_month[:, :-1], ((0, 0), (1, 0)))


def leaving(stays: Numbers) -> Numbers:
    """Of those who stay, by month, how many have left since the month before."""
    return np.maximum(month_before(stays) - stays, 0.0)
