"""What else the owner could do with the business: the terms of each other way; empty ones as usual."""

from typing import Literal

from pydantic import Field

from planner import fields as of
from planner.fields import Frozen

Buys = Literal["shares", "assets"]
Fallback = Literal["closing_down", "carrying_on"]
PREMIUM = (
    "Added to your interest rate",
    "For what may go wrong after it closes, on all money of this way; the chance that it closes counts by itself.",
)


class Terms(Frozen):
    """Terms of one other way out; what is left empty is taken as the dated usual terms have it."""

    price: float | None = of.money(
        "Price", "For the operations, without cash and without debt; empty: the middle of the value, as usual.", None
    )
    months: int | None = of.months("Months until closing", "From today. Empty: as usual.", None, high=120)
    probability: float | None = of.rate("Chance that it closes", "Empty: as usual.", None)
    costs: float | None = of.money(
        "Costs of setting it up", "Advisers and lawyers; of an ESOP or a trust the company's. Empty: as usual.", None
    )
    fee: float | None = of.rate("Broker's fee", "Part of the price. Empty: as usual.", None, high=0.5)
    cash: float | None = of.rate("Part paid at closing", "The rest is a note. Empty: as usual.", None)
    note_months: int | None = of.months("Note paid over", "Months after closing. Empty: as usual.", None, low=1)
    note_rate: float | None = of.rate("Interest on the note", "A year. Empty: as usual.", None, high=0.5)
    jobs_kept: float | None = of.rate("Part of the jobs kept", "Empty: as usual.", None)
    sunk: float | None = of.rate(
        "Part of the costs lost if it fails",
        "Of the costs of setting it up, what is spent by then. Empty: as usual.",
        None,
    )
    retainer: float | None = of.money(
        "Broker's retainer", "Paid at the start, part of the fee; lost if the sale fails. Empty: as usual.", None
    )
    bank_months: int | None = of.months(
        "Bank loan paid over",
        "Where the company buys itself out, a bank lends what is paid at closing. Empty: as usual.",
        None,
        low=1,
    )
    bank_rate: float | None = of.rate("Interest on the bank loan", "A year. Empty: as usual.", None, high=0.5)
    premium: float = of.rate(*PREMIUM, 0.0, high=0.3)


class ClosingDown(Frozen):
    """What is left when the business stops and everything is sold."""

    months: int | None = of.months("Months until all is sold", "Empty: as usual.", None, high=60)
    receivables: float | None = of.rate("Got of what customers owe", "Part of the books. Empty: as usual.", None)
    inventory: float | None = of.rate("Got for inventory", "Part of the books. Empty: as usual.", None)
    equipment: float | None = of.rate("Got for equipment", "Part of its fair value. Empty: as usual.", None)
    pay_months: float | None = of.count(
        "Last pay to workers", "Months of payroll: notice and leave. Empty: as usual.", None, high=24
    )
    premium: float = of.rate(*PREMIUM, 0.0, high=0.3)


class CarryingOn(Frozen):
    """The owner goes on, and stops later."""

    years: int | None = of.count("Years of carrying on", "Then the business is closed. Empty: as usual.", None, high=30)
    premium: float = of.rate(*PREMIUM, 0.0, high=0.3)


class BenefitCorporation(CarryingOn):
    """The owner keeps the business and has it certified as a B corporation."""

    set_up: float | None = of.money(
        "Costs of becoming one", "Assessment and lawyers, once; the company's. Empty: as usual.", None
    )
    yearly_cost: float | None = of.money(
        "Cost of the certificate a year", "Fee and the work on it; the company's. Empty: the fee by sales.", None
    )


class Rivals(Frozen):
    """What the owner could do instead."""

    coop_probability: float | None = of.rate("Chance that the sale to the workers closes", "Empty: as usual.", None)
    coop_sunk: float | None = of.rate(
        "Part of the plan's costs lost if it fails",
        "Of advice and transaction costs, what the company has spent by then. Empty: as usual.",
        None,
    )
    coop_premium: float = of.rate(*PREMIUM, 0.0, high=0.3)
    esop: Terms = Field(default_factory=Terms, title="ESOP", description="Employee stock ownership plan.")
    trust: Terms = Field(default_factory=Terms, title="Employee trust", description="Employee ownership trust.")
    outsider: Terms = Field(default_factory=Terms, title="Outsider", description="Sale to a buyer from outside.")
    outsider_buys: Buys = of.choice(
        "An outsider buys",
        "shares, or assets: then a C corporation is taxed first and its owner on what is left, and an S corporation "
        "passes the gain through. Without shares the assets are sold either way.",
        "shares",
    )
    managers: Terms = Field(default_factory=Terms, title="Managers", description="Sale to the managers.")
    steward: Terms = Field(
        default_factory=Terms, title="Purpose trust", description="A purpose trust buys the business."
    )
    closing_down: ClosingDown = Field(
        default_factory=ClosingDown, title="Closing down", description="Everything is sold."
    )
    carrying_on: CarryingOn = Field(
        default_factory=CarryingOn, title="Carrying on", description="The owner keeps working."
    )
    b_corporation: BenefitCorporation = Field(
        default_factory=BenefitCorporation,
        title="Staying, as a B corporation",
        description="The owner keeps the business and has it certified.",
    )
    fallback: Fallback = of.choice(
        "If a sale fails", "What the owner then does: carrying_on for some years, or closing_down.", "carrying_on"
    )
