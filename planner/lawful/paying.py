"""Months in which members, leavers or capital are paid, held against the months in which cash runs short."""

from datetime import date
from typing import NamedTuple

from planner.model.calendar import MONTHS_A_YEAR, month_of
from planner.model.one import Run
from planner.model.records import Month
from planner.words.formats import month_of as month_in_words

PAYOUTS = ("leavers_paid", "revolved_paid", "dividends_paid")


class Paying(NamedTuple):
    """Whether each payment leaves debts paid as they fall due; the month paid and the month short that say why not.

    Where all do, `short` is still the first month in which cash runs short, if there is one.
    """

    months: tuple[int, ...]
    as_due: bool
    paid: str
    short: str


def of(run: Run, closing: date) -> Paying:
    """Nothing may be paid that leaves debts unpaid as they fall due: in that month, or in the year that follows.

    A shortfall more than a year after the last payment before it is no test of that payment. A year is how far the
    plan itself looks ahead before it pays. Source: Cal. Corp. Code 12453.
    """
    paid = tuple(month for month, now in enumerate(run.months) if pays(now))
    short = [month for month, now in enumerate(run.months) if now.treasury.cash_shortfall > 0]
    found = first_unlawful(paid, short)
    if found is not None:
        return Paying(paid, as_due=False, paid=_named(closing, found[0]), short=_named(closing, found[1]))
    return Paying(paid, as_due=True, paid="", short=_named(closing, short[0]) if short else "")


def pays(now: Month) -> bool:
    """Whether anything goes to leavers, to accounts that revolve, or on capital, of workers or of further classes."""
    return any(getattr(flows, name) > 0 for flows in (now.payments, now.class_flows) for name in PAYOUTS)


def first_unlawful(paid: tuple[int, ...], short: list[int]) -> tuple[int, int] | None:
    """The first payment made while short, else the first that is followed by a shortfall within a year."""
    while_short = next(((month, month) for month in paid if month in short), None)
    soon = ((month, later) for month in paid for later in short if month < later <= month + MONTHS_A_YEAR)
    return while_short or next(soon, None)


def _named(closing: date, month: int) -> str:
    return month_in_words(date(*month_of(closing, month), 1))
