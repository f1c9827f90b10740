"""Worked cases from outside this code: the accounting of one deal in four forms, and of a year-end.

Sources: ASC 805 (purchase, goodwill), ASC 505-30 (own shares), IRC 1060, 197, 162(k), 1382, 1388; the amounts are a
worked example of these rules, in full dollars.
"""

from typing import NamedTuple

import firm
import pytest

from planner.model import lines
from planner.model.one import Run, run
from planner.model.records import Month, Owed, Year
from planner.model.records_stakes import Stake
from planner.model.records_surplus import Entitled, Reckoning, Surplus
from planner.model.surplus import find_surplus, reckon, share
from planner.model.terms import Terms
from planner.scenario import Coop

FORMS = ("assets", "shares_merged", "shares_election", "buyout")


class Opens(NamedTuple):
    """The opening balance sheet that accountants expect."""

    assets: float
    equipment: float
    goodwill: float
    collective: float
    equity: float
    tangible: float
    tax_equipment: float
    tax_goodwill: float


EXPECTED = {
    "assets": Opens(1_750_000, 400_000, 900_000, -60_000, 270_000, -630_000, 400_000, 960_000),
    "shares_merged": Opens(1_750_000, 400_000, 900_000, -60_000, 270_000, -630_000, 300_000, 0),
    "shares_election": Opens(1_750_000, 400_000, 900_000, -60_000, 270_000, -630_000, 400_000, 960_000),
    "buyout": Opens(750_000, 300_000, 0, -1_060_000, -730_000, -730_000, 300_000, 0),
}


@pytest.fixture(scope="module")
def runs() -> dict[str, Run]:
    return {form: run(firm.lowered(firm.scenario(form))) for form in FORMS}


@pytest.mark.parametrize("form", FORMS)
def test_opening_balance_sheet_to_the_cent(runs: dict[str, Run], form: str) -> None:
    first, opened = runs[form].months[0], runs[form].start
    found = Opens(
        first.balance.assets,
        first.assets.equipment,
        first.assets.goodwill,
        first.balance.collective,
        first.balance.equity,
        first.balance.tangible,
        opened.opening.tax_equipment,
        opened.opening.tax_goodwill,
    )
    assert found == EXPECTED[form]
    assert first.balance.net_book_value == found.equity
    assert first.treasury.cash == 100_000
    assert first.balance.loans_less_fees == 980_000 + 350_000
    assert (first.working.receivables, first.working.inventory) == (200_000, 150_000)
    assert first.balance.liabilities == 100_000 + 50_000 + 980_000 + 350_000
    assert opened.closing.preferred == 210_000
    assert first.members.member_shares == 24 * 5_000


@pytest.mark.parametrize("form", FORMS)
def test_sources_and_uses_of_the_closing_day(runs: dict[str, Run], form: str) -> None:
    closing = runs[form].start.closing
    assert closing.to_seller == 1_350_000
    assert closing.debt_paid_off == 150_000
    assert closing.plug == 350_000
    assert closing.loan_fees == 20_000
    assert closing.uses == closing.sources == 1_680_000
    assert runs[form].start.opening.seller_cash == 1_000_000


def test_purchase_and_buyout_differ_by_goodwill_and_write_up(runs: dict[str, Run]) -> None:
    bought, kept = runs["shares_merged"].months[0], runs["buyout"].months[0]
    goodwill_and_write_up = bought.assets.goodwill + (bought.assets.equipment - kept.assets.equipment)
    assert bought.balance.equity - kept.balance.equity == goodwill_and_write_up == 1_000_000
    for name in ("treasury.cash", "debt.balance", "members.member_shares", "balance.liabilities"):
        assert lines.value_of(bought, name) == lines.value_of(kept, name)


def test_purchase_and_buyout_on_the_same_tax_basis_have_the_same_cash() -> None:
    bought, kept = (run(firm.lowered(firm.scenario(form))) for form in ("shares_merged", "buyout"))
    for one, other in zip(bought.months, kept.months, strict=True):
        assert one.treasury.cash == pytest.approx(other.treasury.cash, abs=0.005)


def waiting(now: Month) -> float:
    """What the law bars from being paid for a while, and more cash lets out sooner."""
    to_leavers = now.owed.leaver_interest_owed + sum(one.overdue for one in now.leavers_paid)
    return now.owed.dividends_overdue + now.owed.revolving_overdue + to_leavers


def test_a_step_up_changes_cash_by_the_tax_it_saves_and_by_nothing_else() -> None:
    """All surplus kept collective, so that the co-op is the taxpayer: cash differs by cumulated tax to the cent."""
    kept_whole = Coop(member_share=5_000, down_payment=5_000, collective_fraction=1.0)
    stepped, kept = (run(firm.lowered(firm.scenario(form, coop=kept_whole))) for form in ("assets", "buyout"))
    saved = 0.0
    for one, other in zip(stepped.months[1:], kept.months[1:], strict=True):
        saved += other.payments.tax_paid - one.payments.tax_paid
        apart = (one.treasury.cash - waiting(one)) - (other.treasury.cash - waiting(other))
        assert apart == pytest.approx(saved, abs=0.005)
    assert saved > 50_000


def test_fair_valuation_of_the_buyout(runs: dict[str, Run]) -> None:
    """1,500 + 100 - 1,000 - 350 = 250 thousand above all debts; less the preference of 210, 40 may be paid."""
    opening = runs["buyout"].start.opening
    assert (opening.fair_surplus, opening.may_be_paid) == (250_000, 40_000)


def test_deferred_tax_is_a_memo_on_the_write_up_alone(runs: dict[str, Run]) -> None:
    rate = firm.lowered(firm.scenario()).terms.tax_rate
    memo = {form: runs[form].start.opening.deferred_tax_memo for form in FORMS}
    assert memo == {"assets": 0, "shares_merged": 100_000 * rate, "shares_election": 0, "buyout": 0}


def test_tax_goodwill_and_loan_fees_a_month(runs: dict[str, Run]) -> None:
    assert runs["assets"].start.opening.tax_goodwill_step == 5_333.33
    assert runs["assets"].start.loans[0].fee_step == 238.10
    assert runs["assets"].months[84].loans[0].fee_left == 0.0
    assert runs["assets"].months[84].loans[0].balance == 0.0


def test_what_is_left_of_a_fee_is_written_off_when_nothing_is_owed_any_more() -> None:
    """20,000 over 84 months, 238.10 each; forgiven in month 30, so that 20,000 - 29 x 238.10 goes then.

    Source: 26 CFR 1.163-7(c), as Field Attorney Advice 20172901F reads it for what is left of loan costs.
    """
    made = firm.scenario("assets")
    early = made.deal.loans[0].model_copy(update={"forgiven_after": 30})
    deal = made.deal.model_copy(update={"loans": (early, *made.deal.loans[1:])})
    months = run(firm.lowered(made.model_copy(update={"deal": deal}))).months
    assert months[30].loans[0].balance == pytest.approx(0.0, abs=1e-6)
    assert months[30].loans[0].fee_left == 0.0
    assert months[29].loans[0].fee_left == pytest.approx(20_000 - 29 * 238.10)
    assert months[30].loans[0].fee_amortised == months[29].loans[0].fee_left
    assert months[31].loans[0].fee_amortised == 0.0


def records(terms: dict[str, float], year: dict[str, float]) -> tuple[Terms, Year]:
    """Terms and a fiscal year with only these figures set."""
    whole = dict.fromkeys(Terms._fields, 0.0) | {"loans": (), "stages": (), "classes": (), "workers_slice": 1.0} | terms
    return Terms(**whole), Year(**(dict.fromkeys(Year._fields, 0.0) | year))  # type: ignore[arg-type]


NOTHING_OWED = Owed(*(0.0,) * len(Owed._fields))
NOTHING_ASKED = Entitled(*(0.0,) * len(Entitled._fields))
ALL_BOUGHT = Stake(*(0.0,) * len(Stake._fields))
TAXABLE_200 = {
    "book_surplus": 200_000,
    "taxable_surplus": 200_000,
    "members_payroll": 16_000,
    "labour": 20_000,
    "months": 12,
}
BYLAWS = {
    "basis_taxable": 1,
    "collective_fraction": 0.2,
    "cash_fraction": 0.25,
    "qualified": 1,
    "tax_rate": 0.21,
}


def reckoned_from(
    told: Terms, so_far: Year, preferred: float = 0.0, owed: Owed = NOTHING_OWED
) -> tuple[Surplus, Reckoning]:
    """The surplus and how it is shared, where workers are the only members."""
    found = find_surplus(told, so_far, NOTHING_ASKED, preferred, 0.0, ALL_BOUGHT, owed)
    return found, reckon(told, so_far, NOTHING_ASKED, found, 0.0, 0.0, 0.0, 0.0, ALL_BOUGHT, owed)


def year_end(terms: dict[str, float], year: dict[str, float], owed: Owed = NOTHING_OWED) -> tuple[Reckoning, float]:
    told, so_far = records(terms, year)
    found, reckoned = reckoned_from(told, so_far, 0.0, owed)
    return reckoned, share(told, so_far, NOTHING_ASKED, found, reckoned, ALL_BOUGHT).collective_change


def test_year_end_example() -> None:
    """Pre-tax 200,000; members 16,000 of 20,000 hours; 20 % collective; 25 % cash; 21 % tax (IRC 1382, 1388)."""
    reckoned, collective = year_end(BYLAWS, TAXABLE_200)
    assert reckoned.members_surplus == 160_000
    assert reckoned.patronage_dividend == 128_000
    assert (reckoned.cash_patronage, reckoned.notices) == (32_000, 96_000)
    assert reckoned.tax == 15_120
    assert collective == pytest.approx(56_880)


def test_least_cash_qualified_against_nonqualified() -> None:
    """Qualified notices with the least cash cost 40,720, nonqualified ones without cash 42,000."""
    qualified, _ = year_end(BYLAWS | {"cash_fraction": 0.20}, TAXABLE_200)
    assert qualified.cash_patronage + qualified.tax == 40_720
    nonqualified, _ = year_end(BYLAWS | {"cash_fraction": 0.0, "qualified": 0}, TAXABLE_200)
    assert nonqualified.cash_patronage + nonqualified.tax == 42_000
    free_cash = 36_000
    assert qualified.cash_patronage + qualified.tax - free_cash == 4_720
    assert nonqualified.cash_patronage + nonqualified.tax - free_cash == 6_000


def test_book_tax_gap_goes_to_the_collective_account() -> None:
    """Book surplus 60 after goodwill 90, taxable 150, all to members: accounts and cash 150, collective -90."""
    reckoned, collective = year_end(
        {"basis_taxable": 1, "cash_fraction": 0.2, "qualified": 1, "tax_rate": 0.21},
        {"book_surplus": 60, "taxable_surplus": 150, "members_payroll": 1, "labour": 1, "months": 12},
    )
    assert reckoned.cash_patronage + reckoned.notices == 150
    assert reckoned.tax == 0
    assert collective == -90


def test_losses_are_made_good_first_and_shelter_at_most_the_dated_fraction() -> None:
    """26 U.S.C. 172(a)(2): losses carried take at most 80 % of the income left after patronage."""
    owed = NOTHING_OWED._replace(losses_to_make_good=50_000, tax_losses=500_000)
    terms = BYLAWS | {"losses_made_good": 1, "sheltered_fraction": 0.8, "collective_fraction": 0.0}
    found, reckoned = reckoned_from(*records(terms, TAXABLE_200), owed=owed)
    assert found.losses_made_good == 50_000
    assert reckoned.patronage_dividend == 0.8 * 150_000
    assert reckoned.taxable_after_patronage == 80_000
    assert reckoned.tax_losses_used == 64_000
    assert reckoned.tax == pytest.approx(0.21 * 16_000)


def test_a_loss_is_not_shared() -> None:
    reckoned, collective = year_end(
        BYLAWS | {"losses_made_good": 1}, {"book_surplus": -70_000, "taxable_surplus": -80_000, "months": 12}
    )
    assert reckoned.patronage_dividend == reckoned.tax == 0
    assert collective == -70_000


def test_preferred_dividends_come_before_patronage_unless_bylaws_add_them() -> None:
    """IRC 1388(a), last sentence: dividends on capital reduce patronage earnings unless paid in addition."""
    year = TAXABLE_200 | {"members_payroll": 20_000}
    terms = BYLAWS | {"collective_fraction": 0.0, "preferred_rate": 0.05}
    for additional, dividend in ((0.0, 180_000), (1.0, 200_000)):
        told, so_far = records(terms | {"dividends_additional": additional}, year)
        found, reckoned = reckoned_from(told, so_far, 400_000.0)
        assert found.preferred_dividend == 20_000
        assert reckoned.patronage_dividend == dividend
