"""Where the surplus went: from each fiscal year's profit to the change in cash, so that nothing is left out.

profit + written off without cash +- working capital - capital spending - principal - tax - dividends - cash patronage
- paid to leavers and on accounts +- the rest = change in cash before the line of credit; of all classes of members
"""

from typing import NamedTuple

from planner.model.helpers import cents
from planner.model.records import Month
from planner.statements import Period, Row, amount

PROFIT, CHANGE, BY_LINE, IN_CASH = "profit", "change", "by_line", "in_cash"
# Each step: what it is called, and the lines of the model it is made of, with their signs.
STEPS: dict[str, tuple[Row, ...]] = {
    PROFIT: (Row("year.book_income"),),
    "written_off": (
        Row("assets.depreciation"),
        Row("assets.goodwill_amortisation"),
        Row("assets.inventory_write_up_sold"),
        Row("debt.fees_amortised"),
    ),
    "working_capital": (Row("working.change", -1),),
    "capital_spending": (Row("assets.capital_spending", -1),),
    "principal": (Row("debt.principal_paid", -1), Row("debt.prepaid", -1)),
    "interest_later": (
        Row("debt.interest"),
        Row("debt.interest_paid", -1),
        Row("payments.leaver_interest"),
        Row("payments.leaver_interest_paid", -1),
        Row("class_flows.leaver_interest"),
        Row("class_flows.leaver_interest_paid", -1),
    ),
    "currency": (Row("currency.as_pay"), Row("currency.spent", -1), Row("currency.redeemed", -1)),
    "forgiven": (Row("debt.forgiven", -1),),
    "tax": (Row("payments.tax_paid", -1),),
    "dividends": (Row("payments.dividends_paid", -1), Row("class_flows.dividends_paid", -1)),
    "patronage": (Row("payments.patronage_paid", -1), Row("class_flows.patronage_paid", -1)),
    "redeemed": (
        Row("payments.leavers_paid", -1),
        Row("payments.revolved_paid", -1),
        Row("class_flows.leavers_paid", -1),
        Row("class_flows.revolved_paid", -1),
    ),
    "seller_shares": (Row("offer.paid_in_cash", -1),),
    "shares_paid_in": (Row("claims.shares_paid_in"), Row("claims.class_shares_paid_in")),
}
ALWAYS = (
    *(PROFIT, "written_off", "working_capital", "capital_spending", "principal", "tax", "dividends", "patronage"),
    "redeemed",
)
LINE = (Row("treasury.drawn"), Row("treasury.repaid", -1))


class WentYear(NamedTuple):
    """One fiscal year: each step in order, signed; their sum; what the line gave or took; the change in cash."""

    fiscal_year: str
    last: int  # month
    steps: tuple[float, ...]  # in the order of STEPS
    change: float
    by_line: float
    in_cash: float

    def step(self, name: str) -> float:
        """One step."""
        return self.steps[list(STEPS).index(name)]


def follow(months: tuple[Month, ...], periods: tuple[Period, ...]) -> tuple[WentYear, ...]:
    """Each fiscal year, in whole cents."""
    found = []
    for period in periods:
        steps = tuple(_summed(months, rows, period) for rows in STEPS.values())
        change, by_line = cents(sum(steps)), _summed(months, LINE, period)
        cash = months[period.last].treasury.cash - months[period.first - 1].treasury.cash
        found.append(WentYear(period.label, period.last, steps, change, by_line, cents(cash)))
    return tuple(found)


def _summed(months: tuple[Month, ...], rows: tuple[Row, ...], period: Period) -> float:
    return cents(sum(amount(months, row, period) for row in rows))
