"""What this worker pays for the member share, when, and until when."""

from calendar import monthrange
from datetime import date

from planner import Plan, roster, workforce
from planner.model.calendar import month_of
from planner.model.helpers import cents
from planner.worker.records import Joining


def day_of(plan: Plan, month: int) -> date:
    """The closing day, or the last day of a month of the plan or after it."""
    closing = plan.scenario.deal.closing
    year, of_year = month_of(closing, month)
    return date(year, of_year, monthrange(year, of_year)[1]) if month else closing


def joining(plan: Plan, entry: roster.Entry) -> Joining:
    """The down payment, and deductions from pay with an exact last one."""
    coop = plan.scenario.coop
    first, *later = workforce.instalments(coop)
    return Joining(
        joins=day_of(plan, entry.joins),
        member_share=coop.member_share,
        at_joining=first,
        number=len(later),
        each=later[0] if later else 0.0,
        last=cents(later[-1]) if later else 0.0,
        period="monthly",
        paid_in=coop.member_share,
        until=day_of(plan, entry.joins + len(later)) if later else None,
    )


def monthly_pay(plan: Plan, entry: roster.Entry) -> list[float]:
    """Pay of one worker of this entry, month by month, as the roster's payroll goes."""
    part = roster.pay_of_one(entry.worker) / (roster.whole_pay(plan.scenario) or 1.0)
    pay: list[float] = (roster.monthly_payroll(plan.run) * part).tolist()
    return pay
