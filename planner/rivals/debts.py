"""Whether a company that buys itself out (ESOP, trust) can carry its debts: the test that the co-op is held to.

DSCR = EBITDA / (interest + principal) of a year, at least as agreed for the co-op, or else the dated yardstick; and
what capital spending and tax leave pays what is due. Leavers' claims and limits on a single account (415(c)) are not
looked at.
"""

from collections.abc import Callable
from typing import Any

from planner.model.calendar import MONTHS_A_YEAR
from planner.model.helpers import cents, least, most, ratio, where
from planner.places import Rules
from planner.rivals.records import AfterTax, Carried, Debts, DebtYear, NoteMonth
from planner.scenario import Scenario
from planner.seller.holding import as_in

ESOPS = ("esop", "esop_rollover")
NOTHING_DUE = 1e6  # stands for no ratio at all


def least_dscr(scenario: Scenario, rules: Rules) -> float:
    """What the co-op's lenders ask for, or else the dated yardstick."""
    agreed = scenario.deal.covenants.least_dscr
    return rules.value("lending.least_dscr") if agreed is None else agreed


def deduction_part(name: str, rules: Rules) -> float:
    """The part of pay up to which principal is deducted: of an ESOP's loan (26 U.S.C. 404(a)(9)), else nothing."""
    return rules.value("rivals.esop_deduction") if name in ESOPS else 0.0


def tax_rate(name: str, scenario: Scenario, rules: Rules) -> float:
    """A corporation's; none of an S corporation that an ESOP owns alone (26 U.S.C. 512(e)(3)).

    A trust's S election is not settled: its corporation counts as one that is taxed.
    """
    untaxed = name == "esop" and scenario.owner.entity == "s_corporation"
    return 0.0 if untaxed else rules.value("co_op.federal_rate")


def of_plan(months: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    """The model's months of a year after closing; the last twelve hold on."""
    first, last = (place - 1) * MONTHS_A_YEAR + 1, len(months) - 1
    return tuple(months[as_in(month, last)] for month in range(first, first + MONTHS_A_YEAR))


def of_loan(loan: tuple[NoteMonth, ...], place: int) -> tuple[NoteMonth, ...]:
    """A loan's months of a year after closing."""
    return loan[(place - 1) * MONTHS_A_YEAR : place * MONTHS_A_YEAR]


def debt_year(
    months: tuple[Any, ...], paid: tuple[NoteMonth, ...], of_law: tuple[float, float], asked: float
) -> DebtYear:
    """One year after closing; `of_law`: the part of pay up to which principal is deducted, and the rate of tax."""
    part, rate = of_law
    ebitda = cents(sum((now.operations.ebitda + now.operations.support for now in months), 0.0))
    spending = cents(sum((now.assets.capital_spending for now in months), 0.0))
    payroll = cents(sum((now.operations.payroll for now in months), 0.0))
    interest = cents(sum((one.interest for one in paid), 0.0))
    principal = cents(sum((one.principal for one in paid), 0.0))
    deducted = cents(interest + least(principal, part * payroll))
    tax = cents(rate * most(0.0, ebitda - spending - deducted))
    saved = saved_by(deducted, ebitda - spending, rate)
    left = cents(ebitda - spending - tax)
    due = cents(interest + principal)
    dscr = ratio(ebitda, due)
    covered = where(cents(100.0 * dscr) >= cents(100.0 * asked), 1.0, where(due > 0.0, 0.0, 1.0))
    return DebtYear(
        ebitda=ebitda,
        capital_spending=spending,
        payroll=payroll,
        interest=interest,
        principal=principal,
        deducted=deducted,
        tax=tax,
        left=left,
        due=due,
        dscr=dscr,
        saved=saved,
        cost=cents(due - saved),
        redeemed=cents(due - saved_by(interest, ebitda - spending, rate)),
        holds=covered * where(left >= due, 1.0, 0.0),
    )


def saved_by(deducted: float, income: float, rate: float) -> float:
    """The tax that a deduction saves: what is owed on the income without it, less what is owed with it."""
    return cents(cents(rate * most(0.0, income)) - cents(rate * most(0.0, income - deducted)))


def after_tax(years: tuple[DebtYear, ...]) -> AfterTax:
    """What buying all shares costs the company after tax: what is due on the debts, less the tax that they save.

    Where the company redeems its shares no part of the principal is deducted (26 U.S.C. 162(k)); of an ESOP's loan the
    company deducts what it contributes to pay it (404(a)(9)).
    """
    return AfterTax(*(cents(sum((getattr(year, name) for year in years), 0.0)) for name in AfterTax._fields))


def lowest_of(years: tuple[DebtYear, ...]) -> float:
    """The lowest DSCR of all years in which something is due."""
    lowest = NOTHING_DUE
    for year in years:
        lowest = least(lowest, where(year.due > 0.0, year.dscr, NOTHING_DUE))
    return lowest


def carry(
    months: tuple[Any, ...],
    loans: tuple[tuple[NoteMonth, ...], tuple[NoteMonth, ...]],
    of_law: tuple[float, float],
    asked: float,
) -> Debts:
    """Every year until bank loan and note are paid; a year in which nothing is due has no ratio and is left out."""
    bank, note = loans
    last = -(-max(len(bank), len(note)) // MONTHS_A_YEAR)
    years = tuple(
        debt_year(of_plan(months, place), (*of_loan(bank, place), *of_loan(note, place)), of_law, asked)
        for place in range(1, last + 1)
    )
    return Debts(bank, years, lowest_of(years), after_tax(years))


def carried(debts: Debts, asked: float) -> Carried:
    """Whether they are carried, and the first year in which they are not."""
    failed = next((place for place, year in enumerate(debts.years, 1) if not year.holds), 0)
    return Carried(not failed, debts.lowest if debts.lowest < NOTHING_DUE else None, asked, failed)


STAGES: list[Callable[..., Any]] = [
    least_dscr,
    deduction_part,
    tax_rate,
    of_plan,
    of_loan,
    saved_by,
    debt_year,
    after_tax,
    lowest_of,
    carry,
]
