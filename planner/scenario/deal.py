"""What is bought, what for, and who pays on the closing day."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from planner import fields as of
from planner.fields import Frozen
from planner.scenario.counting import Counting
from planner.scenario.covenants import Covenants, Payout
from planner.scenario.holders import Holder, whole
from planner.scenario.kept import Intangibles, Kept
from planner.scenario.loans import LOAN_SLOTS, IndexRate, LineOfCredit, Loan, Preferred
from planner.scenario.settlement import DebtLike, WorkingCapital
from planner.scenario.stages import STAGE_SLOTS, KeptShares, LaterClosing

DealForm = Literal["assets", "shares_merged", "shares_election", "buyout"]
SHARES_BOUGHT: tuple[DealForm, ...] = ("shares_merged", "shares_election")
ROUNDED = 1e-9  # what a sum of parts may be above the whole
STEP_UP_FORMS: tuple[DealForm, ...] = ("assets", "shares_election")  # taxed as a sale of assets


class Deal(Frozen):
    """What is bought, what for, and who pays on the closing day."""

    form: DealForm = of.choice("Form of the deal", "assets, shares_merged, shares_election or buyout.", "shares_merged")
    closing: date = of.day("Closing day", "The books move at the end of this month.")
    price: float = of.money("Price", "For the operations with normal working capital, without cash and without debt.")
    inventory_beside: float = of.money("Inventory bought beside", "Paid to the seller on top of the price.", 0.0)
    cash_left_in: float = of.money(
        "Cash left in", "Cash of the business that stays, paid for in the price of the shares.", 0.0
    )
    debt_like: tuple[DebtLike, ...] = of.many(
        "Debt-like items", "What is taken off the price as if it were debt.", (), most=40
    )
    working_capital: WorkingCapital = Field(
        default_factory=WorkingCapital, title="Working capital", description="What of it the price includes."
    )
    opening_cash: float = of.money("Opening cash", "Cash the co-op starts with.", 0.0)
    transaction_costs: float = of.money("Transaction costs", "Lawyers, appraisal and closing costs of the buyer.", 0.0)
    advice: float = of.money("Advice and training at closing", "Technical assistance paid at closing.", 0.0)
    support: float = of.money("Support a year", "Technical assistance a year after closing.", 0.0)
    support_months: int = of.months("Support for", "Months of technical assistance after closing.", 0)
    loans: tuple[Loan, ...] = of.many("Loans and notes", "In the order in which they are paid.", (), most=LOAN_SLOTS)
    line: LineOfCredit = Field(default_factory=LineOfCredit, title="Line of credit", description="Revolving.")
    preferred: Preferred = Field(default_factory=Preferred, title="Preferred shares", description="Outside investors.")
    grants: float = of.money("Grants", "Given for the deal and never paid back; they join the collective account.", 0.0)
    plug: str = of.text(
        "Plug", "The source that takes up a change: a loan's name, or preferred.", "Seller note", longest=60
    )
    base_rate: tuple[IndexRate, ...] = of.many(
        "Base rate", "The index that loans may follow, by plan year; the last holds on. Empty: today's.", (), most=30
    )
    covenants: Covenants = Field(default_factory=Covenants, title="Covenants", description="What lenders test.")
    payout: Payout = Field(default_factory=Payout, title="Order of payment", description="Who is paid first.")
    counting: Counting = Field(default_factory=Counting, title="What lenders count", description="Equity, collateral.")
    goodwill_years: float = of.years("Goodwill written off over", "Years in the books.", 10.0, low=1, high=40)
    intangibles: Intangibles = Field(
        default_factory=Intangibles,
        title="Identified intangibles",
        description="What the price names besides goodwill.",
    )
    kept: Kept = Field(default_factory=Kept, title="What the seller keeps", description="Property and other assets.")
    kept_as_subsidiary: bool = of.choice(
        "Kept as a subsidiary",
        "Whether the bought company is kept below the co-op instead of merged into it.",
        default=False,
    )
    merged_after: int | None = of.months(
        "Merged after",
        "Months from closing until the subsidiary is merged into the co-op; empty: not within the plan. Until then "
        "nothing is shared as patronage.",
        None,
        low=1,
    )
    bought_at_closing: float = of.rate(
        "Part bought at closing",
        "Of the company's shares; the seller keeps the rest.",
        1.0,
        low=0.01,
    )
    later_closings: tuple[LaterClosing, ...] = of.many(
        "Later closings", "What is bought of the seller's remaining shares, in order.", (), most=STAGE_SLOTS
    )
    holders: tuple[Holder, ...] = of.many(
        "Holders", "Who the price is divided among, where more than the owner hold the company.", (), most=20
    )
    kept_shares: KeptShares = Field(
        default_factory=KeptShares, title="Shares the seller keeps", description="Until a later closing."
    )
    incorporated_in: str = of.text(
        "Incorporated in",
        "Two letters of the state whose law governs a buyout, such as MD; empty: not known.",
        "",
        longest=2,
    )
    discount_rate: float = of.rate(
        "Discount rate for tax saved", "A year; what tax saved later is worth today.", 0.08, high=0.5
    )

    @property
    def any_covenant(self) -> bool:
        """Whether any lender agreed a covenant."""
        own = (self.line.covenants, *(loan.covenants for loan in self.loans))
        return self.covenants.any_agreed or any(one.any_agreed for one in own)

    @model_validator(mode="after")
    def _held_in_full(self) -> Self:
        whole(self.holders)
        return self

    @model_validator(mode="after")
    def _own_covenants_have_a_lender(self) -> Self:
        if self.line.covenants.any_agreed and self.line.limit <= 0:
            raise ValueError("line.covenants: a line with a limit of 0 has no lender to test them; give it a limit")
        return self

    @model_validator(mode="after")
    def _closings_fit(self) -> Self:
        whole = self.bought_at_closing + sum(one.fraction for one in self.later_closings)
        if whole > 1.0 + ROUNDED:
            raise ValueError(
                f"later_closings: with the part bought at closing they come to {whole:.0%} of the company; at most 100%"
            )
        if (self.bought_at_closing < 1.0 or self.later_closings) and self.form in STEP_UP_FORMS:
            raise ValueError(
                f"bought_at_closing: the form {self.form} buys everything on one day; later closings need "
                "shares_merged or buyout"
            )
        for loan in self.loans:
            if loan.later_closing > len(self.later_closings):
                raise ValueError(
                    f"loans: '{loan.name}' is lent for later closing {loan.later_closing}, "
                    f"but there are {len(self.later_closings)}"
                )
            if loan.later_closing and loan.name == self.plug:
                raise ValueError(f"plug: '{loan.name}' is lent at a later closing, and cannot fill a gap on the first")
        return self

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        names = [loan.name for loan in self.loans]
        for name in names:
            if names.count(name) > 1 or name == "preferred":
                raise ValueError(f"loans: the name '{name}' is used twice; every source needs a name of its own")
        if self.plug not in [*names, "preferred"]:
            raise ValueError(f"plug: '{self.plug}' is none of the sources: {', '.join([*names, 'preferred'])}")
        if self.cash_left_in > 0 and self.opening_cash < self.cash_left_in:
            raise ValueError("opening_cash: must be at least the cash left in, which is part of it")
        if self.line.drawn_at_closing > self.line.limit:
            raise ValueError("line.drawn_at_closing: must be at most the limit of the line")
        if self.kept_as_subsidiary and self.form not in SHARES_BOUGHT:
            raise ValueError("kept_as_subsidiary: only a company whose shares are bought can be kept as a subsidiary")
        if self.merged_after is not None and not self.kept_as_subsidiary:
            raise ValueError(
                "merged_after: only a company that is kept as a subsidiary is merged later; say it is kept"
            )
        return self
