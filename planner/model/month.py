"""The order of things: the closing day, then each month from the shop floor to the balance sheet.

Read it from top to bottom as a lender reads a waterfall. It is written once for any number of loans and layers;
`writing.py` writes it out for the shape a plan needs, and every reader runs that text.
"""

from planner.model.accounts import age, give_notices, join_leavers, keep, move_leavers, owe_leavers, stack
from planner.model.closing import add_up, allocate, ask, gather, open_loan, revalue, settle_uses, start
from planner.model.covenants import add_quarter, cover, look_back, measure, move_quarter, stand
from planner.model.debt import cost_line, owe_all, owe_leavers_now, pay_all, pay_leavers
from planner.model.gates import claim, grant, guard, leave_room, line_up, save
from planner.model.loans import fall_due, settle
from planner.model.operations import invest, operate
from planner.model.outcome import Outcome, judge, loan_left
from planner.model.records import (
    Aged,
    Assets,
    Balance,
    Layer,
    LeaverLayer,
    Members,
    Month,
    Operations,
    Owed,
    Reckoning,
    Shared,
    Start,
    Treasury,
    Working,
    Year,
)
from planner.model.records_debt import (
    Ahead,
    Claims,
    Confirmed,
    Coverage,
    Debt,
    DebtDue,
    Gates,
    Granted,
    Headroom,
    LeaverDue,
    LeaverPaid,
    LineCost,
    LoanDue,
    LoanMonth,
    Payments,
    Quarter,
    Rooms,
    Spare,
    Standing,
)
from planner.model.surplus import carry, confirm, earn, pay, reckon, share
from planner.model.terms import Clock, Drivers, Terms
from planner.model.treasury import bank, fall_short, lend_on, may_be_drawn, turn_over, weigh
from planner.model.writing import SHAPE, behind, earlier, numbers, shifted, slots, total, zero


def close(terms: Terms) -> Start:
    """The closing day."""
    asked = tuple(ask(loan) for loan in terms.loans)
    loans_asked = add_up(
        total(one.principal for one in asked),
        total(one.fee for one in asked),
        total(loan.assumed * one.principal for loan, one in zip(terms.loans, asked, strict=True)),
        total(loan.plug * loan.fee for loan in terms.loans),
    )
    closing = settle_uses(terms, loans_asked)
    loans = tuple(open_loan(loan, one, closing) for loan, one in zip(terms.loans, asked, strict=True))
    loans_opened = gather(
        total(one.principal for one in loans),
        total((1.0 - loan.assumed) * one.principal for loan, one in zip(terms.loans, loans, strict=True)),
        total(loan.seller * one.principal for loan, one in zip(terms.loans, loans, strict=True)),
    )
    revalued = revalue(terms)
    allocated = allocate(terms, closing, revalued)
    opening = start(terms, closing, revalued, allocated, loans_opened)
    return Start(asked, loans_asked, closing, loans, loans_opened, revalued, allocated, opening)


def begin(terms: Terms, opened: Start, clock: Clock) -> Month:
    """Month 0: the books as they stand when the deal has closed."""
    opening = opened.opening
    assets = zero(
        Assets,
        equipment=opening.equipment,
        goodwill=opened.revalued.goodwill,
        tax_equipment=opening.tax_equipment,
        tax_goodwill=opening.tax_goodwill,
        inventory_write_up=opened.revalued.inventory_write_up,
        tax_working=opened.allocated.tax_working,
    )
    debt = zero(Debt, balance=opened.loans_opened.loans, fees_left=opened.closing.loan_fees)
    entry_fees = opening.entry_fees
    members = zero(Members, entry_fees=entry_fees, member_shares=terms.member_shares_paid - entry_fees)
    trade = terms.books_receivables + terms.books_inventory
    base = lend_on(terms, terms.books_receivables, terms.books_inventory)
    working = zero(
        Working,
        receivables=terms.books_receivables,
        inventory=terms.books_inventory,
        payables=terms.books_payables,
        accrued=terms.accrued_kept,
        working_capital=trade - terms.books_payables - terms.accrued_kept,
        borrowing_base=base,
        line_capacity=may_be_drawn(terms, base),
    )
    treasury = zero(Treasury, line=terms.line_drawn, cash=opening.cash, cash_shortfall=fall_short(terms, opening.cash))
    before = zero(Balance, collective=opening.collective - entry_fees)  # which month 0 adds
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
        working=working,
        dues=tuple(zero(LoanDue) for loan in opened.loans),
        debt_due=zero(DebtDue),
        line_cost=zero(LineCost),
        leavers_due=tuple(zero(LeaverDue) for slot in slots(SHAPE.leavers)),
        claims=zero(Claims),
        gates=zero(Gates),
        ahead=zero(Ahead),
        rooms=zero(Rooms),
        granted=zero(Granted),
        spare=zero(Spare),
        loans=tuple(
            zero(LoanMonth, balance=loan.principal, base=loan.principal, fee_left=loan.fee) for loan in opened.loans
        ),
        debt=debt,
        leavers_paid=tuple(zero(LeaverPaid) for slot in slots(SHAPE.leavers)),
        payments=zero(Payments),
        confirmed=zero(Confirmed),
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
            working,
            treasury,
            zero(Year),
            zero(Shared),
            zero(Confirmed),
            before,
        ),
        quarter=zero(Quarter),
        quarters=tuple(zero(Quarter) for slot in slots(SHAPE.quarters)),
        window=zero(Quarter),
        coverage=zero(Coverage),
        headroom=zero(Headroom),
        standing=zero(Standing),
    )


def month(terms: Terms, opened: Start, drivers: Drivers, clock: Clock, then: Month) -> Month:
    """One month, in the order in which money moves."""
    operations = operate(terms, drivers, clock, then.operations)
    assets = invest(terms, opened.opening, operations, clock, then.assets)
    working = turn_over(terms, operations, then.working)
    dues = tuple(
        fall_due(loan, driven, drivers, operations, then.year, before, clock)
        for loan, driven, before in zip(terms.loans, drivers.loans, then.loans, strict=True)
    )
    debt_due = owe_all(
        total(due.firm for due in dues),
        total((1.0 - loan.gated) * due.service for loan, due in zip(terms.loans, dues, strict=True)),
        total(due.gated for due in dues),
        total(due.gated_balloon for due in dues),
        total(loan.gated * due.service for loan, due in zip(terms.loans, dues, strict=True)),
    )
    line_cost = cost_line(terms, drivers, debt_due, then.treasury)
    leavers_due = tuple(
        owe_leavers_now(number, before, terms, clock)
        for number, before in zip(numbers(then.leavers), then.leavers, strict=True)
    )
    claims = claim(
        total(one.due for one in leavers_due),
        total(one.fresh for one in leavers_due),
        terms,
        drivers,
        clock,
        then.reckoning,
        then.members,
        then.owed,
    )
    gates = guard(
        terms,
        operations,
        assets,
        working,
        debt_due,
        line_cost,
        claims,
        then.window,
        then.quarter,
        total(one.gated_paid for one in then.quarters) - then.quarters[3].gated_paid,
        total(one.patronage_paid for one in then.quarters) - then.quarters[3].patronage_paid,
        total(one.paid_out for one in then.quarters) - then.quarters[3].paid_out,
        then.standing,
        then.debt,
        then.year,
        clock,
        then.treasury,
    )
    ahead = line_up(terms, gates)
    rooms = leave_room(terms, gates, claims, ahead, then.owed, clock)
    granted = grant(gates, ahead, rooms)
    spare = save(
        terms, gates, rooms, granted, total(driven.prepaid for driven in drivers.loans), clock, then.treasury.line
    )
    loans = tuple(
        settle(loan, one, driven, due, granted, spare, gated, balloons, wanted, swept, before, clock)
        for loan, one, driven, due, gated, balloons, wanted, swept, before in zip(
            terms.loans,
            opened.loans,
            drivers.loans,
            dues,
            earlier(due.gated for due in dues),
            earlier(due.gated_balloon for due in dues),
            earlier(driven.prepaid for driven in drivers.loans),
            earlier(due.sweepable for due in dues),
            then.loans,
            strict=True,
        )
    )
    debt = pay_all(
        total(due.interest for due in dues),
        total(one.interest_paid for one in loans),
        total(one.principal_paid for one in loans),
        total(one.prepaid for one in loans),
        total(one.forgiven for one in loans),
        total(due.balloon for due in dues),
        total(one.balance for one in loans),
        total(one.interest_owed for one in loans),
        total(loan.senior * one.balance for loan, one in zip(terms.loans, loans, strict=True)),
        total(one.interest_overdue + one.principal_overdue for one in loans),
        total(one.gated_service for one in loans),
        total(loan.seller * one.interest_paid for loan, one in zip(terms.loans, loans, strict=True)),
        total(one.to_seller for one in loans),
        total(one.fee_amortised for one in loans),
        total(one.fee_left for one in loans),
    )
    leavers_paid = tuple(
        pay_leavers(due, claims, granted, ahead_of_it, before)
        for due, ahead_of_it, before in zip(
            leavers_due, behind(one.due for one in leavers_due), then.leavers, strict=True
        )
    )
    payments = pay(claims, granted, total(one.notices_paid for one in leavers_paid), then.owed)
    confirmed = confirm(terms, granted, then.owed) if clock.payout_due else zero(Confirmed)
    year = earn(operations, assets, debt, line_cost, claims, payments, clock, then.year)
    reckoning = reckon(terms, year, opened.closing.preferred, then.owed) if clock.reckon else zero(Reckoning)
    shared = share(terms, year, reckoning) if clock.year_end else zero(Shared)
    aged = tuple(
        age(number, before, confirmed, terms, driven, clock)
        for number, before, driven in zip(numbers(then.layers), then.layers, drivers.layers, strict=True)
    )
    given = give_notices(terms, shared)
    layers = tuple(
        stack(number, mine, newer, terms, clock)
        for number, mine, newer in zip(numbers(aged), aged, shifted(given, "", aged), strict=True)
    )
    members = keep(
        total(one.left for one in aged),
        total(one.retired for one in aged),
        total(one.called for one in aged),
        total(one.nonqualified_left for one in aged),
        total(one.nonqualified_called for one in aged),
        total(one.balance for one in layers),
        total(one.kept for one in leavers_paid),
        total(one.overdue for one in leavers_paid),
        claims,
        terms,
        drivers,
        clock,
        then.members,
    )
    left = owe_leavers(members, terms)
    joining = join_leavers(left)
    leavers = tuple(
        move_leavers(number, mine, paid, newer, newer_paid, terms, clock)
        for number, mine, paid, newer, newer_paid in zip(
            numbers(then.leavers),
            then.leavers,
            leavers_paid,
            shifted(left, "", then.leavers),
            shifted(joining, "", leavers_paid),
            strict=True,
        )
    )
    owed = carry(clock, claims, payments, confirmed, reckoning, shared, members, then.owed)
    treasury = bank(terms, working, debt, line_cost, claims, payments, gates, granted, then.treasury)
    balance = weigh(
        terms,
        opened.closing,
        clock,
        assets,
        debt,
        members,
        owed,
        working,
        treasury,
        year,
        shared,
        confirmed,
        then.balance,
    )
    quarter = add_quarter(operations, assets, debt_due, line_cost, claims, debt, payments, clock, then.quarter)
    quarters = tuple(
        move_quarter(mine, newer, clock)
        for mine, newer in zip(then.quarters, shifted(quarter, "", then.quarters), strict=True)
    )
    window = look_back(
        total(one.months for one in quarters),
        total(one.ebitda for one in quarters),
        total(one.tax for one in quarters),
        total(one.capital_spending for one in quarters),
        total(one.firm_service for one in quarters),
        total(one.gated_due for one in quarters),
        total(one.gated_paid for one in quarters),
        total(one.patronage_due for one in quarters),
        total(one.patronage_paid for one in quarters),
        total(one.paid_out_due for one in quarters),
        total(one.paid_out for one in quarters),
    )
    coverage = cover(window, debt, working, treasury, balance) if clock.quarter_end else zero(Coverage)
    headroom = measure(terms, clock, window, coverage, year, debt, balance) if clock.quarter_end else zero(Headroom)
    return Month(
        operations=operations,
        assets=assets,
        working=working,
        dues=dues,
        debt_due=debt_due,
        line_cost=line_cost,
        leavers_due=leavers_due,
        claims=claims,
        gates=gates,
        ahead=ahead,
        rooms=rooms,
        granted=granted,
        spare=spare,
        loans=loans,
        debt=debt,
        leavers_paid=leavers_paid,
        payments=payments,
        confirmed=confirmed,
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
        quarter=quarter,
        quarters=quarters,
        window=window,
        coverage=coverage,
        headroom=headroom,
        standing=stand(terms, debt, headroom, then.standing),
    )


def watch(terms: Terms, now: Month, clock: Clock, then: Outcome) -> Outcome:
    """The month, weighed."""
    loans_left = total(loan_left(loan, one, clock) for loan, one in zip(terms.loans, now.loans, strict=True))
    return judge(loans_left, now, clock, then)
