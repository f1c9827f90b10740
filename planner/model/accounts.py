"""Members' capital: shares paid in, account layers by fiscal year, and what leavers are owed."""

from planner.model.gates import NEARLY_HALF_A_CENT
from planner.model.helpers import cents, least, most, ratio, where
from planner.model.records import Owed
from planner.model.records_classes import ClassConfirmed, Classes, ClassFlows, ClassShare
from planner.model.records_debt import Claims, Debt, Payments, Spare
from planner.model.records_members import (
    Aged,
    Below,
    Borne,
    Decided,
    Layer,
    LeaverLayer,
    LeaverPaid,
    Members,
    Stayed,
)
from planner.model.records_surplus import Confirmed, Entitled, Reckoning, Shared, Surplus
from planner.model.terms import Clock, Drivers, LayerDrivers, MemberClass, Terms


def stay(number: float, then: Layer, confirmed: Confirmed | ClassConfirmed, driven: LayerDrivers) -> Stayed:
    """One layer: who leaves takes a part of it along; the newest is not qualified if the least cash was lost."""
    newest = where(number < 2.0, 1.0, 0.0)  # noqa: PLR2004  (the second layer is a fiscal year older)
    left = cents(then.balance * driven.leaving)
    nonqualified = where(newest * confirmed.lost, then.balance, then.nonqualified)
    notices_left = cents(left * ratio(nonqualified, then.balance))
    return Stayed(left, then.balance - left, nonqualified, notices_left, nonqualified - notices_left)


def decide(
    terms: Terms,
    entitled: Entitled,
    found: Surplus,
    reckoned: Reckoning,
    shared: Shared,
    spare: Spare,
    debt: Debt,
    payments: Payments,
    flows: ClassFlows,
    classes: Classes,
    then: Owed,
) -> Decided:
    """What the fiscal year-end does to members' accounts: interest, a loss, and what is called as cash allows.

    Spare cash is what nobody has a claim on, less what the year-end itself has to pay for: cash patronage, dividends,
    tax, accounts called before. The rates spread interest and loss over the layers by balance.
    """
    to_classes = reckoned.class_cash + found.first_returns + reckoned.later_returns
    promised = shared.cash_patronage + shared.preferred_dividend + shared.stake_dividend + to_classes - shared.in_units
    tax = most(0.0, shared.tax - then.estimates - payments.estimate_paid)
    called = then.revolving_payable + classes.revolving_payable
    waiting = called - payments.revolved_paid - flows.revolved_paid
    left = most(0.0, spare.cash - debt.prepaid - promised - tax - waiting)
    return Decided(
        interest_rate=ratio(found.interest, entitled.staying),
        charge_rate=ratio(reckoned.charged, entitled.staying),
        spare=left,
        budget=most(0.0, cents(terms.revolving_cash * left - NEARLY_HALF_A_CENT)),
    )


def bear(number: float, stayed: Stayed, decided: Decided, terms: Terms | MemberClass, clock: Clock) -> Borne:
    """One layer at fiscal year-end: interest is credited, or its part of a loss charged; whether it is of age."""
    interest = cents(stayed.stays * decided.interest_rate)
    charged = least(stayed.stays, cents(stayed.stays * decided.charge_rate))
    kept = stayed.stays + interest - charged
    due = where(clock.year_end, where(number >= terms.revolving_years, 1.0, 0.0), 0.0)
    notices = stayed.notices - least(stayed.notices, cents(stayed.notices * decided.charge_rate))
    return Borne(interest, charged, kept, where(due, kept, 0.0), where(due, 0.0, kept), notices)


def age(
    number: float,
    stayed: Stayed,
    mine: Borne,
    older: float,
    decided: Decided,
    then: Layer,
    confirmed: Confirmed | ClassConfirmed,
    terms: Terms | MemberClass,
    driven: LayerDrivers,
    declared: Confirmed,
) -> Aged:
    """One layer: at the fiscal year-end in which it comes of age, or when cash allows, the board calls it.

    Cash patronage that was held back joins the newest layer. Once that is known, so is what each of its notices would
    have saved in tax, had they been qualified (26 U.S.C. 1383(a)(2)(B)).
    """
    newest = where(number < 2.0, 1.0, 0.0)  # noqa: PLR2004  (the second layer is a fiscal year older)
    left = stayed.left
    forfeited = cents(left * driven.forfeited)
    called = mine.due + least(mine.waiting, most(0.0, decided.budget - older))
    nonqualified_called = where(called < mine.kept, cents(mine.notices * ratio(called, mine.kept)), mine.notices)
    rate = where(newest * declared.known, declared.issue_tax_rate, then.issue_tax_rate)
    nonqualified_left = cents(stayed.notices_left * ratio(left - forfeited, left))
    taken_out = where(called > 0.0, nonqualified_called, 0.0)
    joining = newest * confirmed.held_back
    joining_nonqualified = where(terms.qualified, where(confirmed.lost, joining, 0.0), joining)
    nonqualified_kept = mine.notices - taken_out + joining_nonqualified
    return Aged(
        left=left,
        forfeited=forfeited,
        retired=least(left, cents(then.balance * driven.retiring)),
        called=called,
        kept=mine.kept - called + joining,
        nonqualified_left=nonqualified_left,
        nonqualified_called=taken_out,
        nonqualified_kept=nonqualified_kept,
        issue_tax_rate=where(cents(nonqualified_kept) > 0.0, rate, 0.0),
        issue_tax_left=nonqualified_left * rate,
        issue_tax_called=taken_out * rate,
    )


def give_notices(terms: Terms | MemberClass, shared: Shared | ClassShare, reckoned: Reckoning) -> Aged:
    """The layer of the fiscal year that ends, before it takes its place."""
    nonqualified = where(terms.qualified, 0.0, shared.notices)
    rate = where(nonqualified > 0.0, reckoned.issue_tax_rate, 0.0)
    return Aged(0.0, 0.0, 0.0, 0.0, shared.notices, 0.0, 0.0, nonqualified, rate, 0.0, 0.0)


def stack(number: float, mine: Aged, newer: Aged, terms: Terms | MemberClass, clock: Clock) -> Layer:
    """At fiscal year-end each layer moves one place on; the last one kept apart gathers what is never called."""
    moves = where(number > terms.layers_apart, 0.0, 1.0)
    stays = where(number >= terms.layers_apart, 1.0, 0.0)
    coming, waiting = moves * newer.nonqualified_kept, stays * mine.nonqualified_kept
    nonqualified = where(clock.year_end, coming + waiting, mine.nonqualified_kept)
    blended = ratio(coming * newer.issue_tax_rate + waiting * mine.issue_tax_rate, cents(nonqualified))
    return Layer(
        where(clock.year_end, moves * newer.kept + stays * mine.kept, mine.kept),
        nonqualified,
        where(clock.year_end, blended, mine.issue_tax_rate),
    )


def keep(
    left: float,
    forfeited: float,
    retired: float,
    called: float,
    nonqualified_left: float,
    nonqualified_called: float,
    issue_tax_left: float,
    issue_tax_called: float,
    bearing: float,
    accounts: float,
    leavers_kept: float,
    leavers_overdue: float,
    interest: float,
    charged: float,
    below: Below,
    claims: Claims,
    terms: Terms,
    drivers: Drivers,
    clock: Clock,
    then: Members,
) -> Members:
    """Members' capital at month-end; who leaves turns shares and accounts, as far as vested, into a debt that day.

    Of what is paid in on shares, the entry fee goes to the collective account and is never paid back.
    What lies below zero is set off against what a leaver is owed; nobody owes the co-op more than that, and the share
    of who joined after the last loss is left alone.
    """
    entry_fees = cents(claims.shares_paid_in * terms.entry_fee_fraction)
    shares_left = cents(then.member_shares * drivers.shares_leaving)
    owed_for_year = where(clock.new_year, 0.0, then.left_this_year)
    notices_for_year = where(clock.new_year, 0.0, then.notices_left_this_year)
    issue_tax_for_year = where(clock.new_year, 0.0, then.issue_tax_left_this_year)
    shares_forfeited = cents(shares_left * drivers.shares_forfeited)
    shares_retired = least(shares_left, cents(then.member_shares * drivers.shares_retiring))
    all_forfeited = forfeited + shares_forfeited
    all_retired = retired + shares_retired
    of_bearers = least(cents(shares_left * bearing), shares_left - shares_forfeited)
    set_off = least(below.left, of_bearers + left - forfeited)
    left_this_year = owed_for_year + shares_left + left - all_forfeited - set_off
    retired_for_year = where(clock.new_year, 0.0, then.retired_this_year)
    return Members(
        entry_fees=entry_fees,
        shares_left=shares_left,
        member_shares=then.member_shares + claims.shares_paid_in - entry_fees - shares_left,
        accounts_left=left,
        retired=all_retired,
        called=called,
        nonqualified_called=nonqualified_called,
        issue_tax_called=issue_tax_called,
        accounts=accounts - below.balance,
        accounts_forfeited=forfeited,
        forfeited=all_forfeited,
        bearing=bearing,
        set_off=set_off,
        left_this_year=left_this_year,
        retired_this_year=least(left_this_year, retired_for_year + all_retired),
        notices_left_this_year=notices_for_year + nonqualified_left,
        issue_tax_left_this_year=issue_tax_for_year + issue_tax_left,
        leavers_owed=leavers_kept + left_this_year,
        overdue_months=where(cents(leavers_overdue) > 0.0, then.overdue_months + 1.0, 0.0),
        interest=interest,
        charged=charged,
        forgiven=below.left - set_off,
    )


def owe_cohort(owed: float, notices_left: float, issue_tax: float, retired: float, payment: float) -> LeaverLayer:
    """Those who left in one fiscal year, at its end: level instalments begin next month.

    instalment = cents(owed x payment on 1 owed), interest included.
    """
    notices = least(notices_left, owed)
    saved = ratio(issue_tax, cents(notices_left))
    return LeaverLayer(owed, cents(owed * payment), notices, ratio(notices, cents(owed)), 0.0, retired, saved)


def owe_leavers(members: Members, terms: Terms) -> LeaverLayer:
    """The cohort of workers who left in the fiscal year that ends."""
    return owe_cohort(
        members.left_this_year,
        members.notices_left_this_year,
        members.issue_tax_left_this_year,
        members.retired_this_year,
        terms.redemption_payment,
    )


def join_leavers(newer: LeaverLayer) -> LeaverPaid:
    """The same before it takes its place: nothing of it has been paid."""
    return LeaverPaid(0.0, 0.0, newer.balance, 0.0, 0.0, newer.retired, 0.0)


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
    coming, waiting = comes * newer.notices_fraction, waits * mine.notices_fraction
    balance = where(clock.year_end, comes + waits, paid.kept)
    notices = where(clock.year_end, coming + waiting, paid.kept * mine.notices_fraction)
    saved = ratio(coming * newer.issue_tax_rate + waiting * mine.issue_tax_rate, cents(notices))
    return LeaverLayer(
        balance,
        where(clock.year_end, moves * newer.instalment, mine.instalment),
        notices,
        where(clock.year_end, ratio(notices, cents(balance)), mine.notices_fraction),
        where(clock.year_end, moves * newer_paid.overdue + stays * paid.overdue, paid.overdue),
        where(clock.year_end, moves * newer_paid.retired_kept + stays * paid.retired_kept, paid.retired_kept),
        where(clock.year_end, saved, mine.issue_tax_rate),
    )
