"""What a lender reads of a plan: covenants at every test, who is paid first, past earnings, what must be refinanced.

Read off the months of the model; the answers in words stand in `words/en/lender.toml`.
"""

from typing import NamedTuple

from planner.coverage import covenants, debts, payouts, told
from planner.coverage.covenants import Covenant
from planner.coverage.debts import AfterStandbys, Historical, Need
from planner.coverage.payouts import Claim, Forgone, Wait
from planner.model.one import Case, Run
from planner.scenario import Scenario
from planner.statements import Period
from planner.valuation import Valuation
from planner.words import Sentence


class Reading(NamedTuple):
    """A lender's reading of one plan."""

    covenants: tuple[Covenant, ...]
    tested: bool  # at least one covenant was agreed and tested
    broken: int | None  # month of the first breach as promised
    broken_as_paid: int | None  # month of the first breach by what was paid
    historical: Historical
    after_standbys: AfterStandbys
    refinancing: tuple[Need, ...]
    paid_first: tuple[Claim, ...]
    waits: tuple[Wait, ...]
    forgone: tuple[Forgone, ...]
    findings: tuple[Sentence, ...]


def past_earnings(scenario: Scenario, value: Valuation) -> tuple[tuple[int, float], ...]:
    """Each historical fiscal year with its normalised EBITDA."""
    statements = scenario.business.statements
    earned = value.earnings[-len(statements) :]
    return tuple((statement.year, one.ebitda) for statement, one in zip(statements, earned, strict=True))


def read(
    scenario: Scenario, case: Case, run: Run, periods: tuple[Period, ...], past: tuple[tuple[int, float], ...]
) -> Reading:
    """The lender's reading; `past` is each historical fiscal year with its normalised EBITDA."""
    listed = covenants.read(scenario, case, run)
    broken = int(run.outcome.breach_month)
    waits, forgone = payouts.waits(case, run), payouts.forgone(scenario, case, run)
    needs = debts.refinancing(scenario, run)
    as_paid = (month for month, now in enumerate(run.months) if now.headroom.breached_paid)
    return Reading(
        covenants=listed,
        tested=any(one.first_test is not None for one in listed),
        broken=broken if broken >= 0 else None,
        broken_as_paid=next(as_paid, None),
        historical=debts.historical(scenario, run, past),
        after_standbys=debts.after_standbys(scenario, case, run),
        refinancing=needs,
        paid_first=payouts.read(scenario, case, run, periods),
        waits=waits,
        forgone=forgone,
        findings=tuple(told.findings(listed, waits, needs, forgone, scenario.deal.closing)),
    )
