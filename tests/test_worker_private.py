"""Nothing of anybody else: everybody's alias, job and pay and the owner's figures are marked, and no mark is found.

Each random plan is marked, planned, and read as every thing a worker may get: object, JSON, words, one-page PDF.
"""

import io
import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from random import Random

import pypdf
import pytest
import random_scenarios
from sweep import cases

from planner import plan, report, roster
from planner.faults import Faulty, read
from planner.words import WORKER, languages
from planner.worker import View, view
from planner.worker.told import Teller

SAMPLE = Path(__file__).parent.parent / "scenarios" / "sample_company.json"
WHOLE = re.compile(r"\d[\d,]*")
CENTS = re.compile(r"\d[\d,]*\.\d\d\b")


def marked(scenario, rng, mine):
    """The same plan with every other worker, the owner, the notes and the loans marked; and the marks."""
    marks, numbers = [], []

    def mark(kind):
        marks.append(f"{kind}{rng.randrange(10**9):09d}X")
        return marks[-1]

    def number(low, high):
        numbers.append(round(rng.uniform(low, high), 2) + 0.0037)  # no figure of money in cents is ever the same
        return numbers[-1]

    workers = tuple(
        worker
        if place == mine
        else worker.model_copy(
            update={
                "alias": mark("Alias"),
                "role": mark("Role"),
                "pay": number(worker.pay * 0.98, worker.pay * 1.02 + 0.01),
            }
        )
        for place, worker in enumerate(scenario.workforce.workers)
    )
    owner = scenario.owner.model_copy(
        update={
            "basis": number(1e3, 1e5),
            "other_income": number(1e4, 2e5),
            "replacement_pay": number(3e4, 1.5e5),
        }
    )
    loans = tuple(loan.model_copy(update={"name": mark("Loan")}) for loan in scenario.deal.loans)
    names = dict(zip((loan.name for loan in scenario.deal.loans), (loan.name for loan in loans), strict=True))
    deal = scenario.deal.model_copy(update={"loans": loans, "plug": names.get(scenario.deal.plug, scenario.deal.plug)})
    changed = scenario.model_copy(
        update={
            "name": mark("Plan"),
            "note": mark("Note"),
            "owner": owner,
            "deal": deal,
            "workforce": scenario.workforce.model_copy(update={"workers": workers}),
        }
    )
    for place, worker in enumerate(workers):
        if place != mine:
            numbers += [worker.pay * worker.hours, roster.pay_of_one(worker), roster.pay_of_one(worker) / 12]
    return changed, marks, numbers


def owners_figures(planned):
    """What the owner gets and pays, and the price: whole sums that stand in nobody's account."""
    opening, totals = planned.run.start.opening, planned.seller.totals
    found = {planned.scenario.deal.price, opening.seller_cash, planned.run.start.loans_opened.seller_paper}
    found |= {loan.principal for loan in planned.run.start.loans}
    found |= {value for value in totals if isinstance(value, float)}
    found |= {value for year in planned.seller.years for value in year if isinstance(value, float)}
    return {round(abs(value), 2) for value in found if abs(value) >= 1000.0}


def others_accounts(planned, mine):
    """What others are paid and hold, unless it is just what this worker is paid and holds too."""
    person = planned.members.people[mine]
    own = {value for year in person.staying for value in year[1:]} | {v for year in person.years for v in year[1:]}
    own |= {value for layers in person.layers for value in layers}
    return {
        round(value, 2)
        for other in planned.members.people
        if other is not person
        for year in other.staying
        for value in (year.pay, year.dividend, year.account)
        if value >= 1000.0 and value not in own
    }


def numbers_in(held):
    """Every number in an object or in JSON."""
    if isinstance(held, dict):
        held = tuple(held.values())
    if isinstance(held, tuple | list):
        return {number for part in held for number in numbers_in(part)}
    return {float(held)} if isinstance(held, int | float) and not isinstance(held, bool) else set()


def words_of(pdf):
    reader = shutil.which("pdftotext")
    if reader:
        return subprocess.run([reader, "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def everything(shown, which):
    """The view in every form; of the PDF one language and paper at a time."""
    language, paper = [(one, size) for one in languages(*WORKER) for size in ("letter", "a4")][which % 4]
    pdf = report.worker_pdf(shown, language, paper)
    assert pdf.count(b"/Type /Page\n") == 1, "one page"
    return [
        repr(shown),
        *(report.worker_json(shown, one) for one in languages(*WORKER)),
        *("\n".join(Teller(shown, one).lines()) for one in languages(*WORKER)),
        words_of(pdf),
    ]


def test_nothing_planted_with_others_or_the_owner_is_found_in_random_plans():
    """1,000 plans with SWEEP=full."""
    tried = found = 0
    for seed in range(cases(60, 1000)):
        rng = Random(f"marks {seed}")
        scenario = random_scenarios.scenario(seed)
        joining = [place for place, one in enumerate(scenario.workforce.workers) if one.joins_after is not None]
        if not joining:
            continue
        mine = rng.choice(joining)
        changed, marks, numbers = marked(scenario, rng, mine)
        try:
            planned = plan(changed)
        except Faulty:  # a little less or more pay, and this deal cannot close
            continue
        entries = roster.entries(planned.scenario)
        own = [place for place, entry in enumerate(entries) if entry.row == mine]
        if not own:
            continue
        place = rng.choice(own)
        shown = view(planned, entries[place].alias)
        assert type(shown) is View
        texts = everything(shown, seed)
        marks += [entry.alias for one, entry in enumerate(entries) if one != place]
        for text in texts:
            for one in marks:
                assert not re.search(rf"{re.escape(one)}(?!\d)", text), (seed, one)
        held = numbers_in(shown) | numbers_in(json.loads(texts[1]))
        for one in numbers:
            assert not any(abs(one - number) < 0.0006 for number in held), (seed, one)
        sums = owners_figures(planned) | others_accounts(planned, place)
        assert not sums & {round(abs(number), 2) for number in held}, seed
        written = {float(one.replace(",", "")) for one in CENTS.findall(" ".join(texts[3:]))}
        assert not sums & written, seed
        millions = {f"{one:,.0f}" for one in sums if one >= 1e6}  # smaller whole sums may be the same by chance
        assert not millions & set(WHOLE.findall(" ".join(texts[3:]))), seed
        tried += 1
        found += bool(shown.cash)
    assert tried > cases(60, 1000) * 0.6
    assert found > tried * 0.3


def test_the_marks_would_be_found():
    """The whole plan's JSON holds what a worker's may not: else the test above could not fail."""
    scenario = read(SAMPLE.read_bytes())
    changed, marks, numbers = marked(scenario, Random(1), 0)
    planned = plan(changed)
    text = report.plan_json(planned)
    assert sum(one in text for one in marks) == len(marks)
    held = numbers_in(json.loads(text))
    assert sum(any(abs(one - number) < 0.0006 for number in held) for one in numbers) >= len(scenario.workforce.workers)
    assert len(owners_figures(planned) & held) > 10
    assert others_accounts(planned, 0) & held


def test_a_view_is_the_same_whoever_the_others_and_the_owner_are():
    """Others' names and jobs and the owner's own affairs change; not a letter of the view does."""
    for seed in range(cases(15, 150)):
        scenario = random_scenarios.scenario(seed)
        workers = scenario.workforce.workers
        joining = [place for place, one in enumerate(workers) if one.joins_after is not None]
        if not joining:
            continue
        mine = Random(seed).choice(joining)
        others = tuple(
            one if place == mine else one.model_copy(update={"alias": f"Other {place}", "role": "Something else"})
            for place, one in enumerate(workers)
        )
        owner = scenario.owner.model_copy(
            update={"basis": 12_345.0, "other_income": 98_765.0, "age": 50, "filing": "single", "state_rate": 0.09}
        )
        other = scenario.model_copy(
            update={
                "name": "Another name",
                "note": "Another note",
                "owner": owner,
                "workforce": scenario.workforce.model_copy(update={"workers": others}),
            }
        )
        first, second = (plan(one) for one in (scenario, other))
        alias = next((one.alias for one in roster.entries(first.scenario) if one.row == mine), None)
        if alias is not None:
            assert report.worker_json(view(first, alias)) == report.worker_json(view(second, alias)), seed


def leaves(kind, path=""):
    """Every field that a view may hold, with its type."""
    for name, of in getattr(kind, "__annotations__", {}).items():
        inner = [one for one in getattr(of, "__args__", (of,)) if one not in (type(None), ...)]
        for one in inner:
            for part in getattr(one, "__args__", (one,)):
                if hasattr(part, "_fields"):
                    yield from leaves(part, f"{path}{name}.")
                elif part is not ...:
                    yield f"{path}{name}", part


def test_a_view_holds_only_plain_values_that_are_on_its_list():
    fields = dict(leaves(View))
    assert set(fields.values()) <= {str, int, float, bool, date}
    text = [name for name, kind in fields.items() if kind is str]
    assert {name for name in text if "fiscal_year" not in name} == {
        "alias",
        "role",
        "business",
        "joining.period",
        "assumed.filing",
        "currency.name",  # as every member calls the units in the hand; the co-op's, like the name of the business
    }


@pytest.mark.parametrize("language", languages(*WORKER))
def test_the_json_is_whole_and_holds_only_numbers(language):
    planned = plan(read(SAMPLE.read_bytes()))
    shown = view(planned, "W02")
    told = json.loads(report.worker_json(shown, language), parse_constant=pytest.fail)
    assert list(told) == ["language", *View._fields, "told"]
    assert told["years"][0]["fiscal_year"] == shown.years[0].fiscal_year
    assert list(told["told"]) == ["pay", "account", "tax", "leaving", "ahead", "risk"]
