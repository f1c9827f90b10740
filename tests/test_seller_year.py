"""The year of sale on one return, and what else decides the tax: costs, ages, holding, earnings, idle assets."""

from datetime import date
from pathlib import Path
from random import Random

import firm
import pytest
import random_scenarios
import sweep
from test_rivals import month
from test_seller import owner, sale, yearly
from test_seller_laws import cases

from planner import places, plan, seller
from planner.faults import read
from planner.model.helpers import cents
from planner.places import us
from planner.places.states import STATES
from planner.places.us import law_of, year_tax
from planner.rivals.debts import debt_year
from planner.rivals.laying import held_years
from planner.rivals.records import Burdens, NoteMonth
from planner.rivals.together import profit_year
from planner.scenario import Owner, Rivals, SoldAssets
from planner.scenario.owner_tax import SmallStock
from planner.scenario.rivals import Terms

SAMPLE = Path(__file__).parent.parent / "scenarios" / "sample_company.json"
RULES = places.rules("US", on=date(2026, 11, 22))
NOTHING = us.Income(*(0.0,) * len(us.Income._fields))


def tax(filing: str = "joint", year: int = 2026, **income: float) -> float:
    return year_tax(NOTHING._replace(**income), law_of(RULES.at(date(year, 12, 31)), filing)).tax.total


def keys(told: seller.SellerOutcome) -> set[str]:
    return {one.key for one in told.findings}


def test_profit_and_pay_until_closing_stand_below_the_gain() -> None:
    """Rev. Proc. 2025-32, joint, 2026: deduction 32,200; gain at 0 % to 98,900, 15 % to 613,700, then 20 %.

    Profit 300,000 and pay 100,000 leave 367,800 of ordinary income. A gain of 500,000 stands on it: 245,900 at 15 %,
    254,100 at 20 %. Alone it would be 98,900 at 0 % and 368,900 at 15 %.
    """
    of_s = owner(entity="s_corporation")
    alone = seller.outcome(of_s, sale(500_000.0, 0.0, 0.0), [], RULES)
    assert alone.totals.tax_of_sale == 0.15 * 368_900.0
    told = sale(500_000.0, 0.0, 0.0, tells_until=True, profit_before=300_000.0, pay_before=100_000.0)
    stacked = seller.outcome(of_s, told, [], RULES)
    assert stacked.totals.tax_of_sale == 0.15 * 245_900.0 + 0.20 * 254_100.0
    assert "seller.until.profit" in keys(stacked)
    passive = seller.outcome(owner(entity="s_corporation", participates=False), told, [], RULES)
    without = 0.038 * min(300_000.0, 400_000.0 - 250_000.0)
    whole = 0.038 * min(800_000.0, 900_000.0 - 250_000.0)
    assert passive.totals.tax_of_sale == pytest.approx(stacked.totals.tax_of_sale + whole - without, abs=0.01)


def test_a_loss_until_closing_is_set_off_against_the_gain() -> None:
    """26 U.S.C. 461(l): a loss of 50,000 and no other income leaves 450,000 of a gain of 500,000."""
    told = sale(500_000.0, 0.0, 0.0, tells_until=True, profit_before=-50_000.0)
    found = seller.outcome(owner(entity="s_corporation"), told, [], RULES)
    assert found.totals.tax_of_sale == tax(gain=450_000.0)
    assert "seller.until.loss" in keys(found)


def test_the_sample_s_year_of_sale() -> None:
    """A year's profit and pay of the sample, and the tax on both worked out apart from the seller's stages."""
    made = plan(read(SAMPLE.read_bytes()))
    first = made.seller.years[0]
    earned = made.rivals.way("coop").outline.records[-1][1].earned
    assert (first.profit_before, first.pay_before) == (earned.profit, earned.wages)
    below = {"other": made.scenario.owner.other_income + earned.profit, "wages": earned.wages}
    sold = {"gain": first.gain, "recapture": first.recapture, "interest": first.interest}
    filing, aged = made.scenario.owner.filing, made.seller.records[0].income.aged
    added = tax(filing, first.year, aged=aged, **below, **sold) - tax(filing, first.year, aged=aged, **below)
    assert first.federal_tax_of_sale == cents(added)


def test_the_owner_s_page_and_the_other_ways_agree_on_what_the_sale_adds() -> None:
    """The same year with the sale and without it, by the stages of the other ways."""
    seen = with_state = gone = 0
    for seed in range(sweep.cases(60, 1_000)):
        rng = Random(seed)
        asked = random_scenarios.scenario(seed, months=36)
        today = date(asked.deal.closing.year - rng.randint(0, 1), rng.randint(1, 12), 15)
        lives = asked.owner.model_copy(update={"state": rng.choice(STATES), "state_rate": 0.04})
        told = asked.owner if asked.owner.taxed_in_kingdom else lives
        made = plan(asked.model_copy(update={"rules_date": today, "owner": told}))
        year = asked.deal.closing.year
        records = dict(made.rivals.way("coop").outline.records)
        if year not in records or asked.owner.taxed_in_kingdom:
            continue
        first, sold = made.seller.years[0], made.seller.records[0]
        held = held_years(today, made.rivals.way("coop").months, made.run.months, Burdens())
        planned = made.seller.planned
        elections = planned.exclusion is not None or planned.rollover is not None
        if not first.rent:
            bare = profit_year(made.scenario, year, held[year], (None, elections), made.rules)
            together = records[year].together
            assert together.federal - bare.together.federal == pytest.approx(first.federal_tax_of_sale, abs=0.011), seed
            if not any(one.rollover or one.exclusion for one in planned.later):
                assert together.state - bare.together.state == pytest.approx(first.state_tax, abs=0.011), seed
            with_state += first.state_tax > 0
        gone += records[year].gone is not None
        seen += 1
        assert sold.income_in_all is not None
    assert seen > 20
    assert with_state > 3
    assert gone > 3


def test_a_couple_of_66_pays_what_the_vector_says() -> None:
    """2026, joint, both 66, wages 50,000, gain 1,000,000 on shares: as policyengine-us and taxcalc say."""
    both = owner(age=66, spouse_age=66)
    told = sale(1_000_000.0, 0.0, 0.0, tells_until=True, pay_before=50_000.0)
    assert seller.outcome(both, told, [], RULES).years[0].tax == 189_230.0
    pension = owner(age=66, spouse_age=66, other_income=50_000.0)
    assert seller.outcome(pension, sale(1_000_000.0, 0.0, 0.0), [], RULES).years[0].tax == 189_230.0
    for one in (owner(age=66, other_income=50_000.0), owner(age=66, spouse_age=60, other_income=50_000.0)):
        assert seller.outcome(one, sale(1_000_000.0, 0.0, 0.0), [], RULES).years[0].tax > 189_230.0
    asked = firm.scenario(owner=Owner(age=66, spouse_age=64, entity="c_corporation", replacement_pay=90_000))
    assert [one.income.aged for one in plan(asked).seller.records][:2] == [1.0, 2.0]


def test_costs_of_selling_by_the_regulation_s_example() -> None:
    """26 CFR 15a.453-1(b)(5) example 1: price 100,000, basis 38,000, expenses 2,000: 3/5 of each payment is gain."""
    told = sale(10_000.0, 90_000.0, 38_000.0, selling_costs=2_000.0)
    found = seller.outcome(owner(test_rate=0.0), told, yearly(10_000.0, 9), RULES)
    assert found.instalments.gain_fraction == 3 / 5
    assert found.instalments.contract_price == 100_000.0
    assert [year.gain for year in found.years] == [6_000.0] * 10
    assert found.totals.cash == 100_000.0
    assert found.totals.cash_after_tax == cents(100_000.0 - found.totals.tax_of_sale - 2_000.0)
    assert "seller.selling_costs" in keys(found)


@pytest.mark.parametrize("entity", ["c_corporation", "s_corporation", "partnership", "sole_owner"])
@pytest.mark.parametrize("form", ["assets", "shares_merged"])
def test_costs_of_selling_lower_the_gain_whatever_is_sold(entity, form) -> None:
    """26 CFR 1.263(a)-1(e)(1): off the amount realised."""
    plain = seller.outcome(owner(entity=entity), sale(900_000.0, 0.0, 100_000.0, form=form), [], RULES)
    costly = seller.outcome(
        owner(entity=entity), sale(900_000.0, 0.0, 100_000.0, form=form, selling_costs=50_000.0), [], RULES
    )
    if entity == "c_corporation" and form == "assets":
        assert costly.planned.entity.gain == plain.planned.entity.gain - 50_000.0
    else:
        assert costly.totals.gain == plain.totals.gain - 50_000.0
    assert 0 < plain.totals.tax_of_sale - costly.totals.tax_of_sale < 50_000.0


def test_the_co_op_and_an_outsider_count_costs_of_selling_alike() -> None:
    """The plan's own price, day and costs given to an outsider: the same money."""
    base = firm.scenario(owner=Owner(age=60, basis=200_000.0, replacement_pay=90_000.0, selling_costs=40_000.0))
    made = plan(base.model_copy(update={"rules_date": date(2026, 12, 31)}))
    coop = made.rivals.way("coop").outline
    free = plan(
        base.model_copy(
            update={
                "rules_date": date(2026, 12, 31),
                "owner": base.owner.model_copy(update={"selling_costs": 0.0}),
            }
        )
    )
    assert coop.sums.costs == 40_000.0
    lost = free.rivals.way("coop").outline.sums.cash - coop.sums.cash
    assert 0.5 * 40_000.0 < lost < 40_000.0
    assert made.seller.totals.cash_after_tax == pytest.approx(coop.sums.cash, abs=0.05)


def test_what_was_held_a_year_or_less_is_taxed_as_ordinary_income() -> None:
    """26 U.S.C. 1222(1), (3): not more than one year is short-term."""
    whole = sale(1_000_000.0, 0.0, 0.0)
    short = seller.outcome(owner(), whole._replace(years_held=1.0), [], RULES)
    assert short.totals.tax_of_sale == tax(interest=1_000_000.0)
    assert "seller.short_term" in keys(short)
    long_held = seller.outcome(owner(), whole._replace(years_held=1.1), [], RULES)
    assert long_held.totals.tax_of_sale == tax(gain=1_000_000.0, investment_share=1.0) < short.totals.tax_of_sale
    active = seller.outcome(owner(entity="s_corporation"), whole._replace(years_held=0.5), [], RULES)
    assert active.totals.tax_of_sale == tax(other=1_000_000.0)
    of_its_assets = seller.outcome(
        owner(entity="s_corporation"), whole._replace(years_held=0.5, form="assets"), [], RULES
    )
    assert of_its_assets.totals.tax_of_sale == tax(gain=1_000_000.0)


def test_short_term_gain_is_still_spread_and_never_left_out() -> None:
    """453 asks for no holding period; interest on deferred tax is at the highest ordinary rate: 453A(c)(3)."""
    stock = SmallStock(
        claimed=True, acquired=date(2010, 10, 1), original_issue="yes", qualified_trade="yes", gross_assets=1e6
    )
    told = sale(1_000_000.0, 9_000_000.0, 0.0, years_held=0.5, note_rate=0.06)
    found = seller.outcome(owner(small_stock=stock, test_rate=0.0), told, yearly(1_000_000.0, 9), RULES)
    assert [year.gain for year in found.years] == [1_000_000.0] * 10
    assert found.planned.exclusion is None
    longer = seller.outcome(owner(test_rate=0.0), told._replace(years_held=5.0), yearly(1_000_000.0, 9), RULES)
    assert found.records[0].charge.deferred_tax == 0.37 * 9_000_000.0
    assert longer.records[0].charge.deferred_tax == 0.20 * 9_000_000.0


@pytest.mark.parametrize(
    ("earnings", "account", "dividend", "gain"),
    [
        (500_000.0, None, 500_000.0, 700_000.0),  # an account that is not told is taken as empty
        (500_000.0, 0.0, 500_000.0, 700_000.0),
        (500_000.0, 300_000.0, 500_000.0, 700_000.0),  # 300,000 and then 200,000 against the basis of 300,000
        (500_000.0, 800_000.0, 200_000.0, 700_000.0),
        (500_000.0, 2_000_000.0, 0.0, 700_000.0),
        (900_000.0, None, 900_000.0, 900_000.0),  # less than the basis is left to set against it
        (None, None, 0.0, 700_000.0),
    ],
)
def test_an_s_corporation_pays_out_of_its_account_then_its_earnings_then_the_basis(
    earnings, account, dividend, gain
) -> None:
    """26 U.S.C. 1368(c); a dividend is investment income whatever the participation: 1411(c)(1)(A)(i)."""
    bought = sale(1_000_000.0, 0.0, 300_000.0, form="buyout", is_sale="no")
    of_s = owner(entity="s_corporation", assets=SoldAssets(earnings=earnings, adjustments_account=account))
    found = seller.outcome(of_s, bought, [], RULES)
    assert found.planned.sold.dividend == dividend
    assert found.totals.gain == gain
    investment = 0.038 * min(dividend, max(0.0, gain - 250_000.0))
    assert found.years[0].investment_tax == pytest.approx(investment, abs=0.01)
    assert ("seller.adjustments_unknown" in keys(found)) == (earnings is not None and account is None)


def test_gain_on_idle_assets_is_investment_income_of_who_works_in_the_business() -> None:
    """26 U.S.C. 1411(c)(4): a fifth of a gain of 1,000,000."""
    told = sale(1_000_000.0, 0.0, 0.0)
    none = seller.outcome(owner(entity="s_corporation"), told, [], RULES)
    fifth = seller.outcome(owner(entity="s_corporation", idle_gain=0.2), told, [], RULES)
    assert none.years[0].investment_tax == 0.0
    assert fifth.years[0].investment_tax == 0.038 * 200_000.0
    assert ("seller.idle_none" in keys(none), "seller.idle" in keys(fifth)) == (True, True)


@pytest.mark.parametrize(
    ("acquired", "closing", "said"),
    [(date(2026, 1, 2), 2030, True), (date(2025, 7, 5), 2029, True), (date(2015, 1, 1), 2029, False)],
)
def test_a_cap_of_another_year_is_said(acquired, closing, said) -> None:
    """26 U.S.C. 1202(b) as amended by P.L. 119-21: the cap of newer stock is raised with prices after 2026."""
    stock = SmallStock(
        claimed=True, acquired=acquired, original_issue="yes", qualified_trade="yes", gross_assets=1_000_000.0
    )
    found = seller.outcome(owner(small_stock=stock), sale(2_000_000.0, 0.0, 0.0, closing_year=closing), [], RULES)
    assert found.planned.exclusion is not None
    assert ("seller.cap_of_old" in keys(found)) == said


@pytest.mark.parametrize("entity", ["c_corporation", "s_corporation"])
def test_an_outsider_may_buy_the_assets(entity) -> None:
    """26 U.S.C. 11(b), 331, 1366: a corporation of the C kind is taxed first, one of the S kind passes it through."""
    terms = Terms(price=1_000_000.0, months=0, costs=0.0, fee=0.0, cash=1.0, retainer=0.0)
    ways = {}
    for buys in ("shares", "assets"):
        asked = firm.scenario(
            owner=Owner(age=60, entity=entity, basis=100_000.0, replacement_pay=90_000.0),
            rivals=Rivals(outsider=terms, outsider_buys=buys),
        )
        ways[buys] = plan(asked).rivals.way("outsider")
        assert buys in ways[buys].reason.said()
    assets, shares = ways["assets"].outline.worked, ways["shares"].outline.worked
    if entity == "c_corporation":
        assert assets.entity.gain == 1_000_000.0 - 100_000.0 - 150_000.0  # the basis of shares and the debt
        assert assets.entity.tax == 0.21 * 750_000.0
        assert ways["assets"].outline.sums.cash < ways["shares"].outline.sums.cash
    else:
        assert assets.entity is None
        assert assets.before.recapture > shares.before.recapture == 0.0
    assert assets.sale.form == "assets"


def test_an_esop_that_buys_ten_million_of_shares_saves_four_million_of_tax() -> None:
    """esopcorporateresources.com's sample: 10 million of shares at 40 %: saves 4.0, principal costs 6.0."""
    months = tuple(month(5_000_000.0, 0.0, pay=4_000_000.0) for _ in range(12))
    found = debt_year(months, (NoteMonth(0.0, 10_000_000.0, 0.0),), (0.25, 0.40), 1.25)
    assert (found.saved, found.cost) == (4_000_000.0, 6_000_000.0)


def test_cash_after_tax_counts_costs_and_the_year_before_closing_in_every_sale() -> None:
    """Over random sales: tax with the sale less tax without it, and nothing of what comes anyway."""
    rng = Random(7)
    seen = 0
    for who, sold, receipts, worked in cases(77, sweep.cases(300, 3_000)):
        told = sold._replace(
            tells_until=True,
            pay_before=round(rng.uniform(0.0, 2e5), 2),
            profit_before=0.0 if who.entity == "c_corporation" else round(rng.uniform(-2e5, 5e5), 2),
            dividend_before=round(rng.uniform(0.0, 5e5), 2) if who.entity == "c_corporation" else 0.0,
            selling_costs=round(rng.uniform(0.0, 5e4), 2),
            years_held=rng.choice((None, 0.5, 4.0)),
        )
        found = seller.work(who, told, receipts, RULES, worked.choice)
        first = found.years[0]
        assert first.federal_tax_of_sale == cents(first.tax - first.tax_anyway)
        kept = found.totals.cash - found.totals.tax_of_sale - found.totals.selling_costs
        assert found.totals.cash_after_tax == pytest.approx(kept, abs=0.02)
        assert found.totals.gain <= worked.totals.gain + 0.011
        seen += first.tax_anyway > worked.years[0].tax_anyway
    assert seen > 100
