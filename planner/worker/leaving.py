"""What a member who leaves is owed, and how it is paid: the one place that knows the terms of leaving."""

from typing import NamedTuple

from planner.classes import redemption_months
from planner.model.calendar import MONTHS_A_YEAR
from planner.model.helpers import MONTHS, cents, least, most
from planner.model.terms import Terms
from planner.scenario import Coop
from planner.vesting import vested

BEFORE_THE_FIRST = MONTHS_A_YEAR - 1  # months of interest until the fiscal year of leaving ends


class Parted(NamedTuple):
    """What share and account come to for one who leaves; owed = share + account - kept_back, 0 at least."""

    owed: float
    kept_back: float  # not vested: stays with the co-op
    vested: float  # part of the account


class Due(NamedTuple):
    """What is owed to one leaver, in level monthly payments, interest included, with an exact last one.

    number x each, but for the last, = owed + interest, less the interest for the wait before the first.
    """

    owed: float
    number: int
    each: float
    last: float
    interest: float  # in all
    interest_before: float  # of it: while the fiscal year of leaving runs


class Payment(NamedTuple):
    """One monthly payment to a leaver: what it takes off what is owed, and interest on what was owed before it."""

    principal: float
    interest: float


def parted(coop: Coop, months: int, share: float, account: float, below_zero: float = 0.0) -> Parted:
    """What of share and account is vested after so many months as a member; the rest stays with the co-op.

    What lies below zero (the account is counted less that) is set off whole, and nobody owes more than there is.
    """
    part = vested(coop, months)
    layers = cents(account + below_zero)
    kept_back = cents(share - cents(part * share)) if coop.vesting_of_shares else 0.0
    kept_back = cents(kept_back + layers - cents(part * layers))
    return Parted(most(0.0, cents(share + account - kept_back)), kept_back, part)


def payments(terms: Terms, owed: float) -> list[Payment]:
    """Level payments over the bylaws' months, interest on what is still owed included; the last takes the rest.

    each = cents(owed x payment on 1 owed), as in the month's `owe_leavers` and `owe_leavers_now`.
    """
    each, left, made = cents(owed * terms.redemption_payment), owed, []
    number = redemption_months(terms.redemption_years)
    for nth in range(number):
        interest = cents(left * terms.redemption_rate / MONTHS)
        principal = left if nth == number - 1 else least(left, cents(each - interest))
        made.append(Payment(principal, interest))
        left = cents(left - principal)
    return made


def due(terms: Terms, owed: float, waits: int = 0) -> Due:
    """What one is paid who is owed so much, with interest also in the `waits` months before the first payment.

    Cohorts go by fiscal year: who leaves in one is paid from the month after its end.
    """
    made = payments(terms, owed) if owed else []
    before = cents(waits * cents(owed * terms.redemption_rate / MONTHS))
    each, last = (cents(sum(made[place])) if made else 0.0 for place in (0, -1))
    interest = cents(before + sum(one.interest for one in made))
    return Due(owed, len(made), each, last, interest, before)
