"""The people: members together, one typical worker, and the seller by calendar year."""

from collections.abc import Sequence
from statistics import median_low
from typing import Any

from reportlab.platypus import Flowable

from planner import charts
from planner.charts import when
from planner.members import Person
from planner.report import pages_form, pages_redemption
from planner.report.pages import Pages
from planner.report.style import words
from planner.report.tables import INDENT, Line, line, listing
from planner.seller import Compared
from planner.stakes.told import boards
from planner.words import say
from planner.words.formats import figure, heads, percent

MOST_LISTED = 40
TOTALS = ("shares_paid", "shares_left", "shares", "pay", "dividend", "cash", "notice", "left", "revolved", "account")
STAYING = ("deductions", "shares", "pay", "dividend", "cash", "notice", "revolved", "account")
HELD, OF_IT = {"shares", "account"}, {"cash", "notice"}
LOOKS = {
    **dict.fromkeys(("cash", "tax", "cash_after_tax"), "total"),
    **dict.fromkeys(("gain", "ordinary_tax", "tax_anyway"), "memo"),
}
SELLER = (
    "cash_at_closing",
    "principal",
    "interest",
    "imputed_interest",
    "later_cash",
    "later_principal",
    "dividends",
    "non_compete",
    "gain",
    "later_gain",
    "recapture",
    "unrecaptured",
    "special",
    "excluded",
    "deferred",
    "rent",
    "other_income",
    "pay_before",
    "profit_before",
    "dividend_before",
    "ordinary_tax",
    "gain_tax",
    "investment_tax",
    "alternative_tax",
    "tax",
    "tax_anyway",
    "entity_tax",
    "interest_charge",
    "state_tax",
    "kingdom_tax",
    "tax_of_sale",
    "selling_costs",
    "cash_after_tax",
)
TAKEN_OFF = "tax_of_sale"
OF_THE_US = ("ordinary_tax", "tax", "tax_anyway")  # no lines of an owner whom another country taxes


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
            number=heads(worker.founding_members),
            share=pages.money(coop.member_share),
            down=pages.money(worker.paid_at_joining),
            turnover=percent(plan.scenario.workforce.turnover, language=language),
            last=f"{worker.expected_members[-1]:,.0f}",
        ),
        pages.text(
            "bylaws",
            collective=percent(coop.kept_together, language=language),
            cash=percent(coop.cash_fraction, language=language),
            kind=pages.say("text.qualified" if coop.qualified else "text.nonqualified"),
            revolving=pages.say("text.revolving", years=coop.revolving_years)
            if coop.revolving_years
            else pages.say("text.kept"),
            redemption=pages.say("text.redeemed", years=coop.redemption_years)
            if coop.redemption_years
            else pages.say("text.at_once"),
        ),
        *(words(one.said(language)) for one in boards(plan.scenario, plan.stakes, language)),
        *pages.picture(charts.surplus_split(plan, language)),
        *pages.statement(
            pages.say("members.title"),
            pages.heads(plan.outcomes.fiscal_years),
            _lines(pages, plan.members.totals, TOTALS),
        ),
        *pages.picture(charts.equity(plan, language)),
        *pages.picture(charts.leavers(plan, language)),
        *pages_redemption.redemptions(pages),
        *classes(pages),
    ]
    return story


def classes(pages: Pages) -> list[Flowable]:
    """Further classes of members: votes, seats and slices, then what each was given and holds."""
    plan, language = pages.plan, pages.language
    told = plan.scenario.membership
    if not told.classes:
        return []
    workers = (told.workers_votes, told.workers_seats, told.of_workers, 0.0, plan.outcomes.worker.founding_members)
    others = [(one.name, (one.votes, one.board_seats, one.slice, one.return_rate, one.members)) for one in told.classes]
    rows = [
        (
            name,
            heads(members),
            percent(votes / told.all_votes, language=language, decimals=0),
            figure(seats),
            percent(part, language=language, decimals=0),
            percent(most, language=language) if most else "",
        )
        for name, (votes, seats, part, most, members) in ((say("charts.workers", language), workers), *others)
    ]
    names = [
        say(f"app.classes.head.{name}", language) for name in ("name", "members", "votes", "seats", "slice", "return")
    ]
    return [
        pages.part("classes"),
        listing(names, rows, (3, 2, 1.5, 1.5, 2, 2), right=(1, 2, 3, 4, 5)),
        *pages.picture(charts.surplus_by_class(plan, language)),
        *pages.picture(charts.capital_by_class(plan, language)),
    ]


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
    """The seller's calendar years: what comes in, the tax of each kind, what is left; then the other ways to sell."""
    plan, language = pages.plan, pages.language
    years = plan.seller.years
    said = [words(finding.said(language)) for finding in plan.seller.findings]
    looked_for = [name for name in LOOKS if plan.seller.planned.kingdom is None or name not in OF_THE_US]
    lines = [
        line(
            say(f"seller.line.{name}", language),
            [getattr(year, name) * (-1.0 if name == TAKEN_OFF else 1.0) for year in years],
            LOOKS.get(name, ""),
        )
        for name in SELLER
        if any(getattr(year, name) for year in years) or name in looked_for
    ]
    heads = [str(year.year) for year in years]
    return [
        *pages.heading("seller"),
        *pages.statement(pages.say("seller.title"), heads, lines),
        *said,
        *ways_to_sell(pages),
    ]


def ways_to_sell(pages: Pages) -> list[Flowable]:
    """What the seller would keep in other ways, and why a way is open or not."""
    language = pages.language
    rows = [
        (
            say(f"seller.way.name.{way.name}", language),
            say(f"seller.open.{way.is_open}", language),
            pages.money(way.worked.totals.cash_after_tax) if way.worked else "",
            pages.money(way.worked.totals.present_value) if way.worked else "",
            _why(pages, way),
        )
        for way in pages.plan.seller.ways
    ]
    heads = [pages.say(f"seller.{key}") for key in ("way", "is_open", "kept", "worth")]
    return [pages.part("ways"), listing([*heads, ""], rows, (2.4, 1, 1.4, 1.4, 5), right=(2, 3))]


def _why(pages: Pages, way: Compared) -> str:
    """Why a way is open or not, and what it adds to the price."""
    said = way.reason.said(pages.language)
    if not way.gross_up:
        return said
    return f"{said} {say('seller.gross_up', pages.language, amount=pages.money(way.gross_up))}"
