"""Sets the planner up and starts it; needs nothing but Python 3.11 or newer.

The file is written so that Python 3.6 can still read it, and say in a sentence that it is too old.
"""

import argparse
import contextlib
import errno
import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from pathlib import Path
from typing import NamedTuple

USAGE = """usage: python3 run.py WORD ...

  app [--port N] [--headless]   opens the planner in the browser
  test [pytest arguments]       runs every test and check
  plan | check | schema | solve | worker | simulate | screen | import ...
                                the command line; "python3 run.py plan --help" tells more
"""
PLANNER_WORDS = ("plan", "check", "schema", "solve", "worker", "simulate", "screen", "import")
OLDEST_PYTHON = (3, 11)
HOST = "127.0.0.1"  # this computer alone: the figures are confidential
LEAST_DISK = 20_000_000  # bytes; with less left, a failed step failed for want of room

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"  # where the planner's own packages live
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
UNFINISHED = ENVIRONMENT / "installing"  # there while packages are installed; stays if that is cut off
READY = {kind: ENVIRONMENT / f"ready-{kind}" for kind in ("app", "test")}  # fingerprint of what is installed
REQUIREMENTS = {"app": ("requirements.txt",), "test": ("requirements.txt", "requirements-test.txt")}

DISK_FULL = "The disk is full: free about 2 GB, then run the same command again."
NO_VENV = (
    "This Python comes without its venv module: install it (on Debian and Ubuntu: "
    "sudo apt install python3-venv), then run the same command again."
)
NO_NETWORK = (
    "The packages the planner needs could not be fetched, since the network did not answer: connect to the "
    "internet (it is needed this once), then run the same command again."
)
NO_PACKAGE = "What the planner needs is not offered for Python {}.{} on this computer: try Python 3.13."
FAULTS = (  # words a failed step may print, and the sentence for them; the first that fits is said
    ("no space left|not enough space|quota exceeded", DISK_FULL),
    ("ensurepip is not available|no module named '?(venv|ensurepip)", NO_VENV),
    ("retrying|connection|timed out|name resolution|getaddrinfo|unreachable|proxyerror|sslerror", NO_NETWORK),
    ("no matching distribution", NO_PACKAGE.format(*sys.version_info)),
)


class Tool(NamedTuple):
    """A program the tests use: its Debian package, its command, and the tests that cannot run without it."""

    package: str
    command: str
    tests: str


TOOLS = (
    Tool("chromium", "chromium", "the tests that open the planner in a browser"),
    Tool("libreoffice-calc", "soffice", "the tests that recalculate the workbook"),
    Tool("poppler-utils", "pdftotext", "the tests that look at the PDF pages"),
)


class SetupError(Exception):
    """The planner cannot go on; the message is one sentence that says why and what to do."""


def say(sentence: str) -> None:
    """Tell the person something; standard output stays free for what the planner itself prints."""
    sys.stdout.flush()
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


# --- the environment: .venv, made once and then only looked at ---


def refuse_old_python(version: "tuple[int, ...]") -> None:
    """Stop where Python is older than the planner needs."""
    if version < OLDEST_PYTHON:
        needed, found = (".".join(str(part) for part in parts) for parts in (OLDEST_PYTHON, version))
        raise SetupError(
            f"The planner needs Python {needed} or newer and this is Python {found}: install a newer one, "
            "then run the same command with it."
        )


def fingerprint(kind: str) -> str:
    """One line that changes with Python's version and with what is required."""
    digest = hashlib.sha256("{}.{}".format(*sys.version_info).encode())
    for name in REQUIREMENTS[kind]:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_ready(kind: str) -> bool:
    """Whether the environment holds exactly what is required, from an installation that came to its end."""
    ready = READY[kind].is_file() and PYTHON.exists() and not UNFINISHED.exists()
    return ready and READY[kind].read_text(encoding="utf-8") == fingerprint(kind)


def make_ready(kind: str) -> None:
    """Make the environment where there is none, or a half-made or outdated one; install what is required."""
    if is_ready(kind):
        return
    say("Installing the packages the planner needs; this takes a minute or two, and only this once ...")
    if not is_ready("app"):
        carry_out(sys.executable, "-m", "venv", "--clear", ENVIRONMENT)
    pip = ("-m", "pip", "install", "--no-input", "--disable-pip-version-check")
    UNFINISHED.touch()
    try:
        carry_out(PYTHON, *pip, "--only-binary=:all:", "--requirement", ROOT / REQUIREMENTS[kind][-1])
    except SetupError:
        UNFINISHED.unlink()  # pip has put back what it found, so an app that was ready still is
        raise
    for name in {"app", kind}:
        READY[name].write_text(fingerprint(name), encoding="utf-8")
    UNFINISHED.unlink()


def carry_out(*command: "str | Path") -> None:
    """Carry out one step of the installation; if it fails, say why in one sentence."""
    step = quietly(*command)
    if step.returncode != 0:
        raise SetupError(reason(step.stdout))


def quietly(*command: "str | Path") -> "subprocess.CompletedProcess[str]":
    """Run a command and keep what it prints to ourselves."""
    words, both = [str(word) for word in command], subprocess.STDOUT
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    return subprocess.run(
        words, env=quiet, stdout=subprocess.PIPE, stderr=both, encoding="utf-8", errors="replace", check=False
    )


def reason(output: str) -> str:
    """The sentence for what a failed step of the installation printed."""
    if shutil.disk_usage(str(ROOT)).free < LEAST_DISK:
        return DISK_FULL
    for signs, sentence in FAULTS:
        if re.search(signs, output, re.IGNORECASE):
            return sentence
    last = ([line.strip() for line in output.splitlines() if line.strip()] or ["nothing"])[-1]
    return f"What the planner needs could not be installed; the last the installer said was: {last}"


# --- the app ---


def app(words: "list[str]") -> int:
    """Open the planner in the browser, until Ctrl+C."""
    parser = argparse.ArgumentParser(prog="python3 run.py app")
    parser.add_argument("--port", type=port_number, default=8501, help="where it listens (default 8501)")
    parser.add_argument("--headless", action="store_true", help="do not open the browser")
    wanted = parser.parse_args(words)
    refuse_taken_port(wanted.port)
    make_ready("app")
    return serve(wanted.port, wanted.headless)


def port_number(text: str) -> int:
    """Read a port from the command line."""
    if not text.isdigit() or not 1024 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError("a port is a whole number from 1024 to 65535")
    return int(text)


def refuse_taken_port(port: int) -> None:
    """Stop where another program, perhaps the planner itself, already listens on the port."""
    with socket.socket() as probe:
        if os.name != "nt":  # there the option would let two programs share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as fault:
            another = port + 1 if port < 65535 else 8502
            raise SetupError(
                f"Port {port} is taken, perhaps by the planner itself, already open at http://{HOST}:{port}: "
                f"use that, or start another with: python3 run.py app --port {another}"
            ) from fault


def serve(port: int, headless: bool) -> int:
    """Start the server, show the page once it answers, and stay until it ends or is stopped."""
    streamlit = [str(PYTHON), "-m", "streamlit", "run", str(ROOT / "app.py")]
    where = ["--server.address", HOST, "--server.port", str(port), "--server.headless", "true"]
    server = subprocess.Popen(streamlit + where, cwd=str(ROOT))
    try:
        if answers(server, port):
            say(f"The planner is open at http://{HOST}:{port} (Ctrl+C here closes it).")
            if not headless:
                webbrowser.open(f"http://{HOST}:{port}")
        return server.wait()
    except KeyboardInterrupt:
        say("The planner is closed.")
        return 0
    finally:
        server.terminate()
        server.wait()


def answers(server: "subprocess.Popen[bytes]", port: int) -> bool:
    """Wait up to a minute until the server answers; false where it ended instead."""
    for _ in range(300):
        if server.poll() is not None:
            return False
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return True
        time.sleep(0.2)
    return False


# --- the tests ---


def test(words: "list[str]") -> int:
    """Run every check and test, also after one has failed; pytest comes last, and its closing line too."""
    make_ready("test")
    failed = ["a tool the tests need is missing"] if missing_tools() and in_ci() else []
    for module, arguments in (
        ("ruff", ["check", "."]),
        ("ruff", ["format", "--check", "."]),
        ("mypy", []),
        ("pytest", words or ["-n", str(os.cpu_count() or 1), "--dist", "loadscope"]),
    ):
        say(" ".join(["---", module, *arguments, "---"]))
        done = subprocess.run([str(PYTHON), "-m", module, *arguments], cwd=str(ROOT), check=False)
        if done.returncode != 0:
            failed.append(" ".join([module, *arguments]))
    if failed:
        say("Failed: " + "; ".join(failed) + ".")
    return 1 if failed else 0


def in_ci() -> bool:
    """Whether this is a run that must leave nothing out."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def missing_tools() -> "list[Tool]":
    """Install the system's tools where we can; name each still missing, and what goes untested for it."""
    packages = [tool.package for tool in TOOLS if shutil.which(tool.command) is None]
    if packages and may_install():
        say("Installing from the system's packages: " + ", ".join(packages) + " ...")
        apt("update")
        apt("install", "--no-install-recommends", *packages)
    missing = [tool for tool in TOOLS if shutil.which(tool.command) is None]
    for tool in missing:
        say(f"{tool.command} is missing (Debian's package {tool.package}), so {tool.tests} cannot run.")
    return missing


def may_install() -> bool:
    """Whether this is Debian or its kin, and we are root."""
    return shutil.which("apt-get") is not None and getattr(os, "geteuid", lambda: -1)() == 0


def apt(*words: str) -> None:
    """Run apt-get, waiting up to five minutes while another holds its lock; say what it says if it fails."""
    for _ in range(30):
        done = quietly("apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300", *words)
        if "could not get lock" not in done.stdout.lower():
            break
        time.sleep(10)
    if done.returncode != 0:
        say(done.stdout.strip())


# --- the words on the command line ---


def planner(words: "list[str]") -> int:
    """Hand the words to the planner's command line, run where the person is: file names stay right."""
    make_ready("app")
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    known = dict(os.environ, PYTHONPATH=os.pathsep.join(path for path in paths if path))
    return subprocess.run([str(PYTHON), "-m", "planner", *words], env=known, check=False).returncode


def choose(words: "list[str]") -> int:
    """Do what the first word asks."""
    word = words[0] if words else ""
    if word == "app":
        return app(words[1:])
    if word == "test":
        return test(words[1:])
    if word in PLANNER_WORDS:
        return planner(words)
    say(USAGE if word in ("", "-h", "--help", "help") else f"There is no word {word!r}.\n\n{USAGE}")
    return 0 if word in ("-h", "--help", "help") else 2


def main(words: "list[str]") -> int:
    """Do what was asked; whatever stands in the way becomes one sentence (exit 3), never a traceback."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what we started ends with us
    try:
        refuse_old_python(tuple(sys.version_info[:3]))
        return choose(words)
    except SetupError as fault:
        say(str(fault))
    except OSError as fault:
        say(DISK_FULL if fault.errno == errno.ENOSPC else f"The computer refused a step: {fault}.")
    except KeyboardInterrupt:
        say("Stopped; the same command begins again.")
        return 130
    return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
