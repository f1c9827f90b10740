"""Every figure outside the monthly model opens too: value, seller, lender, workers, members; to the same bit."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import random_scenarios
import sweep

from planner import Plan, plan, statements
from planner.explain import explain, label, part, recomputed
from planner.faults import read
from planner.model.helpers import cents
from planner.scenario import Bylaws, Rollover, SmallStock, SoldAssets
from planner.scenario.kept import Intangibles
from planner.scenario.loans import Prepayment
from planner.seller import Worked

SCENARIOS = sorted((Path(__file__).parent.parent / "scenarios").glob("*.json"))
SAMPLE = next(file for file in SCENARIOS if file.stem == "sample_company")
MODEL = ("now", "start", "year", "terms", "drivers", "clock")  # test_explain follows these to their ends
Figure = tuple[str, str, int, float]


@pytest.fixture(scope="module")
def sample() -> Plan:
    return plan(read(SAMPLE.read_bytes()))


def numbers(record, prefix: str = "") -> Iterator[tuple[str, float]]:
    """Every number of a record and of the records within it, by its dotted name."""
    named = record._asdict() if hasattr(record, "_asdict") else dict(enumerate(record))
    for name, value in named.items():
        if isinstance(value, float):
            yield f"{prefix}{name}", value
        elif isinstance(value, tuple):
            yield from numbers(value, f"{prefix}{name}.")


def of_valuation(made: Plan) -> Iterator[Figure]:
    for name, value in numbers(made.valuation._replace(findings=())):
        yield "valuation", name, 0, value


def of_seller(made: Plan, only: int | None = None) -> Iterator[Figure]:
    """The plan's own sale, and every other way to sell, or only one of them."""
    seller = made.seller
    yield from of_worked("seller", "", seller.planned)
    ways = seller.ways if only is None else [seller.ways[only % len(seller.ways)]]
    for way in ways:
        if way.worked is not None and way.worked is not seller.planned:
            yield from of_worked("way", f"{way.name}.", way.worked)
        if way.gross_up:
            yield "way", f"{way.name}.gross_up", 0, way.gross_up


def of_worked(place: str, way: str, worked: Worked) -> Iterator[Figure]:
    sale = worked.sale._replace(kept=(), later=())  # what shares kept bring is told once, of the plan's own sale
    for name, value in numbers(worked._replace(sale=sale, years=(), records=(), later=())):
        yield place, f"{way}{name}", 0, value
    for number, one in enumerate(worked.later, 1):
        told = one if place == "seller" else one._replace(sale=None)
        for name, value in numbers(told._replace(records=()), f"later.{number}."):
            yield place, f"{way}{name}", 0, value
        for record in one.records:
            for name, value in numbers(record, f"later.{number}."):
                yield place, f"{way}{name}", record.year, value
    for one in worked.sale.kept if place == "seller" else ():
        for name, value in numbers(one, "kept."):
            yield place, name, one.year, value
    for year, record in zip(worked.years, worked.records, strict=True):
        for name, value in (*numbers(year), *numbers(record._replace(kept=None))):
            yield place, f"{way}{name}", record.year, value


def of_lender(made: Plan) -> Iterator[Figure]:
    lender = made.outcomes.lender
    counted = {"lowest_dscr_year", "lowest_cash_month", "shortfall_month", "years"}
    for name in set(lender._fields) - counted:
        if getattr(lender, name) is not None:
            yield "lender", name, 0, float(getattr(lender, name))
    for period, year in zip(made.outcomes.fiscal_years, lender.years, strict=True):
        for name, value in numbers(year):
            yield "lender", name, period.last, value


def of_workers(made: Plan) -> Iterator[Figure]:
    worker = made.outcomes.worker
    for name in set(worker._fields) - {"expected_members"}:
        yield "worker", name, 0, float(getattr(worker, name))
    for month, members in enumerate(worker.expected_members):
        yield "worker", "expected_members", month, members


def of_members(made: Plan, step: int = 1) -> Iterator[Figure]:
    people = made.members.people
    for place, period in enumerate(made.outcomes.fiscal_years):
        for name, value in numbers(made.members.totals[place]):
            yield "members", name, period.last, value
        for which in range(0, len(people), step):
            person = people[which]
            for name, value in numbers(person.years[place]):
                yield "member", f"{which}.{name}", period.last, value
            for name, value in numbers(person.staying[place], "staying."):
                yield "member", f"{which}.{name}", period.last, value
            for layer, value in enumerate(person.layers[place]):
                yield "member", f"{which}.layer.{layer}", period.last, value


def of_statements(made: Plan) -> Iterator[Figure]:
    for row in (*statements.INCOME, *statements.CASH):
        if not row.stock:
            for period in made.outcomes.fiscal_years:
                shown = statements.amount(made.run.months, row, period)
                yield "year", row.name, period.last, row.sign * shown + 0.0


def all_of(made: Plan, step: int = 1, way: int | None = None) -> list[Figure]:
    return [
        *of_valuation(made),
        *of_seller(made, way),
        *of_lender(made),
        *of_workers(made),
        *of_statements(made),
        *of_members(made, step),
    ]


def assert_the_same(made: Plan, figures: list[Figure]) -> None:
    for place, name, month, value in figures:
        assert part(made, place, name, month).value == value, (place, name, month)
        assert recomputed(made, place, name, month) == value, (place, name, month)


def assert_leads_to_ends(made: Plan, figures: list[Figure]) -> set[str]:
    """Open whatever is met: each figure has words and parts, or names the inputs and rules it comes from."""
    open_next = [figure[:3] for figure in figures]
    seen = set(open_next)
    rules = set()
    while open_next:
        key = open_next.pop()
        told = explain(made, *key)
        assert told.figure.label
        assert told.figure.written
        assert "{" not in told.words + told.figures
        if told.words:
            assert told.figures, key
            assert told.parts, key
        else:
            assert told.inputs or told.rules or ".rounding." in key[1], key
            rules |= {rule.name for rule in told.rules}
            assert all(rule.source for rule in told.rules)
        for one in told.parts:
            address = (one.place, one.name, one.month)
            if address not in seen and one.place not in MODEL:
                seen.add(address)
                open_next.append(address)
                assert recomputed(made, *address) == one.value, address
    return rules


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_every_figure_of_the_scenarios_opens_to_the_same_figure(file: Path) -> None:
    made = plan(read(file.read_bytes()))
    whole = sweep.FULL or file == SAMPLE  # of the others some members, and one way to sell beside the planned one
    assert_the_same(made, all_of(made) if whole else all_of(made, step=5, way=SCENARIOS.index(file)))


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_every_figure_leads_down_to_inputs_and_rules(file: Path) -> None:
    made = plan(read(file.read_bytes()))
    rules = assert_leads_to_ends(made, all_of(made, step=sweep.cases(12, 5), way=3))
    assert {"valuation.sde_multiple", "valuation.capitalisation_rate", "lending.least_dscr"} <= rules
    filing = made.scenario.owner.filing
    assert {f"seller.ordinary_brackets.{filing}", f"seller.standard_deduction.{filing}"} <= rules


WORKER_OWNED = Bylaws(one_member_one_vote="yes", board_seats=5, seats_elected_by_members=5, outside_votes=0.0)
SALES = {
    "assets of a C corporation": ("assets", {"entity": "c_corporation", "assets": SoldAssets(basis=300_000.0)}),
    "assets of an S corporation": ("assets", {"assets": SoldAssets(cash_method=True, first_s_year=2026)}),
    "both bases of an S corporation": ("assets", {"assets": SoldAssets(basis=500_000.0, equipment_cost=9e5)}),
    "the election": ("shares_election", {"state": "other", "state_rate": 0.05}),
    "interests in a partnership": (
        "shares_merged",
        {
            "entity": "partnership",
            "participates": False,
            "assets": SoldAssets(property_gain=9e4, property_depreciation=5e4),
        },
    ),
    "a buyout that is a sale": ("buyout", {"entity": "c_corporation"}),
    "a buyout that is a dividend": (
        "buyout",
        {"entity": "c_corporation", "family_members_stay": 40, "seller_stays_as": "director"},
    ),
    "a buyout by an S corporation": ("buyout", {"assets": SoldAssets(earnings=100_000.0)}),
    "too little interest": ("shares_merged", {"entity": "c_corporation", "test_rate": 0.15}),
    "assets sold by a Vermonter": ("assets", {"state": "vt", "assets": SoldAssets(property_gain=9e4)}),
    "a note sold in Pennsylvania": ("shares_merged", {"state": "pa"}),
    "gain in Washington": ("shares_merged", {"state": "wa", "state_exempt_gain": 5e4, "entity": "c_corporation"}),
    "Oregon": ("shares_merged", {"state": "or"}),
    "all at once": ("shares_merged", {"instalments": False, "entity": "c_corporation"}),
    "a rollover": (
        "shares_merged",
        {
            "entity": "c_corporation",
            "years_held": 9.0,
            "rollover": Rollover(elected=True, no_option_shares="yes", property_cost=1.5e6),
        },
    ),
    "a rollover by an S corporation": (
        "shares_merged",
        {"years_held": 9.0, "rollover": Rollover(elected=True, no_option_shares="yes", s_corporation="gain")},
    ),
    "small business stock": (
        "shares_merged",
        {
            "entity": "c_corporation",
            "small_stock": SmallStock(
                claimed=True,
                acquired=date(2025, 9, 1),
                original_issue="yes",
                qualified_trade="yes",
                gross_assets=1e6,
            ),
            "rollover": Rollover(no_option_shares="yes"),
            "years_held": 3.5,
            "state": "ca",
        },
    ),
    "small business stock of 2008, filing separately": (
        "shares_merged",
        {
            "entity": "c_corporation",
            "filing": "separate",
            "small_stock": SmallStock(
                claimed=True,
                acquired=date(2008, 9, 1),
                original_issue="yes",
                qualified_trade="yes",
                gross_assets=1e6,
            ),
        },
    ),
    "a surviving spouse in New York": ("shares_merged", {"filing": "surviving", "state": "ny"}),
}


@pytest.mark.parametrize("name", SALES)
def test_every_kind_of_sale_opens(sample: Plan, name: str) -> None:
    form, told = SALES[name]
    owner = sample.scenario.owner.model_copy(update=told)
    deal = sample.scenario.deal.model_copy(update={"form": form})
    known = {"owner": owner, "deal": deal, "bylaws": WORKER_OWNED}
    made = plan(sample.scenario.model_copy(update=known))
    figures = list(of_seller(made, None if sweep.FULL else list(SALES).index(name)))
    assert_the_same(made, figures)
    rules = assert_leads_to_ends(made, figures)
    assert any(name.startswith("seller.") for name in rules)
    assert explain(made, "seller", "totals.cash", 0).figure.value == made.seller.totals.cash > 0


@pytest.mark.parametrize(("form", "amount"), [("assets", 300_000.0), ("shares_merged", 1_700_000.0)])
def test_a_promise_not_to_compete_opens(sample: Plan, form: str, amount: float) -> None:
    """Out of the cash alone, and out of the notes too."""
    deal = sample.scenario.deal.model_copy(update={"form": form, "intangibles": Intangibles(non_compete=amount)})
    made = plan(sample.scenario.model_copy(update={"deal": deal}))
    assert any(year.non_compete > 0 for year in made.seller.years[1:]) == (amount > made.seller.sale.cash_at_closing)
    figures = list(of_seller(made, None if sweep.FULL else 0))
    assert_the_same(made, figures)
    assert_leads_to_ends(made, figures)
    shown = explain(made, "seller", "non_compete", made.seller.sale.closing_year)
    assert shown.figure.value == made.seller.years[0].non_compete > 0


def with_notes(sample: Plan, owner: dict, *notes: dict, **deal: object) -> Plan:
    """The sample with the seller's note in several, each with terms of its own."""
    asked = sample.scenario.deal
    note = next(loan for loan in asked.loans if loan.kind == "seller")
    others = [loan for loan in asked.loans if loan is not note]
    split = [note.model_copy(update={"limit": None, **told}) for told in notes]
    changed = asked.model_copy(update={"loans": (*others, *split), "plug": note.name, **deal})
    who = sample.scenario.owner.model_copy(update=owner)
    return plan(sample.scenario.model_copy(update={"deal": changed, "owner": who}))


POOR = {"name": "Second note", "principal": 90_000.0, "rate": 0.01, "standby": 0, "interest_only": 0}
NOTES = {
    "two notes, one poor": ({"test_rate": 0.04}, ({}, POOR), {}),
    "two poor notes": ({"test_rate": 0.14}, ({}, POOR), {}),
    "a note paid early": ({}, ({"prepayments": (Prepayment(month=70, amount=40_000.0),)},), {}),
    "a floating note": ({}, ({"indexed": True, "rate": 0.01},), {"base_rate": (0.02, 0.05)}),
    "an earn-out with a maximum": (
        {"entity": "c_corporation"},
        ({}, {**POOR, "kind": "earn_out", "rate": 0.05, "most_paid": 200_000.0}),
        {},
    ),
    "an earn-out without one": ({"state": "pa"}, ({}, {**POOR, "kind": "earn_out"}), {}),
}


@pytest.mark.parametrize("name", NOTES)
def test_every_kind_of_note_opens(sample: Plan, name: str) -> None:
    owner, notes, deal = NOTES[name]
    made = with_notes(sample, owner, *notes, **deal)
    assert len(made.seller.planned.imputed) == len(notes)
    figures = list(of_seller(made))
    assert_the_same(made, figures)
    assert_leads_to_ends(made, figures)
    for place, line, _, _ in figures:
        assert "{" not in label(made, place, line)


def test_a_large_note_opens_with_its_interest_on_deferred_tax(sample: Plan) -> None:
    owner = sample.scenario.owner.model_copy(update={"entity": "c_corporation", "note_holders": 2})
    note = next(loan for loan in sample.scenario.deal.loans if loan.kind == "seller")
    deal = sample.scenario.deal
    loans = tuple(loan.model_copy(update={"limit": None}) if loan == note else loan for loan in deal.loans)
    deal = deal.model_copy(update={"price": 16_000_000.0, "loans": loans, "plug": note.name})
    made = plan(sample.scenario.model_copy(update={"owner": owner, "deal": deal}))
    assert made.seller.totals.interest_charge > 0
    figures = list(of_seller(made, None if sweep.FULL else 1))
    assert_the_same(made, figures)
    rules = assert_leads_to_ends(made, figures)
    assert {"seller.charge_note", "seller.underpayment_rate"} <= rules


def test_rent_of_property_the_seller_keeps_opens(sample: Plan) -> None:
    business = sample.scenario.business
    last = business.statements[-1].model_copy(update={"rent_to_owner": 24_000.0})
    business = business.model_copy(update={"statements": (*business.statements[:-1], last)})
    made = plan(sample.scenario.model_copy(update={"business": business}))
    assert made.seller.totals.rent > 24_000.0
    assert made.seller.totals.cash == pytest.approx(sample.seller.totals.cash, abs=1.0)  # rent is no part of the sale
    assert made.seller.totals.cash_after_tax == pytest.approx(sample.seller.totals.cash_after_tax, rel=0.02)
    assert sum(year.rent for year in made.seller.years) == pytest.approx(sum(rent for _, rent in made.form.rent))
    figures = list(of_seller(made, None if sweep.FULL else 1))
    assert_the_same(made, figures)
    assert_leads_to_ends(made, figures)


def test_what_a_sale_does_not_have_cannot_be_opened(sample: Plan) -> None:
    for place, name, month in (
        ("seller", "rollover.gap", 0),
        ("seller", "totals.nothing", 0),
        ("seller", "gain", 1999),
        ("way", "rollover_not.totals.cash", 0),
        ("way", "small_stock.totals.cash", 0),
    ):
        with pytest.raises(LookupError, match="no "):
            explain(sample, place, name, month)


@pytest.mark.parametrize("seed", range(sweep.cases(4, 40)))
def test_every_figure_of_random_plans_opens_to_the_same_figure(seed: int) -> None:
    made = plan(random_scenarios.scenario(seed))
    figures = all_of(made, step=max(1, len(made.members.people) // 5), way=seed)
    assert_the_same(made, figures)
    assert_leads_to_ends(made, [figure for figure in figures if figure[0] in ("valuation", "seller", "lender")])


def test_the_law_of_a_year_is_that_year_s(sample: Plan) -> None:
    last = sample.seller.records[-1].year
    told = explain(sample, "rule", "seller.gain_brackets.joint.1.0", last)
    rule = told.rules[0]
    assert rule.asked.year == last
    assert rule.value[1][0] == told.figure.value
    assert told.figure.written == "98,900"


def test_opening_a_figure_uses_no_rule_of_the_plan(sample: Plan) -> None:
    before = len(sample.rules.used), sample.rules.findings
    assert_leads_to_ends(sample, [*of_valuation(sample), *of_seller(sample, 3)])
    assert (len(sample.rules.used), sample.rules.findings) == before


def test_cents_that_make_members_add_up_are_parts_of_their_own(sample: Plan) -> None:
    moved = 0.0
    for place, name, month, value in of_members(sample):
        if place == "member" and name.endswith(".dividend") and "staying" not in name:
            odd = [one.value for one in explain(sample, place, name, month).parts if ".rounding." in one.name]
            assert all(abs(one) <= 0.01 for one in odd)
            moved += sum(map(abs, odd))
            assert cents(value) == value
    assert moved > 0


def test_explanations_in_words(sample: Plan) -> None:
    ends = [period.last for period in sample.outcomes.fiscal_years]
    year = sample.seller.records[1].year
    first, last = (str(sample.seller.records[place].year) for place in (0, -1))

    booked = sample.scenario.business.statements[-1].year

    def words(place: str, name: str, month: int = 0) -> str:
        return explain(sample, place, name, month).words

    assert words("valuation", "earnings.4.ebitda") == (
        f"SDE ({booked}) − Pay and payroll taxes of the owner's replacement ({booked})"
    )
    assert words("seller", "federal_tax_of_sale", year) == "Federal tax in all − Federal tax in all (without the sale)"
    assert words("seller", "tax_of_sale", year) == "Federal tax that the sale adds"
    assert words("seller", "totals.cash") == f"The sum of Cash received, {first} to {last}"
    assert words("seller", "tax.slices.ordinary.1.tax", year) == (
        "Ordinary income taxed (bracket 2) × Income tax brackets, joint (bracket 2: rate)"
    )
    assert words("worker", "pledged") == "Members on the closing day × Member share"
    assert words("member", "0.dividend", ends[1]).startswith(
        "Patronage dividend (all members) × Pay as a member (W01) ÷ Pay as a member (all members)"
    )
    assert words("lender", "lowest_cash", ends[1]).startswith("The smallest Cash, ")
    assert words("year", "operations.sales", ends[1]).startswith("The sum of Sales, ")
    passes = words("lender", "passes")
    assert passes.startswith("No if Worst cash shortfall is above 0, otherwise no if (the largest A covenant is broken")
    assert passes.endswith("is not 0, otherwise yes")


def test_a_year_without_debt_service_has_no_dscr_to_open(sample: Plan) -> None:
    lender = sample.outcomes.lender
    partial = next(place for place, year in enumerate(lender.years) if year.dscr is None)
    with pytest.raises(LookupError, match="no dscr"):
        explain(sample, "lender", "dscr", sample.outcomes.fiscal_years[partial].last)


def test_labels_within_a_room_are_told_apart(sample: Plan) -> None:
    """Two parts of one formula never carry the same name and time."""
    for place, name, month, _ in (*of_valuation(sample), *of_seller(sample), *of_lender(sample)):
        parts = explain(sample, place, name, month).parts
        assert len({(one.label, one.when) for one in parts}) == len(parts), (place, name, month)
    assert label(sample, "seller", "tax_anyway.tax.total") != label(sample, "seller", "tax.tax.total")
