"""Records of the closing day: the last books at fair value, and the price spread for tax."""

from typing import NamedTuple


class Revalued(NamedTuple):
    """The last books without leftovers, then at fair value."""

    cash_taken_out: float
    working: float
    liabilities_kept: float
    equipment_bought: float
    equity_left: float
    write_up: float
    inventory_write_up: float
    identified: float
    residual: float
    goodwill: float
    equity_revalued: float


class Allocated(NamedTuple):
    """The price spread over the classes of s.1060, each up to its fair value; all 0 where the old basis follows.

    Only what is paid for a promise not to compete has a basis of its own even then.
    """

    consideration: float
    cash: float  # class I
    after_cash: float
    receivables: float  # class III
    after_receivables: float
    inventory: float  # class IV
    after_inventory: float
    class_five: float
    equipment: float
    other_assets: float
    after_five: float
    intangibles: float  # class VI
    goodwill: float  # class VII
    tax_working: float  # tax basis of receivables and inventory above their books
    non_compete: float  # where the old basis follows: it is written off as an intangible all the same


class Asked(NamedTuple):
    """What one loan brings before the plug is known."""

    principal: float
    fee: float


class LoansAsked(NamedTuple):
    """All loans before the plug is known."""

    principal: float
    fees: float
    assumed: float
    plug_fee_rate: float
