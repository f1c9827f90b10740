"""Every figure opens to an explanation that comes out at the same number, down to inputs and dated rules."""

from pathlib import Path

import pytest
import random_scenarios

from planner import Plan, plan
from planner.explain import explain, recomputed
from planner.faults import read
from planner.model import lines
from planner.model.records import Month, Start
from planner.origins import ORIGINS

SAMPLE = Path(__file__).parent.parent / "scenarios" / "sample_company.json"
INPUTS = ("terms", "drivers", "clock")


@pytest.fixture(scope="module")
def sample() -> Plan:
    return plan(read(SAMPLE.read_bytes()))


def assert_all_explained(made: Plan) -> None:
    shape = made.case.shape
    for name in lines.names(Start, shape):
        assert recomputed(made, "start", name, 0) == lines.value_of(made.run.start, name), name
    for month, now in enumerate(made.run.months):
        for name, figure in zip(lines.names(Month, shape), lines.numbers_of(now), strict=True):
            assert recomputed(made, "now", name, month) == figure, (name, month)


def test_every_line_of_the_sample_is_explained_to_the_bit(sample: Plan) -> None:
    """Every line of every month, every loan payment and account layer among them, and of the closing day."""
    assert_all_explained(sample)


@pytest.mark.parametrize("seed", range(5))
def test_every_line_of_random_plans_is_explained_to_the_bit(seed: int) -> None:
    assert_all_explained(plan(random_scenarios.scenario(seed, months=30)))


def test_every_explanation_has_words(sample: Plan) -> None:
    for month in (0, 1, 12, 24):
        for name in lines.names(Month, sample.case.shape):
            told = explain(sample, "now", name, month)
            assert told.figure.label
            assert told.words
            assert told.figures
            assert "{" not in told.words + told.figures


def test_every_figure_leads_down_to_inputs_and_rules(sample: Plan) -> None:
    """From cash in month 14, opening whatever is met, one always ends at an input that says where it comes from."""
    open_next = [("now", "treasury.cash", 14), ("now", "coverage.dscr", 12), ("start", "closing.plug", 0)]
    seen = set(open_next)
    ends = set()
    while open_next:
        told = explain(sample, *open_next.pop())
        if not told.parts and told.figure.place in INPUTS:
            ends.add((told.figure.place, told.figure.name))
        for one in told.parts:
            key = (one.place, one.name, one.month)
            if key not in seen:
                seen.add(key)
                open_next.append(key)
    names = {name.split(".")[-1] if place == "terms" and "loans" in name else name for place, name in ends if place != "clock"}
    assert {"price", "cost_fraction", "tax_rate", "rate", "growth"} <= names
    known = {origin.split(".")[-1] for origin in ORIGINS}
    assert names <= known, names - known
