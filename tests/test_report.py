"""The plan on paper and as JSON: whole, true to the plan, the same bytes again, fit for the smallest and largest."""

import io
import json
import re
from math import isfinite
from pathlib import Path

import firm
import pypdf
import pytest

from planner import Plan, plan, report, solve
from planner.faults import read
from planner.lending import counted, rules_used
from planner.model.lines import names, numbers_of
from planner.model.records import Month
from planner.report.axes import axis, compact, nice_step, spread
from planner.report.bridge import COLUMNS, bridge
from planner.report.style import fitted, width_of, wrapped
from planner.report.tables import amount, line, statement
from planner.scenario import Coop, Scenario, Worker, Workforce
from planner.solve.told import shown
from planner.words import say
from planner.words.formats import money, times

SCENARIOS = sorted((Path(__file__).parent.parent / "scenarios").glob("*.json"))
SAMPLE = next(file for file in SCENARIOS if file.stem == "sample_company")
FORMS = ("assets", "shares_merged", "shares_election", "buyout")
KEYS = [
    "scenario",
    "valuation",
    "sources",
    "uses",
    "holders",
    "form",
    "loans",
    "months",
    "years",
    "members",
    "board",
    "owner",
    "lender",
    "stages",
    "lawfulness",
    "checks",
    "roadmap",
    "rules",
    "findings",
]


def changed(**parts) -> Scenario:
    """The sample with some fields changed; a dotted name is written with two underscores."""
    data = json.loads(SAMPLE.read_text(encoding="utf-8"))
    for path, value in parts.items():
        *way, last = path.split("__")
        at = data
        for name in way:
            at = at[int(name)] if name.isdigit() else at[name]
        at[int(last) if last.isdigit() else last] = value
    return Scenario.model_validate_json(json.dumps(data))


def refuse(constant: str) -> None:
    raise AssertionError(f"{constant} in the JSON")


def parsed(planned: Plan) -> dict:
    return json.loads(report.plan_json(planned), parse_constant=refuse)


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.fixture(scope="module")
def planned() -> Plan:
    return plan(read(SAMPLE.read_bytes()))


@pytest.fixture(scope="module")
def pdf(planned) -> bytes:
    return report.plan_pdf(planned)


@pytest.fixture(scope="module")
def pages(pdf) -> list[str]:
    return pages_of(pdf)


# --- the JSON ------------------------------------------------------------------------------------------------------


def test_json_has_what_is_promised_in_that_order(planned):
    data = parsed(planned)
    assert list(data) == KEYS
    assert Scenario.model_validate_json(json.dumps(data["scenario"])) == planned.scenario


def test_json_and_pdf_tell_holders_and_cover():
    """The home-care platform: each holder's cash adds up to the seller's; the cover stands beside the policies."""
    made = plan(read(SAMPLE.with_name("home_care_platform.json").read_bytes()))
    data = parsed(made)
    told = {one["name"]: one for one in data["holders"]}
    cash = sum(year["cash"] for one in told.values() for year in one["years"])
    assert cash == pytest.approx(sum(year.cash for year in made.seller.years), abs=0.05)
    assert told["Series A"]["amount"] == 900_000
    assert [one["fiscal_year"] for one in data["board"]["cover"]] == [one.fiscal_year for one in made.cover]
    text = "\n".join(pages_of(report.plan_pdf(made)))
    for words in ("Several holders: who is paid what", "Cash of each holder by calendar year", "Cover of accounts"):
        assert words in text


def test_json_holds_every_line_of_every_month_to_the_cent(planned):
    data = parsed(planned)
    listed = names(Month, planned.case.shape)
    assert len(data["months"]) == planned.scenario.months + 1
    for number, (told, month) in enumerate(zip(data["months"], planned.run.months, strict=True)):
        assert list(told) == ["month", "date", *listed]
        assert told["month"] == number
        for name, value in zip(listed, numbers_of(month), strict=True):
            assert told[name] == pytest.approx(value, abs=0.005 + 1e-9), name
    assert data["months"][0]["date"] == f"{planned.scenario.deal.closing:%Y-%m}"
    assert data["months"][0]["treasury.cash"] == planned.scenario.deal.opening_cash


def test_json_keeps_rates_fine_and_money_at_cents(planned):
    last = parsed(planned)["months"][-1]
    assert last["operations.wage_index"] == pytest.approx(planned.run.months[-1].operations.wage_index, abs=1e-6)
    assert last["operations.wage_index"] != round(last["operations.wage_index"], 2)
    assert round(last["operations.sales"], 2) == last["operations.sales"]


def test_json_has_each_loan_s_schedule_to_its_end(planned):
    for loan, asked in zip(parsed(planned)["loans"], planned.scenario.deal.loans, strict=True):
        schedule = loan["schedule"]
        assert loan["name"] == asked.name
        assert schedule[0]["balance"] == loan["principal"]
        paid, added = (sum(month[key] for month in schedule) for key in ("principal_paid", "accrued"))
        assert paid - added == pytest.approx(loan["principal"], abs=0.005)
        assert schedule[asked.months]["balance"] == 0


def test_json_years_are_the_three_statements(planned):
    data = parsed(planned)
    for year in data["years"]:
        balance = year["balance"]
        assert balance["balance.assets"] == pytest.approx(
            balance["balance.liabilities"] + balance["balance.equity"], abs=0.01
        )
        months = data["months"][year["first_month"] : year["last_month"] + 1]
        assert year["income"]["operations.sales"] == pytest.approx(
            sum(month["operations.sales"] for month in months), abs=0.5
        )
        assert year["cash"]["treasury.cash"] == months[-1]["treasury.cash"]


def test_json_sides_of_the_closing_day_and_the_rest(planned):
    data = parsed(planned)
    for side in ("sources", "uses"):
        assert sum(part["amount"] for part in data[side]) == pytest.approx(planned.run.start.closing.uses, abs=0.005)
        assert sum(part["fraction"] for part in data[side]) == pytest.approx(1, abs=1e-5)
    assert data["lender"]["lowest_dscr"] == planned.outcomes.lender.lowest_dscr
    assert data["owner"]["totals"]["cash_after_tax"] == planned.seller.totals.cash_after_tax
    assert {"year", "tax_of_sale", "gain_tax", "cash_after_tax"} <= set(data["owner"]["years"][0])
    assert all(check["holds"] is True for check in data["checks"])
    assert {"key", "starts", "ends", "depends_on", "critical"} <= set(data["roadmap"]["steps"][0])
    assert data["roadmap"]["critical_path"]
    assert len(data["rules"]) == len(rules_used(planned, counted(planned)))
    assert all({"value", "source", "date", "verified"} <= set(rule) for rule in data["rules"])
    assert data["findings"][0] == planned.findings[0].said()
    assert len(data["members"]["people"]) == len(planned.members.people)


def test_json_has_one_entry_a_line_and_the_same_text_again(planned):
    text = report.plan_json(planned)
    assert report.plan_json(plan(read(SAMPLE.read_bytes()))) == text
    assert sum(1 for row in text.splitlines() if row.startswith('  {"month": ')) == planned.scenario.months + 1


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_every_scenario_can_be_written_out(file):
    made = plan(read(file.read_bytes()))
    data = parsed(made)
    assert list(data) == KEYS
    assert all(isfinite(value) for month in data["months"] for value in month.values() if isinstance(value, float))
    text = " ".join(pages_of(report.plan_pdf(made)))
    assert money(made.run.start.opening.seller_cash) in text
    assert not re.search(r"\b(nan|inf|None|NaN)\b", text)


def test_a_corporation_s_own_tax_stands_beside_its_owner_s():
    made = plan(changed(deal__form="assets", owner__entity="c_corporation"))
    totals = made.seller.totals
    told = parsed(made)["owner"]
    assert told["totals"]["entity_tax"] == totals.entity_tax > 0
    assert told["entity"]["tax"] == totals.entity_tax
    assert told["rollover"] is None
    assert totals.tax_of_sale > totals.federal_tax_of_sale > 0
    assert any(money(totals.tax_of_sale) in sentence for sentence in report.summary(made))
    text = " ".join(pages_of(report.plan_pdf(made)))
    assert say("seller.line.entity_tax") in text
    assert made.seller.findings[1].said()[:40] in text
    assert not re.search(r"\bNone\b", text)


def test_the_ways_to_sell_are_printed_and_written_out():
    made = plan(changed())
    told = parsed(made)["owner"]["ways_to_sell"]
    assert [one["name"] for one in told] == [way.name for way in made.seller.ways]
    text = " ".join(pages_of(report.plan_pdf(made)))
    for way, one in zip(made.seller.ways, told, strict=True):
        assert say(f"seller.way.name.{way.name}") in text
        assert (one["totals"] is None) == (way.worked is None)
        if way.worked is not None:
            assert one["totals"]["cash_after_tax"] == way.worked.totals.cash_after_tax
            assert money(way.worked.totals.present_value) in text


# --- the summary ---------------------------------------------------------------------------------------------------


def test_summary_says_the_headline_figures(planned):
    said = " ".join(report.summary(planned))
    lender, start = planned.outcomes.lender, planned.run.start
    for figure in (
        money(planned.scenario.deal.price),
        money(start.opening.seller_cash),
        money(planned.seller.totals.cash_after_tax),
        times(lender.lowest_dscr or 0.0),
        money(lender.lowest_cash),
        f"All {len(planned.checks)} checks hold",
    ):
        assert figure in said
    assert 5 <= len(report.summary(planned)) <= 10


def test_a_shortfall_comes_first_everywhere():
    short = plan(changed(business__statements__2__sales=3_300_000.0))
    told = short.findings[0].said()
    assert "Cash falls short in" in told
    assert report.summary(short)[0] == told
    assert parsed(short)["findings"][0] == told
    cover = pages_of(report.plan_pdf(short))[0]
    assert told in cover
    assert cover.index(told) < cover.index("The answer")
    assert any("fail" in sentence for sentence in report.summary(short))


# --- the printed plan ----------------------------------------------------------------------------------------------


def test_the_printed_plan_has_the_figures_of_the_plan(planned, pages):
    text = " ".join(pages)
    lender, start, totals = planned.outcomes.lender, planned.run.start, planned.seller.totals
    for value in (
        planned.scenario.deal.price,
        start.opening.seller_cash,
        totals.cash,
        totals.tax_of_sale,
        totals.cash_after_tax,
        lender.lowest_cash,
        start.closing.uses,
        planned.valuation.low,
        planned.valuation.high,
    ):
        assert money(value) in text
    for year in lender.years:
        assert year.dscr is None or times(year.dscr) in text
        assert amount(year.ebitda).strip() in text
    last = planned.run.months[-1]
    for value in (last.balance.assets, last.balance.collective, last.members.accounts, last.treasury.cash):
        assert amount(value).strip() in text


def test_how_much_the_business_can_carry_is_printed_where_it_was_asked(planned, pages):
    answers = [solve.solve(planned.scenario, target) for target in ("price", "standby")]
    assert say("report.heading.solved") not in " ".join(pages)
    text = " ".join(pages_of(report.plan_pdf(planned, answers=answers)))
    assert say("report.heading.solved") in text
    for answer in answers:
        assert shown(answer, answer.value) in text
        for sentence in solve.told(answer):
            assert sentence in text
    price = answers[0]
    assert money(price.value) in text
    assert money(price.following) in text


def test_the_printed_plan_is_marked_a_sample_and_no_advice(pages):
    assert "SAMPLE FIRM" in pages[0]
    assert "No assurance is provided" in pages[0]
    assert all("No assurance is provided" in page for page in pages)
    assert "no advice on law" in pages[-1]
    assert "UNVERIFIED" in " ".join(pages)


def test_every_page_has_its_number(pages):
    assert 15 <= len(pages) <= 60
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of" in page
        assert str(len(pages)) in page


def test_contents_and_outline_lead_to_the_headings(pdf, pages):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    outline = [(entry.title, reader.get_destination_page_number(entry) + 1) for entry in reader.outline]
    assert [title.split("  ")[0] for title, _ in outline] == [str(number) for number in range(1, len(outline) + 1)]
    assert len(outline) >= 18
    contents = pages[1]
    for title, page in outline:
        words = " ".join(title.split())
        assert words in contents
        assert words in pages[page - 1]
    numbers = [page for _, page in outline]
    assert numbers == sorted(numbers)
    printed = [" ".join(text.split()) for text in reader.pages[1].extract_text().splitlines()]
    for title, page in outline:
        assert printed[printed.index(" ".join(title.split())) + 1] == str(page)
    assert sum(1 for link in reader.pages[1]["/Annots"]) == len(outline)


def test_every_font_is_embedded(pdf):
    fonts = {}
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            fonts[font.get_object()["/BaseFont"]] = font.get_object()
    assert fonts
    for name, font in fonts.items():
        assert "/FontDescriptor" in font, f"{name} is not embedded"
        assert "/FontFile2" in font["/FontDescriptor"], f"{name} is not embedded"
        assert "DejaVu" in name


def test_language_title_and_the_same_bytes_again(planned, pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.trailer["/Root"]["/Lang"] == "en-US"
    assert planned.scenario.business.name in reader.metadata.title
    assert report.plan_pdf(planned) == pdf
    assert report.plan_pdf(plan(read(SAMPLE.read_bytes()))) == pdf


def test_a_buyout_explains_its_negative_collective_account():
    made = plan(changed(deal__form="buyout"))
    text = " ".join(pages_of(report.plan_pdf(made)))
    assert made.run.start.opening.collective < 0
    assert f"The collective account opens at {money(-made.run.start.opening.collective)} below zero" in text


LONG = "a name that goes on and on and on " * 5
CASES = {
    "a year": {"months": 12, "deal__loans__4__months": 12, "deal__loans__4__standby": 6},
    "thirty years": {"months": 360},
    "no workers": {"workforce__workers": []},
    "no loans": {"deal__loans": [], "deal__plug": "preferred"},
    "long names": {
        "name": LONG[:200],
        "business__name": "X" * 180,
        "business__trade": LONG[:200],
        "deal__loans__0__name": "N" * 60,
        "workforce__workers__0__alias": "W" * 40,
        "workforce__workers__0__role": "R" * 60,
    },
    "signs of markup": {
        "name": "<b>bold</b> & <a href='x'>",
        "business__name": 'R&D <Widgets> "Co" </para>',
        "note": "<i>not closed\n\n& more",
    },
    "many add-backs": {
        "business__statements__0__add_backs": [
            {"name": f"{number} {'x' * 60}", "amount": 10.0, "reason": "because " * 20} for number in range(40)
        ]
    },
    "large figures": {"business__statements__2__sales": 9e9, "business__statements__2__cost_of_sales": 7e9},
    "taxed twice": {"deal__form": "assets", "owner__entity": "c_corporation"},
}


@pytest.mark.parametrize("parts", CASES.values(), ids=CASES)
def test_the_smallest_and_the_largest_are_printed(parts):
    made = plan(changed(**parts))
    pages = pages_of(report.plan_pdf(made))
    assert len(pages) >= 15
    assert all(len(page) > 300 for page in pages), "a page is nearly empty"
    assert not re.search(r"\b(nan|inf|None)\b", " ".join(pages))
    assert report.summary(made)
    assert list(parsed(made)) == KEYS


def test_of_two_thousand_workers_forty_are_listed():
    crowd = tuple(Worker(alias=f"P{number}", hours=2.0, pay=20.0) for number in range(2000))
    scenario = changed().model_copy(
        update={"workforce": Workforce(workers=crowd), "coop": Coop(member_share=100.0, down_payment=10.0)}
    )
    text = " ".join(pages_of(report.plan_pdf(plan(scenario))))
    assert "40 of 2000 entries are listed" in text
    assert "P39 " in text
    assert "P40 " not in text


# --- the bridge of the closing day ---------------------------------------------------------------------------------

PURCHASE = {
    "cash": (150_000, -150_000, 0, 100_000, 100_000),
    "receivables": (200_000, 0, 0, 0, 200_000),
    "inventory": (150_000, 0, 0, 0, 150_000),
    "equipment": (300_000, 0, 100_000, 0, 400_000),
    "goodwill": (0, 0, 900_000, 0, 900_000),
    "payables": (100_000, 0, 0, 0, 100_000),
    "accrued": (50_000, 0, 0, 0, 50_000),
    "old_debt": (150_000, 0, 0, -150_000, 0),
    "Senior loan": (0, 0, 0, 1_000_000, 1_000_000),
    "Seller note": (0, 0, 0, 350_000, 350_000),
    "loan_fees": (0, 0, 0, -20_000, -20_000),
    "preferred": (0, 0, 0, 210_000, 210_000),
    "member_shares": (0, 0, 0, 120_000, 120_000),
    "paid_in": (50_000, 0, 0, -50_000, 0),
    "earned": (450_000, -150_000, 1_000_000, -1_300_000, 0),
    "collective": (0, 0, 0, -60_000, -60_000),
}
BUYOUT = {
    **PURCHASE,
    "equipment": (300_000, 0, 0, 0, 300_000),
    "earned": (450_000, -150_000, 0, -300_000, 0),
    "collective": (0, 0, 0, -1_060_000, -1_060_000),
}
BUYOUT.pop("goodwill")
BASIS = {
    "assets": (400_000, 960_000),
    "shares_merged": (300_000, 0),
    "shares_election": (400_000, 960_000),
    "buyout": (300_000, 0),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_bridge_of_one_deal_in_four_forms(form):
    made = bridge(plan(firm.scenario(form)))
    found = {one.name or one.key: tuple(one.column(column) for column in COLUMNS) for one in made.accounts}
    assert found == (BUYOUT if form == "buyout" else PURCHASE)
    basis = {one.key: one.tax_basis for one in made.accounts if one.tax_basis is not None}
    assert (basis["equipment"], basis.get("goodwill", 0.0)) == BASIS[form]


def adds_up(made: Plan) -> None:
    built, first = bridge(made), made.run.months[0]
    for column in COLUMNS:
        sides = built.total("liabilities", column) + built.total("equity", column)
        assert built.total("assets", column) == pytest.approx(sides, abs=0.005), column
    assert built.total("assets", "opening") == pytest.approx(first.balance.assets, abs=0.005)
    assert built.total("liabilities", "opening") == pytest.approx(first.balance.liabilities, abs=0.005)
    assert built.total("equity", "opening") == pytest.approx(first.balance.equity, abs=0.005)


@pytest.mark.parametrize("form", FORMS)
def test_every_column_of_the_bridge_adds_up(form):
    adds_up(plan(firm.scenario(form)))
    adds_up(plan(changed(deal__form=form)))


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_every_column_of_every_scenario_s_bridge_adds_up(file):
    adds_up(plan(read(file.read_bytes())))


# --- axes, labels and columns --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("span", "step"), [(10, 2), (1_500_000, 500_000), (0.9, 0.2), (7, 2), (123, 25), (1, 0.2)])
def test_steps_are_round(span, step):
    assert nice_step(span, 5) == pytest.approx(step)


@pytest.mark.parametrize("values", [[1_500_000.0], [-5.0, 20.0], [0.0], [-3e9, -1e9], [0.01, 0.02], []])
def test_an_axis_holds_its_values_and_zero_and_no_tick_lies_beyond(values):
    made = axis(values, 150, 12, 12)
    assert made.low <= min([0.0, *values])
    assert made.high > max([0.0, *values])
    assert 0.0 in made.ticks
    assert all(made.low - 1e-6 <= tick <= made.high + 1e-6 for tick in made.ticks)
    assert 2 <= len(made.ticks) <= 7
    assert all(0 <= made.place(value, 150) <= 150 for value in values)


def test_headroom_is_what_was_asked_for():
    made = axis([1_500_000.0], 150, 12, 12)
    assert 150 - made.place(1_500_000, 150) == pytest.approx(12)
    assert max(made.ticks) == 1_500_000


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (999, "999"), (1234, "1.23k"), (-35_000, "(35k)"), (999_600, "1M"), (2.414e6, "2.41M"), (-0.4, "0")],
)
def test_short_figures(value, written):
    assert compact(value, "money", "en") == written


def test_labels_are_moved_apart_within_bounds():
    moved = spread([1, 2, 3, 95], 10, 0, 100)
    assert moved == [1, 11, 21, 95]
    assert spread([90, 95, 99], 10, 0, 100) == [80, 90, 100]


def test_words_are_cut_only_where_they_do_not_fit():
    assert fitted("short", 100, 7) == "short"
    cut = fitted("a very long name indeed", 60, 7)
    assert cut.endswith("…")
    assert width_of(cut, 7) <= 60
    assert len(wrapped("one two three four five six", 30, 7, 2)) == 2


@pytest.mark.parametrize("columns", [1, 2, 7, 8, 11, 31])
def test_columns_are_shared_evenly_and_none_is_lost(columns):
    heads = [str(2000 + number) for number in range(columns)]
    tables = statement(heads, [line("Sales", [float(number) for number in range(columns)])])
    widths = [len(table._cellvalues[0]) - 1 for table in tables]
    assert sum(widths) == columns
    assert max(widths) <= 7
    assert max(widths) - min(widths) <= 1
    assert [cell for table in tables for cell in table._cellvalues[0][1:]] == heads


@pytest.mark.parametrize(("value", "written"), [(0.0, "–"), (1234.5, "1,235"), (-1234.4, "(1,234)"), (-0.2, "–")])
def test_money_in_columns(value, written):
    assert amount(value).strip() == written
