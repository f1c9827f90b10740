"""The seller's notes: what they promise, how the law judges them, how it divides what is paid.

Money is in the place's currency and positive.
"""

from typing import NamedTuple


class Promise(NamedTuple):
    """What a note promises for a month, `principal` with any interest that was added to it."""

    month: int  # from closing
    interest: float
    principal: float


class PromisedNote(NamedTuple):
    """One of the seller's notes as it promises to be paid."""

    name: str
    place: int  # among the loans of the deal
    face: float
    payments: tuple[Promise, ...]
    added: float  # interest that standby adds to the principal
    adds: bool  # whether it has such a standby; if not, all interest is paid in cash at least once a year
    adjusts: int | None = None  # months after which a floating rate is set afresh; None: it has none
    earn_out: bool = False
    most: float | None = None  # of an earn-out: the most it may come to; None: no limit is agreed
    as_run: bool = True  # the plan pays it just so


class Imputed(NamedTuple):
    """One note as the law sees it: what of its principal is interest. Source: 26 U.S.C. 483, 1274."""

    face: float
    term: float  # average life of the principal in years
    least_rate: float  # a year, compounded twice a year
    monthly_rate: float
    present_value: float
    principal: float
    interest: float  # what of the face is interest


class Weighed(NamedTuple):
    """Payments up to one of them that count for the note's life, and the same weighed by full years until then."""

    weighted: float
    counted: float


class Discounted(NamedTuple):
    """What the payments after a month are worth in that month."""

    value: float


class Restated(NamedTuple):
    """One month of a note whose principal is partly interest."""

    balance: float
    owed: float  # interest accrued and not yet paid
    repaid_so_far: float
    principal_so_far: float
    principal: float
    interest: float


class Divided(NamedTuple):
    """One payment on a note with interest added in standby: that interest is paid first."""

    added_paid_so_far: float
    principal: float
    interest: float


class Note(NamedTuple):
    """What of the principal paid on the seller's note is interest that was added to it."""

    interest_added: float
