"""Tax of a year in which notices that were not qualified are paid: 26 U.S.C. 1383."""

from collections.abc import Callable

import pytest
from firm import lowered, scenario
from test_surplus import reckoned, with_coop

from planner.model import one
from planner.model.records import Month
from planner.model.surplus import entitle, find_surplus, reckon
from planner.scenario import Scenario


def notices_alone(**coop: object) -> Scenario:
    """All patronage in notices that are not qualified, called a year later, 50,000 a year at most."""
    base = scenario(months=60)
    deal_asked = base.deal.model_copy(update={"opening_cash": 250_000.0})
    people = base.workforce.model_copy(update={"turnover": 0.0})
    bylaws = {"qualified": False, "cash_fraction": 0.0, "revolving_years": 1, "most_redeemed": 50_000.0, **coop}
    made = with_coop(base, collective_fraction=0.0, losses_made_good=False, **bylaws)
    return made.model_copy(update={"deal": deal_asked, "workforce": people})


def followed_at(case: one.Case, rate: Callable[[float], float]) -> list[Month]:
    """The months of a plan, at a rate of tax that may change."""
    written = one.orchestra_for(case.shape)
    opened = written["close"](case.terms)
    months = [written["begin"](case.terms, opened, case.clocks[0])]
    for drivers, clock in zip(case.drivers[1:], case.clocks[1:], strict=True):
        terms = case.terms._replace(tax_rate=rate(clock.month))
        months.append(written["month"](terms, opened, drivers, clock, months[-1]))
    return months


def test_notices_redeemed_save_at_the_dearer_of_two_rates() -> None:
    """50,000 not qualified, issued at 35 %, redeemed at 21 %: by deduction 10,500, by the year of issue 17,500.

    26 U.S.C. 1383(a): the lesser tax counts. The other way round it is the deduction that saves more.
    """
    case = lowered(notices_alone())
    for issued, redeemed, saves, by_issue in ((0.35, 0.21, 17_500, 1.0), (0.21, 0.35, 17_500, 0.0)):
        end = followed_at(case, lambda month, before=issued, after=redeemed: before if month <= 24 else after)[36]
        assert end.year.notices_redeemed == 50_000.0
        assert end.year.issue_tax == pytest.approx(issued * 50_000, abs=0.02)
        without = redeemed * end.year.taxable_surplus
        assert without - end.shared.tax == pytest.approx(saves, abs=0.02)
        assert end.reckoning.by_issue == by_issue


def test_what_notices_would_have_saved_is_refunded_in_a_year_without_income() -> None:
    """26 U.S.C. 1383(b)(1), (3): more than the tax of the year is paid back, and nothing is carried forward."""
    base = notices_alone(revolving_years=3, most_redeemed=None)
    business = base.business.model_copy(update={"growth": (0.1, 0.1, 0.0, -0.05, -0.08)})
    made = base.model_copy(update={"business": business, "months": 72})
    case = lowered(made)
    run = one.run(case)
    refunded = 0
    for month, clock in zip(run.months, case.clocks, strict=True):
        year, shared, reckoned = month.year, month.shared, month.reckoning
        if clock.year_end and year.notices_redeemed > max(0.0, year.taxable_surplus):
            assert reckoned.by_issue == 1.0
            assert shared.new_tax_losses == max(0.0, round(-year.taxable_surplus, 2))
            taxable = max(0.0, year.taxable_surplus)
            used = min(run.months[int(clock.month) - 1].owed.tax_losses, 0.8 * taxable)
            assert shared.tax == pytest.approx(0.21 * (taxable - used) - year.issue_tax, abs=0.02)
            assert shared.tax < 0
            paid_back = [now.payments.return_paid for now in run.months[int(clock.month) + 1 : int(clock.month) + 13]]
            refunded += min(paid_back, default=0.0) < 0
    assert refunded == 1  # of two such years the plan sees one through to the refund
    assert run.outcome.worst_gap < 0.01


def test_notices_of_a_year_without_tax_save_none_when_issued() -> None:
    """26 U.S.C. 1383(a)(2)(B): the decrease in tax of the year of issue is none where there was no tax to save."""
    held, year, month = reckoned(qualified=0.0, cash_fraction=0.0)
    for income, saved_each in ((2e5, 0.21), (0.0, 0.0), (64_000.0, 0.105)):
        taxed = year._replace(taxable_surplus=income)
        entitled = entitle(0.0, 0.0, held, taxed, 0.0, month.stake)
        book = held._replace(basis_taxable=0.0)
        before = find_surplus(book, taxed, entitled, 0.0, 0.0, month.stake, month.owed)
        found = reckon(book, taxed, entitled, before, 0.0, 0.0, 0.0, 0.0, month.stake, month.owed)
        assert found.notices == 128_000
        assert found.issue_tax_rate == pytest.approx(saved_each)
