"""The ways to sell compared: each worked out like the plan, with one thing chosen otherwise.

A way that the law does not give is not worked out, and says why; one that hangs on facts is, and says on which.
"""

from collections.abc import Callable, Iterator
from math import ceil
from typing import Any, NamedTuple

from planner.places import Rules
from planner.scenario import Answer, Owner
from planner.seller import rollover, small_stock
from planner.seller.imputed import of_note
from planner.seller.records import Choice, Compared, Receipt, Sale, Worked
from planner.seller.work import work
from planner.words import Sentence, sentence

STEP = 100.0  # a price is raised by whole hundreds
CLOSE_ENOUGH = 1.0
MOST_TRIES = 30
CORPORATIONS = ("c_corporation", "s_corporation")


class Way(NamedTuple):
    """One way to sell: whether it is open, why, and what is chosen."""

    name: str
    is_open: Answer
    reason: Sentence
    choice: Choice


class Told(NamedTuple):
    """The sale that the ways are variations of."""

    owner: Owner
    sale: Sale
    receipts: list[Receipt]
    rules: Rules
    base: Worked


def compared(owner: Owner, sale: Sale, receipts: list[Receipt], rules: Rules, base: Worked) -> tuple[Compared, ...]:
    """Every way, the plan's own first."""
    told = Told(owner, sale, receipts, rules, base)
    found = [Compared("planned", "yes", sentence("seller.way.planned"), base)]
    for way in ways(told):
        if way.is_open == "no":
            found.append(Compared(way.name, way.is_open, way.reason))
        elif way.name == "election":
            found.append(_grossed_up(told, way))
        elif way.choice == base.choice and way.name != "cash":
            found.append(Compared(way.name, way.is_open, way.reason, base))
        else:
            found.append(Compared(way.name, way.is_open, way.reason, worked_out(told, way)))
    return tuple(found)


def worked_out(told: Told, way: Way) -> Worked:
    """One way, worked out."""
    if way.name == "cash":
        beside = [receipt for receipt in told.receipts if not receipt.of_note]
        return work(told.owner, paid_at_once(told.sale), beside, told.rules, way.choice)
    return work(told.owner, told.sale, told.receipts, told.rules, way.choice)


def ways(told: Told) -> Iterator[Way]:
    """What can be chosen: how the gain is spread, what is deferred or excluded, what the sale is taken for."""
    yield from _spread(told)
    yield from _relief(told)
    yield from _taken_for(told)


def _spread(told: Told) -> Iterator[Way]:
    choice = told.base.choice
    payments = of_note(told.receipts)
    noted: Answer = "yes" if payments and not choice.dividend else "no"
    where_taxed = "abroad" if told.owner.taxed_in_kingdom else "here"
    no_note = sentence("seller.way.dividend_at_once" if choice.dividend else "seller.way.no_note")
    yield Way(
        "instalments",
        noted,
        sentence(f"seller.way.instalments.{where_taxed}") if noted == "yes" else no_note,
        choice._replace(instalments=True),
    )
    yield Way(
        "at_once",
        noted,
        sentence(f"seller.way.at_once.{where_taxed}") if noted == "yes" else no_note,
        choice._replace(instalments=False),
    )
    has_note: Answer = "yes" if payments else "no"
    yield Way("cash", has_note, sentence("seller.way.cash" if payments else "seller.way.no_note"), choice)


def _relief(told: Told) -> Iterator[Way]:
    owner, sale, choice = told.owner, told.sale, told.base.choice._replace(dividend=False)
    if told.base.choice.dividend:
        reason = sentence("seller.way.not_of_dividend")
        yield Way("rollover", "no", reason, choice)
        yield Way("small_stock", "no", reason, choice)
        return
    deferral = rollover.verdict(owner, sale, told.rules)
    exclusion = small_stock.verdict(owner, sale, told.rules)
    one = choice._replace(later_rollover=_for_later(sale, deferral[0]), later_small_stock="no")
    other = choice._replace(later_rollover="no", later_small_stock=_for_later(sale, exclusion[0]))
    yield Way("rollover", *deferral, one._replace(rollover=True, small_stock=False))
    yield Way("small_stock", *exclusion, other._replace(rollover=False, small_stock=True))
    if "no" not in (deferral[0], exclusion[0]):
        both: Answer = "yes" if deferral[0] == exclusion[0] == "yes" else "unknown"
        wanted = _for_later(sale, both)
        later = choice._replace(later_rollover=wanted, later_small_stock=wanted)
        yield Way("both", both, sentence("seller.way.both"), later._replace(rollover=True, small_stock=True))


def _for_later(sale: Sale, answer: Answer) -> Answer:
    """What is elected for later closings: as for the first; nothing where there are none."""
    return answer if sale.later else "no"


def _taken_for(told: Told) -> Iterator[Way]:
    owner, sale, choice = told.owner, told.sale, told.base.choice
    if sale.form == "shares_election":
        if choice.election:
            yield Way("shares", "yes", sentence("seller.way.shares"), choice._replace(election=False))
    elif sale.in_stages:
        yield Way("election", "no", sentence("seller.way.election.staged"), choice)
    elif owner.entity == "s_corporation" and sale.form == "shares_merged":
        plain = choice._replace(election=True, rollover=False, small_stock=False)
        yield Way("election", "yes", sentence("seller.way.election.open"), plain)
    else:
        key = sale.form if owner.entity in CORPORATIONS and sale.form != "shares_merged" else owner.entity
        yield Way("election", "no", sentence(f"seller.way.election.{key}"), choice)
    if sale.form == "buyout" and owner.entity in CORPORATIONS:
        is_dividend: Answer = {"yes": "no", "no": "yes"}.get(sale.is_sale, "unknown")  # type: ignore[assignment]
        reason = sentence(f"seller.way.dividend.{is_dividend}")
        yield Way("dividend", is_dividend, reason, choice._replace(dividend=True, rollover=False, small_stock=False))
        if choice.dividend and sale.is_sale == "unknown":
            yield Way("sale", "unknown", sentence("seller.way.maybe_sale"), choice._replace(dividend=False))
        elif choice.dividend:
            yield Way("sale", "no", sentence("seller.way.sale"), choice)


def paid_at_once(sale: Sale) -> Sale:
    """The same price, all of it in cash at closing."""
    return sale._replace(
        cash_at_closing=sale.cash_at_closing + sale.note_face,
        note_face=0.0,
        interest_added=0.0,
        note_rate=None,
        notes=(),
    )


def raised(sale: Sale, more: float) -> Sale:
    """The same sale, so much more of it in cash."""
    return sale._replace(cash_at_closing=sale.cash_at_closing + more)


def _grossed_up(told: Told, way: Way) -> Compared:
    """The election at the least price, in whole hundreds more, at which the seller keeps what plain shares bring."""

    def at(more: float) -> Worked:
        return work(told.owner, raised(told.sale, more), told.receipts, told.rules, way.choice)

    wanted = told.base.totals.cash_after_tax
    more = _least(lambda extra: at(extra).totals.cash_after_tax - wanted)
    return Compared(way.name, way.is_open, way.reason, at(more), more)


def _least(surplus: Callable[[float], float]) -> float:
    """The least whole hundreds at which a rising surplus is not below 0, by regula falsi and a last look down."""
    low, at_low = 0.0, surplus(0.0)
    if at_low >= 0:
        return 0.0
    high = STEP * ceil(-at_low / STEP)
    at_high = surplus(high)
    while at_high < 0:
        low, at_low, high = high, at_high, 2 * high
        at_high = surplus(high)
    for _ in range(MOST_TRIES):
        if high - low <= STEP:
            break
        guess = low + (high - low) * -at_low / (at_high - at_low)
        middle = min(high - STEP, max(low + STEP, STEP * ceil((guess - CLOSE_ENOUGH) / STEP)))
        at_middle = surplus(middle)
        if at_middle >= 0:
            high, at_high = middle, at_middle
        else:
            low, at_low = middle, at_middle
    return high


STAGES: list[Callable[..., Any]] = [paid_at_once, raised]
