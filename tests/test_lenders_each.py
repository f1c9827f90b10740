"""Each lender for itself: own covenants, cures, patronage in breach while owed, who goes unpaid first, level years.

Sources: coverage, leverage and equity cure as loan agreements define them (an equity cure counts as EBITDA of the
tested period: LSTA, Complete Credit Agreement Guide, financial covenants); the payments are numpy-financial's; the
order in which bills go unpaid is arithmetic anybody can redo.
"""

from itertools import pairwise

import lender_firm
import numpy_financial as npf
import pytest
import random_scenarios
from firm import lowered
from lender_firm import NOTE, SBA

from planner import Plan, plan
from planner.coverage import debts, told
from planner.coverage.covenants import Covenant
from planner.explain import explain, part, recomputed
from planner.faults import Faulty, read
from planner.model import one
from planner.scenario import Coop, Covenants, LineOfCredit, Loan, Payout
from planner.scenario.covenants import FIRM_ORDER, LIMITS, OwnCovenants

CENT = 0.005
MEMBERS = Coop(
    member_share=0.0, down_payment=0.0, collective_fraction=0.0, cash_fraction=0.5, losses_made_good=False,
    revolving_years=None,
)  # fmt: skip
JUNIOR = Loan(name="Fund", kind="subordinated", rate=0.05, months=60)


def own(**limits: float) -> OwnCovenants:
    return OwnCovenants(**limits)  # type: ignore[arg-type]


def of_lender(made: Plan, key: str) -> Covenant:
    return next(found for found in made.coverage.covenants if found.key == key)


# --- own covenants ---------------------------------------------------------------------------------------------------


def test_each_lender_tests_its_own_limit_and_only_while_it_is_owed():
    """EBITDA 250,000 over 210,829.92: 1.1858 breaks the fund's 1.2 and keeps the bank's 1.15 (rules as in D2)."""
    bank = SBA.model_copy(update={"covenants": own(least_dscr=1.15)})
    fund = JUNIOR.model_copy(update={"rate": 0.06, "covenants": own(least_dscr=1.2)})
    made = plan(lender_firm.scenario((bank, fund), months=96))
    banks, funds = of_lender(made, "dscr@0"), of_lender(made, "dscr@1")
    assert (banks.limit, funds.limit) == (1.15, 1.2)
    assert banks.tests[0].promised.ratio == funds.tests[0].promised.ratio == pytest.approx(1.1858, abs=1e-9)
    assert banks.tests[0].verdict == "met"
    assert funds.tests[0].verdict == "broken"
    assert funds.tests[0].promised.headroom == pytest.approx(250_000 - 1.2 * 12 * (11_769.32 + 5_799.84), abs=0.1)
    assert banks.broken is None
    assert made.coverage.broken == 12
    assert {test.verdict for test in funds.tests if test.month > 72} == {"unbound"}  # repaid in month 60
    assert {test.verdict for test in banks.tests} == {"met"}
    assert told.name_of(funds) == "DSCR (Fund)"
    said = [finding.said() for finding in made.findings if finding.key == "lender.finding.broken_own.dscr"]
    assert len(said) == 1
    assert "the covenant of Fund of 1.20x" in said[0]


def test_a_lender_s_first_test_is_when_it_says():
    bank = SBA.model_copy(update={"covenants": OwnCovenants(least_dscr=1.3, tested_from=30)})
    made = plan(lender_firm.scenario((bank, JUNIOR.model_copy(update={"rate": 0.06}))))
    found = of_lender(made, "dscr@0")
    assert [(test.month, test.verdict) for test in found.tests[:3]] == [
        (12, "not_yet"), (24, "not_yet"), (36, "broken"),
    ]  # fmt: skip
    assert made.coverage.broken == 36


def test_the_strictest_of_those_who_agreed_holds_payments_back():
    """As long as the bank is owed its 1.3 keeps the seller waiting, though all together agreed to 1.1 only."""
    bank = SBA.model_copy(update={"covenants": own(least_dscr=1.3)})
    alone = plan(lender_firm.scenario((SBA, NOTE), deal={"covenants": Covenants(least_dscr=1.1)}))
    strict = plan(lender_firm.scenario((bank, NOTE), deal={"covenants": Covenants(least_dscr=1.1)}))
    assert alone.run.outcome.most_overdue == 0
    assert strict.run.outcome.most_overdue > 0
    for then, now in pairwise(strict.run.months):
        assert now.limits.least_dscr == (1.3 if then.loans[0].balance > CENT else 1.1)


def test_the_line_s_lender_has_covenants_too_and_they_need_a_line():
    line = LineOfCredit(limit=50_000, covenants=own(most_leverage=2.0))
    made = plan(lender_firm.scenario(deal={"line": line}))
    found = of_lender(made, "leverage@line")
    assert found.broken == 12
    assert told.name_of(found) == "All debt to EBITDA (Line of credit)"
    with pytest.raises(ValueError, match="a line with a limit of 0 has no lender"):
        plan(lender_firm.scenario(deal={"line": LineOfCredit(covenants=own(most_leverage=2.0))}))


def test_a_first_test_after_the_loan_is_paid_is_refused_in_words():
    scenario = lender_firm.scenario().model_dump_json().replace('"tested_from":0', '"tested_from":121')
    with pytest.raises(Faulty) as refused:
        read(scenario.encode())
    assert any("month 121 lies after the last payment in month" in fault for fault in refused.value.faults)


def test_covenants_of_one_lender_are_what_covenants_of_all_would_be():
    """Over random plans: one lender's own limits decide as the common ones do."""
    for seed in range(60):
        asked = random_scenarios.scenario(seed, months=36)
        given = {name: getattr(asked.deal.covenants, name) for name in LIMITS}
        bank = Loan(name="Bank", kind="senior", rate=0.07, months=120)
        together = _with(asked, (bank,), asked.deal.covenants)
        apart = _with(
            asked,
            (bank.model_copy(update={"covenants": OwnCovenants(**given)}),),
            Covenants(tested=asked.deal.covenants.tested),
        )
        first, second = (one.run(lowered(scenario)) for scenario in (together, apart))
        assert [now.granted for now in first.months] == [now.granted for now in second.months], seed
        assert [now.headroom for now in first.months] == [now.headroom for now in second.months], seed


def _with(asked, loans, covenants):
    line = asked.deal.line.model_copy(update={"covenants": OwnCovenants()})
    deal = asked.deal.model_copy(
        update={"loans": loans, "plug": "Bank", "covenants": covenants, "line": line, "line.limit": 0.0}
    )
    return asked.model_copy(update={"deal": deal})


# --- cures -----------------------------------------------------------------------------------------------------------


def test_an_equity_cure_takes_what_is_missing_and_no_more_than_was_agreed():
    """1.3 x 210,829.92 - 250,000 = 24,078.90 of EBITDA is missing; paid in by the cure date it counts as EBITDA."""
    for agreed, curable in ((30_000.0, True), (20_000.0, False)):
        covenants = Covenants(least_dscr=1.3, cure_months=2, equity_cure=agreed)
        made = plan(
            lender_firm.scenario((SBA, JUNIOR.model_copy(update={"rate": 0.06})), deal={"covenants": covenants})
        )
        found = of_lender(made, "dscr")
        test = found.tests[0]
        assert test.cure_money == pytest.approx(1.3 * 210_829.92 - 250_000, abs=0.1)
        assert test.cure_until == 14
        assert test.curable is curable
        words = told.room_at(found, test, told.Months(made.scenario.deal.closing))
        assert ("would cure it" in words) is curable
        assert ("only $20,000 was agreed" in words) is not curable
    none = plan(lender_firm.scenario(deal={"covenants": Covenants(least_dscr=1.3)}))
    assert of_lender(none, "dscr").tests[0].cure_money is None


# --- patronage in breach, lender by lender ---------------------------------------------------------------------------


def broken(loans: tuple[Loan, ...], **deal: object) -> Plan:
    """A firm whose members are due patronage while a covenant is broken throughout."""
    return plan(
        lender_firm.scenario(
            loans,
            ebitda=300_000,
            payroll=200_000,
            workforce=lender_firm.CREW,
            coop=MEMBERS,
            months=96,
            deal={"covenants": Covenants(least_dscr=9.0), "opening_cash": 300_000.0, **deal},
        )
    )


def lets(loan: Loan, what: str, **changes: object) -> Loan:
    return loan.model_copy(update={"cash_patronage_in_breach": what, **changes})


def test_a_strict_lender_forbids_patronage_only_while_it_is_owed():
    """The fund, owed for 24 months, lets nothing out; the bank, owed for 120, lets the least cash out."""
    made = broken((lets(SBA, "qualified_minimum"), lets(JUNIOR, "none", months=24, principal=0.0)))
    paid = {month: now for month, now in enumerate(made.run.months) if now.claims.minimum > 0}
    early = [now for month, now in paid.items() if 12 < month <= 24]
    late = [now for month, now in paid.items() if month > 36 and now.standing.in_breach_paid]
    assert early
    assert late
    assert all(now.granted.minimum == 0 for now in early)
    assert all(now.granted.minimum == now.claims.minimum for now in late)
    assert all(now.granted.further == 0 for now in (*early, *late))


def test_a_seller_alone_is_asked_and_nothing_is_let_out_for_want_of_a_lender():
    """With no lender but the seller, the note's own word counts: none means none, the default only the least cash."""
    for what, minimum, further in (("none", 0.0, 0.0), ("qualified_minimum", 1.0, 0.0), ("any", 1.0, 1.0)):
        made = broken((lets(NOTE, what, months=84),), opening_cash=0.0)
        first = made.run.months[1].limits
        assert (first.minimum_in_breach, first.further_in_breach) == (minimum, further)
    with_bank = broken((lets(SBA, "any"), lets(NOTE, "none", months=84)))
    assert with_bank.run.months[1].limits.minimum_in_breach == 1.0  # a lender is owed: the seller is not asked


def test_the_line_s_lender_counts_while_the_line_is_open():
    line = LineOfCredit(limit=10_000, cash_patronage_in_breach="none")
    made = broken((lets(SBA, "any"), lets(JUNIOR, "any")), line=line)
    assert {now.limits.minimum_in_breach for now in made.run.months[1:]} == {0.0}
    lost = made.coverage.forgone
    assert lost
    assert lost[0].lenders == ("Line of credit",)


# --- who goes unpaid first -------------------------------------------------------------------------------------------


def test_what_is_unpaid_lands_on_the_last_in_the_order():
    """EBITDA 120,000 against 140,231.84 a year to the bank and 69,598 to the fund: the fund goes unpaid first."""
    made = plan(lender_firm.scenario((SBA, JUNIOR), ebitda=120_000))
    short = next(now for now in made.run.months if now.unpaid.total > 0)
    assert short.unpaid.junior == pytest.approx(min(-short.treasury.cash, short.unpaid.junior_due), abs=CENT)
    assert short.unpaid.senior == pytest.approx(max(0.0, -short.treasury.cash - short.unpaid.junior_due), abs=CENT)
    turned = plan(
        lender_firm.scenario(
            (SBA, JUNIOR),
            ebitda=120_000,
            deal={"payout": Payout(firm_order=("operations", "taxes", "junior", "capital_spending", "senior"))},
        )
    )
    other = next(now for now in turned.run.months if now.unpaid.total > 0)
    assert other.unpaid.senior > 0
    assert other.unpaid.junior == 0
    waits = {wait.claim: wait for wait in made.coverage.waits}
    assert waits["junior"].reasons == ("no_cash",)
    said = told.unpaid(made.run.months[-1].unpaid, "the end")
    assert "junior lenders (" in said


def test_unpaid_bills_are_cash_below_zero_payee_by_payee():
    """Over random plans: the parts add up to cash below zero, none is negative, the last in order goes first."""
    seen = 0
    for seed in range(300):
        case = lowered(random_scenarios.scenario(seed, months=60))
        terms = case.terms
        ranks = dict(
            zip(
                ("operations", "taxes", "senior", "spending", "junior"),
                (terms.rank_operations, terms.rank_taxes, terms.rank_senior, terms.rank_spending, terms.rank_junior),
                strict=True,
            )
        )
        assert sorted(ranks.values()) == [1, 2, 3, 4, 5]
        for now in one.run(case).months:
            left = {name: getattr(now.unpaid, name) for name in ranks}
            assert sum(left.values()) == pytest.approx(max(0.0, -now.treasury.cash), abs=0.01)
            assert min(left.values()) > -CENT
            if now.unpaid.grew > CENT:
                seen += 1
                missed = {name: getattr(now.unpaid, f"{name}_missed") for name in ranks}
                due = {name: getattr(now.unpaid, f"{name}_due") for name in ranks}
                for name, rank in ranks.items():
                    if missed[name] > CENT:
                        behind = [other for other, place in ranks.items() if place > rank]
                        assert [missed[other] for other in behind] == pytest.approx(
                            [due[other] for other in behind], abs=CENT
                        )
    assert seen > 500


def test_an_order_that_leaves_somebody_out_is_refused():
    with pytest.raises(ValueError, match="firm_order: each of operations, taxes"):
        Payout(firm_order=(*FIRM_ORDER[:4], "senior"))


# --- a year of level payments ----------------------------------------------------------------------------------------


def test_a_loan_that_is_interest_only_to_its_end_has_no_level_year_and_is_said_refinanced():
    """900,000 at 9.75 % over its own 120 months again: 12 x 11,769.32 (numpy-financial), not interest alone."""
    bullet = SBA.model_copy(update={"repayment": "interest_only"})
    fund = JUNIOR.model_copy(update={"rate": 0.06})
    made = plan(lender_firm.scenario((bullet, fund), months=120))
    read = made.coverage.historical
    (never,) = read.never
    payment = round(float(-npf.pmt(0.0975 / 12, 120, 900_000)), 2)
    assert never.amount == 900_000
    assert never.yearly == pytest.approx(12 * payment, abs=CENT)
    assert read.service == pytest.approx(12 * (payment + 5_799.84), abs=0.02)
    assert read.years[0].ratio == pytest.approx(1.1858, abs=1e-9)
    words = told.historical(read, told.Months(made.scenario.deal.closing))
    assert words.startswith("No year of level payments: Bank loan")
    assert "December 2036" in words


@pytest.mark.parametrize(
    ("changes", "has_none"),
    [
        ({"repayment": "interest_only"}, True),
        ({"interest_only": 119}, True),
        ({"interest_only": 108}, False),
        ({"standby": 119}, True),
        ({"months": 6}, False),
    ],
)
def test_which_loans_never_pay_level_for_a_year(changes, has_none):
    assert debts.never_level(SBA.model_copy(update=changes)) is has_none


def test_interest_on_what_is_drawn_of_the_line_is_debt_service_too():
    """50,000 drawn at 8 % and never repaid, since all cash is below the floor: 4,000 a year."""
    line = LineOfCredit(limit=50_000, rate=0.08, drawn_at_closing=50_000)
    made = plan(
        lender_firm.scenario((SBA, JUNIOR), price=1_250_000, deal={"line": line}, business={"cash_floor": 10_000_000.0})
    )
    read = made.coverage.historical
    assert read.line_interest == pytest.approx(4_000.0, abs=0.05)
    levels = [range(1, 13), range(1, 13)]
    loans = sum(made.run.months[month].dues[place].service for place, year in enumerate(levels) for month in year)
    assert read.service == pytest.approx(loans + 4_000.0, abs=0.05)
    assert "is interest on what is drawn of the line" in told.historical(read, told.Months(made.scenario.deal.closing))


def test_earnings_below_zero_cover_nothing_and_read_as_a_negative_ratio():
    """Past EBITDA of -65,000 over 210,829.92: (0.31)x."""
    made = plan(lender_firm.scenario((SBA, JUNIOR.model_copy(update={"rate": 0.06})), ebitda=-65_000))
    past = made.coverage.historical
    assert past.years[0].ratio == pytest.approx(-0.3083, abs=1e-9)
    assert "(0.31)x" in told.historical(past, told.Months(made.scenario.deal.closing))
    dscr = of_lender(made, "dscr").tests[0]
    assert dscr.promised.ratio == pytest.approx(-0.3083, abs=1e-9)
    assert told.side_written(of_lender(made, "dscr"), dscr.promised) == "(0.31)x"
    assert (made.outcomes.lender.lowest_dscr or 0.0) < -0.3


# --- explained -------------------------------------------------------------------------------------------------------


def test_the_new_figures_open_and_no_limit_is_said_in_words():
    bullet = SBA.model_copy(update={"repayment": "interest_only", "covenants": own(least_dscr=1.2, most_leverage=9.0)})
    made = plan(lender_firm.scenario((bullet, JUNIOR), months=120, deal={"line": LineOfCredit(limit=50_000)}))
    for place, name, month in (
        ("past", "never.0", 0),
        ("past", "service", 0),
        ("covenant", "dscr@0.promised.headroom", 12),
        ("covenant", "dscr@0.fall", 12),
        ("covenant", "leverage@0.fall", 12),
        ("now", "unpaid.senior", 12),
        ("now", "limits.least_dscr", 12),
        ("now", "held.0.least_dscr", 12),
    ):
        shown = explain(made, place, name, month)
        assert recomputed(made, place, name, month) == shown.figure.value, name
        assert shown.words or shown.inputs, name
    none = part(made, "now", "limits.most_debt_to_worth", 12)
    assert none.written == "no limit"
    assert "1,000,000,000,000" not in explain(made, "now", "limits.most_debt_to_worth", 12).figures
