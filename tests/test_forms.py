"""What a form of the deal means: each answer held to the statute it cites, and to the worked example of four forms."""

import io
import json
from datetime import date
from random import Random
from typing import Any

import firm
import pypdf
import pytest
import random_scenarios

from planner import Plan, deal, forms, places, plan, report, workforce
from planner.explain import explain, recomputed
from planner.faults import Faulty
from planner.forms import redemption, worth
from planner.forms.worker_owned import conditions as worker_owned_conditions
from planner.model.helpers import cents
from planner.model.one import run
from planner.places.solvency import test_of as state_test
from planner.scenario import (
    Bylaws,
    Coop,
    Kept,
    KeptAsset,
    Loan,
    MemberClass,
    Membership,
    Owner,
    Rollover,
    Scenario,
    Worker,
    Workforce,
)
from planner.scenario.coop import PatronageBasis

RULES = places.rules("US", on=date(2026, 11, 22))
C, S = {"entity": "c_corporation"}, {"entity": "s_corporation"}


def asked(form: str = "shares_merged", owner: dict[str, Any] | None = None, **deal: Any) -> Scenario:
    """The example firm with another owner and some terms of the deal changed."""
    base = firm.scenario(form)
    told = {**{name: getattr(base.owner, name) for name in Owner.model_fields}, **(owner or {})}
    return firm.scenario(form, owner=Owner(**told), deal=base.deal.model_copy(update=deal))


def answer(made: Plan, key: str) -> str:
    found = made.form.verdict(key)
    for one in made.form.verdicts:  # whatever is answered has words
        assert "{" not in " ".join((one.told(), one.citation.said(), one.change.said() if one.change else ""))
    return "" if found is None else found.answer


def why(made: Plan, key: str) -> str:
    found = made.form.verdict(key)
    assert found is not None
    return found.why.key


# --- the four forms of the worked example ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "steps_up", "basis"),
    [
        ("assets", "yes", 1_060_000),
        ("shares_merged", "no", None),
        ("shares_election", "yes", 1_060_000),
        ("buyout", "no", None),
    ],
)
def test_the_tax_basis_of_the_four_forms(form: str, steps_up: str, basis: float | None) -> None:
    """Equipment 400 and goodwill 960 against an old basis of 300, which follows in the two others."""
    made = plan(asked(form))
    found = made.form.verdict("step_up")
    assert found is not None
    assert (found.answer, found.figure) == (steps_up, basis)
    assert answer(made, "costs") == "no"
    assert made.form.verdict("costs").figure == 60_000  # type: ignore[union-attr]
    loan_costs = made.form.verdict("loan_costs")
    assert loan_costs is not None
    assert (loan_costs.answer, loan_costs.figure) == ("yes", 238.10)  # 20,000 over 84 months


def test_costs_of_a_buyout_are_never_deducted_and_loan_costs_are() -> None:
    """26 U.S.C. 162(k)(1), (2)(A)(ii): books carry 60 of cost that no tax return ever shows."""
    free = firm.lowered(asked("buyout"))
    paid = run(free._replace(terms=free.terms._replace(transaction_costs=0.0)))
    cost = run(free)
    for one, other in zip(cost.months, paid.months, strict=True):
        assert one.assets.tax_depreciation == other.assets.tax_depreciation
    assert cost.start.opening.tax_goodwill == 0
    assert sum(month.debt.fees_amortised for month in cost.months) == pytest.approx(20_000)


def test_full_accounting_is_a_memo() -> None:
    """At 25 %: deferred tax 25 on the write-up of 100, goodwill 925, assets 1,775; none on goodwill itself."""
    federal = RULES.value("co_op.federal_rate")
    coop = Coop(member_share=5_000, down_payment=5_000, state_tax_rate=(0.25 - federal) / (1 - federal))
    memo = plan(firm.scenario("shares_merged", coop=coop)).form.deferred_tax
    assert memo == forms.DeferredTax(25_000, 925_000, 1_775_000)
    assert plan(firm.scenario("assets", coop=coop)).form.deferred_tax.liability == 0


def test_a_purchase_differs_from_a_buyout_by_goodwill_and_write_up() -> None:
    bought, kept = run(firm.lowered(asked("assets"))), run(firm.lowered(asked("buyout")))
    assert bought.months[0].balance.equity - kept.months[0].balance.equity == 1_000_000
    assert bought.start.opening.tax_goodwill_step == 5_333.33


# --- the worth of a new tax basis ----------------------------------------------------------------------------


def with_goodwill_alone(coop: Coop) -> Scenario:
    """Equipment worth as much as its old basis and deducted as long, so that only goodwill 960 is new."""
    base = firm.scenario("assets", coop=coop)
    books = base.business.books.model_copy(update={"equipment": 400_000.0})
    business = base.business.model_copy(update={"books": books, "remaining_life": 7.0})
    return base.model_copy(update={"business": business})


def test_a_step_up_is_worth_the_tax_it_saves_in_fact() -> None:
    """64,000 a year x 21 % = 13,440 where the co-op pays the tax; nothing where patronage leaves it none."""
    whole = Coop(member_share=5_000, down_payment=5_000, collective_fraction=1.0)
    saved = [line.worth.saved for line in plan(with_goodwill_alone(whole)).form.worth.lines]
    assert len(saved) == 10
    assert saved == [pytest.approx(13_440, abs=0.02)] * 10
    shared = Coop(member_share=5_000, down_payment=5_000, collective_fraction=0.0, cash_fraction=0.3)
    members = Workforce(workers=(Worker(alias="Crew", number=24, pay=18.0),), turnover=0.0)
    business = with_goodwill_alone(shared).business
    none = firm.scenario("assets", coop=shared, workforce=members, business=business, owner=Owner())
    made = plan(none)
    assert [line.worth.saved for line in made.form.worth.lines] == [0.0] * 10
    dividends = 210_000 * 0.04  # the preferred ones alone are taxed, and no basis shelters them
    assert {line.taxes.without for line in made.form.worth.lines} == {cents(0.21 * dividends)}
    assert answer(made, "worth") == "no"


def test_the_worth_is_the_difference_of_two_whole_plans() -> None:
    """Discounted at the rate asked; the same figure whichever of the two is planned."""
    made = plan(asked("assets", discount_rate=0.1))
    told = firm.lowered(asked("assets"))
    without = run(worth.other_way(asked("assets"), RULES, told))
    periods = made.outcomes.fiscal_years
    total, present = 0.0, 0.0
    for line, period in zip(made.form.worth.lines, periods, strict=True):
        months = range(period.first, period.last + 1)
        taxes = [
            sum(ran.months[month].shared.tax + ran.months[month].confirmed.tax_added for month in months)
            for ran in (without, made.run)
        ]
        assert line.worth.saved == pytest.approx(taxes[0] - taxes[1], abs=0.005)
        total += taxes[0] - taxes[1]
        present += cents((taxes[0] - taxes[1]) * 1.1 ** (-period.last / 12))
        assert line.worth.cumulated == pytest.approx(total, abs=0.01)
    assert made.form.worth.whole.saved == pytest.approx(total, abs=0.01)
    assert made.form.worth.whole.present == pytest.approx(present, abs=0.02)
    other = plan(asked("shares_election", discount_rate=0.1)).form.worth
    assert other == made.form.worth
    merged = plan(asked("shares_merged", discount_rate=0.1)).form.worth
    assert not merged.planned
    assert merged.lines == made.form.worth.lines  # what an election would bring is what it does bring


def test_every_figure_of_the_form_opens_to_the_same_figure() -> None:
    for made in (plan(asked("assets")), plan(asked("shares_merged", C | {"years_held": 9.0})), plan(asked("buyout"))):
        months = [line.last_month for line in made.form.worth.lines]
        named = [(f"worth.{name}", month) for name in worth.WorthYear._fields for month in months]
        named += [(f"taxes.{name}", month) for name in worth.YearsTaxes._fields for month in months]
        named += [(name, 0) for name in ("whole.saved", "whole.present", "stepped_up", "excise", "book_surplus")]
        for name, month in named:
            told = explain(made, "form", name, month)
            assert told.figure.label
            assert recomputed(made, "form", name, month) == told.figure.value
            assert told.parts or told.inputs or told.rules, name
        for one in made.form.verdicts:
            if one.opens is not None:
                assert explain(made, *one.opens).figure.value == pytest.approx(one.figure)


# --- the business: corporations, partnerships, companies of one --------------------------------------------------


def test_all_interests_in_a_partnership_are_taxed_as_its_assets() -> None:
    """Rev. Rul. 99-6, situation 2: the buyer's basis is that of a purchase of assets, to the cent."""
    bought = plan(asked("assets", {"entity": "partnership"}))
    interests = plan(asked("shares_merged", {"entity": "partnership"}))
    assert interests.form.bought == "interests"
    assert answer(interests, "step_up") == "yes"
    assert interests.form.allocation == bought.form.allocation
    assert interests.run.months == bought.run.months
    assert answer(interests, "sale") == "yes"
    assert interests.form.verdict("s_election") is None


def test_a_company_of_one_has_interests_where_a_sole_owner_has_none() -> None:
    made = plan(asked("shares_merged", {"entity": "sole_owner", "is_llc": True}))
    assert made.form.bought == "llc"
    assert answer(made, "step_up") == "yes"
    for entity in ("s_corporation", "c_corporation", "partnership"):
        taxed = plan(asked("shares_merged", {"entity": entity, "is_llc": True})).form
        assert taxed.verdicts == plan(asked("shares_merged", {"entity": entity})).form.verdicts


LONG_NOTE = Loan(name="Seller note", kind="seller", rate=0.06, months=132)
REFUSED: dict[str, tuple[Scenario, str, str]] = {
    "sole owner's shares": (asked("shares_merged", {"entity": "sole_owner"}), "deal.form", "no shares to sell"),
    "buyout of a sole owner": (asked("buyout", {"entity": "sole_owner"}), "deal.form", "no shares to sell"),
    "election of a C corporation": (asked("shares_election", C), "deal.form", "S corporation"),
    "election of a partnership": (asked("shares_election", {"entity": "partnership"}), "deal.form", "shares_merged"),
    "buyout of a partner": (asked("buyout", {"entity": "partnership"}), "deal.form", "corporation with shares"),
    "interests kept below": (
        asked("shares_merged", {"entity": "partnership"}, kept_as_subsidiary=True),
        "deal.kept_as_subsidiary",
        "no company of its own",
    ),
    "a state spelled out": (asked("buyout", incorporated_in="md"), "deal.incorporated_in", "two capital letters"),
    "more kept than there is": (
        asked(kept=Kept(assets=(KeptAsset(name="Hall", book_value=300_001.0, tax_basis=1.0),))),
        "deal.kept.assets",
        "$300,000",
    ),
    "a note longer than the plan": (asked(loans=(firm.SENIOR, LONG_NOTE)), "deal.loans", "132 months"),
    "an earn-out longer than the plan": (
        asked(loans=(firm.SENIOR, firm.NOTE, Loan(name="More", kind="earn_out", principal=1e4, months=121))),
        "deal.loans",
        "More runs for 121 months",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_in_one_sentence(name: str) -> None:
    told, path, says = REFUSED[name]
    with pytest.raises(Faulty) as refused:
        plan(told)
    found = [fault for fault in refused.value.faults if fault.startswith(f"{path}:") and says in fault]
    assert len(found) == len([fault for fault in refused.value.faults if fault.startswith(path)]) == 1


def test_a_subsidiary_needs_shares() -> None:
    for form in ("assets", "buyout"):
        with pytest.raises(ValueError, match="kept_as_subsidiary: only a company whose shares are bought"):
            type(asked().deal)(**{**asked(form).deal.__dict__, "kept_as_subsidiary": True})


# --- the S election ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "preferred", "found", "reason"),
    [
        ("shares_merged", 210_000.0, "yes", "shares"),
        ("shares_election", 210_000.0, "yes", "election"),
        ("assets", 210_000.0, "no", "assets"),
        ("buyout", 210_000.0, "yes", "preferred"),
        ("buyout", 0.0, "unknown", "buyout"),
    ],
)
def test_an_s_election_ends_the_day_a_co_op_holds_a_share(form: str, preferred: float, found: str, reason: str) -> None:
    """26 U.S.C. 1361(b)(1)(B): no corporation among the shareholders; (D): one class of stock; 1362(e): short years."""
    held = firm.scenario().deal.preferred.model_copy(update={"amount": preferred})
    made = plan(asked(form, S, preferred=held))
    assert answer(made, "s_election") == found
    assert why(made, "s_election") == f"forms.why.s_election.{reason}"
    if found == "yes":
        assert "December 31, 2026" in made.form.verdict("s_election").why.said()  # type: ignore[union-attr]
    assert ("forms.finding.s_election" in [one.key for one in made.findings]) == (found == "unknown")
    assert plan(asked(form, C)).form.verdict("s_election") is None if form != "shares_election" else True


# --- patronage -----------------------------------------------------------------------------------------------


def test_patronage_of_a_parent_over_a_subsidiary_is_unknown_wherever_it_is_shown() -> None:
    """The co-op must be the members' employer (26 U.S.C. 1388(a): business done with or for patrons)."""
    base, made = plan(asked()), plan(asked(kept_as_subsidiary=True))
    assert made.run.start == base.run.start  # the same consolidated books on the closing day
    assert (answer(base, "patronage"), answer(made, "patronage")) == ("yes", "unknown")
    said = "Whether its surplus can be patronage of the co-op is not settled"
    assert any(said in one.said() for one in made.findings)
    assert any(said in one for one in report.summary(made))
    told = json.loads(report.plan_json(made))
    assert any(said in one for one in told["findings"])
    assert not any(said in one.said() for one in base.findings)
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(report.plan_pdf(made))).pages]
    assert any("is not settled" in page and "workers join at closing" in page for page in pages)


def shared(made: Plan) -> list[tuple[int, float, float]]:
    """Month, patronage and tax of each fiscal year-end."""
    months = enumerate(zip(made.run.months, made.case.clocks, strict=True))
    return [
        (month, now.shared.patronage_dividend, now.shared.tax) for month, (now, clock) in months if clock.year_end > 0
    ]


@pytest.mark.parametrize("qualified", [True, False])
def test_a_subsidiary_that_is_not_merged_deducts_no_patronage_and_pays_just_that_tax(qualified: bool) -> None:
    """26 U.S.C. 1382(b) deducts patronage alone: the first year's tax is more by rate x what would have been."""
    told = asked(kept_as_subsidiary=True)
    coop = told.coop.model_copy(update={"qualified": qualified})
    base, made = (plan(one.model_copy(update={"coop": coop})) for one in (asked(), told))
    assert all(patronage == 0.0 for _, patronage, _ in shared(made))
    assert made.run.months[-1].members.accounts == 0.0
    found = 0
    for (month, patronage, tax), (_, _, more) in zip(shared(base), shared(made), strict=True):
        if not found and patronage > 0:
            reckoned = base.run.months[month].reckoning
            saved = reckoned.tax_of_company - reckoned.tax
            assert more - tax == pytest.approx(saved, abs=0.001)
            if reckoned.taxable_after_patronage > 0 and not reckoned.tax_losses_used:
                assert saved == pytest.approx(base.case.terms.tax_rate * reckoned.deduction, abs=0.01)
            found = month
    assert found


def test_surplus_is_shared_from_the_fiscal_year_after_the_merger() -> None:
    """The firm closes with December and its fiscal year: merged after 18 months, patronage begins with the third."""
    never, late = plan(asked(kept_as_subsidiary=True)), plan(asked(kept_as_subsidiary=True, merged_after=18))
    base = plan(asked())
    assert [patronage > 0 for _, patronage, _ in shared(late)][:2] == [False, False]
    years = [month for month, _, _ in shared(late)]
    assert late.run.months[: years[1] + 1] == never.run.months[: years[1] + 1]
    assert shared(base)[2][1] > 0
    assert shared(late)[2][1] > 0
    assert answer(late, "patronage") == "unknown"
    reason = late.form.verdict("patronage").why.said()  # type: ignore[union-attr]
    assert "June 2028" in reason
    assert "January 2029" in reason
    on_the_edge = plan(asked(kept_as_subsidiary=True, merged_after=24))
    assert [one[1] > 0 for one in shared(on_the_edge)] == [one[1] > 0 for one in shared(late)]


@pytest.mark.parametrize("seed", range(60))
def test_no_unmerged_subsidiary_ever_deducts_patronage(seed: int) -> None:
    told = random_scenarios.scenario(seed)
    if told.deal.form not in ("shares_merged", "shares_election") or told.deal.bought_at_closing < 1.0:
        return
    merged = Random(seed).choice((None, 1, 7, 12, 30, 55))
    kept = told.model_copy(
        update={"deal": told.deal.model_copy(update={"kept_as_subsidiary": True, "merged_after": merged})}
    )
    rules = places.rules(kept.place, on=kept.rules_date)
    case = deal.lower(kept, rules, workforce.follow(kept))
    made = run(case)
    begun = False
    for now, clock in zip(made.months, case.clocks, strict=True):
        begun = begun or bool(merged is not None and clock.new_year and clock.month > merged)
        assert begun or now.shared.patronage_dividend == now.reckoning.deduction == 0.0
    worst = made.outcome
    assert max(worst.worst_gap, worst.worst_unshared, worst.worst_loan_left, worst.worst_allocation) < 1e-5


def test_a_merger_date_needs_a_subsidiary() -> None:
    with pytest.raises(ValueError, match="merged_after: only a company that is kept as a subsidiary"):
        type(asked().deal)(**{**asked().deal.__dict__, "merged_after": 12})


# --- a buyout: sale or dividend -------------------------------------------------------------------------------


WAIVED = {"family_members_stay": 12, "waives_attribution": True, "family_transfers": "no"}


@pytest.mark.parametrize(
    ("owner", "is_sale", "reason"),
    [
        ({}, "yes", "complete"),
        ({"seller_stays_as": "employee"}, "yes", "complete"),
        ({"seller_stays_as": "director"}, "yes", "complete"),
        ({"seller_stays_as": "creditor"}, "yes", "complete"),
        ({"seller_stays_as": "member"}, "yes", "disproportionate"),  # 1 of 25 votes
        ({"family_members_stay": 2}, "yes", "disproportionate"),  # 2 of 24
        ({"family_members_stay": 11}, "yes", "disproportionate"),  # 11 of 24 is below a half
        ({"family_members_stay": 12}, "unknown", "no_waiver"),  # exactly a half is not below it
        (WAIVED, "yes", "waiver"),
        (WAIVED | {"seller_stays_as": "creditor"}, "yes", "waiver"),
        (WAIVED | {"family_transfers": "unknown"}, "unknown", "waiver_unknown"),
        (WAIVED | {"family_transfers": "yes"}, "unknown", "waiver_unknown"),
        (WAIVED | {"seller_stays_as": "employee"}, "unknown", "still_interested"),
        (WAIVED | {"seller_stays_as": "director"}, "unknown", "still_interested"),
        (WAIVED | {"seller_stays_as": "member"}, "unknown", "member"),
        ({"family_members_stay": 24}, "no", "no_reduction"),
        (WAIVED | {"family_members_stay": 24, "family_transfers": "unknown"}, "unknown", "waiver_unknown"),
        (WAIVED | {"family_members_stay": 24, "family_transfers": "yes"}, "no", "no_reduction"),
        ({"family_members_stay": 24, "seller_stays_as": "member"}, "no", "no_reduction"),
    ],
)
def test_a_buyout_is_a_sale_only_if_section_302_says_so(owner: dict[str, Any], is_sale: str, reason: str) -> None:
    """26 U.S.C. 302(b)(2): below half the votes, below 80 % of votes and common stock; (b)(3), (c)(2): no interest.

    What fails both may still be no dividend (302(b)(1)): unknown, but not without any cut (Davis, 397 U.S. 301).
    """
    told = asked("buyout", C | owner)
    found = redemption.tested(told, RULES)
    assert (found.is_sale, found.reason) == (is_sale, reason)
    made = plan(told)
    assert answer(made, "sale") == is_sale
    assert (f"forms.finding.sale_{is_sale}" in [one.key for one in made.findings]) == (is_sale != "yes")
    verdict = made.form.verdict("sale")
    assert verdict is not None
    assert (verdict.change is None) == (is_sale == "yes")
    assert ("dividend" in verdict.told()) == (is_sale != "yes")
    assert verdict.conditions == found.conditions
    assert made.seller.planned.choice.dividend == (is_sale != "yes")  # what is not certain is not counted on
    assert ("seller.maybe_dividend" in {one.key for one in made.seller.findings}) == (is_sale == "unknown")


def conditions(made: Plan, key: str) -> dict[str, str]:
    """The conditions of a question with their answers; each has words and law, one not met a way to meet it."""
    verdict = made.form.verdict(key)
    assert verdict is not None
    for one in verdict.conditions:
        assert "{" not in one.asks() + one.law() + one.change()
        assert "26 U.S.C." in one.law()
        assert bool(one.change()) == (one.answer != "yes")
    return {one.key.partition("_")[2]: one.answer for one in verdict.conditions}


def test_every_condition_of_a_buyout_is_listed_with_its_answer() -> None:
    told = conditions(plan(asked("buyout", C | {"family_members_stay": 20, "waives_attribution": True})), "sale")
    assert told == {
        "complete": "yes",
        "waived": "yes",
        "no_interest": "yes",
        "creditor": "yes",
        "family": "unknown",
        "votes": "no",  # 20 of 24 is not below a half
        "ratio": "no",  # 83.3 % is not below 80 % of all
        "common": "no",
        "series": "yes",
        "equivalent": "unknown",
    }
    told = conditions(plan(asked("buyout", C | {"family_members_stay": 13})), "sale")
    assert (told["votes"], told["ratio"], told["common"]) == ("no", "yes", "yes")
    assert told["waived"] == "no"
    assert conditions(plan(asked("buyout", C)), "sale")["equivalent"] == "unknown"


def test_an_earn_out_is_more_than_a_creditor_s_interest() -> None:
    """26 CFR 1.302-4(d): a creditor's right does not hang on the company's earnings."""
    base = asked("buyout", C | WAIVED)
    (note,) = (loan for loan in base.deal.loans if loan.to_seller)
    loans = tuple(loan.model_copy(update={"kind": "earn_out"}) if loan is note else loan for loan in base.deal.loans)
    told = base.model_copy(update={"deal": base.deal.model_copy(update={"loans": loans})})
    found = redemption.tested(told, RULES)
    assert (found.is_sale, found.reason) == ("unknown", "waiver_unknown")


def test_member_shares_without_a_price_cannot_be_compared() -> None:
    """26 U.S.C. 302(b)(2)(C): common stock at its fair value; with no price there is none to compare."""
    told = asked("buyout", C | {"seller_stays_as": "member"})
    free = told.model_copy(update={"coop": told.coop.model_copy(update={"member_share": 0.0, "down_payment": 0.0})})
    found = redemption.tested(free, RULES)
    assert found.common is None
    assert found.is_sale == "unknown"


def test_who_owns_a_company_without_members_is_not_known() -> None:
    nobody = Workforce(workers=(Worker(alias="Crew", number=24, pay=18.0, joins_after=None),))
    made = plan(firm.scenario("buyout", workforce=nobody))
    assert answer(made, "sale") == "unknown"
    assert "forms.finding.sale_unknown" in [one.key for one in made.findings]


def test_every_other_form_is_a_sale() -> None:
    for form in ("assets", "shares_merged", "shares_election"):
        assert answer(plan(asked(form)), "sale") == "yes"


# --- the rollover and the merger -------------------------------------------------------------------------------

WORKER_OWNED = Bylaws(one_member_one_vote="yes", board_seats=5, seats_elected_by_members=3, outside_votes=0.0)
OWN = {"rollover": Rollover(no_option_shares="yes")}
PAY = {"rollover": Rollover(no_option_shares="no")}
NO_CONSENT = {"rollover": Rollover(no_option_shares="yes", co_op_consents="no")}
NO_PROPERTY = {"rollover": Rollover(no_option_shares="yes", property_qualifies="no")}


@pytest.mark.parametrize(
    ("form", "owner", "coop", "deal", "found", "reason"),
    [
        ("shares_merged", C | {"years_held": 3.0} | OWN, {}, {}, "yes", "shares"),
        ("shares_merged", C | {"years_held": 3.0}, {}, {}, "unknown", "origin_unknown"),
        ("shares_merged", C | {"years_held": 3.0} | PAY, {}, {}, "no", "origin"),
        ("shares_merged", C | {"years_held": 3.0} | NO_CONSENT, {}, {}, "no", "consent"),
        ("shares_merged", C | {"years_held": 3.0} | NO_PROPERTY, {}, {}, "no", "property"),
        (
            "shares_merged",
            C | {"years_held": 9.0} | OWN,
            {"collective_fraction": 1.0},
            {},
            "unknown",
            "earnings_unknown",
        ),
        ("shares_merged", C | {"years_held": 9.0} | OWN, {}, {"kept_as_subsidiary": True}, "unknown", "co_op_unknown"),
        ("shares_merged", C | {"years_held": 2.9}, {}, {}, "no", "held"),
        ("shares_merged", C, {}, {}, "unknown", "held_unknown"),
        ("shares_merged", C | {"years_held": 9.0, "shares_traded": True}, {}, {}, "no", "traded"),
        ("shares_merged", C | {"years_held": 9.0}, {"members_elect_board": False}, {}, "no", "board"),
        ("buyout", C | {"years_held": 9.0} | OWN, {}, {}, "unknown", "buyout"),
        ("buyout", C | {"years_held": 1.0}, {}, {}, "no", "held"),
        ("assets", C | {"years_held": 9.0}, {}, {}, "no", "assets"),
        ("shares_merged", S | {"years_held": 9.0}, {}, {}, "no", "s_corporation"),
        ("buyout", S, {}, {}, "no", "s_corporation"),
        ("shares_merged", S, {}, {"closing": date(2027, 12, 31)}, "no", "s_corporation"),
        ("shares_merged", S, {}, {"closing": date(2028, 1, 31)}, "unknown", "held_unknown"),
        (
            "shares_merged",
            S | {"years_held": 9.0} | OWN,
            {},
            {"closing": date(2028, 1, 31)},
            "unknown",
            "s_corporation_part",
        ),
        ("buyout", S | {"years_held": 9.0} | OWN, {}, {"closing": date(2028, 1, 31)}, "unknown", "buyout"),
        ("shares_election", S, {}, {"closing": date(2028, 1, 31)}, "no", "election"),
        ("shares_merged", {"entity": "partnership"}, {}, {}, "no", "no_corporation"),
        ("assets", {"entity": "sole_owner"}, {}, {}, "no", "no_corporation"),
    ],
)
def test_the_rollover(  # noqa: PLR0913, PLR0917  (a table of cases)
    form: str, owner: dict[str, Any], coop: dict[str, Any], deal: dict[str, Any], found: str, reason: str
) -> None:
    """26 U.S.C. 1042(b), (c): C corporation, three years, 30 %, worker-owned; P.L. 117-328 s.114 from 2028."""
    told = asked(form, owner, **deal)
    coop_told = Coop(**{**told.coop.__dict__, **coop})
    bylaws = Bylaws() if "members_elect_board" in coop else WORKER_OWNED
    made = plan(told.model_copy(update={"coop": coop_told, "bylaws": bylaws}))
    assert (answer(made, "rollover"), why(made, "rollover")) == (found, f"forms.why.rollover.{reason}")


def worker_owned(told: Scenario, **known: Any) -> Scenario:
    """A co-op whose bylaws were entered, all in order."""
    return told.model_copy(update={"bylaws": WORKER_OWNED, **known})


USERS = MemberClass(name="Users", members=500, votes=9.0, slice=0.9, share_price=10.0)


@pytest.mark.parametrize(
    ("known", "found", "reason"),
    [
        ({}, "yes", "shares"),
        ({"bylaws": Bylaws()}, "unknown", "votes_unknown"),
        ({"bylaws": WORKER_OWNED.model_copy(update={"outside_votes": None})}, "unknown", "votes_unknown"),
        ({"bylaws": WORKER_OWNED.model_copy(update={"board_seats": None})}, "unknown", "board_unknown"),
        ({"bylaws": WORKER_OWNED.model_copy(update={"one_member_one_vote": "unknown"})}, "unknown", "board_unknown"),
        ({"bylaws": WORKER_OWNED.model_copy(update={"one_member_one_vote": "no"})}, "no", "board"),
        ({"bylaws": WORKER_OWNED.model_copy(update={"seats_elected_by_members": 2})}, "no", "board"),
        ({"bylaws": WORKER_OWNED.model_copy(update={"outside_votes": 0.5})}, "no", "votes_others"),
        ({"bylaws": WORKER_OWNED.model_copy(update={"outside_votes": 0.49})}, "yes", "shares"),
        ({"membership": Membership(classes=(USERS,))}, "no", "members_others"),
        ({"membership": Membership(classes=(USERS.model_copy(update={"members": 1}),))}, "yes", "shares"),
        (
            {"membership": Membership(classes=(MemberClass(name="A", who="investors", members=1, votes=2.0),))},
            "unknown",
            "votes_classes",
        ),
    ],
)
def test_only_a_worker_owned_co_op_is_sold_to_with_a_rollover(known: dict[str, Any], found: str, reason: str) -> None:
    """26 U.S.C. 1042(c)(2)(B) to (D): most members are employees, hold most votes, elect most of the board."""
    made = plan(worker_owned(asked("shares_merged", C | {"years_held": 9.0} | OWN), **known))
    assert (answer(made, "rollover"), why(made, "rollover")) == (found, f"forms.why.rollover.{reason}")
    ruling = next(one for one in made.lawful.rulings if one.id == "s_1042")
    assert ruling.state == {"yes": "passed", "no": "failed", "unknown": "unknown"}[found]
    if reason in ("votes_unknown", "board_unknown"):
        assert set(ruling.asks) <= set(made.lawful.questions)
        assert ruling.asks


def test_no_rollover_into_an_llc_taxed_as_a_partnership() -> None:
    """26 U.S.C. 1042(c)(2)(A), 1381(a)(2): part I of subchapter T applies to corporations."""
    told = asked("shares_merged", C | {"years_held": 9.0} | OWN)
    told = told.model_copy(update={"coop": told.coop.model_copy(update={"taxed_as": "partnership"})})
    found = worker_owned_conditions(worker_owned(told))
    assert [one.answer for one in found] == ["no", "yes", "yes", "yes", "yes"]
    assert found[0].reason == "partnership"


@pytest.mark.parametrize(
    ("basis", "found"),
    [
        ({"wages": 0.51, "equal": 0.49}, "yes"),
        ({"wages": 0.5, "equal": 0.5}, "no"),
        ({"wages": 0.5, "seniority": 0.5}, "unknown"),
        ({"wages": 0.2, "hours": 0.4, "seniority": 0.4}, "yes"),
    ],
)
def test_most_of_what_is_allocated_goes_by_patronage(basis: dict[str, float], found: str) -> None:
    """26 U.S.C. 1042(c)(2)(E), derived: parts alike for all are neither patronage nor capital."""
    told = asked("shares_merged", C)
    coop = told.coop.model_copy(update={"patronage_basis": PatronageBasis(**{"wages": 0.0, **basis})})
    assert worker_owned_conditions(told.model_copy(update={"coop": coop}))[-1].answer == found


def test_the_gain_is_taxed_where_the_buyer_is_not_worker_owned() -> None:
    """Elected, but others have 80 % of the votes: the same tax as without it, and the reason is told."""
    rolled = {"rollover": Rollover(elected=True, no_option_shares="yes")}
    base = asked("shares_merged", C | {"years_held": 9.0} | rolled)
    outside = {"bylaws": WORKER_OWNED.model_copy(update={"outside_votes": 0.8})}
    failed, unknown = plan(worker_owned(base, **outside)), plan(worker_owned(base, bylaws=Bylaws()))
    plain = plan(worker_owned(asked("shares_merged", C | {"years_held": 9.0} | OWN)))
    met = plan(worker_owned(base))
    assert met.seller.totals.deferred > 0
    assert met.seller.totals.tax_of_sale < plain.seller.totals.tax_of_sale
    for made in (failed, unknown):
        assert not made.seller.totals.deferred
        assert made.seller.totals.tax_of_sale == plain.seller.totals.tax_of_sale > 0
        told = next(one.said() for one in made.seller.findings if one.key == "seller.not_deferred")
        assert "voting stock" in told


def test_every_condition_of_a_rollover_is_listed_with_its_answer() -> None:
    """26 U.S.C. 1042(b), (c): shares, co-op, sale, and what is still to be done."""
    met = conditions(plan(worker_owned(asked("shares_merged", C | {"years_held": 9.0} | OWN))), "rollover")
    assert list(met) == [
        *("corporation", "traded", "held", "origin"),
        *("co_op", "members", "votes", "board", "earnings"),
        *("buyer", "part", "consent", "property"),
    ]
    assert {key for key, found in met.items() if found != "yes"} == {"consent", "property"}
    open_ones = conditions(plan(worker_owned(asked("buyout", C))), "rollover")
    assert {key for key, found in open_ones.items() if found == "unknown"} == {
        *("held", "origin", "buyer", "consent", "property")
    }
    all_done = Rollover(no_option_shares="yes", co_op_consents="yes", property_qualifies="yes")
    whole = worker_owned(asked(owner=C | {"years_held": 9.0, "rollover": all_done}))
    assert set(conditions(plan(whole), "rollover").values()) == {"yes"}


def test_the_time_for_replacement_property_is_told_by_its_months() -> None:
    """26 U.S.C. 1042(c)(3): from 3 months before to 12 months after the sale."""
    made = plan(asked("shares_merged", C | {"years_held": 9.0}, closing=date(2026, 12, 31)))
    verdict = made.form.verdict("rollover")
    assert verdict is not None
    told = next(one for one in verdict.conditions if one.key == "rollover_property")
    assert "from September 2026 to December 2027" in told.asks()


def test_less_than_three_tenths_is_no_rollover() -> None:
    told = asked("shares_merged", C | {"years_held": 9.0}, bought_at_closing=0.29)
    case = firm.lowered(told)
    ran = run(case)
    dates = deal.calendar_of(told, RULES)
    found = forms.state(told, RULES, dates, case, ran).verdict("rollover")
    assert found is not None
    assert (found.answer, found.why.key) == ("no", "forms.why.rollover.part")


@pytest.mark.parametrize(
    ("owner", "deal", "found", "figure"),
    [
        (C | {"years_held": 9.0}, {}, "unknown", 135_000),
        (C, {}, "unknown", 135_000),
        (C | {"years_held": 1.0}, {}, "no", None),
        (S, {}, "no", None),
        (C | {"years_held": 9.0}, {"kept_as_subsidiary": True}, "no", None),
        (C | {"years_held": 9.0}, {"kept_as_subsidiary": True, "merged_after": 35}, "unknown", 135_000),
        (C | {"years_held": 9.0}, {"kept_as_subsidiary": True, "merged_after": 36}, "no", None),
    ],
)
def test_merging_within_three_years(
    owner: dict[str, Any], deal: dict[str, Any], found: str, figure: float | None
) -> None:
    """26 U.S.C. 4978(b)(1): 10 % of what is realised, here the 1,350 paid for the shares; if at all."""
    verdict = plan(asked("shares_merged", owner, **deal)).form.verdict("merger")
    assert verdict is not None
    assert (verdict.answer, verdict.figure) == (found, figure)
    for form in ("assets", "buyout"):
        assert plan(asked(form, C)).form.verdict("merger") is None


# --- solvency ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "found", "test"),
    [
        ("MD", "yes", "fair"),
        ("NV", "yes", "fair"),
        ("FL", "yes", "fair"),
        ("CA", "yes", "fair"),
        ("DE", "unknown", "surplus"),
        ("NY", "unknown", "unknown"),
        ("", "unknown", "unknown"),
    ],
)
def test_solvency_of_the_buyout_by_state(state: str, found: str, test: str) -> None:
    """1,500 + 100 - 1,000 - 350 = 250, less preferred 210: 40 may be paid; by the books 750 - 1,480 - 210 = -940."""
    made = plan(asked("buyout", incorporated_in=state))
    assert made.form.solvency is not None
    assert (made.form.solvency.fair, made.form.solvency.book) == (40_000, -940_000)
    assert made.form.solvency.test.test == state_test("US", state).test == test
    assert answer(made, "solvent") == found
    assert plan(asked("shares_merged", incorporated_in=state)).form.solvency is None


def test_a_buyout_that_pays_too_much_or_runs_short_is_not_solvent() -> None:
    """Costs are paid out of what stays above debts: 41 more of them leave -1. Debts must be paid as they fall due."""
    dear = plan(asked("buyout", incorporated_in="MD", transaction_costs=101_000.0))
    assert dear.form.solvency is not None
    assert (dear.form.solvency.fair, answer(dear, "solvent")) == (-1_000, "no")
    poor = firm.scenario().business.model_copy(update={"growth": (-0.4,)})
    made = plan(asked("buyout", incorporated_in="MD").model_copy(update={"business": poor}))
    assert made.outcomes.lender.shortfall_month is not None
    assert answer(made, "solvent") == "no"
    assert why(made, "solvent") == "forms.why.solvent.short"


# --- what the seller keeps, and what is paid later ------------------------------------------------------------------


def test_property_kept_is_let_to_the_co_op_at_market_rent() -> None:
    """72,000 a year against 30,000 in the books: overhead rises by 42,000 in last year's prices, and with prices."""
    base = asked()
    last = base.business.statements[-1].model_copy(update={"rent_to_owner": 30_000.0, "market_rent": 72_000.0})
    kept = base.model_copy(update={"business": base.business.model_copy(update={"statements": (last,)})})
    one, other = plan(base), plan(kept)
    for before, now in zip(one.run.months[1:], other.run.months[1:], strict=True):
        more = 42_000 / 12 * now.operations.price_index
        assert now.operations.overhead - before.operations.overhead == pytest.approx(more, abs=0.011)
        assert before.operations.ebitda - now.operations.ebitda == pytest.approx(more, abs=0.011)
    dates = deal.calendar_of(kept, RULES)
    rent = forms.rent_to_seller(kept, dates)
    assert list(rent) == list(range(2027, 2037))
    assert rent[2027] == pytest.approx(72_000 * 1.025, abs=0.06)
    assert rent[2028] == pytest.approx(72_000 * 1.025**2, abs=0.06)
    assert dict(other.form.rent) == rent
    assert forms.rent_to_seller(base, dates) == {}
    assert "forms.said.rent" in [said.key for said in other.form.said]
    unchanged = last.model_copy(update={"market_rent": None})
    paid = kept.model_copy(update={"business": base.business.model_copy(update={"statements": (unchanged,)})})
    assert forms.rent_to_seller(paid, dates)[2027] == pytest.approx(30_000 * 1.025, abs=0.06)


def test_a_car_the_seller_keeps_leaves_the_books_before_closing() -> None:
    car = KeptAsset(name="Car", book_value=30_000.0, fair_value=36_000.0, tax_basis=10_000.0)
    for form in ("assets", "shares_merged", "buyout"):
        made, base = (plan(asked(form, kept=kept)) for kept in (Kept(assets=(car,)), Kept()))
        opened, before = made.run.start, base.run.start
        assert opened.closing == before.closing  # the price is for what is bought
        fair = 0 if form == "buyout" else 36_000
        assert before.opening.equipment - opened.opening.equipment == (fair or 30_000)
        assert opened.revalued.goodwill - before.revalued.goodwill == fair
        old = 10_000 if form != "assets" else 36_000
        assert before.opening.tax_equipment - opened.opening.tax_equipment == old
        assert all(abs(month.balance.out_of_balance) < 1e-6 for month in made.run.months)
        assert any("Car" in said.said() for said in made.form.said)


def test_an_earn_out_is_a_debt_at_what_is_expected() -> None:
    """300 of the price is expected of an earn-out: owed on the closing day, and paid as its note says."""
    out = Loan(
        name="Earn-out",
        kind="earn_out",
        principal=300_000.0,
        months=36,
        paid_if="sales of 2027 to 2029 stay above $2 million a year",
        least_paid=0.0,
        most_paid=450_000.0,
    )
    made = plan(asked(loans=(firm.SENIOR, firm.NOTE, out), plug="Seller note"))
    opened = made.run.start
    assert opened.loans_opened.seller_paper == 350_000
    assert opened.closing.plug == 50_000
    assert made.run.months[0].debt.balance == 1_350_000
    assert sum(month.loans[2].principal_paid for month in made.run.months) == pytest.approx(300_000)
    said = " ".join(one.said() for one in made.form.said)
    assert "$300,000 is what is expected" in said
    assert "sales of 2027 to 2029" in said
    assert "anything from $0 to $450,000" in said
    with pytest.raises(ValueError, match="belong to an earn_out alone"):
        Loan(name="x", kind="seller", months=12, paid_if="sales hold")
    for wrong in ({"least_paid": 300_001.0}, {"most_paid": 299_999.0}):
        with pytest.raises(ValueError, match="the amount expected"):
            Loan(**{**out.__dict__, **wrong})


# --- all forms, all businesses ---------------------------------------------------------------------------------


def test_every_plan_answers_every_question_in_words() -> None:
    seen = set()
    for seed in range(120):
        made = plan(random_scenarios.scenario(seed, months=24))
        keys = [one.key for one in made.form.verdicts]
        assert {"step_up", "worth", "costs", "patronage", "sale", "rollover"} <= set(keys)
        assert len(set(keys)) == len(keys)
        assert ("solvent" in keys) == (made.form.form == "buyout")
        for one in made.form.verdicts:
            assert one.answer in ("yes", "no", "unknown")
            for said in (one.told(), one.citation.said(), one.change.said() if one.change else "."):
                assert "{" not in said
                assert said.strip()
            seen.add((one.key, one.answer))
    assert len(seen) > 12
