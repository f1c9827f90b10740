"""The real calendar: month 0 is the month-end of closing; fiscal years end where the business says."""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from planner.model.terms import Clock

MONTHS_A_YEAR = 12
MONTHS_A_QUARTER = 3


class Dates(NamedTuple):
    """What the calendar depends on; the months of tax payment are law."""

    closing: date
    fiscal_year_end_month: int
    months: int
    payout_months: int
    estimate_months: tuple[int, ...]  # of the fiscal year
    return_month: int  # after fiscal year-end


def month_of(closing: date, month: int) -> tuple[int, int]:
    """Calendar year and month (1 to 12) of a month of the plan."""
    since = closing.year * MONTHS_A_YEAR + closing.month - 1 + month
    return since // MONTHS_A_YEAR, since % MONTHS_A_YEAR + 1


def month_name(closing: date, month: int) -> str:
    """A month of the plan as 2027-03."""
    year, of_year = month_of(closing, month)
    return f"{year:04d}-{of_year:02d}"


def fiscal_year(dates: Dates, month: int) -> int:
    """The fiscal year of a month, named after the calendar year in which it ends."""
    year, of_year = month_of(dates.closing, month)
    return year + (of_year > dates.fiscal_year_end_month)


def fiscal_month(dates: Dates, month: int) -> int:
    """Which month of its fiscal year a month is, 1 to 12."""
    _, of_year = month_of(dates.closing, month)
    return (of_year - dates.fiscal_year_end_month - 1) % MONTHS_A_YEAR + 1


def clock(dates: Dates, month: int) -> Clock:
    """One month of the calendar; what falls due after a fiscal year-end needs one since closing."""
    place = fiscal_month(dates, month)
    follows = month > place  # a fiscal year-end since closing lies behind this month
    year_end = month > 0 and place == MONTHS_A_YEAR
    estimated = tuple(one - 1 for one in dates.estimate_months)
    return Clock(
        month=float(month),
        new_plan_year=float(month % MONTHS_A_YEAR == 1),
        new_year=float(month == 1 or place == 1),
        year_end=float(year_end),
        new_quarter=float(month == 1 or place % MONTHS_A_QUARTER == 1),
        quarter_end=float(month > 0 and place % MONTHS_A_QUARTER == 0),
        days=float(monthrange(*month_of(dates.closing, month))[1]),
        reckon=float(month > 0 and (year_end or place in estimated)),
        estimate_due=float(month > 1 and place in dates.estimate_months),
        return_due=float(follows and place == dates.return_month),
        payout_due=float(follows and place == dates.payout_months),
    )


def clocks(dates: Dates) -> tuple[Clock, ...]:
    """The calendar from month 0 to the last month of the plan."""
    return tuple(clock(dates, month) for month in range(dates.months + 1))
