"""The chart of a purchase in stages: what the members hold, and what they decide, from each closing on."""

from planner import Plan
from planner.charts.business import when
from planner.charts.parts import Chart, Series
from planner.stakes import told
from planner.words import say

EQUITY, GOVERNANCE = ("shares", "votes", "surplus"), ("seats", "alone")
SHOWN = (*((name, "members") for name in EQUITY), *((name, "seller") for name in GOVERNANCE))


def ramps(plan: Plan, language: str = "en") -> Chart:
    """The worker-equity ramp (shares, votes, surplus) beside the governance ramp (seats, matters decided alone).

    A row for each month in which either moves, as the closings come about in the plan: between them nothing changes.
    """
    found = plan.stakes
    moves = [month for month, one in enumerate(found.ramp) if not month or one != found.ramp[month - 1]]
    moves = moves if found.in_stages else []
    return Chart(
        key="ramps",
        kind="rows",
        title=say("charts.ramps.title", language),
        takeaway=told.answer(plan.scenario, found, language),
        categories=tuple(say("charts.ramps.since", language, month=when(plan, month, language)) for month in moves),
        series=tuple(
            Series(
                say(f"stakes.ramp.{name}", language), tuple(getattr(found.ramp[month], name) for month in moves), role
            )
            for name, role in SHOWN
        ),
        unit="fraction",
        axis=say("charts.ramps.axis", language),
    )
