"""The seller's cash and tax: instalment cases from published examples, and what holds for every sale."""

from datetime import date

import firm
import pytest

from planner import places, plan, seller, words
from planner.model.helpers import cents
from planner.scenario import Books, Covenants, Loan, Owner
from planner.seller import Receipt, Sale

RULES = places.rules("US", on=date(2026, 11, 22))


def owner(**known) -> Owner:
    return Owner(**{"age": 50, "filing": "joint", "entity": "c_corporation", **known})


def sale(cash: float, face: float, basis: float, **known) -> Sale:
    told = {"form": "shares_merged", "closing_year": 2026, "cash_at_closing": cash, "note_face": face, "basis": basis}
    return Sale(**{**told, **known})


def yearly(principal: float, years: int, interest: float = 0.0) -> list[Receipt]:
    return [Receipt(2027 + year, 6, interest, principal) for year in range(years)]


INSTALMENTS = {
    # 26 CFR 15a.453-1(b)(5) example 1: basis 38,000 and costs of selling 2,000 (read in the edition of 2011)
    "regulation, example 1": (10_000, [10_000] * 9, 40_000, 3 / 5, [6_000] * 10),
    # example 2: price 160,000 and basis 90,000, each less a mortgage of 60,000 (read there too)
    "regulation, example 2": (100_000, [], 30_000, 7 / 10, [70_000]),
    # Publication 537: contract price 6,000, gross profit 1,500; figures recalled
    "publication 537": (6_000, [], 4_500, 0.25, [1_500]),
    # gaodun.com: basis 500,000 - 80,000, price 600,000, received 120,000
    "textbook a": (120_000, [480_000], 420_000, 0.30, [36_000, 144_000]),
    # quickanswer textbook: basis 75,000, 40,000 down and a note of 160,000, paid 20,000 a year
    "textbook b": (40_000, [20_000] * 8, 75_000, 0.625, [25_000] + [12_500] * 8),
    # textbook: basis 75,000, price 100,000, 30,000 in cash
    "textbook c": (30_000, [70_000], 75_000, 0.25, [7_500, 17_500]),
}


@pytest.mark.parametrize("name", INSTALMENTS)
def test_instalments(name):
    cash, paid, basis, fraction, gains = INSTALMENTS[name]
    receipts = [Receipt(2027 + year, 1, 0.0, float(amount)) for year, amount in enumerate(paid)]
    found = seller.outcome(owner(), sale(float(cash), float(sum(paid)), float(basis)), receipts, RULES)
    assert found.instalments.gain_fraction == pytest.approx(fraction)
    assert [year.gain for year in found.years] == gains


def test_a_note_spreads_the_gain_over_lower_brackets():
    # Derived case: joint, ordinary taxable income 60,000, gain 1,800,000, law of 2026 throughout:
    # all at once 388,883.60; 360,000 and then 8 x 180,000: 231,917.40 (gain and investment income)
    pensioner = owner(other_income=92_200.0)
    at_once = seller.outcome(pensioner, sale(1_800_000.0, 0.0, 0.0), [], RULES)
    spread = seller.outcome(pensioner, sale(360_000.0, 1_440_000.0, 0.0), yearly(180_000.0, 8), RULES)
    assert cents(sum(year.gain_tax + year.investment_tax for year in at_once.years)) == 388_883.60
    assert cents(sum(year.gain_tax + year.investment_tax for year in spread.years)) == 231_917.40
    # the alternative minimum tax comes on top: 26 % of 92,200 against 6,704 by the brackets
    assert at_once.years[0].alternative_tax == 17_268.00
    assert all(year.alternative_tax == 0 for year in spread.years)
    assert at_once.totals.tax_of_sale == cents(388_883.60 + 17_268.00)
    assert at_once.totals.cash_after_tax == cents(1_800_000 - 388_883.60 - 17_268.00)


def test_tax_owed_anyway_is_not_the_sale_s():
    pensioner = owner(other_income=92_200.0)
    year = seller.outcome(pensioner, sale(500_000.0, 0.0, 0.0), [], RULES).years[0]
    assert year.tax_anyway == 6_704.00
    assert year.tax_of_sale == cents(year.tax - 6_704.00)


def test_gain_of_an_active_owner_is_not_investment_income_but_interest_is():
    gain = sale(1_000_000.0, 1_000_000.0, 0.0)
    receipts = yearly(500_000.0, 2, 60_000.0)
    active = seller.outcome(owner(entity="s_corporation"), gain, receipts, RULES)
    passive = seller.outcome(owner(entity="c_corporation"), gain, receipts, RULES)
    rate = RULES.value("seller.investment_income_rate")
    assert active.years[0].investment_tax == 0
    assert active.years[1].investment_tax == cents(rate * 60_000)
    assert passive.years[1].investment_tax == cents(rate * (560_000 - 250_000))


def test_debt_taken_over_is_part_of_the_price_but_no_payment():
    # 26 CFR 15a.453-1(b)(5) example 2: price 160,000, mortgage of 60,000 taken over, basis 90,000 (edition of 2011)
    sold = sale(40_000.0, 60_000.0, 30_000.0, form="assets", debt_assumed=60_000.0)
    found = seller.outcome(owner(entity="sole_owner"), sold, yearly(20_000.0, 3), RULES)
    assert found.instalments == seller.Instalments(
        160_000.0, 0.0, 70_000.0, 0.0, 100_000.0, 0.7, 0.0, most_fraction=0.7
    )
    assert [year.gain for year in found.years] == [28_000.0, 14_000.0, 14_000.0, 14_000.0]
    assert found.totals.cash == 100_000.0


def test_debt_taken_over_above_the_basis_is_a_payment_in_the_year_of_sale():
    # 26 CFR 15a.453-1(b)(3)(i): price 160,000, 60,000 taken over, basis 45,000: 15,000 above it, all payments gain
    sold = sale(40_000.0, 60_000.0, 0.0, form="assets", debt_assumed=60_000.0, assets_basis=45_000.0)
    found = seller.outcome(owner(entity="sole_owner"), sold, yearly(20_000.0, 3), RULES)
    assert found.instalments == seller.Instalments(
        160_000.0, 0.0, 115_000.0, 15_000.0, 115_000.0, 1.0, 15_000.0, most_fraction=1.0
    )
    assert [year.gain for year in found.years] == [55_000.0, 20_000.0, 20_000.0, 20_000.0]
    assert [year.cash for year in found.years] == [40_000.0, 20_000.0, 20_000.0, 20_000.0]
    # ordinary income of the year of sale counts as basis: 15,000 of it uses up the excess
    found = seller.outcome(owner(entity="sole_owner"), sold._replace(recapture=15_000.0), yearly(20_000.0, 3), RULES)
    assert found.instalments == seller.Instalments(
        160_000.0, 15_000.0, 100_000.0, 0.0, 100_000.0, 1.0, 0.0, most_fraction=1.0
    )


@pytest.mark.parametrize(("paid_off", "assumed"), [(0.0, 0.0), (150_000.0, 0.0), (0.0, 150_000.0), (90_000.0, 6e4)])
@pytest.mark.parametrize("form", ["assets", "shares_election", "shares_merged"])
def test_what_is_owed_does_not_change_the_gain_of_a_sale_of_assets(form, paid_off, assumed):
    """Price 500,000 less debt and a basis of 270,000, in every form; of assets, debt and 35,000 of bills on both sides.

    26 U.S.C. 1001, 1012; 26 CFR 1.1001-2(a)(1): what the seller is rid of is realised, and it had paid for the assets.
    """
    bank = Loan(name="Bank", rate=0.07, months=84)
    old = Loan(name="Old loan", kind="assumed", principal=assumed, rate=0.07, months=84)
    note = Loan(name="Seller note", kind="seller", principal=50_000.0, rate=0.05, months=60)
    books = Books(receivables=40_000.0, equipment=100_000.0, debt=paid_off + assumed, payables=35_000.0)
    made = firm.scenario(
        form,
        owner=Owner(entity="s_corporation", basis=270_000.0),
        business=firm.scenario().business.model_copy(update={"books": books}),
        deal=firm.scenario(form).deal.model_copy(
            update={
                "price": 500_000.0,
                "inventory_beside": 0.0,
                "cash_left_in": 0.0,
                "loans": (bank, note, *([old] if assumed else [])),
                "plug": "Bank",
            }
        ),
    )
    found = plan(made).seller
    assert found.sale.cash_at_closing == 450_000.0 - paid_off - assumed
    of_assets = form != "shares_merged"
    assert found.planned.sold.debt_paid_off == paid_off * of_assets
    assert found.planned.sold.debt_assumed == (assumed + 35_000.0) * of_assets
    gain = 230_000.0 - paid_off - assumed
    assert found.totals.gain == gain
    if of_assets:
        assert found.instalments.selling_price == 535_000.0
        assert found.instalments.contract_price == 500_000.0 - assumed
        first = 450_000.0 - assumed
        assert found.years[0].gain == cents(gain / (500_000.0 - assumed) * first)


def test_payments_held_back_reach_the_seller_and_the_tax_when_they_are_made():
    """A covenant that fails holds the seller's note back; it is caught up years later, and taxed then."""
    free = firm.scenario(months=240)
    held = free.model_copy(update={"deal": free.deal.model_copy(update={"covenants": Covenants(least_fccr=1.15)})})
    on_time, late = plan(free).seller, plan(held).seller
    assert late.years[-1].year > on_time.years[-1].year
    assert [year.year for year in late.years if year.principal] != [
        year.year for year in on_time.years if year.principal
    ]
    assert any(year.cash == 0 for year in late.years[2:-1])
    for year in late.years[1:]:
        assert year.gain == year.principal
        assert year.cash > 0 or year.federal_tax_of_sale == 0
    assert late.totals.gain == on_time.totals.gain == 1_350_000.0
    assert late.totals.interest > on_time.totals.interest
    assert late.planned.imputed[0].interest == 0.0
    assert late.totals.present_value < on_time.totals.present_value


def test_recapture_is_taxed_at_once_and_counts_as_basis():
    # 26 U.S.C. 453(i); cost 800,000, basis 150,000, price 600,000: 450,000, all ordinary
    sold = Sale("assets", 2026, 100_000.0, 500_000.0, 150_000.0, recapture=650_000.0)
    found = seller.outcome(owner(entity="s_corporation"), sold, yearly(100_000.0, 5), RULES)
    assert found.years[0].recapture == 450_000.0
    assert found.totals.recapture == 450_000.0
    assert found.totals.gain == 0.0
    part = seller.outcome(owner(entity="s_corporation"), sold._replace(recapture=90_000.0), yearly(100_000.0, 5), RULES)
    assert part.instalments.gain_fraction == pytest.approx(0.6)
    assert [year.gain for year in part.years] == [60_000.0] * 6


def test_interest_added_in_standby_is_interest_when_paid():
    # 26 CFR 1.446-2(e): a payment is interest first
    standing = sale(0.0, 100_000.0, 0.0, interest_added=12_000.0)
    found = seller.outcome(
        owner(), standing, [Receipt(2028, 3, 500.0, 8_000.0), Receipt(2029, 3, 0.0, 104_000.0)], RULES
    )
    assert [year.interest for year in found.years] == [0.0, 0.0, 8_500.0, 4_000.0]
    assert [year.principal for year in found.years] == [0.0, 0.0, 0.0, 100_000.0]
    assert [year.gain for year in found.years] == [0.0, 0.0, 0.0, 100_000.0]
    assert found.planned.note.interest_added == 12_000.0
    unsaid = seller.outcome(owner(), standing._replace(interest_added=0.0), [Receipt(2028, 3, 0.0, 112_000.0)], RULES)
    assert unsaid.totals.interest == 12_000.0


def test_age_counts_from_the_year_it_is_reached():
    found = seller.outcome(owner(age=63, other_income=60_000.0), sale(0.0, 3_000.0, 3_000.0), yearly(1_000.0, 3), RULES)
    assert [record.tax_anyway.taxable.deduction for record in found.records if record.tax_anyway] == [
        32_200,
        32_200,
        39_850,
        33_850,
    ]


def keys(who, what, receipts=()):
    return [finding.key for finding in seller.outcome(who, what, receipts, RULES).findings]


def test_findings():
    assert keys(owner(), sale(1_000.0, 0.0, 0.0)) == ["seller.simple_form", "states.not_counted"]
    assert "seller.loss" in keys(owner(), sale(1_000.0, 0.0, 5_000.0))
    assert "seller.note_unpaid" in keys(owner(), sale(1_000.0, 5_000.0, 0.0), yearly(1_000.0, 4))
    assert "seller.note_unpaid" not in keys(owner(), sale(1_000.0, 5_000.0, 0.0), yearly(1_000.0, 5))
    assert "seller.interest_charge" in keys(owner(), sale(0.0, 6_000_000.0, 0.0), yearly(3_000_000.0, 2))
    election = sale(1_000.0, 0.0, 0.0)._replace(form="shares_election")
    assert "seller.election_form" in keys(owner(entity="partnership"), election)
    assert "seller.election_form" in keys(owner(entity="c_corporation"), election)
    assert "seller.election_form" not in keys(owner(entity="s_corporation"), election)


@pytest.mark.parametrize("form", ["shares_merged", "shares_election", "buyout", "assets"])
def test_who_has_no_shares_is_told_how_the_sale_is_taxed(form):
    def said(entity):
        return set(keys(owner(entity=entity), sale(1_000.0, 0.0, 0.0, form=form)))

    assert ("seller.no_shares" in said("sole_owner")) == (form != "assets")
    interests = {"seller.partnership_interests", "seller.buyout_of_partner"}
    assert bool(interests & said("partnership")) == (form != "assets")
    assert not {"seller.no_shares", *interests} & (said("s_corporation") | said("c_corporation"))


def test_a_payment_before_the_sale_is_refused():
    with pytest.raises(ValueError, match="before the year of closing"):
        seller.outcome(owner(), sale(0.0, 1.0, 0.0), [Receipt(2025, 12, 0.0, 1.0)], RULES)


def test_every_sentence_and_line_has_words():
    for field in set(seller.SellerYear._fields) - {"year"}:
        assert words.say(f"seller.line.{field}")
