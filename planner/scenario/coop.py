"""How the co-op shares its surplus and keeps its members' accounts."""

from typing import Literal, Self

from pydantic import model_validator

from planner import fields as of
from planner.fields import Frozen

PayPeriod = Literal["weekly", "biweekly", "semimonthly", "monthly"]
SolvencyBy = Literal["place", "book", "fair"]
SurplusBasis = Literal["taxable", "book_before_goodwill", "book"]


class Vesting(Frozen):
    """What part of an account is paid to whoever leaves after so many years; those who retire or die get all."""

    years: float = of.years("From years as a member", "Until the next row.", low=0.0)
    fraction: float = of.rate("Part paid", "Of the account.")


class Coop(Frozen):
    """How the co-op shares its surplus and keeps its members' accounts."""

    member_share: float = of.money("Member share", "What each member pays in to join.", 1000.0, high=1e6)
    down_payment: float = of.money("Paid when joining", "The rest comes by payroll deduction.", 0.0, high=1e6)
    deduction_months: int = of.months("Payroll deduction over", "Months in which the rest is paid.", 24, high=120)
    pay_period: PayPeriod = of.choice("Pay period", "How often wages, and deductions, are paid.", "monthly")
    share_lender: bool = of.choice(
        "A lender lends the rest", "A credit union pays the co-op at once; members repay it.", default=False
    )
    share_loan_rate: float = of.rate("Rate of that loan", "Paid by the member to the lender.", 0.08, high=0.36)
    seller_gift: float = of.money("Given by the seller", "Of each founding member's share.", 0.0, high=1e6)
    entry_fee_fraction: float = of.rate(
        "Entry fee", "Part of the share for the collective account, never paid back.", 0.0
    )
    surplus_basis: SurplusBasis = of.choice("Basis of surplus", "What the bylaws call surplus.", "taxable")
    collective_fraction: float = of.rate("To the collective account", "Part of members' surplus kept unallocated.", 0.2)
    cash_fraction: float = of.rate("Patronage paid in cash", "Part of the patronage dividend paid in money.", 0.3)
    qualified: bool = of.choice(
        "Qualified notices", "Whether the rest is taxed to members now, not to the co-op.", default=True
    )
    payout_months: int = of.months("Patronage paid after", "Months after fiscal year-end.", 6, low=1, high=11)
    state_tax_rate: float = of.rate(
        "State income tax", "The co-op's own state rate on what patronage leaves.", 0.0, high=0.2
    )
    losses_made_good: bool = of.choice(
        "Losses made good first", "Whether later surplus first makes losses good.", default=True
    )
    revolving_years: int | None = of.count(
        "Accounts revolve after", "Fiscal years; empty: only on leaving.", 7, low=1, high=30
    )
    redemption_years: int = of.count(
        "Leavers are paid over", "Years after the fiscal year-end; 0: next month.", 3, high=10
    )
    redemption_rate: float = of.rate("Interest to leavers", "On what they are still owed.", 0.0, high=0.3)
    vesting: tuple[Vesting, ...] = of.many(
        "Vesting", "Part of the account paid by years as a member; empty: all of it at once.", (), most=12
    )
    vesting_of_shares: bool = of.choice(
        "Vesting of the share too", "Whether the member share is paid back on the same scale.", default=False
    )
    most_redeemed: float | None = of.money(
        "Paid to leavers a year at most", "By the bylaws, with accounts called by the board; empty: no limit.", None
    )
    retired_first: bool = of.choice(
        "Retirement and death first", "Whether these are paid before others who left.", default=True
    )
    solvency_by: SolvencyBy = of.choice(
        "Test before paying members out",
        "place: as the state sets it, at fair value where it is not known; or book, or fair.",
        "place",
    )
    members_elect_board: bool = of.choice(
        "Members elect the board", "Whether most of the board is elected by members, one vote each.", default=True
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.down_payment > self.member_share:
            raise ValueError("down_payment: must be at most the member share")
        years, parts = [row.years for row in self.vesting], [row.fraction for row in self.vesting]
        if years != sorted(set(years)) or parts != sorted(parts):
            raise ValueError("vesting: years and parts paid must rise from row to row")
        if self.seller_gift > round(self.member_share - self.down_payment, 2):
            raise ValueError("seller_gift: must be at most what the down payment leaves of the member share")
        return self
