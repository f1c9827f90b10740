"""Whether a buyout by the company is a sale for its owner, or a dividend. Source: 26 U.S.C. 302, 318."""

from typing import Literal, NamedTuple

from planner import workforce
from planner.forms.asked import Answer, Condition, every
from planner.places import Rules
from planner.scenario import Scenario
from planner.words.formats import percent

Reason = Literal[
    "complete",
    "disproportionate",
    "waiver",
    "waiver_unknown",
    "nobody",
    "no_waiver",
    "still_interested",
    "member",
    "no_reduction",
]
BEFORE = 1.0  # the seller, with the family, is taken to hold all shares before the buyout


class Redemption(NamedTuple):
    """The seller's votes and common stock after the buyout, the family's counted with them; None: not known."""

    votes: float | None
    common: float | None
    is_sale: Answer
    reason: Reason
    conditions: tuple[Condition, ...]


def votes_after(scenario: Scenario) -> float | None:
    """The part of all votes, one a member, that is the seller's and the family's (26 U.S.C. 318(a)(1))."""
    own = 1 if scenario.owner.seller_stays_as == "member" else 0
    family = scenario.owner.family_members_stay
    voters = max(workforce.founding_members(scenario), family) + own
    return (own + family) / voters if voters else None


def common_after(scenario: Scenario) -> float | None:
    """The part of the fair value of all common stock that is theirs: member shares are of one class and worth alike.

    Preferred shares are no common stock. Shares without a price have no value to compare: None.
    """
    return votes_after(scenario) if scenario.coop.member_share > 0 else None


def tested(scenario: Scenario, rules: Rules) -> Redemption:
    """The three ways to a sale: complete (302(b)(3), (c)(2)), disproportionate (302(b)(2)), not a dividend (302(b)(1)).

    One that is met is enough. Whether a payment that fails the first two is no dividend is left open: no figure
    decides it.
    """
    votes, common = votes_after(scenario), common_after(scenario)
    ended = termination(scenario, rules, votes)
    cut = disproportion(scenario, rules, votes, common)
    left = equivalence(votes)
    answers = (every(ended), every(cut), left.answer)
    is_sale: Answer = "yes" if "yes" in answers else "unknown" if "unknown" in answers else "no"
    return Redemption(votes, common, is_sale, _reason(scenario, votes, answers), (*ended, *cut, left))


def termination(scenario: Scenario, rules: Rules, votes: float | None) -> tuple[Condition, ...]:
    """The seller holds no share after, and no share of the family's counts as the seller's; somebody else must."""
    owner = scenario.owner
    holds = owner.seller_stays_as == "member"
    nothing_held = Condition("redemption_complete", "no" if holds else "unknown" if votes is None else "yes")
    if holds or not owner.family_members_stay:
        return (nothing_held,)
    years = (("years", f"{rules.value('form.waiver_years'):.0f}"),)
    works_on = owner.seller_stays_as in ("employee", "director")
    hangs_on_profit = any(loan.kind == "earn_out" for loan in scenario.deal.loans)
    return (
        nothing_held,
        Condition("redemption_waived", "yes" if owner.waives_attribution else "no", years),
        Condition("redemption_no_interest", "no" if works_on else "yes"),
        Condition("redemption_creditor", "unknown" if hangs_on_profit else "yes"),
        Condition("redemption_family", {"no": "yes", "yes": "no"}.get(owner.family_transfers, "unknown"), years),  # type: ignore[arg-type]
    )


def disproportion(scenario: Scenario, rules: Rules, votes: float | None, common: float | None) -> tuple[Condition, ...]:
    """Below half of the votes, and below 80 % of the part of votes and of common stock held before; at one closing."""
    half, part, of_common = (rules.value(f"form.redemption_{name}") for name in ("votes", "ratio", "common"))
    at_once = scenario.deal.bought_at_closing >= 1.0
    return (
        _below("redemption_votes", votes, half),
        _below("redemption_ratio", votes, part * BEFORE),
        _below("redemption_common", common, of_common * BEFORE),
        Condition("redemption_series", "yes" if at_once else "unknown"),
    )


def equivalence(votes: float | None) -> Condition:
    """Not essentially equivalent to a dividend: never without a cut, otherwise by all facts (397 U.S. 301)."""
    uncut = votes is not None and votes >= BEFORE
    return Condition("redemption_equivalent", "no" if uncut else "unknown")


def _below(key: str, held: float | None, limit: float) -> Condition:
    if held is None:
        return Condition(key, "unknown", (("held", "?"), ("limit", percent(limit))))
    told = (("held", percent(held, decimals=1)), ("limit", percent(limit)))
    return Condition(key, "yes" if held < limit else "no", told)


def _reason(scenario: Scenario, votes: float | None, answers: tuple[Answer, Answer, Answer]) -> Reason:
    """What decides, or what stands in the way."""
    ended, cut, left = answers
    owner = scenario.owner
    reasons: tuple[tuple[bool, Reason], ...] = (
        (ended == "yes" and bool(owner.family_members_stay) and cut == "yes", "disproportionate"),
        (ended == "yes" and bool(owner.family_members_stay), "waiver"),
        (ended == "yes", "complete"),
        (cut == "yes", "disproportionate"),
        (votes is None, "nobody"),
        (left == "no" and ended == "no", "no_reduction"),
        (owner.seller_stays_as == "member", "member"),
        (owner.seller_stays_as in ("employee", "director"), "still_interested"),
        (not owner.waives_attribution, "no_waiver"),
        (True, "waiver_unknown"),
    )
    return next(reason for holds, reason in reasons if holds)
