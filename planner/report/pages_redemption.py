"""Redemptions in print: what falls due against the cash debt leaves, the law's bar, and the queue."""

from reportlab.platypus import Flowable

from planner import charts
from planner.redemption import told
from planner.report.pages import Pages
from planner.report.style import words
from planner.report.tables import line
from planner.words import say

COLUMNS = ("due", "paid", "waiting", "owed", "free")


def redemptions(pages: Pages) -> list[Flowable]:
    """The chart, the years, who waits and what the law bars."""
    plan, language = pages.plan, pages.language
    found = plan.redemptions
    story = [*pages.picture(charts.redemptions(plan, language))]
    if any(year.due or year.owed for year in found.years):
        lines = [
            line(say(f"redemption.head.{name}", language), [getattr(year, name) for year in found.years])
            for name in COLUMNS
        ]
        story += pages.statement(say("redemption.title", language), pages.heads(plan.outcomes.fiscal_years), lines)
    story += [words(sentence, "text") for sentence in told(plan.run, plan.dates, found, language)]
    return story
