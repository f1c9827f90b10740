"""A community currency: a debt that settles sales without cash, ranks with wages, and is never the law's money."""

from random import Random

import pytest
import random_scenarios
from firm import lowered, scenario

from planner import Plan, plan
from planner.circulation import told
from planner.explain import explain, part, recomputed
from planner.lawful.currency import of as paid_in_units
from planner.model.lines import names, value_of
from planner.model.one import Run, run
from planner.model.records import Month
from planner.places import rules
from planner.scenario import Bylaws, Scenario, Worker, Workforce
from planner.scenario.currency import MOST_MONTHS, CommunityCurrency
from planner.statements import BALANCE, CASH
from planner.worker import view
from planner.worker.told import Teller

CENT = 0.005


def with_currency(plan_months: int = 60, **told_of_it: object) -> Scenario:
    found = CommunityCurrency(**{"name": "Hours", "of_pay": 0.1, "of_patronage": 0.5, "months": 6, **told_of_it})  # type: ignore[arg-type]
    people = Workforce(workers=(Worker(alias="Crew", number=24, pay=18.0), Worker(alias="Lead", number=1, pay=30.0)))
    return scenario(months=plan_months, community_currency=found, workforce=people)


def without(asked: Scenario) -> Scenario:
    return asked.model_copy(update={"community_currency": CommunityCurrency()})


def followed(asked: Scenario) -> Run:
    return run(lowered(asked))


# --- a worked case, by hand ----------------------------------------------------------------------------------------


def test_units_by_hand() -> None:
    """Nobody spends, half is redeemable after two months: in the third month half of the first month's pay is paid."""
    found = followed(with_currency(12, of_patronage=0.0, spent=0.0, redeemable=0.5, months=2)).months
    pay = [0.0, *(round(0.1 * month.operations.members_payroll + 1e-9, 2) for month in found[1:])]
    assert [month.currency.as_pay for month in found[1:]] == pytest.approx(pay[1:], abs=CENT)
    assert found[2].currency.redeemed == 0
    assert found[3].currency.redeemed == pytest.approx(pay[1] / 2, abs=0.011)
    assert found[3].currency.for_use_only == pytest.approx(pay[1] / 2, abs=0.011)
    assert found[3].currency.outstanding == pytest.approx(pay[1] + pay[2] + pay[3] - found[3].currency.redeemed)
    assert found[3].currency.redeemable == pytest.approx((pay[2] + pay[3]) / 2, abs=0.011)


def test_wages_in_units_take_no_cash_and_sales_in_units_bring_none() -> None:
    asked = with_currency(12, of_patronage=0.0, redeemable=0.0, spent=1.0, of_sales=0.01)
    has, has_not = followed(asked).months, followed(without(asked)).months
    for month in range(1, 5):
        moved = has[month].gates.operating_cash - has_not[month].gates.operating_cash
        assert moved == pytest.approx(has[month].currency.as_pay - has[month].currency.spent, abs=CENT)
        assert has[month].operations == has_not[month].operations
        assert has[month].currency.spent <= 0.01 * has[month].operations.sales + CENT
    assert has[3].currency.spent > 0


def test_the_limit_of_a_month_holds() -> None:
    found = followed(with_currency(spent=1.0, of_sales=1.0, most_taken=500.0)).months
    assert max(month.currency.spent for month in found) == pytest.approx(500.0, abs=0.2)
    assert all(month.currency.spent <= 500.0 + CENT for month in found)


def test_it_is_one_line_of_the_balance_sheet_and_its_cash_is_told() -> None:
    assert [row.name for row in BALANCE if row.name.startswith("currency")] == ["currency.outstanding"]
    assert [row.name for row in CASH if row.name.startswith("currency")] == [
        "currency.as_pay",
        "currency.spent",
        "currency.redeemed",
    ]
    made = plan(with_currency())
    assert all(check.holds for check in made.checks if check.name != "cash_suffices")


# --- law -----------------------------------------------------------------------------------------------------------


def test_the_least_cash_of_a_qualified_dividend_is_money() -> None:
    """26 U.S.C. 1388(c)(1): 20 % in money or by qualified check; a currency is neither, even if all else is in it."""
    asked = with_currency(of_pay=0.0, of_patronage=1.0)
    case = lowered(asked)
    found = run(case).months
    ends = [month for month, clock in zip(found, case.clocks, strict=True) if clock.year_end]
    shared = [month.shared for month in ends if month.shared.patronage_dividend > 0]
    assert shared
    for one in shared:
        assert one.in_units > 0
        assert one.cash_patronage - one.in_units >= 0.20 * one.patronage_dividend
    paid = [month for month in found if month.currency.as_patronage > 0]
    for month in paid:
        assert month.payments.patronage_paid >= 0.20 * (month.payments.patronage_paid + month.currency.as_patronage)
        assert not month.confirmed.lost


def test_units_of_a_dividend_that_is_not_qualified_are_not_deducted() -> None:
    base = with_currency(of_pay=0.0, of_patronage=1.0)
    asked = base.model_copy(update={"coop": base.coop.model_copy(update={"qualified": False})})
    for month in followed(asked).months:
        if month.shared.patronage_dividend:
            assert month.reckoning.deduction == pytest.approx(
                month.reckoning.cash_patronage - month.reckoning.in_units, abs=CENT
            )


def ruling(made: Plan, name: str) -> object:
    return next((one for one in made.lawful.rulings if one.id == name), None)


def state(made: Plan, name: str) -> str:
    found = ruling(made, name)
    return found.state if found else "not asked"  # type: ignore[attr-defined]


def test_wages_below_the_minimum_must_be_money() -> None:
    """29 CFR 531.27, 531.34. 40 hours at 18.00, least 16.90 (California 2026): 44.00 a week of 720.00 may be units."""
    told_of = Bylaws(works_in="ca", minimum_wage=16.9)
    within = with_currency(of_pay=0.06).model_copy(update={"bylaws": told_of})
    found = paid_in_units(within, rules("US", on=within.rules_date))
    crew = found.people[0]
    assert (crew.units, crew.most_units) == (43.2, 44.0)
    assert state(plan(within), "w_currency") == "passed"
    over = with_currency(of_pay=0.07).model_copy(update={"bylaws": told_of})
    assert state(plan(over), "w_currency") == "failed"
    assert ruling(plan(over), "w_currency").grave  # type: ignore[attr-defined]
    assert "6%" in ruling(plan(over), "w_currency").change.said()  # type: ignore[attr-defined]


def test_overtime_is_money() -> None:
    """29 CFR 531.27(b): 50 hours at 18.00 leave the same 44.00 of 900.00 that 40 hours do."""
    asked = with_currency(of_pay=0.05).model_copy(
        update={
            "bylaws": Bylaws(works_in="ca", minimum_wage=16.9),
            "workforce": Workforce(workers=(Worker(alias="Long", hours=50.0, pay=18.0),)),
        }
    )
    found = paid_in_units(asked, rules("US", on=asked.rules_date))
    assert (found.people[0].units, found.people[0].most_units, found.most_part) == (45.0, 44.0, 0.04)


def test_what_is_taken_for_the_share_leaves_less_for_units() -> None:
    base = with_currency(of_pay=0.05).model_copy(update={"bylaws": Bylaws(works_in="ca", minimum_wage=16.9)})
    coop = base.coop.model_copy(update={"member_share": 2_400.0, "down_payment": 0.0, "deduction_months": 24})
    asked = base.model_copy(update={"coop": coop})
    found = paid_in_units(asked, rules("US", on=asked.rules_date))
    assert found.people[0].most_units == pytest.approx(44.0 - 100 * 12 / 52, abs=0.01)


def test_state_wage_law_is_unknown_until_somebody_has_read_it() -> None:
    asked = with_currency()
    assert state(plan(asked), "w_currency_state") == "unknown"
    assert set(ruling(plan(asked), "w_currency_state").asks) == {  # type: ignore[attr-defined]
        "community_currency.reviewed",
        "community_currency.agreed_in_writing",
    }
    for reviewed, agreed, found in (("yes", "yes", "passed"), ("no", "yes", "failed"), ("yes", "unknown", "unknown")):
        made = plan(with_currency(reviewed=reviewed, agreed_in_writing=agreed))
        assert state(made, "w_currency_state") == found
    assert state(plan(with_currency(of_pay=0.0)), "w_currency_state") == "not asked"
    assert state(plan(with_currency()), "w_currency") == "unknown"  # where people work is not known


# --- off -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_without_it_every_figure_is_the_same_to_the_bit(seed: int) -> None:
    """Whatever else its inputs say: where no part of pay or patronage is in it, nothing moves, and nothing is asked."""
    rng, base = Random(f"off {seed}"), without(random_scenarios.scenario(seed, months=36))
    idle = CommunityCurrency(name="Idle", of_sales=rng.random(), spent=rng.random(), months=rng.randint(1, MOST_MONTHS))
    ours, theirs = lowered(base), lowered(base.model_copy(update={"community_currency": idle}))
    assert ours == theirs
    listed = names(Month, ours.shape)
    for month in run(ours).months:
        assert [name for name in listed if name.startswith(("currency", "spending")) and value_of(month, name)] == []


# --- laws over random plans ----------------------------------------------------------------------------------------


def test_laws_of_the_currency_on_random_plans() -> None:
    """Units are cohorts; what is owed is what was issued; spending is within its limits; nothing is below zero."""
    circulates = 0
    for seed in range(300):
        asked = random_scenarios.scenario(seed, months=30)
        if not asked.community_currency.used:
            continue
        case = lowered(asked)
        found = run(case)
        assert max(found.outcome.worst_gap, found.outcome.worst_unshared, found.outcome.worst_allocation) < CENT, seed
        issued = back = 0.0
        for month in found.months:
            now = month.currency
            issued, back = issued + now.as_pay + now.as_patronage, back + now.spent + now.redeemed
            held = sum(one.balance for one in month.cohorts) + now.for_use_only
            assert now.outstanding == pytest.approx(issued - back, abs=CENT), seed
            assert held == pytest.approx(now.outstanding, abs=CENT), seed
            assert min(now.outstanding, now.for_use_only, now.redeemable, now.spent, now.redeemed) >= -CENT
            assert now.spent <= month.spending.limit + CENT
            assert now.redeemable <= now.outstanding + CENT
            assert month.shared.in_units <= month.shared.cash_patronage - month.shared.minimum_cash + 0.011
        circulates += issued > 0
    assert circulates > 25


def test_what_may_be_asked_in_money_counts_as_a_debt_before_members_are_paid() -> None:
    """The room for leavers shrinks by what money may be asked for, in the month after it was issued."""
    asked = with_currency(of_patronage=0.0, spent=0.0)
    has, has_not = followed(asked).months, followed(without(asked)).months
    moved = has[2].lawful.as_due - has_not[2].lawful.as_due
    at_hand = has[1].treasury.cash - has_not[1].treasury.cash - has[1].treasury.line + has_not[1].treasury.line
    assert moved == pytest.approx(at_hand - has[1].currency.redeemable, abs=0.02)


# --- what people are shown -----------------------------------------------------------------------------------------


def test_stress_says_what_happens_if_nobody_buys_with_it() -> None:
    made = plan(with_currency(spent=0.9, of_sales=0.5))
    found = made.circulation
    assert found.stress
    assert found.stress.most_redeemed_stressed > found.stress.most_redeemed
    assert found.stress.lowest_cash_stressed <= found.stress.lowest_cash
    assert len(told(found)) == 3
    assert plan(scenario(months=60)).circulation == ((), None)


def test_every_figure_of_it_opens_to_itself() -> None:
    made = plan(with_currency())
    for year in made.circulation.years:
        for name in ("as_pay", "as_patronage", "spent", "redeemed"):
            address = ("year", f"currency.{name}", year.last)
            assert recomputed(made, *address) == part(made, *address).value
            assert part(made, *address).value == pytest.approx(getattr(year, name), abs=CENT)
            assert explain(made, *address).words
        for name in ("outstanding", "redeemable"):
            address = ("now", f"currency.{name}", year.last)
            assert recomputed(made, *address) == part(made, *address).value
            assert explain(made, *address).words


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_worker_reads_what_comes_in_it_and_what_it_is_good_for(language: str) -> None:
    mine = view(plan(with_currency(redeemable=0.5)), "Lead")
    said = Teller(mine, language).currency()
    assert len(said) == 5
    assert "Hours" not in " ".join(said)  # what it is called is free text of the plan, and may name somebody
    assert "50" in said[3]
    assert mine.years[0].pay_in_units == pytest.approx(0.1 * mine.years[0].pay, abs=CENT)
    assert any(year.cash_in_units > 0 for year in mine.years)
    assert all(year.cash_in_units <= year.cash for year in mine.years)
    for cash in mine.cash:
        assert cash.kept == pytest.approx(cash.patronage + cash.revolved - cash.tax, abs=CENT)
    assert Teller(view(plan(without(with_currency())), "Lead"), language).currency() == []


def test_money_to_a_worker_is_less_by_the_units() -> None:
    asked = with_currency(of_pay=0.0, of_patronage=1.0)
    has, has_not = view(plan(asked), "Lead"), view(plan(without(asked)), "Lead")
    first, other = has.cash[0], has_not.cash[0]
    units = next(year.cash_in_units for year in has.years if year.cash_in_units)
    assert first.patronage == pytest.approx(other.patronage - units, abs=CENT)
    assert first.taxed == pytest.approx(other.taxed, abs=CENT)
