"""What members' capital costs the co-op's cash: who is owed, who waits, and when the law bars a payment.

Redemptions compete with debt for the same cash: what falls due is set against what is left once all debt is served.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from planner.deal import tested_by_book
from planner.model.calendar import MONTHS_A_YEAR, Dates, month_of
from planner.model.helpers import cents
from planner.model.one import Run
from planner.model.records import Month
from planner.places import Rules
from planner.places.solvency import SolvencyTest, test_of
from planner.scenario import Scenario
from planner.seller.imputed import monthly_rate
from planner.statements import Period
from planner.words import Sentence, say, sentence
from planner.words.formats import listed, money, percent
from planner.words.formats import month_of as month_in_words

BARRED = tuple(f"redemption.from_closing_{why}{never}" for why in ("too_little", "as_due") for never in ("", "_never"))
SECOND = 2  # the first month after the closing day stands second


class YearRedeemed(NamedTuple):
    """One fiscal year: what falls due for the first time to leavers and on accounts called, and what is paid."""

    fiscal_year: str
    due: float
    paid: float
    waiting: float  # at its end: due, and held back
    owed: float  # at its end, due or not yet
    free: float  # cash once operations, tax, capital spending and all debt service are paid
    barred_as_due: int  # months in which debts could not have been paid as they fall due
    barred_by_sheet: int  # months in which too little was left by the test of the place


class Cohort(NamedTuple):
    """Those who left in one fiscal year: what they are owed at each fiscal year-end from then on."""

    fiscal_year: str
    owed: tuple[float, ...]


class Redemptions(NamedTuple):
    """Redemptions by fiscal year and by cohort, the longest wait, and the test of solvency that is held to."""

    years: tuple[YearRedeemed, ...]
    cohorts: tuple[Cohort, ...]
    merged: bool  # what was held back beyond the last cohort kept apart is no longer told by year of leaving
    longest_wait: int  # months
    longest_wait_month: int
    by_book: bool
    of_the_place: SolvencyTest
    first_free: int | None  # the first month in which members and investors may be paid out
    findings: tuple[Sentence, ...]


def read(scenario: Scenario, rules: Rules, run: Run, periods: tuple[Period, ...]) -> Redemptions:
    """The redemptions of one plan."""
    years = tuple(_year(run, period) for period in periods)
    apart = len(run.months[0].leavers)
    merged = any(now.leavers[-1].overdue > 0 and now.leavers[-1].instalment == 0 for now in run.months)
    place = test_of(scenario.place, scenario.deal.incorporated_in).test
    first = next((month for month, now in enumerate(run.months) if month and now.lawful.room > 0), None)
    interest = ((period.label, interest_a_year(scenario, run.months[period.last])) for period in periods)
    found = Redemptions(
        years=years,
        cohorts=_cohorts(run, periods, apart),
        merged=merged,
        longest_wait=int(run.outcome.longest_wait),
        longest_wait_month=int(run.outcome.longest_wait_month),
        by_book=tested_by_book(scenario),
        of_the_place=place,
        first_free=first,
        findings=(),
    )
    return found._replace(findings=(*_findings(scenario, rules, run, found), *_all_interest(scenario, interest)))


def owed_to_leavers(now: Month) -> float:
    """All that is owed to members of every class who left, and on accounts called."""
    workers = now.members.leavers_owed + now.owed.leaver_interest_owed + now.owed.revolving_payable
    others = now.of_classes
    return workers + others.leavers_owed + others.leaver_interest_owed + others.revolving_payable


def interest_a_year(scenario: Scenario, now: Month) -> float:
    """A year's interest on what leavers of every class are owed at the end of a month, sum of rate x owed."""
    of_classes = zip(scenario.membership.classes, now.classes, strict=True)
    others = sum(one.redemption_rate * cls.capital.leavers_owed for one, cls in of_classes)
    return cents(scenario.coop.redemption_rate * now.members.leavers_owed + others)


def _held_back(end: Month) -> float:
    """What is due to leavers of every class and on accounts called, and waits."""
    workers = sum(one.overdue for one in end.leavers_paid) + end.owed.leaver_interest_owed
    others = (
        sum(one.overdue for cls in end.class_paid for one in cls.leavers_paid) + end.of_classes.leaver_interest_owed
    )
    return workers + others + end.owed.revolving_overdue


def _year(run: Run, period: Period) -> YearRedeemed:
    months = run.months[period.first : period.last + 1]
    end = months[-1]
    paid = sum(
        each.leavers_paid + each.leaver_interest_paid + each.revolved_paid
        for one in months
        for each in (one.payments, one.class_flows)
    )
    free = sum(
        one.gates.operating_cash
        - one.assets.capital_spending
        - one.line_cost.interest
        - one.line_cost.unused_fee
        - one.debt.interest_paid
        - one.debt.principal_paid
        for one in months
    )
    waiting = _held_back(end)
    return YearRedeemed(
        fiscal_year=period.label,
        due=round(sum(one.claims.fresh_leavers + one.claims.fresh_revolving for one in months), 2) + 0.0,
        paid=round(paid, 2) + 0.0,
        waiting=round(waiting, 2) + 0.0,
        owed=round(owed_to_leavers(end), 2) + 0.0,
        free=round(free, 2) + 0.0,
        barred_as_due=sum(one.lawful.not_as_due > 0 for one in months),
        barred_by_sheet=sum(one.lawful.not_by_sheet > 0 for one in months),
    )


def _cohorts(run: Run, periods: tuple[Period, ...], apart: int) -> tuple[Cohort, ...]:
    """Slot k of the model holds, after a fiscal year-end, those who left k fiscal years before."""
    found = []
    for left, period in enumerate(periods):
        owed = [
            run.months[later.last].leavers[age].balance
            for age, later in enumerate(periods[left : left + apart])
            if run.months[later.last].year.months
        ]
        if any(owed):
            found.append(Cohort(period.label, tuple(round(one, 2) for one in owed)))
    return tuple(found)


def _findings(scenario: Scenario, rules: Rules, run: Run, found: Redemptions) -> tuple[Sentence, ...]:
    said = list(_barred_from_closing(scenario, run, found))
    if (
        found.of_the_place == "unknown"
        and scenario.coop.solvency_by == "place"
        and any(year.due for year in found.years)
    ):
        said.append(sentence("redemption.unknown_test"))
    if found.merged:
        said.append(sentence("redemption.merged", years=len(run.months[0].leavers)))
    kept_back = sum(now.members.forfeited for now in run.months)
    if kept_back > 0:
        said.append(sentence("redemption.forfeited", amount=money(kept_back)))
    below = _below_federal(scenario, rules)
    if below is not None and any(year.due for year in found.years):
        said.append(below)
    return tuple(said)


def _all_interest(scenario: Scenario, interest: Iterable[tuple[str, float]]) -> tuple[Sentence, ...]:
    """The first year at whose end a year's interest to leavers is all that the bylaws let them be paid, or more.

    Each month interest is paid before what they are owed; what is left of it waits and bears none itself.
    """
    limit = scenario.coop.most_redeemed
    if not limit:
        return ()
    for year, amount in interest:
        if amount >= limit:
            return (sentence("redemption.all_interest", limit=money(limit), year=year, interest=money(amount)),)
    return ()


def federal_rate(rules: Rules, closing: date, years: int) -> tuple[str, float]:
    """The federal rate of the closing month for a note of so many years, and its term; compounded twice a year.

    Source of the terms: 26 U.S.C. 1274(d)(1)(A).
    """
    law = rules.at(date(closing.year, closing.month, 1))
    term = "short" if years <= law.value("seller.short_term") else "mid"
    if years > law.value("seller.middle_term"):
        term = "long"
    return term, law.value(f"seller.test_rate.{term}")


def _below_federal(scenario: Scenario, rules: Rules) -> Sentence | None:
    """Interest to leavers below the federal rate, which some bylaws ask for: dojo4, co-op/bylaws."""
    coop = scenario.coop
    if not coop.redemption_years:
        return None
    term, rate = federal_rate(rules, scenario.deal.closing, coop.redemption_years)
    if coop.redemption_rate / MONTHS_A_YEAR >= monthly_rate(rate):
        return None
    return sentence(
        "redemption.below_federal",
        years=coop.redemption_years,
        paid=percent(coop.redemption_rate, decimals=2),
        term=say(f"redemption.term.{term}"),
        rate=percent(rate, decimals=2),
    )


def _barred_from_closing(scenario: Scenario, run: Run, found: Redemptions) -> tuple[Sentence, ...]:
    """What a deal with much debt means for early leavers: until when the law bars paying them."""
    if len(run.months) < SECOND or found.first_free == 1:
        return ()
    first = run.months[1].lawful
    why = "too_little" if first.not_by_sheet > 0 else "as_due"
    test = say("redemption.by_book" if found.by_book else "redemption.by_fair")
    if found.first_free is None:
        return (sentence(f"redemption.from_closing_{why}_never", test=test),)
    month = month_in_words(date(*month_of(scenario.deal.closing, found.first_free), 1))
    return (sentence(f"redemption.from_closing_{why}", test=test, month=month, months=found.first_free),)


def told(run: Run, dates: Dates, found: Redemptions, language: str = "en") -> list[str]:
    """Waits and the law's bar, in words."""
    as_due, by_sheet = (
        sum(getattr(year, name) for year in found.years) for name in ("barred_as_due", "barred_by_sheet")
    )
    barred = sum(now.lawful.room <= 0 for now in run.months[1:])
    if not barred:
        said = [say("redemption.not_barred", language)]
    else:
        test = say("redemption.by_book" if found.by_book else "redemption.by_fair", language)
        why = [
            say(f"redemption.bar.{name}", language, months=months, test=test)
            for name, months in (("as_due", as_due), ("too_little", by_sheet))
            if months
        ]
        said = [say("redemption.barred", language, months=barred, why=listed(why, language=language))]
        said.append(
            say("redemption.never_open", language)
            if found.first_free is None
            else say("redemption.open_from", language, month=_month(dates, found.first_free, language))
        )
    if not any(year.due for year in found.years):
        return said
    if not found.longest_wait:
        return [*said, say("redemption.no_wait", language)]
    month = _month(dates, found.longest_wait_month, language)
    return [*said, say("redemption.wait", language, months=found.longest_wait, month=month)]


def _month(dates: Dates, month: int, language: str) -> str:
    return month_in_words(date(*month_of(dates.closing, month), 1), language=language)
