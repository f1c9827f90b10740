"""Money divided to the cent: in proportion to weights, or taken from balances; the odd cents by largest remainder."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Cents = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


def split(total: float, weights: Sequence[float]) -> list[float]:
    """Money divided in proportion to weights: whole cents, the odd ones to the largest remainders."""
    shares: list[float] = (divide(round(total * 100), np.asarray(weights, dtype=float)) / 100.0).tolist()
    return shares


def divide(total: int, weights: Numbers | Cents) -> Cents:
    """The same in cents. A weight of 0 gets nothing; equal remainders go to who stands first."""
    weights = weights.astype(float)
    if total < 0:
        raise ValueError("a total below zero cannot be divided among members")
    if not np.isfinite(weights).all() or (weights < 0).any():
        raise ValueError("weights must be numbers of at least zero")
    if total == 0:
        return np.zeros(len(weights), dtype=np.int64)
    if not weights.any():
        raise ValueError("a total cannot be divided where every weight is zero")
    scaled = weights / weights.max()
    exact = total * (scaled / scaled.sum())
    shares: Cents = np.floor(exact).astype(np.int64)
    over = total - int(shares.sum())
    order = np.argsort(shares - exact, kind="stable")
    if over >= 0:
        shares[order[:over]] += 1
    else:  # a float just above a whole cent: those with the least remainder give it back
        givers = order[shares[order] > 0]
        shares[givers[over:]] -= 1
    return shares


def take(total: int, balances: Cents, going: Numbers, empty: npt.NDArray[np.bool_]) -> Cents:
    """A total taken from balances in proportion to what is expected to go, never more than there is.

    Balances whose holders have all left go first, and whole.
    """
    first = np.where(empty, balances, 0)
    if int(first.sum()) >= total:
        return divide(total, first)
    taken, rest = first, total - int(first.sum())
    by = np.where(empty, 0.0, going)
    while rest:
        room = balances - taken
        asked = np.where(room > 0, by, 0.0)
        more = np.minimum(divide(rest, asked if asked.any() else room), room)
        taken, rest = taken + more, rest - int(more.sum())
    return taken
