"""Laws of sharing the surplus, over random co-ops of 2 to 2,000 workers and 15 years."""

from random import Random

import pytest
import random_scenarios
import sweep
from firm import scenario
from leaving_laws import every_cent_is_paid_or_queued, nothing_is_paid_out_while_barred
from random_scenarios import SCALES

from planner import checks, deal, members, places, workforce
from planner.board import went
from planner.model import one
from planner.places import Rules
from planner.scenario import Coop, Deal, KeptShares, Preferred, Scenario, Tenure, Vesting, Worker, Workforce
from planner.scenario.coop import MIXED, PatronageBasis, ReserveStep

CENT = 0.005
YEARS = 15
WITH_CLASSES = 0.3
IN_STAGES = 0.5
LOTS = 20  # lots of random co-ops, so that a failure is found again quickly


def co_op(seed: int) -> Scenario:
    """A co-op that no rule refuses: any bylaws, 2 to 2,000 workers, good years and bad; most with more of life."""
    made = plain_co_op(seed)
    rng = Random(f"more {seed}")
    made = made.model_copy(update={"workforce": _known_better(made, rng), "coop": _left_otherwise(made.coop, rng)})
    draw = random_scenarios.Draw(rng, seed, False, made.deal.price, made.deal.closing, made.months)
    made = random_scenarios._with_classes(draw, made) if rng.random() < WITH_CLASSES else made
    return _in_stages(made, rng, draw) if rng.random() < IN_STAGES else made


def plain_co_op(seed: int) -> Scenario:
    """Shares paid at once, everybody alike in leaving, one class, one closing."""
    rng = Random(f"surplus {seed}")
    made = scenario(rng.choice(("assets", "shares_merged", "shares_election", "buyout")), months=YEARS * 12)
    payroll = made.business.statements[-1].payroll
    heads = rng.choice((2, 3, rng.randint(4, 60), rng.randint(61, 2000)))
    jobs = rng.randint(1, min(6, heads))
    numbers = [heads // jobs] * jobs
    numbers[0] += heads - sum(numbers)
    pay = payroll / heads / 52 / 38
    crew = tuple(
        Worker(
            alias=f"Job {place}",
            number=number,
            hours=rng.choice((20.0, 38.0, 45.0)),
            pay=round(max(0.05, pay * rng.uniform(0.6, 1.6)), 2),
            skill=rng.choice((1.0, 1.0, 0.5, 2.0)),
            joins_after=rng.choice((0, 0, 0, 18, None)) if place else 0,
        )
        for place, number in enumerate(numbers)
    )
    preferred = Preferred(amount=rng.choice((0.0, 210_000.0)))
    deal_asked = made.deal.model_copy(update={"preferred": preferred})
    if not preferred.amount:
        deal_asked = _without_preferred(made.deal)
    growth = tuple(round(rng.choice((0.02, 0.03, rng.uniform(-0.3, 0.2))), 3) for _ in range(YEARS))
    return made.model_copy(
        update={
            "workforce": Workforce(workers=crew, turnover=rng.choice((0.0, 0.08, 0.3))),
            "coop": _bylaws(rng, heads),
            "deal": deal_asked,
            "business": made.business.model_copy(update={"growth": growth}),
        }
    )


def _known_better(made: Scenario, rng: Random) -> Workforce:
    """Two in three with tenures, ages, deaths, candidacy, or a worker whose last day is known."""
    people = made.workforce
    if rng.random() < 1 / 3:
        return people
    closing = made.deal.closing
    workers = tuple(
        one.model_copy(
            update={
                "age": rng.choice((None, rng.randint(20, 70))),
                "started": rng.choice((None, closing.replace(year=closing.year - rng.randint(1, 30), day=1))),
                "likely": rng.choice((1.0, 1.0, 0.6)) if place else 1.0,
            }
        )
        for place, one in enumerate(people.workers)
    )
    first = workers[0]
    if first.number > 1 and rng.random() < 0.5:
        last_day = closing.replace(year=closing.year + rng.randint(1, YEARS - 1), day=15)
        named = first.model_copy(update={"alias": "Named", "number": 1, "leaves": last_day})
        workers = (first.model_copy(update={"number": first.number - 1}), *workers[1:], named)
    tenures = ((), ((1.0, 0.3), (5.0, 0.12)), ((0.5, 0.6),))
    return people.model_copy(
        update={
            "workers": workers,
            "tenures": tuple(Tenure(years=years, turnover=rate) for years, rate in rng.choice(tenures)),
            "deaths": rng.choice((0.0, 0.004)),
            "retirement_age": rng.choice((None, 65)),
            "candidacy_months": rng.choice((0, 6, 12)),
        }
    )


def _left_otherwise(coop: Coop, rng: Random) -> Coop:
    """Buy-ins over time, vesting, a yearly limit, the retired first or not, either test of solvency, below zero."""
    down = rng.choice((coop.member_share, 0.0, round(coop.member_share * rng.random(), 2)))
    steps = (ReserveStep(name="By law", fraction=0.1), ReserveStep(name="By the bylaws", fraction=0.3))
    return coop.model_copy(
        update={
            "down_payment": down,
            "deduction_months": rng.choice((0, 12, 60)),
            "share_lender": rng.random() < 0.2,
            "seller_gift": rng.choice((0.0, round((coop.member_share - down) * rng.random(), 2))),
            "entry_fee_fraction": rng.choice((0.0, 0.25)),
            "vesting": tuple(Vesting(years=one, fraction=part) for one, part in rng.choice(((), (), *SCALES))),
            "vesting_of_shares": rng.random() < 0.5,
            "most_redeemed": rng.choice((None, None, 0.0, round(10 ** rng.uniform(2, 5), 2))),
            "retired_first": rng.random() < 0.5,
            "solvency_by": rng.choice(("place", "book", "fair")),
            "accounts_below_zero": rng.random() < 0.5,
            "reserve_steps": rng.choice(((), (), steps)),
        }
    )


def _in_stages(made: Scenario, rng: Random, draw: random_scenarios.Draw) -> Scenario:
    """A purchase of shares in two to four closings, where the first of them still balances."""
    if made.deal.form not in ("shares_merged", "buyout"):
        return made
    first, number = round(rng.uniform(0.2, 0.9), 2), rng.randint(1, 3)
    parts = [round((1.0 - first) / number, 4)] * number
    parts[-1] = round(1.0 - first - sum(parts[:-1]), 4)
    lent = [one.model_copy(update={"principal": round(one.principal * first, 2)}) for one in made.deal.loans]
    kept = KeptShares(dividend=rng.choice((0.0, 0.5, 1.0)), patronage_above=rng.choice((0.0, 0.5)))
    update = {
        "bought_at_closing": first,
        "later_closings": tuple(random_scenarios._later_closing(rng, draw, part) for part in parts),
        "loans": tuple(lent),
        "kept_shares": kept,
    }
    deal_asked = made.deal.model_copy(update=update)
    staged = Scenario.model_validate(made.model_copy(update={"deal": deal_asked}).model_dump())
    return staged if random_scenarios._closes(staged) else made


def _without_preferred(asked: Deal) -> Deal:
    return asked.model_copy(update={"preferred": Preferred(amount=0.0)})


def _bylaws(rng: Random, heads: int) -> Coop:
    counted = [rng.choice((0.0, 1.0)) for _ in MIXED]
    whole = sum(counted)
    mixed = {name: part / whole for name, part in zip(MIXED, counted, strict=True)} if whole else {}
    qualified = rng.random() < 0.6
    share = round(min(5000.0, 60_000.0 / heads), 2)
    return Coop(
        member_share=share,
        down_payment=share,
        surplus_basis=rng.choice(("taxable", "book_before_goodwill", "book")),
        taxed_as=rng.choice(("subchapter_t", "subchapter_t", "subchapter_t", "partnership")),
        patronage_basis=PatronageBasis(**mixed),
        collective_fraction=rng.choice((0.0, 0.2, 1.0)),
        cash_fraction=rng.choice((0.2, 0.3, 1.0)) if qualified else rng.choice((0.0, 0.3)),
        qualified=qualified,
        losses_made_good=rng.random() < 0.5,
        losses_to=rng.choice(("collective", "accounts")),
        account_interest=rng.choice((0.0, 0.04, 0.2)),
        revolving_years=rng.choice((None, 3, 7)),
        revolving_cash=rng.choice((0.0, 0.3, 1.0)),
        redemption_years=rng.randint(0, 5),
    )


def laws_hold(made: Scenario, rules: Rules) -> None:
    """Every law of one co-op."""
    case = deal.lower(made, rules, workforce.follow(made))
    run = one.run(case)
    least_cash = rules.value("patronage.least_cash")
    no_outsiders = run.start.closing.preferred == 0
    for month, clock in zip(run.months, case.clocks, strict=True):
        balance, held, shared = month.balance, month.members, month.shared
        assert abs(balance.out_of_balance) < CENT
        assert all(
            layer.balance >= -CENT and -CENT <= layer.nonqualified <= layer.balance + CENT for layer in month.layers
        )
        if not clock.year_end:
            continue
        assert balance.unshared == 0
        if no_outsiders:  # NY Coop. Corp. Law 93(3): accounts and collective account are net book value
            accounts = held.member_shares + held.accounts + balance.class_capital + balance.collective + balance.stake
            assert abs(accounts - balance.net_book_value) < CENT
        if made.coop.claims_qualified and shared.patronage_dividend > 0:  # 26 U.S.C. 1388(c)(1)
            assert shared.cash_patronage >= least_cash * shared.patronage_dividend - 1e-6
        if made.coop.taxed_as == "partnership":
            assert shared.tax == 0
        assert month.surplus.interest <= max(0.0, month.surplus.after_losses) + CENT
        assert held.charged <= max(0.0, -month.surplus.surplus) + CENT * len(month.layers) * 2
    nothing_is_paid_out_while_barred(run)
    every_cent_is_paid_or_queued(run)
    assert run.outcome.worst_unshared < CENT
    assert run.outcome.worst_allocation < CENT
    people = members.accounts(made, deal.calendar_of(made, rules), run, least_cash)
    assert checks.members_add_up(people).holds
    assert checks.accounts_tie(case, run).holds
    assert (people.people._ledger.layers >= 0).all()
    assert (people.people._ledger.below >= 0).all()
    assert made.coop.falls_below_zero or not people.people._ledger.below.any()


def test_the_laws_are_held_against_every_kind_of_co_op() -> None:
    """Classes, stages, known last days, tenures, buy-ins over time, vesting and accounts below zero are all drawn."""
    made = [co_op(seed) for seed in range(60)]
    kinds = {
        "classes": [bool(one.membership.classes) for one in made],
        "stages": [bool(one.deal.later_closings) for one in made],
        "last days": [any(worker.leaves for worker in one.workforce.workers) for one in made],
        "tenures": [bool(one.workforce.tenures) for one in made],
        "over time": [one.coop.down_payment < one.coop.member_share for one in made],
        "vesting": [bool(one.coop.vesting) for one in made],
        "limits": [one.coop.most_redeemed is not None for one in made],
        "below zero": [one.coop.falls_below_zero for one in made],
        "all at once": [one.coop.down_payment == one.coop.member_share for one in made],
    }
    assert {name: sum(found) for name, found in kinds.items() if sum(found) < 5} == {}


@pytest.mark.parametrize("lot", range(LOTS))
def test_the_surplus_is_shared_by_law(lot: int) -> None:
    """10,000 co-ops with SWEEP=full, 60 as a rule."""
    rules = places.rules("US", on=scenario().rules_date)
    for seed in range(lot, sweep.cases(60, 10_000), LOTS):
        try:
            laws_hold(co_op(seed), rules)
        except AssertionError as broken:
            raise AssertionError(f"co-op {seed}") from broken


@pytest.mark.parametrize("seed", range(sweep.cases(30, 300)))
def test_where_the_surplus_went_leaves_nothing_out(seed: int) -> None:
    """Random deals: each year's steps and the line's money are the change in cash, to the cent."""
    made = random_scenarios.scenario(seed)
    rules = places.rules("US", on=made.rules_date)
    case = deal.lower(made, rules, workforce.follow(made))
    run = one.run(case)
    for year in went.follow(run.months, members.fiscal_years(deal.calendar_of(made, rules))):
        assert abs(year.change + year.by_line - year.in_cash) < 0.02, (seed, year)
