"""Later closings in the seller's tax: each is a sale of its own, worked out by the very stages of the first.

Each has its part of the basis, its own least rate of interest, its own elections with their own tests, and its own
ratio of gain in each payment. Three things are shared. The cap of s.1202 is one for all shares of the company. Notes
that arise in one calendar year stand together against the threshold of s.453A. Replacement property of a told cost
serves the closings in their order.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from planner.model.helpers import cents, least, ratio
from planner.places import Rules
from planner.places.us import Law
from planner.scenario import Answer, Owner
from planner.seller import rollover, small_stock
from planner.seller.alone import (
    NO_CHARGE,
    NOTHING_GAINED,
    NOTHING_RECEIVED,
    Prepared,
    charge_of,
    gained_by,
    outstanding_of,
    prepare,
)
from planner.seller.instalments import is_large, receive
from planner.seller.records import (
    Charge,
    Choice,
    Deferred,
    Excluded,
    Gained,
    LaterClosing,
    LaterRecord,
    LaterWorked,
    Paid,
    Received,
    Sale,
)
from planner.seller.records_kept import NO_LATER, NOTHING_USED, LaterYear, Used
from planner.seller.years import by_year

CORPORATIONS = ("c_corporation", "s_corporation")


class OfCorporation:
    """The owner of shares of a C corporation: what the company is from the day on which the co-op holds a share."""

    entity = "c_corporation"

    def __init__(self, owner: Owner) -> None:
        self.owner = owner

    def __getattr__(self, name: str) -> Any:
        """All else is the owner's own."""
        return getattr(self.owner, name)


class Begun(NamedTuple):
    """A later closing with its years still to come, and what is paid in each."""

    told: Sale
    ready: Prepared
    paid: dict[int, Paid]
    received: Received
    gained: Gained
    charge: Charge | None


def owner_of(owner: Owner) -> Any:
    """Who sells at a later closing: a corporation is a C corporation by then."""
    return OfCorporation(owner) if owner.entity in CORPORATIONS else owner


def choice_of(number: int, owner: Owner, sale: Sale, rules: Rules, choice: Choice) -> Choice:  # noqa: ARG001  (explanations ask by the number)
    """What the seller elects for a later closing, where the law lets it of that closing.

    Small business stock is judged by what the company was when the shares were issued, all else by what it is now.
    """
    of_rollover = rollover.verdict(owner_of(owner), sale, rules)[0]
    of_stock = small_stock.verdict(owner, sale, rules)[0]
    return choice._replace(
        rollover=counts(choice.later_rollover, of_rollover) and not choice.dividend,
        small_stock=counts(choice.later_small_stock, of_stock) and not choice.dividend,
        election=False,
    )


def counts(wanted: Answer, found: Answer) -> bool:
    """Whether an election is made: only where the law surely lets it, or also where that is not certain."""
    return wanted != "no" and (found == "yes" or (wanted == found == "unknown"))


def prepare_later(number: int, owner: Owner, told: LaterClosing, rules: Rules, by: tuple[Choice, Used, float]) -> Begun:
    """One later closing; the last of `by` is the face of the other notes that arise in its year."""
    choice, used, beside = by
    of_c = owner_of(owner)
    elected = choice_of(number, owner, told.sale, rules, choice)
    ready = prepare(of_c, (told.sale, list(told.receipts)), rules, elected, used)
    large = is_large(of_c, ready.sale, rules.at(date(ready.sale.closing_year, 12, 31)), beside)
    first = NO_CHARGE if elected.instalments and not elected.dividend and large else None
    return Begun(told.sale, ready, by_year(ready.sale, ready.receipts, 0), NOTHING_RECEIVED, NOTHING_GAINED, first)


def use(then: Used, sale: Sale, exclusion: Excluded | None, rolled: Deferred | None) -> Used:
    """What is used up once a closing is done."""
    counted = exclusion.counted if exclusion else 0.0
    property_cost = least(rolled.property_cost, rolled.electable) if rolled else 0.0
    return Used(
        earlier=then.earlier,
        this_year=then.this_year + counted,
        basis=then.basis + (sale.basis if exclusion else 0.0),
        property_cost=then.property_cost + property_cost,
    )


def new_year(then: Used) -> Used:
    """What was used in one calendar year is used in an earlier one when the next closing lies in another."""
    return Used(then.earlier + then.this_year, 0.0, 0.0, then.property_cost)


def prepare_all(
    owner: Owner, sale: Sale, first: tuple[Excluded | None, Deferred | None], rules: Rules, choice: Choice
) -> tuple[Begun, ...]:
    """Every later closing in its order, each on what the ones before it have used up."""
    used = use(NOTHING_USED, sale, *first)
    year = sale.closing_year
    found: list[Begun] = []
    faces = [(sale.closing_year, sale.note_face), *((one.sale.closing_year, one.sale.note_face) for one in sale.later)]
    for number, told in enumerate(sale.later, 1):
        if told.sale.closing_year != year:
            used, year = new_year(used), told.sale.closing_year
        beside = sum((face for place, (when, face) in enumerate(faces) if when == year and place != number), 0.0)
        begun = prepare_later(number, owner, told, rules, (choice, used, beside))
        used = use(used, begun.ready.sale, begun.ready.exclusion, begun.ready.rollover)
        found.append(begun)
    return tuple(found)


def step(number: int, begun: Begun, year: int) -> Begun:  # noqa: ARG001  (explanations ask by the number)
    """What a calendar year adds to one later closing."""
    paid = begun.paid.get(year)
    if paid is None:
        return begun._replace(received=begun.received._replace(**NOTHING_PAID), gained=begun.gained._replace(**NO_GAIN))
    first = 1.0 if year == begun.ready.sale.closing_year else 0.0
    received = receive(begun.ready.note, begun.received, paid, NO_PROMISE)
    return begun._replace(received=received, gained=gained_by(begun.ready, begun.gained, (year, first), received))


NO_PROMISE = (0.0, 0.0)  # it is paid for at the first closing
NOTHING_PAID = dict.fromkeys(("cash_at_closing", "principal", "interest", "imputed"), 0.0)
NO_GAIN = dict.fromkeys(("gain", "recapture", "unrecaptured", "special"), 0.0)


def charge_later(number: int, owner: Owner, begun: Begun, by: tuple[int, float], law: tuple[Rules, Law]) -> Begun:  # noqa: ARG001  (explanations ask by the number)
    """Interest on the tax that its notes defer at the end of a year; none before it closes, or below the threshold."""
    year, beside = by
    if begun.charge is None or year < begun.ready.sale.closing_year:
        return begun
    first = 1.0 if year == begun.ready.sale.closing_year else 0.0
    so_far = (begun.gained, begun.received)
    return begun._replace(charge=charge_of(owner_of(owner), begun.ready, so_far, (first, begun.charge, beside), law))


def owed_beside(main: tuple[int, float], listed: tuple[Begun, ...], place: int) -> float:
    """What is owed on the other notes that arose in the same calendar year; place 0 is the first closing."""
    year = main[0] if place == 0 else listed[place - 1].ready.sale.closing_year
    owed = main[1] if place and main[0] == year else 0.0
    for other, one in enumerate(listed, 1):
        if other != place and one.ready.sale.closing_year == year:
            owed = owed + outstanding_of(one.ready, one.received)
    return owed


def add_up_later(listed: tuple[Begun, ...], year: int) -> LaterYear:
    """One calendar year of all later closings together."""
    found = NO_LATER
    for one in listed:
        if year >= one.ready.sale.closing_year:
            found = add_later(found, one, year)
    return found


def add_later(then: LaterYear, one: Begun, year: int) -> LaterYear:
    """One more later closing; what it leaves out or puts off stands in the year of its sale."""
    ready, first = one.ready, 1.0 if year == one.ready.sale.closing_year else 0.0
    excluded, rolled = ready.exclusion, ready.rollover
    preference = cents(excluded.preference * ratio(one.gained.special, excluded.special)) if excluded else 0.0
    return LaterYear(
        cash=cents(then.cash + one.received.cash_at_closing),
        principal=cents(then.principal + one.received.principal),
        interest=cents(then.interest + one.received.interest),
        imputed=cents(then.imputed + one.received.imputed),
        gain=cents(then.gain + one.gained.gain),
        short=cents(then.short + ready.short * one.gained.gain),
        special=cents(then.special + one.gained.special),
        preference=cents(then.preference + preference),
        profit=cents(then.profit + first * ready.terms.gross_profit),
        excluded=cents(then.excluded + (first * excluded.excluded if excluded else 0.0)),
        deferred=cents(then.deferred + (first * rolled.deferred if rolled else 0.0)),
        charge=cents(then.charge + (one.charge.charge if one.charge else 0.0)),
    )


def record_of(one: Begun, year: int) -> LaterRecord:
    """The stages of its year."""
    return LaterRecord(year, one.received, one.gained, one.charge)


def worked_later(one: Begun, records: tuple[LaterRecord, ...]) -> LaterWorked:
    """A later closing once all its years are worked out."""
    ready = one.ready
    return LaterWorked(
        ready.choice,
        one.told,
        ready.imputed,
        ready.note,
        ready.sold,
        ready.gain,
        ready.exclusion,
        ready.rollover,
        ready.terms,
        tuple(record for record in records if record.year in one.paid),
    )


STAGES: list[Callable[..., Any]] = [
    choice_of,
    prepare_later,
    use,
    new_year,
    prepare_all,
    step,
    charge_later,
    owed_beside,
    add_later,
    add_up_later,
]
