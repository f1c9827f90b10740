"""How the surplus is divided: by what, how much of it in money, and what part of it capital gets."""

from planner.lawful.measures import CapitalYear, part_of_profit
from planner.members import Members
from planner.model.helpers import ratio
from planner.model.one import Run
from planner.model.records import Month
from planner.scenario import Answer, MemberClass, Scenario
from planner.scenario.coop import MIXED, PatronageBasis
from planner.statements import Period
from planner.votes import FINE
from planner.words import say
from planner.words.formats import listed, percent

TOLD: dict[Answer, bool | None] = {"yes": True, "no": False, "unknown": None}


def with_slice(scenario: Scenario) -> tuple[MemberClass, ...]:
    """Further classes that get a slice of the surplus as patronage."""
    return tuple(one for one in scenario.membership.classes if one.slice > 0)


def by_work(basis: PatronageBasis) -> bool | None:
    """Whether patronage goes by work done in the year; years of work here are open, a part alike for all is none."""
    if basis.equal > 0:
        return False
    return None if basis.seniority > 0 else True


def by_work_alone(scenario: Scenario) -> bool | None:
    """Whether all patronage goes by work, and none by what users buy or producers sell."""
    return False if with_slice(scenario) else by_work(scenario.coop.patronage_basis)


def basis_of(scenario: Scenario) -> str:
    """The one measure of work that counts, or `several`."""
    basis = scenario.coop.patronage_basis
    counted = [name for name in MIXED if getattr(basis, name) > 0]
    return counted[0] if len(counted) == 1 and not with_slice(scenario) else "several"


def shared_by(scenario: Scenario) -> str:
    """Each class's slice of the surplus and what it goes by, in words."""
    told = [say("lawful.slice", who=say("lawful.workers"), part=percent(scenario.membership.of_workers), by="work")]
    told += [
        say("lawful.slice", who=one.name, part=percent(one.slice), by=say(f"lawful.by.{one.basis}"))
        for one in with_slice(scenario)
    ]
    return listed(told)


def claims_qualified(scenario: Scenario) -> bool:
    """Whether notices of workers or of any further class are to be qualified."""
    return scenario.coop.claims_qualified or any(one.qualified for one in with_slice(scenario))


def least_cash_fraction(scenario: Scenario, run: Run, people: Members) -> float:
    """The least part in money of any dividend whose notices are to be qualified, cents rounded; 1 where there is none.

    Of workers each member's; of a further class that of all its members, whose dividends are not kept apart.
    """
    found = [1.0]
    if scenario.coop.claims_qualified:
        found += [ratio(year.cash, year.dividend) for one in people.people for year in one.years if year.dividend > 0]
    for place, one in enumerate(scenario.membership.classes):
        if one.qualified and one.slice > 0:
            shares = (now.class_shares[place] for now in run.months if now.classes[place].owed.patronage_dividend > 0)
            found += [ratio(each.cash, each.patronage_dividend) for each in shares]
    return round(min(found), FINE)


def has_notices(run: Run) -> bool:
    """Whether any class is given notices."""
    return any(
        now.shared.notices > 0
        or now.confirmed.held_back > 0
        or any(one.owed.notices > 0 for one in now.classes)
        or any(one.confirmed.held_back > 0 for one in now.class_paid)
        for now in run.months
    )


def least_always_paid(run: Run) -> bool:
    """Whether the least cash of a qualified dividend was paid in every year, to every class."""
    lost = (now.confirmed.lost > 0 or any(one.confirmed.lost > 0 for one in now.class_paid) for now in run.months)
    return not any(lost)


def patron_surplus(years: tuple[CapitalYear, ...]) -> float:
    """Patrons' least part of what is shared in a year."""
    return min((round(year.patron_surplus, FINE) for year in years), default=1.0)


def patron_profit(scenario: Scenario, run: Run, periods: tuple[Period, ...]) -> float | None:
    """Patrons' least part of profits; a return that profit does not move is no profit of investors.

    Whether it does is asked for of each class and of preferred shares; the seller's shares have a part of profit.
    Source: C.R.S. 7-58-1004(3)(b).
    """
    found = []
    for period in periods:
        end = run.months[period.last]
        returns = list(zip(_returns(end), by_profit(scenario), strict=True))
        if any(amount > 0 and moves is None for amount, moves in returns):
            return None
        to_patrons = end.shared.patronage_dividend + end.of_classes.patronage_dividend
        found.append(
            part_of_profit(to_patrons, [amount for amount, _ in returns], [moves is True for _, moves in returns])
        )
    return min((round(one, FINE) for one in found), default=1.0)


def by_profit(scenario: Scenario) -> tuple[bool | None, ...]:
    """Whether profit moves the return: on preferred shares, on the seller's shares, and on each further class's."""
    told = TOLD[scenario.bylaws.return_by_profit]
    own = (TOLD[one.return_by_profit] for one in scenario.membership.classes)
    return (told, True, *(told if one is None else one for one in own))


def _returns(end: Month) -> tuple[float, ...]:
    return (
        end.shared.preferred_dividend,
        max(0.0, end.shared.stake_profit),
        *(one.owed.returns for one in end.classes),
    )
