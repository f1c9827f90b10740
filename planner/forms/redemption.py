"""Whether a buyout by the company is a sale for its owner, or a dividend. Source: 26 U.S.C. 302, 318."""

from typing import Literal, NamedTuple

from planner import workforce
from planner.places import Rules
from planner.scenario import Scenario

Reason = Literal["complete", "disproportionate", "waiver", "nobody", "no_waiver", "still_interested", "member"]


class Redemption(NamedTuple):
    """The seller's votes after the buyout, the family's counted with them; None where nobody has a vote."""

    votes: float | None
    is_sale: bool | None
    reason: Reason


def votes_after(scenario: Scenario) -> float | None:
    """The part of all votes, one a member, that is the seller's and the family's (26 U.S.C. 318(a)(1))."""
    own = 1 if scenario.owner.seller_stays_as == "member" else 0
    family = scenario.owner.family_members_stay
    voters = max(workforce.founding_members(scenario), family) + own
    return (own + family) / voters if voters else None


def tested(scenario: Scenario, rules: Rules) -> Redemption:
    """Complete termination (302(b)(3), (c)(2)) or a substantially disproportionate buyout (302(b)(2)).

    Before the buyout the seller, with the family, is taken to hold all shares. Without a share of his own a seller
    may be employed or sit on the board; only whoever waives the family's shares may not.
    """
    owner, votes = scenario.owner, votes_after(scenario)
    if votes is None:
        return Redemption(votes, None, "nobody")
    holds = owner.seller_stays_as == "member"
    if not holds and not owner.family_members_stay:
        return Redemption(votes, True, "complete")
    if votes < rules.value("form.redemption_votes") and votes < rules.value("form.redemption_ratio"):
        return Redemption(votes, True, "disproportionate")
    if holds:
        return Redemption(votes, False, "member")
    if owner.seller_stays_as in ("employee", "director"):
        return Redemption(votes, False, "still_interested")
    return Redemption(votes, owner.waives_attribution, "waiver" if owner.waives_attribution else "no_waiver")
