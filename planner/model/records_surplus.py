"""What accounts ask of a fiscal year's surplus, and the surplus before it is shared as patronage."""

from typing import NamedTuple


class Entitled(NamedTuple):
    """What members' accounts, and members' own tax, ask of the surplus of the fiscal year so far."""

    staying: float  # accounts after those who left
    below_zero: float  # what accounts lie below zero, after those who left
    interest: float  # on them, by its rate
    allocated: float  # of a partnership: taxable income that members are taxed on, paid or not


class Surplus(NamedTuple):
    """The surplus of the fiscal year so far, and what comes before patronage, in the order of the bylaws."""

    surplus: float
    losses_made_good: float
    restored: float  # to accounts that lie below zero
    after_losses: float
    target: float
    preferred_dividend: float
    first_wanted: float  # on the capital of classes that come before patronage
    first_returns: float
    interest: float  # on accounts, as far as the surplus goes
    lawful: float  # flag: the co-op holds enough of the company to share it as patronage
    shareable: float


class Shared(NamedTuple):
    """What is decided at fiscal year-end."""

    book_surplus: float
    patronage_dividend: float
    minimum_cash: float
    cash_patronage: float
    in_units: float
    notices: float
    preferred_dividend: float
    stake_profit: float
    stake_needed: float  # paid on the seller's shares for the co-op to receive what its loans cost
    stake_dividend: float
    tax: float
    collective_change: float
    losses_made_good: float
    new_losses: float
    tax_losses_used: float
    new_tax_losses: float
    allocated: float  # of a partnership: taxable income that members are taxed on, paid or not
