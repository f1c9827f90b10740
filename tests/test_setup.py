"""run.py as the person meets it who has just unpacked the planner."""

import ast
import errno
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SPEAKING = "import sys; print('told:', *sys.argv[1:])"


@pytest.fixture
def unpacked(tmp_path):
    """A copy of run.py that has nothing to install and a planner that repeats what it is told."""
    shutil.copy(ROOT / "run.py", tmp_path)
    (tmp_path / "requirements.txt").write_text("# nothing\n")
    (tmp_path / "requirements-test.txt").write_text("-r requirements.txt\n")
    (tmp_path / "planner").mkdir()
    (tmp_path / "planner" / "__main__.py").write_text(SPEAKING)
    return tmp_path


@pytest.fixture
def setup(unpacked):
    """The copy's run.py as a module."""
    spec = importlib.util.spec_from_file_location("unpacked_run", unpacked / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def no_environment(setup):
    """An environment that looks ready, without the seconds it takes to make one."""
    setup.PYTHON.parent.mkdir(parents=True)
    setup.PYTHON.touch()
    for kind, ready in setup.READY.items():
        ready.write_text(setup.fingerprint(kind))


def run(folder, *words, cwd=None, **settings):
    """Run the copy's run.py, cut off from every package index and from this machine's settings for pip."""
    apart = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    apart |= {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1", "PIP_RETRIES": "1"}
    apart |= {"PIP_INDEX_URL": "http://127.0.0.1:9"} | settings
    command = [sys.executable, str(folder / "run.py"), *words]
    return subprocess.run(command, env=apart, cwd=cwd, capture_output=True, text=True, check=False)


def failing(setup, monkeypatch, output):
    """Let every step of the installation fail with this output."""
    monkeypatch.setattr(
        setup, "quietly", lambda *command: subprocess.CompletedProcess(command, returncode=1, stdout=output)
    )


# --- words ---


@pytest.mark.parametrize("words", [[], ["sell"], ["--port", "8501"]])
def test_unknown_word_shows_the_usage(unpacked, words):
    done = run(unpacked, *words)
    assert done.returncode == 2
    assert "usage: python3 run.py" in done.stderr
    assert done.stdout == ""
    assert not (unpacked / ".venv").exists()


def test_help_is_no_mistake(unpacked):
    assert run(unpacked, "--help").returncode == 0


@pytest.mark.parametrize("port", ["80", "70000", "next", "-1", ""])
def test_port_that_cannot_be_is_wrong_usage(unpacked, port):
    done = run(unpacked, "app", "--port", port)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_every_word_of_the_planner_stands_in_the_usage(setup):
    assert all(f"{word} " in setup.USAGE for word in setup.PLANNER_WORDS)


# --- Python ---


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13)])
def test_old_python_is_refused(setup, version):
    with pytest.raises(setup.SetupError, match=r"needs Python 3\.11 or newer and this is Python 3\.(6|10)\.1"):
        setup.refuse_old_python(version)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 1), (4, 0, 0)])
def test_new_python_is_welcome(setup, version):
    setup.refuse_old_python(version)


def test_old_python_can_read_the_file():
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_requirements_are_pinned_and_name_no_host():
    for name in ("requirements.txt", "requirements-test.txt"):
        lines = [line.split("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
        assert all("==" in line for line in lines if line and line != "-r requirements.txt")
        assert "://" not in "".join(lines)


# --- the port ---


def test_taken_port_is_refused_before_anything_is_installed(unpacked):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run(unpacked, "app", "--headless", "--port", str(port))
    assert done.returncode == 3
    assert done.stderr.startswith(f"Port {port} is taken")
    assert done.stderr.count("\n") == 1
    assert not (unpacked / ".venv").exists()


def test_free_port_is_accepted(setup):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    setup.refuse_taken_port(port)


# --- what is installed ---


def test_half_made_environment_is_made_anew_and_then_kept(unpacked, tmp_path_factory):
    left_over = unpacked / ".venv" / "lib" / "half.py"
    left_over.parent.mkdir(parents=True)
    left_over.touch()
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    first = run(unpacked, "plan", "a.json", "--json", "-", cwd=elsewhere)
    assert first.returncode == 0, first.stderr
    assert first.stdout == "told: plan a.json --json -\n"
    assert not left_over.exists()

    kept = unpacked / ".venv" / "kept"
    kept.touch()
    second = run(unpacked, "check", "b.json", cwd=elsewhere)
    assert (second.stdout, second.stderr) == ("told: check b.json\n", "")
    assert kept.exists()


def test_no_network_is_one_sentence_and_the_next_start_begins_again(unpacked):
    (unpacked / "requirements.txt").write_text("streamlit==1.67.0\n")
    done = run(unpacked, "plan", "a.json")
    assert done.returncode == 3
    waiting, sentence = done.stderr.splitlines()
    assert waiting.startswith("Installing")
    assert "the network did not answer" in sentence
    assert not (unpacked / ".venv" / "ready-app").exists()


@pytest.mark.usefixtures("no_environment")
@pytest.mark.parametrize(("changed", "app_stays"), [("requirements.txt", False), ("requirements-test.txt", True)])
def test_changed_requirement_is_noticed(setup, unpacked, changed, app_stays):
    assert setup.is_ready("app")
    assert setup.is_ready("test")
    (unpacked / changed).write_text("# something else\n")
    assert not setup.is_ready("test")
    assert setup.is_ready("app") == app_stays


@pytest.mark.usefixtures("no_environment")
def test_tests_that_cannot_be_installed_leave_the_app_ready(setup, unpacked, monkeypatch):
    (unpacked / "requirements-test.txt").write_text("pytest\n")
    failing(setup, monkeypatch, "ERROR: No matching distribution found for pytest")
    with pytest.raises(setup.SetupError, match=r"not offered for Python 3\.\d+ on this computer"):
        setup.make_ready("test")
    assert setup.is_ready("app")
    assert not setup.is_ready("test")


@pytest.mark.usefixtures("no_environment")
def test_installation_cut_off_is_not_taken_for_good(setup, unpacked, monkeypatch):
    def pull_the_plug(*_command):
        raise KeyboardInterrupt

    (unpacked / "requirements-test.txt").write_text("pytest\n")
    monkeypatch.setattr(setup, "quietly", pull_the_plug)
    with pytest.raises(KeyboardInterrupt):
        setup.make_ready("test")
    assert not setup.is_ready("app")


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("ensurepip is not\navailable", "could not be installed"),
        ("The virtual environment was not created: ensurepip is not available.", "python3-venv"),
        ("/usr/bin/python3: No module named venv", "python3-venv"),
        ("ERROR: Could not install: [Errno 28] No space left on device", "The disk is full"),
        ("WARNING: Retrying (Retry(total=4)) after connection broken", "the network did not answer"),
        ("ERROR: two packages disagree\n", "the installer said was: ERROR: two packages disagree"),
        ("", "the installer said was: nothing"),
    ],
)
def test_failed_step_becomes_one_sentence(setup, monkeypatch, capsys, printed, said):
    failing(setup, monkeypatch, printed)
    monkeypatch.setattr(setup.signal, "signal", lambda *_: None)
    assert setup.main(["plan", "a.json"]) == 3
    _waiting, sentence = capsys.readouterr().err.splitlines()
    assert said in sentence


def test_nearly_full_disk_explains_a_step_that_failed_without_a_word(setup, monkeypatch):
    monkeypatch.setattr(setup.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 10, 0))
    assert setup.reason("Command returned non-zero exit status 1.") == setup.DISK_FULL


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "The disk is full"), (errno.EACCES, "The computer refused a step")]
)
def test_refusal_of_the_computer_becomes_one_sentence(setup, monkeypatch, capsys, number, said):
    def refuse(_kind):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(setup, "make_ready", refuse)
    monkeypatch.setattr(setup.signal, "signal", lambda *_: None)
    assert setup.main(["plan"]) == 3
    assert said in capsys.readouterr().err


# --- the tools of the tests ---


@pytest.fixture
def bare_machine(setup, monkeypatch):
    """A machine with no tools, where everything else passes."""
    monkeypatch.setattr(setup, "make_ready", lambda _kind: None)
    monkeypatch.setattr(setup, "may_install", lambda: False)
    monkeypatch.setattr(setup.shutil, "which", lambda _command: None)
    monkeypatch.setattr(
        setup.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, returncode=0)
    )


@pytest.mark.usefixtures("bare_machine")
@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_missing_tool_is_named_and_fails_where_nothing_may_be_left_out(setup, monkeypatch, capsys, ci, code):
    monkeypatch.setenv("CI", ci)
    assert setup.test([]) == code
    said = capsys.readouterr().err
    assert all(tool.package in said and tool.tests in said for tool in setup.TOOLS)


@pytest.mark.parametrize("broken", ["ruff", "mypy", "pytest"])
def test_any_failing_check_fails_but_all_are_run(setup, monkeypatch, capsys, broken):
    run_modules = []

    def pretend(command, **_):
        run_modules.append(command[2])
        return subprocess.CompletedProcess(command, returncode=int(command[2] == broken))

    monkeypatch.setattr(setup, "make_ready", lambda _kind: None)
    monkeypatch.setattr(setup, "missing_tools", list)
    monkeypatch.setattr(setup.subprocess, "run", pretend)
    assert setup.test(["-k", "laws"]) == 1
    assert run_modules == ["ruff", "ruff", "mypy", "pytest"]
    assert broken in capsys.readouterr().err.splitlines()[-1]
