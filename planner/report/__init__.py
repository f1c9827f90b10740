"""What leaves the planner on paper or as a file: the plan's JSON, the printed plan, the workbook, the summary."""

from collections.abc import Sequence

from planner import Plan
from planner.report.answer import answer_json
from planner.report.as_json import plan_json
from planner.report.brief import summary, unlawful
from planner.report.workbook import workbook
from planner.solve import Answer

__all__ = ["answer_json", "plan_json", "plan_pdf", "summary", "unlawful", "workbook"]


def plan_pdf(plan: Plan, language: str = "en", answers: Sequence[Answer] = ()) -> bytes:
    """The plan as a PDF, with answers of `planner.solve` where it was asked how much the business can carry.

    They are not sought for every PDF: that takes half a minute where nothing is compiled yet.
    The printer's library is loaded when the first PDF is asked for.
    """
    from planner.report import pdf  # noqa: PLC0415

    return pdf.plan_pdf(plan, language, answers)
