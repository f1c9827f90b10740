"""A scenario file that cannot be used: each fault one clear sentence with its path, all at once."""

import json
from pathlib import Path
from time import perf_counter

import pytest
from extremes import ABSENT, EXTREMES, PLAIN, changed

from planner import faults
from planner.faults import Faulty, read, write
from planner.scenario import FORMAT, Scenario

SCENARIOS = sorted((Path(__file__).parent.parent / "scenarios").glob("*.json"))
JARGON = ("Input should", "pydantic", "Traceback", "ctx", "Value error", "valid number", "Tuple", "None")


def told(text: str | bytes) -> list[str]:
    with pytest.raises(Faulty) as caught:
        read(text)
    for sentence in caught.value.faults:
        assert not [word for word in JARGON if word in sentence]
        assert sentence[-1] in ".?"
        assert sentence.isprintable()
        assert len(sentence) < 500
    return caught.value.faults


def at(*steps, value=ABSENT):
    return json.dumps(changed((steps, value)))


LOAN = ("deal", "loans", 0)
NOTE = ("deal", "loans", 1)
OWNER_NOTE = {"name": "Seller note", "kind": "seller", "rate": 0.06, "months": 96}
BANK = {"name": "Bank loan", "principal": 300_000.0, "rate": 0.08, "months": 84}

# Each case: the text, and for every sentence expected the path it begins with and some of its words.
BROKEN = {
    "rollover of assets": (
        json.dumps(
            changed(
                (("deal", "form"), "assets"), (("owner",), {"rollover": {"elected": True}, "entity": "c_corporation"})
            )
        ),
        [("owner.rollover.elected:", "sale of assets cannot be rolled over")],
    ),
    "rollover by an S corporation before 2028": (
        at("owner", value={"rollover": {"elected": True}}),
        [("owner.rollover.elected:", "December 31, 2026", "from 2028")],
    ),
    "rollover without a corporation": (
        at("owner", value={"rollover": {"elected": True}, "entity": "partnership"}),
        [("owner.rollover.elected:", "only a corporation's shares")],
    ),
    "money as text": (
        at("deal", "price", value="lots"),
        [("deal.price:", '"lots" was given', "from 0 to 10,000,000,000")],
    ),
    "money as yes": (at("deal", "price", value=True), [("deal.price:", "true was given")]),
    "money as null": (at("deal", "price", value=None), [("deal.price:", "null was given")]),
    "negative price": (
        at("deal", "price", value=-1.0),
        [("deal.price:", "-1.0 was given", "an amount of money")],
    ),
    "price of 1e308": (
        at("deal", "price", value=1e308),
        [("deal.price:", "1e+308 was given", "10,000,000,000")],
    ),
    "price of 1e400": (
        at("deal", "price", value=0.125).replace("0.125", "1e400"),
        [("deal.price:", "1e400 was given")],
    ),
    "price of -1e400": (
        at("deal", "price", value=0.125).replace("0.125", "-1e400"),
        [("deal.price:", "-1e400 was")],
    ),
    "price of 5,000 digits": (
        at("deal", "price", value=7.125).replace("7.125", "9" * 5000),
        [("deal.price:", "999… was")],
    ),
    "NaN": (
        at("deal", "price", value=float("nan")),
        [("deal.price:", "NaN was given", "an amount of money")],
    ),
    "Infinity": (at("deal", "price", value=float("inf")), [("deal.price:", "Infinity was given")]),
    "-Infinity in a list": (
        at("business", "growth", value=[float("-inf")]),
        [("business.growth[0]:", "-Infinity was")],
    ),
    "NaN for a name": (
        at("name", value=float("nan")),
        [("name:", "NaN was given", "text of 1 to 200 characters")],
    ),
    "NaN for a group": (
        at("deal", "line", value=float("nan")),
        [("deal.line:", "NaN was given", "group of fields")],
    ),
    "NaN under a strange name": (at("prise", value=float("nan")), [("prise:", "no such field")]),
    "rate per cent": (
        at(*LOAN, "rate", value=8.0),
        [("deal.loans[0].rate (Bank loan):", "8.0 was", "from 0 to 0.6 (0.08 is 8%)")],
    ),
    "loan of no months": (
        at(*LOAN, "months", value=0),
        [("deal.loans[0].months (Bank loan):", "0 was", "from 1 to 360")],
    ),
    "loan of -12 months": (
        at(*LOAN, "months", value=-12),
        [("deal.loans[0].months (Bank loan):", "whole number of months")],
    ),
    "loan of 361 months": (
        at(*LOAN, "months", value=361),
        [("deal.loans[0].months (Bank loan):", "361 was")],
    ),
    "half a month": (
        at("months", value=60.5),
        [("months:", "60.5 was", "whole number of months from 12 to 360")],
    ),
    "plan too short": (at("months", value=11), [("months:", "11 was", "from 12 to 360")]),
    "interest-only beyond the term": (
        at(*LOAN, "interest_only", value=84),
        [("deal.loans[0] (Bank loan):", "shorter than the term")],
    ),
    "standby beyond the term": (
        at(*NOTE, "standby", value=96),
        [("deal.loans[1] (Seller note):", "shorter than the term")],
    ),
    "interest-only within the standby": (
        at(*NOTE, value={**OWNER_NOTE, "standby": 24, "interest_only": 24}),
        [("deal.loans[1].interest_only (Seller note):", "lie within the standby of 24")],
    ),
    "early repayment within the standby": (
        at(*NOTE, value={**OWNER_NOTE, "standby": 24, "prepayments": [{"month": 24, "amount": 1.0}]}),
        [("deal.loans[1].prepayments (Seller note):", "month 24 lies within the standby")],
    ),
    "early repayment after all is forgiven": (
        at(*LOAN, value={**BANK, "forgiven_after": 36, "prepayments": [{"month": 37, "amount": 1.0}]}),
        [("deal.loans[0].prepayments (Bank loan):", "month 37 lies after all that is owed is forgiven in 36")],
    ),
    "forgiven before interest-only ends": (
        at(*LOAN, value={**BANK, "interest_only": 24, "forgiven_after": 12}),
        [("deal.loans[0].forgiven_after (Bank loan):", "before interest-only ends in 24")],
    ),
    "paid off before its term": (
        at(*LOAN, value={**BANK, "amortisation": 83}),
        [("deal.loans[0].amortisation (Bank loan):", "over 83 months end before the last one, 84 months")],
    ),
    "terms of an earn-out on a bank loan": (
        at(*LOAN, value={**BANK, "paid_if": "sales hold"}),
        [("deal.loans[0].kind (Bank loan):", "belong to an earn_out alone")],
    ),
    "an earn-out below what it must come to": (
        at(*NOTE, value={**OWNER_NOTE, "kind": "earn_out", "principal": 1.0, "least_paid": 2.0}),
        [("deal.loans[1].least_paid (Seller note):", "at most the amount expected")],
    ),
    "assets kept as a subsidiary": (
        at("deal", "kept_as_subsidiary", value=True).replace('"loans"', '"form": "assets", "loans"', 1),
        [("deal.kept_as_subsidiary:", "only a company whose shares are bought")],
    ),
    "amortised over nothing": (
        at(*LOAN, "amortisation", value=0),
        [("deal.loans[0].amortisation (Bank loan):", "or null for none")],
    ),
    "fee on a loan taken over": (
        at(*LOAN, value={**BANK, "kind": "assumed", "fee": 0.01}),
        [("deal.loans[0].fee (Bank loan):", "a loan taken over pays no fee")],
    ),
    "kind of loan unknown": (
        at(*LOAN, "kind", value="bank"),
        [("deal.loans[0].kind (Bank loan):", '"bank" was', "senior, seller, ")],
    ),
    "loan without a name": (
        at(*LOAN, "name"),
        [("deal.loans[0].name:", "nothing was given", "text of 1 to 60")],
    ),
    "two loans of one name": (
        at(*LOAN, "name", value="Seller note"),
        [("deal.loans:", "'Seller note' is used twice")],
    ),
    "nine loans": (
        at("deal", "loans", value=[{**BANK, "name": f"{n}"} for n in range(8)] + [{"name": "Seller note"}]),
        [("deal.loans:", "a list of 9", "a list of 0 to 8 entries")],
    ),
    "loans in a group": (
        at("deal", "loans", value={"Bank": 1}),
        [("deal.loans:", "a group of 1", "a list of 0 to 8")],
    ),
    "a number for a loan": (at(*LOAN, value=300), [("deal.loans[0]:", "300 was given", "group of fields")]),
    "plug names nothing": (
        at("deal", "plug", value="Aunt"),
        [("deal.plug:", "'Aunt' is none of", "Bank loan, Seller note")],
    ),
    "line drawn beyond its limit": (
        at("deal", "line", value={"limit": 1.0, "drawn_at_closing": 2.0}),
        [("deal.line.drawn_at_closing:", "at most the limit")],
    ),
    "opening cash below cash left in": (
        at("deal", "cash_left_in", value=60_000.0),
        [("deal.opening_cash:", "cash left in")],
    ),
    "closing day of another style": (
        at("deal", "closing", value="12/31/2026"),
        [("deal.closing:", '"12/31/2026"', "2026-12-31")],
    ),
    "31 February": (
        at("deal", "closing", value="2026-02-31"),
        [("deal.closing:", "2026-02-31", "a date such as")],
    ),
    "closing day a number": (
        at("deal", "closing", value=20261231),
        [("deal.closing:", "20261231 was", "a date such as")],
    ),
    "closing day missing": (
        at("deal", "closing"),
        [("deal.closing:", "nothing was given", "a date such as")],
    ),
    "form of deal unknown": (
        at("deal", "form", value="stock"),
        [("deal.form:", "assets, shares_merged, shares_election, buyout")],
    ),
    "no deal": (at("deal"), [("deal:", "nothing was given", "a group of fields")]),
    "no business": (at("business"), [("business:", "nothing was given")]),
    "deal a text": (at("deal", value="good"), [("deal:", '"good" was given', "group of fields")]),
    "no statements": (
        at("business", "statements", value=[]),
        [("business.statements:", "a list of 0", "1 to 5 entries")],
    ),
    "statement years out of order": (
        at("business", "statements", value=[{"year": 2026, "sales": 1.0}, {"year": 2025, "sales": 1.0}]),
        [("business.statements:", "oldest first")],
    ),
    "statement years with a gap": (
        at("business", "statements", value=[{"year": 2024, "sales": 1.0}, {"year": 2026, "sales": 1.0}]),
        [("business.statements:", "must follow one another")],
    ),
    "statement of no year": (
        at("business", "statements", 0, "year", value=26),
        [("business.statements[0].year (26):", "1990 to 2100")],
    ),
    "seasons of eleven months": (
        at("business", "seasonality", value=[1.0] * 11),
        [("business.seasonality:", "a list of 11", "exactly 12")],
    ),
    "seasons all nothing": (
        at("business", "seasonality", value=[0.0] * 12),
        [("business.seasonality:", "above 0")],
    ),
    "a season below nothing": (
        at("business", "seasonality", value=[-1.0] + [1.0] * 11),
        [("business.seasonality[0]:", "from 0 to 12")],
    ),
    "growth in words": (
        at("business", "growth", value=["some", None, 3.0]),
        [
            ("business.growth[0]:", '"some"'),
            ("business.growth[1]:", "null"),
            ("business.growth[2]:", "from -0.5 to 1"),
        ],
    ),
    "thirteenth month": (
        at("business", "fiscal_year_end_month", value=13),
        [("business.fiscal_year_end_month:", "from 1 to 12")],
    ),
    "negative books": (
        at("business", "books", "equipment_fair", value=-1.0),
        [("business.books.equipment_fair:", "null for none")],
    ),
    "share paid beyond the share": (
        at("coop", value={"member_share": 500.0, "down_payment": 600.0}),
        [("coop.down_payment:", "at most the member share")],
    ),
    "yes as a number": (
        at("coop", "qualified", value=1),
        [("coop.qualified:", "1 was given", "true or false")],
    ),
    "half a worker": (
        at("workforce", "workers", 0, "number", value=0.5),
        [("workforce.workers[0].number (W):", "0.5 was")],
    ),
    "nobody in an entry": (
        at("workforce", "workers", 0, "number", value=0),
        [("workforce.workers[0].number (W):", "1 to 10,000")],
    ),
    "169 hours a week": (
        at("workforce", "workers", 0, "hours", value=169.0),
        [("workforce.workers[0].hours (W):", "hours from 0 to 100")],
    ),
    "2,001 entries on the roster": (
        at("workforce", "workers", value=[{"alias": "W", "pay": 20.0}] * 2001),
        [("workforce.workers:", "a list of 2001", "0 to 2000")],
    ),
    "owner of 17": (at("owner", "age", value=17), [("owner.age:", "17 was given", "from 18 to 110")]),
    "another country": (at("place", value="FR"), [("place:", '"FR" was given', "only US")]),
    "name too long": (at("name", value="n" * 201), [("name:", "…", "1 to 200 characters")]),
    "unknown, near one known": (
        at("deal", "prise", value=1),
        [("deal.prise:", "no such field", "did you mean price?")],
    ),
    "unknown in a loan": (
        at(*LOAN, "intrest_only", value=3),
        [("deal.loans[0].intrest_only (Bank loan):", "interest_only?")],
    ),
    "unknown, near nothing": (at("owner", "zzz", value=1), [("owner.zzz:", "known here: age, lives_in,")]),
    "unknown with a strange name": (at("a\nb.c", value=1), [('["a b.c"]:', "no such field")]),
    "unknown with a very long name": (at("x" * 900, value=1), [('["xxx', "no such field")]),
    "field twice": (json.dumps(PLAIN)[:-1] + ', "name": "Again"}', [("name:", "twice")]),
    "field twice in a loan": (
        json.dumps(PLAIN).replace('"rate": 0.08', '"rate": 0.08, "rate": 0.09'),
        [("deal.loans[0].rate (Bank loan):", "twice")],
    ),
    "unprintable character": (at("name", value="a\0b"), [("name:", "U+0000")]),
    "half a character": (at(*LOAN, "name", value="\ud800"), [("deal.loans[0].name:", "U+D800")]),
    "format missing": (at("format"), [("format:", "nothing was given", "only 2")]),
    "format in words": (at("format", value="1"), [("format:", '"1" was given', "only 2")]),
    "format NaN": (at("format", value=float("nan")), [("format:", "NaN was given", "only 2")]),
    "format with decimals": (at("format", value=1.0), [("format:", "1.0 was given")]),
    "format true": (at("format", value=True), [("format:", "true was given")]),
    "newer format": (at("format", value=FORMAT + 1), [("format:", "newer version", "format 3")]),
    "older format nobody knows": (at("format", value=0), [("format:", "format 0", "cannot bring up")]),
    "much older format": (at("format", value=-(10**30)), [("format:", "cannot bring up")]),
    "several at once": (
        json.dumps(
            changed(
                (("name",), ""),
                (("deal", "price"), -1),
                (("deal", "form"), 3),
                (("fruit",), 1),
                (("format",), None),
            )
        ),
        [("format:",), ("name:",), ("deal.form:",), ("deal.price:",), ("fruit:",)],
    ),
}

FILES = {
    "empty": (b"", "The file is empty"),
    "spaces": (b" \r\n\t", "The file is empty"),
    "byte order mark alone": (b"\xef\xbb\xbf", "The file is empty"),
    "prose": (
        b"Dear bank,\nplease",
        "line 1, column 1, a value is missing or not one that JSON knows (near Dear bank,)",
    ),
    "comma too many": (
        b'{\n  "format": 1,\n}',
        "line 3, column 1, a field's name in double quotes is missing",
    ),
    "comma missing": (
        b'{"format": 1\n "name": "x"}',
        "line 2, column 2, a comma or a closing bracket is missing",
    ),
    "colon missing": (b'{"format" 1}', "line 1, column 11, the colon"),
    "single quotes": (b"{'format': 1}", "line 1, column 2, a field's name in double quotes"),
    "text left open": (b'{"name": "x', "line 1, column 10, a text is not closed"),
    "line break in a text": (b'{"name": "a\nb"}', "line 1, column 12, a text holds a line break"),
    "backslash": (b'{"name": "C:\\work"}', "line 1, column 13, a backslash"),
    "cut off": (b'{"format": 1, "deal": {', "line 1, column 24, "),
    "two objects": (b"{}\n{}", "line 2, column 1, something stands after the end"),
    "list": (b"[1, 2]", "The file holds a list of 2; "),
    "number": (b"12", "The file holds 12; "),
    "text": (b'"scenario"', 'The file holds "scenario"; '),
    "null": (b"null", "The file holds null; "),
    "NaN alone": (b"NaN", "The file holds NaN; "),
    "not UTF-8": (b'{"name":\n"caf\xe9"}', "not UTF-8 text (line 2, byte 14"),
    "UTF-16": ('{"format": 1}'.encode("utf-16"), "not UTF-8 text (line 1, byte 1"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "not UTF-8 text"),
    "deep lists": (b"[" * 100_000, "more than 40 deep"),
    "deep groups": (b'{"a":' * 900 + b"1" + b"}" * 900, "more than 40 deep"),
    "deep enough to be read": (b'{"deal":' + b'{"a":' * 50 + b"1" + b"}" * 51, "more than 40 deep"),
    "huge": (b" " * (faults.LARGEST_FILE + 1), "larger than 5 MB"),
    "very many values": (b"[" + b"0," * 100_001 + b"0]", "more than 100,000 values"),
}


@pytest.mark.parametrize(("text", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_each_fault_is_a_sentence_with_its_path(text, expected):
    sentences = told(text)
    assert len(sentences) == len(expected), sentences
    for path, *words in expected:
        (sentence,) = [one for one in sentences if one.startswith(path)]
        assert not [word for word in words if word not in sentence], sentence


@pytest.mark.parametrize(("text", "words"), FILES.values(), ids=FILES.keys())
def test_a_file_that_is_no_object_is_one_sentence(text, words):
    (sentence,) = told(text)
    assert words in sentence


def test_forty_broken_files_and_more():
    assert len(BROKEN) + len(FILES) >= 40


@pytest.mark.parametrize("scenario", EXTREMES.values(), ids=EXTREMES.keys())
def test_what_is_extreme_but_sound_reads_and_is_written_the_same(scenario):
    understood = read(json.dumps(scenario))
    assert read(write(understood)) == understood


def holds(written: object, held: object) -> bool:
    """Whether all that a file holds stands in what is written, in the same order; a file may leave defaults out."""
    if isinstance(held, dict) and isinstance(written, dict):
        in_order = [name for name in written if name in held] == list(held)
        return in_order and all(holds(written[name], held[name]) for name in held)
    if isinstance(held, list) and isinstance(written, list):
        return len(held) == len(written) and all(map(holds, written, held))
    return written == held


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_every_scenario_reads_and_is_kept_as_written(file):
    text = file.read_text(encoding="utf-8")
    understood = read(text)
    assert read(write(understood)) == understood
    assert holds(json.loads(write(understood)), json.loads(text))
    assert understood.note
    assert understood.sources


def test_a_byte_order_mark_and_windows_line_ends_are_read():
    text = json.dumps(PLAIN, indent=1).replace("\n", "\r\n")
    assert read(b"\xef\xbb\xbf" + text.encode()) == read("\ufeff" + text) == read(json.dumps(PLAIN))


def test_lists_of_numbers_stand_on_one_line():
    assert '"seasonality": [1.0, 1.0, ' in write(Scenario.model_validate_json(json.dumps(PLAIN)))


def test_thousands_of_faults_are_cut_short():
    started = perf_counter()
    sentences = told(json.dumps(PLAIN)[:-1] + "".join(f', "strange{n}": {n}' for n in range(50_000)) + "}")
    assert len(sentences) == faults.MOST_SAID + 1
    assert "may be more" in sentences[-1]
    assert perf_counter() - started < 10


def test_an_older_format_is_brought_up_to_date(monkeypatch):
    def from_minus_one(data):
        return {**data, "name": data["title"]}

    def from_zero(data):
        return {name: value for name, value in data.items() if name != "title"}

    monkeypatch.setitem(faults.UPGRADES, -1, from_minus_one)
    monkeypatch.setitem(faults.UPGRADES, 0, from_zero)
    old = {**PLAIN, "format": -1, "title": "Old plan"}
    assert read(json.dumps(old)) == read(json.dumps({**PLAIN, "name": "Old plan"}))
    assert told(json.dumps({**PLAIN, "format": -1})) == [
        "format: this file has format -1, which this version cannot bring up to format 2."
    ]
    assert told(json.dumps({**old, "months": 3}))[0].startswith("months: 3 was given")


def of_format_one(rent, booked=0.0):
    """A file of format 1, which told the rent to the seller twice."""
    old = json.loads(json.dumps({**PLAIN, "format": 1}))
    old["deal"]["counting"] = {"rent_to_seller": rent, "rent_months": 24}
    old["business"]["statements"][-1]["rent_to_owner"] = booked
    return read(json.dumps(old))


def test_a_file_of_format_one_keeps_its_rent_to_the_seller():
    assert of_format_one(60_000.0).business.statements[-1].rent_to_owner == 60_000.0
    assert of_format_one(60_000.0, 48_000.0).business.statements[-1].rent_to_owner == 48_000.0  # that of the books
    assert of_format_one(0.0, 48_000.0).business.statements[-1].rent_to_owner == 48_000.0
    assert of_format_one(60_000.0).deal.counting.rent_months == 24
    assert read(json.dumps({**PLAIN, "format": 1})) == read(json.dumps(PLAIN))


def test_a_broken_file_of_format_one_is_told_as_any_other():
    for deal in (None, [], "x", {}, {"counting": 3}, {"counting": {"rent_to_seller": "much"}}):
        assert told(json.dumps({**PLAIN, "format": 1, "deal": deal}))


def test_a_file_of_today_needs_no_upgrade():
    assert sorted(faults.UPGRADES) == list(range(FORMAT - len(faults.UPGRADES), FORMAT))
