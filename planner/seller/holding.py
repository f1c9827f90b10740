"""The years in which the owner still holds the business: its profit, and the return that profit and sale share.

One person files one return a year, so profit and pay until closing stand below the gain of the same year. The other
ways out (`planner.rivals`) put the profit of every year that they keep the business on its return by these stages.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from planner.model.calendar import MONTHS_A_YEAR
from planner.model.helpers import MONTHS, cents, least, most, ratio, where
from planner.places import Rules
from planner.places.us import Income
from planner.scenario import Owner, Scenario
from planner.seller.records import Sale
from planner.seller.records_holding import Earned, Held, Loss, Profit, Until

NO_INCOME = Income(*(0.0,) * len(Income._fields))
NOTHING_UNTIL = Until(*(0.0,) * len(Until._fields))
LOSS_MOST = "rivals.loss_most"


def as_in(month: int, last: int) -> int:
    """The month of the plan that a month is like: itself; beyond the plan, or before today, the same of another year.

    A month from today is as the same month after the plan's closing: both begin with today's books. Beyond the plan its
    last twelve hold on; a month that is gone by is as the one a year later.
    """
    if month > last:
        return last - (last - month) % MONTHS_A_YEAR
    return month if month > 0 else as_in((month - 1) % MONTHS_A_YEAR + 1, last)


def months_of_year(today: date, year: int, last: int) -> tuple[list[int], list[int]]:
    """The months of a calendar year up to its month `last`, counted from today: those gone by, and those to come."""
    first = (year - today.year) * MONTHS_A_YEAR + 1 - today.month
    counted = range(first, first + last)
    return [month for month in counted if month <= 0], [month for month in counted if month > 0]


def month_profit(now: Any) -> Any:
    """EBITDA after market pay for the owner's work and without a buyer's advice, less capital spending."""
    return now.operations.ebitda + now.operations.support - now.assets.capital_spending


def earn_in(scenario: Scenario, held: Held) -> Earned:
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


def pass_on(owner: Owner, earned: Earned, corporate_rate: float) -> Profit:
    """A C corporation pays its own tax and the rest as a dividend, any other form passes the profit through.

    A C corporation's loss saves no tax here: what it may carry on to later years is not counted.
    """
    if owner.entity != "c_corporation":
        return Profit(0.0, 0.0, earned.profit, cents(earned.profit - earned.tied_up))
    tax = cents(corporate_rate * most(0.0, earned.profit))
    cash = cents(earned.profit - tax - earned.tied_up)
    return Profit(tax, most(0.0, cash), 0.0, cash)


def whole_year(held: Held) -> Held:
    """The same year with the months before today, in which working capital stays as it is."""
    return held._replace(months=(*held.gone, *held.months), gone=())


def only_gone(held: Held) -> Held:
    """The months before today alone."""
    return Held(held.gone, held.before, held.before, 0.0)


def until_closing(
    scenario: Scenario, when: tuple[int, int], listed: tuple[Any, ...], law: Rules, costs: float
) -> Until:
    """Profit and pay of the year of sale, from January until the end of the closing month.

    `listed`: the plan's months, closing first; `costs`: what comes off the company's profit in that year beside.
    """
    gone, ahead = months_of_year(scenario.rules_date, *when)
    last = len(listed) - 1
    first = min(ahead[0] - 1, last) if ahead else 0
    final = min(ahead[-1], last) if ahead else 0
    months = tuple(listed[as_in(month, last)] for month in (*gone, *ahead))
    earned = earn_in(scenario, Held(months, listed[first], listed[final], costs))
    rate = law.at(date(when[0], 12, 31)).value("co_op.federal_rate")
    profit = pass_on(scenario.owner, earned, rate)
    return Until(earned.operations, earned.interest, earned.profit, earned.wages, profit.ordinary, profit.dividend)


def with_until(sale: Sale, until: Until) -> Sale:
    """A sale that tells what its year brings until closing."""
    return sale._replace(pay_before=until.pay, profit_before=until.ordinary, dividend_before=until.dividend)


def most_lost(owner: Owner, law: Rules) -> float:
    """The most that a loss of a business may save tax on. 26 U.S.C. 461(l)."""
    return law.value(f"{LOSS_MOST}.{'joint' if owner.filing == 'joint' else 'others'}")


def set_off(owner: Owner, ordinary: float, wages: float, taxed: Income, limit: float) -> Loss:
    """A loss of the business saves tax on other income of the same year, and no more.

    Up to the limit of 26 U.S.C. 461(l); of an owner who takes no part in the business it is passive and saves nothing
    (469). What is not used is carried on to later years and not counted (172).
    """
    active = 1.0 if owner.participates else 0.0
    allowed = least(active * most(0.0, 0.0 - ordinary), limit)
    of_other = least(allowed, taxed.other)
    of_wages = least(allowed - of_other, wages)
    of_interest = least(allowed - of_other - of_wages, taxed.interest)
    of_recapture = least(allowed - of_other - of_wages - of_interest, taxed.recapture)
    of_gain = least(allowed - of_other - of_wages - of_interest - of_recapture, taxed.gain)
    return Loss(allowed, of_other, of_wages, of_interest, of_recapture, of_gain)


def on_one_return(owner: Owner, profit: tuple[float, float], loss: Loss, wages: float, sold: Income) -> Income:
    """All income of the year; profit of an owner who takes no part in the business is investment income.

    `profit`: what is ordinary of it, and a C corporation's dividend, which is taxed like gain and is investment income.
    What an owner in the UK owes on it is not worked out, and said so.
    """
    if owner.taxed_in_kingdom:
        return NO_INCOME
    ordinary_profit, dividend = profit
    active = 1.0 if owner.participates else 0.0
    ordinary = most(0.0, ordinary_profit)
    of_sale = sold.gain - loss.of_gain
    gain = of_sale + dividend
    left = ratio(of_sale, sold.gain)
    return Income(
        wages=wages - loss.of_wages,
        other=sold.other - loss.of_other + active * ordinary,
        interest=sold.interest - loss.of_interest + (1.0 - active) * ordinary,
        recapture=sold.recapture - loss.of_recapture,
        gain=gain,
        unrecaptured=sold.unrecaptured * left,
        special=sold.special * left,
        investment_share=ratio(sold.investment_share * of_sale + dividend, gain),
        recapture_invested=sold.recapture_invested,
        aged=sold.aged,
        preference=sold.preference * left,
    )


def nothing_of_sale(owner: Owner, taxed: Income, rent: float) -> Income:
    """What comes beside the sale: other income, and rent of what the owner keeps, which the sale does not bring."""
    interest = 0.0 if owner.taxed_in_kingdom else rent
    return taxed._replace(interest=interest, recapture=0.0, gain=0.0, unrecaptured=0.0, special=0.0, preference=0.0)


def lose_until(owner: Owner, sale: Sale, taxed: Income, limit: float) -> Loss:
    """A loss until closing, set off against what the year brings with the sale."""
    return set_off(owner, sale.profit_before, sale.pay_before, taxed, limit)


def lose_anyway(owner: Owner, sale: Sale, without: Income, limit: float) -> Loss:
    """The same loss against what the year brings without it."""
    return set_off(owner, sale.profit_before, sale.pay_before, without, limit)


def income_until(owner: Owner, sale: Sale, loss: Loss, taxed: Income) -> Income:
    """The return of the year of sale: profit and pay until closing, and the sale."""
    return on_one_return(owner, (sale.profit_before, sale.dividend_before), loss, sale.pay_before, taxed)


def income_anyway(owner: Owner, sale: Sale, loss: Loss, without: Income) -> Income:
    """The same return if the business were not sold, up to the same day."""
    return on_one_return(owner, (sale.profit_before, sale.dividend_before), loss, sale.pay_before, without)


STAGES: list[Callable[..., Any]] = [
    month_profit,
    earn_in,
    pass_on,
    until_closing,
    with_until,
    most_lost,
    set_off,
    on_one_return,
    nothing_of_sale,
    lose_until,
    lose_anyway,
    income_until,
    income_anyway,
]
