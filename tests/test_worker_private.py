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
from typing import Literal, NamedTuple, get_args, get_origin, get_type_hints

import pypdf
import pytest
import random_scenarios
from pydantic import BaseModel
from sweep import cases

from planner import plan, report, roster
from planner.faults import Faulty, read
from planner.scenario import MemberClass, Membership, Worker, Workforce
from planner.scenario.currency import CommunityCurrency
from planner.scenario.holders import Holder
from planner.words import WORKER, languages
from planner.worker import View, view
from planner.worker.told import Teller

SAMPLE = Path(__file__).parent.parent / "scenarios" / "sample_company.json"
WHOLE = re.compile(r"\d[\d,]*")
CENTS = re.compile(r"\d[\d,]*\.\d\d\b")


OWN_WORDS = ("alias", "role")  # of the worker's own row; of all else, the name of the business alone is not marked
NO_NAMES = ("incorporated_in", "preset", "plug")  # codes of places and published terms, and a loan's name once more


def free_words(held, mark):
    """The same part of a plan with every word in it that anybody can write freely replaced by a mark.

    Words from fixed lists are no `str` by their type, and stay.
    """
    if isinstance(held, tuple):
        return tuple(free_words(one, mark) for one in held)
    if not isinstance(held, BaseModel):
        return held
    found = {}
    for name, field in type(held).model_fields.items():
        value = getattr(held, name)
        if field.annotation is str:
            longest = next((of.max_length for of in field.metadata if hasattr(of, "max_length")), 200)
            found[name] = value if name in NO_NAMES else mark(name, longest)
        else:
            found[name] = free_words(value, mark)
    return held.model_copy(update=found)


def unequal(held, names, number):
    """A copy with figures of money marked."""
    return held.model_copy(update={name: number(getattr(held, name)) for name in names if getattr(held, name)})


def marked(scenario, rng, mine):
    """The same plan with every other worker, the owner and all free words marked, figures of classes too; the marks."""
    marks, numbers = [], []

    def mark(kind, longest):
        marks.append(f"{kind.title()[: max(1, longest - 10)]}{rng.randrange(10**9):09d}X"[-longest:])
        return marks[-1]

    def number(low, high):
        numbers.append(round(rng.uniform(low, high), 2) + 0.0037)  # no figure of money in cents is ever the same
        return numbers[-1]

    def near(value):
        return number(value * 0.98, value * 1.02 + 0.01)

    def uneven(value):
        return value * 0.98 + 0.000_037  # a part of a whole that nothing else is by chance

    whole = free_words(scenario, mark)
    workers = []
    for place, (worker, was) in enumerate(zip(whole.workforce.workers, scenario.workforce.workers, strict=True)):
        if place == mine:
            own = {name: getattr(was, name) for name in OWN_WORDS}
            marks = [one for one in marks if one not in (worker.alias, worker.role)]
            workers.append(worker.model_copy(update=own))
        else:
            workers.append(unequal(worker, ("pay",), near))
    owner = whole.owner.model_copy(
        update={"basis": number(1e3, 1e5), "other_income": number(1e4, 2e5), "replacement_pay": number(3e4, 1.5e5)}
    )
    names = {was.name: loan.name for was, loan in zip(scenario.deal.loans, whole.deal.loans, strict=True)}
    plug = names.get(scenario.deal.plug, scenario.deal.plug)
    holders = tuple(
        Holder(name=mark("Holder", 60), instrument=kind, fraction=part, invested=number(1e3, 1e5) if invested else 0.0)
        for kind, part, invested in (("common", 0.6, False), ("preferred", 0.4, True), ("safe", 0.0, True))
    )
    listed = tuple(unequal(one, ("share_price",), near) for one in whole.membership.classes)
    listed = tuple(unequal(one, ("slice", "votes", "return_rate"), uneven) for one in listed)
    parts = [getattr(one, name) for one in listed for name in ("slice", "votes", "return_rate") if getattr(one, name)]
    changed = whole.model_copy(
        update={
            "owner": owner,
            "business": whole.business.model_copy(update={"name": scenario.business.name}),
            "deal": whole.deal.model_copy(update={"plug": plug, "holders": holders}),
            "membership": whole.membership.model_copy(update={"classes": listed, "workers_slice": None}),
            "workforce": whole.workforce.model_copy(update={"workers": tuple(workers)}),
        }
    )
    marks = [one for one in marks if one in str(changed)]
    for place, worker in enumerate(workers):
        if place != mine:
            numbers += [worker.pay * worker.hours, roster.pay_of_one(worker), roster.pay_of_one(worker) / 12]
    return changed, marks, numbers, parts


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


class Looked(NamedTuple):
    """What of others was found in one worker's view: figures that may be the same by chance; and what was there."""

    figures: set[float | str]
    shown: View
    classed: bool


def looked_through(seed, draw):
    """A random plan, marks drawn for others and the owner, and one worker's view; None where it has none."""
    rng = Random(f"marks {seed} {draw}" if draw else f"marks {seed}")
    scenario = random_scenarios.scenario(seed)
    joining = [place for place, one in enumerate(scenario.workforce.workers) if one.joins_after is not None]
    if not joining:
        return None
    mine = rng.choice(joining)
    changed, marks, numbers, parts = marked(scenario, rng, mine)
    try:
        planned = plan(changed)
    except Faulty:  # a little less or more pay, and this deal cannot close
        return None
    entries = roster.entries(planned.scenario)
    own = [place for place, entry in enumerate(entries) if entry.row == mine]
    if not own:
        return None
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
    for one in parts:
        assert not any(abs(one - number) < 1e-6 for number in held), (seed, one)
    sums = owners_figures(planned) | others_accounts(planned, place)
    written = {float(one.replace(",", "")) for one in CENTS.findall(" ".join(texts[3:]))}
    millions = {f"{one:,.0f}" for one in sums if one >= 1e6}  # smaller whole sums may be the same by chance
    same = (sums & {round(abs(number), 2) for number in held}) | (sums & written)
    return Looked(same | (millions & set(WHOLE.findall(" ".join(texts[3:])))), shown, bool(parts))


def test_nothing_planted_with_others_or_the_owner_is_found_in_random_plans():
    """1,000 plans with SWEEP=full. Two sums may be the same cents by chance: not with other marks too."""
    tried = found = classed = in_units = by_chance = 0
    for seed in range(cases(60, 1000)):
        looked = looked_through(seed, 0)
        if looked is None:
            continue
        if looked.figures:
            by_chance += 1
            for draw in (1, 2):
                again = looked_through(seed, draw)
                assert again is None or not again.figures, (seed, looked.figures, again.figures)
        tried += 1
        found += bool(looked.shown.cash)
        classed += looked.classed
        in_units += looked.shown.currency is not None
    assert by_chance <= cases(60, 1000) / 100
    assert tried > cases(60, 1000) * 0.6
    assert found > tried * 0.3
    assert min(classed, in_units) > tried * 0.1


def test_the_marks_would_be_found():
    """The whole plan's JSON holds what a worker's may not: else the test above could not fail."""
    scenario = read(SAMPLE.with_name("three_class_grocery.json").read_bytes())
    units = CommunityCurrency(name="Hours", of_pay=0.1)
    scenario = scenario.model_copy(update={"community_currency": units})
    changed, marks, numbers, parts = marked(scenario, Random(1), 0)
    planned = plan(changed)
    text = report.plan_json(planned)
    assert sum(one in text for one in marks) == len(marks)
    held = numbers_in(json.loads(text))
    assert sum(any(abs(one - number) < 0.0006 for number in held) for one in numbers) >= len(scenario.workforce.workers)
    assert len(parts) == 5
    assert all(any(abs(one - number) < 1e-6 for number in held) for one in parts)
    assert {"Alias", "Holder", "Name", "Role", "Note", "Title"} <= {re.split(r"\d", one)[0] for one in marks}
    assert {scenario.membership.classes[0].name, units.name, scenario.note} & set(marks) == set()
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
    """Every field that a view may hold, with its type; of a fixed list, `Literal`."""
    for name, of in get_type_hints(kind).items():
        kinds = [of]
        while any(get_args(one) and get_origin(one) is not Literal for one in kinds):
            kinds = [
                part
                for one in kinds
                for part in (get_args(one) if get_origin(one) is not Literal and get_args(one) else (one,))
            ]
        for one in kinds:
            if hasattr(one, "_fields"):
                yield from leaves(one, f"{path}{name}.")
            elif one not in (type(None), ...):
                yield f"{path}{name}", Literal if get_origin(one) is Literal else one


def test_a_view_holds_only_plain_values_that_are_on_its_list():
    fields = list(leaves(View))
    assert {kind for _, kind in fields} == {str, int, float, bool, date, Literal}
    assert {name for name, kind in fields if kind is str and "fiscal_year" not in name} == {"alias", "role", "business"}
    assert {name for name, kind in fields if kind is Literal} >= {"bylaws.groups", "joining.period", "assumed.filing"}


@pytest.mark.parametrize(("members", "shown"), [((1,), False), ((4,), False), ((5,), True), ((3, 2), True)])
def test_parts_of_other_classes_are_told_only_where_they_are_five_or_more(members, shown):
    """A class of one may bear a person's name, and its slice and votes are then that person's own."""
    scenario = read(SAMPLE.read_bytes())
    named = tuple(
        MemberClass(
            name=f"Jo Doe {place}", who=who, members=number, growth=0.0, share_price=10.0, slice=0.1, votes=0.25
        )
        for place, (number, who) in enumerate(zip(members, ("users", "producers"), strict=False))
    )
    planned = plan(scenario.model_copy(update={"membership": Membership(classes=named)}))
    mine = view(planned, "W01")
    assert mine.bylaws.groups == ("users", "producers")[: len(members)]
    assert (mine.bylaws.workers_slice is not None) == shown
    assert (mine.bylaws.workers_votes is not None) == shown
    for language in languages(*WORKER):
        text = report.worker_json(mine, language)
        assert "Jo Doe" not in text
        assert Teller(mine, language).say("account.kind_users") in text
        told = Teller(mine, language).account()
        assert any(f"{100 - 10 * len(members)}%" in one.replace("\N{NO-BREAK SPACE}", "") for one in told) == shown


def test_of_a_crew_under_five_no_part_is_told_beside_other_classes():
    scenario = read(SAMPLE.read_bytes())
    crew = Workforce(workers=(Worker(alias="Crew", number=4, pay=20.0),))
    others = Membership(classes=(MemberClass(name="Users", members=100, share_price=1.0, slice=0.1),))
    planned = plan(scenario.model_copy(update={"workforce": crew, "membership": others}))
    assert view(planned, "Crew 1").bylaws.workers_slice is None


@pytest.mark.parametrize("language", languages(*WORKER))
def test_the_json_is_whole_and_holds_only_numbers(language):
    planned = plan(read(SAMPLE.read_bytes()))
    shown = view(planned, "W02")
    told = json.loads(report.worker_json(shown, language), parse_constant=pytest.fail)
    assert list(told) == ["language", *View._fields, "told"]
    assert told["years"][0]["fiscal_year"] == shown.years[0].fiscal_year
    assert list(told["told"]) == ["pay", "account", "tax", "leaving", "ahead", "risk"]
