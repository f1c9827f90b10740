"""What the seller's remaining shares bring: dividends by calendar year, and later closings, each a sale of its own."""

from typing import NamedTuple


class KeptYear(NamedTuple):
    """A calendar year's dividends on shares that the seller still holds."""

    year: int
    dividends: float


class Used(NamedTuple):
    """What earlier closings have used up of what the law gives once, or by calendar year."""

    earlier: float  # gain on small stock that counted in earlier years
    this_year: float  # and in the year of this closing
    basis: float  # of what was sold in the year of this closing
    property_cost: float  # of replacement property


class LaterYear(NamedTuple):
    """One calendar year of all later closings together."""

    cash: float  # on the days of later closings
    principal: float  # on their notes
    interest: float
    imputed: float  # of it, what the notes call principal
    gain: float
    short: float  # of it, on what was held for a year or less
    special: float
    preference: float
    profit: float  # all gain of what is sold in the year, as far as it is taxed
    excluded: float
    deferred: float
    charge: float  # interest on the tax that their notes defer


NOTHING_USED = Used(0.0, 0.0, 0.0, 0.0)
NO_LATER = LaterYear(*(0.0,) * len(LaterYear._fields))
