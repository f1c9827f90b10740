"""One worker's view: published cases, cases by hand, and laws over random plans."""

import math
from datetime import date
from itertools import pairwise
from pathlib import Path

import firm
import numpy_financial as npf
import pytest
import random_scenarios
from sweep import cases

from planner import cover, plan, roster
from planner.classes import redemption_payment
from planner.faults import read
from planner.model import accounts, debt
from planner.model.helpers import cents
from planner.model.records import LeaverLayer
from planner.model.records_classes import Portion
from planner.scenario import Vesting, Worker, Workforce
from planner.statements import Period
from planner.worker import UnknownAliasError, account, due, leaving, paid, view
from planner.worker.records import Stage
from planner.worker.told import Teller, summed, together

SCENARIOS = sorted((Path(__file__).parent.parent / "scenarios").glob("*.json"))
SAMPLE = next(file for file in SCENARIOS if file.stem == "sample_company")
CENT = 0.005


@pytest.fixture(scope="module")
def sample():
    return plan(read(SAMPLE.read_bytes()))


def changed(planned, **coop):
    scenario = planned.scenario
    return plan(scenario.model_copy(update={"coop": scenario.coop.model_copy(update=coop)}))


def everybody(planned):
    """A view for each on the roster; none where somebody is still to be hired, who has none."""
    entries = listed(planned)
    return [view(planned, entry.alias) for entry in entries] if entries == roster.entries(planned.scenario) else []


def listed(planned):
    on_roster = len(planned.scenario.workforce.workers)
    return [entry for entry in roster.entries(planned.scenario) if entry.row < on_roster]


# --- tax on what is paid, and on what is not ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wages", "tax", "kept"),
    [
        (40_000.0, 120.0, 80.0),
        (80_000.0, 220.0, -20.0),
    ],
)
def test_tax_on_a_dividend_that_is_mostly_not_paid(sample, wages, tax, kept):
    """$1,000 qualified, 20 % of it in cash: +$80 at 12 %, -$20 at 22 %.

    Source: National Society of Accountants for Cooperatives (nsacoop.org), 2017: $200 in cash, $1,000 taxable; the
    rates are those of a single filer's wages in the law of 2026.
    """
    payout = paid.Paid(12, 200.0, 0.0, 1000.0, 800.0)
    (year,) = paid.by_calendar_year(sample, [payout], {2029: wages}, paid.Taxes(sample))
    assert (year.taxed, year.not_paid, year.tax, year.kept) == (1000.0, 800.0, tax, kept)
    assert year.tax_on_not_paid == pytest.approx(tax * 0.8, abs=CENT)
    assert year.if_self_employed == 153.0  # 26 U.S.C. 1401: 12.4 + 2.9 percent


def test_tax_on_the_dividend_of_a_member_with_two_thousand_hours(sample):
    """Dividend 16,000, cash 4,000, at 22 %: tax 3,520, net +480 (26 U.S.C. 1385(a); a member's part of 128,000)."""
    taxes = paid.Taxes(sample)
    payout = paid.Paid(12, 4000.0, 0.0, 16_000.0, 12_000.0)
    (year,) = paid.by_calendar_year(sample, [payout], {2029: 80_000.0}, taxes)
    assert (year.tax, year.kept) == (3520.0, 480.0)


def test_the_view_leaves_the_plan_s_list_of_rules_alone(sample):
    before = sample.rules.used
    view(sample, "W01")
    assert sample.rules.used == before


def test_notices_not_qualified_are_taxed_when_they_are_paid(sample):
    mine = view(changed(sample, qualified=False), "W01")
    assert all(year.not_paid == 0 == year.tax_on_not_paid for year in mine.cash)
    assert all(year.taxed == pytest.approx(year.patronage + year.revolved, abs=CENT) for year in mine.cash)
    assert any(year.revolved for year in mine.cash)
    three = mine.leaving[0]
    assert three.taxed_when_paid == three.account > 0


def test_qualified_notices_are_taxed_once(sample):
    """Over all years that are paid out: what is taxed is the dividend, cash and notices; a layer paid later is not."""
    mine = view(sample, "W01")
    paid_out = [year for year in mine.years if year.dividend][: len(mine.cash)]
    assert sum(year.taxed for year in mine.cash) == pytest.approx(sum(year.dividend for year in paid_out), abs=CENT)
    assert mine.leaving[0].taxed_when_paid == 0


@pytest.mark.parametrize("payout_months", [6, 8])
def test_a_partner_is_taxed_in_the_year_in_which_the_partnership_s_year_ends(sample, payout_months):
    """26 U.S.C. 706(a): the year to June 2029 is taxed in 2029, whether its cash comes in 2029 or in 2030.

    The last fiscal year's part too, whose cash comes after the plan's end.
    """
    planned = plan(sample.scenario.model_copy(update={"months": 114}))
    planned = changed(planned, taxed_as="partnership", payout_months=payout_months)
    person, mine = planned.members.people[0], view(planned, "W01")
    taxed = {
        told.ends.year: year.work * planned.run.months[period.last].shared.allocated
        for period, year, told in zip(planned.outcomes.fiscal_years, person.staying, mine.years, strict=True)
        if planned.case.clocks[period.last].year_end
    }
    assert {year.year: year.taxed for year in mine.cash if year.taxed} == pytest.approx(taxed, abs=CENT)
    assert list(taxed)[-1] == mine.plan_ends.year == 2038
    paid_late = payout_months > 6
    assert bool(mine.cash[0].patronage) != paid_late
    assert sum(year.tax for year in mine.cash) > 0
    for year in mine.years:
        stayed = sum(one.kept for one in mine.cash if one.year <= year.ends.year)
        assert not paid_late or year.kept_so_far == pytest.approx(stayed, abs=CENT)


def test_a_partner_of_a_fifth_of_the_hours_by_hand(sample, monkeypatch):
    """A9: 150,000 by 1,000 of 5,000 hours: 30,000 taxed in the year of the fiscal year-end, 10,500 paid the year after.

    So 19,500 stays in the co-op. 15.3 percent of 30,000, 26 U.S.C. 1401, is 4,590.
    """
    planned = changed(sample, taxed_as="partnership", payout_months=8)
    staying = planned.members.people[0].staying
    first = next(place for place, one in enumerate(staying) if one.dividend)
    year = staying[first]._replace(dividend=24_000.0, cash=10_500.0, notice=13_500.0, work=0.2)
    nothing = [one._replace(dividend=0.0, cash=0.0, held_back=0.0, work=0.0, revolved=0.0) for one in staying]
    nothing[first] = year
    monkeypatch.setattr(paid, "taxed_at_once", lambda _, __, one: 150_000.0 * one.work)
    made = paid.payments(planned, nothing, [0.0] * len(nothing))
    ends = planned.outcomes.fiscal_years[first].last
    assert made == [paid.Paid(ends, 0.0, 0.0, 30_000.0, 19_500.0), paid.Paid(ends + 8, 10_500.0, 0.0, 0.0, 0.0)]
    taxes = paid.Taxes(planned)
    (taxed, got) = paid.by_calendar_year(planned, made, {2029: 80_000.0, 2030: 80_000.0}, taxes)
    assert (taxed.tax, taxed.if_self_employed, got.tax, got.kept) == (6_600.0, 4_590.0, 0.0, 10_500.0)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_partner_is_told_of_the_tax_of_the_self_employed(sample, language):
    """26 U.S.C. 1402(a), 707(c): on pay too; that the law leaves it open is said of patronage alone."""
    for partnership in (False, True):
        mine = view(changed(sample, taxed_as="partnership" if partnership else "subchapter_t"), "W01")
        teller, first = Teller(mine, language), mine.cash[0]
        values = {"tax": teller.money(first.if_self_employed), "year": first.year}
        assert (teller.say("tax.self_employed", **values) in teller.tax()) == partnership
        assert (teller.say("tax.unsettled", **values) in teller.tax()) == (not partnership)


# --- leaving ------------------------------------------------------------------------------------------------------


def paid_over(made, years, rate):
    """The terms where leavers are paid over so many years at a rate."""
    coop = made.scenario.coop.model_copy(update={"redemption_years": years, "redemption_rate": rate})
    return made.case.terms._replace(
        redemption_years=float(years), redemption_payment=redemption_payment(coop), redemption_rate=rate
    )


def test_a_leaver_paid_over_a_year_by_hand(sample):
    """1,200 over 12 months at 12 % a year: numpy-financial's pmt, 106.62 a month, so 79.42 of interest in all."""
    terms = paid_over(sample, 1, 0.12)
    each = round(-npf.pmt(0.01, 12, 1200.0), 2)
    level = due(terms, 1200.0, waits=3)
    assert (level.owed, level.number, level.each, each) == (1200.0, 12, 106.62, 106.62)
    assert level.last == pytest.approx(each, abs=0.06)
    assert (level.interest_before, level.interest) == (36.0, pytest.approx(36.0 + 12 * each - 1200.0, abs=0.06))
    assert level.each * 11 + level.last == pytest.approx(1200.0 + level.interest - level.interest_before, abs=CENT)
    odd = due(paid_over(sample, 3, 0.0), 15_000.0)
    assert (odd.each, odd.last, odd.interest) == (416.67, 416.55, 0.0)
    assert odd.each * 35 + odd.last == pytest.approx(15_000.0, abs=CENT)
    at_once = due(paid_over(sample, 0, 0.12), 10.0)
    assert (at_once.number, at_once.each, at_once.interest) == (1, 10.1, 0.1)
    assert due(terms, 0.0).number == 0


@pytest.mark.parametrize("years", [1, 3, 10])
@pytest.mark.parametrize("owed", [0.05, 999.99, 46_423.7, 123_456.78])
@pytest.mark.parametrize("rate", [0.0, 0.05, 0.3])
def test_a_leaver_is_paid_as_the_model_pays_one(sample, years, owed, rate):
    """Against the model's own stages, stepped for one cohort: each payment and the last one, to the cent."""
    terms = paid_over(sample, years, rate)
    then = sample.run.months[-1].members._replace(
        left_this_year=owed, notices_left_this_year=0.0, retired_this_year=0.0
    )
    layer = accounts.owe_leavers(then, terms)
    portion = Portion(*[1e9] * len(Portion._fields))._replace(leaver_interest_paid=0.0, leaver_interest=0.0)
    payments = []
    for month in range(1, years * 12 + 1):
        clock = sample.case.clocks[1]._replace(year_end=float(month % 12 == 0))
        asked = debt.owe_leavers_now(math.ceil(month / 12), layer, terms, clock)
        made = debt.pay_leavers(asked, portion, 0.0, 0.0, 0.0, terms, layer)
        payments.append((made.paid, cents(layer.balance * rate / 12)))
        layer = LeaverLayer(made.kept, layer.instalment, 0.0, 0.0, made.overdue, 0.0, 0.0)
    mine, one_by_one = due(terms, owed), leaving.payments(terms, owed)
    assert mine.number == len(one_by_one) == years * 12
    assert [tuple(one) for one in one_by_one] == [pytest.approx(one, abs=CENT / 2) for one in payments]
    assert {cents(sum(one)) for one in payments[:-1]} <= {mine.each, *(0.0, 0.01)[: 2 * (owed < 1)]}
    assert mine.each == pytest.approx(-npf.pmt(rate / 12, years * 12, owed), abs=0.0051)
    assert mine.last == pytest.approx(mine.each, abs=0.0101 * years * 12 * (1 + rate) ** years)
    assert sum(principal for principal, _ in payments) == pytest.approx(owed, abs=CENT)
    assert sum(interest for _, interest in payments) == pytest.approx(mine.interest, abs=CENT)


def test_leaving_after_three_seven_and_twelve_years(sample):
    three, seven, twelve = view(sample, "W01").leaving
    years = {year.ends: year for year in view(sample, "W01").years}
    before = date(2032, 6, 30)  # joined at the end of 2028: the first fiscal year-end after three years
    assert three.day == date(2032, 7, 1)
    assert (three.share, three.account) == (years[before].shares, years[before].closing)
    assert (three.first_paid, three.last_paid) == (date(2033, 7, 31), date(2038, 6, 30))
    assert not three.beyond_plan
    assert seven.beyond_plan  # its last payment comes in 2042, and the plan ends in 2038
    assert twelve.day is None
    assert twelve.beyond_plan


# --- what is paid in ----------------------------------------------------------------------------------------------


def test_the_share_is_paid_up_on_the_day_of_the_last_deduction(sample):
    mine = view(sample, "W01")
    joins = mine.joining
    assert joins.at_joining + joins.each * (joins.number - 1) + joins.last == pytest.approx(joins.paid_in, abs=CENT)
    before, after = (
        next(year for year in mine.years if year.ends >= date(joins.until.year - back, 12, 31)) for back in (1, 0)
    )
    assert before.shares < joins.member_share == after.shares


@pytest.mark.parametrize(
    ("period", "number", "each", "last"),
    [
        ("weekly", 156, 25.64, 25.80),
        ("biweekly", 78, 51.28, 51.44),
        ("semimonthly", 72, 55.56, 55.24),
        ("monthly", 36, 111.11, 111.15),
    ],
)
def test_deductions_by_pay_period_by_hand(sample, period, number, each, last):
    """5,000 less 1,000 down, over 36 months: 4,000 / 156 weeks = 25.641, so 155 x 25.64 = 3,974.20, and 25.80."""
    planned = changed(sample, pay_period=period)
    joins = view(planned, "W01").joining
    assert (joins.number, joins.each, joins.last, joins.until) == (number, each, last, date(2031, 12, 31))
    assert joins.paid_in == 5000.0
    for language, word in {
        "en": {"weekly": "each week", "monthly": "each month"},
        "es": {"weekly": "cada semana"},
    }.items():
        said = " ".join(Teller(view(planned, "W01"), language).pay())
        assert period not in word or word[period] in said


def test_a_gift_of_the_seller_is_a_founder_s_and_a_fee_is_not_paid_back(sample):
    planned = changed(sample, seller_gift=1500.0, entry_fee_fraction=0.1)
    mine = view(planned, "W01")
    assert (mine.joining.given, mine.joining.paid_in, mine.joining.entry_fee) == (1500.0, 3500.0, 500.0)
    assert mine.years[-1].shares == pytest.approx(4500.0, abs=0.05)
    said = Teller(mine).pay()
    assert Teller(mine).say("pay.given", amount="$1,500") in said
    assert Teller(mine).say("pay.fee", amount="$500") in said
    later = next(entry for entry in listed(planned) if entry.joins)
    assert view(planned, later.alias).joining.given == 0.0


def test_a_share_that_a_lender_pays_costs_its_interest(sample):
    """4,000 over 36 months at 12 % a year: 132.86 a month (numpy-financial: 132.857), 782.86 of interest."""
    mine = view(changed(sample, share_lender=True, share_loan_rate=0.12), "W01")
    assert (mine.joining.each, mine.joining.number) == (132.86, 36)
    assert mine.joining.interest == pytest.approx(36 * 132.857_24 - 4000.0, abs=0.05)
    assert mine.joining.paid_in == pytest.approx(5000.0 + mine.joining.interest, abs=CENT)
    assert mine.years[0].shares == 5000.0  # the co-op has all of it on the first day
    assert mine.years[0].paid_in == pytest.approx(1000.0 + 6 * 132.86, abs=CENT)
    assert not mine.years[0].kept_so_far
    assert mine.years[-1].paid_in_so_far == mine.joining.paid_in


def test_who_is_hired_later_has_no_view(sample):
    """All of them together are one entry at everybody's average pay: that is nobody's own figure."""
    scenario = sample.scenario
    planned = plan(
        scenario.model_copy(
            update={
                "business": scenario.business.model_copy(update={"staffing_growth": 0.1}),
                "workforce": scenario.workforce.model_copy(update={"added_join": 1.0}),
            }
        )
    )
    (hired,) = set(roster.entries(planned.scenario)) - set(listed(planned))
    with pytest.raises(UnknownAliasError):
        view(planned, hired.alias)


def test_a_worker_is_ahead_in_cash_when_cash_after_tax_covers_what_was_paid_in(sample):
    mine = view(sample, "W01")
    first = next(year for year in mine.years if year.ends == mine.ahead.in_cash)
    assert first.kept_so_far > first.paid_in_so_far
    assert all(one.kept_so_far <= one.paid_in_so_far for one in mine.years if one.ends < first.ends)


def test_who_pays_with_no_profit_to_share_is_ahead_only_by_the_share_itself(sample):
    mine = view(changed(sample, collective_fraction=1.0), "W01")
    assert mine.ahead.in_cash is None
    assert not mine.cash
    assert all(year.due_if_left == year.shares for year in mine.years)
    assert Teller(mine).account()[-1] == Teller(mine).say("account.none")
    assert (mine.ahead.if_left, mine.ahead.even) == (None, [year.ends for year in mine.years if year.shared][-1])
    assert Teller(mine).ahead()[0] == Teller(mine).say("ahead.even", month="December 2038")
    assert "more than you paid in. We" not in " ".join(Teller(mine).ahead())


def test_who_pays_nothing_in_and_is_paid_nothing_is_not_ahead_in_cash(sample):
    share = sample.scenario.coop.member_share
    mine = view(changed(sample, collective_fraction=1.0, down_payment=0.0, seller_gift=share), "W01")
    assert (mine.ahead.in_cash, mine.ahead.lead) == (None, share)
    assert Teller(mine).ahead()[-1] == Teller(mine).say("ahead.no_cash", month="December 2038")


@pytest.mark.parametrize("language", ["en", "es"])
def test_who_gets_back_less_of_the_share_in_the_first_years_is_not_told_even(sample, language):
    """Share 5,000, 80 % vested at first and all from five years on, no surplus: 4,000 of 5,000 after three years."""
    scale = (Vesting(years=0, fraction=0.8), Vesting(years=5, fraction=1.0))
    planned = changed(
        sample,
        collective_fraction=1.0,
        down_payment=5000.0,
        vesting=scale,
        vesting_of_shares=True,
        revolving_years=None,
    )
    mine = view(planned, "W01")
    assert (mine.leaving[0].owed, mine.leaving[0].kept_back) == (4000.0, 1000.0)
    assert [year.due_if_left for year in mine.years if year.shared][:2] == [4000.0, 4000.0]
    end = Teller(mine, language).month(mine.plan_ends)
    assert Teller(mine, language).ahead()[0] == Teller(mine, language).say("ahead.at_best_even", month=end)


YEAR_END = date(2029, 6, 30)


def of_lead(sample, *leads):
    """A view whose leads at fiscal year-ends are these: what is due on leaving, with nothing else paid or got."""
    one = view(sample, "W01").years[0]._replace(shared=True, kept_so_far=0.0, paid_in_so_far=1000.0)
    years = [
        one._replace(due_if_left=1000.0 + lead, ends=YEAR_END.replace(year=YEAR_END.year + place))
        for place, lead in enumerate(leads)
    ]
    return view(sample, "W01")._replace(ahead=account.ahead(years))


@pytest.mark.parametrize(
    ("leads", "said"),
    [
        ((0.0, 10.0, 18_235.0, 701.0), ("if_left 2030 $10", "most 2031 $18,235", "last 2032 $701")),
        ((5.0, 900.0), ("if_left 2029 $5", "last 2030 $900")),
        ((900.0, 700.0), ("if_left 2029 $900", "last 2030 $700")),
        ((5.0, 900.0, -40.0), ("if_left 2029 $5", "most 2030 $900", "last_less 2031 $40")),
        ((0.0, 0.0), ("even",)),
        ((-3.0, 0.0), ("at_best_even",)),
        ((0.0, -3.0), ("at_best_even",)),
        ((-3.0, -2.0), ("never_left",)),
    ],
)
def test_a_lead_that_falls_again_is_told(sample, leads, said):
    """18,235 that falls to 701: the first year ahead alone would hide it."""
    shown = of_lead(sample, *leads)
    teller = Teller(shown)
    expected = []
    for one in said:
        key, *values = one.split()
        named = {"missing" if key == "last_less" else "lead": values[1]} if values else {}
        month = f"June {values[0]}" if values else "December 2038"
        expected.append(teller.say(f"ahead.{key}", month=month, **named))
    assert teller.ahead()[:-1] == expected


def test_losses_that_fall_on_accounts_lower_the_lead_and_it_is_told():
    told = 0
    for seed in range(60):
        planned = plan(random_scenarios.scenario(seed))
        for entry in listed(planned)[:1]:
            ahead = view(planned, entry.alias).ahead
            fell = ahead.if_left is not None and round(ahead.last) < round(ahead.most)
            fell = fell and ahead.most_on != ahead.if_left
            said = Teller(view(planned, entry.alias)).ahead()
            most = Teller(view(planned, entry.alias)).say("ahead.most", month="#", lead="#").split("#")[0]
            assert any(one.startswith(most) for one in said) == fell
            told += fell
    assert told


# --- what may be lost, and stages ----------------------------------------------------------------------------------


def test_the_lender_of_a_share_is_told_with_what_may_be_lost(sample):
    for lent in (False, True):
        teller = Teller(view(changed(sample, share_lender=lent, share_loan_rate=0.08), "W01"))
        assert (teller.say("risk.lender") in teller.risk()) == lent


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_called_and_not_paid_may_be_lost_and_is_told_so(sample, language):
    """Called in all less what was paid in cash: it has left the account, and the co-op still owes it.

    With the limit at nothing not a cent of what is called is paid; without a limit all of it is, but the last call,
    which is due half a year after the plan's end. By hand: share 5,000, account, calls, and cash declared at the end.
    """
    ends_with_its_year = plan(sample.scenario.model_copy(update={"months": 114}))
    for limit in (0.0, None):
        mine = view(changed(ends_with_its_year, most_redeemed=limit, revolving_years=3), "W01")
        called = [year.revolved for year in mine.years]
        waits = sum(called) if limit == 0.0 else called[-1]
        last, teller = mine.years[-1], Teller(mine, language)
        assert called[-1] > 0
        assert sum(year.revolved for year in mine.cash) == pytest.approx(sum(called) - waits, abs=CENT)
        assert last.waiting == pytest.approx(waits, abs=CENT)
        assert last.late == pytest.approx(waits - called[-1], abs=CENT)
        assert last.declared == last.cash > 0
        assert last.at_risk == pytest.approx(5000.0 + last.closing + waits + last.cash, abs=CENT)
        month = teller.month(last.ends)
        assert teller.risk()[0] == teller.say("risk.what_owed", month=month, amount=teller.money(last.at_risk))
        late = teller.say("risk.late", month=month, amount=teller.money(last.late))
        assert (late in teller.risk()) == (teller.say("account.late") in teller.account()) == (limit == 0.0)
        heads = teller.account_table().heads
        assert "Paid out" not in heads
        assert "Le pagan" not in heads


def test_nothing_of_what_was_called_is_ever_paid_in_this_plan():
    """Share 1,141 less a fee of 25 percent = 856; what is called in 2028 and not paid until 2033 is at risk with it."""
    mine = view(plan(random_scenarios.scenario(5160)), "Job 2")
    called = mine.years[1].revolved
    assert called > 10_000
    assert sum(year.revolved for year in mine.cash) == 0.0
    assert [round(year.at_risk - called) for year in mine.years[2:]] == [856] * 5
    assert f"${called:,.0f} of it is due to you and not paid by October 2032." in Teller(mine).risk()


def test_tax_paid_on_what_stands_in_the_account_is_told(sample):
    """Qualified notices: their tax is paid in the year they are given out, and lost with them; else none is."""
    mine = view(changed(sample, revolving_years=None), "W01")
    taxed = sum(year.added for year in mine.years if year.shared)
    assert mine.tax_at_risk == pytest.approx(sum(year.tax_on_not_paid for year in mine.cash), abs=1.0)
    assert 0.1 * taxed < mine.tax_at_risk < 0.37 * taxed  # between the least and the highest rate
    assert Teller(mine).say("risk.tax", tax=f"${mine.tax_at_risk:,.0f}") in Teller(mine).risk()
    assert view(changed(sample, qualified=False), "W01").tax_at_risk == 0.0
    revolved = view(changed(sample, revolving_years=2), "W01")
    assert 0 < revolved.tax_at_risk < sum(year.tax_on_not_paid for year in revolved.cash) * 0.7


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_purchase_in_stages_is_told(language):
    """What the co-op owns when, votes, and why the first years bring no patronage: as the plan's own closings say."""
    planned = plan(read(SAMPLE.with_name("machine_shop_in_stages.json").read_bytes()))
    mine = view(planned, planned.members.people[0].alias)
    teller = Teller(mine, language)
    said = teller.account()
    for closing, voice, stage in zip(planned.stakes.closings, planned.stakes.voices, mine.stages, strict=True):
        assert (stage.held, stage.votes, stage.by_work) == (voice.held, voice.votes, voice.patronage)
        assert stage.waited == (closing.waited > 0)
        key = "first" if closing.number == 1 else "then"
        held, votes = f"{voice.held * 100:.0f}%", f"{voice.votes * 100:.0f}%"
        told = teller.say(f"stages.{key}", month=teller.month(stage.closed), held=held, votes=votes)
        assert any(one.startswith(told) for one in said)
        late = teller.say("stages.late_short", month=teller.month(stage.planned))
        assert any(late in one for one in said) == bool(closing.late)
    first = next(one for one in mine.stages if one.by_work)
    assert not any(year.dividend for year in mine.years if year.ends < first.closed)
    assert teller.say("stages.by_work", month=teller.month(first.closed)) in said


def test_a_stage_that_does_not_come_about_is_told(sample):
    one = Stage(YEAR_END, YEAR_END, waited=False, held=0.3, votes=0.3, by_work=False)
    steps = (one, one._replace(held=0.51, closed=None, waited=True), one._replace(held=1.0, closed=None))
    teller = Teller(view(sample, "W01")._replace(stages=steps))
    said = teller.stages()
    assert said[2:] == [
        teller.say("stages.never_short", held="51%"),
        teller.say("stages.never_loans", held="100%"),
        teller.say("stages.no_work"),
    ]
    assert Teller(view(sample, "W01")).stages() == []


def test_parts_as_written_add_up_to_the_whole_as_written(sample):
    """2,277 and 6,831, as the tables have them, are 9,108, though 9,107.4 alone would be written 9,107."""
    year = view(sample, "W01").years[1]._replace(dividend=9107.4, cash=2276.8, added=6830.6)
    teller = Teller(view(sample, "W01")._replace(years=(year,)))
    said = " ".join(teller.account())
    assert "$9,108" in said
    assert "$2,277" in said
    assert "$6,831" in said


# --- laws over random plans ---------------------------------------------------------------------------------------


def test_all_workers_together_are_the_control_accounts():
    """Every year, to the cent: shares, dividends, cash, notices, what is revolved, accounts."""
    checked = 0
    for seed in range(cases(40, 400)):
        planned = plan(random_scenarios.scenario(seed, months=60))
        views = everybody(planned)
        if not views or any(one.place is None for one in views):
            continue
        for place, total in enumerate(planned.members.totals):
            for name in ("shares", "dividend", "cash", "notice", "revolved", "account"):
                whole = sum(getattr(one.place[place], name) for one in views)
                assert whole == pytest.approx(getattr(total, name), abs=CENT), (seed, place, name)
        checked += any(total.account for total in planned.members.totals)
    assert checked > 5


def test_the_books_of_one_worker_close_in_every_random_plan():
    shared = 0
    for seed in range(cases(60, 600)):
        planned = plan(random_scenarios.scenario(seed))
        entries = listed(planned)
        for entry in entries[:: max(1, len(entries) // 3)]:
            mine = view(planned, entry.alias)
            for year in mine.years:
                after = year.opening + year.added + year.held_back + year.interest - year.charged
                after += year.restored - year.revolved
                assert year.closing == pytest.approx(after, abs=CENT)
                assert year.dividend == pytest.approx(year.cash + year.added, abs=CENT)
                held = max(0.0, year.shares + year.closing)
                assert year.at_risk == pytest.approx(held + year.waiting + year.declared, abs=CENT)
                assert 0 <= year.late <= year.waiting + CENT
                assert min(year.shares, year.at_risk) >= 0
                assert year.closing >= 0 or planned.scenario.coop.accounts_below_zero
            for before, after in pairwise(mine.years):
                assert after.opening == before.closing
                assert after.paid_in_so_far >= before.paid_in_so_far
                assert after.paid_in == pytest.approx(after.paid_in_so_far - before.paid_in_so_far, abs=CENT)
            assert mine.years[-1].paid_in_so_far <= mine.joining.paid_in + CENT
            if mine.joining.until is None or mine.joining.until <= mine.plan_ends:
                assert mine.years[-1].paid_in_so_far == pytest.approx(mine.joining.paid_in, abs=CENT)
                whole = mine.joining.member_share - mine.joining.entry_fee
                assert mine.years[-1].shares == pytest.approx(whole, abs=0.05)  # a fee is of each payment, in cents
            for year in mine.cash:
                assert year.kept == pytest.approx(year.patronage + year.revolved - year.tax, abs=CENT)
                assert 0 <= year.tax_on_not_paid <= year.tax + CENT
                assert year.not_paid <= year.taxed + CENT
            for one in mine.leaving:
                assert one.owed == pytest.approx(max(0.0, one.share + one.account - one.kept_back), abs=CENT)
                assert 0 <= one.taxed_when_paid <= one.owed + CENT
                paid = one.each * max(0, one.number - 1) + one.last
                within = 0.011 * one.number if one.owed < one.number else CENT  # cents owed: some months pay nothing
                assert paid == pytest.approx(one.owed + one.interest - one.interest_before, abs=within)
            if mine.cash:
                shared += 1
                assert mine.years[-1].kept_so_far == pytest.approx(sum(year.kept for year in mine.cash), abs=0.02)
                got = sum(year.patronage + year.revolved for year in mine.cash)
                assert got <= sum(year.cash + year.revolved for year in mine.years) + CENT
                called = sum(year.revolved for year in mine.years) - sum(year.revolved for year in mine.cash)
                assert mine.years[-1].waiting == pytest.approx(called, abs=CENT)
    assert shared > 20


def test_whoever_pays_more_into_a_plan_without_profit_never_gets_more():
    """Without a dividend what is due on leaving is the share paid in, less what lies below zero if it may."""
    for seed in range(cases(20, 200)):
        planned = plan(random_scenarios.scenario(seed))
        for entry in listed(planned)[:2]:
            mine = view(planned, entry.alias)
            if not any(year.dividend for year in mine.years):
                may_fall = planned.scenario.coop.accounts_below_zero
                assert may_fall or not any(year.closing for year in mine.years)
                due = [max(0.0, cents(year.shares + year.closing)) for year in mine.years]
                assert [year.due_if_left for year in mine.years] == due or planned.scenario.coop.vesting_of_shares


# --- who may be asked for -----------------------------------------------------------------------------------------


def test_an_unknown_alias_is_told_without_any_that_is_known(sample):
    for asked in ("", "nobody", "W0", "W01 W02", "W99"):
        with pytest.raises(UnknownAliasError) as refused:
            view(sample, asked)
        said = refused.value.said.said()
        assert f"'{asked}'" in said
        assert not any(entry.alias in said.replace(f"'{asked}'", "") for entry in roster.entries(sample.scenario))


def test_capitals_and_spaces_around_do_not_matter(sample):
    assert view(sample, " w01 ") == view(sample, "W01")


def test_capitals_matter_where_two_are_told_apart_by_them(sample):
    workers = (Worker(alias="Ana", pay=20.0), Worker(alias="ANA", pay=30.0))
    planned = plan(sample.scenario.model_copy(update={"workforce": Workforce(workers=workers)}))
    assert view(planned, "ANA").years[0].pay > view(planned, "Ana").years[0].pay
    with pytest.raises(UnknownAliasError):
        view(planned, "ana")


@pytest.mark.parametrize(("number", "shown"), [(1, None), (4, None), (5, 5), (24, 24)])
def test_a_count_of_members_is_shown_only_from_five_on(sample, number, shown):
    crew = Workforce(workers=(Worker(alias="Crew", number=number, pay=20.0),))
    planned = plan(sample.scenario.model_copy(update={"workforce": crew}))
    assert view(planned, "Crew" if number == 1 else "Crew 1").members_at_start == shown


@pytest.mark.parametrize(("number", "hidden"), [(1, False), (4, True), (5, False)])
def test_the_books_of_a_group_are_hidden_where_it_is_two_to_four(monkeypatch, sample, number, hidden):
    """Groups of a large roster are kept as one entry: then its books are the group's."""
    monkeypatch.setattr(roster, "LARGEST_ROSTER", 5)
    workers = (Worker(alias="Few", number=number, pay=20.0), Worker(alias="Many", number=20, pay=25.0))
    planned = plan(sample.scenario.model_copy(update={"workforce": Workforce(workers=workers)}))
    assert (view(planned, "Few").place is None) == hidden
    assert view(planned, "Many").place is not None


# --- cover of accounts --------------------------------------------------------------------------------------------

CLOSING = (Period("closing", 0, 0, whole=False),)


@pytest.mark.parametrize(("form", "net_book_value"), [("shares_merged", 270_000.0), ("buyout", -730_000.0)])
def test_cover_on_the_closing_day_of_the_worked_example(form, net_book_value):
    """(Net book value - preferred 210,000) / member shares 120,000, as the README's example opens."""
    planned = plan(firm.scenario(form))
    (opened,) = cover.cover(planned.scenario, planned.run.months, CLOSING, 0.0)
    assert opened.book_ratio == pytest.approx((net_book_value - 210_000.0) / 120_000.0)
    assert opened.fair_ratio is None


def test_cover_at_a_fair_value_by_its_parts():
    planned = plan(firm.scenario())
    (end, *_) = (month for month, clock in zip(planned.run.months, planned.case.clocks, strict=True) if clock.year_end)
    owed = end.balance.liabilities - end.balance.trade_liabilities + end.debt.fees_left
    stands = cover.behind(end, 4.5, (), ())
    assert stands.debts == pytest.approx(owed, abs=CENT)
    worth = 4.5 * end.coverage.ebitda + end.treasury.cash - owed - 210_000.0
    assert end.coverage.months == 12
    assert stands.at_fair_value == pytest.approx(worth, abs=CENT)


def test_cover_counts_every_class_once():
    """Grocery: shoppers and producers are members beside the workers; community members, with a return, come before.

    What is left of equity is collective or not yet shared; debts are all liabilities but trade, loans at face.
    """
    planned = plan(read(SAMPLE.with_name("three_class_grocery.json").read_bytes()))
    for one in planned.cover:
        end = planned.run.months[one.last]
        shoppers, producers, community = (each.capital.member_shares + each.capital.accounts for each in end.classes)
        workers = end.members.member_shares + end.members.accounts
        assert one.behind.members_money == pytest.approx(workers + shoppers + producers, abs=CENT)
        assert one.behind.senior == pytest.approx(community, abs=CENT)
        rest = end.balance.collective + end.balance.unshared
        assert one.behind.on_book - one.behind.members_money == pytest.approx(rest, abs=CENT)
        assert one.book_ratio < one.fair_ratio
        owed = end.balance.liabilities - end.balance.trade_liabilities + end.debt.fees_left
        assert one.behind.debts == pytest.approx(owed, abs=CENT)


def test_nothing_is_covered_where_members_hold_nothing():
    planned = plan(firm.scenario(workforce=Workforce(workers=())))
    (opened,) = cover.cover(planned.scenario, planned.run.months, CLOSING, 250_000.0)
    assert opened.book_ratio is None
    assert opened.fair_ratio is None
    assert cover.multiple_of(100.0, 0.0) is None
    assert cover.multiple_of(500.0, 100.0) == 5.0


def test_cover_is_said_in_words_only_where_it_is_below_one(sample):
    mine = view(sample, "W01")
    low, enough = (
        mine._replace(cover=tuple(one._replace(book_ratio=ratio, fair_ratio=ratio) for one in mine.cover))
        for ratio in (0.62, 1.0)
    )
    assert not Teller(enough).covered()
    assert "$0.62" in " ".join(Teller(low).covered())
    for ratio in (0.0, -3.0):
        none = mine._replace(cover=tuple(one._replace(book_ratio=ratio, fair_ratio=ratio) for one in mine.cover))
        assert len(Teller(none).covered()) == 2
        assert "nothing" in Teller(none).covered()[0]


# --- rows of a table ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", range(1, 45))
def test_years_put_together_are_all_there_and_in_order(length):
    years = list(range(length))
    rows = together(years, 8)
    assert len(rows) <= 8
    assert [year for row in rows for year in row] == years
    assert all(len(row) == 1 for row in rows[:4])


def test_rows_add_up_to_what_they_put_together(sample):
    mine = view(sample, "W01")
    assert summed(mine.cash).tax == pytest.approx(sum(year.tax for year in mine.cash), abs=CENT)
    teller = Teller(mine)
    rows = teller.account_table(8).rows
    assert rows[-1][-2] == teller.account_table().rows[-1][-2]
    for before, after in pairwise(rows):
        assert after[1] == before[4]


def written(cell):
    """A figure of a table; one below zero stands in brackets."""
    whole = int(cell.strip("()").replace(",", ""))
    return -whole if cell.startswith("(") else whole


def test_what_is_written_of_cash_tax_and_account_adds_up_row_by_row():
    """As written in whole dollars: cash - tax = kept, and at start + put in - paid out = at end."""
    for seed in range(8):
        planned = plan(random_scenarios.scenario(seed))
        for entry in listed(planned)[:1]:
            teller = Teller(view(planned, entry.alias))
            for _, cash, _, tax, kept in teller.cash_table().rows:
                assert written(cash) - written(tax) == written(kept)
            for _, opening, added, revolved, closing, _ in teller.account_table().rows:
                assert written(opening) + written(added) - written(revolved) == written(closing)
