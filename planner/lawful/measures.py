"""Figures that statutes are held against: what capital was paid, who got the surplus, what may be taken from pay.

Pure stages on plain values or cells, so that each figure opens to how it was worked out.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from planner.buy_in import WEEKS_A_YEAR
from planner.model.helpers import cents, least, most, ratio, where
from planner.model.records import Month


class CapitalYear(NamedTuple):
    """One fiscal year: money, and parts of it."""

    dividends: float  # paid on shares of all kinds in the year, and interest credited to accounts
    contributions: float  # shares and accounts of all classes, preferred and the seller's shares, as the year began
    returned: float
    patron_surplus: float  # patronage, of all that was shared; 1 where nothing was
    dividends_of_surplus: float
    capital_of_patronage: float  # what capital is given, of what patrons are given
    account_gap: float  # net book value less all accounts at its end


class Ceiling(NamedTuple):
    """One week of one worker, overtime left out: pay, the least that must be left of it, what may be taken, what is."""

    gross: float
    least_left: float
    most_taken: float
    taken: float
    room: float


def patron_part(to_patrons: float, to_investors: float) -> float:
    """Patrons' part of what is shared between patrons and investors; all of it where investors get nothing."""
    return where(to_investors > 0.0, ratio(to_patrons, to_patrons + to_investors), 1.0)


def part_of_profit(to_patrons: float, returns: Sequence[float], by_profit: Sequence[bool]) -> float:
    """Patrons' part of profits: a return at a stated rate, which profit does not move, is counted to nobody.

    Source: C.R.S. 7-58-1004(3)(b).
    """
    counted = [one for one, moves in zip(returns, by_profit, strict=True) if moves]
    return patron_part(to_patrons, sum(counted, 0.0))


def returned(dividends: float, contributions: float) -> float:
    """Dividends of a year, of the capital contributed."""
    return ratio(dividends, contributions)


def measure_year(paid: float, before: Month, end: Month) -> CapitalYear:
    """A fiscal year's return on capital, who got its surplus, and whether accounts add up to net book value.

    Capital is also the shares that a seller still holds: their profit is no patronage, whether paid out or kept.
    """
    dividends = paid + end.members.interest
    of_members = before.members.member_shares + before.members.accounts + before.of_classes.capital
    contributions = of_members + before.balance.preferred + before.balance.stake
    accounts = end.members.member_shares + end.members.accounts + end.balance.collective + end.balance.unshared
    to_patrons = end.shared.patronage_dividend + end.of_classes.patronage_dividend
    given = end.shared.preferred_dividend + end.of_classes.returns
    on_capital = given + most(0.0, end.shared.stake_profit)
    gap = end.balance.net_book_value - accounts
    return CapitalYear(
        dividends=dividends,
        contributions=contributions,
        returned=returned(dividends, contributions),
        patron_surplus=patron_part(to_patrons, on_capital),
        dividends_of_surplus=ratio(given + end.shared.stake_dividend, end.surplus.after_losses),
        capital_of_patronage=ratio(on_capital, to_patrons),
        account_gap=cents(most(gap, 0.0 - gap)),
    )


def week(  # noqa: PLR0913, PLR0917  (hours, three rates an hour and a week, and what is held back how often)
    hours: float, pay: float, minimum: float, straight_hours: float, each: float, pay_days: float
) -> Ceiling:
    """What may be taken from a week's pay: gross less the minimum wage, for the hours before overtime.

    Taken: what is held back on each pay day, x pay days a year / 52: all of it where pay is weekly, half where it
    comes every other week. Overtime is paid in full: a week with overtime bears no more than one without (29 CFR
    531.37). Source: 29 CFR 531.35, 776.4 (each workweek alone); before taxes and all other deductions.
    """
    counted = least(hours, straight_hours)
    gross = cents(counted * pay)
    least_left = cents(counted * minimum)
    most_taken = most(0.0, gross - least_left)
    taken = cents(each * pay_days / WEEKS_A_YEAR)
    return Ceiling(gross, least_left, most_taken, taken, most_taken - taken)


STAGES: list[Callable[..., Any]] = [patron_part, part_of_profit, returned, measure_year, week]
