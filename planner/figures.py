"""A chart as a Plotly figure, for the screen, in plain dictionaries: Plotly's own objects take longer than a plan.

The page's theme gives fonts; colours are the palette's. Everything a chart shows also stands in the table beside it.
"""

from itertools import accumulate
from typing import Any

from planner.charts import Chart
from planner.palette import INK, PALETTE, STROKES, colours
from planner.words import say
from planner.words.formats import money, percent

Figure = dict[str, Any]

HEIGHT = 360
D3_MONEY = "$"  # the one sign of money that Plotly writes by itself
LEGEND_ROW = 20
ROW_HEIGHT = 44
GANTT_ROW = 40
MOST_DATES = 4
MOST_SUMS = 7
CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}
WIDEST_LABEL = 28
TEXT = {"size": 14, "color": INK}
DASHES = ("solid", "dash", "dot", "dashdot")
PATTERNS = ("", "/", ".", "x", "-")
GRID = "#E3E8EC"


def figure(chart: Chart, language: str = "en") -> Figure:
    """The chart drawn in the way of its kind."""
    drawn = {
        "line": _line,
        "bar": _bars,
        "stacked": _stack,
        "waterfall": _waterfall,
        "range": _span,
        "rows": _rows,
        "gantt": _gantt,
    }[chart.kind](chart, language)
    return {"data": drawn["data"], "layout": {**_layout(chart, language), **drawn.get("layout", {})}}


def _layout(chart: Chart, language: str) -> Figure:
    """What all kinds share: no zooming by accident, a legend below that a phone shows in full."""
    named = len(chart.series) + len(chart.marks)
    return {
        "height": HEIGHT + LEGEND_ROW * max(0, named - 2),
        "margin": {"l": 8, "r": 12, "t": 16, "b": 8},
        "font": TEXT,
        "showlegend": named > 1,
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": -0.12,
            "yanchor": "top",
            "maxheight": 1.0,
            "font": TEXT,
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "hovermode": "x unified",
        "dragmode": False,
        "bargap": 0.3,
        "xaxis": {**_axis(), "type": "category", "nticks": 8, "showgrid": False},
        "yaxis": {**_axis(), **_scale(chart, language)},
    }


def _axis() -> Figure:
    return {
        "automargin": True,
        "fixedrange": True,
        "tickfont": TEXT,
        "tickangle": 0,
        "gridcolor": GRID,
        "zeroline": True,
        "zerolinecolor": "#52606D",
    }


def _scale(chart: Chart, language: str) -> Figure:
    """How the axis of values writes its numbers: money short, ratios with an x."""
    if chart.unit == "money":
        sign = say("formats.money", language, amount="")
        if sign == D3_MONEY:  # written by the chart itself, so that its minus stands before it
            return {"tickformat": f"{sign}~s", "hoverformat": f"{sign},.0f"}
        return {"tickprefix": sign, "tickformat": "~s", "hoverformat": ",.0f"}
    if chart.unit == "ratio":
        return {"ticksuffix": say("formats.times", language, amount=""), "tickformat": ".2~f", "hoverformat": ".2f"}
    if chart.unit == "fraction":
        return {"tickformat": ".0%", "hoverformat": ".0%", "range": [0.0, 1.15]}
    return {"tickformat": "~g"}


def _line(chart: Chart, _language: str) -> Figure:
    """One line a series, told apart by colour and dash; each mark a level across; few dates, for a phone's sake."""
    every = -(-len(chart.categories) // MOST_DATES)
    shades = colours(series.role for series in chart.series)
    lines = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": clean(series.label),
            "x": chart.categories,
            "y": series.values,
            "line": {"color": shade, "width": 3, "dash": DASHES[place % len(STROKES)]},
        }
        for place, (series, shade) in enumerate(zip(chart.series, shades, strict=True))
    ]
    dates = {**_axis(), "type": "category", "showgrid": False, "tickvals": chart.categories[every // 2 :: every]}
    return {"data": [*lines, *_levels(chart)], "layout": {"xaxis": dates}}


def _bars(chart: Chart, _language: str) -> Figure:
    shades = colours(series.role for series in chart.series)
    data = [_bar(chart, place, shade) for place, shade in enumerate(shades)]
    return {"data": [*data, *_levels(chart)], "layout": {"barmode": "group"}}


def _stack(chart: Chart, language: str) -> Figure:
    """Parts on one another, those below zero downwards; the sum stands above each stack."""
    shades = colours(series.role for series in chart.series)
    data = [_bar(chart, place, shade) for place, shade in enumerate(shades)]
    if chart.total and chart.unit == "money":
        sums = [sum(series.values[place] for series in chart.series) for place in range(len(chart.categories))]
        data.append(_sums(chart, sums, language))
    few = len(chart.categories) <= 2  # noqa: PLR2004  (two stacks beside one another need their width)
    return {"data": data, "layout": {"barmode": "relative", "bargap": 0.25 if few else 0.3}}


def _bar(chart: Chart, place: int, shade: str) -> Figure:
    series = chart.series[place]
    return {
        "type": "bar",
        "name": clean(series.label),
        "x": chart.categories,
        "y": series.values,
        "marker": {
            "color": shade,
            "line": {"color": "#FFFFFF", "width": 1},
            "pattern": {
                "shape": PATTERNS[_nth_of_role(chart, place) % len(PATTERNS)],
                "fillmode": "overlay",
                "fgcolor": "#FFFFFF",
                "fgopacity": 0.5,
                "size": 7,
                "solidity": 0.15,
            },
        },
    }


def _nth_of_role(chart: Chart, place: int) -> int:
    """How many series of the same role stand before: they share a hue and differ in shade and pattern."""
    return sum(1 for series in chart.series[:place] if series.role == chart.series[place].role)


def _sums(chart: Chart, sums: list[float], language: str) -> Figure:
    """The sum of a stack, written above it without a bar of its own; of many stacks, above every second or third."""
    every = -(-len(chart.categories) // MOST_SUMS)
    tops = [sum(max(0.0, series.values[place]) for series in chart.series) for place in range(len(chart.categories))]
    return {
        "type": "scatter",
        "mode": "text",
        "x": chart.categories,
        "y": tops,
        "text": [short(value, language) if place % every == 0 else "" for place, value in enumerate(sums)],
        "textposition": "top center",
        "textfont": {**TEXT, "size": 12},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _levels(chart: Chart) -> list[Figure]:
    """Each mark as a dashed level over all categories, named in the legend."""
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": clean(mark.label),
            "x": chart.categories,
            "y": [mark.value] * len(chart.categories),
            "line": {"color": PALETTE["floor"], "width": 2, "dash": "dash"},
        }
        for mark in chart.marks
    ]


def _waterfall(chart: Chart, language: str) -> Figure:
    """Steps from the first level to the last; on their side, since the steps' names are long."""
    values = chart.series[0].values
    last = len(values) - 1
    measures = [
        "absolute" if not place else "total" if chart.total and place == last else "relative"
        for place in range(len(values))
    ]
    return {
        "data": [
            {
                "type": "waterfall",
                "textfont": TEXT,
                "outsidetextfont": TEXT,
                "orientation": "h",
                "measure": measures,
                "y": [wrapped(name) for name in chart.categories],
                "x": values,
                "text": [short(value, language) for value in values],
                "textposition": "outside",
                "cliponaxis": False,
                "connector": {"line": {"color": "#52606D", "width": 1}},
                "increasing": {"marker": {"color": PALETTE["members"]}},
                "decreasing": {"marker": {"color": PALETTE["debt"]}},
                "totals": {"marker": {"color": PALETTE["plain"]}},
            }
        ],
        "layout": {
            "showlegend": False,
            "height": ROW_HEIGHT * len(values) + 70,
            "hovermode": "closest",
            "xaxis": {**_axis(), "range": _reach(values), "nticks": 5, **_scale(chart, language)},
            "yaxis": {**_axis(), "autorange": "reversed", "type": "category"},
        },
    }


def _reach(values: tuple[float, ...]) -> list[float]:
    """From the lowest level of a waterfall to the highest, with room on both sides for the figures."""
    levels = [0.0, *accumulate(values[:-1]), values[-1]]
    low, high = min(levels), max(levels)
    room = 0.18 * (high - low or 1.0)
    return [low - room, high + room]


def _rows(chart: Chart, language: str) -> Figure:
    """Series as lying bars, a row a category, each with its figure behind it."""
    shades = colours(series.role for series in chart.series)
    written = percent if chart.unit == "fraction" else short
    lying = {"orientation": "h", "y": [wrapped(name) for name in chart.categories], "cliponaxis": False}
    lying |= {"textposition": "outside"} if chart.unit == "fraction" else {}
    told = [[written(value, language=language) for value in series.values] for series in chart.series]
    data = [
        {**_bar(chart, place, shade), **lying, "x": series.values, "text": told[place]}
        for place, (series, shade) in enumerate(zip(chart.series, shades, strict=True))
    ]
    across = {**_axis(), "nticks": 5, "zeroline": True, **_scale(chart, language)}
    along = {**_axis(), "autorange": "reversed", "type": "category"}
    height = max(62, 26 * len(chart.series)) * len(chart.categories) + 110
    return {"data": data, "layout": {"height": height, "hovermode": "closest", "xaxis": across, "yaxis": along}}


def _span(chart: Chart, language: str) -> Figure:
    """Low to high as a bar by category, the middle as a point on it, marks upright."""
    low, middle, high = (series.values for series in chart.series)
    reach = [
        short(top, language)
        if bottom == top
        else say("app.figure.from_to", language, low=short(bottom, language), high=short(top, language))
        for bottom, top in zip(low, high, strict=True)
    ]
    names = [f"{wrapped(name)}<br>{said}" for name, said in zip(chart.categories, reach, strict=True)]
    spans = {
        "type": "bar",
        "orientation": "h",
        "name": say("app.figure.range", language),
        "y": names,
        "base": low,
        "x": [top - bottom for bottom, top in zip(low, high, strict=True)],
        "marker": {"color": [PALETTE["collective"]] * (len(names) - 1) + [PALETTE["cash"]]},
        "hoverinfo": "skip",
    }
    points = {
        "type": "scatter",
        "mode": "markers",
        "name": clean(chart.series[1].label),
        "x": middle,
        "y": names,
        "marker": {"color": PALETTE["floor"], "size": 12, "symbol": "line-ns-open", "line": {"width": 3}},
    }
    marks = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": clean(mark.label),
            "x": [mark.value] * len(names),
            "y": names,
            "line": {"color": PALETTE["debt"], "width": 3, "dash": "dash"},
        }
        for mark in chart.marks
    ]
    return {
        "data": [spans, *marks, points],
        "layout": {
            "height": 70 * len(names) + 110,
            "hovermode": "closest",
            "xaxis": {**_axis(), "range": _room(chart), "nticks": 5, **_scale(chart, language)},
            "yaxis": {**_axis(), "autorange": "reversed", "type": "category"},
        },
    }


def _room(chart: Chart) -> list[float]:
    """From zero, or where all lie close together from below the least: a range has no need of zero."""
    every = [value for series in chart.series for value in series.values] + [mark.value for mark in chart.marks]
    least, most = min(every), max(every)
    room = 0.25 * (most - least or 1.0)
    return [min(least, max(0.0, least - room)), most + room]


def _gantt(chart: Chart, _language: str) -> Figure:
    """A bar for each step over the months; a step without length is a diamond."""
    shades = {role: PALETTE[role] for role in {bar.role for bar in chart.bars}}
    rows = [wrapped(bar.label) for bar in chart.bars]
    long = [place for place, bar in enumerate(chart.bars) if bar.length > 0]
    points = [place for place, bar in enumerate(chart.bars) if bar.length <= 0]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": [rows[place] for place in long],
        "base": [chart.bars[place].start for place in long],
        "x": [chart.bars[place].length for place in long],
        "marker": {"color": [shades[chart.bars[place].role] for place in long]},
        "hoverinfo": "y",
    }
    diamonds = {
        "type": "scatter",
        "mode": "markers",
        "x": [chart.bars[place].start for place in points],
        "y": [rows[place] for place in points],
        "marker": {"symbol": "diamond", "size": 13, "color": [shades[chart.bars[place].role] for place in points]},
        "hoverinfo": "y",
    }
    upright = [
        {
            "type": "line",
            "x0": mark.value,
            "x1": mark.value,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": PALETTE["floor"], "width": 2, "dash": "dash"},
        }
        for mark in chart.marks
    ]
    every = max(1, -(-len(chart.categories) // 3))
    places = list(range(0, len(chart.categories), every))
    return {
        "data": [bars, diamonds],
        "layout": {
            "showlegend": False,
            "hovermode": "closest",
            "height": GANTT_ROW * len(rows) + 80,
            "shapes": upright,
            "xaxis": {
                **_axis(),
                "zeroline": False,
                "tickvals": places,
                "ticktext": [chart.categories[place] for place in places],
                "side": "top",
            },
            "yaxis": {
                **_axis(),
                "tickfont": {**TEXT, "size": 12},
                "type": "category",
                "categoryorder": "array",
                "categoryarray": rows[::-1],
            },
        },
    }


def short(amount: float, language: str = "en") -> str:
    """Money on a chart, to three figures: $1.25M, ($350k)."""
    size = abs(amount)
    for unit, name in ((1e9, "billion"), (1e6, "million"), (1e3, "thousand")):
        if size >= unit:
            digits = f"{size / unit:.3g}" if size / unit < 1000 else f"{size / unit:,.0f}"  # noqa: PLR2004  (three figures end there)
            written = say(f"app.figure.{name}", language, money=say("formats.money", language, amount=digits))
            return f"({written})" if amount < 0 else written
    return money(amount, language=language)


def wrapped(label: str) -> str:
    """A long name on two lines or more, so that the bars keep their room on a phone."""
    lines = [""]
    for word in clean(label).split():
        if lines[-1] and len(lines[-1]) + len(word) >= WIDEST_LABEL:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def clean(label: str) -> str:
    """A name with nothing that Plotly would take for markup."""
    return label.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
