"""One possible future of a workforce: whole people, by the same chances; a known date is kept; sums are the totals."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import random_scenarios
from firm import lowered, scenario

from planner import checks, members, places, plan, workforce
from planner.__main__ import main
from planner.deal import calendar_of
from planner.model.one import run
from planner.scenario import Scenario, Tenure, Wave, Worker, Workforce

SAMPLE = Path(__file__).parent.parent / "scenarios" / "sample_company.json"
CENT = 0.005
CREW = (
    Worker(alias="Crew", number=20, pay=18.0, started=date(2024, 6, 1), age=40),
    Worker(alias="Lead", pay=30.0, started=date(2010, 1, 1), age=61),
    Worker(alias="Late", number=3, pay=20.0, joins_after=9),
    Worker(alias="Named", pay=25.0, leaves=date(2028, 5, 15)),
    Worker(alias="Never", pay=15.0, joins_after=None),
)
PEOPLE = Workforce(
    workers=CREW,
    turnover=0.12,
    tenures=(Tenure(years=2.0, turnover=0.3),),
    deaths=0.01,
    retirement_age=65,
    candidacy_months=6,
)
NAMED_LEAVES = 17  # months from closing on 31 December 2026 to May 2028


def firm(seed: int | None = None, people: Workforce = PEOPLE, months: int = 72) -> Scenario:
    return scenario(months=months, workforce=people.model_copy(update={"drawn": seed}))


def test_everybody_is_whole() -> None:
    for seed in range(60):
        path = workforce.follow(firm(seed))
        for numbers in (path.members, path.joined, path.gone):
            assert np.allclose(numbers, np.round(numbers), atol=1e-9), seed
        assert path.members[0] == pytest.approx(22)
        assert max(path.members) <= 25 + 1e-9


def test_the_mean_of_many_futures_is_what_is_expected() -> None:
    """Of 800 seeds, each month's members and all who left lie within about three sigma of the expected path.

    72 months are looked at, so the worst may reach four sigma; their mean square must be near 1.
    """
    expected = workforce.follow(firm())
    drawn = [workforce.follow(firm(seed)) for seed in range(800)]
    for name in ("members", "member_labour", "shares_paid"):
        values = np.array([getattr(path, name) for path in drawn])
        sigma = values.std(axis=0) / np.sqrt(len(values))
        moves = sigma > 1e-12
        away = (values.mean(axis=0) - getattr(expected, name))[moves] / sigma[moves]
        assert np.abs(away).max() < 4.0, name
        assert np.abs(away).mean() < 1.5, name
    gone = np.array([sum(path.gone) for path in drawn])
    assert abs(gone.mean() - sum(expected.gone)) < 3.0 * gone.std() / np.sqrt(len(gone))


def test_joining_by_waves_and_the_workers_hired_later_have_the_expected_mean() -> None:
    people = Workforce(
        workers=(Worker(alias="Crew", number=10, pay=20.0, likely=0.7),),
        waves=(Wave(months=0, fraction=0.5), Wave(months=12, fraction=0.4)),
        added_join=0.6,
        candidacy_months=3,
    )

    def grown(seed: int | None) -> Scenario:
        base = firm(seed, people, 48)
        return base.model_copy(update={"business": base.business.model_copy(update={"staffing_growth": 0.1})})

    expected = workforce.follow(grown(None)).members
    values = np.array([workforce.follow(grown(seed)).members for seed in range(600)])
    sigma = values.std(axis=0) / np.sqrt(len(values))
    assert (np.abs(values.mean(axis=0) - expected) < 4.0 * sigma + 1e-9).all()


def test_a_named_date_is_kept_in_every_future() -> None:
    row = next(place for place, worker in enumerate(CREW) if worker.alias == "Named")
    for seed in range(200):
        known = workforce.crew(firm(seed))
        (first, *_) = [part for kind, part in known.followed.parts if kind == known.kinds[row]]
        assert (first.joins, first.leaves) == (0, NAMED_LEAVES)
        held = known.followed.held[known.kinds[row]]
        assert held[NAMED_LEAVES - 1] == 1.0
        assert held[NAMED_LEAVES] == 0.0


def test_a_seed_gives_one_future_and_a_change_to_one_worker_moves_no_other() -> None:
    assert workforce.follow(firm(7)) == workforce.follow(firm(7))
    assert workforce.follow(firm(7)).members != workforce.follow(firm(8)).members
    other = (*CREW[:1], CREW[1].model_copy(update={"leaves": date(2027, 3, 1)}), *CREW[2:])
    ours, theirs = (
        workforce.crew(firm(7, PEOPLE.model_copy(update={"workers": workers}))).followed for workers in (CREW, other)
    )
    for row in (0, 2, 3):
        assert ours.held[row].tolist() == theirs.held[row].tolist()


def test_who_retires_does_so_at_the_age_unless_chance_comes_first() -> None:
    retired = 0
    for seed in range(100):
        known = workforce.crew(firm(seed))
        first = next(part for kind, part in known.followed.parts if kind == known.kinds[1])
        assert first.leaves <= 48
        retired += first.leaves == 48
    assert 40 < retired < 90  # (1 - 0.12) x (1 - 0.01) a year, four years: 58 %


def test_what_is_drawn_adds_up_to_the_totals_to_the_cent() -> None:
    """Books close and people add up to the model in drawn futures of random plans."""
    checked = 0
    for seed in range(40):
        base = random_scenarios.scenario(seed, months=48)
        asked = base.model_copy(
            update={
                "workforce": base.workforce.model_copy(
                    update={
                        "drawn": seed,
                        "workers": tuple(one.model_copy(update={"likely": 1.0}) for one in base.workforce.workers),
                    }
                )
            }
        )
        case = lowered(asked)
        found = run(case)
        rules = places.rules(asked.place, on=asked.rules_date)
        people = members.accounts(asked, calendar_of(asked, rules), found, rules.value("patronage.least_cash"))
        assert checks.members_add_up(people).holds, seed
        assert checks.accounts_tie(case, found).holds, seed
        assert max(found.outcome.worst_gap, found.outcome.worst_unshared, found.outcome.worst_allocation) < CENT, seed
        checked += found.months[-1].members.accounts > 0
    assert checked > 5


def test_a_plan_of_a_drawn_future_holds() -> None:
    made = plan(firm(3))
    assert all(check.holds for check in made.checks if check.name != "cash_suffices")


def test_without_a_number_nothing_is_drawn() -> None:
    assert firm().workforce.drawn is None
    assert workforce.follow(firm()) == workforce.follow(firm().model_copy())


def test_the_command_line_draws_a_future(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = [tmp_path / f"{number}.json" for number in (1, 2, 3)]
    for file, seed in zip(outputs, ("5", "5", "6"), strict=True):
        assert main(["plan", str(SAMPLE), "--draw", seed, "--json", str(file)]) == 0
    told = [json.loads(file.read_text(encoding="utf-8")) for file in outputs]
    assert told[0] == told[1]
    assert told[0] != told[2]
    capsys.readouterr()
    with pytest.raises(SystemExit):
        main(["plan", str(SAMPLE), "--draw", "half"])
    assert "half is no number to draw from" in capsys.readouterr().err
