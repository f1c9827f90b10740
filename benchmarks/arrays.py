"""The same stages read on NumPy arrays, a column of cases a term: what the compiled reader is measured against."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.model import lines
from planner.model.many import Batch
from planner.model.played import played
from planner.model.terms import Clock, Drivers, Terms

Floats = NDArray[np.float64]


def _ratio(a: Any, b: Any) -> Any:
    whole = np.broadcast_arrays(a, b)
    return np.divide(whole[0], whole[1], out=np.zeros(whole[0].shape), where=whole[1] != 0)


ARRAY_HELPERS = {
    "where": np.where,
    "most": np.maximum,
    "least": np.minimum,
    "ratio": _ratio,
    "cents": lambda amount: np.floor(100.0 * amount + 0.5000001) / 100.0,
    "cents_up": lambda amount: np.ceil(100.0 * amount - 0.0000001) / 100.0,
}


def _guarded(flag: Any, work: Callable[[], Any]) -> Any:
    record = work()
    return type(record)(*(np.where(flag, number, 0.0) for number in record))


def follow(cases: Batch, chunk: int) -> dict[str, Floats]:
    """The outcomes of many plans on one path of drivers, in chunks of cases."""
    shape = cases.shape
    space = played(shape, ARRAY_HELPERS, _guarded)
    close, begin, month, watch, foresee = (space[name] for name in ("close", "begin", "month", "watch", "foresee"))
    clocks = [lines.build(Clock, shape, iter(row)) for row in cases.clocks[0]]
    drivers = [lines.build(Drivers, shape, iter(row)) for row in cases.drivers[0]]
    found = []
    for start in range(0, len(cases.terms), chunk):
        columns = np.ascontiguousarray(cases.terms[start : start + chunk].T)
        terms = lines.build(Terms, shape, iter(columns))
        opened = close(terms)
        now = begin(terms, opened, clocks[0])
        outcome = foresee(opened, now, terms)
        for driven, clock in zip(drivers[1:], clocks[1:], strict=True):
            now = month(terms, opened, driven, clock, now)
            outcome = watch(terms, now, clock, outcome)
        size = columns.shape[1]
        found.append(np.stack([np.broadcast_to(np.asarray(one, dtype=float), size) for one in outcome]))
    whole = np.concatenate(found, axis=1)
    return dict(zip(lines.OUTCOMES, whole, strict=True))
