"""What the seller's remaining shares bring by calendar year: later closings, each a sale of its own, and dividends."""

from typing import NamedTuple


class KeptYear(NamedTuple):
    """One calendar year of all that is not of the first closing."""

    year: int
    cash: float  # at later closings
    principal: float  # on the notes of later closings
    interest: float  # once added to these notes by a standby
    dividends: float  # on shares still held
    sold_for: float  # price of what is bought in the year
    gain: float  # carried by what is paid in the year
    gain_at_once: float  # all gain of what is bought in the year


class LaterSale(NamedTuple):
    """One later closing as its payments come in."""

    price: float
    basis: float
    profit: float
    fraction: float  # of each payment that is gain
    paid_so_far: float
    gain_so_far: float
    gain: float  # of the last payment
    added_left: float  # interest that a standby added and that is not yet paid
    interest: float  # of the last payment, what is such interest
    principal: float  # of the last payment, the rest
