"""Reader two: the same stages compiled, for many plans at once, and for one plan with every line kept.

numba, float64, no fastmath: to the bit the same as reader one. Threads split the cases; of each case only its
outcome is kept. The cache folder is named by a hash of all the model's source and numba's version, because numba
does not notice that a function called from another file has changed.
"""

import hashlib
import os
import platform
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_type_hints

import numba
import numpy as np
from numpy.typing import NDArray

from planner.model import class_month, helpers, lines, month
from planner.model import terms as told
from planner.model.one import ORCHESTRA, Case
from planner.model.outcome import Outcome
from planner.model.records import Month
from planner.model.stages import STAGES
from planner.model.terms import (
    NO_CLASS,
    NO_CLASS_DRIVERS,
    NO_LAYER_DRIVERS,
    NO_LOAN,
    NO_LOAN_DRIVERS,
    NO_STAGE,
    Clock,
    Drivers,
    Shape,
    Terms,
)
from planner.model.writing import define, rewire, write_out

# numba leaves LLVM's SLP vectoriser off since it was found to compile wrongly (its pull request 8852); so do we.
# It costs a seventh more time. With it on, one line of a batch has been seen that belonged to no plan.
Floats = NDArray[np.float64]
OPTIONS: dict[str, Any] = {"error_model": "numpy", "nogil": True}
# Stages are called by compiled code alone: entries from Python for their large records would double the compile time.
CALLED: dict[str, Any] = {**OPTIONS, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
WITHIN: dict[str, Any] = {**CALLED, "forceinline": True}

# A class's month is compiled once and called for each class: written into the month, it would take minutes to compile.
OF_CLASSES = (class_month.owe_class, class_month.pay_class, class_month.end_class)


class Batch(NamedTuple):
    """Many plans of one shape and length: a row of terms each, and which path of drivers and clocks each follows."""

    terms: Floats  # cases x terms
    drivers: Floats  # paths x months + 1 x drivers
    clocks: Floats  # paths x months + 1 x clock
    path: NDArray[np.int64]  # cases
    shape: Shape


def source_hash() -> str:
    """A hash of every file of the model, numba's version and the processor."""
    digest = hashlib.sha256(f"{numba.__version__} {platform.machine()} {platform.python_version()}".encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """Where compiled code is kept between processes."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    folder = Path(base) if base else Path.home() / ".cache"
    return folder / "conversion-planner" / source_hash()


def _compiled(_name: str, function: Any) -> Any:
    return numba.njit(function, **WITHIN)


KERNELS = '''
def follow_one(terms_row, drivers, clocks, out, outcome):
    """One plan with every line kept: out has a row a month."""
    terms = {terms}
    opened = close(terms)
    clock = {clock0}
    now = begin(terms, opened, clock)
    so_far = foresee(opened, now, terms)
    keep_Month(now, out[0], 0)
    for m in range(1, clocks.shape[0]):
        clock = {clock}
        driven = {drivers}
        now = month(terms, opened, driven, clock, now)
        so_far = watch(terms, now, clock, so_far)
        keep_Month(now, out[m], 0)
    {result}


def follow_case(terms_row, drivers, clocks, outcome):
    """One plan of many: only its outcome is kept."""
    terms = {terms}
    opened = close(terms)
    clock = {clock0}
    now = begin(terms, opened, clock)
    so_far = foresee(opened, now, terms)
    for m in range(1, clocks.shape[0]):
        clock = {clock}
        driven = {drivers}
        now = month(terms, opened, driven, clock, now)
        so_far = watch(terms, now, clock, so_far)
    {result}
'''

BATCH = '''
def follow_many(terms, drivers, clocks, path, outcomes):
    """All cases, split over the threads."""
    for case in prange(terms.shape[0]):
        follow_case(terms[case], drivers[path[case]], clocks[path[case]], outcomes[case])
'''


def _kernel_text(shape: Shape) -> str:
    def stored(record: type[Any], value: str, into: str) -> str:
        names = lines.names(record, shape)
        return "; ".join(f"{into}[{place}] = {value}.{_indexed(name)}" for place, name in enumerate(names))

    return KERNELS.format(
        terms=lines.built_text(Terms, shape, "terms_row")[0],
        clock0=lines.built_text(Clock, shape, "clocks[0]")[0].replace("][", ", "),
        clock=lines.built_text(Clock, shape, "clocks[m]")[0].replace("][", ", "),
        drivers=lines.built_text(Drivers, shape, "drivers[m]")[0].replace("][", ", "),
        result=stored(Outcome, "so_far", "outcome"),
    )


def keepers(record: type[Any], shape: Shape, made: dict[str, str]) -> int:
    """Functions that write a record's numbers into a row, one for each kind of record: how many numbers it has.

    One function for all lines of a month would take the compiler minutes: it carries the whole month along for each.
    """
    hints, place, written = get_type_hints(record), 0, []
    for field in record._fields:
        kind = hints[field]
        if kind is float:
            written.append(f"row[at + {place}] = record.{field}")
            place += 1
            continue
        slots = lines.SLOTS.get((record, field))
        inner = get_args(kind)[0] if slots else kind
        width = keepers(inner, shape, made)
        for number in range(getattr(shape, slots)) if slots else (None,):
            value = f"record.{field}" if number is None else f"record.{field}[{number}]"
            written.append(f"keep_{inner.__name__}({value}, row, at + {place})")
            place += width
    body = "\n    ".join(written)
    made[record.__name__] = f"def keep_{record.__name__}(record, row, at):\n    {body}\n"
    return place


def _indexed(name: str) -> str:
    """loans.0.interest as loans[0].interest."""
    return "".join(f"[{part}]" if part.isdigit() else f".{part}" for part in name.split(".")).lstrip(".")


@lru_cache(maxsize=8)
def kernels(shape: Shape) -> dict[str, Any]:
    """The compiled entries for a shape; compiling takes seconds, once for a shape and a version of the model."""
    folder = cache_folder() / "_".join(str(slots) for slots in shape)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="conversion-planner-"))
    plain_helpers = {name: numba.njit(helper, **WITHIN) for name, helper in COMPILED_HELPERS.items()}
    made = rewire(STAGES, _compiled, plain_helpers)
    space: dict[str, Any] = {**month.MEANING, **vars(told), **made, "prange": numba.prange}
    for function in ORCHESTRA:
        text = write_out(function, shape)
        how = CALLED if function in OF_CLASSES else WITHIN
        space[function.__name__] = numba.njit(define(text, function.__name__, space), **how)
    kept: dict[str, str] = {}
    keepers(Month, shape, kept)
    for name, text in kept.items():
        space[f"keep_{name}"] = numba.njit(define(text, f"keep_{name}", space), **CALLED)
    return _cached(folder, _kernel_text(shape), space)


def _cached(folder: Path, text: str, space: dict[str, Any]) -> dict[str, Any]:
    """Entries from a file of their own, so that numba keeps what it compiled beside it."""
    file = folder / "kernels.py"
    whole = text + BATCH
    if not file.exists() or file.read_text(encoding="utf-8") != whole:
        spare = file.with_suffix(f".{os.getpid()}")
        spare.write_text(whole, encoding="utf-8")
        spare.replace(file)
    exec(compile(whole, str(file), "exec"), space)  # noqa: S102  (our own source, written out)
    one = numba.njit(space["follow_one"], cache=True, **OPTIONS)
    space["follow_case"] = numba.njit(space["follow_case"], cache=True, **OPTIONS)
    many = numba.njit(space["follow_many"], parallel=True, cache=True, **OPTIONS)
    return {"one": one, "many": many}


def _cents(amount: float) -> float:
    """As `helpers.cents`, with a floor that stays a float: the same number up to 2^53 cents."""
    return np.floor(100.0 * amount + 0.5000001) / 100.0  # type: ignore[no-any-return]


def _cents_up(amount: float) -> float:
    """As `helpers.cents_up`."""
    return np.ceil(100.0 * amount - 0.0000001) / 100.0  # type: ignore[no-any-return]


COMPILED_HELPERS: dict[str, Any] = {
    "where": helpers.where,
    "most": helpers.most,
    "least": helpers.least,
    "ratio": helpers.ratio,
    "cents": _cents,
    "cents_up": _cents_up,
}


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
    outcomes = np.empty((len(cases.terms), len(lines.OUTCOMES)))
    kernels(cases.shape)["many"](cases.terms, cases.drivers, cases.clocks, cases.path, outcomes)
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
    kept = np.empty((len(prepared.clocks), _width(prepared.shape)))
    outcome = np.empty(len(lines.OUTCOMES))
    kernels(prepared.shape)["one"](prepared.terms, prepared.drivers, prepared.clocks, kept, outcome)
    return kept, Outcome(*outcome)


@lru_cache(maxsize=64)
def _width(shape: Shape) -> int:
    return len(lines.names(Month, shape))
