"""The three statements, by month or by fiscal year: which lines of the model stand in them, in which order.

A row is one line of the model; a flow is added up over the months of a period, a stock is taken at its end. Money
that goes out is shown negative here (and only here); the model's own lines are positive.
"""

from typing import NamedTuple

from planner.model.calendar import Dates, fiscal_year
from planner.model.lines import value_of
from planner.model.records import Month


class Row(NamedTuple):
    """One row: the line it shows, its sign, whether it is a stock, and whether it is a total."""

    name: str
    sign: float = 1.0
    stock: bool = False
    total: bool = False


class Period(NamedTuple):
    """Some months that are shown together; a fiscal year is partial where closing or the plan's end cuts it."""

    label: str
    first: int
    last: int
    whole: bool


INCOME = (
    Row("operations.sales"),
    Row("operations.cost_of_sales", -1),
    Row("operations.members_payroll", -1),
    Row("operations.other_payroll", -1),
    Row("operations.replacement", -1),
    Row("operations.burden", -1),
    Row("operations.overhead", -1),
    Row("operations.support", -1),
    Row("operations.ebitda", total=True),
    Row("assets.depreciation", -1),
    Row("assets.inventory_write_up_sold", -1),
    Row("debt.interest", -1),
    Row("debt.fees_amortised", -1),
    Row("line_cost.interest", -1),
    Row("line_cost.unused_fee", -1),
    Row("payments.leaver_interest", -1),
    Row("class_flows.leaver_interest", -1),
    Row("year.before_goodwill", total=True),
    Row("assets.goodwill_amortisation", -1),
    Row("debt.forgiven"),
    Row("year.book_income", total=True),
    Row("shared.patronage_dividend", -1),
    Row("of_classes.patronage_dividend", -1),
    Row("shared.preferred_dividend", -1),
    Row("of_classes.returns", -1),
    Row("shared.stake_profit", -1),
    Row("shared.tax", -1),
    Row("confirmed.tax_added", -1),
)

CASH = (
    Row("operations.ebitda"),
    Row("working.change", -1),
    Row("payments.tax_paid", -1),
    Row("currency.as_pay"),
    Row("currency.spent", -1),
    Row("currency.redeemed", -1),
    Row("gates.operating_cash", total=True),
    Row("assets.capital_spending", -1),
    Row("debt.interest_paid", -1),
    Row("debt.principal_paid", -1),
    Row("debt.prepaid", -1),
    Row("line_cost.interest", -1),
    Row("line_cost.unused_fee", -1),
    Row("payments.dividends_paid", -1),
    Row("payments.patronage_paid", -1),
    Row("payments.revolved_paid", -1),
    Row("payments.leavers_paid", -1),
    Row("payments.leaver_interest_paid", -1),
    Row("class_flows.dividends_paid", -1),
    Row("class_flows.patronage_paid", -1),
    Row("class_flows.revolved_paid", -1),
    Row("class_flows.leavers_paid", -1),
    Row("class_flows.leaver_interest_paid", -1),
    Row("offer.paid_in_cash", -1),
    Row("claims.shares_paid_in"),
    Row("claims.class_shares_paid_in"),
    Row("treasury.drawn"),
    Row("treasury.repaid", -1),
    Row("treasury.cash", stock=True, total=True),
    Row("treasury.cash_shortfall", stock=True),
)

BALANCE = (
    Row("treasury.cash", stock=True),
    Row("working.receivables", stock=True),
    Row("working.inventory", stock=True),
    Row("assets.inventory_write_up", stock=True),
    Row("balance.other_assets", stock=True),
    Row("balance.tax_prepaid", stock=True),
    Row("balance.tax_refund_due", stock=True),
    Row("assets.equipment", stock=True),
    Row("assets.additions", stock=True),
    Row("assets.goodwill", stock=True),
    Row("balance.assets", stock=True, total=True),
    Row("working.payables", stock=True),
    Row("working.accrued", stock=True),
    Row("balance.other_liabilities", stock=True),
    Row("balance.tax_payable", stock=True),
    Row("owed.patronage_payable", stock=True),
    Row("currency.outstanding", stock=True),
    Row("owed.dividends_payable", stock=True),
    Row("owed.revolving_payable", stock=True),
    Row("members.leavers_owed", stock=True),
    Row("owed.leaver_interest_owed", stock=True),
    Row("balance.owed_to_classes", stock=True),
    Row("debt.interest_owed", stock=True),
    Row("treasury.line", stock=True),
    Row("debt.balance", stock=True),
    Row("debt.fees_left", -1, stock=True),
    Row("balance.liabilities", stock=True, total=True),
    Row("balance.preferred", stock=True),
    Row("balance.stake", stock=True),
    Row("members.member_shares", stock=True),
    Row("members.accounts", stock=True),
    Row("of_classes.member_shares", stock=True),
    Row("of_classes.accounts", stock=True),
    Row("balance.collective", stock=True),
    Row("balance.unshared", stock=True),
    Row("balance.equity", stock=True, total=True),
    Row("balance.tangible", stock=True),
)


def fiscal_years(dates: Dates) -> tuple[Period, ...]:
    """The fiscal years of the plan since closing; the first and the last may be short."""
    periods: list[Period] = []
    first = 1
    for month in range(1, dates.months + 1):
        year = fiscal_year(dates, month)
        if month == dates.months or fiscal_year(dates, month + 1) != year:
            periods.append(Period(str(year), first, month, whole=month - first == 11))  # noqa: PLR2004  (twelve months)
            first = month + 1
    return tuple(periods)


def amount(months: tuple[Month, ...], row: Row, period: Period) -> float:
    """One row over one period: a stock at its end, a flow added up; exact to the cent."""
    if row.stock:
        whole = float(value_of(months[period.last], row.name))
    else:
        whole = sum(value_of(months[month], row.name) for month in range(period.first, period.last + 1))
    return row.sign * round(whole, 2) + 0.0


def table(
    months: tuple[Month, ...], rows: tuple[Row, ...], periods: tuple[Period, ...]
) -> list[tuple[Row, list[float]]]:
    """A statement: each row with its amounts by period."""
    return [(row, [amount(months, row, period) for period in periods]) for row in rows]
