"""The community currency by fiscal year, and what would happen if nobody bought with it any more.

Stress: the same plan in which nobody spends a unit and the sales that were paid in units are lost, so that money is
asked for all that may be redeemed, each unit as soon as it may.
"""

from typing import NamedTuple

from planner.model import one
from planner.model.helpers import cents, most, ratio
from planner.model.one import Case, Run
from planner.scenario import Scenario
from planner.statements import Period
from planner.words import Sentence, sentence
from planner.words.formats import money

FLOWS = ("as_pay", "as_patronage", "spent", "redeemed")


class CurrencyYear(NamedTuple):
    """One fiscal year of the currency; money."""

    fiscal_year: str
    last: int  # month
    as_pay: float
    as_patronage: float
    spent: float
    redeemed: float
    outstanding: float  # at its end
    redeemable: float  # of it: money may yet be asked for
    at_hand: float  # at its end: cash above the floor, and the line's unused part

    @property
    def covered(self) -> bool:
        """Whether what is at hand would redeem all at once."""
        return self.at_hand >= self.redeemable


class Stress(NamedTuple):
    """The plan as it is, and with nobody spending a unit."""

    lowest_cash: float
    lowest_cash_stressed: float
    most_redeemed: float  # in a fiscal year
    most_redeemed_stressed: float
    falls_short: bool  # under stress, and not without it


class Circulation(NamedTuple):
    """The currency of one plan; no years where there is none."""

    years: tuple[CurrencyYear, ...]
    stress: Stress | None


def read(scenario: Scenario, case: Case, run: Run, periods: tuple[Period, ...]) -> Circulation:
    """Year by year, and under stress."""
    if not scenario.community_currency.used:
        return Circulation((), None)
    years = follow(case, run, periods)
    hard = one.run(stressed(case, run))
    stress = Stress(
        lowest_cash=cents(run.outcome.lowest_cash),
        lowest_cash_stressed=cents(hard.outcome.lowest_cash),
        most_redeemed=max(year.redeemed for year in years),
        most_redeemed_stressed=max(year.redeemed for year in follow(case, hard, periods)),
        falls_short=hard.outcome.shortfall_month >= 0 > run.outcome.shortfall_month,
    )
    return Circulation(years, stress)


def stressed(case: Case, run: Run) -> Case:
    """Nobody buys with it: what was spent is lost to sales, each month in the part it was of them."""
    lost = [ratio(month.currency.spent, month.operations.sales) for month in run.months]
    drivers = tuple(
        driven._replace(shock=driven.shock * (1.0 - part)) for driven, part in zip(case.drivers, lost, strict=True)
    )
    return case._replace(terms=case.terms._replace(currency_spent=0.0), drivers=drivers)


def follow(case: Case, run: Run, periods: tuple[Period, ...]) -> tuple[CurrencyYear, ...]:
    """Each fiscal year's flows, and what stands at its end."""
    found = []
    for period in periods:
        months, end = run.months[period.first : period.last + 1], run.months[period.last]
        flows = {name: cents(sum(getattr(month.currency, name) for month in months)) for name in FLOWS}
        unused = most(0.0, end.working.line_capacity - end.treasury.line)
        found.append(
            CurrencyYear(
                period.label,
                period.last,
                **flows,
                outstanding=cents(end.currency.outstanding),
                redeemable=end.currency.redeemable,
                at_hand=cents(most(0.0, end.treasury.cash - case.terms.cash_floor) + unused),
            )
        )
    return tuple(found)


def told(found: Circulation, language: str = "en") -> tuple[Sentence, ...]:
    """The debt at the end, whether it could be met at once, and what stress does."""
    if found.stress is None:
        return ()

    def written(amount: float) -> str:
        return money(amount, language=language)

    last, stress = found.years[-1], found.stress
    said = [
        sentence(
            "currency.outstanding", amount=written(last.outstanding), redeemable=written(last.redeemable), year=last[0]
        )
    ]
    bare = [year for year in found.years if not year.covered]
    if bare:
        worst = max(bare, key=lambda year: year.redeemable - year.at_hand)
        amounts = {"redeemable": written(worst.redeemable), "at_hand": written(worst.at_hand)}
        said.append(sentence("currency.not_covered", years=len(bare), year=worst.fiscal_year, **amounts))
    else:
        said.append(sentence("currency.covered"))
    said.append(
        sentence(
            "currency.stress_short" if stress.falls_short else "currency.stress",
            redeemed=written(stress.most_redeemed_stressed),
            planned=written(stress.most_redeemed),
            lowest=written(stress.lowest_cash_stressed),
            before=written(stress.lowest_cash),
        )
    )
    return tuple(said)
