"""The chart of a purchase in stages: what the members hold, and what they decide, month by month."""

from planner import Plan
from planner.charts.business import when
from planner.charts.parts import Chart, Series
from planner.stakes import told
from planner.words import say

SHOWN = (("shares", "members"), ("votes", "cash"), ("surplus", "preferred"), ("seats", "seller"), ("alone", "floor"))


def ramps(plan: Plan, language: str = "en") -> Chart:
    """The worker-equity ramp (shares, votes, surplus) beside the governance ramp (seats, matters decided alone)."""
    found = plan.stakes
    return Chart(
        key="ramps",
        kind="line",
        title=say("charts.ramps.title", language),
        takeaway=told.answer(plan.scenario, found, language),
        categories=tuple(when(plan, month, language) for month in range(len(found.ramp))) if found.in_stages else (),
        series=tuple(
            Series(say(f"stakes.ramp.{name}", language), tuple(getattr(one, name) for one in found.ramp), role)
            for name, role in SHOWN
        )
        if found.in_stages
        else (),
        unit="fraction",
        axis=say("charts.month", language),
    )
