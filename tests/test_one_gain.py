"""One business has one gain, whatever its sale is called: what is owed, whose basis is meant, what the buyer books."""

import json
from datetime import date
from pathlib import Path

import firm
import pytest
import random_scenarios
import sweep

from planner import places, plan, proceeds, seller
from planner.model.helpers import cents
from planner.scenario import Owner, Rivals, Scenario, SoldAssets
from planner.scenario.kept import Intangibles
from planner.scenario.rivals import ClosingDown, Terms
from planner.scenario.settlement import DebtLike
from planner.seller import Choice
from planner.seller.entity import of_assets

SAMPLE = Path(__file__).parent.parent / "scenarios" / "sample_company.json"
ALL_OF_IT = ClosingDown(receivables=1.0, inventory=1.0, equipment=1.0, pay_months=0)


def sample(**changes) -> Scenario:
    """The sample company, fields of its parts replaced by what is told."""
    told = json.loads(SAMPLE.read_text())
    for part, fields in changes.items():
        told[part] = {**told.get(part, {}), **fields}
    return Scenario.model_validate_json(json.dumps(told))


def test_a_c_corporation_that_sells_its_assets_by_hand():
    """Price 1,500,000 and 150,000 of bills taken over, less assets of 650,000 for tax: gain 1,000,000, tax 210,000.

    26 U.S.C. 11(b), 1001; 26 CFR 1.1001-2(a)(1). Receivables 200,000, inventory 150,000, equipment 300,000.
    """
    for assets in (SoldAssets(basis=650_000.0), SoldAssets()):  # shares of basis 350,000 and 300,000 owed: the same
        owner = Owner(entity="c_corporation", basis=350_000.0, replacement_pay=90_000.0, assets=assets)
        own = plan(firm.scenario("assets", owner=owner)).seller.planned.entity
        assert (own.basis, own.gain, own.tax) == (650_000.0, 1_000_000.0, 210_000.0)


def test_liabilities_of_the_sample_company_reach_its_tax():
    """560,000 + 390,000 + 25,000 + 280,000 of assets for tax; 2,150,000 for the operations and 315,000 of bills."""
    asked = sample(
        owner={"entity": "c_corporation", "assets": {"basis": 1_255_000.0}, "state": "none"}, deal={"form": "assets"}
    )
    own = plan(asked).seller.planned.entity
    assert (own.gain, own.tax) == (1_210_000.0, 254_100.0)


@pytest.mark.parametrize("entity", ["c_corporation", "s_corporation", "partnership", "sole_owner"])
def test_everything_sold_at_what_it_is_worth_gains_what_the_equipment_is_worth_above_its_basis(entity):
    """All else fetches what it cost: 820,000 - 280,000 of equipment are gain, however much of it pays the debts."""
    of_equity = 1_255_000.0 - 315_000.0 - 210_000.0  # the same basis told as the owner's: assets less all that is owed
    for told in ({"basis": of_equity}, {"basis": of_equity, "assets": {"basis": 1_255_000.0}}):
        asked = sample(owner={"entity": entity, "state": "none", "assets": {}, **told}, deal={"form": "assets"})
        asked = asked.model_copy(update={"rivals": Rivals(closing_down=ALL_OF_IT)})
        found = plan(asked).rivals.way("closing_down").outline.worked
        if entity == "c_corporation":
            assert (found.entity.gain, found.entity.tax) == (540_000.0, 113_400.0)
        else:
            assert found.before.whole == 540_000.0
            assert found.before.recapture == 540_000.0


@pytest.mark.parametrize("form", ["assets", "shares_merged", "shares_election"])
def test_an_s_corporation_gains_what_the_shares_bring_above_their_basis_in_every_form(form):
    """26 U.S.C. 331, 1367: 1,940,000 for shares of basis 420,000 is 1,520,000, of assets too."""
    found = plan(sample(deal={"form": form})).seller
    assert found.sale.price_for_equity == 1_940_000.0
    assert found.planned.before.whole == 1_520_000.0
    ways = {way.name: way.worked for way in found.ways}
    if form == "shares_merged":
        raised = next(way.gross_up for way in found.ways if way.name == "election")
        assert ways["election"].before.whole == 1_520_000.0 + raised


def raw(scenario: Scenario) -> tuple[seller.Sale, list[seller.Receipt], places.Rules, object]:
    """The plan's sale before anything is judged of it, its receipts, the law, and the plan."""
    made = plan(scenario)
    sale, receipts = proceeds.of_sale(scenario, made.case, made.run, made.form, made.rules)
    return sale, list(receipts), made.rules, made


def drawn(seed: int, **owner) -> Scenario:
    """A random plan, closed at once, of an owner whose form of business is told."""
    asked = random_scenarios.scenario(seed, months=24)
    deal = asked.deal.model_copy(update={"form": "assets", "bought_at_closing": 1.0, "later_closings": ()})
    loans = tuple(loan for loan in deal.loans if not loan.later_closing)
    told = asked.owner.model_copy(update=owner)
    return asked.model_copy(update={"deal": deal.model_copy(update={"loans": loans}), "owner": told})


def formed(asked: Scenario, form: str) -> Scenario:
    return asked.model_copy(update={"deal": asked.deal.model_copy(update={"form": form})})


SEEDS = range(sweep.cases(25, 400))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_seller_realises_and_the_buyer_s_costs_are_what_the_buyer_allocates(seed):
    """26 CFR 1.1060-1(c), 1.1001-2: one price, seen from both sides; what the seller deducts of it stands beside."""
    asked = drawn(seed, entity="s_corporation")
    sale, _, _, made = raw(asked)
    sold, start = of_assets(asked.owner, sale), made.run.start
    deducted = proceeds.deducted(asked, paid_off=True) + proceeds.deducted(asked, paid_off=False)
    realised = sold.cash + sold.note + sold.debt_paid_off + sold.debt_assumed + deducted
    assert realised + start.closing.costs == pytest.approx(start.allocated.consideration, abs=0.02)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_llc_of_one_owner_is_taxed_alike_as_interests_and_as_assets(seed):
    """Rev. Rul. 99-5, 26 CFR 301.7701-3: all interests in it are its assets; so is a partner's gain in the whole."""
    for entity in ("sole_owner", "partnership"):
        asked = drawn(seed, entity=entity, is_llc=True)
        one, other = plan(formed(asked, "assets")).seller, plan(formed(asked, "shares_merged")).seller
        assert one.planned.before.whole == pytest.approx(other.planned.before.whole, abs=0.02)
        if entity == "sole_owner":
            assert one.totals.tax_of_sale == pytest.approx(other.totals.tax_of_sale, abs=0.02)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_election_is_taxed_alike_as_the_plan_s_form_and_as_a_way_to_sell(seed):
    """26 U.S.C. 338(h)(10): the same price, the same basis, the same tax."""
    asked = drawn(seed, entity="s_corporation")
    as_form, receipts, rules, _ = raw(formed(asked, "shares_election"))
    as_way, paid, _, _ = raw(formed(asked, "shares_merged"))
    assert as_form.price_for_equity == as_way.price_for_equity
    elected = Choice(election=True, instalments=asked.owner.instalments)
    one = seller.work(asked.owner, as_form, receipts, rules, elected)
    other = seller.work(asked.owner, as_way, paid, rules, elected)
    assert one.before == other.before
    assert one.instalments == other.instalments
    assert one.entity == other.entity


def test_an_outsider_who_buys_assets_is_taxed_by_the_same_basis_whatever_the_plan_s_own_form():
    """1,500,000 less 150,000 of debt, less fee 100,000 and costs 5,000, less shares of 200,000: in all forms alike."""
    terms = Terms(price=1_500_000.0, months=0, costs=5_000.0, fee=0.1, cash=1.0)
    asked = Rivals(outsider=terms, outsider_buys="assets")
    found = []
    for form in ("assets", "shares_merged", "shares_election", "buyout"):
        owner = Owner(entity="s_corporation", basis=200_000.0, replacement_pay=90_000.0)
        made = plan(firm.scenario(form, owner=owner, rivals=asked, rules_date=date(2026, 1, 31)))
        found.append(made.rivals.way("outsider").outline.worked)
    assert {one.before.whole for one in found} == {1_350_000.0 - 155_000.0 - 200_000.0}
    assert {one.sold.debt_paid_off + one.sold.debt_assumed for one in found} == {300_000.0}


def test_what_the_seller_deducts_as_it_is_taken_over_counts_on_neither_side():
    """26 CFR 1.461-4(d)(5): leave never booked, 20,000, off the price; on the cash method bills of 150,000 too."""
    leave = DebtLike(name="Leave", kind="accrued_leave", amount=20_000.0, booked="unbooked")
    taxes = DebtLike(name="Taxes", kind="unpaid_taxes", amount=10_000.0, booked="unbooked", paid_off=True)
    deal = firm.scenario("assets").deal.model_copy(update={"debt_like": (leave, taxes)})
    for cash_method, entity, owed in (
        (False, "sole_owner", 300_000.0),
        (True, "sole_owner", 150_000.0),
        (False, "c_corporation", 310_000.0),
    ):
        owner = Owner(
            entity=entity, basis=50_000.0, replacement_pay=90_000.0, assets=SoldAssets(cash_method=cash_method)
        )
        sale = raw(firm.scenario("assets", owner=owner, deal=deal))[0]
        assert sale.price_for_equity == 1_320_000.0
        assert sale.owed == owed
        assert of_assets(owner, sale).basis == cents(50_000.0 + owed)


# --- a promise not to compete --------------------------------------------------------------------------------------


def promising(form: str, entity: str, amount: float, **owner):
    """The worked firm, a part of its price paid for the owner's promise not to compete."""
    deal = firm.scenario(form).deal.model_copy(update={"intangibles": Intangibles(non_compete=amount)})
    told = Owner(entity=entity, basis=50_000.0, replacement_pay=90_000.0, **owner)
    return plan(firm.scenario(form, deal=deal, owner=told)).seller


@pytest.mark.parametrize("entity", ["c_corporation", "s_corporation"])
@pytest.mark.parametrize("form", ["assets", "shares_merged"])
def test_a_promise_not_to_compete_is_ordinary_income_and_no_gain(form, entity):
    """Rev. Rul. 69-643; Levinson v. Commissioner, 45 T.C. 380 (1966); Muskat v. United States, 554 F.3d 183 (2009).

    400,000 of 1,350,000 for the promise: the gain is less by as much, of the corporation too; the cash is the same.
    """
    one, other = promising(form, entity, 0.0), promising(form, entity, 400_000.0)
    paid, none = other.planned.records[0].income, one.planned.records[0].income
    assert paid.recapture == none.recapture + 400_000.0
    assert other.years[0].non_compete == other.totals.non_compete == 400_000.0
    assert paid.recapture * paid.recapture_invested == pytest.approx(none.recapture * none.recapture_invested)
    assert other.years[0].cash_at_closing == one.years[0].cash_at_closing
    if form == "assets" and entity == "c_corporation":
        assert one.planned.entity.gain - other.planned.entity.gain == 400_000.0
        assert one.planned.entity.tax - other.planned.entity.tax == 84_000.0
    else:
        assert one.planned.before.whole - other.planned.before.whole == 400_000.0
    assert other.totals.tax_of_sale != one.totals.tax_of_sale
    assert "seller.non_compete" in [told.key for told in other.findings]
    assert "seller.non_compete" not in [told.key for told in one.findings]


@pytest.mark.parametrize("seed", SEEDS)
def test_price_is_gain_basis_or_promise_once_and_the_promise_is_taxed_as_it_is_paid(seed):
    """Off the cash first, then off the note in proportion: over the years exactly what was promised, or was paid."""
    asked = drawn(seed, entity=("c_corporation", "s_corporation", "partnership", "sole_owner")[seed % 4], is_llc=True)
    sale, receipts, rules, _ = raw(asked)
    amount = cents(sale.price_for_equity * (0.1, 0.6, 0.95, 1.2)[seed // 4 % 4])
    plain = seller.work(asked.owner, sale._replace(non_compete=0.0), receipts, rules, Choice())
    made = seller.work(asked.owner, sale._replace(non_compete=amount), receipts, rules, Choice())
    of_note = sum(one.sale.note_face for one in (made,)) - sum(one.interest for one in made.imputed)
    cash, face = sale.cash_at_closing, cents(of_note)
    owed = min(amount, cash + face)
    if made.entity is None:
        assert made.before.realised == pytest.approx(plain.before.realised - owed, abs=0.02)
    paid = made.records[-1].received.principal_so_far
    in_cash = min(amount, cash)
    of_principal = (owed - in_cash) * (paid / face if face else 0.0)
    assert made.totals.non_compete == pytest.approx(in_cash + of_principal, abs=0.02)
    assert made.totals.cash == plain.totals.cash
    terms = made.instalments
    if paid == pytest.approx(face, abs=0.005):
        assert made.totals.gain == terms.gross_profit
        assert made.records[-1].gained.paid_so_far == pytest.approx(terms.contract_price, abs=0.02) or made.entity
