"""The seller's calendar years: what is paid in each, its income and taxes, and what is left."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from planner.model.helpers import cents, ratio, where
from planner.places import Rules
from planner.places.us import Income, YearTax
from planner.scenario import Owner
from planner.seller.entity import Kind
from planner.seller.holding import NO_INCOME
from planner.seller.records import (
    BuiltIn,
    Excluded,
    Gained,
    Paid,
    Receipt,
    Received,
    Sale,
    Worth,
)
from planner.seller.records_years import SellerTotals, SellerYear

OF_SHARES = "seller.investment_income_shares.c_corporation"


class TaxedAs(NamedTuple):
    """What the year's income of a sale hangs on beside its amounts."""

    share: float  # of the gain that is net investment income
    aged: float
    short: float = 0.0  # flag: short-term
    is_dividend: bool = False
    dividend_part: float = 0.0  # of the gain


def by_year(sale: Sale, receipts: Iterable[Receipt], until: int) -> dict[int, Paid]:
    """What is paid in each calendar year, no year left out between closing and the last payment, or a later year."""
    listed = list(receipts)
    if any(receipt.year < sale.closing_year for receipt in listed):
        raise ValueError("a payment on the note lies before the year of closing")
    later = [receipt.year for one in sale.later for receipt in one.receipts]
    closings = [one.sale.closing_year for one in sale.later]
    dividends = [one.year for one in sale.kept]
    last = max([sale.closing_year, until, *dividends, *closings, *later, *(receipt.year for receipt in listed)])
    found = {}
    for year in range(sale.closing_year, last + 1):
        of_year = [receipt for receipt in listed if receipt.year == year]
        found[year] = Paid(
            cash=sale.cash_at_closing if year == sale.closing_year else 0.0,
            principal=cents(sum(receipt.principal for receipt in of_year)),
            interest=cents(sum(receipt.interest for receipt in of_year)),
            imputed=cents(sum(receipt.imputed for receipt in of_year)),
            rent=cents(sum(receipt.rent for receipt in of_year)),
        )
    return found


def investment_part(owner: Owner, kind: Kind, law: Rules) -> float:
    """The part of the gain that is net investment income, by form of business and participation.

    Of an owner who works in a pass-through business it is what assets would gain that the business does not use
    (26 U.S.C. 1411(c)(4)), as the owner has entered it.
    """
    if owner.entity == "c_corporation" or kind == "corporation" or not owner.participates:
        return law.value(OF_SHARES)
    return owner.idle_gain


def income(
    owner: Owner,
    of_year: tuple[Received, Gained],
    own_tax: BuiltIn | None,
    exclusion: Excluded | None,
    taxed_as: TaxedAs,
) -> Income:
    """The year's income of the sale; an S corporation's own tax comes off the gain it is owed on, in proportion.

    Short-term gain is ordinary income, and so is what is paid for a promise not to compete, which is no investment
    income: nothing is sold (26 U.S.C. 1411(c)(1)(A)). A dividend is taxed like long-term gain and is investment
    income, whatever part the owner takes in the business (1(h)(11), 1411(c)(1)(A)(i)). The preference of small stock
    falls into the years in the proportion of the gain that is not excluded. The US sees nothing of an owner who lives
    in the UK.
    """
    if owner.taxed_in_kingdom:
        return NO_INCOME
    received, gained = of_year
    of_recapture = own_tax.of_recapture if own_tax else 0.0
    of_gain = own_tax.tax - own_tax.of_recapture if own_tax else 0.0
    gain = gained.gain - of_gain
    left = ratio(gain, gained.gain) if own_tax else 1.0
    dividend = taxed_as.dividend_part * gain
    short = taxed_as.short * (gain - dividend)
    long_term = gain - short
    share = taxed_as.share
    of_gain_left = ratio(dividend + share * (long_term - dividend), long_term) if taxed_as.is_dividend else share
    ordinary = gained.recapture - of_recapture + short
    whole = ordinary + received.non_compete
    return Income(
        wages=0.0,
        other=owner.other_income,
        interest=received.interest + received.rent,
        recapture=whole,
        gain=long_term,
        unrecaptured=gained.unrecaptured * left * (1.0 - taxed_as.short),
        special=gained.special * left * (1.0 - taxed_as.short),
        investment_share=of_gain_left,
        recapture_invested=share * ratio(ordinary, whole),
        aged=taxed_as.aged,
        preference=cents(exclusion.preference * ratio(gained.special, exclusion.special)) if exclusion else 0.0,
    )


def aged_in(owner: Owner, years_after: int, law: Rules) -> float:
    """Persons on the return who are old enough for the deductions of the elderly; of a spouse whose age is told."""
    least_age = law.value("seller.aged_from")
    own = where(owner.age + years_after >= least_age, 1.0, 0.0)
    if owner.filing != "joint" or owner.spouse_age is None:
        return own
    return own + where(owner.spouse_age + years_after >= least_age, 1.0, 0.0)


def value_now(first: float, then: Worth, rate: float) -> Worth:
    """What money of a year is worth at closing, at the owner's rate: that of the year of sale (`first`) all of it."""
    return Worth(factor=where(first, 1.0, ratio(then.factor, 1.0 + rate)))


def keep(
    year: int,
    of_income: tuple[Income, Received, Gained, float, Sale | None],
    federal_taxes: tuple[YearTax, YearTax],
    beside: tuple[BuiltIn, float, float, float, float],
    at_closing: tuple[float, float, Worth],
) -> SellerYear:
    """What is left of a year's payments after all the taxes that the sale adds; of its own year the sale is told.

    Rent pays for property that the seller keeps: it stands beside what the sale brings, and its tax is on both returns.
    """
    taxed, received, gained, later_gain, told = of_income
    tax, anyway = federal_taxes
    built_in, charged, state_tax, entity_tax, kingdom_tax = beside
    excluded, deferred, worth = at_closing
    federal = cents(tax.tax.total - anyway.tax.total)
    entity = cents(entity_tax + built_in.tax)
    tax_of_sale = cents(federal + entity + charged + state_tax + kingdom_tax)
    of_kept = received.later_cash + received.later_principal + received.dividends
    cash = received.cash_at_closing + received.principal + received.interest + of_kept
    costs = told.selling_costs if told else 0.0
    cash_after_tax = cents(cash - tax_of_sale - costs)
    return SellerYear(
        year=year,
        cash_at_closing=received.cash_at_closing,
        principal=received.principal,
        interest=received.interest,
        imputed_interest=received.imputed,
        rent=received.rent,
        later_cash=received.later_cash,
        later_principal=received.later_principal,
        dividends=received.dividends,
        cash=cash,
        non_compete=received.non_compete,
        gain=gained.gain,
        later_gain=later_gain,
        recapture=gained.recapture,
        unrecaptured=gained.unrecaptured,
        special=gained.special,
        excluded=excluded,
        deferred=deferred,
        other_income=taxed.other,
        pay_before=told.pay_before if told else 0.0,
        profit_before=told.profit_before if told else 0.0,
        dividend_before=told.dividend_before if told else 0.0,
        ordinary_tax=tax.tax.ordinary,
        gain_tax=tax.tax.gain,
        investment_tax=tax.tax.investment,
        alternative_tax=tax.tax.alternative,
        tax=tax.tax.total,
        tax_anyway=anyway.tax.total,
        federal_tax_of_sale=federal,
        entity_tax=entity,
        interest_charge=charged,
        state_tax=state_tax,
        kingdom_tax=kingdom_tax,
        tax_of_sale=tax_of_sale,
        selling_costs=costs,
        cash_after_tax=cash_after_tax,
        present_value=cents(cash_after_tax * worth.factor),
    )


def totals(years: Iterable[SellerYear]) -> SellerTotals:
    """Each line added up."""
    listed = list(years)
    return SellerTotals(*(cents(sum(getattr(year, name) for year in listed)) for name in SellerTotals._fields))


STAGES: list[Callable[..., Any]] = [by_year, investment_part, income, aged_in, value_now, keep, totals]
