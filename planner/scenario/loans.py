"""Loans, the line of credit and preferred shares: who lends, on which terms."""

from typing import Literal, Self

from pydantic import model_validator

from planner import fields as of
from planner.fields import Frozen

LOAN_SLOTS = 8

LoanKind = Literal["senior", "seller", "subordinated", "community", "assumed"]


class Loan(Frozen):
    """One loan or note given at closing."""

    name: str = of.text("Name", "How the plan calls it.", shortest=1, longest=60)
    kind: LoanKind = of.choice("Kind", "senior, seller, subordinated, community or assumed (taken over).", "senior")
    principal: float = of.money("Amount", "Lent at closing; of the plug: worked out.", 0.0)
    rate: float = of.rate("Interest a year", "A decimal: 0.07 is 7 %.", 0.0, high=0.6)
    months: int = of.months("Term", "Months from closing to the last payment.", 60, low=1)
    interest_only: int = of.months(
        "Interest-only", "Months from closing in which only interest is paid, a standby's months included.", 0
    )
    standby: int = of.months(
        "Standby", "Months from closing in which nothing is paid and interest is added (full standby).", 0
    )
    amortisation: int | None = of.months(
        "Payments worked out over",
        "Months; longer than the term leaves a balloon. Empty: what is left of the term.",
        None,
        low=1,
    )
    fee: float = of.rate("Fee", "Part of the loan paid to the lender at closing.", 0.0, high=0.2)
    limit: float | None = of.money("At most", "The most this source can give when it is the plug.", None)

    @model_validator(mode="after")
    def _stages_fit(self) -> Self:
        if max(self.interest_only, self.standby) >= self.months:
            raise ValueError("interest_only and standby must each be shorter than the term in months")
        if self.kind == "assumed" and self.fee > 0:
            raise ValueError("fee: a loan taken over pays no fee at closing")
        return self


class LineOfCredit(Frozen):
    """A revolving line that keeps cash at the floor."""

    limit: float = of.money("Limit", "The most that may be drawn.", 0.0)
    rate: float = of.rate("Interest a year", "On what is drawn.", 0.08, high=0.6)
    unused_fee: float = of.rate("Unused fee a year", "On what is not drawn.", 0.0, high=0.1)
    drawn_at_closing: float = of.money("Drawn at closing", "Used to pay for the deal.", 0.0)
    receivables_advance: float | None = of.rate(
        "Advance on receivables", "Part that may be lent; empty: no base.", None
    )
    inventory_advance: float | None = of.rate("Advance on inventory", "Part that may be lent; empty: no base.", None)


class Preferred(Frozen):
    """Non-voting preferred shares with a target dividend."""

    amount: float = of.money("Amount", "Issued for cash at closing.", 0.0)
    dividend: float = of.rate("Target dividend a year", "Paid from surplus at fiscal year-end.", 0.04, high=0.5)
    additional: bool = of.choice(
        "In addition", "Whether bylaws pay it beside patronage and not before it.", default=False
    )
    limit: float | None = of.money("At most", "The most this source can give when it is the plug.", None)
