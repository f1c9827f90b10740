"""What the business earns for whoever runs it: statements normalised year by year, then weighted."""

from planner.model.helpers import ratio, where
from planner.places import Rules
from planner.scenario import Scenario, Statement
from planner.valuation.records import Books, Earnings, Market, Weighted

MOST_STATEMENTS = 5


def normalise(books: Books, market: Market) -> Earnings:
    """SDE = net profit + interest + depreciation + one owner's pay + add-backs + rent and second owner to market.

    EBITDA = SDE - replacement. A replacement costs market pay and payroll taxes at the ratio of the other payroll.
    Disputed add-backs are shown and not counted. Owners' distributions are none of the books' costs and no add-back.
    Source: International Business Brokers Association, discretionary earnings (one owner's entire compensation).
    """
    pay = books.payroll + books.payroll_burden + books.owner_pay + books.second_owner_pay
    running = books.cost_of_sales + pay + books.overhead
    net_profit = books.sales - running - books.depreciation - books.interest
    booked_ebitda = net_profit + books.interest + books.depreciation
    burden_ratio = ratio(books.payroll_burden, books.payroll)
    second = where(market.second_known, market.second_pay * (1.0 + burden_ratio), books.second_owner_pay)
    second_adjustment = books.second_owner_pay - second
    rent_adjustment = books.rent_to_owner - books.market_rent
    sde = booked_ebitda + books.owner_pay + books.add_backs + second_adjustment + rent_adjustment
    sde_with_disputed = sde + books.disputed
    replacement = market.replacement_pay * (1.0 + burden_ratio)
    ebitda = sde - replacement
    return Earnings(
        net_profit=net_profit,
        booked_ebitda=booked_ebitda,
        burden_ratio=burden_ratio,
        second_replacement=second,
        second_adjustment=second_adjustment,
        rent_adjustment=rent_adjustment,
        sde=sde,
        sde_with_disputed=sde_with_disputed,
        replacement=replacement,
        ebitda=ebitda,
        margin=ratio(ebitda, books.sales),
        weight=books.weight,
        weighted_add_backs=books.weight * books.add_backs,
        weighted_sde=books.weight * sde,
        weighted_disputed=books.weight * sde_with_disputed,
        weighted_ebitda=books.weight * ebitda,
    )


def weigh(a: Earnings, b: Earnings, c: Earnings, d: Earnings, e: Earnings) -> Weighted:
    """Sum of weight x earnings / sum of weights, over five years."""
    weights = a.weight + b.weight + c.weight + d.weight + e.weight
    back = (a.weighted_add_backs + b.weighted_add_backs + c.weighted_add_backs) + d.weighted_add_backs
    add_backs = back + e.weighted_add_backs
    sde = a.weighted_sde + b.weighted_sde + c.weighted_sde + d.weighted_sde + e.weighted_sde
    most_of_disputed = a.weighted_disputed + b.weighted_disputed + c.weighted_disputed + d.weighted_disputed
    ebitda = a.weighted_ebitda + b.weighted_ebitda + c.weighted_ebitda + d.weighted_ebitda + e.weighted_ebitda
    return Weighted(
        weights=weights,
        add_backs=ratio(add_backs, weights),
        sde=ratio(sde, weights),
        sde_with_disputed=ratio(most_of_disputed + e.weighted_disputed, weights),
        ebitda=ratio(ebitda, weights),
        add_back_share=ratio(add_backs, sde),
    )


def books_of(statements: tuple[Statement, ...]) -> tuple[Books, ...]:
    """Five years oldest first, weights 1, 2, 3 and so on unless given; missing years come first, with weight 0."""
    missing = (Books(*(0.0,) * len(Books._fields)),) * (MOST_STATEMENTS - len(statements))
    return missing + tuple(
        Books(
            sales=statement.sales,
            cost_of_sales=statement.cost_of_sales,
            payroll=statement.payroll,
            payroll_burden=statement.payroll_burden,
            owner_pay=statement.owner_pay,
            second_owner_pay=statement.second_owner_pay,
            overhead=statement.overhead,
            depreciation=statement.depreciation,
            interest=statement.interest,
            add_backs=statement.accepted_add_backs,
            disputed=statement.disputed_add_backs,
            rent_to_owner=statement.rent_to_owner,
            market_rent=statement.rent_to_owner if statement.market_rent is None else statement.market_rent,
            weight=float(place) if statement.weight is None else statement.weight,
        )
        for place, statement in enumerate(statements, start=1)
    )


def market_of(scenario: Scenario, rules: Rules) -> Market:
    """Where no capital spending is given, last year's depreciation stands for the upkeep of equipment."""
    spending, last, asked = scenario.business.capital_spending, scenario.business.statements[-1], scenario.value
    second = scenario.owner.second_replacement_pay
    rate, spread, growth = asked.capitalisation_rate, asked.rate_spread, asked.growth
    return Market(
        replacement_pay=scenario.owner.replacement_pay,
        second_pay=0.0 if second is None else second,
        second_known=float(second is not None),
        upkeep=where(spending > 0.0, spending, last.depreciation),
        capitalisation_rate=rules.value("valuation.capitalisation_rate") if rate is None else rate,
        rate_spread=rules.value("valuation.rate_spread") if spread is None else spread,
        growth=rules.value("valuation.long_run_growth") if growth is None else growth,
        mid_year=float(asked.timing == "mid_year"),
    )
