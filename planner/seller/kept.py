"""Later closings and dividends in the seller's year: each closing has its part of the basis (`later`).

Dividends are of a C corporation, which the company is from the day the co-op holds a share, and taxed like long-term
gain (26 U.S.C. 1(h)(11)).
"""

from collections.abc import Callable
from typing import Any

from planner.model.helpers import cents, ratio
from planner.places.us import Income
from planner.seller.records import Received
from planner.seller.records_kept import LaterYear


def basis_of(basis: float, before: float, after: float) -> float:
    """The part of the basis that goes with what is bought: the parts of all closings add up to the cent."""
    return cents(basis * before) - cents(basis * after)


def kept_basis(basis: float, bought: float) -> float:
    """What of the basis stays with the shares that the seller keeps on the closing day."""
    return cents(basis * (1.0 - bought))


def add_dividends(received: Received, later: LaterYear, dividends: float) -> Received:
    """A calendar year's cash with what later closings and dividends bring."""
    return received._replace(
        interest=cents(received.interest + later.interest),
        imputed=cents(received.imputed + later.imputed),
        later_cash=later.cash,
        later_principal=later.principal,
        dividends=dividends,
    )


def with_kept(taxed: Income, later: LaterYear, dividends: float, share: float) -> Income:
    """The year's income with gain of later closings and dividends; both are investment income (1411(c)(1))."""
    long_term = later.gain - later.short
    whole = taxed.gain + long_term + dividends
    invested = taxed.gain * taxed.investment_share + share * (long_term + dividends)
    ordinary = taxed.recapture + later.short
    return taxed._replace(
        gain=whole,
        special=taxed.special + later.special,
        preference=taxed.preference + later.preference,
        investment_share=ratio(invested, whole),
        recapture=ordinary,
        recapture_invested=ratio(taxed.recapture * taxed.recapture_invested + share * later.short, ordinary),
    )


def as_ordinary(taxed: Income, dividends: float) -> Income:
    """The same income for a state: dividends are ordinary income there."""
    return taxed._replace(gain=taxed.gain - dividends, interest=taxed.interest + dividends)


STAGES: list[Callable[..., Any]] = [basis_of, kept_basis, add_dividends, with_kept, as_ordinary]
