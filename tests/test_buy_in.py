"""What a member pays for the share: pay days, a lender, the seller's gift, the entry fee, and what wages allow."""

from pathlib import Path

import numpy_financial
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from planner import buy_in, plan
from planner.faults import read
from planner.lawful.measures import week
from planner.scenario import Coop

SAMPLE = Path(__file__).parent.parent / "scenarios" / "sample_company.json"
PERIODS = ("weekly", "biweekly", "semimonthly", "monthly")
MONEY = some.integers(0, 2_000_000).map(lambda cents: cents / 100)


def planned(**coop):
    scenario = read(SAMPLE.read_bytes())
    return plan(scenario.model_copy(update={"coop": scenario.coop.model_copy(update=coop)}))


def in_cents(amount: float) -> int:
    return round(amount * 100)


def test_dojo4_s_balance_is_paid_over_twelve_months():
    """Part up front, the balance over 12 months: dojo4, LCA (github.com/dojo4/policy, co-op/membership_agreement).

    The amount is left open there; any share is paid to the cent in the twelfth month and not before.
    """
    for share in (1000.0, 3333.33, 7777.01):
        paid = buy_in.instalments(Coop(member_share=share, down_payment=250.0, deduction_months=12))
        assert len(paid) == 1 + 12
        assert paid[0] == 250.0
        assert in_cents(sum(paid)) == in_cents(share)
        assert in_cents(sum(paid[:-1])) < in_cents(share)


def test_a_quarter_of_mondragon_s_fee_is_the_collective_s():
    """An entry fee of 16,000 to 17,000, a quarter to the collective reserve: 12,000 to 12,750 is the member's own.

    Source: maussen.eu, 8 October 2015, on Mondragon; the member's part worked out from it.
    """
    for fee, own in ((16_000.0, 12_000.0), (17_000.0, 12_750.0)):
        made = planned(member_share=fee, down_payment=fee, entry_fee_fraction=0.25)
        opening = made.run.months[0]
        members = made.outcomes.worker.founding_members
        assert opening.members.member_shares == members * own
        assert opening.members.entry_fees == members * (fee - own)
        before = planned(member_share=fee, down_payment=fee)
        assert opening.balance.collective - before.run.months[0].balance.collective == members * (fee - own)
        first = made.members.people[0].years[0]
        assert first.shares_paid - first.entry_fee - first.shares_left == pytest.approx(first.shares)
        assert made.members.people[0].staying[0].shares == own
        assert all(check.holds for check in made.checks if check.name != "cash_suffices")


@some.composite
def buying(draw):
    share = draw(MONEY)
    down = round(share * draw(some.floats(0, 1)), 2)
    return Coop(
        member_share=share,
        down_payment=down,
        deduction_months=draw(some.integers(0, 120)),
        pay_period=draw(some.sampled_from(PERIODS)),
        share_lender=draw(some.booleans()),
        seller_gift=round((share - down) * draw(some.floats(0, 1)), 2),
    )


@settings(max_examples=400, deadline=None)
@given(coop=buying(), founder=some.booleans())
def test_the_co_op_gets_the_share_to_the_cent(coop, founder):
    paid = buy_in.instalments(coop, founder=founder)
    assert in_cents(sum(paid)) == in_cents(coop.member_share)
    assert min((*paid, *buy_in.to_lender(coop, founder=founder))) >= 0
    assert len(paid) <= coop.deduction_months + 1
    if coop.share_lender:
        assert paid == (coop.member_share,)


def test_weekly_deductions_fall_in_months_of_four_and_five_pay_days():
    coop = Coop(member_share=1300.0, down_payment=0.0, deduction_months=12, pay_period="weekly")
    paid = buy_in.deductions(coop, founder=True)
    assert paid == (52, 25.0, 25.0, 0.0)
    by_month = buy_in.by_month(coop, paid)
    assert set(by_month) == {100.0, 125.0}
    assert sum(by_month) == 1300.0


@pytest.mark.parametrize("period", PERIODS)
def test_a_lender_is_repaid_as_any_level_loan(period):
    """Payments against numpy-financial; the interest is what is paid above what was lent."""
    coop = Coop(
        member_share=5000.0,
        down_payment=500.0,
        deduction_months=36,
        pay_period=period,
        share_lender=True,
        share_loan_rate=0.09,
    )
    periods = buy_in.PERIODS_A_YEAR[period]
    paid = buy_in.deductions(coop, founder=True)
    assert paid.number == 3 * periods
    assert paid.each == round(-numpy_financial.pmt(0.09 / periods, paid.number, 4500.0), 2)
    whole = paid.each * (paid.number - 1) + paid.last
    assert whole - 4500.0 == pytest.approx(paid.interest, abs=0.001)
    assert paid.last == pytest.approx(paid.each, abs=0.01 * paid.number)
    assert sum(buy_in.to_lender(coop, founder=True)) == pytest.approx(whole)


def test_with_a_lender_the_firm_has_the_shares_at_once_and_the_worker_the_debt():
    alone, lent = (planned(share_lender=lender, share_loan_rate=0.08) for lender in (False, True))
    share, members = lent.scenario.coop.member_share, lent.outcomes.worker.founding_members
    assert lent.run.months[0].members.member_shares == share * members > alone.run.months[0].members.member_shares
    one = lent.members.people[0].staying
    assert one[0].deductions == share
    assert sum(year.to_lender for year in one) == pytest.approx(
        share - lent.scenario.coop.down_payment + lent.outcomes.worker.interest_to_lender
    )
    assert sum(year.to_lender for year in alone.members.people[0].staying) == 0


def test_the_seller_s_gift_is_money_of_the_closing_day():
    plain, gift = planned(), planned(seller_gift=200.0)
    members = gift.outcomes.worker.founding_members
    assert gift.case.terms.member_shares_paid == plain.case.terms.member_shares_paid + 200.0 * members
    worker = gift.outcomes.worker
    whole = worker.paid_at_joining + worker.each_deduction * (worker.deductions - 1)
    assert whole < worker.member_share - 200.0 < whole + 2 * worker.each_deduction
    assert any("gives" in str(one.said()) for one in gift.findings)


def test_no_deduction_cuts_below_the_minimum_wage():
    """40 hours at $18.00 under California's $16.00 of 2024: 720 - 640 = $80.00 a week. 29 CFR 531.35."""

    def most_taken(hours: float, pay: float, pay_period: str) -> float:
        return (
            week(hours, pay, 16.0, 40.0, 0.0, 52.0).most_taken * buy_in.WEEKS_A_YEAR / buy_in.PERIODS_A_YEAR[pay_period]
        )

    assert most_taken(40.0, 18.0, "weekly") == 80.0
    assert most_taken(40.0, 18.0, "biweekly") == 160.0
    assert most_taken(40.0, 18.0, "semimonthly") == pytest.approx(80.0 * 52 / 24, abs=0.005)
    assert most_taken(40.0, 15.0, "weekly") == 0.0
    # overtime adds nothing: 29 CFR 531.37(b)
    assert most_taken(50.0, 18.0, "weekly") == 80.0
