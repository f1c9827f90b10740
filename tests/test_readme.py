"""What the README shows is what the planner says."""

import re
from pathlib import Path

import firm
import pytest

from planner import plan
from planner.faults import read
from planner.model.one import Run, run
from planner.report import summary
from planner.words.formats import figure

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FORMS = ("assets", "shares_merged", "shares_election", "buyout")

ROWS = {
    "seller note": lambda run: run.start.closing.plug,
    "sources = uses": lambda run: run.start.closing.uses,
    "goodwill": lambda run: run.start.revalued.goodwill,
    "collective account": lambda run: run.start.opening.collective,
    "net book value": lambda run: run.months[0].balance.net_book_value,
    "tax basis of goodwill": lambda run: run.start.opening.tax_goodwill,
}


@pytest.fixture(scope="module")
def forms() -> list[Run]:
    return [run(firm.lowered(firm.scenario(form, months=12))) for form in FORMS]


@pytest.mark.parametrize("row", ROWS)
def test_worked_example(forms: list[Run], row: str) -> None:
    line = next(line for line in README.splitlines() if line.startswith(f"| {row} |"))
    assert [cell.strip() for cell in line.strip("|").split("|")[1:]] == [figure(ROWS[row](one)) for one in forms]


def test_summary_is_what_the_command_prints() -> None:
    block = re.search(r"\$ python3 run\.py plan scenarios/sample_company\.json\n(.*?)```", README, re.DOTALL)
    assert block
    made = plan(read((ROOT / "scenarios" / "sample_company.json").read_bytes()))
    assert block.group(1).strip().splitlines() == summary(made)


def test_the_files_it_names_are_there() -> None:
    for name in re.findall(r"\]\(([^)#]+)\)", README) + re.findall(
        r"`((?:planner|scenarios|benchmarks)/[\w/.]+)`", README
    ):
        assert (ROOT / name).exists(), name
