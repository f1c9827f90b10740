"""What the form of the deal means, on paper: each question answered, the price by class, a new basis and its worth."""

from reportlab.platypus import Flowable

from planner.forms import Verdict
from planner.report.pages import Pages
from planner.report.style import words
from planner.report.tables import NOTHING, Line, amount, listing
from planner.words import say
from planner.words.formats import figure, percent

SIGNS = {"yes": "✔", "no": "✘", "unknown": "?"}
HEADS = ("question", "answered", "why_head", "law_head", "figure_head")
WIDTHS = (2.5, 1.1, 5.2, 2.0, 1.2)
CONDITION_HEADS = ("asked", "answer", "law", "change")
CONDITION_WIDTHS = (5.0, 0.8, 2.6, 3.6)
YEARS = ("without_head", "with_head", "saved_head", "cumulated_head", "present_head")


def form(pages: Pages) -> list[Flowable]:
    """The section."""
    stated, language = pages.plan.form, pages.language
    rows = [_row(pages, one) for one in stated.verdicts]
    return [
        *pages.heading("form"),
        words(say("forms.lead", language, what=stated.what.said(language))),
        listing([say(f"forms.{one}", language) for one in HEADS], rows, WIDTHS, right=(4,)),
        *_conditions(pages),
        *_allocation(pages),
        *_worth(pages),
        *_with(pages),
    ]


def patronage(pages: Pages) -> list[Flowable]:
    """Said before any patronage is shown, where it is not certain that there can be any."""
    found = [one for one in pages.plan.form.findings if one.key.startswith("forms.finding.patronage")]
    return [words(one.said(pages.language), "takeaway") for one in found]


def _row(pages: Pages, one: Verdict) -> tuple[str, ...]:
    language = pages.language
    why = one.told(language)
    if one.change:
        why += " " + say("forms.would_change", language, change=one.change.said(language))
    shown = NOTHING
    if one.figure is not None:
        shown = figure(one.figure) if one.unit == "money" else percent(one.figure, language=language, decimals=1)
    answer = f"{SIGNS[one.answer]} {say(f'forms.answer.{one.answer}', language)}"
    return (say(f"forms.ask.{one.key}", language), answer, why, one.citation.said(language), shown)


def _conditions(pages: Pages) -> list[Flowable]:
    """Each condition of a buyout taxed as a sale, and of a rollover."""
    language, story = pages.language, []
    for verdict in pages.plan.form.verdicts:
        if verdict.conditions:
            rows = [
                (one.asks(language), SIGNS[one.answer], one.law(language), one.change(language))
                for one in verdict.conditions
            ]
            heads = [say(f"forms.condition_head.{head}", language) for head in CONDITION_HEADS]
            story += [
                pages.part("form_conditions", name=say(f"forms.ask.{verdict.key}", language)),
                words(say(f"forms.condition_lead.{verdict.key}", language)),
                listing(heads, rows, CONDITION_WIDTHS),
            ]
    return story


def _allocation(pages: Pages) -> list[Flowable]:
    allocation, language = pages.plan.form.allocation, pages.language
    story: list[Flowable] = [pages.part("form_allocation")]
    if allocation is None:
        return [*story, words(say("forms.no_allocation", language))]
    rows = [
        (
            part.of_class,
            say(f"forms.asset.{part.name}", language),
            NOTHING if part.fair is None else figure(part.fair),
            figure(part.taken),
        )
        for part in allocation.parts
        if part.fair or part.taken
    ]
    rows.append(("", say("forms.total", language), "", figure(allocation.price)))
    heads = [say(f"forms.{one}", language) for one in ("class_head", "asset_head", "fair_head", "taken_head")]
    story.append(listing(heads, rows, (1, 5, 2, 2), right=(2, 3), last_bold=True))
    if allocation.runs_out:
        story.append(words(say("forms.short", language, of_class=allocation.runs_out)))
    months = f"{pages.plan.case.terms.tax_goodwill_months:.0f}"
    return [*story, words(say("forms.allocation_note", language, months=months), "note")]


def _worth(pages: Pages) -> list[Flowable]:
    stated, language = pages.plan.form, pages.language
    worth, memo = stated.worth, stated.deferred_tax
    lines = [
        Line(
            line.fiscal_year,
            tuple(
                amount(value)
                for value in (
                    line.taxes.without,
                    line.taxes.with_step_up,
                    line.worth.saved,
                    line.worth.cumulated,
                    line.worth.present,
                )
            ),
        )
        for line in worth.lines
    ]
    whole = ("", "", amount(worth.whole.saved), "", amount(worth.whole.present))
    lines.append(Line(say("forms.all_years", language), whole, "total"))
    story = [
        *pages.statement(
            pages.say("part.form_worth"),
            [say(f"forms.{one}", language) for one in YEARS],
            lines,
            corner=say("forms.year_head", language),
        ),
        words(say("forms.worth_planned" if worth.planned else "forms.worth_other", language), "note"),
    ]
    if memo.liability:
        told = {name: pages.money(value) for name, value in memo._asdict().items()}
        story.append(words(say("forms.deferred_tax", language, **told), "note"))
    return story


def _with(pages: Pages) -> list[Flowable]:
    said = pages.plan.form.said
    if not said:
        return []
    listed = (words(one.said(pages.language), "bullet", bulletText="•") for one in said)
    return [pages.part("form_with"), *listed]
