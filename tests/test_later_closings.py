"""Later closings in the seller's tax: each a sale of its own, by the rules of the first; what they share is shared.

Each case names the source that its figures are from; "derived" ones are worked by hand from the statute named.
"""

from datetime import date
from random import Random
from typing import Any

import pytest
import sweep
from test_stakes import changed, planned, sample

from planner import places, plan, seller
from planner.explain import ROOMS, part, recomputed
from planner.model.helpers import cents
from planner.scenario import Bylaws, Owner, Rollover, SmallStock
from planner.seller import Choice, LaterClosing, Promise, PromisedNote, Receipt, Sale, Worked, work
from planner.seller.findings import planned as elections

RULES = places.rules("US", on=date(2026, 11, 22))
RATE = RULES.at(date(2026, 12, 31)).value("seller.underpayment_rate")
WORDS = {"form": "shares_merged", "in_stages": True}
WANTS = {"later_rollover": "yes", "later_small_stock": "yes"}


def owner(**known: Any) -> Owner:
    return Owner(**{"age": 50, "filing": "joint", "entity": "c_corporation", **known})


def sale(year: int, cash: float, face: float, basis: float, **known: Any) -> Sale:
    told = {"closing_year": year, "cash_at_closing": cash, "note_face": face, "basis": basis, **WORDS}
    return Sale(**{**told, **known})


def paid(year: int, amounts: list[float]) -> tuple[Receipt, ...]:
    """One payment of principal at the end of each following year."""
    return tuple(Receipt(year + place, 12, 0.0, amount) for place, amount in enumerate(amounts, 1))


def later(one: Sale, amounts: list[float]) -> LaterClosing:
    return LaterClosing(one, paid(one.closing_year, amounts))


def worked(who: Owner, first: Sale, amounts: list[float], *stages: LaterClosing, **choice: Any) -> Worked:
    return work(who, first._replace(later=stages), paid(first.closing_year, amounts), RULES, Choice(**choice))


# --- worked cases --------------------------------------------------------------------------------------------------


def test_a_later_closing_has_a_gain_ratio_of_its_own():
    """26 U.S.C. 453(c), derived: price 100,000, basis 40,000: 60 % of each payment is gain; 10,000 are paid at once."""
    told = worked(
        owner(),
        sale(2026, 50_000.0, 0.0, 0.0),
        [],
        later(sale(2027, 10_000.0, 90_000.0, 40_000.0), [30_000.0, 60_000.0]),
    )
    assert told.later[0].instalments.gain_fraction == 0.6
    assert [year.later_gain for year in told.years] == [0.0, 6_000.0, 18_000.0, 36_000.0]
    assert [year.later_cash for year in told.years] == [0.0, 10_000.0, 0.0, 0.0]
    assert [year.later_principal for year in told.years] == [0.0, 0.0, 30_000.0, 60_000.0]
    assert told.totals.gain == 50_000.0


def test_interest_added_to_a_later_note_is_paid_before_its_price():
    note = PromisedNote("Note", 0, 100.0, (Promise(12, 0.0, 20.0), Promise(24, 0.0, 88.0)), 8.0, adds=True)
    one = sale(2027, 0.0, 100.0, 0.0, notes=(note,), interest_added=8.0)
    told = work(
        owner(test_rate=0.0),
        sale(2026, 1.0, 0.0, 0.0)._replace(
            later=(
                LaterClosing(
                    one, (Receipt(2028, 12, 0.0, 20.0, note="Note"), Receipt(2029, 12, 0.0, 88.0, note="Note"))
                ),
            )
        ),
        [],
        RULES,
        Choice(),
    )
    year = next(year for year in told.years if year.year == 2028)
    assert (year.interest, year.later_principal, year.later_gain) == (8.0, 12.0, 12.0)


def test_a_later_note_that_bears_no_interest_has_it_imputed():
    """26 U.S.C. 483, derived (as for a first closing): 300,000 in five yearly parts at 4 % twice a year."""
    note = PromisedNote(
        "Note", 0, 300_000.0, tuple(Promise(12 * year, 0.0, 60_000.0) for year in range(1, 6)), 0.0, adds=False
    )
    one = sale(2027, 0.0, 300_000.0, 0.0, notes=(note,))
    receipts = tuple(Receipt(2027 + year, 12, 0.0, 60_000.0, note="Note") for year in range(1, 6))
    told = work(
        owner(test_rate=0.04),
        sale(2026, 1.0, 0.0, 0.0)._replace(later=(LaterClosing(one, receipts),)),
        [],
        RULES,
        Choice(),
    )
    found = told.later[0]
    assert (found.imputed[0].principal, found.imputed[0].interest) == (266_809.46, 33_190.54)
    assert found.instalments.selling_price == 266_809.46
    assert told.totals.imputed_interest == told.totals.interest == 33_190.54
    assert told.totals.later_gain == 266_809.46


@pytest.mark.parametrize(("year", "charged"), [(2026, True), (2027, False)])
def test_notes_of_one_calendar_year_stand_together_against_the_threshold(year: int, charged: bool):
    """26 U.S.C. 453A(b)(2)(B), (c)(4), derived: 4 and 3 million that arise in one year: (7 - 5) / 7 of each.

    Of 4 million, all gain at 20 %: 800,000 x 2/7 x the rate; of 3 million 600,000 x 2/7. In two years neither is.
    """
    told = worked(
        owner(),
        sale(2026, 0.0, 4_000_000.0, 0.0, closing_month=3),
        [0.0, 4_000_000.0],
        later(sale(year, 0.0, 3_000_000.0, 0.0), [0.0, 3_000_000.0]),
    )
    if charged:
        assert told.records[0].charge.charge == cents(800_000.0 * 2 / 7 * RATE)
        assert told.later[0].records[0].charge.charge == cents(600_000.0 * 2 / 7 * RATE)
        both = cents(800_000.0 * 2 / 7 * RATE) + cents(600_000.0 * 2 / 7 * RATE)
        assert told.years[0].interest_charge == pytest.approx(both, abs=0.001)
    assert (told.totals.interest_charge > 0) == charged


def test_a_later_note_alone_above_the_threshold_is_charged():
    """26 U.S.C. 453A(c), derived: 8 million, 3/8 above 5; deferred tax 1.6 million in the first year."""
    told = worked(owner(), sale(2026, 10.0, 0.0, 0.0), [], later(sale(2027, 0.0, 8_000_000.0, 0.0), [8_000_000.0]))
    rate = RULES.at(date(2027, 12, 31)).value("seller.underpayment_rate")
    assert [year.interest_charge for year in told.years] == [0.0, cents(1_600_000.0 * 3 / 8 * rate), 0.0]


def stock(**known: Any) -> SmallStock:
    told = {
        "claimed": True,
        "original_issue": "yes",
        "qualified_trade": "yes",
        "gross_assets": 1e6,
        "acquired": date(2015, 1, 15),
    }
    return SmallStock(**{**told, **known})


def test_the_cap_on_small_stock_is_one_for_all_closings():
    """26 U.S.C. 1202(b)(1)(A), derived: 10 million; 6 in the first year, so 4 of the 7 million of a later one."""
    who = owner(small_stock=stock())
    told = worked(
        who,
        sale(2026, 6_000_000.0, 0.0, 0.0),
        [],
        later(sale(2027, 7_000_000.0, 0.0, 0.0), []),
        small_stock=True,
        **WANTS,
    )
    assert (told.exclusion.excluded, told.later[0].exclusion.excluded) == (6_000_000.0, 4_000_000.0)
    assert [year.later_gain for year in told.years] == [0.0, 3_000_000.0]
    assert told.totals.excluded == 10_000_000.0


def test_ten_times_the_basis_of_a_year_is_one_cap_for_its_closings():
    """26 U.S.C. 1202(b)(1)(B), derived: bases of 1.0 and 0.5 million sold in one year: 15 million; in two, 10 and 5."""
    who = owner(small_stock=stock())
    first, one = sale(2026, 12_000_000.0, 0.0, 1_000_000.0, closing_month=3), sale(2026, 9_500_000.0, 0.0, 500_000.0)
    told = worked(who, first, [], later(one, []), small_stock=True, **WANTS)
    assert (told.exclusion.counted, told.later[0].exclusion.counted) == (10_000_000.0, 5_000_000.0)
    apart = worked(who, first, [], later(one._replace(closing_year=2027), []), small_stock=True, **WANTS)
    assert (apart.exclusion.counted, apart.later[0].exclusion.counted) == (10_000_000.0, 5_000_000.0)
    small = worked(who, sale(2026, 2e6, 0.0, 1e6, closing_month=3), [], later(one, []), small_stock=True, **WANTS)
    assert (small.exclusion.counted, small.later[0].exclusion.counted) == (1_000_000.0, 9_000_000.0)


def test_what_is_told_of_replacement_property_serves_the_closings_in_their_order():
    """26 U.S.C. 1042(a), derived: property of 3.5 million; 3 for the first, and of a later 2 million 0.5 is put off."""
    who = owner(rollover=Rollover(elected=True, no_option_shares="yes", property_cost=3_500_000.0))
    first, one = (sale(year, cash, 0.0, 0.0, rollover_open="yes") for year, cash in ((2026, 3e6), (2027, 2e6)))
    told = worked(who, first, [], later(one, []), rollover=True, **WANTS)
    assert told.rollover.deferred == 3_000_000.0
    assert (told.later[0].rollover.deferred, told.later[0].rollover.recognised) == (500_000.0, 1_500_000.0)
    assert [year.later_gain for year in told.years] == [0.0, 1_500_000.0]
    assert told.totals.deferred == 3_500_000.0


def test_each_closing_of_a_buyout_that_is_no_sale_is_a_dividend():
    """26 U.S.C. 302(d), 301(c)(1): the whole price, in the year of the closing."""
    told = worked(
        owner(),
        sale(2026, 1e5, 0.0, 4e4, form="buyout"),
        [],
        later(sale(2028, 2e4, 8e4, 3e4, form="buyout"), [8e4]),
        dividend=True,
    )
    assert [year.later_gain for year in told.years] == [0.0, 0.0, 100_000.0, 0.0]


# --- the plan ------------------------------------------------------------------------------------------------------


def staged(first: float, **known: Any) -> Any:
    """The sample in stages, of a C corporation that its owner has held for long, with the rollover elected."""
    held = {"elected": True, "no_option_shares": "yes", "co_op_consents": "yes", "property_qualifies": "yes"}
    told = sample().owner.model_copy(
        update={"entity": "c_corporation", "years_held": 2.5, "rollover": Rollover(**held), **known}
    )
    data = changed(sample(), bought_at_closing=first)
    known_bylaws = Bylaws(one_member_one_vote="yes", board_seats=5, seats_elected_by_members=5, outside_votes=0.0)
    return data.model_copy(update={"owner": told, "bylaws": known_bylaws})


def test_a_later_closing_passes_the_tests_of_a_rollover_that_the_first_fails():
    """26 U.S.C. 1042(b)(2), (4): 30 % after the sale, three years: the first closing has neither, a later one both."""
    made = plan(staged(0.2))
    assert made.seller.planned.rollover is None
    assert not made.seller.planned.choice.rollover
    closings = made.seller.planned.later
    held = [one.held for one in made.stakes.voices[1:]]
    for one, mine in zip(closings, held, strict=False):
        long_enough = one.sale.years_held >= 3.0
        assert (one.rollover is not None) == (mine >= 0.3 and long_enough)
    assert any(one.rollover for one in closings)
    assert {"seller.later_deferred", "seller.not_deferred"} <= {one.key for one in made.seller.findings}
    assert made.seller.totals.deferred == pytest.approx(sum(one.rollover.deferred for one in closings if one.rollover))


def test_later_closings_of_what_was_an_s_corporation_are_of_a_c_corporation():
    """26 U.S.C. 1361(b)(1)(B): no S election once the co-op holds a share, so all of the price may be rolled over."""
    made = plan(staged(0.4, entity="s_corporation", years_held=9.0))
    assert made.seller.planned.rollover is None
    for one in made.seller.planned.later:
        assert one.rollover
        assert one.rollover.electable == cents(one.before.selling_price)


@pytest.mark.parametrize("which", ["rollover", "small_stock", "plain"])
def test_every_figure_of_a_later_closing_opens_to_the_same_figure(which: str):
    stock_of = {"small_stock": stock(acquired=date(1998, 1, 15))} if which == "small_stock" else {}
    rolled = Rollover(
        elected=which == "rollover", no_option_shares="yes", co_op_consents="yes", property_qualifies="yes"
    )
    told = staged(0.4, years_held=9.0, rollover=rolled, **stock_of)
    loans = [
        loan.model_copy(update={"rate": 0.0}) if loan.later_closing and loan.to_seller else loan
        for loan in told.deal.loans
    ]
    made = plan(told.model_copy(update={"deal": told.deal.model_copy(update={"loans": tuple(loans)})}))
    assert any(one.interest for later_one in made.seller.planned.later for one in later_one.imputed)
    for place in ("seller", "way"):
        seen = 0
        for name, month in ROOMS[place](made, lambda *_: 0.0).figures():
            if place == "seller" or ".later." in name:
                told_again = recomputed(made, place, name, month)
                assert told_again == part(made, place, name, month).value, (place, name, month)
                seen += ".later." in f".{name}"
        assert seen > 50, place


def test_other_ways_out_open_the_later_closings_of_the_planned_sale():
    told = staged(0.4, years_held=9.0)
    statements = told.business.statements
    let = statements[-1].model_copy(update={"rent_to_owner": 12_000.0})  # other buyers would pay it: told without it
    business = told.business.model_copy(update={"statements": (*statements[:-1], let)})
    told = told.model_copy(update={"business": business})
    closing = told.deal.closing
    soon = told.deal.model_copy(update={"closing": closing.replace(year=2027)})
    made = plan(told.model_copy(update={"rules_date": closing.replace(year=2026), "deal": soon}))
    seen = 0
    for name, month in ROOMS["rival_sale"](made, lambda *_: 0.0).figures():
        if ".later." in name:
            assert recomputed(made, "rival_sale", name, month) == part(made, "rival_sale", name, month).value, name
            seen += 1
    assert seen > 50


# --- laws ----------------------------------------------------------------------------------------------------------


def drawn(rng: Random, year: int) -> tuple[Sale, list[float]]:
    cash, face = (rng.choice((0.0, round(rng.uniform(1.0, 9e6), 2))) for _ in range(2))
    amounts, left = [], face
    for _ in range(rng.randint(0, 4)):
        amounts.append(cents(rng.uniform(0.0, left)))
        left = cents(left - amounts[-1])
    amounts.append(left)
    known = {"rollover_open": rng.choice(("yes", "no", "unknown")), "closing_month": rng.randint(1, 12)}
    return sale(year, cash, face, round(rng.uniform(0.0, (cash + face) * 1.1), 2), **known), amounts


def drawn_case(seed: int) -> tuple[Owner, Sale, list[float], list[LaterClosing]]:
    rng = Random(f"later {seed}")
    year = rng.randint(2025, 2027)
    first, amounts = drawn(rng, year)
    stages = []
    for _ in range(rng.randint(1, 4)):
        year += rng.choice((0, 1, 1, 3))
        one, parts = drawn(rng, year)
        stages.append(later(one, parts))
    property_cost = rng.choice((None, round(rng.uniform(0.0, 2e7), 2)))
    who = owner(
        filing=rng.choice(("single", "joint", "separate")),
        entity=rng.choice(("c_corporation", "c_corporation", "s_corporation")),
        rollover=Rollover(elected=rng.random() < 0.6, no_option_shares="yes", property_cost=property_cost),
        small_stock=stock(
            claimed=rng.random() < 0.6,
            acquired=rng.choice((date(2012, 3, 1), date(2022, 6, 1), date(2025, 8, 1))),
            used_before=rng.choice((0.0, 3e6)),
        ),
        instalments=rng.random() < 0.8,
    )
    return who, first, amounts, stages


def run(seed: int) -> tuple[Owner, Worked]:
    who, first, amounts, stages = drawn_case(seed)
    first = first._replace(later=tuple(stages))
    return who, work(who, first, paid(first.closing_year, amounts), RULES, elections(who, first, RULES))


@pytest.mark.parametrize("part_of", range(4))
def test_gain_taxed_put_off_and_left_out_is_the_gain_of_all_closings(part_of: int):
    for seed in range(part_of, sweep.cases(1_200, 6_000), 4):
        who, told = run(seed)
        every = [told, *told.later]
        whole = sum(one.before.whole for one in every)
        totals = told.totals
        assert totals.gain + totals.later_gain + totals.excluded + totals.deferred == pytest.approx(whole, abs=0.01), (
            seed
        )
        taxed = 0.0
        for one in every:
            rolled, left_out = one.rollover, one.exclusion
            excluded = left_out.excluded if left_out else 0.0
            last = one.records[-1].gained.gain_so_far
            deferred = rolled.deferred if rolled else 0.0
            assert last == one.instalments.gross_profit, seed
            assert last + deferred + excluded == pytest.approx(one.before.long_term, abs=0.005), seed
            if rolled:
                assert rolled.deferred + rolled.recognised == pytest.approx(one.before.long_term - excluded, abs=0.005)
            taxed += last
        assert totals.gain + totals.later_gain == pytest.approx(taxed, abs=0.005), seed
        cash = sum(one.sale.cash_at_closing + one.sale.note_face for one in every)
        assert totals.cash == pytest.approx(cash, abs=0.005), seed
        told_cost = who.rollover.property_cost
        if told_cost is not None:
            assert totals.deferred <= told_cost + 0.005, seed


def test_the_cap_on_small_stock_is_never_exceeded_over_all_closings():
    """26 U.S.C. 1202(b)(1): by year, the amount less what counted in earlier years, or ten times the basis sold."""
    seen = capped = 0
    for seed in range(sweep.cases(1_200, 6_000)):
        who, told = run(seed)
        law = RULES.at(who.small_stock.acquired)
        row = "separate" if who.filing == "separate" else "others"
        cap, times = law.value(f"seller.small_stock.cap.{row}"), law.value("seller.small_stock.basis_times")
        before = who.small_stock.used_before
        by_year: dict[int, list[tuple[float, float]]] = {}
        for one in (told, *told.later):
            if one.exclusion:
                by_year.setdefault(one.sale.closing_year, []).append((one.exclusion.counted, one.sale.basis))
        for year in sorted(by_year):
            counted, basis = (sum(column) for column in zip(*by_year[year], strict=True))
            limit = max(0.0, cap - before, times * basis)
            assert counted <= limit + 0.005, seed
            capped += counted >= limit - 0.005
            before += counted
            seen += 1
    assert seen > 300
    assert capped > 50


@pytest.mark.parametrize("part_of", range(2))
def test_a_later_closing_by_itself_is_worked_out_like_a_first_one(part_of: int):
    """One definition: with nothing shared with others, the same sale gives the same figures wherever it stands."""
    for seed in range(part_of, sweep.cases(800, 4_000), 2):
        who, _, _, stages = drawn_case(seed)
        who = who.model_copy(update={"entity": "c_corporation"})
        one = stages[0]
        small = sale(one.sale.closing_year - 1, 1.0, 0.0, 1.0)._replace(later=(one,))
        standing = work(who, small, [], RULES, elections(who, small, RULES)).later[0]
        alone = work(who, one.sale, one.receipts, RULES, elections(who, one.sale, RULES))
        for name in ("imputed", "note", "sold", "before", "rollover", "exclusion", "instalments"):
            assert getattr(standing, name) == getattr(alone, name), (seed, name)
        for mine, other in zip(standing.records, alone.records, strict=True):
            assert (mine.received, mine.gained, mine.charge) == (other.received, other.gained, other.charge), seed


def test_notes_are_charged_on_their_year_s_part_above_the_threshold():
    """26 U.S.C. 453A(c)(2), (4): all notes of a year carry the same part, fixed at its end."""
    charged = 0
    for seed in range(sweep.cases(600, 3_000)):
        who, told = run(seed)
        by_year: dict[int, list[Any]] = {}
        for one in (told, *told.later):
            by_year.setdefault(one.sale.closing_year, []).append(one)
        for year, ones in by_year.items():
            owed = [
                max(0.0, cents(one.sale.note_face - record.received.principal_so_far))
                for one in ones
                for record in one.records
                if record.year == year
            ]
            above = max(0.0, sum(owed) - 5_000_000.0 * who.note_holders)
            expected = above / sum(owed) if sum(owed) else 0.0
            for one in ones:
                for record in one.records:
                    if record.charge is not None and record.year >= year:
                        assert record.charge.part == pytest.approx(expected, abs=1e-9), seed
                        charged += expected > 0
            if expected > 0 and who.instalments:
                assert all(one.records[-1].charge is not None for one in ones if one.sale.note_face > 150_000.0), seed
    assert charged > 50
    assert planned().seller.totals.interest_charge == 0.0
    assert seller.work is work
