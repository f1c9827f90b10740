"""What a deal refuses in a sentence, what it says beside the figures, and how members pay in."""

from datetime import date
from typing import Any

import pytest
from firm import NOTE, SENIOR, lowered, scenario
from hypothesis import given, settings
from hypothesis import strategies as some

from planner import plan, workforce
from planner.faults import Faulty
from planner.model.one import run
from planner.report import summary
from planner.scenario import Business, Coop, Deal, LineOfCredit, Loan, Preferred, Scenario, Worker, Workforce


def changed(part: str, **fields: Any) -> Scenario:
    """The example firm with some fields of one part changed, checked again as a file would be."""
    base = scenario()
    old = getattr(base, part)
    return scenario(**{part: type(old)(**{**{name: getattr(old, name) for name in type(old).model_fields}, **fields})})


REFUSED = {
    "more borrowed than needed": (
        changed("deal", loans=(SENIOR.model_copy(update={"principal": 2e6}), NOTE)),
        "deal.plug",
        "negative",
    ),
    "plug above its limit": (
        changed("deal", loans=(SENIOR, NOTE.model_copy(update={"limit": 300_000.0}))),
        "deal.plug",
        "$300,000",
    ),
    "plug taken over": (
        changed("deal", loans=(SENIOR, Loan(name="Seller note", kind="assumed", principal=0.0))),
        "deal.plug",
        "taken over",
    ),
    "more taken over than there is": (
        changed("deal", loans=(SENIOR, NOTE, Loan(name="Old loan", kind="assumed", principal=151_000.0))),
        "deal.loans",
        "$151,000",
    ),
    "price below the debt": (changed("deal", price=140_000.0), "deal.price", "$150,000"),
    "seller notes above the price": (
        changed(
            "deal", loans=(NOTE, Loan(name="Second note", kind="seller", principal=1_400_000.0)), opening_cash=500_000.0
        ),
        "deal.loans",
        "$1,350,000",
    ),
    "more drawn than the line's base": (
        changed("deal", line=LineOfCredit(limit=200_000.0, drawn_at_closing=150_000.0, receivables_advance=0.25)),
        "deal.line.drawn_at_closing",
        "$50,000",
    ),
    "more cash left in than there is": (
        changed("deal", cash_left_in=160_000.0, opening_cash=200_000.0),
        "deal.cash_left_in",
        "$150,000",
    ),
    "patronage paid too late": (changed("coop", payout_months=9), "coop.payout_months", "8.5"),
    "too little cash for qualified notices": (changed("coop", cash_fraction=0.19), "coop.cash_fraction", "20%"),
    "figures beyond the cent": (
        scenario(
            months=360,
            business=scenario().business.model_copy(update={"growth": (1.0,)}),
        ),
        "$1,000,000,000,000",
        "growth",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_deal_that_cannot_close_is_refused_in_one_sentence(name: str) -> None:
    asked, path, says = REFUSED[name]
    with pytest.raises(Faulty) as refused:
        plan(asked)
    assert len([fault for fault in refused.value.faults if path in fault and says in fault]) == 1, refused.value.faults


def test_exactly_the_least_cash_is_enough() -> None:
    assert plan(changed("coop", cash_fraction=0.20)).checks


def said(made: Any, key: str) -> str:
    found = [sentence for sentence in made.findings if sentence.key == key]
    assert len(found) == 1, [sentence.key for sentence in made.findings]
    return str(found[0].said())


def test_a_shortfall_comes_first_with_its_month_and_fails_the_lender() -> None:
    poor = changed("business", growth=(-0.3,), cash_floor=50_000.0)
    made = plan(poor)
    assert made.findings[0].key == "deal.cash_shortfall"
    month = made.outcomes.lender.shortfall_month
    assert month is not None
    short = made.run.months[month].treasury
    assert short.cash_shortfall > 0
    assert all(one.treasury.cash_shortfall == 0 for one in made.run.months[:month])
    assert f"${short.cash_shortfall:,.0f}" in made.findings[0].said()
    assert not made.outcomes.lender.passes
    told = summary(made)
    assert told[0] == made.findings[0].said()
    assert any("If all that is promised could be paid" in sentence for sentence in told)
    assert [check.name for check in made.checks if not check.holds] == ["cash_suffices"]


def test_cash_below_the_floor_on_the_closing_day_is_a_shortfall() -> None:
    made = plan(changed("business", cash_floor=120_000.0))
    assert made.outcomes.lender.shortfall_month == 0
    assert made.run.months[0].treasury.cash_shortfall == 20_000
    assert made.findings[0].key == "deal.cash_shortfall"
    assert "December 2026" in made.findings[0].said()


def test_nothing_tested_is_no_verdict() -> None:
    loans = (SENIOR, NOTE.model_copy(update={"months": 12}))
    short = scenario(months=12, deal=scenario().deal.model_copy(update={"closing": date(2026, 6, 30), "loans": loans}))
    lender = plan(short).outcomes.lender
    assert (lender.lowest_dscr, lender.passes) == (None, None)


def test_more_hours_are_worked_by_non_members_and_raise_nobody() -> None:
    base = scenario()
    growing = base.model_copy(
        update={"business": base.business.model_copy(update={"staffing_growth": 0.1, "wage_raise": 0.0})}
    )
    made = plan(growing)
    whole = [year.pay for year in made.members.people[0].staying[:5]]
    assert max(whole) == pytest.approx(min(whole), rel=0.01)
    assert made.run.months[-1].operations.payroll > 2 * made.run.months[1].operations.payroll


def test_a_roster_far_from_the_payroll_is_said() -> None:
    dear = Workforce(workers=(Worker(alias="Crew", number=24, pay=60.0),))
    assert "$2,995,200" in said(plan(scenario(workforce=dear)), "deal.roster_differs")


def test_the_order_of_a_bargain_for_tax() -> None:
    """70,000 under fair value with costs of 20,000: equipment takes the 50,000 less, no goodwill (s.1060)."""
    books = scenario().business.books.model_copy(update={"equipment_fair": 120_000.0})
    asked = scenario(
        "assets",
        business=scenario().business.model_copy(update={"books": books}),
        deal=scenario("assets").deal.model_copy(
            update={"price": 250_000.0, "transaction_costs": 20_000.0, "loans": (NOTE,)}
        ),
    )
    opened = run(lowered(asked)).start
    assert opened.revalued.residual == -70_000
    assert (opened.opening.tax_equipment, opened.opening.tax_goodwill) == (70_000, 0)


def test_a_buyout_says_that_its_collective_account_is_negative_and_right() -> None:
    made = plan(scenario("buyout"))
    assert "$1,060,000" in said(made, "deal.negative_collective")
    solvency = said(made, "deal.solvency")
    assert "$250,000" in solvency
    assert "$40,000" in solvency


def test_pledges_are_said_and_are_no_asset() -> None:
    made = plan(changed("coop", down_payment=1_000.0, deduction_months=20))
    assert "$96,000" in said(made, "deal.pledged")
    assert made.run.months[0].members.member_shares == 24_000
    assert made.run.start.closing.sources == made.run.start.closing.uses


def test_the_line_draws_to_the_floor_within_its_base() -> None:
    line = LineOfCredit(limit=500_000.0, rate=0.08, unused_fee=0.01, receivables_advance=0.5, inventory_advance=0.0)
    poor = changed("business", growth=(-0.15,), cash_floor=80_000.0)
    made = run(lowered(poor.model_copy(update={"deal": poor.deal.model_copy(update={"line": line})})))
    drawn = [now for now in made.months[1:] if now.treasury.line > 0]
    assert drawn
    for now in drawn:
        capacity, treasury = now.working.line_capacity, now.treasury
        assert capacity == pytest.approx(min(500_000, 0.5 * now.working.receivables), abs=0.01)
        assert treasury.line <= capacity + 0.005 or treasury.repaid > 0
        assert treasury.cash == pytest.approx(80_000) or treasury.cash_shortfall > 0
    assert any(now.treasury.cash_shortfall > 0 for now in drawn)
    first = made.months[1]
    assert first.line_cost.unused_fee == pytest.approx((500_000 - made.months[0].treasury.line) * 0.01 / 12, abs=0.005)


def test_preferred_shares_can_be_the_plug() -> None:
    asked = scenario(
        deal=Deal(
            form="assets",
            closing=scenario().deal.closing,
            price=1_500_000.0,
            opening_cash=100_000.0,
            transaction_costs=60_000.0,
            loans=(SENIOR,),
            preferred=Preferred(amount=1.0, dividend=0.05),
            plug="preferred",
        )
    )
    made = plan(asked)
    assert made.run.start.closing.preferred == made.run.start.closing.plug == 560_000
    assert made.run.months[0].balance.preferred == 560_000


def test_a_fee_on_the_plug_is_financed_by_it() -> None:
    """Plug = gap / (1 - fee): 350,000 / 0.98 = 357,142.86, its fee 7,142.86."""
    closing = run(lowered(changed("deal", loans=(SENIOR, NOTE.model_copy(update={"fee": 0.02}))))).start.closing
    assert closing.plug == 357_142.86
    assert closing.plug_fee == 7_142.86
    assert closing.sources == pytest.approx(closing.uses, abs=0.001)


@settings(max_examples=300, deadline=None)
@given(some.data())
def test_members_who_stay_pay_exactly_what_they_pledged(data: some.DataObject) -> None:
    share = data.draw(some.integers(0, 2_000_000)) / 100
    coop = Coop(
        member_share=share,
        down_payment=data.draw(some.floats(0, share)),
        deduction_months=data.draw(some.integers(0, 120)),
    )
    workers = Workforce(
        workers=(
            Worker(alias="a", number=data.draw(some.integers(1, 900)), pay=20.0),
            Worker(alias="b", number=data.draw(some.integers(1, 900)), pay=20.0, joins_after=None),
        ),
        turnover=0.0,
    )
    asked = scenario(coop=coop, workforce=workers, months=132)
    path = workforce.follow(asked)
    assert sum(path.shares_paid) == pytest.approx(workers.workers[0].number * share, abs=0.01)
    assert {one.all for one in path.shares_leaving} == {0.0}


def test_turnover_replaces_who_leaves_after_the_candidacy() -> None:
    base = Workforce(workers=(Worker(alias="a", number=100, pay=20.0),), turnover=0.2, candidacy_months=0)
    full = workforce.follow(scenario(workforce=base))
    assert all(members == pytest.approx(100) for members in full.members)
    slow = workforce.follow(scenario(workforce=base.model_copy(update={"candidacy_months": 12})))
    assert slow.members[12] == pytest.approx(100 * 0.8)
    assert slow.members[-1] < 100
    assert (1 - full.shares_leaving[1].all) ** 12 == pytest.approx(0.8)


def test_seasons_move_sales_but_not_the_year() -> None:
    weights = (0.0, 0.0, 0.5, 1.0, 2.0, 2.0, 2.0, 2.0, 1.5, 1.0, 0.0, 0.0)
    base = scenario().business
    seasonal = run(lowered(scenario(business=Business(**{**dict(base), "seasonality": weights, "growth": (0.0,)}))))
    first_year = [now.operations.sales for now in seasonal.months[1:13]]
    assert sum(first_year) == pytest.approx(2_400_000, abs=0.1)
    assert first_year[0] == 0.0  # closing at the end of December: month 1 is January
    assert max(first_year) == first_year[4] == 400_000
