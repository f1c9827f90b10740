"""How the business is valued: what replaces the published defaults, the method of each step, and the weights."""

from typing import Literal, Self

from pydantic import Field, model_validator

from planner import fields as of
from planner.fields import Frozen

Industry = Literal[
    "other",
    "restaurants",
    "trades",
    "manufacturing",
    "distribution",
    "professional_services",
    "business_services",
    "marketing",
    "health",
    "online_shops",
    "software",
]
METHODS = ("sde_multiple", "ebitda_multiple", "capitalised_earnings", "discounted_cash_flow", "net_assets")
LONGEST_FORECAST = 10


class FairItem(Frozen):
    """What an asset or a liability is worth beyond its book value, or one that the books do not show."""

    name: str = of.text("Item", "What it is: land, doubtful receivables, a brand, a warranty owed.", shortest=1)
    amount: float = of.money(
        "Fair value less book value", "Above 0 it adds to net assets, below 0 it takes off.", low=-1e10
    )


class Weights(Frozen):
    """How much each method counts in the range."""

    sde_multiple: float = of.times("Multiple of SDE", "Its weight; 0: shown, not counted.", 1.0)
    ebitda_multiple: float = of.times("Multiple of EBITDA", "Its weight; 0: shown, not counted.", 1.0)
    capitalised_earnings: float = of.times("Capitalised earnings", "Its weight; 0: shown, not counted.", 1.0)
    discounted_cash_flow: float = of.times("Discounted cash flow", "Its weight; 0: shown, not counted.", 0.0)
    net_assets: float = of.times("Adjusted net assets", "Its weight; 0: shown, as a floor, not counted.", 0.0)

    @model_validator(mode="after")
    def _one_counts(self) -> Self:
        if sum(getattr(self, method) for method in METHODS) <= 0:
            raise ValueError("at least one method must have a weight above 0")
        return self


class Value(Frozen):
    """How the value is worked out. What is left empty comes from the dated table of defaults."""

    industry: Industry = of.choice("Industry", "Its published range of multiples; other: by size alone.", "other")
    sde_multiple: float | None = of.times("Multiple of SDE", "Yours; empty: by size and industry.", None)
    ebitda_multiple: float | None = of.times("Multiple of EBITDA", "Yours; empty: by size and industry.", None)
    multiple_spread: float | None = of.rate("Reach around the multiple", "Of low and high; empty: the default.", None)
    capitalisation_rate: float | None = of.rate(
        "Capitalisation rate", "Yearly return before tax that a buyer asks for; empty: the default.", None, low=0.01
    )
    discount_rate: float | None = of.rate(
        "Discount rate", "Yearly return after tax, for discounted cash flow; empty: the default.", None, low=0.01
    )
    rate_spread: float | None = of.rate("Reach around both rates", "Of low and high; empty: the default.", None)
    growth: float | None = of.rate("Growth for ever", "Of earnings, a year; empty: the default.", None, low=-0.2)
    timing: Literal["year_end", "mid_year"] = of.choice(
        "Cash comes", "At the year's end, or evenly over the year (mid-year).", "year_end"
    )
    forecast_years: int = of.count("Years forecast", "Before the end value.", 5, low=1, high=LONGEST_FORECAST)
    terminal: Literal["perpetuity", "exit_multiple"] = of.choice(
        "End value", "A growing perpetuity, or a sale at a multiple of EBITDA.", "perpetuity"
    )
    exit_multiple: float | None = of.times("Exit multiple", "Of EBITDA; empty: the multiple of EBITDA used.", None)
    tax_rate: float | None = of.rate(
        "Tax rate", "On a buyer's income and on gains in assets; empty: the co-op's federal and state rates.", None
    )
    fair_items: tuple[FairItem, ...] = of.many(
        "Fair values", "What net assets are worth beyond the books, equipment and inventory aside.", (), most=40
    )
    weights: Weights = Field(default_factory=Weights, title="Weights", description="How much each method counts.")
    fraction_sold: float = of.rate("Part sold", "100 %: all of it. Discounts are for a part alone.", 1.0, low=0.01)
    minority_discount: float = of.rate("Discount for lack of control", "Of a part that cannot decide.", 0.0, high=0.9)
    marketability_discount: float = of.rate(
        "Discount for lack of a market", "Of a part that is hard to sell on, after the other.", 0.0, high=0.9
    )

    @model_validator(mode="after")
    def _discounts_for_a_part(self) -> Self:
        if self.fraction_sold >= 1 and (self.minority_discount or self.marketability_discount):
            raise ValueError("fraction_sold: discounts are for a sale of a part; enter a part below 100 %")
        return self
