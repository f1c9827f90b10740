"""One loan followed alone to its end through the model's own stages, everything paid as promised, no spare cash.

Sales and profit are the plan's; a loan that runs longer than the plan meets those of the plan's last twelve months.
"""

from typing import NamedTuple

from planner import Plan, loans
from planner.model.calendar import MONTHS_A_YEAR, clocks
from planner.model.loans import UNLIMITED, fall_due, settle
from planner.model.records import OpenedLoan
from planner.model.records_debt import Granted, LoanDue, LoanMonth, Spare
from planner.model.records_stakes import NO_OFFER, NO_PAPER
from planner.places import Rules

NO_SPARE = Spare(0.0, 0.0)
GRANTED = Granted(*(0.0,) * len(Granted._fields))._replace(seller=UNLIMITED, balloon=UNLIMITED)


class Promised(NamedTuple):
    """One month of a loan as its note promises it."""

    due: LoanDue
    paid: LoanMonth


def schedule(plan: Plan, law: Rules, place: int) -> list[Promised]:
    """Every month of one loan after it is lent, to its last payment; one of a later closing as if lent in full."""
    scenario, run = plan.scenario, plan.run
    loan, opened = scenario.deal.loans[place], run.start.loans[place]
    index = loans.index_path(scenario.model_copy(update={"months": loan.ends}), law)
    calendar = clocks(plan.dates._replace(months=loan.ends))
    terms = loans.terms_of(loan, plug="")
    driven = loans.drivers_of(loan, index, calendar)
    principal = loan.principal if loan.later_closing else opened.principal
    now = LoanMonth(*(0.0,) * len(LoanMonth._fields))._replace(lent=1.0, balance=principal, base=principal)
    alone = OpenedLoan(principal, 0.0, 0.0)
    made = []
    for month in range(1, loan.ends + 1):
        around = run.months[_within(month, len(run.months) - 1)]
        before = run.months[_within(month - 1, len(run.months) - 1)]
        drivers = plan.case.drivers[0]._replace(index_rate=index[month])  # of the drivers a loan reads only this
        due = fall_due(terms, driven[month], drivers, around.operations, before.year, now, calendar[month])
        now = settle(
            terms, alone, driven[month], due, GRANTED, NO_SPARE, 0.0, 0.0, 0.0, 0.0, 0.0, NO_PAPER, NO_OFFER, now
        )
        made.append(Promised(due, now))
    return made


def _within(month: int, last: int) -> int:
    """The month itself, or beyond the plan the same month of its last year."""
    while month > last:
        month -= MONTHS_A_YEAR
    return max(0, month)
