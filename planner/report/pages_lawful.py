"""What the law asks, on paper: every rule that binds the plan with its state, its law and what would change it."""

from reportlab.platypus import Flowable

from planner.lawful import Ruling
from planner.report.pages import Pages
from planner.report.style import words
from planner.report.tables import listing
from planner.words import say
from planner.words.formats import figure, money

SIGNS = {"passed": "✔", "failed": "✘", "unknown": "?"}
ORDER = ("failed", "unknown", "passed")
HEADS = ("asked_head", "state_head", "why_head", "law_head")
WIDTHS = (3.4, 1.2, 4.6, 2.8)
WEEK = ("gross", "least_left", "most_taken", "taken", "room")
MOST_WORKERS = 40


def lawful(pages: Pages) -> list[Flowable]:
    """The section."""
    law, language = pages.plan.lawful, pages.language
    key = "answer_failed" if law.grave else "answer_open" if law.of("unknown") else "answer_kept"
    counts = {"failed": len(law.grave), "open": len(law.of("unknown")), "whole": len(law.rulings)}
    rows = [_row(one, language) for state in ORDER for one in law.rulings if one.state == state]
    return [
        *pages.heading("lawful"),
        words(say(f"app.rules.{key}", language, **counts), "takeaway"),
        words(say("app.rules.lead", language)),
        listing([say(f"app.rules.{head}", language) for head in HEADS], rows, WIDTHS),
        *_pay(pages),
    ]


def _row(one: Ruling, language: str) -> tuple[str, ...]:
    why = one.why.said(language)
    if one.change:
        why += " " + say("forms.would_change", language, change=one.change.said(language))
    state = f"{SIGNS[one.state]} {say(f'lawful.state.{one.state}', language)}"
    return (one.asked.said(language), state, why, one.citation.said(language))


def _pay(pages: Pages) -> list[Flowable]:
    """What may be taken from pay, worker by worker; of a long roster those with least room."""
    found, language = pages.plan.lawful.deductions, pages.language
    if not found.people:
        return []
    tightest = sorted(found.people, key=lambda one: one.week.room)[:MOST_WORKERS]
    rows = [
        (one.named(language), str(one.number), *(figure(getattr(one.week, name), decimals=2) for name in WEEK))
        for one in tightest
    ]
    heads = [say("app.rules.worker", language), say("app.rules.number", language)]
    heads += [say(f"figure.lawful.week.{name}", language) for name in WEEK]
    lead = say("app.rules.pay_lead", language, wage=money(found.minimum.wage, language=language, decimals=2))
    return [
        pages.part("lawful_pay"),
        words(lead),
        listing(heads, rows, (2.2, 0.9, 1.5, 1.5, 1.3, 1.3, 1.3), right=(1, 2, 3, 4, 5, 6)),
    ]
