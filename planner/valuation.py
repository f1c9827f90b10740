"""A first value of the business: what it earns for whoever runs it, times what such businesses sell for.

Three methods and their range, no appraisal. Value is of the operations with normal working capital, without
cash and debt. Money is in the place's currency, rates are per year as decimals.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from planner.model.helpers import cents, least, most, ratio, where
from planner.places import Rules
from planner.scenario import Scenario, Statement
from planner.words import Sentence, sentence

MOST_STATEMENTS = 5
SIZES = 5
METHODS = 3.0


class Books(NamedTuple):
    """One fiscal year's statement as plain numbers; a weight of 0 leaves the year out."""

    sales: float
    cost_of_sales: float
    payroll: float
    payroll_burden: float
    owner_pay: float
    overhead: float
    depreciation: float
    interest: float
    add_backs: float
    weight: float


class Market(NamedTuple):
    """What the replacement is paid, what keeps equipment as it is, and what buyers ask for."""

    replacement_pay: float
    upkeep: float
    multiple_spread: float
    capitalisation_rate: float
    rate_spread: float
    growth: float


class Size(NamedTuple):
    """The usual multiple of deals from this price on."""

    price_from: float
    multiple: float


class Earnings(NamedTuple):
    """One year's earnings as a new owner would have them."""

    net_profit: float
    sde: float
    burden_ratio: float
    replacement: float
    ebitda: float
    weight: float
    weighted_sde: float
    weighted_ebitda: float


class Weighted(NamedTuple):
    """Earnings of all years, the later ones counting more."""

    weights: float
    sde: float
    ebitda: float


class Multiplied(NamedTuple):
    """Value as a multiple of earnings, the multiple of the largest size that the value itself reaches."""

    multiple_2: float
    multiple_3: float
    multiple_4: float
    multiple: float
    low: float
    mid: float
    high: float


class Capitalised(NamedTuple):
    """Value of earnings that go on for ever, growing."""

    cash_flow: float
    next_year: float
    low: float
    mid: float
    high: float


class Span(NamedTuple):
    """From the lowest to the highest of all methods, and the middle of their middles."""

    low: float
    midpoint: float
    high: float


class Method(NamedTuple):
    """One method's answer; `key` is also the key of its name in words."""

    key: str
    low: float
    mid: float
    high: float


class Valuation(NamedTuple):
    """The value by each method, the range, and the stages it came from."""

    methods: tuple[Method, ...]
    low: float
    midpoint: float
    high: float
    findings: tuple[Sentence, ...]
    books: tuple[Books, ...]
    market: Market
    earnings: tuple[Earnings, ...]
    weighted: Weighted
    by_sde: Multiplied
    by_ebitda: Multiplied
    capitalised: Capitalised
    span: Span


def normalise(books: Books, market: Market) -> Earnings:
    """SDE = net profit + interest + depreciation + owner's pay + add-backs; EBITDA = SDE - replacement.

    The replacement costs its market pay and payroll taxes at the ratio of the other payroll.
    """
    running = books.cost_of_sales + books.payroll + books.payroll_burden + books.owner_pay + books.overhead
    net_profit = books.sales - running - books.depreciation - books.interest
    sde = net_profit + books.interest + books.depreciation + books.owner_pay + books.add_backs
    burden_ratio = ratio(books.payroll_burden, books.payroll)
    replacement = market.replacement_pay * (1.0 + burden_ratio)
    ebitda = sde - replacement
    return Earnings(
        net_profit=net_profit,
        sde=sde,
        burden_ratio=burden_ratio,
        replacement=replacement,
        ebitda=ebitda,
        weight=books.weight,
        weighted_sde=books.weight * sde,
        weighted_ebitda=books.weight * ebitda,
    )


def weigh(a: Earnings, b: Earnings, c: Earnings, d: Earnings, e: Earnings) -> Weighted:
    """Sum of weight x earnings / sum of weights, over five years."""
    weights = a.weight + b.weight + c.weight + d.weight + e.weight
    sde = a.weighted_sde + b.weighted_sde + c.weighted_sde + d.weighted_sde + e.weighted_sde
    ebitda = a.weighted_ebitda + b.weighted_ebitda + c.weighted_ebitda + d.weighted_ebitda + e.weighted_ebitda
    return Weighted(weights=weights, sde=ratio(sde, weights), ebitda=ratio(ebitda, weights))


def multiply(earnings: float, market: Market, sizes: tuple[Size, ...]) -> Multiplied:
    """Value = multiple x earnings, not below 0."""
    a, b, c, d, e = sizes
    multiple_2 = where(earnings * b.multiple >= b.price_from, b.multiple, a.multiple)
    multiple_3 = where(earnings * c.multiple >= c.price_from, c.multiple, multiple_2)
    multiple_4 = where(earnings * d.multiple >= d.price_from, d.multiple, multiple_3)
    multiple = where(earnings * e.multiple >= e.price_from, e.multiple, multiple_4)
    mid = cents(multiple * most(0.0, earnings))
    return Multiplied(
        multiple_2=multiple_2,
        multiple_3=multiple_3,
        multiple_4=multiple_4,
        multiple=multiple,
        low=cents(mid * (1.0 - market.multiple_spread)),
        mid=mid,
        high=cents(mid * (1.0 + market.multiple_spread)),
    )


def capitalise(earnings: float, market: Market) -> Capitalised:
    """Gordon: value = cash flow x (1 + growth) / (rate - growth); cash flow = EBITDA - upkeep."""
    cash_flow = most(0.0, earnings - market.upkeep)
    next_year = cash_flow * (1.0 + market.growth)
    spread = market.capitalisation_rate - market.growth
    return Capitalised(
        cash_flow=cash_flow,
        next_year=next_year,
        low=cents(ratio(next_year, spread + market.rate_spread)),
        mid=cents(ratio(next_year, spread)),
        high=cents(ratio(next_year, spread - market.rate_spread)),
    )


def span(a: Multiplied, b: Multiplied, c: Capitalised) -> Span:
    """The range over the three methods."""
    return Span(
        low=least(least(a.low, b.low), c.low),
        midpoint=cents((a.mid + b.mid + c.mid) / METHODS),
        high=most(most(a.high, b.high), c.high),
    )


def estimate(scenario: Scenario, rules: Rules) -> Valuation:
    """The business's first value from its statements and the published multiples."""
    books = _books(scenario.business.statements)
    market = _market(scenario, rules)
    earnings = tuple(normalise(year, market) for year in books)
    weighted = weigh(*earnings)
    by_sde = multiply(weighted.sde, market, _sizes(rules, "valuation.sde_multiple"))
    by_ebitda = multiply(weighted.ebitda, market, _sizes(rules, "valuation.ebitda_multiple"))
    capitalised = capitalise(weighted.ebitda, market)
    whole = span(by_sde, by_ebitda, capitalised)
    methods = (
        Method("valuation.method.sde_multiple", by_sde.low, by_sde.mid, by_sde.high),
        Method("valuation.method.ebitda_multiple", by_ebitda.low, by_ebitda.mid, by_ebitda.high),
        Method("valuation.method.capitalised_earnings", capitalised.low, capitalised.mid, capitalised.high),
    )
    findings = tuple(_findings(scenario, weighted, capitalised))
    return Valuation(
        methods=methods,
        low=whole.low,
        midpoint=whole.midpoint,
        high=whole.high,
        findings=findings,
        books=books,
        market=market,
        earnings=earnings,
        weighted=weighted,
        by_sde=by_sde,
        by_ebitda=by_ebitda,
        capitalised=capitalised,
        span=whole,
    )


def _books(statements: tuple[Statement, ...]) -> tuple[Books, ...]:
    """Five years oldest first, weights 1, 2, 3 and so on; missing years come first, with weight 0."""
    missing = (Books(*(0.0,) * len(Books._fields)),) * (MOST_STATEMENTS - len(statements))
    return missing + tuple(
        Books(
            sales=statement.sales,
            cost_of_sales=statement.cost_of_sales,
            payroll=statement.payroll,
            payroll_burden=statement.payroll_burden,
            owner_pay=statement.owner_pay,
            overhead=statement.overhead,
            depreciation=statement.depreciation,
            interest=statement.interest,
            add_backs=sum((item.amount for item in statement.add_backs), 0.0),
            weight=float(place),
        )
        for place, statement in enumerate(statements, start=1)
    )


def _market(scenario: Scenario, rules: Rules) -> Market:
    """Where no capital spending is given, last year's depreciation stands for the upkeep of equipment."""
    spending, last = scenario.business.capital_spending, scenario.business.statements[-1]
    return Market(
        replacement_pay=scenario.owner.replacement_pay,
        upkeep=where(spending > 0.0, spending, last.depreciation),
        multiple_spread=rules.value("valuation.multiple_spread"),
        capitalisation_rate=rules.value("valuation.capitalisation_rate"),
        rate_spread=rules.value("valuation.rate_spread"),
        growth=rules.value("valuation.long_run_growth"),
    )


def _sizes(rules: Rules, name: str) -> tuple[Size, ...]:
    sizes = tuple(Size(price_from, multiple) for price_from, multiple in rules.rows(name))
    if len(sizes) > SIZES:
        raise ValueError(f"{name} has {len(sizes)} sizes, more than the {SIZES} that there are lines for")
    return sizes + (sizes[-1],) * (SIZES - len(sizes))


def _findings(scenario: Scenario, weighted: Weighted, capitalised: Capitalised) -> Iterable[Sentence]:
    yield sentence("valuation.no_appraisal")
    if scenario.owner.replacement_pay == 0:
        yield sentence("valuation.no_replacement")
    if weighted.ebitda <= 0:
        yield sentence("valuation.no_earnings")
    elif capitalised.cash_flow <= 0:
        yield sentence("valuation.no_cash_flow")


STAGES: list[Callable[..., Any]] = [_books, _market, _sizes, normalise, weigh, multiply, capitalise, span, estimate]
