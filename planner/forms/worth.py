"""What a new tax basis is worth: the tax the co-op would in fact pay after patronage, with it and without it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from planner.model.helpers import MONTHS, cents
from planner.model.one import Case, Run, run
from planner.places import Rules
from planner.scenario import Scenario
from planner.statements import Period, Row, amount

TAXES = ("shared.tax", "confirmed.tax_added")


class YearsTaxes(NamedTuple):
    """A fiscal year's tax of the co-op with a new basis and without."""

    with_step_up: float
    without: float


class WorthYear(NamedTuple):
    """What a new basis saves of a fiscal year's tax, added up, and what that is worth on the closing day."""

    saved: float
    cumulated: float
    present: float


class WorthLine(NamedTuple):
    """One fiscal year as it is shown."""

    fiscal_year: str
    last_month: int
    taxes: YearsTaxes
    worth: WorthYear


class Whole(NamedTuple):
    """All fiscal years together."""

    saved: float
    present: float


class Worth(NamedTuple):
    """The worth of a new tax basis; `planned`: this deal brings it, otherwise it is what one would bring."""

    planned: bool
    rate: float
    lines: tuple[WorthLine, ...]
    whole: Whole


def equipment_months(scenario: Scenario, rules: Rules, *, step_up: bool) -> float:
    """Months over which opening equipment is deducted: afresh with a new basis, otherwise what is left of its life."""
    if step_up:
        return rules.value("equipment.tax_life_years") * MONTHS
    return float(round(scenario.business.remaining_life * MONTHS))


def save(taxes: YearsTaxes, factor: float, then: WorthYear) -> WorthYear:
    """Saved = tax without - tax with a new basis; its worth today = saved x discount factor."""
    saved = cents(taxes.without - taxes.with_step_up)
    return WorthYear(saved=saved, cumulated=cents(then.cumulated + saved), present=cents(saved * factor))


def add_up(saved: float, present: float) -> Whole:
    """All years."""
    return Whole(saved=saved, present=present)


def discounted(rate: float, month: int) -> float:
    """What 1 paid at the end of a month is worth on the closing day, at a rate a year."""
    return float((1.0 + rate) ** (-month / MONTHS))


def taxes(ran: Run, period: Period) -> float:
    """The tax of a fiscal year: as decided at its end, and what a lost deduction adds to the year before."""
    return cents(sum(amount(ran.months, Row(name), period) for name in TAXES))


def closed(case: Case, periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """Fiscal years that end within the plan: the tax of one that does not is not yet decided."""
    return tuple(period for period in periods if case.clocks[period.last].year_end)


def other_way(scenario: Scenario, rules: Rules, case: Case) -> Case:
    """The same plan with the tax basis the other way: old where this deal brings a new one, and new where not."""
    step_up = not case.terms.step_up
    terms = case.terms._replace(
        step_up=float(step_up), tax_equipment_months=equipment_months(scenario, rules, step_up=step_up)
    )
    return case._replace(terms=terms)


def of_step_up(scenario: Scenario, rules: Rules, case: Case, ran: Run, periods: tuple[Period, ...]) -> Worth:
    """Run the plan the other way, and compare what tax the co-op pays; money, by fiscal year."""
    planned, rate = bool(case.terms.step_up), scenario.deal.discount_rate
    other = run(other_way(scenario, rules, case))
    stepped, kept = (ran, other) if planned else (other, ran)
    then = WorthYear(0.0, 0.0, 0.0)
    lines = []
    for period in closed(case, periods):
        paid = YearsTaxes(taxes(stepped, period), taxes(kept, period))
        then = save(paid, discounted(rate, period.last), then)
        lines.append(WorthLine(period.label, period.last, paid, then))
    whole = add_up(then.cumulated, cents(sum(line.worth.present for line in lines)))
    return Worth(planned, rate, tuple(lines), whole)


STAGES: list[Callable[..., Any]] = [save, add_up]
