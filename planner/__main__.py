"""The command line: `python -m planner plan SCENARIO.json`, `check`, `schema`, `solve`, `worker`.

Exit codes: 0 done, 1 the input is at fault (one line a fault, on standard error), 2 wrong usage, 3 our fault.
"""

import errno
import json
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TextIO

from planner.faults import LARGEST_FILE, Faulty, read
from planner.fields import MOST_MONTHS, bounds
from planner.scenario import Covenants, Scenario, Workforce
from planner.scenario.targets import TARGETS
from planner.words import WORKER, languages, say

DONE, INPUT_AT_FAULT, OUR_FAULT, STOPPED = 0, 1, 3, 130
STANDARD = "-"
PAPERS = ("letter", "a4")

READ_FAULTS = {
    errno.ENOENT: "missing",
    errno.EISDIR: "folder",
    errno.ENOTDIR: "not_a_folder",
    errno.EACCES: "forbidden_read",
    errno.EPERM: "forbidden_read",
}
WRITE_FAULTS = {
    errno.ENOENT: "no_folder",
    errno.EISDIR: "folder",
    errno.ENOTDIR: "not_a_folder",
    errno.EACCES: "forbidden_write",
    errno.EPERM: "forbidden_write",
    errno.EROFS: "read_only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EPIPE: "closed",
}


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and gives its exit code; no traceback reaches a user."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    asked = _parsed(arguments)
    try:
        asked.command(asked)
    except Faulty as fault:
        _print(fault.faults, sys.stderr)
        return INPUT_AT_FAULT
    except KeyboardInterrupt:
        _print([say("command.stopped")], sys.stderr)
        return STOPPED
    except Exception as bug:  # noqa: BLE001  (the last door: whatever went wrong becomes one sentence)
        _print([say("command.bug", what=type(bug).__name__)], sys.stderr)
        return OUR_FAULT
    return DONE


def plan_scenario(asked: Namespace) -> None:
    """`plan`: everything is computed before anything is written, so that a fault leaves no half a plan."""
    scenario = _drawn(_opened(asked.scenario), asked.draw)
    from planner import plan, report, solve  # noqa: PLC0415  (slow to import; `schema` does without)

    planned = plan(scenario)
    answers = [solve.solve(scenario, target) for target in asked.solve]
    makers = (
        (asked.json, report.plan_json),
        (asked.pdf, partial(report.plan_pdf, answers=answers)),
        (asked.xlsx, report.workbook),
    )
    outputs = [(file, make(planned)) for file, make in makers if file]
    summary = [*report.summary(planned), *(said for one in answers for said in solve.told(one))]
    faults = [fault for file, content in outputs for fault in _written(file, content)]
    _told(summary, sys.stderr if STANDARD in _outputs(asked) else sys.stdout)
    if faults:
        raise Faulty(faults)


def solve_scenario(asked: Namespace) -> None:
    """`solve`: how much the business can carry, in sentences; that nothing holds is an answer too."""
    scenario = _opened(asked.scenario)
    from planner import report, solve  # noqa: PLC0415  (slow to import; `schema` does without)

    answer = solve.solve(
        scenario, asked.target, least_dscr=asked.dscr, patience=asked.max_wait, note=asked.note or None
    )
    faults = _written(asked.json, report.answer_json(answer)) if asked.json else []
    _told(solve.told(answer), sys.stderr if asked.json == STANDARD else sys.stdout)
    if faults:
        raise Faulty(faults)


def worker_scenario(asked: Namespace) -> None:
    """`worker`: one worker's view, and nothing of anybody else; an unknown alias is told without any that is known."""
    scenario = _drawn(_opened(asked.scenario), asked.draw)
    from planner import plan, report, worker  # noqa: PLC0415  (slow to import; `check` and `schema` do without)
    from planner.worker.told import Teller  # noqa: PLC0415  (likewise)

    try:
        shown = worker.view(plan(scenario), asked.person)
    except worker.UnknownAliasError as unknown:
        raise Faulty([unknown.said.said(asked.lang)]) from None
    outputs: list[tuple[str, str | bytes]] = []
    if asked.json:
        outputs.append((asked.json, report.worker_json(shown, asked.lang)))
    if asked.pdf:
        outputs.append((asked.pdf, report.worker_pdf(shown, asked.lang, asked.paper)))
    faults = [fault for file, content in outputs for fault in _written(file, content)]
    _told(Teller(shown, asked.lang).lines(), sys.stderr if STANDARD in _outputs(asked) else sys.stdout)
    if faults:
        raise Faulty(faults)


def check(asked: Namespace) -> None:
    """`check`: reading and planning the scenario says all that is wrong with it; rules of law it breaks are told too.

    A broken rule is no fault of the input: the exit code stays 0.
    """
    scenario = _opened(asked.scenario)
    from planner import plan, report  # noqa: PLC0415  (slow to import; a faulty scenario is told without)

    planned = plan(scenario)
    _told([say("command.no_faults", name=scenario.name), *report.unlawful(planned)], sys.stdout)


def schema(_: Namespace) -> None:
    """`schema`: what a scenario may hold, for editors and other programs."""
    _told([json.dumps(Scenario.model_json_schema(), indent=2, ensure_ascii=False)], sys.stdout)


def _opened(name: str) -> Scenario:
    try:
        with os.fdopen(0, "rb", closefd=False) if name == STANDARD else Path(name).open("rb") as file:
            return read(file.read(LARGEST_FILE + 1))
    except OSError as error:
        raise Faulty([_file_fault(name, error, READ_FAULTS, "standard_input", "unreadable")]) from None


def _drawn(scenario: Scenario, seed: int | None) -> Scenario:
    """The same with one possible future of its workforce drawn, if a number to draw from is given."""
    if seed is None:
        return scenario
    people = scenario.workforce.model_copy(update={"drawn": seed})
    return scenario.model_copy(update={"workforce": people})


def _written(name: str, content: str | bytes) -> list[str]:
    """Writes one output; gives what stood in the way."""
    plain = content.encode() if isinstance(content, str) else content
    try:
        with os.fdopen(1, "wb", closefd=False) if name == STANDARD else Path(name).open("wb") as file:
            file.write(plain)
    except OSError as error:
        return [_file_fault(name, error, WRITE_FAULTS, "standard_output", "unwritable")]
    return []


def _told(sentences: Iterable[str], stream: TextIO | None) -> None:
    try:
        _print(sentences, stream)
    except OSError as error:
        # Python would try once more to empty the stream as it ends, and print a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        raise Faulty([_file_fault(STANDARD, error, WRITE_FAULTS, "standard_output", "unwritable")]) from None


def _print(sentences: Iterable[str], stream: TextIO | None) -> None:
    for sentence in sentences:
        print(sentence, file=stream)
    if stream:
        stream.flush()


def _file_fault(name: str, error: OSError, known: dict[int, str], standard: str, otherwise: str) -> str:
    file = say(f"command.file.{standard}") if name == STANDARD else name
    reason = known.get(error.errno or 0, otherwise)
    return say(f"command.file.{reason}", file=file, why=error.strerror or type(error).__name__)


def _outputs(asked: Namespace) -> list[str]:
    return [file for kind in ("json", "pdf", "xlsx") if (file := getattr(asked, kind, None))]


def _usage_fault(asked: Namespace) -> str | None:
    """What argparse cannot see: outputs that would be written over one another, or over the scenario."""
    outputs = _outputs(asked)
    if outputs.count(STANDARD) > 1:
        return say("command.usage.one_output")
    files = [Path(file).resolve() for file in outputs if file != STANDARD]
    for file in files:
        if files.count(file) > 1:
            return say("command.usage.same_file", file=file)
        if asked.scenario != STANDARD and file == Path(asked.scenario).resolve():
            return say("command.usage.over_scenario", file=file)
    return None


def _parsed(arguments: list[str] | None) -> Namespace:
    parser = _parser()
    asked = parser.parse_args(arguments)
    usage_fault = _usage_fault(asked) if asked.command in (plan_scenario, solve_scenario, worker_scenario) else None
    if usage_fault:
        parser.error(usage_fault)
    return asked


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m planner", description=say("command.about"), allow_abbrev=False)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    plans = commands.add_parser("plan", help=say("command.help.plan"), allow_abbrev=False)
    plans.add_argument("scenario", metavar="SCENARIO.json", help=say("command.help.scenario"))
    for kind in ("json", "pdf", "xlsx"):
        plans.add_argument(f"--{kind}", metavar="F", help=say(f"command.help.{kind}"))
    plans.add_argument("--solve", choices=TARGETS, action="append", default=[], help=say("command.help.solve_too"))
    plans.add_argument("--draw", type=_seed, metavar="N", help=say("command.help.draw"))
    plans.add_argument("--lang", choices=languages(), default="en", help=say("command.help.language"))
    plans.set_defaults(command=plan_scenario)
    checks = commands.add_parser("check", help=say("command.help.check"), allow_abbrev=False)
    checks.add_argument("scenario", metavar="SCENARIO.json", help=say("command.help.scenario"))
    checks.set_defaults(command=check)
    solves = commands.add_parser("solve", help=say("command.help.solve"), allow_abbrev=False)
    solves.add_argument("scenario", metavar="SCENARIO.json", help=say("command.help.scenario"))
    solves.add_argument("--for", dest="target", choices=TARGETS, required=True, help=say("command.help.target"))
    solves.add_argument("--dscr", type=_dscr, metavar="X", help=say("command.help.dscr"))
    solves.add_argument("--max-wait", type=_months, metavar="N", help=say("command.help.max_wait"))
    solves.add_argument("--note", metavar="NAME", help=say("command.help.note"))
    solves.add_argument("--json", metavar="F", help=say("command.help.answer"))
    solves.set_defaults(command=solve_scenario)
    workers = commands.add_parser("worker", help=say("command.help.worker"), allow_abbrev=False)
    workers.add_argument("scenario", metavar="SCENARIO.json", help=say("command.help.scenario"))
    workers.add_argument("--person", metavar="ALIAS", required=True, help=say("command.help.person"))
    workers.add_argument("--draw", type=_seed, metavar="N", help=say("command.help.draw"))
    workers.add_argument("--json", metavar="F", help=say("command.help.worker_json"))
    workers.add_argument("--pdf", metavar="F", help=say("command.help.worker_pdf"))
    workers.add_argument("--paper", choices=PAPERS, default=PAPERS[0], help=say("command.help.paper"))
    workers.add_argument("--lang", choices=languages(*WORKER), default="en", help=say("command.help.language"))
    workers.set_defaults(command=worker_scenario)
    commands.add_parser("schema", help=say("command.help.schema")).set_defaults(command=schema)
    return parser


def _dscr(typed: str) -> float:
    low, high = bounds(Covenants.model_fields["least_dscr"])
    try:
        given = float(typed)
    except ValueError:
        given = low - 1.0
    if not low <= given <= high:
        raise ArgumentTypeError(say("command.usage.dscr", typed=typed, low=f"{low:g}", high=f"{high:g}"))
    return given


def _months(typed: str) -> int:
    if not typed.isdecimal() or int(typed) > MOST_MONTHS:
        raise ArgumentTypeError(say("command.usage.max_wait", typed=typed, high=MOST_MONTHS))
    return int(typed)


def _seed(typed: str) -> int:
    _, high = bounds(Workforce.model_fields["drawn"])
    if not typed.isdecimal() or int(typed) > high:
        raise ArgumentTypeError(say("command.usage.draw", typed=typed, high=int(high)))
    return int(typed)


if __name__ == "__main__":
    sys.exit(main())
