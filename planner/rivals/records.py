"""What is told of a way out, and every figure on the way to what it is worth to the owner today.

Money is in the place's currency and positive; a way's months count from today.
"""

from typing import NamedTuple

from planner.places import Rules
from planner.places.states import StateIncome
from planner.places.us import Income, YearTax
from planner.scenario import Answer
from planner.seller import Worked
from planner.seller.records_holding import Earned, Loss, Profit
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
    sunk: float  # part of the costs that is lost if it fails
    retainer: float
    bank_rate: float


class Timing(NamedTuple):
    """When a sale closes, and how long its note and its bank loan run, in months."""

    months: int
    note_months: int
    bank_months: int


class Priced(NamedTuple):
    """What the owner is paid for the business, and what selling it costs the owner and the company."""

    equity: float
    note: float
    cash: float
    costs: float  # the owner's
    payment: float  # on the note, a month
    of_company: float  # costs that the company bears
    borrowed: float  # by a company that buys itself out: cash at closing, debt paid off, its costs
    bank_payment: float  # a month


class NoteMonth(NamedTuple):
    """One month of the note."""

    interest: float
    principal: float
    balance: float


class Sunk(NamedTuple):
    """What a sale that fails has cost."""

    owner: float
    company: float


class Burdens(NamedTuple):
    """What a way costs beside the sale itself; months count from today."""

    costs: float = 0.0  # the owner's, in the year of closing
    sunk: Sunk = Sunk(0.0, 0.0)  # in the year in which a sale fails
    failed: int | None = None  # the month in which it does; None: it does not
    set_up: float = 0.0  # the company's, at once
    yearly: float | None = None  # the company's, while the owner holds it; None: there is no certificate
    premium: float = 0.0  # on the owner's rate


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


class Gone(NamedTuple):
    """Today's calendar year with the months before today, and those alone: taxed anyway, and in no comparison."""

    earned_whole: Earned
    whole: Profit
    earned: Earned
    profit: Profit


class Together(NamedTuple):
    """The tax that profit and sale of one year add, on one return."""

    federal: float
    state: float
    total: float


class OfSale(NamedTuple):
    """What the sale brings in a year: before the owner's tax, that tax if nothing else came, the income on it."""

    cash: float
    tax: float
    income: Income
    state: StateIncome | None
    kingdom: float = 0.0  # of that tax, what the UK asks: it stands beside the return, whatever else is earned


class WayYear(NamedTuple):
    """A calendar year of a way out in cash: profit until then and the sale, the tax on both, costs, today's worth."""

    year: int
    profit: float
    sale: float
    tax: float
    costs: float
    cash: float
    factor: float
    present_value: float


class Sums(NamedTuple):
    """All years together."""

    profit: float
    sale: float
    tax: float
    costs: float
    cash: float
    present_value: float


class Expected(NamedTuple):
    """Weighed by the chance that the sale closes; if it does not, the owner does something else."""

    probability: float
    if_it_fails: float  # what that is worth today
    value: float


class YearRecord(NamedTuple):
    """The steps of a year in which the owner still holds the business, for whoever asks."""

    earned: Earned
    profit: Profit
    gone: Gone | None  # what the months before today brought; None: no such months
    loss: Loss
    income: Income
    tax: YearTax
    tax_anyway: YearTax
    state: StateYear | None
    together: Together


class DebtYear(NamedTuple):
    """A year after closing of a company that buys itself out: what it has for its debts, and what they ask."""

    ebitda: float
    capital_spending: float
    payroll: float
    interest: float
    principal: float
    deducted: float  # from taxable income, for the debts
    tax: float
    left: float  # after capital spending and tax
    due: float
    dscr: float
    saved: float  # of tax, by what is deducted
    cost: float  # due, less the tax saved
    redeemed: float  # the same, if no principal were deducted
    holds: float  # flag


class AfterTax(NamedTuple):
    """What buying the shares costs the company until its debts are paid; summed over its years."""

    due: float
    saved: float
    cost: float
    redeemed: float


class Carried(NamedTuple):
    """Whether the company's cash carries the debts of a way; None: nothing was tested."""

    answer: bool | None
    lowest: float | None
    least: float  # asked for
    failed: int = 0  # the first year after closing in which it does not


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


class Debts(NamedTuple):
    """The debts of a company that buys itself out, month by month, and its years under them."""

    bank: tuple[NoteMonth, ...]
    years: tuple[DebtYear, ...]
    lowest: float
    after_tax: AfterTax


class Laid(NamedTuple):
    """A way on one set of days: if it closes, if it fails, and by the chance of both."""

    outline: Outline
    failed: Outline | None
    expected: Expected


class Way(NamedTuple):
    """One way out, whether it is open to the owner and why, and what it brings, costs and leaves."""

    name: str
    is_open: Answer
    reason: Sentence
    risk: Sentence
    set_up_costs: float
    months: int  # until it closes
    jobs_kept: int
    chance: Sentence  # where the chance comes from
    planned: Laid | None = None
    same_day: Laid | None = None  # as if it closed on the day on which the sale to the workers does
    sunk: Sunk = Sunk(0.0, 0.0)
    debts: Debts | None = None
    carried: Carried | None = None

    @property
    def outline(self) -> Outline | None:
        """If it closes on its own day."""
        return self.planned.outline if self.planned else None

    @property
    def failed(self) -> Outline | None:
        """If it fails."""
        return self.planned.failed if self.planned else None

    @property
    def expected(self) -> Expected | None:
        """By its chance."""
        return self.planned.expected if self.planned else None


class Difference(NamedTuple):
    """What the sale to the workers is worth today beyond another way.

    If both close or weighed by their chances; each on its own day or both on the day of the sale to the workers.
    """

    certain: float
    same_day: float
    weighed: float
    weighed_same_day: float


class Comparison(NamedTuple):
    """Every way out, the sale to the workers first."""

    ways: tuple[Way, ...]
    workers: int
    differences: tuple[tuple[str, Difference], ...]
    law: Rules  # with a note of every figure used
    findings: tuple[Sentence, ...]

    def way(self, name: str) -> Way:
        """One of them by name."""
        return next(way for way in self.ways if way.name == name)

    def difference(self, name: str) -> Difference | None:
        """The sale to the workers against one other way; None where that is not worked out."""
        return next((one for named, one in self.differences if named == name), None)
