"""This worker's account by fiscal year, what leaving would bring, and when the worker is ahead."""

from collections.abc import Sequence

from planner import Plan
from planner.members import Person
from planner.model.calendar import MONTHS_A_YEAR, month_of
from planner.model.helpers import cents, most, ratio
from planner.staying import StayingYear
from planner.worker.joining import day_of
from planner.worker.leaving import due, paid_out
from planner.worker.paid import Paid, Taxes, in_units, is_qualified, taxed_at_once
from planner.worker.records import AccountYear, Ahead, Leaving
from planner.worker.untaxed import Untaxed

YEARS_ASKED = (3, 7, 12)


def years(
    plan: Plan,
    person: Person,
    paid: Sequence[Paid],
    untaxed: Untaxed,
    paying: tuple[Sequence[float], Taxes, dict[int, float]],
) -> tuple[AccountYear, ...]:
    """Each fiscal year since joining; `paying`: what was paid in by month, and how the year's tax is found."""
    paid_in, taxes, wages = paying
    opening = 0.0
    found = []
    for place, (period, year) in enumerate(zip(plan.outcomes.fiscal_years, person.staying, strict=True)):
        if period.last < person.joins_month:
            continue
        so_far = [one for one in paid if one.month <= period.last]
        waiting = cents(sum(one.revolved for one in person.staying[: place + 1]) - sum(one.revolved for one in so_far))
        calendar = month_of(plan.scenario.deal.closing, period.last)[0]
        waiting_untaxed = _untaxed_waiting(person.staying, untaxed, place, waiting)
        to_be_taxed = taxed_at_once(plan, place, year) + untaxed.held[place] + waiting_untaxed
        to_come = taxes.added(calendar, wages[calendar], to_be_taxed)
        held = most(0.0, cents(year.shares + year.account))
        vested_now = paid_out(plan.scenario.coop, period.last - person.joins_month, year.shares, year.account)
        found.append(
            AccountYear(
                fiscal_year=year.fiscal_year,
                ends=day_of(plan, period.last),
                shared=plan.case.clocks[period.last].year_end > 0,
                pay=year.pay,
                paid_in=cents(sum(paid_in[period.first if place else 0 : period.last + 1])),
                shares=year.shares,
                pay_in_units=cents(plan.case.terms.currency_of_pay * year.pay),
                dividend=year.dividend,
                cash=year.cash,
                cash_in_units=in_units(plan, place, year),
                opening=opening,
                added=year.notice,
                held_back=year.held_back,
                interest=year.interest,
                charged=cents(year.charged + year.charged_below),
                restored=year.restored,
                revolved=year.revolved,
                closing=year.account,
                at_risk=held,
                paid_in_so_far=cents(sum(paid_in[: period.last + 1])),
                kept_so_far=kept(plan, so_far, taxes, wages),
                due_if_left=cents(vested_now + year.cash + waiting - to_come),
            )
        )
        opening = year.account
    return tuple(found)


def _untaxed_waiting(staying: Sequence[StayingYear], untaxed: Untaxed, place: int, waiting: float) -> float:
    """Of what was called and is not yet paid, what is not taxed yet; the latest call waits longest."""
    found = 0.0
    for called in range(place, -1, -1):
        part = min(waiting, staying[called].revolved)
        found += part * ratio(untaxed.called[called], staying[called].revolved)
        waiting -= part
    return cents(found)


def kept(plan: Plan, paid: Sequence[Paid], taxes: Taxes, wages: dict[int, float]) -> float:
    """Cash paid to this worker less the tax of the calendar years in which it was paid."""
    taxed: dict[int, float] = {}
    for one in paid:
        year = month_of(plan.scenario.deal.closing, one.month)[0]
        taxed[year] = taxed.get(year, 0.0) + one.taxed
    tax = sum(taxes.added(year, wages[year], cents(amount)) for year, amount in taxed.items())
    return cents(sum(one.patronage + one.revolved for one in paid) - tax)


def ahead(listed: Sequence[AccountYear]) -> Ahead:
    """The first fiscal year-ends at which the worker is ahead, on leaving and in cash alone."""
    ended = [year for year in listed if year.shared]
    on_leaving = (one.ends for one in ended if one.kept_so_far + one.due_if_left >= one.paid_in_so_far)
    in_cash = (one.ends for one in ended if one.kept_so_far >= one.paid_in_so_far)
    return Ahead(next(on_leaving, None), next(in_cash, None))


def leaving(plan: Plan, person: Person, untaxed: Untaxed, asked: int) -> Leaving:
    """What is due on leaving at the first fiscal year-end after so many years as a member."""
    month = person.joins_month + asked * MONTHS_A_YEAR
    ends = (
        (period.last, year, place)
        for place, (period, year) in enumerate(zip(plan.outcomes.fiscal_years, person.staying, strict=True))
        if period.last >= month and plan.case.clocks[period.last].year_end > 0
    )
    found = next(ends, None)
    if found is None:
        return Leaving(
            asked, None, 0.0, 0.0, 0.0, 0.0, 0, 0.0, 0.0, None, None, 0.0, 0.0, beyond_plan=True, may_wait=False
        )
    left, year, place = found
    paid = due(plan.case.terms, paid_out(plan.scenario.coop, left - person.joins_month, year.shares, year.account))
    newest = 0.0 if is_qualified(plan, place) else year.notice
    until = plan.run.months[left + 1 : left + paid.number + 1]
    return Leaving(
        years=asked,
        day=day_of(plan, left),
        share=year.shares,
        account=year.account,
        owed=paid.owed,
        cash=year.cash,
        number=paid.number,
        each=paid.each,
        last=paid.last,
        first_paid=day_of(plan, left + 1) if paid.number else None,
        last_paid=day_of(plan, left + paid.number) if paid.number else None,
        interest=paid.interest,
        taxed_when_paid=cents(untaxed.held[place] + newest),
        beyond_plan=left + paid.number >= len(plan.run.months),
        may_wait=any(one.members.overdue_months > 0 for one in until),
    )
