"""If the co-op were wound up, on paper: in words, by fiscal year, and who gets it at the end of the last."""

from reportlab.platypus import Flowable

from planner import dissolution
from planner.report import wound_up_tables
from planner.report.pages import Pages
from planner.report.style import words
from planner.report.tables import BESIDE_BRACKET, Line, line, listing
from planner.words import say


def dissolved(pages: Pages) -> list[Flowable]:
    """The part beside the cover of accounts; nothing where no fiscal year ends within the plan."""
    plan, language = pages.plan, pages.language
    if not plan.dissolution:
        return []
    years = {period.last: period for period in plan.outcomes.fiscal_years}
    heads = pages.heads([years[one.last] for one in plan.dissolution])
    rows = []
    for name in wound_up_tables.lines(plan):
        label, found = wound_up_tables.row(name, language), wound_up_tables.written(plan, name)
        if name.endswith("for_each"):
            told = (f"{wound_up_tables.shown(name, value)}{BESIDE_BRACKET}" for value in found)
            rows.append(Line(label, tuple(told), "total"))
        else:
            rows.append(line(label, found))
    payees = wound_up_tables.payee_heads(plan, language)
    return [
        words(say("dissolution.table", language), "part"),
        words(say("dissolution.lead", language)),
        *(words(one.said(language)) for one in dissolution.told(plan.scenario, plan.dissolution, language)),
        *pages.statement(say("dissolution.years", language), heads, rows),
        words(say("dissolution.payees", language, year=plan.dissolution[-1].fiscal_year), "part"),
        listing(
            payees,
            wound_up_tables.payee_rows(plan, language),
            (3, 2, 2)[: len(payees)],
            right=(1, 2)[: len(payees) - 1],
        ),
    ]
