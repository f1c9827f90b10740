"""The menu: one question a page, and beside it the plan's name, steps back and forth, and where the work is kept."""

from pathlib import Path

import streamlit as st

from planner.views import keep, state
from planner.views.plain import plain
from planner.words import say

ICON = Path(__file__).parents[2] / "assets" / "icon.svg"
ICONS = {
    "business": ":material/storefront:",
    "deal": ":material/handshake:",
    "stages": ":material/stairs:",
    "cash": ":material/payments:",
    "lender": ":material/account_balance:",
    "workers": ":material/groups:",
    "share": ":material/badge:",
    "surplus": ":material/savings:",
    "owner": ":material/person:",
    "choices": ":material/alt_route:",
    "rules": ":material/gavel:",
    "roadmap": ":material/route:",
    "documents": ":material/description:",
}


def name() -> str:
    """What the app is called."""
    return say("app.name")


def icon() -> str:
    """The sign in the browser's tab, from a file here: icons of pages would be fetched from elsewhere."""
    return str(ICON)


def pages() -> list[st.Page]:
    """A flat list, so that a screen reader hears one list of pages."""
    return [
        st.Page(f"planner/views/{page}.py", title=say(f"app.{page}.menu"), icon=icon, default=page == "business")
        for page, icon in ICONS.items()
    ]


def beside() -> None:
    """The plan's name and steps back and forth, on every page."""
    here = state.desk()
    with st.sidebar:
        st.markdown(f"**{plain(here.entered['name'])}**")
        changed = len(state.changed_paths())
        st.caption(
            plain(
                say(
                    "app.changes.none" if not changed else "app.changes.one" if changed == 1 else "app.changes.several",
                    changed=changed,
                )
            )
        )
        with st.container(horizontal=True, gap="small"):
            st.button(say("app.undo"), on_click=state.undo, disabled=not here.past, icon=":material/undo:", key="undo")
            st.button(
                say("app.redo"), on_click=state.redo, disabled=not here.future, icon=":material/redo:", key="redo"
            )
        if changed:
            st.button(
                say("app.back_to_opened"),
                on_click=state.back_to_opened,
                icon=":material/restart_alt:",
                key="back_to_opened",
                type="tertiary",
            )
        st.caption(plain(say("app.keep.kept", folder=keep.folder()) if here.on_disk else say("app.keep.not_yet")))
