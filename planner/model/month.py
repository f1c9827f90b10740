"""The order of things: after the closing day (`first_day.py`), each month from the shop floor to the balance sheet.

Read it from top to bottom as a lender reads a waterfall. It is written once for any number of loans and layers;
`writing.py` writes it out for the shape a plan needs, and every reader runs that text.
"""

from planner.model import first_day
from planner.model.accounts import (
    age,
    bear,
    decide,
    give_notices,
    join_leavers,
    keep,
    move_leavers,
    owe_leavers,
    stack,
    stay,
)
from planner.model.covenants import add_quarter, agree, cover, hold, look_back, measure, move_quarter, stand
from planner.model.debt import cost_line, owe_all, owe_leavers_now, pay_all, pay_leavers
from planner.model.gates import claim, free_cash, grant, guard, leave_room, line_up, save
from planner.model.helpers import least, most  # noqa: F401  (what `lowest` and `highest` are written out as)
from planner.model.lawful import falls_soon, test_law
from planner.model.loans import fall_due, settle
from planner.model.operations import invest, operate
from planner.model.outcome import Outcome, judge, loan_left
from planner.model.records import Entitled, Month, Reckoning, Shared, Start
from planner.model.records_debt import Confirmed, Coverage, Headroom
from planner.model.records_members import Decided
from planner.model.stakes import come_up, keep_stake, lend_later, offer, owe_before_owners
from planner.model.surplus import carry, confirm, earn, entitle, pay, reckon, share
from planner.model.terms import Clock, Drivers, Terms
from planner.model.treasury import bank, fall_behind, turn_over, weigh
from planner.model.writing import behind, earlier, highest, lowest, numbers, shifted, total, zero


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
    held = tuple(hold(loan, before, clock) for loan, before in zip(terms.loans, then.loans, strict=True))
    limits = agree(
        terms,
        clock,
        total(one.lender for one in held),
        total(one.forbids_minimum for one in held),
        total(one.forbids_further for one in held),
        total(one.seller_forbids_minimum for one in held),
        total(one.seller_forbids_further for one in held),
        highest(one.least_dscr for one in held),
        highest(one.least_bank_dscr for one in held),
        highest(one.least_fccr for one in held),
        highest(one.least_liquidity for one in held),
        lowest(one.most_senior_leverage for one in held),
        lowest(one.most_leverage for one in held),
        lowest(one.most_debt_to_worth for one in held),
        lowest(one.most_capital_spending for one in held),
        lowest(one.most_cash_patronage for one in held),
        lowest(one.most_paid_to_leavers for one in held),
    )
    soon = tuple(falls_soon(loan, due, before) for loan, due, before in zip(terms.loans, dues, then.loans, strict=True))
    lawful = test_law(
        terms,
        opened.closing,
        total(one.balloon for one in soon),
        then.window,
        working,
        then.debt,
        then.members,
        then.owed,
        then.treasury,
        then.balance,
    )
    gates = guard(
        terms,
        limits,
        lawful,
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
    rooms = leave_room(terms, limits, lawful, gates, claims, ahead, then.owed, clock)
    granted = grant(gates, ahead, rooms)
    lends = tuple(lend_later(loan, driven, then.stake) for loan, driven in zip(terms.loans, drivers.loans, strict=True))
    turns = tuple(
        come_up(number, stage, opened.loans_opened, then.debt, clock, then.stake)
        for number, stage in zip(numbers(terms.stages), terms.stages, strict=True)
    )
    offered = offer(
        total(turn.fraction for turn in turns),
        total(turn.ready for turn in turns),
        total(turn.price for turn in turns),
        total(turn.increase for turn in turns),
        total(turn.multiple for turn in turns),
        total(turn.of_book for turn in turns),
        total(one.paper for one in lends),
        total(one.service for one in lends),
        owe_before_owners(opened.closing, then.debt, then.members, then.owed, then.treasury),
        free_cash(gates, rooms, granted, then.treasury.line),
        opened.closing,
        gates,
        then.window,
        clock,
        then.stake,
    )
    spare = save(
        terms,
        gates,
        rooms,
        granted,
        offered,
        total(driven.prepaid for driven in drivers.loans),
        clock,
        then.treasury.line,
    )
    loans = tuple(
        settle(loan, one, driven, due, granted, spare, gated, balloons, wanted, swept, papers, lend, offered, before)
        for loan, one, driven, due, gated, balloons, wanted, swept, papers, lend, before in zip(
            terms.loans,
            opened.loans,
            drivers.loans,
            dues,
            earlier(due.gated for due in dues),
            earlier(due.gated_balloon for due in dues),
            earlier(driven.prepaid for driven in drivers.loans),
            earlier(due.sweepable for due in dues),
            earlier(lend.paper for lend in lends),
            lends,
            then.loans,
            strict=True,
        )
    )
    debt = pay_all(
        total(one.drawn for one in loans),
        total(loan.seller * one.drawn for loan, one in zip(terms.loans, loans, strict=True)),
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
        pay_leavers(
            due,
            claims,
            granted,
            retired_ahead,
            total(one.retired for one in leavers_due),
            others_ahead,
            terms,
            before,
        )
        for due, retired_ahead, others_ahead, before in zip(
            leavers_due,
            behind(one.retired for one in leavers_due),
            behind(one.others for one in leavers_due),
            then.leavers,
            strict=True,
        )
    )
    payments = pay(claims, granted, total(one.notices_paid for one in leavers_paid), then.owed)
    confirmed = confirm(terms, granted, then.owed) if clock.payout_due else zero(Confirmed)
    year = earn(operations, assets, debt, line_cost, claims, payments, clock, then.year)
    stayed = tuple(
        stay(number, before, confirmed, driven)
        for number, before, driven in zip(numbers(then.layers), then.layers, drivers.layers, strict=True)
    )
    entitled = (
        entitle(total(one.stays for one in stayed), terms, year, opened.closing.preferred, then.stake)
        if clock.reckon
        else zero(Entitled)
    )
    reckoning = (
        reckon(terms, year, entitled, opened.closing.preferred, then.stake, then.owed)
        if clock.reckon
        else zero(Reckoning)
    )
    shared = share(terms, year, entitled, reckoning, then.stake) if clock.year_end else zero(Shared)
    decided = (
        decide(terms, entitled, reckoning, shared, spare, debt, payments, then.owed)
        if clock.year_end
        else zero(Decided)
    )
    borne = tuple(bear(number, one, decided, terms, clock) for number, one in zip(numbers(stayed), stayed, strict=True))
    aged = tuple(
        age(number, one, mine, older, decided, before, confirmed, terms, driven)
        for number, one, mine, older, before, driven in zip(
            numbers(borne),
            stayed,
            borne,
            behind(one.waiting for one in borne),
            then.layers,
            drivers.layers,
            strict=True,
        )
    )
    given = give_notices(terms, shared)
    layers = tuple(
        stack(number, mine, newer, terms, clock)
        for number, mine, newer in zip(numbers(aged), aged, shifted(given, "", aged), strict=True)
    )
    members = keep(
        total(one.left for one in aged),
        total(one.forfeited for one in aged),
        total(one.retired for one in aged),
        total(one.called for one in aged),
        total(one.nonqualified_left for one in aged),
        total(one.nonqualified_called for one in aged),
        total(one.balance for one in layers),
        total(one.kept for one in leavers_paid),
        total(one.overdue for one in leavers_paid),
        total(one.interest for one in borne),
        total(one.charged for one in borne),
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
    stake = keep_stake(offered, payments, shared, then.owed, then.stake)
    treasury = bank(terms, working, debt, line_cost, claims, payments, gates, granted, offered, then.treasury)
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
        offered,
        stake,
        then.balance,
    )
    unpaid = fall_behind(
        terms,
        operations,
        assets,
        line_cost,
        claims,
        total(loan.senior * due.firm for loan, due in zip(terms.loans, dues, strict=True)),
        total((1.0 - loan.senior) * due.firm for loan, due in zip(terms.loans, dues, strict=True)),
        treasury,
        then.unpaid,
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
    headroom = (
        measure(terms, limits, clock, window, coverage, year, debt, balance) if clock.quarter_end else zero(Headroom)
    )
    return Month(
        operations=operations,
        assets=assets,
        working=working,
        dues=dues,
        debt_due=debt_due,
        line_cost=line_cost,
        leavers_due=leavers_due,
        claims=claims,
        held=held,
        limits=limits,
        soon=soon,
        lawful=lawful,
        gates=gates,
        ahead=ahead,
        rooms=rooms,
        granted=granted,
        lends=lends,
        turns=turns,
        offer=offered,
        spare=spare,
        loans=loans,
        debt=debt,
        leavers_paid=leavers_paid,
        payments=payments,
        confirmed=confirmed,
        year=year,
        stayed=stayed,
        entitled=entitled,
        reckoning=reckoning,
        shared=shared,
        decided=decided,
        borne=borne,
        aged=aged,
        layers=layers,
        members=members,
        left=left,
        leavers=leavers,
        owed=owed,
        stake=stake,
        treasury=treasury,
        unpaid=unpaid,
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
    loans_left = total(loan_left(loan, one) for loan, one in zip(terms.loans, now.loans, strict=True))
    return judge(loans_left, now, clock, then)


MEANING = {**vars(first_day), **globals()}  # what the names in these functions and in the first day's stand for
