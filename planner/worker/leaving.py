"""What a member who leaves is owed, and how it is paid: the one place that knows the terms of leaving."""

from typing import NamedTuple

from planner.model.helpers import MONTHS, cents, least
from planner.model.terms import Terms


class Due(NamedTuple):
    """What is owed to one leaver, in level monthly payments with an exact last one, and interest beside."""

    owed: float
    number: int
    each: float
    last: float
    interest: float


def due(terms: Terms, share: float, account: float) -> Due:
    """Share and account at par; level payments over the bylaws' months, interest on what is still owed.

    Who leaves at a fiscal year-end is paid from the month after; each = cents(owed / months), the last takes the rest.
    """
    owed = cents(share + account)
    number = max(1, int(terms.redemption_months))
    each = cents(owed / number)
    left, interest, paid = owed, 0.0, 0.0
    for _ in range(number):
        interest = cents(interest + cents(left * terms.redemption_rate / MONTHS))
        paid = least(left, each)
        left = cents(left - paid)
    return Due(owed, number if owed else 0, each, cents(paid + left), interest)
