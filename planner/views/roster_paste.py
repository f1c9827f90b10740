"""A roster pasted from a spreadsheet or opened from a CSV file: good rows are taken, the rest stays to be mended."""

import streamlit as st

from planner import pasted
from planner.faults import LARGEST_FILE
from planner.scenario import Worker
from planner.views import ask, show, state
from planner.views.lists import ENTRY
from planner.views.plain import plain
from planner.words import say
from planner.words.formats import figure

PATH = "workforce.workers"
BOX, UPLOAD = "paste.rows", "paste.file"
MEGABYTE = 1_000_000
MOST_SAID = 50


def panel() -> None:
    """The box, what is found in it, and the buttons that take it over."""
    with show.fold("app.workers.paste") as is_open:
        if not is_open:
            return
        titles = ", ".join(ask.field_of(f"{PATH}.0.{field}").title or field for field in ENTRY[PATH])
        show.words(say("app.workers.paste_help", titles=titles))
        st.file_uploader(
            say("app.workers.paste_file"),
            type=["csv", "txt", "tsv"],
            key=UPLOAD,
            on_change=_opened,
            max_upload_size=LARGEST_FILE // MEGABYTE,
        )
        given = st.text_area(say("app.workers.paste_box"), key=BOX, height=160)
        faults: tuple[str, ...] = tuple(st.session_state.get("paste.faults", ()))
        if given.strip():
            found = pasted.read(given, state.desk().scenario.deal.closing)
            faults = found.faults
            _found(found)
        if faults:
            st.error("\n\n".join(map(plain, faults)), icon=":material/error:")


def _found(found: pasted.Roster) -> None:
    if found.unknown:
        st.info(plain(say("app.workers.paste_unknown", columns=", ".join(found.unknown))), icon=":material/info:")
    if found.workers:
        show.words(say("app.workers.paste_good", number=len(found.workers)))
        heads = [
            ask.field_of(f"{PATH}.0.{field}").title or field for field in ("alias", "role", "number", "hours", "pay")
        ]
        show.long_table(heads, map(_shown, found.workers), words=2)
        held = len(state.entered_at(PATH))
        with st.container(horizontal=True):
            _button("replace", found, others=0)
            if held:
                _button("add", found, others=held)
    if found.refused:
        st.warning(plain(say("app.workers.paste_bad", number=len(found.refused))), icon=":material/warning:")
        said = [(str(one.row), fault) for one in found.refused[:MOST_SAID] for fault in one.faults]
        show.table((say("app.workers.paste_row"), say("app.workers.paste_why")), said, words=2)
        if len(found.refused) > MOST_SAID:
            show.words(say("app.workers.paste_more", number=len(found.refused) - MOST_SAID))


def _button(kind: str, found: pasted.Roster, others: int) -> None:
    whole = others + len(found.workers)
    too_many = whole > pasted.MOST_ROWS
    st.button(
        say(f"app.workers.paste_{kind}"),
        key=f"paste.{kind}",
        on_click=_taken,
        args=(found, kind == "add"),
        disabled=too_many,
        help=say("app.workers.paste_full", most=pasted.MOST_ROWS, number=whole) if too_many else None,
    )


def _taken(found: pasted.Roster, add: bool) -> None:
    """Take the good rows over; the others stay in the box."""
    rows = [worker.model_dump(mode="json") for worker in found.workers]
    state.change(PATH, [*(state.entered_at(PATH) if add else []), *rows])
    st.session_state[BOX] = found.left
    state.desk().notices.append(say("app.workers.paste_taken", number=len(rows)))


def _opened() -> None:
    """A file's text goes into the box, where it can be seen and mended."""
    given = st.session_state[UPLOAD]
    if given is None:
        return
    content = given.getvalue()
    found = pasted.read(content, state.desk().scenario.deal.closing)
    st.session_state["paste.faults"] = found.faults
    if len(content) <= LARGEST_FILE:
        st.session_state[BOX] = pasted.decoded(content)


def _shown(worker: Worker) -> tuple[str, ...]:
    return (worker.alias, worker.role, str(worker.number), f"{worker.hours:g}", figure(worker.pay, decimals=2))
