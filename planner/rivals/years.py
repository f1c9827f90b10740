"""A way out by calendar year: what the business earns until the owner lets go, what it is worth today, the chance.

The owner's own work is paid for at market rates in every way, so that working longer does not pass for a gain.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from planner.model.calendar import MONTHS_A_YEAR, month_of
from planner.model.helpers import MONTHS, cents, most, ratio, where
from planner.rivals.records import (
    Burdens,
    Difference,
    Earned,
    Expected,
    Held,
    OfSale,
    Profit,
    Sums,
    WayYear,
)
from planner.scenario import Owner, Scenario

Months = tuple[Any, ...]


def held_years(today: date, months: int, listed: Months, burdens: Burdens) -> dict[int, Held]:
    """The years until the owner lets go, with the model's months in each; the last twelve hold on.

    A month from today is as the same month after the plan's closing: both begin with today's books. Beyond the plan
    working capital stays as it is.
    """
    found: dict[int, Held] = {}
    last = len(listed) - 1
    costs = _costs(today, months, burdens)
    for month in range(1, months + 1):
        year, now = month_of(today, month)[0], listed[min(month, last)]
        begun = found.get(year) or Held((), listed[min(month - 1, last)], now, costs.get(year, 0.0))
        found[year] = begun._replace(months=(*begun.months, listed[as_in(month, last)]), last=now)
    for year, spent in costs.items():
        found.setdefault(year, Held((), listed[0], listed[0], spent))
    return found


def as_in(month: int, last: int) -> int:
    """The month of the plan that a month is like: itself, or beyond the plan the same of its last twelve."""
    return month if month <= last else last - (last - month) % MONTHS_A_YEAR


def _costs(today: date, months: int, burdens: Burdens) -> dict[int, float]:
    """What comes off the company's profit by year, where there is such a cost at all."""
    found: dict[int, float] = {}
    if burdens.yearly is not None:
        years = [month_of(today, month)[0] for month in range(1, months + 1)]
        found = {year: burdens.yearly * float(years.count(year)) / MONTHS for year in dict.fromkeys(years)}
        found[today.year] = found.get(today.year, 0.0) + burdens.set_up
    if burdens.failed is not None:
        year = month_of(today, burdens.failed)[0]
        found[year] = found.get(year, 0.0) + burdens.sunk.company
    return found


def month_profit(now: Any) -> Any:
    """EBITDA after market pay for the owner's work and without a buyer's advice, less capital spending."""
    return now.operations.ebitda + now.operations.support - now.assets.capital_spending


def earn(scenario: Scenario, held: Held) -> Earned:
    """A year's profit: what operations bring, less interest on today's debt as the last year's books have it.

    Capital spending is deducted as it is spent; what growing working capital ties up is not.
    """
    operations = cents(sum((month_profit(now) for now in held.months), 0.0))
    has_debt = where(scenario.business.books.debt > 0.0, 1.0, 0.0)
    share = float(len(held.months)) / MONTHS
    interest = cents(has_debt * scenario.business.statements[-1].interest * share)
    costs = cents(held.costs)
    active = 1.0 if scenario.owner.participates else 0.0
    return Earned(
        operations=operations,
        interest=interest,
        costs=costs,
        tied_up=cents(held.last.working.working_capital - held.before.working.working_capital),
        profit=cents(operations - interest - costs),
        wages=cents(active * scenario.owner.replacement_pay * share),
    )


def profit_of(owner: Owner, earned: Earned, corporate_rate: float) -> Profit:
    """A C corporation pays its own tax and the rest as a dividend, any other form passes the profit through.

    A C corporation's loss saves no tax here: what it may carry on to later years is not counted.
    """
    if owner.entity != "c_corporation":
        return Profit(0.0, 0.0, earned.profit, cents(earned.profit - earned.tied_up))
    tax = cents(corporate_rate * most(0.0, earned.profit))
    cash = cents(earned.profit - tax - earned.tied_up)
    return Profit(tax, most(0.0, cash), 0.0, cash)


def worth(then: float, rate: float) -> float:
    """What money of a year is worth today: a year later, 1 / (1 + rate) of it."""
    return ratio(then, 1.0 + rate)


def way_year(year: int, profit: float, of_sale: OfSale, of_owner: tuple[float, float], factor: float) -> WayYear:
    """A calendar year in cash; `of_owner`: the owner's tax on profit and sale together, and other costs."""
    tax, costs = of_owner
    cash = cents(profit + of_sale.cash - tax - costs)
    return WayYear(year, profit, of_sale.cash, tax, costs, cash, factor, cents(cash * factor))


def add_up(years: tuple[WayYear, ...]) -> Sums:
    """Each line added up."""
    return Sums(*(cents(sum((getattr(year, name) for year in years), 0.0)) for name in Sums._fields))


def expect(probability: float, value: float, failed: float) -> Expected:
    """Chance x what it is worth + (1 - chance) x what the owner then does."""
    return Expected(probability, failed, cents(probability * value + (1.0 - probability) * failed))


def differ(coop: tuple[float, float], way: tuple[float, float], same_day: tuple[float, float]) -> Difference:
    """What the sale to the workers is worth today beyond another way, on its own day and on the same.

    Each told by what it is worth if it closes, and by its chance.
    """
    return Difference(
        certain=cents(coop[0] - way[0]),
        same_day=cents(coop[0] - same_day[0]),
        weighed=cents(coop[1] - way[1]),
        weighed_same_day=cents(coop[1] - same_day[1]),
    )


STAGES: list[Callable[..., Any]] = [
    held_years,
    _costs,
    month_profit,
    earn,
    profit_of,
    worth,
    way_year,
    add_up,
    expect,
    differ,
]
