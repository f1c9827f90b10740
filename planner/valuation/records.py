"""What the valuation is told and what its stages leave behind.

Money is in the place's currency, rates are per year as decimals; a flag is 1.0 or 0.0.
"""

from typing import NamedTuple

from planner.words import Sentence


class Books(NamedTuple):
    """One fiscal year's statement as plain numbers; a weight of 0 leaves the year out."""

    sales: float
    cost_of_sales: float
    payroll: float
    payroll_burden: float
    owner_pay: float
    second_owner_pay: float
    overhead: float
    depreciation: float
    interest: float
    add_backs: float
    disputed: float
    rent_to_owner: float
    market_rent: float
    weight: float


class Market(NamedTuple):
    """What replacements are paid, what keeps equipment as it is, and what a buyer asks for."""

    replacement_pay: float
    second_pay: float
    second_known: float  # flag: market pay of a second owner's replacement is given
    upkeep: float
    capitalisation_rate: float
    rate_spread: float
    growth: float
    mid_year: float  # flag: cash comes evenly over the year


class Earnings(NamedTuple):
    """One year's earnings as a new owner would have them."""

    net_profit: float
    booked_ebitda: float
    burden_ratio: float
    second_replacement: float
    second_adjustment: float
    rent_adjustment: float
    sde: float
    sde_with_disputed: float
    replacement: float
    ebitda: float
    margin: float
    weight: float
    weighted_add_backs: float
    weighted_sde: float
    weighted_disputed: float
    weighted_ebitda: float


class Weighted(NamedTuple):
    """Earnings of all years, the later ones counting more unless the weights say otherwise."""

    weights: float
    add_backs: float
    sde: float
    sde_with_disputed: float
    ebitda: float
    add_back_share: float


class Size(NamedTuple):
    """The usual multiple of deals from this price on."""

    price_from: float
    multiple: float


class MultipleTerms(NamedTuple):
    """The user's own multiple, the industry's range, and how far low and high reach around one multiple."""

    given_multiple: float
    is_given: float  # flag
    by_industry: float  # flag: the industry has a range of these earnings
    industry_limit: float  # EBITDA from which buyers of the industry pay for EBITDA, below it for SDE
    above_limit: float  # flag: the range is of businesses from that EBITDA on
    least_multiple: float
    most_multiple: float
    multiple_spread: float


class Fit(NamedTuple):
    """Whether the industry's range is of businesses of this size."""

    in_range: float  # flag


class Multiplied(NamedTuple):
    """Value as a multiple of earnings: of the largest size that the value itself reaches, within the industry's."""

    multiple_2: float
    multiple_3: float
    multiple_4: float
    size_multiple: float
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


class Discounting(NamedTuple):
    """What discounted cash flow is told."""

    discount_rate: float
    low_rate: float  # of the high value
    high_rate: float  # of the low value
    growth: float
    tax_rate: float
    working_fraction: float  # working capital per 1 of sales
    mid_year: float  # flag
    by_multiple: float  # flag: the end value is a sale at a multiple
    exit_multiple: float


class ForecastYear(NamedTuple):
    """One year of the forecast: cash that is left for whoever finances the business, after tax."""

    year: float
    sales: float
    ebitda: float
    upkeep: float
    tax: float
    working_capital_added: float
    cash_flow: float


class Present(NamedTuple):
    """One year's cash flow as of today."""

    periods: float
    factor: float
    value: float


class Discounted(NamedTuple):
    """All years as of today, and the end value."""

    explicit: float
    terminal_value: float
    terminal_periods: float
    terminal_factor: float
    terminal: float
    value: float


class Discount(NamedTuple):
    """One rate's reckoning: each year as of today, and the sum."""

    presents: tuple[Present, ...]
    sum: Discounted


class CashFlow(NamedTuple):
    """Discounted cash flow: the forecast, the year after it, and its value at three rates."""

    told: Discounting
    base: ForecastYear
    years: tuple[ForecastYear, ...]
    after: ForecastYear
    low: Discount
    mid: Discount
    high: Discount


class Held(NamedTuple):
    """The last balance sheet at fair value, as far as net assets need it."""

    cash: float
    trade_assets: float
    inventory_gain: float
    equipment_fair: float
    equipment_tax_basis: float
    kept_fair: float
    kept_tax_basis: float
    fair_items: float
    liabilities: float
    debt: float
    tax_rate: float


class NetAssets(NamedTuple):
    """Assets less liabilities at fair value, after the tax that gains in them would bring."""

    deferred_tax: float
    operations: float
    all: float
    value: float


class Sorted(NamedTuple):
    """Debt-like items added up by where they are booked and by what becomes of them."""

    accrued: float
    accrued_paid_off: float
    other: float
    other_paid_off: float
    unbooked: float
    unbooked_paid_off: float
    in_debt: float
    lent_to_seller: float
    lent_settled: float


class Turnover(NamedTuple):
    """How fast goods, customers and suppliers turn over, as the plan's months have it."""

    cost_fraction: float
    receivable_days: float
    inventory_days: float
    inventory_fixed: float
    payable_days: float
    payables_fixed: float
    sales_before: float
    sales_two_before: float
    books_quarter: float  # sales of the three months up to the date of the last books
    closing_quarter: float  # the same up to closing


class SeasonMonth(NamedTuple):
    """Operating working capital at one month-end, as the last books and the seasons of sales have it."""

    quarter_sales: float
    receivables: float
    inventory: float
    payables: float
    balance: float


class Extremes(NamedTuple):
    """The two highest and the two lowest of the month-ends so far."""

    highest: float
    second_highest: float
    lowest: float
    second_lowest: float


class PegTerms(NamedTuple):
    """What was agreed on the peg."""

    pegged: float  # flag
    by_amount: float  # flag: an agreed amount, no mean
    agreed: float
    trimmed: float  # flag
    collar: float


class Peg(NamedTuple):
    """Normal working capital, what there is, and what the difference does to the price."""

    closing: float
    mean: float
    trimmed_mean: float
    peg: float
    difference: float
    shortfall: float
    adjustment: float


class Settled(NamedTuple):
    """What debt-like items and working capital do to the price and to the books."""

    debt_like: float
    lent_to_seller: float
    peg_adjustment: float
    price_adjustment: float
    accrued_kept: float
    other_liabilities_kept: float
    other_assets_kept: float
    unbooked_liabilities: float


class Settlement(NamedTuple):
    """The way from debt-like items and month-ends to what is settled."""

    turnover: Turnover
    sorted: Sorted
    seasons: tuple[SeasonMonth, ...]
    months: tuple[float, ...]
    extremes: tuple[Extremes, ...]
    terms: PegTerms
    peg: Peg
    settled: Settled


class Bridge(NamedTuple):
    """What stands between the value of the operations and what is paid for them."""

    debt: float
    debt_like: float
    lent_to_seller: float
    cash_left_in: float
    inventory_beside: float
    peg_adjustment: float


class Paid(NamedTuple):
    """The price for the shares (or the assets) that a value of the operations comes to."""

    operations: float
    paid: float


class StakeTerms(NamedTuple):
    """The part sold and its discounts."""

    fraction_sold: float
    minority_discount_rate: float
    marketability_discount_rate: float


class Stake(NamedTuple):
    """A part of the shares, after discounts; all of them have none."""

    pro_rata: float
    after_minority: float
    value: float


class Weights(NamedTuple):
    """How much each method counts."""

    sde_multiple: float
    ebitda_multiple: float
    capitalised_earnings: float
    discounted_cash_flow: float
    net_assets: float


class Range(NamedTuple):
    """The methods' values weighted: the range."""

    weights: float
    low: float
    midpoint: float
    high: float


class Method(NamedTuple):
    """One method's answer and how much it counts; `key` is also the key of its name in words."""

    key: str
    weight: float
    low: float
    mid: float
    high: float


class Valuation(NamedTuple):
    """The value by each method, the range, what the range comes to for the shares, and all stages behind."""

    methods: tuple[Method, ...]
    low: float
    midpoint: float
    high: float
    findings: tuple[Sentence, ...]
    books: tuple[Books, ...]
    market: Market
    earnings: tuple[Earnings, ...]
    weighted: Weighted
    of_sde: MultipleTerms
    fit_sde: Fit
    by_sde: Multiplied
    of_ebitda: MultipleTerms
    fit_ebitda: Fit
    by_ebitda: Multiplied
    capitalised: Capitalised
    dcf: CashFlow
    held: Held
    net_assets: NetAssets
    weights: Weights
    range: Range
    settlement: Settlement
    bridge: Bridge
    shares: tuple[Paid, ...]  # of the low, the middle, the high value, and of the plan's price
    stake_terms: StakeTerms
    stake: Stake
