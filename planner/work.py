"""What counts as work done: pay, hours, months alike, years of work here, skill, or a mixture of these.

A measure is worked out by kind of place and month for one unit, and times what each worker has of it: pay a year,
hours a week, heads. Months count from closing = 0; all in expectation.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner import tenure
from planner.model.calendar import MONTHS_A_YEAR
from planner.scenario import Worker
from planner.scenario.coop import MIXED, PatronageBasis
from planner.tenure import Followed

Numbers = npt.NDArray[np.float64]


class Basis(NamedTuple):
    """How much of each measure counts, and the months of work here after which no more are counted."""

    parts: Mapping[str, float]  # measures that count, adding up to 1
    cap: float


def basis_of(given: PatronageBasis) -> Basis:
    """The measures that count."""
    parts = {name: getattr(given, name) for name in MIXED if getattr(given, name) > 0.0}
    return Basis(parts, given.seniority_cap * MONTHS_A_YEAR)


def amount(worker: Worker, measure: str) -> float:
    """What all workers of one entry of the roster have of a measure, for each unit of `by_month`."""
    hours = worker.number * worker.hours
    own = {"wages": hours * worker.pay, "hours": hours, "skill": hours * worker.skill}
    return own.get(measure, float(worker.number))


def by_month(followed: Followed, raised: Numbers, basis: Basis) -> dict[str, Numbers]:
    """Each measure that counts by kind of place and month: members, times pay for wages, times years for seniority."""
    found: dict[str, Numbers] = dict.fromkeys(basis.parts, followed.held)
    if "wages" in found:
        found["wages"] = followed.held * raised
    if "seniority" in found:
        found["seniority"] = years_here(followed, basis.cap)
    return found


def years_here(followed: Followed, cap: float) -> Numbers:
    """Years of work here of the members of one place by kind and month; each member's count up to `cap` months."""
    kinds, length = followed.held.shape
    rows = np.array([kind for kind, _ in followed.parts], dtype=np.int64)
    here = np.array([part.tenure for _, part in followed.parts], dtype=np.float64)[:, None] + np.arange(length)
    of_first = tenure.by_place(followed.staying * np.minimum(here, cap), rows, kinds)
    later = followed.surviving * np.minimum(followed.candidacy + np.arange(length), cap)
    found: Numbers = (of_first + tenure.run_on(followed.hired, later, followed.candidacy)) / MONTHS_A_YEAR
    return found


def mix(measured: Mapping[str, Numbers], basis: Basis) -> Numbers:
    """Each one's part of all work that counts: sum of (part of the measure x own / all).

    Rows share; columns, if any, are periods of their own. A measure that nobody has any of leaves its part to the
    others; where nobody has any of any, all parts are 0.
    """
    rows = next(iter(measured.values()))
    found = np.zeros(rows.shape)
    for name, part in basis.parts.items():
        whole = measured[name].sum(axis=0)
        found += part * np.where(whole > 0.0, measured[name] / np.where(whole > 0.0, whole, 1.0), 0.0)
    shares: Numbers = found / counting(measured, basis)
    return shares


def counting(measured: Mapping[str, Numbers], basis: Basis) -> Numbers:
    """What the measures that somebody has any of count together; 1 where nobody has any of any."""
    found = sum(np.where(measured[name].sum(axis=0) > 0.0, part, 0.0) for name, part in basis.parts.items())
    counted: Numbers = np.where(np.asarray(found) > 0.0, found, 1.0)
    return counted


def parts(own: Mapping[str, Sequence[float]], basis: Basis) -> Numbers:
    """The same for plain lists: each one's hours, pay, years and so on."""
    return mix({name: np.asarray(own[name], dtype=np.float64) for name in basis.parts}, basis)
