"""The debt waterfall against capstack-lbo, an independent engine for buyouts, on random deals that both of them cover.

Both cover: monthly periods; interest on opening balances by 30/360, actual/365 or actual/360; fixed rates and an index
plus spread with a floor; level principal, all at the end, interest added for the whole term; a line drawn to keep the
floor and repaid first; a sweep of all spare cash in order of rank. What only we have is left out of these deals: the
co-op's year-end (all surplus to the collective account, no tax), a sweep once a year (here each month is a pay day).
Theirs rounds nothing, ours each payment and each month's interest to the cent: the gap may grow by a cent a month and
loan. A month in which cash does not suffice ends the comparison: theirs then supposes that the gap is plugged.
"""

from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import NamedTuple

import firm
import sweep
from capstack.daycount import DayCount
from capstack.debt import CapitalStructure, DebtSchedule, InterestBasis, Tranche, TrancheKind
from capstack.drivers import Driver
from capstack.periods import Period

from planner.model.calendar import month_of
from planner.model.one import Case, Run, run
from planner.scenario import Books, Business, Coop, Deal, LineOfCredit, Loan, Scenario, Statement, Workforce
from planner.scenario.loans import DayCount as OurDays

DEALS = sweep.cases(300, 1_000)
MONTHS = 72
THEIR_DAYS = {
    "30/360": DayCount.THIRTY_360_US,
    "actual/365": DayCount.ACT_365F,
    "actual/360": DayCount.ACT_360,
}


class Deals(NamedTuple):
    """One deal as both engines know it."""

    scenario: Scenario
    days: OurDays


def random_deal(seed: int) -> Deals:
    """A firm with seasons and up to six loans, the first of which takes up what is missing."""
    rng = Random(seed)
    days = rng.choice(("30/360", "30/360", "actual/365", "actual/360"))
    price = round(rng.uniform(200_000, 5_000_000), 2)
    sales = round(price * rng.uniform(1.0, 6.0), 2)
    floor = round(sales * rng.uniform(0.0, 0.05), 2)
    loans = [_loan(rng, place, days, price) for place in range(rng.randint(1, 6))]
    limit = round(price * rng.uniform(0.05, 0.4), 2) if rng.random() < 0.8 else 0.0
    return Deals(
        Scenario(
            name=f"Waterfall {seed}",
            months=MONTHS,
            business=Business(
                name="Random firm",
                fiscal_year_end_month=rng.randint(1, 12),
                statements=(_statement(rng, sales),),
                books=Books(receivables=round(sales / 10, 2), inventory=round(sales / 20, 2), equipment=price / 10),
                growth=tuple(round(rng.uniform(-0.1, 0.15), 4) for _ in range(6)),
                seasonality=tuple(round(rng.uniform(0.2, 2.0), 2) for _ in range(12)),
                receivable_days=round(rng.uniform(0, 80), 1),
                capital_spending=round(sales * rng.uniform(0.0, 0.03), 2),
                cash_floor=floor,
            ),
            workforce=Workforce(workers=()),
            deal=Deal(
                form="shares_merged",
                closing=date(2027, rng.randint(1, 12), 28),
                price=price,
                opening_cash=floor,
                loans=tuple(loans),
                line=LineOfCredit(
                    limit=limit,
                    rate=round(rng.uniform(0.04, 0.12), 4) if days == "30/360" else 0.0,
                    unused_fee=rng.choice((0.0, 0.005)) if days == "30/360" else 0.0,
                ),
                plug=loans[0].name,
                base_rate=tuple(round(rng.uniform(0.0, 0.08), 4) for _ in range(6)),
                payout={"sweep": 1.0},
            ),
            coop=Coop(collective_fraction=1.0, member_share=0.0),
        ),
        days,
    )


def _statement(rng: Random, sales: float) -> Statement:
    costs, payroll = sales * rng.uniform(0.2, 0.5), sales * rng.uniform(0.2, 0.3)
    margin = sales * rng.choice((rng.uniform(0.1, 0.3), rng.uniform(0.1, 0.3), rng.uniform(0.02, 0.1)))
    overhead = max(0.0, sales - costs - payroll - margin)
    return Statement(
        year=2026, sales=sales, cost_of_sales=round(costs, 2), payroll=round(payroll, 2), overhead=round(overhead, 2)
    )


def _loan(rng: Random, place: int, days: OurDays, price: float) -> Loan:
    months = rng.randint(72, 180) if place == 0 else rng.choice((rng.randint(6, 60), rng.randint(60, 180)))
    kind = "senior" if place == 0 else rng.choice(("subordinated", "community", "seller"))
    how = rng.choice(("level_principal", "level_principal", "interest_only", "added"))
    indexed = how != "added" and rng.random() < 0.4
    spread = round(rng.uniform(0.0, 0.1), 4)
    return Loan(
        name=f"Loan {place + 1}",
        kind=kind,
        principal=round(price * rng.uniform(0.0, 0.12), 2),
        rate=spread,
        months=months,
        standby=months - 1 if how == "added" else 0,
        repayment="interest_only" if how == "added" else how,
        day_count=days,
        amortisation=months + 12 * rng.randint(0, 5) if how == "level_principal" else None,
        indexed=indexed,
        rate_floor=round(spread + rng.choice((0.0, 0.03)), 4) if indexed else 0.0,
        swept=rng.random() < 0.6,
    )


def ours(deal: Deals) -> tuple[Case, Run]:
    """Our months without income tax, with a pay day, and so a sweep, in each of them."""
    case = firm.lowered(deal.scenario)
    clocks = (case.clocks[0], *(clock._replace(payout_due=1.0) for clock in case.clocks[1:]))
    case = case._replace(terms=case.terms._replace(tax_rate=0.0), clocks=clocks)
    return case, run(case)


def theirs(deal: Deals, case: Case, found: Run) -> DebtSchedule:
    """Their schedule on the same cash before debt."""
    asked = deal.scenario.deal
    tranches = [_tranche(loan, place, found) for place, loan in enumerate(asked.loans)]
    if asked.line.limit:
        line = Tranche.of(
            "line",
            TrancheKind.REVOLVER,
            0,
            cash_rate=exact(asked.line.rate),
            commitment=exact(asked.line.limit),
            undrawn_fee=exact(asked.line.unused_fee),
            floating=False,
            maturity=MONTHS + 1,
        )
        tranches.append(line)
    cash = [exact(now.operations.ebitda - now.working.change - now.assets.capital_spending) for now in found.months[1:]]
    return DebtSchedule.run(
        CapitalStructure.of(
            tranches,
            minimum_cash=exact(case.terms.cash_floor),
            sweep_rate=1,
            base_rate=Driver.of([exact(rate) for rate in asked.base_rate]),
            day_count=THEIR_DAYS[deal.days],
            interest_basis=InterestBasis.OPENING,
        ),
        periods(asked.closing),
        cash,
        opening_cash=exact(found.months[0].treasury.cash),
    )


def _tranche(loan: Loan, place: int, found: Run) -> Tranche:
    added = loan.standby > 0
    level = loan.repayment == "level_principal"
    over = loan.amortisation or loan.months
    return Tranche.of(
        loan.name,
        TrancheKind.TERM_LOAN,
        exact(found.start.loans[place].principal),
        cash_rate=0 if added else exact(loan.rate),
        pik_rate=exact(loan.rate) if added else 0,
        floating=loan.indexed,
        floor=exact(loan.rate_floor) - exact(loan.rate) if loan.indexed else 0,
        amortisation=Driver.of([Decimal(12) / over]) if level else None,
        seniority=place + 1,
        swept=loan.swept,
        maturity=loan.months,
    )


def periods(closing: date) -> list[Period]:
    """Whole calendar months: each 30 days by 30/360, and its own days otherwise."""
    firsts = [date(*month_of(closing, month), 1) for month in range(1, MONTHS + 2)]
    return [
        Period(index=place, start=start, end=end, periods_per_year=12)
        for place, (start, end) in enumerate(pairwise(firsts), 1)
    ]


def exact(value: float) -> Decimal:
    """A float as the decimal it was written as; sums of cents to the cent."""
    return Decimal(str(round(value, 6)))


def test_the_waterfall_is_capstack_s_on_random_deals() -> None:
    seen: Counter[str] = Counter()
    for seed in range(DEALS):
        deal = random_deal(seed)
        case, found = ours(deal)
        names = [loan.name for loan in deal.scenario.deal.loans]
        for month, (row, now) in enumerate(zip(theirs(deal, case, found), found.months[1:], strict=True), 1):
            allowed = 0.0101 * month * (len(names) + 1) + 0.01
            where = f"deal {seed}, month {month}"
            missing = now.treasury.cash_shortfall + now.debt.overdue
            if missing or not row.meets_minimum_cash:
                gap = missing - float(row.cash_below_minimum + row.funding_shortfall)
                assert abs(gap) < allowed, f"{where}: short by {missing}"
                seen["short"] += 1
                break
            paid = {one.name: float(one.cash_interest + one.total_repayment) for one in row.tranches}
            balances = {one.name: float(one.closing) for one in row.tranches}
            for place, name in enumerate(names):
                loan = now.loans[place]
                assert abs(loan.balance - balances[name]) < allowed, f"{where}, {name}: balance"
                ours_paid = loan.interest_paid + loan.principal_paid + loan.prepaid
                assert abs(ours_paid - paid[name]) < allowed, f"{where}, {name}: paid"
                seen["swept"] += loan.swept > allowed
                seen["last payment"] += loan.balance == 0 < loan.principal_paid
                seen["added"] += now.dues[place].added > 0
            assert abs(now.treasury.line - balances.get("line", 0.0)) < allowed, f"{where}: line"
            assert abs(now.treasury.cash - float(row.closing_cash)) < allowed, f"{where}: cash"
            seen["drawn"] += now.treasury.drawn > allowed
            seen["repaid"] += now.treasury.repaid > allowed
            seen["months"] += 1
    assert seen["months"] > DEALS * 20
    assert all(seen[event] > DEALS / 4 for event in ("swept", "last payment", "added", "drawn", "repaid", "short")), (
        seen
    )
