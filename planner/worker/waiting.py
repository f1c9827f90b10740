"""How much longer than promised a leaver waits, as the plan has it, and why: the queue of those who left."""

from collections import Counter
from typing import NamedTuple

from planner import Plan
from planner.model.calendar import MONTHS_A_YEAR
from planner.model.gates import leavers_left
from planner.model.helpers import MONTHS, cents, least, most
from planner.model.loans import UNLIMITED
from planner.model.records import Month
from planner.worker.leaving import BEFORE_THE_FIRST, Due, payments
from planner.worker.records import Cause


class Wait(NamedTuple):
    """Months after the promised last payment; `unpaid`: it is not over within the plan; `never`: nor after LONGEST."""

    months: int
    unpaid: bool
    never: bool
    causes: tuple[Cause, ...]


LONGEST = 100  # years; what takes longer is told as never
NO_WAIT = Wait(0, unpaid=False, never=False, causes=())


def wait(plan: Plan, left_in: int, paid: Due) -> Wait:
    """The wait of who leaves in the fiscal year that ends in month `left_in`, at the least.

    Three things can make it: what the plan's own leavers of that year, and of those before it, still wait for when the
    last payment was promised is paid first; a payment that the plan's gates would not let through that month comes
    later; and the bylaws' yearly limit lets one leaver alone be paid no faster.
    """
    months, promised = plan.run.months, left_in + paid.number
    ends = len(months) - 1
    if not paid.number or left_in >= ends:
        return NO_WAIT
    queue = _paid_after(plan, promised) if promised <= ends else promised
    own, held_up = _let_through(plan, left_in, paid)
    over = ends if None in (queue, own) else min(ends, max(queue or 0, own or 0))
    queued = [one for one in range(left_in + 1, over + 1) if _queue(plan, left_in, one)]
    causes = Counter(cause for month in queued for cause in why(plan, month)) + held_up
    by_limit = _by_limit(plan, paid)
    if by_limit != 0:
        causes["limit"] += by_limit or LONGEST * MONTHS_A_YEAR
    never, late = by_limit is None, by_limit or 0
    unpaid = never or None in (queue, own) or promised <= ends < promised + late
    return Wait(max(over - promised, late, 0), unpaid, never, tuple(one for one, _ in causes.most_common()))


def slot(plan: Plan, left_in: int, month: int) -> int:
    """Where the cohort of a fiscal year stands in a later month; the last slot kept apart holds it from then on."""
    years = (month - left_in - 1) // MONTHS_A_YEAR
    return min(years, int(plan.case.terms.leavers_apart) - 1)


def _queue(plan: Plan, left_in: int, month: int) -> bool:
    """Whether the plan's own leavers who are paid with this one wait in a month."""
    return cents(plan.run.months[month].leavers_paid[slot(plan, left_in, month)].overdue) > 0


def _paid_after(plan: Plan, promised: int) -> int | None:
    """The month in which what was still owed at the promised end is paid; None: not within the plan."""
    months, last = plan.run.months, int(plan.case.terms.leavers_apart) - 1
    left = months[promised].leavers_paid[last].kept
    month = promised
    while cents(left) > 0:
        month += 1
        if month >= len(months):
            return None
        left -= months[month].leavers_paid[last].paid
    return month


def _let_through(plan: Plan, left_in: int, paid: Due) -> tuple[int | None, Counter[Cause]]:
    """The month by which the plan's gates let through this leaver's payments too, and what held them up.

    What the plan itself pays to the cohort is counted as this leaver's; only what is more asks for more room. The
    yearly limit is left to `_by_limit`. None: not within the plan.
    """
    due, causes = 0.0, Counter[Cause]()
    promised = payments(plan.case.terms, paid.owed)
    for month in range(left_in + 1, len(plan.run.months)):
        now, nth = plan.run.months[month], month - left_in
        if nth <= paid.number:
            due = cents(due + promised[nth - 1].principal)
        in_cohort = now.leavers_due[slot(plan, left_in, month)].due
        more = most(0.0, cents(due - in_cohort))
        short = cents(more - least(more, _spare(now)))
        if short:
            causes.update(one for one in why(plan, month, more) if one != "limit")
        due = short
        if nth >= paid.number and not due:
            return month, causes
    return (None if left_in + paid.number < len(plan.run.months) else left_in + paid.number), causes


def _spare(now: Month) -> float:
    """What the gates would let be paid to leavers beyond what they are paid, a yearly limit left aside."""
    room = least(now.rooms.leavers, now.rooms.cash - now.ahead.leavers) - now.granted.leavers
    return most(0.0, now.gates.open * room)


def _by_limit(plan: Plan, paid: Due) -> int | None:
    """Months beyond the promised ones that the yearly limit makes of one leaver's claim alone; None: never over.

    As the month has it: each month's interest on what is owed, and what was left of it, before any of the claim; what
    is held back stays due; interest left over bears none. The limit holds for a fiscal year, the year of leaving too.
    """
    limit = plan.scenario.coop.most_redeemed
    if limit is None or paid.owed <= 0:
        return 0
    rate, promised = plan.case.terms.redemption_rate, payments(plan.case.terms, paid.owed)
    owed, due, interest, left = paid.owed, 0.0, 0.0, limit
    for month in range(1 - BEFORE_THE_FIRST, LONGEST * MONTHS_A_YEAR + 1):
        if month % MONTHS_A_YEAR == 1:
            left = limit
        interest = cents(interest + cents(owed * rate / MONTHS))
        due = cents(due + (promised[month - 1].principal if 0 < month <= paid.number else 0.0))
        to_interest = least(interest, left)
        to_claim = least(due, cents(left - to_interest))
        left = cents(left - to_interest - to_claim)
        interest, due, owed = cents(interest - to_interest), cents(due - to_claim), cents(owed - to_claim)
        if month >= paid.number and not owed and not interest:
            return month - paid.number
    return None


def why(plan: Plan, month: int, more: float = 0.0) -> list[Cause]:
    """What keeps all that is due to leavers, and more, from being paid in a month: every test that it fails."""
    now, then = plan.run.months[month], plan.run.months[month - 1]
    wanted, gates = cents(now.claims.leavers + more), now.gates
    by_bylaws = plan.case.terms.most_redeemed
    of_bylaws = leavers_left(by_bylaws, then.year, plan.case.clocks[month]) if by_bylaws < UNLIMITED else UNLIMITED
    failed: dict[Cause, bool] = {
        "limit": of_bylaws < wanted,
        "law": now.lawful.room - now.ahead.leavers_by_law < wanted,
        "lender": _by_lender(now, wanted, of_bylaws),
        "cash": not gates.no_default or now.rooms.cash - now.ahead.leavers < wanted,
    }
    return [cause for cause, fails in failed.items() if fails]


def _by_lender(now: Month, wanted: float, of_bylaws: float) -> bool:
    """A breach at the last test, coverage after paying, or a lender's own yearly limit."""
    gates = now.gates
    in_breach = bool(gates.no_default) and not gates.open
    by_coverage = gates.fccr_room < UNLIMITED and gates.fccr_room - now.ahead.leavers < wanted
    return in_breach or by_coverage or gates.leavers_limit < min(wanted, of_bylaws)
