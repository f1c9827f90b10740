"""Through the whole command: each broken file is one sentence a fault and exit 1, each extreme a finite plan."""

import json
import math
import random
from typing import Any

import pytest
from extremes import EXTREMES
from hypothesis import given, settings
from hypothesis import strategies as some
from test_faults import BROKEN, FILES, SCENARIOS

from planner import plan
from planner.__main__ import main
from planner.faults import Faulty, read
from planner.model.lines import numbers_of

JARGON = ("Traceback", "pydantic", "Input should", "Error:", "object at 0x", "ctx")


@pytest.mark.parametrize("text", [*(text for text, _ in BROKEN.values()), *(text for text, _ in FILES.values())])
def test_a_broken_file_is_refused_by_the_command(text, tmp_path, capsys):
    file = tmp_path / "scenario.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    assert main(["plan", str(file)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    sentences = printed.err.strip().splitlines()
    assert sentences
    assert all(sentence.endswith((".", "?")) for sentence in sentences)
    assert not [word for word in JARGON if word in printed.err]


def assert_finite(made: Any) -> None:
    for month in made.run.months:
        assert all(math.isfinite(number) for number in numbers_of(month))
    assert [check.name for check in made.checks if not check.holds and check.name != "cash_suffices"] == []


@pytest.mark.parametrize("asked", EXTREMES.values(), ids=EXTREMES.keys())
def test_an_extreme_gives_a_finite_plan(asked):
    assert_finite(plan(read(json.dumps(asked))))


def planned(text: str) -> tuple[Any, list[str]]:
    """The plan, or the sentences that refuse it."""
    try:
        return plan(read(text)), []
    except Faulty as refused:
        return None, refused.faults


NUMBERS = [0, 1, -1, 0.5, 1e-9, 1e6, 9_999_999_999, 12, 360, 2, 0.99, 1e10, None, True, "x", [], {}]


def paths_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [path, *(one for key, inner in value.items() for one in paths_of(inner, (*path, key)))]
    if isinstance(value, list):
        return [path, *(one for place, inner in enumerate(value) for one in paths_of(inner, (*path, place)))]
    return [path]


WHOLE = [json.loads(file.read_text(encoding="utf-8")) for file in SCENARIOS]


@settings(max_examples=1200, deadline=None)
@given(some.integers(0, 10**9))
def test_any_field_set_to_anything_is_refused_in_sentences_or_planned(seed):
    """One to three fields of a real scenario replaced at random: a `Faulty` or a finite plan, nothing else."""
    rng = random.Random(seed)
    data = json.loads(json.dumps(rng.choice(WHOLE)))
    data["months"] = 36
    for _ in range(rng.randint(1, 3)):
        path = rng.choice([path for path in paths_of(data) if path])
        holder = data
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = rng.choice(NUMBERS)
    made, faults = planned(json.dumps(data))
    assert (made is None) == bool(faults)
    assert not [word for word in JARGON for fault in faults if word in fault]
    if made:
        assert_finite(made)
