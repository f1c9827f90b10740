"""What the sale brings the seller: cash on the closing day, payments on the seller's notes, rent of what is kept.

Of a purchase in stages the first closing is the sale; what later closings and shares kept bring stands beside it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from planner import promised
from planner.forms import FormStatement
from planner.model.calendar import MONTHS_A_YEAR, month_of
from planner.model.helpers import cents, least, most
from planner.model.one import Case, Run
from planner.model.records import Month
from planner.model.terms import Terms
from planner.model.writing import total
from planner.places import Rules
from planner.scenario import Answer, Scenario
from planner.seller import LaterClosing, PromisedNote, Receipt, Sale
from planner.seller.holding import until_closing, with_until
from planner.seller.kept import basis_of, kept_basis
from planner.seller.records_kept import KeptYear
from planner.words import Sentence


class Answers(NamedTuple):
    """What the form of the deal says of the seller's tax."""

    is_sale: Answer
    rollover_open: Answer
    rollover_why: Sentence
    in_stages: bool = False
    later: tuple[tuple[Answer, Sentence], ...] = ()  # of each later closing, whether a rollover is open


class Bought(NamedTuple):
    """One later closing: its month, its notes to the seller, and the months in which they are paid."""

    month: int
    places: tuple[int, ...]
    paid: tuple[int, ...]


class Later(NamedTuple):
    """What of the plan belongs to later closings and to shares that the seller keeps."""

    bought: tuple[Bought, ...]
    dividends: tuple[int, ...]  # months in which the shares kept are paid a dividend


def of_later(scenario: Scenario, run: Run) -> Later:
    """The later closings that come about, read off the months."""
    loans = [(place, loan) for place, loan in enumerate(scenario.deal.loans) if loan.to_seller and loan.later_closing]
    bought = []
    for month, now in enumerate(run.months):
        if now.offer.bought > 0:
            places = tuple(place for place, loan in loans if loan.later_closing == int(now.stake.done))
            paying = (
                one
                for one, then in enumerate(run.months)
                if any(then.loans[place].interest_paid > 0 or then.loans[place].to_seller > 0 for place in places)
            )
            bought.append(Bought(month, places, tuple(paying)))
    dividends = tuple(month for month, now in enumerate(run.months) if now.stake.dividends_paid > 0)
    return Later(tuple(bought), dividends)


def dividends_by_year(closing: date, run: Run, later: Later) -> tuple[KeptYear, ...]:
    """Dividends on shares that the seller keeps; a year without any is left out."""
    found: dict[int, float] = {}
    for month in later.dividends:
        year = month_of(closing, month)[0]
        found[year] = cents(found.get(year, 0.0) + run.months[month].stake.dividends_paid)
    return tuple(KeptYear(year, found[year]) for year in sorted(found))


def later_closings(
    scenario: Scenario, run: Run, later: Later, told: tuple[Answers, tuple[tuple[PromisedNote, ...], ...]]
) -> tuple[LaterClosing, ...]:
    """Each later closing as a sale of its own, with every payment on its notes."""
    answers, notes = told
    return tuple(
        LaterClosing(
            later_sale(scenario, run, one, (number, answers, promised_then)),
            tuple(
                receipt(scenario.deal.closing, month, note, run.months[month])
                for note in promised_then
                for month in one.paid
            ),
        )
        for number, (one, promised_then) in enumerate(zip(later.bought, notes, strict=True))
    )


def later_sale(scenario: Scenario, run: Run, one: Bought, told: tuple[int, Answers, tuple[PromisedNote, ...]]) -> Sale:
    """The terms of one later closing: its own price and notes, and its part of the basis."""
    number, answers, notes = told
    now, before, last = run.months[one.month], run.months[one.month - 1], run.months[-1]
    year, month = month_of(scenario.deal.closing, one.month)
    held, rollover = scenario.owner.years_held, answers.later[number]
    return Sale(
        form=scenario.deal.form,
        closing_year=year,
        closing_month=month,
        cash_at_closing=cents(now.offer.paid - now.debt.drawn_from_seller),
        note_face=sum((now.loans[place].balance for place in one.places), 0.0),
        basis=basis_of(scenario.owner.basis, before.stake.fraction, now.stake.fraction),
        interest_added=cents(sum((run.months[at].dues[place].added for at in one.paid for place in one.places), 0.0)),
        owed_at_end=sum(last.loans[place].balance + last.loans[place].interest_owed for place in one.places) + 0.0,
        months=scenario.months - one.month,
        years_held=None if held is None else held + one.month / MONTHS_A_YEAR,
        is_sale=answers.is_sale,
        rollover_open=rollover[0],
        rollover_why=rollover[1],
        in_stages=True,
        notes=notes,
    )


def of_sale(
    scenario: Scenario, case: Case, run: Run, form: FormStatement, law: Rules
) -> tuple[Sale, tuple[Receipt, ...]]:
    """The sale and its receipts, read off the closing day, the months and what the form of the deal means."""
    notes = promised.notes(scenario, case, run)
    paid = [
        receipt(scenario.deal.closing, month, note, run.months[month])
        for note in notes
        for month in paying(run, note.place)
    ]
    rent = [rented(year, amount) for year, amount in form.rent]
    later = of_later(scenario, run)
    answers = answers_of(form, scenario)
    made = sold(scenario, run, run.months[-1], answers, notes)
    closing = scenario.deal.closing
    made = with_until(made, until_closing(scenario, (closing.year, closing.month), run.months, law, 0.0))
    stages = later_closings(scenario, run, later, (answers, promised.later(scenario, run, later.bought)))
    dividends = dividends_by_year(scenario.deal.closing, run, later)
    return made._replace(kept=dividends, later=stages), (*paid, *rent)


def paying(run: Run, place: int) -> list[int]:
    """The months in which something is paid on a loan; its closing, where nothing ever is."""
    paid = [
        month
        for month, now in enumerate(run.months)
        if month and (now.loans[place].interest_paid or now.loans[place].to_seller)
    ]
    return paid or [0]


def beside(terms: Terms) -> float:
    """What comes beside a price of the operations: adjustments and cash left in on it, debt off it."""
    return terms.price_adjustment + terms.cash_left_in - terms.books_debt


def answers_of(form: FormStatement, scenario: Scenario) -> Answers:
    """Whether the seller is taxed as one who sells, and whether a rollover is open.

    That a tenth of an S corporation's price may be rolled over is the law's own text; whether to count on it is left
    to the owner.
    """
    sale, rollover = form.verdict("sale"), form.verdict("rollover")
    if sale is None or rollover is None:
        raise ValueError("every form of a deal says how its seller is taxed")
    is_open: Answer = "yes" if rollover.unit == "fraction" and rollover.figure else rollover.answer
    later = tuple((one.answer, one.why) for one in form.later_rollovers)
    return Answers(sale.answer, is_open, rollover.why, scenario.deal.bought_at_closing < 1.0, later)


def sold(scenario: Scenario, run: Run, last: Month, answers: Answers, notes: tuple[PromisedNote, ...]) -> Sale:
    """The terms of the sale, and what of the business its tax may hang on.

    Equipment above its tax basis is ordinary income up to the depreciation taken (s.1245); without its first cost, all
    of it is taken to be that. A seller on the cash method has no basis in what customers owe.
    """
    deal, opened = scenario.deal, run.start
    closing, books_kept = opened.closing, opened.revalued.liabilities_kept
    books, assets, kept = scenario.business.books, scenario.owner.assets, deal.kept.assets
    places = [note.place for note in notes]
    stays = kept_basis(scenario.owner.basis, deal.bought_at_closing) if answers.in_stages else 0.0
    return Sale(
        form=deal.form,
        closing_year=deal.closing.year,
        cash_at_closing=opened.opening.seller_cash,
        note_face=opened.loans_opened.seller_paper,
        basis=scenario.owner.basis - stays if answers.in_stages else scenario.owner.basis,
        in_stages=answers.in_stages,
        kept_basis=stays,
        recapture=recapture(
            books.fair_equipment - sum(one.fair for one in kept),
            books.equipment_basis - sum(one.basis for one in kept),
            assets.equipment_cost,
        ),
        interest_added=cents(sum(month.dues[place].added for month in run.months for place in places)),
        debt_paid_off=closing.debt_paid_off + closing.liabilities_paid_off - deducted(scenario, paid_off=True),
        debt_assumed=opened.loans_asked.assumed,
        liabilities_assumed=cents(books_kept - closing.liabilities_paid_off - deducted(scenario, paid_off=False)),
        closing_month=deal.closing.month,
        closing_day=deal.closing.day,
        inventory_gain=most(0.0, books.fair_inventory - books.inventory)
        if assets.inventory_gain is None
        else assets.inventory_gain,
        receivables_gain=books.receivables if assets.cash_method else 0.0,
        property_gain=assets.property_gain,
        property_depreciation=assets.property_depreciation,
        assets_basis=assets.basis,
        owed_at_end=sum(last.loans[place].balance + last.loans[place].interest_owed for place in places) + 0.0,
        months=scenario.months,
        earn_out=any(loan.kind == "earn_out" for loan in deal.loans),
        years_held=scenario.owner.years_held,
        is_sale=answers.is_sale,
        rollover_open=answers.rollover_open,
        rollover_why=answers.rollover_why,
        notes=notes,
        tells_until=True,
        selling_costs=scenario.owner.selling_costs,
        non_compete=0.0 if scenario.owner.taxed_in_kingdom else deal.intangibles.non_compete,
    )


def deducted(scenario: Scenario, *, paid_off: bool) -> float:
    """Liabilities that the seller deducts as they are paid off at closing, or as the buyer takes them over.

    What was never booked, and on the cash method what suppliers and staff are owed: price and deduction grow by the
    same, so they count on neither side (26 CFR 1.461-4(d)(5)). A C corporation's unpaid taxes are not deducted.
    """
    books, owner = scenario.business.books, scenario.owner
    taxed = owner.entity == "c_corporation"
    items = [one for one in scenario.deal.debt_like if not (taxed and one.kind == "unpaid_taxes")]
    unbooked = total(one.amount for one in items if one.booked == "unbooked" and one.paid_off == paid_off)
    if not owner.assets.cash_method:
        return unbooked
    settled = total(one.amount for one in items if one.booked == "accrued" and one.paid_off)
    return unbooked + (settled if paid_off else books.payables + books.accrued - settled)


def recapture(fair: float, basis: float, cost: float | None) -> float:
    """Gain on equipment that is ordinary income: min(gain, depreciation taken). 26 U.S.C. 1245(a)(1)."""
    gain = most(0.0, fair - basis)
    return gain if cost is None else least(gain, most(0.0, cost - basis))


def receipt(closing: date, month: int, note: PromisedNote, now: Month) -> Receipt:
    """What a month pays on one of the seller's notes."""
    year, of_year = month_of(closing, month)
    loan = now.loans[note.place]
    return Receipt(year, of_year, loan.interest_paid, loan.to_seller, note=note.name)


def rented(year: int, rent: float) -> Receipt:
    """A calendar year's rent for property that the seller keeps."""
    return Receipt(year, MONTHS_A_YEAR, 0.0, 0.0, rent=rent, of_note=False)


STAGES: list[Callable[..., Any]] = [
    deducted,
    recapture,
    dividends_by_year,
    later_sale,
    later_closings,
    sold,
    receipt,
    rented,
]
