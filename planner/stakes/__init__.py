"""A purchase in stages, read off the plan: closings as they come about, who decides, and the dividends it rests on."""

from planner.model.calendar import Dates
from planner.model.one import Case, Run
from planner.scenario import Scenario
from planner.stakes import closings, told, upstream, voices
from planner.stakes.records import Closing, Need, Ramp, Staged, Tested, Voice
from planner.statements import fiscal_years

__all__ = ["Closing", "Need", "Ramp", "Staged", "Tested", "Voice", "read"]


def read(scenario: Scenario, dates: Dates, case: Case, run: Run) -> Staged:
    """All closings, votes and seats after each, both ramps by month, and dividends below control by fiscal year."""
    listed = closings.listed(scenario, run)
    heard = voices.listed(scenario, listed)
    found = Staged(
        closings=listed,
        voices=heard,
        ramp=voices.ramp(scenario, run, heard),
        upstream=upstream.tested(scenario, case, run, fiscal_years(dates)),
        left=run.months[-1].stake.fraction,
        findings=(),
    )
    return found._replace(findings=told.findings(scenario, run, found)) if found.in_stages else found
