"""What a sale is taxed as: assets, interests, a corporation's own tax, imputed interest, deferral, exclusion.

Each case names the source outside this code that its figures are from; "derived" ones are worked by hand from the
statute named.
"""

from datetime import date
from random import Random

import pytest

from planner import places, seller, words
from planner.model.helpers import cents
from planner.places.states import STATES, StateIncome, state_law, state_tax
from planner.scenario import Owner, Rollover, SmallStock, SoldAssets
from planner.seller import Choice, PromisedNote, Receipt, Sale

RULES = places.rules("US", on=date(2026, 11, 22))
RICH = 5_000_000.0  # beside it all gain meets the highest rates, and no exemption or bracket moves


def owner(**known) -> Owner:
    return Owner(**{"age": 50, "filing": "joint", "entity": "c_corporation", **known})


def sale(cash: float, face: float, basis: float, **known) -> Sale:
    told = {"form": "shares_merged", "closing_year": 2026, "cash_at_closing": cash, "note_face": face, "basis": basis}
    return Sale(**{**told, **known})


def yearly(principal: float, years: int, interest: float = 0.0) -> list[Receipt]:
    return [Receipt(2027 + year, 12, interest, principal) for year in range(years)]


def found(who: Owner, what: Sale, receipts=()) -> seller.SellerOutcome:
    return seller.outcome(who, what, receipts, RULES)


def keys(outcome: seller.SellerOutcome) -> set[str]:
    return {finding.key for finding in outcome.findings}


def way(outcome: seller.SellerOutcome, name: str) -> seller.Compared:
    return next(one for one in outcome.ways if one.name == name)


# --- the corporation's own tax -------------------------------------------------------------------------------------


def test_assets_of_a_c_corporation_are_taxed_twice():
    # Derived, 26 U.S.C. 11, 331: gain 1,000,000 -> corporation 210,000; 790,000 to a holder without basis at 23.8 %
    # -> 188,020; in all 398,020
    told = found(owner(other_income=RICH), sale(1_000_000.0, 0.0, 0.0, form="assets"))
    assert told.totals.entity_tax == 210_000.0
    assert told.totals.gain == 790_000.0
    assert told.totals.federal_tax_of_sale == 188_020.0
    assert told.totals.tax_of_sale == 398_020.0
    assert told.totals.cash_after_tax == 601_980.0
    assert "seller.taxed_twice" in keys(told)


def test_the_corporation_s_tax_is_due_at_once_and_the_owner_s_as_the_note_is_paid():
    # 26 U.S.C. 453B(a), 453(h)(1): the corporation is taxed on the note it hands on, its owner as it is paid
    told = found(owner(other_income=RICH), sale(400_000.0, 600_000.0, 0.0, form="assets"), yearly(200_000.0, 3))
    assert [year.entity_tax for year in told.years] == [210_000.0, 0.0, 0.0, 0.0]
    assert [year.gain for year in told.years] == [190_000.0, 200_000.0, 200_000.0, 200_000.0]


def test_a_corporation_s_state_tax_is_deducted_from_its_federal():
    who = owner(assets=SoldAssets(state_rate=0.08, basis=500_000.0))
    told = found(who, sale(1_000_000.0, 0.0, 100_000.0, form="assets", assets_basis=500_000.0))
    assert told.planned.entity is not None
    assert told.totals.entity_tax == cents(500_000.0 * (0.08 + 0.21 * 0.92))
    assert told.totals.gain == 1_000_000.0 - 100_000.0 - told.totals.entity_tax


def test_tax_above_the_cash_at_closing_is_said():
    told = found(owner(), sale(100_000.0, 900_000.0, 0.0, form="assets"), yearly(300_000.0, 3))
    assert told.years[0].cash_after_tax == cents(100_000.0 - 210_000.0 - told.years[0].federal_tax_of_sale)
    assert "seller.entity_tax_above_cash" in keys(told)
    assert told.totals.gain == 790_000.0


@pytest.mark.parametrize(("since", "taxed"), [(2021, False), (2022, True), (2026, True), (None, False), (2027, False)])
def test_gain_built_in_is_taxed_for_five_years(since, taxed):
    # 26 U.S.C. 1374(d)(7): the 5-year period beginning with the first day of the first year as an S corporation
    who = owner(entity="s_corporation", assets=SoldAssets(first_s_year=since, built_in_gain=400_000.0))
    told = found(who, sale(500_000.0, 500_000.0, 0.0, form="assets"), yearly(100_000.0, 5))
    assert told.totals.entity_tax == (84_000.0 if taxed else 0.0)
    if taxed:  # as the gain is recognised, up to what was built in; it comes off the owner's gain (1366(f)(2))
        assert [year.entity_tax for year in told.years] == [84_000.0, 0.0, 0.0, 0.0, 0.0, 0.0]
        assert told.records[0].tax.taxable.gross == 416_000.0


# --- what single assets bring --------------------------------------------------------------------------------------


def test_recapture_is_no_more_than_the_depreciation_taken():
    # 26 U.S.C. 1245(a)(1); derived: cost 800,000, basis 150,000, price 600,000 -> gain 450,000, all ordinary
    from planner.proceeds import recapture

    assert recapture(600_000.0, 150_000.0, 800_000.0) == 450_000.0
    assert recapture(600_000.0, 150_000.0, None) == 450_000.0
    assert recapture(900_000.0, 150_000.0, 800_000.0) == 650_000.0
    assert recapture(100_000.0, 150_000.0, 800_000.0) == 0.0
    told = found(owner(entity="s_corporation"), sale(600_000.0, 0.0, 150_000.0, form="assets", recapture=450_000.0))
    assert told.totals.recapture == 450_000.0
    assert told.totals.gain == 0.0


ORDINARY = {"recapture": 30_000.0, "inventory_gain": 20_000.0, "receivables_gain": 50_000.0}


@pytest.mark.parametrize("entity", ["s_corporation", "sole_owner", "partnership"])
def test_inventory_and_receivables_are_not_spread(entity):
    # 26 U.S.C. 453(b)(2)(B), 453(i), 64, 1221(a)(1), (4): ordinary, in the year of sale
    sold = sale(100_000.0, 400_000.0, 150_000.0, form="assets", **ORDINARY)
    told = found(owner(entity=entity), sold, yearly(100_000.0, 4))
    assert [year.recapture for year in told.years] == [100_000.0, 0.0, 0.0, 0.0, 0.0]
    assert [year.gain for year in told.years] == [50_000.0] * 5
    assert "seller.cash_method" in keys(told)


def test_a_partner_s_gain_in_hot_assets_is_ordinary_and_a_shareholder_s_is_not():
    # 26 U.S.C. 751(a); shares of a corporation have no such rule
    sold = sale(500_000.0, 0.0, 150_000.0, **ORDINARY)
    assert found(owner(entity="partnership"), sold).totals.recapture == 100_000.0
    assert found(owner(entity="partnership"), sold).totals.gain == 250_000.0
    for entity in ("s_corporation", "c_corporation"):
        assert found(owner(entity=entity), sold).totals.recapture == 0.0


def test_depreciation_of_real_property_comes_first():
    # 26 CFR 1.453-12(a): unrecaptured section 1250 gain is taken into account before other gain
    sold = sale(100_000.0, 400_000.0, 250_000.0, form="assets", property_gain=150_000.0, property_depreciation=80_000.0)
    told = found(owner(entity="sole_owner"), sold, yearly(100_000.0, 4))
    assert [year.gain for year in told.years] == [50_000.0] * 5
    assert [year.unrecaptured for year in told.years] == [50_000.0, 30_000.0, 0.0, 0.0, 0.0]


def test_shares_of_an_s_corporation_do_not_look_through_to_its_buildings():
    # 26 CFR 1.1(h)-1(a), (b)(1): section 1250 gain is looked through to of a partnership, not of an S corporation
    sold = sale(500_000.0, 0.0, 0.0, property_gain=150_000.0, property_depreciation=80_000.0)
    assert sum(year.unrecaptured for year in found(owner(entity="s_corporation"), sold).years) == 0.0
    assert sum(year.unrecaptured for year in found(owner(entity="partnership"), sold).years) == 80_000.0


def test_what_shares_cost_beyond_the_assets_is_gained_or_lost_in_winding_up():
    # 26 U.S.C. 331, 1367: assets of basis 200,000 behind shares of basis 300,000 and no debt: gain 500,000 less 100,000
    told = found(owner(entity="s_corporation"), sale(700_000.0, 0.0, 300_000.0, form="assets", assets_basis=200_000.0))
    assert told.totals.gain == 400_000.0


@pytest.mark.parametrize("entity", ["s_corporation", "partnership", "sole_owner"])
def test_who_takes_no_part_owes_the_tax_on_investment_income(entity):
    # 26 U.S.C. 1411(c)(2)(A), (4); thinkadvisor.com Q8635 for the base
    sold = sale(1_000_000.0, 0.0, 0.0, form="assets", recapture=200_000.0)
    rate = RULES.value("seller.investment_income_rate")
    assert found(owner(entity=entity), sold).years[0].investment_tax == 0.0
    idle = found(owner(entity=entity, participates=False), sold)
    assert idle.years[0].investment_tax == cents(rate * 750_000.0)
    assert "seller.passive_owner" in keys(idle)


# --- the note ------------------------------------------------------------------------------------------------------


def test_a_note_without_interest_is_partly_interest():
    # Derived, 26 U.S.C. 1274(b): 300,000 in five yearly payments without interest at 4 % compounded twice a year
    # (4.04 % a year): principal 266,809.46, interest 33,190.54; the selling price falls by as much
    sold = sale(100_000.0, 300_000.0, 0.0, note_rate=0.0)
    told = found(owner(test_rate=0.04), sold, yearly(60_000.0, 5))
    (imputed,) = told.planned.imputed
    assert (imputed.principal, imputed.interest, imputed.term) == (266_809.46, 33_190.54, 3.0)
    assert told.instalments.selling_price == 366_809.46
    assert told.totals.gain == 366_809.46
    assert told.totals.interest == told.totals.imputed_interest == 33_190.54
    assert told.totals.cash == 400_000.0
    interest = [year.interest for year in told.years]
    assert interest[1] == cents(266_809.46 * 0.0404)
    assert interest == sorted(interest[:1]) + sorted(interest[1:], reverse=True)
    assert "seller.imputed" in keys(told)


def test_a_note_at_the_least_rate_is_what_it_says():
    level = 300_000.0 * 0.0404 / (1 - 1.0404**-5)  # yearly payments at 4 % compounded twice a year
    payments, balance = [], 300_000.0
    for year in range(5):
        interest = cents(balance * 0.0404)
        payments.append(Receipt(2027 + year, 12, interest, cents(level - interest)))
        balance -= level - interest
    sold = sale(0.0, cents(sum(one.principal for one in payments)), 0.0, note_rate=0.0404)
    told = found(owner(test_rate=0.04), sold, payments)
    assert told.planned.imputed[0].interest == 0.0
    assert "seller.imputed" not in keys(told)
    assert found(owner(test_rate=0.06), sold, payments).planned.imputed[0].interest > 0


@pytest.mark.parametrize(("years", "kind"), [(3, "short"), (4, "mid"), (9, "mid"), (10, "long")])
def test_the_least_rate_goes_by_the_note_s_average_life(years, kind):
    # 26 U.S.C. 1274(d)(1): to 3 years short, to 9 middle; a note paid at its end has that life
    sold = sale(0.0, 100_000.0, 0.0, note_rate=0.0)
    told = found(owner(), sold, [Receipt(2026 + years, 12, 0.0, 100_000.0)])
    assert told.planned.imputed[0].least_rate == RULES.value(f"seller.test_rate.{kind}")


def test_the_least_rate_is_the_lowest_of_three_months():
    # 26 U.S.C. 1274(d)(2): long-term rates held are 4.80 % before February 2026 and 4.65 % from then on, so that from
    # February on the lower counts and in January only the older
    for month, rate in ((1, 0.048), (2, 0.0465), (4, 0.0465)):
        sold = sale(0.0, 100_000.0, 0.0, note_rate=0.0, closing_month=month)
        told = found(owner(), sold, [Receipt(2038, 12, 0.0, 100_000.0)])
        assert told.planned.imputed[0].least_rate == rate


def test_a_rate_above_the_limit_of_smaller_notes_is_cut_to_it():
    # 26 U.S.C. 1274A(a), (b)
    from planner.seller.imputed import least_rate

    rules = places.rules("US", on=date(2026, 11, 22))
    dear = places.Rules(
        "US",
        rules.on,
        {
            **rules._held,
            **{
                f"seller.test_rate.{kind}": rules.rule(f"seller.test_rate.{kind}").__class__(
                    **{**rules.rule(f"seller.test_rate.{kind}").__dict__, "value": 0.12}
                )
                for kind in ("short", "mid", "long")
            },
        },
    )
    dear = _Frozen(dear)
    for face, rate in ((2_800_000.0, 0.09), (2_800_001.0, 0.12)):
        note = PromisedNote("", 0, face, (), 0.0, adds=False)
        assert least_rate(None, sale(0.0, face, 0.0), note, 5.0, dear) == rate


class _Frozen:
    """Rules that are the same on every day."""

    def __init__(self, rules):
        self.value = rules.value

    def at(self, _):
        return self


def test_interest_on_deferred_tax():
    # 26 U.S.C. 453A(c): face 8,000,000 at the end of the year of sale: 3/8 stand above 5,000,000, for good;
    # gain not yet taxed x 20 % x 3/8 x rate on underpayments
    told = found(owner(), sale(2_000_000.0, 8_000_000.0, 0.0), yearly(4_000_000.0, 2))
    rate = RULES.value("seller.underpayment_rate")
    charges = [record.charge for record in told.records]
    assert [one.part for one in charges] == [0.375] * 3
    assert [one.outstanding for one in charges] == [8_000_000.0, 4_000_000.0, 0.0]
    assert [year.interest_charge for year in told.years] == [
        cents(8_000_000.0 * 0.20 * 0.375 * rate),
        cents(4_000_000.0 * 0.20 * 0.375 * rate),
        0.0,
    ]
    assert told.totals.interest_charge == 63_000.0
    assert told.totals.tax_of_sale == cents(told.totals.federal_tax_of_sale + 63_000.0)


def test_each_holder_of_the_note_has_a_threshold():
    # TAM 9853002: spouses are not counted together
    told = found(owner(note_holders=2), sale(2_000_000.0, 12_000_000.0, 0.0), yearly(6_000_000.0, 2))
    assert told.records[0].charge.part == pytest.approx(2 / 12)
    assert found(owner(note_holders=2), sale(2e6, 8e6, 0.0), yearly(4e6, 2)).totals.interest_charge == 0.0


def test_all_gain_at_once_by_election():
    # 26 U.S.C. 453(d)
    told = found(owner(instalments=False), sale(100_000.0, 9_900_000.0, 0.0), yearly(3_300_000.0, 3))
    assert [year.gain for year in told.years] == [10_000_000.0, 0.0, 0.0, 0.0]
    assert told.totals.interest_charge == 0.0
    assert way(told, "instalments").worked.years[0].gain == 100_000.0


def test_a_note_never_paid_is_a_loss_of_what_was_not_yet_gain():
    told = found(owner(), sale(100_000.0, 400_000.0, 250_000.0), yearly(100_000.0, 2))
    said = next(finding for finding in told.findings if finding.key == "seller.note_lost")
    assert "$200,000" in said.said()
    assert "$100,000" in said.said()


# --- a buyout that is no sale --------------------------------------------------------------------------------------


def test_a_buyout_that_is_no_sale_is_a_dividend_in_full_at_once():
    # 26 U.S.C. 302(d), 301(c)(1): no basis is set against it, and a note counts when it is given
    bought = sale(200_000.0, 800_000.0, 300_000.0, form="buyout", is_sale="no")
    told = found(owner(), bought, yearly(200_000.0, 4))
    assert [year.gain for year in told.years] == [1_000_000.0, 0.0, 0.0, 0.0, 0.0]
    assert "seller.dividend" in keys(told)
    assert way(told, "rollover").is_open == way(told, "small_stock").is_open == "no"
    # 301(c)(2), (3): beyond earnings and profits first the basis, then gain
    part = found(owner(assets=SoldAssets(earnings=400_000.0)), bought, yearly(200_000.0, 4))
    assert part.totals.gain == 400_000.0 + 600_000.0 - 300_000.0
    # 1368(b): an S corporation without such earnings gives back the basis first
    assert found(owner(entity="s_corporation"), bought, yearly(200_000.0, 4)).totals.gain == 700_000.0


def test_a_buyout_that_may_be_no_sale_shows_both():
    told = found(owner(), sale(200_000.0, 800_000.0, 300_000.0, form="buyout", is_sale="unknown"), yearly(200_000.0, 4))
    assert told.totals.gain == 1_000_000.0  # what is not certain is not counted on
    assert way(told, "dividend").is_open == way(told, "sale").is_open == "unknown"
    assert way(told, "dividend").worked is told.planned
    assert way(told, "sale").worked.totals.gain == 700_000.0
    assert "seller.maybe_dividend" in keys(told)
    sure = found(owner(), sale(200_000.0, 800_000.0, 300_000.0, form="buyout", is_sale="yes"), yearly(200_000.0, 4))
    assert way(sure, "dividend").worked is None


# --- the rollover --------------------------------------------------------------------------------------------------

ROLLED = Rollover(elected=True, no_option_shares="yes")


def rolled_over(cost: float | None, **known) -> seller.SellerOutcome:
    who = owner(rollover=ROLLED.model_copy(update={"property_cost": cost}))
    return found(who, sale(3_000_000.0, 0.0, 300_000.0, rollover_open="yes", **known))


def test_what_is_not_reinvested_is_taxed():
    # Derived, 26 U.S.C. 1042(a), (d): realised 3,000,000, basis 300,000, property 2,400,000 -> recognised 600,000,
    # deferred 2,100,000, basis of the property 300,000
    told = rolled_over(2_400_000.0)
    assert told.planned.rollover.recognised == 600_000.0
    assert told.planned.rollover.deferred == told.totals.deferred == 2_100_000.0
    assert told.planned.rollover.property_basis == 300_000.0
    assert told.totals.gain == 600_000.0
    assert told.planned.rollover.tax_later == cents(2_100_000.0 * 0.238)
    assert rolled_over(None).totals.gain == 0.0
    assert rolled_over(100_000.0).totals.deferred == 0.0


def test_a_tenth_of_the_price_of_an_s_corporation_from_2028():
    # 26 U.S.C. 1042(h) (P.L. 117-328 s.114(b)): a tenth of the amount realised, with its part of the basis. Derived:
    # realised 3,000,000, basis 300,000: 300,000 may be rolled over, the gain in it is 270,000
    def told(cost, reading="amount_realised", year=2028):
        stock = ROLLED.model_copy(update={"property_cost": cost, "s_corporation": reading})
        sold = sale(3_000_000.0, 0.0, 300_000.0, rollover_open="yes", closing_year=year)
        return found(owner(entity="s_corporation", rollover=stock), sold)

    whole = told(300_000.0)
    assert whole.planned.rollover.electable == 300_000.0
    assert whole.totals.deferred == 270_000.0
    assert whole.totals.gain == 2_430_000.0
    assert told(200_000.0).totals.deferred == 170_000.0
    assert told(200_000.0, "gain").totals.deferred == 200_000.0
    assert told(None, "gain").totals.deferred == 270_000.0
    assert "seller.s_corporation_part" in keys(whole)
    off = told(300_000.0, "off")
    assert off.totals.deferred == 0.0
    assert "seller.not_deferred" in keys(off)
    early = told(300_000.0, year=2027)
    assert early.totals.deferred == 0.0
    assert way(early, "rollover").is_open == "no"
    assert "before 2028" in way(early, "rollover").reason.said()


def test_a_note_leaves_a_gap_that_must_be_bridged():
    # 26 U.S.C. 1042(c)(3): property is bought within 12 months; what the note pays later comes too late
    who = owner(rollover=ROLLED)
    receipts = [Receipt(2027, month, 0.0, 50_000.0) for month in range(1, 13)]
    receipts += [Receipt(2028, month, 0.0, 50_000.0) for month in range(1, 13)]
    told = found(who, sale(800_000.0, 1_200_000.0, 0.0, rollover_open="yes"), receipts)
    assert told.planned.rollover.property_cost == 2_000_000.0
    assert told.planned.rollover.received == 1_400_000.0
    assert told.planned.rollover.gap == 600_000.0
    said = next(finding.said() for finding in told.findings if finding.key == "seller.gap")
    assert "$600,000" in said
    window = next(finding.said() for finding in told.findings if finding.key == "seller.window")
    assert "September 2026" in window
    assert "December 2027" in window


def test_what_is_not_reinvested_is_taxed_as_the_note_is_paid():
    who = owner(rollover=ROLLED.model_copy(update={"property_cost": 500_000.0}))
    told = found(who, sale(400_000.0, 600_000.0, 0.0, rollover_open="yes"), yearly(200_000.0, 3))
    assert told.instalments.gain_fraction == 0.5
    assert [year.gain for year in told.years] == [200_000.0, 100_000.0, 100_000.0, 100_000.0]


@pytest.mark.parametrize(
    ("known", "stock", "is_open"),
    [
        ({"rollover_open": "no", "form": "assets"}, {}, "no"),
        ({"rollover_open": "yes"}, {"no_option_shares": "no"}, "no"),
        ({"rollover_open": "yes"}, {"no_option_shares": "unknown"}, "unknown"),
        ({"rollover_open": "unknown", "form": "buyout"}, {}, "unknown"),
        ({"rollover_open": "yes"}, {}, "yes"),
        ({}, {}, "no"),
    ],
)
def test_a_rollover_is_counted_on_only_where_it_is_sure(known, stock, is_open):
    who = owner(rollover=ROLLED.model_copy(update=stock))
    told = found(who, sale(1_000_000.0, 0.0, 0.0, **known))
    assert way(told, "rollover").is_open == is_open
    assert way(told, "rollover").reason.said()
    assert told.totals.deferred == (1_000_000.0 if is_open == "yes" else 0.0)
    assert ("seller.not_deferred" in keys(told)) == (is_open != "yes")
    assert (way(told, "rollover").worked is None) == (is_open == "no")


@pytest.mark.parametrize(("price", "tax"), [(10_000_000.0, 2_500_000.0), (5_000_000.0, 1_250_000.0)])
def test_deferral_of_published_illustrations(price, tax):
    """esopcorporateresources.com (10 million) and empireval.com (5 million): no basis, taxed at 25 %, all rolled over.

    A plain rate of 25 % stands in for theirs, federal tax beside it. 5 % on the 2.5 million kept is 125,000 a year.
    """
    sold, plain = sale(price, 0.0, 0.0, rollover_open="yes"), {"state_rate": 0.25}  # above what a state may ask
    taxed, rolled = (
        found(owner(state="other", rollover=stock).model_copy(update=plain), sold) for stock in (Rollover(), ROLLED)
    )
    assert (taxed.totals.deferred, rolled.totals.deferred) == (0.0, price)
    state = [sum(year.state_tax for year in told.years) for told in (taxed, rolled)]
    assert state == [tax, 0.0]
    assert price - state[0] == price * 0.75
    assert 0.05 * (state[0] - state[1]) == 0.05 * tax
    assert rolled.planned.rollover.tax_later == cents(price * 0.238)


# --- small business stock ------------------------------------------------------------------------------------------


def stock(acquired: date, **known) -> SmallStock:
    told = {"claimed": True, "original_issue": "yes", "qualified_trade": "yes", "gross_assets": 1e6}
    return SmallStock(acquired=acquired, **{**told, **known})


def excluded(acquired: date, closing: tuple[int, int], cash: float, basis: float, **known) -> seller.SellerOutcome:
    who = owner(small_stock=stock(acquired, **known))
    return found(who, sale(cash, 0.0, basis, closing_year=closing[0], closing_month=closing[1]))


def test_three_quarters_after_four_years():
    # Derived, 26 U.S.C. 1202(a)(5): acquired January 2026, sold after 4.5 years, gain 4,000,000, basis 100,000 ->
    # 3,000,000 excluded, 1,000,000 at up to 28 %
    told = excluded(date(2026, 1, 15), (2030, 7), 4_100_000.0, 100_000.0)
    assert told.totals.excluded == 3_000_000.0
    assert told.totals.gain == 1_000_000.0
    assert told.years[0].special == 1_000_000.0


@pytest.mark.parametrize(
    ("acquired", "closing", "fraction"),
    [
        # jdsupra.com 2249287, crowell.com, bakerdonelson.com: after 4 July 2025 from 3, 4, 5 years; before: more than 5
        (date(2025, 7, 5), (2028, 6), 0.0),
        (date(2025, 7, 5), (2028, 7), 0.50),
        (date(2025, 7, 5), (2029, 7), 0.75),
        (date(2025, 7, 5), (2030, 7), 1.0),
        (date(2025, 7, 4), (2030, 6), 0.0),
        (date(2025, 7, 4), (2030, 7), 1.0),
        (date(2020, 7, 31), (2025, 7), 0.0),
        (date(2020, 7, 30), (2025, 7), 1.0),
        (date(2025, 7, 31), (2028, 7), 0.50),
        (date(2010, 9, 27), (2026, 7), 0.75),
        (date(2010, 9, 28), (2026, 7), 1.0),
    ],
)
def test_tiers_by_the_day_of_issue_and_years_held(acquired, closing, fraction):
    told = excluded(acquired, closing, 2_000_000.0, 0.0)
    assert told.totals.excluded == 2_000_000.0 * fraction
    assert told.years[0].special == (2_000_000.0 * (1 - fraction) if fraction else 0.0)


def test_older_stock_is_added_back_in_part_under_the_alternative_tax():
    # 26 U.S.C. 57(a)(7): 7 % of what s.1202 excludes, of stock acquired on or before 27 September 2010; derived:
    # half of 8,000,000 is excluded, 280,000 of it is income for the alternative tax alone
    for acquired, added in (((2008, 9, 1), 280_000.0), ((2010, 9, 27), 420_000.0), ((2010, 9, 28), 0.0)):
        told = excluded(date(*acquired), (2031, 12), 8_000_000.0, 0.0)
        record = told.records[0]
        assert told.planned.exclusion.preference == added
        taxable, alternative = record.tax.taxable, record.tax.alternative
        assert alternative.income == taxable.gross + added
        assert record.tax_anyway.alternative.income == record.tax_anyway.taxable.gross


def test_that_preference_follows_the_payments():
    who = owner(other_income=RICH, small_stock=stock(date(2008, 9, 1)))
    sold = sale(1_000_000.0, 3_000_000.0, 0.0, closing_year=2026)
    told = found(who, sold, yearly(1_000_000.0, 3))
    added = [record.tax.alternative.income - record.tax.taxable.gross for record in told.records]
    assert added == [pytest.approx(0.07 * 2_000_000.0 / 4, abs=0.01)] * 4


def test_who_files_separately_has_half_the_cap():
    # 26 U.S.C. 1202(b)(3)(A)
    for acquired, most in ((date(2015, 1, 1), 5_000_000.0), (date(2025, 8, 1), 7_500_000.0)):
        who = owner(filing="separate", small_stock=stock(acquired))
        told = found(who, sale(30_000_000.0, 0.0, 0.0, closing_year=2031))
        assert told.planned.exclusion.cap == most


@pytest.mark.parametrize(
    ("acquired", "basis", "used", "counted"),
    [
        (date(2015, 1, 1), 0.0, 0.0, 10e6),
        (date(2025, 8, 1), 0.0, 0.0, 15e6),
        (date(2015, 1, 1), 1_500_000.0, 0.0, 15e6),
        (date(2015, 1, 1), 0.0, 4e6, 6e6),
        (date(2015, 1, 1), 0.0, 40e6, 0.0),
    ],
)
def test_the_cap_is_the_greater_of_an_amount_and_ten_times_the_basis(acquired, basis, used, counted):
    # 26 U.S.C. 1202(b)(1): 10 million (15 after 4 July 2025) less what was used, or 10 x basis
    told = excluded(acquired, (2031, 12), 30e6, basis, used_before=used)
    assert told.totals.excluded == counted
    assert told.totals.gain == 30e6 - basis - counted


def test_exclusion_first_then_instalments_and_deferral_on_the_rest():
    who = owner(small_stock=stock(date(2025, 8, 1)), rollover=ROLLED.model_copy(update={"property_cost": 3_500_000.0}))
    sold = sale(1_000_000.0, 3_000_000.0, 0.0, closing_year=2029, rollover_open="yes")
    receipts = [Receipt(2030 + year, 12, 0.0, 1_000_000.0) for year in range(3)]
    alone = way(found(who, sold, receipts), "small_stock").worked
    assert alone.totals.excluded == 3_000_000.0
    assert [year.gain for year in alone.years] == [250_000.0] * 4
    assert [year.special for year in alone.years] == [250_000.0] * 4
    both = found(who, sold, receipts)
    assert both.planned.choice == Choice(rollover=True, small_stock=True)
    assert (both.totals.excluded, both.totals.gain, both.totals.deferred) == (3e6, 0.5e6, 0.5e6)
    assert way(both, "both").worked is both.planned


@pytest.mark.parametrize(
    ("known", "entity", "is_open"),
    [
        ({"original_issue": "no"}, "c_corporation", "no"),
        ({"qualified_trade": "unknown"}, "c_corporation", "unknown"),
        ({"gross_assets": 50_000_001.0}, "c_corporation", "no"),
        ({"gross_assets": None}, "c_corporation", "unknown"),
        ({"gross_assets": 50_000_000.0}, "c_corporation", "yes"),
        ({}, "s_corporation", "no"),
    ],
)
def test_an_exclusion_is_counted_on_only_where_it_is_sure(known, entity, is_open):
    told = found(owner(entity=entity, small_stock=stock(date(2015, 1, 1), **known)), sale(1_000_000.0, 0.0, 0.0))
    assert way(told, "small_stock").is_open == is_open
    assert told.totals.excluded == (1_000_000.0 if is_open == "yes" else 0.0)
    assert ("seller.not_excluded" in keys(told)) == (is_open != "yes")


# --- the ways compared ---------------------------------------------------------------------------------------------


def test_the_election_s_price_leaves_the_seller_as_well_off():
    sold = sale(600_000.0, 400_000.0, 200_000.0, recapture=300_000.0)
    told = found(owner(entity="s_corporation", other_income=80_000.0), sold, yearly(100_000.0, 4))
    election = way(told, "election")
    assert election.gross_up > 0
    assert election.gross_up % 100 == 0
    assert election.worked.sale.cash_at_closing == 600_000.0 + election.gross_up
    assert election.worked.totals.cash_after_tax >= told.totals.cash_after_tax
    less = sold._replace(cash_at_closing=600_000.0 + election.gross_up - 100.0, form="shares_election")
    at_less = seller.work(
        owner(entity="s_corporation", other_income=80_000.0),
        less._replace(assets_basis=None, basis=200_000.0),
        yearly(100_000.0, 4),
        RULES,
        Choice(election=True),
    )
    assert at_less.totals.cash_after_tax < told.totals.cash_after_tax


def test_without_ordinary_gain_the_election_costs_the_seller_nothing():
    told = found(owner(entity="s_corporation"), sale(600_000.0, 0.0, 200_000.0, debt_paid_off=50_000.0))
    assert way(told, "election").gross_up == 0.0
    assert way(told, "election").worked.totals.gain == told.totals.gain


def test_present_value_at_the_owner_s_rate():
    told = found(owner(discount_rate=0.10), sale(100.0, 200.0, 300.0), yearly(100.0, 2))
    assert told.totals.present_value == cents(100 + 100 / 1.1) + cents(100 / 1.21)
    assert [year.present_value for year in told.years] == [100.0, 90.91, 82.64]
    assert way(told, "cash").worked.totals.present_value == 300.0


def test_every_way_has_a_name_and_a_reason():
    outcomes = [
        found(owner(entity=entity), sale(5e5, 5e5, 0.0, form=form, is_sale="no"), yearly(1e5, 5))
        for entity in ("c_corporation", "s_corporation", "partnership", "sole_owner")
        for form in ("assets", "shares_merged", "shares_election", "buyout")
    ]
    for told in outcomes:
        assert told.ways[0].name == "planned"
        names = [one.name for one in told.ways]
        assert len(names) == len(set(names))
        for one in told.ways:
            assert words.say(f"seller.way.name.{one.name}")
            assert one.reason.said()
            assert (one.worked is None) == (one.is_open == "no")


def test_a_plain_state_rate():
    told = found(owner(state="other", state_rate=0.05, other_income=40_000.0), sale(100_000.0, 0.0, 20_000.0))
    assert told.totals.state_tax == 4_000.0
    assert told.totals.tax_of_sale == cents(told.totals.federal_tax_of_sale + 4_000.0)
    assert "states.plain_rate" in keys(told)
    assert "states.not_counted" not in keys(told)


@pytest.mark.parametrize("state", [one for one in STATES if one != "none"])
def test_the_state_s_tax_is_that_of_its_tables(state):
    """As `places.states` alone gives it for the same year, with the sale less without it."""
    who = owner(state=state, state_rate=0.05, other_income=90_000.0, entity="s_corporation", age=67)
    told = found(who, sale(900_000.0, 600_000.0, 200_000.0), yearly(200_000.0, 3, 20_000.0))
    for year, record in zip(told.years, told.records, strict=True):
        law = state_law(RULES.at(date(record.year, 12, 31)), state, "joint", 0.05, elections=False)
        shared = {
            "other": 90_000.0,
            "aged": 1.0,
            "federal_deduction": record.tax.taxable.deduction - record.tax.taxable.senior,
            "senior_deduction": record.tax.taxable.senior,
        }
        income = StateIncome(
            interest=year.interest,
            gain=year.gain,
            gain_at_once=told.instalments.gross_profit if record.year == 2026 else 0.0,
            intangible_share=1.0,
            business_share=1.0,
            federal_tax=record.tax.tax.total,
            **shared,
        )
        anyway = record.tax_anyway
        without = StateIncome(
            **{
                **shared,
                "federal_deduction": anyway.taxable.deduction - anyway.taxable.senior,
                "senior_deduction": anyway.taxable.senior,
            },
            federal_tax=anyway.tax.total,
        )
        expected = state_tax(income, law).tax.total - state_tax(without, law).tax.total
        assert year.state_tax == cents(expected)
    assert told.totals.tax_of_sale == cents(told.totals.federal_tax_of_sale + told.totals.state_tax)
    assert (told.totals.state_tax > 0) == (state != "tx")
    assert "states.residence" in keys(told)


def test_pennsylvania_knows_no_instalments_for_shares():
    # 61 Pa. Code 103.13: gain on intangibles is taxed in the year of sale
    who = owner(state="pa", entity="s_corporation")
    told = found(who, sale(400_000.0, 600_000.0, 0.0), yearly(200_000.0, 3))
    rate = RULES.brackets("states.pa.brackets")[0].rate
    assert [year.state_tax for year in told.years] == [cents(1_000_000.0 * rate), 0.0, 0.0, 0.0]


def test_a_state_that_taxes_what_federal_law_leaves_out():
    # California does not follow 26 U.S.C. 1202
    who = owner(state="ca", small_stock=stock(date(2015, 1, 1)))
    told = found(who, sale(2_000_000.0, 0.0, 0.0))
    assert told.totals.federal_tax_of_sale == 0.0
    assert told.totals.state_tax > 150_000.0
    assert "states.excluded_taxed" in keys(told)


def let(rent: float, years: int = 3) -> list[Receipt]:
    return [Receipt(2026 + year, 12, 0.0, 0.0, rent=rent, of_note=False) for year in range(years)]


def test_rent_is_income_of_its_year_and_no_part_of_the_sale():
    # Rent is gross income of the owner of the property (26 U.S.C. 61(a)(5)), the amount realised is what the property
    # sold brings (1001(b)): an owner who sells at basis owes the same with the sale and without it.
    told = found(owner(other_income=100_000.0), sale(100_000.0, 0.0, 100_000.0), let(24_000.0))
    bare = found(owner(other_income=100_000.0), sale(100_000.0, 0.0, 100_000.0), let(0.0))
    assert [year.rent for year in told.years] == [24_000.0] * 3
    assert (told.totals.cash, told.totals.cash_after_tax, told.totals.present_value) == (100_000.0,) * 3
    assert told.totals.gain == told.totals.tax_of_sale == 0.0
    # Joint, 2026: 100,000 less a deduction of 32,200 leaves 67,800 in the bracket of 12 %, which ends at 100,800 (Rev.
    # Proc. 2025-32): 24,000 more is taxed at 12 %, sale or no sale
    assert told.years[0].tax_anyway - bare.years[0].tax_anyway == pytest.approx(0.12 * 24_000.0)
    assert told.years[0].tax == told.years[0].tax_anyway
    assert "seller.rent" in keys(told)
    assert "seller.rent" not in keys(bare)


def test_at_the_top_rates_rent_changes_nothing_of_what_the_sale_brings():
    rng = Random(33)
    for _ in range(1000):
        who = owner(other_income=RICH, state=rng.choice(("none", "ca", "tx", "il", "pa")))
        what = sale(round(rng.uniform(0, 3e6), 2), 600_000.0, round(rng.uniform(0, 1e6), 2))
        paid = yearly(200_000.0, 3, round(rng.uniform(0, 40_000), 2))
        bare = found(who, what, paid).totals
        told = found(who, what, [*paid, *let(round(rng.uniform(0, 200_000), 2), 5)]).totals
        for name in ("cash", "gain", "interest"):
            assert getattr(told, name) == getattr(bare, name)
        for name in ("federal_tax_of_sale", "tax_of_sale", "cash_after_tax", "interest_charge"):
            assert getattr(told, name) == pytest.approx(getattr(bare, name), abs=0.2), name  # cents of five years
