"""What holds of every sale, however it is made: over thousands of random ones nothing of gain or cash is lost."""

import math
from datetime import date
from random import Random

import pytest

from planner import places, seller
from planner.model.helpers import cents
from planner.model.lines import numbers_of
from planner.places.states import STATES
from planner.scenario import Owner, Rollover, SmallStock, SoldAssets
from planner.seller import Choice, Receipt, Sale, Worked
from planner.seller.imputed import judged, restated

RULES = places.rules("US", on=date(2026, 11, 22))
ENTITIES = ("c_corporation", "s_corporation", "partnership", "sole_owner")
FORMS = ("assets", "shares_merged", "shares_election", "buyout")


def amount(rng: Random, high: float, chance: float = 0.7) -> float:
    return round(rng.uniform(0.0, high), 2) if rng.random() < chance else 0.0


def perhaps(rng: Random, high: float) -> float | None:
    return rng.choice((None, amount(rng, high)))


def random_owner(rng: Random, entity: str) -> Owner:
    return Owner(
        age=rng.randint(40, 80),
        filing=rng.choice(("single", "joint", "head", "separate", "surviving")),
        entity=entity,
        other_income=amount(rng, 300_000.0),
        participates=rng.random() < 0.5,
        state=rng.choice(STATES),
        state_exempt_gain=amount(rng, 5e5, 0.3),
        state_small_business=rng.random() < 0.3,
        state_rate=round(rng.uniform(0.0, 0.1), 4),
        instalments=rng.random() < 0.7,
        test_rate=rng.choice((None, round(rng.uniform(0.0, 0.15), 4))),
        note_holders=rng.randint(1, 2),
        discount_rate=round(rng.uniform(0.0, 0.2), 3),
        assets=SoldAssets(
            state_rate=round(rng.uniform(0.0, 0.1), 3),
            first_s_year=rng.choice((None, rng.randint(2018, 2030))),
            built_in_gain=perhaps(rng, 3e6),
            earnings=perhaps(rng, 3e6),
        ),
        rollover=Rollover(property_cost=perhaps(rng, 8e6), s_corporation=rng.choice(("amount_realised", "gain"))),
        small_stock=SmallStock(
            acquired=date(rng.randint(2009, 2026), rng.randint(1, 12), rng.randint(1, 28)),
            used_before=amount(rng, 12e6),
        ),
    )


def random_sale(rng: Random) -> tuple[Sale, list[Receipt]]:
    year, month = rng.randint(2025, 2031), rng.randint(1, 12)
    large = rng.choice((5e5, 5e6, 4e7))
    number = rng.choice((0, 1, rng.randint(2, 40), rng.randint(2, 180)))
    places_paid = sorted(rng.sample(range(1, 240), number))
    receipts, face = [], 0.0
    for after in places_paid:
        paid = round(rng.uniform(0.0, large / number), 2)
        face += paid
        since = year * 12 + month - 1 + after
        receipts.append(Receipt(since // 12, since % 12 + 1, amount(rng, paid), paid))
    added = amount(rng, face * 0.1, 0.3)
    unpaid = amount(rng, face * 0.3, 0.3)
    sold = Sale(
        form=rng.choice(FORMS),
        closing_year=year,
        cash_at_closing=amount(rng, large),
        note_face=cents(max(0.0, face - added) + (unpaid if number else 0.0)),
        basis=amount(rng, large),
        recapture=amount(rng, large * 0.3),
        interest_added=cents(min(added, face)),
        debt_paid_off=amount(rng, large * 0.3),
        debt_assumed=amount(rng, large * 0.3, 0.3),
        note_rate=rng.choice((None, 0.03)) if number else None,
        closing_month=month,
        inventory_gain=amount(rng, large * 0.1, 0.3),
        receivables_gain=amount(rng, large * 0.1, 0.3),
        property_gain=amount(rng, large * 0.2, 0.3),
        property_depreciation=amount(rng, large * 0.2, 0.3),
        assets_basis=perhaps(rng, large),
        is_sale=rng.choice(("yes", "no", "unknown")),
    )
    return sold, receipts


def random_choice(rng: Random, who: Owner, sold: Sale) -> Choice:
    """What can be chosen together, whether or not the law lets it."""
    corporation = who.entity in ("c_corporation", "s_corporation")
    dividend = sold.form == "buyout" and corporation and rng.random() < 0.5
    election = (
        who.entity == "s_corporation" and sold.form in ("shares_election", "shares_merged") and rng.random() < 0.5
    )
    shares = corporation and sold.form != "assets" and not dividend and not election
    return Choice(
        instalments=who.instalments,
        rollover=shares and rng.random() < 0.4,
        small_stock=who.entity == "c_corporation" and not dividend and rng.random() < 0.4,
        election=election,
        dividend=dividend,
    )


def cases(seed: int, number: int, entities=ENTITIES):
    rng = Random(seed)
    for _ in range(number):
        who = random_owner(rng, rng.choice(entities))
        sold, receipts = random_sale(rng)
        yield who, sold, receipts, seller.work(who, sold, receipts, RULES, random_choice(rng, who, sold))


def paid_in_full(worked: Worked) -> bool:
    return worked.records[-1].gained.paid_so_far >= worked.instalments.contract_price


@pytest.mark.parametrize("seed", range(6))
def test_the_whole_gain_is_taxed_deferred_or_left_out_once(seed):
    seen = 0
    for _, sold, receipts, worked in cases(seed, 400):
        terms, totals = worked.instalments, worked.totals
        spread = terms.gross_profit - worked.records[-1].gained.gain_so_far
        parts = totals.gain + totals.recapture + totals.excluded + totals.deferred + spread
        assert cents(parts) == worked.before.whole
        if paid_in_full(worked) or not worked.choice.instalments or worked.choice.dividend:
            assert totals.gain == terms.gross_profit
            seen += 1
        assert 0 <= terms.gain_fraction <= 1
        for year in worked.years:
            assert year.gain >= 0
            assert year.unrecaptured <= year.gain + 0.005
            assert year.special <= year.gain + 0.011
        assert all(math.isfinite(number) for year in worked.years for number in year)
        del sold, receipts
    assert seen > 120


@pytest.mark.parametrize("seed", range(4))
def test_cash_after_tax_is_cash_less_the_taxes(seed):
    for _, sold, receipts, worked in cases(100 + seed, 300):
        for year in worked.years:
            assert year.cash == pytest.approx(year.cash_at_closing + year.principal + year.interest, abs=1e-6)
            taxes = year.federal_tax_of_sale + year.entity_tax + year.interest_charge + year.state_tax
            assert year.tax_of_sale == cents(taxes)
            assert year.cash_after_tax == cents(year.cash - year.tax_of_sale)
            assert year.federal_tax_of_sale >= -0.02
            assert year.state_tax >= 0
            assert year.interest_charge >= 0
        assert worked.totals.cash_after_tax == cents(worked.totals.cash - worked.totals.tax_of_sale)
        paid = sum(one.principal + one.interest for one in receipts)
        assert worked.totals.cash == pytest.approx(sold.cash_at_closing + paid, abs=0.02)


@pytest.mark.parametrize("seed", range(4))
def test_a_restated_note_s_principal_and_interest_are_its_payments(seed):
    rng, seen = Random(200 + seed), 0
    for _ in range(250):
        who = random_owner(rng, "c_corporation")
        sold, receipts = random_sale(rng)
        found = judged(who, sold._replace(note_rate=0.0), receipts, RULES)
        if not found:
            assert not receipts
            continue
        (told,) = found
        again = restated(sold, receipts, told)
        for was, now in zip(receipts, again, strict=True):
            assert cents(now.principal + now.interest) == cents(was.principal + was.interest)
            assert now.principal >= 0
            assert now.interest >= 0
        whole = sum(one.principal for one in again)
        assert whole <= told.present_value + 0.011
        if sum(one.principal for one in receipts) >= sold.note_face + sold.interest_added - 0.005:
            assert whole == pytest.approx(told.present_value, abs=0.02)
            seen += 1
        assert told.principal <= sold.note_face
        assert cents(told.principal + told.interest) == sold.note_face
    assert seen > 100


@pytest.mark.parametrize("seed", range(4))
def test_a_corporation_never_pays_more_than_its_rate_of_its_gain(seed):
    rate, seen = RULES.value("co_op.federal_rate"), 0
    for who, _, _, worked in cases(300 + seed, 300, ("s_corporation", "c_corporation")):
        told = worked.records[-1].built_in
        if told is not None:
            built_in = who.assets.built_in_gain
            assert told.tax_so_far <= rate * told.limit + 0.005
            assert built_in is None or told.tax_so_far <= rate * built_in + 0.005
            assert worked.totals.entity_tax == cents(told.tax_so_far)
            seen += told.tax_so_far > 0
        elif worked.entity is None:
            assert worked.totals.entity_tax == 0
        else:
            assert worked.entity.tax <= worked.entity.gain * (rate + who.assets.state_rate) + 0.005
    assert seen > 2


@pytest.mark.parametrize("seed", range(4))
def test_deferral_and_exclusion_stay_within_what_they_rest_on(seed):
    for _, _, _, worked in cases(400 + seed, 300):
        rolled, left_out = worked.rollover, worked.exclusion
        if rolled is not None:
            assert 0 <= rolled.deferred <= rolled.electable_gain + 0.005
            assert rolled.deferred <= rolled.property_cost + 0.005
            assert rolled.property_basis >= -0.005
            assert rolled.gap >= 0
            assert cents(rolled.recognised + rolled.deferred + (left_out.excluded if left_out else 0.0)) == (
                worked.before.long_term
            )
        if left_out is not None:
            assert 0 <= left_out.excluded <= left_out.counted <= max(left_out.cap, 0.0)
            assert left_out.special <= left_out.counted
        for record in worked.records:
            if record.charge is not None:
                assert 0 <= record.charge.part < 1
                assert record.charge.part == worked.records[0].charge.part


@pytest.mark.parametrize("seed", range(4))
def test_the_ways_agree_with_one_another(seed):
    rng = Random(500 + seed)
    for _ in range(60):
        who = random_owner(rng, rng.choice(ENTITIES))
        sold, receipts = random_sale(rng)
        told = seller.outcome(who, sold, receipts, RULES)
        ways = {one.name: one for one in told.ways}
        assert ways["planned"].worked is told.planned
        assert all((one.worked is None) == (one.is_open == "no") for one in told.ways)
        if ways["at_once"].worked and paid_in_full(told.planned):
            assert ways["at_once"].worked.totals.gain == ways["instalments"].worked.totals.gain
            same = ways["instalments" if who.instalments else "at_once"].worked
            assert same.totals == told.totals
        if ways["cash"].worked:
            assert ways["cash"].worked.totals.cash == cents(sold.cash_at_closing + sold.note_face)
            assert ways["cash"].worked.totals.interest == 0
        election = ways.get("election")
        if election and election.worked:
            assert election.worked.totals.cash_after_tax >= told.totals.cash_after_tax
            assert election.gross_up % 100 == 0
        for one in told.ways:
            if one.worked is not None:
                assert all(math.isfinite(number) for number in numbers_of(one.worked.totals))
                assert one.worked.totals.present_value <= max(one.worked.totals.cash_after_tax, 0.0) + 0.5 or (
                    min(year.cash_after_tax for year in one.worked.years) < 0
                )
