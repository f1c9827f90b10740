"""Loans, the line of credit and preferred shares: who lends, on which terms."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from planner import fields as of
from planner.fields import Frozen
from planner.scenario.counting import Backing
from planner.scenario.covenants import OwnCovenants

LOAN_SLOTS = 8

LoanKind = Literal["senior", "seller", "earn_out", "subordinated", "community", "assumed"]
Repayment = Literal["level", "level_principal", "graduated", "interest_only", "revenue_share", "profit_share"]
PaymentDates = Literal["monthly", "quarterly", "yearly"]
DayCount = Literal["30/360", "actual/365", "actual/360"]
StandbyInterest = Literal["added", "added_at_end", "paid"]
InBreach = Literal["none", "qualified_minimum", "any"]
IndexRate = Annotated[float, Field(ge=-0.05, le=0.5, allow_inf_nan=False)]

OWED_TO_SELLER: tuple[LoanKind, ...] = ("seller", "earn_out")
SENIOR: tuple[LoanKind, ...] = ("senior", "assumed")
MONTHS_BETWEEN: dict[PaymentDates, int] = {"monthly": 1, "quarterly": 3, "yearly": 12}
MONTHS_A_YEAR = 12


class RateStep(Frozen):
    """A new rate from a month on."""

    month: int = of.months("From month", "Months from closing.", low=1)
    rate: float = of.rate("Interest a year", "A decimal; of an indexed loan the spread.", high=0.6)


class Prepayment(Frozen):
    """An early repayment, made if there is cash to spare."""

    month: int = of.months("In month", "Months from closing.", low=1)
    amount: float = of.money("Amount", "Paid beyond what is due.")


class Loan(Frozen):
    """One loan or note given at closing."""

    name: str = of.text("Name", "How the plan calls it.", shortest=1, longest=60)
    kind: LoanKind = of.choice(
        "Kind",
        "senior, seller, earn_out (more of the price, at what is expected), subordinated, community or assumed.",
        "senior",
    )
    principal: float = of.money("Amount", "Lent at closing; of the plug: worked out.", 0.0)
    rate: float = of.rate("Interest a year", "A decimal: 0.07 is 7 %; of an indexed loan the spread.", 0.0, high=0.6)
    months: int = of.months("Term", "Months from closing to the last payment.", 60, low=1)
    interest_only: int = of.months(
        "Interest-only", "Months from closing in which only interest is paid, a standby's months included.", 0
    )
    standby: int = of.months("Standby", "Months from closing in which no principal is paid.", 0)
    standby_interest: StandbyInterest = of.choice(
        "Interest in standby",
        "added each month, added_at_end once without interest on interest, or paid (partial standby).",
        "added",
    )
    repayment: Repayment = of.choice(
        "Repayment",
        "level payments, level_principal, graduated, interest_only with all at the end, revenue_share up to a cap, "
        "or profit_share, paid only out of profit.",
        "level",
    )
    payments: PaymentDates = of.choice("Payments", "monthly, quarterly or yearly, counted from closing.", "monthly")
    day_count: DayCount = of.choice("Days of interest", "30/360 counts months as equal.", "30/360")
    amortisation: int | None = of.months(
        "Payments worked out over",
        "Months; longer than the term leaves a balloon. Empty: what is left of the term.",
        None,
        low=1,
    )
    balloon: int | None = of.months(
        "Balloon in month",
        "Months from closing; all still owed then falls due at once, before the term ends. Empty: no balloon.",
        None,
        low=1,
    )
    payment_growth: float = of.rate("Payments grow a year", "Of graduated payments.", 0.0, low=-0.2, high=0.3)
    rate_steps: tuple[RateStep, ...] = of.many("Later rates", "The payment is worked out afresh at each.", (), most=20)
    indexed: bool = of.choice("Follows the index", "Whether the rate is a spread over the base rate.", default=False)
    rate_floor: float = of.rate("Rate at least", "Of an indexed loan.", 0.0, high=0.6)
    rate_cap: float = of.rate("Rate at most", "Of an indexed loan.", 0.6, high=0.6)
    revenue_share: float = of.rate(
        "Part of sales", "Paid each payment month, of a loan paid from revenue.", 0.0, high=0.5
    )
    cap: float = of.times(
        "Until times the amount",
        "A loan paid from revenue ends when this many times its amount has been paid.",
        1.0,
        low=1.0,
        high=10.0,
    )
    profit_share: float = of.rate(
        "Most of the profit",
        "The largest part of a fiscal year's profit that is paid, of a loan paid from profit: profit of the whole "
        "business, after market wages, depreciation and all interest, this loan's too, before tax. A fund that "
        "counts the profit of what it financed alone, or before its own interest, counts more or less.",
        0.5,
    )
    fee: float = of.rate("Fee", "Part of the loan paid to the lender at closing, points included.", 0.0, high=0.2)
    fixed_fee: float = of.money("Fixed fees", "Paid at closing whatever the amount.", 0.0)
    limit: float | None = of.money("At most", "The most this source can give when it is the plug.", None)
    prepayments: tuple[Prepayment, ...] = of.many("Early repayments", "Made from cash to spare.", (), most=20)
    swept: bool = of.choice("Takes part in the cash sweep", "Spare cash pays it off early.", default=False)
    forgiven_after: int | None = of.months("Forgiven after", "Months from closing; empty: never.", None, low=1)
    forgiven_fraction: float = of.rate("Part forgiven", "Of what is then owed.", 1.0)
    cash_patronage_in_breach: InBreach = of.choice(
        "Cash patronage in breach",
        "What this lender, while owed, lets members have while a covenant is broken, as promised or as paid: none, "
        "qualified_minimum or any.",
        "qualified_minimum",
    )
    covenants: OwnCovenants = Field(
        default_factory=OwnCovenants, title="Own covenants", description="What this lender tests beside all together."
    )
    backing: Backing = Field(default_factory=Backing, title="Security", description="Assets and guarantees behind it.")
    later_closing: int = of.count(
        "Lent at later closing", "0: at the first; 1, 2 ...: for that later closing, months counted from it.", 0, high=4
    )
    preset: str = of.text("Made from", "The published terms it was made from; empty: none.", "", longest=40)

    paid_if: str = of.text("Paid if", "Of an earn-out: what must come true, in words.", "", longest=300)
    least_paid: float | None = of.money("At least", "Of an earn-out: the least it may come to.", None)
    most_paid: float | None = of.money("May come to", "Of an earn-out: the most it may come to.", None)

    @property
    def to_seller(self) -> bool:
        """Whether it is owed to the seller."""
        return self.kind in OWED_TO_SELLER

    @property
    def ends(self) -> int:
        """The month of the last payment: that of the balloon, else the last of the term."""
        return self.months if self.balloon is None else self.balloon

    @property
    def quiet(self) -> int:
        """Months from closing without principal: the longer of standby and interest-only, which run side by side."""
        if self.repayment == "interest_only":
            return self.ends - 1
        return max(self.interest_only, self.standby)

    @model_validator(mode="after")
    def _own_covenants_fit(self) -> Self:
        if self.covenants.tested_from > self.ends:
            raise ValueError(
                f"covenants.tested_from: month {self.covenants.tested_from} lies after the last payment in month "
                f"{self.ends}"
            )
        return self

    @model_validator(mode="after")
    def _balloon_fits(self) -> Self:
        if self.balloon is None:
            return self
        if self.balloon > self.months:
            raise ValueError(
                f"balloon: month {self.balloon} lies past the term, which ends with the last payment in month "
                f"{self.months}; give a month within the term, or a longer term"
            )
        if self.repayment not in ("level", "level_principal", "graduated"):
            raise ValueError("balloon: belongs to level, level_principal or graduated payments; else the term ends it")
        if self.balloon <= self.quiet:
            raise ValueError(
                f"balloon: month {self.balloon} lies within the {self.quiet} months without principal; give a later one"
            )
        if self.balloon % MONTHS_BETWEEN[self.payments]:
            raise ValueError(
                f"balloon: must be whole {self.payments} periods of {MONTHS_BETWEEN[self.payments]} months"
            )
        return self

    @model_validator(mode="after")
    def _stages_fit(self) -> Self:
        if max(self.interest_only, self.standby) >= self.months:
            raise ValueError("interest_only and standby must each be shorter than the term in months")
        if self.kind == "assumed" and self.fee + self.fixed_fee > 0:
            raise ValueError("fee: a loan taken over pays no fee at closing")
        between = MONTHS_BETWEEN[self.payments]
        if self.months % between or self.interest_only % between or self.standby % between:
            raise ValueError(f"months, interest_only and standby must be whole {self.payments} periods of {between}")
        if self.amortisation is not None and self.amortisation % between:
            raise ValueError(f"amortisation must be whole {self.payments} periods of {between} months")
        return self

    @model_validator(mode="after")
    def _stages_do_not_overlap(self) -> Self:
        if 0 < self.interest_only <= self.standby:
            raise ValueError(
                f"interest_only: its {self.interest_only} months count from closing and lie within the standby of "
                f"{self.standby}; give more months than that, or 0"
            )
        quiet = self.standby if self.standby_interest != "paid" else 0
        early = [one.month for one in self.prepayments if one.month <= quiet]
        if early:
            raise ValueError(
                f"prepayments: month {early[0]} lies within the standby of {self.standby}, which pays nothing"
            )
        forgiven = self.forgiven_after
        if forgiven is not None and self.forgiven_fraction >= 1.0:
            late = [one.month for one in self.prepayments if one.month > forgiven]
            if late:
                raise ValueError(f"prepayments: month {late[0]} lies after all that is owed is forgiven in {forgiven}")
            if forgiven < self.interest_only:
                raise ValueError(
                    f"forgiven_after: all is forgiven in month {forgiven}, before interest-only ends in "
                    f"{self.interest_only}; give interest_only at most {forgiven} months"
                )
        return self

    @model_validator(mode="after")
    def _lent_later(self) -> Self:
        if not self.later_closing:
            return self
        plain = (
            (self.kind in ("senior", "seller", "subordinated", "community"), "kind: senior, seller, subordinated"),
            (self.repayment in ("level", "level_principal", "interest_only"), "repayment: level or interest_only"),
            (self.payments == "monthly", "payments: monthly"),
            (not (self.indexed or self.rate_steps), "rate: fixed"),
            (not (self.fee or self.fixed_fee), "fee: none"),
            (not self.prepayments and self.forgiven_after is None, "no planned early repayment and nothing forgiven"),
            (self.limit is None, "limit: empty"),
            (self.day_count == "30/360", "day_count: 30/360"),
        )
        missed = next((wanted for holds, wanted in plain if not holds), None)
        if missed:
            raise ValueError(f"later_closing: a loan of a later closing needs {missed}")
        return self

    @model_validator(mode="after")
    def _amortises_within(self) -> Self:
        amortises = self.repayment in ("level", "level_principal", "graduated")
        if amortises and self.amortisation is not None and self.amortisation < self.ends - self.quiet:
            raise ValueError(
                f"amortisation: payments worked out over {self.amortisation} months end before the last one, "
                f"{self.ends - self.quiet} months after the first; give at least as many, or a shorter term"
            )
        return self

    @model_validator(mode="after")
    def _earn_out_fits(self) -> Self:
        of_earn_out = bool(self.paid_if) or self.least_paid is not None or self.most_paid is not None
        if of_earn_out and self.kind != "earn_out":
            raise ValueError("kind: paid_if, least_paid and most_paid belong to an earn_out alone")
        if self.principal and self.least_paid is not None and self.least_paid > self.principal:
            raise ValueError("least_paid: must be at most the amount expected")
        if self.most_paid is not None and self.most_paid < self.principal:
            raise ValueError("most_paid: must be at least the amount expected")
        return self

    @model_validator(mode="after")
    def _repayment_fits(self) -> Self:
        over = self.amortisation or self.months - self.quiet
        if self.repayment == "graduated" and (self.indexed or self.rate_steps):
            raise ValueError("repayment: graduated payments need a fixed rate")
        if self.repayment == "graduated" and over % MONTHS_A_YEAR:
            raise ValueError("amortisation: graduated payments need whole years to be worked out over")
        if self.repayment == "revenue_share" and (self.rate > 0 or self.revenue_share <= 0):
            raise ValueError("revenue_share: a loan paid from revenue needs a part of sales above 0 and no interest")
        if self.repayment == "revenue_share" and self.payments != "monthly":
            raise ValueError("payments: a loan paid from revenue is paid monthly")
        if self.repayment in ("revenue_share", "profit_share") and self.to_seller:
            raise ValueError("repayment: a note to the seller is not paid from revenue or profit; use an earn-out")
        if self.forgiven_after is not None and (self.to_seller or self.forgiven_after >= self.ends):
            raise ValueError("forgiven_after: must lie before the last payment, and not be of a note to the seller")
        if self.indexed and self.rate_floor > self.rate_cap:
            raise ValueError("rate_floor: must be at most rate_cap")
        steps = [step.month for step in self.rate_steps]
        if steps != sorted(set(steps)) or (steps and steps[-1] > self.ends):
            raise ValueError("rate_steps: their months must rise and lie within the term")
        late = [one.month for one in self.prepayments if one.month > self.ends]
        if late:
            raise ValueError(f"prepayments: month {late[0]} lies after the last payment in month {self.ends}")
        return self


class LineOfCredit(Frozen):
    """A revolving line that keeps cash at the floor."""

    limit: float = of.money("Limit", "The most that may be drawn.", 0.0)
    rate: float = of.rate("Interest a year", "On what is drawn; of an indexed line the spread.", 0.08, high=0.6)
    indexed: bool = of.choice("Follows the index", "Whether the rate is a spread over the base rate.", default=False)
    unused_fee: float = of.rate("Unused fee a year", "On what is not drawn.", 0.0, high=0.1)
    drawn_at_closing: float = of.money("Drawn at closing", "Used to pay for the deal.", 0.0)
    receivables_advance: float | None = of.rate(
        "Advance on receivables", "Part that may be lent; empty: no base.", None
    )
    inventory_advance: float | None = of.rate("Advance on inventory", "Part that may be lent; empty: no base.", None)
    cash_patronage_in_breach: InBreach = of.choice(
        "Cash patronage in breach",
        "What the line's lender lets members have while a covenant is broken, as promised or as paid: none, "
        "qualified_minimum or any.",
        "qualified_minimum",
    )
    covenants: OwnCovenants = Field(
        default_factory=OwnCovenants, title="Own covenants", description="What this lender tests beside all together."
    )
    backing: Backing = Field(default_factory=Backing, title="Security", description="Assets and guarantees behind it.")


class Preferred(Frozen):
    """Non-voting preferred shares with a target dividend."""

    amount: float = of.money("Amount", "Issued for cash at closing.", 0.0)
    dividend: float = of.rate("Target dividend a year", "Paid from surplus at fiscal year-end.", 0.04, high=0.5)
    additional: bool = of.choice(
        "In addition", "Whether bylaws pay it beside patronage and not before it.", default=False
    )
    limit: float | None = of.money("At most", "The most this source can give when it is the plug.", None)
    redeemable_from: int | None = of.months(
        "Holders may ask for their money from", "Months from closing (a put or a maturity); empty: never.", None
    )
