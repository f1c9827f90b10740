"""The facts of a plan that statutes ask about: one definition each, worked out from scenario and run; None: not known.

Votes stand in `votes` and `voting`, how the surplus is divided in `sharing`, who is a member in `membership`, who
leaves in `leaving`. What a default says and nobody was asked is not known.
"""

from typing import NamedTuple

from planner import serving, votes, workforce
from planner.lawful import leaving, membership, paying, sharing, voting
from planner.lawful.expressions import Fact
from planner.lawful.measures import CapitalYear, measure_year
from planner.lawful.sharing import TOLD
from planner.members import Members
from planner.model.helpers import ratio
from planner.model.one import Run
from planner.model.records import Month
from planner.scenario import Scenario
from planner.statements import Period
from planner.votes import FINE

CALIFORNIA = "ca_worker"
NOT_HELD = ("unknown", "other")

# What to ask for where a fact is not known: paths in the scenario. A fact that is not here nobody can enter.
ASKED: dict[str, tuple[str, ...]] = {
    "members_or_candidates": ("workforce.workers",),
    "employed_only": ("bylaws.employed_only",),
    "one_share_each": ("bylaws.one_share_each",),
    "membership_offered": ("bylaws.membership_offered",),
    "outside_votes": ("bylaws.outside_votes",),
    "patron_votes": ("bylaws.outside_votes",),
    "votes_in_articles": ("bylaws.votes_in_articles",),
    "votes_when_shared": ("bylaws.outside_votes",),
    "patronage_by_business": ("coop.patronage_basis.seniority",),
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
    votes_when_shared: float | None
    surplus_when_shared: float
    votes_in_articles: bool | None
    one_vote: bool | None
    member_directors: float | None
    board_seats: float | None
    board_elected: float | None
    patronage_by_work: bool | None
    patronage_by_business: bool | None
    shared_by: str
    patronage_basis: str
    leavers_paid: bool
    shares_left: float
    shares_kept: float
    accounts_kept: float
    leavers_got: float
    leavers_owed: float
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
    paid_then: str
    short_then: str
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


def taken_from_pay(scenario: Scenario) -> float:
    """The most that is held back on one pay day of anybody who joins; 0 where all is paid on joining or given."""
    return max((one.each for one in membership.joiners(scenario)), default=0.0)


def largest_account(people: Members) -> float:
    """The largest account of a member who stays, times that year's pay; 0 where there is no pay."""
    parts = (ratio(year.account, year.pay) for one in people.people for year in one.staying)
    return max(parts, default=0.0)


def of(scenario: Scenario, run: Run, periods: tuple[Period, ...], people: Members) -> Facts:
    """Every fact of a plan."""
    coop, told, preferred = scenario.coop, scenario.bylaws, scenario.deal.preferred
    years, classes = years_of(run, periods), votes.classes_of(scenario, voting.held_by_members(scenario, run))
    shared = voting.when_shared(run, periods)
    by_work = votes.classes_of(scenario, voting.held_by_members(scenario, run, _months_of(shared)))
    paid = paying.of(run, scenario.deal.closing)
    of_workers = votes.workers_votes(classes)
    board = serving.least_of(scenario, workforce.follow(scenario).members)
    fewest, left = membership.fewest(scenario), leaving.of(scenario, run)
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
        patron_votes=votes.votes_of(classes, patrons=True),
        votes_when_shared=votes.votes_of(by_work, patrons=True),
        surplus_when_shared=sharing.patron_surplus(years_of(run, shared)),
        votes_in_articles=TOLD[told.votes_in_articles],
        one_vote=TOLD[told.one_member_one_vote],
        member_directors=board.members,
        board_seats=board.seats,
        board_elected=board.elected,
        patronage_by_work=sharing.by_work_alone(scenario),
        patronage_by_business=sharing.by_work(coop.patronage_basis),
        shared_by=sharing.shared_by(scenario),
        patronage_basis=sharing.basis_of(scenario),
        leavers_paid=left.all_paid,
        shares_left=left.shares,
        shares_kept=left.kept,
        accounts_kept=left.accounts_kept,
        leavers_got=left.paid,
        leavers_owed=left.owed,
        leavers_months=1.0 if not coop.redemption_years else 12.0 * (coop.redemption_years + 1),
        account_to_pay=largest_account(people),
        accounts_revolve=coop.revolving_years is not None or coop.revolving_cash > 0,
        notices=sharing.has_notices(run),
        outside_capital=run.start.closing.preferred
        + run.start.opening.stake
        + max(month.of_classes.capital for month in run.months),
        dividend_rate=preferred.dividend,
        cumulative=run.start.closing.preferred > 0,  # what is not paid waits and is due again
        returned=max((round(year.returned, FINE) for year in years), default=0.0),
        dividends_of_surplus=max((round(year.dividends_of_surplus, FINE) for year in years), default=0.0),
        return_in_bylaws=TOLD[told.return_in_bylaws],
        patron_surplus=sharing.patron_surplus(years),
        patron_profit=sharing.patron_profit(scenario, run, periods),
        reserve_not_from_patronage=None if told.reserve_from == "unknown" else told.reserve_from != "patronage",
        indivisible=None if told.reserve_from == "unknown" else told.reserve_from != "none",
        collective_to_members=TOLD[told.most_to_members],
        reserve_to_co_op_body=TOLD[told.reserve_to_co_op_body],
        account_gap=max((year.account_gap for year in years), default=0.0),
        qualified=sharing.claims_qualified(scenario),
        cash_fraction=sharing.least_cash_fraction(scenario, run, people),
        minimum_paid=sharing.least_always_paid(run),
        payout_months=float(coop.payout_months),
        obligation_in_bylaws=TOLD[told.obligation_in_bylaws],
        consent_in_bylaws=TOLD[told.consent_in_bylaws],
        pays_as_due=paid.as_due,
        paid_then=paid.paid,
        short_then=paid.short,
        pays_out=bool(paid.months),
        book_when_paying=round(min((_book(run.months[month]) for month in paid.months), default=0.0), 2),
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


def _months_of(periods: tuple[Period, ...]) -> list[int]:
    """Every month of some fiscal years."""
    return [month for one in periods for month in range(one.first, one.last + 1)]


def _book(month: Month) -> float:
    """What is left above debts and preferred shares, as booked."""
    return month.balance.net_book_value - month.balance.preferred
