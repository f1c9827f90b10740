"""Published buyouts, worked again by the model's own months, closing day and forecast; and shares released by a loan.

Known to be wrong, so nobody adds it: the default screen of simplepaperlbo.com (see test_lending).
"""

import firm
import lender_firm
import pytest
from one_loan import schedule

from planner.model.one import Run, run
from planner.scenario import Books, Business, Loan, Preferred, Statement
from planner.valuation.income import discount, forecast
from planner.valuation.records import Discounting, ForecastYear

THOUSAND = 1_000.0
NO_DISCOUNT = Discounting(
    discount_rate=0.0,
    low_rate=0.0,
    high_rate=0.0,
    growth=0.0,
    tax_rate=0.4,
    working_fraction=0.0,
    mid_year=0.0,
    by_multiple=1.0,
    exit_multiple=10.0,
)

# --- stratadsa.com, LBO worked example --------------------------------------------------------------------------------

# Sales of 500 growing 5 %, EBITDA 20 %, depreciation 4 % and capital spending 3 % of sales, debt 150 + 350, three
# quarters of the year's cash swept. The readable part names neither rate of interest nor of tax: 8.4 % on the opening
# debt and 35 % give its rows.
INTEREST = (42, 40, 38, 35, 32)
FREE_CASH = (33, 37, 42, 47, 52)
PAID_DOWN = (25, 28, 32, 35, 39)
DEBT = (475, 447, 416, 381, 342)
STRATA_RATE, STRATA_TAX, SWEPT = 0.084, 0.35, 0.75


def strata_year(sales: float, debt: float) -> Run:
    """One year of the page's company through the model, in thousands, opened with last year's debt.

    Each year stands alone, since the page leaves the quarter that is not swept out of the next year's sweep. Tax is a
    co-op's no more than the page's 35 % is: worked out from the rows above it, it stands among the costs.
    """
    tax = STRATA_TAX * (sales * 0.20 - sales * 0.04 - debt * STRATA_RATE)
    loan = Loan(name="Term loans", rate=STRATA_RATE, months=360, repayment="interest_only", swept=True)
    asked = lender_firm.scenario((loan,), price=round(debt, 2), months=12)
    statement = Statement(year=2026, sales=sales, overhead=sales * 0.80 + tax)
    business = asked.business.model_copy(update={"statements": (statement,), "capital_spending": sales * 0.03})
    payout = asked.deal.payout.model_copy(update={"sweep": SWEPT})
    deal = asked.deal.model_copy(update={"payout": payout})
    case = firm.lowered(asked.model_copy(update={"business": business, "deal": deal}))
    *_, last = case.clocks
    clocks = (*(clock._replace(payout_due=0.0) for clock in case.clocks[:-1]), last._replace(payout_due=1.0))
    return run(case._replace(terms=case.terms._replace(tax_rate=0.0), clocks=clocks))


def test_three_quarters_of_each_year_s_cash_are_swept_as_published():
    sales, debt, rows = 500.0 * THOUSAND, 500.0 * THOUSAND, []
    for _ in range(5):
        sales *= 1.05
        months = strata_year(sales, debt).months
        interest = sum(month.debt.interest_paid for month in months)
        free = months[-1].treasury.cash - months[0].treasury.cash + sum(month.debt.prepaid for month in months)
        swept, debt = months[-1].loans[0].swept, months[-1].debt.balance
        assert swept == pytest.approx(SWEPT * free, abs=0.02)
        rows.append([one / THOUSAND for one in (interest, free, swept, debt)])
    interest, free, swept, balance = (list(column) for column in zip(*rows, strict=True))
    assert [round(one) for one in interest] == list(INTEREST)
    assert [round(one) for one in free] == list(FREE_CASH)
    # The page sweeps cash that it has already rounded: 0.75 x 33 = 24.75, and so on; unrounded the debt ends higher.
    as_printed = [SWEPT * round(one) for one in free]
    assert as_printed == pytest.approx(PAID_DOWN, abs=0.5)
    assert [500 - sum(as_printed[: year + 1]) for year in range(5)] == pytest.approx(DEBT, abs=0.5)
    assert swept == pytest.approx(PAID_DOWN, abs=0.5 + SWEPT * 0.5)
    assert [round(one) for one in balance] == [476, 448, 417, 382, 343]
    # 10.0 times the last EBITDA, less that debt: the page's value creation of 409 on equity of 525
    equity = 10.0 * 0.20 * sales / THOUSAND - 342
    assert equity == pytest.approx(934.3, abs=0.05)
    assert equity - 525 == pytest.approx(409, abs=0.5)


# --- financeinterviewcoach.com and pe-curriculum.vercel.app: buyouts on paper -----------------------------------------


def test_a_paper_buyout_without_interest():
    """Sales 100 and 10 more a year, EBITDA 30 %, depreciation and capital spending 15, tax 40 %; 10x, of it 5x lent.

    The page prints 11, 18, on average 15, in all 75, and 375 at exit (2.5x); unrounded: 10.8, 18, 14.4, 72, 372, 2.48x.
    """
    years, then = [], ForecastYear(0.0, 100.0, 30.0, 15.0, 0.0, 0.0, 0.0)
    for _ in range(5):
        growth = 10.0 / then.sales
        then = forecast(growth, then._replace(upkeep=15.0 / (1.0 + growth)), NO_DISCOUNT)
        years.append(then)
    flows = [year.cash_flow for year in years]
    assert (flows[0], flows[-1]) == (pytest.approx(10.8), pytest.approx(18.0))
    found = discount(tuple(years), years[-1], 0.0, NO_DISCOUNT).sum
    assert found.explicit == pytest.approx(72.0)
    assert found.explicit / 5 == pytest.approx(14.4)
    left = found.terminal - (150.0 - found.explicit)
    assert found.terminal == pytest.approx(450.0)
    assert left == pytest.approx(372.0)
    assert left / 150.0 == pytest.approx(2.48)


def test_a_paper_buyout_by_exit_multiple():
    """EBITDA of 100 growing 5 % for five years, 8x, less debt of 350: 127.6, 1,021, 671, and 2.24 times 300."""
    years, then = [], ForecastYear(0.0, 500.0, 100.0, 0.0, 0.0, 0.0, 0.0)
    told = NO_DISCOUNT._replace(exit_multiple=8.0)
    for _ in range(5):
        then = forecast(0.05, then, told)
        years.append(then)
    found = discount(tuple(years), years[-1], 0.0, told).sum
    assert round(years[-1].ebitda, 1) == 127.6
    assert round(found.terminal) == 1_021
    assert round(found.terminal - 350) == 671
    assert round((found.terminal - 350) / 300, 2) == 2.24


# --- capstack-lbo 0.1.0, "Meridian" -------------------------------------------------------------------------------


def test_sources_and_uses_of_meridian():
    """The closing day that capstack-lbo prints, its millions as thousands.

    240.00 x 11.5 = 2,760.00 less net debt of 345 = 2,415; discounts of 0.5 % on 1,150 and 2 % on 250 = 10.75; the
    sponsor's 994.14 is what is missing. Preferred shares stand in for the sponsor and the 85.00 that sellers roll over.
    The page takes 45 of the old cash and puts 40 back; here all 65 are left in and 60 stay: 20 more on both sides.
    """
    lent = (
        Loan(name="Term loan B", principal=1_150_000, rate=0.07, months=84, fee=0.005, fixed_fee=41_250),
        Loan(name="Notes", principal=450_000, rate=0.07, months=84),
        Loan(name="Second lien", kind="subordinated", principal=250_000, rate=0.1, months=96, fee=0.02),
    )
    asked = firm.scenario()
    last = asked.business.statements[-1]
    business = Business(name="Meridian", statements=(last,), books=Books(cash=65_000, debt=410_000))
    deal = asked.deal.model_copy(
        update={
            "price": 240_000 * 11.5,
            "cash_left_in": 65_000.0,
            "opening_cash": 60_000.0,
            "transaction_costs": 38_640 + 18_500.0,
            "loans": lent,
            "preferred": Preferred(),
            "plug": "preferred",
        }
    )
    members = asked.coop.model_copy(update={"member_share": 0.0, "down_payment": 0.0})
    closing = run(
        firm.lowered(asked.model_copy(update={"business": business, "deal": deal, "coop": members}))
    ).start.closing
    assert deal.price == 2_760_000
    assert closing.to_seller == 2_415_000
    assert closing.loan_fees == 41_250 + 10_750
    assert closing.plug == 994_140 + 85_000
    assert closing.sources == closing.uses == 2_974_140 + 20_000


# --- NCEO and ESOP Partners: shares that a repaid loan releases -------------------------------------------------------


def test_shares_released_as_principal_is_repaid():
    """nceo.org and esoppartners.com on an ESOP's suspense account: by principal alone, or by principal and interest.

    100,000 shares behind 1,000,000 at 8 %, five level yearly payments of 250,456.45 (worked from their formulas).
    """
    loan = Loan(name="x", principal=1_000_000, rate=0.08, months=60, payments="yearly")
    rows = schedule(loan)[12::12]
    paid = [row.paid.interest_paid + row.paid.principal_paid for row in rows]
    assert paid == pytest.approx([250_456.45] * 5, abs=0.025)  # the last one takes up the cents
    by_principal = [100_000 * row.paid.principal_paid / 1_000_000 for row in rows]
    assert by_principal == pytest.approx([17_045.65, 18_409.30, 19_882.04, 21_472.60, 23_190.41], abs=0.006)
    assert sum(by_principal) == pytest.approx(100_000, abs=0.001)
    assert [100_000 * one / sum(paid) for one in paid] == pytest.approx([20_000] * 5, abs=0.01)
