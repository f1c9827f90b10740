"""The other ways out on paper: what each is worth today, its cash by year, what stays of the risk."""

from reportlab.platypus import Flowable

from planner import charts, rivals
from planner.charts.rivals import compared
from planner.report.pages import Pages
from planner.report.style import words
from planner.report.tables import line, listing, statement
from planner.rivals import Way
from planner.words import say
from planner.words.formats import figure, percent

WIDTHS = (22, 18, 9, 9, 12, 12, 12, 12, 8)
AGAINST = ("present_value", "same_day", "expected", "expected_same_day")
HEADS = ("way", "carries", "months", "chance", "set_up_costs", "present_value", "same_day", "expected", "jobs_kept")


def ways_out(pages: Pages) -> list[Flowable]:
    """Every way measured alike, the sale to the workers first."""
    plan, language = pages.plan, pages.language
    measured = say(
        "rivals.measured",
        language,
        rate=percent(plan.scenario.owner.discount_rate, language=language),
        fallback=say(f"rivals.fallback.{plan.scenario.rivals.fallback}", language),
    )
    rows = [row for way in compared(plan) if (row := _row(way, language))]
    return [
        *pages.heading("ways_out"),
        *pages.picture(charts.ways_out(plan, language)),
        listing([say(f"rivals.head.{head}", language) for head in HEADS], rows, WIDTHS, range(2, len(HEADS))),
        words(measured),
        words(say("rivals.losses", language)),
        *_not_worked_out(pages),
        words(rivals.debts_tested(plan.rivals, language)),
        pages.part("ways_out_against"),
        _against(pages),
        pages.part("ways_out_years"),
        *_years(pages),
        pages.part("ways_out"),
        *(_told(pages, way) for way in plan.rivals.ways),
        *(words(one.said(language), "note") for one in plan.rivals.findings),
    ]


def _not_worked_out(pages: Pages) -> list[Flowable]:
    """What is not worked out of an owner who lives abroad, where the figures stand."""
    if not pages.plan.scenario.owner.taxed_in_kingdom:
        return []
    return [words(say("seller.kingdom.not_worked_out", pages.language))]


def _row(way: Way, language: str) -> tuple[str, ...]:
    if way.outline is None or way.expected is None or way.same_day is None:
        return ()
    return (
        say(f"rivals.way.{way.name}", language),
        rivals.debts_in_words(way.carried, language),
        str(way.months),
        percent(way.expected.probability, language=language),
        figure(way.set_up_costs),
        figure(way.outline.sums.present_value),
        figure(way.same_day.outline.sums.present_value),
        figure(way.expected.value),
        str(way.jobs_kept),
    )


def _against(pages: Pages) -> Flowable:
    """What the workers earn the owner against each other way, on its own day and on the same."""
    rows = [
        (say(f"rivals.way.{name}", pages.language), *(figure(amount) for amount in found))
        for name, found in pages.plan.rivals.differences
    ]
    heads = [say(f"rivals.head.{head}", pages.language) for head in ("way", *AGAINST)]
    return listing(heads, rows, (30, 16, 16, 16, 16), range(1, len(heads)))


def _years(pages: Pages) -> list[Flowable]:
    """Cash after tax of every way by calendar year."""
    shown = [(way, way.outline) for way in compared(pages.plan) if way.outline]
    first = pages.plan.scenario.rules_date.year
    years = range(first, max(outline.years[-1].year for _, outline in shown) + 1)
    lines = []
    for way, outline in shown:
        cash = {year.year: year.cash for year in outline.years}
        label = say(f"rivals.way.{way.name}", pages.language)
        lines.append(line(label, [cash.get(year, 0.0) for year in years]))
    return statement([str(year) for year in years], lines)


def _told(pages: Pages, way: Way) -> Flowable:
    """Whether a way is open and why, what stays of the risk, and where its chance comes from."""
    language = pages.language
    named, reason = say(f"rivals.way.{way.name}", language), way.reason.said(language)
    if way.outline is None:
        return words(pages.say("text.way_closed", way=named, reason=reason), "bullet", bulletText="•")
    risk, known = way.risk.said(language), way.chance.said(language)
    return words(pages.say("text.way", way=named, reason=reason, risk=risk, known=known), "bullet", bulletText="•")
