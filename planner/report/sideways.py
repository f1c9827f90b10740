"""Charts whose rows lie: the range of values by method, the roadmap, and the two stacks of sources and uses."""

from reportlab.graphics.shapes import Drawing, Line, Polygon, Rect
from reportlab.lib.colors import HexColor

from planner import palette
from planner.charts import Chart
from planner.report.axes import axis, compact, spread
from planner.report.style import (
    BOLD,
    FAINT,
    INK,
    LABEL_SIZE,
    PAPER,
    PLAIN,
    RULE,
    SMALL_SIZE,
    TABLE_SIZE,
    WIDTH,
    fitted,
    label,
    width_of,
    wrapped,
)

ROW, BAR = 22.0, 11.0
NAMES, STEP_NAMES = 118.0, 232.0
STEP = 12.6
TICKS_IN_MONTHS = (1, 2, 3, 6, 12, 24, 60)
STACK, STACKS_HEIGHT = 62.0, 215.0
LINE_APART = 10.5


def value_range(chart: Chart, language: str = "en") -> Drawing:
    """A bar from low to high for each method, a notch at the middle, the price as an upright line.

    The last row is the range that the methods come to, in a colour of its own.
    """
    low, middle, high = (series.values for series in chart.series)
    height = len(chart.categories) * ROW + 34
    drawing = Drawing(WIDTH, height)
    bottom, width = 18.0, WIDTH - NAMES - 8
    scale = axis([*low, *high, *(mark.value for mark in chart.marks)], width, 34, 34, zero=False)
    for tick in scale.ticks:
        x = NAMES + scale.place(tick, width)
        drawing.add(Line(x, bottom, x, height - 16, strokeColor=RULE, strokeWidth=0.4))
        drawing.add(label(x, 7, compact(tick, chart.unit, language), anchor="middle", colour=FAINT))
    for mark in chart.marks:
        x = NAMES + scale.place(mark.value, width)
        drawing.add(Line(x, bottom, x, height - 13, strokeColor=INK, strokeWidth=1.1, strokeDashArray=(4, 3)))
        name = f"{mark.label} {compact(mark.value, chart.unit, language)}"
        drawing.add(label(x, height - 9, name, anchor="middle", font=BOLD))
    for row, name in enumerate(chart.categories):
        y = height - 16 - (row + 1) * ROW + 7
        last = row == len(chart.categories) - 1
        colour = HexColor(palette.PALETTE["cash" if last else "collective"])
        start, notch, end = (NAMES + scale.place(values[row], width) for values in (low, middle, high))
        for number, text in enumerate(wrapped(name, NAMES - 8, LABEL_SIZE, 2)):
            drawing.add(label(0, y + 5 - number * 8, text, font=BOLD if last else PLAIN))
        drawing.add(Rect(start, y, max(0.5, end - start), BAR, fillColor=colour, strokeColor=None))
        drawing.add(Line(notch, y - 2, notch, y + BAR + 2, strokeColor=INK, strokeWidth=1.6))
        ends = ((start - 3, low, "end"), (end + 3, high, "start"))
        for x, values, anchor in ends if end > start else ends[1:]:
            shown = compact(values[row], chart.unit, language)
            width_shown = width_of(shown, SMALL_SIZE)
            ground = x - width_shown if anchor == "end" else x
            drawing.add(Rect(ground, y + 2, width_shown, 8, fillColor=PAPER, strokeColor=None))
            drawing.add(label(x, y + 3.5, shown, anchor=anchor, size=SMALL_SIZE))
    return drawing


def rows(chart: Chart, language: str = "en") -> Drawing:
    """Series as lying bars, a row a category, each with its figure behind it; the legend on top."""
    colours = palette.colours(series.role for series in chart.series)
    each = 9.0 * len(chart.series) + 8
    height = len(chart.categories) * each + 22
    drawing = Drawing(WIDTH, height)
    values = [value for series in chart.series for value in series.values]
    width = WIDTH - NAMES - 48
    scale = axis(values, width, 4, 4)
    zero, x = NAMES + scale.place(0.0, width), NAMES
    if x + sum(width_of(series.label, LABEL_SIZE) + 26 for series in chart.series) > WIDTH:
        x = 0.0  # a long legend begins at the left edge
    for series, colour in zip(chart.series, colours, strict=True):
        drawing.add(Rect(x, height - 9, 8, 6, fillColor=HexColor(colour), strokeColor=None))
        drawing.add(label(x + 11, height - 9, series.label))
        x += width_of(series.label, LABEL_SIZE) + 26
    for row, name in enumerate(chart.categories):
        top = height - 18 - row * each
        for number, text in enumerate(wrapped(name, NAMES - 8, LABEL_SIZE, 2)):
            drawing.add(label(0, top - 8 - number * 8, text))
        for place, (series, colour) in enumerate(zip(chart.series, colours, strict=True)):
            end, y = NAMES + scale.place(series.values[row], width), top - 9.0 * (place + 1)
            left, right = sorted((zero, end))
            drawing.add(Rect(left, y, max(0.5, right - left), 7.5, fillColor=HexColor(colour), strokeColor=None))
            drawing.add(label(right + 3, y + 1, compact(series.values[row], chart.unit, language), size=SMALL_SIZE))
    drawing.add(Line(zero, 2, zero, height - 16, strokeColor=INK, strokeWidth=0.6))
    return drawing


def gantt(chart: Chart) -> Drawing:
    """Bars over months; a step that takes no time is a diamond; marks are upright lines."""
    height = len(chart.bars) * STEP + 26
    drawing = Drawing(WIDTH, height)
    month = (WIDTH - STEP_NAMES - 8) / max(1, len(chart.categories))
    needed = width_of(chart.categories[0], LABEL_SIZE) + 5
    every = next((step for step in TICKS_IN_MONTHS if step * month >= needed), TICKS_IN_MONTHS[-1])
    for number in range(0, len(chart.categories), every):
        x = STEP_NAMES + number * month
        drawing.add(Line(x, 2, x, height - 14, strokeColor=RULE, strokeWidth=0.4))
        if x + needed - 5 <= WIDTH:
            drawing.add(label(x, height - 10, chart.categories[number], colour=FAINT))
    for row, bar in enumerate(chart.bars):
        x, y = STEP_NAMES + bar.start * month, height - 18 - (row + 1) * STEP + 4
        look = {"fillColor": HexColor(palette.PALETTE[bar.role]), "strokeColor": PAPER, "strokeWidth": 0.5}
        drawing.add(label(0, y + 1.5, fitted(bar.label, STEP_NAMES - 8, SMALL_SIZE), size=SMALL_SIZE))
        if bar.length:
            drawing.add(Rect(x, y, bar.length * month, 8, **look))
        else:
            drawing.add(Polygon([x - 4, y + 4, x, y + 8, x + 4, y + 4, x, y], **look))
    for mark in chart.marks:
        x = STEP_NAMES + mark.value * month
        drawing.add(Line(x, 2, x, height - 14, strokeColor=INK, strokeWidth=1.1, strokeDashArray=(4, 3)))
        drawing.add(label(x + 3, 3, mark.label, font=BOLD))
    return drawing


def two_stacks(chart: Chart, language: str = "en") -> Drawing:
    """Two stacks of the same height, every part named beside it with its amount."""
    drawing = Drawing(WIDTH, STACKS_HEIGHT)
    half, bottom = WIDTH / 2, 6.0
    tall = STACKS_HEIGHT - 28 - bottom
    colours = palette.colours(series.role for series in chart.series)
    for place, name in enumerate(chart.categories):
        left = place * half
        whole = sum(series.values[place] for series in chart.series)
        heading = f"{name}: {compact(whole, chart.unit, language)}"
        drawing.add(label(left, STACKS_HEIGHT - 12, heading, font=BOLD, size=TABLE_SIZE))
        y, parts = bottom, []
        for series, colour in zip(chart.series, colours, strict=True):
            value = series.values[place]
            high = value / whole * tall if whole else 0.0
            if value:
                drawing.add(Rect(left, y, STACK, high, fillColor=HexColor(colour), strokeColor=PAPER, strokeWidth=0.8))
                parts.append((y + high / 2, series.label, compact(value, chart.unit, language)))
            y += high
        heights = spread([middle for middle, _, _ in parts], LINE_APART, bottom + 1, STACKS_HEIGHT - 30)
        for (middle, what, amount), at in zip(parts, heights, strict=True):
            drawing.add(Line(left + STACK, middle, left + STACK + 12, at, strokeColor=FAINT, strokeWidth=0.5))
            shown = fitted(what, half - STACK - 28 - width_of(amount, LABEL_SIZE, BOLD), LABEL_SIZE)
            drawing.add(label(left + STACK + 15, at - 2.4, shown))
            drawing.add(label(left + STACK + 19 + width_of(shown, LABEL_SIZE), at - 2.4, amount, font=BOLD))
    return drawing
