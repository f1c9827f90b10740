"""The conditions of a buyout taxed as a sale and of a rollover: each met, not met or not known, on which law."""

import streamlit as st

from planner.forms import Verdict
from planner.views.plain import plain
from planner.words import say

ICONS = {"yes": ":material/check_circle:", "no": ":material/cancel:", "unknown": ":material/help:"}


def answered(answer: str) -> str:
    """An answer with its sign and its word."""
    return f"{ICONS[answer]} {say(f'forms.answer.{answer}')}"


def listed(one: Verdict) -> None:
    """Every condition of a question, those not met with what would meet them; nothing where it has none."""
    if one.conditions:
        st.write(plain(say(f"forms.condition_lead.{one.key}")))
    for told in one.conditions:
        st.markdown(f"{ICONS[told.answer]} {plain(told.asks())}")
        change = say("forms.would_meet", change=told.change()) if told.change() else ""
        st.caption(plain(f"{told.law()}. {change}".strip()))


def headed(one: Verdict) -> None:
    """The conditions below their question."""
    if one.conditions:
        st.markdown(f"**{plain(say(f'forms.ask.{one.key}'))}**")
        listed(one)
