"""The owner's tax on profit and sale of one calendar year: one person, one return, all income.

The tax that both add = tax on everything - tax on what comes anyway (other income, and pay for the owner's own work).
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from planner.model.helpers import cents, least, most, ratio
from planner.places import Rules
from planner.places.states import StateIncome, state_tax
from planner.places.us import Income, YearTax, law_of, year_tax
from planner.rivals.records import Earned, Held, Loss, OfSale, Profit, Together, YearRecord
from planner.rivals.years import earn, profit_of
from planner.scenario import Owner, Scenario
from planner.seller import SellerYear, Worked
from planner.seller.entity import taxed_as
from planner.seller.states import StateYear, law_of_state, seen_anyway
from planner.seller.years import NO_INCOME, investment_part, is_aged
from planner.seller.years import income as income_of_sale


def nothing_sold(owner: Owner, aged: float) -> OfSale:
    """A year without the sale."""
    return OfSale(0.0, 0.0, income_anyway(owner, 0.0, aged), StateIncome())


def income_anyway(owner: Owner, wages: float, aged: float) -> Income:
    """What comes without profit and sale; the US sees nothing of an owner who lives in the UK."""
    if owner.taxed_in_kingdom:
        return NO_INCOME
    return Income(wages, owner.other_income, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, aged)


def of_year(owner: Owner, worked: Worked, year: int, rules: Rules) -> OfSale | None:
    """What the sale brings in a year, as the seller's own stages have it; None: nothing."""
    place = year - worked.sale.closing_year
    if not 0 <= place < len(worked.years):
        return None
    law, record = rules.at(date(year, 12, 31)), worked.records[place]
    share = investment_part(owner, taxed_as(owner, worked.sale, worked.choice), law)
    person = (share, is_aged(owner, place, law))
    income = income_of_sale(owner, (record.received, record.gained), record.built_in, worked.exclusion, person)
    return sold_in(worked.years[place], income, record.state_income)


def sold_in(paid: SellerYear, income: Income, state: StateIncome | None) -> OfSale:
    """A year of the sale: cash after a corporation's own tax and interest on deferred tax, and the owner's tax."""
    cash = cents(paid.cash - paid.entity_tax - paid.interest_charge)
    tax = cents(paid.federal_tax_of_sale + paid.state_tax + paid.kingdom_tax)
    return OfSale(cash, tax, income, state, paid.kingdom_tax)


def lose_in(owner: Owner, profit: Profit, wages: float, taxed: Income, limit: float) -> Loss:
    """A loss of the business saves tax on other income of the same year, and no more.

    Up to the limit of 26 U.S.C. 461(l); of an owner who takes no part in the business it is passive and saves nothing
    (469). What is not used is carried on to later years and not counted (172).
    """
    active = 1.0 if owner.participates else 0.0
    allowed = least(active * most(0.0, 0.0 - profit.ordinary), limit)
    of_other = least(allowed, taxed.other)
    of_wages = least(allowed - of_other, wages)
    of_interest = least(allowed - of_other - of_wages, taxed.interest)
    of_recapture = least(allowed - of_other - of_wages - of_interest, taxed.recapture)
    of_gain = least(allowed - of_other - of_wages - of_interest - of_recapture, taxed.gain)
    return Loss(allowed, of_other, of_wages, of_interest, of_recapture, of_gain)


def income_together(owner: Owner, profit: Profit, loss: Loss, wages: float, sold: Income) -> Income:
    """All income of the year; profit of an owner who takes no part in the business is investment income.

    A C corporation's dividend is taxed like gain, and is investment income. What an owner in the UK owes on it is not
    worked out, and said so.
    """
    if owner.taxed_in_kingdom:
        return NO_INCOME
    active = 1.0 if owner.participates else 0.0
    ordinary = most(0.0, profit.ordinary)
    of_sale = sold.gain - loss.of_gain
    gain = of_sale + profit.dividend
    left = ratio(of_sale, sold.gain)
    return Income(
        wages=wages - loss.of_wages,
        other=sold.other - loss.of_other + active * ordinary,
        interest=sold.interest - loss.of_interest + (1.0 - active) * ordinary,
        recapture=sold.recapture - loss.of_recapture,
        gain=gain,
        unrecaptured=sold.unrecaptured * left,
        special=sold.special * left,
        investment_share=ratio(sold.investment_share * of_sale + profit.dividend, gain),
        recapture_invested=sold.recapture_invested,
        aged=sold.aged,
    )


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
    owner: Owner, seen: tuple[StateIncome | None, bool, float], taxed: tuple[Income, Income], returns: Any, law: Rules
) -> StateYear | None:
    """The state's tax on everything and on what comes anyway; None where no state is told.

    `seen`: what it sees of the sale, whether gain of it is deferred or excluded, and a dividend; `returns`: the two
    federal ones.
    """
    sold, elections, dividend = seen
    if owner.state == "none":
        return None
    held = law_of_state(owner, law, elections)
    income = seen_together(sold or StateIncome(), dividend, taxed[0], returns[0])
    without = seen_anyway(taxed[1], returns[1])
    return StateYear(income, without, state_tax(income, held), state_tax(without, held))


def tax_together(tax: YearTax, anyway: YearTax, of_states: tuple[float, float]) -> Together:
    """The tax that profit and sale add."""
    federal = cents(tax.tax.total - anyway.tax.total)
    state = cents(of_states[0] - of_states[1])
    return Together(federal, state, cents(federal + state))


def profit_year(
    scenario: Scenario, year: int, held: Held, sold: tuple[OfSale | None, bool], rules: Rules
) -> YearRecord:
    """A year in which the owner still holds the business, with what the sale brings in it, on one return."""
    owner = scenario.owner
    law = rules.at(date(year, 12, 31))
    figures = law_of(law, owner.filing)
    aged = is_aged(owner, year - scenario.deal.closing.year, law)
    of_sale, elections = sold
    beside = of_sale or nothing_sold(owner, aged)
    earned: Earned = earn(scenario, held)
    profit = profit_of(owner, earned, law.value("co_op.federal_rate"))
    limit = law.value(f"rivals.loss_most.{'joint' if owner.filing == 'joint' else 'others'}")
    loss = lose_in(owner, profit, earned.wages, beside.income, limit)
    taxed = income_together(owner, profit, loss, earned.wages, beside.income)
    without = income_anyway(owner, earned.wages, beside.income.aged)
    tax, anyway = year_tax(taxed, figures), year_tax(without, figures)
    state = state_together(owner, (beside.state, elections, profit.dividend), (taxed, without), (tax, anyway), law)
    of_states = (state.tax.tax.total, state.anyway.tax.total) if state else (0.0, 0.0)
    return YearRecord(earned, profit, loss, taxed, tax, anyway, state, tax_together(tax, anyway, of_states))


STAGES: list[Callable[..., Any]] = [
    nothing_sold,
    income_anyway,
    sold_in,
    lose_in,
    income_together,
    seen_together,
    state_together,
    tax_together,
    profit_year,
]
