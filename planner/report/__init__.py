"""What leaves the planner on paper or as a file: the plan's JSON, the printed plan, the workbook, the summary."""

from planner import Plan
from planner.report.answer import answer_json
from planner.report.as_json import plan_json
from planner.report.brief import summary, unlawful
from planner.report.workbook import workbook

__all__ = ["answer_json", "plan_json", "plan_pdf", "summary", "unlawful", "workbook"]


def plan_pdf(plan: Plan, language: str = "en") -> bytes:
    """The plan as a PDF; the printer's library is loaded when the first one is asked for."""
    from planner.report import pdf  # noqa: PLC0415

    return pdf.plan_pdf(plan, language)
