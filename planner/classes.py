"""How many members each further class has, month by month, and what they pay in: expected numbers, not people."""

from itertools import pairwise
from math import ceil
from typing import NamedTuple

from planner.model import terms
from planner.model.helpers import annuity
from planner.scenario import Coop, MemberClass, Scenario

MONTHS_A_YEAR = 12
LAYERS_KEPT_APART = 10
NEVER = 9999.0
TINY = 1e-7  # what a number of members may lie above a whole one


class ClassPath(NamedTuple):
    """One class, month by month from closing on."""

    members: tuple[float, ...]
    joining: tuple[float, ...]
    leaving: float  # part of the members, a month
    shares_paid: tuple[float, ...]  # month 0: on the closing day


def follow(cls: MemberClass, months: int) -> ClassPath:
    """Members grow evenly within each year; those who leave are replaced, and every joiner pays one share.

    members(m) = members at closing x (1 + growth)^(m / 12); joining = members - those of the last month who stay
    A share paid over months is paid as long as its holder stays.
    """
    leaving = 1.0 - (1.0 - cls.leaving) ** (1 / MONTHS_A_YEAR) if cls.leaving < 1.0 else 1.0
    stays = 1.0 - leaving
    members = [cls.members * (1.0 + cls.growth) ** (month / MONTHS_A_YEAR) for month in range(months + 1)]
    joining = [members[0]]
    for then, now in pairwise(members):
        joining.append(max(0.0, now - then * stays))
    paid = [0.0] * (months + 1)
    for month, number in enumerate(joining):
        if not cls.paid_over:
            paid[month] += number * cls.share_price
            continue
        for later in range(1, min(cls.paid_over, months - month) + 1):
            paid[month + later] += number * stays**later * cls.share_price / cls.paid_over
    return ClassPath(tuple(members), tuple(joining), leaving, tuple(paid))


def follow_all(scenario: Scenario) -> tuple[ClassPath, ...]:
    """Every class of a plan."""
    return tuple(follow(one, scenario.months) for one in scenario.membership.classes)


def layers_apart(cls: MemberClass) -> int:
    """Layers of a class's accounts kept apart: until they revolve, or a few where they never do."""
    return cls.revolving_years or LAYERS_KEPT_APART


def redemption_months(years: float) -> int:
    """Monthly instalments in which those who left are paid over so many years: one where it is at once."""
    return max(1, int(years) * MONTHS_A_YEAR)


def redemption_payment(bylaws: Coop | MemberClass) -> float:
    """The level payment a month, interest included, on 1 owed to those who left. Source: numpy-financial, pmt."""
    return annuity(bylaws.redemption_rate / MONTHS_A_YEAR, float(redemption_months(bylaws.redemption_years)))


def all_terms(scenario: Scenario) -> tuple[terms.MemberClass, ...]:
    """What holds of each class for the whole plan."""
    retired_first = float(scenario.coop.retired_first)
    return tuple(
        terms.MemberClass(
            paid_at_closing=round(path.shares_paid[0], 2),
            slice=cls.slice,
            member_business=cls.member_business,
            collective_fraction=max(cls.collective_fraction, scenario.coop.least_kept),
            cash_fraction=cls.cash_fraction,
            qualified=float(cls.qualified),
            return_rate=cls.return_rate,
            return_first=float(cls.return_first),
            revolving_years=float(cls.revolving_years or NEVER),
            layers_apart=float(layers_apart(cls)),
            redemption_years=float(cls.redemption_years),
            redemption_payment=redemption_payment(cls),
            redemption_rate=cls.redemption_rate,
            leavers_apart=float(max(1, cls.redemption_years)),
            retired_first=retired_first,
        )
        for cls, path in zip(scenario.membership.classes, follow_all(scenario), strict=True)
    )


def all_drivers(scenario: Scenario) -> list[tuple[terms.ClassDrivers, ...]]:
    """What comes of each class, month by month; what is paid on the closing day is a source of that day."""
    paths = follow_all(scenario)
    return [
        tuple(
            terms.ClassDrivers(
                heads=float(ceil(path.members[month] - TINY)),
                shares_paid=path.shares_paid[month] if month else 0.0,
                leaving=path.leaving,
            )
            for path in paths
        )
        for month in range(scenario.months + 1)
    ]
