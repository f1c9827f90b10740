"""The few words every stage is written in. They alone know what kind of value they are handed.

Here they are for plain numbers; the other readers put their own in their place (`rewire`): arrays, compiled code,
cells of a spreadsheet. A choice is `where`, never `if`; both branches are always evaluated.
"""

from math import ceil, floor

DAYS_IN_QUARTER = 91.25
MONTHS = 12.0
CENT = 0.01
NO_RATE = 1e-9


def where(condition: float, a: float, b: float) -> float:
    """`a` where the condition holds, else `b`."""
    return a if condition else b


def most(a: float, b: float) -> float:
    """The larger of the two."""
    return a if a >= b else b


def least(a: float, b: float) -> float:
    """The smaller of the two."""
    return a if a <= b else b


def ratio(a: float, b: float) -> float:
    """A / b, and 0 where b is 0."""
    return a / b if b else 0.0


def cents(amount: float) -> float:
    """Money rounded half up to the cent: floor(100 x + 0.5 + 1e-7) / 100.

    The nudge of 1e-7 settles ties alike in every reader: a spreadsheet keeps fewer digits than a float holds.
    """
    return floor(100.0 * amount + 0.5000001) / 100.0


def cents_up(amount: float) -> float:
    """Money rounded up to the cent: ceil(100 x - 1e-7) / 100."""
    return ceil(100.0 * amount - 0.0000001) / 100.0


def annuity(rate: float, months: float) -> float:
    """Level payment per month on 1 lent over `months` at `rate` a month. Source: numpy-financial, pmt.

    Below a rate of 1e-9 its (1 + rate)^months - 1 has no digits left: there the payment is 1 / months.
    """
    import numpy_financial  # noqa: PLC0415  (0.2 s to import, needed once per loan, never within a month)

    return 1.0 / months if rate < NO_RATE else float(-numpy_financial.pmt(rate, months, 1.0))


def power(base: float, exponent: float) -> float:
    """Base to the power of an exponent; never within a month."""
    return float(base**exponent)


HELPERS = {helper.__name__: helper for helper in (where, most, least, ratio, cents, cents_up, annuity, power)}
