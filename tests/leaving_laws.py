"""Laws of paying those who leave, for one plan followed through: they hold whatever the bylaws and the deal."""

import pytest

from planner.model.one import Run

CENT = 0.01
SLACK = 0.02


def nothing_is_paid_out_while_barred(run: Run) -> tuple[int, int]:
    """Preferred dividends, leavers and accounts called: together at most what both tests of law leave.

    Returns the months barred, and how many of them had leavers to pay.
    """
    barred = asked = 0
    for now in run.months[1:]:
        granted = now.granted
        out = granted.preferred + granted.leavers + granted.revolving
        assert out <= now.lawful.room + SLACK
        if now.lawful.room <= 0:
            barred += 1
            assert out == 0
            asked += now.claims.leavers > CENT
        if now.lawful.not_as_due or now.lawful.not_by_sheet:
            assert now.lawful.room == 0
    return barred, asked


def every_cent_is_paid_or_queued(run: Run) -> None:
    """Shares and accounts of those who leave, less what is not vested, are what was paid and what is still owed."""
    left = sum(now.members.shares_left + now.members.accounts_left - now.members.forfeited for now in run.months)
    paid = sum(now.payments.leavers_paid for now in run.months)
    assert left == pytest.approx(paid + run.months[-1].members.leavers_owed, abs=SLACK)
    for now in run.months:
        queued = sum(layer.balance for layer in now.leavers)
        assert queued <= now.members.leavers_owed + CENT
        assert all(layer.balance > -CENT and layer.retired <= layer.balance + CENT for layer in now.leavers)
