"""Whose pay a fiscal year's layer stands for, and how much of it belongs to those still there in later months."""

from typing import NamedTuple

import numpy as np

from planner import tenure
from planner.tenure import ROUNDED_OFF, Crew, Numbers, Whole, leaving


class Earned(NamedTuple):
    """Whose pay a fiscal year's layer stands for, per unit of pay of one place, by kind of place."""

    all: Numbers  # kinds: also of those who left within the year
    still: Numbers  # kinds x months asked for, the year's end first: of those who are still members
    retired: Numbers  # likewise: of those who leave in the month, by retirement or death
    left: Numbers  # likewise: of all who leave in the month
    forfeited: Numbers  # of that: not vested
    gone: Numbers  # kinds: of `all`, not vested of those who left within the year


class Shares(NamedTuple):
    """Of the months `first` to `last`, the pay that falls on members: of those there at first, and of later hires."""

    first: int
    last: int
    rows: Whole  # kind of place of each part of those there at first
    own: Numbers  # parts x 1: pay since joining
    joins: Whole  # months in which later hires joined by then
    of_hired: Numbers  # kinds x those months: pay since joining, times how many
    up_to: Numbers  # pay of one place of each kind added up


def member_pay(known: Crew, up_to: Numbers, first: int, last: int) -> Shares:
    """What members earned in the months `first` to `last` since joining, whoever is still there later.

    `up_to` is pay added up from the beginning, as `added_up` gives it.
    """
    followed = known.followed
    rows = np.array([kind for kind, _ in followed.parts], dtype=np.int64)
    since = np.array([min(last + 1, max(first, part.joins)) for _, part in followed.parts], dtype=np.int64)
    own = (up_to[rows, last + 1] - up_to[rows, since])[:, None]
    joins = np.arange(known.levels.shape[1]) + followed.candidacy
    joins = joins[: int(np.searchsorted(joins, last, side="right"))]
    of_hired = up_to[:, last + 1 : last + 2] - up_to[:, np.maximum(first, joins)]
    return Shares(first, last, rows, own, joins, followed.hired[:, : len(joins)] * of_hired, up_to)


def added_up(known: Crew) -> Numbers:
    """Pay of one place of each kind, raises included, added up: column m holds the months before m."""
    kinds = len(known.places)
    return np.concatenate((np.zeros((kinds, 1)), np.cumsum(known.levels * known.raised, axis=1)), axis=1)


def still_there(known: Crew, pay: Shares, at: Whole) -> Numbers:
    """How much of members' pay belongs to those who are still members in the months `at`: kinds x months."""
    followed = known.followed
    found = tenure.by_place(pay.own * followed.staying[:, at], pay.rows, len(known.places))
    if len(pay.joins):
        found += pay.of_hired @ followed.surviving[at[None, :] - pay.joins[:, None]]
    return found


def earned(known: Crew, pay: Shares, at: Whole, unvested: Numbers | None = None) -> Earned:
    """Pay of a fiscal year, and how much of it belongs to those who are members, or leave, in later months `at`."""
    followed, kinds = known.followed, len(known.places)
    everybody = ((known.levels * known.raised * followed.held)[:, pay.first : pay.last + 1]).sum(axis=1)
    still = still_there(known, pay, at)
    retired = tenure.by_place(pay.own * followed.retired[:, at], pay.rows, kinds)
    left, forfeited = np.zeros_like(still), np.zeros_like(still)
    if unvested is not None:
        going = leaving(followed.staying)[:, at]
        lags = at[None, :] - np.array([part.joins for _, part in followed.parts], dtype=np.int64)[:, None]
        lost = np.maximum(going - followed.retired[:, at], 0.0) * unvested[np.maximum(lags, 0)]
        left = tenure.by_place(pay.own * going, pay.rows, kinds)
        forfeited = tenure.by_place(pay.own * lost, pay.rows, kinds)
    if len(pay.joins):
        lags = at[None, :] - pay.joins[:, None]
        before = np.where(lags > 0, followed.surviving[np.maximum(lags - 1, 0)], 0.0)
        dying = before * followed.deaths
        retired += pay.of_hired @ dying
        if unvested is not None:
            going = np.where(lags > 0, before - followed.surviving[lags], 0.0)
            lost = np.maximum(going - dying, 0.0) * unvested[lags]
            left += pay.of_hired @ going
            forfeited += pay.of_hired @ lost
    gone = np.zeros(kinds) if unvested is None else _gone_unvested(known, pay, unvested)
    return Earned(everybody, still, retired, left, forfeited, gone)


def _gone_unvested(known: Crew, pay: Shares, unvested: Numbers) -> Numbers:
    """Of the year's pay of those who left within the year, by kind of place, what was not vested when they left."""
    followed, found = known.followed, np.zeros(len(known.places))
    joined = np.array([part.joins for _, part in followed.parts], dtype=np.int64)
    since = np.minimum(pay.last + 1, np.maximum(pay.first, joined))
    going = np.maximum(leaving(followed.staying) - followed.retired, 0.0)
    for month in range(pay.first, pay.last + 1):
        own = np.maximum(pay.up_to[pay.rows, month] - pay.up_to[pay.rows, since], 0.0)
        lost = own * going[:, month] * unvested[np.maximum(month - joined, 0)]
        found += tenure.by_place(lost[:, None], pay.rows, len(found))[:, 0]
        joins = pay.joins[pay.joins < month]
        if len(joins):
            before = followed.surviving[month - joins - 1]
            left = np.maximum(before - followed.surviving[month - joins] - before * followed.deaths, 0.0)
            earned_since = pay.up_to[:, [month]] - pay.up_to[:, np.maximum(pay.first, joins)]
            found += (followed.hired[:, : len(joins)] * np.maximum(earned_since, 0.0)) @ (
                left * unvested[month - joins]
            )
    return found


def kept_parts(still: Numbers) -> Numbers:
    """Of a layer's balance at its year-end, the part still there month by month, by kind of place.

    Where nobody is left who could hold it, all of it leaves in the month after.
    """
    at_end = still[:, :1]
    found: Numbers = np.where(at_end > ROUNDED_OFF, still / np.where(at_end > ROUNDED_OFF, at_end, 1.0), 0.0)
    found[:, 0] = 1.0
    return found
