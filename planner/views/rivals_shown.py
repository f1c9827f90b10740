"""The other ways out as tables: what each brings, what stays of the risk, and its cash by year."""

from planner import Plan, rivals
from planner.charts.rivals import compared
from planner.rivals import Way
from planner.views import explainer, show
from planner.words import say
from planner.words.formats import figure, percent

SUMS = ("cash", "present_value")
YEARS = ("profit", "sale", "costs", "cash", "present_value")


def overview(plan: Plan) -> None:
    """Every way, one a row; what is not open says why and has no figures."""
    heads = ("way", "is_open", "months", "chance", "set_up_costs", *SUMS, "expected", "jobs_kept")
    show.table((say(f"rivals.head.{head}") for head in heads), (_row(way) for way in plan.rivals.ways), words=2)
    lines = {}
    for way in compared(plan):
        named = say(f"rivals.way.{way.name}")
        for field in SUMS:
            lines[f"{named}: {say(f'rivals.head.{field}')}"] = ("rival", f"{way.name}.sums.{field}")
        lines[f"{named}: {say('rivals.head.expected')}"] = ("rival", f"{way.name}.expected.value")
    explainer.pick("rivals", lines)


def _row(way: Way) -> tuple[str, ...]:
    named = (say(f"rivals.way.{way.name}"), say(f"rivals.answer.{way.is_open}"))
    if way.outline is None or way.expected is None:
        return (*named, *[say("app.none")] * 7)
    return (
        *named,
        str(way.months),
        percent(way.expected.probability),
        figure(way.set_up_costs),
        *(figure(getattr(way.outline.sums, field)) for field in SUMS),
        figure(way.expected.value),
        str(way.jobs_kept),
    )


def reasons(plan: Plan) -> None:
    """Whether each way is open and why, and what stays of the owner's risk."""
    show.table(
        (say("rivals.head.way"), say("rivals.head.why"), say("rivals.head.risk")),
        (
            (
                say(f"rivals.way.{way.name}"),
                way.reason.said(),
                way.risk.said() if way.outline else say("app.none"),
            )
            for way in plan.rivals.ways
        ),
        words=3,
    )


def against(plan: Plan, name: str) -> None:
    """The sale to the workers against one other way, in a paragraph."""
    show.words(rivals.in_words(plan.rivals, name))


def years(plan: Plan, name: str) -> None:
    """One way's cash by calendar year; each figure can be opened."""
    outline = plan.rivals.way(name).outline
    if outline is None:
        return
    show.table(
        (say("app.statement.line"), *(str(year.year) for year in outline.years)),
        (
            (say(f"rivals.line.{line}"), *(figure(getattr(year, line)) for year in outline.years))
            for line in YEARS
            if any(getattr(year, line) for year in outline.years)
        ),
    )
    lines = {say(f"rivals.line.{line}"): ("rival", f"{name}.{line}") for line in YEARS}
    explainer.pick(f"rival.{name}", lines, {str(year.year): year.year for year in outline.years})
