"""One sale under one choice, from the day of closing to the last payment of the note.

Pure: what it needs is told by its arguments. Which stages run is decided by words and flags alone, never by an
amount, so that the same text runs on numbers and on cells.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from planner.model.helpers import cents, most
from planner.places import Rules, us
from planner.places.us import Law, law_of, year_tax
from planner.scenario import Owner
from planner.seller import contingent as of_contingent
from planner.seller import entity, imputed, instalments, rollover, small_stock, states, years
from planner.seller import kept as of_kept
from planner.seller import kingdom as of_kingdom
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
    built_in,
    built_in_limit,
    corporate,
    has_built_in,
    of_assets,
    of_dividend,
    of_interests,
    of_shares,
    taxed_as,
)
from planner.seller.imputed import apportioned, judged, reduced
from planner.seller.instalments import (
    charge,
    gain_of,
    in_proportion,
    is_large,
    paid_of_price,
    receive,
    spread,
    terms_of,
    threshold_part,
)
from planner.seller.kept import as_ordinary, gain_in, with_kept
from planner.seller.kingdom import paid_in, tax_abroad
from planner.seller.records import (
    BuiltIn,
    Charge,
    Choice,
    Deferred,
    Entity,
    Excluded,
    Gain,
    Gained,
    Instalments,
    Paid,
    Receipt,
    Received,
    Sale,
    SellerYear,
    Sold,
    Worked,
    Worth,
    YearRecord,
)
from planner.seller.records_kingdom import Kingdom
from planner.seller.records_note import Imputed, Note
from planner.seller.rollover import defer, electable_part, fund, window_months, within_window
from planner.seller.small_stock import exclude, years_held
from planner.seller.states import state_year
from planner.seller.years import INVESTMENT_SHARES, by_year, income, investment_part, is_aged, keep, totals, value_now

NO_TAX = BuiltIn(*(0.0,) * len(BuiltIn._fields))
NO_CHARGE = Charge(*(0.0,) * len(Charge._fields))


class Prepared(NamedTuple):
    """What holds for all years of a sale."""

    sale: Sale  # the note as the law sees it
    receipts: list[Receipt]
    imputed: tuple[Imputed, ...]
    kind: Kind
    entity: Entity | None
    sold: Sold
    gain: Gain
    exclusion: Excluded | None
    rollover: Deferred | None
    terms: Instalments
    note: Note
    choice: Choice
    contingent: Contingent
    kingdom: Kingdom | None


class So(NamedTuple):
    """What was received, gained and taxed up to the end of a year."""

    received: Received
    gained: Gained
    built_in: BuiltIn | None
    charge: Charge | None
    worth: Worth


def work(owner: Owner, told: Sale, receipts: Iterable[Receipt], rules: Rules, choice: Choice) -> Worked:
    """The seller's years, each with its taxes, and every stage on the way."""
    ready = prepare(owner, told, list(receipts), rules, choice)
    found = list(each_year(owner, ready, rules, choice))
    listed = tuple(year for _, year in found)
    return Worked(
        choice,
        told,
        ready.imputed,
        ready.note,
        ready.entity,
        ready.sold,
        ready.gain,
        ready.exclusion,
        ready.rollover,
        ready.terms,
        listed,
        totals(listed),
        tuple(record for record, _ in found),
        ready.kingdom,
    )


def prepare(owner: Owner, told: Sale, receipts: list[Receipt], rules: Rules, choice: Choice) -> Prepared:
    """The note as the law sees it, what is sold, the whole gain, and how it is spread."""
    found = () if owner.taxed_in_kingdom else judged(owner, told, receipts, rules)
    sale = told
    if not owner.taxed_in_kingdom:
        sale, receipts = reduced(told, found), apportioned(told, receipts, found)
    kind = taxed_as(owner, sale, choice)
    taxed_itself = tax_of_corporation(owner, sale, kind, rules.at(date(sale.closing_year, 12, 31)))
    sold = sold_as(owner, sale, kind, taxed_itself)
    gain = gain_of(sold)
    exclusion = excluded_of(owner, sale, gain, rules) if choice.small_stock else None
    rolled = deferred_of(owner, sale, (gain, exclusion), receipts, rules) if choice.rollover else None
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
        sold,
        gain,
        exclusion,
        rolled,
        terms,
        note,
        choice,
        contingent,
        abroad,
    )


def each_year(owner: Owner, ready: Prepared, rules: Rules, choice: Choice) -> Iterator[tuple[YearRecord, SellerYear]]:
    """Year by year, each on what came before it."""
    sale = ready.sale
    first_law = rules.at(date(sale.closing_year, 12, 31))
    now = So(
        Received(*(0.0,) * len(Received._fields)),
        Gained(*(0.0,) * len(Gained._fields)),
        built_in_limit(owner, sale, ready.gain) if has_built_in(owner, sale, ready.kind, first_law) else None,
        NO_CHARGE if has_charge(owner, sale, choice, first_law) else None,
        Worth(1.0),
    )
    spread_out = choice.instalments and not choice.dividend and ready.kingdom is None
    at_once = 0.0 if spread_out else 1.0
    until = ready.kingdom.parts[-1].year if ready.kingdom else 0
    for year, paid in by_year(sale, ready.receipts, until).items():
        law = rules.at(date(year, 12, 31))
        figures = law_once(law, owner.filing)
        now = go_on(owner, ready, now, (year, paid, at_once), (law, figures, first_law))
        yield tax_year(owner, ready, now, year, (law, figures))


def go_on(
    owner: Owner, ready: Prepared, then: So, of_year: tuple[int, Paid, float], law: tuple[Rules, Law, Rules]
) -> So:
    """What a year adds to what was received and gained before."""
    year, paid, at_once = of_year
    first = 1.0 if year == ready.sale.closing_year else 0.0
    received = receive(ready.note, then.received, paid)
    gained = gained_by(ready, then.gained, (year, first, at_once), received)
    own = built_in(then.built_in, gained, law[2].value("co_op.federal_rate")) if then.built_in else None
    charged = charge_of(owner, ready, (gained, received), (first, then.charge), law[:2]) if then.charge else None
    worth = value_now(first, then.worth, owner.discount_rate)
    return So(received, gained, own, charged, worth)


def gained_by(ready: Prepared, then: Gained, of_year: tuple[int, float, float], received: Received) -> Gained:
    """A year's gain: in proportion to what is paid, or by the rules of a price that is not yet known."""
    year, first, at_once = of_year
    paid_so_far = paid_of_price(ready.terms, then, first, received, ready.sold.tax_held_back)
    if ready.contingent == "none":
        return spread(ready.terms, then, (first, at_once), paid_so_far, in_proportion(ready.terms, paid_so_far))
    if ready.contingent == "maximum":
        settled = 1.0 if year >= last_year(ready.sale, "maximum") else 0.0
        spread_out = up_to_maximum(ready.terms, then, paid_so_far, settled)
    else:
        spread_out = over_period(ready.terms, then, paid_so_far, part_of_period(ready.sale, year))
    return spread(ready.terms, then, (first, at_once), paid_so_far, spread_out)


def tax_year(
    owner: Owner, ready: Prepared, now: So, year: int, law: tuple[Rules, Law]
) -> tuple[YearRecord, SellerYear]:
    """A year's taxes, with the sale and without it."""
    rules, figures = law
    first = year == ready.sale.closing_year
    share = investment_part(owner, ready.kind, rules)
    aged = is_aged(owner, year - ready.sale.closing_year, rules)
    taxed = income(owner, (now.received, now.gained), now.built_in, ready.exclusion, (share, aged))
    kept = next((one for one in ready.sale.kept if one.year == year), None)
    later_gain = 0.0
    if kept is not None:
        later_gain = gain_in(kept, float(ready.choice.instalments), float(ready.choice.dividend))
        taxed = with_kept(taxed, later_gain, kept.dividends, rules.value(f"{INVESTMENT_SHARES}.c_corporation"))
    without = taxed._replace(interest=0.0, recapture=0.0, gain=0.0, unrecaptured=0.0, special=0.0, preference=0.0)
    tax, anyway = (
        year_tax(taxed, figures),
        rules.once(("anyway", owner.filing, without), lambda: year_tax(without, figures)),
    )
    sold = states.Sold(ready.sale, ready.kind, ready.gain, ready.exclusion, ready.rollover, ready.terms)
    for_state = as_ordinary(taxed, kept.dividends) if kept else taxed
    state = state_year(owner, sold, (for_state, without), (tax, anyway), (rules, 1.0 if first else 0.0))
    income_of_state, income_anyway, state_with, state_anyway = state or (None, None, None, None)
    abroad = paid_in(ready.kingdom, year) if ready.kingdom else None
    record = YearRecord(
        year=year,
        received=now.received,
        gained=now.gained,
        tax=tax,
        tax_anyway=anyway,
        built_in=now.built_in,
        charge=now.charge,
        state_income=income_of_state,
        state_income_anyway=income_anyway,
        state=state_with,
        state_anyway=state_anyway,
        worth=now.worth,
        kept=kept,
        kingdom_year=abroad,
    )
    relieved = (
        excluded_in(ready) if first else 0.0,
        ready.rollover.deferred if ready.rollover and first else 0.0,
    )
    entity_tax = ready.entity.tax if ready.entity and first else 0.0
    state_tax = cents(state.tax.tax.total - state.anyway.tax.total) if state else 0.0
    beside = (now.built_in or NO_TAX, now.charge or NO_CHARGE, state_tax, entity_tax, abroad.paid if abroad else 0.0)
    return record, keep(
        year, (taxed, now.received, now.gained, later_gain), (tax, anyway), beside, (*relieved, now.worth)
    )


def has_charge(owner: Owner, sale: Sale, choice: Choice, law: Rules) -> bool:
    """Whether the US asks interest on tax that a large note defers."""
    return choice.instalments and not owner.taxed_in_kingdom and is_large(owner, sale, law)


def excluded_in(ready: Prepared) -> float:
    """Gain that the seller is never taxed on: of small stock, or held over to an employee trust's trustees."""
    if ready.kingdom:
        return ready.kingdom.charged.held_over
    return ready.exclusion.excluded if ready.exclusion else 0.0


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


def excluded_of(owner: Owner, sale: Sale, gain: Gain, rules: Rules) -> Excluded:
    """Gain on small business stock, by the law of the day it was acquired."""
    return exclude(owner, sale, gain, years_held(owner, sale, rules), rules.at(owner.small_stock.acquired))


def deferred_of(
    owner: Owner, sale: Sale, of_gain: tuple[Gain, Excluded | None], receipts: list[Receipt], rules: Rules
) -> Deferred:
    """Gain rolled over, and whether the sale's own cash pays for the property in time."""
    closing = rules.at(date(sale.closing_year, sale.closing_month, 1))
    rolled = defer(owner, *of_gain, electable_part(owner, sale, rules))
    received = within_window(sale, receipts, window_months(closing))
    return fund(rolled, received, law_once(rules.at(date(sale.closing_year, 12, 31)), owner.filing))


def charge_of(
    owner: Owner,
    ready: Prepared,
    so_far: tuple[Gained, Received],
    of_note: tuple[float, Charge],
    law: tuple[Rules, Law],
) -> Charge:
    """Interest on the tax that the note still defers at the end of a year."""
    gained, received = so_far
    rules, figures = law
    outstanding = most(0.0, cents(ready.sale.note_face - received.principal_so_far))
    threshold = rules.value(instalments.THRESHOLD) * owner.note_holders
    part = threshold_part(*of_note, outstanding, threshold)
    rates = (rules.value("seller.underpayment_rate"), figures)
    return charge(ready.terms, gained, (part, outstanding), rates)


STAGES: list[Callable[..., Any]] = [
    *us.STAGES,
    law_once,
    *imputed.STAGES,
    *entity.STAGES,
    *instalments.STAGES,
    *of_contingent.STAGES,
    *small_stock.STAGES,
    *rollover.STAGES,
    *states.STAGES,
    *years.STAGES,
    *of_kept.STAGES,
    *of_kingdom.STAGES,
    split,
    tax_of_corporation,
    sold_as,
    excluded_of,
    deferred_of,
    charge_of,
    has_charge,
    excluded_in,
    prepare,
    gained_by,
    go_on,
    tax_year,
    each_year,
    work,
]
