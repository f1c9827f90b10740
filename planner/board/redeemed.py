"""The co-op's tax in the year in which it pays notices that were not qualified."""

from collections.abc import Callable
from typing import Any

from planner.model.helpers import least, most


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


STAGES: list[Callable[..., Any]] = [tax_when_redeemed, saved]
