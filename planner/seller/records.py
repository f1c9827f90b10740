"""What is told of a sale, and what its tax is made of: by sale, by month of the note, by calendar year.

Money is in the place's currency and positive.
"""

from typing import NamedTuple

from planner.places.states import StateIncome, StateTax
from planner.places.us import Income, YearTax
from planner.scenario import Answer, DealForm
from planner.seller.records_holding import Loss
from planner.seller.records_kept import KeptYear
from planner.seller.records_kingdom import Kingdom, KingdomYear
from planner.seller.records_note import Imputed, Note, PromisedNote
from planner.seller.records_years import SellerTotals, SellerYear
from planner.words import Sentence


class Sale(NamedTuple):
    """What is sold and how it is paid for: cash and a note that together are the price for the equity.

    Debt and the gain in single assets are facts of the business; whether the seller's tax looks at them depends on
    what the law takes the sale to be (`entity.taxed_as`).
    """

    form: DealForm
    closing_year: int
    cash_at_closing: float
    note_face: float
    basis: float
    recapture: float = 0.0  # equipment above its tax basis, up to the depreciation taken
    interest_added: float = 0.0  # interest that standby adds to the note before it is paid
    debt_paid_off: float = 0.0  # of the business, out of the price on the closing day
    debt_assumed: float = 0.0  # of the business, by the buyer
    liabilities_assumed: float = 0.0  # to suppliers, staff and customers, by the buyer; without what the seller deducts
    note_rate: float | None = None  # of one note that promises what is paid; None: see `notes`, or it is not judged
    closing_month: int = 12
    closing_day: int = 0  # 0: the last of the month
    inventory_gain: float = 0.0
    receivables_gain: float = 0.0  # of a seller on the cash method
    property_gain: float = 0.0
    property_depreciation: float = 0.0  # straight-line, taken on real property that is sold
    assets_basis: float | None = None  # tax basis of all assets; None: the basis above and what is owed tell
    owed_at_end: float = 0.0  # on the note when the plan ends, interest included
    months: int = 0  # how far the plan looks
    years_held: float | None = None  # by the seller until closing; None: not told
    earn_out: bool = False  # part of the note hangs on what comes true
    is_sale: Answer = "yes"  # of a buyout by the company: whether s.302(b) takes it for a sale
    rollover_open: Answer = "no"  # whether a rollover under s.1042 is open to whoever sells so
    rollover_why: Sentence | None = None
    in_stages: bool = False
    kept_basis: float = 0.0  # of the shares that the seller keeps on the closing day
    kept: tuple[KeptYear, ...] = ()  # dividends on shares that the seller keeps, by calendar year
    later: "tuple[LaterClosing, ...]" = ()
    notes: tuple[PromisedNote, ...] = ()  # what `note_face` is made of; receipts name the note they are of
    tells_until: bool = False  # what the year of sale brings until closing is told by the next three
    pay_before: float = 0.0  # for the owner's own work
    profit_before: float = 0.0  # of the business, that is the owner's income; a loss is below 0
    dividend_before: float = 0.0  # of a C corporation
    selling_costs: float = 0.0  # that the seller bears
    non_compete: float = 0.0  # of the price, for the seller's own promise not to compete

    @property
    def price_for_equity(self) -> float:
        """Cash at closing and the face of the note."""
        return self.cash_at_closing + self.note_face

    @property
    def owed(self) -> float:
        """What the business owes and the seller is rid of: paid off out of the price, or taken over by the buyer."""
        return self.debt_paid_off + self.debt_assumed + self.liabilities_assumed


class Receipt(NamedTuple):
    """One month's payment on the seller's note, `principal` with any interest that was added to it."""

    year: int
    month: int
    interest: float
    principal: float
    imputed: float = 0.0  # of the interest, what the note calls principal
    rent: float = 0.0  # of property that the seller keeps
    of_note: bool = True  # or of rent alone
    note: str = ""  # the name of the note, where the sale tells its notes apart


class LaterClosing(NamedTuple):
    """A later closing: a sale by itself, its months counted from its own day, and what is paid on its notes."""

    sale: Sale
    receipts: tuple[Receipt, ...]


class Choice(NamedTuple):
    """What the seller elects, or the law takes the sale for.

    Of later closings: never (no), where the law surely lets it (yes), or also where that is not certain (unknown).
    """

    instalments: bool = True  # gain taxed as the note is paid
    rollover: bool = False  # s.1042
    small_stock: bool = False  # s.1202
    election: bool = False  # purchase of shares taxed as one of assets, s.338(h)(10)
    dividend: bool = False  # buyout by the company that is no sale, s.302(d)
    later_rollover: Answer = "no"
    later_small_stock: Answer = "no"
    employee_trust: bool = False  # UK relief for a sale to an employee-ownership trust, TCGA 1992 s.236H


class Entity(NamedTuple):
    """A C corporation's own tax where it sells its assets; what is left goes to its owner."""

    basis: float
    gain: float
    rate: float
    tax: float


class NonCompete(NamedTuple):
    """What is paid for the seller's promise not to compete: no part of what is sold, and ordinary income."""

    cash: float
    note: float
    fraction: float  # of the note's face


class Sold(NamedTuple):
    """The sale as the seller's tax sees it."""

    cash: float
    note: float
    debt_paid_off: float
    debt_assumed: float
    basis: float
    ordinary: float  # gain in equipment, inventory and receivables that is ordinary income
    unrecaptured: float  # gain in real property from depreciation
    dividend: float
    tax_held_back: float  # paid by the corporation itself
    selling_costs: float = 0.0  # off what is realised


class Gain(NamedTuple):
    """The whole gain, and what of it is ordinary income in the year of sale."""

    selling_price: float
    whole: float
    recapture: float
    long_term: float
    realised: float  # the price less the costs of selling


class Excluded(NamedTuple):
    """Gain on small business stock. Source: 26 U.S.C. 1202."""

    held: float  # full years
    cap: float
    counted: float
    fraction: float
    excluded: float
    special: float  # the rest of what counts, taxed at up to 28 %
    preference: float  # of what is excluded, added under the alternative tax


class Deferred(NamedTuple):
    """Gain rolled over into replacement property. Source: 26 U.S.C. 1042."""

    electable: float
    electable_gain: float
    property_cost: float
    recognised: float
    deferred: float
    property_basis: float
    tax_later: float  # federal, at the highest rates, if the property is sold
    received: float  # cash from the sale within the window
    gap: float  # to be found elsewhere within the window


class Instalments(NamedTuple):
    """How much of each payment is gain. Source: 26 U.S.C. 453(c), (i); 26 CFR 15a.453-1(b)(2), (b)(3)(i)."""

    selling_price: float
    recapture: float
    gross_profit: float
    assumed_above_basis: float
    contract_price: float
    gain_fraction: float
    relief: float  # debt that counts as a payment in the year of sale
    unrecaptured: float = 0.0
    special: float = 0.0
    most_more: float = 0.0  # what an earn-out may bring beyond what is expected
    most_fraction: float = 0.0  # part of each payment that is gain, if it does


class Paid(NamedTuple):
    """What a calendar year brings: cash in the first, the note's principal with added interest, interest."""

    cash: float
    principal: float
    interest: float
    imputed: float = 0.0
    rent: float = 0.0


class Received(NamedTuple):
    """A calendar year of payments in cash."""

    cash_at_closing: float
    principal: float
    interest: float
    added_paid_so_far: float
    principal_so_far: float
    imputed: float
    rent: float
    later_cash: float
    later_principal: float
    dividends: float
    non_compete: float  # of cash and principal


class Gained(NamedTuple):
    """The gain that a calendar year's payments carry, and what was paid and gained up to its end."""

    paid_so_far: float
    gain: float
    gain_so_far: float
    recapture: float
    unrecaptured: float
    unrecaptured_so_far: float
    special: float
    special_so_far: float


class BuiltIn(NamedTuple):
    """An S corporation's own tax on gain built in while it was a C corporation. Source: 26 U.S.C. 1374."""

    limit: float
    recognised_so_far: float
    tax_so_far: float
    tax: float
    of_recapture: float


class Charge(NamedTuple):
    """Interest on the tax that a large note defers. Source: 26 U.S.C. 453A(c)."""

    outstanding: float
    part: float  # of the note above the threshold, fixed in the year of sale
    deferred_tax: float
    charge: float


class Worth(NamedTuple):
    """What money of a year is worth at closing."""

    factor: float


class YearRecord(NamedTuple):
    """The stages of one year, for whoever asks how a figure came about."""

    year: int
    received: Received
    gained: Gained
    tax: YearTax
    tax_anyway: YearTax
    built_in: BuiltIn | None
    charge: Charge | None
    state_income: StateIncome | None
    state_income_anyway: StateIncome | None
    state: StateTax | None
    state_anyway: StateTax | None
    worth: Worth
    kept: KeptYear | None
    all_received: Received | None  # with later closings and dividends; None where there are none
    income: Income  # of the sale, with other income
    all_income: Income | None  # with later closings and dividends; None where there are none
    income_in_all: Income | None  # with profit and pay until closing; None where they are not told of the year
    income_anyway: Income | None  # the same without the sale
    loss: Loss | None  # until closing, set off against the year's income
    loss_anyway: Loss | None
    kingdom_year: KingdomYear | None


class LaterRecord(NamedTuple):
    """The stages of one year of a later closing."""

    year: int
    received: Received
    gained: Gained
    charge: Charge | None


class LaterWorked(NamedTuple):
    """A later closing worked out to the last payment, with what the seller elects for it."""

    choice: Choice
    sale: Sale
    imputed: tuple[Imputed, ...]
    note: Note
    sold: Sold
    before: Gain
    exclusion: Excluded | None
    rollover: Deferred | None
    instalments: Instalments
    records: tuple[LaterRecord, ...]


class Worked(NamedTuple):
    """One sale under one choice, worked out to the last payment."""

    choice: Choice
    sale: Sale
    imputed: tuple[Imputed, ...]  # each note alone
    note: Note
    entity: Entity | None
    sold: Sold
    before: Gain
    exclusion: Excluded | None
    rollover: Deferred | None
    instalments: Instalments
    years: tuple[SellerYear, ...]
    totals: SellerTotals
    records: tuple[YearRecord, ...]
    later: tuple[LaterWorked, ...] = ()
    kingdom: Kingdom | None = None


class Compared(NamedTuple):
    """One way to sell, whether it is open to the seller and why; worked out unless it is not."""

    name: str
    is_open: Answer
    reason: Sentence
    worked: Worked | None = None
    gross_up: float = 0.0  # added to the price so that the seller keeps as much as in a plain sale of shares


class SellerOutcome(NamedTuple):
    """The seller's sale as planned, what is to be said of it, and every way to sell, the planned one first."""

    planned: Worked
    findings: tuple[Sentence, ...]
    ways: tuple[Compared, ...]

    @property
    def sale(self) -> Sale:
        """The sale as planned."""
        return self.planned.sale

    @property
    def instalments(self) -> Instalments:
        """How its gain is spread."""
        return self.planned.instalments

    @property
    def years(self) -> tuple[SellerYear, ...]:
        """Its calendar years."""
        return self.planned.years

    @property
    def taxed_by(self) -> str:
        """Whose taxes the sale adds: a key of `seller.kind`."""
        if self.planned.kingdom is not None:
            return "kingdom"
        return "with_state" if self.totals.state_tax else "federal"

    @property
    def totals(self) -> SellerTotals:
        """Its years added up."""
        return self.planned.totals

    @property
    def records(self) -> tuple[YearRecord, ...]:
        """The stages of each year."""
        return self.planned.records
