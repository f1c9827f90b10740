"""Every key that the code asks for has words, every word is asked for, and every label is short and its own."""

import ast
import re
import string
from collections import Counter
from pathlib import Path

import pytest

from planner import origins, places, roadmap, words
from planner.faults import read
from planner.model import helpers
from planner.model.lines import names
from planner.model.records import Month, Start
from planner.model.terms import Clock, Drivers, Shape, Terms
from planner.scenario import Scenario
from planner.statements import BALANCE, CASH, INCOME

ROOT = Path(__file__).parent.parent
SHAPE = Shape(1, 1, 1)
FOLDERS = ((Start, "line"), (Month, "line"), (Terms, "term"), (Drivers, "driver"), (Clock, "clock"))
LONGEST_LABEL = 45
EXPLAINED = ("where", "most", "least", "cents_up", "annuity")


def keys_of(record, folder: str) -> set[str]:
    return {
        ".".join([folder, *(part for part in name.split(".") if not part.isdigit())])
        for name in names(record, SHAPE)
    }


LABELS = set().union(*(keys_of(record, folder) for record, folder in FOLDERS))


def test_every_line_has_a_label_and_every_label_a_line():
    labelled = {key for key in words.keys() if key.split(".")[0] in {"line", "term", "driver", "clock"}}
    assert labelled == LABELS


def test_labels_are_short_and_say_one_thing():
    said = {key: words.say(key) for key in LABELS}
    assert [label for label in said.values() if len(label) > LONGEST_LABEL] == []
    twice = Counter((key.split(".")[0], label) for key, label in said.items())
    assert [label for label, number in twice.items() if number > 1] == []


def test_labels_use_the_house_s_words():
    misleading = re.compile(r"\b(redemption|reserve|stock|WACC|capex|AR|AP|amortization|dividends? payable to members)\b")
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
    federal, state = origins.told(rules, "terms", "tax_rate")
    assert "January 1, 2018" in federal
    assert "read in the source" in federal
    assert "not yet checked" in state
    assert origins.told(rules, "drivers", "shock") == (words.say("origins.fixed"),)


def changed(scenario: dict, path: str, given):
    """A copy of a scenario's JSON with the value at a path changed; the first loan, the last statement."""
    if not path:
        return given
    first, _, rest = path.partition(".")
    if first in ("*", "last"):
        place = 0 if first == "*" else len(scenario) - 1
        return [changed(held, rest, given) if i == place else held for i, held in enumerate(scenario)]
    return {**scenario, first: changed(scenario.get(first, {}) if rest else None, rest, given)}


def literal_keys() -> dict[str, set[str]]:
    """Each key said with its values written out in the code: `say("a.b", x=1)`, `sentence("a.b", x=1)`."""
    found: dict[str, set[str]] = {}
    for file in (ROOT / "planner").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            open_ended = any(keyword.arg is None for keyword in node.keywords)
            if name in ("say", "sentence") and isinstance(node.args[0].value, str) and not open_ended:
                given = {keyword.arg for keyword in node.keywords} - {"language"}
                found.setdefault(node.args[0].value, set()).update(given)
    return found


def placeholders(key: str, language: str = "en") -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words.say_raw(key, language)) if name}
