"""One person's or couple's federal income tax of a year: brackets, long-term gain on top, what comes beside.

Outside: benefits of social security, itemised deductions, losses, credits, payroll taxes, the deduction for business
income. A stage a step, so that every figure can say how it came about; the law's figures come in from `places`.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from planner.model.helpers import cents, least, most, where
from planner.places import TOP_WIDTH, Bracket, Rules

ORDINARY_BRACKETS = 7
GAIN_BRACKETS = 3
ALTERNATIVE_BRACKETS = 2


class Income(NamedTuple):
    """What a year brought in, before any deduction; no amount is below 0."""

    wages: float  # earned by either of a couple
    other: float  # pensions and other ordinary income that is no investment income
    interest: float
    recapture: float  # gain that is ordinary income: depreciation taken back, 26 U.S.C. 1245
    gain: float  # all long-term gain, with the next two
    unrecaptured: float  # of it: depreciation of real property, 26 U.S.C. 1(h)(6)
    special: float  # of it: collectibles, and gain of small business stock that is not excluded, 26 U.S.C. 1(h)(4)
    investment_share: float  # part of the gain that is net investment income
    recapture_invested: float  # part of the recapture that is net investment income
    aged: float  # persons old enough for the deductions of the elderly
    preference: float = 0.0  # what the alternative tax alone adds, 26 U.S.C. 57


class Law(NamedTuple):
    """The figures of one year's law."""

    ordinary: tuple[Bracket, ...]
    gain: tuple[Bracket, ...]
    alternative: tuple[Bracket, ...]
    capped_from: float
    unrecaptured_rate: float
    special_rate: float
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
    exemption_addition: float


class Taxable(NamedTuple):
    """Income after deductions: ordinary, gain with a highest rate of its own, all other gain; in this order."""

    ordinary_income: float
    gross: float
    senior: float
    deduction: float
    income: float
    ordinary: float
    gain: float  # at the rates of gain: adjusted net capital gain, 26 U.S.C. 1(h)(3)
    capped: float  # unrecaptured and special


class Slice(NamedTuple):
    """The part of income that falls into one bracket, and its tax."""

    top: float  # how much of the bracket is filled, with what stands below
    taken: float  # by what stands below
    taxed: float
    tax: float


class Stacked(NamedTuple):
    """Where the gain stands: on ordinary income and the capped gain that is taxed like it."""

    as_ordinary: float
    below: float
    left: float  # of the capped gain
    used: float  # by deductions and lower brackets
    unrecaptured: float  # at its highest rate
    special: float  # at its highest rate


class Alternative(NamedTuple):
    """Income under the alternative minimum tax, less its exemption."""

    income: float
    shrunk: float
    exemption: float
    addition: float
    base: float
    favoured: float
    ordinary: float
    gain: float
    unrecaptured: float


class Slices(NamedTuple):
    """Income by bracket: each kind in turn, the gain once more as if it were ordinary, and the alternative tax."""

    ordinary: tuple[Slice, ...]
    capped: tuple[Slice, ...]
    gain: tuple[Slice, ...]
    without_favour: tuple[Slice, ...]
    alternative_ordinary: tuple[Slice, ...]
    alternative_gain: tuple[Slice, ...]


class Regular(NamedTuple):
    """The regular tax. Source: 26 U.S.C. 1(h)(1), 1(j)."""

    ordinary: float
    capped: float  # on capped gain within the lower brackets
    at_highest_rates: float  # on what is left of it
    at_rates_of_gain: float
    without_favour: float  # on the same gain, if it were ordinary income
    whole: float


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
    stacked: Stacked
    alternative: Alternative
    slices: Slices
    regular: Regular
    tax: Tax


def deduct(income: Income, law: Law) -> Taxable:
    """Income less the standard deduction; what ordinary income leaves of it is taken from the gain, the capped first.

    Source: 26 U.S.C. 62, 63, 151(d)(5)(C).
    """
    ordinary_income = income.wages + income.other + income.interest + income.recapture
    gross = ordinary_income + income.gain
    reduction = law.senior_reduction * most(0.0, gross - law.senior_threshold)
    senior = income.aged * most(0.0, law.senior_deduction - reduction)
    deduction = law.standard_deduction + income.aged * law.aged_addition + senior
    taxable = most(0.0, gross - deduction)
    ordinary = most(0.0, ordinary_income - deduction)
    gain = least(income.gain - income.unrecaptured - income.special, taxable)
    return Taxable(
        ordinary_income=ordinary_income,
        gross=gross,
        senior=senior,
        deduction=deduction,
        income=taxable,
        ordinary=ordinary,
        gain=gain,
        capped=most(0.0, taxable - ordinary - gain),
    )


def fill(bracket: Bracket, below: float, income: float) -> Slice:
    """Tax of one bracket on income that stands on top of what is `below` it. Source: 26 U.S.C. 1(h), 1(j)."""
    top = least(most(0.0, below + income - bracket.low), bracket.width)
    taken = least(most(0.0, below - bracket.low), bracket.width)
    taxed = top - taken
    return Slice(top=top, taken=taken, taxed=taxed, tax=taxed * bracket.rate)


def fill_low(bracket: Bracket, below: float, income: float, highest: float) -> Slice:
    """As `fill`, but nothing of a bracket at the `highest` rate and above. Source: 26 U.S.C. 1(h)(1)(A)(ii)(I)."""
    top = least(most(0.0, below + income - bracket.low), bracket.width)
    taken = least(most(0.0, below - bracket.low), bracket.width)
    taxed = where(bracket.rate < highest, top - taken, 0.0)
    return Slice(top=top, taken=taken, taxed=taxed, tax=taxed * bracket.rate)


def stack(income: Income, taxable: Taxable, capped: tuple[Slice, ...]) -> Stacked:
    """Capped gain fills the lower brackets first; only what is left of it meets its highest rate.

    Unused deductions and what the lower brackets took count against the unrecaptured gain before the special.
    Source: 26 U.S.C. 1(h)(1)(A), (E), (F).
    """
    as_ordinary = sum(each.taxed for each in capped)
    below = taxable.ordinary + as_ordinary
    left = most(0.0, taxable.capped - as_ordinary)
    used = most(0.0, below + income.gain - taxable.income)
    unrecaptured = least(left, most(0.0, income.unrecaptured - used))
    return Stacked(
        as_ordinary=as_ordinary,
        below=below,
        left=left,
        used=used,
        unrecaptured=unrecaptured,
        special=left - unrecaptured,
    )


def exempt(income: Income, taxable: Taxable, law: Law) -> Alternative:
    """Income under the alternative tax: with preferences and no deduction, an exemption that shrinks.

    Special gain is not favoured here. Who files separately has up to the exemption added once it is lost.
    Source: 26 U.S.C. 55(b)(2), (3), 55(d), 56(b)(1)(D), (E), 57(a)(7).
    """
    whole = taxable.gross + income.preference
    shrunk = law.exemption_reduction * most(0.0, whole - law.exemption_threshold)
    exemption = most(0.0, law.exemption - shrunk)
    addition = least(law.exemption_addition * law.exemption, most(0.0, shrunk - law.exemption))
    base = most(0.0, whole + addition - exemption)
    favoured = least(income.gain - income.special, base)
    gain = least(income.gain - income.unrecaptured - income.special, base)
    return Alternative(
        income=whole,
        shrunk=shrunk,
        exemption=exemption,
        addition=addition,
        base=base,
        favoured=favoured,
        ordinary=base - favoured,
        gain=gain,
        unrecaptured=favoured - gain,
    )


def tax_regularly(law: Law, stacked: Stacked, slices: Slices) -> Regular:
    """The regular tax: the rates of gain, but no more than if all gain were ordinary income. 26 U.S.C. 1(h)(1)."""
    ordinary = sum(each.tax for each in slices.ordinary)
    capped = sum(each.tax for each in slices.capped)
    in_brackets = slices.gain[0].tax + slices.gain[1].tax + slices.gain[2].tax
    at_highest_rates = stacked.unrecaptured * law.unrecaptured_rate + stacked.special * law.special_rate
    at_rates_of_gain = in_brackets + at_highest_rates
    without_favour = sum(each.tax for each in slices.without_favour)
    return Regular(
        ordinary=ordinary,
        capped=capped,
        at_highest_rates=at_highest_rates,
        at_rates_of_gain=at_rates_of_gain,
        without_favour=without_favour,
        whole=cents(ordinary + capped + least(at_rates_of_gain, without_favour)),
    )


def settle(income: Income, law: Law, year: tuple[Taxable, Alternative, Slices, Regular]) -> Tax:
    """The year's tax: regular, on net investment income (26 U.S.C. 1411), alternative (55).

    The rates of gain of the alternative tax are all below its lowest ordinary rate: there they never cost more.
    """
    taxable, alternative, slices, regular = year
    ordinary_tax = cents(regular.ordinary)
    invested = income.gain * income.investment_share + income.recapture * income.recapture_invested
    investment_income = income.interest + invested
    above = most(0.0, taxable.gross - law.investment_threshold)
    investment = cents(law.investment_rate * least(investment_income, above))
    low, high = slices.alternative_ordinary
    at_rates_of_gain = slices.alternative_gain[0].tax + slices.alternative_gain[1].tax + slices.alternative_gain[2].tax
    tentative = low.tax + high.tax + at_rates_of_gain + alternative.unrecaptured * law.unrecaptured_rate
    alternative_tax = cents(most(0.0, tentative - regular.whole))
    return Tax(
        ordinary=ordinary_tax,
        gain=cents(regular.whole - ordinary_tax),
        investment_income=investment_income,
        investment=investment,
        tentative=tentative,
        alternative=alternative_tax,
        total=cents(regular.whole + investment + alternative_tax),
    )


def year_tax(income: Income, law: Law) -> YearTax:
    """A year's tax, step by step; under the alternative tax the gain stands on the same income below."""
    taxable = deduct(income, law)
    capped = tuple(fill_low(bracket, taxable.ordinary, taxable.capped, law.capped_from) for bracket in law.ordinary)
    stacked = stack(income, taxable, capped)
    alternative = exempt(income, taxable, law)
    above = most(0.0, taxable.income - stacked.below)
    slices = Slices(
        ordinary=tuple(fill(bracket, 0.0, taxable.ordinary) for bracket in law.ordinary),
        capped=capped,
        gain=tuple(fill(bracket, stacked.below, taxable.gain) for bracket in law.gain),
        without_favour=tuple(fill(bracket, stacked.below, above) for bracket in law.ordinary),
        alternative_ordinary=tuple(fill(bracket, 0.0, alternative.ordinary) for bracket in law.alternative),
        alternative_gain=tuple(fill(bracket, stacked.below, alternative.gain) for bracket in law.gain),
    )
    regular = tax_regularly(law, stacked, slices)
    tax = settle(income, law, (taxable, alternative, slices, regular))
    return YearTax(taxable, stacked, alternative, slices, regular, tax)


def law_of(rules: Rules, filing: str) -> Law:
    """The figures of the law for someone who files `single`, `joint`, `head` (of household), `separate`, `surviving`.

    A surviving spouse has the tables of a joint return, but as one person (26 U.S.C. 1(a)(2), 55(d)(1)(A), 63(c)(2)(A),
    1411(b)(1)); the deduction for seniors speaks of joint returns alone (151(d)(5)(C)(iii)).
    """
    table = "joint" if filing == "surviving" else filing
    married = _row(table, "joint", "separate")
    separate = _row(filing, "separate")
    return Law(
        ordinary=_padded(rules.brackets(f"seller.ordinary_brackets.{table}"), ORDINARY_BRACKETS),
        gain=_padded(rules.brackets(f"seller.gain_brackets.{table}"), GAIN_BRACKETS),
        alternative=_padded(rules.brackets(f"seller.alternative_brackets.{separate}"), ALTERNATIVE_BRACKETS),
        capped_from=rules.value("seller.capped_from"),
        unrecaptured_rate=rules.value("seller.unrecaptured_rate"),
        special_rate=rules.value("seller.special_rate"),
        standard_deduction=rules.value(f"seller.standard_deduction.{table}"),
        aged_addition=rules.value(f"seller.aged_addition.{married}"),
        senior_deduction=rules.value(f"seller.senior_deduction.{separate}"),
        senior_reduction=rules.value("seller.senior_reduction"),
        senior_threshold=rules.value(f"seller.senior_threshold.{_row(filing, 'joint')}"),
        investment_rate=rules.value("seller.investment_income_rate"),
        investment_threshold=rules.value(f"seller.investment_income_threshold.{married}"),
        exemption=rules.value(f"seller.alternative_exemption.{married}"),
        exemption_threshold=rules.value(f"seller.alternative_threshold.{married}"),
        exemption_reduction=rules.value("seller.alternative_reduction"),
        exemption_addition=rules.value(f"seller.alternative_addition.{separate}"),
    )


def _row(filing: str, *apart: str) -> str:
    """The row of a table that tells only some ways of filing apart."""
    return filing if filing in apart else "others"


def _padded(brackets: tuple[Bracket, ...], length: int) -> tuple[Bracket, ...]:
    """Brackets to a fixed number, the rest without width, so that every year has the same lines."""
    if len(brackets) > length:
        raise ValueError(f"{len(brackets)} brackets are more than the {length} that there are lines for")
    return brackets + (Bracket(TOP_WIDTH, 0.0, 0.0),) * (length - len(brackets))


STAGES: list[Callable[..., Any]] = [
    deduct,
    fill,
    fill_low,
    stack,
    exempt,
    tax_regularly,
    settle,
    year_tax,
    _row,
    _padded,
    law_of,
]
