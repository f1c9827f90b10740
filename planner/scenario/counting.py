"""What lenders count and hold: security and guarantees of a loan, advance and recovery rates, the SBA's questions."""

from typing import Literal, Self

from pydantic import Field, model_validator

from planner import fields as of
from planner.fields import Frozen

SecuredBy = Literal["by_kind", "everything", "working_capital", "fixed_assets", "nothing"]
Guarantor = Literal["nobody", "seller", "members", "third_party"]
Release = Literal["when_paid", "at_closing", "in_month", "below_balance"]
Answer = Literal["yes", "no", "unknown"]


class Backing(Frozen):
    """What stands behind one loan: assets in an order of rank, and whoever guarantees it, until released."""

    secured_by: SecuredBy = of.choice(
        "Secured by",
        "everything, working_capital (receivables and inventory), fixed_assets (property and equipment), nothing; "
        "by_kind: senior loans everything, subordinated and seller notes everything behind them, the rest nothing.",
        "by_kind",
    )
    rank: int | None = of.count(
        "Rank of its lien",
        "1 is paid first; the same rank shares alike. Empty: senior 1, subordinated 2, seller 3.",
        None,
        low=1,
        high=9,
    )
    guarantor: Guarantor = of.choice(
        "Guaranteed by", "nobody, the seller, members or a third_party, with their own money.", "nobody"
    )
    guaranteed: float = of.rate("Part guaranteed", "Of what is owed.", 1.0)
    release: Release = of.choice(
        "Guarantor released",
        "when_paid, at_closing, in_month (a month from closing) or below_balance (once no more than that is owed).",
        "when_paid",
    )
    release_month: int | None = of.months("Released in month", "Months from closing.", None)
    release_balance: float | None = of.money("Released below", "The first month-end with no more owed than this.", None)

    @model_validator(mode="after")
    def _release_fits(self) -> Self:
        if self.release == "in_month" and self.release_month is None:
            raise ValueError("release_month: a guarantee released in a month needs that month")
        if self.release == "below_balance" and self.release_balance is None:
            raise ValueError("release_balance: a guarantee released below a balance needs that balance")
        return self


class AssetRates(Frozen):
    """A part of book value for each class of assets; an empty one is the dated default."""

    cash: float | None = of.rate("Cash", "Part of what is in the bank.", None)
    receivables: float | None = of.rate("Receivables", "Part of what customers owe.", None)
    inventory: float | None = of.rate("Inventory", "Part of its cost.", None)
    property: float | None = of.rate("Land and buildings", "Part of book value.", None)
    equipment: float | None = of.rate("Equipment", "Part of book value.", None)
    other: float | None = of.rate("Other assets", "Deposits, prepaid tax and the like.", None)


class Counting(Frozen):
    """What a lender counts as equity and as collateral, and what it asks about members."""

    least_equity: float | None = of.rate(
        "Equity your lender asks for", "Part of all uses of the closing day; empty: not known yet.", None
    )
    standby_part: float = of.rate(
        "Of it in seller note", "The most of that equity which a seller note on full standby may be.", 0.0
    )
    counts_preferred: bool = of.choice(
        "Counts preferred shares", "Where holders cannot ask for their money before the senior loan ends.", default=True
    )
    citizens: Answer = of.choice(
        "All members US citizens",
        "Whether every member is a citizen or national living in the US: yes, no or unknown. Asked of all together, "
        "never of one person.",
        "unknown",
    )
    owner_guarantees: Answer = of.choice(
        "A member guarantees", "Whether at least one member would guarantee an SBA loan: yes, no or unknown.", "unknown"
    )
    acquirers_borrow: Answer = of.choice(
        "All who gain a part borrow",
        "Where only a part is bought at closing: whether the co-op and every member would borrow together with the "
        "company, as the SBA asks: yes, no or unknown.",
        "unknown",
    )
    manufacturer: bool = of.choice("Manufacturer", "Whether the trade is NAICS sector 31 to 33.", default=False)
    sba_amount: float | None = of.money(
        "SBA loan in question", "What would be borrowed; empty: all senior loans of the plan.", None
    )
    property_part: float = of.rate(
        "Land and buildings", "Part of the equipment in the books that is land and buildings.", 0.0
    )
    rent_months: int = of.months(
        "Lease for",
        "Months from closing for which the co-op rents what the seller keeps; 0: as long as the plan. The rent stands "
        "with the income statements.",
        0,
    )
    advance: AssetRates = Field(
        default_factory=AssetRates, title="Advance rates", description="What a lender lends on each asset."
    )
    recovery: AssetRates = Field(
        default_factory=AssetRates, title="Recovery rates", description="What each asset brings if the co-op fails."
    )
    fall_in_sales: float | None = of.rate(
        "Fall in sales before a failure",
        "Part by which sales are lower in the twelve months before; empty: as much as breaks a first covenant.",
        None,
    )
    winding_up: float | None = of.rate(
        "Cost of winding up", "Part of what the assets bring; empty: the dated default.", None
    )
