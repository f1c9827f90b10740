"""Later closings and dividends in the seller's tax: each closing has its part of the basis and its own gain ratio.

Gain = price - part of the basis; each payment carries profit / price of it (26 U.S.C. 453(c)). Dividends are of a C
corporation, which the company is from the day the co-op holds a share, and taxed like long-term gain (1(h)(11)).
"""

from collections.abc import Callable
from typing import Any

from planner.model.helpers import cents, least, most, ratio, where
from planner.places.us import Income
from planner.seller.records_kept import KeptYear, LaterSale


def basis_of(basis: float, before: float, after: float) -> float:
    """The part of the basis that goes with what is bought: the parts of all closings add up to the cent."""
    return cents(basis * before) - cents(basis * after)


def kept_basis(basis: float, bought: float) -> float:
    """What of the basis stays with the shares that the seller keeps on the closing day."""
    return cents(basis * (1.0 - bought))


def begin_sale(price: float, basis: float, cash: float, added: float) -> LaterSale:
    """A later closing on its day; a loss is no gain, and is not worked out further."""
    profit = most(0.0, cents(price - basis))
    fraction = ratio(profit, price)
    gain = where(cash >= price, profit, cents(fraction * cash))
    return LaterSale(price, basis, profit, fraction, cash, gain, gain, added, 0.0, 0.0)


def pay_sale(then: LaterSale, paid: float) -> LaterSale:
    """One more payment of principal on its notes: interest that was added to them comes first."""
    interest = least(paid, then.added_left)
    principal = cents(paid - interest)
    paid_so_far = cents(then.paid_so_far + principal)
    gain_so_far = where(paid_so_far >= then.price, then.profit, cents(then.fraction * paid_so_far))
    return then._replace(
        paid_so_far=paid_so_far,
        gain_so_far=gain_so_far,
        gain=gain_so_far - then.gain_so_far,
        added_left=then.added_left - interest,
        interest=interest,
        principal=principal,
    )


def gain_in(kept: KeptYear, instalments: float, dividend: float) -> float:
    """The year's gain of later closings: as paid; or at once; or, of a buyout that is no sale, the whole price."""
    return where(dividend, kept.sold_for, where(instalments, kept.gain, kept.gain_at_once))


def with_kept(taxed: Income, gain: float, dividends: float, share: float) -> Income:
    """The year's income with gain of later closings and dividends; both are investment income (1411(c)(1))."""
    whole = taxed.gain + gain + dividends
    invested = taxed.gain * taxed.investment_share + share * (gain + dividends)
    return taxed._replace(gain=whole, investment_share=ratio(invested, whole))


def as_ordinary(taxed: Income, dividends: float) -> Income:
    """The same income for a state: dividends are ordinary income there."""
    return taxed._replace(gain=taxed.gain - dividends, interest=taxed.interest + dividends)


STAGES: list[Callable[..., Any]] = [basis_of, kept_basis, begin_sale, pay_sale, gain_in, with_kept, as_ordinary]
