"""What a member pays for the member share: to the co-op, or to a lender who paid the co-op; and what wages allow."""

from functools import lru_cache
from typing import NamedTuple

from planner.model.helpers import CENT, annuity, cents
from planner.scenario import Coop, PayPeriod

MONTHS_A_YEAR = 12
WEEKS_A_YEAR = 52.0
PERIODS_A_YEAR: dict[PayPeriod, int] = {"weekly": 52, "biweekly": 26, "semimonthly": 24, "monthly": 12}


class Deductions(NamedTuple):
    """Level deductions from pay with an exact last one."""

    number: int
    each: float
    last: float
    interest: float  # of it: to the lender


def given(coop: Coop, *, founder: bool) -> float:
    """What the seller gives of one share; only founding members get it."""
    return coop.seller_gift if founder else 0.0


def down(coop: Coop) -> float:
    """The down payment in whole cents, as it is paid."""
    return cents(coop.down_payment)


def own_part(coop: Coop, *, founder: bool) -> float:
    """What is left of the share after the down payment and the seller's gift."""
    return cents(coop.member_share - down(coop) - given(coop, founder=founder))


def paid_at_joining(coop: Coop, *, founder: bool) -> float:
    """What a member pays when joining: the down payment, or all but the gift where nothing is deducted later."""
    return down(coop) if coop.deduction_months else cents(coop.member_share - given(coop, founder=founder))


def at_once(coop: Coop) -> bool:
    """Whether the co-op gets the whole share when the member joins."""
    return coop.share_lender or not coop.deduction_months


def count(coop: Coop) -> int:
    """Pay days within the months of deduction, one at least: months x pay periods a year / 12, whole ones."""
    return max(1, coop.deduction_months * PERIODS_A_YEAR[coop.pay_period] // MONTHS_A_YEAR)


def deductions(coop: Coop, *, founder: bool) -> Deductions:
    """What is held back on each pay day, for the co-op or for the lender.

    level = rest / number, or with a lender rest x annuity(rate / pay periods a year, number); the last pays exactly.
    Where cents rounded up would pay too much before, a level a cent lower is taken.
    """
    rest, number = own_part(coop, founder=founder), count(coop)
    if rest <= 0 or not coop.deduction_months:
        return Deductions(0, 0.0, 0.0, 0.0)
    rate = coop.share_loan_rate / PERIODS_A_YEAR[coop.pay_period] if coop.share_lender else 0.0
    exact = rest * annuity(rate, number) if coop.share_lender else rest / number
    paid = _repaid(rest, rate, number, cents(exact))
    while paid.last < 0:
        paid = _repaid(rest, rate, number, cents(paid.each - CENT))
    return paid


def _repaid(rest: float, rate: float, number: int, level: float) -> Deductions:
    """Level payments on what is left, each after its interest, and the last of whatever is left then."""
    owed, interest = rest, 0.0
    for _ in range(number - 1):
        charged = cents(owed * rate)
        interest, owed = interest + charged, cents(owed + charged - level)
    charged = cents(owed * rate)
    return Deductions(number, level, cents(owed + charged), cents(interest + charged))


def by_month(coop: Coop, paid: Deductions) -> tuple[float, ...]:
    """Deductions of each month after joining: pay day k lies in month k x 12 / pay periods a year, rounded up."""
    months = [0.0] * (coop.deduction_months if paid.number else 0)
    for day in range(1, paid.number + 1):
        month = -(-day * MONTHS_A_YEAR // PERIODS_A_YEAR[coop.pay_period])
        months[month - 1] += paid.each if day < paid.number else paid.last
    return tuple(cents(amount) for amount in months)


@lru_cache(maxsize=64)
def instalments(coop: Coop, *, founder: bool = False) -> tuple[float, ...]:
    """What the co-op gets for one share, month by month from joining on; the seller's gift is a founder's."""
    if at_once(coop) or own_part(coop, founder=founder) <= 0:
        return (coop.member_share,)
    first = cents(down(coop) + given(coop, founder=founder))
    return (first, *by_month(coop, deductions(coop, founder=founder)))


@lru_cache(maxsize=64)
def to_lender(coop: Coop, *, founder: bool = False) -> tuple[float, ...]:
    """What one member pays the lender month by month, from the month after joining on."""
    return by_month(coop, deductions(coop, founder=founder)) if coop.share_lender else ()
