"""The compiled reader is the plain one, to the bit, in any shape; and an edited stage never meets yesterday's code."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import random_scenarios
import sweep
from firm import lowered
from llvmlite.ir import Module

from planner.model import lines, many
from planner.model.machine import Wire, Writer
from planner.model.one import Case, run
from planner.model.outcome import Outcome
from planner.model.records import Month
from planner.model.terms import Shape

LARGEST = Shape(loans=8, layers=30, leavers=10, stages=4, classes=4, units=4)
ROOT = Path(__file__).parent.parent


def differences(case: Case, shape: Shape) -> list[str]:
    """Lines that are not the same to the bit in both readers; slots beyond the case's own must be 0."""
    plain = run(case)
    kept, outcome = many.follow_one(case, shape)
    columns = {name: place for place, name in enumerate(lines.names(Month, shape))}
    own = lines.names(Month, case.shape)
    expected = np.array([list(lines.numbers_of(month)) for month in plain.months])
    found = kept[:, [columns[name] for name in own]]
    wrong = [own[place] for place in np.flatnonzero((found != expected).any(axis=0))]
    beyond = [name for name in columns if name not in set(own)]
    unused = re.compile(
        r"leavers\.\d+\.(instalment|notices_fraction)|dues\.\d+\.most_payable|loans\.\d+\.current|held\.\d+\.(least|most)_"
    )  # of an empty slot
    wrong += [name for name in beyond if not unused.match(name) and (kept[:, columns[name]] != 0).any()]
    wrong += [name for name, one, other in zip(Outcome._fields, outcome, plain.outcome, strict=True) if one != other]
    return wrong


@pytest.mark.parametrize("part", range(10))
def test_one_is_many_to_the_bit(part: int) -> None:
    """1,000 random plans with SWEEP=full, of 12 to 120 months, every line of every month, in the largest shape."""
    for seed in range(part * 100, part * 100 + sweep.cases(20, 100)):
        case = lowered(random_scenarios.scenario(seed))
        assert differences(case, LARGEST) == [], f"seed {seed}"


def test_one_is_many_to_the_bit_over_thirty_years() -> None:
    for seed in range(sweep.cases(5, 20)):
        assert differences(lowered(random_scenarios.scenario(seed, largest=True)), LARGEST) == [], f"seed {seed}"


@pytest.mark.parametrize("number", [1, 2, 3, 5, 64])
def test_a_batch_gives_each_case_its_own_outcome(number: int) -> None:
    """Plans walk in groups: with fiscal years that end in other months, and with a last group that is not full."""
    cases = [lowered(random_scenarios.scenario(seed, months=48)) for seed in range(number)]
    outcomes = many.follow(many.batch([case._replace(shape=LARGEST) for case in cases]))
    for place, case in enumerate(cases):
        assert Outcome(*(outcomes[name][place] for name in Outcome._fields)) == run(case).outcome
    assert number < 64 or len({case.clocks[6].year_end for case in cases}) == 2


def test_a_wire_takes_no_side() -> None:
    """What cannot be asked of four plans at once is refused where the model is written, not answered for one."""
    wire = Wire(Writer(Module(), "none", 1, 4), None)
    for asked in (lambda: bool(wire), lambda: wire == wire):  # noqa: PLR0124  (the comparison is what is refused)
        with pytest.raises(TypeError):
            asked()


def test_an_edited_stage_changes_the_compiled_result(tmp_path: Path) -> None:
    """Compiled code is kept on disk, by a hash of the model's source."""
    shutil.copytree(ROOT / "planner", tmp_path / "planner", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "tests" / "firm.py", tmp_path)
    script = (
        "from firm import lowered, scenario\nfrom planner.model import many\n"
        "print(many.follow_one(lowered(scenario(months=12)))[1].final_cash)"
    )

    def final_cash() -> float:
        environment = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "PATH": ""}
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        )
        return float(done.stdout)

    before = final_cash()
    assert final_cash() == before
    stage = tmp_path / "planner" / "model" / "operations.py"
    text = stage.read_text(encoding="utf-8")
    assert "cents(terms.overhead" in text
    stage.write_text(text.replace("cents(terms.overhead", "cents(2.0 * terms.overhead"), encoding="utf-8")
    assert final_cash() < before - 100_000
