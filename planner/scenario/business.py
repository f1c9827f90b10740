"""The business as its books show it, and how it is expected to go on."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from planner import fields as of
from planner.fields import Frozen
from planner.scenario.platform import Platform

Rate = Annotated[float, Field(ge=-0.5, le=1.0, allow_inf_nan=False)]
Weight = Annotated[float, Field(ge=0.0, le=12.0, allow_inf_nan=False)]


class AddBack(Frozen):
    """One item of the books that a buyer would not meet again; the same item of several years has one name."""

    name: str = of.text("Item", "What it is: a lawsuit, a family car, a one-off repair.", shortest=1)
    amount: float = of.money("Amount", "How much of that year's cost would not come again.", low=-1e9, high=1e9)
    reason: str = of.text("Reason", "Why a buyer would not meet it again.", "")
    evidence: str = of.text("Evidence", "What proves it: an invoice, a tax return, a line of the payroll.", "")
    recurring: bool = of.choice(
        "Every year", "Yes: the owner has it every year, a buyer would not. No: it happened once.", default=False
    )
    accepted: bool = of.choice("Accepted", "No: the buyer disputes it, so it is shown and not counted.", default=True)


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
    second_owner_pay: float = of.money(
        "Second owner's pay",
        "Pay with taxes and benefits of further owners who work here, as booked. It is replaced at market pay.",
        0.0,
    )
    overhead: float = of.money("Overhead", "Rent, energy, insurance, office and all other running costs.", 0.0)
    depreciation: float = of.money("Depreciation", "Depreciation and amortisation in the books.", 0.0)
    interest: float = of.money("Interest", "Interest paid on loans.", 0.0)
    rent_to_owner: float = of.money(
        "Rent paid to the owner", "The part of overhead that is rent to the owner or the family.", 0.0
    )
    market_rent: float | None = of.money(
        "Market rent of that property", "What a stranger would pay in rent for it; empty: what is paid.", None
    )
    weight: float | None = of.times("Weight", "How much the year counts; empty: 1 for the first, 2, 3, ...", None)
    add_backs: tuple[AddBack, ...] = of.many("Add-backs", "Costs a buyer would not meet again.", (), most=40)

    @property
    def rent_above_market(self) -> float:
        """What the owner is paid in rent above the market; below 0 where it is less."""
        return 0.0 if self.market_rent is None else self.rent_to_owner - self.market_rent

    @property
    def accepted_add_backs(self) -> float:
        """The add-backs that count."""
        return sum((item.amount for item in self.add_backs if item.accepted), 0.0)

    @property
    def disputed_add_backs(self) -> float:
        """The add-backs that are shown and not counted."""
        return sum((item.amount for item in self.add_backs if not item.accepted), 0.0)


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
    inventory_fair: float | None = of.money(
        "Inventory, fair value",
        "What the goods on hand would sell for, less the cost of selling; empty: as booked.",
        None,
    )

    @property
    def fair_inventory(self) -> float:
        """What the goods on hand are worth; as booked where nothing is said."""
        return self.inventory if self.inventory_fair is None else self.inventory_fair

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
    books_month: int | None = of.count(
        "Month of the last balance sheet",
        "1 is January, 12 December; empty: the month the fiscal year ends in. Enter it with a later balance sheet.",
        None,
        low=1,
        high=12,
    )
    largest_customer: float | None = of.rate(
        "Largest customer", "Part of last year's sales that one customer brought; empty: not known.", None
    )
    growth: tuple[Rate, ...] = of.many("Sales growth", "By plan year; the last holds on.", (0.02,), fewest=1, most=30)
    platform: Platform = Field(
        default_factory=Platform,
        title="Platform",
        description="Where users pay through the firm; growth is of bookings.",
    )
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

    @property
    def books_of_month(self) -> int:
        """The calendar month that the last balance sheet is of."""
        return self.books_month or self.fiscal_year_end_month

    @model_validator(mode="after")
    def _booked_through(self) -> Self:
        told, sales = self.platform, self.statements[-1].sales
        if told.take_rates and not told.bookings:
            raise ValueError("platform.take_rates: need gross bookings that they are a part of; give platform.bookings")
        if told.bookings and not 0 < sales <= told.bookings:
            raise ValueError(
                f"platform.bookings: sales of {sales:,.0f} are the part kept of them, so they must be at least that"
            )
        return self

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        listed = [statement.year for statement in self.statements]
        if listed != list(range(listed[0], listed[0] + len(listed))):
            raise ValueError("statements: the years must follow one another, oldest first")
        if all(statement.weight == 0 for statement in self.statements):
            raise ValueError("statements: at least one year must have a weight above 0")
        if sum(self.seasonality) <= 0:
            raise ValueError("seasonality: at least one month must have a weight above 0")
        return self
