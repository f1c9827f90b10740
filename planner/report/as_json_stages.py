"""A purchase in stages as JSON: for the key `stages` of the plan."""

from collections.abc import Callable
from typing import Any

from planner import Plan
from planner.stakes import Ramp, Voice

FINE = 6


def stages_json(plan: Plan, plain: Callable[..., Any]) -> dict[str, Any]:
    """Closings, votes and seats after each, both ramps by month, dividends below control; `plain` writes money."""
    found = plan.stakes
    return {
        "in_stages": found.in_stages,
        "left": round(found.left, FINE),
        "closings": [
            {**plain(one), "late": one.late, "reasons": [{"why": why, "months": months} for why, months in one.reasons]}
            for one in found.closings
        ],
        "voices": [_parts(one) for one in found.voices],
        "ramp": [{"month": month, **_parts(one)} for month, one in enumerate(found.ramp)] if found.in_stages else [],
        "boards": [{**one._asdict(), "seats": one.seats} for one in found.boards],
        "dividends_below_control": [
            {**{name: value for name, value in plain(one).items() if name != "need"}, **plain(one.need)}
            for one in found.upstream
        ],
        "findings": [one.said() for one in found.findings],
    }


def _parts(one: Voice | Ramp) -> dict[str, Any]:
    """A record of parts of the whole: six places, lists as lists."""
    told = one._asdict()
    return {
        name: round(value, FINE) + 0.0
        if isinstance(value, float)
        else list(value)
        if isinstance(value, tuple)
        else value
        for name, value in told.items()
    }
