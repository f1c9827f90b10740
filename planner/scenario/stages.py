"""Later closings: what part of the company is bought then, when, for what price; and the shares kept until then."""

from typing import Literal, Self

from pydantic import model_validator

from planner import fields as of
from planner.fields import Frozen

STAGE_SLOTS = 4

PriceFormula = Literal["closing_price", "earnings", "book_value"]


class LaterClosing(Frozen):
    """One later purchase of shares from the seller; it waits for as long as it cannot be afforded."""

    fraction: float = of.rate("Part bought", "Of the whole company.", low=0.01)
    after: int = of.months("Not before", "Months from the first closing.", 24, low=1)
    senior_left: float | None = of.rate(
        "Senior debt paid down to", "Part of the first closing's senior loans still owed; empty: does not matter.", None
    )
    formula: PriceFormula = of.choice(
        "Price by",
        "closing_price with its increase, earnings (a multiple of EBITDA less debt), or book_value.",
        "closing_price",
    )
    price: float | None = of.money(
        "Agreed price", "For this part, by closing_price; empty: its part of the price of the first closing.", None
    )
    increase: float = of.rate("Price grows a year", "By closing_price, from the first closing on.", 0.0, high=0.3)
    multiple: float = of.times("Times EBITDA", "By earnings: for the whole company, debt and cash aside.", 3.0, low=0.1)
    obligation: bool = of.choice(
        "The seller may insist", "Whether the co-op must buy (an obligation), or may (an option).", default=False
    )

    @model_validator(mode="after")
    def _priced_once(self) -> Self:
        if self.price is not None and self.formula != "closing_price":
            raise ValueError(f"price: belongs to closing_price alone, and this closing is priced by {self.formula}")
        return self


class KeptShares(Frozen):
    """What the shares that the seller still holds carry."""

    dividend: float = of.rate("Profit paid out on them", "Part of their profit paid each year; the rest stays.", 0.0)
    control: float = of.rate(
        "Control above", "Part of the company above which its cash may serve the co-op's loans directly.", 0.5
    )
    patronage_above: float = of.rate(
        "Patronage above",
        "Part of the company the co-op must hold more than before surplus is shared as patronage; 100: all.",
        0.5,
    )
