"""A way out by calendar year: what the business earns until the owner lets go, what it is worth today, the chance.

The owner's own work is paid for at market rates in every way, so that working longer does not pass for a gain.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from planner.model.calendar import month_of
from planner.model.helpers import MONTHS, cents, ratio
from planner.rivals.records import Burdens, Difference, Expected, OfSale, Sums, WayYear
from planner.scenario import Owner, Scenario
from planner.seller.holding import as_in, earn_in, months_of_year, only_gone, pass_on, whole_year
from planner.seller.records_holding import Earned, Held, Profit

Months = tuple[Any, ...]


def held_years(today: date, months: int, listed: Months, burdens: Burdens) -> dict[int, Held]:
    """The years until the owner lets go, with the model's months in each; the last twelve hold on.

    A month from today is as the same month after the plan's closing: both begin with today's books. Beyond the plan
    working capital stays as it is. The months of today's year that are gone by stand beside its others.
    """
    found: dict[int, Held] = {}
    last = len(listed) - 1
    gone = tuple(listed[as_in(month, last)] for month in months_of_year(today, today.year, today.month)[0])
    costs = costs_by_year(today, months, burdens)
    for month in range(1, months + 1):
        year, now = month_of(today, month)[0], listed[min(month, last)]
        begun = found.get(year) or Held((), listed[min(month - 1, last)], now, costs.get(year, 0.0))
        found[year] = begun._replace(months=(*begun.months, listed[as_in(month, last)]), last=now)
    for year, spent in costs.items():
        found.setdefault(year, Held((), listed[0], listed[0], spent))
    if today.year in found:
        found[today.year] = found[today.year]._replace(gone=gone)
    return found


def costs_by_year(today: date, months: int, burdens: Burdens) -> dict[int, float]:
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


def earn(scenario: Scenario, held: Held) -> Earned:
    """What the months from today on earn, in which the owner still holds the business."""
    return earn_in(scenario, held)


def profit_of(owner: Owner, earned: Earned, corporate_rate: float) -> Profit:
    """Whose income that is, and what it leaves in cash."""
    return pass_on(owner, earned, corporate_rate)


def earn_whole(scenario: Scenario, held: Held) -> Earned:
    """The same with the months of that calendar year before today, which are on the same return."""
    return earn_in(scenario, whole_year(held))


def profit_whole(owner: Owner, earned: Earned, corporate_rate: float) -> Profit:
    """Whose income the whole year is."""
    return pass_on(owner, earned, corporate_rate)


def earn_gone(scenario: Scenario, held: Held) -> Earned:
    """What the months before today have earned."""
    return earn_in(scenario, only_gone(held))


def profit_gone(owner: Owner, earned: Earned, corporate_rate: float) -> Profit:
    """Whose income that was."""
    return pass_on(owner, earned, corporate_rate)


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
    costs_by_year,
    earn,
    profit_of,
    earn_whole,
    profit_whole,
    earn_gone,
    profit_gone,
    worth,
    way_year,
    add_up,
    expect,
    differ,
]
