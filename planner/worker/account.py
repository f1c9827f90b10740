"""This worker's account by fiscal year, what leaving would bring, and when the worker is ahead."""

from collections.abc import Sequence

from planner import Plan
from planner.members import Person
from planner.model.calendar import MONTHS_A_YEAR, month_of
from planner.model.helpers import cents, least, most, ratio
from planner.staying import StayingYear
from planner.worker.joining import day_of
from planner.worker.leaving import BEFORE_THE_FIRST, due, parted
from planner.worker.paid import Paid, Taxes, in_units, is_partner, is_qualified, payout_of, taxed_at_payout
from planner.worker.records import AccountYear, Ahead, CashYear, Leaving
from planner.worker.untaxed import Untaxed
from planner.worker.waiting import wait

YEARS_ASKED = (3, 7, 12)
BEYOND = Leaving(
    years=0,
    day=None,
    share=0.0,
    account=0.0,
    kept_back=0.0,
    owed=0.0,
    cash=0.0,
    number=0,
    each=0.0,
    last=0.0,
    first_paid=None,
    last_paid=None,
    interest=0.0,
    interest_before=0.0,
    taxed_when_paid=0.0,
    taxed_and_kept_back=0.0,
    beyond_plan=True,
    wait_months=0,
    unpaid=False,
    never=False,
    causes=(),
)


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
        goes = parted(
            plan.scenario.coop, period.last + 1 - person.joins_month, year.shares, year.account, year.below_zero
        )
        taxed_later = cents(goes.vested * (untaxed.held[place] + newest_untaxed(plan, place, year)))
        held = most(0.0, cents(year.shares + year.account))
        not_due = _not_due(plan, place)
        declared = cents(sum(person.staying[one].cash for one in not_due))
        at_payout = sum(taxed_at_payout(plan, one, person.staying[one]) for one in not_due)
        to_come = taxes.added(calendar, wages[calendar], cents(at_payout + taxed_later + waiting_untaxed))
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
                waiting=waiting,
                late=most(0.0, cents(waiting - sum(person.staying[one].revolved for one in not_due))),
                declared=declared,
                at_risk=cents(held + waiting + declared),
                paid_in_so_far=cents(sum(paid_in[: period.last + 1])),
                kept_so_far=kept(plan, so_far, taxes, wages),
                due_if_left=cents(goes.owed + declared + waiting - to_come),
            )
        )
        opening = year.account
    return tuple(found)


def _not_due(plan: Plan, place: int) -> list[int]:
    """The fiscal years up to one whose cash, and what they called, is not yet due at its end."""
    ends = plan.outcomes.fiscal_years[place].last
    paid_in = ((one, payout_of(plan, one)) for one in range(place + 1))
    return [one for one, month in paid_in if month is None or month > ends]


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


def newest_untaxed(plan: Plan, place: int, year: StayingYear) -> float:
    """Of a fiscal year's own notice, what is taxed only when it is paid."""
    return 0.0 if is_qualified(plan, place) else year.notice


def ahead(listed: Sequence[AccountYear]) -> Ahead:
    """Whether, from when on and by how much the worker has more than was paid in, on leaving and in cash alone."""
    ended = [year for year in listed if year.shared]
    leads = [(cents(one.kept_so_far + one.due_if_left - one.paid_in_so_far), one.ends) for one in ended]
    first = next(((lead, ends) for lead, ends in leads if lead > 0), None)
    most_lead, most_on = max(leads, key=lambda one: one[0], default=(0.0, None))
    last, last_on = leads[-1] if leads else (0.0, None)
    return Ahead(
        if_left=first[1] if first else None,
        even=None if first else next((ends for lead, ends in reversed(leads) if not lead), None),
        less=any(lead < 0 for lead, _ in leads),
        lead=first[0] if first else 0.0,
        most=most_lead,
        most_on=most_on,
        last=last,
        last_on=last_on,
        in_cash=next((one.ends for one in ended if cents(one.kept_so_far - one.paid_in_so_far) > 0), None),
    )


def tax_at_risk(plan: Plan, person: Person, cash: Sequence[CashYear]) -> float:
    """Tax paid on notices that still stand in the account at the plan's end: the newest ones, the oldest go first.

    A notice whose year is paid out after the plan's end is not taxed yet.
    """
    if is_partner(plan) or not plan.scenario.coop.qualified or not person.staying:
        return 0.0
    taxed_yet = sum(one.notice for place, one in enumerate(person.staying) if payout_of(plan, place) is None)
    left, found = most(0.0, cents(person.staying[-1].account - taxed_yet)), 0.0
    for year in reversed(cash):
        part = min(left, year.not_paid)
        found += year.tax_on_not_paid * ratio(part, year.not_paid)
        left -= part
    return cents(found)


def leaving(plan: Plan, person: Person, untaxed: Untaxed, asked: int) -> Leaving:
    """What is due on leaving on the day after the first fiscal year-end after so many years as a member."""
    month = person.joins_month + asked * MONTHS_A_YEAR
    ends = (
        (period.last, year, place)
        for place, (period, year) in enumerate(zip(plan.outcomes.fiscal_years, person.staying, strict=True))
        if period.last >= month and plan.case.clocks[period.last].year_end > 0
    )
    found = next(ends, None)
    if found is None:
        return BEYOND._replace(years=asked)
    ended, year, place = found
    left = ended + 1
    goes = parted(plan.scenario.coop, left - person.joins_month, year.shares, year.account, year.below_zero)
    paid = due(plan.case.terms, goes.owed, BEFORE_THE_FIRST)
    counted = ended + MONTHS_A_YEAR  # the end of the fiscal year of leaving
    untaxed_yet = cents(untaxed.held[place] + newest_untaxed(plan, place, year))
    taxed = most(0.0, cents(year.account + year.below_zero - untaxed_yet))
    waits = wait(plan, counted, paid)
    return Leaving(
        years=asked,
        day=day_of(plan, left).replace(day=1),
        share=year.shares,
        account=year.account,
        kept_back=goes.kept_back,
        cash=year.cash,
        **paid._asdict(),
        first_paid=day_of(plan, counted + 1) if paid.number else None,
        last_paid=day_of(plan, counted + paid.number) if paid.number else None,
        taxed_when_paid=least(paid.owed, cents(goes.vested * untaxed_yet)),
        taxed_and_kept_back=cents(taxed - cents(goes.vested * taxed)),
        beyond_plan=counted + paid.number >= len(plan.run.months),
        wait_months=waits.months,
        unpaid=waits.unpaid,
        never=waits.never,
        causes=waits.causes,
    )
