"""From the price of the operations to what is paid: debt-like items and working capital."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from planner import fields as of
from planner.fields import Frozen

Balance = Annotated[float, Field(ge=-1e10, le=1e10, allow_inf_nan=False)]
MONTHS = 12
DebtLikeKind = Literal[
    "accrued_leave",
    "customer_deposits",
    "unpaid_taxes",
    "deferred_rent",
    "loan_from_seller",
    "loan_to_seller",
    "other",
]
Booked = Literal["accrued", "other_liabilities", "debt", "other_assets", "unbooked"]


class DebtLike(Frozen):
    """One item that a buyer takes off the price as if it were debt; a loan to the seller is the reverse."""

    name: str = of.text("Item", "What it is.", shortest=1)
    kind: DebtLikeKind = of.choice("Kind", "What kind of item it is.", "other")
    amount: float = of.money("Amount", "What is owed on the closing day.")
    booked: Booked = of.choice("Booked under", "Where the last balance sheet holds it, or not booked.", "accrued")
    paid_off: bool = of.choice(
        "Paid off at closing", "No: it stays in the books, and the co-op pays it later.", default=False
    )

    @model_validator(mode="after")
    def _booked_where_it_belongs(self) -> Self:
        if (self.kind == "loan_to_seller") != (self.booked == "other_assets"):
            raise ValueError("booked: a loan to the seller, and nothing else, is booked under other assets")
        return self


class WorkingCapital(Frozen):
    """The normal working capital that the price includes, the peg, and what a difference does to the price."""

    peg: Literal["none", "agreed", "monthly", "seasons"] = of.choice(
        "Peg",
        "none: no adjustment. agreed: an amount. monthly: the mean of twelve month-ends. seasons: that mean, worked "
        "out from the last books and the seasons of sales.",
        "none",
    )
    agreed: float = of.money("Agreed peg", "Normal working capital as agreed.", 0.0, low=-1e10)
    months: tuple[Balance, ...] = of.many(
        "Twelve month-ends",
        "Receivables, inventory and other assets less payables, accrued and other liabilities, without cash, debt and "
        "debt-like items; oldest first.",
        (),
        most=MONTHS,
    )
    trimmed: bool = of.choice(
        "Without the extremes", "The two highest and the two lowest month-ends are left out.", default=False
    )
    collar: float = of.money("Collar", "A difference up to this changes nothing; beyond it, dollar for dollar.", 0.0)

    @model_validator(mode="after")
    def _twelve(self) -> Self:
        if self.months and len(self.months) != MONTHS:
            raise ValueError(f"months: needs twelve month-ends or none, here are {len(self.months)}")
        if self.peg == "monthly" and not self.months:
            raise ValueError("months: the peg is their mean, so enter twelve month-ends")
        return self
