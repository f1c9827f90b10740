"""What every page of the printed plan is made of: headings, sentences, charts with their takeaway, tables."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from reportlab.lib.units import inch
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer

from planner import Plan
from planner.charts import Chart
from planner.charts.parts import year_name
from planner.lending import Counted, counted
from planner.report.drawing import HEIGHT, draw
from planner.report.style import words
from planner.report.tables import Line, line, statement
from planner.solve import Answer
from planner.statements import Period, Row, table
from planner.words import say
from planner.words.formats import money

LEAST_ROOM = 2.2 * inch  # a heading with less below it moves to the next page


class Pages:
    """One plan in one language, and its headings so far by key."""

    def __init__(self, plan: Plan, language: str, answers: Sequence[Answer] = ()) -> None:
        self.plan, self.language, self.answers = plan, language, answers
        self.headings: dict[str, str] = {}

    @cached_property
    def counted(self) -> Counted:
        """What lenders count, worked out once for all pages."""
        return counted(self.plan)

    def say(self, key: str, **values: object) -> str:
        """Words of the printed plan."""
        return say(f"report.{key}", self.language, **values)

    def money(self, value: float) -> str:
        """Money in a sentence."""
        return money(value, language=self.language)

    def heading(self, key: str) -> list[Flowable]:
        """A numbered heading, which stands in the contents and in the outline."""
        self.headings[key] = f"{len(self.headings) + 1}  {self.say(f'heading.{key}')}"
        title = words(self.headings[key], "heading")
        title.contents_key = key
        return [CondPageBreak(LEAST_ROOM), title]

    def part(self, key: str, **values: object) -> Paragraph:
        """A heading of the second rank."""
        return words(self.say(f"part.{key}", **values), "part")

    def text(self, key: str, style: str = "text", **values: object) -> Paragraph:
        """A paragraph."""
        return words(self.say(f"text.{key}", **values), style)

    def picture(self, chart: Chart, height: float = HEIGHT) -> list[Flowable]:
        """A chart under its one sentence; the sentence alone where there is nothing to draw."""
        takeaway = words(chart.takeaway, "takeaway")
        if not chart.categories:
            return [takeaway]
        return [takeaway, draw(chart, self.language, height), Spacer(1, 8)]

    def heads(self, periods: Sequence[Period]) -> list[str]:
        """Fiscal years over columns; one that is cut by closing or the plan's end says how many months it has."""
        return [year_name(period, self.language) for period in periods]

    def lines(self, rows: Sequence[Row], periods: Sequence[Period]) -> list[Line]:
        """Lines of a statement, without those in which nothing ever stands."""
        told = table(self.plan.run.months, tuple(rows), tuple(periods))
        return [
            line(say(f"line.{row.name}", self.language), amounts, "total" if row.total else "")
            for row, amounts in told
            if row.total or any(amounts)
        ]

    def statement(self, title: str, heads: Sequence[str], lines: Sequence[Line], **more: Any) -> list[Flowable]:
        """A statement, each table of it under its title."""
        tables = statement(heads, lines, **more)
        titles = [title, *([self.say("text.continued", title=title)] * (len(tables) - 1))]
        return [flowable for name, one in zip(titles, tables, strict=True) for flowable in (words(name, "part"), one)]
