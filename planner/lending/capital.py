"""Tangible net worth, and with debt on full standby tangible capital funds: at closing and each fiscal year-end."""

from collections.abc import Callable
from typing import Any, NamedTuple

from planner.model.one import Run
from planner.scenario import Loan, Scenario
from planner.scenario.loans import SENIOR
from planner.statements import Period


class Capital(NamedTuple):
    """What stands between the lenders and a loss, at one date."""

    tangible: float  # net book value less goodwill
    standby: float  # owed on loans that are on full standby and stay so for a while yet
    funds: float


class CapitalDated(NamedTuple):
    """The same with its date."""

    label: str  # a fiscal year; empty: the closing day
    month: int
    capital: Capital


def add(tangible: float, standby: float) -> Capital:
    """Tangible capital funds = tangible net worth + debt on full standby."""
    return Capital(tangible, standby, tangible + standby)


def stands(loan: Loan, month: int) -> bool:
    """Whether a loan behind the senior lenders pays neither principal nor interest in the coming month."""
    return loan.kind not in SENIOR and loan.standby_interest != "paid" and month < loan.standby


def dated(scenario: Scenario, run: Run, periods: tuple[Period, ...]) -> tuple[CapitalDated, ...]:
    """On the closing day and at each fiscal year-end."""
    made = []
    for label, month in [("", 0), *((period.label, period.last) for period in periods)]:
        now = run.months[month]
        standby = 0.0
        for place, loan in enumerate(scenario.deal.loans):
            if stands(loan, month):
                standby = standby + now.loans[place].balance + now.loans[place].interest_owed
        made.append(CapitalDated(label, month, add(now.balance.tangible, standby)))
    return tuple(made)


STAGES: list[Callable[..., Any]] = [add, dated]
