"""The other ways out as tables: what each brings, by year and in all, what stays of the risk, its debts."""

from planner import Plan, rivals
from planner.charts.rivals import AGAINST, compared
from planner.explain.rival_sales import laid_out
from planner.rivals import Way
from planner.views import explainer, show
from planner.words import say
from planner.words.formats import figure, percent, times

HEADS = (
    "way",
    "is_open",
    "carries",
    "months",
    "chance",
    "jobs_kept",
    "present_value",
    "same_day",
    "expected",
    "set_up_costs",
)
YEARS = ("profit", "sale", "tax", "costs", "cash", "present_value")
DEBTS = ("ebitda", "capital_spending", "tax", "left", "interest", "principal", "due", "saved", "cost")
AFTER_TAX = ("due", "saved", "cost", "redeemed")
DIFFERENCES = ("certain", "same_day", "weighed", "weighed_same_day")


def overview(plan: Plan) -> None:
    """Every way, one a row; what is not open says why and has no figures."""
    show.table((say(f"rivals.head.{head}") for head in HEADS), (_row(way) for way in plan.rivals.ways), words=3)
    lines = {}
    for way in compared(plan):
        named = say(f"rivals.way.{way.name}")
        told = [name for name, _ in laid_out(way)]
        lines[f"{named}: {say('rivals.head.cash')}"] = ("rival", f"{told[0]}.sums.cash")
        lines[f"{named}: {say('rivals.head.present_value')}"] = ("rival", f"{told[0]}.sums.present_value")
        lines[f"{named}: {say('rivals.head.same_day')}"] = ("rival", f"{told[-1]}.sums.present_value")
        lines[f"{named}: {say('rivals.head.expected')}"] = ("rival", f"{told[0]}.expected.value")
        lines[f"{named}: {say('rivals.head.expected_same_day')}"] = ("rival", f"{told[-1]}.expected.value")
    explainer.pick("rivals", lines)


def _row(way: Way) -> tuple[str, ...]:
    named = (say(f"rivals.way.{way.name}"), say(f"rivals.answer.{way.is_open}"))
    if way.outline is None or way.expected is None or way.same_day is None:
        return (*named, *[say("app.none")] * (len(HEADS) - len(named)))
    return (
        *named,
        rivals.debts_in_words(way.carried),
        str(way.months),
        percent(way.expected.probability),
        str(way.jobs_kept),
        figure(way.outline.sums.present_value),
        figure(way.same_day.outline.sums.present_value),
        figure(way.expected.value),
        figure(way.set_up_costs),
    )


def reasons(plan: Plan) -> None:
    """Whether each way is open and why, what stays of the owner's risk, and where its chance comes from."""
    show.table(
        (say(f"rivals.head.{head}") for head in ("way", "why", "risk", "known")),
        (
            (
                say(f"rivals.way.{way.name}"),
                way.reason.said(),
                way.risk.said() if way.outline else say("app.none"),
                way.chance.said() if way.outline else say("app.none"),
            )
            for way in plan.rivals.ways
        ),
        words=4,
    )


def against(plan: Plan, name: str) -> None:
    """The sale to the workers against one other way, in a paragraph; each amount of it can be opened.

    That against an outsider stands above the chart.
    """
    if name != AGAINST:
        show.words(rivals.in_words(plan.rivals, name))
    if plan.rivals.difference(name) is not None:
        lines = {say(f"rivals.line.difference.{line}"): ("rival", f"{name}.difference.{line}") for line in DIFFERENCES}
        explainer.pick(f"rivals.difference.{name}", lines)


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


def after_tax(plan: Plan) -> None:
    """What buying the shares costs the company after tax, way by way; each figure can be opened."""
    bought = [way for way in plan.rivals.ways if way.debts is not None]
    if not bought:
        return
    show.table(
        (say("rivals.head.way"), *(say(f"rivals.line.after_tax.{line}") for line in AFTER_TAX)),
        (
            (say(f"rivals.way.{way.name}"), *(figure(getattr(way.debts.after_tax, line)) for line in AFTER_TAX))
            for way in bought
            if way.debts
        ),
    )
    lines = {
        f"{say(f'rivals.way.{way.name}')}: {say(f'rivals.line.after_tax.{line}')}": (
            "rival",
            f"{way.name}.after_tax.{line}",
        )
        for way in bought
        for line in AFTER_TAX
    }
    explainer.pick("rivals.after_tax", lines)
    for way in bought:
        show.words(f"{say(f'rivals.way.{way.name}')}: {rivals.after_tax_in_words(way)}")


def debts(plan: Plan, name: str) -> None:
    """The years of a company that buys itself out under its debts; each figure can be opened."""
    found = plan.rivals.way(name).debts
    if found is None:
        return
    show.words(rivals.debts_tested(plan.rivals))
    numbered = [say("explain.debt_year", number=place) for place in range(1, len(found.years) + 1)]
    show.table(
        (say("app.statement.line"), *numbered),
        (
            *(
                (say(f"rivals.line.debts.{line}"), *(figure(getattr(year, line)) for year in found.years))
                for line in DEBTS
            ),
            (say("rivals.line.debts.dscr"), *(times(year.dscr) for year in found.years)),
        ),
    )
    lines = {
        f"{say(f'rivals.line.debts.{line}')}, {when}": ("rival", f"{name}.debts.{place}.{line}")
        for place, when in enumerate(numbered, 1)
        for line in (*DEBTS, "redeemed", "dscr", "deducted", "holds")
    }
    explainer.pick(f"rival.debts.{name}", lines)
