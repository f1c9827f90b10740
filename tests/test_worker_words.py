"""What a worker reads: whole in both languages, in easy words, on one page, on a phone, at the command line.

Reading ease is measured on the sentences themselves. English: grade of Flesch and Kincaid (U.S. Navy report 8-75,
1975), 0.39 x words a sentence + 11.8 x syllables a word - 15.59. Spanish: Fernandez Huerta (1959), 206.84 - 60 x
syllables a word - 1.02 x words a sentence, where 70 to 80 is "fairly easy", as read in sixth grade.
"""

import ast
import io
import json
import re
import string
from pathlib import Path

import pypdf
import pytest
import random_scenarios
import sweep
from extremes import EXTREMES
from streamlit.testing.v1 import AppTest
from test_command_line import run

from planner import plan, report, roster, words
from planner.faults import read
from planner.views import keep
from planner.views.plain import plain
from planner.words import WORKER, languages, say
from planner.worker import view
from planner.worker.told import Teller

ROOT = Path(__file__).parent.parent
SCENARIOS = sorted((ROOT / "scenarios").glob("*.json"))
SAMPLE = ROOT / "scenarios" / "sample_company.json"
MOST_WORDS = 26
HARDEST_GRADE, EASIEST_SPANISH = 6.0, 70.0
HARDEST_SENTENCE = 7.0
LANGUAGES = languages(*WORKER)


@pytest.fixture(scope="module")
def sample():
    return plan(read(SAMPLE.read_bytes()))


# --- both languages are whole -------------------------------------------------------------------------------------


def keys_of_the_worker(language):
    return {key for key in words.keys(language) if key.startswith(tuple(f"{room}." for room in WORKER))}


def test_both_languages_hold_every_word_of_the_worker_s_rooms_and_no_other_is_claimed():
    assert LANGUAGES == ("en", "es")
    assert languages() == ("en",)
    assert languages("worker", "seller") == ("en",)
    assert keys_of_the_worker("es") == keys_of_the_worker("en")
    assert words.keys("es") == keys_of_the_worker("es")  # nothing half begun


@pytest.mark.parametrize("key", sorted(keys_of_the_worker("en")))
def test_a_sentence_is_written_with_the_same_values_in_both(key):
    def values(language):
        return sorted(name for _, name, _, _ in string.Formatter().parse(words._sentences(language)[key]) if name)

    assert values("es") == values("en")


def asked_for():
    """Keys that the teller, the sheet and the page ask for: `*` stands for what is filled in."""
    for file in (
        "worker/told.py",
        "worker/told_leaving.py",
        "report/worker_sheet.py",
        "views/share.py",
        "charts/worker.py",
        "worker/__init__.py",
    ):
        for node in ast.walk(ast.parse((ROOT / "planner" / file).read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            called = ast.unparse(node.func)
            if called not in ("say", "sentence", "self.say", "teller.say"):
                continue
            room = "" if called in ("say", "sentence") else "worker."
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield room + part.value
            if isinstance(node.args[0], ast.JoinedStr):
                parts = node.args[0].values
                yield room + "".join(str(one.value) if isinstance(one, ast.Constant) else "*" for one in parts)


def test_no_word_of_the_worker_s_room_is_unused():
    patterns = [re.compile(re.escape(one).replace(r"\*", ".+")) for one in asked_for()]
    unused = [key for key in keys_of_the_worker("en") if key.startswith("worker.")]
    assert [key for key in unused if not any(one.fullmatch(key) for one in patterns)] == []


# --- easy words ---------------------------------------------------------------------------------------------------

READ_ALOUD = ("worker.card.", "worker.table.", "worker.chart.", "worker.heading.")  # labels are no sentences


WRITTEN_IN = {"en": ("December", "ten"), "es": ("diciembre", "diez")}


def sentences(language):
    """Every sentence by itself; a month is read as its longest name, any other value as one short word."""
    month, number = WRITTEN_IN[language]
    for key in sorted(keys_of_the_worker(language)):
        if key.startswith("worker.") and not key.startswith(READ_ALOUD):
            text = re.sub(r"\{(month|last|end)\}", month, words._sentences(language)[key])
            for sentence in re.split(r"(?<=[.?!])\s+", re.sub(r"\{\w+\}", number, text)):
                found = re.findall(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+(?:['-][A-Za-z]+)*", sentence)
                if len(found) > 2:
                    yield key, found


def english_syllables(word):
    """Groups of vowels; a silent e, and most endings in -ed and -es, are no syllable of their own."""
    word = re.sub(r"[^a-z]", "", word.lower().split("'")[0])
    groups = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$", word) or re.search(r"[^aeiouytd]ed$", word) or re.search(r"[^aeiouysxzhcg]es$", word):
        groups -= 1
    return max(1, groups)


def spanish_syllables(word):
    """Strong vowels, and weak ones with an accent, each make a syllable; weak ones lean on them."""
    word = re.sub(r"q[u](?=[eiéí])|g[u](?=[eiéí])", "g", word.lower())
    word = re.sub(r"y$", "i", word)
    return max(1, len(re.findall(r"[iuü]?[aeoáéó](?:[iuü](?![aeoáéóíú]))?|[íú]|[iuü]+", word)))


@pytest.mark.parametrize(
    ("count", "known"),
    [
        (
            english_syllables,
            {"share": 1, "member": 2, "account": 2, "promise": 2, "owed": 1, "put": 1, "co": 1, "leave": 1},
        ),
        (
            english_syllables,
            {"people": 2, "table": 2, "profit": 2, "insures": 2, "money": 2, "started": 2},
        ),
        (spanish_syllables, {"cuenta": 2, "aportación": 4, "cooperativa": 6, "según": 2, "efectivo": 4, "año": 2}),
        (spanish_syllables, {"todavía": 4, "quien": 1, "impuesto": 3, "proyección": 3, "le": 1, "reales": 3, "ley": 1}),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(count, known):
    assert {word: count(word) for word in known} == known


def test_english_is_read_in_sixth_grade():
    told = [(key, found) for key, found in sentences("en")]
    assert len(told) > 60

    def grade(listed):
        number = sum(len(found) for found in listed)
        spoken = sum(english_syllables(word) for found in listed for word in found)
        return 0.39 * number / len(listed) + 11.8 * spoken / number - 15.59

    assert grade([found for _, found in told]) <= HARDEST_GRADE
    assert [(key, found) for key, found in told if len(found) > MOST_WORDS] == []
    assert [(key, round(grade([found]), 1)) for key, found in told if grade([found]) > HARDEST_SENTENCE] == []


def test_spanish_is_read_in_sixth_grade():
    told = [(key, found) for key, found in sentences("es")]
    assert len(told) > 60

    def ease(listed):
        number = sum(len(found) for found in listed)
        spoken = sum(spanish_syllables(word) for found in listed for word in found)
        return 206.84 - 60.0 * spoken / number - 1.02 * number / len(listed)

    assert ease([found for _, found in told]) >= EASIEST_SPANISH
    assert [(key, found) for key, found in told if len(found) > MOST_WORDS] == []


def test_spanish_speaks_to_a_person_as_usted():
    familiar = re.compile(
        r"\b(tú|tu|tus|te|ti|contigo|tienes|puedes|pagas|recibes|debes|eres|vosotros|vuestr\w+)\b", re.IGNORECASE
    )
    assert [key for key in keys_of_the_worker("es") if familiar.search(say_raw(key))] == []


def say_raw(key):
    return words._sentences("es")[key]


def test_words_that_mislead_are_not_used():
    """Sponsorship, shareholder, stock; and who keeps books is a contador."""
    wrong = re.compile(r"patrocinio|accionista|\bacciones\b|contable", re.IGNORECASE)
    assert [key for key in keys_of_the_worker("es") if wrong.search(say_raw(key))] == []


# --- on one page --------------------------------------------------------------------------------------------------


def sheets(planned, alias):
    shown = view(planned, alias)
    for language in LANGUAGES:
        for paper, width in (("letter", 612), ("a4", 595)):
            reader = pypdf.PdfReader(io.BytesIO(report.worker_pdf(shown, language, paper)))
            assert len(reader.pages) == 1, (language, paper)
            assert int(reader.pages[0].mediabox.width) == width
            yield language, reader


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_the_sheet_of_every_scenario_is_one_page_in_both_languages_and_sizes(file):
    planned = plan(read(file.read_bytes()))
    entry = roster.entries(planned.scenario)[0]
    for language, reader in sheets(planned, entry.alias):
        text = " ".join(reader.pages[0].extract_text().split())
        teller = Teller(view(planned, entry.alias), language)
        assert teller.say("projection") in text
        assert all(section.heading in text for section in teller.sections())
        assert all(card.figure in text for card in teller.cards())
        assert reader.metadata.title == teller.title
        assert reader.trailer["/Root"]["/Lang"] == f"{language}-US"


def test_the_sheet_of_the_largest_plans_is_one_page():
    drawn = 0
    for seed in range(sweep.cases(4, 12)):
        planned = plan(random_scenarios.scenario(seed, largest=True))
        for entry in roster.entries(planned.scenario)[:1]:
            drawn += len(list(sheets(planned, entry.alias)))
    assert drawn > sweep.cases(6, 20)


@pytest.mark.parametrize("name", EXTREMES)
def test_the_sheet_of_an_extreme_is_one_page(name):
    planned = plan(read(json.dumps(EXTREMES[name])))
    for entry in roster.entries(planned.scenario)[:1]:
        assert len(list(sheets(planned, entry.alias))) == 4


def test_the_same_view_is_the_same_sheet(sample):
    shown = view(sample, "W01")
    assert report.worker_pdf(shown, "es") == report.worker_pdf(shown, "es")


def test_names_are_never_taken_for_markup(sample):
    shown = view(sample, "W01")._replace(alias="<b>A & B", role="<script>", business="Sm & Co <para>")
    text = pypdf.PdfReader(io.BytesIO(report.worker_pdf(shown))).pages[0].extract_text()
    assert "<b>A & B" in text
    assert "Sm & Co <para>" in text


# --- on the page --------------------------------------------------------------------------------------------------


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setenv(keep.PLACE, str(tmp_path / "copies"))

    def opened(person="", language="en"):
        found = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        found.query_params["person"], found.query_params["lang"] = person, language
        found.run().switch_page("planner/views/share.py").run()
        assert not found.exception, [one.message for one in found.exception]
        return found

    return opened


def on_page(found):
    kinds = (found.main.markdown, found.main.metric, found.main.warning, found.main.info, found.main.caption)
    shown = [one for kind in (*kinds, found.main.title, found.main.subheader) for one in kind]
    return " ".join(f"{one.value} {getattr(one, 'label', '')}" for one in shown)


def asked(found, alias):
    found.text_input("share.person").set_value(alias).run()
    assert not found.exception
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_worker_sees_every_sentence_and_big_figure_in_the_language_chosen(app, sample, language):
    found = asked(app(language="en"), "W01")
    found.segmented_control("share.language").set_value(language).run()
    text, teller = on_page(found), Teller(view(sample, "W01"), language)
    for section in teller.sections():
        assert all(plain(one) in text for one in (section.heading, *section.sentences))
    for card in teller.cards():
        assert plain(card.label) in text
        assert card.figure.replace("$", "") in text.replace("\\", "")
    other = Teller(view(sample, "W01"), next(one for one in LANGUAGES if one != language))
    assert not any(plain(one) in text for section in other.sections() for one in section.sentences)


def test_the_page_names_nobody_else_and_lists_no_alias(app, sample):
    found = asked(app(), "W01")
    others = [entry.alias for entry in roster.entries(sample.scenario)[1:]]
    text = on_page(found)
    assert not any(alias in text for alias in others)
    assert not any(alias in str(box.options) for box in found.selectbox for alias in others)
    text = on_page(asked(found, "nobody"))
    assert "'nobody'" in text
    assert not any(alias in text for alias in [*others, "W01"])


def test_the_page_asks_for_an_alias_first(app):
    assert say("worker.ask_first", "es") in on_page(app(language="es"))


# --- at the command line ------------------------------------------------------------------------------------------


def test_the_worker_command_prints_and_writes_one_worker_s_view(tmp_path, sample):
    as_json, as_pdf = tmp_path / "w.json", tmp_path / "w.pdf"
    done = run("worker", SAMPLE, "--person", "W01", "--json", as_json, "--pdf", as_pdf, "--lang", "es", "--paper", "a4")
    assert (done.returncode, done.faults) == (0, [])
    assert done.told.splitlines() == Teller(view(sample, "W01"), "es").lines()
    assert json.loads(as_json.read_text(encoding="utf-8"))["alias"] == "W01"
    assert as_pdf.read_bytes() == report.worker_pdf(view(sample, "W01"), "es", "a4")


def test_an_unknown_alias_is_one_sentence_that_names_nobody(sample):
    done = run("worker", SAMPLE, "--person", "nobody")
    assert (done.returncode, done.told, len(done.faults)) == (1, "", 1)
    assert "'nobody'" in done.faults[0]
    assert not any(entry.alias in done.faults[0] for entry in roster.entries(sample.scenario))


def test_wrong_usage_of_the_worker_command_is_told(tmp_path):
    assert run("worker", SAMPLE).returncode == 2
    same = tmp_path / "x"
    assert run("worker", SAMPLE, "--person", "W01", "--json", same, "--pdf", same).returncode == 2
    assert run("worker", SAMPLE, "--person", "W01", "--json", SAMPLE).returncode == 2
    assert run("worker", SAMPLE, "--person", "W01", "--lang", "fr").returncode == 2
