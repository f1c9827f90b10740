"""One sale under one choice, from the day of closing to the last payment of the note, later closings included.

Pure: what it needs is told by its arguments. Which stages run is decided by words and flags alone, never by an
amount, so that the same text runs on numbers and on cells.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from planner.model.helpers import cents, ratio
from planner.places import Rules, us
from planner.places.us import Income, Law, year_tax
from planner.scenario import Owner
from planner.seller import alone, entity, imputed, instalments, later, rollover, small_stock, states, years
from planner.seller import contingent as of_contingent
from planner.seller import holding as of_holding
from planner.seller import kept as of_kept
from planner.seller import kingdom as of_kingdom
from planner.seller.alone import (
    NO_CHARGE,
    NOTHING_GAINED,
    NOTHING_RECEIVED,
    Prepared,
    charge_of,
    gained_by,
    law_once,
    outstanding_of,
    prepare,
    split,
)
from planner.seller.entity import built_in, built_in_limit, has_built_in
from planner.seller.holding import income_anyway, income_until, lose_anyway, lose_until, most_lost, nothing_of_sale
from planner.seller.instalments import is_large, receive
from planner.seller.kept import add_dividends, as_ordinary, with_kept
from planner.seller.kingdom import paid_in
from planner.seller.later import (
    Begun,
    add_up_later,
    charge_later,
    owed_beside,
    prepare_all,
    record_of,
    step,
    worked_later,
)
from planner.seller.records import (
    BuiltIn,
    Charge,
    Choice,
    Gained,
    LaterRecord,
    Paid,
    Receipt,
    Received,
    Sale,
    Worked,
    Worth,
    YearRecord,
)
from planner.seller.records_holding import Loss
from planner.seller.records_kept import NO_LATER, NOTHING_USED, LaterYear
from planner.seller.records_years import SellerYear
from planner.seller.states import state_year
from planner.seller.years import OF_SHARES, TaxedAs, aged_in, by_year, income, investment_part, keep, totals, value_now

__all__ = ["STAGES", "split", "work"]

NO_TAX = BuiltIn(*(0.0,) * len(BuiltIn._fields))


class Returned(NamedTuple):
    """A year's income with the sale and without it, and a loss until closing that is set off against each."""

    taxed: Income
    without: Income
    loss: Loss | None
    loss_anyway: Loss | None


class So(NamedTuple):
    """What was received, gained and taxed up to the end of a year."""

    received: Received
    gained: Gained
    built_in: BuiltIn | None
    charge: Charge | None
    worth: Worth


def work(owner: Owner, told: Sale, receipts: Iterable[Receipt], rules: Rules, choice: Choice) -> Worked:
    """The seller's years, each with its taxes, and every stage on the way."""
    ready = prepare(owner, (told, list(receipts)), rules, choice, NOTHING_USED)
    later_ones = prepare_all(owner, ready.sale, (ready.exclusion, ready.rollover), rules, choice)
    found = list(each_year(owner, ready, later_ones, rules))
    listed = tuple(year for _, year, _ in found)
    of_later = [records for _, _, records in found]
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
        tuple(record for record, _, _ in found),
        tuple(worked_later(one, tuple(records[place] for records in of_later)) for place, one in enumerate(later_ones)),
        ready.kingdom,
    )


def each_year(
    owner: Owner, ready: Prepared, later_ones: tuple[Begun, ...], rules: Rules
) -> Iterator[tuple[YearRecord, SellerYear, tuple[LaterRecord, ...]]]:
    """Year by year, each on what came before it."""
    sale, choice = ready.sale, ready.choice
    first_law = rules.at(date(sale.closing_year, 12, 31))
    beside = sum((one.sale.note_face for one in sale.later if one.sale.closing_year == sale.closing_year), 0.0)
    now = So(
        NOTHING_RECEIVED,
        NOTHING_GAINED,
        built_in_limit(owner, sale, ready.gain) if has_built_in(owner, sale, ready.kind, first_law) else None,
        NO_CHARGE if has_charge(owner, sale, choice, (first_law, beside)) else None,
        Worth(1.0),
    )
    until = ready.kingdom.parts[-1].year if ready.kingdom else 0
    for year, paid in by_year(sale, ready.receipts, until).items():
        law = rules.at(date(year, 12, 31))
        figures = law_once(law, owner.filing)
        now = go_on(owner, ready, now, (year, paid), first_law)
        later_ones = tuple(step(number, one, year) for number, one in enumerate(later_ones, 1))
        now, later_ones = charged(owner, ready, now, later_ones, (year, law, figures))
        records = tuple(record_of(one, year) for one in later_ones)
        of_later = add_up_later(later_ones, year) if later_ones or sale.kept else None
        yield (*tax_year(owner, ready, (now, of_later, year), elects(ready, later_ones), (law, figures)), records)


def go_on(owner: Owner, ready: Prepared, then: So, of_year: tuple[int, Paid], first_law: Rules) -> So:
    """What a year adds to what was received and gained before."""
    year, paid = of_year
    first = 1.0 if year == ready.sale.closing_year else 0.0
    promise = ready.promise
    received = receive(ready.note, then.received, paid, (first * promise.cash, promise.fraction))
    gained = gained_by(ready, then.gained, (year, first), received)
    own = built_in(then.built_in, gained, first_law.value("co_op.federal_rate")) if then.built_in else None
    worth = value_now(first, then.worth, owner.discount_rate)
    return So(received, gained, own, then.charge, worth)


def charged(
    owner: Owner, ready: Prepared, now: So, later_ones: tuple[Begun, ...], of_year: tuple[int, Rules, Law]
) -> tuple[So, tuple[Begun, ...]]:
    """Interest on deferred tax at the end of a year, of the first closing and of each later one."""
    year, rules, figures = of_year
    closed = ready.sale.closing_year
    main = (closed, outstanding_of(ready, now.received))
    if now.charge is not None:
        first = 1.0 if year == closed else 0.0
        of_note = (first, now.charge, owed_beside(main, later_ones, 0))
        now = now._replace(charge=charge_of(owner, ready, (now.gained, now.received), of_note, (rules, figures)))
    return now, tuple(
        charge_later(number, owner, one, (year, owed_beside(main, later_ones, number)), (rules, figures))
        for number, one in enumerate(later_ones, 1)
    )


def elects(ready: Prepared, later_ones: tuple[Begun, ...]) -> bool:
    """Whether gain of any closing is left out or put off."""
    return any(one.exclusion is not None or one.rollover is not None for one in (ready, *(x.ready for x in later_ones)))


def taxed_how(owner: Owner, ready: Prepared, years_after: int, law: Rules) -> TaxedAs:
    """What the year's income hangs on beside its amounts."""
    of_dividend = ready.kind == "dividend"
    return TaxedAs(
        share=investment_part(owner, ready.kind, law),
        aged=aged_in(owner, years_after, law),
        short=ready.short,
        is_dividend=of_dividend,
        dividend_part=ratio(ready.sold.dividend, ready.gain.long_term) if of_dividend else 0.0,
    )


def returns(owner: Owner, sale: Sale, of_year: tuple[Income, float], law: Rules, *, tells: bool) -> Returned:
    """The year's income with the sale and without it; rent, and profit and pay until closing, are on both."""
    taxed, rent = of_year
    without = nothing_of_sale(owner, taxed, rent)
    if not tells:
        return Returned(taxed, without, None, None)
    limit = most_lost(owner, law)
    loss, lost_anyway = lose_until(owner, sale, taxed, limit), lose_anyway(owner, sale, without, limit)
    return Returned(
        income_until(owner, sale, loss, taxed), income_anyway(owner, sale, lost_anyway, without), loss, lost_anyway
    )


def tax_year(
    owner: Owner, ready: Prepared, so_far: tuple[So, LaterYear | None, int], elected: bool, law: tuple[Rules, Law]
) -> tuple[YearRecord, SellerYear]:
    """A year's taxes, with the sale and without it."""
    now, of_later, year = so_far
    rules, figures = law
    first = year == ready.sale.closing_year
    kept = next((one for one in ready.sale.kept if one.year == year), None)
    dividends, later_year = kept.dividends if kept else 0.0, of_later or NO_LATER
    received = add_dividends(now.received, of_later, dividends) if of_later else now.received
    as_sold = taxed_how(owner, ready, year - ready.sale.closing_year, rules)
    of_sale = income(owner, (received, now.gained), now.built_in, ready.exclusion, as_sold)
    all_sold = with_kept(of_sale, of_later, dividends, rules.value(OF_SHARES)) if of_later else None
    tells = first and ready.sale.tells_until and not owner.taxed_in_kingdom
    before = ready.sale.dividend_before if tells else 0.0
    both = returns(owner, ready.sale, (all_sold or of_sale, received.rent), rules, tells=tells)
    taxed, without = both.taxed, both.without
    tax, anyway = (
        year_tax(taxed, figures),
        rules.once(("anyway", owner.filing, without), lambda: year_tax(without, figures)),
    )
    sold = states.Sold(ready.sale, ready.kind, ready.gain, ready.exclusion, ready.rollover, ready.terms, later_year)
    for_state = (as_ordinary(taxed, dividends + before), as_ordinary(without, before)) if kept or tells else both[:2]
    state = state_year(owner, sold, for_state, (tax, anyway), (rules, 1.0 if first else 0.0, elected))
    income_of_state, without_of_state, state_with, state_anyway = state or (None, None, None, None)
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
        state_income_anyway=without_of_state,
        state=state_with,
        state_anyway=state_anyway,
        worth=now.worth,
        kept=kept,
        all_received=received if of_later else None,
        income=of_sale,
        all_income=all_sold,
        income_in_all=taxed if tells else None,
        income_anyway=without if tells else None,
        loss=both.loss,
        loss_anyway=both.loss_anyway,
        kingdom_year=abroad,
    )
    relieved = (
        (excluded_in(ready) if first else 0.0) + later_year.excluded,
        (ready.rollover.deferred if ready.rollover and first else 0.0) + later_year.deferred,
    )
    entity_tax = ready.entity.tax if ready.entity and first else 0.0
    state_tax = cents(state.tax.tax.total - state.anyway.tax.total) if state else 0.0
    charge = (now.charge or NO_CHARGE).charge + later_year.charge
    beside = (now.built_in or NO_TAX, charge, state_tax, entity_tax, abroad.paid if abroad else 0.0)
    return record, keep(
        year,
        (of_sale, received, now.gained, later_year.gain, ready.sale if first else None),
        (tax, anyway),
        beside,
        (*relieved, now.worth),
    )


def has_charge(owner: Owner, sale: Sale, choice: Choice, by: tuple[Rules, float]) -> bool:
    """Whether the US asks interest on tax that a large note defers; the other notes of its year stand beside it."""
    law, beside = by
    return choice.instalments and not owner.taxed_in_kingdom and is_large(owner, sale, law, beside)


def excluded_in(ready: Prepared) -> float:
    """Gain that the seller is never taxed on: of small stock, or held over to an employee trust's trustees."""
    if ready.kingdom:
        return ready.kingdom.charged.held_over
    return ready.exclusion.excluded if ready.exclusion else 0.0


STAGES: list[Callable[..., Any]] = [
    *us.STAGES,
    *imputed.STAGES,
    *entity.STAGES,
    *instalments.STAGES,
    *of_contingent.STAGES,
    *small_stock.STAGES,
    *rollover.STAGES,
    *states.STAGES,
    *years.STAGES,
    *of_kept.STAGES,
    *of_holding.STAGES,
    *of_kingdom.STAGES,
    *alone.STAGES,
    *later.STAGES,
    has_charge,
    excluded_in,
    go_on,
    charged,
    taxed_how,
    returns,
    tax_year,
    each_year,
    work,
]
