"""A chart as a vector drawing for the page: what `planner.charts` says is shown, drawn with ReportLab's shapes."""

from collections.abc import Callable, Sequence

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, PolyLine, Rect
from reportlab.lib.colors import HexColor

from planner import palette
from planner.charts import Chart
from planner.report.axes import axis, compact, spread
from planner.report.sideways import gantt, rows, two_stacks, value_range
from planner.report.style import (
    BOLD,
    FAINT,
    INK,
    LABEL_SIZE,
    PAPER,
    RULE,
    SMALL_SIZE,
    WIDTH,
    fitted,
    label,
    width_of,
    wrapped,
)
from planner.words import say

Point = tuple[float, float]

HEIGHT = 152.0
GAP = 4.0
TAG_GAP = 10.0  # between the labels of two marks
LEAST_SEGMENT = 8.5  # points a part of a stack must be high to carry its letter
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LEGEND_LINE, WIDEST_LEGEND = 11.0, 190.0
FLOOR = HexColor(palette.PALETTE["floor"])


class Field:
    """The ground of a chart with an upright axis: its ticks, its legend, its categories."""

    def __init__(self, chart: Chart, height: float, language: str, values: Sequence[float]) -> None:
        self.chart, self.language = chart, language
        self.drawing = Drawing(WIDTH, height)
        signs, taken = legend(chart)
        signs.translate(0, height - 2)
        self.drawing.add(signs)
        self.bottom = 32.0 if chart.kind == "waterfall" else 14.0
        self.height = height - 2 - taken - self.bottom
        self.axis = axis([*values, *(mark.value for mark in chart.marks)], self.height, 12.0, 12.0)
        ticks = [compact(tick, chart.unit, language) for tick in self.axis.ticks]
        self.left = max(width_of(tick, LABEL_SIZE) for tick in ticks) + 8
        self.right = WIDTH - 4
        self.width = self.right - self.left
        for value, tick in zip(self.axis.ticks, ticks, strict=True):
            y = self.up(value)
            self.line((self.left, y), (self.right, y), 0.3, RULE)
            self.drawing.add(label(self.left - GAP, y - 2.4, tick, anchor="end", colour=FAINT))

    def up(self, value: float) -> float:
        """The height at which a value stands."""
        return self.bottom + self.axis.place(value, self.height)

    def line(self, start: Point, end: Point, thick: float, colour: HexColor, dash: tuple[int, ...] = ()) -> None:
        """A straight line."""
        self.drawing.add(Line(*start, *end, strokeWidth=thick, strokeColor=colour, strokeDashArray=dash or None))

    def bar(self, x: float, width: float, values: Point, colour: str) -> None:
        """A bar from one value to another."""
        low, high = sorted(self.up(value) for value in values)
        self.drawing.add(
            Rect(x, low, width, high - low, fillColor=HexColor(colour), strokeColor=PAPER, strokeWidth=0.5)
        )

    def tag(self, x: float, y: float, text: str, anchor: str) -> None:
        """A label on a ground of paper, so that what lies behind does not drown it."""
        width = width_of(text, LABEL_SIZE, BOLD) + 4
        left = x - 2 if anchor == "start" else x + 2 - width
        self.drawing.add(Rect(left, y - 2, width, 9, fillColor=PAPER, strokeColor=None, fillOpacity=0.85))
        self.drawing.add(label(x, y, text, anchor=anchor, font=BOLD))

    def room(self, number: int) -> Point:
        """Left edge and width of one category's room."""
        room = self.width / max(1, len(self.chart.categories))
        return self.left + number * room, room

    def names(self) -> None:
        """The categories below, as many as there is room for."""
        free_from = -1e9
        for number, name in enumerate(self.chart.categories):
            left, room = self.room(number)
            middle, half = left + room / 2, width_of(name, LABEL_SIZE) / 2
            if middle - half >= free_from:
                self.drawing.add(label(middle, self.bottom - 10, name, anchor="middle", colour=FAINT))
                free_from = middle + half + 6

    def finish(self) -> Drawing:
        """The zero line and the marks on top of all, each mark with its label at its right end, above the line."""
        self.line((self.left, self.up(0.0)), (self.right, self.up(0.0)), 0.9, INK)
        marks = sorted(self.chart.marks, key=lambda mark: mark.value)
        heights = [self.up(mark.value) for mark in marks]
        tags = spread(heights, TAG_GAP, self.bottom, self.bottom + self.height)
        for mark, y, tagged in zip(marks, heights, tags, strict=True):
            self.line((self.left, y), (self.right, y), 1.0, FLOOR, (4, 3))
            self.tag(self.right - 2, tagged + 3.5, mark.label, "end")
        return self.drawing


def draw(chart: Chart, language: str = "en", height: float = HEIGHT) -> Drawing:
    """The chart as a drawing of the page's width; its title and takeaway stand outside it."""
    if chart.kind == "gantt":
        return gantt(chart)
    if chart.kind in ("range", "rows"):
        return (value_range if chart.kind == "range" else rows)(chart, language)
    if chart.key == "sources_and_uses":
        return two_stacks(chart, language)
    kinds: dict[str, Callable[[Chart, float, str], Drawing]] = {
        "line": lines,
        "bar": bars,
        "stacked": stacked,
        "waterfall": waterfall,
    }
    return kinds[chart.kind](chart, height, language)


def legend(chart: Chart) -> tuple[Group, float]:
    """A swatch for each series, with the letter or the dash that the drawing shows too; and the height it takes."""
    group, x, y = Group(), 0.0, -8.0
    if len(chart.series) <= 1:
        return group, 0.0
    colours = palette.colours(series.role for series in chart.series)
    for number, (series, colour) in enumerate(zip(chart.series, colours, strict=True)):
        name = fitted(series.label, WIDEST_LEGEND, LABEL_SIZE)
        taken = 26 + width_of(name, LABEL_SIZE)
        if x and x + taken > WIDTH:
            x, y = 0.0, y - LEGEND_LINE
        if chart.kind == "line":
            dash = palette.STROKES[number % len(palette.STROKES)] or None
            group.add(
                Line(x, y + 3, x + 11, y + 3, strokeColor=HexColor(colour), strokeWidth=1.8, strokeDashArray=dash)
            )
        else:
            group.add(Rect(x, y - 1, 10, 8.5, fillColor=HexColor(colour), strokeColor=RULE, strokeWidth=0.3))
        if chart.kind == "stacked":
            ink = HexColor(palette.ink_on(colour))
            group.add(label(x + 5, y + 1, LETTERS[number], anchor="middle", size=6, font=BOLD, colour=ink))
        group.add(label(x + 14, y + 0.5, name))
        x += taken
    return group, LEGEND_LINE - 8.0 - y + 4.0


def lines(chart: Chart, height: float, language: str) -> Drawing:
    """Lines over the categories; the lowest point of the first is written out."""
    field = Field(chart, height, language, [value for series in chart.series for value in series.values])
    field.names()
    middles = [left + room / 2 for left, room in map(field.room, range(len(chart.categories)))]
    colours = palette.colours(series.role for series in chart.series)
    for number, (series, colour) in enumerate(zip(chart.series, colours, strict=True)):
        points = [place for x, value in zip(middles, series.values, strict=True) for place in (x, field.up(value))]
        dash = palette.STROKES[number % len(palette.STROKES)] or None
        field.drawing.add(PolyLine(points, strokeColor=HexColor(colour), strokeWidth=1.6, strokeDashArray=dash))
    first = chart.series[0].values
    lowest = min(range(len(first)), key=first.__getitem__)
    x, y = middles[lowest], field.up(first[lowest])
    field.drawing.add(Circle(x, y, 2.4, fillColor=PAPER, strokeColor=INK, strokeWidth=1))
    to_the_right = x < field.left + field.width * 0.8
    amount = compact(first[lowest], chart.unit, language)
    field.tag(x + 6 if to_the_right else x - 6, y + 6, amount, "start" if to_the_right else "end")
    return field.finish()


def bars(chart: Chart, height: float, language: str) -> Drawing:
    """Series side by side, each bar with its value where it fits."""
    field = Field(chart, height, language, [value for series in chart.series for value in series.values])
    field.names()
    colours = palette.colours(series.role for series in chart.series)
    count = len(chart.series)
    for place in range(len(chart.categories)):
        left, room = field.room(place)
        width = min(46.0, room * 0.78 / count)
        start = left + (room - width * count) / 2
        for number, series in enumerate(chart.series):
            value, x = series.values[place], start + number * width
            field.bar(x, width, (0.0, value), colours[number])
            amount = compact(value, chart.unit, language)
            if value and width_of(amount, SMALL_SIZE) <= width + 3:
                y = field.up(value) + (2.5 if value > 0 else -7.5)
                field.drawing.add(label(x + width / 2, y, amount, anchor="middle", size=SMALL_SIZE))
    return field.finish()


def stacked(chart: Chart, height: float, language: str) -> Drawing:
    """Series on one another, those below zero downwards, the sum over each stack."""
    columns = [[series.values[place] for series in chart.series] for place in range(len(chart.categories))]
    tops = [sum(max(0.0, value) for value in column) for column in columns]
    depths = [sum(min(0.0, value) for value in column) for column in columns]
    field = Field(chart, height, language, [*tops, *depths])
    field.names()
    colours = palette.colours(series.role for series in chart.series)
    for place, column in enumerate(columns):
        left, room = field.room(place)
        width = min(52.0, room * 0.72)
        x, top, depth = left + (room - width) / 2, 0.0, 0.0
        for number, value in enumerate(column):
            start = top if value > 0 else depth
            field.bar(x, width, (start, start + value), colours[number])
            if abs(field.up(value) - field.up(0.0)) >= LEAST_SEGMENT <= width:
                y = (field.up(start) + field.up(start + value)) / 2 - 2.2
                ink = HexColor(palette.ink_on(colours[number]))
                letter = label(x + width / 2, y, LETTERS[number], anchor="middle", size=6, font=BOLD, colour=ink)
                field.drawing.add(letter)
            top, depth = top + max(0.0, value), depth + min(0.0, value)
        amount = compact(top + depth, chart.unit, language)
        if depth < 0:
            amount = say("report.net", language, amount=amount)
        if chart.total and width_of(amount, SMALL_SIZE, BOLD) <= room + 1:
            y = field.up(top) + 2.5
            field.drawing.add(label(x + width / 2, y, amount, anchor="middle", size=SMALL_SIZE, font=BOLD))
    return field.finish()


def waterfall(chart: Chart, height: float, language: str) -> Drawing:
    """Steps from one level to another, joined by thin lines; the amounts stand above."""
    values = chart.series[0].values
    last = len(values) - 1
    spans: list[Point] = []
    level = 0.0
    for number, value in enumerate(values):
        start = 0.0 if number == 0 or (chart.total and number == last) else level
        level = start + value
        spans.append((start, level))
    field = Field(chart, height, language, [end for span in spans for end in span])
    for number, (start, end) in enumerate(spans):
        left, room = field.room(number)
        width = room * 0.68
        x = left + (room - width) / 2
        role = "plain" if number in {0, last} else "members" if end >= start else "debt"
        field.bar(x, width, (start, end), palette.PALETTE[role])
        amount = compact(values[number], chart.unit, language)
        top = max(field.up(start), field.up(end)) + 2.5
        field.drawing.add(label(x + width / 2, top, amount, anchor="middle", size=SMALL_SIZE, font=BOLD))
        if number < last:
            field.line((x + width, field.up(end)), (x + room, field.up(end)), 0.6, FAINT)
        for row, text in enumerate(wrapped(chart.categories[number], room - 2, SMALL_SIZE, 3)):
            y = field.bottom - 9 - row * 8
            field.drawing.add(label(left + room / 2, y, text, anchor="middle", size=SMALL_SIZE, colour=FAINT))
    return field.finish()
