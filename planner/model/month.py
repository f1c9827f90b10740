"""The order of things: after the closing day (`first_day.py`), each month from the shop floor to the balance sheet.

Read it from top to bottom as a lender reads a waterfall. It is written once for any number of loans and layers;
the plain reader runs it as it stands, and `writing.py` writes it out for the other readers.
"""

from planner.model import class_month, first_day, gathering
from planner.model.accounts import (
    age,
    bear,
    give_notices,
    join_leavers,
    move_leavers,
    owe_leavers,
    stack,
    stay,
)
from planner.model.below import bring_back, deepen, fall, fall_below, sink
from planner.model.class_month import end_class, owe_class, pay_class
from planner.model.classes import rest_of, share_out, want_return
from planner.model.confirmed import confirm
from planner.model.covenants import add_quarter, cover, hold, measure, move_quarter, stand
from planner.model.currency import age_units, issue, use_units, want_units
from planner.model.debt import cost_line, owe_leavers_now, pay_leavers
from planner.model.gates import claim, grant, leave_room, line_up, save
from planner.model.gathering import (
    agree_all,
    circulate_all,
    decide_all,
    entitle_all,
    fall_behind_all,
    gather_classes,
    gather_flows,
    guard_all,
    keep_all,
    look_over,
    offer_next,
    owe_loans,
    pay_loans,
    pay_members,
    test_law_all,
)
from planner.model.lawful import falls_soon
from planner.model.loans import fall_due, settle
from planner.model.operations import invest, operate
from planner.model.records import Month, Start
from planner.model.records_classes import ClassReturn, ClassShare
from planner.model.records_debt import Coverage, Headroom
from planner.model.records_members import Decided
from planner.model.records_surplus import Confirmed, Entitled, Reckoning, Shared, Surplus
from planner.model.stakes import come_up, keep_stake, lend_later
from planner.model.surplus import carry, earn, find_surplus, reckon, share
from planner.model.terms import Clock, Drivers, Terms
from planner.model.treasury import bank, turn_over, weigh
from planner.model.writing import behind, earlier, numbers, shifted, total, zero


def month(  # noqa: PLR0915  (one statement a stage)
    terms: Terms, opened: Start, drivers: Drivers, clock: Clock, then: Month
) -> Month:
    """One month, in the order in which money moves."""
    operations = operate(terms, drivers, clock, then.operations)
    assets = invest(terms, opened.opening, operations, clock, then.assets)
    working = turn_over(terms, operations, then.working)
    spending = want_units(terms, operations, then.currency)
    used = tuple(
        use_units(number, spending, one, terms) for number, one in zip(numbers(then.cohorts), then.cohorts, strict=True)
    )
    currency = circulate_all(used, spending, terms, operations, clock, then)
    dues = tuple(
        fall_due(loan, driven, drivers, operations, then.year, before, clock)
        for loan, driven, before in zip(terms.loans, drivers.loans, then.loans, strict=True)
    )
    debt_due = owe_loans(terms, dues)
    line_cost = cost_line(terms, drivers, debt_due, then.treasury)
    leavers_due = tuple(
        owe_leavers_now(number, before, terms, clock)
        for number, before in zip(numbers(then.leavers), then.leavers, strict=True)
    )
    class_dues = tuple(
        owe_class(cls, driven, clock, before)
        for cls, driven, before in zip(terms.classes, drivers.classes, then.classes, strict=True)
    )
    claims = claim(
        total(one.due for one in leavers_due),
        total(one.fresh for one in leavers_due),
        total(one.claim.shares_paid_in for one in class_dues),
        total(one.claim.leavers for one in class_dues),
        total(one.claim.fresh for one in class_dues),
        total(one.claim.further_taxed for one in class_dues),
        terms,
        drivers,
        clock,
        then.reckoning,
        then.members,
        then.of_classes,
        then.owed,
    )
    held = tuple(hold(loan, before, clock) for loan, before in zip(terms.loans, then.loans, strict=True))
    limits = agree_all(terms, clock, held)
    soon = tuple(falls_soon(loan, due, before) for loan, due, before in zip(terms.loans, dues, then.loans, strict=True))
    lawful = test_law_all(terms, opened, soon, working, then)
    gates = guard_all(
        terms, limits, lawful, operations, assets, working, currency, debt_due, line_cost, claims, clock, then
    )
    ahead = line_up(terms, gates)
    rooms = leave_room(terms, limits, lawful, gates, claims, ahead, then.owed, clock)
    granted = grant(gates, ahead, rooms)
    class_paid = tuple(
        pay_class(
            minimum_ahead,
            further_ahead,
            dividends_ahead,
            revolving_ahead,
            leavers_ahead,
            terms,
            cls,
            clock,
            due,
            claims,
            granted,
            before,
        )
        for cls, due, minimum_ahead, further_ahead, dividends_ahead, revolving_ahead, leavers_ahead, before in zip(
            terms.classes,
            class_dues,
            earlier(one.owed.minimum_payable for one in then.classes),
            earlier(due.claim.further for due in class_dues),
            earlier(one.owed.dividends_payable for one in then.classes),
            earlier(one.owed.revolving_payable for one in then.classes),
            earlier(due.claim.leavers for due in class_dues),
            then.classes,
            strict=True,
        )
    )
    class_flows = gather_flows(class_dues, class_paid)
    portion = rest_of(claims, granted, class_flows)
    lends = tuple(lend_later(loan, driven, then.stake) for loan, driven in zip(terms.loans, drivers.loans, strict=True))
    turns = tuple(
        come_up(number, stage, opened.loans_opened, then.debt, clock, then.stake)
        for number, stage in zip(numbers(terms.stages), terms.stages, strict=True)
    )
    offered = offer_next(opened, turns, lends, gates, rooms, granted, clock, then)
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
    debt = pay_loans(terms, dues, loans)
    leavers_paid = tuple(
        pay_leavers(
            due,
            portion,
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
    payments = pay_members(claims, portion, leavers_paid, granted, then)
    confirmed = confirm(terms, portion, class_flows, then.owed) if clock.payout_due else zero(Confirmed)
    year = earn(operations, assets, debt, line_cost, claims, payments, class_flows, clock, then.year)
    stayed = tuple(
        stay(number, before, confirmed, driven)
        for number, before, driven in zip(numbers(then.layers), then.layers, drivers.layers, strict=True)
    )
    sunk = tuple(sink(before, driven) for before, driven in zip(then.depths, drivers.layers, strict=True))
    entitled = entitle_all(stayed, sunk, terms, year, opened, then) if clock.reckon else zero(Entitled)
    class_returns = tuple(
        want_return(cls, year, before.capital) if clock.reckon else zero(ClassReturn)
        for cls, before in zip(terms.classes, then.classes, strict=True)
    )
    first_wanted = total(one.first for one in class_returns)
    surplus = (
        find_surplus(terms, year, entitled, opened.closing.preferred, first_wanted, then.stake, then.owed)
        if clock.reckon
        else zero(Surplus)
    )
    class_shares = tuple(
        share_out(cls, driven, terms, surplus) if clock.reckon else zero(ClassShare)
        for cls, driven in zip(terms.classes, drivers.classes, strict=True)
    )
    class_dividends = total(one.patronage_dividend for one in class_shares)
    class_cash = total(one.cash for one in class_shares)
    deductions = total(one.deduction for one in class_shares)
    later_wanted = total(one.later for one in class_returns)
    reckoning = (
        reckon(
            terms, year, entitled, surplus, class_dividends, class_cash, deductions, later_wanted, then.stake, then.owed
        )
        if clock.reckon
        else zero(Reckoning)
    )
    shared = share(terms, year, entitled, surplus, reckoning, then.stake) if clock.year_end else zero(Shared)
    decided = (
        decide_all(terms, entitled, surplus, reckoning, shared, spare, debt, payments, class_flows, then)
        if clock.year_end
        else zero(Decided)
    )
    borne = tuple(bear(number, one, decided, terms, clock) for number, one in zip(numbers(stayed), stayed, strict=True))
    aged = tuple(
        age(number, one, mine, older, decided, before, confirmed, terms, driven, confirmed)
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
    given = give_notices(terms, shared, reckoning)
    layers = tuple(
        stack(number, mine, newer, terms, clock)
        for number, mine, newer in zip(numbers(aged), aged, shifted(given, "", aged), strict=True)
    )
    raised = tuple(
        bring_back(ahead, one, entitled, surplus, clock)
        for one, ahead in zip(sunk, earlier(one.stays for one in sunk), strict=True)
    )
    fallen = fall(reckoning, clock)
    depths = tuple(
        deepen(number, mine, newer, terms, clock)
        for number, mine, newer in zip(numbers(raised), raised, shifted(fallen, "", raised), strict=True)
    )
    below = fall_below(total(one.left for one in sunk), surplus, reckoning, clock, then.below)
    members = keep_all(aged, layers, leavers_paid, borne, sunk, below, claims, terms, drivers, clock, then.members)
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
    classes = tuple(
        end_class(first, later, cls, driven, clock, due, paid, wanted, given, confirmed, surplus, reckoning, before)
        for cls, driven, due, paid, wanted, given, first, later, before in zip(
            terms.classes,
            drivers.classes,
            class_dues,
            class_paid,
            class_returns,
            class_shares,
            earlier(one.first for one in class_returns),
            earlier(one.later for one in class_returns),
            then.classes,
            strict=True,
        )
    )
    of_classes = gather_classes(classes)
    owed = carry(clock, claims, payments, confirmed, year, shared, members, class_flows, currency, then.owed)
    stake = keep_stake(offered, payments, shared, then.owed, then.stake)
    treasury = bank(
        terms, working, debt, line_cost, claims, payments, class_flows, gates, granted, offered, then.treasury
    )
    balance = weigh(
        terms,
        opened.closing,
        clock,
        assets,
        debt,
        members,
        below,
        of_classes,
        owed,
        working,
        treasury,
        year,
        shared,
        confirmed,
        offered,
        stake,
        currency,
        then.balance,
    )
    unpaid = fall_behind_all(terms, operations, assets, line_cost, claims, dues, currency, treasury, then)
    quarter = add_quarter(
        operations, assets, debt_due, line_cost, claims, debt, payments, class_flows, clock, then.quarter
    )
    quarters = tuple(
        move_quarter(mine, newer, clock)
        for mine, newer in zip(then.quarters, shifted(quarter, "", then.quarters), strict=True)
    )
    window = look_over(quarters)
    coverage = cover(window, debt, working, treasury, balance) if clock.quarter_end else zero(Coverage)
    headroom = (
        measure(terms, limits, clock, window, coverage, year, debt, balance) if clock.quarter_end else zero(Headroom)
    )
    return Month(
        operations=operations,
        assets=assets,
        working=working,
        spending=spending,
        used=used,
        currency=currency,
        cohorts=tuple(age_units(newer) for newer in shifted(issue(currency), "", used)),
        dues=dues,
        debt_due=debt_due,
        line_cost=line_cost,
        leavers_due=leavers_due,
        class_dues=class_dues,
        claims=claims,
        held=held,
        limits=limits,
        soon=soon,
        lawful=lawful,
        gates=gates,
        ahead=ahead,
        rooms=rooms,
        granted=granted,
        class_paid=class_paid,
        class_flows=class_flows,
        portion=portion,
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
        sunk=sunk,
        entitled=entitled,
        class_returns=class_returns,
        surplus=surplus,
        class_shares=class_shares,
        reckoning=reckoning,
        shared=shared,
        decided=decided,
        borne=borne,
        aged=aged,
        layers=layers,
        raised=raised,
        depths=depths,
        below=below,
        members=members,
        left=left,
        leavers=leavers,
        classes=classes,
        of_classes=of_classes,
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


# what names in all written-out functions stand for
MEANING = {**vars(first_day), **vars(class_month), **vars(gathering), **globals()}
