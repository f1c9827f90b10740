"""What the business can carry, as JSON: the answer, and the scenario that holds, ready to be opened."""

import json
from typing import Any

from planner.report.as_json import plain
from planner.solve import Answer, told
from planner.solve.answer import Binding


def answer_json(answer: Answer, language: str = "en") -> str:
    """One object: `solved` (what was asked, found and tried) and `scenario` with the value found, or null."""
    scenario = None if answer.scenario is None else answer.scenario.model_dump(mode="json")
    parts = {"solved": _solved(answer, language), "scenario": scenario}
    return json.dumps(parts, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _solved(answer: Answer, language: str) -> dict[str, Any]:
    asked = answer.question
    return {
        "for": asked.target,
        "note": asked.note or None,
        "least_dscr": asked.scenario.deal.covenants.least_dscr,
        "max_wait": asked.patience,
        "unit": "months" if asked.target == "standby" else asked.scenario.currency,
        "step": asked.step,
        "value": answer.value,
        "next": answer.following,
        "nearest": answer.nearest,
        "binds": _binding(answer.binding),
        "to_spare": None if answer.left is None else round(answer.left, 2),
        "takes_up": asked.takes_up,
        "changes": {} if answer.value is None else asked.changes(answer.value),
        "closable": answer.closable,
        "samples": plain(answer.samples),
        "gaps": [{"first": gap.first, "last": gap.last, "binds": _binding(gap.binding)} for gap in answer.gaps],
        "more_gaps": answer.more_gaps,
        "tried": answer.tried,
        "calls": answer.calls,
        "told": told(answer, language),
    }


def _binding(binding: Binding | None) -> dict[str, Any] | None:
    if binding is None:
        return None
    refused = binding.refused.said() if binding.refused else None
    return {**plain(binding), "fiscal_year": binding.fiscal_year or None, "refused": refused}
