"""Reader four: any figure opened to how it was worked out, each part a figure that can be opened in turn.

The words are made from the very trees that the stages leave behind on cells; nothing is told twice. A figure is
asked for by its place, its name and its month, and what these mean differs by place:

| place | name | month |
|---|---|---|
| `now` | a line of a month: `treasury.cash`, `loans.2.interest` | the month, closing = 0 |
| `stressed` | a line of a month of the bad year before a failure | a month of that year |
| `start` | a line of the closing day: `closing.plug` | 0 |
| `year` | a line that is a flow, added up over a fiscal year: `operations.sales` | the fiscal year's last month |
| `terms`, `drivers`, `clock` | inputs of the model: `price`, `growth`, `year_end` | the month |
| `valuation` | `midpoint`, `low`, `high`, `methods.1.mid`, `earnings.4.sde`, `weighted.ebitda`, `by_sde.multiple` | 0 |
| `valuation` | `dcf.mid.sum.terminal`, `net_assets.value`, `settlement.peg.adjustment`, `shares.3.paid` | 0 |
| `seller` | a field of `SellerYear`; `gained.gain`, `tax.taxable.gross`, `tax_anyway.tax.total` | the calendar year |
| `seller` | `totals.cash`, `instalments.gain_fraction`, `sale.basis` | 0 |
| `form` | `worth.saved`, `worth.cumulated`, `worth.present`, `taxes.without` | the fiscal year's last month |
| `form` | `whole.saved`, `whole.present`, `stepped_up`, `excise`, `book_surplus` | 0 |
| `way` | a way to sell, and what `seller` has: `cash.totals.tax_of_sale`, `election.gross_up` | as in `seller` |
| `rival` | a way out: `outsider.sums.present_value`, `esop.note.12.balance`, `trust.cash` | 0 or the year |
| `rival` | ... if it fails, on the same day: `trust_failed.sums.cash`, `esop_same_day.cash` | 0 or the year |
| `rival_sale` | a way out, and what `seller` has: `outsider.cash_after_tax` | as in `seller` |
| `lender` | a field of `LenderYear`: `dscr`, `ebitda`, `debt_service`, `lowest_cash` | the fiscal year's last month |
| `lender` | a field of `Lender`: `lowest_dscr`, `lowest_cash`, `worst_shortfall`, `most_line`, `passes` | 0 |
| `lending` | `equity.bank.counted` and its like | 0 |
| `lending` | `capital.funds`, `cover.0.covered`, `exposure.at_risk`, `failure.seller_whole` | of the balance sheet |
| `stakes` | `ramp.votes`; `need.on_all` of a fiscal year below control | the month |
| `holders` | `price`, `0.amount`, `0.claim`; `0.month.owed`, `all.interest`; `0.year.cash` | 0; the month; the year |
| `lawful` | `year.returned`, `year.patron_surplus`, `year.account_gap` | the fiscal year's last month |
| `lawful` | `week.3.most_taken`: place in the roster, and a field of `Ceiling` | 0 |
| `board` | `went.principal`, `went.change`: a step from profit to cash | the fiscal year's last month |
| `board` | `own.co_op_tax`, `total.payments.tax_paid`: over the months that policies are compared | 0 |
| `cover` | `book_ratio`, `fair_ratio` and what they are made of; `multiple` | the fiscal year's last month; 0 |
| `wound_up` | `book.to_members`, `fair.remainder` and their like; `patronage` | the fiscal year's last month |
| `covenant` | `dscr.promised.ratio`, `fccr.paid.headroom`, `dscr.fall`; of one lender `dscr@0.fall` | the test date |
| `paid_first` | a claim and `due`, `paid`, `held_back` or `lapsed`: `seller_note.due` | the fiscal year's last month |
| `past` | `service`, `line_interest`, `at_once.0`; `ratio.0` and `ebitda.0` of a historical year | 0 |
| `worker` | a field of `outcomes.Worker`: `pledged`, `paid_at_closing` | 0 (`expected_members`: the month) |
| `member` | number in `members.people` and a field: `3.dividend`, `3.staying.account` | the fiscal year's last month |
| `members` | a field of `members.Totals`: `dividend` | the fiscal year's last month |
| `input` | a path in the scenario: `deal.price` | 0 |
| `rule` | a rule of the law; of a table with row and column: `seller.gain_brackets.joint.1.0` | its year, or 0 |

An explanation without words is an end: it names the inputs and the dated rules that the figure comes from.
"""

from functools import lru_cache
from typing import Any, NamedTuple

from planner import Plan
from planner.explain.board import Board
from planner.explain.cells import Address, at, placed
from planner.explain.covered import Covenants, PaidFirst, Past
from planner.explain.covered_accounts import Cover
from planner.explain.dissolved import WoundUp
from planner.explain.ends import Inputs, Law
from planner.explain.forms import Form
from planner.explain.holders import Holders
from planner.explain.lawful import Lawful
from planner.explain.lending import Lending
from planner.explain.months import Clock, Drivers, Months, Start, Stressed, Terms, Years
from planner.explain.owner import Seller, Way
from planner.explain.people import Member, Members
from planner.explain.readers import Lender, Worker
from planner.explain.rival_sales import RivalSale
from planner.explain.rivals import Rivals
from planner.explain.rooms import Room
from planner.explain.stakes import Stakes
from planner.explain.wording import Known, Wording, figure
from planner.explain.worth import Valuation
from planner.model.calendar import month_of
from planner.model.trace import Cell, references
from planner.model.trace import value as worked_out
from planner.places import Rule
from planner.words import say

ROOMS: dict[str, type[Room]] = {
    "terms": Terms,
    "drivers": Drivers,
    "clock": Clock,
    "start": Start,
    "now": Months,
    "stressed": Stressed,
    "year": Years,
    "valuation": Valuation,
    "seller": Seller,
    "form": Form,
    "way": Way,
    "rival": Rivals,
    "rival_sale": RivalSale,
    "lender": Lender,
    "lending": Lending,
    "stakes": Stakes,
    "holders": Holders,
    "lawful": Lawful,
    "board": Board,
    "cover": Cover,
    "wound_up": WoundUp,
    "covenant": Covenants,
    "paid_first": PaidFirst,
    "past": Past,
    "worker": Worker,
    "member": Member,
    "members": Members,
    "input": Inputs,
    "rule": Law,
}
PLANS_AT_HAND = 4


class Part(NamedTuple):
    """A figure that stands in an explanation: where it stands, what it is called and counted in, and its time."""

    place: str
    name: str
    month: int
    label: str
    value: float
    unit: str = "money"  # money, fraction, times, flag, days, factor or count
    when: str = ""  # its month, fiscal year or calendar year in words; empty: it has none
    written: str = ""  # the figure as a person reads it


class Explanation(NamedTuple):
    """How one figure was worked out: in words, in figures, and from which parts.

    One that is not worked out has none of these, but the paths of the inputs and the rules that it comes from.
    """

    figure: Part
    words: str
    figures: str
    parts: tuple[Part, ...]
    inputs: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()


def explain(plan: Plan, place: str, name: str, month: int, language: str = "en") -> Explanation:
    """Open one figure; what place, name and month mean stands above."""
    house = _house(_Same(plan))
    shown = part(plan, place, name, month, language)
    tree = house.tree(place, name, month)
    if tree is None:
        origin = house.room(place).origin(name, month)
        year = month if place == "rule" else 0
        rules = tuple(house.law.rule(one, year) for one in origin.rules)
        return Explanation(shown, "", "", (), origin.inputs, rules)
    addresses: dict[Address, None] = dict.fromkeys(_addresses(tree))
    parts = {address: part(plan, *address, language) for address in addresses}
    known = {address: _known(house, shown, one, language) for address, one in parts.items()}
    wording = Wording(known, language, shown.unit)
    return Explanation(shown, wording.words(tree), wording.figures(tree), tuple(parts.values()))


def recomputed(plan: Plan, place: str, name: str, month: int) -> float:
    """The figure worked out again from its explanation: the same number to the bit."""
    house = _house(_Same(plan))
    tree = house.tree(place, name, month)
    return house.value(place, name, month) if tree is None else worked_out(tree, house.recall)


def part(plan: Plan, place: str, name: str, month: int, language: str = "en") -> Part:
    """One figure by where it stands."""
    house = _house(_Same(plan))
    room = house.room(place)
    value, unit = house.value(place, name, month), room.unit(name)
    called, time = label(plan, place, name, language), room.when(name, month, language)
    return Part(place, name, month, called, value, unit, time, figure(value, unit, language))


def label(plan: Plan, place: str, name: str, language: str = "en") -> str:
    """What a figure is called; a loan's line carries the loan's name, a layer's its age."""
    named = _house(_Same(plan)).room(place).name(name, language)
    return say("explain.of", language, label=named.label, which=named.which) if named.which else named.label


def when(plan: Plan, month: int) -> tuple[int, int]:
    """Calendar year and month of a month of the plan."""
    return month_of(plan.scenario.deal.closing, month)


class _Same:
    """A plan by what it is, not by what it holds: comparing two plans would cost more than explaining one."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.plan is self.plan


class _House:
    """All rooms of one plan, each opened when it is first needed."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.rooms: dict[str, Room] = {}
        self.law = Law(plan, self.value)

    def room(self, place: str) -> Room:
        """The room of a place."""
        if place not in self.rooms:
            self.rooms[place] = ROOMS[place](self.plan, self.value)
        return self.rooms[place]

    def value(self, place: str, name: str, month: int) -> float:
        """One figure."""
        return self.room(place).value(name, month)

    def recall(self, *address: Any) -> float:
        """The figure that a reference stands for."""
        return self.value(*address)

    def tree(self, place: str, name: str, month: int) -> Cell | None:
        """How one figure is worked out, every part with its month; None where it has an origin instead."""
        room = self.room(place)
        tree = room.tree(name, month)
        if tree is None:
            return None
        tree = placed(tree, lambda *found: _where(month, *found))
        return None if tree.op == "number" and any(room.origin(name, month)) else tree


@lru_cache(maxsize=PLANS_AT_HAND)
def _house(same: _Same) -> _House:
    return _House(same.plan)


def _where(here: int, place: str, name: str, month: int | None = None) -> Cell:
    """A reference with its month: that of the figure it stands in, or the month before."""
    if place == "then":
        return at("now", name, here - 1)
    return at(place, name, here if month is None else month)


def _addresses(tree: Cell) -> list[Address]:
    return [(place, name, month) for place, name, month in references(tree)]  # type: ignore[misc]


def _known(house: _House, shown: Part, one: Part, language: str) -> Known:
    """What the words need to know of a part; its time only where that is another than the figure's own."""
    timed = one.label
    if one.place == shown.place == "now" and one.month == shown.month - 1:
        timed = say("explain.last_month", language, label=one.label)
    elif one.when and one.when != shown.when:
        timed = say("explain.at", language, label=one.label, when=one.when)
    general = house.room(one.place).name(one.name, language).label
    return Known(one.label, timed, general, one.when, one.value, one.unit)
