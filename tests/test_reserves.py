"""Reserves in steps: what they keep of the surplus, and what a plan says that shares more."""

from random import Random

import pytest
import random_scenarios
from firm import lowered, scenario
from pydantic import ValidationError

from planner import Plan, plan
from planner.board.told import policies_in_words, reserves_in_words
from planner.model.one import run
from planner.reserves import follow
from planner.scenario import Coop, Preferred, Scenario
from planner.scenario.coop import ReserveStep
from planner.statements import fiscal_years

SCIC = (ReserveStep(name="Legal reserve", fraction=0.15), ReserveStep(name="Statutory reserve", fraction=0.5))


def co_op(**changes: object) -> Coop:
    return Coop(member_share=5_000, down_payment=5_000, **changes)  # type: ignore[arg-type]


def kept(made: Plan) -> bool:
    return next(check.holds for check in made.checks if check.name == "reserves_kept")


def test_a_scic_keeps_57_and_a_half_per_cent() -> None:
    """France, SCIC: 15 % + 50 % of the remaining 85 % = 57.5 %; 42.5 % at most is shared. Source: pep2a.fr."""
    assert co_op(reserve_steps=SCIC).least_kept == 0.575
    assert co_op(reserve_steps=SCIC, collective_fraction=0.2).kept_together == 0.575
    assert co_op(reserve_steps=SCIC, collective_fraction=0.6).kept_together == 0.6
    assert co_op().least_kept == 0.0
    assert lowered(scenario(coop=co_op(reserve_steps=SCIC))).terms.collective_fraction == 0.575


def test_the_model_shares_42_and_a_half_per_cent_at_most() -> None:
    """Each year-end, all members' labour, no investors: patronage is 42.5 % of the surplus, to half a cent."""
    coop = co_op(reserve_steps=SCIC, losses_made_good=False)
    base = scenario(coop=coop)
    asked = base.model_copy(
        update={"deal": base.deal.model_copy(update={"preferred": Preferred(), "plug": "preferred"})}
    )
    case = lowered(asked)
    ends = [month for month, clock in zip(run(case).months, case.clocks, strict=True) if clock.year_end]
    shared = [end for end in ends if end.surplus.surplus > 0]
    assert shared
    for end in shared:
        most = 0.425 * end.reckoning.member_fraction * end.surplus.shareable
        assert end.shared.patronage_dividend == pytest.approx(most, abs=0.011)


def test_a_plan_without_steps_is_as_it_was() -> None:
    made = plan(scenario())
    assert [check for check in made.checks if check.name == "reserves_kept"] == []
    assert reserves_in_words(made.scenario.coop) == ()


def test_the_reserve_is_kept_and_said_on_the_plan_and_beside_the_policies() -> None:
    made = plan(scenario(coop=co_op(reserve_steps=SCIC, losses_made_good=False)))
    told = [one.said() for one in reserves_in_words(made.scenario.coop)]
    assert "57.5%" in told[0]
    assert "42.5%" in told[0]
    assert "20%" in told[1]
    assert set(told) <= {one.said() for one in made.findings}
    found = made.board
    assert told[0] in [one.said() for one in policies_in_words(found.policies, made.scenario, found.horizon)]
    assert {one.case.terms.collective_fraction for one in found.policies} == {0.575, 1.0}


def test_a_dividend_that_comes_first_can_take_what_the_reserve_asks_for() -> None:
    """The check fails, and says so, where what stands before patronage leaves less than the reserves keep."""
    steps = (ReserveStep(name="All", fraction=0.95),)
    base = scenario(coop=co_op(reserve_steps=steps, losses_made_good=False))
    preferred = base.deal.preferred.model_copy(update={"dividend": 0.25})
    made = plan(base.model_copy(update={"deal": base.deal.model_copy(update={"preferred": preferred})}))
    assert not kept(made)
    (said,) = [check.said.said() for check in made.checks if check.name == "reserves_kept"]
    assert "95%" in said


def test_a_partnership_allocates_all_and_so_keeps_no_reserve() -> None:
    assert not kept(plan(scenario(coop=co_op(reserve_steps=SCIC, taxed_as="partnership"))))


def test_a_step_of_more_than_all_is_refused() -> None:
    with pytest.raises(ValidationError, match="less than or equal to 1"):
        ReserveStep(fraction=1.01)


def _any(seed: int) -> Scenario:
    """A random plan with random steps."""
    rng, found = Random(f"reserves {seed}"), random_scenarios.scenario(seed, months=48)
    steps = tuple(ReserveStep(fraction=round(rng.random(), 3)) for _ in range(rng.randint(1, 6)))
    coop = found.coop.model_copy(update={"reserve_steps": steps, "taxed_as": "subchapter_t", "account_interest": 0.0})
    return found.model_copy(update={"coop": coop})


def test_patronage_alone_never_takes_the_reserve_on_100_random_plans() -> None:
    """Whatever else is asked, patronage of all classes is at most what the steps leave of the surplus."""
    checked = 0
    for seed in range(100):
        asked = _any(seed)
        case = lowered(asked)
        followed = run(case)
        by_hand = 1.0
        for step in asked.coop.reserve_steps:
            by_hand *= 1.0 - step.fraction
        assert asked.coop.least_kept == pytest.approx(1.0 - by_hand, abs=1e-9)
        for now, clock in zip(followed.months, case.clocks, strict=True):
            if not clock.year_end:
                continue
            patronage = now.shared.patronage_dividend + now.of_classes.patronage_dividend
            assert patronage <= by_hand * now.surplus.after_losses + 0.01 * (1 + len(case.terms.classes)), seed
            checked += patronage > 0
    assert checked > 100


def test_what_is_followed_adds_up() -> None:
    made = plan(scenario(coop=co_op(reserve_steps=SCIC)))
    for year in follow(made.scenario, made.run, fiscal_years(made.dates)):
        assert year.most_shared == pytest.approx(0.425 * year.surplus, abs=0.006)
        assert year.over == max(0.0, round(year.shared - year.most_shared, 2))
