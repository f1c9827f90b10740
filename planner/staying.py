"""A member as one who stays sees it: who joins when the place is first filled, and does not leave.

Each year's part of a dividend goes by work as everybody's does; the account is kept in layers, one a fiscal year, since
interest, losses and what the board calls fall on layers.
"""

from collections.abc import Sequence
from typing import NamedTuple

from planner.model.helpers import cents, cents_up, least, most, ratio


class StayingYear(NamedTuple):
    """One fiscal year of a member who joins when the place is first filled, and stays."""

    fiscal_year: str
    deductions: float  # the co-op gets on the member share, the down payment included
    to_lender: float  # paid on the loan for the share, to who lent it
    entry_fee: float  # of what the co-op gets: to the collective account
    shares: float
    pay: float
    work: float  # part of all work that counts for patronage
    dividend: float
    cash: float
    notice: float
    held_back: float
    interest: float
    charged: float  # part of a loss
    revolved: float
    account: float


class Given(NamedTuple):
    """What one fiscal year gives everybody, as far as it falls on who stays."""

    fiscal_year: str
    dividend: float
    cash: float
    held_back: float
    interest_rate: float  # on each layer
    charge_rate: float  # of each layer
    called: tuple[float, ...]  # of each layer, the oldest first: the part called
    least_cash: float  # of each dividend


class Own(NamedTuple):
    """What one member earns and pays in, year by year."""

    pay: Sequence[float]
    work: Sequence[float]
    deductions: Sequence[float]
    to_lender: Sequence[float]
    entry_fee_fraction: float


class Layered(NamedTuple):
    """One layer's year: what it was with cash held back, interest, a loss, what was called, what is left."""

    before: float
    interest: float
    charged: float
    called: float
    after: float


class Followed(NamedTuple):
    """Each fiscal year, and what befell each older layer in it."""

    years: tuple[StayingYear, ...]
    befell: tuple[tuple[Layered, ...], ...]


def on_layer(before: float, given: Given, layer: int) -> Layered:
    """Interest, a loss and what the board calls, on one layer at fiscal year-end."""
    interest = cents(before * given.interest_rate)
    charged = least(before, cents(before * given.charge_rate))
    kept = cents(before + interest - charged)
    called = cents(kept * given.called[layer]) if layer < len(given.called) else 0.0
    return Layered(before, interest, charged, called, cents(kept - called))


def follow(given: Sequence[Given], own: Own) -> Followed:
    """One member from joining on."""
    years: list[StayingYear] = []
    befell: list[tuple[Layered, ...]] = []
    layers: list[float] = []
    shares = 0.0
    for place, one in enumerate(given):
        before = ratio(one.held_back, given[place - 1].cash) if place else 0.0
        held_back = cents(years[-1].cash * before) if place else 0.0
        if layers:
            layers[-1] = cents(layers[-1] + held_back)
        moved = tuple(on_layer(balance, one, layer) for layer, balance in enumerate(layers))
        dividend = cents(one.dividend * own.work[place])
        least_cash = cents_up(one.least_cash * dividend)
        cash = least(dividend, most(least_cash, cents(dividend * ratio(one.cash, one.dividend))))
        notice = cents(dividend - cash)
        layers = [*(layer.after for layer in moved), notice]
        fee = cents(own.deductions[place] * own.entry_fee_fraction)
        shares = cents(shares + own.deductions[place] - fee)
        years.append(
            StayingYear(
                fiscal_year=one.fiscal_year,
                deductions=own.deductions[place],
                to_lender=own.to_lender[place],
                entry_fee=fee,
                shares=shares,
                pay=own.pay[place],
                work=own.work[place],
                dividend=dividend,
                cash=cash,
                notice=notice,
                held_back=held_back,
                interest=cents(sum(layer.interest for layer in moved)),
                charged=cents(sum(layer.charged for layer in moved)),
                revolved=cents(sum(layer.called for layer in moved)),
                account=cents(sum(layers)),
            )
        )
        befell.append(moved)
    return Followed(tuple(years), tuple(befell))
