"""What a month of members' capital is made of: shares, layers of accounts, and what leavers are owed."""

from typing import NamedTuple


class Decided(NamedTuple):
    """What the fiscal year-end does to members' accounts."""

    interest_rate: float  # for the year, on each layer
    charge_rate: float  # of each layer: for a loss
    spare: float  # cash that nothing of the year-end is waiting for
    budget: float  # of it: for accounts called beyond those that come of age, the oldest first


class Stayed(NamedTuple):
    """One layer as it stood, less what is taken along by those who leave."""

    left: float
    stays: float
    nonqualified: float  # of the layer as it stood
    notices_left: float  # of it: taken along
    notices: float  # of it: what stays


class Sunk(NamedTuple):
    """What was charged beyond accounts in one fiscal year, less what goes with those who leave."""

    left: float
    stays: float
    bearing: float  # of shares that leave: of members by that year, where any of it leaves


class Raised(NamedTuple):
    """The same once later surplus has brought part of it back."""

    ahead: float  # what newer years' charges stand for, before it in line
    restored: float
    kept: float


class Depth(NamedTuple):
    """How far one fiscal year's charge still keeps accounts below zero."""

    balance: float


class Borne(NamedTuple):
    """What stays of one layer, with the year's interest or its part of a loss."""

    interest: float
    charged: float
    kept: float
    due: float  # of what is kept: of age
    waiting: float  # of what is kept: not of age yet
    notices: float  # of what is kept: not qualified


class Aged(NamedTuple):
    """One layer of members' accounts after leavers, before the year-end moves it on; each also not qualified."""

    left: float
    forfeited: float  # of it, not vested
    retired: float  # of it: by retirement or death
    called: float
    kept: float
    nonqualified_left: float
    nonqualified_called: float
    nonqualified_kept: float
    issue_tax_rate: float  # tax that a notice not qualified would have saved in its year of issue had it been
    issue_tax_left: float
    issue_tax_called: float


class Layer(NamedTuple):
    """One fiscal year's layer of members' accounts, and what of it is in notices that are not qualified."""

    balance: float
    nonqualified: float
    issue_tax_rate: float  # tax that these would have saved in the year of issue had they been qualified


class LeaverLayer(NamedTuple):
    """What those who left in one fiscal year are still owed."""

    balance: float
    instalment: float  # a month, interest included
    notices: float  # of the balance: of notices that are not qualified
    notices_fraction: float  # of it: of notices that are not qualified
    overdue: float
    retired: float  # of the balance: of those who retired or died
    issue_tax_rate: float  # tax that these notices would have saved in their years of issue had they been qualified


class Members(NamedTuple):
    """Members' capital and what leavers are owed."""

    entry_fees: float  # of what is paid in: to the collective account
    shares_left: float
    member_shares: float
    accounts_left: float
    retired: float  # of shares and accounts left: by retirement or death
    called: float
    nonqualified_called: float
    issue_tax_called: float
    accounts: float
    accounts_forfeited: float  # of accounts left, not vested
    forfeited: float  # of shares and accounts, not vested: it joins the collective account
    bearing: float  # of shares left: of members who bore what leaves below zero
    set_off: float  # of what those who left are owed: against what they lay below zero
    left_this_year: float
    retired_this_year: float  # of it
    notices_left_this_year: float
    issue_tax_left_this_year: float
    leavers_owed: float
    overdue_months: float  # for how long leavers have waited beyond what was promised
    interest: float  # credited to accounts
    charged: float  # to accounts, for a loss
    forgiven: float  # what those who left lay below zero beyond what they are owed


class Below(NamedTuple):
    """What accounts lie below zero, where the bylaws let a loss bring them there; accounts are counted less that."""

    left: float  # with those who left: set off against what they are owed, else forgiven
    restored: float  # from later surplus
    charged: float  # of a loss: beyond what stands in accounts
    raised: float  # by which accounts rise through all this
    balance: float


class LeaverDue(NamedTuple):
    """What falls due this month to those who left in one fiscal year."""

    due: float
    fresh: float  # of it for the first time
    retired: float  # of it: to those who retired or died, who may come first
    others: float


class LeaverPaid(NamedTuple):
    """What is paid in the month to those who left in one fiscal year."""

    to_retired: float  # ahead of others, if they come first
    paid: float
    kept: float
    overdue: float
    notices_paid: float
    retired_kept: float
    issue_tax: float  # that the notices paid would have saved in their years of issue
