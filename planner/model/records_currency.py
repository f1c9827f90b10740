"""What a community currency is made of: units that the co-op issues as pay and patronage, and takes back."""

from typing import NamedTuple


class Units(NamedTuple):
    """Units issued in one month, not yet spent and not yet of the age at which money may be asked for them."""

    balance: float


class UsedUnits(NamedTuple):
    """The same after what is spent at the co-op this month."""

    spent: float
    kept: float
    of_age: float  # of what is kept: money may now be asked for its part


class Spending(NamedTuple):
    """What holders want to spend at the co-op this month."""

    spendable: float
    limit: float  # that the co-op takes
    wanted: float
    rate: float  # of all units


class Currency(NamedTuple):
    """The community currency's month; all of it that is outstanding is a debt of the co-op."""

    as_pay: float
    as_patronage: float
    spent: float  # taken for the co-op's own sales
    redeemed: float  # paid in money
    for_use_only: float  # of what is outstanding: too old for money, it can still be spent
    outstanding: float
    redeemable: float  # of what is outstanding: what money may yet be asked for
