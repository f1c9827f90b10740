"""Every chart of every scenario: whole, finite, said in one sentence with a figure, and drawn within its frame."""

from math import isfinite
from pathlib import Path

import pytest
from reportlab.graphics.shapes import Drawing, Group, Rect, String

from planner import Plan, charts, palette, plan, report
from planner.charts import Chart
from planner.faults import read
from planner.report.drawing import LETTERS, draw
from planner.report.style import WIDTH, width_of
from planner.scenario import Scenario
from planner.words.formats import money

SCENARIOS = sorted((Path(__file__).parent.parent / "scenarios").glob("*.json"))
NAMES = (
    "sources_and_uses",
    "valuation_range",
    "earnings_history",
    "sales_and_ebitda",
    "cash",
    "debt",
    "coverage",
    "covenants",
    "surplus_split",
    "equity",
    "leavers",
    "seller_cash",
    "opening_bridge",
    "roadmap",
)


def of(planned: Plan) -> list[Chart]:
    made = [getattr(charts, name)(planned) for name in NAMES]
    return [*made, *(charts.worker_account(planned, person) for person in planned.members.people[:2])]


@pytest.fixture(scope="module", params=SCENARIOS, ids=lambda file: file.stem)
def planned(request) -> Plan:
    return plan(read(request.param.read_bytes()))


def changed(**parts) -> Scenario:
    sample = read((SCENARIOS[0].parent / "sample_company.json").read_bytes())
    return sample.model_copy(update=parts)


def test_every_series_has_a_value_for_every_category(planned):
    for chart in of(planned):
        assert all(len(series.values) == len(chart.categories) for series in chart.series), chart.key
        assert all(isfinite(value) for series in chart.series for value in series.values), chart.key
        assert {series.role for series in chart.series} | {bar.role for bar in chart.bars} <= set(palette.PALETTE)
        assert chart.kind in {"line", "bar", "rows", "stacked", "waterfall", "range", "gantt"}


def test_every_chart_says_one_sentence_with_a_figure(planned):
    for chart in of(planned):
        assert chart.takeaway.endswith("."), chart.takeaway
        assert ". " not in chart.takeaway, chart.takeaway
        assert any(sign.isdigit() for sign in chart.takeaway) or not any(any(one.values) for one in chart.series)
        assert chart.title


def test_the_table_beside_a_chart_is_as_wide_as_its_heads(planned):
    for chart in of(planned):
        heads, rows = charts.table_of(chart)
        assert heads[0]
        assert all(len(row) == len(heads) for row in rows), chart.key
        assert len(rows) == (len(chart.bars) if chart.kind == "gantt" else len(chart.categories))


def test_both_sides_of_the_closing_day_are_as_high(planned):
    chart = charts.sources_and_uses(planned)
    sides = [round(sum(series.values[place] for series in chart.series), 2) for place in (0, 1)]
    assert sides == [round(planned.run.start.closing.sources, 2), round(planned.run.start.closing.uses, 2)]


def test_the_steps_of_the_opening_bridge_lead_to_the_opening_equity(planned):
    *steps, last = charts.opening_bridge(planned).series[0].values
    assert sum(steps) == pytest.approx(last, abs=0.005)
    assert last == pytest.approx(planned.run.months[0].balance.equity, abs=0.005)


def test_stacks_of_debt_and_equity_are_the_balance_sheet(planned):
    end = planned.run.months[-1]
    debt = sum(series.values[-1] for series in charts.debt(planned).series)
    equity = sum(series.values[-1] for series in charts.equity(planned).series)
    assert debt == pytest.approx(end.debt.balance + end.treasury.line, abs=0.05)
    assert equity == pytest.approx(end.balance.equity, abs=0.05)


def test_the_chart_of_cash_and_the_summary_name_the_same_lowest_month(planned):
    lender = planned.outcomes.lender
    month = charts.when(planned, lender.lowest_cash_month, "en")
    assert any(month in sentence and money(lender.lowest_cash) in sentence for sentence in report.summary(planned))
    if planned.run.months[0].treasury.cash >= planned.scenario.business.cash_floor:
        assert month in charts.cash(planned).takeaway
        assert money(lender.lowest_cash) in charts.cash(planned).takeaway


def test_the_roadmap_stays_within_its_months(planned):
    chart = charts.roadmap(planned)
    assert min(bar.start for bar in chart.bars) >= 0
    assert max(bar.start + bar.length for bar in chart.bars) <= len(chart.categories)
    closing = planned.scenario.deal.closing
    assert chart.categories[int(chart.marks[0].value)] == f"{closing:%Y-%m}"


def shapes(group: Drawing | Group, x: float = 0.0, y: float = 0.0):
    for shape in group.contents:
        if isinstance(shape, Group):
            yield from shapes(shape, x + shape.transform[4], y + shape.transform[5])
        else:
            yield shape, x, y


def within(drawing: Drawing) -> bool:
    """Whether every label and every bar lies within the frame."""
    for shape, x, y in shapes(drawing):
        if isinstance(shape, String):
            width = width_of(shape.text, shape.fontSize, shape.fontName)
            left = x + shape.x - {"start": 0.0, "middle": width / 2, "end": width}[shape.textAnchor]
            if left < -0.5 or left + width > WIDTH + 0.5 or not 0 <= y + shape.y <= drawing.height - 4:
                return False
        if isinstance(shape, Rect) and (x + shape.x < -0.5 or x + shape.x + shape.width > WIDTH + 0.5):
            return False
    return True


def test_nothing_is_drawn_outside_the_frame(planned):
    for chart in of(planned):
        if chart.categories:
            assert within(draw(chart)), chart.key


def test_a_shortfall_is_what_the_cash_chart_says():
    sample = changed()
    poor = sample.business.statements[-1].model_copy(update={"sales": 3_300_000.0})
    business = sample.business.model_copy(update={"statements": (*sample.business.statements[:-1], poor)})
    made = plan(changed(business=business))
    chart = charts.cash(made)
    assert made.outcomes.lender.shortfall_month
    assert chart.takeaway.startswith("Cash falls short")
    assert within(draw(chart))
    assert all(within(draw(one)) for one in of(made) if one.categories)


@pytest.mark.parametrize("months", [12, 13, 360])
def test_short_and_long_plans_are_drawn(months):
    loans = changed().deal.loans
    note = loans[-1].model_copy(update={"months": min(months, loans[-1].months), "standby": min(6, loans[-1].standby)})
    deal = changed().deal.model_copy(update={"loans": (*loans[:-1], note)})
    for chart in of(plan(changed(months=months, deal=deal))):
        if chart.categories:
            assert within(draw(chart)), chart.key


def test_a_part_of_a_stack_is_told_by_its_letter_too():
    chart = charts.debt(plan(changed()))
    written = {shape.text for shape, _, _ in shapes(draw(chart)) if isinstance(shape, String)}
    assert set(LETTERS[: len(chart.series)]) <= written


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_text_is_read_well_on_paper_and_on_every_colour():
    """WCAG 2: 4.5 to 1 for text, 3 to 1 for large or bold signs."""
    for text in (palette.INK, palette.FAINT, palette.WARNING):
        assert contrast(text, palette.PAPER) >= 4.5
        assert contrast(text, palette.PANEL) >= 4.5
    for role in palette.PALETTE:
        for colour in palette.colours([role] * 5):
            assert contrast(palette.ink_on(colour), colour) >= 3, colour


def test_a_role_that_comes_again_is_lighter():
    first, second, third = palette.colours(["debt"] * 3)
    assert first == palette.PALETTE["debt"]
    assert luminance(first) < luminance(second) < luminance(third)
