"""Every stage, each before those that call it."""

from collections.abc import Callable
from typing import Any

from planner.model import accounts, closing, debt, operations, outcome, surplus, treasury

STAGES: list[Callable[..., Any]] = [
    closing.ask,
    closing.add_up,
    closing.settle,
    closing.open_loan,
    closing.gather,
    closing.revalue,
    closing.start,
    operations.write_off,
    operations.operate,
    operations.invest,
    debt.serve,
    debt.owe_all,
    debt.cost_line,
    debt.pay_leavers,
    debt.pay,
    surplus.earn,
    surplus.reckon,
    surplus.share,
    surplus.carry,
    accounts.age,
    accounts.stack,
    accounts.keep,
    accounts.owe_leavers,
    accounts.move_leavers,
    treasury.fall_short,
    treasury.lend_on,
    treasury.may_be_drawn,
    treasury.bank,
    treasury.weigh,
    treasury.cover,
    outcome.size,
    outcome.foresee,
    outcome.loan_left,
    outcome.judge,
]
