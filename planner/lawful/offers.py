"""Whether shares may be offered without registration: the exemption relied on, held against its own conditions.

No exemption is passed on figures alone: a lawyer's word is asked for, and until it is given the answer is unknown.
"""

from typing import NamedTuple

from planner.lawful.facts import CALIFORNIA
from planner.model.one import Run
from planner.places import Rules
from planner.places.statutes import acts
from planner.scenario import MemberClass, Scenario

CAPS = {"rule_504": "statutes.us.most_rule_504", "crowdfunding": "statutes.us.most_crowdfunded"}
SMALL = "statutes.ca.most_exempt"
A_YEAR = 12


class Offered(NamedTuple):
    """The answer, the reason by its key in the words, what to ask, and the figures that it names."""

    answer: bool | None
    reason: str
    asks: tuple[str, ...] = ()
    raised: float = 0.0
    cap: float = 0.0


def member_shares(scenario: Scenario, rules: Rules) -> Offered:
    """Membership shares, sold to those who join within a year of closing."""
    told, share = scenario.bylaws, scenario.coop.member_share
    if not share:
        return Offered(True, "none")
    if told.shares_rely_on == "california_small":
        found = _small(scenario, rules, share)
        if found is not None:
            return found
    within = [one for one in scenario.workforce.workers if one.joins_after is not None and one.joins_after < A_YEAR]
    raised = share * sum(one.number for one in within)
    return _relied_on(scenario, rules, told.shares_rely_on, "bylaws.shares_rely_on", raised)


def preferred_shares(scenario: Scenario, run: Run, rules: Rules) -> Offered:
    """Preferred shares, sold to people who do not work here, for a return: securities in any reading."""
    amount = run.start.closing.preferred
    if not amount:
        return Offered(True, "none")
    relied = scenario.bylaws.preferred_relies_on
    if relied in ("no_security", "california_small"):
        return Offered(False, f"preferred_{relied}")
    return _relied_on(scenario, rules, relied, "bylaws.preferred_relies_on", amount)


def further_classes(scenario: Scenario, rules: Rules) -> tuple[tuple[str, Offered], ...]:
    """Each further class whose shares are sold, by name.

    A share bought for a return, or by those who neither work nor trade here, is a security in any reading; one that
    only lets its holder buy from the co-op or sell to it may be none, which nobody may rely on without a lawyer.
    """
    return tuple(
        (one.name, _of_class(scenario, rules, place, one))
        for place, one in enumerate(scenario.membership.classes)
        if one.share_price and one.members
    )


def _of_class(scenario: Scenario, rules: Rules, place: int, one: MemberClass) -> Offered:
    invested = bool(one.return_rate) or not one.patron
    raised = one.share_price * one.members * (1.0 + max(0.0, one.growth))
    if invested and one.relies_on in ("no_security", "california_small"):
        return Offered(False, f"preferred_{one.relies_on}")
    if one.relies_on == "california_small":
        found = _small(scenario, rules, one.share_price)
        if found is not None:
            return found
    path = f"membership.classes.{place}.relies_on"
    if one.relies_on == "unknown":
        return Offered(None, "unnamed_preferred_relies_on" if invested else "unnamed_class_share", (path,))
    return _relied_on(scenario, rules, one.relies_on, path, raised)


def of_the_state(scenario: Scenario, run: Run) -> Offered:
    """The law of the state where shares are offered, which no table here holds: a lawyer's word is asked for."""
    sold = scenario.coop.member_share or run.start.closing.preferred
    if not sold and not any(one.share_price and one.members for one in scenario.membership.classes):
        return Offered(True, "none")
    told = scenario.bylaws
    asks = tuple(f"bylaws.{name}" for name in ("works_in", "offer_reviewed") if getattr(told, name) == "unknown")
    if told.offer_reviewed == "no":
        return Offered(False, "not_reviewed")
    return Offered(None, "state_open", asks) if asks else Offered(True, "state_reviewed")


def _small(scenario: Scenario, rules: Rules, share: float) -> Offered | None:
    """What California's exemption of small shares rules out; None where it does not."""
    cap = rules.at(scenario.deal.closing).value(SMALL)
    if share > cap:
        return Offered(False, "small_over", raised=share, cap=cap)
    if scenario.bylaws.statute not in ("unknown", CALIFORNIA):
        return Offered(False, "small_elsewhere", raised=share, cap=cap)
    return None


def _relied_on(scenario: Scenario, rules: Rules, relied: str, path: str, raised: float) -> Offered:
    told = scenario.bylaws
    if relied == "unknown":
        return Offered(None, f"unnamed_{path.rpartition('.')[2]}", (path,))
    if relied in CAPS:
        cap = rules.at(scenario.deal.closing).value(CAPS[relied])
        if raised > cap:
            return Offered(False, "over_cap", raised=raised, cap=cap)
    if relied == "intrastate":
        formed = acts(scenario.place).get(told.statute, ("", ""))[0]
        if told.residents_only == "no" or (formed and told.works_in not in ("unknown", formed)):
            return Offered(False, "not_one_state")
        if told.residents_only == "unknown":
            return Offered(None, "residents", ("bylaws.residents_only",))
    if told.offer_reviewed != "yes":
        return Offered(None, "unreviewed", ("bylaws.offer_reviewed",))
    return Offered(True, "reviewed")
