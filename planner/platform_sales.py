"""Sales of a platform: gross bookings times its take rate; growth is then that of bookings."""

from planner.scenario import Business


def take_rate(business: Business, plan_year: int) -> float:
    """The part of bookings kept in a plan year from 0; -1: last year, as the books have it."""
    told, last = business.platform, business.statements[-1].sales
    if plan_year < 0 or not told.take_rates:
        return last / told.bookings
    return told.take_rates[min(plan_year, len(told.take_rates) - 1)]


def sales_growth(business: Business, plan_year: int) -> float:
    """Growth of sales in a plan year: (1 + growth of bookings) x take rate / last year's take rate - 1.

    Where no take rates are told the one of last year holds on, and sales grow as bookings do.
    """
    growth = business.growth[min(plan_year, len(business.growth) - 1)]
    if not business.platform.take_rates:
        return growth
    return (1.0 + growth) * take_rate(business, plan_year) / take_rate(business, plan_year - 1) - 1.0


def bookings(business: Business, plan_year: int) -> float:
    """Gross bookings of a plan year from 0, at a yearly pace."""
    grown = business.platform.bookings
    for year in range(plan_year + 1):
        grown *= 1.0 + business.growth[min(year, len(business.growth) - 1)]
    return grown
