"""What lenders count, as JSON: for the key `lender` of the plan."""

from collections.abc import Callable
from typing import Any

from planner.lending import Counted


def lending_json(found: Counted, plain: Callable[..., Any]) -> dict[str, Any]:
    """Equity, capital, collateral, guarantees, the seller's risk, loan costs, the SBA's conditions; `plain` writes."""
    return {
        "equity": [
            {
                "by": one.asked.key,
                "passes": one.passes,
                **plain(one.equity),
                "not_counted": [{"what": key, "amount": amount} for key, amount in one.not_counted],
            }
            for one in found.equity
        ],
        "capital": [{"fiscal_year": one.label, "month": one.month, **plain(one.capital)} for one in found.capital],
        "collateral": [
            {
                "fiscal_year": one.label,
                "month": one.month,
                "lendable": plain(one.lendable),
                "loans": [
                    {"name": cover.claim.name, "rank": cover.claim.rank, "secured": list(cover.claim.secured)}
                    | {name: plain(value, name) for name, value in cover._asdict().items() if name != "claim"}
                    for cover in one.covers
                ],
            }
            for one in found.collateral
        ],
        "guarantees": [
            {
                "name": one.claim.name,
                **{name: plain(value, name) for name, value in one._asdict().items() if name != "claim"},
            }
            for one in found.guarantees
        ],
        "seller_free_month": found.seller_free,
        "seller_exposure": [
            {
                "fiscal_year": one.label,
                "month": one.month,
                "rank": one.rank,
                "secured": one.secured,
                **plain(one.exposure),
            }
            for one in found.exposure
        ],
        "seller_if_failure": [
            {
                "year": one.year,
                "month": one.month,
                "fall_in_sales": plain(one.stress.fall, "rate"),
                "because": one.stress.why,
                "covenant": one.stress.covenant,
                "brought": plain(one.fall.brought),
                "tiers": {name: plain(tier) for name, tier in one.fall.tiers.items()},
                "owed": plain(one.fall.seller_owed),
                "recovered": plain(one.fall.seller_gets),
                "guarantees_called": plain(one.fall.called),
                "received": plain(one.fall.received),
                "whole": plain(one.seller_whole),
                "lost": plain(one.seller_lost),
            }
            for one in found.failures
        ],
        "loan_costs": [
            {
                **plain(one),
                "nominal": plain(one.nominal, "rate"),
                "effective": plain(one.effective, "rate"),
                "stated": plain(one.stated, "rate"),
            }
            for one in found.costs
        ],
        "sba": {
            "likely": found.sba.likely,
            "amount": plain(found.sba.amount),
            "months": found.sba.months,
            "fee": plain(found.sba.fee),
            "most_rate": plain(found.sba.most_rate, "rate"),
            "conditions": [
                {"key": one.key, "passes": one.passes, "said": one.said.said(), "rule": one.rule.name}
                for one in found.sba.gates
            ],
            "reasons": [one.said() for one in found.sba.reasons],
        },
        "findings": [one.said() for one in found.findings],
    }
