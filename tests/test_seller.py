"""The seller's cash and tax: instalment cases from published examples, and what holds for every sale."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import places, seller, words
from planner.model.helpers import cents
from planner.places.us import Income, law_of, year_tax
from planner.scenario import Owner
from planner.seller import Receipt, Sale

RULES = places.rules("US", on=date(2026, 11, 22))
JOINT = law_of(RULES, "joint")
SINGLE = law_of(RULES, "single")


def owner(**known) -> Owner:
    return Owner(**{"age": 50, "filing": "joint", "entity": "c_corporation", **known})


def sale(cash: float, face: float, basis: float, **known) -> Sale:
    return Sale(form="shares_merged", closing_year=2026, cash_at_closing=cash, note_face=face, basis=basis, **known)


def yearly(principal: float, years: int, interest: float = 0.0) -> list[Receipt]:
    return [Receipt(2027 + year, 6, interest, principal) for year in range(years)]


INSTALMENTS = {
    # 26 CFR 15a.453-1(b)(5) example 1: basis 38,000 and costs of selling 2,000; figures recalled, not re-read
    "regulation, example 1": (10_000, [10_000] * 9, 40_000, 3 / 5, [6_000] * 10),
    # example 2: price 160,000 and basis 90,000, each less a mortgage of 60,000; figures recalled
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
    unsaid = seller.outcome(owner(), standing._replace(interest_added=0.0), [Receipt(2028, 3, 0.0, 112_000.0)], RULES)
    assert unsaid.totals.interest == 12_000.0


def test_age_counts_from_the_year_it_is_reached():
    found = seller.outcome(owner(age=63, other_income=60_000.0), sale(0.0, 3_000.0, 3_000.0), yearly(1_000.0, 3), RULES)
    assert [record.tax_anyway.taxable.deduction for record in found.records] == [
        32_200,
        32_200,
        39_850,
        33_850,
    ]


@pytest.mark.parametrize("form", ["assets", "shares_election"])
def test_tax_at_both_levels_is_said_and_not_guessed(form):
    found = seller.outcome(owner(), sale(1_000.0, 0.0, 0.0)._replace(form=form), [], RULES)
    assert found.years == ()
    assert [finding.key for finding in found.findings] == ["seller.tax_at_both_levels"]


def test_findings():
    def keys(who, what, receipts=()):
        return [finding.key for finding in seller.outcome(who, what, receipts, RULES).findings]

    assert keys(owner(), sale(1_000.0, 0.0, 0.0)) == ["seller.federal_only"]
    assert "seller.loss" in keys(owner(), sale(1_000.0, 0.0, 5_000.0))
    assert "seller.note_unpaid" in keys(owner(), sale(1_000.0, 5_000.0, 0.0), yearly(1_000.0, 4))
    assert "seller.note_unpaid" not in keys(owner(), sale(1_000.0, 5_000.0, 0.0), yearly(1_000.0, 5))
    assert "seller.interest_charge" in keys(owner(), sale(0.0, 5_000_001.0, 0.0), yearly(5_000_001.0, 1))
    election = sale(1_000.0, 0.0, 0.0)._replace(form="shares_election")
    assert "seller.election_form" in keys(owner(entity="partnership"), election)
    assert "seller.election_form" not in keys(owner(entity="s_corporation"), election)


def test_a_payment_before_the_sale_is_refused():
    with pytest.raises(ValueError, match="before the year of closing"):
        seller.outcome(owner(), sale(0.0, 1.0, 0.0), [Receipt(2025, 12, 0.0, 1.0)], RULES)


def test_every_sentence_and_line_has_words():
    for field in set(seller.SellerYear._fields) - {"year"}:
        assert words.say(f"seller.line.{field}")


CENTS = st.integers(0, 5_000_000_00).map(lambda amount: amount / 100)


@settings(max_examples=2000, deadline=None)
@given(
    cash=CENTS,
    paid=st.lists(st.integers(0, 300_000_00).map(lambda amount: amount / 100), max_size=12),
    basis=CENTS,
    recapture=CENTS,
    added=st.integers(0, 50_000_00).map(lambda amount: amount / 100),
)
def test_all_of_the_gain_is_taxed_once(cash, paid, basis, recapture, added):
    """Over the note's life the gain recognised is the gross profit, to the cent; no year's is negative."""
    face = max(0.0, cents(sum(paid) - added))
    receipts = [Receipt(2027 + place, 1, 0.0, amount) for place, amount in enumerate(paid)]
    sold = sale(cash, face, basis, recapture=recapture)
    terms = seller.instalments(sold, cents(sum(paid)))
    received = seller.Received(*(0.0,) * len(seller.Received._fields))
    gains = []
    for place, amount in enumerate([0.0, *(receipt.principal for receipt in receipts)]):
        first = float(place == 0)
        received = seller.receive(terms, received, seller.Paid(first, first * cash, amount, 0.0))
        gains.append(received.gain)
    whole_gain = max(0.0, cash + face - basis)
    assert cents(sum(gains)) == terms.gross_profit == cents(whole_gain - terms.recapture)
    assert all(gain >= 0 for gain in gains)
    assert received.added_paid_so_far == cents(sum(paid) - face)


INCOME = st.floats(0, 8e6, allow_nan=False)


@settings(max_examples=3000, deadline=None)
@given(
    income=st.builds(Income, INCOME, INCOME, INCOME, INCOME, st.sampled_from([0.0, 1.0]), st.sampled_from([0.0, 1.0])),
    kind=st.sampled_from(["other", "interest", "recapture", "gain"]),
    more=st.floats(0, 1e6, allow_nan=False),
    law=st.sampled_from([JOINT, SINGLE]),
)
def test_more_income_never_means_less_tax(income, kind, more, law):
    """Tax rises with each kind of income, by no more than the income itself."""
    less = year_tax(income, law).tax.total
    greater = year_tax(income._replace(**{kind: getattr(income, kind) + more}), law).tax.total
    assert -0.03 <= greater - less <= more + 0.03
