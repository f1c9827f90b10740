"""One figure per question asked: what is shown, in words and numbers; screen and PDF each draw it in their way."""

from planner.charts.business import (
    cash,
    coverage,
    debt,
    sales_and_ebitda,
    when,
)
from planner.charts.classes import capital_by_class, surplus_by_class
from planner.charts.deal import opening_bridge, seller_cash, sources, sources_and_uses, uses
from planner.charts.holders import holders_paid
from planner.charts.lender import covenants
from planner.charts.parts import Bar, Chart, Mark, Series, table_of
from planner.charts.people import equity, leavers, redemptions, roadmap, surplus_split, worker_account
from planner.charts.rivals import ways_out
from planner.charts.stages import ramps
from planner.charts.value import earnings_history, price_bridge, valuation_range
from planner.charts.worker import my_account

__all__ = [
    "Bar",
    "Chart",
    "Mark",
    "Series",
    "capital_by_class",
    "cash",
    "covenants",
    "coverage",
    "debt",
    "earnings_history",
    "equity",
    "holders_paid",
    "leavers",
    "my_account",
    "opening_bridge",
    "price_bridge",
    "ramps",
    "redemptions",
    "roadmap",
    "sales_and_ebitda",
    "seller_cash",
    "sources",
    "sources_and_uses",
    "surplus_by_class",
    "surplus_split",
    "table_of",
    "uses",
    "valuation_range",
    "ways_out",
    "when",
    "worker_account",
]
