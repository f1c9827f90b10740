"""Several holders of the company on paper: who gets what of the price by purchase, and what each is paid by year."""

from reportlab.platypus import Flowable

from planner import charts
from planner.holders import Paid
from planner.model.calendar import month_of
from planner.report.pages import Pages
from planner.report.style import words
from planner.report.tables import Line, line
from planner.words import say
from planner.words.formats import month_name

FIELDS = ("of_price", "interest", "dividends")


def holders(pages: Pages) -> list[Flowable]:
    """The section; nothing where the owner holds the company alone."""
    paid = pages.plan.holders
    if paid is None:
        return []
    language = pages.language
    return [
        *pages.heading("holders"),
        words(pages.say("text.holders")),
        *pages.statement(pages.say("statement.holders_price"), _months(pages, paid), _purchases(pages, paid)),
        *pages.picture(charts.holders_paid(pages.plan, language)),
        words(say("holders.lead", language)),
        words(say("holders.order", language)),
        *pages.statement(pages.say("statement.holders_paid"), [str(year) for year in paid.years], _years(pages, paid)),
        words(say("holders.together", language)),
    ]


def _months(pages: Pages, paid: Paid) -> list[str]:
    heads = []
    for month, _ in paid.purchases:
        year, of_year = month_of(pages.plan.scenario.deal.closing, month)
        name = month_name(of_year, language=pages.language)
        heads.append(say("formats.month_of", pages.language, month=name, year=year))
    return [*heads, say("charts.total", pages.language)]


def _purchases(pages: Pages, paid: Paid) -> list[Line]:
    lines = [line(one.name, [*one.by_purchase, one.amount]) for one in paid.payouts]
    sums = [amount for _, amount in paid.purchases]
    return [*lines, line(say("charts.total", pages.language), [*sums, sum(sums)], "total")]


def _years(pages: Pages, paid: Paid) -> list[Line]:
    """Each holder's cash, what of it is interest and dividends, and the sum of all."""
    lines = []
    for place, one in enumerate(paid.payouts):
        lines.append(line(one.name, [year[place].cash for year in paid.by_year], "heading"))
        for name in FIELDS:
            amounts = [getattr(year[place], name) for year in paid.by_year]
            if any(amounts):
                lines.append(line(say(f"holders.line.{name}", pages.language), amounts, "memo"))
    sums = [sum(one.cash for one in year) for year in paid.by_year]
    return [*lines, line(say("charts.total", pages.language), sums, "total")]
