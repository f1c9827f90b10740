"""Files in and out: the documents of a plan, a scenario opened or taken from the examples, and where work is kept."""

import re
from collections.abc import Callable
from typing import Any

import streamlit as st

from planner import Plan
from planner.faults import LARGEST_FILE, read, write
from planner.scenario import Scenario
from planner.solve import Answer
from planner.views import keep, state
from planner.views.plain import plain
from planner.words import say

UPLOAD = "open.file"
MEGABYTE = 1_000_000


Answers = tuple[Answer, ...]


def _pdf(plan: Plan, answers: Answers) -> Any:
    from planner.report import plan_pdf  # noqa: PLC0415  (fonts and drawing load only when a document is asked for)

    return plan_pdf(plan, answers=answers)


def _workbook(plan: Plan, _: Answers) -> Any:
    from planner.report import workbook  # noqa: PLC0415  (likewise)

    return workbook(plan)


def _plan_json(plan: Plan, _: Answers) -> Any:
    from planner.report import plan_json  # noqa: PLC0415  (likewise)

    return plan_json(plan)


DOCUMENTS: tuple[tuple[str, Callable[[Plan, Answers], Any], str, str], ...] = (
    ("pdf", _pdf, "plan.pdf", "application/pdf"),
    ("workbook", _workbook, "plan.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("scenario", lambda plan, _: write(plan.scenario), "scenario.json", "application/json"),
    ("json", _plan_json, "plan.json", "application/json"),
)


def maker(plan: Plan, make: Callable[[Plan, Answers], Any], answers: Answers) -> Callable[[], bytes]:
    """A document that is built only when somebody asks for it."""

    def made() -> bytes:
        content = make(plan, answers)
        return content.encode() if isinstance(content, str) else bytes(content)

    return made


def name(scenario: Scenario, ending: str) -> str:
    """A file's name out of the plan's: letters and digits only, so that every computer takes it."""
    plain_name = re.sub(r"[^A-Za-z0-9]+", "-", scenario.business.name).strip("-").lower()
    return f"{plain_name[:60] or 'plan'}-{ending}"


def opener() -> None:
    """Open a scenario file; what is wrong with it is said one sentence a line, and nothing is lost."""
    st.file_uploader(
        say("app.documents.upload"),
        type="json",
        key=UPLOAD,
        on_change=_opened,
        max_upload_size=LARGEST_FILE // MEGABYTE,
    )
    faults = st.session_state.get("open.faults", [])
    if faults:
        st.error("\n\n".join(plain(one) for one in (say("app.documents.refused"), *faults)), icon=":material/error:")


def examples() -> None:
    """Open one of the sample scenarios."""
    files = sorted(state.EXAMPLES.glob("*.json"))
    names = {file.stem: read(file.read_bytes()).name for file in files}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            say("app.documents.example"), list(names), format_func=names.__getitem__, key="open.example", width=420
        )
        st.button(
            say("app.documents.open_example"),
            key="open.example.button",
            on_click=_open_example,
            args=(chosen,),
            icon=":material/folder_open:",
        )


def where_kept(here: state.Desk) -> str:
    """Where the work is kept, in words."""
    return say("app.keep.kept", folder=keep.folder()) if here.on_disk else say("app.keep.not_yet")


def _opened() -> None:
    given = st.session_state[UPLOAD]
    if given is not None:
        st.session_state["open.faults"] = state.open_file(given.getvalue())
        if not st.session_state["open.faults"]:
            state.desk().notices.append(say("app.documents.opened", name=state.desk().scenario.name))


def _open_example(chosen: str | None) -> None:
    if chosen:
        st.session_state["open.faults"] = state.open_file((state.EXAMPLES / f"{chosen}.json").read_bytes())
        state.desk().notices.append(say("app.documents.opened", name=state.desk().scenario.name))
