"""Leavers are paid or queued to the cent, nobody while the law bars it; vesting, the retired first, a yearly limit."""

from datetime import date
from pathlib import Path

import firm
import numpy_financial as npf
import pytest
import random_scenarios
import sweep
from firm import lowered, scenario
from leaving_laws import CENT, SLACK, every_cent_is_paid_or_queued, nothing_is_paid_out_while_barred

from planner import Plan, places, plan, redemption
from planner.coverage.payouts import reason
from planner.faults import read
from planner.model import one
from planner.model.calendar import MONTHS_A_YEAR
from planner.model.debt import owe_leavers_now, pay_leavers
from planner.model.helpers import cents
from planner.model.records_classes import Portion
from planner.model.records_members import LeaverLayer
from planner.model.terms import Clock, Terms
from planner.scenario import Coop, Scenario, Vesting, Worker, Workforce
from planner.vesting import vested

ROOT = Path(__file__).parent.parent
SCALE = tuple(Vesting(years=float(years), fraction=part) for years, part in ((2, 0.7), (3, 0.8), (4, 0.9), (5, 1.0)))


@pytest.fixture(scope="module")
def cases() -> list[tuple[one.Case, one.Run]]:
    """Random plans and their months."""
    made = (lowered(random_scenarios.scenario(seed)) for seed in range(sweep.cases(120, 2_000)))
    return [(case, one.run(case)) for case in made]


def test_nothing_is_paid_out_of_capital_while_the_law_bars_it(cases: list[tuple[one.Case, one.Run]]):
    counted = [nothing_is_paid_out_while_barred(run) for _, run in cases]
    assert sum(barred for barred, _ in counted) > len(cases)
    assert sum(asked for _, asked in counted) > len(cases) / 4


def test_what_a_leaver_is_owed_is_paid_or_queued_to_the_cent(cases: list[tuple[one.Case, one.Run]]):
    for _, run in cases:
        every_cent_is_paid_or_queued(run)


def test_a_held_back_payment_names_the_test_that_bars_it(cases: list[tuple[one.Case, one.Run]]):
    found = set()
    for case, run in cases:
        for now in run.months[1:]:
            if now.gates.open and now.lawful.room <= 0 and now.claims.leavers - now.granted.leavers > CENT:
                told = reason(case.terms, now, "leavers")
                found.add(told)
    assert found & {"as_due", "too_little"}


def test_put_price_of_dojo4_s_class_b():
    """$10,000 is paid at 70, 80, 90 and 100 % after years two to five: github.com/dojo4/policy, co-op/bylaws."""
    coop = Coop(vesting=SCALE)
    paid = [round(10_000 * vested(coop, years * MONTHS_A_YEAR)) for years in range(7)]
    assert paid == [0, 0, 7_000, 8_000, 9_000, 10_000, 10_000]
    assert vested(Coop(), 0) == 1.0


def with_a_leaver(made: Scenario, years: int, **coop: object) -> Scenario:
    """The firm with one of 24 workers who leaves in the month in which so many years are over; nobody else does."""
    last_day = date(made.deal.closing.year + years, 12, 1)
    crew, leaver = Worker(alias="Crew", number=23, pay=18.0), Worker(alias="Leaver", pay=18.0, leaves=last_day)
    update = {
        "workforce": Workforce(workers=(crew, leaver), turnover=0.0),
        "coop": made.coop.model_copy(update={"redemption_years": 1, "revolving_years": None, **coop}),
    }
    return made.model_copy(update=update)


@pytest.mark.parametrize(("years", "part"), [(1, 0.0), (2, 0.7), (3, 0.8), (4, 0.9), (6, 1.0)])
def test_who_leaves_is_paid_the_vested_part_of_share_and_account(years: int, part: float):
    """Of the share of 5,000 and all of the account; the rest stays with the co-op. Scale: dojo4's class B."""
    asked = with_a_leaver(scenario(months=108), years, vesting=SCALE, vesting_of_shares=True)
    run = one.run(lowered(asked))
    assert [place for place, now in enumerate(run.months) if now.members.shares_left] == [years * MONTHS_A_YEAR]
    account = sum(now.members.accounts_left for now in run.months)
    paid = sum(now.payments.leavers_paid for now in run.months)
    assert account > 2_000
    assert paid == pytest.approx(part * (5_000 + account), abs=SLACK)
    assert sum(now.members.forfeited for now in run.months) == pytest.approx(5_000 + account - paid, abs=SLACK)
    assert run.months[-1].members.leavers_owed == pytest.approx(0.0, abs=CENT)
    assert run.outcome.worst_gap < CENT


def one_leaves(rate: float) -> Plan:
    """A firm of 24 of whom one leaves in its fourth year; paid over five years, as dojo4's bylaws have it."""
    crew = (Worker(alias="Crew", number=23, pay=18.0), Worker(alias="One", pay=18.0, leaves=date(2030, 6, 15)))
    coop = Coop(member_share=6_000, down_payment=6_000, redemption_years=5, redemption_rate=rate, revolving_years=None)
    return plan(firm.scenario(workforce=Workforce(workers=crew, turnover=0.0, deaths=0.0), coop=coop))


def test_a_leaver_s_note_over_five_years_at_the_federal_rate_is_worth_what_is_owed():
    """dojo4's bylaws: five years, at the federal rate at least (github.com/dojo4/policy, co-op/bylaws).

    One level payment of interest and principal, numpy-financial's pmt, and an exact last one; interest also in the
    months before the first. At its own rate all that is paid is worth what was owed on the day of leaving: its npv.
    """
    law = places.rules("US", on=date(2026, 10, 1))
    term, rate = redemption.federal_rate(law, date(2026, 10, 31), 5)
    assert (term, rate) == ("mid", law.value("seller.test_rate.mid"))
    made = one_leaves(rate)
    assert not made.redemptions.longest_wait
    months, over, monthly = made.run.months, 60, rate / MONTHS_A_YEAR
    cohorts = [(42, months[48].members.left_this_year), (49, months[60].members.left_this_year)]
    starts = [48, 60]  # the fiscal year-ends: the first instalment is due a month later
    flows = [now.payments.leavers_paid + now.payments.leaver_interest_paid for now in months]
    expected = [0.0] * len(months)
    for start, (left, owed) in zip(starts, cohorts, strict=True):
        level, before = cents(-npf.pmt(monthly, over, owed)), cents(owed * monthly)
        for month in range(left + 1, start + over + 1):
            expected[month] += before if month <= start else level
    last = {start + over for start in starts}
    assert [flow - expected[month] for month, flow in enumerate(flows) if month not in last] == pytest.approx(
        [0.0] * (len(flows) - len(last)), abs=2 * CENT
    )
    assert [flows[month] for month in last] == pytest.approx([expected[month] for month in last], abs=over * CENT)
    owed = [sum(one for when, one in cohorts if when == month) for month in range(len(months))]
    assert npf.npv(monthly, flows) == pytest.approx(npf.npv(monthly, owed), abs=0.2)
    assert sum(now.payments.leavers_paid for now in months) == pytest.approx(sum(owed), abs=CENT)


def test_a_limit_that_a_year_s_interest_takes_up_is_told():
    """60,953 owed at 10 % is 6,095 of interest a year; the limit of 6,000 is below it, one of 6,100 is not.

    The finding names the first such year: rate x owed at its end, as the months have it.
    """
    for limit, told in ((200.0, True), (1e6, False), (None, False)):
        asked = with_a_leaver(scenario(), 3, most_redeemed=limit, redemption_rate=0.1, redemption_years=5)
        made = plan(asked)
        found = [one for one in made.redemptions.findings if one.key == "redemption.all_interest"]
        assert bool(found) == told
        if found:
            ends = {one.label: made.run.months[one.last].members.leavers_owed for one in made.outcomes.fiscal_years}
            year = next(label for label, owed in ends.items() if 0.1 * owed >= limit)
            said = found[0].said()
            assert f"fiscal year {year} " in said
            assert f"${0.1 * ends[year]:,.0f}" in said
    now = made.run.months[-1]
    owing = now._replace(members=now.members._replace(leavers_owed=60_953.0))
    assert redemption.interest_a_year(asked, owing) == 6_095.30
    for limit, told in ((6_000.0, True), (6_100.0, False)):
        limited = with_a_leaver(scenario(), 3, most_redeemed=limit)
        assert bool(redemption._all_interest(limited, (("2030", 6_095.30),))) == told


def test_interest_to_leavers_below_the_federal_rate_is_told_as_a_fact():
    """By term of the note: to three years short, to nine middle, above them long (26 U.S.C. 1274(d)(1)(A))."""
    law = places.rules("US", on=date(2026, 10, 1))
    terms = [redemption.federal_rate(law, date(2026, 10, 31), years)[0] for years in (1, 3, 4, 9, 10)]
    assert terms == ["short", "short", "mid", "mid", "long"]
    _, rate = redemption.federal_rate(law, date(2026, 12, 31), 5)
    said = {paid: [one.key for one in one_leaves(paid).redemptions.findings] for paid in (0.0, 0.02, rate)}
    assert ["redemption.below_federal" in keys for keys in said.values()] == [True, True, False]
    (told,) = [one for one in one_leaves(0.02).redemptions.findings if one.key == "redemption.below_federal"]
    assert "over 5 years at 2% interest" in told.said()
    assert "4.56%" in told.said()


def test_the_retired_and_heirs_are_paid_first_where_bylaws_say_so():
    """Two cohorts wait, cash for half: all that the retired are due goes out before anything to others."""
    clock = Clock(**dict.fromkeys(Clock._fields, 0.0))
    portion = Portion(**(dict.fromkeys(Portion._fields, 0.0) | {"leavers": 150.0}))
    cohorts = [
        LeaverLayer(1_000.0, 100.0, 0.0, 0.0, 0.0, 400.0, 0.0),
        LeaverLayer(2_000.0, 200.0, 0.0, 0.0, 0.0, 500.0, 0.0),
    ]
    for first, retired_paid in ((1.0, 90.0), (0.0, None)):
        terms = Terms(**(dict.fromkeys(Terms._fields, 0.0) | {"retired_first": first, "redemption_years": 9.0}))  # type: ignore[arg-type]
        dues = [owe_leavers_now(float(place + 1), one_cohort, terms, clock) for place, one_cohort in enumerate(cohorts)]
        all_retired = sum(due.retired for due in dues)
        paid = [
            pay_leavers(
                due,
                portion,
                sum(other.retired for other in dues[place + 1 :]),
                all_retired,
                sum(other.others for other in dues[place + 1 :]),
                terms,
                one_cohort,
            )
            for place, (due, one_cohort) in enumerate(zip(dues, cohorts, strict=True))
        ]
        assert sum(one_paid.paid for one_paid in paid) == 150.0
        assert all_retired == (0.0 if retired_paid is None else retired_paid)
        if retired_paid is not None:
            before = sum(one_cohort.retired for one_cohort in cohorts)
            assert before - sum(one_paid.retired_kept for one_paid in paid) == pytest.approx(retired_paid)


def test_the_bylaws_limit_holds_each_fiscal_year():
    held = 0
    for seed in range(sweep.cases(40, 400)):
        base = random_scenarios.scenario(seed)
        limit = 5_000.0
        coop = base.coop.model_copy(update={"most_redeemed": limit})
        for now in one.run(lowered(base.model_copy(update={"coop": coop}))).months:
            assert now.year.leavers_paid <= limit + SLACK
            held += now.year.leavers_paid > limit - 1
    assert held > 10


def test_a_buyout_that_opens_below_zero_pays_a_leaver_by_fair_value_and_not_by_the_books():
    """The test of the books and that of fair value: Model Business Corporation Act, s.6.40(d).

    Leaves after a year: at fair value paid to the cent within the next two; by the books not before they come back
    above zero, about five years after closing.
    """
    paid = {}
    for by in ("book", "fair"):
        run = one.run(lowered(with_a_leaver(scenario("buyout", months=72), 1, solvency_by=by)))
        months = range(13, 37)
        assert all(run.months[month].claims.leavers > 0 for month in months)
        assert all(run.months[month].balance.net_book_value < 0 for month in months)
        assert all(run.months[month].lawful.not_as_due == 0 for month in months)
        assert {run.months[month].lawful.not_by_sheet for month in months} == {1.0 if by == "book" else 0.0}
        paid[by] = sum(run.months[month].payments.leavers_paid for month in months)
        left = sum(now.members.shares_left + now.members.accounts_left for now in run.months)
        waiting = run.months[36].members.leavers_owed
        assert paid[by] + waiting == pytest.approx(left, abs=SLACK)
    assert paid["book"] == 0.0
    assert paid["fair"] == pytest.approx(left, abs=SLACK)


def test_a_deal_with_much_debt_says_early_until_when_leavers_wait():
    """The sample opens with debts above a fair value: barred until the third month."""
    sample = read((ROOT / "scenarios" / "sample_company.json").read_bytes())
    made = plan(sample)
    months = [now.lawful.room for now in made.run.months]
    first = next(month for month, room in enumerate(months) if month and room > 0)
    said = made.redemptions.findings[0]
    assert (made.redemptions.first_free, said.key) == (first, "redemption.from_closing_too_little")
    assert first > 1
    assert f"{first} months after closing" in said.said()
    assert "March 2029" in said.said()
    assert said in made.findings
    free = plan(read((ROOT / "scenarios" / "real_pickles.json").read_bytes()))
    assert free.redemptions.first_free == 1
    assert not any(one.key in redemption.BARRED for one in free.findings)


def test_leavers_of_every_class_are_counted_where_redemptions_are_told():
    """Grocery: what falls due and what waited is paid or waits; who is paid first tells the same payments."""
    made = plan(read((ROOT / "scenarios" / "three_class_grocery.json").read_bytes()))
    waited = 0.0
    claims = {one.name: one.years for one in made.coverage.paid_first}
    told = zip(made.redemptions.years, claims["leavers"], claims["revolving"], strict=True)
    for year, leavers, revolving in told:
        assert year.paid + year.waiting - waited == pytest.approx(year.due, abs=0.05), year.fiscal_year
        assert year.paid == pytest.approx(leavers.paid + revolving.paid, abs=0.02)
        waited = year.waiting
    shoppers = made.run.months[-1].classes[0].capital.leavers_owed
    assert shoppers > 0
    assert made.redemptions.years[-1].owed > made.run.months[-1].members.leavers_owed + shoppers
