"""The dated law: every rule is whole and cited, the right value is picked, and nothing stale goes unsaid."""

import io
import tokenize
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from planner import places, words

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 22)
RULES = places.rules("US", on=TODAY)


def tables(held: dict, prefix: str = "") -> dict[str, dict]:
    found: dict[str, dict] = {}
    for name, table in held.items():
        found |= {prefix + name: table} if "label" in table else tables(table, f"{prefix}{name}.")
    return found


WHOLE = {
    name: table
    for file in (ROOT / "planner/places/law/us").rglob("*.toml")
    for name, table in tables(tomllib.loads(file.read_text(encoding="utf-8"))).items()
}


STATUTES = {  # what a verified rule of a state cites
    "ca": "Cal. Rev. & Tax. Code",
    "co": "C.R.S.",
    "il": "35 ILCS",
    "ma": "G.L. c. 62",
    "me": "36 M.R.S.",
    "mn": "Minn. Stat.",
    "nj": "N.J.S.A.",
    "ny": "N.Y. Tax Law",
    "oh": "R.C.",
    "or": "ORS",
    "pa": "72 P.S.",
    "tx": "Tex. Const.",
    "vt": "32 V.S.A.",
    "wa": "RCW",
}
OF_RIVALS = {"terms", "closing_down"}  # tables that are no scale
OF_LENDERS = ("15 U.S.C.", "SBA Procedural Notice")


@pytest.mark.parametrize("name", WHOLE)
def test_every_rule_is_whole(name):
    table = WHOLE[name]
    dated = [key for key in table if key[0].isdigit()]
    assert set(table) - set(dated) - {"known_until", "gaps"} == {"label", "unit", "source", "verified"}
    assert dated
    assert dated == sorted(dated)
    assert isinstance(table["verified"], bool)
    federal = OF_LENDERS if name.startswith("lending.") else ("26 U.S.C.",)
    statutes = (STATUTES[name.split(".")[1]],) if name.startswith("states.") else federal
    of_the_market = name.startswith("valuation.")  # no statute: read in the publication named
    assert of_the_market or not table["verified"] or any(statute in table["source"] for statute in statutes)
    units = {
        "fraction",
        "money",
        "months",
        "years",
        "brackets",
        "steps",
        "ranges",
        "amounts",
        "tiers",
        "times",
    } | OF_RIVALS
    assert RULES.rule(name).unit in units


@pytest.mark.parametrize("name", [name for name in WHOLE if WHOLE[name]["unit"] == "brackets"])
@pytest.mark.parametrize("year", [2025, 2026, 2030])
def test_brackets_rise_without_gaps(name, year):
    brackets = places.rules("US", on=date(year, 6, 30)).brackets(name)
    assert brackets[0].low == 0
    for lower, upper in pairwise(brackets):
        assert lower.low + lower.width == upper.low
        assert lower.rate < upper.rate
    assert brackets[-1].width == places.TOP_WIDTH


def test_the_value_of_the_day_is_picked():
    # 26 U.S.C. 168(k)(6): 40 % until 19 January 2025, all of it from the day after (P.L. 119-21)
    assert places.rules("US", on=date(2025, 1, 19)).value("equipment.expensed_fraction") == 0.40
    assert places.rules("US", on=date(2025, 1, 20)).value("equipment.expensed_fraction") == 1.0
    assert RULES.value("co_op.federal_rate") == 0.21
    assert RULES.values("co_op.estimated_tax_months") == (4.0, 6.0, 9.0, 12.0)
    assert RULES.rule("seller.gain_brackets.joint").effective == date(2026, 1, 1)


def test_a_stand_in_is_a_finding():
    rules = places.rules("US", on=TODAY)
    rules.at(date(2028, 12, 31)).brackets("seller.gain_brackets.joint")
    rules.at(date(2031, 12, 31)).brackets("seller.gain_brackets.joint")
    rules.at(date(2013, 7, 1)).value("co_op.federal_rate")
    said = [finding.said() for finding in rules.findings]
    assert said == [
        "Figures of 2018, the oldest held here, used for 2013: Federal income tax rate of a corporation.",
        "2026 figures used for 2028 to 2031: Long-term gain brackets, joint.",
    ]
    rule = places.rules("US", on=date(2028, 1, 1)).rule("seller.gain_brackets.joint")
    assert rule.stale is not None
    assert rule.stale.said() == "2026 figures used for 2028: Long-term gain brackets, joint."
    assert RULES.rule("seller.gain_brackets.joint").stale is None
    assert RULES.rule("co_op.federal_rate").stale is None


def test_a_figure_of_a_month_that_has_passed_is_a_finding():
    rules = places.rules("US", on=date(2026, 11, 22))
    rules.value("seller.test_rate.mid")
    assert rules.findings[0].said() == (
        "Figures of earlier in 2026 used for later in that year: "
        "Least interest on a seller's note (applicable federal rate), middle term."
    )


def test_an_older_table_that_was_replaced_is_not_stale():
    assert places.rules("US", on=date(2025, 12, 31)).rule("seller.gain_brackets.joint").stale is None


def test_what_nobody_checked_is_said():
    rules = places.rules("US", on=TODAY)
    rules.value("co_op.federal_rate")
    assert rules.findings == ()
    rules.value("equipment.tax_life_years")
    assert rules.findings[-1].key == "places.unverified"


def test_what_was_used_is_noted_once_for_each_value():
    rules = places.rules("US", on=TODAY)
    for year in (2027, 2026, 2025, 2027):
        rules.at(date(year, 12, 31)).value("seller.standard_deduction.joint")
    rules.value("patronage.least_cash")
    used = [(rule.name, rule.value, rule.effective) for rule in rules.used]
    assert used == [
        ("seller.standard_deduction.joint", 32200.0, date(2026, 1, 1)),
        ("seller.standard_deduction.joint", 31500.0, date(2025, 1, 1)),
        ("patronage.least_cash", 0.20, date(1963, 1, 1)),
    ]


def test_what_is_not_there_is_refused_in_words():
    with pytest.raises(KeyError, match=r"no rule 'co_op\.no_such'"):
        RULES.value("co_op.no_such")
    with pytest.raises(KeyError, match="not a single number"):
        RULES.value("co_op.estimated_tax_months")
    with pytest.raises(KeyError, match="not a list"):
        RULES.values("co_op.federal_rate")
    with pytest.raises(KeyError, match="not a table"):
        RULES.rows("co_op.estimated_tax_months")
    with pytest.raises(KeyError, match="no law is held"):
        places.rules("FR", on=TODAY)


COMMON = {0, 1, 3, 4, 5, 6, 7, 9, 10, 12}
DRAWN = ("palette.py", "figures.py", "report", "charts")  # sizes and colours, no formula of business or law
ALSO_NOT_LAW = {
    0.02,
    0.03,
    0.04,
    0.06,
    0.1,
    0.12,
    0.15,
    0.2,
    0.25,
    0.3,
    0.4,
    0.5,
    0.6,
    0.8,
    120,
    300,
    2_000,
    6_000,
    500_000,
    1_000_000,
    5_000_000,
}


def distinct(number: float) -> bool:
    """Whether a number has three digits or more that are not 0: few but the law have it."""
    return len(f"{number:.12g}".replace(".", "").strip("0")) > 2


def figures_of_law() -> set[float]:
    def numbers(held):
        return {n for item in held for n in numbers(item)} if isinstance(held, list) else {float(held)}

    def dated(states: bool):
        return [
            held
            for name, table in WHOLE.items()
            if not name.startswith(("valuation", "rivals.")) and name.startswith("states.") == states
            for key, held in table.items()
            if key[0].isdigit()
        ]

    of_states = {number for number in numbers(dated(states=True)) if distinct(number)}
    return (numbers(dated(states=False)) | of_states) - COMMON - ALSO_NOT_LAW


def test_no_figure_of_law_stands_in_a_formula():
    forbidden = figures_of_law()
    assert {0.21, 0.038, 8.5, 180.0, 98_900.0} <= forbidden
    found = []
    for file in sorted((ROOT / "planner").rglob("*.py")):
        if file.relative_to(ROOT / "planner").parts[0] in DRAWN:
            continue
        for token in tokenize.generate_tokens(io.StringIO(file.read_text(encoding="utf-8")).readline):
            if token.type == tokenize.NUMBER and not token.string.lower().startswith(("0x", "0b", "0o")):
                value = float(token.string.replace("_", "")) if token.string[-1] not in "jJ" else 0.0
                if value in forbidden:
                    found.append(f"{file.relative_to(ROOT)}:{token.start[0]}: {token.string}")
    assert found == []


def test_words_say_what_is_missing():
    assert words.say("formats.from_to", first=1, last=2) == "1 to 2"
    with pytest.raises(KeyError, match=r"no words for 'no\.such' in en"):
        words.say("no.such")
    with pytest.raises(KeyError, match="need the value 'last'"):
        words.say("formats.from_to", first=1)
    with pytest.raises(KeyError, match="no words in the language 'xx'"):
        words.say("formats.from_to", "xx")
