"""Who guarantees what, until when: each loan's guarantor, the amount by date, and the date of release."""

from collections.abc import Callable
from typing import Any, NamedTuple

from planner.lending.collateral import Claim, claims, owed_on
from planner.model.helpers import cents
from planner.model.one import Run
from planner.scenario import Backing, Scenario
from planner.scenario.counting import Guarantor
from planner.statements import Period


class Guarantee(NamedTuple):
    """One loan's guarantee: by whom, in money at closing and at each fiscal year-end, and when it ends."""

    claim: Claim
    guarantor: Guarantor
    fraction: float
    amounts: tuple[float, ...]  # closing, then each fiscal year-end
    most: float  # the largest at any month-end
    released: int | None  # month from closing; None: not within the plan


def at_stake(owed: float, fraction: float) -> float:
    """What a guarantor may be called for: its part of what is owed."""
    return cents(owed * fraction)


def release_month(backing: Backing, claim: Claim, run: Run) -> int | None:
    """The month a guarantee ends: as agreed, and at the latest when the loan is paid; a line may be drawn again."""
    if backing.release == "at_closing":
        return 0
    agreed = backing.release_month if backing.release == "in_month" else None
    limit = backing.release_balance if backing.release == "below_balance" else None
    for month, now in enumerate(run.months):
        owed = owed_on(claim, now)
        is_paid = owed <= 0.0 and claim.place is not None and now.loans[claim.place].lent > 0.0
        if is_paid or (agreed is not None and month >= agreed) or (limit is not None and owed <= limit):
            return month
    return agreed  # after the plan's last month


def amount_at(guarantee: Guarantee, run: Run, month: int) -> float:
    """What is guaranteed at a month's end; nothing from the release on."""
    if guarantee.guarantor == "nobody" or (guarantee.released is not None and month >= guarantee.released):
        return 0.0
    return at_stake(owed_on(guarantee.claim, run.months[month]), guarantee.fraction)


def listed(scenario: Scenario, run: Run, periods: tuple[Period, ...]) -> tuple[Guarantee, ...]:
    """Every loan that somebody guarantees."""
    made = []
    for claim in claims(scenario):
        backing = scenario.deal.line.backing if claim.place is None else scenario.deal.loans[claim.place].backing
        if backing.guarantor != "nobody":
            released = release_month(backing, claim, run)
            bare = Guarantee(claim, backing.guarantor, backing.guaranteed, (), 0.0, released)
            by_month = [amount_at(bare, run, month) for month in range(len(run.months))]
            dates = [0, *(period.last for period in periods)]
            made.append(bare._replace(amounts=tuple(by_month[month] for month in dates), most=max(by_month)))
    return tuple(made)


def seller_free(made: tuple[Guarantee, ...]) -> int | None:
    """The month from which the seller guarantees nothing more; None: not within the plan."""
    own = [one.released for one in made if one.guarantor == "seller"]
    return None if None in own else max((month for month in own if month is not None), default=0)


STAGES: list[Callable[..., Any]] = [at_stake, amount_at]
