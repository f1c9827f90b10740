"""Who is paid first, and what holds a payment back: from the seller note down each claim stands behind gates.

Wages, rent and suppliers, taxes, senior payments and the line's interest, capital spending and junior lenders are
paid whatever comes. Below them the order is the plan's own (`rank_...`), and each claim is paid only without a
payment default, without a breach by what was paid at the last test, above the cash floor, and with coverage met after
paying. Cash patronage needs more: no breach as promised either, but for what the lenders let out in breach.
"""

from planner.model.covenants import bind, owe_lenders, owe_senior
from planner.model.helpers import MONTHS, cents, least, most, ratio, where
from planner.model.loans import UNLIMITED
from planner.model.records import Assets, Operations, Owed, Treasury, Working, Year
from planner.model.records_classes import Classes
from planner.model.records_currency import Currency
from planner.model.records_debt import (
    Ahead,
    Claims,
    Debt,
    DebtDue,
    Gates,
    Granted,
    Limits,
    LineCost,
    Quarter,
    Rooms,
    Spare,
    Standing,
)
from planner.model.records_lawful import Lawful
from planner.model.records_members import Members
from planner.model.records_stakes import Offer
from planner.model.records_surplus import Reckoning
from planner.model.terms import Clock, Drivers, Terms

NEARLY_HALF_A_CENT = 0.00499  # taken off before rounding it rounds down, and forgives what float sums add to a cent


def claim(
    leavers_due: float,
    leavers_fresh: float,
    class_shares: float,
    class_leavers: float,
    class_fresh: float,
    class_taxed: float,
    terms: Terms,
    drivers: Drivers,
    clock: Clock,
    reckoned: Reckoning,
    members: Members,
    classes: Classes,
    then: Owed,
) -> Claims:
    """What falls due this month of what was owed before, loans aside; claims of all classes of members add up.

    An estimate brings payments of the year up to the tax on income so far (s.6655); the rest goes with the return.
    What was held back of dividends, revolved accounts and leavers is due again; of patronage it became notices.
    """
    estimate = where(clock.estimate_due, most(0.0, reckoned.tax - then.estimates), 0.0)
    with_return = where(clock.return_due, then.tax_due, 0.0)
    minimum = where(clock.payout_due, then.minimum_payable + classes.minimum_payable, 0.0)
    own_further = then.patronage_payable - then.minimum_payable - then.units_payable
    of_classes = classes.patronage_payable - classes.minimum_payable
    further = where(clock.payout_due, own_further + of_classes, 0.0)
    dividends_owed = then.dividends_payable + classes.dividends_payable
    revolving_owed = then.revolving_payable + classes.revolving_payable
    preferred = where(clock.payout_due, dividends_owed, then.dividends_overdue)
    revolving = where(clock.payout_due, revolving_owed, then.revolving_overdue)
    interest = cents(members.leavers_owed * terms.redemption_rate / MONTHS)
    fresh_preferred = preferred - then.dividends_overdue
    fresh_leavers = interest + leavers_fresh + class_fresh
    fresh_revolving = revolving - then.revolving_overdue
    return Claims(
        shares_paid_in=cents(drivers.shares_paid),
        class_shares_paid_in=class_shares,
        estimate=estimate,
        with_return=with_return,
        tax=estimate + with_return,
        minimum=minimum,
        further=further,
        further_taxed=where(clock.payout_due, where(terms.qualified, 0.0, own_further), 0.0) + class_taxed,
        dividends_owed=dividends_owed,
        revolving_owed=revolving_owed,
        preferred=preferred,
        leaver_interest=then.leaver_interest_owed + interest,
        class_leavers=class_leavers,
        leavers=then.leaver_interest_owed + interest + leavers_due + class_leavers,
        revolving=revolving,
        fresh_preferred=fresh_preferred,
        fresh_leavers=fresh_leavers,
        fresh_revolving=fresh_revolving,
        fresh=minimum + further + fresh_preferred + fresh_leavers + fresh_revolving,
    )


def room_of(tested: float, limit: float, above: float, service: float) -> float:
    """What a least ratio lets be added to debt service: above / limit - service."""
    agreed = where(limit > 0.0, tested, 0.0)
    return where(agreed, ratio(above, limit) - service, UNLIMITED)


def limit_of(limit: float, bound: float, left: float) -> float:
    """What a fiscal year's limit still leaves, where one was agreed and somebody has lent."""
    agreed = where(limit < UNLIMITED, bound, 0.0)
    return where(agreed, left, UNLIMITED)


def leavers_left(limit: float, year: Year, clock: Clock) -> float:
    """What the year's limit on payments to leavers still leaves."""
    return limit - where(clock.new_year, 0.0, year.leavers_paid)


def let(wanted: float, cash: float, room: float) -> float:
    """What is paid of a claim: no more than cash and coverage allow, down to whole cents."""
    return most(0.0, least(wanted, cents(least(cash, room) - NEARLY_HALF_A_CENT)))


def guard(
    terms: Terms,
    limits: Limits,
    lawful: Lawful,
    operations: Operations,
    assets: Assets,
    working: Working,
    currency: Currency,
    debt_due: DebtDue,
    line_cost: LineCost,
    claims: Claims,
    window: Quarter,
    now: Quarter,
    gated_recent: float,
    patronage_recent: float,
    paid_out_recent: float,
    standing: Standing,
    debt: Debt,
    year: Year,
    clock: Clock,
    then: Treasury,
) -> Gates:
    """How far the gates stand open: cash above the floor, no default, no breach, coverage after paying.

    cash: before the claims, with what may still be drawn within leverage, above floor and liquidity covenant
    coverage: of the last four whole fiscal quarters, after what was paid to claims since three quarters ago
    FCCR: (EBITDA - tax - capital spending - paid out) / service >= least, solved for what may still be paid out,
    and for what may still be added to service; both DSCR likewise. A balloon is no service: cash alone limits it.
    What a covenant would never let through is no claim, so that it keeps nothing from whoever stands behind it.
    """
    in_units = currency.as_pay - currency.spent - currency.redeemed
    operating = operations.ebitda - working.change - claims.tax + in_units
    costs = debt_due.firm + line_cost.interest + line_cost.unused_fee + assets.capital_spending
    cash_before = then.cash + operating - costs + claims.shares_paid_in + claims.class_shares_paid_in
    bound = bind(terms, debt)
    tested = where(window.months >= MONTHS, bound, 0.0)
    by_leverage = may_borrow(tested, limits.most_leverage, window.ebitda, owe_lenders(debt, then.line))
    by_senior = may_borrow(tested, limits.most_senior_leverage, window.ebitda, owe_senior(debt, then.line))
    line_room = least(by_leverage, by_senior)
    free_line = least(line_room, most(0.0, working.line_capacity - then.line))
    floor = most(terms.cash_floor, bound * limits.least_liquidity)
    no_default = where(cents(then.cash) < 0.0, 0.0, 1.0)
    is_open = no_default * (1.0 - standing.in_breach_paid)
    kept = where(standing.in_breach, 0.0, is_open)
    minimum_open = no_default * most(kept, limits.minimum_in_breach)
    further_open = no_default * most(kept, limits.further_in_breach)
    earned = window.ebitda - window.tax - window.capital_spending
    service = window.firm_service + gated_recent + where(clock.new_quarter, 0.0, now.gated_paid)
    paid_out = paid_out_recent + where(clock.new_quarter, 0.0, now.paid_out)
    patronage = patronage_recent + where(clock.new_quarter, 0.0, now.patronage_paid)
    by_fccr = room_of(tested, limits.least_fccr, earned - paid_out, service)
    by_dscr = room_of(tested, limits.least_dscr, window.ebitda, service)
    by_bank_dscr = room_of(tested, limits.least_bank_dscr, earned - patronage, service)
    fccr_on = tested * where(limits.least_fccr > 0.0, 1.0, 0.0)
    bank_on = tested * where(limits.least_bank_dscr > 0.0, 1.0, 0.0)
    fccr_room = where(fccr_on, earned - paid_out - limits.least_fccr * service, UNLIMITED)
    bank_room = where(bank_on, earned - patronage - limits.least_bank_dscr * service, UNLIMITED)
    patronage_limit = limit_of(limits.most_cash_patronage, bound, limits.most_cash_patronage)
    for_members = least(fccr_room, bank_room)
    fits = where(least(for_members, patronage_limit) >= claims.minimum, 1.0, 0.0)
    minimum = minimum_open * most(fits, limits.minimum_in_breach) * claims.minimum
    wanted = where(claims.minimum > minimum, 0.0, further_open * claims.further)
    by_lenders = limit_of(limits.most_paid_to_leavers, bound, leavers_left(limits.most_paid_to_leavers, year, clock))
    by_bylaws = limit_of(terms.most_redeemed, 1.0, leavers_left(terms.most_redeemed, year, clock))
    leavers_limit = least(by_lenders, by_bylaws)
    return Gates(
        operating_cash=operating,
        cash_before=cash_before,
        bound=bound,
        floor=floor,
        line_room=line_room,
        budget=cash_before + free_line - floor,
        no_default=no_default,
        open=is_open,
        minimum_open=minimum_open,
        further_open=further_open,
        tested=tested,
        earned=earned,
        paid_out_rolling=paid_out,
        patronage_rolling=patronage,
        service_rolling=service,
        fccr_room=fccr_room,
        bank_room=bank_room,
        for_members=for_members,
        room_by_fccr=by_fccr,
        room_by_dscr=by_dscr,
        room_by_bank_dscr=by_bank_dscr,
        patronage_limit=patronage_limit,
        leavers_limit=leavers_limit,
        seller=is_open * let(debt_due.gated, by_dscr, least(by_fccr, by_bank_dscr)),
        balloon=is_open * debt_due.gated_balloon,
        minimum=minimum,
        preferred=is_open * let(claims.preferred, lawful.room, fccr_room),
        further=let(wanted, patronage_limit - minimum, where(limits.further_in_breach, UNLIMITED, for_members)),
        leavers=is_open * let(claims.leavers, least(leavers_limit, lawful.room), fccr_room),
        revolving=is_open * let(claims.revolving, least(leavers_limit, lawful.room), fccr_room),
    )


def before(rank: float, other: float, amount: float) -> float:
    """An amount, where it comes earlier in the order of payment."""
    return where(other < rank, amount, 0.0)


def line_up(terms: Terms, gates: Gates) -> Ahead:
    """What stands before each claim in the order of payment."""
    to_seller = (
        before(terms.rank_seller, terms.rank_minimum, gates.minimum)
        + before(terms.rank_seller, terms.rank_preferred, gates.preferred)
        + before(terms.rank_seller, terms.rank_further, gates.further)
        + before(terms.rank_seller, terms.rank_leavers, gates.leavers)
        + before(terms.rank_seller, terms.rank_revolving, gates.revolving)
    )
    to_seller_patronage = before(terms.rank_seller, terms.rank_minimum, gates.minimum) + before(
        terms.rank_seller, terms.rank_further, gates.further
    )
    to_minimum = (
        before(terms.rank_minimum, terms.rank_seller, gates.seller + gates.balloon)
        + before(terms.rank_minimum, terms.rank_preferred, gates.preferred)
        + before(terms.rank_minimum, terms.rank_leavers, gates.leavers)
        + before(terms.rank_minimum, terms.rank_revolving, gates.revolving)
    )
    to_preferred = (
        before(terms.rank_preferred, terms.rank_seller, gates.seller + gates.balloon)
        + before(terms.rank_preferred, terms.rank_minimum, gates.minimum)
        + before(terms.rank_preferred, terms.rank_further, gates.further)
        + before(terms.rank_preferred, terms.rank_leavers, gates.leavers)
        + before(terms.rank_preferred, terms.rank_revolving, gates.revolving)
    )
    to_further = (
        gates.minimum
        + before(terms.rank_further, terms.rank_seller, gates.seller + gates.balloon)
        + before(terms.rank_further, terms.rank_preferred, gates.preferred)
        + before(terms.rank_further, terms.rank_leavers, gates.leavers)
        + before(terms.rank_further, terms.rank_revolving, gates.revolving)
    )
    to_leavers = (
        before(terms.rank_leavers, terms.rank_seller, gates.seller + gates.balloon)
        + before(terms.rank_leavers, terms.rank_minimum, gates.minimum)
        + before(terms.rank_leavers, terms.rank_preferred, gates.preferred)
        + before(terms.rank_leavers, terms.rank_further, gates.further)
        + before(terms.rank_leavers, terms.rank_revolving, gates.revolving)
    )
    to_revolving = (
        before(terms.rank_revolving, terms.rank_seller, gates.seller + gates.balloon)
        + before(terms.rank_revolving, terms.rank_minimum, gates.minimum)
        + before(terms.rank_revolving, terms.rank_preferred, gates.preferred)
        + before(terms.rank_revolving, terms.rank_further, gates.further)
        + before(terms.rank_revolving, terms.rank_leavers, gates.leavers)
    )
    return Ahead(
        to_seller,
        to_seller_patronage,
        to_minimum,
        to_preferred,
        to_further,
        to_leavers,
        to_revolving,
        preferred_by_law=before(terms.rank_preferred, terms.rank_leavers, gates.leavers)
        + before(terms.rank_preferred, terms.rank_revolving, gates.revolving),
        leavers_by_law=before(terms.rank_leavers, terms.rank_preferred, gates.preferred)
        + before(terms.rank_leavers, terms.rank_revolving, gates.revolving),
        revolving_by_law=before(terms.rank_revolving, terms.rank_preferred, gates.preferred)
        + before(terms.rank_revolving, terms.rank_leavers, gates.leavers),
    )


def room_after(terms: Terms, limits: Limits, gates: Gates, rank: float, ahead: float) -> float:
    """What FCCR lets be paid out after all that stands ahead; the seller note weighs as debt service, a balloon not."""
    weighs_more = before(rank, terms.rank_seller, (limits.least_fccr - 1.0) * gates.seller - gates.balloon)
    return where(gates.fccr_room < UNLIMITED, gates.fccr_room - ahead - weighs_more, UNLIMITED)


def patronage_room(
    terms: Terms, limits: Limits, gates: Gates, rank: float, ahead: float, patronage_ahead: float
) -> float:
    """What FCCR and the bank's DSCR let be paid of cash patronage after all that stands ahead."""
    service_ahead = before(rank, terms.rank_seller, limits.least_bank_dscr * gates.seller)
    by_bank = where(gates.bank_room < UNLIMITED, gates.bank_room - patronage_ahead - service_ahead, UNLIMITED)
    return least(room_after(terms, limits, gates, rank, ahead), by_bank)


def seller_room(limits: Limits, gates: Gates, ahead: Ahead) -> float:
    """What coverage lets be paid on the seller note after what stands ahead of it."""
    by_fccr = gates.room_by_fccr - most(0.0, ratio(ahead.seller, limits.least_fccr))
    by_bank = gates.room_by_bank_dscr - most(0.0, ratio(ahead.seller_patronage, limits.least_bank_dscr))
    return least(gates.room_by_dscr, least(by_fccr, by_bank))


def may_borrow(tested: float, limit: float, earned: float, debt: float) -> float:
    """Debt that a most multiple of EBITDA still lets be added."""
    agreed = where(limit < UNLIMITED, tested, 0.0)
    return where(agreed, most(0.0, limit * earned - debt), UNLIMITED)


def leave_room(
    terms: Terms, limits: Limits, lawful: Lawful, gates: Gates, claims: Claims, ahead: Ahead, owed: Owed, clock: Clock
) -> Rooms:
    """How much cash and coverage leave for each claim.

    Tax still due of the last fiscal year stays in the till. Of a dividend that is not qualified, each dollar held
    back costs its tax: cash <= (left - tax of all that is held back) / (1 - rate), solved without a loop.
    """
    reserve = where(clock.payout_due, most(0.0, owed.tax_due), 0.0)
    cash = gates.budget - reserve
    left = cash - ahead.further
    rate = terms.tax_rate * ratio(claims.further_taxed, claims.further)
    taxed = ratio(left - rate * claims.further, 1.0 - rate)
    short = where(rate > 0.0, where(left < gates.further, 1.0, 0.0), 0.0)
    for_minimum = patronage_room(terms, limits, gates, terms.rank_minimum, ahead.minimum, 0.0)
    for_further = patronage_room(terms, limits, gates, terms.rank_further, ahead.further, gates.minimum)
    return Rooms(
        tax_reserve=reserve,
        cash=cash,
        seller=seller_room(limits, gates, ahead),
        for_minimum=for_minimum,
        minimum=where(limits.minimum_in_breach, UNLIMITED, least(for_minimum, gates.patronage_limit)),
        preferred=least(
            room_after(terms, limits, gates, terms.rank_preferred, ahead.preferred),
            lawful.room - ahead.preferred_by_law,
        ),
        for_further=for_further,
        further=where(limits.further_in_breach, UNLIMITED, for_further),
        further_cash=where(short, taxed, left),
        leavers=least(
            room_after(terms, limits, gates, terms.rank_leavers, ahead.leavers), lawful.room - ahead.leavers_by_law
        ),
        revolving=least(
            room_after(terms, limits, gates, terms.rank_revolving, ahead.revolving),
            lawful.room - ahead.revolving_by_law,
        ),
    )


def grant(gates: Gates, ahead: Ahead, rooms: Rooms) -> Granted:
    """What is paid of each claim, in the order of payment.

    The least cash of qualified patronage is paid whole or not at all: less would not qualify (26 U.S.C. 1388(c)(1)).
    """
    seller = let(gates.seller, gates.budget - ahead.seller, rooms.seller)
    balloon = let(gates.balloon, gates.budget - ahead.seller - seller, UNLIMITED)
    fits = least(rooms.cash - ahead.minimum, rooms.minimum) >= gates.minimum
    minimum = where(fits, gates.minimum, 0.0)
    for_further = least(rooms.further_cash, gates.patronage_limit - minimum)
    further = let(where(gates.minimum > minimum, 0.0, gates.further), for_further, rooms.further)
    preferred = let(gates.preferred, rooms.cash - ahead.preferred, rooms.preferred)
    leavers = let(gates.leavers, least(gates.leavers_limit, rooms.cash - ahead.leavers), rooms.leavers)
    left = least(gates.leavers_limit - leavers, rooms.cash - ahead.revolving)
    revolving = let(gates.revolving, left, rooms.revolving)
    return Granted(
        seller=seller,
        balloon=balloon,
        minimum=minimum,
        preferred=preferred,
        further=further,
        leavers=leavers,
        revolving=revolving,
        paid=seller + balloon + minimum + preferred + further + leavers + revolving,
    )


def free_cash(gates: Gates, rooms: Rooms, granted: Granted, line: float) -> float:
    """Cash above floor, line and tax once everybody is paid; none behind a closed gate."""
    return gates.open * most(0.0, gates.cash_before - granted.paid - line - rooms.tax_reserve - gates.floor)


def save(
    terms: Terms, gates: Gates, rooms: Rooms, granted: Granted, offer: Offer, prepaid: float, clock: Clock, line: float
) -> Spare:
    """What a later closing leaves of the free cash: for early repayment, once a year for the sweep."""
    spare = free_cash(gates, rooms, granted, line) - offer.paid_in_cash
    swept = cents(terms.sweep_fraction * most(0.0, spare - prepaid) - NEARLY_HALF_A_CENT)
    return Spare(spare, where(clock.payout_due, most(0.0, swept), 0.0))
