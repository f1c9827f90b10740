"""Members' capital: shares paid in, account layers by fiscal year, and what leavers are owed."""

from planner.model.helpers import cents, least, ratio, where
from planner.model.records import Shared
from planner.model.records_classes import ClassConfirmed, ClassShare
from planner.model.records_debt import Claims, Confirmed
from planner.model.records_members import Aged, Layer, LeaverLayer, LeaverPaid, Members
from planner.model.terms import Clock, Drivers, LayerDrivers, MemberClass, Terms


def age(
    number: float,
    then: Layer,
    confirmed: Confirmed | ClassConfirmed,
    terms: Terms | MemberClass,
    driven: LayerDrivers,
    clock: Clock,
) -> Aged:
    """One layer: leavers take their part; at the fiscal year-end in which it comes of age the board calls it.

    Cash patronage that was held back joins the newest layer, which is no longer qualified if the least cash was lost.
    """
    newest = where(number < 2.0, 1.0, 0.0)  # noqa: PLR2004  (the second layer is a fiscal year older)
    left = cents(then.balance * driven.leaving)
    forfeited = cents(left * driven.forfeited)
    kept = then.balance - left
    due = where(clock.year_end, where(number >= terms.revolving_years, 1.0, 0.0), 0.0)
    called = where(due, kept, 0.0)
    nonqualified = where(newest * confirmed.lost, then.balance, then.nonqualified)
    notices_left = cents(left * ratio(nonqualified, then.balance))
    nonqualified_left = cents(notices_left * ratio(left - forfeited, left))
    nonqualified_called = where(due, nonqualified - notices_left, 0.0)
    joining = newest * confirmed.held_back
    joining_nonqualified = where(terms.qualified, where(confirmed.lost, joining, 0.0), joining)
    return Aged(
        left=left,
        forfeited=forfeited,
        retired=least(left, cents(then.balance * driven.retiring)),
        called=called,
        kept=kept - called + joining,
        nonqualified=nonqualified,
        nonqualified_left=nonqualified_left,
        nonqualified_called=nonqualified_called,
        nonqualified_kept=nonqualified - notices_left - nonqualified_called + joining_nonqualified,
    )


def give_notices(terms: Terms | MemberClass, shared: Shared | ClassShare) -> Aged:
    """The layer of the fiscal year that ends, before it takes its place."""
    nonqualified = where(terms.qualified, 0.0, shared.notices)
    return Aged(0.0, 0.0, 0.0, 0.0, shared.notices, nonqualified, 0.0, 0.0, nonqualified)


def stack(number: float, mine: Aged, newer: Aged, terms: Terms | MemberClass, clock: Clock) -> Layer:
    """At fiscal year-end each layer moves one place on; the last one kept apart gathers what is never called."""
    moves = where(number > terms.layers_apart, 0.0, 1.0)
    stays = where(number >= terms.layers_apart, 1.0, 0.0)
    return Layer(
        where(clock.year_end, moves * newer.kept + stays * mine.kept, mine.kept),
        where(
            clock.year_end,
            moves * newer.nonqualified_kept + stays * mine.nonqualified_kept,
            mine.nonqualified_kept,
        ),
    )


def keep(
    left: float,
    forfeited: float,
    retired: float,
    called: float,
    nonqualified_left: float,
    nonqualified_called: float,
    accounts: float,
    leavers_kept: float,
    leavers_overdue: float,
    claims: Claims,
    terms: Terms,
    drivers: Drivers,
    clock: Clock,
    then: Members,
) -> Members:
    """Members' capital at month-end; who leaves turns shares and accounts, as far as vested, into a debt that day.

    Of what is paid in on shares, the entry fee goes to the collective account and is never paid back.
    """
    entry_fees = cents(claims.shares_paid_in * terms.entry_fee_fraction)
    shares_left = cents(then.member_shares * drivers.shares_leaving)
    owed_for_year = where(clock.new_year, 0.0, then.left_this_year)
    notices_for_year = where(clock.new_year, 0.0, then.notices_left_this_year)
    shares_forfeited = cents(shares_left * drivers.shares_forfeited)
    shares_retired = least(shares_left, cents(then.member_shares * drivers.shares_retiring))
    all_forfeited = forfeited + shares_forfeited
    left_this_year = owed_for_year + shares_left + left - all_forfeited
    retired_for_year = where(clock.new_year, 0.0, then.retired_this_year)
    return Members(
        entry_fees=entry_fees,
        shares_left=shares_left,
        member_shares=then.member_shares + claims.shares_paid_in - entry_fees - shares_left,
        accounts_left=left,
        retired=retired + shares_retired,
        called=called,
        nonqualified_called=nonqualified_called,
        accounts=accounts,
        forfeited=all_forfeited,
        left_this_year=left_this_year,
        retired_this_year=least(left_this_year, retired_for_year + retired + shares_retired),
        notices_left_this_year=notices_for_year + nonqualified_left,
        leavers_owed=leavers_kept + left_this_year,
        overdue_months=where(cents(leavers_overdue) > 0.0, then.overdue_months + 1.0, 0.0),
    )


def owe_leavers(members: Members, terms: Terms) -> LeaverLayer:
    """The layer of those who left in the fiscal year that ends: level instalments begin next month."""
    owed = members.left_this_year
    fraction = ratio(members.notices_left_this_year, owed)
    return LeaverLayer(owed, cents(owed / terms.redemption_months), fraction, 0.0, members.retired_this_year)


def join_leavers(newer: LeaverLayer) -> LeaverPaid:
    """The same before it takes its place: nothing of it has been paid."""
    return LeaverPaid(0.0, newer.balance, 0.0, 0.0, newer.retired)


def move_leavers(
    number: float,
    mine: LeaverLayer,
    paid: LeaverPaid,
    newer: LeaverLayer,
    newer_paid: LeaverPaid,
    terms: Terms | MemberClass,
    clock: Clock,
) -> LeaverLayer:
    """At fiscal year-end each cohort of leavers moves one place on; the oldest gathers what was held back."""
    moves = where(number > terms.leavers_apart, 0.0, 1.0)
    stays = where(number >= terms.leavers_apart, 1.0, 0.0)
    comes = moves * newer_paid.kept
    waits = stays * paid.kept
    notices = ratio(comes * newer.notices_fraction + waits * mine.notices_fraction, comes + waits)
    return LeaverLayer(
        where(clock.year_end, comes + waits, paid.kept),
        where(clock.year_end, moves * newer.instalment, mine.instalment),
        where(clock.year_end, notices, mine.notices_fraction),
        where(clock.year_end, moves * newer_paid.overdue + stays * paid.overdue, paid.overdue),
        where(clock.year_end, moves * newer_paid.retired_kept + stays * paid.retired_kept, paid.retired_kept),
    )
