"""Whose votes count in a plan: those of workers, of further classes of members, of others, and of a seller with shares.

What nobody entered is not known.
"""

from typing import NamedTuple

from planner.scenario import Scenario

WORKERS, SELLER = "workers", "seller"
HALF = 0.5
FINE = 9  # places at which a float's last digits no longer decide


class ClassOfMembers(NamedTuple):
    """One class: whether it does business with the co-op (a patron), its part of all votes; None: not known."""

    name: str
    patron: bool
    votes: float | None


def classes_of(scenario: Scenario, of_members: float = 1.0) -> tuple[ClassOfMembers, ...]:
    """The classes of members, each by its votes, and whoever votes beside them; the seller by his shares.

    Users and producers do business with the co-op, and are patrons as workers are. Without further classes others
    have the votes entered for them, or the seller's if that is more; where none are entered, nobody knows, unless the
    seller alone has no less than half.
    """
    told, others = scenario.membership, scenario.bylaws.outside_votes
    if told.classes:
        part = of_members / told.all_votes
        found = [ClassOfMembers(WORKERS, patron=True, votes=told.workers_votes * part)]
        found += [ClassOfMembers(one.name, patron=one.patron, votes=one.votes * part) for one in told.classes]
        found += [ClassOfMembers(SELLER, patron=False, votes=1.0 - of_members)] if of_members < 1.0 else []
        return tuple(found)
    of_seller = 1.0 - of_members
    unsaid = of_seller if of_seller >= HALF else None
    known = unsaid if others is None else max(others, of_seller)
    return (
        ClassOfMembers(WORKERS, patron=True, votes=None if known is None else 1.0 - known),
        ClassOfMembers("others", patron=False, votes=known),
    )


def votes_of(classes: tuple[ClassOfMembers, ...], *, patrons: bool) -> float | None:
    """Votes of all classes of patrons, or of all others, as a part of all votes."""
    votes = [one.votes for one in classes if one.patron == patrons]
    known = [one for one in votes if one is not None]
    return round(sum(known), FINE) if len(known) == len(votes) else None


def workers_votes(classes: tuple[ClassOfMembers, ...]) -> float | None:
    """The workers' votes, as a part of all votes."""
    return next((one.votes for one in classes if one.name == WORKERS), None)
