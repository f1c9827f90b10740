"""The methods weighted into a range, what the range comes to for the shares, and a part of them after discounts."""

from planner.model.helpers import cents, ratio
from planner.scenario import Scenario
from planner.valuation.records import Bridge, Paid, Range, Settled, Stake, StakeTerms, Weights

FiveValues = tuple[float, float, float, float, float]


def weights_of(scenario: Scenario) -> Weights:
    """How much each method counts."""
    asked = scenario.value.weights
    return Weights(
        sde_multiple=asked.sde_multiple,
        ebitda_multiple=asked.ebitda_multiple,
        capitalised_earnings=asked.capitalised_earnings,
        discounted_cash_flow=asked.discounted_cash_flow,
        net_assets=asked.net_assets,
    )


def mean(weights: Weights, values: FiveValues) -> float:
    """Sum of weight x value / sum of weights, over the five methods."""
    a, b, c, d, e = values
    multiples = weights.sde_multiple * a + weights.ebitda_multiple * b
    income = weights.capitalised_earnings * c + weights.discounted_cash_flow * d
    return ratio(multiples + income + weights.net_assets * e, summed(weights))


def summed(weights: Weights) -> float:
    """The sum of the five weights."""
    three = weights.sde_multiple + weights.ebitda_multiple + weights.capitalised_earnings
    return three + weights.discounted_cash_flow + weights.net_assets


def reconcile(weights: Weights, lows: FiveValues, mids: FiveValues, highs: FiveValues) -> Range:
    """Low, middle and high of the methods, each weighted alike."""
    return Range(
        weights=summed(weights),
        low=cents(mean(weights, lows)),
        midpoint=cents(mean(weights, mids)),
        high=cents(mean(weights, highs)),
    )


def bridge_of(scenario: Scenario, settled: Settled) -> Bridge:
    """What is added to a value of the operations and taken off it: free of cash and debt by default."""
    deal, books = scenario.deal, scenario.business.books
    return Bridge(
        debt=books.debt,
        debt_like=settled.debt_like,
        lent_to_seller=settled.lent_to_seller,
        cash_left_in=deal.cash_left_in,
        inventory_beside=deal.inventory_beside,
        peg_adjustment=settled.peg_adjustment,
    )


def pay(operations: float, bridge: Bridge) -> Paid:
    """Paid = operations + inventory beside + cash left in - debt - debt-like + loan to the seller + peg adjustment.

    May fall below 0: then the operations are worth less than the business owes.
    """
    beside = bridge.inventory_beside + bridge.cash_left_in
    adjusted = bridge.lent_to_seller + bridge.peg_adjustment - bridge.debt_like
    return Paid(operations, operations + beside - bridge.debt + adjusted)


def stake_terms(scenario: Scenario) -> StakeTerms:
    """The part sold and its discounts."""
    asked = scenario.value
    return StakeTerms(asked.fraction_sold, asked.minority_discount, asked.marketability_discount)


def discount_stake(paid: float, terms: StakeTerms) -> Stake:
    """A part = pro rata x (1 - lack of control) x (1 - lack of a market): one after the other, not added.

    Source: Estate of Thompson v. Commissioner, T.C. Memo. 2004-174, page 30.
    """
    pro_rata = paid * terms.fraction_sold
    after_minority = pro_rata * (1.0 - terms.minority_discount_rate)
    return Stake(pro_rata, after_minority, cents(after_minority * (1.0 - terms.marketability_discount_rate)))
