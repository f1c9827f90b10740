"""One loan's fields: only those that fit its kind and repayment, and behind a switch the terms few loans have."""

import streamlit as st

from planner.scenario.loans import OWED_TO_SELLER
from planner.views import ask, lists, show, state
from planner.views.plain import plain
from planner.words import say

Entered = dict[str, object]

FIRST = ("name", "kind", "principal", "repayment")
OF_REPAYMENT: dict[str, tuple[str, ...]] = {
    "level": ("rate", "months", "interest_only", "standby", "amortisation", "balloon"),
    "level_principal": ("rate", "months", "interest_only", "standby", "amortisation", "balloon"),
    "graduated": ("rate", "months", "payment_growth", "interest_only", "standby", "amortisation", "balloon"),
    "interest_only": ("rate", "months", "standby"),
    "revenue_share": ("revenue_share", "cap", "months", "standby"),
    "profit_share": ("rate", "months", "profit_share", "standby"),
}
BACKING = ("secured_by", "rank", "guarantor", "guaranteed", "release", "release_month", "release_balance")
EARN_OUT = ("paid_if", "least_paid", "most_paid")
STEPPED = ("level", "level_principal", "interest_only", "profit_share")  # may have later rates or follow an index


def ask_for(path: str, loan: Entered, *, takes_up: bool) -> None:
    """The boxes of one loan; `takes_up`: its amount is worked out and has none."""
    first = [name for name in FIRST if not (takes_up and name == "principal")]
    repaid = [name for name in OF_REPAYMENT[str(loan["repayment"])] if _fits(name, loan)]
    if loan["repayment"] == "revenue_share" and loan["rate"]:
        repaid.insert(0, "rate")
    if loan["standby"]:
        repaid.insert(repaid.index("standby") + 1, "standby_interest")
    if loan.get("later_closing") or state.entered_at("deal.later_closings"):
        first.append("later_closing")
    _ask(path, first)
    _ask(path, repaid)
    if loan["kind"] == "earn_out" and "paid_if" in loan:
        _ask(path, list(EARN_OUT))
    if st.toggle(say("app.loans.more"), key=f"more.{path}", help=plain(say("app.loans.more_help"))):
        _more(path, loan)


def _ask(path: str, names: list[str]) -> None:
    ask.ask(*(f"{path}.{name}" for name in names))


def _fits(name: str, loan: Entered) -> bool:
    """Seldom-used fields of a repayment that this loan cannot use."""
    return not (name == "interest_only" and loan["repayment"] == "revenue_share")


def _more(path: str, loan: Entered) -> None:
    """Payment dates, days, fees, later rates, early repayment, forgiveness, patronage in breach, security."""
    to_seller, royalty = loan["kind"] in OWED_TO_SELLER, loan["repayment"] == "revenue_share"
    _ask(path, ["payments"] if royalty else ["payments", "day_count"])
    fees = [] if loan["kind"] == "assumed" and not loan["fee"] and not loan["fixed_fee"] else ["fee", "fixed_fee"]
    _ask(path, [*fees, "limit"])
    if loan["repayment"] in STEPPED or loan["indexed"] or loan["rate_steps"]:
        _ask(path, ["indexed", *(["rate_floor", "rate_cap"] if loan["indexed"] else [])])
        show.words(say("app.loans.rate_steps"))
        lists.edit(rate_steps(path))
    _ask(path, ["swept"])
    show.words(say("app.loans.prepayments"))
    lists.edit(prepayments(path))
    if not to_seller:
        _ask(path, ["forgiven_after", *(["forgiven_fraction"] if loan["forgiven_after"] else [])])
        _ask(path, ["cash_patronage_in_breach"])
    _ask(path, [f"backing.{name}" for name in BACKING])


def rate_steps(path: str) -> lists.Shape:
    """Later rates, a row each."""
    inside = f"{path}.rate_steps"
    columns = (lists.column(f"{inside}.0.month", 13), lists.column(f"{inside}.0.rate", 0.08))
    return lists.Shape(inside, inside, columns, _copied, _by_month)


def prepayments(path: str) -> lists.Shape:
    """Early repayments, a row each."""
    inside = f"{path}.prepayments"
    columns = (lists.column(f"{inside}.0.month", 13), lists.column(f"{inside}.0.amount", 0.0))
    return lists.Shape(inside, inside, columns, _copied, _by_month)


def _copied(held: lists.Rows) -> lists.Rows:
    return [dict(one) for one in held]


def _by_month(rows: lists.Rows) -> lists.Rows:
    return sorted(rows, key=lambda row: row["month"] or 0)
