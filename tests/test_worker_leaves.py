"""What the worker's sheet says of leaving, held against the plan run again with that worker leaving on that day."""

from datetime import date

import numpy_financial as npf
import pytest
from test_worker import SAMPLE

from planner import plan
from planner.classes import redemption_months
from planner.faults import read
from planner.model.helpers import cents
from planner.scenario.coop import Vesting
from planner.words import WORKER, languages
from planner.worker import due, told_leaving, view, waiting
from planner.worker.leaving import BEFORE_THE_FIRST, Due, parted
from planner.worker.told import Teller
from planner.worker.waiting import wait

CENT = 0.005
A_FEW_CENTS = 0.03  # by largest remainder a place gets each year's odd cents, one who stays is rounded by himself
SCALE = (Vesting(years=1, fraction=0.5), Vesting(years=3, fraction=0.7), Vesting(years=5, fraction=1.0))
LATE_SCALE = (Vesting(years=5, fraction=1.0),)
SURE = {"turnover": 0.0, "deaths": 0.0, "tenures": (), "retirement_age": None}
ENOUGH_MONTHS = 180


def scenario(months=ENOUGH_MONTHS, **coop):
    whole = read(SAMPLE.read_bytes())
    return whole.model_copy(update={"coop": whole.coop.model_copy(update=coop), "months": months})


def with_leavers(whole, days, **people):
    """The same with some of the roster leaving on known days, by place."""
    workers = tuple(
        one.model_copy(update={"leaves": days.get(place)}) for place, one in enumerate(whole.workforce.workers)
    )
    workforce = whole.workforce.model_copy(update={"workers": workers, **people})
    return whole.model_copy(update={"workforce": workforce})


def paid_by_month(planned):
    """By the day: what leavers are paid, and their interest."""
    payments = (one.payments for one in planned.run.months)
    return [(cents(one.leavers_paid), cents(one.leaver_interest_paid)) for one in payments]


def month_of(planned, day):
    closing = planned.scenario.deal.closing
    return (day.year - closing.year) * 12 + day.month - closing.month


BYLAWS = {
    "over five years": {},
    "at once": {"redemption_years": 0},
    "with interest": {"redemption_years": 2, "redemption_rate": 0.05},
    "not qualified, on a scale": {"qualified": False, "vesting": SCALE},
    "the share on the scale too": {"vesting": SCALE, "vesting_of_shares": True, "redemption_rate": 0.03},
    "nothing before five years": {"vesting": LATE_SCALE, "vesting_of_shares": True},
    "nothing but the share before": {"vesting": LATE_SCALE},
    "revolving": {"revolving_years": 3, "account_interest": 0.02},
}


@pytest.mark.parametrize("asked", [0, 1])
@pytest.mark.parametrize("bylaws", BYLAWS.values(), ids=BYLAWS)
def test_the_sheet_says_what_the_plan_pays_who_leaves_on_that_day(bylaws, asked):
    """Every payment by month; where nothing is kept back, to the cent, else to three cents in all."""
    whole = with_leavers(scenario(**bylaws), {}, **SURE)
    told = view(plan(whole), "W01").leaving[asked]
    again = plan(with_leavers(whole, {0: told.day}))
    paid = paid_by_month(again)
    within = A_FEW_CENTS
    assert sum(one for one, _ in paid) == pytest.approx(told.owed, abs=within)
    assert sum(interest for _, interest in paid) == pytest.approx(told.interest, abs=within)
    assert sum(one.members.forfeited for one in again.run.months) == pytest.approx(told.kept_back, abs=within)
    assert told.owed == pytest.approx(told.share + told.account - told.kept_back, abs=CENT)
    months = [month for month, (amount, _) in enumerate(paid) if amount]
    if told.owed:
        assert (months[0], months[-1]) == (month_of(again, told.first_paid), month_of(again, told.last_paid))
        late = any(cents(slot.overdue) for one in again.run.months for slot in one.leavers_paid)
        assert late == bool(told.causes)
        assert late or len(months) == told.number
        each = [cents(principal + interest) for principal, interest in paid[months[0] : months[-1]]]
        assert late or all(one == pytest.approx(told.each, abs=0.011) for one in each)
    else:
        assert not months
        assert told.kept_back > 0 or not told.account
    assert (told.wait_months, told.unpaid) == (0, False)


def test_a_leaver_between_the_rows_of_a_scale_by_hand():
    """After 3 years 70 %: of 41,423.71 12,427.11 stays, so 5,000 + 28,996.60 = 33,996.60 is owed, taxed 28,996.60."""
    mine = view(plan(scenario(qualified=False, vesting=SCALE)), "W01")
    three = mine.leaving[0]
    assert three.kept_back == pytest.approx(0.3 * three.account, abs=0.01)
    assert three.owed == pytest.approx(5000.0 + 0.7 * three.account, abs=0.01)
    assert three.taxed_when_paid == pytest.approx(0.7 * three.account, abs=0.01)
    assert three.taxed_when_paid <= three.owed
    said = " ".join(Teller(mine).leaving())
    assert "50% from one year on, 70% from 3 years on and 100% from 5 years on" in said
    assert f"The co-op keeps ${three.kept_back:,.0f} of it" in said


@pytest.mark.parametrize(
    ("given", "owed", "kept_back"),
    [
        ((40, 5000.0, 1000.0, 0.0), 5700.0, 300.0),
        ((40, 5000.0, -1000.0, 1500.0), 3850.0, 150.0),  # layers of 500, 30 % of them kept; 1,500 set off whole
        ((70, 5000.0, 1000.0, 0.0), 6000.0, 0.0),
        ((6, 5000.0, 1000.0, 0.0), 5000.0, 1000.0),
        ((70, 5000.0, -8000.0, 8000.0), 0.0, 0.0),
    ],
)
def test_vesting_and_what_lies_below_zero_by_hand(given, owed, kept_back):
    found = parted(scenario(vesting=SCALE).coop, *given)
    assert (found.owed, found.kept_back) == pytest.approx((owed, kept_back))


@pytest.mark.parametrize("language", languages(*WORKER))
def test_who_is_owed_nothing_is_told_so(language):
    mine = view(plan(scenario(vesting=LATE_SCALE, vesting_of_shares=True)), "W01")
    teller = Teller(mine, language)
    said = teller.leaving()
    nothing = teller.say("leaving.nothing", years=3, month=teller.month(mine.leaving[0].day))
    assert any(one.startswith(nothing) for one in said)
    beyond = teller.say("leaving.beyond", years=3, month=teller.month(mine.plan_ends))
    assert beyond not in said


@pytest.mark.parametrize("language", languages(*WORKER))
def test_interest_of_a_lump_is_told_as_it_comes_and_as_taxed(language):
    """At 6 % a year: half a percent of what is owed a month, eleven months of it before the lump and one with it.

    All interest is income when it is paid, 26 U.S.C. 61(a)(4); notices not qualified are too, 1385(c)(2)(A)(i).
    """
    for qualified in (True, False):
        mine = view(plan(scenario(redemption_years=0, redemption_rate=0.06, qualified=qualified)), "W01")
        teller, told = Teller(mine, language), mine.leaving[0]
        a_month = cents(told.owed * 0.06 / 12)
        assert (told.interest, told.interest_before) == pytest.approx((12 * a_month, 11 * a_month))
        said = told_leaving.left_after(teller, told)
        assert teller.say("leaving.with_interest", interest=teller.money(a_month)) in said
        assert teller.say("leaving.interest_before", interest=teller.money(11 * a_month)) in said
        later = teller.say("leaving.taxed_later", amount=teller.money(told.account))
        assert (later in said) == (not qualified)
        assert teller.say("leaving.taxed_interest") in teller.leaving()
    none = view(plan(scenario()), "W01")
    assert Teller(none, language).say("leaving.taxed_interest") not in " ".join(Teller(none, language).leaving())


@pytest.mark.parametrize("language", languages(*WORKER))
def test_tax_on_notices_that_are_kept_back_is_told(language):
    """After 3 years 30 % of the account is not vested: qualified, it was taxed at its face, 26 U.S.C. 1385(a)(1)."""
    for qualified in (True, False):
        mine = view(plan(scenario(vesting=SCALE, qualified=qualified)), "W01")
        teller, told = Teller(mine, language), mine.leaving[0]
        assert told.kept_back == pytest.approx(0.3 * told.account, abs=0.01)
        assert told.taxed_and_kept_back == pytest.approx(0.3 * told.account if qualified else 0.0, abs=0.01)
        kept = teller.say("leaving.taxed_kept", amount=teller.money(told.kept_back))
        assert (kept in told_leaving.left_after(teller, told)) == qualified
    whole = view(plan(scenario()), "W01")
    assert not any(one.taxed_and_kept_back for one in whole.leaving)


# --- waiting -------------------------------------------------------------------------------------------------------


def test_one_leaver_alone_waits_as_long_as_the_yearly_limit_makes_it():
    """46,423.71 at 9,000 a year: 45,000 in five years and the rest in the sixth year's first month, one late."""
    whole = with_leavers(scenario(most_redeemed=9000.0, revolving_years=None), {}, **SURE)
    mine = view(plan(whole), "W01")
    told = mine.leaving[0]
    again = plan(with_leavers(whole, {0: told.day}))
    last = max(month for month, (amount, _) in enumerate(paid_by_month(again)) if amount)
    assert last - month_of(again, told.last_paid) == told.wait_months == 1
    assert told.causes == ("limit",)
    said = " ".join(Teller(mine).leaving())
    assert "at least 1 month later" in said
    assert "$9,000 a year" in said


@pytest.mark.parametrize(("limit", "late"), [(8000.0, 60), (12_000.0, 12)])
def test_who_leaves_after_others_waits_until_they_are_paid(limit, late):
    """Two leave in two years, and the queue of the plan itself is paid out by the month that is told."""
    whole = with_leavers(scenario(months=300, most_redeemed=limit, revolving_years=None), {}, **SURE)
    first = view(plan(whole), "W01").leaving[0].day
    planned = plan(with_leavers(whole, {1: first, 0: first.replace(year=first.year + 1)}))
    paid = [month for month, (amount, _) in enumerate(paid_by_month(planned)) if amount]
    counted = month_of(planned, date(first.year + 2, 6, 30))
    number = redemption_months(planned.scenario.coop.redemption_years)
    found = wait(planned, counted, Due(0.0, number, 0.0, 0.0, 0.0, 0.0))
    assert found.months == paid[-1] - (counted + number) >= late
    assert (found.unpaid, found.causes) == (False, ("limit",))


@pytest.mark.parametrize(("limit", "rate"), [(9000.0, 0.1), (6000.0, 0.12), (8000.0, 0.03)])
def test_the_yearly_limit_counts_interest_too(limit, rate):
    """The plan run again with one leaver alone, until the last cent: interest is paid within the limit, and first.

    Bounds of the years it takes: no fewer than without interest, no more than numpy-financial's nper for payments of
    the limit at the start of each year with unpaid interest compounded, and the first year, cut by interest before.
    """
    coop = {"most_redeemed": limit, "redemption_rate": rate, "revolving_years": None}
    whole = with_leavers(scenario(months=360, **coop), {}, **SURE)
    told = view(plan(whole), "W01").leaving[0]
    again = plan(with_leavers(whole, {0: told.day}))
    last = max(month for month, paid in enumerate(paid_by_month(again)) if any(paid))
    assert last - month_of(again, told.last_paid) == told.wait_months > 0
    years = (told.wait_months + told.number) / 12
    assert told.owed / limit - 1 < years < float(npf.nper(rate, -limit, told.owed, when="begin")) + 1
    assert not told.never


@pytest.mark.parametrize("language", languages(*WORKER))
def test_where_interest_takes_up_the_limit_what_is_owed_is_never_paid(language):
    """146,443 at 10 % is 14,644 of interest a year: at 6,000 a year it is never paid, and at 20,000 in eleven years.

    nper(10 %, 20,000 at the start of each year, 146,443) = 11.5 years; unpaid interest bears none, so a little less.
    """
    planned = plan(scenario(most_redeemed=6000.0, redemption_rate=0.1))
    owed = due(planned.case.terms, 146_443.0, BEFORE_THE_FIRST)
    assert waiting._by_limit(planned, owed) is None
    higher = plan(scenario(most_redeemed=20_000.0, redemption_rate=0.1))
    years = (waiting._by_limit(higher, owed) + owed.number) / 12
    assert 11.0 < years < npf.nper(0.1, -20_000.0, 146_443.0, when="begin") < 11.6
    mine = view(planned, "W01")
    told = mine.leaving[0]._replace(unpaid=True, never=True, wait_months=0, causes=("limit",))
    said = Teller(mine._replace(leaving=(told,)), language)
    never = said.say("leaving.never", years=waiting.LONGEST)
    assert any(one.endswith(never) for one in said.leaving())
    assert said.say("leaving.order_interest") in said.leaving()
    assert said.say("leaving.order_retired") in said.leaving()


def test_where_no_time_is_known_none_is_told():
    """In the plan of 120 months what is owed after three years would come 217 months late: not within it."""
    mine = view(plan(scenario(months=120, most_redeemed=2000.0)), "W01")
    assert (mine.leaving[0].unpaid, mine.leaving[0].wait_months) == (True, 217)
    told = Teller(mine).leaving()
    assert any(one.endswith("In this plan not all of it is paid by December 2038, when the plan ends.") for one in told)
    late = Teller(mine).say("leaving.late", time="#").split("#")[0]
    assert not any(late in one for one in told if one.startswith("After 3 years"))


@pytest.mark.parametrize("language", languages(*WORKER))
def test_a_wait_is_told_with_its_cause_and_who_is_first(language):
    mine = view(plan(scenario(months=300, most_redeemed=12_000.0)), "W01")
    teller = Teller(mine, language)
    said = teller.leaving()
    assert mine.leaving[0].causes[0] == "limit"
    assert mine.leaving[0].wait_months >= 24
    assert not mine.leaving[0].unpaid
    assert teller.say("leaving.order_interest") not in said
    assert teller.say("leaving.why_limit", amount="$12,000") in said
    assert teller.say("leaving.order_retired") in said
    late = teller.say("leaving.late", time=teller.say("leaving.years", number=mine.leaving[0].wait_months // 12))
    assert any(late in one for one in said)
    assert teller.say("leaving.why_cash") not in said
    calm = Teller(view(plan(scenario()), "W01"), language).leaving()
    assert not any(teller.say(f"leaving.why_{one}") in calm for one in ("law", "lender", "cash"))
    assert teller.say("leaving.order_retired") not in calm
