"""Federal income tax by the forms, line by line: Schedule D Tax Worksheet, Form 6251 and Form 8960 of 2025.

A second way to the same tax, in the forms' own steps, to hold the planner's to; and, with a `Reading`, the tax as a
calculator works it out that reads a line otherwise. Only the tables of figures are the planner's.
Sources: Instructions for Schedule D (Form 1040) 2025, page D-16; Form 6251 (2025); Form 8960 (2025).
"""

from typing import NamedTuple

from planner.places import Bracket
from planner.places.us import Income, Law


class Reading(NamedTuple):
    """How the forms are read; as it stands here, as they are printed."""

    lines_19_and_20: bool = True  # of the worksheet: ordinary rates up to the top of the 24 % bracket
    line_4_addition: bool = True  # of Form 6251: what is added to the income of who files separately
    exemption_ends: float | None = None  # income from which there is no exemption, for who files separately


PRINTED = Reading()


class Worksheet(NamedTuple):
    """The lines of the Schedule D Tax Worksheet that Form 6251 asks for, and the tax."""

    line_10: float
    line_13: float
    line_14: float
    line_21: float
    line_47: float


class Forms(NamedTuple):
    """What the forms come to, not rounded."""

    regular: float
    alternative: float
    investment: float


def by_table(brackets: tuple[Bracket, ...], amount: float) -> float:
    """The tax computation worksheet: each step's part of the amount at its rate."""
    return sum(max(0.0, min(amount - step.low, step.width)) * step.rate for step in brackets)


def deductions(income: Income, law: Law) -> tuple[float, float]:
    """Form 1040, line 11 (adjusted gross income) and lines 12 to 14: standard deduction, Schedule 1-A part V."""
    gross = income.wages + income.other + income.interest + income.recapture + income.gain
    each = max(0.0, law.senior_deduction - law.senior_reduction * max(0.0, gross - law.senior_threshold))
    return gross, law.standard_deduction + income.aged * (law.aged_addition + each)


def schedule_d(line_1: float, income: Income, law: Law, reading: Reading = PRINTED) -> Worksheet:
    """Schedule D Tax Worksheet; no qualified dividends, no Form 4952."""
    zero_top, fifteen_top = law.gain[1].low, law.gain[2].low
    top_of_24 = next(step.low for step in law.ordinary if step.rate > law.capped_from)
    line_9 = income.gain
    line_10 = line_9
    line_11 = income.special + income.unrecaptured
    line_12 = min(line_9, line_11)
    line_13 = line_10 - line_12
    line_14 = max(0.0, line_1 - line_13)
    line_16 = min(line_1, zero_top)
    line_17 = min(line_14, line_16)
    line_18 = max(0.0, line_1 - line_10)
    line_19 = min(line_1, top_of_24)
    line_20 = min(line_14, line_19) if reading.lines_19_and_20 else line_17
    line_21 = max(line_18, line_20)
    line_22 = line_16 - line_17
    line_23 = min(line_1, line_13)
    line_25 = max(0.0, line_23 - line_22)
    line_27 = min(line_1, fifteen_top)
    line_29 = max(0.0, line_27 - (line_21 + line_22))
    line_30 = min(line_25, line_29)
    line_31 = line_30 * law.gain[1].rate
    line_33 = line_23 - (line_22 + line_30)
    line_34 = line_33 * law.gain[2].rate
    line_35 = min(line_9, income.unrecaptured)
    line_38 = max(0.0, line_10 + line_21 - line_1)
    line_39 = max(0.0, line_35 - line_38)
    line_40 = line_39 * law.unrecaptured_rate
    line_42 = line_1 - (line_21 + line_22 + line_30 + line_33 + line_39)
    line_43 = line_42 * law.special_rate
    line_45 = line_31 + line_34 + line_40 + line_43 + by_table(law.ordinary, line_21)
    line_46 = by_table(law.ordinary, line_1)
    return Worksheet(line_10, line_13, line_14, line_21, min(line_45, line_46))


def form_6251(line_4: float, income: Income, law: Law, worksheet: Worksheet, reading: Reading = PRINTED) -> float:
    """Form 6251, line 9: tentative minimum tax; `line_4` is income before any deduction."""
    lost = law.exemption_reduction * max(0.0, line_4 - law.exemption_threshold)
    line_5 = max(0.0, law.exemption - lost)
    if law.exemption_addition:
        if reading.line_4_addition:
            line_4 += min(law.exemption, max(0.0, lost - law.exemption))
        if reading.exemption_ends is not None and line_4 > reading.exemption_ends:
            line_5 = 0.0
    line_6 = max(0.0, line_4 - line_5)
    line_15 = min(worksheet.line_13 + income.unrecaptured, worksheet.line_10)
    line_16 = min(line_6, line_15)
    line_17 = line_6 - line_16
    line_18 = by_table(law.alternative, line_17)
    line_21 = max(0.0, law.gain[1].low - worksheet.line_14)
    line_22 = min(line_6, worksheet.line_13)
    line_23 = min(line_21, line_22)
    line_24 = line_22 - line_23
    line_29 = max(0.0, law.gain[2].low - (line_21 + worksheet.line_21))
    line_30 = min(line_24, line_29)
    line_31 = line_30 * law.gain[1].rate
    line_33 = line_22 - (line_23 + line_30)
    line_34 = line_33 * law.gain[2].rate
    line_36 = max(0.0, line_6 - (line_17 + line_23 + line_30 + line_33)) if income.unrecaptured else 0.0
    line_37 = line_36 * law.unrecaptured_rate
    line_38 = line_18 + line_31 + line_34 + line_37
    line_39 = by_table(law.alternative, line_6)
    return min(line_38, line_39)


def form_8960(gross: float, income: Income, law: Law) -> float:
    """Form 8960, line 17: tax on net investment income."""
    line_8 = income.interest + income.gain * income.investment_share + income.recapture * income.recapture_invested
    return law.investment_rate * min(line_8, max(0.0, gross - law.investment_threshold))


def forms(income: Income, law: Law, reading: Reading = PRINTED) -> Forms:
    """A year's tax by the forms."""
    gross, deducted = deductions(income, law)
    worksheet = schedule_d(max(0.0, gross - deducted), income, law, reading)
    tentative = form_6251(gross, income, law, worksheet, reading)
    return Forms(
        regular=worksheet.line_47,
        alternative=max(0.0, tentative - worksheet.line_47),
        investment=form_8960(gross, income, law),
    )
