"""A note to the seller as it promises to be paid: what tax law looks at, whatever the plan then pays of it.

The loan's own stages run it, with nothing held back and nothing paid early; an index stands still at its first rate.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from planner import loans
from planner.model.helpers import cents
from planner.model.loans import fall_due, settle
from planner.model.one import Case, Run
from planner.model.records_debt import Granted, LoanDue, LoanMonth, Spare
from planner.model.records_stakes import NO_OFFER, NO_PAPER
from planner.scenario import Loan, Scenario
from planner.scenario.loans import MONTHS_A_YEAR
from planner.seller import Promise, PromisedNote

NOTHING = LoanMonth(*(0.0,) * len(LoanMonth._fields))._replace(lent=1.0)
UNGATED = Granted(*(0.0,) * len(Granted._fields))
NONE_TO_SPARE = Spare(0.0, 0.0)


def notes(scenario: Scenario, case: Case, run: Run) -> tuple[PromisedNote, ...]:
    """Every note to the seller, in the order of the loans."""
    return tuple(
        promised(scenario, case, run, place)
        for place, loan in enumerate(scenario.deal.loans)
        if loan.to_seller and run.start.loans[place].principal
    )


def promised(scenario: Scenario, case: Case, run: Run, place: int) -> PromisedNote:
    """One note: each month in which it promises a payment, and what standby adds to it.

    Whose payments the plan made to the day and the cent is read off the plan's own months.
    """
    asked = scenario.deal.loans[place]
    as_run = ran_as_promised(asked, run, place)
    dues = [month.dues[place] for month in run.months[1:]] if as_run else followed(scenario, case, run, place)
    payments = tuple(
        Promise(month, due.interest_due, due.principal_due)
        for month, due in enumerate(dues[: asked.ends], 1)
        if due.interest_due or due.principal_due
    )
    return PromisedNote(
        name=asked.name,
        place=place,
        face=run.start.loans[place].principal,
        payments=payments,
        added=cents(sum(due.added for due in dues)),
        adds=adds(asked),
        adjusts=MONTHS_A_YEAR if asked.indexed else None,
        earn_out=asked.kind == "earn_out",
        most=asked.most_paid,
        as_run=as_run,
    )


def later(scenario: Scenario, run: Run, bought: Iterable[Any]) -> tuple[tuple[PromisedNote, ...], ...]:
    """The notes of each later closing (its month and the places of its notes), their months counted from it."""
    return tuple(
        tuple(
            promised_later(scenario, run, place, one.month)
            for place in one.places
            if run.months[one.month].loans[place].balance
        )
        for one in bought
    )


def promised_later(scenario: Scenario, run: Run, place: int, lent: int) -> PromisedNote:
    """One note of a later closing; what was held back is promised once, and what is owed when the plan ends, then."""
    asked = scenario.deal.loans[place]
    months = run.months[lent : lent + asked.ends + 1]
    pairs = list(pairwise(months))
    payments = [
        Promise(
            month,
            cents(now.dues[place].interest_due - then.loans[place].interest_overdue),
            cents(now.dues[place].principal_due - then.loans[place].principal_overdue),
        )
        for month, (then, now) in enumerate(pairs, 1)
    ]
    left = cents(months[-1].loans[place].balance - months[-1].loans[place].principal_overdue)
    if len(pairs) < asked.ends and left > 0:
        payments.append(Promise(max(1, len(pairs)), 0.0, left))
    return PromisedNote(
        name=asked.name,
        place=place,
        face=months[0].loans[place].balance,
        payments=tuple(one for one in payments if one.interest or one.principal),
        added=cents(sum(now.dues[place].added for _, now in pairs)),
        adds=adds(asked),
        adjusts=MONTHS_A_YEAR if asked.indexed else None,
        as_run=False,
    )


def adds(asked: Loan) -> bool:
    """Whether interest of a standby joins the principal; else all of it is paid in cash at least once a year."""
    return bool(asked.standby) and asked.standby_interest != "paid"


def ran_as_promised(asked: Loan, run: Run, place: int) -> bool:
    """Whether the plan paid just what the note promised: nothing held back, nothing early, no index that moves."""
    return not asked.indexed and all(
        month.loans[place].current and not month.loans[place].prepaid for month in run.months[1 : asked.ends + 1]
    )


def followed(scenario: Scenario, case: Case, run: Run, place: int) -> list[LoanDue]:
    """What falls due month by month where all is paid as promised; an index keeps the rate of the first month.

    Source: 26 CFR 1.1274-2(f)(1), 1.1275-5(e): a floating rate counts at its value on the day of issue.
    """
    asked, opened = scenario.deal.loans[place], run.start.loans[place]
    first = case.drivers[1].index_rate
    driven = loans.drivers_of(asked, (first,) * len(case.clocks), case.clocks)
    loan = case.terms.loans[place]._replace(gated=0.0, swept=0.0)
    then = NOTHING._replace(balance=opened.principal, base=opened.principal)
    dues = []
    for month in range(1, asked.ends + 1):
        now, clock = run.months[month], case.clocks[month]
        drivers = case.drivers[month]._replace(index_rate=first)
        driver = driven[month]._replace(prepaid=0.0, forgiven=0.0)
        due = fall_due(loan, driver, drivers, now.operations, now.year, then, clock)
        then = settle(
            loan, opened, driver, due, UNGATED, NONE_TO_SPARE, 0.0, 0.0, 0.0, 0.0, 0.0, NO_PAPER, NO_OFFER, then
        )
        dues.append(due)
    return dues
