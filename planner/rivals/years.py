"""A way out by calendar year: the profit until the owner lets go, the sale after its taxes, and what it is worth today.

The owner's own work is paid for at market rates in every way, so that working longer does not pass for a gain.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from planner.model.calendar import month_of
from planner.model.helpers import cents, most, ratio
from planner.places import Rules
from planner.places.states import StateIncome, state_tax
from planner.places.us import Income, YearTax, law_of, year_tax
from planner.rivals.records import Expected, Profit, ProfitTax, Sums, WayYear, YearRecord
from planner.scenario import Owner
from planner.seller.states import StateYear, law_of_state, seen_anyway
from planner.seller.years import is_aged

Months = tuple[Any, ...]


def profit_months(today: date, months: int, listed: Months) -> dict[int, Months]:
    """The model's months that fall into each calendar year until the owner lets go; the last one holds on."""
    found: dict[int, Months] = {}
    for month in range(1, months + 1):
        year = month_of(today, month)[0]
        found[year] = (*found.get(year, ()), listed[min(month, len(listed) - 1)])
    return found


def month_profit(now: Any) -> Any:
    """EBITDA after market pay for the owner's work and without a buyer's advice, less capital spending."""
    return now.operations.ebitda + now.operations.support - now.assets.capital_spending


def profit_of(owner: Owner, whole: float, corporate_rate: float) -> Profit:
    """A year's profit: a C corporation pays its own tax and the rest as a dividend, any other passes it through."""
    profit = cents(whole)
    if owner.entity != "c_corporation":
        return Profit(profit, 0.0, 0.0, profit)
    tax = cents(corporate_rate * most(0.0, profit))
    return Profit(profit, tax, profit - tax, 0.0)


def profit_income(owner: Owner, profit: Profit, aged: float) -> Income:
    """The year's income with the profit; of an owner who takes no part in the business it is investment income."""
    active = owner.participates
    return Income(
        wages=0.0,
        other=owner.other_income + (most(0.0, profit.ordinary) if active else 0.0),
        interest=0.0 if active else most(0.0, profit.ordinary),
        recapture=0.0,
        gain=most(0.0, profit.dividend),
        unrecaptured=0.0,
        special=0.0,
        investment_share=1.0,
        recapture_invested=0.0,
        aged=aged,
    )


def seen_with_profit(taxed: Income, federal: YearTax) -> StateIncome:
    """The year's income with the profit as the state looks at it: a dividend is ordinary income there."""
    return StateIncome(
        wages=taxed.wages,
        other=taxed.other,
        interest=taxed.interest + taxed.gain,
        aged=taxed.aged,
        federal_deduction=federal.taxable.deduction - federal.taxable.senior,
        senior_deduction=federal.taxable.senior,
        federal_tax=federal.tax.total,
    )


def state_of_profit(
    owner: Owner, taxed: tuple[Income, Income], federal: tuple[YearTax, YearTax], law: Rules
) -> StateYear | None:
    """The state's tax with the profit and without it; None where no state is told."""
    if owner.state == "none":
        return None
    held = law_of_state(owner, law, elections=False)
    income, without = seen_with_profit(taxed[0], federal[0]), seen_anyway(taxed[1], federal[1])
    return StateYear(income, without, state_tax(income, held), state_tax(without, held))


def keep_profit(profit: Profit, tax: YearTax, anyway: YearTax, of_states: tuple[float, float]) -> ProfitTax:
    """What is left of a year's profit after the taxes that it adds."""
    federal = cents(tax.tax.total - anyway.tax.total)
    of_state = cents(of_states[0] - of_states[1])
    return ProfitTax(federal, of_state, cents(profit.profit - profit.entity_tax - federal - of_state))


def profit_year(owner: Owner, year: int, whole: float, of_law: tuple[Rules, int]) -> YearRecord:
    """A year's profit and its taxes; of a loss nothing is saved in tax."""
    rules, first = of_law
    law = rules.at(date(year, 12, 31))
    figures = law_of(law, owner.filing)
    profit = profit_of(owner, whole, law.value("co_op.federal_rate"))
    taxed = profit_income(owner, profit, is_aged(owner, year - first, law))
    without = taxed._replace(other=owner.other_income, interest=0.0, gain=0.0)
    tax, anyway = year_tax(taxed, figures), year_tax(without, figures)
    state = state_of_profit(owner, (taxed, without), (tax, anyway), law)
    of_states = (state.tax.tax.total, state.anyway.tax.total) if state else (0.0, 0.0)
    return YearRecord(profit, tax, anyway, state, keep_profit(profit, tax, anyway, of_states))


def worth(then: float, rate: float) -> float:
    """What money of a year is worth today: a year later, 1 / (1 + rate) of it."""
    return ratio(then, 1.0 + rate)


def way_year(year: int, profit: float, sale: float, costs: float, factor: float) -> WayYear:
    """A calendar year in cash after tax."""
    cash = cents(profit + sale - costs)
    return WayYear(year, profit, sale, costs, cash, factor, cents(cash * factor))


def add_up(years: tuple[WayYear, ...]) -> Sums:
    """Each line added up."""
    return Sums(*(cents(sum((getattr(year, name) for year in years), 0.0)) for name in Sums._fields))


def expect(probability: float, value: float, failed: float) -> Expected:
    """Chance x what it is worth + (1 - chance) x what the owner then does."""
    return Expected(probability, failed, cents(probability * value + (1.0 - probability) * failed))


STAGES: list[Callable[..., Any]] = [
    profit_months,
    month_profit,
    profit_of,
    profit_income,
    seen_with_profit,
    state_of_profit,
    keep_profit,
    profit_year,
    worth,
    way_year,
    add_up,
    expect,
]
