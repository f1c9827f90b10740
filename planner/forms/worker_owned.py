"""Whether the buyer is an eligible worker-owned co-operative: 26 U.S.C. 1042(c)(2), each of its conditions.

What the bylaws were not asked, or a default alone says, is not known. Votes and seats are those of the co-op itself:
what a seller still holds are shares of the company.
"""

from planner import serving, votes, workforce
from planner.forms.asked import Answer, Condition, every
from planner.scenario import Scenario
from planner.votes import HALF
from planner.words.formats import heads, percent


def conditions(scenario: Scenario) -> tuple[Condition, ...]:
    """Subchapter T, its members, their votes, the board they elect, and by what it allocates: (A) to (E)."""
    return (
        co_operative(scenario),
        members(scenario),
        voting_stock(scenario),
        board(scenario),
        allocated(scenario),
    )


def co_operative(scenario: Scenario) -> Condition:
    """(A): part I of subchapter T applies to it, so it is a corporation; members work for the co-op itself."""
    key = "rollover_co_op"
    if scenario.coop.taxed_as == "partnership":
        return Condition(key, "no", reason="partnership", paths=("coop.taxed_as",))
    return Condition(key, "unknown" if scenario.deal.kept_as_subsidiary else "yes")


def members(scenario: Scenario) -> Condition:
    """(B): most of its members are its employees; on the closing day, every class counted by heads."""
    key, workers = "rollover_members", workforce.founding_members(scenario)
    others = sum(one.members for one in scenario.membership.classes)
    if others and others >= workers:
        return Condition(key, "no", (("workers", heads(workers)), ("others", heads(others))), reason="others")
    return Condition(key, "yes" if workers > 0 and not scenario.deal.kept_as_subsidiary else "unknown")


def voting_stock(scenario: Scenario) -> Condition:
    """(C): most of the voting stock is its members', workers and those who do business with the co-op counted.

    Whether supporters and investors who hold votes are members in the sense of the law is not settled.
    """
    key, classes = "rollover_votes", votes.classes_of(scenario)
    of_workers, further = votes.workers_votes(classes), bool(scenario.membership.classes)
    if of_workers is None:
        return Condition(key, "unknown", paths=("bylaws.outside_votes",))
    if of_workers > HALF:
        met = workforce.founding_members(scenario) > 0
        return Condition(key, "yes") if met else Condition(key, "unknown", reason="nobody")
    told = (("others_part", percent(1.0 - of_workers)),)
    if not further:
        return Condition(key, "no", told, reason="others")
    patrons = votes.votes_of(classes, patrons=True) or 0.0
    return Condition(key, "yes") if patrons > HALF else Condition(key, "unknown", told, reason="classes")


def board(scenario: Scenario) -> Condition:
    """(D): members elect most of the board, one vote each; seats of further classes are not known to be so elected."""
    elected = serving.least_of(scenario, workforce.follow(scenario).members).elected
    one_vote = scenario.bylaws.one_member_one_vote
    most: Answer = "unknown" if elected is None else "yes" if elected > HALF else "no"
    if most == "no" and scenario.membership.classes and scenario.coop.members_elect_board:
        most = "unknown"
    paths = ("bylaws.board_seats", "bylaws.seats_elected_by_members") if elected is None else ()
    asked = (*paths, *(("bylaws.one_member_one_vote",) if one_vote == "unknown" else ()))
    answer = every((Condition("", most), Condition("", one_vote)))
    return Condition("rollover_board", answer, paths=asked if answer == "unknown" else ())


def allocated(scenario: Scenario) -> Condition:
    """(E): most of what it allocates goes to its members by patronage or by capital.

    What is shared alike is neither; whether years of work are patronage is not settled.
    """
    key, coop = "rollover_earnings", scenario.coop
    if coop.kept_together >= 1.0:
        return Condition(key, "unknown")
    told, by = scenario.membership, coop.patronage_basis
    of_others = sum(one.slice for one in told.classes)
    workers = told.of_workers / (told.of_workers + of_others) if told.of_workers else 0.0
    if workers * by.equal >= HALF:
        return Condition(key, "no", (("alike", percent(by.equal)),), reason="alike")
    if workers * (by.equal + by.seniority) >= HALF:
        return Condition(key, "unknown", reason="seniority", paths=("coop.patronage_basis.seniority",))
    return Condition(key, "yes")
