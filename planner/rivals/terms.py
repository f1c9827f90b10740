"""The terms of a sale to somebody else, its note and its bank loan, and what is left when everything is sold."""

from collections.abc import Callable
from typing import Any

from planner.model.helpers import MONTHS, annuity, cents, least, most, where
from planner.places import Row
from planner.proceeds import recapture
from planner.rivals.records import NoteMonth, Priced, Sold, Sunk, Taken, Timing
from planner.scenario import Scenario
from planner.scenario.rivals import Terms
from planner.seller import Sale

UNLIMITED = ("sole_owner", "partnership")  # the owner answers for what the business owes
OUTSIDER = "outsider"
FEWEST = 1


def taken(asked: Terms, usual: Row, chance: float, midpoint: float) -> Taken:
    """The owner's own terms, the usual ones where they are left empty; the price as a part of the value."""
    part, costs, fee, cash, _, note_rate, jobs_kept, lost, retainer, _, bank_rate = usual
    return Taken(
        price=cents(part * midpoint) if asked.price is None else asked.price,
        probability=chance if asked.probability is None else asked.probability,
        costs=costs if asked.costs is None else asked.costs,
        fee=fee if asked.fee is None else asked.fee,
        cash=cash if asked.cash is None else asked.cash,
        note_rate=note_rate if asked.note_rate is None else asked.note_rate,
        jobs_kept=jobs_kept if asked.jobs_kept is None else asked.jobs_kept,
        sunk=lost if asked.sunk is None else asked.sunk,
        retainer=retainer if asked.retainer is None else asked.retainer,
        bank_rate=bank_rate if asked.bank_rate is None else asked.bank_rate,
    )


def timing(asked: Terms, usual: Row, months: float) -> Timing:
    """Months until closing, of the note and of the bank loan."""
    return Timing(
        int(months) if asked.months is None else asked.months,
        max(FEWEST, int(usual[4]) if asked.note_months is None else asked.note_months),
        max(FEWEST, int(usual[9]) if asked.bank_months is None else asked.bank_months),
    )


def price_of(terms: Taken, beside: tuple[float, float], borne: float, when: Timing) -> Priced:
    """The price and what comes beside it as in the plan (debt, debt-like items, the peg, cash left in).

    In cash and a note with level payments; the fee, and costs that the owner bears (`borne`), come off the cash. The
    last of `beside` is the debt that is paid off: a company that buys itself out borrows it with the cash.
    """
    next_to_price, debt = beside
    equity = most(0.0, terms.price + next_to_price)
    note = cents((1.0 - terms.cash) * equity)
    cash = equity - note
    fee = most(cents(terms.fee * terms.price), terms.retainer)
    of_company = (1.0 - borne) * terms.costs
    borrowed = (1.0 - borne) * cents(cash + debt + of_company)
    return Priced(
        equity=equity,
        note=note,
        cash=cash,
        costs=fee + borne * terms.costs,
        payment=cents(note * annuity(terms.note_rate / MONTHS, float(when.note_months))),
        of_company=of_company,
        borrowed=borrowed,
        bank_payment=cents(borrowed * annuity(terms.bank_rate / MONTHS, float(when.bank_months))),
    )


def lose(terms: Taken, borne: float) -> Sunk:
    """What a sale that fails has cost: the retainer, and of the costs what is spent by then, to whoever bears them."""
    spent = cents(terms.sunk * terms.costs)
    return Sunk(owner=terms.retainer + borne * spent, company=(1.0 - borne) * spent)


def pay(then: NoteMonth, rate: float, payment: float, last: float) -> NoteMonth:
    """One month of a loan with level payments; the last one takes what is left."""
    interest = cents(then.balance * rate / MONTHS)
    principal = where(last, then.balance, least(then.balance, most(0.0, payment - interest)))
    return NoteMonth(interest, principal, then.balance - principal)


def note_month(then: NoteMonth, rate: float, payment: float, last: float) -> NoteMonth:
    """One month of the owner's note."""
    return pay(then, rate, payment, last)


def bank_month(then: NoteMonth, rate: float, payment: float, last: float) -> NoteMonth:
    """One month of the loan of a company that buys itself out."""
    return pay(then, rate, payment, last)


def pay_note(terms: Taken, priced: Priced, months: int) -> tuple[NoteMonth, ...]:
    """The note's months."""
    found = []
    now = NoteMonth(0.0, 0.0, priced.note)
    for month in range(1, months + 1):
        now = note_month(now, terms.note_rate, priced.payment, 1.0 if month == months else 0.0)
        found.append(now)
    return tuple(found)


def pay_bank(terms: Taken, priced: Priced, months: int) -> tuple[NoteMonth, ...]:
    """The bank loan's months."""
    found = []
    now = NoteMonth(0.0, 0.0, priced.borrowed)
    for month in range(1, months + 1):
        now = bank_month(now, terms.bank_rate, priced.bank_payment, 1.0 if month == months else 0.0)
        found.append(now)
    return tuple(found)


def sell_all(scenario: Scenario, rates: Row) -> Sold:
    """What is got for everything, less what is owed and the workers' last pay.

    Cash counts as far as the plan leaves it in the business. A shortfall is the owner's own only without limited
    liability.
    """
    books, asked = scenario.business.books, scenario.rivals.closing_down
    _, of_receivables, of_inventory, of_equipment, pay_months = rates
    last = scenario.business.statements[-1]
    receivables = cents(
        (of_receivables if asked.receivables is None else asked.receivables) * (books.receivables + books.other_assets)
    )
    inventory = cents((of_inventory if asked.inventory is None else asked.inventory) * books.inventory)
    equipment = cents((of_equipment if asked.equipment is None else asked.equipment) * books.fair_equipment)
    months = pay_months if asked.pay_months is None else asked.pay_months
    last_pay = cents(months * (last.payroll + last.payroll_burden) / MONTHS)
    owed = books.payables + books.accrued + books.other_liabilities + books.debt
    net = receivables + inventory + equipment + scenario.deal.cash_left_in - last_pay - owed
    unlimited = 1.0 if scenario.owner.entity in UNLIMITED else 0.0
    return Sold(
        receivables=receivables,
        inventory=inventory,
        equipment=equipment,
        last_pay=last_pay,
        owed=owed,
        net=net,
        to_owner=most(0.0, net),
        from_owner=unlimited * most(0.0, 0.0 - net),
    )


def closing_sale(scenario: Scenario, told: Sale, sold: Sold, when: tuple[int, int]) -> Sale:
    """Everything sold, as the seller's tax sees it: what all assets fetch, less the workers' last pay.

    What of it pays the debts is realised too (26 CFR 1.1001-2), as far as it reaches; on the cash method suppliers and
    staff are deducted as they are paid. Losses in single assets set off gain in others.
    """
    books, assets = scenario.business.books, scenario.owner.assets
    deducted = books.payables + books.accrued if assets.cash_method else 0.0
    unpaid = most(0.0, 0.0 - sold.net)
    return told._replace(
        form="assets",
        closing_year=when[0],
        closing_month=when[1],
        closing_day=0,
        cash_at_closing=sold.to_owner,
        note_face=0.0,
        recapture=recapture(sold.equipment, books.equipment_basis, assets.equipment_cost),
        interest_added=0.0,
        debt_paid_off=most(0.0, sold.owed - deducted - unpaid),
        debt_assumed=0.0,
        liabilities_assumed=0.0,
        note_rate=None,
        notes=(),
        inventory_gain=0.0,
        receivables_gain=sold.receivables if assets.cash_method else 0.0,
        property_gain=0.0,
        property_depreciation=0.0,
        basis=told.basis + told.kept_basis,
        in_stages=False,
        kept_basis=0.0,
        kept=(),
        later=(),
        selling_costs=0.0,
        is_sale="yes",
        rollover_open="no",
        rollover_why=None,
        non_compete=0.0,
    )


def sells_assets(scenario: Scenario, name: str) -> bool:
    """Whether single assets are sold: without shares always, and to an outsider who buys no shares."""
    return scenario.owner.entity in UNLIMITED or (name == OUTSIDER and scenario.rivals.outsider_buys == "assets")


def sale_to(scenario: Scenario, told: Sale, priced: Priced, of_note: tuple[float, str], when: tuple[int, int]) -> Sale:
    """A sale to somebody else, as the seller's tax sees it: of shares or assets; the rate of its note, and to whom.

    Debt is paid off out of the price; all else that is owed the buyer takes over, for the price is less by it.
    """
    rate, name = of_note
    debt = scenario.business.books.debt
    return told._replace(
        form="assets" if sells_assets(scenario, name) else "shares_merged",
        closing_year=when[0],
        closing_month=when[1],
        closing_day=0,
        cash_at_closing=priced.cash,
        note_face=priced.note,
        basis=told.basis + told.kept_basis,
        selling_costs=priced.costs,
        in_stages=False,
        kept_basis=0.0,
        kept=(),
        later=(),
        interest_added=0.0,
        debt_paid_off=debt,
        debt_assumed=0.0,
        liabilities_assumed=cents(told.owed - debt),
        note_rate=rate,
        notes=(),
        is_sale="yes",
        rollover_open="no",
        rollover_why=None,
        non_compete=0.0,
    )


STAGES: list[Callable[..., Any]] = [
    recapture,
    taken,
    timing,
    price_of,
    lose,
    pay,
    note_month,
    bank_month,
    pay_note,
    pay_bank,
    sell_all,
    closing_sale,
    sale_to,
]
