"""What is told of a way out, and every figure on the way to what it is worth to the owner today.

Money is in the place's currency and positive; a way's months count from today.
"""

from typing import NamedTuple

from planner.places.us import YearTax
from planner.scenario import Answer
from planner.seller import Worked
from planner.seller.states import StateYear
from planner.words import Sentence


class Taken(NamedTuple):
    """The terms of a sale as taken: the owner's own, or the usual ones."""

    price: float  # for the operations
    probability: float
    costs: float
    fee: float  # part of the price
    cash: float  # part paid at closing
    note_rate: float
    jobs_kept: float


class Timing(NamedTuple):
    """When a sale closes and how long its note runs, in months."""

    months: int
    note_months: int


class Priced(NamedTuple):
    """What the owner is paid for the business, and what selling it costs."""

    equity: float
    note: float
    cash: float
    costs: float
    payment: float  # on the note, a month


class NoteMonth(NamedTuple):
    """One month of the note."""

    interest: float
    principal: float
    balance: float


class Sold(NamedTuple):
    """What is left when everything is sold."""

    receivables: float
    inventory: float
    equipment: float
    last_pay: float
    owed: float
    net: float
    to_owner: float
    from_owner: float  # what an owner without limited liability adds


class Profit(NamedTuple):
    """A calendar year of the business in the owner's hands, after pay for the owner's own work at market rates."""

    profit: float
    entity_tax: float
    dividend: float  # of a C corporation
    ordinary: float  # of every other form


class ProfitTax(NamedTuple):
    """What the owner keeps of it."""

    federal: float
    state: float
    kept: float


class WayYear(NamedTuple):
    """A calendar year of a way out: profit until then, the sale after tax, what selling costs, and today's worth."""

    year: int
    profit: float
    sale: float
    costs: float
    cash: float
    factor: float
    present_value: float


class Sums(NamedTuple):
    """All years together."""

    profit: float
    sale: float
    costs: float
    cash: float
    present_value: float


class Expected(NamedTuple):
    """Weighed by the chance that the sale closes; if it does not, the owner does something else."""

    probability: float
    if_it_fails: float  # what that is worth today
    value: float


class YearRecord(NamedTuple):
    """The steps of a year with profit, for whoever asks."""

    profit: Profit
    tax: YearTax
    tax_anyway: YearTax
    state: StateYear | None
    kept: ProfitTax


class Outline(NamedTuple):
    """A way out in cash: the years, and the sale that is part of it."""

    years: tuple[WayYear, ...]
    sums: Sums
    worked: Worked | None
    records: tuple[tuple[int, YearRecord], ...]
    taken: Taken | None = None
    timing: Timing | None = None
    priced: Priced | None = None
    note: tuple[NoteMonth, ...] = ()
    sold: Sold | None = None


class Way(NamedTuple):
    """One way out, whether it is open to the owner and why, and what it brings, costs and leaves."""

    name: str
    is_open: Answer
    reason: Sentence
    risk: Sentence
    set_up_costs: float
    months: int  # until it closes
    jobs_kept: int
    outline: Outline | None = None
    failed: Outline | None = None
    expected: Expected | None = None


class Difference(NamedTuple):
    """What the sale to the workers is worth today beyond another way: if both close, and weighed by their chances."""

    name: str
    certain: float
    waiting: float  # of it, profit of the months by which one of them closes later
    weighed: float


class Comparison(NamedTuple):
    """Every way out, the sale to the workers first."""

    ways: tuple[Way, ...]
    workers: int
    differences: tuple[Difference, ...]

    def way(self, name: str) -> Way:
        """One of them by name."""
        return next(way for way in self.ways if way.name == name)

    def difference(self, name: str) -> Difference | None:
        """The sale to the workers against one other way; None where that is not worked out."""
        return next((one for one in self.differences if one.name == name), None)
