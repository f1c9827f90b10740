"""What the README says about speed, measured in one run of this file.

Medians of several runs; ratios are of this run. Nothing here is a test.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

import arrays
import random_scenarios

from planner import deal, places, plan, report, workforce
from planner.faults import read
from planner.model import many, one
from planner.model.one import Case
from planner.model.terms import Shape
from planner.scenario import Loan, Scenario
from planner.scenario.targets import TARGETS
from planner.solve import solve

CASES = 40_000
ARRAY_CHUNKS = (512, 2048, 8192)
SECOND = "from pathlib import Path\nimport sys, time\nsys.path[:0] = {path}\nimport measure\n"
COMPILE = (
    SECOND + "case = measure.cases()[{which}]\nfrom planner.model import many\nstart = time.perf_counter()\n"
    "many.follow_one(case)\nmany.follow(many.batch([case]))\nprint(time.perf_counter() - start)"
)


def sample() -> Scenario:
    """The sample firm with all eight loan slots used, ten layers of accounts, ten years."""
    scenario = read((ROOT / "scenarios" / "sample_company.json").read_bytes())
    used = scenario.deal.loans
    more = tuple(
        Loan(name=f"Small loan {place}", principal=5_000.0, rate=0.06, months=60) for place in range(8 - len(used))
    )
    changed = {
        "deal": scenario.deal.model_copy(update={"loans": used + more}),
        "coop": scenario.coop.model_copy(update={"revolving_years": 10}),
        "months": 120,
    }
    return scenario.model_copy(update=changed)


def case_of(scenario: Scenario) -> Case:
    """What the model is told of a scenario."""
    return deal.lower(scenario, places.rules(scenario.place, on=scenario.rules_date), workforce.follow(scenario))


def cases() -> tuple[Case, Case]:
    """The sample firm and the largest shape."""
    return case_of(sample()), case_of(random_scenarios.scenario(1, largest=True))


def median(work: Callable[[], object], runs: int) -> float:
    """Seconds, the median of some runs after one that is not counted."""
    work()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def compiled_in_new_process(which: int, cache: str) -> float:
    """Seconds until both compiled entries have answered, in a process of its own."""
    script = COMPILE.format(path=[str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")], which=which)
    environment = {**os.environ, "XDG_CACHE_HOME": cache}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)


def repeated(case: Case, number: int) -> many.Batch:
    """One case many times over, every term of every case a little different."""
    single = many.batch([case])
    terms = np.repeat(single.terms, number, axis=0)
    terms[:, 0] *= np.linspace(0.8, 1.2, number)
    return single._replace(terms=np.ascontiguousarray(terms), path=np.zeros(number, dtype=np.int64))


def speeds(name: str, case: Case, number: int) -> dict[str, float]:
    """One plan plain and compiled, and many plans compiled and on arrays."""
    months = len(case.clocks) - 1
    batch = repeated(case, number)
    fewer = repeated(case, max(ARRAY_CHUNKS))
    kernel = many.follow(fewer)
    array = arrays.follow(fewer, ARRAY_CHUNKS[0])
    assert all((kernel[line] == array[line]).all() for line in kernel), "the readers differ"
    rate = number * months / median(lambda: many.follow(batch), 5) / 1e6
    by_chunk = {
        chunk: len(fewer.terms) * months / median(partial(arrays.follow, fewer, chunk), 1) / 1e6
        for chunk in ARRAY_CHUNKS
    }
    prepared = many.prepare(case)
    return {
        f"{name}: one plan, plain, ms": 1e3 * median(lambda: one.run(case), 15),
        f"{name}: one plan, compiled, every line kept, ms": 1e3 * median(lambda: many.run_prepared(prepared), 50),
        f"{name}: many, million firm-months a second": rate,
        f"{name}: NumPy at its best chunk, million firm-months a second": max(by_chunk.values()),
        f"{name}: best chunk": float(max(by_chunk, key=by_chunk.__getitem__)),
        f"{name}: many / NumPy": rate / max(by_chunk.values()),
    }


def main() -> None:
    """Measure everything and print it."""
    normal, largest = cases()
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as cache:
        found["sample: compile cold, s"] = compiled_in_new_process(0, cache)
        found["sample: compile cached in a new process, s"] = compiled_in_new_process(0, cache)
        found["largest: compile cold, s"] = compiled_in_new_process(1, cache)
        found["largest: compile cached in a new process, s"] = compiled_in_new_process(1, cache)
    found |= speeds("sample", normal, CASES)
    found |= speeds("largest", largest, CASES // 8)
    made = plan(sample())
    huge = plan(random_scenarios.scenario(1, largest=True))
    found["sample: whole plan, ms"] = 1e3 * median(lambda: plan(sample()), 10)
    for target in TARGETS:
        found[f"sample: solve for {target}, ms"] = 1e3 * median(partial(solve, sample(), target, least_dscr=1.25), 7)
    found["sample: PDF, s"] = median(lambda: report.plan_pdf(made), 3)
    found["sample: workbook, s"] = median(lambda: report.workbook(made), 3)
    found["largest: workbook, s"] = median(lambda: report.workbook(huge), 1)
    shape = Shape(*normal.shape)
    print(f"{os.cpu_count()} cores; sample: {shape}, 120 months; largest: {largest.shape}, 360 months")
    print(json.dumps({name: round(number, 3) for name, number in found.items()}, indent=2))


if __name__ == "__main__":
    main()
