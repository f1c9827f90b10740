"""What a worker's view may hold: this worker's own figures and the bylaws' terms, field by field.

It is an allow-list. Nobody else's alias, role or pay has a field here, nor has any figure of the owner or any total
of the firm; of the firm there are ratios, and counts and totals of groups of five or more. Of all that is written
freely in a plan it holds this worker's own alias and role and the name of the business; other words come from fixed
lists: a class is told by its kind, since its name might be a person's, and so might the name of a currency.
"""

from datetime import date
from typing import Literal, NamedTuple

from planner.scenario import PayPeriod
from planner.scenario.classes import ClassKind

Filing = Literal["single"]
Cause = Literal["limit", "law", "lender", "cash"]


class Joining(NamedTuple):
    """What this worker pays for the member share."""

    joins: date
    member_share: float
    given: float  # of it, by the seller
    at_joining: float
    number: int  # of deductions from pay
    each: float
    last: float
    period: PayPeriod
    paid_in: float  # in all, by this worker, interest included
    until: date | None  # when the share is paid up by deductions; None: it is paid when joining
    to_lender: bool  # deductions go to the lender who paid the co-op
    interest: float  # of deductions: to that lender
    entry_fee: float  # of the share: never paid back


class VestedFrom(NamedTuple):
    """The part of an account that is paid from so many years as a member on."""

    years: float
    part: float


class Bylaws(NamedTuple):
    """The terms that hold for every member alike."""

    collective_fraction: float
    cash_fraction: float
    by_pay: bool  # a dividend goes by pay alone
    qualified: bool
    partnership: bool  # members are taxed on their part of the co-op's income
    payout_months: int
    revolving_years: int | None
    as_cash_allows: bool  # the board calls accounts sooner where cash is spare
    redemption_months: int
    vesting: tuple[VestedFrom, ...]  # none: all of it at once
    vesting_of_shares: bool
    most_redeemed: float | None  # a year, to all who leave
    retired_first: bool
    redemption_rate: float
    groups: tuple[ClassKind, ...]  # who else are members, each kind once
    workers_slice: float | None  # of the surplus that is shared; None: workers or all others are fewer than five
    workers_votes: float | None  # of all votes; None likewise


class Units(NamedTuple):
    """The community currency, as it holds for every member alike."""

    of_pay: float
    of_patronage: float
    of_sales: float
    most_taken: float | None  # a month
    redeemable: float
    months: int


class AccountYear(NamedTuple):
    """One fiscal year of this worker as a member who stays; money.

    closing = opening + added + held_back + interest - charged + restored - revolved; at_risk = shares + closing (0 at
    least) + waiting + declared; due_if_left = shares + closing + what is declared or called but not yet paid, less tax
    still to come on it; `kept_so_far` is cash less the tax on it and on what was not paid.
    """

    fiscal_year: str
    ends: date
    shared: bool  # the fiscal year ends within the plan, and its surplus is shared
    pay: float
    paid_in: float
    shares: float
    pay_in_units: float  # of pay: in the community currency
    dividend: float
    cash: float
    cash_in_units: float  # of it: in the community currency
    opening: float
    added: float
    held_back: float
    interest: float  # credited
    charged: float  # part of a loss
    restored: float  # from later surplus, where the account lay below zero
    revolved: float  # called by the board: due, and paid only as far as law, lenders and cash let it be
    closing: float
    waiting: float  # called in this year and before, and not yet paid
    late: float  # of it: should have been paid by the end of this year
    declared: float  # cash of this year's surplus, not yet paid
    at_risk: float
    paid_in_so_far: float
    kept_so_far: float
    due_if_left: float


class CashYear(NamedTuple):
    """One calendar year: what is paid to this worker, what is taxed, and what is left; money."""

    year: int
    wages: float
    patronage: float
    revolved: float
    taxed: float
    not_paid: float  # of what is taxed: put into the account; of a partner's part: not paid out for its year
    tax: float
    tax_on_not_paid: float
    kept: float
    if_self_employed: float  # more tax, if all that is taxed were income of the self-employed; a partner's is


class Leaving(NamedTuple):
    """What this worker gets on leaving on the day after a fiscal year-end: the month's surplus is shared by then.

    The plan pays by fiscal year of leaving: the first payment comes in the month after that year has ended.
    None and 0 where the plan does not reach so far.
    """

    years: int
    day: date | None
    share: float
    account: float
    kept_back: float  # of both: not vested
    owed: float  # share + account - kept_back, 0 at least
    cash: float  # patronage of the year before, paid as to everybody
    number: int  # of monthly payments
    each: float  # interest included
    last: float
    first_paid: date | None
    last_paid: date | None
    interest: float  # in all
    interest_before: float  # of it: before the first payment
    taxed_when_paid: float  # of what is owed: notices that were not qualified; interest is taxed whole
    taxed_and_kept_back: float  # of what is kept back: notices that were taxed, or are in the year of leaving
    beyond_plan: bool  # the last payment comes after the plan's end
    wait_months: int  # in this plan, at least, after the promised last payment
    unpaid: bool  # the wait is not over within the plan
    never: bool  # the yearly limit does not let it end: interest takes it up, or it takes longer than a lifetime
    causes: tuple[Cause, ...]  # why payments are late, the most frequent first


class Ahead(NamedTuple):
    """Whether this worker has more than was paid in, at fiscal year-ends; None: at none within the plan.

    lead = cash after tax so far + what is due on leaving - paid in.
    """

    if_left: date | None  # the first with a lead above 0
    even: date | None  # the last at which the lead is 0, where it is above 0 at none
    less: bool  # the lead is below 0 at some
    lead: float  # at `if_left`
    most: float  # the highest lead
    most_on: date | None
    last: float  # the lead at the last fiscal year-end
    last_on: date | None
    in_cash: date | None  # the first with more cash after tax than was paid in


class CoverYear(NamedTuple):
    """What stands behind each unit of members' money at a fiscal year-end."""

    fiscal_year: str
    ends: date
    book_ratio: float | None
    fair_ratio: float | None


class PlaceYear(NamedTuple):
    """The co-op's books of this place, whoever is expected to hold it: all places add up to the control accounts."""

    fiscal_year: str
    shares: float
    dividend: float
    cash: float
    notice: float
    revolved: float
    account: float


class Stage(NamedTuple):
    """One purchase of a part of the firm, as it comes about in the plan."""

    planned: date
    closed: date | None  # None: not within the plan
    waited: bool  # its day had come, and it could not be paid for
    held: float  # part of the firm that the co-op owns from then on
    votes: float  # of all votes, the members'
    by_work: bool  # whether profit may be shared by work from then on


class Assumed(NamedTuple):
    """What the tax was reckoned on."""

    filing: Filing
    known_year: int | None  # figures of this year stand in for later ones


class View(NamedTuple):
    """All that one worker is shown."""

    alias: str
    role: str
    business: str
    closing: date
    plan_ends: date
    members_at_start: int | None  # None: fewer than five
    joining: Joining
    bylaws: Bylaws
    years: tuple[AccountYear, ...]
    cash: tuple[CashYear, ...]
    leaving: tuple[Leaving, ...]
    ahead: Ahead
    cover: tuple[CoverYear, ...]
    assumed: Assumed
    currency: Units | None  # None: there is none
    stages: tuple[Stage, ...]  # none: the co-op buys the whole firm at once
    tax_at_risk: float  # paid on what stands in the account at the end
    place: tuple[PlaceYear, ...] | None  # None: the place stands for two to four workers
