"""The records of a state's income tax: the year's income, the state's law, and what each step of the tax returns."""

from typing import NamedTuple

from planner.places import TOP_WIDTH, Bracket
from planner.places.us import Slice


class StateIncome(NamedTuple):
    """What a year brought in, as the federal return has it, and what a state may treat in its own way.

    Money; shares are fractions of the gain; flags are 1 or 0.
    """

    wages: float = 0.0
    other: float = 0.0
    interest: float = 0.0
    recapture: float = 0.0
    gain: float = 0.0  # long-term gain that federal law taxes this year
    gain_at_once: float = 0.0  # what that would be with all of the sale's gain in the year of sale; later years 0
    intangible_share: float = 0.0  # part of the sale's gain on shares and goodwill
    excluded_1202: float = 0.0  # gain that 26 U.S.C. 1202 leaves out this year
    rolled_over: float = 0.0  # gain that 26 U.S.C. 1042 defers this year
    exempt_gain: float = 0.0  # gain that a rule not worked out here exempts, as entered; Washington: on real property
    investment_share: float = 0.0  # part of the gain that is net investment income
    business_share: float = 0.0  # part of gain and recapture that is income of a business the seller worked in
    long_held_share: float = 0.0  # part of the gain on what was held three years and is not publicly traded
    small_business: float = 0.0  # flag: a qualified family-owned small business is sold, and that is claimed
    aged: float = 0.0  # persons old enough for the deductions of the elderly
    federal_deduction: float = 0.0  # the federal standard deduction, with the addition for age
    senior_deduction: float = 0.0  # 26 U.S.C. 151(d)(5)(C)
    federal_tax: float = 0.0


class Step(NamedTuple):
    """An amount that holds for income from `low` on."""

    low: float
    amount: float


Steps = tuple[Step, ...]
NOTHING: Steps = (Step(0.0, 0.0),)


class StateLaw(NamedTuple):
    """The figures of one state and year for one way of filing; what the state does not have is 0."""

    persons: float = 1.0
    # what counts
    excluded_gain_taxed: float = 0.0
    rollover_taxed: float = 0.0
    intangibles_at_once: float = 0.0
    # what is left out
    exempt_gain_counts: float = 0.0
    excludes_gain: float = 0.0
    exclusion_flat: float = 0.0
    exclusion_rate: float = 0.0
    exclusion_most: float = 0.0
    exclusion_of_income: float = 0.0
    sets_business_apart: float = 0.0
    business_deduction: float = 0.0
    business_rate: float = 0.0
    federal_tax_counts: float = 0.0
    federal_tax_most: Steps = NOTHING
    # deduction and exemption
    follows_federal: float = 0.0
    follows_senior: float = 0.0
    deduction: float = 0.0
    aged_deduction: float = 0.0
    deduction_shrinks: float = 0.0
    deduction_loss_from: float = 0.0
    deduction_loss_over: float = 0.0
    deduction_limited: float = 0.0
    limit_from: float = 0.0
    limit: float = 0.0
    deduction_cut: float = 0.0
    cut_from: float = 0.0
    cut_rate: float = 0.0
    deep_cut_from: float = 0.0
    deep_cut_rate: float = 0.0
    cut_most: float = 0.0
    full_cut_from: float = 0.0
    exemption: Steps = NOTHING
    aged_exemption: Steps = NOTHING
    exemption_shrinks: float = 0.0
    exemption_loss_from: float = 0.0
    exemption_loss_over: float = 0.0
    # the scale and what comes on top of it
    taxes_income: float = 1.0
    brackets: tuple[Bracket, ...] = (Bracket(0.0, TOP_WIDTH, 0.0),)
    base_amounts: Steps = ()
    recaptures: float = 0.0
    recapture_base: Steps = NOTHING
    recapture_benefit: Steps = NOTHING
    recapture_from: float = 0.0
    recapture_over: float = 0.0
    flat_from: float = 0.0
    flat_rate: float = 0.0
    surtax_rate: float = 0.0
    surtax_from: float = 0.0
    investment_rate: float = 0.0
    investment_from: float = 0.0
    has_minimum: float = 0.0
    minimum_rate: float = 0.0
    minimum_from: float = 0.0
    # a tax on gain alone
    taxes_gain_alone: float = 0.0
    gain_brackets: tuple[Bracket, ...] = ()
    gain_deduction: float = 0.0
    small_business_exempt: float = 0.0
    # credits and what is spared
    gives_credits: float = 0.0
    credit: Steps = NOTHING
    credit_for_aged: float = 0.0
    credit_after_exemption: float = 0.0
    credit_loss: float = 0.0
    credit_loss_from: float = 0.0
    credit_loss_step: float = 0.0
    aged_credit: Steps = NOTHING
    spares: float = 0.0
    nothing_to: float = 0.0
    limited_to: float = 0.0
    limited_rate: float = 0.0


class Counted(NamedTuple):
    """The year's income as the state counts it."""

    at_once: float
    added_back: float
    gain: float
    ordinary: float
    gross: float
    federal_gross: float


class Relieved(NamedTuple):
    """What the state leaves out of it."""

    exempt: float
    by_share: float
    excluded: float
    business: float
    business_deduction: float
    federal_tax: float
    total: float


class Deducted(NamedTuple):
    """Standard deduction and personal exemptions, with what high income loses of them."""

    full: float
    shrunk: float
    limited: float
    cut: float
    deduction: float
    exemption: float


class Base(NamedTuple):
    """What is left to be taxed: business income apart, all other income, gain taxed by itself."""

    left: float
    business: float
    taxable: float
    gain_alone: float


class StateSlices(NamedTuple):
    """Income by bracket, and gain by bracket where gain is taxed by itself."""

    income: tuple[Slice, ...]
    gain: tuple[Slice, ...]


class Scale(NamedTuple):
    """The tax by the scale, what takes the benefit of the lower brackets back, and the tax on gain by itself."""

    by_brackets: float
    base_amount: float
    step_from: float
    step_base: float
    step_benefit: float
    phased: float
    recaptured: float
    tax: float
    gain_alone: float


class Added(NamedTuple):
    """What is owed beside the scale."""

    business: float
    surtax: float
    investment: float
    minimum: float


class Credits(NamedTuple):
    """What is taken off the tax."""

    each: float
    credit: float
    aged_credit: float


class StateTotals(NamedTuple):
    """The year's tax on income, what is taken off it, and all in all."""

    on_income: float
    credit: float
    spared: float
    total: float


class StateTax(NamedTuple):
    """Every step of one year's state tax."""

    counted: Counted
    relieved: Relieved
    deducted: Deducted
    base: Base
    slices: StateSlices
    scale: Scale
    added: Added
    credits: Credits
    tax: StateTotals
