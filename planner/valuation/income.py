"""Value of what is earned: earnings capitalised for ever, and cash flow forecast, taxed and discounted."""

from planner.model.helpers import cents, most, power, ratio, where
from planner.model.writing import total
from planner.places import Rules
from planner.platform_sales import sales_growth
from planner.scenario import Scenario
from planner.valuation.records import (
    Books,
    Capitalised,
    CashFlow,
    Discount,
    Discounted,
    Discounting,
    ForecastYear,
    Market,
    Present,
    Weighted,
)

HALF_A_YEAR = 0.5


def capitalise(earnings: float, market: Market) -> Capitalised:
    """Gordon: value = cash flow x (1 + growth) / (rate - growth), x (1 + rate)^0.5 where cash comes mid-year.

    cash flow = EBITDA - upkeep of equipment, before tax; so is the rate.
    """
    cash_flow = most(0.0, earnings - market.upkeep)
    next_year = cash_flow * (1.0 + market.growth)
    spread = market.capitalisation_rate - market.growth
    rate = 1.0 + market.capitalisation_rate
    sooner_low = where(market.mid_year, power(rate + market.rate_spread, HALF_A_YEAR), 1.0)
    sooner = where(market.mid_year, power(rate, HALF_A_YEAR), 1.0)
    sooner_high = where(market.mid_year, power(rate - market.rate_spread, HALF_A_YEAR), 1.0)
    return Capitalised(
        cash_flow=cash_flow,
        next_year=next_year,
        low=cents(ratio(next_year, spread + market.rate_spread) * sooner_low),
        mid=cents(ratio(next_year, spread) * sooner),
        high=cents(ratio(next_year, spread - market.rate_spread) * sooner_high),
    )


def begin(books: Books, weighted: Weighted, market: Market) -> ForecastYear:
    """Today's level: last year's sales, weighted EBITDA, upkeep of equipment."""
    return ForecastYear(
        year=0.0,
        sales=books.sales,
        ebitda=weighted.ebitda,
        upkeep=market.upkeep,
        tax=0.0,
        working_capital_added=0.0,
        cash_flow=0.0,
    )


def forecast(growth: float, then: ForecastYear, told: Discounting) -> ForecastYear:
    """One more year: all grows alike.

    cash flow = EBITDA - tax - upkeep - working capital added; tax on EBITDA - upkeep, which stands for depreciation.
    """
    sales = then.sales * (1.0 + growth)
    ebitda = then.ebitda * (1.0 + growth)
    upkeep = then.upkeep * (1.0 + growth)
    tax = told.tax_rate * most(0.0, ebitda - upkeep)
    added = told.working_fraction * (sales - then.sales)
    return ForecastYear(
        year=then.year + 1.0,
        sales=sales,
        ebitda=ebitda,
        upkeep=upkeep,
        tax=tax,
        working_capital_added=added,
        cash_flow=ebitda - tax - upkeep - added,
    )


def bring_back(year: ForecastYear, rate: float, told: Discounting) -> Present:
    """Cash flow / (1 + rate)^t, at t - 0.5 where cash comes mid-year."""
    periods = where(told.mid_year, year.year - HALF_A_YEAR, year.year)
    factor = power(1.0 + rate, periods)
    return Present(periods, factor, year.cash_flow / factor)


def add_up(
    presents: tuple[Present, ...], last: ForecastYear, after: ForecastYear, rate: float, told: Discounting
) -> Discounted:
    """All years and the end value as of today.

    Perpetuity: cash flow of the year after / (rate - growth), discounted as the last year's cash flow is (N - 0.5
    mid-year). Exit multiple: EBITDA of the last year x multiple, a sale at the end of year N, discounted at N.
    Source: wallstreetoasis.com, mid-year convention (multiples method against Gordon growth).
    """
    explicit = total(one.value for one in presents)
    perpetuity = ratio(after.cash_flow, rate - told.growth)
    terminal_value = where(told.by_multiple, told.exit_multiple * last.ebitda, perpetuity)
    of_perpetuity = where(told.mid_year, last.year - HALF_A_YEAR, last.year)
    terminal_periods = where(told.by_multiple, last.year, of_perpetuity)
    terminal_factor = power(1.0 + rate, terminal_periods)
    terminal = terminal_value / terminal_factor
    return Discounted(
        explicit=explicit,
        terminal_value=terminal_value,
        terminal_periods=terminal_periods,
        terminal_factor=terminal_factor,
        terminal=terminal,
        value=cents(most(0.0, explicit + terminal)),
    )


def discount(years: tuple[ForecastYear, ...], after: ForecastYear, rate: float, told: Discounting) -> Discount:
    """The value at one rate."""
    presents = tuple(bring_back(year, rate, told) for year in years)
    return Discount(presents, add_up(presents, years[-1], after, rate, told))


def discount_cash_flow(scenario: Scenario, base: ForecastYear, told: Discounting) -> CashFlow:
    """The forecast by the plan's growth of sales, the year after by growth for ever, the value at three rates."""
    business, then = scenario.business, base
    years = []
    for place in range(scenario.value.forecast_years):
        then = forecast(sales_growth(business, place), then, told)
        years.append(then)
    after = forecast(told.growth, then, told)
    low, mid, high = (
        discount(tuple(years), after, rate, told) for rate in (told.high_rate, told.discount_rate, told.low_rate)
    )
    return CashFlow(told=told, base=base, years=tuple(years), after=after, low=low, mid=mid, high=high)


def discounting_of(
    scenario: Scenario, rules: Rules, market: Market, working_capital: float, ebitda_multiple: float
) -> Discounting:
    """The user's figures, or the dated defaults; the tax is a buyer's, federal and state, on every dollar."""
    asked, last = scenario.value, scenario.business.statements[-1]
    rate = rules.value("valuation.discount_rate") if asked.discount_rate is None else asked.discount_rate
    return Discounting(
        discount_rate=rate,
        low_rate=rate - market.rate_spread,
        high_rate=rate + market.rate_spread,
        growth=market.growth,
        tax_rate=tax_rate_of(scenario, rules),
        working_fraction=ratio(most(0.0, working_capital), last.sales),
        mid_year=market.mid_year,
        by_multiple=float(asked.terminal == "exit_multiple"),
        exit_multiple=ebitda_multiple if asked.exit_multiple is None else asked.exit_multiple,
    )


def tax_rate_of(scenario: Scenario, rules: Rules) -> float:
    """Federal and state together, the state's deducted from federal income; or the user's."""
    federal, state = rules.value("co_op.federal_rate"), scenario.coop.state_tax_rate
    usual = federal + state * (1.0 - federal)
    return usual if scenario.value.tax_rate is None else scenario.value.tax_rate
