"""Loans month by month against numpy-financial, and the cases it has no word for."""

from itertools import pairwise

import numpy_financial as npf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from one_loan import schedule

from planner.model.calendar import Dates, clock
from planner.scenario import Loan


@settings(max_examples=1500, deadline=None)
@given(
    principal=some.integers(1_000, 900_000_000).map(lambda cents: cents / 100),
    rate=some.just(0.0) | some.floats(1e-6, 0.25),
    months=some.integers(1, 360),
)
def test_level_loan_is_numpy_financials_to_the_cent_a_month(principal: float, rate: float, months: int) -> None:
    payment = -npf.pmt(rate / 12, months, principal)
    rows = schedule(Loan(name="x", principal=principal, rate=rate, months=months))
    assert rows[1].due.payment == pytest.approx(payment, abs=0.0051)
    growth = (1 + rate / 12) ** months
    for month, row in enumerate(rows[1:], 1):
        exact = -npf.fv(rate / 12, month, -payment, principal) if rate else principal - payment * month
        assert abs(row.paid.balance - abs(exact)) < 0.011 * month * growth + 0.011
    assert rows[-1].paid.balance == 0.0
    assert sum(row.paid.principal_paid for row in rows) == pytest.approx(principal, abs=1e-4)


@settings(max_examples=1500, deadline=None)
@given(some.data())
def test_every_loan_ends_at_nothing_and_pays_back_what_it_lent_with_what_was_added(
    data: some.DataObject,
) -> None:
    months = data.draw(some.integers(2, 360))
    standby, quiet = (data.draw(some.integers(0, months - 1)) for _ in range(2))
    loan = Loan(
        name="x",
        principal=data.draw(some.integers(0, 10**9)) / 100,
        rate=data.draw(some.just(0.0) | some.floats(1e-12, 0.4)),
        months=months,
        standby=standby,
        interest_only=quiet if quiet > standby else 0,
        amortisation=data.draw(some.none() | some.integers(months, 360)),
    )
    rows = schedule(loan)
    assert rows[-1].paid.balance == 0.0
    added = sum(row.due.added for row in rows)
    assert sum(row.paid.principal_paid for row in rows) == pytest.approx(loan.principal + added, rel=1e-9, abs=1e-4)
    assert all(row.paid.balance >= 0 and row.paid.principal_paid >= 0 and row.paid.interest_paid >= 0 for row in rows)
    for month, row in enumerate(rows[1:], 1):
        assert row.due.interest == pytest.approx(row.due.added + row.paid.interest_paid)
        if month <= loan.standby:
            assert row.paid.interest_paid == row.paid.principal_paid == 0
        if month <= max(loan.standby, loan.interest_only):
            assert row.due.level_principal == 0


def test_seller_note_of_a_published_vector() -> None:
    """300,000 at 6 % over 60 months: about 5,800 a month and 48,000 of interest (published), 5,799.84 exactly."""
    rows = schedule(Loan(name="Seller note", kind="seller", principal=300_000, rate=0.06, months=60))
    assert rows[1].due.payment == 5_799.84
    assert sum(row.due.interest for row in rows) == pytest.approx(47_990.43, abs=60 * 0.005)


def test_bank_loan_of_a_published_vector() -> None:
    """900,000 at 9.75 % over 120 months: 11,769.32 a month."""
    assert schedule(Loan(name="Bank", principal=900_000, rate=0.0975, months=120))[1].due.payment == 11_769.32


def test_balloon_is_what_the_last_payment_takes_beyond_a_level_one() -> None:
    rows = schedule(Loan(name="Balloon", principal=600_000, rate=0.06, months=60, amortisation=240))
    left = -npf.fv(0.005, 59, npf.pmt(0.005, 240, 600_000), 600_000)
    assert rows[59].paid.balance == pytest.approx(left, abs=0.5)
    assert rows[60].due.balloon == pytest.approx(rows[59].paid.balance - rows[60].due.level_principal)
    assert rows[60].due.balloon > 400_000


def test_standby_adds_interest_each_month() -> None:
    rows = schedule(Loan(name="Note", kind="seller", principal=100_000, rate=0.06, months=60, standby=12))
    assert rows[12].paid.balance == pytest.approx(100_000 * 1.005**12, abs=0.1)
    assert rows[13].due.payment == pytest.approx(-npf.pmt(0.005, 48, rows[12].paid.balance), abs=0.006)


@pytest.mark.parametrize(("closing_month", "year_end_month"), [(1, 12), (12, 12), (6, 3), (3, 3), (2, 1)])
def test_the_calendar_keeps_fiscal_years(closing_month: int, year_end_month: int) -> None:
    from datetime import date

    dates = Dates(date(2027, closing_month, 5), year_end_month, 60, 6, (4, 6, 9, 12), 9)
    clocks = [clock(dates, month) for month in range(61)]
    ends = [month for month, one in enumerate(clocks) if one.year_end]
    assert all((dates.closing.month - 1 + month) % 12 + 1 == year_end_month for month in ends)
    assert [later - one for one, later in pairwise(ends)] == [12] * (len(ends) - 1)
    assert ends[0] == (year_end_month - closing_month) % 12 or ends[0] == 12
    paid = [month for month, one in enumerate(clocks) if one.payout_due]
    assert paid == [month + 6 for month in ends if month + 6 <= 60]
    returns = [month for month, one in enumerate(clocks) if one.return_due]
    assert returns == [month + 9 for month in ends if month + 9 <= 60]
    assert all(clocks[month - 1].reckon for month, one in enumerate(clocks) if one.estimate_due and month > 1)
