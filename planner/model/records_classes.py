"""What a month of further classes of members is made of: users, producers, community or investor members."""

from typing import NamedTuple

from planner.model.records_members import Aged, Borne, Layer, LeaverDue, LeaverLayer, LeaverPaid, Stayed


class ClassClaim(NamedTuple):
    """What one class claims this month beside dividends and called accounts, and what its members pay in."""

    shares_paid_in: float
    interest: float  # of the month, to those who left
    leaver_interest: float  # with what was held back of it
    leavers: float  # with that interest
    fresh: float  # of it for the first time
    further: float  # cash patronage above the least
    further_taxed: float  # of it what costs tax if it is held back


class ClassDue(NamedTuple):
    """What falls due this month to one class."""

    leavers_due: tuple[LeaverDue, ...]
    claim: ClassClaim


class Portion(NamedTuple):
    """One class's part of what is paid this month; the workers have the rest."""

    minimum: float
    further: float
    dividends: float
    revolved: float
    leavers: float  # with the interest
    leaver_interest: float  # due
    leaver_interest_paid: float


class ClassConfirmed(NamedTuple):
    """A class's patronage dividend once its cash is paid: what was held back becomes notices."""

    held_back: float
    lost: float  # flag: below the least cash, so its notices are not qualified
    deduction: float
    undeducted: float  # notices that are not qualified: deducted when they are paid


class ClassPaid(NamedTuple):
    """What one class is paid this month."""

    portion: Portion
    confirmed: ClassConfirmed
    leavers_paid: tuple[LeaverPaid, ...]
    notices_redeemed: float
    issue_tax: float  # that these would have saved in their years of issue


class ClassFlows(NamedTuple):
    """What all these classes together pay in and are paid this month."""

    shares_paid_in: float
    minimum: float
    further: float
    dividends_paid: float
    revolved_paid: float
    leavers_paid: float
    leaver_interest: float
    leaver_interest_paid: float
    notices_redeemed: float
    held_back: float
    deduction: float
    undeducted: float
    issue_tax: float
    patronage_paid: float


class ClassReturn(NamedTuple):
    """What a class may be given on its capital for the fiscal year so far, before or after patronage."""

    first: float
    later: float


class ClassShare(NamedTuple):
    """One class's part of the surplus of the fiscal year so far."""

    surplus: float
    to_collective: float
    patronage_dividend: float
    minimum_cash: float
    cash: float
    notices: float
    deduction: float


class ClassCapital(NamedTuple):
    """One class's shares and accounts at month-end, and what those who left are owed."""

    shares_left: float
    member_shares: float
    accounts_left: float
    called: float
    nonqualified_called: float
    issue_tax_called: float
    accounts: float
    left_this_year: float
    notices_left_this_year: float
    issue_tax_left_this_year: float
    leavers_owed: float


class ClassOwed(NamedTuple):
    """What one class is given at fiscal year-end, and what it is owed and not yet paid."""

    patronage_dividend: float
    first_return: float  # on its capital, before patronage
    later_return: float
    returns: float
    notices: float
    patronage_payable: float
    minimum_payable: float
    dividends_payable: float
    revolving_payable: float
    revolving_nonqualified: float
    revolving_issue_tax: float  # that these would have saved in their years of issue
    leaver_interest_owed: float
    declared_dividend: float  # of the last fiscal year-end, until its cash is paid


class ClassMonth(NamedTuple):
    """One class at month-end."""

    stayed: tuple[Stayed, ...]
    borne: tuple[Borne, ...]
    aged: tuple[Aged, ...]
    layers: tuple[Layer, ...]
    capital: ClassCapital
    left: LeaverLayer
    leavers: tuple[LeaverLayer, ...]
    owed: ClassOwed


class Classes(NamedTuple):
    """All these classes together at month-end: what they were given, what they hold, what they are owed."""

    patronage_dividend: float
    returns: float
    notices: float
    member_shares: float
    accounts: float
    shares_left: float
    accounts_left: float
    called: float
    patronage_payable: float
    minimum_payable: float
    dividends_payable: float
    revolving_payable: float
    leavers_owed: float
    leaver_interest_owed: float
    capital: float  # shares and accounts
    as_members: float  # owed to them as members: dividends, called accounts, leavers
    owed: float
