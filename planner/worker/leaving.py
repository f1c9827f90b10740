"""What a member who leaves is owed, and how it is paid: the one place that knows the terms of leaving."""

from typing import NamedTuple

from planner.model.helpers import MONTHS, cents, least, most
from planner.model.terms import Terms
from planner.scenario import Coop
from planner.vesting import vested


class Due(NamedTuple):
    """What is owed to one leaver, in level monthly payments with an exact last one, and interest beside."""

    owed: float
    number: int
    each: float
    last: float
    interest: float


def paid_out(coop: Coop, months: int, share: float, account: float) -> float:
    """What of share and account is vested after so many months as a member; the rest stays with the co-op.

    An account below zero is set off against the share, and nobody owes more than that.
    """
    part = vested(coop, months)
    of_share = cents(part * share) if coop.vesting_of_shares else share
    return most(0.0, cents(of_share + (cents(part * account) if account > 0 else account)))


def due(terms: Terms, owed: float) -> Due:
    """Level payments over the bylaws' months, interest on what is still owed.

    Who leaves at a fiscal year-end is paid from the month after; each = cents(owed / months), the last takes the rest.
    """
    number = max(1, int(terms.redemption_months))
    each = cents(owed / number)
    left, interest, paid = owed, 0.0, 0.0
    for _ in range(number):
        interest = cents(interest + cents(left * terms.redemption_rate / MONTHS))
        paid = least(left, each)
        left = cents(left - paid)
    return Due(owed, number if owed else 0, each, cents(paid + left), interest)
