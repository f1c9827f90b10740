"""What leaves the planner on paper or as a file: the plan's JSON, the printed plan, the workbook, the summary."""

from planner import Plan
from planner.report.answer import answer_json
from planner.report.as_json import plan_json
from planner.report.brief import summary
from planner.report.workbook import workbook
from planner.worker import View

__all__ = ["answer_json", "plan_json", "plan_pdf", "summary", "workbook", "worker_json", "worker_pdf"]


def plan_pdf(plan: Plan, language: str = "en") -> bytes:
    """The plan as a PDF; the printer's library is loaded when the first one is asked for."""
    from planner.report import pdf  # noqa: PLC0415

    return pdf.plan_pdf(plan, language)


def worker_pdf(view: View, language: str = "en", paper: str = "letter") -> bytes:
    """One worker's sheet as a PDF; the printer's library is loaded likewise."""
    from planner.report import worker_sheet  # noqa: PLC0415

    return worker_sheet.worker_pdf(view, language, paper)


def worker_json(view: View, language: str = "en") -> str:
    """One worker's view as JSON, with what is told of it; likewise."""
    from planner.report import worker_sheet  # noqa: PLC0415

    return worker_sheet.worker_json(view, language)
