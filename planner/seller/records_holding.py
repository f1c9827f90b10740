"""What the business earns its owner in a year in which it is still held, and whose income it is."""

from typing import Any, NamedTuple


class Held(NamedTuple):
    """The months of a calendar year in which the owner still holds the business, and what comes off its profit."""

    months: tuple[Any, ...]
    before: Any  # the month before the first of them
    last: Any
    costs: float
    gone: tuple[Any, ...] = ()  # months of the same calendar year before today: on the return, and in no comparison


class Earned(NamedTuple):
    """What the business earns in such a year, after pay for the owner's own work at market rates."""

    operations: float  # EBITDA without a buyer's advice, less capital spending
    interest: float  # on today's debt
    costs: float  # of a certificate, or of a sale that failed
    tied_up: float  # by which working capital grows
    profit: float
    wages: float  # the owner's pay at market rates until then: on the same return, with the profit and without


class Profit(NamedTuple):
    """Whose income it is, and the cash that it leaves before the owner's own tax."""

    entity_tax: float
    dividend: float  # of a C corporation
    ordinary: float  # of every other form; a loss is below 0
    cash: float


class Loss(NamedTuple):
    """A loss of the year, and the other income that it is set off against, in this order."""

    allowed: float
    of_other: float
    of_wages: float
    of_interest: float
    of_recapture: float
    of_gain: float


class Until(NamedTuple):
    """What the year of sale brings from January until closing: it is taxed whether the business is sold or not."""

    operations: float
    interest: float
    profit: float
    pay: float  # for the owner's own work
    ordinary: float  # the owner's income, of every form but a C corporation; a loss is below 0
    dividend: float  # of a C corporation
