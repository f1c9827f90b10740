"""Notices that are not qualified: the co-op's tax when it pays them, and the cash at which they cost it no more."""

from collections.abc import Callable
from typing import Any

from planner.model.helpers import least, most, ratio


def tax_when_redeemed(without: float, with_deduction: float, decrease: float) -> float:
    """The lesser of two: tax with the deduction, or tax without it less what it would have saved when issued; money.

    Below zero it is an overpayment, which is paid back. Source: 26 U.S.C. 1383(a), (b).
    """
    return least(with_deduction, without - most(0.0, decrease))


def saved(notices: float, taxable: float, rate: float, issued_taxable: float, issued_rate: float) -> float:
    """What paying notices saves: at the rate of the year of payment or, if that is more, of the year of issue; money.

    A deduction lowers tax only as far as there is income: `taxable` of the year of payment, `issued_taxable` of issue.
    """
    without = rate * most(0.0, taxable)
    with_deduction = rate * most(0.0, taxable - notices)
    decrease = issued_rate * least(most(0.0, issued_taxable), notices)
    return without - tax_when_redeemed(without, with_deduction, decrease)


def neutral_cash(cash_fraction: float, tax_rate: float) -> float:
    """The part of patronage in cash at which notices that are not qualified leave the co-op as much as qualified ones.

    Qualified: it keeps 1 - c. Not qualified: (1 - c') x (1 - t), its tax paid now. c' = 1 - (1 - c) / (1 - t). Below
    zero no such part exists: tax takes more than the cash that would be saved. Source: P. Kenkel, Oklahoma State
    University, on cash-neutral nonqualified distributions; 26 U.S.C. 1382(b).
    """
    return 1.0 - ratio(1.0 - cash_fraction, 1.0 - tax_rate)


STAGES: list[Callable[..., Any]] = [tax_when_redeemed, saved, neutral_cash]
