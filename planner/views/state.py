"""The session: one frozen scenario and its plan; everything else on the pages is derived from them.

What is typed need not fit together at once. It is kept as entered; the last scenario that works, and its plan, stay
on the pages until it does.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

import streamlit as st

from planner import Plan, plan
from planner.faults import Faulty, read
from planner.scenario import Scenario
from planner.views import keep
from planner.views.fitting import fitting
from planner.words import say

EXAMPLES = Path(__file__).parents[2] / "scenarios"
FIRST_SHOWN = EXAMPLES / "sample_company.json"
IN_ADDRESS = "plan"
MOST_STEPS_BACK = 100

Data = dict[str, Any]
Found = TypeVar("Found")


@dataclass
class Desk:
    """What one person has before them."""

    entered: Data
    plan: Plan
    opened: Plan  # what changes are measured against
    faults: tuple[str, ...] = ()
    misread: dict[str, str] = field(default_factory=dict)  # by path, what was typed and is no number
    past: list[tuple[str, Plan]] = field(default_factory=list)
    future: list[tuple[str, Plan]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    word: str = ""
    stamp: str = ""
    on_disk: bool = False
    of_plan: dict[Callable[..., Any], tuple[Plan, Any]] = field(default_factory=dict)

    @property
    def scenario(self) -> Scenario:
        """The last scenario that works."""
        return self.plan.scenario

    def once(self, work: Callable[[Plan], Found]) -> Found:
        """What some work makes of the plan before this person: worked out once for as long as it is the plan."""
        made_of, found = self.of_plan.get(work, (None, None))
        if made_of is not self.plan:
            found = work(self.plan)
            self.of_plan[work] = (self.plan, found)
        return cast("Found", found)


def desk() -> Desk:
    """This session's desk: from the address after a reload, otherwise the sample company."""
    if "desk" not in st.session_state:
        word = st.query_params.get(IN_ADDRESS, "")
        found = _restored(word) if word else None
        if found is None:
            found = _fresh(planned(read(FIRST_SHOWN.read_bytes())))
            if word:
                found.notices.append(say("app.keep.not_found"))
        st.session_state["desk"] = found
    here: Desk = st.session_state["desk"]
    if here.on_disk and st.query_params.get(IN_ADDRESS) != here.word:
        st.query_params[IN_ADDRESS] = here.word
    return here


def planned(scenario: Scenario) -> Plan:
    """A scenario's plan; whatever goes wrong is a `Faulty` with a sentence."""
    return worked_out(lambda: plan(scenario))


def worked_out(work: Callable[[], Found]) -> Found:
    """What comes of some work; whatever goes wrong is a `Faulty` with a sentence."""
    try:
        return work()
    except Faulty:
        raise
    except Exception as bug:
        logging.getLogger(__name__).exception("not worked out")
        raise Faulty([say("app.bug", what=type(bug).__name__)]) from bug


def entered_at(path: str) -> Any:
    """What is entered at a path: `deal.loans.2.rate`."""
    found: Any = desk().entered
    for step in path.split("."):
        found = found[int(step) if step.isdigit() else step]
    return found


def change(path: str, value: Any) -> None:
    """Enter a value, and plan anew."""
    change_all({path: value})


def change_all(values: Data) -> None:
    """Enter values by their paths in one step, and plan anew."""
    here = desk()
    entered = json.loads(json.dumps(here.entered))
    for path, value in values.items():
        here.misread.pop(path, None)
        put(entered, path, value)
    if entered != here.entered:
        _remember(here)
        _enter(here, entered)


def put(entered: Data, path: str, value: Any) -> None:
    """Set a value in what is entered."""
    steps = [int(step) if step.isdigit() else step for step in path.split(".")]
    at: Any = entered
    for step in steps[:-1]:
        at = at[step]
    if steps[-1] == "name" and steps[:2] == ["deal", "loans"] and entered["deal"]["plug"] == at["name"]:
        entered["deal"]["plug"] = value  # the plug is named by its loan
    at[steps[-1]] = value
    if steps[-1] == "repayment" and steps[:2] == ["deal", "loans"]:
        at |= fitting(at, value)


def misread(path: str, typed: str) -> None:
    """What was typed is no value at all: it stays in its box, and the page says so."""
    desk().misread[path] = typed


def open_file(content: bytes) -> list[str]:
    """Put another scenario on the desk; gives its faults, and then leaves the desk as it is."""
    try:
        found = planned(read(content))
    except Faulty as fault:
        return fault.faults
    here = desk()
    _remember(here)
    here.opened = here.plan = found
    here.misread.clear()
    _enter(here, found.scenario.model_dump(mode="json"))
    return []


def undo() -> None:
    """One step back."""
    _step(desk().past, desk().future)


def redo() -> None:
    """One step forth again."""
    _step(desk().future, desk().past)


def back_to_opened() -> None:
    """The plan as it was opened; this too can be undone."""
    here = desk()
    _remember(here)
    _enter(here, here.opened.scenario.model_dump(mode="json"))


def forget() -> None:
    """Take the working copy off the disk; what is on the pages stays until the window is closed."""
    here = desk()
    keep.forget(here.word)
    here.word = here.stamp = ""
    here.on_disk = False
    st.query_params.pop(IN_ADDRESS, None)


def changed_paths() -> list[str]:
    """Every field that differs from the plan as it was opened."""
    here = desk()
    return list(_differences("", here.opened.scenario.model_dump(mode="json"), here.entered))


def _differences(path: str, before: Any, now: Any) -> Any:
    if isinstance(before, dict) and isinstance(now, dict):
        for name in before:
            yield from _differences(f"{path}.{name}" if path else name, before[name], now.get(name))
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for place, (one, other) in enumerate(zip(before, now, strict=True)):
            yield from _differences(f"{path}.{place}", one, other)
    elif before != now:
        yield path


def _fresh(found: Plan) -> Desk:
    return Desk(found.scenario.model_dump(mode="json"), found, found)


def _restored(word: str) -> Desk | None:
    kept = keep.read(word)
    if kept is None:
        return None
    try:
        works, opened = (planned(read(json.dumps(part))) for part in (kept.works, kept.opened))
    except Faulty:
        return None
    entered = _filled(kept.entered, works.scenario.model_dump(mode="json"))
    here = Desk(entered, works, opened, word=word, stamp=kept.stamp, on_disk=True)
    _plan_anew(here)
    return here


def _filled(entered: Any, whole: Any) -> Any:
    """What was entered, with what it lacks from a whole scenario: a copy may be older than a field."""
    if isinstance(entered, dict) and isinstance(whole, dict):
        return {**whole, **{name: _filled(value, whole.get(name)) for name, value in entered.items()}}
    if isinstance(entered, list) and isinstance(whole, list) and len(entered) == len(whole):
        return [_filled(value, of) for value, of in zip(entered, whole, strict=True)]
    return entered


def _remember(here: Desk) -> None:
    here.past = [*here.past, (json.dumps(here.entered), here.opened)][-MOST_STEPS_BACK:]
    here.future = []


def _step(taken: list[tuple[str, Plan]], left: list[tuple[str, Plan]]) -> None:
    here = desk()
    if taken:
        left.append((json.dumps(here.entered), here.opened))
        text, here.opened = taken.pop()
        here.misread.clear()
        _enter(here, json.loads(text))


def _enter(here: Desk, entered: Data) -> None:
    here.entered = entered
    _plan_anew(here)
    _keep(here)


def _plan_anew(here: Desk) -> None:
    try:
        scenario = read(json.dumps(here.entered))
        if scenario != here.plan.scenario:
            here.plan = planned(scenario)
        here.entered = here.plan.scenario.model_dump(mode="json")
        here.faults = ()
    except Faulty as fault:
        here.faults = tuple(fault.faults)


def _keep(here: Desk) -> None:
    """Write the working copy; a window that finds it taken by another goes on with a copy of its own."""
    here.word = here.word or keep.new_word()
    works, opened = (found.scenario.model_dump(mode="json") for found in (here.plan, here.opened))
    copy = keep.Kept(here.entered, works, opened, here.stamp)
    try:
        try:
            here.stamp = keep.write(here.word, copy)
        except keep.TakenError:
            here.word = keep.new_word()
            here.stamp = keep.write(here.word, copy)
            here.notices.append(say("app.keep.taken"))
        here.on_disk = True
    except OSError:
        here.on_disk = False
        here.notices.append(say("app.keep.failed"))
