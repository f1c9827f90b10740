"""The other ways out: worked cases, what must hold for every owner, and every figure opened to how it came about."""

from datetime import date

import firm
import pytest
import random_scenarios
import sweep

from planner import plan, rivals
from planner.explain import ROOMS, explain, part, recomputed
from planner.model.helpers import cents
from planner.places import rules, us
from planner.places.us import law_of, year_tax
from planner.scenario import Books, Owner, Preferred, Rivals
from planner.scenario.rivals import CarryingOn, ClosingDown, Terms

TODAY = date(2026, 1, 31)
ALL_CASH = Terms(price=1_000_000.0, months=0, probability=0.25, costs=5_000.0, fee=0.1, cash=1.0, jobs_kept=0.5)


def made(**changes):
    """The firm of the worked example, today at the end of January 2026, sold at the end of that year."""
    owner = changes.pop("owner", Owner(age=60, entity="s_corporation", basis=200_000.0, replacement_pay=90_000.0))
    asked = firm.scenario(owner=owner, rules_date=TODAY, **changes)
    return plan(asked)


def tax_on_gain(gain: float) -> float:
    """Federal tax of 2026 on a long-term gain of an active joint owner, with no other income."""
    law = law_of(rules("US", on=date(2026, 12, 31)), "joint")
    nothing = us.Income(*(0.0,) * len(us.Income._fields))
    return year_tax(nothing._replace(gain=gain), law).tax.total


def test_a_sale_to_an_outsider_by_hand() -> None:
    """Price 1,000,000 less debt 150,000; fee 100,000 and costs 5,000 add to the basis of 200,000: gain 545,000."""
    way = made(rivals=Rivals(outsider=ALL_CASH)).rivals.way("outsider")
    kept = 850_000.0 - tax_on_gain(545_000.0) - 105_000.0
    assert way.outline.priced == (850_000.0, 0.0, 850_000.0, 105_000.0, 0.0)
    assert way.outline.sums.cash == cents(kept)
    assert way.outline.sums.present_value == cents(kept)
    assert way.set_up_costs == 105_000.0
    assert way.jobs_kept == 12
    assert way.expected.value == cents(0.25 * kept + 0.75 * way.failed.sums.present_value)


@pytest.mark.parametrize("left_in", [0.0, 60_000.0])
def test_a_sale_on_the_co_op_s_own_terms_is_worth_what_the_co_op_pays(left_in) -> None:
    """The same price, day, cash and note, no fee and no costs: the same money in every year, to a few cents."""
    parts = {"cash_left_in": left_in, "opening_cash": 250_000.0, "preferred": Preferred(amount=450_000.0, dividend=0.0)}
    deal = firm.scenario().deal.model_copy(update=parts)
    planned = made(deal=deal)
    assert planned.run.outcome.most_overdue == 0.0  # nothing of the note is held back
    note = planned.run.start.loans_opened.seller_paper
    terms = Terms(
        price=1_500_000.0,
        months=11,
        costs=0.0,
        fee=0.0,
        cash=1.0 - note / (1_350_000.0 + left_in),
        note_months=60,
        note_rate=0.06,
    )
    found = made(deal=deal, rivals=Rivals(outsider=terms)).rivals
    same = found.difference("outsider")
    assert (same.certain, same.waiting) == (pytest.approx(0.0, abs=0.05), 0.0)
    pairs = zip(found.way("coop").outline.years, found.way("outsider").outline.years, strict=True)
    assert all(one.cash == pytest.approx(other.cash, abs=0.03) for one, other in pairs)


def test_closing_down_by_hand() -> None:
    """200,000 x 80 % + 150,000 x 40 % + 400,000 x 50 %, less 100,000 payables, 50,000 accrued, 150,000 debt, no pay."""
    asked = ClosingDown(months=6, receivables=0.8, inventory=0.4, equipment=0.5, pay_months=0)
    found = made(rivals=Rivals(closing_down=asked)).rivals.way("closing_down")
    assert found.outline.sold.net == 160_000.0 + 60_000.0 + 200_000.0 - 300_000.0
    assert found.jobs_kept == 0
    assert found.outline.sums.sale == 120_000.0  # below the basis of 200,000: no gain
    month_of_pay = ClosingDown(months=6, receivables=0.8, inventory=0.4, equipment=0.5, pay_months=1)
    less = made(rivals=Rivals(closing_down=month_of_pay)).rivals.way("closing_down")
    assert less.outline.sold.net == 120_000.0 - 82_500.0  # 990,000 of pay and payroll taxes a year


def test_what_is_missing_when_all_is_sold_is_the_owner_s_only_without_limited_liability() -> None:
    books = Books(equipment=100_000.0, payables=300_000.0)
    business = firm.scenario().business.model_copy(update={"books": books})
    nothing = ClosingDown(receivables=0.0, inventory=0.0, equipment=1.0, pay_months=0)
    for entity, missing in (("s_corporation", 0.0), ("sole_owner", 200_000.0)):
        asked = made(
            business=business,
            owner=Owner(entity=entity, basis=0.0, replacement_pay=90_000.0),
            rivals=Rivals(closing_down=nothing),
            deal=firm.scenario("assets").deal,
        )
        found = asked.rivals.way("closing_down").outline
        assert found.sold.to_owner == 0.0
        assert found.sums.costs == missing


def test_the_profit_until_the_owner_lets_go_is_taxed_as_the_form_of_the_business_asks() -> None:
    """A C corporation pays 21 % first; what it pays out is then taxed like a gain, with tax on investment income."""
    through = made(rivals=Rivals(carrying_on=CarryingOn(years=1))).rivals.way("carrying_on").outline
    owner = Owner(age=60, entity="c_corporation", replacement_pay=90_000.0)
    twice = made(owner=owner, rivals=Rivals(carrying_on=CarryingOn(years=1))).rivals.way("carrying_on").outline
    for _, record in through.records:
        assert record.profit.entity_tax == 0.0
    for _, record in twice.records:
        assert record.profit.entity_tax == cents(0.21 * record.profit.profit)
        assert record.profit.dividend == record.profit.profit - record.profit.entity_tax
    whole = [sum(record.profit.profit for _, record in outline.records) for outline in (through, twice)]
    assert whole[0] == whole[1] > 0
    assert through.sums.profit > twice.sums.profit


def test_what_is_not_open_says_why_and_has_no_figures() -> None:
    owner = Owner(entity="sole_owner", replacement_pay=90_000.0)
    found = made(owner=owner, deal=firm.scenario("assets").deal).rivals
    esop = found.way("esop")
    assert esop.is_open == "no"
    assert esop.outline is esop.expected is None
    assert "corporation" in esop.reason.said()
    assert found.difference("esop") is None
    assert "not open" in rivals.in_words(found, "esop")


def test_a_small_firm_s_esop_and_a_trust_with_an_s_election_are_not_settled() -> None:
    found = made().rivals
    assert (found.way("esop").is_open, found.way("trust").is_open) == ("unknown", "unknown")
    assert "$1,500,000" in found.way("esop").reason.said()


def test_the_answer_in_words_is_that_of_the_figures() -> None:
    found = made(rivals=Rivals(outsider=ALL_CASH)).rivals
    one = found.difference("outsider")
    coop, other = found.way("coop"), found.way("outsider")
    assert one.certain == cents(coop.outline.sums.present_value - other.outline.sums.present_value)
    assert one.weighed == cents(coop.expected.value - other.expected.value)
    said = rivals.in_words(found, "outsider")
    assert f"${abs(one.certain):,.0f}" in said
    assert f"${abs(one.weighed):,.0f}" in said
    assert ("earns you" in said.split(".")[0]) == (one.certain > 0)


def test_usual_terms_are_dated_defaults_and_said_to_be_unverified() -> None:
    told = made()
    names = {rule.name for rule in told.rules.used if rule.name.startswith("rivals.")}
    assert {f"rivals.usual.{name}" for name in rivals.SALES} <= names
    unread = next(finding for finding in told.findings if finding.key == "places.unverified")
    assert "Usual terms: sale to an outsider" in unread.said()


@pytest.fixture(scope="module")
def plans():
    """Random plans, with random chances and notes."""
    return [plan(random_scenarios.scenario(seed, months=48)) for seed in range(sweep.cases(60, 1_000))]


def test_each_way_adds_up(plans) -> None:
    for seed, one in enumerate(plans):
        rate = one.scenario.owner.discount_rate
        for way in one.rivals.ways:
            if way.outline is None:
                assert way.is_open == "no"
                continue
            years = way.outline.years
            assert [year.year for year in years] == list(range(years[0].year, years[0].year + len(years)))
            assert years[0].year == one.scenario.rules_date.year
            for place, year in enumerate(years):
                assert year.cash == cents(year.profit + year.sale - year.costs), f"seed {seed}"
                assert year.factor == pytest.approx((1 + rate) ** -place)
            assert way.outline.sums.cash == pytest.approx(sum(year.cash for year in years), abs=0.01)
            assert way.outline.sums.sale == pytest.approx(way.outline.worked.totals.cash_after_tax, abs=0.02)
            if way.outline.note:
                paid = sum(month.principal for month in way.outline.note)
                assert paid == pytest.approx(way.outline.priced.note, abs=0.001)
                assert way.outline.note[-1].balance == pytest.approx(0.0, abs=1e-6)
            chance = way.expected.probability
            failed = way.failed.sums.present_value if way.failed else 0.0
            value = chance * way.outline.sums.present_value + (1 - chance) * failed
            assert way.expected.value == pytest.approx(value, abs=0.006)


def test_a_higher_price_never_leaves_the_owner_less() -> None:
    for seed in range(sweep.cases(8, 200)):
        asked = random_scenarios.scenario(seed, months=24)
        kept = []
        for price in (200_000.0, 1_000_000.0, 5_000_000.0):
            terms = Rivals(outsider=Terms(price=price), managers=Terms(price=price))
            found = plan(asked.model_copy(update={"rivals": terms})).rivals
            kept.append((found.way("outsider").outline.sums.cash, found.way("managers").outline.sums.cash))
        assert kept == sorted(kept), f"seed {seed}"


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_opens_to_the_same_figure(seed: int) -> None:
    told = plan(random_scenarios.scenario(seed, months=36))
    opened = 0
    for place in ("rival", "rival_sale"):
        for name, month in ROOMS[place](told, lambda *_: 0.0).figures():
            assert recomputed(told, place, name, month) == part(told, place, name, month).value, (place, name, month)
            if opened % 50 == 0:
                shown = explain(told, place, name, month)
                assert shown.figure.label
                assert shown.words or shown.inputs or shown.rules, (place, name, month)
            opened += 1
    assert opened > 1_000
