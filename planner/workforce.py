"""Who works here month by month: members' part of labour, shares paid in, and the part that leaves.

Turnover is spread over the months: monthly = 1 - (1 - yearly)^(1/12). Whoever leaves is replaced at once by a
candidate, who becomes a member when the candidacy is over and pays the member share on the same terms.
"""

from typing import NamedTuple

from planner.model.helpers import cents
from planner.scenario import Coop, Scenario, Worker

WEEKS_A_YEAR = 52.0
MONTHS_A_YEAR = 12


class Path(NamedTuple):
    """The workforce from month 0 on."""

    members: tuple[float, ...]  # expected number
    member_labour: tuple[float, ...]  # members' part of pay
    shares_paid: tuple[float, ...]  # money; month 0 is paid at closing
    leaving: float  # part of members who leave in a month


def yearly_pay(worker: Worker) -> float:
    """Pay of all workers of one entry of the roster: number x hours x 52 x pay an hour."""
    return worker.number * worker.hours * WEEKS_A_YEAR * worker.pay


def instalments(coop: Coop) -> tuple[float, ...]:
    """What one member pays from joining on: the down payment, then level deductions with an exact last one."""
    rest = coop.member_share - coop.down_payment
    if rest <= 0:
        return (coop.down_payment,)
    if not coop.deduction_months:
        return (coop.member_share,)
    level = cents(rest / coop.deduction_months)
    return (
        coop.down_payment,
        *([level] * (coop.deduction_months - 1)),
        rest - level * (coop.deduction_months - 1),
    )


def monthly(turnover: float) -> float:
    """The part that leaves in a month: 1 - (1 - yearly)^(1/12)."""
    return float(1.0 - (1.0 - turnover) ** (1.0 / MONTHS_A_YEAR))


def founding_members(scenario: Scenario) -> int:
    """Workers who become members on the closing day."""
    return sum(worker.number for worker in scenario.workforce.workers if worker.joins_after == 0)


def flow(scheduled: list[float], leaving: float, candidacy: int) -> tuple[list[float], list[float]]:
    """Stock and joiners by month, each place that falls vacant filled again after the candidacy."""
    stock, joined, left = [], [], []
    now = 0.0
    for month, planned in enumerate(scheduled):
        gone = now * leaving if month else 0.0
        left.append(gone)
        back = left[month - candidacy] if month >= candidacy else 0.0
        joined.append(planned + back)
        now += planned + back - gone
        stock.append(now)
    return stock, joined


def staffing(scenario: Scenario, month: int) -> float:
    """Hours worked, today = 1: (1 + growth) for each plan year begun. Added hours are worked by non-members."""
    plan_years = max(0, (month - 1) // MONTHS_A_YEAR) + 1
    return float((1.0 + scenario.business.staffing_growth) ** plan_years)


def follow(scenario: Scenario) -> Path:
    """The workforce month by month, in expectation."""
    length = scenario.months + 1
    leaving = monthly(scenario.workforce.turnover)
    heads, pay = [0.0] * length, [0.0] * length
    for worker in scenario.workforce.workers:
        if worker.joins_after is not None and worker.joins_after < length:
            heads[worker.joins_after] += worker.number
            pay[worker.joins_after] += yearly_pay(worker)
    whole = sum(yearly_pay(worker) for worker in scenario.workforce.workers)
    candidacy = scenario.workforce.candidacy_months
    members, joined = flow(heads, leaving, candidacy)
    paid_members, _ = flow(pay, leaving, candidacy)
    payments = instalments(scenario.coop)
    shares = [0.0] * length
    for month, number in enumerate(joined):
        staying = number
        if staying:
            for place in range(min(len(payments), length - month)):
                shares[month + place] += staying * payments[place]
                staying *= 1.0 - leaving
    labour = tuple(
        min(1.0, one / (whole * staffing(scenario, month))) if whole else 0.0 for month, one in enumerate(paid_members)
    )
    return Path(tuple(members), labour, tuple(shares), leaving)
