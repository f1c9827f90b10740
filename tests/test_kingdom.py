"""An owner who lives in the United Kingdom: capital gains tax on shares by date, paid as the price comes in."""

import json
import random
from datetime import date
from pathlib import Path

import firm
import pytest
import random_scenarios
from pydantic import ValidationError
from test_explain_owner import of_seller
from test_pages import entered, every_word, goes_to, home, open_all, opened, well, with_scenario  # noqa: F401  (home)
from test_stale_law import on_paper, squeezed

from planner import Plan, places, plan, seller, words
from planner.explain import ROOMS, explain, part, recomputed
from planner.faults import Faulty, read, write
from planner.model.helpers import cents
from planner.scenario import Kingdom, Owner, Scenario
from planner.seller import Choice, Receipt, Sale, Worked
from planner.seller.kingdom import pay_part
from planner.seller.records_kingdom import Part
from planner.views.plain import plain

SAMPLE = Path(__file__).parent.parent / "scenarios" / "sample_company.json"
RULES = places.rules("US", on=date(2026, 11, 22))
TO_A_TRUST = Choice(employee_trust=True)
RICH = 200_000.0  # income that leaves no allowance and no basic rate band
FEW = 0.02


def owner(income: float = RICH, **kingdom) -> Owner:
    return Owner(entity="c_corporation", lives_in="UK", other_income=income, kingdom=Kingdom(**kingdom))


def sale(on: date, cash: float, face: float = 0.0, basis: float = 0.0, **known) -> Sale:
    told = {"closing_year": on.year, "closing_month": on.month, "closing_day": on.day}
    return Sale(form="shares_merged", cash_at_closing=cash, note_face=face, basis=basis, **told, **known)


def half_yearly(first: date, amount: float, times: int) -> list[Receipt]:
    months = [first.year * 12 + first.month - 1 + 6 * place for place in range(times)]
    return [Receipt(month // 12, month % 12 + 1, 0.0, amount) for month in months]


def worked(who: Owner, sold: Sale, receipts: list[Receipt] = [], choice: Choice = Choice()) -> Worked:  # noqa: B006, B008
    return seller.work(who, sold, receipts, RULES, choice)


def tax(who: Owner, on: date, gain: float, choice: Choice = Choice()) -> float:  # noqa: B008
    return worked(who, sale(on, gain), [], choice).totals.kingdom_tax


def test_joan_pays_half_of_each_receipt_until_the_tax_is_paid():
    # "Joan sells her company for £5m in ten six-monthly instalments. CGT of £900,000 is due": the lower of 50 % of each
    # receipt and the balance (uklandlordtax.co.uk, understanding deferred consideration; HMRC manual CG14910 on s.280)
    part = Part(2026, 1, 0.0, 0.0, 0.0, 0.0, 900_000.0)
    paid = []
    for place in range(10):
        part = pay_part(part, ((2026 + place // 2, 6), 500_000.0, True, place == 9), 0.5)
        paid.append(part.paid)
    assert paid == [250_000.0, 250_000.0, 250_000.0, 150_000.0, *[0.0] * 6]


def test_joan_s_tax_by_calendar_year():
    """The same 900,000 = 24 % of (3,753,000 - 3,000), on the days of the law: nothing before 31 January."""
    receipts = half_yearly(date(2026, 9, 1), 500_000.0, 10)
    # sold on 31 March 2026, in the tax year 2025-26: due on 31 January 2027, when the first receipt is there already
    found = worked(owner(), sale(date(2026, 3, 31), 0.0, 5_000_000.0, 1_247_000.0), receipts)
    assert found.kingdom is not None
    assert found.kingdom.charged.tax == 900_000.0
    assert found.kingdom.calendar.due == (2027, 1)
    assert [(one.year, one.month, one.paid) for one in found.kingdom.parts if one.paid] == [
        (2027, 1, 250_000.0),
        (2027, 3, 250_000.0),
        (2027, 9, 250_000.0),
        (2028, 3, 150_000.0),
    ]
    assert {year.year: year.tax_of_sale for year in found.years if year.tax_of_sale} == {
        2027: 750_000.0,
        2028: 150_000.0,
    }
    # a month later, in the next tax year, it is due on 31 January 2028: what was received by then pays together
    later = worked(owner(), sale(date(2026, 4, 30), 0.0, 5_000_000.0, 1_247_000.0), receipts)
    assert {year.year: year.kingdom_tax for year in later.years if year.kingdom_tax} == {2028: 900_000.0}


def test_without_asking_for_instalments_all_is_due_at_once():
    receipts = half_yearly(date(2026, 9, 1), 500_000.0, 10)
    sold = sale(date(2026, 3, 31), 0.0, 5_000_000.0, 1_247_000.0)
    found = worked(owner(), sold, receipts, Choice(instalments=False))
    assert {year.year: year.kingdom_tax for year in found.years if year.kingdom_tax} == {2027: 900_000.0}
    assert [year.gain for year in found.years if year.gain] == [3_753_000.0]  # taxed whole, in the year of the sale


def test_a_price_paid_within_eighteen_months_or_not_yet_known_gives_no_instalments():
    # HMRC manual CG14910: a period exceeding 18 months; CG14940: not where the consideration cannot be ascertained
    for months, in_parts in ((18, False), (19, True)):
        receipts = [Receipt(2026, 4, 0.0, 1e6), Receipt(2026 + (3 + months) // 12, (3 + months) % 12 + 1, 0.0, 1e6)]
        sold = sale(date(2026, 3, 31), 0.0, 2e6)
        found = worked(owner(), sold, receipts)
        assert found.kingdom is not None
        assert found.kingdom.calendar.in_parts is in_parts
        unknown = worked(owner(), sold._replace(earn_out=True), receipts)
        assert unknown.kingdom is not None
        assert not unknown.kingdom.calendar.in_parts


def test_tax_by_instalments_ends_eight_years_after_it_is_due():
    # TCGA 1992 s.280: over a period not exceeding eight years
    receipts = [Receipt(2027 + year, 6, 0.0, 10_000.0) for year in range(20)]
    found = worked(owner(), sale(date(2026, 6, 30), 0.0, 200_000.0), receipts)
    assert found.kingdom is not None
    assert found.kingdom.calendar.last == (2036, 1)
    assert found.kingdom.parts[-1][:2] == (2036, 1)
    assert found.kingdom.parts[-1].balance == 0.0
    assert found.totals.kingdom_tax == cents(0.24 * 197_000)


@pytest.mark.parametrize(
    ("on", "trust", "relief"),
    [
        (date(2025, 11, 25), 0.0, 0.14),
        (date(2025, 11, 26), 0.12, 0.14),
        (date(2026, 4, 5), 0.12, 0.14),
        (date(2026, 4, 6), 0.12, 0.18),
    ],
)
def test_what_more_gain_costs_by_whom_it_is_sold_to(on, trust, relief):
    # mishcon.com, 10 February 2026, table: employee trust 12 % against 14 % or 24 % on 26 November 2025, and 12 %
    # against 18 % or 24 % from April 2026; gov.uk policy paper of 26 November 2025: nothing taxed before that day
    who, more = owner(disposal_relief="yes"), 100_000.0
    assert tax(who, on, 600_000.0, TO_A_TRUST) - tax(who, on, 500_000.0, TO_A_TRUST) == pytest.approx(trust * more)
    assert tax(who, on, 600_000.0) - tax(who, on, 500_000.0) == pytest.approx(relief * more)
    assert tax(who, on, 1_600_000.0) - tax(who, on, 1_500_000.0) == pytest.approx(0.24 * more)
    assert tax(owner(), on, 600_000.0) - tax(owner(), on, 500_000.0) == pytest.approx(0.24 * more)


def test_half_of_the_gain_is_held_over_to_the_trustees():
    # TCGA 1992 s.236H(2A): 24 % of half = 12 %, less the exempt amount of 3,000 at 24 %
    found = worked(owner(disposal_relief="yes"), sale(date(2026, 6, 30), 1_000_000.0), [], TO_A_TRUST)
    assert found.kingdom is not None
    assert found.kingdom.charged.held_over == 500_000.0
    assert found.kingdom.charged.counted == 0.0  # no business asset disposal relief beside it
    assert found.totals.kingdom_tax == cents(0.12 * 1_000_000 - 0.24 * 3_000)
    assert found.totals.excluded == 500_000.0


def test_the_band_that_income_leaves_unused_is_taxed_at_the_lower_rate():
    # derived from TCGA 1992 s.1I: income 20,000 - 12,570 = 7,430 leaves 30,270 of 37,700; 97,000 - 30,270 = 66,730
    assert tax(owner(20_000.0), date(2026, 6, 30), 100_000.0) == cents(0.18 * 30_270 + 0.24 * 66_730)
    # income of 110,000: allowance 12,570 - 5,000, no band is left
    assert tax(owner(110_000.0), date(2026, 6, 30), 100_000.0) == cents(0.24 * 97_000)
    # relieved gain fills the band first (s.1I(4)): 1,000,000 at 18 %, the exempt amount off the 100,000 above it
    relieved = owner(20_000.0, disposal_relief="yes")
    assert tax(relieved, date(2026, 6, 30), 1_100_000.0) == cents(0.18 * 1_000_000 + 0.24 * 97_000)
    # used before: of the million 400,000 are left
    used = owner(disposal_relief="yes", relief_used=600_000.0)
    assert tax(used, date(2026, 6, 30), 1_000_000.0) == cents(0.18 * 400_000 + 0.24 * 597_000)


def test_pounds_are_turned_into_the_plan_s_money():
    """At 0.80 pounds a dollar the tax of 1,000,000 dollars is that of 800,000 pounds, in dollars."""
    for who in ({}, {"disposal_relief": "yes"}):
        dollars = tax(owner(50_000.0, pounds=0.8, **who), date(2026, 6, 30), 1_000_000.0)
        assert dollars == pytest.approx(tax(owner(40_000.0, **who), date(2026, 6, 30), 800_000.0) / 0.8, abs=FEW)


def test_thousands_of_random_sales_keep_the_law():
    draw = random.Random(280)
    for _ in range(4_000):
        used = draw.choice([0.0, draw.uniform(0, 1.2e6)])
        who = owner(
            draw.choice([0.0, draw.uniform(0, 150_000)]),
            pounds=draw.choice([1.0, draw.uniform(0.5, 1.5)]),
            disposal_relief=draw.choice(["yes", "no", "unknown"]),
            relief_used=used,
        )
        on = date(draw.randint(2025, 2027), draw.randint(1, 12), draw.randint(1, 28))
        receipts, month = [], on.year * 12 + on.month - 1
        for _payment in range(draw.randint(0, 30)):
            month += draw.randint(1, 9)
            interest, principal = cents(draw.uniform(0, 5e3)), cents(draw.choice([0.0, draw.uniform(0, 3e5)]))
            receipts.append(Receipt(month // 12, month % 12 + 1, interest, principal))
        face = cents(sum(one.principal for one in receipts))
        added = cents(draw.choice([0.0, draw.uniform(0, face / 5)]))
        cash = cents(draw.choice([0.0, draw.uniform(0, 3e6)]))
        sold = sale(on, cash, cents(face - added), cents(draw.uniform(0, 1e6)), interest_added=added)
        choice = Choice(instalments=draw.random() > 0.2, employee_trust=draw.random() > 0.6)
        found = worked(who, sold, receipts, choice)
        assert found.kingdom is not None
        charged, parts = found.kingdom.charged, found.kingdom.parts
        # the parts sum to the tax, in every year and in all; each is at most half of the payment but for the last
        assert (
            cents(sum(one.paid for one in parts)) == charged.tax == found.totals.kingdom_tax == found.totals.tax_of_sale
        )
        assert all(one.paid <= one.half + FEW / 2 for one in parts[:-1])
        assert all(one.paid >= 0 and one.balance >= 0 for one in parts)
        assert all(found.kingdom.calendar.due <= one[:2] <= found.kingdom.calendar.last for one in parts)
        assert parts[-1].balance == 0.0
        # the trust's relief leaves that part of the gain which the day's law taxes
        kept = (0.0 if on < date(2025, 11, 26) else 0.5) if choice.employee_trust else 1.0
        assert charged.chargeable == pytest.approx(kept * charged.gain, abs=FEW)
        assert charged.chargeable + charged.held_over == pytest.approx(charged.gain, abs=FEW)
        assert charged.held_over >= 0
        # never more relief in a lifetime than the limit; every pound of gain is taxed once or exempt
        assert (charged.counted + used) * who.kingdom.pounds <= max(1e6, used * who.kingdom.pounds) + FEW
        split = charged.exempt + charged.relieved + charged.low + charged.high
        assert split == pytest.approx(charged.chargeable, abs=FEW)
        assert min(charged.exempt, charged.relieved, charged.low, charged.high) >= 0
        assert charged.tax <= 0.24 * charged.chargeable + FEW


def abroad(**changes) -> Plan:
    data = json.loads(SAMPLE.read_text(encoding="utf-8"))
    data["owner"] |= {"entity": "c_corporation", "lives_in": "UK", "state": "none"}
    data["owner"]["kingdom"] = changes
    return plan(read(json.dumps(data)))


@pytest.fixture(scope="module")
def sample() -> Plan:
    return abroad(employee_trust="yes", disposal_relief="yes")


def test_a_plan_of_an_owner_abroad_is_taxed_there_alone(sample):
    totals = sample.seller.totals
    assert sample.seller.taxed_by == "kingdom"
    assert totals.kingdom_tax == totals.tax_of_sale > 0
    assert totals.federal_tax_of_sale == totals.state_tax == totals.interest_charge == 0
    said = [one.key for one in sample.seller.findings]
    assert {"seller.kingdom.assumed", "seller.kingdom.one_for_one", "seller.kingdom.not_worked_out"} <= set(said)
    assert "seller.simple_form" not in said
    assert read(write(sample.scenario)) == sample.scenario


def test_what_is_not_worked_out_is_said_wherever_the_figures_stand(sample):
    said = words.say("seller.kingdom.not_worked_out")
    assert said.startswith("Unknown")
    app = with_scenario(sample.scenario.model_dump_json())
    for page in ("owner", "choices"):
        shown = every_word(well(goes_to(app, page)))
        assert plain(said) in shown
    assert "UK capital gains tax alone" in every_word(goes_to(app, "owner"))


def test_the_ways_out_are_taxed_alike_and_a_trust_with_its_relief(sample):
    taxes = {}
    for name in ("trust", "steward", "outsider", "managers", "closing_down"):
        outline = sample.rivals.way(name).outline
        assert outline is not None
        assert outline.worked is not None
        assert outline.worked.kingdom is not None
        assert outline.sums.tax == outline.worked.totals.kingdom_tax
        taxes[name] = outline.worked.kingdom.charged
    assert taxes["trust"].held_over == pytest.approx(taxes["trust"].gain / 2, abs=FEW)
    assert taxes["steward"].held_over == 0.0
    assert taxes["steward"].counted > 0
    assert sample.rivals.way("trust").is_open == "yes"
    assert {sample.rivals.way(name).is_open for name in ("coop_rollover", "esop_rollover")} == {"no"}


def test_closing_down_is_taxed_as_it_is_told():
    """The company pays tax in the US on the gain of its assets, the owner in the UK on what it then pays out.

    Derived: 21 % of all that is paid out and of the 525,000 that pays debts and bills, as nothing is left to deduct
    (26 U.S.C. 11(b), 336; 26 CFR 1.1001-2); of what the owner gets 3,000 is exempt, 38,000 - 12,570 of income leaves
    12,270 of the band of 37,700 at 18 %, all else bears 24 % (TCGA 1992 s.1H, 1I, 1K).
    """
    data = json.loads(SAMPLE.read_text(encoding="utf-8"))
    data["owner"] |= {"entity": "c_corporation", "lives_in": "UK", "state": "none", "basis": 0.0, "other_income": 38e3}
    data["owner"]["assets"] = {"basis": 0.0}
    rivals = plan(read(json.dumps(data))).rivals
    for name in ("closing_down", "carrying_on", "b_corporation"):
        way = rivals.way(name)
        assert way.reason.key == f"rivals.why.abroad.{name}"
        assert way.outline is not None
        found = way.outline.worked
        assert found is not None
        paid = found.sale.cash_at_closing
        assert found.totals.entity_tax == cents(0.21 * (paid + 525_000.0)) > 0
        left = cents(paid - found.totals.entity_tax)
        assert found.totals.kingdom_tax == pytest.approx(0.18 * 12_270 + 0.24 * (left - 3_000 - 12_270), abs=FEW)
        assert found.totals.federal_tax_of_sale == found.totals.state_tax == 0
        assert found.totals.tax_of_sale == pytest.approx(found.totals.entity_tax + found.totals.kingdom_tax, abs=FEW)
    assert "taxed in the US" in rivals.way("closing_down").reason.said()


@pytest.mark.parametrize(("answer", "is_open", "half"), [("unknown", "unknown", 0.5), ("no", "yes", 0.0)])
def test_a_trust_that_may_not_qualify(answer, is_open, half):
    way = abroad(employee_trust=answer).rivals.way("trust")
    assert way.is_open == is_open
    assert way.outline is not None
    assert way.outline.worked is not None
    assert way.outline.worked.kingdom is not None
    charged = way.outline.worked.kingdom.charged
    assert charged.held_over == pytest.approx(half * charged.gain, abs=FEW)


def test_every_line_of_that_tax_opens_to_its_explanation(sample):
    kingdom = sample.seller.planned.kingdom
    assert kingdom is not None
    for name, value in kingdom.charged._asdict().items():
        assert recomputed(sample, "seller", f"kingdom.charged.{name}", 0) == value
        assert explain(sample, "seller", f"kingdom.charged.{name}", 0).figure.label
    for place, one in enumerate(kingdom.parts):
        for name in ("price", "half", "paid", "balance", "added_left"):
            assert recomputed(sample, "seller", f"kingdom.parts.{place}.{name}", 0) == getattr(one, name)
    for year in sample.seller.years:
        assert recomputed(sample, "seller", "kingdom_tax", year.year) == year.kingdom_tax
    shown = explain(sample, "seller", "kingdom.charged.tax", 0)
    assert "UK capital gains tax: rate above the basic rate band" in shown.words


def test_every_figure_of_the_sale_and_of_the_ways_out_still_opens_to_the_bit(sample):
    figures = list(of_seller(sample))
    for room in ("rival", "rival_sale"):
        told = ROOMS[room](sample, lambda *_: 0.0).figures()
        figures += [(room, name, month, part(sample, room, name, month).value) for name, month in told]
    assert len(figures) > 20_000
    for place, name, month, value in figures[::7]:
        assert recomputed(sample, place, name, month) == value, (place, name, month)
        assert explain(sample, place, name, month).figure.label


def moved_abroad(seed: int) -> Scenario | None:
    """A random plan whose owner lives in the UK and sells all shares on one day; None where that plan cannot be."""
    data = random_scenarios.scenario(seed, months=36).model_dump(mode="json")
    data["owner"] |= {"lives_in": "UK", "entity": "c_corporation", "state": "none"}
    data["owner"]["rollover"]["elected"] = data["owner"]["small_stock"]["claimed"] = False
    data["owner"]["kingdom"] = {"disposal_relief": ("yes", "no")[seed % 2], "employee_trust": "yes", "pounds": 0.8}
    data["deal"] |= {"form": "shares_merged", "bought_at_closing": 1.0, "later_closings": []}
    for loan in data["deal"]["loans"]:
        loan["later_closing"] = 0
    try:
        return Scenario.model_validate_json(json.dumps(data))
    except ValidationError:
        return None


def test_no_tax_of_the_us_is_left_in_any_plan_or_way_out_of_an_owner_abroad():
    made = [plan(one) for seed in range(30) if (one := moved_abroad(seed)) is not None]
    assert len(made) > 5
    for one in made:
        totals = one.seller.totals
        assert totals.tax_of_sale == totals.kingdom_tax
        assert totals.federal_tax_of_sale == totals.interest_charge == 0
        for way in one.seller.ways:
            if way.worked is not None and way.worked.kingdom is not None:
                assert way.worked.totals.kingdom_tax == pytest.approx(way.worked.kingdom.charged.tax, abs=FEW)
        for out in one.rivals.ways:
            if out.outline is not None and out.outline.worked is not None:
                assert out.outline.sums.tax == pytest.approx(out.outline.worked.totals.kingdom_tax, abs=FEW)


def test_law_of_another_place_stands_in_the_same_list(sample):
    used = {rule.name for rule in sample.rules.used}
    assert {"kingdom.high_rate", "kingdom.relief_rate", "kingdom.exempt_amount"} <= used
    assert "kingdom.high_rate" not in {rule.name for rule in plan(firm.scenario()).rules.used}


REFUSED = {
    "owner.entity": ("owner", {"entity": "s_corporation"}, "C corporation"),
    "owner.state": ("owner", {"state": "co"}, "no state of residence"),
    "owner.rollover.elected": ("owner", {"rollover": {"elected": True}}, "does not owe on shares"),
    "owner.small_stock.claimed": ("owner", {"small_stock": {"claimed": True}}, "does not owe on shares"),
    "deal.form": ("deal", {"form": "assets"}, "only a sale of shares"),
}


@pytest.mark.parametrize("path", REFUSED)
def test_what_an_owner_abroad_cannot_do_is_one_clear_sentence(path):
    part, change, said = REFUSED[path]
    data = json.loads(SAMPLE.read_text(encoding="utf-8"))
    data["owner"] |= {"entity": "c_corporation", "lives_in": "UK", "state": "none"}
    data[part] |= change
    with pytest.raises(Faulty) as caught:
        read(json.dumps(data))
    (fault,) = caught.value.faults
    assert fault.startswith(f"{path}:")
    assert said in fault


def test_an_owner_moves_to_the_kingdom_on_the_page_and_nothing_is_lost_where_that_cannot_be():
    """The sample's S corporation first says why it cannot be; as a C corporation it can."""
    app = open_all(goes_to(opened(), "owner"))
    entered(app, "owner.lives_in").set_value("UK").run()
    assert app.session_state["desk"].scenario.owner.lives_in == "US"
    assert "only for shares of a C corporation" in every_word(well(app))
    entered(app, "owner.lives_in").set_value("US").run()
    entered(app, "owner.entity").set_value("c_corporation").run()
    entered(app, "owner.lives_in").set_value("UK").run()
    assert well(app).session_state["desk"].scenario.owner.lives_in == "UK"
    assert "UK capital gains tax" in every_word(app)


def test_it_stands_on_paper_too(sample, tmp_path):
    text = on_paper(sample, tmp_path)
    assert squeezed(words.say("seller.kingdom.not_worked_out")) in text
    assert "UK capital gains tax paid" in text
    assert "£3,000" in text


def test_an_owner_in_the_us_pays_as_before():
    here = json.loads(SAMPLE.read_text(encoding="utf-8"))
    assert "lives_in" not in here["owner"]
    made = plan(read(json.dumps(here)))
    assert made.seller.totals.kingdom_tax == 0
    assert made.seller.planned.kingdom is None
