"""Laws that hold in every plan, as outcomes of the compiled reader on thousands of random conversions."""

import itertools

import numpy as np
import pytest
import random_scenarios
import sweep
from firm import lowered

from planner import plan
from planner.model import many
from planner.model.one import run
from planner.model.records import Month

CENT = 0.005
LENGTHS = (12, 37, 60, 96, 120)
CASES = sweep.cases(2_500, 10_000)


@pytest.fixture(scope="module")
def outcomes() -> dict[str, np.ndarray]:
    """Outcomes of 10,000 random conversions with SWEEP=full, a fifth of each length."""
    each = CASES // len(LENGTHS)
    found = []
    for place, months in enumerate(LENGTHS):
        cases = [
            lowered(random_scenarios.scenario(seed, months=months)) for seed in range(place * each, (place + 1) * each)
        ]
        found.append(many.follow(many.batch(cases)))
    return {name: np.concatenate([one[name] for one in found]) for name in found[0]}


def test_the_cases_are_worth_it(outcomes: dict[str, np.ndarray]) -> None:
    """Among them are plans that fall short, draw on the line, lose money, pay everybody."""
    assert len(outcomes["plug"]) == CASES
    assert np.isfinite(np.stack(list(outcomes.values()))).all()
    for share in (outcomes["shortfall_month"] >= 0, outcomes["most_line"] > 0, outcomes["final_net_book_value"] < 0):
        assert 0.02 < share.mean() < 0.98
    assert (outcomes["members_received"] > 0).mean() > 0.4
    assert (outcomes["lowest_dscr"] > 1.0).mean() > 0.1


@pytest.mark.parametrize(
    "law",
    [
        "worst_gap",  # assets = liabilities + equity, each month
        "worst_loan_left",  # loans end at 0.00
        "worst_unshared",  # nothing of a fiscal year's surplus is left unshared
        "sources_less_uses",  # sources = uses
        "opening_cash_gap",  # the opening cash is what was asked for
        "worst_allocation",  # cash + notices = patronage dividend
    ],
)
def test_law(outcomes: dict[str, np.ndarray], law: str) -> None:
    worst = int(np.argmax(outcomes[law]))
    assert outcomes[law][worst] < CENT, f"case {worst}"


def flows_tie(then: Month, now: Month) -> list[float]:
    """What is left over when each account's change is set against its own flows: all 0."""
    added = sum(due.added for due in now.dues)
    repaid = sum(one.principal_paid + one.prepaid + one.forgiven for one in now.loans)
    loans = added + sum(one.drawn for one in now.loans) - repaid
    owed = now.owed
    return [
        now.debt.balance - then.debt.balance - loans,
        now.treasury.line - then.treasury.line - now.treasury.drawn + now.treasury.repaid,
        now.members.member_shares
        - then.members.member_shares
        - now.claims.shares_paid_in
        + now.members.entry_fees
        + now.members.shares_left,
        now.members.accounts
        - then.members.accounts
        - now.shared.notices
        - now.confirmed.held_back
        - now.members.interest
        + now.members.charged
        - now.below.restored
        - now.below.left
        + now.below.charged
        + now.members.accounts_left
        + now.members.called,
        now.members.leavers_owed
        - then.members.leavers_owed
        - now.members.shares_left
        - now.members.accounts_left
        + now.members.forfeited
        + now.below.left
        - now.members.forgiven
        + now.payments.leavers_paid,
        owed.patronage_payable
        - then.owed.patronage_payable
        - now.shared.cash_patronage
        + now.payments.patronage_paid
        + now.currency.as_patronage
        + now.confirmed.held_back,
        owed.revolving_payable - then.owed.revolving_payable - now.members.called + now.payments.revolved_paid,
        now.treasury.cash
        - then.treasury.cash
        - now.gates.cash_before
        + then.treasury.cash
        + now.granted.paid
        + now.debt.prepaid
        + now.offer.paid_in_cash
        - now.treasury.drawn
        + now.treasury.repaid,
    ]


def test_every_account_moves_by_its_own_flows() -> None:
    for seed in range(40):
        months = run(lowered(random_scenarios.scenario(seed, months=72))).months
        for then, now in itertools.pairwise(months):
            assert max(map(abs, flows_tie(then, now))) < CENT, f"seed {seed}, month {months.index(now)}"
            for one in now.loans:
                assert one.balance >= CENT or one.fee_left < CENT or not one.lent


def test_what_is_owed_is_paid() -> None:
    """Patronage, tax and revolved accounts of every year whose payment falls within the plan are paid to the cent."""
    for seed in range(sweep.cases(30, 60)):
        case = lowered(random_scenarios.scenario(seed, months=120))
        months = run(case).months
        for month, clock in enumerate(case.clocks):
            if clock.payout_due:
                assert abs(months[month].owed.patronage_payable) < CENT
                of_classes = sum(one.owed.revolving_payable for one in months[month].classes)
                overdue = months[month].owed.revolving_overdue  # of all who are members
                assert abs(months[month].owed.revolving_payable + of_classes - overdue) < CENT
            if clock.return_due:
                assert abs(months[month].owed.tax_due) < CENT
        taxed = sum(month.shared.tax + month.confirmed.tax_added for month in months)
        paid = sum(month.payments.tax_paid for month in months)
        assert abs(taxed - paid - months[-1].owed.tax_due + months[-1].owed.estimates) < CENT


def test_the_line_keeps_the_floor_up_to_what_may_be_drawn() -> None:
    for seed in range(sweep.cases(60, 120)):
        case = lowered(random_scenarios.scenario(seed, months=60))
        for now in run(case).months[1:]:
            treasury = now.treasury
            free = now.working.line_capacity - treasury.line
            if treasury.cash_shortfall > 0:
                assert free < CENT, f"seed {seed}: short of cash with {free} still to be drawn"
            if treasury.line > 0 and treasury.cash > case.terms.cash_floor + CENT:
                pytest.fail(f"seed {seed}: spare cash lies idle while the line is drawn")


def nobody_leaves(drivers):
    layers = tuple(one._replace(leaving=0.0, retiring=0.0) for one in drivers.layers)
    return drivers._replace(shares_leaving=0.0, shares_retiring=0.0, layers=layers)


def test_leavers_are_paid_in_full_within_their_years() -> None:
    """Without new leavers, what is owed to leavers ends at exactly 0, but for what the gates hold back."""
    paid = 0
    for seed in range(sweep.cases(25, 60)):
        case = lowered(random_scenarios.scenario(seed, months=240))
        drivers = tuple(one if month < 40 else nobody_leaves(one) for month, one in enumerate(case.drivers))
        last = run(case._replace(drivers=drivers)).months[-1]
        held_back = sum(layer.overdue for layer in last.leavers)
        assert abs(last.members.leavers_owed - held_back) < CENT
        assert all(abs(layer.balance - layer.overdue) < CENT for layer in last.leavers)
        paid += held_back == 0.0
    assert paid > sweep.cases(4, 10)


def test_every_plan_in_production_is_checked() -> None:
    for seed in range(20):
        made = plan(random_scenarios.scenario(seed, months=60))
        assert [check.name for check in made.checks if not check.holds and check.name != "cash_suffices"] == []
