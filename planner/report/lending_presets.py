"""Where a loan's terms come from, in words: source, day, what is filled in, what was not found."""

from collections.abc import Sequence

from planner.lending.presets import Preset
from planner.origins import EACH, title
from planner.words import say
from planner.words.formats import day, listed


def preset_lines(preset: Preset, language: str = "en") -> tuple[str, ...]:
    """A preset's source, what it fills in, and what nobody publishes."""
    lines = [
        say("lending.preset.source", language, source=preset.source, day=day(preset.day, language=language)),
        say("lending.preset.verified" if preset.verified else "lending.preset.unverified", language),
    ]
    for key, names in (
        ("published", preset.published),
        ("filled_in", preset.filled_in),
        ("not_found", preset.not_found),
    ):
        if names:
            lines.append(say(f"lending.preset.{key}", language, fields=_fields(names, preset, language)))
    return tuple(lines)


def _fields(names: Sequence[str], preset: Preset, language: str) -> str:
    where = f"deal.loans.{EACH}" if preset.loan is not None else "deal.preferred"
    guarantor = say("lending.preset.guarantor", language)
    return listed([guarantor if one == "guarantor" else title(f"{where}.{one}") for one in names], language=language)
