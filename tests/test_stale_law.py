"""A figure of the law whose date has passed is a sentence on the page and on paper, as a person reads them."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from test_pages import goes_to, home, well, with_scenario  # noqa: F401  (home keeps copies out of the way)

from planner import Plan, plan, report
from planner.faults import read
from planner.lending import counted
from planner.places import Rule
from planner.views.plain import plain

SAMPLE = Path(__file__).parent.parent / "scenarios" / "sample_company.json"
PASSED = {
    "closing long after the tables end": {"rules_date": "2026-11-22", "deal.closing": "2030-12-31"},
    "rules of a day that no table knows": {"rules_date": "2029-03-01", "deal.closing": "2029-12-31"},
}


def planned(changes: dict[str, str]) -> Plan:
    data = read(SAMPLE.read_bytes()).model_dump(mode="json")
    for path, value in changes.items():
        holder = data
        *steps, last = path.split(".")
        for step in steps:
            holder = holder[step]
        holder[last] = value
    return plan(read(json.dumps(data)))


def late(made: Plan) -> list[Rule]:
    return [rule for rule in made.rules._used.values() if rule.late]


def said_of_dates(made: Plan) -> list[str]:
    """The sentences on figures that stand in for a later time, of the plan and of what lenders count."""
    found = (*made.findings, *counted(made).findings)
    return [one.said() for one in dict.fromkeys(found) if one.key in ("places.late", "places.late_in_year")]


def on_paper(made: Plan, folder: Path) -> str:
    """The printed plan as pdftotext reads it, on one line."""
    if shutil.which("pdftotext") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("pdftotext is missing: install poppler-utils")
        pytest.skip("pdftotext is missing: install poppler-utils")
    file = folder / "plan.pdf"
    file.write_bytes(report.plan_pdf(made))
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True)  # noqa: S607
    return squeezed(done.stdout)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("changes", PASSED.values(), ids=PASSED.keys())
def test_what_is_out_of_date_is_said_on_the_page_and_on_paper(changes, tmp_path):
    made = planned(changes)
    said = said_of_dates(made)
    assert len(late(made)) > 5
    for rule in late(made):
        assert any(
            rule.label in one and str(rule.effective.year) in one and "figures used for" in one.lower() for one in said
        ), rule.name
    app = well(with_scenario(made.scenario.model_dump_json()))
    shown = [one.value for one in goes_to(app, "documents").info]
    paper = on_paper(made, tmp_path)
    for one in said:
        assert plain(one) in shown
        assert squeezed(one) in paper


def test_in_time_nothing_is_said_of_the_yearly_tables():
    """A sale in January 2026 by the law of that day: figures of 2026 stand in for later years alone."""
    made = planned({"rules_date": "2026-01-31", "deal.closing": "2026-01-31"})
    of_the_year = {
        rule.label for rule in made.rules._used.values() if rule.name.startswith("seller.") and not rule.late
    }
    assert len(of_the_year) > 10
    said = [one for one in said_of_dates(made) if re.search("used for 2026[:, ]", one)]
    assert not [label for label in of_the_year for one in said if label in one]
