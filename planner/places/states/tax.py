"""One year's state income tax: what the state counts, what it leaves out, its scale, what it adds and credits.

One text for all states: what a state does not have is 0 in its law. A stage a step, as in the federal tax, so that
every figure can say how it came about.
"""

from collections.abc import Callable
from typing import Any

from planner.model.helpers import cents, cents_up, least, most, ratio, where
from planner.places.states.records import (
    Added,
    Base,
    Counted,
    Credits,
    Deducted,
    Relieved,
    Scale,
    StateIncome,
    StateLaw,
    StateSlices,
    StateTax,
    StateTotals,
    Step,
    Steps,
)
from planner.places.us import fill

HUNDRED = 100.0


def pick(steps: Steps, income: float) -> float:
    """The amount of the step that income falls into."""
    amount = steps[0].amount
    for step in steps[1:]:
        amount = where(income >= step.low, step.amount, amount)
    return amount


def lost(flag: float, income: float, start: float, over: float) -> float:
    """The part of an amount that is lost evenly while income rises from `start` by `over`; none without the flag."""
    return least(1.0, flag * ratio(most(0.0, income - start), over))


def count(income: StateIncome, law: StateLaw) -> Counted:
    """Federal income with what the state adds back, and gain brought forward where it knows no instalments."""
    share = law.intangibles_at_once * income.intangible_share
    at_once = share * income.gain_at_once - share * income.gain
    added_back = law.excluded_gain_taxed * income.excluded_1202 + law.rollover_taxed * income.rolled_over
    gain = income.gain + at_once + added_back
    ordinary = income.wages + income.other + income.interest + income.recapture
    return Counted(
        at_once=at_once,
        added_back=added_back,
        gain=gain,
        ordinary=ordinary,
        gross=ordinary + gain,
        federal_gross=ordinary + income.gain,
    )


def relieve(income: StateIncome, law: StateLaw, counted: Counted) -> Relieved:
    """Gain excluded (32 V.S.A. 5811(21)(B)(ii)), business income (R.C. 5747.01), federal tax (ORS 316.680)."""
    exempt = law.exempt_gain_counts * least(income.exempt_gain, counted.gain)
    by_share = least(law.exclusion_rate * income.long_held_share * counted.gain, law.exclusion_most)
    chosen = most(least(counted.gain, law.exclusion_flat), by_share)
    federal_taxable = most(0.0, counted.federal_gross - income.federal_deduction - income.senior_deduction)
    excluded = law.excludes_gain * least(chosen, law.exclusion_of_income * federal_taxable)
    business = law.sets_business_apart * income.business_share * (counted.gain - exempt + income.recapture)
    business_deduction = least(business, law.business_deduction)
    most_of_federal = pick(law.federal_tax_most, counted.federal_gross)
    federal_tax = law.federal_tax_counts * least(income.federal_tax, most_of_federal)
    return Relieved(
        exempt=exempt,
        by_share=by_share,
        excluded=excluded,
        business=business,
        business_deduction=business_deduction,
        federal_tax=federal_tax,
        total=exempt + excluded + business_deduction + federal_tax,
    )


def deduct(income: StateIncome, law: StateLaw, counted: Counted) -> Deducted:
    """Deduction and exemptions. What is lost of them: 36 M.R.S. 5124-C, C.R.S. 39-22-104(3), Minn. Stat. 290.0123."""
    federal = law.follows_federal * income.federal_deduction
    full = law.deduction + income.aged * law.aged_deduction + federal + law.follows_senior * income.senior_deduction
    part = lost(law.deduction_shrinks, counted.gross, law.deduction_loss_from, law.deduction_loss_over)
    shrunk = full * part
    above = where(counted.federal_gross >= law.limit_from, most(0.0, federal - law.limit), 0.0)
    limited = law.deduction_limited * above
    most_cut = law.cut_most * full
    shallow = law.cut_rate * least(most(0.0, counted.federal_gross - law.cut_from), law.deep_cut_from - law.cut_from)
    deep = law.deep_cut_rate * most(0.0, counted.federal_gross - law.deep_cut_from)
    whole = where(counted.federal_gross > law.full_cut_from, most_cut, least(most_cut, shallow + deep))
    cut = law.deduction_cut * whole
    persons = law.persons * pick(law.exemption, counted.gross)
    aged = income.aged * pick(law.aged_exemption, counted.gross)
    gone = lost(law.exemption_shrinks, counted.gross, law.exemption_loss_from, law.exemption_loss_over)
    return Deducted(
        full=full,
        shrunk=shrunk,
        limited=limited,
        cut=cut,
        deduction=full - shrunk - limited - cut,
        exemption=(persons + aged) * (1.0 - gone),
    )


def weigh(income: StateIncome, law: StateLaw, counted: Counted, relieved: Relieved, deducted: Deducted) -> Base:
    """What is left to be taxed. Gain taxed by itself: RCW 82.87.040 to .070."""
    left = most(0.0, counted.gross - relieved.total - deducted.deduction - deducted.exemption)
    business = law.sets_business_apart * least(relieved.business - relieved.business_deduction, left)
    alone = counted.gain - relieved.exempt
    kept = alone - law.small_business_exempt * income.small_business * alone
    return Base(
        left=left,
        business=business,
        taxable=law.taxes_income * (left - business),
        gain_alone=law.taxes_gain_alone * most(0.0, kept - law.gain_deduction),
    )


def climb(law: StateLaw, counted: Counted, base: Base, slices: StateSlices) -> Scale:
    """Tax by the brackets, amounts that set in above a bound (R.C. 5747.02), recapture (N.Y. Tax Law 601(d))."""
    by_brackets = 0.0
    for piece in slices.income:
        by_brackets = by_brackets + piece.tax
    base_amount = 0.0
    for step in law.base_amounts:
        base_amount = base_amount + where(base.taxable > step.low, step.amount, 0.0)
    step_from = pick(tuple(Step(step.low, step.low) for step in law.recapture_base), base.taxable)
    step_base = pick(law.recapture_base, base.taxable)
    step_benefit = pick(law.recapture_benefit, base.taxable)
    phased = lost(law.recaptures, counted.gross, most(step_from, law.recapture_from), law.recapture_over)
    flat = law.flat_rate * base.taxable - by_brackets
    by_step = step_base + phased * step_benefit
    recaptured = law.recaptures * where(counted.gross > law.flat_from, flat, by_step)
    gain_alone = 0.0
    for piece in slices.gain:
        gain_alone = gain_alone + piece.tax
    return Scale(
        by_brackets=by_brackets,
        base_amount=base_amount,
        step_from=step_from,
        step_base=step_base,
        step_benefit=step_benefit,
        phased=phased,
        recaptured=recaptured,
        tax=cents(by_brackets + base_amount + recaptured),
        gain_alone=cents(gain_alone),
    )


def add(income: StateIncome, law: StateLaw, counted: Counted, base: Base, scale: Scale) -> Added:
    """Business income at its rate, a surtax, a tax on investment income, a least tax (32 V.S.A. 5822(a)(6))."""
    invested = income.interest + income.investment_share * counted.gain
    least_tax = law.minimum_rate * where(counted.federal_gross > law.minimum_from, counted.federal_gross, 0.0)
    return Added(
        business=cents(law.business_rate * base.business),
        surtax=cents(law.surtax_rate * most(0.0, base.taxable - law.surtax_from)),
        investment=cents(law.investment_rate * most(0.0, invested - law.investment_from)),
        minimum=cents(law.has_minimum * most(0.0, least_tax - scale.tax)),
    )


def credit(income: StateIncome, law: StateLaw, counted: Counted, deducted: Deducted) -> Credits:
    """Credits for persons and age. What high income loses of them: Cal. Rev. & Tax. Code 17054.1."""
    tested = counted.federal_gross - law.credit_after_exemption * deducted.exemption
    above = most(0.0, counted.federal_gross - law.credit_loss_from)
    begun = HUNDRED * cents_up(ratio(above, law.credit_loss_step) / HUNDRED)
    each = most(0.0, pick(law.credit, tested) - law.credit_loss * begun)
    return Credits(
        each=each,
        credit=each * (law.persons + law.credit_for_aged * income.aged),
        aged_credit=pick(law.aged_credit, tested) * least(1.0, income.aged),
    )


def settle(law: StateLaw, counted: Counted, scale: Scale, added: Added, credits_due: Credits) -> StateTotals:
    """The year's tax: all on income, less credits and what is spared at low income, and gain taxed by itself."""
    on_income = scale.tax + added.business + added.surtax + added.investment + added.minimum
    credited = cents(law.gives_credits * least(on_income, credits_due.credit + credits_due.aged_credit))
    owed = on_income - credited
    limit = law.limited_rate * most(0.0, counted.gross - law.nothing_to)
    above = where(counted.gross <= law.limited_to, most(0.0, owed - limit), 0.0)
    spared = cents(law.spares * where(counted.gross <= law.nothing_to, owed, above))
    return StateTotals(
        on_income=on_income,
        credit=credited,
        spared=spared,
        total=cents(owed - spared + scale.gain_alone),
    )


def state_tax(income: StateIncome, law: StateLaw) -> StateTax:
    """A year's state tax, step by step."""
    counted = count(income, law)
    relieved = relieve(income, law, counted)
    deducted = deduct(income, law, counted)
    base = weigh(income, law, counted, relieved, deducted)
    slices = StateSlices(
        income=tuple(fill(bracket, 0.0, base.taxable) for bracket in law.brackets),
        gain=tuple(fill(bracket, 0.0, base.gain_alone) for bracket in law.gain_brackets),
    )
    scale = climb(law, counted, base, slices)
    added = add(income, law, counted, base, scale)
    credits_due = credit(income, law, counted, deducted)
    totals = settle(law, counted, scale, added, credits_due)
    return StateTax(counted, relieved, deducted, base, slices, scale, added, credits_due, totals)


STAGES: list[Callable[..., Any]] = [
    fill,
    pick,
    lost,
    count,
    relieve,
    deduct,
    weigh,
    climb,
    add,
    credit,
    settle,
    state_tax,
]
