"""The order of things: the closing day, then each month from the shop floor to the balance sheet.

Read it from top to bottom as a lender reads a waterfall. It is written once for any number of loans and layers;
`writing.py` writes it out for the shape a plan needs, and every reader runs that text.
"""

from planner.model.accounts import age, keep, move_leavers, owe_leavers, stack
from planner.model.closing import add_up, ask, gather, open_loan, revalue, settle, start
from planner.model.debt import cost_line, owe_all, pay, pay_leavers, serve
from planner.model.operations import invest, operate
from planner.model.outcome import Outcome, judge, loan_left
from planner.model.records import (
    Aged,
    Assets,
    Balance,
    Coverage,
    Debt,
    Layer,
    LeaverLayer,
    LeaverPaid,
    LineCost,
    LoanMonth,
    Members,
    Month,
    Operations,
    Owed,
    Payments,
    Reckoning,
    Shared,
    Start,
    Treasury,
    Year,
)
from planner.model.surplus import carry, earn, reckon, share
from planner.model.terms import Clock, Drivers, Terms
from planner.model.treasury import bank, cover, fall_short, lend_on, may_be_drawn, weigh
from planner.model.writing import SHAPE, numbers, shifted, slots, total, zero


def close(terms: Terms) -> Start:
    """The closing day."""
    asked = tuple(ask(loan) for loan in terms.loans)
    loans_asked = add_up(
        total(one.principal for one in asked),
        total(one.fee for one in asked),
        total(loan.assumed * one.principal for loan, one in zip(terms.loans, asked, strict=True)),
        total(loan.plug * loan.fee for loan in terms.loans),
    )
    closing = settle(terms, loans_asked)
    loans = tuple(open_loan(loan, one, closing) for loan, one in zip(terms.loans, asked, strict=True))
    loans_opened = gather(
        total(one.principal for one in loans),
        total((1.0 - loan.assumed) * one.principal for loan, one in zip(terms.loans, loans, strict=True)),
        total(loan.seller * one.principal for loan, one in zip(terms.loans, loans, strict=True)),
    )
    revalued = revalue(terms)
    opening = start(terms, closing, revalued, loans_opened)
    return Start(asked, loans_asked, closing, loans, loans_opened, revalued, opening)


def begin(terms: Terms, opened: Start, clock: Clock) -> Month:
    """Month 0: the books as they stand when the deal has closed."""
    opening = opened.opening
    assets = zero(
        Assets,
        equipment=opening.equipment,
        goodwill=opened.revalued.goodwill,
        tax_equipment=opening.tax_equipment,
        tax_goodwill=opening.tax_goodwill,
    )
    debt = zero(Debt, balance=opened.loans_opened.loans, fees_left=opened.closing.loan_fees)
    members = zero(Members, member_shares=terms.member_shares_paid)
    trade = terms.books_receivables + terms.books_inventory
    base = lend_on(terms, terms.books_receivables, terms.books_inventory)
    treasury = zero(
        Treasury,
        receivables=terms.books_receivables,
        inventory=terms.books_inventory,
        payables=terms.books_payables,
        accrued=terms.books_accrued,
        working_capital=trade - terms.books_payables - terms.books_accrued,
        borrowing_base=base,
        line_capacity=may_be_drawn(terms, base),
        line=terms.line_drawn,
        cash=opening.cash,
        cash_shortfall=fall_short(terms, opening.cash),
    )
    before = zero(Balance, collective=opening.collective)
    return Month(
        operations=zero(
            Operations,
            sales_level=terms.sales,
            sales=terms.sales_before,
            sales_before=terms.sales_two_before,
            wage_index=1.0,
            price_index=1.0,
        ),
        assets=assets,
        loans=tuple(zero(LoanMonth, balance=loan.principal, fee_left=loan.fee) for loan in opened.loans),
        debt=debt,
        line_cost=zero(LineCost),
        leavers_paid=tuple(zero(LeaverPaid) for slot in slots(SHAPE.leavers)),
        payments=zero(Payments),
        year=zero(Year),
        reckoning=zero(Reckoning),
        shared=zero(Shared),
        aged=tuple(zero(Aged) for slot in slots(SHAPE.layers)),
        layers=tuple(zero(Layer) for slot in slots(SHAPE.layers)),
        members=members,
        left=zero(LeaverLayer),
        leavers=tuple(zero(LeaverLayer) for slot in slots(SHAPE.leavers)),
        owed=zero(Owed),
        treasury=treasury,
        balance=weigh(
            terms,
            opened.closing,
            clock,
            assets,
            debt,
            members,
            zero(Owed),
            treasury,
            zero(Year),
            zero(Shared),
            before,
        ),
        coverage=zero(Coverage),
    )


def month(terms: Terms, opened: Start, drivers: Drivers, clock: Clock, then: Month) -> Month:
    """One month, in the order in which money moves."""
    operations = operate(terms, drivers, clock, then.operations)
    assets = invest(terms, opened.opening, operations, clock, then.assets)
    loans = tuple(
        serve(loan, one, before, clock) for loan, one, before in zip(terms.loans, opened.loans, then.loans, strict=True)
    )
    debt = owe_all(
        total(now.interest for now in loans),
        total(now.interest_paid for now in loans),
        total(now.principal_paid for now in loans),
        total(now.balloon for now in loans),
        total(now.balance for now in loans),
        total(loan.senior * now.balance for loan, now in zip(terms.loans, loans, strict=True)),
        total(loan.seller * now.interest_paid for loan, now in zip(terms.loans, loans, strict=True)),
        total(loan.seller * now.principal_paid for loan, now in zip(terms.loans, loans, strict=True)),
        total(now.fee_amortised for now in loans),
        total(now.fee_left for now in loans),
    )
    line_cost = cost_line(debt, terms, then.treasury)
    leavers_paid = tuple(
        pay_leavers(number, before, terms, clock)
        for number, before in zip(numbers(then.leavers), then.leavers, strict=True)
    )
    payments = pay(
        total(one.paid for one in leavers_paid),
        total(one.notices_paid for one in leavers_paid),
        terms,
        clock,
        then.reckoning,
        then.members,
        then.owed,
    )
    year = earn(operations, assets, debt, line_cost, payments, clock, then.year)
    reckoning = reckon(terms, year, opened.closing.preferred, then.owed) if clock.reckon else zero(Reckoning)
    shared = share(terms, year, reckoning) if clock.year_end else zero(Shared)
    aged = tuple(
        age(number, before, terms, drivers, clock)
        for number, before in zip(numbers(then.layers), then.layers, strict=True)
    )
    layers = tuple(
        stack(number, mine, newer, terms, clock)
        for number, mine, newer in zip(numbers(aged), aged, shifted(shared.notices, "kept", aged), strict=True)
    )
    members = keep(
        total(one.left for one in aged),
        total(one.called for one in aged),
        total(one.balance for one in layers),
        total(one.kept for one in leavers_paid),
        drivers,
        clock,
        then.members,
    )
    left = owe_leavers(members, terms)
    leavers = tuple(
        move_leavers(mine, paid, newer, newer_kept, clock)
        for mine, paid, newer, newer_kept in zip(
            then.leavers,
            leavers_paid,
            shifted(left, "", then.leavers),
            shifted(left.balance, "kept", leavers_paid),
            strict=True,
        )
    )
    owed = carry(clock, payments, shared, members.called, then.owed)
    treasury = bank(terms, operations, assets, debt, line_cost, payments, members, then.treasury)
    balance = weigh(terms, opened.closing, clock, assets, debt, members, owed, treasury, year, shared, then.balance)
    coverage = cover(year, debt, treasury) if clock.year_end else zero(Coverage)
    return Month(
        operations=operations,
        assets=assets,
        loans=loans,
        debt=debt,
        line_cost=line_cost,
        leavers_paid=leavers_paid,
        payments=payments,
        year=year,
        reckoning=reckoning,
        shared=shared,
        aged=aged,
        layers=layers,
        members=members,
        left=left,
        leavers=leavers,
        owed=owed,
        treasury=treasury,
        balance=balance,
        coverage=coverage,
    )


def watch(terms: Terms, now: Month, clock: Clock, then: Outcome) -> Outcome:
    """The month, weighed."""
    loans_left = total(loan_left(loan, one, clock) for loan, one in zip(terms.loans, now.loans, strict=True))
    return judge(loans_left, now, clock, then)
