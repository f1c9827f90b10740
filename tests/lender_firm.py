"""A firm that earns the same every year, bought with loans of one's choice: what a lender's vectors are about."""

from datetime import date
from typing import Any

from planner.scenario import (
    Books,
    Business,
    Coop,
    Covenants,
    Deal,
    Loan,
    Owner,
    Payout,
    Scenario,
    Statement,
    Worker,
    Workforce,
)

SBA = Loan(name="Bank loan", kind="senior", principal=900_000, rate=0.0975, months=120)
NOTE = Loan(name="Seller note", kind="seller", rate=0.06, months=60)
CREW = Workforce(workers=(Worker(alias="Crew", number=5, pay=20.0),), turnover=0.0)
NO_CREW = Workforce()
SAVED_WHOLE = Coop(member_share=0.0, down_payment=0.0, collective_fraction=1.0)


def scenario(
    loans: tuple[Loan, ...] = (SBA, NOTE),
    *,
    ebitda: float = 250_000,
    payroll: float = 0.0,
    price: float = 1_200_000,
    **changes: Any,
) -> Scenario:
    """EBITDA is the same each year; the last loan takes up what the others leave of the price."""
    business = {"growth": (0.0,), "wage_raise": 0.0, "inflation": 0.0} | changes.pop("business", {})
    deal = {"covenants": Covenants(), "payout": Payout()} | changes.pop("deal", {})
    running = {"cost_of_sales": 400_000, "payroll": payroll, "overhead": 600_000 - payroll - ebitda}
    parts: dict[str, Any] = {
        "name": "A lender's firm",
        "months": 84,
        "business": Business(
            name="Level firm",
            statements=(
                Statement(year=2025, sales=1_000_000, **running),
                Statement(year=2026, sales=1_000_000, **running),
            ),
            books=Books(),
            **business,
        ),
        "owner": Owner(),
        "workforce": NO_CREW,
        "deal": Deal(
            form="shares_merged",
            closing=date(2026, 12, 31),
            price=price,
            loans=loans,
            plug=loans[-1].name,
            **deal,
        ),
        "coop": SAVED_WHOLE,
    }
    return Scenario(**{**parts, **changes})
