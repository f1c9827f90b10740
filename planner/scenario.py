"""What the user tells us: one business, its owner, its workers, the deal and the co-op, frozen and bounded.

Money is in the scenario's currency, rates are decimals per year (0.08 is 8 %), months count from closing = 0.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from planner import fields as of
from planner.fields import Frozen

FORMAT = 1
LOAN_SLOTS = 8

Rate = Annotated[float, Field(ge=-0.5, le=1.0, allow_inf_nan=False)]
Weight = Annotated[float, Field(ge=0.0, le=12.0, allow_inf_nan=False)]
DealForm = Literal["assets", "shares_merged", "shares_election", "buyout"]
LoanKind = Literal["senior", "seller", "subordinated", "community", "assumed"]
SurplusBasis = Literal["taxable", "book_before_goodwill", "book"]
STEP_UP_FORMS: tuple[DealForm, ...] = ("assets", "shares_election")  # taxed as a sale of assets
Entity = Literal["c_corporation", "s_corporation", "partnership", "sole_owner"]
Filing = Literal["single", "joint"]


class Source(Frozen):
    """Where a published figure of the scenario comes from."""

    title: str = of.text("Title", "What the page or document is called.", shortest=1)
    address: str = of.text("Address", "Where it can be found.", "")
    says: str = of.text("What it says", "The figures taken from it.", "", longest=1000)


class AddBack(Frozen):
    """One item of the books that a buyer would not meet again."""

    name: str = of.text("Item", "What it is: a lawsuit, a family car, a one-off repair.", shortest=1)
    amount: float = of.money("Amount", "How much of that year's cost would not come again.", low=-1e9, high=1e9)
    reason: str = of.text("Reason", "Why a buyer would not meet it again.", "")


class Statement(Frozen):
    """One fiscal year's income statement, as the owner's books show it."""

    year: int = of.count("Fiscal year", "The calendar year in which this fiscal year ended.", low=1990, high=2100)
    sales: float = of.money("Sales", "All sales of the year, before any sales tax.")
    cost_of_sales: float = of.money("Cost of sales", "Materials, goods and subcontractors; without payroll.", 0.0)
    payroll: float = of.money("Payroll", "Gross pay of everybody but the owner.", 0.0)
    payroll_burden: float = of.money(
        "Payroll taxes and benefits", "Employer's taxes, insurance and benefits on that pay.", 0.0
    )
    owner_pay: float = of.money("Owner's pay", "The owner's own pay with taxes and benefits, as booked.", 0.0)
    overhead: float = of.money("Overhead", "Rent, energy, insurance, office and all other running costs.", 0.0)
    depreciation: float = of.money("Depreciation", "Depreciation and amortisation in the books.", 0.0)
    interest: float = of.money("Interest", "Interest paid on loans.", 0.0)
    add_backs: tuple[AddBack, ...] = of.many("Add-backs", "Costs a buyer would not meet again.", (), most=40)


class Books(Frozen):
    """The last balance sheet before closing."""

    cash: float = of.money("Cash", "Money in the bank.", 0.0)
    receivables: float = of.money("Receivables", "What customers owe.", 0.0)
    inventory: float = of.money("Inventory", "Materials and goods on hand, at cost.", 0.0)
    other_assets: float = of.money("Other assets", "Deposits, prepaid costs and the like.", 0.0)
    equipment: float = of.money("Equipment, net", "Equipment and vehicles after depreciation.", 0.0)
    equipment_fair: float | None = of.money(
        "Equipment, fair value", "What it would fetch today; empty: as booked.", None
    )
    equipment_tax_basis: float | None = of.money(
        "Equipment, tax basis", "What is left to deduct on the tax return; empty: as booked.", None
    )
    payables: float = of.money("Payables", "What suppliers are owed.", 0.0)
    accrued: float = of.money("Accrued costs", "Wages, leave and taxes owed but not yet paid.", 0.0)
    other_liabilities: float = of.money("Other liabilities", "Customer deposits and the like, which stay.", 0.0)
    debt: float = of.money("Debt", "Bank and equipment loans, paid off at closing unless taken over.", 0.0)
    paid_in: float = of.money("Paid-in capital", "Share capital the owner once paid in.", 0.0)

    @property
    def fair_equipment(self) -> float:
        """What the equipment would fetch; as booked where nothing is said."""
        return self.equipment if self.equipment_fair is None else self.equipment_fair

    @property
    def equipment_basis(self) -> float:
        """What is left of the equipment to deduct for tax; as booked where nothing is said."""
        return self.equipment if self.equipment_tax_basis is None else self.equipment_tax_basis

    @property
    def equity(self) -> float:
        """Assets less liabilities as booked."""
        assets = self.cash + self.receivables + self.inventory + self.other_assets + self.equipment
        return assets - self.payables - self.accrued - self.other_liabilities - self.debt


class Business(Frozen):
    """The business as it runs today, and how it is expected to go on."""

    name: str = of.text("Name", "What the business is called.", shortest=1)
    trade: str = of.text("Trade", "What it does, in a few words.", "")
    fiscal_year_end_month: int = of.count("Fiscal year ends in month", "1 is January, 12 December.", 12, low=1, high=12)
    statements: tuple[Statement, ...] = of.many(
        "Income statements", "One to five years, oldest first.", fewest=1, most=5
    )
    books: Books = Field(default_factory=Books, title="Last balance sheet", description="Before closing.")
    growth: tuple[Rate, ...] = of.many("Sales growth", "By plan year; the last holds on.", (0.02,), fewest=1, most=30)
    cost_of_sales_fraction: float | None = of.rate(
        "Cost of sales per 1 of sales", "Empty: as in the last statement.", None, high=2.0
    )
    wage_raise: float = of.rate("Yearly raise", "How much pay rises each plan year.", 0.025, low=-0.5)
    inflation: float = of.rate(
        "Inflation of overhead", "How much overhead and capital spending rise a year.", 0.025, low=-0.5
    )
    staffing_growth: float = of.rate(
        "Growth of staff",
        "How many more hours are worked each year, by workers who do not become members within the plan.",
        0.0,
        low=-0.5,
    )
    seasonality: tuple[Weight, ...] = of.many(
        "Seasonality",
        "Weight of each calendar month, January first; equal weights: no seasons.",
        (1.0,) * 12,
        fewest=12,
        most=12,
    )
    capital_spending: float = of.money("Capital spending a year", "Machines and vehicles bought each year.", 0.0)
    equipment_life: float = of.years("Life of new equipment", "Years a new machine is used.", 7.0, low=1, high=40)
    remaining_life: float = of.years(
        "Life left in today's equipment", "Years until it is written off.", 5.0, low=1, high=40
    )
    receivable_days: float | None = of.days("Days until customers pay", "Empty: as in the last balance sheet.", None)
    inventory_days: float | None = of.days("Days goods lie", "Empty: as in the last balance sheet.", None)
    payable_days: float | None = of.days("Days until suppliers are paid", "Empty: as in the last balance sheet.", None)
    cash_floor: float = of.money("Cash floor", "The least cash the business wants in the bank.", 0.0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        listed = [statement.year for statement in self.statements]
        if listed != list(range(listed[0], listed[0] + len(listed))):
            raise ValueError("statements: the years must follow one another, oldest first")
        if sum(self.seasonality) <= 0:
            raise ValueError("seasonality: at least one month must have a weight above 0")
        return self


class Owner(Frozen):
    """The retiring owner: what the sale means to him or her."""

    age: int = of.count("Age", "Age at closing.", 63, low=18, high=110)
    filing: Filing = of.choice("Files taxes", "single, or joint with a spouse.", "joint")
    entity: Entity = of.choice("Form of the business", "How the business is taxed today.", "s_corporation")
    basis: float = of.money("Tax basis", "What the owner's shares (or assets) cost for tax.", 0.0)
    other_income: float = of.money("Other income a year", "Pensions and other income after the sale.", 0.0)
    replacement_pay: float = of.money("Pay of who takes over the work", "Market pay of the replacement manager.", 0.0)


class Worker(Frozen):
    """One worker, or several with the same job."""

    alias: str = of.text("Alias", "A short name that need not be the real one.", shortest=1, longest=40)
    role: str = of.text("Role", "The job.", "", longest=60)
    number: int = of.count("How many", "Workers with this job and pay.", 1, low=1, high=10_000)
    hours: float = Field(
        40.0,
        title="Hours a week",
        description="Paid hours a week.",
        ge=0.0,
        le=100.0,
        json_schema_extra={"unit": "hours"},
    )
    pay: float = of.money("Pay an hour", "Gross pay an hour.", low=0.0, high=1000.0)
    joins_after: int | None = of.months("Becomes a member after", "Months after closing; empty: does not join.", 0)


class Workforce(Frozen):
    """Who works here, who will join, and how many leave."""

    workers: tuple[Worker, ...] = of.many("Workers", "A roster, or groups with the same job.", (), most=2000)
    turnover: float = of.rate("Turnover a year", "Part of the members who leave in a year.", 0.08, high=0.9)
    candidacy_months: int = of.months("Candidacy", "Months before a new worker may become a member.", 12, high=60)


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


class Deal(Frozen):
    """What is bought, what for, and who pays on the closing day."""

    form: DealForm = of.choice("Form of the deal", "assets, shares_merged, shares_election or buyout.", "shares_merged")
    closing: date = of.day("Closing day", "The books move at the end of this month.")
    price: float = of.money("Price", "For the operations with normal working capital, without cash and without debt.")
    inventory_beside: float = of.money("Inventory bought beside", "Paid to the seller on top of the price.", 0.0)
    cash_left_in: float = of.money(
        "Cash left in", "Cash of the business that stays, paid for in the price of the shares.", 0.0
    )
    opening_cash: float = of.money("Opening cash", "Cash the co-op starts with.", 0.0)
    transaction_costs: float = of.money("Transaction costs", "Lawyers, appraisal and closing costs of the buyer.", 0.0)
    advice: float = of.money("Advice and training at closing", "Technical assistance paid at closing.", 0.0)
    support: float = of.money("Support a year", "Technical assistance a year after closing.", 0.0)
    support_months: int = of.months("Support for", "Months of technical assistance after closing.", 0)
    loans: tuple[Loan, ...] = of.many("Loans and notes", "In the order in which they are paid.", (), most=LOAN_SLOTS)
    line: LineOfCredit = Field(default_factory=LineOfCredit, title="Line of credit", description="Revolving.")
    preferred: Preferred = Field(default_factory=Preferred, title="Preferred shares", description="Outside investors.")
    plug: str = of.text(
        "Plug", "The source that takes up a change: a loan's name, or preferred.", "Seller note", longest=60
    )
    goodwill_years: float = of.years("Goodwill written off over", "Years in the books.", 10.0, low=1, high=40)

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
        return self


class Coop(Frozen):
    """How the co-op shares its surplus and keeps its members' accounts."""

    member_share: float = of.money("Member share", "What each member pays in to join.", 1000.0, high=1e6)
    down_payment: float = of.money("Paid when joining", "The rest comes by payroll deduction.", 0.0, high=1e6)
    deduction_months: int = of.months("Payroll deduction over", "Months in which the rest is paid.", 24, high=120)
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

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.down_payment > self.member_share:
            raise ValueError("down_payment: must be at most the member share")
        return self


class Scenario(Frozen):
    """One conversion, as the user describes it."""

    format: Literal[1] = of.choice("Format", "Number of this file format.", FORMAT)
    name: str = of.text("Name of the plan", "How the plan is called.", shortest=1)
    note: str = of.text("Note", "What is published and what is assumed.", "", longest=6000)
    sources: tuple[Source, ...] = of.many("Sources", "Where published figures come from.", ())
    sample: bool = of.choice("Sample", "Whether this is an invented sample firm.", default=False)
    place: Literal["US"] = of.choice("Place", "Whose law applies.", "US")
    currency: Literal["USD"] = of.choice("Currency", "Of all money in the plan.", "USD")
    rules_date: date = of.day("Date of the rules", "Law as known on this day.", date(2026, 11, 22))
    months: int = of.months("Months planned", "How far the plan looks, 12 to 360.", 120, low=12)
    business: Business = Field(title="Business", description="The business today and tomorrow.")
    owner: Owner = Field(default_factory=Owner, title="Owner", description="The retiring owner.")
    workforce: Workforce = Field(default_factory=Workforce, title="Workforce", description="Who works here.")
    deal: Deal = Field(title="Deal", description="What is bought and who pays.")
    coop: Coop = Field(default_factory=Coop, title="Co-op", description="How surplus is shared.")
