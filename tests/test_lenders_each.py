"""Each lender for itself: own covenants, cures, patronage in breach while owed, who goes unpaid first, level years.

Sources: coverage, leverage and equity cure as loan agreements define them (an equity cure counts as EBITDA of the
tested period: LSTA, Complete Credit Agreement Guide, financial covenants); the payments are numpy-financial's; the
order in which bills go unpaid is arithmetic anybody can redo.
"""

import random
from itertools import pairwise

import lender_firm
import numpy_financial as npf
import pytest
import random_scenarios
import sweep
from firm import lowered
from lender_firm import NOTE, SBA

from planner import Plan, plan
from planner.coverage import debts, told
from planner.coverage.covenants import Covenant
from planner.explain import explain, part, recomputed
from planner.faults import Faulty, read
from planner.model import one
from planner.scenario import Coop, Covenants, LineOfCredit, Loan, Payout, Scenario
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
    (bullet_due,) = read.at_once
    payment = round(float(-npf.pmt(0.0975 / 12, 120, 900_000)), 2)
    assert bullet_due.amount == 900_000
    assert bullet_due.yearly == pytest.approx(12 * payment, abs=CENT)
    assert read.service == pytest.approx(12 * (payment + 5_799.84), abs=0.02)
    assert read.years[0].ratio == pytest.approx(1.1858, abs=1e-9)
    words = told.historical(read, told.Months(made.scenario.deal.closing))
    assert words.startswith("No year of level payments: Bank loan")
    assert "December 2036" in words


def level(amount: float, rate: float, months: int, number: int = 12) -> float:
    """So many level payments in whole cents, by numpy-financial."""
    return number * round(float(-npf.pmt(rate / 12, months, amount)), 2)


@pytest.mark.parametrize(
    ("changes", "alone", "service"),
    [
        ({"repayment": "interest_only"}, True, level(900_000, 0.0975, 120)),
        ({"interest_only": 119}, True, level(900_000, 0.0975, 120)),
        ({"interest_only": 108}, False, level(900_000, 0.0975, 12)),
        ({"interest_only": 110}, False, level(900_000, 0.0975, 10, 10)),
        ({"months": 6}, False, level(900_000, 0.0975, 6, 6)),
        ({"payments": "yearly", "interest_only": 108}, True, level(900_000 * 1.089375, 0.0975, 120)),
        ({"repayment": "interest_only", "months": 2}, True, level(900_000, 0.0975, 12)),
    ],
)
def test_which_year_counts_of_a_loan(changes, alone, service):
    """One payment alone is refinanced over its own term, at least a year; a short tail counts with all it pays.

    Of the loan paid once a year eleven months' interest is owed just before: 900,000 x (1 + 11 / 12 x 9.75 %).
    """
    loan = SBA.model_copy(update=changes)
    assert debts.one_payment(loan) is alone
    read = plan(lender_firm.scenario((loan, JUNIOR), months=120)).coverage.historical
    fund = level(300_000, 0.05, 60)
    assert read.service == pytest.approx(service + fund, abs=0.2)
    assert len(read.at_once) == alone
    assert read.years[0].ratio == pytest.approx(250_000 / (service + fund), abs=0.0001)


@pytest.mark.parametrize(("term", "payments"), [(37, 13), (36, 12), (35, 11), (30, 6), (26, 2)])
def test_a_short_tail_counts_with_all_it_pays(term, payments):
    """300,000 at 6 %, 24 months on standby, then paid off in a few months: a year takes all of it, not a part.

    What is owed after standby is 300,000 x 1.005^24; of thirteen payments the first twelve count.
    """
    note = NOTE.model_copy(update={"months": term, "standby": 24})
    read = plan(lender_firm.scenario((SBA, note), ebitda=400_000)).coverage.historical
    owed = 300_000 * 1.005**24
    service = level(900_000, 0.0975, 120) + level(owed, 0.06, payments, min(12, payments))
    assert read.at_once == ()
    assert read.service == pytest.approx(service, abs=0.5)
    assert read.years[-1].ratio == pytest.approx(400_000 / service, abs=0.0001)
    if term <= 36:
        assert read.years[-1].ratio < 0.84


def test_a_balloon_after_a_short_tail_fills_up_the_year_as_if_refinanced():
    """Six payments worked out over 120 months, then a balloon: six more of that balloon over 120 months."""
    note = NOTE.model_copy(update={"months": 30, "standby": 24, "amortisation": 120})
    made = plan(lender_firm.scenario((SBA, note), ebitda=400_000))
    read = made.coverage.historical
    owed = 300_000 * 1.005**24
    payment = level(owed, 0.06, 120, 1)
    balloon = float(-npf.fv(0.005, 6, -payment, owed))
    (left,) = read.at_once
    assert (left.month, left.alone, left.payments, left.months) == (30, False, 6, 120)
    assert left.amount == pytest.approx(balloon, abs=0.05)
    service = level(900_000, 0.0975, 120) + 6 * payment + level(balloon, 0.06, 120, 6)
    assert read.service == pytest.approx(service, abs=0.2)
    words = told.historical(read, told.Months(made.scenario.deal.closing))
    assert words.startswith("Less than a year of level payments: Seller note ends in June 2029 with $")


def test_a_loan_paid_from_profit_counts_with_the_dearest_twelve_months():
    """At most half the profit, paid once a year and nothing in the first: the year that pays most, not a year of 0."""
    of_profit = Loan(
        name="Partner", kind="community", principal=200_000, rate=0.08, months=60, repayment="profit_share",
        profit_share=0.5,
    )  # fmt: skip
    made = plan(lender_firm.scenario((SBA, of_profit, NOTE), ebitda=300_000, price=1_400_000))
    paid = [month.dues[1].service for month in made.run.months]
    assert sum(paid[1:13]) == 0
    dearest = max(sum(paid[first : first + 12]) for first in range(1, 50))
    assert dearest > 90_000
    service = level(900_000, 0.0975, 120) + level(300_000, 0.06, 60) + dearest
    assert made.coverage.historical.service == pytest.approx(service, abs=0.1)
    assert made.coverage.historical.years[0].ratio == pytest.approx(300_000 / service, abs=0.0001)


@pytest.mark.parametrize("months", [72, 120])
def test_payments_that_grow_count_with_their_dearest_year(months):
    """100 a payment in the first year is 100 x 1.05^5 in the sixth: also where the plan ends before that year."""
    growing = Loan(
        name="Fund", kind="community", principal=300_000, rate=0.06, months=months, repayment="graduated",
        payment_growth=0.05,
    )  # fmt: skip
    made = plan(lender_firm.scenario((SBA, growing), months=84))
    worth = sum(1.05 ** (place // 12) / 1.005 ** (place + 1) for place in range(months))
    dearest = 12 * 300_000 / worth * 1.05 ** (months // 12 - 1)
    service = level(900_000, 0.0975, 120) + dearest
    assert made.coverage.historical.service == pytest.approx(service, abs=0.5)
    assert recomputed(made, "past", "service", 0) == made.coverage.historical.service
    if months <= 84:
        assert sum(month.dues[1].service for month in made.run.months[61:73]) == pytest.approx(dearest, abs=0.5)


def test_a_month_more_or_less_of_a_term_moves_the_year_by_no_more_than_a_payment():
    """Over terms, quiet months, periods and balloons: by the larger of the two terms' largest payment, or less."""
    compared = tails = 0
    for seed in range(sweep.cases(60, 1_000)):
        drawn = random.Random(seed)
        between = drawn.choice((1, 1, 1, 3, 12))
        quiet = between * drawn.randrange(36 // between + 1)
        term = quiet + between * drawn.randrange(1, 1 + 48 // between)
        loan = NOTE.model_copy(
            update={
                "kind": "subordinated",
                "rate": drawn.choice((0.0, 0.04, 0.09)),
                "payments": {1: "monthly", 3: "quarterly", 12: "yearly"}[between],
                "repayment": drawn.choice(("level", "level", "level_principal")),
                "interest_only": quiet,
                "amortisation": drawn.choice((None, None, 120)),
            }
        )
        years, payments = [], []
        for months in (term, term + between):
            changed = loan.model_copy(update={"months": months, "principal": 300_000.0})
            asked = lender_firm.scenario((SBA, changed), months=120, price=1_200_000)
            made = historical_of(asked.model_copy(update={"deal": asked.deal.model_copy(update={"plug": "Bank loan"})}))
            years.append(made[0])
            payments.append(made[1])
        compared += 1
        tails += term - quiet < 12
        assert abs(years[0] - years[1]) <= max(payments) * 1.01, (seed, loan, years, payments)
    assert tails > compared / 10


def historical_of(asked: Scenario) -> tuple[float, float]:
    """The year of the second loan, and the largest of its payments."""
    run = one.run(lowered(asked))
    service, rest = debts.level_service(asked, run), level(900_000, 0.0975, 120)
    whole = (service or 0.0) + sum(at_once.yearly for at_once in debts.at_once(asked, run))
    return whole - rest, max(month.dues[1].promised - month.dues[1].balloon for month in run.months)


def test_days_of_interest_leave_no_balloon():
    """By actual days of a year of 360 the level payment falls short a little: the last one takes it, and is service.

    900,000 at 9.75 % over 60 months: about 900,000 x 9.75 % x 5 / 360 a year of the balance is left over.
    """
    bank = SBA.model_copy(update={"months": 60, "day_count": "actual/360"})
    made = plan(lender_firm.scenario((bank, JUNIOR), ebitda=400_000))
    assert made.coverage.refinancing == ()
    last, before = (made.run.months[month].dues[0] for month in (60, 59))
    assert last.balloon == 0
    assert last.service - before.service == pytest.approx(4_595, abs=10)
    assert made.run.months[60].loans[0].balance == pytest.approx(0, abs=CENT)
    assert made.run.months[60].debt_due.firm_service == pytest.approx(
        last.service + made.run.months[60].dues[1].service
    )


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
        ("past", "at_once.0", 0),
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
