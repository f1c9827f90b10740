"""Charts of the other ways out: what each is worth to the owner today, on its own day, on one day, by its chance."""

from planner import Plan, rivals
from planner.charts.parts import Chart, Series
from planner.rivals import Way
from planner.words import say

AGAINST = "outsider"


def compared(plan: Plan) -> tuple[Way, ...]:
    """The ways that are worked out."""
    return tuple(way for way in plan.rivals.ways if way.outline and way.expected and way.same_day)


def ways_out(plan: Plan, language: str = "en") -> Chart:
    """Today's worth of every way that is worked out, after tax."""
    shown = compared(plan)
    return Chart(
        key="ways_out",
        kind="rows",
        title=say("charts.ways_out.title", language),
        takeaway=rivals.in_words(plan.rivals, AGAINST, language),
        categories=tuple(say(f"rivals.way.{way.name}", language) for way in shown),
        series=(
            Series(
                say("rivals.head.present_value", language),
                tuple(way.outline.sums.present_value if way.outline else 0.0 for way in shown),
                "seller",
            ),
            Series(
                say("rivals.head.same_day", language),
                tuple(way.same_day.outline.sums.present_value if way.same_day else 0.0 for way in shown),
                "collective",
            ),
            Series(
                say("rivals.head.expected", language),
                tuple(way.expected.value if way.expected else 0.0 for way in shown),
                "members",
            ),
        ),
        axis=say("rivals.head.way", language),
    )
