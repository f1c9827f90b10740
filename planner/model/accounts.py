"""Members' capital: shares paid in, account layers by fiscal year, and what leavers are owed."""

from planner.model.helpers import cents, ratio, where
from planner.model.records import Aged, Layer, LeaverLayer, LeaverPaid, Members
from planner.model.terms import Clock, Drivers, Terms


def age(number: float, then: Layer, terms: Terms, drivers: Drivers, clock: Clock) -> Aged:
    """One layer: leavers take their part; at the fiscal year-end in which it comes of age the board calls it."""
    left = cents(then.balance * drivers.leaving)
    kept = then.balance - left
    due = where(clock.year_end, where(number >= terms.revolving_years, 1.0, 0.0), 0.0)
    called = where(due, kept, 0.0)
    return Aged(left, called, kept - called)


def stack(number: float, mine: Aged, newer: float, terms: Terms, clock: Clock) -> Layer:
    """At fiscal year-end each layer moves one place on; the last one kept apart gathers what is never called."""
    comes = where(number > terms.layers_apart, 0.0, newer)
    stays = where(number >= terms.layers_apart, mine.kept, 0.0)
    return Layer(where(clock.year_end, comes + stays, mine.kept))


def keep(
    left: float,
    called: float,
    accounts: float,
    leavers_kept: float,
    drivers: Drivers,
    clock: Clock,
    then: Members,
) -> Members:
    """Members' capital at month-end; who leaves turns shares and accounts into a debt that day."""
    shares_paid_in = cents(drivers.shares_paid)
    shares_left = cents(then.member_shares * drivers.leaving)
    owed_for_year = where(clock.new_year, 0.0, then.left_this_year)
    notices_for_year = where(clock.new_year, 0.0, then.notices_left_this_year)
    left_this_year = owed_for_year + shares_left + left
    return Members(
        shares_paid_in=shares_paid_in,
        shares_left=shares_left,
        member_shares=then.member_shares + shares_paid_in - shares_left,
        accounts_left=left,
        called=called,
        accounts=accounts,
        left_this_year=left_this_year,
        notices_left_this_year=notices_for_year + left,
        leavers_owed=leavers_kept + left_this_year,
    )


def owe_leavers(members: Members, terms: Terms) -> LeaverLayer:
    """The layer of those who left in the fiscal year that ends: level instalments begin next month."""
    owed = members.left_this_year
    return LeaverLayer(owed, cents(owed / terms.redemption_months), ratio(members.notices_left_this_year, owed))


def move_leavers(
    mine: LeaverLayer, paid: LeaverPaid, newer: LeaverLayer, newer_kept: float, clock: Clock
) -> LeaverLayer:
    """At fiscal year-end each layer of leavers moves one place on, with what it is still owed."""
    return LeaverLayer(
        where(clock.year_end, newer_kept, paid.kept),
        where(clock.year_end, newer.instalment, mine.instalment),
        where(clock.year_end, newer.notices_fraction, mine.notices_fraction),
    )
