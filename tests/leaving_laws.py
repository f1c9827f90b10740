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
    """What those who leave have, less what is not vested or set off, is what was paid and what is still owed.

    Set off: what they take along below zero, as far as it is not forgiven; only where bylaws let accounts fall so far.
    """
    months = run.months
    left = sum(now.members.shares_left + now.members.accounts_left - now.members.forfeited for now in months)
    left -= sum(now.below.left - now.members.forgiven for now in months)
    assert all(0 <= now.members.forgiven <= now.below.left + CENT for now in months)
    for place, first in enumerate(months[0].classes):
        of_class = [(now.classes[place], now.class_paid[place]) for now in months]
        gone = sum(cls.capital.shares_left + cls.capital.accounts_left for cls, _ in of_class)
        out = sum(one.portion.leavers - one.portion.leaver_interest_paid for _, one in of_class)
        owed = of_class[-1][0].capital.leavers_owed - first.capital.leavers_owed
        assert gone == pytest.approx(out + owed, abs=SLACK)
    paid = sum(now.payments.leavers_paid for now in run.months)
    assert left == pytest.approx(paid + run.months[-1].members.leavers_owed, abs=SLACK)
    for now in run.months:
        queued = sum(layer.balance for layer in now.leavers)
        assert queued <= now.members.leavers_owed + CENT
        assert all(layer.balance > -CENT and layer.retired <= layer.balance + CENT for layer in now.leavers)
