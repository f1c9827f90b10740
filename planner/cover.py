"""Cover of members' accounts: what would stand behind each unit of members' money, as booked and at a fair value.

cover = (net book value - senior classes) / (member shares + members' accounts), at each fiscal year-end; at a fair
value, in the place of net book value: multiple x EBITDA of the last twelve months + cash - debts.
"""

from typing import NamedTuple

from planner.model.helpers import ratio
from planner.model.records import Month
from planner.statements import Period


class Cover(NamedTuple):
    """One fiscal year-end; None: members hold nothing yet, or there is no multiple to go by."""

    fiscal_year: str
    book_ratio: float | None
    fair_ratio: float | None


def senior(month: Month) -> float:
    """What classes of capital get before members do; money."""
    return month.balance.preferred + month.balance.stake


def members_money(month: Month) -> float:
    """Member shares paid in and members' accounts; money."""
    return month.members.member_shares + month.members.accounts


def debts(month: Month) -> float:
    """All that is owed but for trade, which goes with the operations: loans at face, members and tax due; money."""
    lent = month.debt.balance + month.debt.interest_owed + month.treasury.line
    balance = month.balance
    return lent + balance.owed_to_members + month.owed.dividends_payable + balance.tax_payable


def on_book(month: Month) -> float:
    """What the books leave for members: net book value less senior classes; money."""
    return month.balance.net_book_value - senior(month)


def at_fair_value(month: Month, multiple: float) -> float:
    """What a sale at the deal's own multiple would leave: multiple x EBITDA + cash - debts - senior classes; money.

    EBITDA is of the last four fiscal quarters; a shorter time since closing counts as if it were twelve months.
    """
    worth = multiple * month.coverage.yearly_ebitda
    return worth + month.treasury.cash - debts(month) - senior(month)


def multiple_of(price: float, ebitda: float) -> float | None:
    """The price of the operations over the earnings it was found by; None where there were none."""
    return price / ebitda if price > 0 and ebitda > 0 else None


def cover(months: tuple[Month, ...], periods: tuple[Period, ...], multiple: float | None) -> tuple[Cover, ...]:
    """The cover at the end of each fiscal year that ends within the plan."""
    found = []
    for period in periods:
        month, held = months[period.last], members_money(months[period.last])
        if held <= 0:
            found.append(Cover(period.label, None, None))
            continue
        fair = None if multiple is None else ratio(at_fair_value(month, multiple), held)
        found.append(Cover(period.label, ratio(on_book(month), held), fair))
    return tuple(found)
