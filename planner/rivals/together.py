"""The owner's tax on profit and sale of one calendar year: one person, one return, all income.

The tax that both add = tax on everything - tax on what comes anyway (other income, pay for the owner's own work, and
what the months of the year before today have brought).
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from planner.model.helpers import cents
from planner.places import Rules
from planner.places.states import StateIncome, state_tax
from planner.places.us import Income, YearTax, law_of, year_tax
from planner.rivals.records import Gone, OfSale, Together, YearRecord
from planner.rivals.years import earn, earn_gone, earn_whole, profit_gone, profit_of, profit_whole
from planner.scenario import Owner, Scenario
from planner.seller import SellerYear, Worked
from planner.seller.holding import NO_INCOME, most_lost, on_one_return, set_off
from planner.seller.kept import as_ordinary
from planner.seller.records_holding import Earned, Held, Loss, Profit
from planner.seller.states import StateYear, law_of_state, seen_anyway
from planner.seller.years import aged_in

NO_PROFIT = Profit(*(0.0,) * len(Profit._fields))


def nothing_sold(owner: Owner, aged: float) -> OfSale:
    """A year without the sale."""
    return OfSale(0.0, 0.0, nothing_taxed(owner, aged), StateIncome())


def nothing_taxed(owner: Owner, aged: float) -> Income:
    """What comes without profit, pay and sale; the US sees nothing of an owner who lives in the UK."""
    if owner.taxed_in_kingdom:
        return NO_INCOME
    return NO_INCOME._replace(other=owner.other_income, investment_share=1.0, aged=aged)


def of_year(worked: Worked, year: int) -> OfSale | None:
    """What the sale brings in a year, as the seller's own stages have it; None: nothing."""
    place = year - worked.sale.closing_year
    if not 0 <= place < len(worked.years):
        return None
    record = worked.records[place]
    return sold_in(worked.years[place], record.all_income or record.income, record.state_income)


def sold_in(paid: SellerYear, income: Income, state: StateIncome | None) -> OfSale:
    """A year of the sale: cash after a corporation's own tax and interest on deferred tax, and the owner's tax."""
    cash = cents(paid.cash - paid.entity_tax - paid.interest_charge)
    tax = cents(paid.federal_tax_of_sale + paid.state_tax + paid.kingdom_tax)
    return OfSale(cash, tax, income, state, paid.kingdom_tax)


def lose_in(owner: Owner, profit: Profit, wages: float, taxed: Income, limit: float) -> Loss:
    """A loss of the year, set off against all other income of it."""
    return set_off(owner, profit.ordinary, wages, taxed, limit)


def income_together(owner: Owner, profit: Profit, loss: Loss, wages: float, sold: Income) -> Income:
    """All income of the year: profit, pay, the sale and what comes beside."""
    return on_one_return(owner, (profit.ordinary, profit.dividend), loss, wages, sold)


def lose_gone(owner: Owner, profit: Profit, wages: float, without: Income, limit: float) -> Loss:
    """A loss of the months before today, set off against what comes anyway."""
    return set_off(owner, profit.ordinary, wages, without, limit)


def taxed_anyway(owner: Owner, profit: Profit, loss: Loss, wages: float, without: Income) -> Income:
    """What is taxed anyway: other income, the owner's pay, and what the months before today have brought."""
    return on_one_return(owner, (profit.ordinary, profit.dividend), loss, wages, without)


def seen_together(sold: StateIncome, dividend: float, taxed: Income, federal: YearTax) -> StateIncome:
    """The year's income as the state looks at it: a dividend is ordinary income there."""
    return sold._replace(
        wages=taxed.wages,
        other=taxed.other,
        interest=taxed.interest + dividend,
        recapture=taxed.recapture,
        gain=taxed.gain - dividend,
        aged=taxed.aged,
        federal_deduction=federal.taxable.deduction - federal.taxable.senior,
        senior_deduction=federal.taxable.senior,
        federal_tax=federal.tax.total,
    )


def state_together(
    owner: Owner,
    seen: tuple[StateIncome | None, bool, tuple[float, float]],
    taxed: tuple[Income, Income],
    returns: Any,
    law: Rules,
) -> StateYear | None:
    """The state's tax on everything and on what comes anyway; None where no state is told.

    `seen`: what it sees of the sale, whether gain of it is deferred or excluded, and dividends with the sale and
    without; `returns`: the two federal ones.
    """
    sold, elections, (dividend, anyway) = seen
    if owner.state == "none":
        return None
    held = law_of_state(owner, law, elections)
    income = seen_together(sold or StateIncome(), dividend, taxed[0], returns[0])
    without = seen_anyway(as_ordinary(taxed[1], anyway), returns[1])
    return StateYear(income, without, state_tax(income, held), state_tax(without, held))


def tax_together(tax: YearTax, anyway: YearTax, of_states: tuple[float, float]) -> Together:
    """The tax that profit and sale add."""
    federal = cents(tax.tax.total - anyway.tax.total)
    state = cents(of_states[0] - of_states[1])
    return Together(federal, state, cents(federal + state))


def before_today(scenario: Scenario, held: Held, rate: float) -> Gone | None:
    """Today's calendar year with the months that are gone by, and those alone."""
    if not held.gone:
        return None
    owner = scenario.owner
    whole, gone = earn_whole(scenario, held), earn_gone(scenario, held)
    return Gone(whole, profit_whole(owner, whole, rate), gone, profit_gone(owner, gone, rate))


def profit_year(
    scenario: Scenario, year: int, held: Held, sold: tuple[OfSale | None, bool], rules: Rules
) -> YearRecord:
    """A year in which the owner still holds the business, with what the sale brings in it, on one return.

    What the months of that year before today have brought is on it too: it raises the tax on the rest.
    """
    owner = scenario.owner
    law = rules.at(date(year, 12, 31))
    figures = law_of(law, owner.filing)
    aged = aged_in(owner, year - scenario.deal.closing.year, law)
    of_sale, elections = sold
    beside = of_sale or nothing_sold(owner, aged)
    rate, limit = law.value("co_op.federal_rate"), most_lost(owner, law)
    earned: Earned = earn(scenario, held)
    profit = profit_of(owner, earned, rate)
    gone = before_today(scenario, held, rate)
    whole, wages = (gone.whole, gone.earned_whole.wages) if gone else (profit, earned.wages)
    anyway_profit = gone.profit if gone else NO_PROFIT
    loss = lose_in(owner, whole, wages, beside.income, limit)
    taxed = income_together(owner, whole, loss, wages, beside.income)
    nothing = nothing_taxed(owner, beside.income.aged)
    without = taxed_anyway(owner, anyway_profit, lose_gone(owner, anyway_profit, wages, nothing, limit), wages, nothing)
    tax, anyway = year_tax(taxed, figures), year_tax(without, figures)
    dividends = (whole.dividend, anyway_profit.dividend)
    state = state_together(owner, (beside.state, elections, dividends), (taxed, without), (tax, anyway), law)
    of_states = (state.tax.tax.total, state.anyway.tax.total) if state else (0.0, 0.0)
    return YearRecord(earned, profit, gone, loss, taxed, tax, anyway, state, tax_together(tax, anyway, of_states))


STAGES: list[Callable[..., Any]] = [
    nothing_sold,
    nothing_taxed,
    sold_in,
    lose_in,
    income_together,
    lose_gone,
    taxed_anyway,
    seen_together,
    state_together,
    tax_together,
    before_today,
    profit_year,
]
