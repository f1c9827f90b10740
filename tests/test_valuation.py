"""A first value: earnings, multiples and capitalised earnings against published and derived cases."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import places, valuation, words
from planner.scenario import Scenario
from planner.valuation import Books, Market, Size

RULES = places.rules("US", on=date(2026, 11, 22))
MARKET = Market(
    replacement_pay=0.0,
    upkeep=0.0,
    multiple_spread=0.2,
    capitalisation_rate=0.25,
    rate_spread=0.03,
    growth=0.03,
)
NOTHING = Books(*(0.0,) * 10)


def one_size(multiple: float) -> tuple[Size, ...]:
    return (Size(0.0, multiple),) * valuation.SIZES


def scenario(*statements: dict, **owner) -> Scenario:
    return Scenario.model_validate_json(
        Scenario.model_validate(
            {
                "name": "Sample",
                "business": {
                    "name": "Sample",
                    "statements": tuple({"year": 2023 + place, **held} for place, held in enumerate(statements)),
                },
                "owner": owner,
                "deal": {
                    "closing": date(2026, 12, 31),
                    "price": 1.0,
                    "loans": ({"name": "Seller note", "kind": "seller"},),
                },
            }
        ).model_dump_json()
    )


def test_basis_must_match_multiple():
    # searchfunder.com: EBIT 250,000 after an owner's pay of 500,000; a replacement at 250,000; 4x each
    books = NOTHING._replace(sales=750_000.0, owner_pay=500_000.0, weight=1.0)
    found = valuation.normalise(books, MARKET._replace(replacement_pay=250_000.0))
    assert (found.net_profit, found.sde, found.ebitda) == (250_000, 750_000, 500_000)
    values = [
        valuation.multiply(amount, MARKET, one_size(4.0)).mid for amount in (found.sde, found.net_profit, found.ebitda)
    ]
    assert values == [3_000_000, 1_000_000, 2_000_000]


def test_published_multiples():
    # jeneshmakesdeals.com, 2026: SDE 200,000 x 2.51 = 502,000 and x 4.99 = 998,000
    assert valuation.multiply(200_000.0, MARKET, one_size(2.51)).mid == 502_000
    assert valuation.multiply(200_000.0, MARKET, one_size(4.99)).mid == 998_000


def test_capitalised_earnings():
    # Derived: 120,000, rate 25 %, growth 3 %: 120,000 x 1.03 / 0.22 = 561,818.18
    found = valuation.capitalise(120_000.0, MARKET)
    assert found.mid == 561_818.18
    assert found.low == pytest.approx(123_600 / 0.25)
    assert found.high == pytest.approx(123_600 / 0.19, abs=0.01)
    assert valuation.capitalise(120_000.0, MARKET._replace(upkeep=150_000.0)).mid == 0


def test_sde_adds_back_what_the_books_show():
    books = Books(1_000_000, 300_000, 200_000, 30_000, 120_000, 150_000, 40_000, 10_000, 25_000, 1)
    found = valuation.normalise(books, MARKET._replace(replacement_pay=80_000.0))
    assert found.net_profit == 150_000
    assert found.sde == 150_000 + 10_000 + 40_000 + 120_000 + 25_000
    assert found.replacement == pytest.approx(80_000 * 1.15)
    assert found.ebitda == pytest.approx(345_000 - 92_000)


def test_later_years_weigh_more():
    found = valuation.estimate(scenario({"sales": 100.0}, {"sales": 200.0}, {"sales": 400.0}), RULES)
    assert found.weighted.sde == pytest.approx((100 + 2 * 200 + 3 * 400) / 6)
    assert found.weighted.weights == 6
    assert valuation.estimate(scenario({"sales": 100.0}), RULES).weighted.sde == 100


def test_the_multiple_is_that_of_the_size_the_value_reaches():
    sizes = tuple(Size(*row) for row in RULES.rows("valuation.sde_multiple"))
    # 178,000 x 2.8 is under 500,000 and so still in the smallest size; 179,000 x 2.8 is not
    assert valuation.multiply(178_000.0, MARKET, sizes).multiple == 2.4
    assert valuation.multiply(179_000.0, MARKET, sizes).multiple == 2.8
    assert valuation.multiply(2_000_000.0, MARKET, sizes).multiple == 4.8


def test_range_and_findings():
    found = valuation.estimate(
        scenario({"sales": 800_000.0, "owner_pay": 100_000.0, "overhead": 400_000.0}, replacement_pay=90_000.0),
        RULES,
    )
    assert found.low == min(method.low for method in found.methods)
    assert found.high == max(method.high for method in found.methods)
    assert found.midpoint == pytest.approx(sum(method.mid for method in found.methods) / 3, abs=0.01)
    assert [finding.key for finding in found.findings] == ["valuation.no_appraisal"]
    assert all(words.say(method.key) for method in found.methods)
    losing = valuation.estimate(scenario({"sales": 100.0, "overhead": 200.0}), RULES)
    assert [finding.key for finding in losing.findings][1:] == [
        "valuation.no_replacement",
        "valuation.no_earnings",
    ]
    assert (losing.low, losing.midpoint, losing.high) == (0, 0, 0)
    assert all(finding.said() for finding in (*found.findings, *losing.findings))


def test_what_has_no_source_is_said():
    rules = places.rules("US", on=date(2026, 11, 22))
    valuation.estimate(scenario({"sales": 100.0}), rules)
    said = " ".join(finding.said() for finding in rules.findings)
    assert "Not yet checked" in said
    assert "2025 figures used for 2026: Median multiple of SDE" in said


@settings(max_examples=1000, deadline=None)
@given(earnings=st.floats(-1e6, 1e7), more=st.floats(0, 1e6))
def test_more_earnings_never_mean_less_value(earnings, more):
    """Each method keeps low <= mid <= high and rises with earnings."""
    sizes = tuple(Size(*row) for row in RULES.rows("valuation.sde_multiple"))
    for method in (
        lambda e: valuation.multiply(e, MARKET, sizes),
        lambda e: valuation.capitalise(e, MARKET),
    ):
        less, greater = method(earnings), method(earnings + more)
        assert 0 <= less.low <= less.mid <= less.high
        assert greater.mid >= less.mid
