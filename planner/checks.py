"""The laws every plan obeys, run on every plan and shown to the user."""

from collections.abc import Callable
from typing import NamedTuple

from planner.members import HELD, Members, Totals
from planner.model.one import Case, Run
from planner.statements import CASH, Period, amount
from planner.words import Sentence, sentence
from planner.words.formats import money

CENT = 0.005


class Check(NamedTuple):
    """One law: its name, whether it holds, and in words what was compared."""

    name: str
    holds: bool
    said: Sentence


def books_balance(case: Case, run: Run) -> Check:
    """Assets = liabilities + equity in every month, to the cent."""
    return _within("books_balance", run.outcome.worst_gap, months=len(case.clocks) - 1)


def sources_meet_uses(_case: Case, run: Run) -> Check:
    """Sources = uses on the closing day, to the cent."""
    return _within("sources_meet_uses", run.outcome.sources_less_uses, total=money(run.start.closing.uses))


def opening_cash_ties(_case: Case, run: Run) -> Check:
    """Cash after all entries of the closing day is the opening cash that was asked for."""
    return _within("opening_cash_ties", run.outcome.opening_cash_gap, cash=money(run.start.opening.cash))


def loans_are_repaid(case: Case, run: Run) -> Check:
    """Every loan whose last month lies within the plan ends at 0.00."""
    ended = sum(1 for loan in case.terms.loans if loan.last < len(case.clocks))
    return _within("loans_are_repaid", run.outcome.worst_loan_left, loans=ended)


def surplus_is_shared(_case: Case, run: Run) -> Check:
    """Nothing of the fiscal year's surplus is left unshared at its end."""
    return _within("surplus_is_shared", run.outcome.worst_unshared)


def allocations_add_up(_case: Case, run: Run) -> Check:
    """Cash and notices add up to the patronage dividend."""
    return _within("allocations_add_up", run.outcome.worst_allocation)


def cash_ties(_case: Case, run: Run) -> Check:
    """Cash moves each month by exactly the rows of the cash flow statement: it leaves nothing out."""
    gap = 0.0
    flows = [row for row in CASH if not (row.stock or row.total)]
    for month in range(1, len(run.months)):
        period = Period("", month, month, whole=False)
        moved = run.months[month].treasury.cash - run.months[month - 1].treasury.cash
        gap = max(gap, abs(moved - sum(amount(run.months, row, period) for row in flows)))
    return _within("cash_ties", gap)


def accounts_tie(_case: Case, run: Run) -> Check:
    """Members' accounts change by notices and interest less what leavers take, losses and what is called."""
    gap = 0.0
    for then, now in zip(run.months, run.months[1:], strict=False):
        added = now.shared.notices + now.confirmed.held_back + now.members.interest
        change = added - now.members.accounts_left - now.members.charged - now.members.called + now.below.raised
        gap = max(gap, abs(now.members.accounts - then.members.accounts - change))
    return _within("accounts_tie", gap)


def classes_tie(_case: Case, run: Run) -> Check:
    """Accounts of further classes change by notices less what leavers take and what is called; shares likewise."""
    gap = 0.0
    for then, now in zip(run.months, run.months[1:], strict=False):
        was, whole, flows = then.of_classes, now.of_classes, now.class_flows
        accounts = whole.notices + flows.held_back - whole.accounts_left - whole.called
        shares = flows.shares_paid_in - whole.shares_left
        gap = max(gap, abs(whole.accounts - was.accounts - accounts))
        gap = max(gap, abs(whole.member_shares - was.member_shares - shares))
    return _within("classes_tie", gap)


def grants_add_up(_case: Case, run: Run) -> Check:
    """Of each claim that is let through, the parts of workers, classes and investors add up, none below zero."""
    gap = 0.0
    for now in run.months:
        kinds = (
            (now.granted.minimum, now.portion.minimum, [one.portion.minimum for one in now.class_paid]),
            (now.granted.further, now.portion.further, [one.portion.further for one in now.class_paid]),
            (now.granted.preferred, now.portion.dividends, [one.portion.dividends for one in now.class_paid]),
            (now.granted.revolving, now.portion.revolved, [one.portion.revolved for one in now.class_paid]),
            (now.granted.leavers, now.portion.leavers, [one.portion.leavers for one in now.class_paid]),
        )
        for whole, own, others in kinds:
            gap = max(gap, abs(whole - own - sum(others)), -own, *(-one for one in others))
    return _within("grants_add_up", gap)


def cash_suffices(case: Case, run: Run) -> Check:
    """Cash never falls short of the floor: not a law of arithmetic, but the first thing every reader must see."""
    short = run.outcome.shortfall_month >= 0
    key = "checks.cash_falls_short" if short else "checks.cash_suffices"
    return Check(
        "cash_suffices",
        not short,
        sentence(key, floor=money(case.terms.cash_floor), worst=money(run.outcome.shortfall_worst)),
    )


LAWS: tuple[Callable[[Case, Run], Check], ...] = (
    sources_meet_uses,
    opening_cash_ties,
    books_balance,
    cash_ties,
    loans_are_repaid,
    surplus_is_shared,
    allocations_add_up,
    accounts_tie,
    classes_tie,
    grants_add_up,
)


DIVIDED = tuple(name for name in Totals._fields if name in HELD)


def members_add_up(people: Members) -> Check:
    """Each fiscal year, what the members get and pay in adds up to what the co-op gives and receives."""
    gap = 0.0
    for year, total in enumerate(people.totals):
        for field in DIVIDED:
            gap = max(gap, abs(people.people.summed(field, year) - getattr(total, field)))
    return _within("members_add_up", gap)


def run_all(case: Case, run: Run, people: Members) -> tuple[Check, ...]:
    """Every check on one plan: the laws, then whether cash suffices."""
    return (*(law(case, run) for law in LAWS), members_add_up(people), cash_suffices(case, run))


def _within(name: str, gap: float, **values: object) -> Check:
    holds = gap < CENT
    return Check(name, holds, sentence(f"checks.{name}", gap=f"{gap:.2f}", **values))
