"""Terms that cannot be, entered on a page and given to `check`: one clear sentence in both, and nothing is lost."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from test_pages import entered, goes_to, home, open_all, opened, well, with_scenario  # noqa: F401  (home)

from planner.__main__ import main
from planner.faults import read
from planner.views.plain import plain

SAMPLE = Path(__file__).parent.parent / "scenarios" / "sample_company.json"
NOTE = 4  # the seller note among the sample's loans: 96 months, 24 of them standby


class Fault(NamedTuple):
    """The sample with some fields set, then one more that cannot be, on its page; and what must be said."""

    page: str
    before: dict[str, Any]
    path: str
    value: Any
    where: str
    words: tuple[str, ...]


FAULTS = {
    "stages that overlap": Fault(
        "deal",
        {},
        f"deal.loans.{NOTE}.interest_only",
        12,
        f"deal.loans[{NOTE}].interest_only (Seller note):",
        ("its 12 months", "lie within the standby of 24", "give more months than that, or 0"),
    ),
    "stages beyond the term": Fault(
        "deal",
        {},
        f"deal.loans.{NOTE}.standby",
        96,
        f"deal.loans[{NOTE}] (Seller note):",
        ("must each be shorter than the term",),
    ),
    "a balloon past the term": Fault(
        "deal",
        {},
        "deal.loans.0.balloon",
        96,
        "deal.loans[0].balloon (Bank term loan):",
        ("month 96 lies past the term", "the last payment in month 84", "a month within the term, or a longer term"),
    ),
    "a balloon past the plan": Fault(
        "deal",
        {"deal.loans.0.months": 180, "deal.loans.0.balloon": 108},
        "deal.loans.0.balloon",
        132,
        "deal.loans:",
        ("the balloon of Bank term loan in month 132", "after the plan's end in month 120", "an earlier balloon"),
    ),
    "a balloon before principal": Fault(
        "deal",
        {"deal.loans.0.interest_only": 12},
        "deal.loans.0.balloon",
        12,
        "deal.loans[0].balloon (Bank term loan):",
        ("month 12 lies within the 12 months without principal", "give a later one"),
    ),
    "an early repayment past the term": Fault(
        "deal",
        {"deal.loans.0.prepayments": [{"month": 72, "amount": 50_000.0}]},
        "deal.loans.0.months",
        60,
        "deal.loans[0].prepayments (Bank term loan):",
        ("month 72 lies after the last payment in month 60",),
    ),
    "payments that end before the term": Fault(
        "deal",
        {},
        "deal.loans.0.amortisation",
        60,
        "deal.loans[0].amortisation (Bank term loan):",
        ("payments worked out over 60 months end before the last one, 84 months", "a shorter term"),
    ),
    "a rollover by an S corporation in 2026": Fault(
        "owner",
        {"deal.closing": "2026-12-31", "rules_date": "2026-11-22"},
        "owner.rollover.elected",
        True,
        "owner.rollover.elected:",
        ("S corporation", "from 2028", "December 31, 2026"),
    ),
    "a rollover of assets": Fault(
        "owner",
        {"deal.form": "assets", "owner.entity": "c_corporation"},
        "owner.rollover.elected",
        True,
        "owner.rollover.elected:",
        ("sale of assets cannot be rolled over",),
    ),
    "a seller note longer than the plan": Fault(
        "deal",
        {},
        f"deal.loans.{NOTE}.months",
        132,
        "deal.loans:",
        ("Seller note", "132 months", "120"),
    ),
}

LIKE_ANOTHER = (
    "stages beyond the term",
    "payments that end before the term",
    "a balloon before principal",
)  # on the page: a box of the same kind


def asked(fault: Fault, *, at_fault: bool) -> dict[str, Any]:
    """The sample's file with the fields set before, and with what cannot be if asked."""
    data = read(SAMPLE.read_bytes()).model_dump(mode="json")
    for path, value in {**fault.before, **({fault.path: fault.value} if at_fault else {})}.items():
        holder: Any = data
        *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
        for step in steps:
            holder = holder[step]
        holder[last] = value
    return data


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_check_says_what_cannot_be_in_one_sentence(fault, tmp_path, capsys):
    file = tmp_path / "scenario.json"
    for at_fault, code in ((False, 0), (True, 1)):
        file.write_text(json.dumps(asked(fault, at_fault=at_fault)), encoding="utf-8")
        assert main(["check", str(file)]) == code
    (said,) = capsys.readouterr().err.strip().splitlines()
    assert said.startswith(fault.where)
    assert all(part in said for part in fault.words), said
    assert said.endswith(".")


@pytest.mark.parametrize("name", [name for name in FAULTS if name not in LIKE_ANOTHER])
def test_a_page_says_what_cannot_be_and_loses_nothing(name):
    fault = FAULTS[name]
    app = open_all(goes_to(well(with_scenario(json.dumps(asked(fault, at_fault=False)))), fault.page))
    worked, edited = app.session_state["desk"].scenario, app.session_state["desk"].entered
    assert not app.error
    entered(app, fault.path).set_value(fault.value).run()
    (said,) = (one.value for one in well(app).error)
    assert all(plain(part) in said for part in fault.words), said
    desk = app.session_state["desk"]
    assert desk.scenario == worked
    assert len(desk.faults) == 1
    assert differences(edited, desk.entered) == {fault.path: fault.value}
    goes_to(app, "cash")
    assert said in [one.value for one in app.error]  # on every page, beside the last plan that works
    again = open_all(goes_to(well(opened(desk.word)), fault.page))
    assert said in [one.value for one in again.error]
    assert entered(again, fault.path).value == fault.value
    app.button(key="undo").click().run()
    assert not well(app).error
    assert app.session_state["desk"].entered == edited


def differences(before: Any, now: Any, path: str = "") -> dict[str, Any]:
    """Each field that is not what it was, by its path."""
    if isinstance(before, dict) and isinstance(now, dict):
        pairs = ((name, before.get(name), now.get(name)) for name in before.keys() | now.keys())
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        pairs = ((str(place), one, other) for place, (one, other) in enumerate(zip(before, now, strict=True)))
    else:
        return {} if before == now else {path: now}
    return {
        name: value
        for step, one, other in pairs
        for name, value in differences(one, other, f"{path}.{step}" if path else step).items()
    }
