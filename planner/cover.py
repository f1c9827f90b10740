"""Cover of members' accounts: what would stand behind each unit of members' money, as booked and at a fair value.

cover = (net book value - senior classes) / (member shares + members' accounts), at each fiscal year-end; at a fair
value, in the place of net book value: multiple x EBITDA of the last twelve months + cash - debts. Members are the
workers and every class that has patronage; preferred shares, shares the seller keeps and classes that only lend their
capital come before them.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from planner.model.helpers import cents, ratio
from planner.model.records import Month
from planner.scenario import Scenario
from planner.statements import Period
from planner.words import Sentence, sentence
from planner.words.formats import money

LINES = (  # in the order in which the table has them
    *("book_value", "senior", "on_book", "members_money", "book_ratio"),
    *("operations", "cash", "debts", "at_fair_value", "fair_ratio"),
)
RATIOS = ("book_ratio", "fair_ratio")
ENOUGH = 1.0
CENTS = 2


class Behind(NamedTuple):
    """What stands behind members' money at one month-end; money."""

    book_value: float  # net book value
    senior: float  # what classes of capital get before members do
    on_book: float  # what the books leave for members
    members_money: float  # shares paid in and accounts of all members
    operations: float  # at the deal's own multiple
    cash: float
    debts: float
    at_fair_value: float  # what a sale at that multiple would leave for members
    book_ratio: float  # times; 0 where members hold nothing
    fair_ratio: float


class Cover(NamedTuple):
    """One fiscal year-end; None: members hold nothing yet, or there is no multiple to go by."""

    fiscal_year: str
    last: int  # month
    behind: Behind
    book_ratio: float | None
    fair_ratio: float | None


def behind(month: Month, multiple: float, patrons: Sequence[int], others: Sequence[int]) -> Behind:
    """What stands behind members' money; `patrons` and `others`: places of further classes with patronage and without.

    debts: all that is owed but for trade, which goes with the operations: loans at face, members and tax due
    EBITDA is of the last four fiscal quarters; a shorter time since closing counts as if it were twelve months.
    """
    balance, members = month.balance, month.members
    lent = sum((held(month, place) for place in others), 0.0)
    senior = cents(balance.preferred + balance.stake + lent)
    owed = month.debt.balance + month.debt.interest_owed + month.treasury.line
    debts = cents(
        owed + balance.owed_to_members + balance.owed_to_classes + month.owed.dividends_payable + balance.tax_payable
    )
    operations = cents(multiple * month.coverage.yearly_ebitda)
    on_book = cents(balance.net_book_value - senior)
    at_fair_value = cents(operations + month.treasury.cash - debts - senior)
    patrons_money = sum((held(month, place) for place in patrons), 0.0)
    members_money = cents(members.member_shares + members.accounts + patrons_money)
    return Behind(
        book_value=balance.net_book_value,
        senior=senior,
        on_book=on_book,
        members_money=members_money,
        operations=operations,
        cash=month.treasury.cash,
        debts=debts,
        at_fair_value=at_fair_value,
        book_ratio=ratio(on_book, members_money),
        fair_ratio=ratio(at_fair_value, members_money),
    )


def held(month: Month, place: int) -> float:
    """Shares and accounts of one further class; money."""
    capital = month.classes[place].capital
    return capital.member_shares + capital.accounts


def multiple_of(price: float, ebitda: float) -> float | None:
    """The price of the operations over the earnings it was found by; None where there were none."""
    return ratio(price, ebitda) if price > 0 and ebitda > 0 else None


def places(scenario: Scenario) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the classes with patronage stand among the further classes, and where those without."""
    classes = scenario.membership.classes
    patrons = tuple(place for place, one in enumerate(classes) if one.patron)
    return patrons, tuple(place for place in range(len(classes)) if place not in patrons)


def cover(
    scenario: Scenario, months: tuple[Month, ...], periods: tuple[Period, ...], ebitda: float
) -> tuple[Cover, ...]:
    """The cover at the end of each fiscal year that ends within the plan; `ebitda` is the one the price stands on."""
    multiple = multiple_of(scenario.deal.price, ebitda)
    found = []
    for period in periods:
        stands = behind(months[period.last], multiple or 0.0, *places(scenario))
        holds = stands.members_money > 0
        found.append(
            Cover(
                period.label,
                period.last,
                stands,
                stands.book_ratio if holds else None,
                stands.fair_ratio if holds and multiple is not None else None,
            )
        )
    return tuple(found)


def told(found: Sequence[Cover], language: str = "en") -> tuple[Sentence, ...]:
    """What stands behind each unit of members' money: at its lowest, from when on it is enough, and at the end."""
    if not found:
        return ()
    said = []
    for kind in ("book", "fair"):
        listed = [(value, one) for one in found if (value := getattr(one, f"{kind}_ratio")) is not None]
        if not listed:
            said.append(sentence(f"cover.no_{kind}"))
            continue
        lowest, year = min(listed, key=lambda each: each[0])
        last, end = listed[-1]
        asked = {
            "lowest": money(lowest, language=language, decimals=CENTS),
            "year": year.fiscal_year,
            "last": money(last, language=language, decimals=CENTS),
            "end": end.fiscal_year,
        }
        how = "none" if lowest <= 0 else "low" if lowest < ENOUGH else "enough"
        said.append(sentence(f"cover.{kind}_{how}", **asked))
        short = [place for place, (value, _) in enumerate(listed) if value < ENOUGH]
        if short and short[-1] + 1 < len(listed):
            said.append(sentence("cover.enough_from", year=listed[short[-1] + 1][1].fiscal_year))
    return tuple(said)


STAGES: list[Callable[..., Any]] = [held, behind]
