"""Gain taxed as the note is paid, and the interest on what a large note defers. 26 U.S.C. 453, 453A."""

from collections.abc import Callable
from typing import Any

from planner.model.helpers import cents, least, most, ratio, where
from planner.places import Rules
from planner.places.us import GAIN_BRACKETS, Law
from planner.scenario import Owner
from planner.seller.records import (
    Charge,
    Deferred,
    Excluded,
    Gain,
    Gained,
    Instalments,
    Paid,
    Received,
    Sale,
    Sold,
)
from planner.seller.records_note import Note

TOP = GAIN_BRACKETS - 1
THRESHOLD = "seller.charge_note"


def gain_of(sold: Sold) -> Gain:
    """The whole gain: price with debt, less costs of selling and basis, and what of it is ordinary (453(i)).

    Costs of selling lower the amount realised (26 CFR 1.263(a)-1(e)(1)); in the share of gain in each payment they
    count with the basis, and the contract price stays whole (26 CFR 15a.453-1(b)(2)(v)). Inventory and receivables
    cannot be spread at all (453(b)(2)(B)), recapture must not be: it is taxed in the year of sale. A dividend comes
    first.
    """
    price = sold.cash + sold.note + sold.debt_paid_off + sold.debt_assumed
    selling_price = most(0.0, price - sold.tax_held_back)
    realised = selling_price - sold.selling_costs
    whole = sold.dividend + most(0.0, realised - sold.dividend - sold.basis)
    recapture = cents(least(whole, sold.ordinary))
    return Gain(
        selling_price=selling_price,
        whole=cents(whole),
        recapture=recapture,
        long_term=cents(whole - recapture),
        realised=realised,
    )


def terms_of(
    sold: Sold, gain: Gain, exclusion: Excluded | None, rollover: Deferred | None, more: float = 0.0
) -> Instalments:
    """Share of gain in each payment: gross profit / contract price; recapture counts as basis (453(i)).

    Selling price = cash + note + debt paid off + debt assumed. Contract price: less the debt assumed, save what of it
    is above the basis; that part, and debt paid off, is a payment in the year of sale. Gain that is excluded or
    deferred is no profit; the rest is spread over all payments. `more` is what an earn-out may bring beyond it.
    """
    excluded = exclusion.excluded if exclusion else 0.0
    special = exclusion.special if exclusion else 0.0
    deferred = rollover.deferred if rollover else 0.0
    gross_profit = cents(gain.long_term - excluded - deferred)
    assumed_above_basis = cents(most(0.0, sold.debt_assumed - sold.basis - sold.selling_costs - gain.recapture))
    contract_price = cents(gain.selling_price - sold.debt_assumed + assumed_above_basis)
    return Instalments(
        selling_price=gain.selling_price,
        recapture=gain.recapture,
        gross_profit=gross_profit,
        assumed_above_basis=assumed_above_basis,
        contract_price=contract_price,
        gain_fraction=ratio(gross_profit, contract_price),
        relief=sold.debt_paid_off + assumed_above_basis,
        unrecaptured=least(gross_profit, sold.unrecaptured),
        special=least(gross_profit, special),
        most_more=more,
        most_fraction=ratio(gross_profit + more, contract_price + more),
    )


def receive(note: Note, then: Received, paid: Paid, promise: tuple[float, float]) -> Received:
    """One calendar year's cash: interest once added to the note is paid first, then principal.

    `promise`: what of the year's cash, and which fraction of all principal, is paid for a promise not to compete.
    """
    in_cash, of_principal = promise
    added_paid = least(paid.principal, note.interest_added - then.added_paid_so_far)
    principal = cents(paid.principal - added_paid)
    so_far = cents(then.principal_so_far + principal)
    promised = cents(of_principal * so_far) - cents(of_principal * then.principal_so_far)
    return Received(
        cash_at_closing=paid.cash,
        principal=principal,
        interest=cents(paid.interest + added_paid),
        added_paid_so_far=cents(then.added_paid_so_far + added_paid),
        principal_so_far=so_far,
        imputed=paid.imputed,
        rent=paid.rent,
        later_cash=0.0,
        later_principal=0.0,
        dividends=0.0,
        non_compete=cents(in_cash + promised),
    )


def paid_of_price(
    terms: Instalments, then: Gained, first: float, received: Received, beside: tuple[float, float]
) -> float:
    """What of the contract price is paid up to the end of a year; debt that counts is paid in the first.

    `beside`: cash at closing that is no part of it (a corporation's tax, the price of a promise), and that price alone.
    """
    held_back, promise = beside
    down = most(0.0, received.cash_at_closing + first * terms.relief - first * held_back)
    of_promise = received.non_compete - first * promise
    return cents(then.paid_so_far + down + received.principal - of_promise)


def in_proportion(terms: Instalments, paid_so_far: float) -> float:
    """Gain so far of a fixed price: gain fraction x paid so far. 26 U.S.C. 453(c)."""
    return cents(terms.gain_fraction * paid_so_far)


def spread(
    terms: Instalments, then: Gained, of_year: tuple[float, float], paid_so_far: float, spread_out: float
) -> Gained:
    """One calendar year's gain; `first` flags the year of sale, `at_once` a gain that is taxed in it whole.

    All gain is taxed once the price is paid: nothing is lost in rounding. Gain from depreciation of real property comes
    first (26 CFR 1.453-12), what of small stock is not excluded in proportion.
    """
    first, at_once = of_year
    by_payment = where(paid_so_far >= terms.contract_price, terms.gross_profit, spread_out)
    gain_so_far = where(at_once, terms.gross_profit, by_payment)
    unrecaptured_so_far = least(gain_so_far, terms.unrecaptured)
    special_so_far = cents(terms.special * ratio(gain_so_far, terms.gross_profit))
    return Gained(
        paid_so_far=paid_so_far,
        gain=cents(gain_so_far - then.gain_so_far),
        gain_so_far=gain_so_far,
        recapture=first * terms.recapture,
        unrecaptured=cents(unrecaptured_so_far - then.unrecaptured_so_far),
        unrecaptured_so_far=unrecaptured_so_far,
        special=cents(special_so_far - then.special_so_far),
        special_so_far=special_so_far,
    )


def threshold_part(first: float, then: Charge, outstanding: float, threshold: float) -> float:
    """What of the note stands above the threshold at the end of the year of sale; fixed from then on (453A(c)(4))."""
    return where(first, ratio(most(0.0, outstanding - threshold), outstanding), then.part)


def is_large(owner: Owner, sale: Sale, law: Rules, beside: float = 0.0) -> bool:
    """Whether all notes that arise in a year are large enough, and the price, for interest on deferred tax.

    `beside`: the face of the year's other notes. Source: 26 U.S.C. 453A(b)(1), (2).
    """
    threshold = law.value(THRESHOLD) * owner.note_holders
    return sale.note_face + beside > threshold and sale.price_for_equity > law.value("seller.charge_price")


def charge(
    terms: Instalments, gained: Gained, of_note: tuple[float, float], rates: tuple[float, Law], short: float = 0.0
) -> Charge:
    """A year's interest on deferred tax: part x gain not yet taxed x highest rate x rate on underpayments.

    The highest rate on each kind of gain is meant (453A(c)(3)), on short-term gain (`short`) that on ordinary income;
    the net investment income tax is no tax "under section 1 or 11" and is left out. It is no interest that can be
    deducted.
    """
    part, outstanding = of_note
    underpayment, law = rates
    untaxed = most(0.0, terms.gross_profit - gained.gain_so_far)
    unrecaptured = most(0.0, terms.unrecaptured - gained.unrecaptured_so_far)
    special = most(0.0, terms.special - gained.special_so_far)
    plain = most(0.0, untaxed - unrecaptured - special)
    capped = unrecaptured * law.unrecaptured_rate + special * law.special_rate
    at_most = where(short, law.ordinary[-1].rate, law.gain[TOP].rate)
    deferred_tax = plain * at_most + where(short, (unrecaptured + special) * at_most, capped)
    return Charge(
        outstanding=outstanding,
        part=part,
        deferred_tax=deferred_tax,
        charge=cents(deferred_tax * part * underpayment),
    )


STAGES: list[Callable[..., Any]] = [
    gain_of,
    terms_of,
    receive,
    paid_of_price,
    in_proportion,
    spread,
    threshold_part,
    charge,
]
