"""From the price to what is paid: debt-like items and the peg, in the books of all four deal forms."""

import json
from random import Random

import firm
import pytest
import random_scenarios
import valued
from pydantic import ValidationError
from test_explain_owner import assert_leads_to_ends, assert_the_same, of_valuation

from planner import Plan, charts, plan
from planner.explain import explain
from planner.faults import Faulty, read, write
from planner.model.one import run
from planner.model.terms import Terms
from planner.report.bridge import COLUMNS, bridge
from planner.scenario import DebtLike, Scenario, WorkingCapital
from planner.valuation.records import PegTerms
from planner.valuation.settlement import compare, extremes_of, settlement_of
from planner.views import lists_value

FORMS = ("assets", "shares_merged", "shares_election", "buyout")
TWELVE = (90.0, 95.0, 100.0, 105.0, 110.0, 120.0, 130.0, 125.0, 115.0, 105.0, 100.0, 95.0)
BY_MONTHS = PegTerms(1.0, 0.0, 0.0, 0.0, 0.0)


def pegged(closing: float, months: tuple[float, ...] = TWELVE, **terms: float):
    return compare(closing, months, extremes_of(months)[-1], BY_MONTHS._replace(**terms))


def changed(**deal) -> Scenario:
    """The firm of the worked example, with another deal."""
    asked = firm.scenario()
    books = asked.business.books.model_copy(update={"other_assets": 40_000.0, "other_liabilities": 30_000.0})
    business = asked.business.model_copy(update={"books": books})
    return asked.model_copy(update={"business": business, "deal": asked.deal.model_copy(update=deal)})


def opened(asked: Scenario, form: str = "shares_merged"):
    deal = asked.deal.model_copy(update={"form": form})
    return run(firm.lowered(asked.model_copy(update={"deal": deal})))


# --- the peg --------------------------------------------------------------------------------------------------------


def test_mean_and_trimmed_mean_of_twelve_months():
    # Derived from jiglabs.ai and silvershorepartners.com (trailing twelve months; two high and two low left out)
    assert pegged(98.0).peg == 107.5
    assert pegged(98.0).adjustment == -9.5
    assert pegged(98.0, trimmed=1.0).peg == 106.25


def test_a_collar_takes_the_first_part_of_a_difference():
    # markettransfer.info, Lear to International Automotive Components, closing net working capital: below $18,000,000
    # the seller pays what is missing to it, above $20,000,000 the buyer what is beyond; between, nothing
    for closing, paid in ((17.2, -0.8), (18.0, 0.0), (19.4, 0.0), (20.0, 0.0), (21.5, 1.5)):
        terms = {"by_amount": 1.0, "agreed": 19e6, "collar": 1e6}
        assert pegged(closing * 1e6, **terms).adjustment == pytest.approx(paid * 1e6)


def test_the_extremes_are_those_of_sorting():
    rng = Random(5)
    for _ in range(2000):
        months = tuple(round(rng.uniform(-1e5, 1e6), rng.choice((0, 2))) for _ in range(12))
        found, ordered = extremes_of(months)[-1], sorted(months)
        assert (found.lowest, found.second_lowest) == (ordered[0], ordered[1])
        assert (found.highest, found.second_highest) == (ordered[-1], ordered[-2])
        assert pegged(0.0, months, trimmed=1.0).peg == pytest.approx(sum(ordered[2:-2]) / 8, abs=1e-6)


def test_without_seasons_the_peg_from_the_books_is_the_books():
    asked = changed(working_capital=WorkingCapital(peg="seasons"))
    found = settlement_of(asked)
    assert found.peg.peg == pytest.approx(found.peg.closing, abs=0.02)
    assert found.settled.price_adjustment == pytest.approx(0, abs=0.02)


def test_a_firm_sold_at_its_season_s_height_is_paid_for_the_working_capital_above_normal():
    asked = changed(working_capital=WorkingCapital(peg="seasons"))
    seasons = (0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1.0, 1.0, 1.0, 2.0, 3.0, 3.0)  # closing is in December
    business = asked.business.model_copy(update={"seasonality": seasons})
    found = settlement_of(asked.model_copy(update={"business": business}))
    assert found.seasons[-1].balance == pytest.approx(found.peg.closing, abs=0.02)
    assert found.peg.adjustment > 0
    assert found.peg.peg == pytest.approx(sum(one.balance for one in found.seasons) / 12)
    # By hand: receivables and inventory less payables turn over by three months' sales; the rest stands still
    moving, still = 200_000 + 150_000 - 100_000, 40_000 - 50_000 - 30_000
    quarters = [sum(seasons[(month - back) % 12] for back in range(3)) for month in range(12)]
    expected = [moving * quarter / quarters[11] + still for quarter in quarters]
    assert found.months == pytest.approx(expected, abs=0.02)


# --- the season of the balance sheet --------------------------------------------------------------------------------

PEAK = (0.7, 0.7, *(0.8,) * 7, 1.2, 1.8, 2.2)  # October to December bring three times April to June
EVEN = (1.0,) * 12


def in_season(weights: tuple[float, ...], end: int, **business) -> Scenario:
    """The firm closing in December, its fiscal year ending in another month."""
    asked = firm.scenario()
    changes = {"seasonality": weights, "fiscal_year_end_month": end} | business
    return asked.model_copy(update={"business": asked.business.model_copy(update=changes)})


def said_of_season(made: Plan) -> list[str]:
    return [one.key for one in made.valuation.findings if "season_" in one.key or "days_too_long" in one.key]


def test_days_are_those_of_the_balance_sheet_s_own_three_months():
    # Days outstanding = balance at the end of a period / sales of that same period x its days (the ratio of every
    # textbook of accounting). Sales of 2,400,000 a year, of it April to June 3 x 0.8 of 12.2 weights; 91.25 days
    quarter = 2_400_000 * 2.4 / sum(PEAK)
    found = settlement_of(in_season(PEAK, 6)).turnover
    assert found.books_quarter == pytest.approx(quarter)
    assert found.receivable_days == pytest.approx(200_000 / quarter * 91.25)
    assert found.inventory_days == pytest.approx(150_000 / (quarter * 700 / 2400) * 91.25)
    assert found.payable_days == pytest.approx(100_000 / (quarter * 700 / 2400) * 91.25)
    assert found.closing_quarter == pytest.approx(2_400_000 * 5.2 / sum(PEAK))


def test_a_later_balance_sheet_brings_its_own_month():
    asked = in_season(PEAK, 6, books_month=12)
    assert settlement_of(asked).turnover.receivable_days == pytest.approx(200_000 / (2_400_000 * 5.2 / 12.2) * 91.25)
    assert not said_of_season(plan(asked))


@pytest.mark.parametrize("end", range(1, 13))
def test_without_seasons_the_month_of_the_books_changes_nothing(end):
    books = settlement_of(in_season(EVEN, end)).turnover
    assert books.receivable_days == pytest.approx(200_000 / 600_000 * 91.25)
    assert books == settlement_of(in_season(EVEN, 12)).turnover
    assert not said_of_season(plan(in_season(EVEN, end)))


def test_another_season_than_closing_is_said_with_what_the_first_months_make_of_it():
    made = plan(in_season(PEAK, 6))
    (said,) = (one for one in made.valuation.findings if "season_" in one.key)
    # By hand: 250,000 in the books of June, times the weights 5.2 of October to December over 2.4 of April to June
    assert said.key == "valuation.price.season_ties"
    for words in ("June", "December", "$472,131", "$1,022,951", "$541,667", "$250,000", "$291,667"):
        assert words in said.said()
    months = made.run.months
    trade = [one.working.receivables + one.working.inventory - one.working.payables for one in months[:2]]
    quarter = (0.7 * 1.02 + 2.2 + 1.8) / 2.4  # the month after closing has grown by 2 %
    assert trade == pytest.approx([250_000, 250_000 * quarter], abs=1500)


def test_books_of_the_high_season_warn_of_cash_that_is_none():
    slow = (*(1.0,) * 3, 2.0, 2.0, 2.0, *(1.0,) * 3, 0.5, 0.5, 0.5)
    made = plan(in_season(slow, 6))
    assert said_of_season(made) == ["valuation.price.season_frees"]


def test_no_sales_before_the_balance_sheet_asks_for_days():
    none = (*(1.0,) * 3, 0.0, 0.0, 0.0, *(1.0,) * 6)
    with pytest.raises(Faulty, match=r"receivable_days: no sales fall into the three months up to .* June"):
        plan(in_season(none, 6))
    given = settlement_of(in_season(none, 6, receivable_days=40.0, payable_days=30.0)).turnover
    assert given.receivable_days == 40
    assert (given.payable_days, given.payables_fixed) == (30, 0)  # days given are all there is, nothing stays beside
    assert (given.inventory_days, given.inventory_fixed) == (0, 150_000)  # none given: goods stay as booked


def test_no_sales_before_closing_no_longer_collect_what_customers_owe_for_good():
    none = (*(1.0,) * 9, 0.0, 0.0, 0.0)
    made = plan(in_season(none, 6))
    summer = made.run.months[6].working.receivables  # June again: as in the books, grown by 2 %
    assert summer == pytest.approx(200_000 * 1.02, rel=0.01)
    assert said_of_season(made) == ["valuation.price.season_frees"]


def test_books_of_the_dead_season_are_told_to_show_too_many_days():
    dead = (*(1.0,) * 3, 0.05, 0.05, 0.05, *(1.0,) * 6)
    assert "valuation.price.days_too_long" in said_of_season(plan(in_season(dead, 6)))


def test_in_any_season_the_books_come_back_a_year_later():
    # A law: without growth, working capital a year after the books is what the books show, whatever the seasons.
    rng = Random(20)
    for _ in range(2000):
        weights, end = tuple(rng.uniform(0.05, 3) for _ in range(12)), rng.randint(1, 12)
        found = settlement_of(in_season(weights, end)).turnover
        last = firm.scenario().business.statements[-1]
        quarter = last.sales * sum(weights[(end - 1 - back) % 12] for back in range(3)) / sum(weights)
        assert found.receivable_days * quarter / 91.25 == pytest.approx(200_000)
        assert found.inventory_days * quarter * found.cost_fraction / 91.25 == pytest.approx(150_000)


# --- the books ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_an_item_that_stays_lowers_the_price_and_is_still_owed(form):
    item = DebtLike(name="Leave", kind="accrued_leave", amount=20_000.0, booked="accrued")
    plain, kept = opened(changed(), form), opened(changed(debt_like=(item,)), form)
    assert kept.start.closing.to_seller == plain.start.closing.to_seller - 20_000
    assert kept.start.closing.liabilities_paid_off == 0
    assert kept.start.closing.uses == plain.start.closing.uses - 20_000
    assert kept.months[0].working.accrued == plain.months[0].working.accrued
    lower = 0 if form == "buyout" else 20_000  # less is paid for the same net assets
    assert kept.months[0].assets.goodwill == plain.months[0].assets.goodwill - lower
    assert kept.months[0].balance.collective == plain.months[0].balance.collective + 20_000 - lower


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("booked", ["accrued", "other_liabilities"])
def test_an_item_paid_off_costs_the_seller_and_leaves_the_books(form, booked):
    item = DebtLike(name="Taxes", kind="unpaid_taxes", amount=20_000.0, booked=booked, paid_off=True)
    plain, paid = opened(changed(), form), opened(changed(debt_like=(item,)), form)
    assert paid.start.closing.to_seller == plain.start.closing.to_seller - 20_000
    assert paid.start.closing.liabilities_paid_off == 20_000
    assert paid.start.closing.uses == plain.start.closing.uses
    owed = paid.months[0].balance.liabilities
    assert owed == pytest.approx(plain.months[0].balance.liabilities - 20_000)
    assert paid.start.opening.fair_surplus == pytest.approx(plain.start.opening.fair_surplus)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("paid_off", [False, True])
def test_what_was_never_booked_is_the_seller_s_to_bear_in_every_form(form, paid_off):
    """Goodwill and collective account are as if nothing had been found: the price bears it."""
    item = DebtLike(name="Audit", kind="unpaid_taxes", amount=20_000.0, booked="unbooked", paid_off=paid_off)
    plain, found = opened(changed(), form), opened(changed(debt_like=(item,)), form)
    assert found.start.closing.to_seller == plain.start.closing.to_seller - 20_000
    assert found.months[0].assets.goodwill == plain.months[0].assets.goodwill
    assert found.months[0].balance.collective == plain.months[0].balance.collective
    assert found.months[0].balance.other_liabilities == plain.months[0].balance.other_liabilities + 20_000 * (
        not paid_off
    )


@pytest.mark.parametrize("form", FORMS)
def test_a_loan_to_the_seller_is_paid_for_or_set_off(form):
    item = DebtLike(name="Car", kind="loan_to_seller", amount=15_000.0, booked="other_assets")
    plain = opened(changed(), form)
    goes_on = opened(changed(debt_like=(item,)), form)
    assert goes_on.start.closing.to_seller == plain.start.closing.to_seller + 15_000
    assert goes_on.months[0].balance.other_assets == 40_000
    set_off = opened(changed(debt_like=(item.model_copy(update={"paid_off": True}),)), form)
    assert set_off.start.closing.to_seller == plain.start.closing.to_seller
    assert set_off.months[0].balance.other_assets == 25_000


def test_debt_that_is_listed_is_taken_off_once():
    item = DebtLike(name="Owner's loan", kind="loan_from_seller", amount=50_000.0, booked="debt")
    plain, listed = opened(changed()), opened(changed(debt_like=(item,)))
    assert listed.start == plain.start


@pytest.mark.parametrize("form", FORMS)
def test_working_capital_above_the_peg_is_paid_for_dollar_for_dollar(form):
    asked = WorkingCapital(peg="agreed", agreed=170_000.0, collar=10_000.0)
    plain, more = opened(changed(), form), opened(changed(working_capital=asked), form)
    assert settlement_of(changed()).peg.closing == 200_000 + 150_000 + 40_000 - 100_000 - 50_000 - 30_000
    assert more.start.closing.to_seller == plain.start.closing.to_seller + 30_000
    assert more.months[0].assets.goodwill == plain.months[0].assets.goodwill + (0 if form == "buyout" else 30_000)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_entered_changes_nothing(form):
    terms = firm.lowered(firm.scenario(form)).terms
    assert (terms.price_adjustment, terms.unbooked_liabilities) == (0, 0)
    assert terms.accrued_kept == terms.books_accrued
    assert terms.other_liabilities_kept == terms.books_other_liabilities
    assert terms.other_assets_kept == terms.books_other_assets


def test_a_second_owner_s_work_is_paid_for_in_the_plan_too():
    asked = valued.scenario()
    terms = firm.lowered(asked).terms
    assert terms.replacement == 90_000 + 70_000
    assert terms.overhead == 280_000 - 10_000 + (76_000 - 60_000)
    unknown = asked.model_copy(update={"owner": asked.owner.model_copy(update={"second_replacement_pay": None})})
    assert firm.lowered(unknown).terms.replacement == pytest.approx(90_000 + 99_000 / 1.1)


# --- random deals ---------------------------------------------------------------------------------------------------


def test_price_and_books_of_random_deals_agree():
    """300 random deals: the valuation's price is the closing's, the bridge balances, sources meet uses."""
    adjusted = 0
    for seed in range(300):
        asked = random_scenarios.scenario(seed, months=12)
        made = plan(asked)
        closing = made.run.start.closing
        assert made.valuation.shares[3].paid == pytest.approx(closing.for_all_shares, abs=0.01), seed
        assert closing.sources == pytest.approx(closing.uses, abs=0.01), seed
        assert made.run.months[0].balance.assets == pytest.approx(
            made.run.months[0].balance.liabilities + made.run.months[0].balance.equity, abs=0.01
        ), seed
        told = bridge(made)
        for column in COLUMNS:
            claims = told.total("liabilities", column) + told.total("equity", column)
            assert told.total("assets", column) == pytest.approx(claims, abs=0.05), (seed, column)
        adjusted += made.case.terms.price_adjustment != 0
        steps = charts.price_bridge(made).series[0].values
        assert sum(steps[:-1]) == pytest.approx(steps[-1], abs=0.05), seed
    assert adjusted > 150


# --- the example that uses everything -------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=FORMS)
def full(request) -> Plan:
    return plan(valued.scenario(request.param))


def test_every_figure_of_the_full_example_opens_to_the_same_figure(full):
    figures = list(of_valuation(full))
    assert len(figures) > 450
    assert_the_same(full, figures)
    rules = assert_leads_to_ends(full, figures)
    assert {"valuation.industry.manufacturing", "valuation.discount_rate", "co_op.federal_rate"} <= rules


def test_every_figure_by_season_and_exit_multiple_opens(full):
    value = full.scenario.value.model_copy(
        update={"terminal": "exit_multiple", "sde_multiple": 3.5, "timing": "year_end"}
    )
    deal = full.scenario.deal.model_copy(update={"working_capital": WorkingCapital(peg="seasons", trimmed=True)})
    made = plan(full.scenario.model_copy(update={"value": value, "deal": deal}))
    figures = list(of_valuation(made))
    assert_the_same(made, figures)
    assert_leads_to_ends(made, figures)


def test_parts_of_one_formula_never_carry_the_same_name(full):
    for _, name, _, _ in of_valuation(full):
        parts = explain(full, "valuation", name, 0).parts
        assert len({(one.label, one.when) for one in parts}) == len(parts), name


def test_the_price_s_adjustment_opens_to_the_valuation(full):
    told = explain(full, "terms", "price_adjustment", 0)
    assert told.figure.value == full.valuation.settlement.settled.price_adjustment != 0
    assert told.parts[0].place == "valuation"


def test_the_full_example_in_words(full):
    def words(name: str) -> str:
        return explain(full, "valuation", name, 0).words

    assert words("shares.3.paid").startswith("Price + Inventory bought beside, added + Cash left in, added")
    assert words("dcf.mid.presents.2.value") == (
        "Cash flow after tax (year 3) ÷ Growth of 1 at the discount rate (middle value, year 3)"
    )
    assert words("settlement.peg.trimmed_mean").endswith("÷ 8")


# --- what is refused ------------------------------------------------------------------------------------------------


def faults(change: dict) -> list[str]:
    data = changed().model_dump(mode="json")
    data["deal"] |= change
    with pytest.raises(Faulty) as refused:
        read(json.dumps(data))
    return refused.value.faults


def test_bad_input_is_one_sentence():
    item = {"name": "Leave", "kind": "accrued_leave", "amount": 60_000.0, "booked": "accrued"}
    (said,) = faults({"debt_like": [item]})
    assert "deal.debt_like" in said
    assert "60,000.00, more than the 50,000.00" in said
    (said,) = faults({"debt_like": [{**item, "booked": "other_assets"}]})
    assert "a loan to the seller, and nothing else" in said
    (said,) = faults({"working_capital": {"peg": "monthly"}})
    assert "twelve month-ends" in said
    (said,) = faults({"working_capital": {"months": [1.0, 2.0]}})
    assert "here are 2" in said


def test_the_full_example_is_kept_as_written():
    asked = valued.scenario()
    assert read(write(asked)) == asked


def test_items_beyond_the_price_are_refused():
    item = DebtLike(name="Claim", amount=2_000_000.0, booked="unbooked")
    with pytest.raises(Faulty):
        plan(changed(debt_like=(item,)))


def test_no_item_without_its_account():
    with pytest.raises(ValidationError, match="more than"):
        Scenario.model_validate(changed().model_dump() | {"deal": _with_item("other_liabilities", 30_001.0)})


def _with_item(booked: str, amount: float) -> dict:
    item = {"name": "Deposits", "kind": "customer_deposits", "amount": amount, "booked": booked, "paid_off": False}
    return changed().deal.model_dump() | {"debt_like": (item,)}


def test_terms_hold_what_the_closing_day_needs():
    assert {"price_adjustment", "unbooked_liabilities", "accrued_kept", "other_assets_kept"} <= set(Terms._fields)


# --- lists on the pages ---------------------------------------------------------------------------------------------


def test_the_schedule_of_add_backs_is_read_and_put_back_as_it_was(monkeypatch):
    held = valued.scenario().model_dump(mode="json")["business"]["statements"]
    monkeypatch.setattr(lists_value.state, "entered_at", lambda _path: held)
    rows = lists_value.read(held)
    boat = next(row for row in rows if row["name"] == "Boat")
    assert (boat["2023"], boat["2024"], boat["2025"], boat["recurring"]) == (9_000, 9_500, 10_000, True)
    assert lists_value.put_back(rows) == held


def test_an_item_without_an_amount_yet_is_kept_in_the_last_year(monkeypatch):
    held = valued.scenario().model_dump(mode="json")["business"]["statements"]
    monkeypatch.setattr(lists_value.state, "entered_at", lambda _path: held)
    new = {"name": "New", **lists_value.NEW_ITEM}
    put = lists_value.put_back([*lists_value.read(held), new])
    assert [len(one["add_backs"]) for one in put] == [2, 2, 2]
    assert put[-1]["add_backs"][-1] == {"name": "New", "amount": 0.0, **lists_value.NEW_ITEM}


def test_month_ends_are_twelve_or_none():
    shape = lists_value.month_ends()
    assert len(shape.read([])) == 12
    assert shape.put_back(shape.read([])) == []
    assert shape.put_back([{"value": 5.0}, *shape.read([])[1:]]) == [5.0, *[0.0] * 11]


def test_owners_and_rent_stay_with_their_year(monkeypatch):
    held = valued.scenario().model_dump(mode="json")["business"]["statements"]
    monkeypatch.setattr(lists_value.state, "entered_at", lambda _path: held)
    shape = lists_value.of_the_years()
    rows = shape.read(held)
    assert rows[0] == {"second_owner_pay": 95_000, "rent_to_owner": 60_000, "market_rent": 72_000, "weight": None}
    assert shape.put_back(rows) == held
