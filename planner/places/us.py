"""One person's or couple's federal income tax of a year: brackets, long-term gain on top, what comes beside.

A stage a step, so that every figure can say how it came about; the law's figures come in from `places`.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from planner.model.helpers import cents, least, most
from planner.places import TOP_WIDTH, Bracket, Rules

ORDINARY_BRACKETS = 7
GAIN_BRACKETS = 3
ALTERNATIVE_BRACKETS = 2


class Income(NamedTuple):
    """What a year brought in, before any deduction."""

    other: float
    interest: float
    recapture: float
    gain: float
    investment_share: float  # part of the gain that is net investment income
    aged: float  # persons old enough for the deductions of the elderly


class Law(NamedTuple):
    """The figures of one year's law."""

    ordinary: tuple[Bracket, ...]
    gain: tuple[Bracket, ...]
    alternative: tuple[Bracket, ...]
    standard_deduction: float
    aged_addition: float
    senior_deduction: float
    senior_reduction: float
    senior_threshold: float
    investment_rate: float
    investment_threshold: float
    exemption: float
    exemption_threshold: float
    exemption_reduction: float


class Taxable(NamedTuple):
    """Income after deductions. Source: 26 U.S.C. 62, 63, 151(d)(5)."""

    ordinary_income: float
    gross: float
    senior: float
    deduction: float
    ordinary: float
    gain: float


class Alternative(NamedTuple):
    """Income under the alternative minimum tax, less its exemption."""

    exemption: float
    base: float
    gain: float
    ordinary: float


class Slice(NamedTuple):
    """The part of income that falls into one bracket, and its tax."""

    top: float  # how much of the bracket is filled, with what stands below
    taken: float  # by what stands below
    taxed: float
    tax: float


class Slices(NamedTuple):
    """Income by bracket: ordinary and gain, and both again under the alternative tax."""

    ordinary: tuple[Slice, ...]
    gain: tuple[Slice, ...]
    alternative_ordinary: tuple[Slice, ...]
    alternative_gain: tuple[Slice, ...]


class Tax(NamedTuple):
    """The year's tax by kind."""

    ordinary: float
    gain: float
    investment_income: float
    investment: float
    tentative: float
    alternative: float
    total: float


class YearTax(NamedTuple):
    """Every step of one year's tax."""

    taxable: Taxable
    alternative: Alternative
    slices: Slices
    tax: Tax


def deduct(income: Income, law: Law) -> Taxable:
    """Income less the standard deduction; what ordinary income leaves of it is taken from the gain."""
    ordinary_income = income.other + income.interest + income.recapture
    gross = ordinary_income + income.gain
    reduction = law.senior_reduction * most(0.0, gross - law.senior_threshold)
    senior = income.aged * most(0.0, law.senior_deduction - reduction)
    deduction = law.standard_deduction + income.aged * law.aged_addition + senior
    return Taxable(
        ordinary_income=ordinary_income,
        gross=gross,
        senior=senior,
        deduction=deduction,
        ordinary=most(0.0, ordinary_income - deduction),
        gain=most(0.0, income.gain - most(0.0, deduction - ordinary_income)),
    )


def fill(bracket: Bracket, below: float, income: float) -> Slice:
    """Tax of one bracket on income that stands on top of what is `below` it. Source: 26 U.S.C. 1(h), 1(j)."""
    top = least(most(0.0, below + income - bracket.low), bracket.width)
    taken = least(most(0.0, below - bracket.low), bracket.width)
    taxed = top - taken
    return Slice(top=top, taken=taken, taxed=taxed, tax=taxed * bracket.rate)


def exempt(income: Income, taxable: Taxable, law: Law) -> Alternative:
    """Income under the alternative tax: no deduction, an exemption that shrinks. 26 U.S.C. 55, 56(b)."""
    shrunk = law.exemption_reduction * most(0.0, taxable.gross - law.exemption_threshold)
    exemption = most(0.0, law.exemption - shrunk)
    base = most(0.0, taxable.gross - exemption)
    gain = least(income.gain, base)
    return Alternative(exemption=exemption, base=base, gain=gain, ordinary=base - gain)


def settle(income: Income, law: Law, taxable: Taxable, slices: Slices) -> Tax:
    """The year's tax: brackets, gain, net investment income (26 U.S.C. 1411), alternative tax (55)."""
    ordinary = slices.ordinary
    gain = slices.gain
    other_ordinary = slices.alternative_ordinary
    other_gain = slices.alternative_gain
    low_tax = ordinary[0].tax + ordinary[1].tax + ordinary[2].tax + ordinary[3].tax
    ordinary_tax = cents(low_tax + ordinary[4].tax + ordinary[5].tax + ordinary[6].tax)
    gain_tax = cents(gain[0].tax + gain[1].tax + gain[2].tax)
    investment_income = income.interest + income.gain * income.investment_share
    above = most(0.0, taxable.gross - law.investment_threshold)
    investment = cents(law.investment_rate * least(investment_income, above))
    tentative_gain = other_gain[0].tax + other_gain[1].tax + other_gain[2].tax
    tentative = other_ordinary[0].tax + other_ordinary[1].tax + tentative_gain
    alternative = cents(most(0.0, tentative - ordinary_tax - gain_tax))
    return Tax(
        ordinary=ordinary_tax,
        gain=gain_tax,
        investment_income=investment_income,
        investment=investment,
        tentative=tentative,
        alternative=alternative,
        total=ordinary_tax + gain_tax + investment + alternative,
    )


def year_tax(income: Income, law: Law) -> YearTax:
    """A year's tax, step by step; under the alternative tax the gain stands on the same ordinary income."""
    taxable = deduct(income, law)
    alternative = exempt(income, taxable, law)
    slices = Slices(
        ordinary=tuple(fill(bracket, 0.0, taxable.ordinary) for bracket in law.ordinary),
        gain=tuple(fill(bracket, taxable.ordinary, taxable.gain) for bracket in law.gain),
        alternative_ordinary=tuple(fill(bracket, 0.0, alternative.ordinary) for bracket in law.alternative),
        alternative_gain=tuple(fill(bracket, taxable.ordinary, alternative.gain) for bracket in law.gain),
    )
    return YearTax(taxable, alternative, slices, settle(income, law, taxable, slices))


def law_of(rules: Rules, filing: str) -> Law:
    """The figures of the law for someone who files `single` or `joint`."""
    return Law(
        ordinary=_padded(rules.brackets(f"seller.ordinary_brackets.{filing}"), ORDINARY_BRACKETS),
        gain=_padded(rules.brackets(f"seller.gain_brackets.{filing}"), GAIN_BRACKETS),
        alternative=_padded(rules.brackets("seller.alternative_brackets"), ALTERNATIVE_BRACKETS),
        standard_deduction=rules.value(f"seller.standard_deduction.{filing}"),
        aged_addition=rules.value(f"seller.aged_addition.{filing}"),
        senior_deduction=rules.value("seller.senior_deduction"),
        senior_reduction=rules.value("seller.senior_reduction"),
        senior_threshold=rules.value(f"seller.senior_threshold.{filing}"),
        investment_rate=rules.value("seller.investment_income_rate"),
        investment_threshold=rules.value(f"seller.investment_income_threshold.{filing}"),
        exemption=rules.value(f"seller.alternative_exemption.{filing}"),
        exemption_threshold=rules.value(f"seller.alternative_threshold.{filing}"),
        exemption_reduction=rules.value("seller.alternative_reduction"),
    )


def _padded(brackets: tuple[Bracket, ...], length: int) -> tuple[Bracket, ...]:
    """Brackets to a fixed number, the rest without width, so that every year has the same lines."""
    if len(brackets) > length:
        raise ValueError(f"{len(brackets)} brackets are more than the {length} that there are lines for")
    return brackets + (Bracket(TOP_WIDTH, 0.0, 0.0),) * (length - len(brackets))


STAGES: list[Callable[..., Any]] = [deduct, fill, exempt, settle, year_tax, _padded, law_of]
