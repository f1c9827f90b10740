"""One further class's month, in three parts of the firm's: what falls due, what is paid, what is kept.

Written out by `writing.py` as the month is, with the class's own account layers and leavers; `month.py` calls each
part once for every class.
"""

from planner.model.accounts import age, bear, give_notices, join_leavers, move_leavers, stack, stay
from planner.model.classes import (
    carry_class,
    claim_of_class,
    confirm_class,
    keep_class,
    owe_who_left,
    portion_of_class,
    redeem_notices,
    save_at_issue,
)
from planner.model.debt import owe_leavers_now, pay_leavers
from planner.model.records_classes import (
    ClassDue,
    ClassMonth,
    ClassPaid,
    ClassReturn,
    ClassShare,
)
from planner.model.records_debt import Claims, Granted
from planner.model.records_members import Decided
from planner.model.records_surplus import Confirmed, Reckoning, Surplus
from planner.model.terms import ClassDrivers, Clock, LayerDrivers, MemberClass, Terms
from planner.model.writing import behind, numbers, shifted, total, zero


def owe_class(cls: MemberClass, driven: ClassDrivers, clock: Clock, then: ClassMonth) -> ClassDue:
    """What falls due this month to one class."""
    leavers_due = tuple(
        owe_leavers_now(number, before, cls, clock)
        for number, before in zip(numbers(then.leavers), then.leavers, strict=True)
    )
    due = total(one.due for one in leavers_due)
    fresh = total(one.fresh for one in leavers_due)
    return ClassDue(leavers_due, claim_of_class(due, fresh, cls, driven, clock, then.capital, then.owed))


def pay_class(
    minimum_ahead: float,
    further_ahead: float,
    dividends_ahead: float,
    revolving_ahead: float,
    leavers_ahead: float,
    terms: Terms,
    cls: MemberClass,
    clock: Clock,
    due: ClassDue,
    claims: Claims,
    granted: Granted,
    then: ClassMonth,
) -> ClassPaid:
    """What one class is paid of what is granted to all claims of a kind."""
    portion = portion_of_class(
        minimum_ahead,
        further_ahead,
        dividends_ahead,
        revolving_ahead,
        leavers_ahead,
        due.claim,
        then.owed,
        claims,
        granted,
    )
    leavers_paid = tuple(
        pay_leavers(one, portion, ahead, total(each.retired for each in due.leavers_due), others_ahead, terms, before)
        for one, ahead, others_ahead, before in zip(
            due.leavers_due,
            behind(one.retired for one in due.leavers_due),
            behind(one.others for one in due.leavers_due),
            then.leavers,
            strict=True,
        )
    )
    notices = redeem_notices(total(one.notices_paid for one in leavers_paid), portion, then.owed)
    issue_tax = save_at_issue(total(one.issue_tax for one in leavers_paid), portion, then.owed)
    return ClassPaid(portion, confirm_class(cls, portion, clock, then.owed), leavers_paid, notices, issue_tax)


def end_class(
    first_ahead: float,
    later_ahead: float,
    cls: MemberClass,
    driven: ClassDrivers,
    clock: Clock,
    due: ClassDue,
    paid: ClassPaid,
    wanted: ClassReturn,
    given: ClassShare,
    declared: Confirmed,
    found: Surplus,
    reckoned: Reckoning,
    then: ClassMonth,
) -> ClassMonth:
    """One class at month-end: its layers aged and moved on, who left, what it is owed."""
    leaves = LayerDrivers(driven.leaving, 0.0, 0.0, 0.0)
    stayed = tuple(
        stay(number, before, paid.confirmed, leaves)
        for number, before in zip(numbers(then.layers), then.layers, strict=True)
    )
    decided = zero(Decided)  # interest, losses and calls as cash allows are for workers' accounts
    borne = tuple(bear(number, one, decided, cls, clock) for number, one in zip(numbers(stayed), stayed, strict=True))
    aged = tuple(
        age(number, one, mine, older, decided, before, paid.confirmed, cls, leaves, declared)
        for number, one, mine, older, before in zip(
            numbers(borne),
            stayed,
            borne,
            behind(one.waiting for one in borne),
            then.layers,
            strict=True,
        )
    )
    newest = give_notices(cls, given, reckoned)
    layers = tuple(
        stack(number, mine, newer, cls, clock)
        for number, mine, newer in zip(numbers(aged), aged, shifted(newest, "", aged), strict=True)
    )
    capital = keep_class(
        total(one.left for one in aged),
        total(one.called for one in aged),
        total(one.nonqualified_left for one in aged),
        total(one.nonqualified_called for one in aged),
        total(one.issue_tax_left for one in aged),
        total(one.issue_tax_called for one in aged),
        total(one.balance for one in layers),
        total(one.kept for one in paid.leavers_paid),
        due.claim,
        driven,
        clock,
        then.capital,
    )
    left = owe_who_left(capital, cls)
    joining = join_leavers(left)
    leavers = tuple(
        move_leavers(number, mine, kept, newer, newer_paid, cls, clock)
        for number, mine, kept, newer, newer_paid in zip(
            numbers(then.leavers),
            then.leavers,
            paid.leavers_paid,
            shifted(left, "", then.leavers),
            shifted(joining, "", paid.leavers_paid),
            strict=True,
        )
    )
    owed = carry_class(
        first_ahead,
        later_ahead,
        wanted,
        given,
        paid.portion,
        paid.confirmed,
        found,
        reckoned,
        capital,
        clock,
        then.owed,
    )
    return ClassMonth(stayed, borne, aged, layers, capital, left, leavers, owed)
