"""From the price of the operations to what is paid: debt-like items, and working capital against its peg.

Source of the bridge: price for the shares = value of the operations - debt - debt-like items + cash + (working capital
at closing - peg). An item counts once: what is debt-like is no working capital.
"""

from collections.abc import Callable
from typing import Any

from planner.model.calendar import MONTHS_A_QUARTER, MONTHS_A_YEAR, month_of
from planner.model.helpers import DAYS_IN_QUARTER, cents, least, most, ratio, where
from planner.model.records import Operations, Working
from planner.model.terms import Terms
from planner.model.treasury import lend_on, may_be_drawn, turn_over
from planner.model.writing import total, zero
from planner.scenario import Business, Scenario
from planner.valuation.records import Extremes, Peg, PegTerms, SeasonMonth, Settled, Settlement, Sorted, Turnover

LEFT_OUT = 4.0  # the two highest and the two lowest
NO_EXTREMES = Extremes(*(0.0,) * len(Extremes._fields))
MODEL_STAGES: list[Callable[..., Any]] = [lend_on, may_be_drawn, turn_over]


def season(business: Business, calendar_month: int) -> float:
    """Part of a year's sales that falls into a calendar month."""
    return business.seasonality[calendar_month - 1] / sum(business.seasonality)


def quarter_up_to(business: Business, calendar_month: int) -> float:
    """Sales of the three months up to the end of a calendar month, by last year's sales and the seasons. Money."""
    parts = [season(business, (calendar_month - back - 1) % MONTHS_A_YEAR + 1) for back in range(MONTHS_A_QUARTER)]
    return business.statements[-1].sales * sum(parts)


def turnover_of(scenario: Scenario) -> Turnover:
    """Days as given, or as the last books show them against the three months up to the date of those books.

    days = booked / sales (or cost) of those three months x 91.25. The books' season counts, not that of closing: what
    customers owe in June was sold in April to June. Where these months have no cost, goods and payables stay as booked.
    """
    business, books, last = scenario.business, scenario.business.books, scenario.business.statements[-1]
    given = business.cost_of_sales_fraction
    fraction = ratio(last.cost_of_sales, last.sales) if given is None else given
    seasons = [season(business, month_of(scenario.deal.closing, month)[1]) for month in (0, -1)]
    quarter = quarter_up_to(business, business.books_of_month)
    quarter_cost = quarter * fraction
    year_cost = last.sales * fraction
    return Turnover(
        cost_fraction=fraction,
        receivable_days=days(business.receivable_days, books.receivables, quarter),
        inventory_days=days(business.inventory_days, books.inventory, quarter_cost),
        inventory_fixed=where(shown_by(business.inventory_days, quarter_cost, year_cost), 0.0, books.inventory),
        payable_days=days(business.payable_days, books.payables, quarter_cost),
        payables_fixed=where(shown_by(business.payable_days, quarter_cost, year_cost), 0.0, books.payables),
        sales_before=last.sales * seasons[0],
        sales_two_before=last.sales * seasons[1],
        books_quarter=quarter,
        closing_quarter=quarter_up_to(business, scenario.deal.closing.month),
    )


def days(given: float | None, booked: float, quarter: float) -> float:
    """Days as given, or as the last books show them against their quarter."""
    return ratio(booked, quarter) * DAYS_IN_QUARTER if given is None else given


def shown_by(given: float | None, quarter_cost: float, year_cost: float) -> float:
    """The cost that days are days of: of the books' quarter, or of the year where days are given."""
    return quarter_cost if given is None else year_cost


def sort_items(scenario: Scenario) -> Sorted:
    """Debt-like items added up by where they are booked and by what becomes of them."""
    items = scenario.deal.debt_like
    return Sorted(
        accrued=total(item.amount for item in items if item.booked == "accrued"),
        accrued_paid_off=total(item.amount for item in items if item.booked == "accrued" and item.paid_off),
        other=total(item.amount for item in items if item.booked == "other_liabilities"),
        other_paid_off=total(item.amount for item in items if item.booked == "other_liabilities" and item.paid_off),
        unbooked=total(item.amount for item in items if item.booked == "unbooked"),
        unbooked_paid_off=total(item.amount for item in items if item.booked == "unbooked" and item.paid_off),
        in_debt=total(item.amount for item in items if item.booked == "debt"),
        lent_to_seller=total(item.amount for item in items if item.booked == "other_assets" and not item.paid_off),
        lent_settled=total(item.amount for item in items if item.booked == "other_assets" and item.paid_off),
    )


def operating(scenario: Scenario, items: Sorted) -> float:
    """Working capital in the last books, without cash, debt and debt-like items."""
    books = scenario.business.books
    trade = books.receivables + books.inventory + books.other_assets - items.lent_to_seller - items.lent_settled
    owed = books.payables + (books.accrued - items.accrued) + (books.other_liabilities - items.other)
    return trade - owed


def at_closing(turnover: Turnover) -> SeasonMonth:
    """What the days of the plan make of the three months' sales up to closing."""
    two = turnover.closing_quarter - turnover.sales_before - turnover.sales_two_before
    return turn((turnover.sales_before, turnover.sales_two_before, two), turnover, 0.0)


def turn(sales: tuple[float, float, float], turnover: Turnover, fixed: float) -> SeasonMonth:
    """Operating working capital after three months' sales, by the very days that the plan's months turn over by."""
    terms = zero(
        Terms,
        cost_fraction=turnover.cost_fraction,
        receivable_days=turnover.receivable_days,
        inventory_days=turnover.inventory_days,
        inventory_fixed=turnover.inventory_fixed,
        payable_days=turnover.payable_days,
        payables_fixed=turnover.payables_fixed,
    )
    now, before, two_before = sales
    operations = zero(Operations, sales=now, sales_before=before, sales_two_before=two_before)
    found = turn_over(terms, operations, zero(Working))
    return SeasonMonth(
        quarter_sales=found.quarter_sales,
        receivables=found.receivables,
        inventory=found.inventory,
        payables=found.payables,
        balance=found.working_capital + fixed,
    )


def seasons_of(scenario: Scenario, turnover: Turnover, items: Sorted) -> tuple[SeasonMonth, ...]:
    """The twelve month-ends up to closing as the seasons of sales would have them; none where they are not asked."""
    if scenario.deal.working_capital.peg != "seasons":
        return ()
    business, books = scenario.business, scenario.business.books
    sales = [
        business.statements[-1].sales * season(business, month_of(scenario.deal.closing, 0 - back)[1])
        for back in range(MONTHS_A_YEAR + 2)
    ]
    lent = items.lent_to_seller + items.lent_settled
    owed = (books.accrued - items.accrued) + (books.other_liabilities - items.other)
    fixed = books.other_assets - lent - owed
    return tuple(
        turn((sales[back], sales[back + 1], sales[back + 2]), turnover, fixed)
        for back in reversed(range(MONTHS_A_YEAR))
    )


def widen(balance: float, then: Extremes) -> Extremes:
    """The extremes after one more month-end."""
    return Extremes(
        highest=most(then.highest, balance),
        second_highest=most(then.second_highest, least(then.highest, balance)),
        lowest=least(then.lowest, balance),
        second_lowest=least(then.second_lowest, most(then.lowest, balance)),
    )


def pair(first: float, second: float) -> Extremes:
    """The extremes of the first two month-ends."""
    return Extremes(
        highest=most(first, second),
        second_highest=least(first, second),
        lowest=least(first, second),
        second_lowest=most(first, second),
    )


def extremes_of(months: tuple[float, ...]) -> tuple[Extremes, ...]:
    """The two highest and the two lowest, after each month-end from the second on."""
    if not months:
        return ()
    found = [pair(months[0], months[1])]
    for balance in months[2:]:
        found.append(widen(balance, found[-1]))
    return tuple(found)


def peg_terms(scenario: Scenario) -> PegTerms:
    """What was agreed on the peg."""
    asked = scenario.deal.working_capital
    return PegTerms(
        pegged=float(asked.peg != "none"),
        by_amount=float(asked.peg == "agreed"),
        agreed=asked.agreed,
        trimmed=float(asked.trimmed),
        collar=asked.collar,
    )


def compare(closing: float, months: tuple[float, ...], extremes: Extremes, terms: PegTerms) -> Peg:
    """Closing working capital less the peg; beyond the collar the price follows dollar for dollar.

    peg = mean of the trailing twelve month-ends, or of the eight left without the two highest and the two lowest, or
    the amount agreed. Sources: jiglabs.ai, silvershorepartners.com (peg); Lear and International Automotive
    Components, asset purchase agreement, closing net working capital (collar).
    """
    number = float(len(months))
    whole = total(months)
    mean = ratio(whole, number)
    high = extremes.highest + extremes.second_highest
    low = extremes.lowest + extremes.second_lowest
    trimmed_mean = ratio(whole - high - low, most(0.0, number - LEFT_OUT))
    of_months = where(terms.trimmed, trimmed_mean, mean)
    peg = where(terms.by_amount, terms.agreed, of_months)
    difference = where(terms.pegged, closing - peg, 0.0)
    shortfall = where(terms.pegged, peg - closing, 0.0)
    return Peg(
        closing=closing,
        mean=mean,
        trimmed_mean=trimmed_mean,
        peg=peg,
        difference=difference,
        shortfall=shortfall,
        adjustment=cents(most(0.0, difference - terms.collar) - most(0.0, shortfall - terms.collar)),
    )


def settle(scenario: Scenario, items: Sorted, peg: Peg) -> Settled:
    """What the price is changed by, and what of the last books stays.

    A debt-like item comes off the price whether it is paid off at closing or stays: who pays it later has been paid
    for it. What was not booked is booked first. A loan to the seller that goes on is paid for; one that is settled is
    set off and leaves the books.
    """
    books = scenario.business.books
    debt_like = items.accrued + items.other + items.unbooked
    paid_off = items.other_paid_off + items.unbooked_paid_off
    return Settled(
        debt_like=debt_like,
        lent_to_seller=items.lent_to_seller,
        peg_adjustment=peg.adjustment,
        price_adjustment=items.lent_to_seller + peg.adjustment - debt_like,
        accrued_kept=books.accrued - items.accrued_paid_off,
        other_liabilities_kept=books.other_liabilities + items.unbooked - paid_off,
        other_assets_kept=books.other_assets - items.lent_settled,
        unbooked_liabilities=items.unbooked,
    )


def settlement_of(scenario: Scenario) -> Settlement:
    """All of it, from debt-like items and month-ends to what is settled."""
    asked = scenario.deal.working_capital
    items, turnover = sort_items(scenario), turnover_of(scenario)
    seasons = seasons_of(scenario, turnover, items)
    months = tuple(month.balance for month in seasons)
    if asked.peg == "monthly":
        months = tuple(asked.months)
    extremes, terms = extremes_of(months), peg_terms(scenario)
    peg = compare(operating(scenario, items), months, extremes[-1] if extremes else NO_EXTREMES, terms)
    return Settlement(
        turnover=turnover,
        sorted=items,
        seasons=seasons,
        months=months,
        extremes=extremes,
        terms=terms,
        peg=peg,
        settled=settle(scenario, items, peg),
    )
