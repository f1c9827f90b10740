"""What the seller gets: cash by calendar year, and the federal income tax that the sale adds to it.

Gain on a note is taxed as its principal is paid (instalments, 26 U.S.C. 453); each year's law is that of its
last day. A corporation that is itself taxed on the sale has its cash shown, and no tax. Money is in the place's
currency and positive.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from planner.model.helpers import cents, least, most, ratio, where
from planner.places import Rules, us
from planner.places.us import Income, YearTax, law_of, year_tax
from planner.scenario import STEP_UP_FORMS, DealForm, Owner
from planner.words import Sentence, sentence
from planner.words.formats import money, percent

INVESTMENT_SHARES = "seller.investment_income_shares"


class Sale(NamedTuple):
    """What is sold and how it is paid for: cash and a note that together are the price for the equity.

    Where the sale is taxed as one of assets, debt that it rids the seller of is paid to the seller too.
    """

    form: DealForm
    closing_year: int
    cash_at_closing: float
    note_face: float
    basis: float  # with the seller's own costs of selling
    recapture: float = 0.0  # part of the gain that is ordinary income in the year of sale, sale of assets
    interest_added: float = 0.0  # interest that standby adds to the note before it is paid
    debt_paid_off: float = 0.0  # out of the price on the closing day, sale of assets
    debt_assumed: float = 0.0  # by the buyer, sale of assets
    note_rate: float = 0.0  # the lowest of the seller's notes, a year

    @property
    def price_for_equity(self) -> float:
        """Cash at closing and the face of the note."""
        return self.cash_at_closing + self.note_face


class Receipt(NamedTuple):
    """One month's payment on the seller's note, `principal` with any interest that was added to it."""

    year: int
    month: int
    interest: float
    principal: float


class Note(NamedTuple):
    """What of the principal paid on the seller's note is interest that was added to it."""

    interest_added: float


class Instalments(NamedTuple):
    """How much of each payment is gain. Source: 26 U.S.C. 453(c), (i); 26 CFR 15a.453-1(b)(2), (b)(3)(i)."""

    selling_price: float
    recapture: float
    gross_profit: float
    assumed_above_basis: float
    contract_price: float
    gain_fraction: float
    relief: float  # debt that counts as a payment in the year of sale


class Paid(NamedTuple):
    """What a calendar year brings: cash in the first, the note's principal with added interest, interest."""

    cash: float
    principal: float
    interest: float


class Received(NamedTuple):
    """A calendar year of payments in cash."""

    cash_at_closing: float
    principal: float
    interest: float
    added_paid_so_far: float


class Gained(NamedTuple):
    """The gain that a calendar year's payments carry, and what was paid and gained up to its end."""

    paid_so_far: float
    gain: float
    gain_so_far: float
    recapture: float


class SellerYear(NamedTuple):
    """The seller's calendar year, each tax with the sale, and what would be owed without it.

    Without a value: what is not worked out for this form of sale.
    """

    year: int
    cash_at_closing: float
    principal: float
    interest: float
    cash: float
    gain: float | None = None
    recapture: float | None = None
    other_income: float | None = None
    ordinary_tax: float | None = None
    gain_tax: float | None = None
    investment_tax: float | None = None
    alternative_tax: float | None = None
    tax: float | None = None
    tax_anyway: float | None = None
    tax_of_sale: float | None = None
    cash_after_tax: float | None = None


class SellerTotals(NamedTuple):
    """The years of the sale added up; without a value: what is not worked out for this form of sale."""

    cash: float
    interest: float
    gain: float | None = None
    recapture: float | None = None
    tax_of_sale: float | None = None
    cash_after_tax: float | None = None


class YearRecord(NamedTuple):
    """The stages of one year, for whoever asks how a figure came about; none of a tax that is not worked out."""

    year: int
    received: Received
    gained: Gained | None = None
    tax: YearTax | None = None
    tax_anyway: YearTax | None = None


class SellerOutcome(NamedTuple):
    """The seller's years and totals; no instalments where the tax is not worked out, but a finding."""

    sale: Sale
    note: Note
    instalments: Instalments | None
    years: tuple[SellerYear, ...]
    totals: SellerTotals
    findings: tuple[Sentence, ...]
    records: tuple[YearRecord, ...]

    @property
    def taxed(self) -> bool:
        """Whether the tax of the sale is worked out."""
        return self.instalments is not None


def split(sale: Sale, principal_paid: float) -> Note:
    """Interest within the principal: what standby added, or whatever is paid above the face."""
    return Note(interest_added=cents(most(sale.interest_added, principal_paid - sale.note_face)))


def instalments(sale: Sale) -> Instalments:
    """Share of gain in each payment: gross profit / contract price; recapture counts as basis (453(i)).

    Selling price = cash + note + debt paid off + debt assumed. Contract price: less the debt assumed, save what of it
    is above the basis; that part, and debt paid off, is a payment in the year of sale.
    """
    selling_price = sale.cash_at_closing + sale.note_face + sale.debt_paid_off + sale.debt_assumed
    whole_gain = most(0.0, selling_price - sale.basis)
    recapture = cents(least(whole_gain, sale.recapture))
    gross_profit = cents(whole_gain - recapture)
    assumed_above_basis = cents(most(0.0, sale.debt_assumed - sale.basis - recapture))
    contract_price = cents(selling_price - sale.debt_assumed + assumed_above_basis)
    return Instalments(
        selling_price=selling_price,
        recapture=recapture,
        gross_profit=gross_profit,
        assumed_above_basis=assumed_above_basis,
        contract_price=contract_price,
        gain_fraction=ratio(gross_profit, contract_price),
        relief=sale.debt_paid_off + assumed_above_basis,
    )


def receive(note: Note, then: Received, paid: Paid) -> Received:
    """One calendar year's cash: interest once added to the note is paid first, then principal."""
    added_paid = least(paid.principal, note.interest_added - then.added_paid_so_far)
    return Received(
        cash_at_closing=paid.cash,
        principal=cents(paid.principal - added_paid),
        interest=cents(paid.interest + added_paid),
        added_paid_so_far=cents(then.added_paid_so_far + added_paid),
    )


def spread(terms: Instalments, then: Gained, first: float, received: Received) -> Gained:
    """One calendar year's gain; `first` is the flag of the year of sale.

    Gain so far = gain fraction x paid so far, and all once the price is paid: nothing is lost in rounding.
    """
    paid_so_far = cents(then.paid_so_far + received.cash_at_closing + first * terms.relief + received.principal)
    whole = paid_so_far >= terms.contract_price
    gain_so_far = where(whole, terms.gross_profit, cents(terms.gain_fraction * paid_so_far))
    return Gained(
        paid_so_far=paid_so_far,
        gain=cents(gain_so_far - then.gain_so_far),
        gain_so_far=gain_so_far,
        recapture=first * terms.recapture,
    )


def bank(year: int, received: Received) -> SellerYear:
    """A year's payments where their tax is not worked out."""
    return SellerYear(
        year=year,
        cash_at_closing=received.cash_at_closing,
        principal=received.principal,
        interest=received.interest,
        cash=received.cash_at_closing + received.principal + received.interest,
    )


def keep(year: int, income: Income, received: Received, tax: YearTax, anyway: YearTax) -> SellerYear:
    """What is left of a year's payments after the tax that the sale adds."""
    tax_of_sale = cents(tax.tax.total - anyway.tax.total)
    cash = received.cash_at_closing + received.principal + received.interest
    return SellerYear(
        year=year,
        cash_at_closing=received.cash_at_closing,
        principal=received.principal,
        interest=received.interest,
        cash=cash,
        gain=income.gain,
        recapture=income.recapture,
        other_income=income.other,
        ordinary_tax=tax.tax.ordinary,
        gain_tax=tax.tax.gain,
        investment_tax=tax.tax.investment,
        alternative_tax=tax.tax.alternative,
        tax=tax.tax.total,
        tax_anyway=anyway.tax.total,
        tax_of_sale=tax_of_sale,
        cash_after_tax=cents(cash - tax_of_sale),
    )


def outcome(owner: Owner, sale: Sale, receipts: Iterable[Receipt], rules: Rules) -> SellerOutcome:
    """The seller's cash and federal tax, from the year of closing to the last payment of the note."""
    by_year = _by_year(sale, receipts)
    note = split(sale, cents(sum(principal for principal, _ in by_year.values())))
    both_levels = sale.form in STEP_UP_FORMS and owner.entity == "c_corporation"
    terms = None if both_levels else instalments(sale)
    records: list[YearRecord] = []
    years: list[SellerYear] = []
    received = Received(*(0.0,) * len(Received._fields))
    gained = Gained(*(0.0,) * len(Gained._fields))
    for year, (principal, interest) in by_year.items():
        first = 1.0 if year == sale.closing_year else 0.0
        received = receive(note, received, Paid(first * sale.cash_at_closing, principal, interest))
        if terms is None:
            records.append(YearRecord(year, received))
            years.append(bank(year, received))
            continue
        gained = spread(terms, gained, first, received)
        law = rules.at(date(year, 12, 31))
        income = _income(owner, received, gained, year - sale.closing_year, law)
        figures = law_of(law, owner.filing)
        tax = year_tax(income, figures)
        nothing_sold = income._replace(interest=0.0, recapture=0.0, gain=0.0, unrecaptured=0.0, special=0.0)
        anyway = year_tax(nothing_sold, figures)
        records.append(YearRecord(year, received, gained, tax, anyway))
        years.append(keep(year, income, received, tax, anyway))
    findings = _findings(owner, sale, terms, records, rules)
    return SellerOutcome(sale, note, terms, tuple(years), _totals(years), findings, tuple(records))


def _by_year(sale: Sale, receipts: Iterable[Receipt]) -> dict[int, tuple[float, float]]:
    """Principal and interest of each calendar year, no year left out between closing and the last payment."""
    listed = list(receipts)
    if any(receipt.year < sale.closing_year for receipt in listed):
        raise ValueError("a payment on the note lies before the year of closing")
    last = max([sale.closing_year, *(receipt.year for receipt in listed)])
    return {
        year: (
            cents(sum(receipt.principal for receipt in listed if receipt.year == year)),
            cents(sum(receipt.interest for receipt in listed if receipt.year == year)),
        )
        for year in range(sale.closing_year, last + 1)
    }


def _income(owner: Owner, received: Received, gained: Gained, years_after: int, law: Rules) -> Income:
    """The year's income; only the owner's own age is known, so only the owner counts for age."""
    share = "c_corporation" if owner.entity == "c_corporation" else "active_owner"
    return Income(
        wages=0.0,
        other=owner.other_income,
        interest=received.interest,
        recapture=gained.recapture,
        gain=gained.gain,
        unrecaptured=0.0,
        special=0.0,
        investment_share=law.value(f"{INVESTMENT_SHARES}.{share}"),
        recapture_invested=0.0,
        aged=where(owner.age + years_after >= law.value("seller.aged_from"), 1.0, 0.0),
    )


def _totals(years: Iterable[SellerYear]) -> SellerTotals:
    """Each line added up; what no year has a value for has none."""
    listed = list(years)
    whole = {
        name: cents(sum(values))
        for name in SellerTotals._fields
        if (values := [getattr(year, name) for year in listed if getattr(year, name) is not None])
    }
    return SellerTotals(**whole)


def _findings(
    owner: Owner, sale: Sale, terms: Instalments | None, records: list[YearRecord], rules: Rules
) -> tuple[Sentence, ...]:
    loss = sale.basis - terms.selling_price if terms else 0.0
    unpaid = cents(sale.note_face - sum(record.received.principal for record in records))
    owed = sale.note_face - records[0].received.principal
    threshold = rules.value("seller.interest_charge_note")
    said = [
        (True, sentence("seller.federal_only" if terms else "seller.tax_at_both_levels")),
        (
            bool(terms) and sale.form == "shares_election" and owner.entity != "s_corporation",
            sentence("seller.election_form"),
        ),
        (sale.form != "assets" and owner.entity == "sole_owner", sentence("seller.no_shares")),
        (sale.form != "assets" and owner.entity == "partnership", sentence("seller.partnership_interests")),
        (loss > 0, sentence("seller.loss", loss=money(loss))),
        (unpaid > 0, sentence("seller.note_unpaid", amount=money(unpaid), year=records[-1].year)),
        (bool(terms) and owed > threshold, sentence("seller.interest_charge", threshold=money(threshold))),
    ]
    least_rate = rules.value("seller.note_test_rate") if sale.note_face > 0 else 0.0
    low = sentence("seller.low_interest", rate=percent(sale.note_rate), least=percent(least_rate))
    return (*(finding for holds, finding in said if holds), *([low] if sale.note_rate < least_rate else []))


STAGES: list[Callable[..., Any]] = [
    *us.STAGES,
    _by_year,
    split,
    instalments,
    receive,
    spread,
    bank,
    _income,
    keep,
    _totals,
    outcome,
]
