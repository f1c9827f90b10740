"""Cash and tax of one worker by calendar year: what is paid when, and what it is taxed with.

Qualified: the whole dividend is income of the year in which it is paid out, notices at their face. Not qualified: cash
when paid, notices when they are; units of a community currency when they are received. Source:
26 U.S.C. 1385(a), (c); 1388(b). A partner: what is allocated, 702(a), in the year in which the partnership's year ends,
706(a).
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from planner import Plan, places
from planner.model.calendar import MONTHS_A_YEAR, month_of
from planner.model.helpers import cents, cents_up, least, most, ratio
from planner.places import Rules
from planner.places.us import Income, Law, law_of, year_tax
from planner.staying import StayingYear
from planner.worker.records import CashYear, Filing

FILING: Filing = "single"


class Paid(NamedTuple):
    """What one month pays to this worker, and what of it, or beside it, is taxed."""

    month: int
    patronage: float
    revolved: float
    taxed: float
    not_paid: float


class Taxes:
    """The tax that patronage adds to the year's wages; the law's figures are asked afresh, the plan's list stays."""

    def __init__(self, plan: Plan) -> None:
        self.rules: Rules = places.rules(plan.scenario.place, on=plan.scenario.rules_date)
        self._laws: dict[int, Law] = {}

    def law(self, year: int) -> Law:
        """The figures of one year's law."""
        if year not in self._laws:
            self._laws[year] = law_of(self.rules.at(date(year, MONTHS_A_YEAR, 31)), FILING)
        return self._laws[year]

    def added(self, year: int, wages: float, amount: float, *, on: float = 0.0) -> float:
        """Tax with an amount beside wages (and what else stands below it) less tax without it."""
        if amount <= 0:
            return 0.0
        law = self.law(year)
        with_it, without = (year_tax(_income(wages, other), law).tax.total for other in (on + amount, on))
        return cents(with_it - without)

    def if_self_employed(self, year: int, amount: float) -> float:
        """Tax on the self-employed for the same amount, 26 U.S.C. 1401(a), (b)(1), without 1402(a)(12) and limits."""
        return cents(amount * self.rules.at(date(year, MONTHS_A_YEAR, 31)).value("worker.self_employment_rate"))

    @property
    def known_year(self) -> int | None:
        """The year whose figures stand in for later ones."""
        return max((rule.effective.year for rule in self.rules.used if rule.late), default=None)


def _income(wages: float, other: float) -> Income:
    return Income(wages, other, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def is_partner(plan: Plan) -> bool:
    """Whether members are taxed on their part of the co-op's income, paid or not."""
    return plan.scenario.coop.taxed_as == "partnership"


def taxed_at_once(plan: Plan, place: int, year: StayingYear) -> float:
    """What is taxed of a fiscal year even if it is not paid: the dividend, or a partner's part of what is allocated."""
    if not is_partner(plan):
        return year.dividend
    return cents(year.work * plan.run.months[plan.outcomes.fiscal_years[place].last].shared.allocated)


def taxed_at_payout(plan: Plan, place: int, year: StayingYear) -> float:
    """What is taxed when the cash of a fiscal year is paid; a partner was taxed when that year ended."""
    if is_partner(plan):
        return 0.0
    return year.dividend if is_qualified(plan, place) else year.cash


def in_units(plan: Plan, place: int, year: StayingYear) -> float:
    """Of a fiscal year's cash, what is paid in the community currency: a part of what lies above its least."""
    promised = plan.case.terms.tax_distribution * taxed_at_once(plan, place, year) if is_partner(plan) else 0.0
    needed = most(cents_up(plan.members.least_cash * year.dividend), cents(promised))
    return cents(plan.case.terms.currency_of_patronage * most(0.0, year.cash - needed))


def is_qualified(plan: Plan, place: int) -> bool:
    """Whether the dividend of a fiscal year is taxed at its face, once its cash is paid (or held back)."""
    if is_partner(plan):
        return True
    if not plan.scenario.coop.qualified:
        return False
    month = payout_of(plan, place)
    return month is None or not plan.run.months[month].confirmed.lost


def payout_of(plan: Plan, place: int) -> int | None:
    """The month in which the cash of a fiscal year is paid; None: after the plan's end."""
    month = plan.outcomes.fiscal_years[place].last + plan.scenario.coop.payout_months
    return month if month < len(plan.run.months) else None


def payments(plan: Plan, staying: Sequence[StayingYear], untaxed: Sequence[float]) -> list[Paid]:
    """Every payment to this worker within the plan, in order of time; `untaxed`: of what each fiscal year calls."""
    found = []
    for place, year in enumerate(staying):
        month, at_once = payout_of(plan, place), taxed_at_once(plan, place, year)
        if not (year.dividend or at_once):
            continue
        units = in_units(plan, place, year)
        held_back = 0.0 if month is None else staying[place + 1].held_back
        cash = most(0.0, cents(year.cash - held_back - units))
        received = cents(cash + units)
        taxed = at_once if is_qualified(plan, place) else received
        not_paid = most(0.0, cents(taxed - received))
        if is_partner(plan):
            found.append(Paid(plan.outcomes.fiscal_years[place].last, 0.0, 0.0, taxed, not_paid))
            taxed = not_paid = 0.0
        if month is not None:
            found.append(Paid(month, cash, 0.0, taxed, not_paid))
    return sorted((*found, *_revolved(plan, staying, untaxed)))


def _revolved(plan: Plan, staying: Sequence[StayingYear], untaxed: Sequence[float]) -> list[Paid]:
    """Accounts that the board called, as far as they are paid; of all that waits, everybody is paid alike."""
    months = plan.run.months
    called = {
        plan.outcomes.fiscal_years[place].last: (year.revolved, untaxed[place])
        for place, year in enumerate(staying)
        if year.revolved
    }
    owed = to_tax = 0.0
    found = []
    for month in range(1, len(months)):
        part = least(1.0, ratio(months[month].payments.revolved_paid, months[month - 1].owed.revolving_payable))
        paid, taxed = cents(owed * part), cents(to_tax * part)
        if paid:
            found.append(Paid(month, 0.0, paid, taxed, 0.0))
        owed, to_tax = cents(owed - paid), cents(to_tax - taxed)
        more, more_to_tax = called.get(month, (0.0, 0.0))
        owed, to_tax = cents(owed + more), cents(to_tax + more_to_tax)
    return found


def wages_by_year(plan: Plan, monthly: Sequence[float]) -> dict[int, float]:
    """Pay of whole calendar years; one that the plan holds in part counts as if it held it whole."""
    held: dict[int, list[float]] = {}
    for month in range(1, len(plan.run.months)):
        held.setdefault(month_of(plan.scenario.deal.closing, month)[0], []).append(monthly[month])
    return {year: cents(sum(pay) * MONTHS_A_YEAR / len(pay)) for year, pay in held.items()}


def by_calendar_year(plan: Plan, paid: Sequence[Paid], wages: dict[int, float], taxes: Taxes) -> tuple[CashYear, ...]:
    """Each calendar year in which something is paid or taxed."""
    found = []
    for year, pay in wages.items():
        of_year = [one for one in paid if month_of(plan.scenario.deal.closing, one.month)[0] == year]
        if not of_year:
            continue
        patronage, revolved, taxed, not_paid = (
            cents(sum(getattr(one, name) for one in of_year)) for name in ("patronage", "revolved", "taxed", "not_paid")
        )
        tax = taxes.added(year, pay, taxed)
        found.append(
            CashYear(
                year=year,
                wages=pay,
                patronage=patronage,
                revolved=revolved,
                taxed=taxed,
                not_paid=not_paid,
                tax=tax,
                tax_on_not_paid=taxes.added(year, pay, not_paid, on=cents(taxed - not_paid)),
                kept=cents(patronage + revolved - tax),
                if_self_employed=taxes.if_self_employed(year, taxed),
            )
        )
    return tuple(found)
