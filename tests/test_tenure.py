"""Who stays, who leaves and who follows; and that people add up to the firm's accounts whatever is known of them."""

from datetime import date
from pathlib import Path
from random import Random

import pytest
import random_scenarios
import sweep

from planner import deal, members, places, workforce
from planner.faults import read
from planner.model import one
from planner.scenario import Tenure, Wave, Worker, Workforce

SAMPLE = Path(__file__).parent.parent / "scenarios" / "sample_company.json"
CASES = sweep.cases(120, 10_000)


def sample(people: Workforce, months: int = 120, **coop):
    scenario = read(SAMPLE.read_bytes())
    changed = {"workforce": people, "months": months, "coop": scenario.coop.model_copy(update=coop)}
    return scenario.model_copy(update=changed)


def only_members(scenario):
    rules = places.rules(scenario.place, on=scenario.rules_date)
    run = one.run(deal.lower(scenario, rules, workforce.follow(scenario)))
    return members.accounts(scenario, deal.calendar_of(scenario, rules), run, rules.value("patronage.least_cash")), run


def in_cents(amount: float) -> int:
    return round(amount * 100)


def crew(number: int = 1, **known) -> Worker:
    return Worker(alias=known.pop("alias", "Crew"), number=number, hours=40.0, pay=20.0, **known)


def test_each_part_that_leaves_is_followed_by_hand():
    """100 members, first year 30 %, then 10 %; candidacy of 6 months: month by month, place by place."""
    people = Workforce(
        workers=(crew(100, started=date(2028, 12, 1)),),
        turnover=0.10,
        tenures=(Tenure(years=1.0, turnover=0.30),),
        candidacy_months=6,
    )
    scenario = sample(people, months=48)
    assert scenario.deal.closing == date(2028, 12, 31)
    path = workforce.follow(scenario)
    first, later = 1 - 0.7 ** (1 / 12), 1 - 0.9 ** (1 / 12)
    cohorts: list[tuple[int, float]] = [(0, 100.0)]  # hired in month, how many
    waiting: dict[int, float] = {}
    for month in range(1, 49):
        gone, stayed = 0.0, []
        for hired, number in cohorts:
            leaves = number * (first if month - 1 - hired < 12 else later)
            gone += leaves
            stayed.append((hired, number - leaves))
        cohorts = stayed
        waiting[month] = gone
        joining = waiting.get(month - 6, 0.0)
        if joining:
            cohorts.append((month - 6, joining))
        assert path.members[month] == pytest.approx(sum(number for _, number in cohorts))
        assert path.gone[month] == pytest.approx(gone)
        assert path.joined[month] == pytest.approx(joining)


def test_waves_and_likelihood_say_who_joins_when():
    people = Workforce(
        workers=(crew(100, likely=0.8), crew(50, alias="Sure", joins_after=6)),
        waves=(Wave(months=0, fraction=0.5), Wave(months=12, fraction=0.25)),
        turnover=0.0,
    )
    path = workforce.follow(sample(people))
    assert path.members[0] == 40
    assert path.members[6] == 40 + 25
    assert path.members[12] == 60 + 25
    assert path.members[-1] == pytest.approx(60 + 37.5)


def test_added_workers_join_after_their_candidacy():
    people = Workforce(workers=(crew(100),), turnover=0.0, candidacy_months=12, added_join=0.5)
    scenario = sample(people)
    grown = scenario.model_copy(update={"business": scenario.business.model_copy(update={"staffing_growth": 0.10})})
    path = workforce.follow(grown)
    assert path.members[12] == 100
    assert path.members[13] == pytest.approx(105)
    assert path.members[25] == pytest.approx(100 + 5 + 5.5)
    assert path.member_labour[13] == pytest.approx(105 / 121)
    found, _ = only_members(grown)
    assert [person.alias for person in found.people][-1] == "Hired later"
    assert found.people[-1].years[0].pay == 0 < found.people[-1].years[3].pay


def test_who_retires_and_who_dies_is_told_apart_from_who_resigns():
    people = Workforce(
        workers=(crew(alias="Old", age=63), crew(3, alias="Young", age=30)),
        turnover=0.0,
        retirement_age=65,
        candidacy_months=12,
    )
    path = workforce.follow(sample(people))
    assert [month for month, gone in enumerate(path.gone) if gone] == [24]
    assert path.shares_leaving[24].all == path.shares_leaving[24].retiring == pytest.approx(0.25)
    assert path.members[24:37] == (3.0,) * 12 + (4.0,)
    dying = workforce.follow(sample(people.model_copy(update={"retirement_age": None, "deaths": 0.012})))
    assert all(one.all == one.retiring > 0 for one in dying.shares_leaving[1:])
    assert (1 - dying.shares_leaving[1].all) ** 12 == pytest.approx(1 - 0.012)


def test_a_named_leaver_leaves_in_that_month_with_all_that_is_theirs():
    people = Workforce(
        workers=(crew(alias="Goes", leaves=date(2031, 5, 20)), *(crew(alias=f"Stays {n}") for n in range(4))),
        turnover=0.0,
        candidacy_months=60,
    )
    scenario = sample(people, cash_fraction=0.2, revolving_years=None)
    found, run = only_members(scenario)
    left = [month for month, now in enumerate(run.months) if now.members.left_this_year and now.members.shares_left]
    assert left == [29]  # May 2031, from December 2028
    assert [month for month, now in enumerate(run.months) if now.members.accounts_left > 0] == [
        29,
        31,
    ]  # the part of that year is noted at its end
    goes = found.people[0]
    assert goes.years[1].account_in_expectation > 0
    assert goes.years[3].account_in_expectation == pytest.approx(0, abs=0.05)
    assert goes.years[3].shares == pytest.approx(0, abs=0.05)
    for person in list(found.people)[1:]:
        assert sum(year.left_in_expectation for year in person.years) <= 0.05
        assert person.years[-1].shares == pytest.approx(scenario.coop.member_share, abs=0.05)


def test_those_who_were_here_longer_hold_the_older_layers():
    """New members leave more often: the newest layer, which they share, loses more than the oldest."""
    people = Workforce(
        workers=(crew(10, started=date(2010, 1, 1)), crew(10, alias="New", joins_after=36, started=date(2028, 12, 1))),
        turnover=0.02,
        tenures=(Tenure(years=8.0, turnover=0.4),),
    )
    path = workforce.follow(sample(people))
    parts = [leaving.all for leaving in path.layers_leaving[80]]
    assert parts == sorted(parts)
    assert parts[0] < parts[-1] / 2


def test_one_s_own_raise_moves_pay_and_patronage():
    people = Workforce(workers=(crew(alias="Up", own_raise=0.05), crew(alias="Level")), turnover=0.0)
    found, run = only_members(sample(people))
    up, level = found.people
    assert up.years[5].pay / level.years[5].pay == pytest.approx(1.05**5, rel=0.05)
    plain, _ = only_members(sample(Workforce(workers=(crew(2),), turnover=0.0)))
    assert found.totals[5].pay > plain.totals[5].pay
    assert run.months[0].operations.wage_index == 1.0


def test_bands_that_say_the_same_as_the_flat_rate_change_nothing_but_by_cents():
    """Tenure's way of reckoning, with equal rates, is the flat one: parts that leave agree to the last digits."""
    for seed in range(40):
        scenario = random_scenarios.scenario(seed)
        flat = scenario.workforce.model_copy(update={"tenures": (), "retirement_age": None})
        flat = flat.model_copy(
            update={"workers": tuple(one.model_copy(update={"leaves": None}) for one in flat.workers)}
        )
        banded = flat.model_copy(update={"tenures": (Tenure(years=1.0, turnover=flat.turnover),)})
        one_way, other = (
            workforce.follow(scenario.model_copy(update={"workforce": people})) for people in (flat, banded)
        )
        assert one_way.members == pytest.approx(other.members)
        assert one_way.shares_paid == pytest.approx(other.shares_paid)
        for this, that in zip(one_way.layers_leaving, other.layers_leaving, strict=True):
            for layer, same in zip(this, that, strict=True):
                assert same.all in (pytest.approx(layer.all), 0.0)


def random_people(rng: Random) -> Workforce:
    def worker(place: int) -> Worker:
        return Worker(
            alias=f"W{place}",
            number=rng.choice((1, 1, 1, rng.randint(2, 9))),
            hours=float(rng.choice((20, 40))),
            pay=round(rng.uniform(12, 60), 2),
            own_raise=rng.choice((0.0, 0.0, 0.03)),
            joins_after=rng.choice((0, 0, rng.randint(1, 60), None)),
            likely=rng.choice((1.0, 1.0, 0.5, 0.0)),
            started=rng.choice((None, date(rng.randint(1990, 2028), rng.randint(1, 12), 1))),
            age=rng.choice((None, rng.randint(18, 70))),
            leaves=rng.choice((None, None, None, date(rng.randint(2029, 2038), rng.randint(1, 12), 1))),
        )

    waves = ((), ((0, 0.6), (12, 0.4)), ((0, 0.3), (24, 0.3)))
    tenures = ((), ((1.0, 0.3), (5.0, 0.1)), ((2.0, 0.9),))
    return Workforce(
        workers=tuple(worker(place) for place in range(rng.choice((1, 2, 5, 12, 40)))),
        turnover=rng.choice((0.0, 0.08, 0.5)),
        candidacy_months=rng.choice((0, 6, 12, 60)),
        waves=tuple(Wave(months=months, fraction=part) for months, part in rng.choice(waves)),
        tenures=tuple(Tenure(years=years, turnover=rate) for years, rate in rng.choice(tenures)),
        deaths=rng.choice((0.0, 0.005)),
        retirement_age=rng.choice((None, 62)),
        added_join=rng.choice((0.0, 1.0)),
    )


def adds_up(case: int) -> None:
    """One random crew: its people against the control accounts, every year."""
    rng = Random(f"people {case}")
    scenario = sample(
        random_people(rng),
        months=rng.choice((60, 120, 180)),
        member_share=rng.choice((0.0, 500.0, 5000.0)),
        down_payment=0.0,
        cash_fraction=rng.choice((0.2, 0.5, 1.0)),
        revolving_years=rng.choice((None, 3, 7)),
        entry_fee_fraction=rng.choice((0.0, 0.25)),
        pay_period=rng.choice(("weekly", "biweekly", "monthly")),
        share_lender=rng.random() < 0.3,
    )
    found, run = only_members(scenario)
    periods = members.fiscal_years(deal.calendar_of(scenario, places.rules(scenario.place, on=scenario.rules_date)))
    for year, period in enumerate(periods):
        end = run.months[period.last].members
        assert found.people.summed("shares", year) == in_cents(end.member_shares) / 100, case
        assert found.people.summed("account", year) == in_cents(end.accounts) / 100, case
        for field in ("dividend", "cash", "notice", "left", "shares_left", "shares_paid", "entry_fee", "revolved"):
            assert found.people.summed(field, year) == getattr(found.totals[year], field), (case, field)
    for person in found.people:
        assert min(min(year[1:]) for year in person.years) >= 0, case
        assert min(min(layers) for layers in person.layers) >= 0, case
    assert abs(run.outcome.worst_gap) < 0.005


@pytest.mark.parametrize("part", range(4))
def test_people_add_up_to_the_control_accounts_every_year(part):
    for case in range(part, CASES, 4):
        adds_up(case)


def test_a_place_that_nobody_leaves_weighs_nothing_and_not_a_hair_less():
    """All who stay came out as a hair more than all, and what others left could not be divided."""
    adds_up(4573)
