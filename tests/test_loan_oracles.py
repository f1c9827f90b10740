"""Debt schedules against numpy-financial and against LibreOffice's own PMT, IPMT, PPMT and CUMPRINC.

Theirs are exact; ours round each payment and each period's interest to the cent, so a gap may grow by a cent a period,
with the interest on it.
"""

from io import BytesIO
from random import Random

import numpy as np
import numpy_financial as npf
import pytest
import xlsxwriter
from office import needs_soffice, through_office
from one_loan import Around, Row, schedule
from openpyxl import load_workbook

from planner.scenario import Loan
from planner.scenario.loans import MONTHS_BETWEEN

LOANS = 1_000
IN_THE_BOOK = 250


def random_loan(seed: int) -> Loan:
    """A level loan with or without interest-only months and a balloon, paid monthly, quarterly or yearly."""
    rng = Random(seed)
    payments = rng.choice(("monthly", "monthly", "quarterly", "yearly"))
    between = MONTHS_BETWEEN[payments]
    periods = rng.randint(2, 360 // between)
    quiet = rng.choice((0, 0, rng.randint(0, periods - 1)))
    over = rng.choice((None, None, rng.randint(periods, 360 // between)))
    return Loan(
        name="x",
        principal=rng.randint(1_000, 500_000_000) / 100,
        rate=rng.choice((0.0, round(rng.uniform(0.0001, 0.25), 6), round(rng.uniform(0.02, 0.12), 4))),
        months=periods * between,
        interest_only=quiet * between,
        payments=payments,
        amortisation=over * between if over else None,
    )


def by_period(loan: Loan) -> list[Row]:
    """The payment dates of a loan's schedule, without the interest-only ones."""
    between = MONTHS_BETWEEN[loan.payments]
    return schedule(loan)[loan.interest_only + between :: between]


def terms(loan: Loan) -> tuple[float, int]:
    """Rate a period, and periods over which the payment is worked out."""
    between = MONTHS_BETWEEN[loan.payments]
    return loan.rate * between / 12, (loan.amortisation or loan.months - loan.interest_only) // between


def allowed(rate: float, period: int) -> float:
    """A cent a period, with the interest on it."""
    return 0.0101 * (((1 + rate) ** period - 1) / rate if rate else period) + 0.0051


def theirs(rate: float, over: int, principal: float, periods: int) -> tuple[np.ndarray, np.ndarray]:
    """Interest and principal of the first periods; without interest theirs has no answer."""
    number = np.arange(1, periods + 1)
    if not rate:
        return np.zeros(periods), np.full(periods, principal / over)
    return -npf.ipmt(rate, number, over, principal), -npf.ppmt(rate, number, over, principal)


def test_interest_and_principal_are_numpy_financial_s() -> None:
    for seed in range(LOANS):
        loan = random_loan(seed)
        between, (rate, over) = MONTHS_BETWEEN[loan.payments], terms(loan)
        every = schedule(loan)
        for row in every[between : loan.interest_only + 1 : between]:
            assert row.paid.principal_paid == 0.0
            assert abs(row.paid.interest_paid - loan.principal * rate) < 0.0051
        rows = every[loan.interest_only + between :: between]
        exact = min(len(rows), over)
        interest, principal = theirs(rate, over, loan.principal, exact)
        for period, row in enumerate(rows[: exact - 1], 1):
            gap = allowed(rate, period) * between
            where = f"loan {seed}, period {period}"
            assert abs(row.paid.interest_paid - interest[period - 1]) < gap, f"{where}: interest"
            assert abs(row.paid.principal_paid - principal[period - 1]) < gap, f"{where}: principal"
        left = loan.principal - principal[: exact - 1].sum()
        assert rows[exact - 1].paid.principal_paid == pytest.approx(left, abs=allowed(rate, exact) * between)
        assert rows[-1].paid.balance == 0.0


def book(loans: list[Loan]) -> bytes:
    """A loan a row: PMT, then IPMT, PPMT and CUMPRINC of its first, middle and last period but one."""
    stream = BytesIO()
    made = xlsxwriter.Workbook(stream)
    page = made.add_worksheet()
    for row, loan in enumerate(loans, 1):
        rate, over = terms(loan)
        page.write_row(f"A{row}", [rate, over, loan.principal])
        page.write_formula(f"D{row}", f"=-PMT(A{row},B{row},C{row})")
        for place, period in enumerate(looked_at(loan)):
            call = f"(A{row},{period},B{row},C{row})"
            page.write_formula(row - 1, 4 + 3 * place, f"=-IPMT{call}")
            page.write_formula(row - 1, 5 + 3 * place, f"=-PPMT{call}")
            page.write_formula(row - 1, 6 + 3 * place, f"=-CUMPRINC(A{row},B{row},C{row},1,{period},0)")
    made.close()
    return stream.getvalue()


def looked_at(loan: Loan) -> tuple[int, int, int]:
    """Periods before the one in which what is left is cleared."""
    last = max(1, min(len(by_period(loan)), terms(loan)[1]) - 1)
    return 1, (last + 1) // 2, last


@pytest.mark.slow
def test_payments_are_a_spreadsheet_s_own(tmp_path) -> None:
    needs_soffice()
    drawn = (random_loan(seed) for seed in range(4 * IN_THE_BOOK))
    loans = [loan for loan in drawn if loan.rate and min(len(by_period(loan)), terms(loan)[1]) > 1][:IN_THE_BOOK]
    assert len(loans) == IN_THE_BOOK
    page = load_workbook(BytesIO(through_office(tmp_path, {"loans": book(loans)})["loans"]), data_only=True).active
    for number, (loan, told) in enumerate(zip(loans, page.iter_rows(values_only=True), strict=True)):
        rows, (rate, _) = by_period(loan), terms(loan)
        assert rows[0].due.payment == pytest.approx(told[3], abs=0.0051), f"loan {number}"
        for place, period in enumerate(looked_at(loan)):
            interest, principal, paid_back = told[4 + 3 * place : 7 + 3 * place]
            gap = allowed(rate, period) * MONTHS_BETWEEN[loan.payments]
            paid = rows[period - 1].paid
            assert abs(paid.interest_paid - interest) < gap, f"loan {number}, period {period}: IPMT"
            assert abs(paid.principal_paid - principal) < gap, f"loan {number}, period {period}: PPMT"
            so_far = sum(row.paid.principal_paid for row in rows[:period])
            assert abs(so_far - paid_back) < gap * 2, f"loan {number}, period {period}: CUMPRINC"


def test_level_principal_is_the_same_at_each_date_whatever_the_rate() -> None:
    """300,000 over 60 months: 5,000 a month, and interest on what is left."""
    loan = Loan(
        name="x",
        principal=300_000,
        rate=0.06,
        months=60,
        repayment="level_principal",
        rate_steps=({"month": 25, "rate": 0.09},),
    )
    rows = schedule(loan)
    assert [row.paid.principal_paid for row in rows[1:]] == [5_000.0] * 60
    assert rows[1].paid.interest_paid == 1_500.0
    assert rows[25].paid.interest_paid == 1_350.0  # 180,000 x 9 % / 12


def test_graduated_payments_of_a_worked_case() -> None:
    """100,000 at 6 %, five yearly payments that grow by 5 %: derived, 21,603.79 / 22,683.98 / 23,818.18 ..."""
    loan = Loan(
        name="x",
        principal=100_000,
        rate=0.06,
        months=60,
        repayment="graduated",
        payments="yearly",
        payment_growth=0.05,
    )
    paid = [row.paid.interest_paid + row.paid.principal_paid for row in schedule(loan)[12::12]]
    assert paid == pytest.approx([21_603.79, 22_683.98, 23_818.18, 25_009.09, 26_259.54], abs=0.02)


def test_a_loan_paid_from_revenue_of_a_worked_case() -> None:
    """150,000 for 3 % of sales of 1.2 million growing 3 % until 1.5 times are paid: derived, five years and a rest."""
    loan = Loan(name="x", principal=150_000, months=84, repayment="revenue_share", revenue_share=0.03, cap=1.5)
    sales = tuple(100_000 * 1.03 ** (month // 12) for month in range(84))
    months = [row.paid.interest_paid + row.paid.principal_paid for row in schedule(loan, Around(sales=sales))[1:]]
    years = [sum(months[year * 12 : year * 12 + 12]) for year in range(7)]
    assert years == pytest.approx([36_000, 37_080, 38_192.40, 39_338.17, 40_518.32, 33_871.11, 0.0], abs=0.07)
    assert sum(months) == pytest.approx(225_000, abs=0.05)  # each payment is split to the cent


def test_a_loan_paid_from_profit_of_a_worked_case() -> None:
    """100,000 at 8 % simple, a profit of 12,000: 6,000 at most; 2,000 of the interest is carried without interest."""
    loan = Loan(name="x", principal=100_000, rate=0.08, months=120, repayment="profit_share", profit_share=0.5)
    rows = schedule(loan, Around(profit=12_000.0))
    paid = [month for month, row in enumerate(rows) if row.paid.interest_paid]
    first, second = paid[:2]
    assert (first, second) == (13, 25)  # the month after each fiscal year-end
    assert rows[first].paid.interest_paid == 6_000.0
    assert rows[first].paid.principal_paid == 0.0
    owed = 100_000 * 0.08 * 13 / 12 - 6_000
    assert rows[first].paid.interest_owed == pytest.approx(owed, abs=0.01)
    assert rows[second].paid.interest_owed == pytest.approx(owed + 8_000 - 6_000, abs=0.02)


@pytest.mark.parametrize(("days", "year"), [("actual/365", 365), ("actual/360", 360)])
def test_days_count_as_they_are(days: str, year: int) -> None:
    """January's 31 days at 7.2 % on 100,000: 620.00 by actual/360, 611.51 by actual/365."""
    row = schedule(Loan(name="x", principal=100_000, rate=0.072, months=60, day_count=days))[1]
    assert row.paid.interest_paid == round(100_000 * 0.072 * 31 / year, 2)


def test_simple_standby_bears_no_interest_on_interest() -> None:
    """100,000 at 6 %, a year of full standby: 6,000 joins the balance at its end, against 6,167.78 compounded."""
    note = Loan(name="x", kind="seller", principal=100_000, rate=0.06, months=60, standby=12)
    simple = schedule(note.model_copy(update={"standby_interest": "added_at_end"}))
    assert simple[11].paid.balance == 100_000.0
    assert simple[12].paid.balance == 106_000.0
    assert schedule(note)[12].paid.balance == pytest.approx(106_167.78, abs=0.05)
    partial = schedule(note.model_copy(update={"standby_interest": "paid"}))
    assert [row.paid.interest_paid for row in partial[1:13]] == [500.0] * 12
    assert partial[12].paid.balance == 100_000.0
