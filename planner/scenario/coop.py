"""How the co-op shares its surplus and keeps its members' accounts."""

from typing import Literal, Self

from pydantic import Field, model_validator

from planner import fields as of
from planner.fields import Frozen

PayPeriod = Literal["weekly", "biweekly", "semimonthly", "monthly"]
SolvencyBy = Literal["place", "book", "fair"]
SurplusBasis = Literal["taxable", "book_before_goodwill", "book"]
TaxedAs = Literal["subchapter_t", "partnership"]
LossesTo = Literal["collective", "accounts"]

MIXED = ("wages", "hours", "equal", "seniority", "skill")  # what patronage may go by
DIGITS_KEPT = 12  # beyond them a product of parts holds only what floats add
ONE_MORE_FLOAT = 1e-9  # what a sum of fractions may lie beside 1


class Vesting(Frozen):
    """What part of an account is paid to whoever leaves after so many years; those who retire or die get all."""

    years: float = of.years("From years as a member", "Until the next row.", low=0.0)
    fraction: float = of.rate("Part paid", "Of the account.")


class ReserveStep(Frozen):
    """One reserve that law or bylaws fill before anything is shared: a part of what the steps above it leave."""

    name: str = of.text("Reserve", "What the law or the bylaws call it.", "", longest=60)
    fraction: float = of.rate("Part of what is left", "Of the surplus, before tax, after the rows above.")


class PatronageBasis(Frozen):
    """What each member's part of the patronage dividend goes by: one measure of work, or a mixture of several."""

    wages: float = of.rate("By wages", "Pay for the months as a member.", 1.0)
    hours: float = of.rate("By hours", "Hours worked as a member; ten hours or one count alike.", 0.0)
    equal: float = of.rate("Alike", "The same for each month as a member.", 0.0)
    seniority: float = of.rate("By seniority", "Years of work here, as far as they count.", 0.0)
    skill: float = of.rate("By skill", "Hours times the skill factor of the job.", 0.0)
    seniority_cap: float = of.years("Years that count at most", "For seniority.", 10.0, low=1.0, high=50.0)

    @property
    def only_wages(self) -> bool:
        """Whether nothing but pay counts."""
        return self.wages >= 1.0 - ONE_MORE_FLOAT

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if abs(sum(getattr(self, name) for name in MIXED) - 1.0) > ONE_MORE_FLOAT:
            raise ValueError("the parts by which patronage goes must come to 100 %")
        return self


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
    taxed_as: TaxedAs = of.choice(
        "Taxed as",
        "subchapter_t: a co-operative corporation; partnership: an LLC whose members are taxed.",
        "subchapter_t",
    )
    tax_distribution: float = of.rate(
        "Distribution for tax", "Of a partnership: part of what is allocated that is paid in money.", 0.35
    )
    patronage_basis: PatronageBasis = Field(
        default_factory=PatronageBasis, title="Patronage goes by", description="What counts as work done."
    )
    collective_fraction: float = of.rate("To the collective account", "Part of members' surplus kept unallocated.", 0.2)
    reserve_steps: tuple[ReserveStep, ...] = of.many(
        "Reserves in steps", "Each a part of what the rows above leave; together the least kept.", (), most=6
    )
    cash_fraction: float = of.rate("Patronage paid in cash", "Part of the patronage dividend paid in money.", 0.3)
    qualified: bool = of.choice(
        "Qualified notices", "Whether the rest is taxed to members now, not to the co-op.", default=True
    )
    payout_months: int = of.months("Patronage paid after", "Months after fiscal year-end.", 6, low=1, high=11)
    state_tax_rate: float = of.rate(
        "State income tax", "The co-op's own state rate on what patronage leaves.", 0.0, high=0.2
    )
    members_tax_rate: float = of.rate(
        "Members' tax rate", "Income tax of a member, federal and state, to compare policies by.", 0.22
    )
    losses_made_good: bool = of.choice(
        "Losses made good first", "Whether later surplus first makes losses good.", default=True
    )
    losses_to: LossesTo = of.choice(
        "Losses are charged to",
        "The collective account; or members' accounts by balance, and beyond them the collective account.",
        "collective",
    )
    accounts_below_zero: bool = of.choice(
        "Accounts may fall below zero",
        "Whether the bylaws charge members a loss beyond what stands in their accounts, by work done in the year.",
        default=False,
    )
    account_interest: float = of.rate(
        "Interest on accounts", "A year, credited at fiscal year-end as far as the surplus goes.", 0.0, high=0.2
    )
    revolving_years: int | None = of.count(
        "Accounts revolve after", "Fiscal years; empty: only on leaving.", 7, low=1, high=30
    )
    revolving_cash: float = of.rate(
        "Accounts called when cash allows", "Part of spare cash at fiscal year-end, oldest accounts first.", 0.0
    )
    redemption_years: int = of.count(
        "Leavers are paid over", "Years after the fiscal year-end; 0: next month.", 3, high=10
    )
    redemption_rate: float = of.rate(
        "Interest to leavers", "On what they are still owed; instalments are level, interest included.", 0.0, high=0.3
    )
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

    @property
    def claims_qualified(self) -> bool:
        """Whether notices are to be qualified; a partnership has none."""
        return self.qualified and self.taxed_as == "subchapter_t"

    @property
    def falls_below_zero(self) -> bool:
        """Whether a loss may bring members' accounts below zero."""
        return self.accounts_below_zero and (self.losses_to == "accounts" or self.taxed_as == "partnership")

    @property
    def least_kept(self) -> float:
        """The least part of the surplus that the steps keep together: 1 - (1 - first) x (1 - second) x ..."""
        left = 1.0
        for step in self.reserve_steps:
            left -= left * step.fraction
        return round(1.0 - left, DIGITS_KEPT)

    @property
    def kept_together(self) -> float:
        """The part of the workers' surplus that goes to the collective account: as chosen, the reserves at least."""
        return max(self.collective_fraction, self.least_kept)

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
