"""The roadmap: before closing by critical path, after it by the plan's own dates."""

from datetime import date
from pathlib import Path

import pytest
import random_scenarios
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from planner import deal, places, roadmap, workforce
from planner.faults import read
from planner.model import one
from planner.roadmap import Roadmap, Table, defaults, moved
from planner.scenario import Scenario

SCENARIOS = Path(__file__).parent.parent / "scenarios"


def sample(**known) -> Scenario:
    scenario = read((SCENARIOS / "sample_company.json").read_bytes())
    closing = {"closing": date(2027, 9, 30)}
    return scenario.model_copy(update={"deal": scenario.deal.model_copy(update={**closing, **known})})


def run_of(scenario: Scenario):
    rules = places.rules(scenario.place, on=scenario.rules_date)
    return rules, one.run(deal.lower(scenario, rules, workforce.follow(scenario)))


def roadmap_of(scenario: Scenario, table: Table | None = None) -> Roadmap:
    rules, run = run_of(scenario)
    return roadmap.steps(scenario, rules, deal.calendar_of(scenario, rules), run, table)


def table_of(asked: dict[str, tuple[float, tuple[str, ...]]]) -> Table:
    steps = {
        key: {
            "phase": "assess",
            "who": ("owner",),
            "months": months,
            "after": after,
            "source": "ours",
            "assumption": True,
        }
        for key, (months, after) in asked.items()
    }
    phase = {"months": 0.0, "cost": 0.0, "source": "ours", "assumption": True}
    sources = {"ours": {"title": "Ours", "address": ""}}
    return Table.model_validate({"sources": sources, "phases": {"assess": phase}, "steps": steps})


# --- before closing ------------------------------------------------------------------------------------------------


def test_the_steps_of_a_phase_take_as_long_as_its_source_says():
    """The published times of the phases, one after another, are the way to closing."""
    table = defaults()
    found = roadmap_of(sample())
    whole = sum(table.phases[phase].months for phase in ("explore", "assess", "structure", "complete"))
    assert found.months_before_closing == whole == 24
    critical = [step for step in found.steps if step.critical]
    for phase in ("explore", "assess", "structure", "complete"):
        assert sum(step.months for step in critical if step.phase == phase) == table.phases[phase].months
    assert found.cost == 45_000


def test_every_step_waits_for_those_before_it():
    found = roadmap_of(sample())
    by_key = {step.key: step for step in found.steps}
    for step in found.steps:
        assert step.starts <= step.ends
        assert step.slack >= 0
        assert step.latest_start_month == step.start_month + step.slack
        for other in step.depends_on:
            assert by_key[other].start_month + by_key[other].months <= step.start_month
            if step.latest_start_month <= 0 and other != "closing":
                assert by_key[other].latest_start_month + by_key[other].months <= step.latest_start_month
    assert by_key["closing"].starts == sample().deal.closing
    assert by_key["closing"].critical
    assert found.critical_path[0] == "explore"
    assert found.critical_path[-1] == "closing"


def test_steps_stand_in_the_order_in_which_they_begin():
    starts = [step.start_month for step in roadmap_of(sample()).steps]
    assert starts == sorted(starts)


@st.composite
def tables(draw) -> dict[str, tuple[float, tuple[str, ...]]]:
    keys = [f"step_{place}" for place in range(draw(st.integers(1, 9)))] + ["closing"]
    asked = {}
    for place, key in enumerate(keys):
        after = draw(st.lists(st.sampled_from(keys[:place]), unique=True, max_size=3)) if place else []
        asked[key] = (draw(st.integers(0, 24)) / 2 if key != "closing" else 0.0, tuple(after))
    return asked


def longest_to(key: str, asked: dict) -> float:
    """The longest chain that ends where a step begins, found by trying them all."""
    return max((asked[other][0] + longest_to(other, asked) for other in asked[key][1]), default=0.0)


@settings(max_examples=400, deadline=None)
@given(asked=tables())
def test_a_step_may_slip_by_its_slack_and_no_more(asked):
    prepared = roadmap._prepare(table_of(asked), date(2027, 9, 30), has_line=True)
    by_key = {step.key: step for step in prepared}
    length = longest_to("closing", asked)
    leading = roadmap._leading_to_closing(table_of(asked).steps)
    for key in leading:
        step = by_key[key]
        assert step.start_month == longest_to(key, asked) - length
        for late in (step.slack, step.slack + 0.5):
            slower = {**asked, key: (asked[key][0] + late, asked[key][1])}
            moves = longest_to("closing", slower) > length
            assert moves == (late > step.slack and key != "closing")
    assert by_key["closing"].start_month == 0
    assert by_key["closing"].slack == 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"closing": (0.0, ("vote",))}, "which is no step"),
        ({"vote": (1.0, ())}, "must be 'closing'"),
        ({"vote": (1.0, ("closing",)), "closing": (0.0, ("vote",))}, "wait for one another"),
        ({"closing": (-1.0, ())}, "greater than or equal to 0"),
    ],
)
def test_a_table_that_does_not_hang_together_is_refused(asked, said):
    with pytest.raises(ValidationError, match=said):
        table_of(asked)


def test_all_that_is_assumed_says_so_and_every_source_is_used():
    table = defaults()
    used = {one.source for one in (*table.phases.values(), *table.steps.values())}
    assert used == set(table.sources)
    assert all(source.address.startswith("http") for source in table.sources.values())
    assert all(step.assumption for step in table.steps.values() if step.months)


def test_other_durations_move_the_beginning():
    table = defaults()
    quick = {key: step.model_copy(update={"months": step.months / 4}) for key, step in table.steps.items()}
    found = roadmap_of(sample(), table.model_copy(update={"steps": quick}))
    assert found.months_before_closing == 6
    assert found.begins == date(2027, 3, 30)


# --- too late ------------------------------------------------------------------------------------------------------


def test_a_beginning_in_the_past_is_said():
    (finding,) = roadmap_of(sample()).findings
    assert finding.key == "roadmap.begins_past"
    assert "September 2025" in finding.said()
    assert "November 2028" in finding.said()
    assert roadmap_of(sample(closing=date(2028, 11, 22))).findings == ()
    assert [one.key for one in roadmap_of(sample(closing=date(2028, 11, 21))).findings] == ["roadmap.begins_past"]


def test_a_closing_in_the_past_is_said():
    (finding,) = roadmap_of(sample(closing=date(2014, 6, 30))).findings
    assert finding.key == "roadmap.closing_past"


# --- after closing -------------------------------------------------------------------------------------------------


def dated(found: Roadmap) -> dict[str, date]:
    return {step.key: step.starts for step in found.steps}


def test_milestones_of_the_sample():
    # Closing 30 September 2027, fiscal year to June; patronage six months later; shares paid over 36 months.
    found = dated(roadmap_of(sample()))
    assert found["estimated_tax"] == date(2027, 12, 15)
    assert found["first_year_end"] == date(2028, 6, 30)
    assert found["first_patronage"] == date(2028, 12, 31)
    assert found["first_return"] == date(2029, 3, 15)
    assert found["standby_ends.Seller note"] == date(2029, 9, 30)
    assert found["shares_paid"] == date(2030, 9, 30)
    assert found["loan_repaid.Equipment loan"] == date(2032, 9, 30)
    assert found["accounts_revolve"] == date(2035, 6, 30)
    assert found["revolved_paid"] == date(2035, 12, 31)
    assert found["seller_note_retired.Seller note"] == date(2035, 9, 30)
    assert found["goodwill_written_off"] == date(2037, 9, 30)


def test_the_law_s_last_day_for_patronage():
    (step,) = (step for step in roadmap_of(sample()).steps if step.key == "first_patronage")
    assert dict(step.said.values)["limit"] == "March 15, 2029"  # 26 U.S.C. 1382(d): 15th day of the ninth month
    assert step.gate == 9


@pytest.mark.parametrize("seed", range(40))
def test_milestones_agree_with_the_model(seed):
    scenario = random_scenarios.scenario(seed)
    _, run = run_of(scenario)
    found = roadmap_of(scenario)
    by_key = {step.key: step for step in found.steps}
    assert len(by_key) == len(found.steps)
    for step in found.steps:
        assert step.said.said()
    for place, loan in enumerate(scenario.deal.loans):
        ends = [
            step
            for key, step in by_key.items()
            if key in tuple(f"{kind}.{loan.name}" for kind in ("loan_repaid", "seller_note_retired", "loan_held_back"))
        ]
        drawn = sum(month.loans[place].drawn for month in run.months)
        assert len(ends) == (run.start.loans[place].principal + drawn > 0)
        if ends and ends[0].start_month <= scenario.months:
            owed = [month.loans[place].balance + month.loans[place].interest_owed for month in run.months]
            month = int(ends[0].start_month)
            if ends[0].key.startswith("loan_held_back"):
                assert month == loan.months or loan.later_closing
                assert owed[-1] > 0.005
            else:
                assert owed[month] < 0.005 < owed[month - 1]
    if "goodwill_written_off" in by_key and by_key["goodwill_written_off"].start_month <= scenario.months:
        month = int(by_key["goodwill_written_off"].start_month)
        assert abs(run.months[month].assets.goodwill) < 0.005 < run.months[month - 1].assets.goodwill
    if "revolved_paid" in by_key:
        assert run.months[int(by_key["revolved_paid"].start_month)].payments.revolved_paid > 0
    if "first_patronage" in by_key:
        step = by_key["first_patronage"]
        ended = int(step.start_month) - scenario.coop.payout_months
        year_end = run.months[ended]  # the first patronage may be that of users or producers
        assert year_end.shared.cash_patronage + sum(one.owed.patronage_payable for one in year_end.classes) > 0
        assert run.months[int(step.start_month)].payments.patronage_paid > 0


def test_moving_a_day_by_months():
    assert moved(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert moved(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert moved(date(2027, 9, 30), -24) == date(2025, 9, 30)
    assert moved(date(2027, 3, 31), 0.5) == date(2027, 4, 15)
    assert moved(date(2027, 3, 31), -0.5) == date(2027, 3, 16)
