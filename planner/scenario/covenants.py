"""What the lenders ask of the co-op, and who is paid before whom."""

from typing import Literal, Self

from pydantic import model_validator

from planner import fields as of
from planner.fields import Frozen

Tested = Literal["yearly", "quarterly"]
Claimant = Literal["seller_note", "patronage_minimum", "preferred", "patronage_further", "leavers", "revolving"]
ORDER: tuple[Claimant, ...] = (
    "seller_note",
    "patronage_minimum",
    "preferred",
    "patronage_further",
    "leavers",
    "revolving",
)


FirmClaimant = Literal["operations", "taxes", "senior", "capital_spending", "junior"]
FIRM_ORDER: tuple[FirmClaimant, ...] = ("operations", "taxes", "senior", "capital_spending", "junior")


LIMITS = (
    "least_dscr",
    "least_bank_dscr",
    "least_fccr",
    "least_liquidity",
    "most_senior_leverage",
    "most_leverage",
    "most_debt_to_worth",
    "most_capital_spending",
    "most_cash_patronage",
    "most_paid_to_leavers",
)


class OwnCovenants(Frozen):
    """One lender's own tests, while it is owed; an empty one was not agreed."""

    least_dscr: float | None = of.times("DSCR at least", "EBITDA over debt service.", None, low=0.01)
    least_bank_dscr: float | None = of.times(
        "Bank's DSCR at least",
        "EBITDA less tax, capital spending and cash patronage, over debt service.",
        None,
        low=0.01,
    )
    least_fccr: float | None = of.times(
        "FCCR at least", "The same less preferred dividends and payments to leavers.", None, low=0.01
    )
    least_liquidity: float | None = of.money("Liquidity at least", "Cash and what may still be drawn.", None)
    most_senior_leverage: float | None = of.times(
        "Senior debt at most", "Times EBITDA, interest owed included; the line counts as senior.", None, low=0.01
    )
    most_leverage: float | None = of.times(
        "All debt at most", "Times EBITDA, full standby and interest owed included.", None, low=0.01
    )
    most_debt_to_worth: float | None = of.times(
        "Debt to tangible worth at most", "All liabilities over tangible worth.", None, low=0.01
    )
    most_capital_spending: float | None = of.money("Capital spending at most", "In a fiscal year.", None)
    most_cash_patronage: float | None = of.money("Cash patronage at most", "In a fiscal year.", None)
    most_paid_to_leavers: float | None = of.money(
        "Payments to leavers at most", "In a fiscal year, revolved accounts included.", None
    )
    tested_from: int = of.months("First tested from", "Months from closing; before it nothing of these binds.", 0)
    cure_months: int = of.months("Months to cure", "After a failed test, before the lender may act.", 3, high=24)
    equity_cure: float | None = of.money(
        "Equity cure up to",
        "The most that may be paid in, within the months to cure, and count towards a failed test; empty: not agreed.",
        None,
    )

    @property
    def any_agreed(self) -> bool:
        """Whether there is a covenant at all."""
        return any(getattr(self, name) is not None for name in LIMITS)


class Dates(Frozen):
    """When lenders test."""

    tested: Tested = of.choice(
        "Tested", "yearly at fiscal year-end, or quarterly; each lender's own covenants on the same dates.", "yearly"
    )


class Covenants(OwnCovenants, Dates):
    """What is agreed with all lenders together, tested on the last twelve months; an empty one was not agreed."""


class Payout(Frozen):
    """Who is paid first, and what spare cash does."""

    firm_order: tuple[FirmClaimant, ...] = of.many(
        "Order of what no gate holds back",
        "First to last; the last is the first to go unpaid.",
        FIRM_ORDER,
        fewest=5,
        most=5,
    )

    order: tuple[Claimant, ...] = of.many("Order of payment", "First to last.", ORDER, fewest=6, most=6)
    sweep: float = of.rate("Cash sweep", "Part of spare cash that repays swept loans once a year.", 0.0)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if sorted(self.order) != sorted(ORDER):
            raise ValueError(f"order: each of {', '.join(ORDER)} must stand in it once")
        if sorted(self.firm_order) != sorted(FIRM_ORDER):
            raise ValueError(f"firm_order: each of {', '.join(FIRM_ORDER)} must stand in it once")
        if self.order.index("patronage_minimum") > self.order.index("patronage_further"):
            raise ValueError("order: patronage_minimum must come before patronage_further")
        return self
