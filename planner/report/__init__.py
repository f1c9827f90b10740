"""What leaves the planner on paper or as a file: the plan's JSON, the printed plan, the workbook, the summary."""

from collections.abc import Sequence

from planner import Plan
from planner.report.answer import answer_json
from planner.report.as_json import plan_json
from planner.report.brief import summary, unlawful
from planner.report.workbook import workbook
from planner.solve import Answer
from planner.worker import View

__all__ = [
    "answer_json",
    "plan_json",
    "plan_pdf",
    "summary",
    "unlawful",
    "workbook",
    "worker_json",
    "worker_pdf",
]


def plan_pdf(plan: Plan, language: str = "en", answers: Sequence[Answer] = ()) -> bytes:
    """The plan as a PDF, with answers of `planner.solve` where it was asked how much the business can carry.

    They are not sought for every PDF: that takes half a minute where nothing is compiled yet.
    The printer's library is loaded when the first PDF is asked for.
    """
    from planner.report import pdf  # noqa: PLC0415

    return pdf.plan_pdf(plan, language, answers)


def worker_pdf(view: View, language: str = "en", paper: str = "letter") -> bytes:
    """One worker's sheet as a PDF; the printer's library is loaded likewise."""
    from planner.report import worker_sheet  # noqa: PLC0415

    return worker_sheet.worker_pdf(view, language, paper)


def worker_json(view: View, language: str = "en") -> str:
    """One worker's view as JSON, with what is told of it; likewise."""
    from planner.report import worker_sheet  # noqa: PLC0415

    return worker_sheet.worker_json(view, language)
