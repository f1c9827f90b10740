"""What the seller gets: cash by calendar year, and the federal income tax that the sale adds to it.

Gain on a note is taxed as its principal is paid (instalments, 26 U.S.C. 453); each year's law is that of its
last day. Money is in the place's currency and positive.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from planner.model.helpers import cents, least, most, ratio, where
from planner.places import Rules, us
from planner.places.us import Income, YearTax, law_of, year_tax
from planner.scenario import DealForm, Owner
from planner.words import Sentence, sentence
from planner.words.formats import money

INVESTMENT_SHARES = "seller.investment_income_shares"


class Sale(NamedTuple):
    """What is sold and how it is paid for: cash and a note that together are the price for the equity."""

    form: DealForm
    closing_year: int
    cash_at_closing: float
    note_face: float
    basis: float  # with the seller's own costs of selling
    recapture: float = 0.0  # part of the gain that is ordinary income in the year of sale, sale of assets
    interest_added: float = 0.0  # interest that standby adds to the note before it is paid

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


class Instalments(NamedTuple):
    """How much of each payment is gain. Source: 26 U.S.C. 453(c); 26 CFR 15a.453-1(b)(2)."""

    contract_price: float
    recapture: float
    gross_profit: float
    gain_fraction: float
    interest_added: float


class Paid(NamedTuple):
    """What a calendar year brings: cash in the first, the note's principal with added interest, interest."""

    first: float  # flag: the year of sale
    cash: float
    principal: float
    interest: float


class Received(NamedTuple):
    """A calendar year of payments, and all there were up to its end."""

    cash_at_closing: float
    principal: float
    interest: float
    paid_so_far: float
    added_paid_so_far: float
    gain: float
    gain_so_far: float
    recapture: float


class SellerYear(NamedTuple):
    """The seller's calendar year, each tax with the sale, and what would be owed without it."""

    year: int
    cash_at_closing: float
    principal: float
    interest: float
    cash: float
    gain: float
    recapture: float
    other_income: float
    ordinary_tax: float
    gain_tax: float
    investment_tax: float
    alternative_tax: float
    tax: float
    tax_anyway: float
    tax_of_sale: float
    cash_after_tax: float


class SellerTotals(NamedTuple):
    """The years of the sale added up."""

    cash: float
    interest: float
    gain: float
    recapture: float
    tax_of_sale: float
    cash_after_tax: float


class YearRecord(NamedTuple):
    """The stages of one year, for whoever asks how a figure came about."""

    year: int
    received: Received
    tax: YearTax
    tax_anyway: YearTax


class SellerOutcome(NamedTuple):
    """The seller's years and totals; no years where the tax cannot be worked out, but a finding."""

    sale: Sale
    instalments: Instalments
    years: tuple[SellerYear, ...]
    totals: SellerTotals
    findings: tuple[Sentence, ...]
    records: tuple[YearRecord, ...]


def instalments(sale: Sale, principal_paid: float) -> Instalments:
    """Share of gain in each payment: gross profit / contract price; recapture counts as basis (453(i))."""
    contract_price = sale.cash_at_closing + sale.note_face
    whole_gain = most(0.0, contract_price - sale.basis)
    recapture = cents(least(whole_gain, sale.recapture))
    gross_profit = cents(whole_gain - recapture)
    return Instalments(
        contract_price=contract_price,
        recapture=recapture,
        gross_profit=gross_profit,
        gain_fraction=ratio(gross_profit, contract_price),
        interest_added=cents(most(sale.interest_added, principal_paid - sale.note_face)),
    )


def receive(terms: Instalments, then: Received, paid: Paid) -> Received:
    """One calendar year: interest once added is paid first, then principal carries its share of the gain.

    Gain so far = gain fraction x paid so far, and all once the price is paid: nothing is lost in rounding.
    """
    added_paid = least(paid.principal, terms.interest_added - then.added_paid_so_far)
    paid_so_far = cents(then.paid_so_far + paid.cash + paid.principal - added_paid)
    whole = paid_so_far >= cents(terms.contract_price)
    gain_so_far = where(whole, terms.gross_profit, cents(terms.gain_fraction * paid_so_far))
    return Received(
        cash_at_closing=paid.cash,
        principal=cents(paid.principal - added_paid),
        interest=cents(paid.interest + added_paid),
        paid_so_far=paid_so_far,
        added_paid_so_far=cents(then.added_paid_so_far + added_paid),
        gain=cents(gain_so_far - then.gain_so_far),
        gain_so_far=gain_so_far,
        recapture=paid.first * terms.recapture,
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
        gain=received.gain,
        recapture=received.recapture,
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
    terms = instalments(sale, cents(sum(principal for principal, _ in by_year.values())))
    if sale.form in {"assets", "shares_election"} and owner.entity == "c_corporation":
        return SellerOutcome(sale, terms, (), _totals(()), (sentence("seller.tax_at_both_levels"),), ())
    records: list[YearRecord] = []
    years: list[SellerYear] = []
    received = Received(*(0.0,) * len(Received._fields))
    for year, (principal, interest) in by_year.items():
        first = 1.0 if year == sale.closing_year else 0.0
        received = receive(terms, received, Paid(first, first * sale.cash_at_closing, principal, interest))
        law = rules.at(date(year, 12, 31))
        income = _income(owner, received, year - sale.closing_year, law)
        figures = law_of(law, owner.filing)
        tax = year_tax(income, figures)
        anyway = year_tax(income._replace(interest=0.0, recapture=0.0, gain=0.0), figures)
        records.append(YearRecord(year, received, tax, anyway))
        years.append(keep(year, income, received, tax, anyway))
    findings = _findings(owner, sale, terms, records, rules)
    return SellerOutcome(sale, terms, tuple(years), _totals(years), findings, tuple(records))


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


def _income(owner: Owner, received: Received, years_after: int, law: Rules) -> Income:
    """The year's income; only the owner's own age is known, so only the owner counts for age."""
    share = "c_corporation" if owner.entity == "c_corporation" else "active_owner"
    return Income(
        other=owner.other_income,
        interest=received.interest,
        recapture=received.recapture,
        gain=received.gain,
        investment_share=law.value(f"{INVESTMENT_SHARES}.{share}"),
        aged=where(owner.age + years_after >= law.value("seller.aged_from"), 1.0, 0.0),
    )


def _totals(years: Iterable[SellerYear]) -> SellerTotals:
    listed = list(years)
    return SellerTotals(
        cash=cents(sum(year.cash for year in listed)),
        interest=cents(sum(year.interest for year in listed)),
        gain=cents(sum(year.gain for year in listed)),
        recapture=cents(sum(year.recapture for year in listed)),
        tax_of_sale=cents(sum(year.tax_of_sale for year in listed)),
        cash_after_tax=cents(sum(year.cash_after_tax for year in listed)),
    )


def _findings(
    owner: Owner, sale: Sale, terms: Instalments, records: list[YearRecord], rules: Rules
) -> tuple[Sentence, ...]:
    loss = sale.basis - terms.contract_price
    unpaid = cents(terms.contract_price - records[-1].received.paid_so_far)
    owed = terms.contract_price - records[0].received.paid_so_far
    threshold = rules.value("seller.interest_charge_note")
    said = [
        (True, sentence("seller.federal_only")),
        (
            sale.form == "shares_election" and owner.entity != "s_corporation",
            sentence("seller.election_form"),
        ),
        (loss > 0, sentence("seller.loss", loss=money(loss))),
        (unpaid > 0, sentence("seller.note_unpaid", amount=money(unpaid), year=records[-1].year)),
        (owed > threshold, sentence("seller.interest_charge", threshold=money(threshold))),
    ]
    return tuple(finding for holds, finding in said if holds)


STAGES: list[Callable[..., Any]] = [*us.STAGES, _by_year, instalments, receive, _income, keep, _totals, outcome]
