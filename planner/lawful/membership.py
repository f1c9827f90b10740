"""Who is a member or a candidate, month by month, of all who work here; and who joins with a gift or without.

A candidate is who is expected to become a member before the candidacy is over that a new worker has: somebody who may
join in ten years is none. Whoever only may join counts by how likely that is. Source: Cal. Corp. Code 12253.5, with
candidates as 12201.5 has them: considered for membership under the bylaws.
"""

from typing import NamedTuple

import numpy as np

from planner import buy_in, tenure, workforce
from planner.model.calendar import month_name
from planner.scenario import Coop, Scenario
from planner.tenure import ROUNDED_OFF, Numbers


class Fewest(NamedTuple):
    """The month in which members and candidates are the smallest part of the workers."""

    fraction: float
    month: str
    members: float  # expected
    candidates: float
    workers: float


def fewest(scenario: Scenario) -> Fewest | None:
    """Members and candidates of all workers, in the month in which they are fewest; None without a roster."""
    whole = sum(one.number for one in scenario.workforce.workers)
    if not whole:
        return None
    last = scenario.months
    if scenario.workforce.drawn is not None:  # who joins after the plan is not drawn
        last = max(0, last - scenario.workforce.candidacy_months)
    members = np.array(workforce.follow(scenario).members[: last + 1])
    waiting = candidates(scenario)[: last + 1]
    staff = np.array([whole * (workforce.staffing(scenario, month) if month else 1.0) for month in range(last + 1)])
    parts = np.minimum(1.0, (members + waiting) / staff)
    month = int(parts.argmin())
    return Fewest(
        float(parts[month]),
        month_name(scenario.deal.closing, month),
        float(members[month]),
        float(waiting[month]),
        float(staff[month]),
    )


def candidates(scenario: Scenario) -> Numbers:
    """By month, who joins within the candidacy of those who work here now and are no members yet."""
    people, known = scenario.workforce, workforce.crew(scenario)
    months, wait = np.arange(scenario.months + 1), people.candidacy_months
    found = np.zeros(scenario.months + 1)
    if people.drawn is not None:
        held = [(known.workers[row].number, part) for row, part in known.followed.parts]
    else:
        closing, last = scenario.deal.closing, scenario.months + wait
        held = [
            (one.number, part) for one in people.workers for part in tenure.place_of(people, closing, last, one).parts
        ]
        hired = workforce.per_kind(known, (one.number for one in known.workers)) @ known.followed.hired
        so_far = np.concatenate(([0.0], np.cumsum(hired)))
        found += so_far[months + 1] - so_far[np.maximum(0, months + 1 - wait)]
    for number, part in held:
        if part.leaves > part.joins:
            found += np.where((months < part.joins) & (part.joins <= months + wait), number * part.fraction, 0.0)
    return found


class Joiner(NamedTuple):
    """One entry of the roster as it joins, on the closing day or later, and what is held back on each pay day."""

    place: int
    founder: bool
    each: float
    follows: bool = False  # founders of the same entry stand beside it


def joiners(scenario: Scenario) -> tuple[Joiner, ...]:
    """Every entry of the roster that joins: once, or twice where a gift makes founders pay less than who follows."""
    coop, known = scenario.coop, workforce.crew(scenario)
    each = {founder: held_back(coop, founder=founder) for founder in (True, False)}
    found = []
    for place in range(len(scenario.workforce.workers)):
        joined = known.followed.joined[known.kinds[place]]
        first, later = bool(joined[0] > 0), bool(joined[1:].sum() > ROUNDED_OFF)
        if first:
            found.append(Joiner(place, founder=True, each=each[True]))
        if later and (coop.seller_gift or not first):
            found.append(Joiner(place, founder=False, each=each[False], follows=first))
    return tuple(found)


def held_back(coop: Coop, *, founder: bool) -> float:
    """What is held back on each pay day of a member; 0 where all is paid on joining or given; money."""
    paid = buy_in.deductions(coop, founder=founder)
    return (paid.each if paid.number > 1 else paid.last) if paid.number else 0.0
