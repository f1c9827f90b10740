"""The law's figures a plan uses, and what the planner does not do."""

import streamlit as st

from planner.lending import counted, rules_used
from planner.places import Rule
from planner.views import show, state
from planner.views.plain import plain
from planner.words import keys, say
from planner.words.formats import day, money, percent

MOST_SHOWN = 3


def table(here: state.Desk) -> None:
    """Each dated figure used: its value, since when, its source, and whether it was read there."""
    used = rules_used(here.plan, here.once(counted))
    unread = sum(1 for rule in used if not rule.verified)
    show.words(say("app.rules.count", used=len(used), unread=unread))
    show.table(
        (say(f"app.rules.{head}") for head in ("label", "value", "since", "verified", "source")),
        (
            (
                rule.label,
                value(rule),
                day(rule.effective),
                say("app.rules.yes" if rule.verified else "app.rules.no"),
                rule.source,
            )
            for rule in used
        ),
        words=5,
    )


def value(rule: Rule) -> str:
    """A figure of the law as a person reads it."""
    held = rule.value
    if isinstance(held, float):
        return _one(held, rule.unit)
    shown = [" / ".join(f"{one:,g}" for one in row) if isinstance(row, tuple) else f"{row:,g}" for row in held]
    return "; ".join(shown[:MOST_SHOWN]) + ("; …" if len(shown) > MOST_SHOWN else "")


def _one(held: float, unit: str) -> str:
    if "fraction" in unit or "rate" in unit:
        return percent(held)
    if unit == "pounds":
        return say("places.pounds", amount=f"{held:,g}")
    if "money" in unit or "USD" in unit or "dollar" in unit:
        return money(held, decimals=0 if held == round(held) else 2)
    return f"{held:,g}"


def limits() -> None:
    """What the planner does not do, one sentence a line."""
    for key in sorted(key for key in keys() if key.startswith("app.limits.") and key != "app.limits.heading"):
        st.markdown(f"- {plain(say(key))}")
