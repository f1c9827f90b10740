"""A purchase in stages, read off the plan: closings as they come about, who decides, and the dividends it rests on."""

from collections.abc import Sequence

from planner import serving
from planner.model.calendar import Dates
from planner.model.one import Case, Run
from planner.scenario import Scenario
from planner.stakes import closings, told, upstream, voices
from planner.stakes.records import Board, Closing, Need, Ramp, Staged, Tested, Voice
from planner.statements import fiscal_years

__all__ = ["Board", "Closing", "Need", "Ramp", "Staged", "Tested", "Voice", "read"]


def read(scenario: Scenario, dates: Dates, case: Case, run: Run, members: Sequence[float]) -> Staged:
    """All closings, votes and seats after each, both ramps by month, and dividends below control by fiscal year.

    `members`: worker-members expected at each month's end.
    """
    listed = closings.listed(scenario, run)
    heads = [serving.whole(one) for one in members]
    heard = voices.listed(scenario, listed, heads)
    boards = voices.boards(scenario, run, heard, heads)
    found = Staged(
        closings=listed,
        voices=heard,
        ramp=voices.ramp(scenario, run, heard, boards),
        boards=voices.changes(boards),
        upstream=upstream.tested(scenario, case, run, fiscal_years(dates)),
        left=run.months[-1].stake.fraction,
        findings=(),
    )
    return found._replace(findings=told.findings(scenario, run, found)) if found.in_stages else found
