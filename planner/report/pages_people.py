"""The people: members together, one typical worker, and the seller by calendar year."""

from collections.abc import Sequence
from statistics import median_low
from typing import Any

from reportlab.platypus import Flowable

from planner import charts
from planner.charts import when
from planner.members import Person
from planner.report import pages_form
from planner.report.pages import Pages
from planner.report.style import words
from planner.report.tables import INDENT, Line, line, listing
from planner.words import say
from planner.words.formats import figure, percent

MOST_LISTED = 40
TOTALS = ("shares_paid", "shares_left", "shares", "pay", "dividend", "cash", "notice", "left", "revolved", "account")
STAYING = ("deductions", "shares", "pay", "dividend", "cash", "notice", "revolved", "account")
HELD, OF_IT = {"shares", "account"}, {"cash", "notice"}
LOOKS = {
    **dict.fromkeys(("cash", "tax", "cash_after_tax"), "total"),
    **dict.fromkeys(("gain", "ordinary_tax", "tax_anyway"), "memo"),
}
SELLER = (
    ("cash_at_closing", 1),
    ("principal", 1),
    ("interest", 1),
    ("gain", 0),
    ("recapture", 0),
    ("other_income", 0),
    ("ordinary_tax", 0),
    ("gain_tax", 0),
    ("investment_tax", 0),
    ("alternative_tax", 0),
    ("tax", 0),
    ("tax_anyway", 0),
    ("tax_of_sale", -1),
    ("cash_after_tax", 1),
)
UNTAXED = (*SELLER[:3], ("cash", 1))


def members(pages: Pages) -> list[Flowable]:
    """All members together: their shares, their patronage, their accounts, and those who leave."""
    plan, language = pages.plan, pages.language
    coop, worker = plan.scenario.coop, plan.outcomes.worker
    story = [*pages.heading("members")]
    if not plan.members.people:
        return [*story, pages.text("no_members")]
    story += [
        *pages_form.patronage(pages),
        pages.text(
            "members",
            number=worker.founding_members,
            share=pages.money(coop.member_share),
            down=pages.money(worker.paid_at_joining),
            turnover=percent(plan.scenario.workforce.turnover, language=language),
            last=f"{worker.expected_members[-1]:,.0f}",
        ),
        pages.text(
            "bylaws",
            collective=percent(coop.collective_fraction, language=language),
            cash=percent(coop.cash_fraction, language=language),
            kind=pages.say("text.qualified" if coop.qualified else "text.nonqualified"),
            revolving=pages.say("text.revolving", years=coop.revolving_years)
            if coop.revolving_years
            else pages.say("text.kept"),
            redemption=pages.say("text.redeemed", years=coop.redemption_years)
            if coop.redemption_years
            else pages.say("text.at_once"),
        ),
        *pages.picture(charts.surplus_split(plan, language)),
        *pages.statement(
            pages.say("members.title"),
            pages.heads(plan.outcomes.fiscal_years),
            _lines(pages, plan.members.totals, TOTALS),
        ),
        *pages.picture(charts.equity(plan, language)),
        *pages.picture(charts.leavers(plan, language)),
    ]
    return story


def _lines(pages: Pages, years: Sequence[Any], names: Sequence[str]) -> list[Line]:
    return [
        line(
            (INDENT if name in OF_IT else "") + pages.say(f"members.{name}"),
            [getattr(year, name) for year in years],
            "total" if name in HELD else "",
        )
        for name in names
        if any(getattr(year, name) for year in years)
    ]


def typical(people: Sequence[Person]) -> Person:
    """The member of middling pay among those who join first."""
    first = min(person.joins_month for person in people)
    founders = [person for person in people if person.joins_month == first]
    pay = [sum(year.pay for year in person.staying) for person in founders]
    return founders[pay.index(median_low(pay))]


def worker(pages: Pages) -> list[Flowable]:
    """One member who joins at closing and stays; then all places among the members, as many as a page holds."""
    plan, language = pages.plan, pages.language
    people = plan.members.people
    if not people:
        return []
    person = typical(people)
    periods = [
        period for period in plan.outcomes.fiscal_years if period.label in {year.fiscal_year for year in person.staying}
    ]
    rows = [_row(pages, one) for one in people[:MOST_LISTED]]
    heads = [pages.say(f"roster.{key}") for key in ("alias", "role", "number", "joins", "dividend", "account")]
    more = [pages.text("more_members", "note", shown=MOST_LISTED, all=len(people))] if len(people) > MOST_LISTED else []
    return [
        *pages.heading("worker"),
        pages.text("typical", alias=person.alias, role=person.role or person.alias),
        *pages.picture(charts.worker_account(plan, person, language)),
        *pages.statement(
            pages.say("members.one", alias=person.alias), pages.heads(periods), _lines(pages, person.staying, STAYING)
        ),
        pages.part("roster"),
        pages.text("roster", "takeaway"),
        listing(heads, rows, (2, 3, 1, 2, 2, 2), right=(2, 4, 5)),
        *more,
    ]


def _row(pages: Pages, person: Person) -> tuple[str, ...]:
    held = person.staying[-1].account + person.staying[-1].shares if person.staying else 0.0
    return (
        person.alias,
        person.role,
        figure(person.number),
        when(pages.plan, person.joins_month, pages.language),
        figure(sum(year.dividend for year in person.staying)),
        figure(held),
    )


def seller(pages: Pages) -> list[Flowable]:
    """The seller's calendar years: what comes in, and where it is worked out the tax of each kind, and what is left."""
    plan, language = pages.plan, pages.language
    years = plan.seller.years
    said = [words(finding.said(language)) for finding in plan.seller.findings]
    lines = [
        line(
            say(f"seller.line.{name}", language),
            [getattr(year, name) * (sign or 1) for year in years],
            LOOKS.get(name, ""),
        )
        for name, sign in (SELLER if plan.seller.taxed else UNTAXED)
        if any(getattr(year, name) for year in years) or name in LOOKS
    ]
    heads = [str(year.year) for year in years]
    return [*pages.heading("seller"), *pages.statement(pages.say("seller.title"), heads, lines), *said]
