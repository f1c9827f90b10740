"""A platform's sales, and who gets what of a price that several holders share: worked cases by hand, and laws."""

from pathlib import Path
from random import Random

import pytest
from firm import lowered, scenario

from planner import Plan, plan
from planner.division import split
from planner.explain import explain, part, recomputed
from planner.faults import read
from planner.holders import Money, follow
from planner.model.one import run
from planner.platform_sales import bookings, sales_growth, take_rate
from planner.scenario import Business, Deal, Holder, Platform, Scenario
from planner.waterfall import (
    Division,
    at_discount,
    decide,
    divide_price,
    followed,
    may_convert,
    of_plan,
    preference,
    purchases_of,
    shares_of,
    would_get,
)

SCENARIOS = Path(__file__).parent.parent / "scenarios"


@pytest.fixture(scope="module")
def platform() -> Plan:
    return plan(read((SCENARIOS / "home_care_platform.json").read_bytes()))


def amounts(price: float, *holders: Holder) -> list[float]:
    return [one.amount for one in divide_price((price,), holders)]


FOUNDER = Holder(name="Founder", fraction=0.6)
PREFERRED = Holder(name="Series A", instrument="preferred", fraction=0.4, invested=4_000_000)


@pytest.mark.parametrize(
    ("price", "founder", "investor"),
    [
        (3_000_000, 0, 3_000_000),  # below the preference: all of it
        (5_000_000, 1_000_000, 4_000_000),  # its money back beats 40 % of 5 million
        (10_000_000, 6_000_000, 4_000_000),  # the two are equal
        (12_000_000, 7_200_000, 4_800_000),  # converts
    ],
)
def test_preferred_takes_the_greater_of_its_preference_and_its_part(price, founder, investor):
    assert amounts(price, FOUNDER, PREFERRED) == [founder, investor]


@pytest.mark.parametrize(
    ("price", "investor"),
    [
        (10_000_000, 6_400_000),  # 4 + 40 % x 6
        (20_000_000, 8_000_000),  # 4 + 40 % x 16 = 10.4, limited to twice what was invested; 40 % of 20 is no more
        (30_000_000, 12_000_000),  # converts: 40 % of 30 is above the limit
    ],
)
def test_participating_preferred_shares_with_common_up_to_its_limit(price, investor):
    joined = PREFERRED.model_copy(update={"participating": True, "most": 2.0})
    assert amounts(price, FOUNDER, joined) == [price - investor, investor]


def test_a_senior_preference_is_paid_before_a_junior_one():
    """5 million: rank 1 takes its 4, rank 2 the 1 that is left, common nothing."""
    junior = Holder(name="Seed", instrument="preferred", fraction=0.1, invested=2_000_000, rank=2)
    founder = FOUNDER.model_copy(update={"fraction": 0.5})
    assert amounts(5_000_000, founder, PREFERRED, junior) == [0, 4_000_000, 1_000_000]


def test_a_safe_takes_its_money_back_or_its_part_by_the_cap():
    """500,000 at a post-money cap of 5 million is 10 %: 4 million pays the money back, 8 million pays 800,000."""
    founder = Holder(name="Founder", fraction=1.0)
    safe = Holder(name="SAFE", instrument="safe", invested=500_000, valuation_cap=5_000_000)
    assert amounts(4_000_000, founder, safe) == [3_500_000, 500_000]
    assert amounts(8_000_000, founder, safe) == [7_200_000, 800_000]


def test_a_note_is_repaid_with_interest_and_a_discount_raises_a_safe():
    """100,000 at 6 % for two years: 112,000. A SAFE of 80,000 with 20 % off is worth 100,000 at the price."""
    founder = Holder(name="Founder", fraction=1.0)
    note = Holder(name="Note", instrument="note", invested=100_000, rate=0.06, years=2.0)
    assert preference(note) == pytest.approx(112_000)
    assert amounts(1_000_000, founder, note) == [888_000, 112_000]
    assert amounts(1_000_000, founder, Holder(name="S", instrument="safe", invested=80_000, discount=0.2)) == [
        900_000,
        100_000,
    ]


def test_a_price_paid_in_parts_pays_who_ranks_first_first():
    """5 million in 3 and 2: Series A has 3 of its 4, then 1; the founder waits for the last million."""
    founder, series = divide_price((3_000_000, 2_000_000), (FOUNDER, PREFERRED))
    assert series.by_purchase == (3_000_000, 1_000_000)
    assert founder.by_purchase == (0, 1_000_000)


def test_what_holders_get_adds_up_to_every_purchase():
    """Over random stacks: no holder below zero, each purchase spent to the cent, nobody better off the other way."""
    for seed in range(1_500):
        rng = Random(seed)
        number = rng.randint(1, 5)
        cuts = sorted(rng.random() for _ in range(number - 1))
        parts = [b - a for a, b in zip([0.0, *cuts], [*cuts, 1.0], strict=True)]
        holders = [
            Holder(
                name=f"H{place}",
                instrument=rng.choice(("common", "preferred")),
                fraction=part,
                invested=round(rng.uniform(0, 5e6), 2),
                multiple=rng.choice((1.0, 2.0)),
                participating=rng.random() < 0.4,
                most=rng.choice((None, 3.0)),
                rank=rng.randint(1, 3),
            )
            for place, part in enumerate(parts)
        ]
        holders.append(Holder(name="Owner", fraction=0.0))
        holders.append(Holder(name="S", instrument="safe", invested=250_000, valuation_cap=rng.uniform(1e6, 2e7)))
        if not any(one.instrument == "common" and one.fraction for one in holders):
            holders[0] = holders[0].model_copy(update={"instrument": "common"})
        purchases = [round(rng.uniform(0, 1e7), 2) for _ in range(rng.randint(1, 4))]
        paid = divide_price(purchases, holders)
        for place, purchase in enumerate(purchases):
            assert round(sum(one.by_purchase[place] for one in paid), 2) == purchase, seed
        assert all(amount >= 0 for one in paid for amount in one.by_purchase), seed
        assert all(round(sum(one.by_purchase), 2) == one.amount for one in paid), seed


def test_sales_of_a_platform_are_bookings_times_take_rate():
    """2.4 million kept of 12 million is 20 %; at 25 % and 5 % more bookings sales grow by 31.25 %."""
    business = scenario().business
    told = business.model_copy(
        update={"platform": Platform(bookings=12_000_000, take_rates=(0.25,)), "growth": (0.05,)}
    )
    assert take_rate(told, -1) == pytest.approx(0.2)
    assert sales_growth(told, 0) == pytest.approx(0.3125)
    assert sales_growth(told, 1) == pytest.approx(0.05)
    assert bookings(told, 0) * take_rate(told, 0) == pytest.approx(2_400_000 * 1.3125)
    assert sales_growth(business, 0) == business.growth[0]


def test_faults_of_a_platform_and_of_holders_are_said():
    business = scenario().business.model_dump()
    with pytest.raises(ValueError, match="must be at least that"):
        Business.model_validate(business | {"platform": {"bookings": 1.0}})
    with pytest.raises(ValueError, match="need gross bookings"):
        Business.model_validate(business | {"platform": {"take_rates": (0.2,)}})
    deal = scenario().deal.model_dump()
    with pytest.raises(ValueError, match="must come to 100%"):
        Deal.model_validate(deal | {"holders": (FOUNDER.model_dump(),)})


def test_an_empty_platform_changes_no_driver():
    plain = scenario(months=24)
    same = Scenario.model_validate(plain.model_dump())
    assert lowered(same).drivers == lowered(plain).drivers


def test_the_home_care_platform_is_bought_by_its_carers_over_three_closings():
    """The price of each closing goes to the SAFE and Series A first; 300 carers and 2,000 clients are members."""
    told = read((SCENARIOS / "home_care_platform.json").read_bytes())
    result = run(lowered(told))
    assert [one.members for one in told.membership.classes] == [300, 2_000]
    assert "ILLUSTRATIVE" in told.note
    assert result.outcome.stake == 0.0
    assert result.outcome.shortfall_month < 0
    paid = {one.name: one for one in of_plan(told, result)}
    assert paid["Series A"].amount == 900_000
    assert paid["SAFE"].by_purchase == (150_000, 0, 0)
    assert sum(one.amount for one in paid.values()) == pytest.approx(sum(amount for _, amount in purchases_of(result)))
    first = result.months[1].operations.sales_level
    assert first == pytest.approx(bookings(told.business, 0) * 0.22, abs=1.0)


def test_no_class_shares_patronage_before_the_co_op_holds_enough(platform: Plan):
    """The seller's shares stand above the members' until the second closing: until then nobody gets patronage."""
    run_, above = platform.run, platform.case.terms.patronage_above
    shared = {}
    for period in platform.outcomes.fiscal_years:
        now, before = run_.months[period.last], run_.months[period.last - 1]
        enough = before.stake.fraction == 0 or 1.0 - before.stake.fraction > above
        of_classes = sum(one.patronage_dividend for one in now.class_shares)
        shared[period.label] = (enough, now.shared.patronage_dividend, of_classes)
    assert {enough for enough, _, _ in shared.values()} == {True, False}
    assert all(workers == others == 0 for enough, workers, others in shared.values() if not enough), shared
    assert all(workers > 0 < others for enough, workers, others in shared.values() if enough), shared


def test_what_holders_are_paid_is_what_the_months_pay(platform: Plan):
    """The price is paid in cash at closings and as the seller's notes are repaid: each month adds up to the cent."""
    told, found = platform.scenario, platform.holders
    assert found is not None
    notes = [place for place, loan in enumerate(told.deal.loans) if loan.to_seller]
    for month, (now, these) in enumerate(zip(platform.run.months, found.months, strict=True)):
        cash = platform.run.start.opening.seller_cash if not month else now.offer.paid - now.debt.drawn_from_seller
        notes_paid = sum(now.loans[place].to_seller for place in notes) if month else 0.0
        assert sum(one.of_price for one in these) == pytest.approx(cash + notes_paid, abs=0.001), month
        assert sum(one.interest for one in these) == pytest.approx(now.debt.seller_interest_paid, abs=0.001), month
        owed = sum(now.loans[place].balance for place in notes)
        assert sum(one.owed for one in these) == pytest.approx(owed, abs=0.001), month
    years = {year: sum(one.cash for one in each) for year, each in zip(found.years, found.by_year, strict=True)}
    seller = {year.year: year.cash for year in platform.seller.years}
    assert years[2027] == pytest.approx(seller[2027], abs=0.01)
    assert sum(years.values()) == pytest.approx(sum(seller.values()), abs=0.05)


def test_who_ranks_first_is_paid_first_also_in_time(platform: Plan):
    """Series A and the SAFE, of one rank, share the cash of closing six to one; the founder's part waits."""
    found = platform.holders
    assert found is not None
    founder, series, safe = found.months[0]
    assert (founder.of_price, series.of_price) == (0.0, pytest.approx(6 * safe.of_price, abs=0.05))
    paid_up = [next(month for month, one in enumerate(found.months) if one[place].owed == 0.0) for place in (1, 2)]
    assert paid_up[0] == paid_up[1]
    assert all(one[0].of_price == 0.0 for one in found.months[: paid_up[0]])


def test_holders_figures_open_to_the_same_figure(platform: Plan):
    """Of the price, each month and each year."""
    for place in range(3):
        for address in [("holders", f"{place}.amount", 0), ("holders", f"{place}.year.cash", 2030)]:
            assert recomputed(platform, *address) == part(platform, *address).value
            assert explain(platform, *address).words
        for month in range(0, 96, 5):
            for name in ("of_price", "interest", "owed"):
                address = ("holders", f"{place}.month.{name}", month)
                assert recomputed(platform, *address) == part(platform, *address).value, address


def test_a_cap_and_a_discount_do_not_multiply():
    """500,000 at a cap of 5 million with 20 % off: 625,000 in money, or 10 % of the price; not 12.5 %."""
    safe = Holder(name="SAFE", instrument="safe", invested=500_000, valuation_cap=5_000_000, discount=0.2)
    founder = Holder(name="Founder", fraction=1.0)
    assert amounts(5_000_000, founder, safe) == [4_375_000, 625_000]
    assert amounts(8_000_000, founder, safe) == [7_200_000, 800_000]


COMMON = Holder(name="Common", fraction=1.0)
DISCOUNTED = Holder(name="SAFE", instrument="safe", invested=100_000, discount=0.2)


@pytest.mark.parametrize(
    ("price", "common", "safe"),
    [
        (80_000, 0, 80_000),  # less than the money put in: all of it
        (110_000, 10_000, 100_000),  # 125,000 as shares would leave common none, so no price: the money back
        (200_000, 75_000, 125_000),  # shares at 80 % of what common gets for as many
        (1_000_000, 875_000, 125_000),
    ],
)
def test_a_safe_at_a_discount_takes_the_greater_of_its_money_and_its_shares(price, common, safe):
    """The standard post-money SAFE, 1(b): the greater of cash-out and conversion amount; 1(d): the money alone is due.

    By hand: 100,000 buys shares at 0.8 of the price of a common share, which is worth 100,000 / 0.8 = 125,000 of it;
    of 200,000 a part of 0.625, so 75,000 for the founder's shares, 1,000,000 shares at 0.075, the SAFE's at 0.06.
    """
    assert amounts(price, COMMON, DISCOUNTED) == [common, safe]


def test_a_safe_s_money_ranks_beside_preferred_and_its_shares_beside_common():
    """1(d): cash-out amounts share pro rata with preferred of one rank, 150,000 as 75,000 each; shares come after."""
    preferred = Holder(name="A", instrument="preferred", fraction=0.5, invested=100_000)
    half = COMMON.model_copy(update={"fraction": 0.5})
    assert amounts(150_000, half, preferred, DISCOUNTED) == [0, 75_000, 75_000]
    # 300,000: preferred keeps its 100,000 (of the 175,000 beside the SAFE half is 87,500), common has what is left
    assert amounts(300_000, half, preferred, DISCOUNTED) == [75_000, 100_000, 125_000]
    # 700,000: all convert at one price, the SAFE 125,000 and each half of 575,000
    assert amounts(700_000, half, preferred, DISCOUNTED) == [287_500, 287_500, 125_000]


def test_two_safes_and_a_note_at_discounts_are_paid_alike():
    """240,000 cannot pay two SAFEs 125,000 as shares: each its money; 260,000 pays both, and common the last 10,000."""
    twin = DISCOUNTED.model_copy(update={"name": "Twin"})
    assert amounts(240_000, COMMON, DISCOUNTED, twin) == [40_000, 100_000, 100_000]
    assert amounts(260_000, COMMON, DISCOUNTED, twin) == [10_000, 125_000, 125_000]
    note = Holder(name="Note", instrument="note", invested=100_000, rate=0.06, years=2.0, discount=0.2)
    assert amounts(130_000, COMMON, note) == [18_000, 112_000]  # 140,000 as shares: none has a price
    assert amounts(200_000, COMMON, note) == [60_000, 140_000]


def random_stack(rng: Random) -> list[Holder]:
    """Common and preferred shares, SAFEs and notes, with caps, discounts, both or neither, at a few ranks."""
    number = rng.randint(1, 4)
    weights = [rng.random() + 0.01 for _ in range(number)]
    made = [
        Holder(
            name=f"H{place}",
            instrument=rng.choice(("common", "preferred")) if place else "common",
            fraction=weight / sum(weights),
            invested=round(rng.uniform(0, 5e6), 2),
            multiple=rng.choice((1.0, 2.0)),
            participating=rng.random() < 0.3,
            most=rng.choice((None, 3.0)),
            rank=rng.randint(1, 3),
        )
        for place, weight in enumerate(weights)
    ]
    for place in range(rng.randint(1, 4)):
        invested = round(rng.uniform(1e4, 1e6), 2)
        made.append(
            Holder(
                name=f"L{place}",
                instrument=rng.choice(("safe", "note")),
                invested=invested,
                rate=0.05,
                years=float(rng.randint(0, 4)),
                discount=rng.choice((0.0, 0.1, 0.2, 0.5)),
                valuation_cap=rng.choice((None, invested * rng.uniform(8.0, 40.0))),
                rank=rng.randint(1, 3),
            )
        )
    return made


def test_the_price_is_paid_out_and_no_holder_gains_by_the_other_choice():
    """Over 2,000 random stacks: payments are the price, none below zero, and who converts could not get more."""
    at_a_discount = 0
    for seed in range(2_000):
        rng = Random(seed)
        stack = random_stack(rng)
        price = round(10 ** rng.uniform(4.5, 7.5), 2)
        ways = decide(price, stack)
        got, _ = shares_of(price, stack, ways)
        assert sum(got) == pytest.approx(price, rel=1e-12), seed
        assert min(got) >= 0, seed
        at_a_discount += ways.count("discount")
        chosen = ["claim" if way == "discount" else way for way in ways]
        for place, one in enumerate(stack):
            if may_convert(one):
                for way in ("claim", "shares"):
                    assert got[place] >= would_get(price, stack, chosen, place, way) - 0.005, (seed, place, way)
            if ways[place] == "discount":
                assert got[place] == pytest.approx(at_discount(one)), seed
            elif ways[place] == "claim" and one.converts_later and one.discount:
                assert followed(price, stack, chosen) == chosen, seed  # its shares have no price
    assert at_a_discount > 300


def test_payments_over_time_add_up_for_random_holders():
    """Over random stacks and payments: nobody below zero, every payment given to the cent, all owed is due."""
    for seed in range(400):
        rng = Random(seed)
        number = rng.randint(1, 5)
        price = round(rng.uniform(1e5, 5e6), 2)
        parts = [rng.random() for _ in range(number)]
        fractions = [one / sum(parts) for one in parts]
        amounts_due = split(price, parts)
        order = tuple(rng.randint(1, 3) for _ in range(number))
        division = Division((False,) * number, (False,) * number, order)
        owed, whole, left = [0.0] * number, 0.0, price
        for month in range(40):
            paid = min(round(rng.uniform(0, price / 20), 2), left)
            given = Money(
                price if not month else 0.0,
                paid,
                round(rng.uniform(0, 900), 2),
                round(rng.choice((0.0, 500.55)), 2),
                round(rng.choice((0.0, 33.33)), 2),
                round(rng.choice((0.0, 0.0, 77.77)), 2),
            )
            before = list(owed)
            these = follow(given, amounts_due if not month else [0.0] * number, owed, division, fractions)
            owed = [one.owed for one in these]
            assert min(owed) >= 0, seed
            for name in ("of_price", "interest", "dividends"):
                assert sum(getattr(one, name) for one in these) == pytest.approx(getattr(given, name), abs=1e-4), seed
            whole = round(sum(before) + given.bought + given.added, 2)
            forgiven = min(given.forgiven, whole)
            assert sum(owed) == pytest.approx(max(0.0, whole - forgiven - paid), abs=1e-4), seed
            left = round(left - paid, 2)
            for place in range(number):
                ahead = [owed[other] for other in range(number) if order[other] < order[place]]
                if sum(ahead) > 0:
                    assert these[place].of_price == 0.0, seed
