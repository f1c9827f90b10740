"""Interest credited to workers' accounts, followed until it is paid: only then is it income of a member.

Source: 26 U.S.C. 61(a)(4), 26 CFR 1.451-1(a), 1.451-2(a): what cannot be drawn is not received. The month keeps layers
whole; here the interest in each is followed as it follows notices that are not qualified: leavers, losses and calls
take of all that is in a layer alike. Only workers' accounts bear interest.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from planner.model.helpers import cents, least, ratio, where
from planner.model.one import Case, Run
from planner.model.records import Month
from planner.model.records_members import Aged, Borne, LeaverPaid, Stayed
from planner.model.terms import Clock
from planner.scenario import Coop


class InLayer(NamedTuple):
    """Interest in one layer of accounts in one month."""

    taken: float  # by those who leave, as far as vested
    called: float
    kept: float


class InCohort(NamedTuple):
    """Interest in what those who left in one fiscal year are owed."""

    paid: float
    kept: float


class Held(NamedTuple):
    """Interest in one layer or cohort at month-end, once it has moved on."""

    held: float


class InAll(NamedTuple):
    """Interest in what those who left this fiscal year are owed, in what is called and not paid, and what is paid."""

    left_this_year: float
    waiting: float
    paid: float


class Moves(NamedTuple):
    """What layers and cohorts give in one month: taken along by leavers, called, paid to leavers."""

    taken: float
    called: float
    to_leavers: float


Hand = Callable[[str, Any, int], Any]


def in_layer(held: float, balance: float, stayed: Stayed, borne: Borne, aged: Aged) -> InLayer:
    """One layer: what leavers, a loss and a call take of it, and the year's interest."""
    left = cents(held * ratio(stayed.left, balance))
    there = cents((held - left) * ratio(stayed.stays - borne.charged, stayed.stays) + borne.interest)
    called = cents(there * ratio(aged.called, borne.kept))
    return InLayer(cents(left * ratio(aged.left - aged.forfeited, aged.left)), called, there - called)


def in_cohort(held: float, balance: float, paid: LeaverPaid) -> InCohort:
    """One cohort of leavers: interest is paid with the rest of what they are owed, alike."""
    out = cents(held * ratio(paid.paid, balance))
    return InCohort(out, held - out)


def moved(number: int, held: float, newer: float, apart: float, clock: Clock) -> float:
    """At fiscal year-end each layer or cohort moves one place on; the last one kept apart gathers."""
    comes = newer if number <= apart else 0.0
    return where(clock.year_end, comes + (held if number >= apart else 0.0), held)


def in_all(moves: Moves, before: Month, now: Month, then: InAll, clock: Clock) -> InAll:
    """The month: who left, what is called, and of all that was called before everybody is paid alike."""
    out = cents(then.waiting * ratio(now.payments.revolved_paid, before.owed.revolving_payable))
    so_far = where(clock.new_year, 0.0, then.left_this_year) + moves.taken
    left = least(so_far, now.members.left_this_year)
    return InAll(left, then.waiting - out + moves.called, moves.to_leavers + out)


def follow(
    months: Sequence[Month], clocks: Sequence[Clock], sizes: tuple[int, int], apart: tuple[float, float], hand: Hand
) -> list[float]:
    """Interest paid out by month; `hand` is given each month's records, and gives back what the next month reads.

    sizes, apart: places for layers and for cohorts of leavers, and how many of them are kept apart.
    """
    layers: list[Any] = [0.0] * sizes[0]
    cohorts: list[Any] = [0.0] * sizes[1]
    whole, found = InAll(0.0, 0.0, 0.0), [0.0]
    for month in range(1, len(clocks)):
        before, now, clock = months[month - 1], months[month], clocks[month]
        own = [
            hand(
                f"layers.{place}.",
                in_layer(held, before.layers[place].balance, now.stayed[place], now.borne[place], now.aged[place]),
                month,
            )
            for place, held in enumerate(layers)
        ]
        left = [
            hand(f"cohorts.{place}.", in_cohort(held, before.leavers[place].balance, now.leavers_paid[place]), month)
            for place, held in enumerate(cohorts)
        ]
        moves = Moves(sum(one.taken for one in own), sum(one.called for one in own), sum(one.paid for one in left))
        whole = hand("", in_all(moves, before, now, whole, clock), month)
        layers, cohorts = (
            [
                hand(f"{name}.{place}.", Held(moved(place + 1, one.kept, newer, most, clock)), month).held
                for place, (one, newer) in enumerate(zip(moving, (first, *(one.kept for one in moving)), strict=False))
            ]
            for name, moving, first, most in (
                ("layers", own, 0.0, apart[0]),
                ("cohorts", left, whole.left_this_year, apart[1]),
            )
        )
        found.append(whole.paid)
    return found


STAGES: list[Callable[..., Any]] = [in_layer, in_cohort, moved, in_all, follow]


def bears(coop: Coop) -> bool:
    """Whether any is credited that is taxed apart; a partner is taxed on all that is allocated, paid or not."""
    return coop.account_interest > 0 and coop.taxed_as != "partnership"


def shape(case: Case, run: Run) -> tuple[tuple[int, int], tuple[float, float]]:
    """Places for layers and for cohorts, and how many of each are kept apart."""
    first = run.months[0]
    return (len(first.layers), len(first.leavers)), (case.terms.layers_apart, case.terms.leavers_apart)


def paid_out(coop: Coop, case: Case, run: Run, horizon: int) -> float:
    """Interest credited to accounts that is paid out over the months compared, to who stays and to who left."""
    if not bears(coop):
        return 0.0
    sizes, apart = shape(case, run)
    return cents(sum(follow(run.months, case.clocks[: horizon + 1], sizes, apart, lambda _, record, __: record)))
