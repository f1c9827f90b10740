"""Further classes of members: users, producers, community or investors beside the workers.

Each class has its own shares, its own part of the surplus, and account layers and leavers of its own, kept by the
stages that keep the workers'. What a class claims queues behind the same gates as the workers' claims of the same
kind: claims add up, and what is granted is divided in proportion to what is owed, to the cent.
"""

from planner.model.accounts import owe_cohort
from planner.model.helpers import CENT, MONTHS, cents, least, most, ratio, where
from planner.model.records import Year
from planner.model.records_classes import (
    ClassCapital,
    ClassClaim,
    ClassConfirmed,
    Classes,
    ClassFlows,
    ClassOwed,
    ClassReturn,
    ClassShare,
    Portion,
)
from planner.model.records_debt import Claims, Granted
from planner.model.records_members import LeaverLayer
from planner.model.records_surplus import Reckoning, Surplus
from planner.model.terms import ClassDrivers, Clock, MemberClass, Terms


def part_of(amount: float, ahead: float, own: float, whole: float) -> float:
    """One's part of an amount in proportion to what is owed: cents of all up to it, less cents of all before it.

    So parts add up to the amount by construction, and none is above what is owed.
    """
    return cents(amount * ratio(ahead + own, whole)) - cents(amount * ratio(ahead, whole))


def claim_of_class(
    due: float,
    fresh: float,
    cls: MemberClass,
    driven: ClassDrivers,
    clock: Clock,
    capital: ClassCapital,
    owed: ClassOwed,
) -> ClassClaim:
    """What one class claims this month: those who left with their interest, and cash patronage; what it pays in."""
    interest = cents(capital.leavers_owed * cls.redemption_rate / MONTHS)
    leaver_interest = owed.leaver_interest_owed + interest
    further = where(clock.payout_due, owed.patronage_payable - owed.minimum_payable, 0.0)
    return ClassClaim(
        shares_paid_in=cents(driven.shares_paid),
        interest=interest,
        leaver_interest=leaver_interest,
        leavers=leaver_interest + due,
        fresh=interest + fresh,
        further=further,
        further_taxed=where(cls.qualified, 0.0, further),
    )


def portion_of_class(
    minimum_ahead: float,
    further_ahead: float,
    dividends_ahead: float,
    revolving_ahead: float,
    leavers_ahead: float,
    mine: ClassClaim,
    own: ClassOwed,
    claims: Claims,
    granted: Granted,
) -> Portion:
    """What of each kind of claim that is granted goes to one class; workers and outside investors have the rest."""
    leavers = part_of(granted.leavers, leavers_ahead, mine.leavers, claims.leavers)
    return Portion(
        minimum=part_of(granted.minimum, minimum_ahead, own.minimum_payable, claims.minimum),
        further=part_of(granted.further, further_ahead, mine.further, claims.further),
        dividends=part_of(granted.preferred, dividends_ahead, own.dividends_payable, claims.dividends_owed),
        revolved=part_of(granted.revolving, revolving_ahead, own.revolving_payable, claims.revolving_owed),
        leavers=leavers,
        leaver_interest=mine.leaver_interest,
        leaver_interest_paid=least(mine.leaver_interest, leavers),
    )


def confirm_class(cls: MemberClass, mine: Portion, clock: Clock, own: ClassOwed) -> ClassConfirmed:
    """Once the cash of the class's patronage dividend is paid: as `confirm` does for the workers'."""
    cash = mine.minimum + mine.further
    below = where(cents(own.minimum_payable) > cents(mine.minimum), clock.payout_due, 0.0)
    lost = where(cls.qualified, below, 0.0)
    deduction = where(cls.qualified, where(lost, cash, own.declared_dividend), cash)
    return ClassConfirmed(
        held_back=where(clock.payout_due, own.patronage_payable - cash, 0.0),
        lost=lost,
        deduction=where(clock.payout_due, deduction, 0.0),
        undeducted=where(clock.payout_due, own.declared_dividend - deduction, 0.0),
    )


def redeem_notices(of_leavers: float, mine: Portion, own: ClassOwed) -> float:
    """Notices of the class that are not qualified and are paid this month: deducted now (26 U.S.C. 1382(b)(2))."""
    return of_leavers + cents(mine.revolved * ratio(own.revolving_nonqualified, own.revolving_payable))


def save_at_issue(of_leavers: float, mine: Portion, own: ClassOwed) -> float:
    """What these would have saved in tax in their years of issue, had they been qualified (26 U.S.C. 1383(a)(2)(B))."""
    return of_leavers + mine.revolved * ratio(own.revolving_issue_tax, own.revolving_payable)


def add_flows(
    shares_paid_in: float,
    minimum: float,
    further: float,
    dividends_paid: float,
    revolved_paid: float,
    to_leavers: float,
    leaver_interest: float,
    leaver_interest_paid: float,
    notices_redeemed: float,
    held_back: float,
    deduction: float,
    undeducted: float,
    issue_tax: float,
) -> ClassFlows:
    """What all further classes together pay in and are paid this month."""
    return ClassFlows(
        shares_paid_in=shares_paid_in,
        minimum=minimum,
        further=further,
        dividends_paid=dividends_paid,
        revolved_paid=revolved_paid,
        leavers_paid=to_leavers - leaver_interest_paid,
        leaver_interest=leaver_interest,
        leaver_interest_paid=leaver_interest_paid,
        notices_redeemed=notices_redeemed,
        held_back=held_back,
        deduction=deduction,
        undeducted=undeducted,
        issue_tax=issue_tax,
        patronage_paid=minimum + further,
    )


def rest_of(claims: Claims, granted: Granted, flows: ClassFlows) -> Portion:
    """What of each kind of claim that is granted the further classes leave to workers and outside investors."""
    leavers = granted.leavers - flows.leavers_paid - flows.leaver_interest_paid
    return Portion(
        minimum=granted.minimum - flows.minimum,
        further=granted.further - flows.further,
        dividends=granted.preferred - flows.dividends_paid,
        revolved=granted.revolving - flows.revolved_paid,
        leavers=leavers,
        leaver_interest=claims.leaver_interest,
        leaver_interest_paid=least(claims.leaver_interest, leavers),
    )


def want_return(cls: MemberClass, year: Year, capital: ClassCapital) -> ClassReturn:
    """The most that may be paid on the class's capital for the fiscal year so far, by its yearly rate."""
    wanted = cents(capital.member_shares * cls.return_rate * year.months / MONTHS)
    return ClassReturn(cls.return_first * wanted, (1.0 - cls.return_first) * wanted)


def share_out(cls: MemberClass, driven: ClassDrivers, terms: Terms, found: Surplus) -> ClassShare:
    """One class's part of the surplus, and what of it is cash: as `reckon` does for the workers.

    N = slice x part of that business done with members x what may be shared, once the co-op holds enough of the company
    A dividend is patronage only of business with patrons (26 U.S.C. 1388(a)).
    """
    surplus = cents(found.lawful * cls.slice * cls.member_business * found.shareable)
    to_collective = cents(cls.collective_fraction * surplus)
    dividend = cents(surplus - to_collective)
    rounded_up = where(cls.qualified, dividend * terms.least_cash + CENT * driven.heads, 0.0)
    cash = least(dividend, cents(most(dividend * cls.cash_fraction, rounded_up)))
    return ClassShare(
        surplus=surplus,
        to_collective=to_collective,
        patronage_dividend=dividend,
        minimum_cash=least(cash, cents(rounded_up)),
        cash=cash,
        notices=cents(dividend - cash),
        deduction=where(cls.qualified, dividend, cash),
    )


def keep_class(
    left: float,
    called: float,
    nonqualified_left: float,
    nonqualified_called: float,
    issue_tax_left: float,
    issue_tax_called: float,
    accounts: float,
    leavers_kept: float,
    mine: ClassClaim,
    driven: ClassDrivers,
    clock: Clock,
    then: ClassCapital,
) -> ClassCapital:
    """One class's capital at month-end; who leaves turns shares and accounts into a debt that day."""
    shares_left = cents(then.member_shares * driven.leaving)
    left_this_year = where(clock.new_year, 0.0, then.left_this_year) + shares_left + left
    return ClassCapital(
        shares_left=shares_left,
        member_shares=then.member_shares + mine.shares_paid_in - shares_left,
        accounts_left=left,
        called=called,
        nonqualified_called=nonqualified_called,
        issue_tax_called=issue_tax_called,
        accounts=accounts,
        left_this_year=left_this_year,
        notices_left_this_year=where(clock.new_year, 0.0, then.notices_left_this_year) + nonqualified_left,
        issue_tax_left_this_year=where(clock.new_year, 0.0, then.issue_tax_left_this_year) + issue_tax_left,
        leavers_owed=leavers_kept + left_this_year,
    )


def owe_who_left(capital: ClassCapital, cls: MemberClass) -> LeaverLayer:
    """The cohort of the class's members who left in the fiscal year that ends; nobody retires from it."""
    return owe_cohort(
        capital.left_this_year,
        capital.notices_left_this_year,
        capital.issue_tax_left_this_year,
        0.0,
        cls.redemption_payment,
    )


def carry_class(
    first_ahead: float,
    later_ahead: float,
    wanted: ClassReturn,
    given: ClassShare,
    mine: Portion,
    confirmed: ClassConfirmed,
    found: Surplus,
    reckoned: Reckoning,
    capital: ClassCapital,
    clock: Clock,
    then: ClassOwed,
) -> ClassOwed:
    """What one class is given at fiscal year-end, and what it is owed and not yet paid at month-end."""
    first = part_of(found.first_returns, first_ahead, wanted.first, found.first_wanted)
    later = part_of(reckoned.later_returns, later_ahead, wanted.later, reckoned.later_wanted)
    returns = where(clock.year_end, first, 0.0) + where(clock.year_end, later, 0.0)
    dividend = where(clock.year_end, given.patronage_dividend, 0.0)
    cash = where(clock.year_end, given.cash, 0.0)
    revolving = then.revolving_payable - mine.revolved
    left = ratio(revolving, then.revolving_payable)
    paid_out = where(clock.payout_due, 0.0, then.minimum_payable)
    return ClassOwed(
        patronage_dividend=dividend,
        first_return=first,
        later_return=later,
        returns=returns,
        notices=where(clock.year_end, given.notices, 0.0),
        patronage_payable=then.patronage_payable - mine.minimum - mine.further - confirmed.held_back + cash,
        minimum_payable=where(clock.year_end, given.minimum_cash, paid_out),
        dividends_payable=then.dividends_payable - mine.dividends + returns,
        revolving_payable=revolving + capital.called,
        revolving_nonqualified=cents(then.revolving_nonqualified * left) + capital.nonqualified_called,
        revolving_issue_tax=then.revolving_issue_tax * left + capital.issue_tax_called,
        leaver_interest_owed=mine.leaver_interest - mine.leaver_interest_paid,
        declared_dividend=where(clock.year_end, dividend, then.declared_dividend),
    )


def add_classes(
    patronage_dividend: float,
    returns: float,
    notices: float,
    member_shares: float,
    accounts: float,
    shares_left: float,
    accounts_left: float,
    called: float,
    patronage_payable: float,
    minimum_payable: float,
    dividends_payable: float,
    revolving_payable: float,
    leavers_owed: float,
    leaver_interest_owed: float,
) -> Classes:
    """All further classes together: what they were given, what they hold, and what they are owed."""
    as_members = dividends_payable + revolving_payable + leavers_owed + leaver_interest_owed
    return Classes(
        patronage_dividend=patronage_dividend,
        returns=returns,
        notices=notices,
        member_shares=member_shares,
        accounts=accounts,
        shares_left=shares_left,
        accounts_left=accounts_left,
        called=called,
        patronage_payable=patronage_payable,
        minimum_payable=minimum_payable,
        dividends_payable=dividends_payable,
        revolving_payable=revolving_payable,
        leavers_owed=leavers_owed,
        leaver_interest_owed=leaver_interest_owed,
        capital=member_shares + accounts,
        as_members=as_members,
        owed=as_members + patronage_payable,
    )
