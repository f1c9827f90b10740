"""The state's income tax of a year, with the sale and without it, by the tables of the state where the seller lives."""

from collections.abc import Callable
from typing import Any, NamedTuple

from planner.model.helpers import most, ratio, where
from planner.places import Rules
from planner.places.states import StateIncome, StateLaw, StateTax, state_law, state_tax
from planner.places.states.tax import STAGES as TAX_STAGES
from planner.places.us import Income, YearTax
from planner.scenario import Owner
from planner.seller.entity import Kind
from planner.seller.records import Deferred, Excluded, Gain, Instalments, Sale
from planner.seller.records_kept import LaterYear


class StateYear(NamedTuple):
    """A year's income as a state looks at it, and its tax, with the sale and without."""

    income: StateIncome
    income_anyway: StateIncome
    tax: StateTax
    anyway: StateTax


class Sold(NamedTuple):
    """What of the sale a state may treat in its own way."""

    sale: Sale
    kind: Kind
    gain: Gain
    exclusion: Excluded | None
    rollover: Deferred | None
    terms: Instalments
    later: LaterYear


def state_year(
    owner: Owner,
    sold: Sold,
    taxed: tuple[Income, Income],
    federal: tuple[YearTax, YearTax],
    year: tuple[Rules, float, bool],
) -> StateYear | None:
    """The state's tax of a year; None where no state is told.

    `year`: its law, a flag of the year of sale, and whether gain of any closing is left out or put off.
    """
    if owner.state == "none":
        return None
    rules, first, elections = year
    law = law_of_state(owner, rules, elections)
    held = long_held(sold.sale, rules)
    income = seen_by_state(owner, sold, taxed[0], federal[0], (first, held))
    without = seen_anyway(taxed[1], federal[1])
    tax = state_tax(income, law)
    anyway = rules.once(("state", owner.state, owner.filing, elections, without), lambda: state_tax(without, law))
    return StateYear(income, without, tax, anyway)


def law_of_state(owner: Owner, rules: Rules, elections: bool) -> StateLaw:
    """The figures of the state's law, read once for every way to sell."""
    told = (owner.state, owner.filing, owner.state_rate)
    return rules.once(("state law", *told, elections), lambda: state_law(rules, *told, elections=elections))


def long_held(sale: Sale, rules: Rules) -> float:
    """Flag: what is sold was held for long, as far as that is told; of a sale all is alike."""
    if sale.years_held is None:
        return 0.0
    return where(sale.years_held > rules.value("seller.long_held"), 1.0, 0.0)


def seen_by_state(owner: Owner, sold: Sold, taxed: Income, federal: YearTax, flags: tuple[float, float]) -> StateIncome:
    """The year's income with the sale; gain that federal law excludes or defers counts in the year of sale.

    Gain on shares, interests and goodwill is gain on intangibles; of single assets, all that is not on real property.
    """
    sale, gain = sold.sale, sold.gain
    first, held = flags
    of_property = ratio(most(0.0, gain.long_term - sale.property_gain), gain.long_term)
    return StateIncome(
        wages=taxed.wages,
        other=taxed.other,
        interest=taxed.interest,
        recapture=taxed.recapture,
        gain=taxed.gain,
        gain_at_once=first * sold.terms.gross_profit + sold.later.profit,
        intangible_share=of_property if sold.kind == "assets" else 1.0,
        excluded_1202=(first * sold.exclusion.excluded if sold.exclusion else 0.0) + sold.later.excluded,
        rolled_over=(first * sold.rollover.deferred if sold.rollover else 0.0) + sold.later.deferred,
        exempt_gain=owner.state_exempt_gain * ratio(taxed.gain, sold.terms.gross_profit),
        investment_share=taxed.investment_share,
        business_share=1.0 if owner.participates else 0.0,
        long_held_share=held,
        small_business=1.0 if owner.state_small_business else 0.0,
        aged=taxed.aged,
        federal_deduction=federal.taxable.deduction - federal.taxable.senior,
        senior_deduction=federal.taxable.senior,
        federal_tax=federal.tax.total,
    )


def seen_anyway(taxed: Income, federal: YearTax) -> StateIncome:
    """The year's income without the sale."""
    return StateIncome(
        wages=taxed.wages,
        other=taxed.other,
        interest=taxed.interest,
        aged=taxed.aged,
        federal_deduction=federal.taxable.deduction - federal.taxable.senior,
        senior_deduction=federal.taxable.senior,
        federal_tax=federal.tax.total,
    )


STAGES: list[Callable[..., Any]] = [*TAX_STAGES, law_of_state, long_held, seen_by_state, seen_anyway, state_year]
