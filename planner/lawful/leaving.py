"""Whether those who leave are paid for their shares, as the plan itself has it."""

from typing import NamedTuple

from planner import workforce
from planner.model.helpers import cents
from planner.model.one import Run
from planner.scenario import Scenario


class Left(NamedTuple):
    """Member shares of workers who leave within the plan, and what becomes of them; money."""

    shares: float
    kept: float  # not vested: the co-op keeps it
    accounts_kept: float  # so of their accounts
    paid: float  # to leavers, their accounts with it
    owed: float  # at the plan's end
    overdue: float  # of that, due and not paid

    @property
    def all_paid(self) -> bool:
        """Whether no share is kept, and what falls due is paid, were it late."""
        return not self.kept and not (self.overdue and not self.paid)


def of(scenario: Scenario, run: Run) -> Left:
    """What the months show."""
    path, end = workforce.follow(scenario), run.months[-1]
    kept = (
        cents(now.members.shares_left * leaving.forfeited)
        for now, leaving in zip(run.months, path.shares_leaving, strict=True)
    )
    return Left(
        shares=cents(sum(now.members.shares_left for now in run.months)),
        kept=cents(sum(kept)),
        accounts_kept=cents(sum(now.members.accounts_forfeited for now in run.months)),
        paid=cents(sum(now.payments.leavers_paid for now in run.months)),
        owed=end.members.leavers_owed,
        overdue=cents(sum(one.overdue for one in end.leavers_paid)),
    )
