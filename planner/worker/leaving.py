"""What a member who leaves is owed, and how it is paid: the one place that knows the terms of leaving."""

from typing import NamedTuple

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
    """What is owed to one leaver, in level monthly payments with an exact last one, and interest beside."""

    owed: float
    number: int
    each: float
    last: float
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


def due(terms: Terms, owed: float, waits: int = 0) -> Due:
    """Level payments over the bylaws' months, interest on what is still owed, also in the months before the first.

    Cohorts go by fiscal year: who leaves in one is paid from the month after its end.
    each = cents(owed / months), the last takes the rest.
    """
    number = max(1, int(terms.redemption_months))
    each = cents(owed / number)
    left, paid = owed, 0.0
    interest = cents(waits * cents(owed * terms.redemption_rate / MONTHS))
    for _ in range(number):
        interest = cents(interest + cents(left * terms.redemption_rate / MONTHS))
        paid = least(left, each)
        left = cents(left - paid)
    return Due(owed, number if owed else 0, each, cents(paid + left), interest)
