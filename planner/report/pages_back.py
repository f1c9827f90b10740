"""The last pages: risks, the roadmap, the checks, the law's figures, assumptions, sources, limits."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from reportlab.platypus import Flowable

from planner import charts
from planner.fields import Frozen
from planner.lending import rules_used
from planner.places import Rule
from planner.report.pages import Pages
from planner.report.style import words
from planner.report.tables import listing
from planner.roadmap import Step
from planner.words import choice_key, say
from planner.words.formats import day, figure, listed, money, percent

LIMITS = ("appraisal", "tax", "law", "turnover", "rates", "seller", "place")
OF_WAYS_OUT = ("terms", "closing_down")  # rows that are no scale
NOT_ADVICE = ("advice", "projection", "assurance")


def risks(pages: Pages) -> list[Flowable]:
    """Everything that needs saying, a cash shortfall first."""
    said = [finding.said(pages.language) for finding in pages.plan.findings]
    return [
        *pages.heading("risks"),
        *(words(sentence, "bullet", bulletText="•") for sentence in said),
        *(words(pages.say(f"risk.{key}"), "bullet", bulletText="•") for key in ("customers", "people", "rates")),
    ]


def roadmap(pages: Pages) -> list[Flowable]:
    """The way to the closing day and after it, as bars and as a list."""
    plan, language = pages.plan, pages.language
    heads = [pages.say(f"roadmap.{key}") for key in ("step", "who", "begins", "ends", "slack", "decision")]
    rows = [_step(pages, step) for step in plan.roadmap.steps]
    return [
        *pages.heading("roadmap"),
        *pages.picture(charts.roadmap(plan, language)),
        listing(heads, rows, (4.6, 2.4, 1.5, 1.5, 1, 3)),
        pages.text("roadmap", "note", cost=pages.money(plan.roadmap.cost)),
    ]


def _step(pages: Pages, step: Step) -> tuple[str, ...]:
    language = pages.language
    label = step.said.said(language)
    return (
        say("charts.roadmap.critical", language, label=label) if step.critical else label,
        listed([say(f"roadmap.who.{one}", language) for one in step.who], language=language),
        step.starts.isoformat(),
        step.ends.isoformat() if step.months else "",
        pages.say("roadmap.months", months=f"{step.slack:g}") if step.slack else "",
        say(f"roadmap.gate.{step.gate}", language) if step.gate is not None else "",
    )


def checks(pages: Pages) -> list[Flowable]:
    """The laws every plan obeys, run on this one."""
    rows = [
        (pages.say("checks.holds" if check.holds else "checks.fails"), check.said.said(pages.language))
        for check in pages.plan.checks
    ]
    heads = (pages.say("checks.result"), pages.say("checks.law"))
    return [*pages.heading("checks"), pages.text("checks", "takeaway"), listing(heads, rows, (1, 7))]


def rules(pages: Pages) -> list[Flowable]:
    """Each dated figure used, with its source; what nobody has checked is marked."""
    rows = [
        (
            rule.label,
            _value(pages, rule),
            rule.effective.isoformat(),
            rule.source,
            pages.say("rules.verified" if rule.verified else "rules.unverified"),
        )
        for rule in rules_used(pages.plan, pages.counted)
    ]
    heads = [pages.say(f"rules.{key}") for key in ("label", "value", "since", "source", "checked")]
    return [*pages.heading("rules"), pages.text("rules"), listing(heads, rows, (3.2, 2.3, 1.4, 4.2, 1.7))]


def _value(pages: Pages, rule: Rule) -> str:
    held = rule.value
    if isinstance(held, float):
        return _figure(pages, held, rule.unit)
    if all(isinstance(item, float) for item in held):
        return listed([f"{item:g}" for item in held], language=pages.language)
    rows = [row for row in held if isinstance(row, tuple)]
    if rule.unit in OF_WAYS_OUT:
        return "; ".join(listed([f"{item:g}" for item in row], language=pages.language) for row in rows)
    if rule.unit == "fees":
        return "; ".join(pages.say("rules.step", start=figure(low), value=pages.money(fee)) for low, fee in rows)
    if rule.unit == "ranges":
        return "; ".join(pages.say("rules.range", low=f"{low:g}x", high=f"{high:g}x") for low, high in rows)
    steps = [
        pages.say(
            "rules.step",
            start=figure(row[0]),
            value=f"{row[1]:g}x" if rule.unit == "steps" else percent(row[1], language=pages.language),
        )
        for row in rows
    ]
    return "; ".join(steps)


def _figure(pages: Pages, value: float, unit: str) -> str:
    if unit == "money":
        return money(value, language=pages.language, decimals=0 if value == round(value) else 2)
    if unit == "pounds":
        return say("places.pounds", pages.language, amount=f"{value:,g}")
    if unit == "fraction":
        return percent(value, language=pages.language)
    return f"{value:g}"


ONLY_IF_TOLD = ("owner_assets", "owner_rollover", "owner_small_stock", "patronage")  # most have nothing of these


def assumptions(pages: Pages) -> list[Flowable]:
    """Every input of the scenario that is one figure or one choice: what the projection rests on."""
    scenario = pages.plan.scenario
    parts: dict[str, Frozen] = {
        "business": scenario.business,
        "books": scenario.business.books,
        "value": scenario.value,
        "weights": scenario.value.weights,
        "owner": scenario.owner,
        "owner_assets": scenario.owner.assets,
        "owner_rollover": scenario.owner.rollover,
        "owner_small_stock": scenario.owner.small_stock,
        "workforce": scenario.workforce,
        "deal": scenario.deal,
        "working_capital": scenario.deal.working_capital,
        "line": scenario.deal.line,
        "preferred": scenario.deal.preferred,
        "counting": scenario.deal.counting,
        "intangibles": scenario.deal.intangibles,
        "coop": scenario.coop,
        "patronage": scenario.coop.patronage_basis,
        "bylaws": scenario.bylaws,
    }
    if scenario.owner.taxed_in_kingdom:
        parts["owner_kingdom"] = scenario.owner.kingdom
    story = [*pages.heading("assumptions"), pages.text("assumptions", "takeaway")]
    heads = (pages.say("assumptions.input"), pages.say("assumptions.value"), pages.say("assumptions.meaning"))
    for name, part in parts.items():
        if name in ONLY_IF_TOLD and part == type(part)():
            continue
        story += [pages.part(f"assumptions_{name}"), listing(heads, list(_inputs(pages, part)), (3, 2, 5.4))]
    return story


def _inputs(pages: Pages, part: Frozen) -> Iterator[tuple[str, str, str]]:
    for name, field in type(part).model_fields.items():
        held = getattr(part, name)
        if isinstance(held, Frozen) or (isinstance(held, tuple) and not (held and isinstance(held[0], float))):
            continue
        extra = field.json_schema_extra
        unit = str(extra.get("unit")) if isinstance(extra, dict) else ""
        yield field.title or name, _written(pages, name, held, unit), field.description or ""


def _written(pages: Pages, name: str, held: Any, unit: str) -> str:
    if held is None:
        return pages.say("text.empty")
    if isinstance(held, bool):
        return pages.say("text.yes" if held else "text.no")
    if isinstance(held, date):
        return day(held, language=pages.language)
    if isinstance(held, tuple):
        rates = name == "growth"
        return ", ".join(percent(one, language=pages.language) if rates else f"{one:g}" for one in held)
    if isinstance(held, int | float):
        return _figure(pages, held, unit)
    return say(choice_key(name, str(held)), pages.language) if unit == "choice" else str(held)


def sources(pages: Pages) -> list[Flowable]:
    """Where published figures come from, and what the scenario's note says is assumed."""
    scenario = pages.plan.scenario
    if not scenario.note and not scenario.sources:
        return []
    rows = [(one.title, one.says, one.address) for one in scenario.sources]
    heads = [pages.say(f"sources.{key}") for key in ("title", "says", "address")]
    return [
        *pages.heading("sources"),
        *(words(paragraph) for paragraph in scenario.note.split("\n") if paragraph.strip()),
        *([listing(heads, rows, (3, 4, 4))] if rows else []),
    ]


def limits(pages: Pages) -> list[Flowable]:
    """What the planner does not do, and what this document is not."""
    return [
        *pages.heading("limits"),
        *(words(pages.say(f"limit.{key}"), "bullet", bulletText="•") for key in LIMITS),
        *pages.heading("not_advice"),
        *(words(pages.say(f"not_advice.{key}")) for key in NOT_ADVICE),
    ]
