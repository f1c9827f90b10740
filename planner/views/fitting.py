"""What else of a loan changes with its repayment, so that what is entered stays possible."""

from typing import Any

MONTHS_A_YEAR = 12
USUAL_SHARE, USUAL_CAP, USUAL_GROWTH = 0.03, 1.5, 0.03  # first entries in boxes that would otherwise be refused


def fitting(loan: dict[str, Any], repayment: str) -> dict[str, Any]:
    """The fields of a loan that its new repayment needs set: no interest on a part of sales, whole years to grow in."""
    fixed = {"indexed": False, "rate_steps": []}
    whole = {"balloon": None} if loan.get("balloon") else {}
    if repayment == "revenue_share":
        share = loan["revenue_share"] or USUAL_SHARE
        return {
            **fixed,
            **whole,
            "rate": 0.0,
            "revenue_share": share,
            "cap": loan["cap"] if loan["cap"] > 1 else USUAL_CAP,
        }
    if repayment == "graduated":
        over = loan["amortisation"] or loan["months"] - max(loan["interest_only"], loan["standby"])
        whole_years = -(-over // MONTHS_A_YEAR) * MONTHS_A_YEAR
        return {**fixed, "payment_growth": loan["payment_growth"] or USUAL_GROWTH, "amortisation": whole_years}
    return whole if repayment in ("interest_only", "profit_share") else {}
