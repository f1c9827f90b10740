"""A price that hangs on what comes true: how the basis is set against payments. Source: 26 CFR 15a.453-1(c)."""

from collections.abc import Callable
from typing import Any, Literal

from planner.model.helpers import cents, least, most, ratio, where
from planner.seller.imputed import MONTHS
from planner.seller.records import (
    Gained,
    Instalments,
    Sale,
)
from planner.seller.records_note import Imputed

Contingent = Literal["none", "maximum", "period"]


def kind_of(sale: Sale) -> Contingent:
    """Whether part of the price is an earn-out: with a stated maximum, or over a fixed period alone."""
    earned = [note for note in sale.notes if note.earn_out]
    if not earned:
        return "none"
    return "period" if any(note.most is None for note in earned) else "maximum"


def last_year(sale: Sale, kind: Contingent) -> int:
    """The year in which the maximum is settled, or the last in which a payment may be received."""
    months = [one.month for note in sale.notes for one in note.payments if note.earn_out or kind == "period"]
    return sale.closing_year + (sale.closing_month - 1 + max(months, default=0)) // MONTHS


def pays_at_closing(sale: Sale) -> bool:
    """Whether a payment is received in the year of sale beside the notes."""
    return sale.cash_at_closing > 0 or sale.debt_paid_off > 0


def first_year(sale: Sale) -> int:
    """The first year in which a payment may be received."""
    if pays_at_closing(sale):
        return sale.closing_year
    months = [one.month for note in sale.notes for one in note.payments]
    return sale.closing_year + (sale.closing_month - 1 + min(months, default=0)) // MONTHS


def part_of_period(sale: Sale, year: int) -> float:
    """What of the years in which payments may be received has passed when a year ends."""
    first, last = first_year(sale), last_year(sale, "period")
    return min(1.0, max(0.0, (year - first + 1) / (last - first + 1)))


def beyond_expected(sale: Sale, found: tuple[Imputed, ...]) -> float:
    """What the earn-outs may bring beyond what is expected, their interest for tax left out."""
    more = 0.0
    for note, one in zip(sale.notes, found, strict=False):
        if note.earn_out and note.most is not None:
            more = more + above(note.most, one)
    return more


def above(highest: float, found: Imputed) -> float:
    """The most of an earn-out above its face, as far as it is principal."""
    return cents(most(0.0, highest - found.face) * ratio(found.principal, found.face))


def up_to_maximum(terms: Instalments, then: Gained, paid_so_far: float, settled: float) -> float:
    """Gain so far where a maximum is stated: until it is settled as if it were paid, then the rest over what is left.

    Gain is never taxed ahead of what is in fact made, though the law might tax more first and then give a loss.
    Source: 26 CFR 15a.453-1(c)(2).
    """
    before = cents(terms.most_fraction * paid_so_far)
    left = ratio(terms.gross_profit - then.gain_so_far, terms.contract_price - then.paid_so_far)
    after = cents(then.gain_so_far + left * (paid_so_far - then.paid_so_far))
    return least(terms.gross_profit, where(settled, after, before))


def over_period(terms: Instalments, then: Gained, paid_so_far: float, part: float) -> float:
    """Gain so far where no maximum is stated: the basis is recovered in equal parts over the years, the rest is gain.

    What a year's payments do not take up goes on to the next. Source: 26 CFR 15a.453-1(c)(3)(i).
    """
    basis = terms.contract_price - terms.gross_profit
    recovered = least(cents(basis * part), paid_so_far - then.gain_so_far)
    return least(terms.gross_profit, most(then.gain_so_far, cents(paid_so_far - recovered)))


STAGES: list[Callable[..., Any]] = [
    pays_at_closing,
    first_year,
    part_of_period,
    above,
    beyond_expected,
    up_to_maximum,
    over_period,
]
