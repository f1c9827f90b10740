"""The firm of the worked example: one deal, four forms (last books, price 1,500 thousand, in full dollars)."""

from datetime import date
from typing import Any

from planner import deal, places, workforce
from planner.model.one import Case
from planner.scenario import (
    Books,
    Business,
    Coop,
    Deal,
    Loan,
    Owner,
    Preferred,
    Scenario,
    Statement,
    Worker,
    Workforce,
)

SENIOR = Loan(name="Senior loan", kind="senior", principal=1_000_000, rate=0.07, months=84, fee=0.02)
NOTE = Loan(name="Seller note", kind="seller", rate=0.06, months=60)


def scenario(form: str = "shares_merged", **changes: Any) -> Scenario:
    """The example as a scenario; `changes` replace parts of it."""
    parts: dict[str, Any] = {
        "name": "One deal, four forms",
        "months": 120,
        "business": Business(
            name="Example firm",
            statements=(
                Statement(
                    year=2025,
                    sales=2_400_000,
                    cost_of_sales=700_000,
                    payroll=900_000,
                    payroll_burden=90_000,
                    overhead=280_000,
                ),
            ),
            books=Books(
                cash=150_000,
                receivables=200_000,
                inventory=150_000,
                equipment=300_000,
                equipment_fair=400_000,
                payables=100_000,
                accrued=50_000,
                debt=150_000,
                paid_in=50_000,
            ),
            capital_spending=40_000,
        ),
        "owner": Owner(replacement_pay=90_000),
        "workforce": Workforce(workers=(Worker(alias="Crew", number=24, pay=18.0),)),
        "deal": Deal(
            form=form,
            closing=date(2026, 12, 31),
            price=1_500_000,
            opening_cash=100_000,
            transaction_costs=60_000,
            preferred=Preferred(amount=210_000),
            loans=(SENIOR, NOTE),
        ),
        "coop": Coop(member_share=5_000, down_payment=5_000),
    }
    return Scenario(**{**parts, **changes})


def lowered(asked: Scenario) -> Case:
    """What the model is told of a scenario."""
    return deal.lower(asked, places.rules(asked.place, on=asked.rules_date), workforce.follow(asked))
