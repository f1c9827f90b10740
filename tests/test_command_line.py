"""The command line as a script meets it: exit codes, one line a fault, never a traceback."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from extremes import PLAIN, changed

from planner import __main__ as command
from planner import report
from planner.scenario import Scenario

ROOT = Path(__file__).parent.parent
SCENARIOS = sorted((ROOT / "scenarios").glob("*.json"))


def run(*words, given=b"", **known):
    done = subprocess.run(
        [sys.executable, "-m", "planner", *map(str, words)],
        cwd=ROOT,
        input=given,
        capture_output=True,
        check=False,
        **known,
    )
    done.told, done.faults = done.stdout.decode(), done.stderr.decode().splitlines()
    assert "Traceback" not in done.stderr.decode()
    return done


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps(PLAIN), encoding="utf-8")
    return path


@pytest.fixture
def instant(monkeypatch):
    """The commands without their minutes of work: what they print and write is known."""
    monkeypatch.setattr("planner.plan", lambda scenario: scenario)
    monkeypatch.setattr(report, "plan_json", lambda plan: f'{{"name": "{plan.name}"}}', raising=False)
    monkeypatch.setattr(report, "plan_pdf", lambda _, **_answers: b"%PDF", raising=False)
    monkeypatch.setattr(report, "workbook", lambda _: b"PK", raising=False)
    monkeypatch.setattr(report, "summary", lambda _: ["Cash is short.", "All else is well."], raising=False)


def test_check_finds_nothing_in_our_own_scenarios():
    for path in SCENARIOS:
        done = run("check", path)
        assert (done.returncode, done.faults) == (0, [])
        assert "no faults found" in done.told


def test_check_tells_each_fault_on_a_line_of_its_own(tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(changed((("deal", "price"), -1.0), (("months",), 3))), encoding="utf-8")
    done = run("check", broken)
    assert (done.returncode, done.told) == (1, "")
    assert [line.partition(":")[0] for line in done.faults] == ["months", "deal.price"]


def test_a_scenario_may_come_from_standard_input():
    assert run("check", "-", given=json.dumps(PLAIN).encode()).returncode == 0
    done = run("check", "-", given=b"{")
    assert (done.returncode, len(done.faults)) == (1, 1)
    assert run("check", "-").faults == ["The file is empty; a scenario is a JSON object in braces."]


def test_schema_is_the_schema():
    done = run("schema")
    assert done.returncode == 0
    assert json.loads(done.told) == Scenario.model_json_schema()


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("solve", "x.json"),
        ("plan",),
        ("check",),
        ("check", "a.json", "b.json"),
        ("schema", "x.json"),
        ("plan", "x.json", "--json"),
        ("plan", "x.json", "--lang", "xx"),
        ("plan", "x.json", "--js", "y.json"),
        ("plan", "x.json", "--json", "-", "--pdf", "-"),
        ("plan", "x.json", "--json", "y", "--pdf", "./y"),
        ("plan", "x.json", "--json", "x.json"),
        ("solve", "x.json", "--for", "everything"),
        ("solve", "x.json", "--for", "price", "--dscr", "0"),
        ("solve", "x.json", "--for", "price", "--dscr", "nan"),
        ("solve", "x.json", "--for", "price", "--dscr", "much"),
        ("solve", "x.json", "--for", "price", "--max-wait", "-1"),
        ("solve", "x.json", "--for", "price", "--max-wait", "1.5"),
        ("solve", "x.json", "--for", "price", "--json", "x.json"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_2(words):
    done = run(*words)
    assert (done.returncode, done.told) == (2, "")
    assert done.faults[0].startswith("usage:")


def test_usage_names_only_what_exists():
    told = run("--help").told
    assert [name for name in ("plan", "check", "schema", "solve") if name not in told] == []
    assert [name for name in ("worker", "simulate", "screen", "import") if f"{name} " in told] == []


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path):
    for path, words in (
        (tmp_path / "none.json", "no such file"),
        (tmp_path, "a folder"),
        (Path(__file__) / "x.json", "not a folder"),
        (tmp_path / ("n" * 300), "cannot be read"),
    ):
        done = run("check", path)
        assert (done.returncode, len(done.faults)) == (1, 1), done.faults
        assert words in done.faults[0]


def test_an_endless_file_is_refused_unread():
    assert "larger than 5 MB" in run("check", "/dev/zero", timeout=60).faults[0]


def test_a_reader_who_goes_away_is_one_sentence():
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "planner", "schema"],
        cwd=ROOT,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == ["standard output: cannot be written; whoever read it has closed it."]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")
@pytest.mark.usefixtures("instant")
def test_a_full_disk_is_one_sentence(file, capsys):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "planner", "schema"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == ["standard output: cannot be written; the disk is full."]
    assert command.main(["plan", str(file), "--pdf", "/dev/full"]) == 1
    assert capsys.readouterr().err.splitlines() == ["/dev/full: cannot be written; the disk is full."]


@pytest.mark.usefixtures("instant")
def test_plan_prints_the_summary_and_writes_what_is_asked(file, capsys, tmp_path):
    asked = [f"--{kind}={tmp_path / kind}" for kind in ("json", "pdf", "xlsx")]
    assert command.main(["plan", str(file), *asked]) == 0
    assert capsys.readouterr().out.splitlines() == ["Cash is short.", "All else is well."]
    assert [(tmp_path / kind).read_bytes() for kind in ("json", "pdf", "xlsx")] == [
        b'{"name": "Plain"}',
        b"%PDF",
        b"PK",
    ]


@pytest.mark.usefixtures("instant")
def test_plan_on_standard_output_stands_there_alone(file, capfd):
    assert command.main(["plan", str(file), "--json", "-"]) == 0
    out, err = capfd.readouterr()
    assert json.loads(out) == {"name": "Plain"}
    assert err.splitlines() == ["Cash is short.", "All else is well."]


@pytest.mark.usefixtures("instant")
def test_an_output_that_cannot_be_written_is_one_sentence(file, capsys, tmp_path):
    asked = [
        "--json",
        str(tmp_path / "none" / "plan.json"),
        "--pdf",
        str(tmp_path),
        "--xlsx",
        str(tmp_path / "plan.xlsx"),
    ]
    assert command.main(["plan", str(file), *asked]) == 1
    no_folder, folder = capsys.readouterr().err.splitlines()
    assert "its folder does not exist" in no_folder
    assert "a folder, not a file" in folder
    assert (tmp_path / "plan.xlsx").read_bytes() == b"PK"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, ("may not be written by you", "may not be read by you")),
        (errno.EROFS, ("the disk is read-only", "cannot be read (Read-only")),
        (errno.EIO, ("cannot be written (Input/output error)", "cannot be read (Input/output error)")),
    ],
)
@pytest.mark.usefixtures("instant")
def test_what_the_system_refuses_is_one_sentence(file, capsys, monkeypatch, number, words):
    def refuse(mode_refused):
        really = Path.open

        def opened(path, mode="r", **known):
            if mode == mode_refused:
                raise OSError(number, os.strerror(number), str(path))
            return really(path, mode, **known)

        monkeypatch.setattr(Path, "open", opened)

    refuse("wb")
    assert command.main(["plan", str(file), "--json", "plan.json"]) == 1
    refuse("rb")
    assert command.main(["check", str(file)]) == 1
    sentences = capsys.readouterr().err.splitlines()
    assert [word in sentence for word, sentence in zip(words, sentences, strict=True)] == [True, True]


@pytest.mark.usefixtures("instant")
def test_our_own_fault_is_one_sentence_and_exit_3(file, capsys, monkeypatch):
    monkeypatch.setattr(report, "summary", lambda _: 1 / 0)
    assert command.main(["plan", str(file)]) == 3
    (sentence,) = capsys.readouterr().err.splitlines()
    assert "ZeroDivisionError" in sentence
    assert "not at fault" in sentence


@pytest.mark.usefixtures("instant")
def test_stopping_by_hand_is_no_traceback(file, capsys, monkeypatch):
    def stop(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.plan", stop)
    assert command.main(["plan", str(file)]) == 130
    assert capsys.readouterr().err.splitlines() == ["Stopped."]


def test_solve_says_what_binds_and_writes_the_scenario_that_holds(tmp_path):
    sample, answer, held = ROOT / "scenarios" / "sample_company.json", tmp_path / "answer.json", tmp_path / "held.json"
    done = run("solve", sample, "--for", "price", "--dscr", "1.25", "--json", answer)
    assert (done.returncode, done.faults) == (0, [])
    found = json.loads(answer.read_text(encoding="utf-8"))
    solved = found["solved"]
    assert done.told.splitlines() == solved["told"]
    assert solved["value"] + solved["step"] == solved["next"]
    assert solved["binds"]["test"] == "dscr"
    assert solved["binds"]["short"] > 0 <= solved["to_spare"]
    assert solved["calls"] <= 6
    assert len(solved["samples"]) == 20
    assert found["scenario"]["deal"]["price"] == solved["changes"]["deal.price"] == solved["value"]
    assert found["scenario"]["deal"]["covenants"]["least_dscr"] == 1.25
    held.write_text(json.dumps(found["scenario"]), encoding="utf-8")
    assert run("check", held).returncode == 0


def test_plan_tells_and_prints_how_much_the_business_can_carry_where_asked(tmp_path):
    sample, pdf = ROOT / "scenarios" / "sample_company.json", tmp_path / "plan.pdf"
    done = run("plan", sample, "--solve", "price", "--solve", "member_share", "--pdf", pdf)
    assert done.returncode == 0
    assert "The largest price at which the plan holds is" in done.told
    assert "The largest member share at which the plan holds is" in done.told
    assert pdf.read_bytes().startswith(b"%PDF")
    assert run("plan", sample, "--solve", "luck").returncode == 2


def test_solve_answers_that_nothing_holds_and_refuses_what_makes_no_sense(capsys, tmp_path):
    sample = str(ROOT / "scenarios" / "sample_company.json")
    assert command.main(["solve", sample, "--for", "price", "--dscr", "9", "--json", "-"]) == 0
    out, err = capsys.readouterr()
    assert err.startswith("At no price does the plan hold")
    del out
    assert command.main(["solve", sample, "--for", "standby", "--note", "None such"]) == 1
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert "its seller notes are: Seller note" in err
    assert command.main(["solve", sample, "--for", "price", "--json", str(tmp_path / "none" / "x.json")]) == 1
    assert "its folder does not exist" in capsys.readouterr().err
