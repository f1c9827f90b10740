"""One fiscal year of one place, one member of a place, and the totals that members add up to."""

from typing import NamedTuple

from planner.staying import StayingYear

HELD = (
    "shares_paid",
    "entry_fee",
    "shares_left",
    "shares",
    "pay",
    "dividend",
    "cash",
    "notice",
    "held_back",
    "left",
    "interest",
    "charged",
    "charged_below",
    "restored",
    "below_left",
    "below_zero",
    "revolved",
    "account",
)


class PersonYear(NamedTuple):
    """One fiscal year of one place, in expectation: whoever holds it, and what those who leave it take along."""

    fiscal_year: str
    due_on_shares: float  # before division of the total: what members in this place have to pay in
    leaving_with_shares: float  # before division of the total: of what is paid in, with those who leave
    shares_paid: float
    entry_fee: float  # of it: to the collective account
    shares_left: float
    shares: float  # paid in and held at fiscal year-end
    pay_by_roster: float  # before division of the total: pay for the months as a member
    pay: float
    work: float  # part of all work that counts for patronage
    dividend: float
    cash: float  # declared at fiscal year-end
    notice: float
    held_back: float  # of last year's cash: not paid, but added to the account
    left_in_expectation: float  # of the account
    interest: float  # credited to the account
    charged: float  # to the account: part of a loss
    charged_below: float  # beyond what stands in it
    restored: float  # of that, from later surplus
    below_left: float  # below zero, with those who leave
    below_zero: float  # how far; the account is counted less that
    revolved: float  # called by the board at fiscal year-end, paid out later
    account_in_expectation: float
    account_if_stays: float


class Person(NamedTuple):
    """One place among the members (or a group of equal ones, `number` of them); `staying` is one member's."""

    alias: str
    role: str
    number: int
    joins_month: int
    years: tuple[PersonYear, ...]
    staying: tuple[StayingYear, ...]
    layers: tuple[tuple[float, ...], ...]  # at each fiscal year-end, the balance of each fiscal year's layer so far
    below: tuple[tuple[float, ...], ...]  # likewise, what of each fiscal year's charge still lies below zero


class Totals(NamedTuple):
    """One fiscal year's totals of the model, which people add up to."""

    fiscal_year: str
    due_on_shares: float
    leaving_with_shares: float
    shares_paid: float
    entry_fee: float
    shares_left: float
    shares: float
    pay_by_roster: float
    pay: float
    dividend: float
    cash: float
    notice: float
    held_back: float
    left: float
    interest: float
    charged: float
    charged_below: float
    restored: float
    below_left: float
    below_zero: float
    revolved: float
    account: float
