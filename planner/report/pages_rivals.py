"""The other ways out on paper: what each is worth today, whether it is open, what stays of the risk."""

from reportlab.platypus import Flowable

from planner import charts, rivals
from planner.charts.rivals import compared
from planner.report.pages import Pages
from planner.report.style import words
from planner.report.tables import listing
from planner.words import say
from planner.words.formats import figure, percent

WIDTHS = (30, 10, 10, 14, 14, 14, 8)
HEADS = ("way", "months", "chance", "cash", "present_value", "expected", "jobs_kept")


def ways_out(pages: Pages) -> list[Flowable]:
    """Every way measured alike, the sale to the workers first."""
    plan, language = pages.plan, pages.language
    rows = [
        (
            say(f"rivals.way.{way.name}", language),
            str(way.months),
            percent(way.expected.probability, language=language),
            figure(way.outline.sums.cash),
            figure(way.outline.sums.present_value),
            figure(way.expected.value),
            str(way.jobs_kept),
        )
        for way in compared(plan)
        if way.outline and way.expected
    ]
    measured = say(
        "rivals.measured",
        language,
        rate=percent(plan.scenario.owner.discount_rate, language=language),
        fallback=say(f"rivals.fallback.{plan.scenario.rivals.fallback}", language),
    )
    told = [
        words(
            pages.say(
                "text.way",
                way=say(f"rivals.way.{way.name}", language),
                reason=way.reason.said(language),
                risk=way.risk.said(language) if way.outline else "",
            ),
            "bullet",
            bulletText="•",
        )
        for way in plan.rivals.ways
    ]
    return [
        *pages.heading("ways_out"),
        *pages.picture(charts.ways_out(plan, language)),
        listing([say(f"rivals.head.{head}", language) for head in HEADS], rows, WIDTHS, range(1, len(HEADS))),
        words(measured),
        *(words(rivals.in_words(plan.rivals, one.name, language)) for one in plan.rivals.differences),
        pages.part("ways_out"),
        *told,
    ]
