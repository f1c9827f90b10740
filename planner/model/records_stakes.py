"""What later closings are made of: the offer of the month, and the shares that the seller still holds."""

from typing import NamedTuple


class Lends(NamedTuple):
    """What one loan brings to the next later closing, and a year's payments on it."""

    paper: float
    service: float


class Turn(NamedTuple):
    """The terms of one later closing where it is the next one; otherwise zeros."""

    fraction: float
    ready: float  # flag: its day has come, and enough of the senior loans is paid
    price: float
    increase: float
    multiple: float
    of_book: float


class Offer(NamedTuple):
    """The next later closing: its price, what is lent for it, and whether the rest can be paid."""

    fraction: float
    ready: float  # flag
    before_owners: float  # debt less cash, and the capital of others, which a price by earnings leaves first
    yearly_ebitda: float
    by_earnings: float
    by_book: float
    agreed: float
    price: float
    used: float  # of what may be lent for it
    service: float  # a year's payments on that
    cash_asked: float
    cash_free: float  # once everybody is paid
    by_cash: float  # flag: there is cash enough
    by_debt: float  # flag: leverage lets it be lent
    affordable: float  # flag: and coverage with a year's payments on it
    bought: float  # part of the company
    paid: float  # its price
    lent: float
    paid_in_cash: float  # of it from the co-op's own cash


class Stake(NamedTuple):
    """The shares that the seller keeps: a class of capital of its own."""

    done: float  # later closings so far
    fraction: float  # of the company
    dividends_paid: float
    sold: float  # book value of what was bought of them this month
    balance: float
    waiting: float  # months for which a later closing has been due and could not be afforded


NO_PAPER = Lends(0.0, 0.0)
NO_OFFER = Offer(*(0.0,) * len(Offer._fields))
