"""Whether shares may be offered without registration: the exemption relied on, held against its own conditions.

No exemption is passed on figures alone: a lawyer's word is asked for, and until it is given the answer is unknown.
"""

from typing import NamedTuple

from planner.lawful.facts import CALIFORNIA
from planner.model.one import Run
from planner.places import Rules
from planner.places.statutes import acts
from planner.scenario import Scenario

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
        cap = rules.at(scenario.deal.closing).value(SMALL)
        if share > cap:
            return Offered(False, "small_over", raised=share, cap=cap)
        if told.statute not in ("unknown", CALIFORNIA):
            return Offered(False, "small_elsewhere", raised=share, cap=cap)
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
