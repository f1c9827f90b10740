"""One loan followed alone through the model's own stages, everything paid unless the gates are told to hold it back."""

from datetime import date
from typing import NamedTuple

from planner import loans
from planner.model.calendar import Dates, clocks
from planner.model.loans import fall_due, settle
from planner.model.records import OpenedLoan, Operations, Year
from planner.model.records_debt import Granted, LoanDue, LoanMonth, Spare
from planner.model.records_stakes import NO_OFFER, NO_PAPER
from planner.model.terms import Drivers
from planner.scenario import Loan

NO_GRANT = Granted(*(0.0,) * len(Granted._fields))
NO_SALES = Operations(*(0.0,) * len(Operations._fields))
NO_YEAR = Year(*(0.0,) * len(Year._fields))
NO_DRIVERS = Drivers(*(0.0,) * (len(Drivers._fields) - 3), loans=(), layers=(), classes=())
MONTH_0 = LoanMonth(*(0.0,) * len(LoanMonth._fields))._replace(lent=1.0)
CLOSING = date(2026, 12, 31)


class Row(NamedTuple):
    """One month of the loan: what fell due, and what was paid."""

    due: LoanDue
    paid: LoanMonth


class Around(NamedTuple):
    """What one loan meets: what the gates let through each month, spare cash, sales, last year's profit, the index."""

    granted: float = 1e12
    spare: float = 0.0
    sales: tuple[float, ...] = ()  # by month, the first after closing first; the last holds on
    profit: float = 0.0
    index: tuple[float, ...] = ()


CALM = Around()


def schedule(loan: Loan, around: Around = CALM, closing: date = CLOSING) -> list[Row]:
    """Every month of a loan, month 0 first."""
    index = around.index or (0.0,) * (loan.months + 1)
    dates = Dates(closing, 12, loan.months, 6, (4, 6, 9, 12), 9)
    calendar = clocks(dates)
    terms = loans.terms_of(loan, plug="another")
    driven = loans.drivers_of(loan, index, calendar)
    opened = OpenedLoan(loan.principal, 0.0, 0.0)
    now = MONTH_0._replace(balance=loan.principal, base=loan.principal)
    rows = [Row(LoanDue(*(0.0,) * len(LoanDue._fields)), now)]
    grant, spare = NO_GRANT._replace(seller=around.granted, balloon=around.granted), Spare(around.spare, 0.0)
    sold = around.sales or (0.0,)
    year = NO_YEAR._replace(before_goodwill_surplus=around.profit)
    for month in range(1, loan.months + 1):
        drivers = NO_DRIVERS._replace(index_rate=index[month])
        selling = NO_SALES._replace(sales=sold[min(month, len(sold)) - 1])
        due = fall_due(terms, driven[month], drivers, selling, year, now, calendar[month])
        now = settle(terms, opened, driven[month], due, grant, spare, 0.0, 0.0, 0.0, 0.0, 0.0, NO_PAPER, NO_OFFER, now)
        rows.append(Row(due, now))
    return rows
