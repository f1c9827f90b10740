"""The dated law: every rule is whole and cited, the right value is picked, and nothing stale goes unsaid."""

import ast
import tomllib
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from numbers_allowed import ALLOWED

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
    for file in (ROOT / "planner/places/law").rglob("*.toml")
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
OF_COOPS = {  # what a verified figure of a statute cites
    "us": ("17 CFR", "29 CFR"),
    "ca": ("Cal. Corp. Code",),
    "ma": ("G.L. c. 157",),
    "ny": ("N.Y. Coop. Corp. Law",),
    "co": ("C.R.S.",),
    "mn": ("Minn. Stat.",),
    "tx": ("Tex. Bus. Orgs. Code",),
    "pa": ("15 Pa.C.S.",),
    "il": ("805 ILCS",),
    "wa": ("RCW",),
}
OF_RIVALS = {"terms", "closing_down", "fees"}  # tables that are no scale
OF_THE_MARKET = ("valuation.", "rivals.months.", "rivals.chance.", "rivals.b_corporation_fee")
OF_THE_KINGDOM = ("TCGA 1992", "ITA 2007", "TMA 1970")
OF_LENDERS = ("15 U.S.C.", "SBA Procedural Notice")


@pytest.mark.parametrize("name", WHOLE)
def test_every_rule_is_whole(name):
    table = WHOLE[name]
    dated = [key for key in table if key[0].isdigit()]
    assert set(table) - set(dated) - {"known_until", "gaps"} == {"label", "unit", "source", "verified"}
    assert dated
    assert dated == sorted(dated)
    assert isinstance(table["verified"], bool)
    room, *rest = name.split(".")
    statutes: tuple[str, ...] = {"lending": OF_LENDERS, "wages": ("29 U.S.C.",), "kingdom": OF_THE_KINGDOM}.get(
        room, ("26 U.S.C.",)
    )
    if room == "states":
        statutes = (STATUTES[rest[0]],)
    elif room == "statutes":
        statutes = OF_COOPS[rest[0]]
    of_the_market = name.startswith(OF_THE_MARKET)  # no statute: read in the publication named
    assert of_the_market or not table["verified"] or any(statute in table["source"] for statute in statutes)
    units = {
        "fraction",
        "money",
        "pounds",
        "months",
        "days",
        "years",
        "brackets",
        "steps",
        "ranges",
        "amounts",
        "tiers",
        "times",
        "count",
        "hours",
    } | OF_RIVALS
    law = RULES.elsewhere("GB") if room == "kingdom" else RULES
    assert law.rule(name).unit in units
    assert not (room == "kingdom" and RULES.holds(name))


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


DRAWN = ("palette.py", "figures.py", "report", "charts")  # sizes and colours, no formula of business or law
ANYWHERE = {0.0, 1.0, 2.0, 100.0}  # nothing, one, two, per hundred


def numbers_in(text: str) -> Iterator[tuple[int, float]]:
    """Every number that stands in a file's code, with its line; a date's or a formula's among them, no comment's."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            yield node.lineno, float(node.value)


def unlisted(name: str, text: str) -> list[str]:
    """Numbers of a file that are neither common nor listed for it."""
    allowed = ANYWHERE | ALLOWED.get(name, ("", set()))[1]
    return [f"{name}:{line}: {number:g}" for line, number in numbers_in(text) if number not in allowed]


def code() -> dict[str, str]:
    """Every file of the planner's code but for what is drawn, by its name."""
    home = ROOT / "planner"
    files = {str(file.relative_to(home)): file for file in sorted(home.rglob("*.py"))}
    return {name: file.read_text(encoding="utf-8") for name, file in files.items() if name.split("/")[0] not in DRAWN}


def test_no_number_stands_in_code_without_a_reason():
    """So that no figure of law can hide there, however round it is."""
    assert [found for name, text in code().items() for found in unlisted(name, text)] == []


def test_a_round_figure_of_law_cannot_hide():
    """As it would stand if it did: 20 % of a dividend, an interest of 8 %, the 12 months of a short loan."""
    assert unlisted("seller/rollover.py", "LEAST = 0.2\n") == ["seller/rollover.py:1: 0.2"]
    assert unlisted("lending/sba.py", "if months <= 12:\n    pass\n") == ["lending/sba.py:1: 12"]
    assert unlisted("model/surplus.py", "tax = 0.08 * income\n") == ["model/surplus.py:1: 0.08"]


def test_every_listed_number_is_there_and_has_its_reason():
    """The list does not outlive what it allows."""
    held = {name: {number for _, number in numbers_in(text)} for name, text in code().items()}
    for name, (reason, numbers) in ALLOWED.items():
        assert len(reason) > len("a rank") - 1, name
        assert numbers <= held.get(name, set()), name


def test_words_say_what_is_missing():
    assert words.say("formats.from_to", first=1, last=2) == "1 to 2"
    with pytest.raises(KeyError, match=r"no words for 'no\.such' in en"):
        words.say("no.such")
    with pytest.raises(KeyError, match="need the value 'last'"):
        words.say("formats.from_to", first=1)
    with pytest.raises(KeyError, match="no words in the language 'xx'"):
        words.say("formats.from_to", "xx")
