"""A firm whose valuation uses every input there is: two owners, rent, disputed add-backs, a peg, debt-like items."""

from typing import Any

import firm

from planner.scenario import (
    AddBack,
    Books,
    Business,
    DebtLike,
    FairItem,
    Owner,
    Scenario,
    Statement,
    Value,
    Weights,
    WorkingCapital,
)

BOOKS = Books(
    cash=150_000,
    receivables=200_000,
    inventory=150_000,
    other_assets=40_000,
    equipment=300_000,
    equipment_fair=400_000,
    equipment_tax_basis=120_000,
    payables=100_000,
    accrued=50_000,
    other_liabilities=45_000,
    debt=150_000,
    paid_in=50_000,
)
ITEMS = (
    DebtLike(name="Leave not taken", kind="accrued_leave", amount=18_000, booked="accrued"),
    DebtLike(name="Bonuses", kind="other", amount=7_000, booked="accrued", paid_off=True),
    DebtLike(name="Deposits", kind="customer_deposits", amount=30_000, booked="other_liabilities"),
    DebtLike(name="Sales tax of an audit", kind="unpaid_taxes", amount=9_000, booked="unbooked", paid_off=True),
    DebtLike(name="Rent put off", kind="deferred_rent", amount=4_000, booked="unbooked"),
    DebtLike(name="Owner's loan", kind="loan_from_seller", amount=50_000, booked="debt"),
    DebtLike(name="Lent to the owner", kind="loan_to_seller", amount=12_000, booked="other_assets", paid_off=True),
    DebtLike(name="Lent for a car", kind="loan_to_seller", amount=5_000, booked="other_assets"),
)
MONTH_ENDS = tuple(1_000.0 * one for one in (140, 150, 155, 160, 165, 175, 180, 178, 170, 160, 150, 145))
YEARS = (
    Statement(
        year=2023,
        sales=2_300_000,
        cost_of_sales=690_000,
        payroll=850_000,
        payroll_burden=85_000,
        owner_pay=140_000,
        second_owner_pay=95_000,
        overhead=260_000,
        depreciation=40_000,
        interest=12_000,
        rent_to_owner=60_000,
        market_rent=72_000,
        add_backs=(
            AddBack(name="Boat", amount=9_000, reason="Private.", evidence="Invoices", recurring=True),
            AddBack(name="Flood", amount=21_000, reason="Once.", evidence="Insurer's letter"),
        ),
    ),
    Statement(
        year=2024,
        sales=2_450_000,
        cost_of_sales=740_000,
        payroll=910_000,
        payroll_burden=92_000,
        owner_pay=142_000,
        second_owner_pay=97_000,
        overhead=270_000,
        depreciation=41_000,
        interest=11_000,
        rent_to_owner=60_000,
        market_rent=74_000,
        add_backs=(
            AddBack(name="Boat", amount=9_500, reason="Private.", evidence="Invoices", recurring=True),
            AddBack(name="Travel", amount=6_000, reason="Said to be private.", recurring=True, accepted=False),
        ),
    ),
    Statement(
        year=2025,
        sales=2_400_000,
        cost_of_sales=735_000,
        payroll=900_000,
        payroll_burden=90_000,
        owner_pay=145_000,
        second_owner_pay=99_000,
        overhead=280_000,
        depreciation=42_000,
        interest=10_000,
        rent_to_owner=60_000,
        market_rent=76_000,
        weight=4.0,
        add_backs=(AddBack(name="Boat", amount=10_000, reason="Private.", evidence="Invoices", recurring=True),),
    ),
)
VALUE = Value(
    industry="manufacturing",
    timing="mid_year",
    forecast_years=6,
    fair_items=(FairItem(name="Doubtful receivables", amount=-15_000), FairItem(name="Brand", amount=40_000)),
    weights=Weights(discounted_cash_flow=2.0, net_assets=0.5),
    fraction_sold=0.4,
    minority_discount=0.25,
    marketability_discount=0.15,
)


def scenario(form: str = "shares_merged", **changes: Any) -> Scenario:
    """The firm in one of the four forms; `changes` replace parts of the scenario."""
    plain = firm.scenario(form)
    asked = WorkingCapital(peg="monthly", months=MONTH_ENDS, trimmed=True, collar=2_000)
    parts: dict[str, Any] = {
        "business": Business(
            name="Example firm",
            statements=YEARS,
            books=BOOKS,
            capital_spending=45_000,
            growth=(0.01, 0.03, 0.02),
            seasonality=(0.6, 0.7, 0.9, 1.1, 1.4, 1.6, 1.5, 1.2, 0.9, 0.8, 0.7, 0.6),
            largest_customer=0.31,
        ),
        "owner": Owner(replacement_pay=90_000, second_replacement_pay=70_000),
        "deal": plain.deal.model_copy(update={"debt_like": ITEMS, "working_capital": asked}),
        "value": VALUE,
    }
    return firm.scenario(form, **{**parts, **changes})
