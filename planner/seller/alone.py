"""One sale by itself: what of it holds for all years, and how a year's payments move it on.

The first closing and every later one are worked out by these same stages.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from planner.model.helpers import cents, most, where
from planner.places import Rules
from planner.places.us import Law, law_of
from planner.scenario import Owner
from planner.seller import instalments
from planner.seller.contingent import (
    Contingent,
    beyond_expected,
    kind_of,
    last_year,
    over_period,
    part_of_period,
    up_to_maximum,
)
from planner.seller.entity import (
    Kind,
    assets_basis,
    corporate,
    of_assets,
    of_dividend,
    of_interests,
    of_shares,
    promised_not_to,
    taxed_as,
    without_promise,
)
from planner.seller.imputed import apportioned, judged, reduced
from planner.seller.instalments import charge, gain_of, in_proportion, paid_of_price, spread, terms_of, threshold_part
from planner.seller.kingdom import tax_abroad
from planner.seller.records import (
    Charge,
    Choice,
    Deferred,
    Entity,
    Excluded,
    Gain,
    Gained,
    Instalments,
    NonCompete,
    Receipt,
    Received,
    Sale,
    Sold,
)
from planner.seller.records_kept import Used
from planner.seller.records_kingdom import Kingdom
from planner.seller.records_note import Imputed, Note
from planner.seller.rollover import defer, electable_part, fund, window_months, within_window
from planner.seller.small_stock import exclude, years_held

NOTHING_RECEIVED = Received(*(0.0,) * len(Received._fields))
NOTHING_GAINED = Gained(*(0.0,) * len(Gained._fields))
LONG_TERM_YEARS = "seller.long_term_years"
NO_CHARGE = Charge(*(0.0,) * len(Charge._fields))


class Prepared(NamedTuple):
    """What holds for all years of a sale."""

    sale: Sale  # the note as the law sees it
    receipts: list[Receipt]
    imputed: tuple[Imputed, ...]
    kind: Kind
    entity: Entity | None
    promise: NonCompete
    sold: Sold
    gain: Gain
    exclusion: Excluded | None
    rollover: Deferred | None
    terms: Instalments
    note: Note
    choice: Choice
    contingent: Contingent
    kingdom: Kingdom | None
    short: float  # flag: held for a year or less


def prepare(owner: Owner, told: tuple[Sale, list[Receipt]], rules: Rules, choice: Choice, used: Used) -> Prepared:
    """The notes as the law sees them, what is sold, the whole gain, and how it is spread."""
    given, paid = told
    found = () if owner.taxed_in_kingdom else judged(owner, given, paid, rules)
    sale, receipts = given, paid
    if not owner.taxed_in_kingdom:
        sale, receipts = reduced(given, found), apportioned(given, paid, found)
    kind = taxed_as(owner, sale, choice)
    promise = promised_not_to(sale)
    business = without_promise(sale, promise)
    taxed_itself = tax_of_corporation(owner, business, kind, rules.at(date(sale.closing_year, 12, 31)))
    sold = sold_as(owner, business, kind, taxed_itself)
    gain = gain_of(sold)
    exclusion = excluded_of(owner, sale, gain, rules, used) if choice.small_stock else None
    rolled = deferred_of(owner, sale, (gain, exclusion), receipts, (rules, used)) if choice.rollover else None
    contingent = kind_of(sale)
    terms = terms_of(sold, gain, exclusion, rolled, beyond_expected(sale, found))
    note = split(sale, receipts)
    abroad = tax_abroad(owner, (sale, receipts, note), gain, choice, rules) if owner.taxed_in_kingdom else None
    return Prepared(
        sale,
        receipts,
        found,
        kind,
        taxed_itself,
        promise,
        sold,
        gain,
        exclusion,
        rolled,
        terms,
        note,
        choice,
        contingent,
        abroad,
        is_short(owner, sale, kind, rules),
    )


def is_short(owner: Owner, sale: Sale, kind: Kind, rules: Rules) -> float:
    """Flag: what is sold was held for a year or less, so its gain is taxed as ordinary income. 26 U.S.C. 1(h), 1222.

    Assets of an S corporation are the corporation's: how long its shares were held does not tell how long they were.
    """
    of_corporation = kind == "assets" and owner.entity == "s_corporation"
    if sale.years_held is None or of_corporation or owner.taxed_in_kingdom:
        return 0.0
    law = rules.at(date(sale.closing_year, 12, 31))
    return where(sale.years_held > law.value(LONG_TERM_YEARS), 0.0, 1.0)


def taxed_at_once(ready: Prepared) -> float:
    """Flag: all gain is taxed in the year of sale, as it always is in the United Kingdom."""
    return 0.0 if ready.choice.instalments and not ready.choice.dividend and ready.kingdom is None else 1.0


def gained_by(ready: Prepared, then: Gained, of_year: tuple[int, float], received: Received) -> Gained:
    """A year's gain: in proportion to what is paid, or by the rules of a price that is not yet known."""
    year, first = of_year
    at_once = taxed_at_once(ready)
    beside = ready.sold.tax_held_back + ready.promise.cash
    paid_so_far = paid_of_price(ready.terms, then, first, received, (beside, ready.promise.cash))
    if ready.contingent == "none":
        return spread(ready.terms, then, (first, at_once), paid_so_far, in_proportion(ready.terms, paid_so_far))
    if ready.contingent == "maximum":
        settled = 1.0 if year >= last_year(ready.sale, "maximum") else 0.0
        spread_out = up_to_maximum(ready.terms, then, paid_so_far, settled)
    else:
        spread_out = over_period(ready.terms, then, paid_so_far, part_of_period(ready.sale, year))
    return spread(ready.terms, then, (first, at_once), paid_so_far, spread_out)


def law_once(rules: Rules, filing: str) -> Law:
    """The figures of a year's law, read once for every way to sell."""
    return rules.once(("federal", filing), lambda: law_of(rules, filing))


def split(sale: Sale, receipts: list[Receipt]) -> Note:
    """Interest within the principal: what standby added, or whatever is paid above the face."""
    paid = cents(sum(receipt.principal for receipt in receipts))
    return Note(interest_added=cents(most(sale.interest_added, paid - sale.note_face)))


def tax_of_corporation(owner: Owner, sale: Sale, kind: Kind, law: Rules) -> Entity | None:
    """The tax of a C corporation that sells its assets."""
    if kind != "corporation":
        return None
    return corporate(sale, assets_basis(sale), law.value("co_op.federal_rate"), owner.assets.state_rate)


def sold_as(owner: Owner, sale: Sale, kind: Kind, taxed_itself: Entity | None) -> Sold:
    """The sale as the seller's tax sees it."""
    if kind == "assets":
        return of_assets(owner, sale)
    if kind == "interests":
        return of_interests(sale)
    if kind == "dividend":
        return of_dividend(owner, sale)
    return of_shares(sale, taxed_itself.tax if taxed_itself else 0.0)


def excluded_of(owner: Owner, sale: Sale, gain: Gain, rules: Rules, used: Used) -> Excluded:
    """Gain on small business stock, by the law of the day it was acquired."""
    return exclude(owner, sale, gain, years_held(owner, sale, rules), (rules.at(owner.small_stock.acquired), used))


def deferred_of(
    owner: Owner,
    sale: Sale,
    of_gain: tuple[Gain, Excluded | None],
    receipts: list[Receipt],
    by: tuple[Rules, Used],
) -> Deferred:
    """Gain rolled over, and whether the sale's own cash pays for the property in time."""
    rules, used = by
    closing = rules.at(date(sale.closing_year, sale.closing_month, 1))
    rolled = defer(owner, *of_gain, electable_part(owner, sale, rules), used.property_cost)
    received = within_window(sale, receipts, window_months(closing))
    return fund(rolled, received, law_once(rules.at(date(sale.closing_year, 12, 31)), owner.filing))


def outstanding_of(ready: Prepared, received: Received) -> float:
    """What is still owed of the notes of a sale."""
    return most(0.0, cents(ready.sale.note_face - received.principal_so_far))


def charge_of(
    owner: Owner,
    ready: Prepared,
    so_far: tuple[Gained, Received],
    of_note: tuple[float, Charge, float],
    law: tuple[Rules, Law],
) -> Charge:
    """Interest on the tax that the notes still defer at the end of a year.

    The last of `of_note` is what is still owed on the other notes that arose in the same year: the threshold is one for
    them all (453A(b)(2)(B), (c)(4)).
    """
    gained, received = so_far
    first, then, beside = of_note
    rules, figures = law
    outstanding = outstanding_of(ready, received)
    threshold = rules.value(instalments.THRESHOLD) * owner.note_holders
    part = threshold_part(first, then, outstanding + beside, threshold)
    rates = (rules.value("seller.underpayment_rate"), figures)
    return charge(ready.terms, gained, (part, outstanding), rates, ready.short)


STAGES: list[Callable[..., Any]] = [
    law_once,
    split,
    is_short,
    tax_of_corporation,
    sold_as,
    excluded_of,
    deferred_of,
    outstanding_of,
    charge_of,
    prepare,
    gained_by,
]
