"""The facts of a plan that statutes ask about: one definition each, worked out from scenario and run; None: not known.

Further classes of members are told by `classes_of`: who they are, and their votes.
"""

from typing import NamedTuple

from planner import workforce
from planner.lawful import membership
from planner.lawful.expressions import Fact
from planner.lawful.measures import CapitalYear, measure_year, patron_part
from planner.members import Members
from planner.model.helpers import ratio
from planner.model.one import Run
from planner.model.records import Month
from planner.scenario import Answer, Scenario
from planner.scenario.coop import MIXED, PatronageBasis
from planner.statements import Period

TOLD: dict[Answer, bool | None] = {"yes": True, "no": False, "unknown": None}
PAYOUTS = ("leavers_paid", "revolved_paid", "dividends_paid")
CALIFORNIA = "ca_worker"
NOT_HELD = ("unknown", "other")
WORKERS = "workers"
FINE = 9  # places at which a float's last digits no longer decide

# What to ask for where a fact is not known: paths in the scenario. A fact that is not here nobody can enter.
ASKED: dict[str, tuple[str, ...]] = {
    "members_or_candidates": ("workforce.workers",),
    "employed_only": ("bylaws.employed_only",),
    "one_share_each": ("bylaws.one_share_each",),
    "membership_offered": ("bylaws.membership_offered",),
    "outside_votes": ("bylaws.outside_votes",),
    "patron_votes": ("bylaws.outside_votes",),
    "votes_in_articles": ("bylaws.votes_in_articles",),
    "patronage_by_work": ("coop.patronage_basis.seniority",),
    "one_vote": ("bylaws.one_member_one_vote",),
    "member_directors": ("bylaws.board_seats", "bylaws.directors_who_are_members"),
    "board_seats": ("bylaws.board_seats",),
    "board_elected": ("bylaws.board_seats", "bylaws.seats_elected_by_members"),
    "return_in_bylaws": ("bylaws.return_in_bylaws",),
    "patron_profit": ("bylaws.return_by_profit",),
    "reserve_not_from_patronage": ("bylaws.reserve_from",),
    "indivisible": ("bylaws.reserve_from",),
    "collective_to_members": ("bylaws.collective_to_members",),
    "reserve_to_co_op_body": ("bylaws.reserve_to_co_op_body",),
    "obligation_in_bylaws": ("bylaws.obligation_in_bylaws",),
    "consent_in_bylaws": ("bylaws.consent_in_bylaws",),
    "deduction_authorised": ("bylaws.deduction_authorised",),
    "deduction_reviewed": ("bylaws.deduction_reviewed",),
    "statute_named": ("bylaws.statute",),
    "co_op_of_california": ("bylaws.statute",),
}


class ClassOfMembers(NamedTuple):
    """One class: whether it works here (a patron), its part of all votes; None: not known."""

    name: str
    patron: bool
    votes: float | None


class Facts(NamedTuple):
    """All that statutes ask; a fraction, money, months, a number, or yes and no."""

    members_or_candidates: float | None
    fewest_month: str
    members_then: float
    candidates_then: float
    workers_then: float
    candidacy_months: float
    founding_members: float
    member_share: float
    employed_only: bool | None
    one_share_each: bool | None
    membership_offered: bool | None
    outside_votes: float | None
    patron_votes: float | None
    votes_in_articles: bool | None
    one_vote: bool | None
    member_directors: float | None
    board_seats: float | None
    board_elected: float | None
    patronage_by_work: bool | None
    patronage_basis: str
    leavers_paid: bool
    leavers_months: float
    account_to_pay: float
    accounts_revolve: bool
    notices: bool
    outside_capital: float
    dividend_rate: float
    cumulative: bool
    returned: float
    dividends_of_surplus: float
    return_in_bylaws: bool | None
    patron_surplus: float
    patron_profit: float | None
    reserve_not_from_patronage: bool | None
    indivisible: bool | None
    collective_to_members: bool | None
    reserve_to_co_op_body: bool | None
    account_gap: float
    qualified: bool
    cash_fraction: float
    minimum_paid: bool
    payout_months: float
    obligation_in_bylaws: bool | None
    consent_in_bylaws: bool | None
    pays_as_due: bool
    pays_out: bool
    book_when_paying: float
    pay_deduction: float
    deduction_authorised: bool | None
    deduction_reviewed: bool | None
    statute_named: bool | None
    statute_held: bool | None
    statute_read: bool | None
    co_op_of_california: bool | None
    housing: bool | None


def years_of(run: Run, periods: tuple[Period, ...]) -> tuple[CapitalYear, ...]:
    """Each fiscal year's capital: dividends are those paid within it, contributions as it began."""
    return tuple(
        measure_year(
            sum(
                month.payments.dividends_paid + month.class_flows.dividends_paid
                for month in run.months[period.first : period.last + 1]
            ),
            run.months[period.first - 1],
            run.months[period.last],
        )
        for period in periods
    )


def classes_of(scenario: Scenario) -> tuple[ClassOfMembers, ...]:
    """The classes of members: workers, and each further class by its votes; where there is none, others with shares.

    Users and producers do business with the co-op, and are patrons as workers are.
    """
    told, others = scenario.membership, scenario.bylaws.outside_votes
    if told.classes:
        return (
            ClassOfMembers(WORKERS, patron=True, votes=told.workers_votes / told.all_votes),
            *(ClassOfMembers(one.name, patron=one.patron, votes=one.votes / told.all_votes) for one in told.classes),
        )
    return (
        ClassOfMembers(WORKERS, patron=True, votes=None if others is None else 1.0 - others),
        ClassOfMembers("others", patron=False, votes=others),
    )


def votes_of(classes: tuple[ClassOfMembers, ...], *, patrons: bool) -> float | None:
    """Votes of all classes of patrons, or of all others, as a part of all votes."""
    votes = [one.votes for one in classes if one.patron == patrons]
    known = [one for one in votes if one is not None]
    return round(sum(known), FINE) if len(known) == len(votes) else None


def workers_votes(classes: tuple[ClassOfMembers, ...]) -> float | None:
    """The workers' votes, as a part of all votes."""
    return next((one.votes for one in classes if one.name == WORKERS), None)


def taken_from_pay(scenario: Scenario) -> float:
    """The most that is held back on one pay day of anybody who joins; 0 where all is paid on joining or given."""
    return max((one.each for one in membership.joiners(scenario)), default=0.0)


def patronage_by_work(basis: PatronageBasis) -> bool | None:
    """Whether patronage goes by work done in the year; years of work here are open, a part alike for all is none."""
    if basis.equal > 0:
        return False
    return None if basis.seniority > 0 else True


def patronage_basis(basis: PatronageBasis) -> str:
    """The one measure of work that counts, or `several`."""
    counted = [name for name in MIXED if getattr(basis, name) > 0]
    return counted[0] if len(counted) == 1 else "several"


def least_cash_fraction(people: Members) -> float:
    """The least part in money of any member's dividend of any year, cents rounded; 1 where there is none."""
    parts = (ratio(year.cash, year.dividend) for one in people.people for year in one.years if year.dividend > 0)
    return round(min(parts, default=1.0), FINE)


def largest_account(people: Members) -> float:
    """The largest account of a member who stays, times that year's pay; 0 where there is no pay."""
    parts = (ratio(year.account, year.pay) for one in people.people for year in one.staying)
    return max(parts, default=0.0)


def of(scenario: Scenario, run: Run, periods: tuple[Period, ...], people: Members) -> Facts:
    """Every fact of a plan."""
    coop, told, preferred = scenario.coop, scenario.bylaws, scenario.deal.preferred
    years, classes = years_of(run, periods), classes_of(scenario)
    paying = [month for month in run.months if any(getattr(month.payments, name) > 0 for name in PAYOUTS)]
    elected, of_workers = told.board_elected, workers_votes(classes)
    fewest = membership.fewest(scenario)
    return Facts(
        members_or_candidates=None if fewest is None else round(fewest.fraction, FINE),
        fewest_month="" if fewest is None else fewest.month,
        members_then=0.0 if fewest is None else fewest.members,
        candidates_then=0.0 if fewest is None else fewest.candidates,
        workers_then=0.0 if fewest is None else fewest.workers,
        candidacy_months=float(scenario.workforce.candidacy_months),
        founding_members=float(workforce.founding_members(scenario)),
        member_share=coop.member_share,
        employed_only=TOLD[told.employed_only],
        one_share_each=TOLD[told.one_share_each],
        membership_offered=TOLD[told.membership_offered],
        outside_votes=None if of_workers is None else round(1.0 - of_workers, FINE),
        patron_votes=votes_of(classes, patrons=True),
        votes_in_articles=TOLD[told.votes_in_articles],
        one_vote=TOLD[told.one_member_one_vote],
        member_directors=told.member_directors,
        board_seats=None if told.board_seats is None else float(told.board_seats),
        board_elected=float(coop.members_elect_board) if elected is None else elected,
        patronage_by_work=patronage_by_work(coop.patronage_basis),
        patronage_basis=patronage_basis(coop.patronage_basis),
        leavers_paid=True,  # the model owes leavers their share and account from the day they leave
        leavers_months=1.0 if not coop.redemption_years else 12.0 * (coop.redemption_years + 1),
        account_to_pay=largest_account(people),
        accounts_revolve=coop.revolving_years is not None or coop.revolving_cash > 0,
        notices=any(month.shared.notices > 0 or month.confirmed.held_back > 0 for month in run.months),
        outside_capital=run.start.closing.preferred
        + run.start.opening.stake
        + max(month.of_classes.capital for month in run.months),
        dividend_rate=preferred.dividend,
        cumulative=run.start.closing.preferred > 0,  # what is not paid waits and is due again
        returned=max((round(year.returned, FINE) for year in years), default=0.0),
        dividends_of_surplus=max((round(year.dividends_of_surplus, FINE) for year in years), default=0.0),
        return_in_bylaws=TOLD[told.return_in_bylaws],
        patron_surplus=min((round(year.patron_surplus, FINE) for year in years), default=1.0),
        patron_profit=_patron_profit(scenario, run, years),
        reserve_not_from_patronage=None if told.reserve_from == "unknown" else told.reserve_from != "patronage",
        indivisible=None if told.reserve_from == "unknown" else told.reserve_from != "none",
        collective_to_members=TOLD[told.collective_to_members],
        reserve_to_co_op_body=TOLD[told.reserve_to_co_op_body],
        account_gap=max((year.account_gap for year in years), default=0.0),
        qualified=coop.claims_qualified,
        cash_fraction=least_cash_fraction(people),
        minimum_paid=not any(month.confirmed.lost for month in run.months),
        payout_months=float(coop.payout_months),
        obligation_in_bylaws=TOLD[told.obligation_in_bylaws],
        consent_in_bylaws=TOLD[told.consent_in_bylaws],
        pays_as_due=run.outcome.shortfall_month < 0,
        pays_out=bool(paying),
        book_when_paying=round(min(map(_book, paying), default=0.0), 2),
        pay_deduction=taken_from_pay(scenario),
        deduction_authorised=TOLD[told.deduction_authorised],
        deduction_reviewed=TOLD[told.deduction_reviewed],
        statute_named=None if told.statute == "unknown" else True,
        statute_held=None if told.statute in NOT_HELD else True,
        statute_read=None,  # of no statute every section was read
        co_op_of_california=None if told.statute == "unknown" else told.statute == CALIFORNIA,
        housing=None,
    )


def as_map(facts: Facts) -> dict[str, Fact]:
    """The facts by name."""
    return facts._asdict()


def _patron_profit(scenario: Scenario, run: Run, years: tuple[CapitalYear, ...]) -> float | None:
    """Patrons' least part of profits; a return that profit does not move is no profit of investors.

    Source: C.R.S. 7-58-1004(3)(b).
    """
    by_profit = TOLD[scenario.bylaws.return_by_profit]
    investors = run.start.closing.preferred or any(one.return_rate for one in scenario.membership.classes)
    if not investors or by_profit is False:
        return patron_part(0.0, 0.0)
    if by_profit is None:
        return None
    return min((round(year.patron_surplus, FINE) for year in years), default=1.0)


def _book(month: Month) -> float:
    """What is left above debts and preferred shares, as booked."""
    return month.balance.net_book_value - month.balance.preferred
