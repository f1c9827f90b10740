"""Every figure opens to an explanation that comes out at the same number, down to inputs and dated rules."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import random_scenarios
import sweep

from planner import Plan, plan, words
from planner.explain import explain, recomputed
from planner.explain.rooms import without_numbers
from planner.explain.wording import figure
from planner.faults import read
from planner.model import lines
from planner.model.records import Month, Start
from planner.model.trace import Cell, trace
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
        for name, value in zip(lines.names(Month, shape), lines.numbers_of(now), strict=True):
            assert recomputed(made, "now", name, month) == value, (name, month)


def test_every_line_of_the_sample_is_explained_to_the_bit(sample: Plan) -> None:
    """Every line of every month, every loan payment and account layer among them, and of the closing day."""
    assert_all_explained(sample)


VESTED_STAGED_CLASSED, BELOW_ZERO_NOT_QUALIFIED = 47, 16


@pytest.mark.parametrize("seed", [*range(sweep.cases(3, 20)), VESTED_STAGED_CLASSED, BELOW_ZERO_NOT_QUALIFIED])
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
    names = {
        name.split(".")[-1]
        if place in ("terms", "drivers") and name.startswith(("loans", "layers", "stages"))
        else name
        for place, name in ends
        if place != "clock"
    }
    assert {"price", "cost_fraction", "tax_rate", "rate", "growth"} <= names
    known = {origin.split(".")[-1] for origin in ORIGINS}
    assert names <= known, names - known


def conditions(tree: Cell) -> Iterator[Cell]:
    """Every choice's condition, and every flag that something is multiplied with."""
    if tree.op in ("line", "number"):
        return
    if tree.op == "where":
        yield tree.args[0]
    for arg in tree.args:
        yield from conditions(arg)


def test_every_condition_reads_naturally(sample: Plan) -> None:
    """A flag after "if" has words of its own, and no words are left over."""
    told = trace(sample.case.shape)
    flags = {
        f"explain.flag.{'now' if one.args[0] == 'then' else one.args[0]}.{without_numbers(one.args[1])}"
        for trees in (told.start, told.begin, told.month)
        for tree in trees.values()
        for one in conditions(tree)
        if one.op == "line"
    }
    assert flags <= words.keys(), flags - words.keys()


def test_words_of_a_formula(sample: Plan) -> None:
    """Rounding is left out, choices read as sentences, and figures show only what was chosen."""
    told = explain(sample, "now", "coverage.dscr", 18)
    assert told.words == "Last four quarters: EBITDA ÷ Debt service as promised if the fiscal quarter ends, otherwise 0"
    told = explain(sample, "now", "year.months", 8)
    assert told.words == (
        "(Months of the fiscal year so far of last month if the fiscal year goes on, otherwise 0) + 1"
    )
    told = explain(sample, "now", "treasury.drawn", 14)
    assert told.words == (
        "The smaller of (Cash needed to reach the floor, but not below 0)"
        " and (Most that may be drawn on the line − Line of credit of last month, but not below 0)"
    )


def test_figures_are_written_as_a_person_reads_them() -> None:
    assert [figure(one, "money") for one in (1234.0, 1234.5, -0.004)] == ["1,234", "1,234.50", "0"]
    assert figure(-1234.567, "money") == "−1,234.57"
    assert [figure(one, "fraction") for one in (0.2, 0.00602931, -0.05)] == ["20%", "0.6029%", "−5%"]
    assert [figure(one, "flag") for one in (1.0, 0.0)] == ["yes", "no"]
    assert [figure(one, "times") for one in (1.25, 3.0)] == ["1.25x", "3x"]
    assert figure(0.0154622, "factor") == "0.015462"
