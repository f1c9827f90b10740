"""What a loan costs with its fees and points: its annual percentage rate, from the payments its note promises.

Nominal rate = 12 x the monthly rate at which all payments are worth what the borrower gets net of fees (the actuarial
method of 12 CFR 1026, appendix J, months as equal periods); effective rate = (1 + monthly rate)^12 - 1.
"""

from typing import NamedTuple

import pyxirr

from planner import Plan
from planner.lending.alone import schedule
from planner.places import Rules

MONTHS = 12
SMALLEST = 0.005


class Cost(NamedTuple):
    """What one loan costs; a rate is None where nothing is lent, or nothing that could be a rate comes out."""

    name: str
    lent: float
    fees: float
    paid: float  # interest and principal, as promised
    stated: float  # the rate agreed, of an indexed loan with today's index
    nominal: float | None
    effective: float | None


def monthly_rate(flows: list[float]) -> float | None:
    """The rate a month at which flows are worth nothing together; None where there is none."""
    if not (any(flow > SMALLEST for flow in flows) and any(flow < -SMALLEST for flow in flows)):
        return None
    if abs(sum(flows)) < SMALLEST:
        return 0.0
    found = pyxirr.irr(flows)
    return None if found is None or found <= -1.0 else float(found)


def yearly(rate: float | None) -> tuple[float | None, float | None]:
    """Nominal and effective rate a year."""
    return (None, None) if rate is None else (MONTHS * rate, (1.0 + rate) ** MONTHS - 1.0)


def cost_of(plan: Plan, law: Rules, place: int) -> Cost:
    """The cost of one loan."""
    loan, opened = plan.scenario.deal.loans[place], plan.run.start.loans[place]
    months = schedule(plan, law, place)
    lent = loan.principal if loan.later_closing else opened.principal
    payments = [one.paid.interest_paid + one.paid.principal_paid for one in months]
    flows = [lent - opened.fee, *(-payment for payment in payments)]
    rates = yearly(monthly_rate(flows))
    return Cost(loan.name, lent, opened.fee, round(sum(payments), 2), months[0].due.rate, *rates)


def costs(plan: Plan, law: Rules) -> tuple[Cost, ...]:
    """The cost of every loan of the plan."""
    return tuple(cost_of(plan, law, place) for place in range(len(plan.scenario.deal.loans)))
