"""Laws of sharing the surplus, over random co-ops of 2 to 2,000 workers and 15 years."""

from random import Random

import pytest
import random_scenarios
import sweep
from firm import scenario
from leaving_laws import every_cent_is_paid_or_queued, nothing_is_paid_out_while_barred

from planner import checks, deal, members, places, workforce
from planner.board import went
from planner.model import one
from planner.places import Rules
from planner.scenario import Coop, Deal, Preferred, Scenario, Worker, Workforce
from planner.scenario.coop import MIXED, PatronageBasis

CENT = 0.005
YEARS = 15
LOTS = 20  # lots of random co-ops, so that a failure is found again quickly


def co_op(seed: int) -> Scenario:
    """A co-op that no rule refuses: any bylaws, 2 to 2,000 workers, good years and bad."""
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
            accounts = held.member_shares + held.accounts + balance.collective + balance.stake
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
    accounts = people.people._ledger.layers
    assert (accounts >= 0).all()


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
