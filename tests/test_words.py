"""Every key that the code asks for has words, every word is asked for, and every label is short and its own."""

import ast
import inspect
import json
import re
import string
from collections import Counter
from pathlib import Path

import pytest
from pydantic import ValidationError

from planner import deal, origins, places, roadmap, words, workforce
from planner.faults import read
from planner.model import helpers
from planner.model.lines import names, numbers_of
from planner.model.records import Month, Start
from planner.model.terms import Clock, Drivers, Shape, Terms
from planner.scenario import Scenario
from planner.statements import BALANCE, CASH, INCOME

ROOT = Path(__file__).parent.parent
SHAPE = Shape(1, 1, 1, 1, 1, units=1)
KEYS = words.keys()
FOLDERS = ((Start, "line"), (Month, "line"), (Terms, "term"), (Drivers, "driver"), (Clock, "clock"))
LONGEST_LABEL = 45
EXPLAINED = ("where", "most", "least", "cents_up", "annuity", "power")


def keys_of(record, folder: str) -> set[str]:
    return {
        ".".join([folder, *(part for part in name.split(".") if not part.isdigit())]) for name in names(record, SHAPE)
    }


LABELS = set().union(*(keys_of(record, folder) for record, folder in FOLDERS))


def test_every_line_has_a_label_and_every_label_a_line():
    labelled = {key for key in KEYS if key.split(".")[0] in {"line", "term", "driver", "clock"}}
    assert labelled == LABELS


def test_labels_are_short_and_say_one_thing():
    said = {key: words.say(key) for key in LABELS}
    assert [label for label in said.values() if len(label) > LONGEST_LABEL] == []
    twice = Counter((key.split(".")[0], label) for key, label in said.items())
    assert [label for label, number in twice.items() if number > 1] == []


def test_labels_use_the_house_s_words():
    misleading = re.compile(
        r"\b(redemption|reserve|stock|WACC|capex|AR|AP|amortization|dividends? payable to members)\b"
    )
    assert [key for key in LABELS if misleading.search(words.say(key))] == []


def test_rows_of_the_statements_have_labels():
    assert {f"line.{row.name}" for row in (*INCOME, *CASH, *BALANCE)} <= LABELS


def test_every_term_and_driver_has_an_origin():
    known = {key for key in LABELS if not key.startswith("line.")}
    assert set(origins.ORIGINS) == known
    assert {key for key, origin in origins.ORIGINS.items() if not any(origin)} == {"driver.shock"}


def test_origins_lead_to_inputs_and_rules_that_exist():
    rules = places.rules("US", on=Scenario.model_fields["rules_date"].default)
    for origin in origins.ORIGINS.values():
        for path in origin.inputs:
            assert origins.title(path), path
        for rule in origin.rules:
            assert rules.rule(rule).label


def test_an_origin_that_leads_nowhere_is_refused():
    for path in ("deal.prize", "deal.price.more", "business.statements.last.nothing"):
        with pytest.raises(KeyError, match="no field"):
            origins.title(path)


def test_origins_in_words():
    rules = places.rules("US", on=Scenario.model_fields["rules_date"].default)
    assert origins.told(rules, "terms", "price") == ("Your input: Price (deal.price)",)
    assert origins.told(rules, "terms", "loans.1.rate") == ("Your input: Interest a year (deal.loans.1.rate)",)
    state, taxed_as, federal = origins.told(rules, "terms", "tax_rate")
    assert "coop.taxed_as" in taxed_as
    assert "coop.state_tax_rate" in state
    assert "January 1, 2018" in federal
    assert "read in the source" in federal
    (life,) = origins.told(rules, "terms", "tax_additions_months")
    assert "not yet checked" in life
    assert origins.told(rules, "drivers", "shock") == (words.say("origins.fixed"),)


def leaves(data, path: str = ""):
    """Every plain value of a scenario's JSON, with its path as `origins` writes it and the way to it."""
    if isinstance(data, dict):
        for name, held in data.items():
            for inner, steps in leaves(held, f"{path}.{name}" if path else name):
                yield inner, (name, *steps)
    elif isinstance(data, list) and data and isinstance(data[0], dict):
        for place, held in enumerate(data):
            which = origins.LAST if path == "business.statements" and place == len(data) - 1 else str(place)
            for inner, steps in leaves(held, f"{path}.{which}"):
                yield inner, (place, *steps)
    else:
        yield path, ()


OTHER = {
    "shares_merged": "buyout",
    "2028-12-31": "2029-02-28",
    "taxable": "book",
    "senior": "subordinated",
    "subordinated": "seller",
    "community": "seller",
    "seller": "community",
    "Seller note": "Bank term loan",
}


def moved(data, steps: tuple):
    """A copy of a scenario's JSON with one plain value changed a little."""
    if steps:
        copy = dict(data) if isinstance(data, dict) else list(data)
        copy[steps[0]] = moved(data[steps[0]], steps[1:])
        return copy
    if isinstance(data, list):
        return [moved(one, ()) for one in data]
    if isinstance(data, bool):
        return not data
    if isinstance(data, int | float):
        return type(data)(data + 1 if isinstance(data, int) else data * 1.01 + 0.001)
    return 0.013 if data is None else OTHER.get(data, data)


def told(case) -> dict[str, float]:
    found = {f"term.{name}": value for name, value in zip(lines_of(Terms, case), numbers_of(case.terms), strict=True)}
    for month, (drivers, clock) in enumerate(zip(case.drivers, case.clocks, strict=True)):
        named = zip(lines_of(Drivers, case), numbers_of(drivers), strict=True)
        found |= {f"driver.{name}@{month}": value for name, value in named}
        found |= {f"clock.{name}@{month}": value for name, value in clock._asdict().items()}
    return found


def lines_of(record, case):
    return names(record, case.shape)


def test_every_input_that_moves_a_figure_is_named_as_its_origin():
    """Each input of the sample is changed a little; whatever term, driver or clock moves must name that input."""
    scenario = read((ROOT / "scenarios" / "sample_company.json").read_bytes())
    data = scenario.model_dump(mode="json")
    rules = places.rules("US", on=scenario.rules_date)
    before = told(deal.lower(scenario, rules, workforce.follow(scenario)))
    moving = set()
    for path, steps in leaves(data):
        try:
            other = Scenario.model_validate_json(json.dumps(moved(data, steps)))
        except ValidationError:
            continue
        after = told(deal.lower(other, rules, workforce.follow(other)))
        for key in before.keys() & after.keys():
            if before[key] != after[key]:
                folder, name = key.split("@")[0].split(".", 1)
                place = {"term": "terms", "driver": "drivers", "clock": "clock"}[folder]
                inputs = origins.origin(place, name).inputs
                assert any(path == one or path.startswith(f"{one}.") for one in inputs), f"{path} moves {key}"
                moving.add(path)
    assert len(moving) > 60


def test_every_rule_that_makes_a_figure_is_named_as_its_origin():
    scenario = read((ROOT / "scenarios" / "sample_company.json").read_bytes())
    rules = places.rules("US", on=scenario.rules_date)
    fresh = places.Rules(rules.place, rules.on, rules._held)
    deal.lower(scenario, fresh, workforce.follow(scenario))
    assert {rule.name for rule in fresh.used} == {name for one in origins.ORIGINS.values() for name in one.rules}


# --- keys that the code asks for -----------------------------------------------------------------------------------


def spoken() -> list[tuple[str, ast.Call]]:
    """Each call of `say` or `sentence` in the code, with its key: `*` stands for what is filled in."""
    found = []
    for file in [*(ROOT / "planner").rglob("*.py"), ROOT / "app.py"]:
        if not file.exists():
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            if ast.unparse(node.func) in ("say", "sentence", "words.say", "words.sentence"):
                found += [(key, node) for key in keys_in(node.args[0])]
    return found


def keys_in(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return keys_in(node.body) + keys_in(node.orelse)
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)]
    return []


def fitting(pattern: str) -> list[str]:
    form = re.compile(re.escape(pattern).replace(r"\*", r".+"))
    return [key for key in KEYS if form.fullmatch(key)]


@pytest.mark.parametrize("pattern", sorted({key for key, _ in spoken()} - {"*"}))
def test_every_key_asked_for_has_words(pattern):
    assert fitting(pattern), f"no words for {pattern}"


def placeholders(key: str, language: str = "en") -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words._sentences(language)[key]) if name}


def test_values_handed_over_are_those_written_in():
    """Where key and values are both written out in the code, the sentence has them all; ours has no others."""
    for key, call in spoken():
        values = {keyword.arg for keyword in call.keywords} - {"language"}
        if None not in values and "*" not in key:
            assert placeholders(key) == values if key.split(".")[0] in OURS else placeholders(key) <= values, key


READ_BY_PAGES = ("roadmap.gate.", "roadmap.who.", "roadmap.phase.")
OURS = ("explain", "checks", "deal", "roadmap", "members", "origins")


def test_no_words_of_the_engine_are_unused():
    asked = {key for pattern, _ in spoken() for key in fitting(pattern) if pattern != "*"}
    asked |= {f"explain.{name}" for name in EXPLAINED} | {key for key in KEYS if key.startswith(READ_BY_PAGES)}
    text = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "planner").rglob("*.py"))
    asked |= {key for key in KEYS if f'"{key}"' in text}
    assert [key for key in KEYS if key.split(".")[0] in OURS and key not in asked] == []


def test_every_helper_that_may_be_explained_has_words():
    drawn_otherwise = {"cents", "ratio"}  # an explanation leaves out rounding, and writes a ratio as a division
    assert set(helpers.HELPERS) - drawn_otherwise == set(EXPLAINED)
    for name in EXPLAINED:
        used = placeholders(f"explain.{name}")
        assert used == set("abc"[: len(inspect.signature(helpers.HELPERS[name]).parameters)]), name


def test_every_step_of_the_roadmap_has_words():
    table = roadmap.defaults()
    for key, step in table.steps.items():
        assert words.say(f"roadmap.step.{key}")
        assert words.say(f"roadmap.phase.{step.phase}")
        assert all(words.say(f"roadmap.who.{who}") for who in step.who)
    gates = {step.gate for step in table.steps.values() if step.gate is not None} | set(roadmap.GATES.values())
    assert gates == set(range(11))
    assert {key for key in KEYS if key.startswith("roadmap.gate.")} == {f"roadmap.gate.{gate}" for gate in gates}


def test_every_language_has_the_same_keys_and_values():
    for language in words.languages():
        assert words.keys(language) == words.keys("en")
        for key in words.keys("en"):
            assert placeholders(key, language) == placeholders(key), (language, key)
