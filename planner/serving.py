"""Who serves on the board: every worker-member while they are few, then as many seats as are entered.

Source of the rule: dojo4, LCA (Colorado), co-op/bylaws, github.com/dojo4/policy: the board is all members until they
are more than seven, then three to five seats. Members are counted in whole persons, as expected at month-end.
"""

from collections.abc import Sequence
from math import floor
from typing import NamedTuple

from planner.scenario import Scenario


class Seats(NamedTuple):
    """What a board of some month is made of, as far as it is known; parts of the whole board."""

    seats: float | None
    members: float | None  # part of the board who are members
    elected: float | None  # part that members elect, or that they are


def whole(members: float) -> int:
    """Members in whole persons: rounded half up."""
    return floor(members + 0.5)


def all_serve(scenario: Scenario, members: int) -> bool:
    """Whether so many members, one at least, all serve."""
    most = scenario.bylaws.all_serve_up_to
    return most is not None and 0 < members <= most


def entered_elected(scenario: Scenario) -> float | None:
    """The part of the board that members elect: as entered; none where they are said not to elect most of it.

    That they do is a default: nobody said it.
    """
    entered = scenario.bylaws.board_elected
    return 0.0 if entered is None and not scenario.coop.members_elect_board else entered


def least_of(scenario: Scenario, members: Sequence[float]) -> Seats:
    """The least of each over the months of a plan: what a statute asks must hold in all of them; None: not known.

    Seats the seller keeps, and those of others, stand beside the members'.
    """
    told, governance = scenario.bylaws, scenario.governance
    entered = Seats(
        None if told.board_seats is None else float(told.board_seats), told.member_directors, entered_elected(scenario)
    )
    heads = {whole(one) for one in members} - {0}
    few = {one for one in heads if all_serve(scenario, one)}
    if not few:
        return entered
    beside = governance.other_seats + (governance.kept_seats if scenario.deal.bought_at_closing < 1.0 else 0)
    fewest = min(few)
    part = fewest / (fewest + beside)
    small = Seats(float(fewest + beside), part, part)
    if few == heads:
        return small
    return Seats(*(None if one is None else min(one, other) for one, other in zip(entered, small, strict=True)))  # type: ignore[type-var]
