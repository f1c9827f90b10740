"""What the United Kingdom taxes of a sale of shares, and when that tax is paid; money in the plan's currency."""

from datetime import date
from typing import NamedTuple


class Calendar(NamedTuple):
    """The days that decide: of the sale, the end of its tax year, when the tax is due, and until when it may run."""

    sold: date
    year_ends: date
    due: tuple[int, int]  # year and month
    last: tuple[int, int]  # of tax by instalments
    in_parts: bool


class Charged(NamedTuple):
    """The tax on the whole gain, which is that of the year of sale however the price is paid."""

    gain: float
    held_over: float  # it falls on an employee trust's trustees when they sell
    chargeable: float
    income: float  # of the tax year, without the sale
    allowance: float
    band: float  # of the basic rate, that income leaves unused
    counted: float  # towards the lifetime limit of the relief
    exempt: float
    relieved: float  # at the rate of business asset disposal relief
    low: float
    high: float
    tax: float


class Part(NamedTuple):
    """One payment of the price, and the part of the tax that is paid out of it."""

    year: int  # in which the tax is paid
    month: int
    price: float
    added_left: float  # interest once added to the note, that is paid before its principal
    half: float
    paid: float
    balance: float


class Kingdom(NamedTuple):
    """The tax of a sale, and every part in which it is paid."""

    calendar: Calendar
    charged: Charged
    parts: tuple[Part, ...]


class KingdomYear(NamedTuple):
    """What of the tax is paid in a calendar year."""

    paid: float
