"""What this worker pays for the member share, when, and until when."""

from calendar import monthrange
from datetime import date

from planner import Plan, buy_in, roster, workforce
from planner.model.calendar import MONTHS_A_YEAR, month_of
from planner.model.helpers import cents
from planner.worker.records import Joining


def day_of(plan: Plan, month: int) -> date:
    """The closing day, or the last day of a month of the plan or after it."""
    closing = plan.scenario.deal.closing
    year, of_year = month_of(closing, month)
    return date(year, of_year, monthrange(year, of_year)[1]) if month else closing


def joining(plan: Plan, entry: roster.Entry) -> Joining:
    """The down payment, level deductions on each pay day and an exact last one; the seller gives founders a part."""
    coop, founder = plan.scenario.coop, not entry.joins
    first, paid = buy_in.paid_at_joining(coop, founder=founder), buy_in.deductions(coop, founder=founder)
    months = -(-paid.number * MONTHS_A_YEAR // buy_in.PERIODS_A_YEAR[coop.pay_period])
    return Joining(
        joins=day_of(plan, entry.joins),
        member_share=coop.member_share,
        given=buy_in.given(coop, founder=founder),
        at_joining=first,
        number=paid.number,
        each=paid.each if paid.number > 1 else paid.last,
        last=paid.last,
        period=coop.pay_period,
        paid_in=cents(first + paid.each * max(0, paid.number - 1) + paid.last),
        until=day_of(plan, entry.joins + months) if paid.number else None,
        to_lender=coop.share_lender and paid.number > 0,
        interest=paid.interest,
        entry_fee=cents(coop.member_share * coop.entry_fee_fraction),
    )


def paid_in(plan: Plan, entry: roster.Entry) -> list[float]:
    """What this worker pays month by month, to the co-op or to the lender of the share."""
    coop, founder = plan.scenario.coop, not entry.joins
    first, paid = buy_in.paid_at_joining(coop, founder=founder), buy_in.deductions(coop, founder=founder)
    amounts: list[float] = roster.from_joining(
        plan.scenario, entry.joins, (first, *buy_in.by_month(coop, paid))
    ).tolist()
    return amounts


def monthly_pay(plan: Plan, entry: roster.Entry) -> list[float]:
    """Pay of one worker of this entry, month by month: its part of the roster's payroll, raises of its own counted."""
    part = roster.pay_of_one(entry.worker) / (roster.whole_pay(plan.scenario) or 1.0)
    levels = workforce.crew(plan.scenario).levels[entry.kind]
    pay: list[float] = (roster.monthly_payroll(plan.run) * levels * part).tolist()
    return pay
