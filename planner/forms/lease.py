"""Property that the seller keeps and lets to the co-op at market rent, from closing on."""

from planner.model.calendar import Dates, clock, month_of
from planner.model.helpers import MONTHS, cents
from planner.scenario import Scenario


def rent_a_year(scenario: Scenario) -> float:
    """What the co-op pays for it a year, in prices of the last statement: market rent, or what is paid today.

    The plan's overhead holds the same: it takes off what is paid above the market, or adds what is missing.
    """
    last = scenario.business.statements[-1]
    return last.rent_to_owner - last.rent_above_market


def rent_by_month(scenario: Scenario, dates: Dates, months: int) -> tuple[float, ...]:
    """Rent of each of so many months after closing, the first month first. Money.

    A month's rent = rent a year x price level / 12, the price level rising at each plan year as overhead does.
    """
    rent, level, found = rent_a_year(scenario), 1.0, []
    for month in range(1, months + 1):
        if clock(dates, month).new_plan_year:
            level *= 1.0 + scenario.business.inflation
        found.append(cents(rent * level / MONTHS))
    return tuple(found) if rent else ()


def rent_under_lease(scenario: Scenario, dates: Dates) -> tuple[float, ...]:
    """The same for the months for which the lease binds the co-op; those of the plan where none are told. Money."""
    return rent_by_month(scenario, dates, scenario.deal.counting.rent_months or dates.months)


def rent_to_seller(scenario: Scenario, dates: Dates) -> dict[int, float]:
    """Rent the co-op pays the seller by calendar year; no year where no property is kept. Money."""
    paid: dict[int, float] = {}
    for month, rent in enumerate(rent_by_month(scenario, dates, dates.months), 1):
        year, _ = month_of(dates.closing, month)
        paid[year] = cents(paid.get(year, 0.0) + rent)
    return paid
