"""Reader two: the same stages as machine code, for many plans at once, and for one plan with every line kept.

float64 and nothing reordered: to the bit the same as reader one. Threads split the cases; of each case only its
outcome is kept.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.model import lines
from planner.model.kernels import LANES, kernel
from planner.model.one import Case
from planner.model.outcome import Outcome
from planner.model.terms import (
    NO_CLASS,
    NO_CLASS_DRIVERS,
    NO_LAYER_DRIVERS,
    NO_LOAN,
    NO_LOAN_DRIVERS,
    NO_STAGE,
    Drivers,
    Shape,
    Terms,
)

Floats = NDArray[np.float64]
PARTS = 4  # for each thread: one that comes late to its last part keeps the others waiting less


class Batch(NamedTuple):
    """Many plans of one shape and length: a row of terms each, and which path of drivers and clocks each follows."""

    terms: Floats  # cases x terms
    drivers: Floats  # paths x months + 1 x drivers
    clocks: Floats  # paths x months + 1 x clock
    path: NDArray[np.int64]  # cases
    shape: Shape


def _rows(records_of: Sequence[Any]) -> Floats:
    return np.array([list(lines.numbers_of(record)) for record in records_of], dtype=np.float64)


def batch(cases: Sequence[Case]) -> Batch:
    """Cases of one length as one batch, in the largest shape any of them needs."""
    shape = Shape(*(max(case.shape[place] for case in cases) for place in range(len(Shape._fields))))
    terms = np.array([list(lines.numbers_of(widened(case.terms, shape))) for case in cases], dtype=np.float64)
    drivers = np.stack([_rows(stretched(case.drivers, shape)) for case in cases])
    clocks = np.stack([_rows(case.clocks) for case in cases])
    return Batch(terms, drivers, clocks, np.arange(len(cases)), shape)


def widened(terms: Terms, shape: Shape) -> Terms:
    """The same terms with empty loans, later closings and classes up to the shape."""
    return terms._replace(
        loans=terms.loans + (NO_LOAN,) * (shape.loans - len(terms.loans)),
        stages=terms.stages + (NO_STAGE,) * (shape.stages - len(terms.stages)),
        classes=terms.classes + (NO_CLASS,) * (shape.classes - len(terms.classes)),
    )


def stretched(drivers: Sequence[Drivers], shape: Shape) -> list[Drivers]:
    """The same drivers with empty loans, layers and classes up to the shape."""
    empty = (NO_LOAN_DRIVERS,) * (shape.loans - len(drivers[0].loans))
    bare = (NO_LAYER_DRIVERS,) * (shape.layers - len(drivers[0].layers))
    absent = (NO_CLASS_DRIVERS,) * (shape.classes - len(drivers[0].classes))
    return [
        one._replace(loans=one.loans + empty, layers=one.layers + bare, classes=one.classes + absent) for one in drivers
    ]


def follow(cases: Batch) -> dict[str, Floats]:
    """The outcomes of many plans, by name."""
    compiled, plans, months = kernel(cases.shape, whole=False), len(cases.terms), cases.drivers.shape[1]
    outcomes = np.empty((plans, len(lines.OUTCOMES)))
    given = [np.ascontiguousarray(one) for one in (cases.terms, cases.drivers, cases.clocks, cases.path)]
    addresses = [one.ctypes.data for one in given]

    def follow_groups(part: tuple[int, int]) -> None:
        """Groups of plans with a memory of their own; the call leaves the interpreter, so that threads run at once."""
        work = np.empty(compiled.places.end)
        compiled.entry(*addresses, plans, months, *part, work.ctypes.data, outcomes.ctypes.data)

    groups, threads = -(-plans // LANES), os.cpu_count() or 1
    ends = np.unique(np.linspace(0, groups, min(groups, threads * PARTS) + 1).astype(int)).tolist()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(follow_groups, pairwise(ends)))
    return {name: outcomes[:, place] for place, name in enumerate(lines.OUTCOMES)}


def follow_one(case: Case, shape: Shape | None = None) -> tuple[Floats, Outcome]:
    """One plan compiled, with every line of every month: rows are months, columns `lines.names(Month, shape)`.

    A larger shape than the case needs changes no figure, and spares another compilation.
    """
    return run_prepared(prepare(case, shape))


class Prepared(NamedTuple):
    """One plan as arrays, ready for the compiled entry."""

    shape: Shape
    terms: Floats
    drivers: Floats
    clocks: Floats


def prepare(case: Case, shape: Shape | None = None) -> Prepared:
    """One plan as arrays."""
    shape = shape or case.shape
    terms = np.array(list(lines.numbers_of(widened(case.terms, shape))))
    return Prepared(shape, terms, _rows(stretched(case.drivers, shape)), _rows(case.clocks))


def run_prepared(prepared: Prepared) -> tuple[Floats, Outcome]:
    """Every line of one plan, from its arrays."""
    compiled = kernel(prepared.shape, whole=True)
    months, before = len(prepared.clocks), compiled.places.months
    width = (compiled.places.end - before) // 2  # two months stand last in the memory; here there is a row for each
    work, outcome, path = np.empty(before + months * width), np.empty(len(lines.OUTCOMES)), np.zeros(1, np.int64)
    given = [one.ctypes.data for one in (prepared.terms, prepared.drivers, prepared.clocks, path)]
    compiled.entry(*given, 1, months, 0, 1, work.ctypes.data, outcome.ctypes.data)
    return work[before:].reshape(months, width), Outcome(*outcome)
