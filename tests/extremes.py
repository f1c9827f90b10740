"""Scenarios at the edge of what is allowed: each is read without a fault and gives a finite plan."""

from copy import deepcopy
from typing import Any

PLAIN: dict[str, Any] = {
    "format": 2,
    "name": "Plain",
    "business": {
        "name": "Plain Workshop",
        "statements": [
            {
                "year": 2026,
                "sales": 1_000_000.0,
                "cost_of_sales": 300_000.0,
                "payroll": 400_000.0,
                "payroll_burden": 60_000.0,
                "overhead": 90_000.0,
            }
        ],
        "books": {
            "receivables": 80_000.0,
            "inventory": 40_000.0,
            "equipment": 100_000.0,
            "payables": 30_000.0,
        },
    },
    "workforce": {"workers": [{"alias": "W", "number": 10, "pay": 19.0}]},
    "deal": {
        "closing": "2026-12-31",
        "price": 500_000.0,
        "opening_cash": 50_000.0,
        "loans": [
            {"name": "Bank loan", "principal": 300_000.0, "rate": 0.08, "months": 84},
            {"name": "Seller note", "kind": "seller", "rate": 0.06, "months": 96, "interest_only": 12},
        ],
    },
}

Change = tuple[tuple[str | int, ...], Any]
ABSENT = object()


def changed(*changes: Change) -> dict[str, Any]:
    """The plain scenario with some of its places set to something else, or taken out."""
    scenario = deepcopy(PLAIN)
    for steps, value in changes:
        place: Any = scenario
        for step in steps[:-1]:
            place = place[step] if isinstance(step, int) else place.setdefault(step, {})
        if value is ABSENT:
            del place[steps[-1]]
        else:
            place[steps[-1]] = value
    return scenario


def _loan(name: str, **known: Any) -> dict[str, Any]:
    return {"name": name, "principal": 50_000.0, "rate": 0.07, "months": 60, **known}


def _bank(**known: Any) -> Change:
    return (("deal", "loans", 0), _loan("Bank loan", **{"principal": 300_000.0, **known}))


def _statement(**known: Any) -> Change:
    return (("business", "statements"), [{"year": 2026, "sales": 1_000_000.0, **known}])


EXTREMES: dict[str, dict[str, Any]] = {
    "plain": changed(),
    "zero rates": changed(_bank(rate=0.0), (("deal", "loans", 1, "rate"), 0.0)),
    "highest rate": changed(_bank(rate=0.6)),
    "tiniest rate": changed(_bank(rate=1e-300)),
    "loan of one month": changed(_bank(months=1)),
    "loan of 360 months": changed(_bank(months=360)),
    "loan of 360 months in a plan of 12": changed(
        _bank(months=360),
        (("months",), 12),
        (("deal", "loans", 1), {"name": "Seller note", "kind": "seller", "months": 12}),
    ),
    "interest-only to the month before last": changed(_bank(months=60, interest_only=59)),
    "standby to the month before last": changed(_bank(months=60, standby=59)),
    "balloon": changed(_bank(months=12, amortisation=360)),
    "highest fee": changed(_bank(fee=0.2), (("deal", "loans", 1, "fee"), 0.2)),
    "eight loans": changed((("deal", "loans"), [_loan(f"Loan {n}") for n in range(7)] + [_loan("Seller note")])),
    "no loans, preferred the plug": changed((("deal", "loans"), []), (("deal", "plug"), "preferred")),
    "plan of 360 months": changed((("months",), 360)),
    "no workers": changed((("workforce", "workers"), [])),
    "workers none of whom joins": changed((("workforce", "workers", 0, "joins_after"), None)),
    "workers without pay or hours": changed((("workforce", "workers"), [{"alias": "W", "hours": 0.0, "pay": 0.0}])),
    "10,000 workers": changed((("workforce", "workers", 0, "number"), 10_000)),
    "2,000 entries on the roster": changed(
        (("workforce", "workers"), [{"alias": f"W{n}", "pay": 20.0} for n in range(2000)])
    ),
    "joins after the plan ends": changed((("workforce", "workers", 0, "joins_after"), 360)),
    "highest turnover": changed((("workforce", "turnover"), 0.9)),
    "no turnover": changed((("workforce", "turnover"), 0.0)),
    "candidacy of 60 months": changed((("workforce", "candidacy_months"), 60)),
    "no sales": changed(_statement(sales=0.0)),
    "no cost at all": changed(_statement()),
    "payroll burden without payroll": changed(_statement(payroll_burden=50_000.0)),
    "costs far above sales": changed(_statement(payroll=900_000.0, overhead=900_000.0)),
    "sales halve every year": changed((("business", "growth"), [-0.5])),
    "sales double every year": changed((("business", "growth"), [1.0])),
    "costs twice the sales": changed((("business", "cost_of_sales_fraction"), 2.0)),
    "all sales in one month": changed((("business", "seasonality"), [0.0] * 11 + [12.0])),
    "hardly any season": changed((("business", "seasonality"), [0.0] * 11 + [1e-300])),
    "empty books": changed((("business", "books"), {})),
    "more liabilities than assets": changed((("business", "books"), {"payables": 900_000.0})),
    "bargain price": changed((("deal", "price"), 1.0), (("deal", "loans"), [_loan("Seller note")])),
    "price of nothing": changed(
        (("deal", "price"), 0.0),
        (("deal", "opening_cash"), 0.0),
        (("deal", "loans"), [_loan("Seller note", principal=0.0)]),
    ),
    "a million times the price": changed(
        (("deal", "price"), 5e9),
        (("business", "statements", 0, "sales"), 5e9),
        (("deal", "loans", 0, "principal"), 3e9),
    ),
    "a hundredth of a cent": changed((("deal", "price"), 500_000.0001), (("deal", "opening_cash"), 0.0001)),
    "fiscal year ends in February": changed((("business", "fiscal_year_end_month"), 2)),
    "closing on a leap day": changed((("deal", "closing"), "2028-02-29")),
    "closing on the first of a month": changed((("deal", "closing"), "2026-12-01")),
    "buyout": changed((("deal", "form"), "buyout")),
    "assets": changed((("deal", "form"), "assets")),
    "election": changed((("deal", "form"), "shares_election")),
    "all debt taken over": changed(
        (("business", "books", "debt"), 100_000.0),
        (
            ("deal", "loans"),
            [
                _loan("Old loan", kind="assumed", principal=100_000.0),
                _loan("Bank loan", principal=200_000.0),
                _loan("Seller note", kind="seller"),
            ],
        ),
    ),
    "line drawn to its limit at closing": changed(
        (("deal", "line"), {"limit": 50_000.0, "drawn_at_closing": 50_000.0})
    ),
    "borrowing base of nothing": changed(
        (("deal", "line"), {"limit": 50_000.0, "receivables_advance": 0.0, "inventory_advance": 0.0})
    ),
    "cash left in": changed((("deal", "cash_left_in"), 50_000.0), (("business", "books", "cash"), 50_000.0)),
    "share paid at once": changed((("coop",), {"member_share": 1000.0, "down_payment": 1000.0})),
    "share of nothing": changed((("coop",), {"member_share": 0.0})),
    "rest of the share due in no months": changed((("coop",), {"deduction_months": 0})),
    "everything to the collective account": changed((("coop",), {"collective_fraction": 1.0})),
    "all patronage in cash": changed((("coop",), {"cash_fraction": 1.0})),
    "nonqualified, no cash": changed((("coop",), {"cash_fraction": 0.0, "qualified": False})),
    "accounts revolve after one year": changed((("coop",), {"revolving_years": 1})),
    "accounts revolve after 30 years": changed((("coop",), {"revolving_years": 30})),
    "accounts never revolve": changed((("coop",), {"revolving_years": None})),
    "leavers paid next month": changed((("coop",), {"redemption_years": 0})),
    "leavers paid over 10 years": changed((("coop",), {"redemption_years": 10, "redemption_rate": 0.3})),
    "longest names": changed((("name",), "n" * 200), (("note",), "n" * 6000), (("deal", "loans", 0, "name"), "l" * 60)),
    "names in other letters": changed(
        (("name",), 'Coopérative Ñandú 合作社 & <b>"x"</b>'), (("deal", "loans", 0, "name"), "Banca & Söhne")
    ),
    "name like a formula": changed((("business", "name"), "=1+1"), (("workforce", "workers", 0, "alias"), "@W")),
    "whole numbers for money": changed((("deal", "price"), 500_000)),
}
