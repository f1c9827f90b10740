"""Notices that are not qualified: the cash at which they cost the co-op no more."""

from collections.abc import Callable
from typing import Any

from planner.model.helpers import ratio


def neutral_cash(cash_fraction: float, tax_rate: float) -> float:
    """The part of patronage in cash at which notices that are not qualified leave the co-op as much as qualified ones.

    Qualified: it keeps 1 - c. Not qualified: (1 - c') x (1 - t), its tax paid now. c' = 1 - (1 - c) / (1 - t). Below
    zero no such part exists: tax takes more than the cash that would be saved. Source: P. Kenkel, Oklahoma State
    University, on cash-neutral nonqualified distributions; 26 U.S.C. 1382(b).
    """
    return 1.0 - ratio(1.0 - cash_fraction, 1.0 - tax_rate)


STAGES: list[Callable[..., Any]] = [neutral_cash]
