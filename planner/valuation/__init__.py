"""A first value of the business: what it earns for whoever runs it, and what others pay for such earnings.

Five methods, a weighted range and the way to the price for the shares; no appraisal. Value is of the operations with
normal working capital, without cash and debt. Every stage is a pure function on plain values, so that explanations
run the same text on cells.
"""

from collections.abc import Callable
from typing import Any

from planner.valuation import assets, earnings, income, multiples, reconcile, settlement
from planner.valuation.earnings import MOST_STATEMENTS
from planner.valuation.estimate import estimate
from planner.valuation.findings import refusals, refuse_impossible
from planner.valuation.records import Method, Valuation
from planner.valuation.settlement import season, settlement_of

__all__ = [
    "MOST_STATEMENTS",
    "STAGES",
    "Method",
    "Valuation",
    "estimate",
    "refusals",
    "refuse_impossible",
    "season",
    "settlement_of",
]

# In the order in which they call one another, for readers that run them on cells.
STAGES: list[Callable[..., Any]] = [
    *settlement.MODEL_STAGES,
    earnings.books_of,
    earnings.market_of,
    earnings.normalise,
    earnings.weigh,
    multiples.multiple_terms,
    multiples.sizes_of,
    multiples.fit,
    multiples.multiply,
    income.capitalise,
    settlement.season,
    settlement.quarter_up_to,
    settlement.days,
    settlement.shown_by,
    settlement.turnover_of,
    settlement.sort_items,
    settlement.operating,
    settlement.turn,
    settlement.seasons_of,
    settlement.pair,
    settlement.widen,
    settlement.extremes_of,
    settlement.peg_terms,
    settlement.compare,
    settlement.settle,
    settlement.settlement_of,
    income.tax_rate_of,
    income.discounting_of,
    income.begin,
    income.forecast,
    income.bring_back,
    income.add_up,
    income.discount,
    income.discount_cash_flow,
    assets.held_of,
    assets.add_up_assets,
    reconcile.weights_of,
    reconcile.summed,
    reconcile.mean,
    reconcile.reconcile,
    reconcile.bridge_of,
    reconcile.pay,
    reconcile.stake_terms,
    reconcile.discount_stake,
    estimate,
]
