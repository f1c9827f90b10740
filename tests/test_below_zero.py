"""Accounts below zero: never from losses, unless the bylaws say so; then charged by work, restored, and set off."""

from datetime import date
from random import Random

import pytest
import random_scenarios
from firm import lowered, scenario

from planner import Plan, members, places, plan
from planner.deal import calendar_of
from planner.explain import explain, part, recomputed
from planner.model import lines
from planner.model.one import Run, run
from planner.model.records import Month
from planner.model.terms import Drivers
from planner.scenario import Scenario, Vesting, Worker, Workforce
from planner.solve.bench import Bench
from planner.solve.question import ask
from planner.worker.leaving import parted

CENT = 0.005


def losing(then: float = -0.3, after: float = 0.0, **coop: object) -> Scenario:
    """Three good years, then sales fall once and go on at another pace."""
    base = scenario(months=120)
    business = base.business.model_copy(update={"growth": (0.03, 0.03, 0.03, then, after)})
    changes = {"losses_to": "accounts", "revolving_years": None, **coop}
    people = Workforce(
        workers=(
            Worker(alias="Crew", number=20, pay=18.0),
            Worker(alias="Lead", number=2, pay=30.0),
            Worker(alias="Half", number=2, pay=18.0, hours=20.0),
        ),
        turnover=0.08,
    )
    coop_after = base.coop.model_copy(update=changes)
    return base.model_copy(update={"business": business, "coop": coop_after, "workforce": people})


def followed(asked: Scenario) -> Run:
    return run(lowered(asked))


def ends(found: Run, asked: Scenario) -> list[Month]:
    return [month for month, clock in zip(found.months, lowered(asked).clocks, strict=True) if clock.year_end]


def test_without_the_bylaws_no_account_falls_below_zero() -> None:
    """dojo4's bylaws: losses never bring an account below zero (github.com/dojo4/policy, co-op/bylaws)."""
    made = plan(losing())
    assert any(month.members.charged > 0 for month in made.run.months)
    assert all(month.below.balance == 0 for month in made.run.months)
    for place in range(len(made.members.people)):
        person = made.members.people[place]
        assert min(year.account_in_expectation for year in person.years) >= 0
        assert min(year.account_if_stays for year in person.years) >= 0


def test_what_may_not_be_charged_is_carried_and_later_made_good() -> None:
    """Of a loss beyond the accounts the collective account bears the rest, to be made good from later surplus."""
    asked = losing()
    (first, *_) = [one for one in ends(followed(asked), asked) if one.members.charged > 0]
    loss = -first.surplus.surplus
    assert first.shared.new_losses == pytest.approx(loss - first.members.charged, abs=CENT)


def test_with_the_bylaws_the_loss_beyond_accounts_lies_below_zero() -> None:
    asked = losing(accounts_below_zero=True)
    found = ends(followed(asked), asked)
    (first, *_) = [one for one in found if one.below.charged > 0]
    assert first.below.charged == pytest.approx(
        first.reckoning.member_fraction * -first.surplus.surplus - first.members.charged, abs=0.011
    )
    assert first.members.accounts < 0
    assert first.members.accounts == pytest.approx(
        sum(layer.balance for layer in first.layers) - first.below.balance, abs=CENT
    )
    assert first.balance.out_of_balance == pytest.approx(0.0, abs=CENT)


def test_later_surplus_first_brings_accounts_back_to_zero() -> None:
    asked = losing(-0.3, 0.15, accounts_below_zero=True)
    found = ends(followed(asked), asked)
    restored = [one for one in found if one.below.restored > 0]
    assert restored
    for one in restored:
        assert one.below.restored <= one.surplus.surplus + CENT
        if one.below.balance > CENT:
            assert one.shared.patronage_dividend == 0
    kept = followed(losing(-0.3, 0.15, accounts_below_zero=True, losses_made_good=False))
    assert not any(one.below.restored for one in kept.months)


def test_a_leaver_owes_nothing_beyond_what_is_set_off() -> None:
    asked = losing(-0.4, 0.0, accounts_below_zero=True)
    found = followed(asked)
    assert any(one.members.forgiven > 0 for one in found.months)
    for one in found.months:
        assert one.members.left_this_year >= 0
        assert one.members.forgiven <= one.below.left + CENT
    coop = asked.coop
    assert parted(coop, 12, 5_000.0, -1_200.0, 1_200.0).owed == 3_800.0
    assert parted(coop, 12, 5_000.0, -6_000.0, 6_000.0).owed == 0.0
    vested = coop.model_copy(update={"vesting": (Vesting(years=0, fraction=0.5),)})
    assert parted(vested, 12, 5_000.0, -1_200.0, 1_200.0).owed == 3_800.0
    assert parted(vested, 12, 5_000.0, 1_200.0).owed == 5_600.0


def with_a_newcomer(leaves: date) -> Scenario:
    """Nine bear two years' losses; a tenth joins in the 33rd month, in a good year, and leaves on a known day."""
    asked = losing(accounts_below_zero=True)
    business = asked.business.model_copy(update={"growth": (-0.4, 0.0, 0.75, 0.0, 0.0)})
    crew = Worker(alias="Crew", number=9, pay=45.0)
    newcomer = Worker(alias="Newcomer", number=1, pay=45.0, joins_after=33, leaves=leaves)
    people = Workforce(workers=(crew, newcomer), turnover=0.0)
    return asked.model_copy(update={"business": business, "workforce": people, "months": 60})


def test_who_came_after_the_losses_is_paid_the_whole_share() -> None:
    """What was charged to others is not set off against a newcomer's 5,000, and none of it is forgiven."""
    asked = with_a_newcomer(date(2030, 3, 31))
    found = followed(asked)
    left = found.months[39]
    assert left.members.shares_left == 5_000.0
    assert found.months[38].below.balance > 900_000
    assert (left.below.left, left.members.forgiven, left.members.left_this_year) == (0.0, 0.0, 5_000.0)
    made = plan(asked)
    newcomer = next(one for one in made.members.people if one.alias == "Newcomer")
    assert all(year.below_left == year.below_zero == 0 for year in newcomer.years)
    assert sum(year.shares_left for year in newcomer.years) == 5_000.0


def test_who_bore_the_losses_takes_along_a_part_of_them_alone() -> None:
    """One of nine equal members who leaves takes a ninth of each year's charge, in the model and in the books."""
    asked = with_a_newcomer(date(2030, 3, 31))
    worker = asked.workforce.workers[0]
    crew = (
        worker.model_copy(update={"number": 8}),
        worker.model_copy(update={"alias": "Ninth", "number": 1, "leaves": date(2030, 3, 31)}),
        asked.workforce.workers[1],
    )
    asked = asked.model_copy(update={"workforce": Workforce(workers=crew, turnover=0.0)})
    made = plan(asked)
    now, before = made.run.months[39], made.run.months[38]
    assert now.below.left == pytest.approx(before.below.balance / 9, abs=0.02)
    assert now.members.shares_left == 10_000.0
    assert now.members.left_this_year == 5_000.0  # the newcomer's; the other's own share is set off
    ninth = next(one for one in made.members.people if one.alias == "Ninth")
    year = next(place for place, period in enumerate(made.outcomes.fiscal_years) if period.last == 48)
    assert ninth.years[year].below_left == pytest.approx(now.below.left, abs=0.02)
    charged = [before.depths[2].balance, before.depths[1].balance]
    assert ninth.below[year - 1][:2] == pytest.approx([one / 9 for one in charged], abs=0.02)
    place = [one.alias for one in made.members.people].index("Ninth")
    for name in ("below_left", "below_zero", "restored", "below.0", "below.1", "sinking.0"):
        told = ("member", f"{place}.{name}", made.outcomes.fiscal_years[year].last)
        assert recomputed(made, *told) == pytest.approx(part(made, *told).value, abs=1e-6), told
        assert explain(made, *told).figure.label


def test_a_loss_below_zero_is_divided_by_work() -> None:
    made = plan(losing(accounts_below_zero=True))
    first = next(year for year, total in enumerate(made.members.totals) if total.charged_below)
    each = {one.alias.split()[0]: one.years[first].charged_below / one.number for one in made.members.people}
    assert each["Crew"] == pytest.approx(each["Lead"] * 18 / 30, abs=0.02)
    assert each["Half"] == pytest.approx(each["Crew"] / 2, abs=0.02)
    assert made.members.people[0].years[first].account_in_expectation < 0


@pytest.mark.parametrize("growth", [(-0.3, 0.0), (-0.3, 0.15)])
def test_every_figure_of_it_opens_to_itself(growth: tuple[float, float]) -> None:
    made = plan(losing(*growth, accounts_below_zero=True))
    names = ("charged_below", "restored", "below_left", "below_zero", "account_in_expectation")
    own = ("staying.charged_below", "staying.restored", "staying.below_zero", "staying.account")
    for period in made.outcomes.fiscal_years:
        for name in (*(f"1.{one}" for one in (*names, *own)),):
            address = ("member", name, period.last)
            assert recomputed(made, *address) == pytest.approx(part(made, *address).value, abs=1e-6), address
            assert explain(made, *address).figure.label
        for name in ("charged_below", "restored", "below_left", "below_zero"):
            address = ("members", name, period.last)
            assert recomputed(made, *address) == pytest.approx(part(made, *address).value, abs=1e-6), address


def _held(asked: Scenario) -> Plan:
    rules = places.rules(asked.place, on=asked.rules_date)
    found = followed(asked)
    return members.accounts(asked, calendar_of(asked, rules), found, rules.value("patronage.least_cash")), found  # type: ignore[return-value]


def test_laws_on_random_co_ops_whose_accounts_may_fall_below_zero() -> None:
    """People add up to the model, books close, and below zero is only who may be."""
    below = 0
    for seed in range(150):
        rng, base = Random(f"below {seed}"), random_scenarios.scenario(seed, months=60)
        may = rng.random() < 0.7
        coop = base.coop.model_copy(
            update={"losses_to": "accounts", "accounts_below_zero": may, "losses_made_good": rng.random() < 0.7}
        )
        asked = base.model_copy(update={"coop": coop})
        people, found = _held(asked)  # type: ignore[misc]
        assert max(found.outcome.worst_gap, found.outcome.worst_unshared, found.outcome.worst_allocation) < CENT, seed
        last = found.months[-1].below
        assert may or last.balance == 0
        assert min(layer.balance for month in found.months for layer in month.layers) >= -CENT
        for year, total in enumerate(people.totals):
            for name in ("charged_below", "restored", "below_left", "below_zero", "account"):
                assert people.people.summed(name, year) == pytest.approx(getattr(total, name), abs=CENT), (seed, name)
        below += last.balance > 0
    assert below > 10


def test_a_member_share_that_is_sought_sets_off_as_a_plan_of_its_own_does() -> None:
    """Of each candidate the parts of shares that leave, layer by layer, are those of the plan lowered afresh."""
    asked = with_a_newcomer(date(2030, 3, 31))
    over_time = asked.coop.model_copy(update={"down_payment": 1_000.0, "deduction_months": 24})
    asked = asked.model_copy(update={"coop": over_time})
    question = ask(asked, "member_share", None, None, None)
    bench = Bench(question)
    steps = round(7_000 / question.step)
    (drivers,) = bench.batch([steps]).drivers
    fresh = lowered(question.changed(question.value(steps)))
    names = lines.names(Drivers, bench.base.shape)
    assert bench.base.shape.layers >= fresh.shape.layers
    for slot in range(fresh.shape.layers):
        column = drivers[1:, names.index(f"layers.{slot}.bearing")].tolist()
        assert column == [month.layers[slot].bearing for month in fresh.drivers[1:]], slot
