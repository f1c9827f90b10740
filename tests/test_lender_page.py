"""The lender's page and the loan editor: what is left in words, what is broken, the order to change, terms that fit."""

import json
from pathlib import Path

import pytest
from test_pages import entered, every_word, goes_to, home, open_all, opened, well, with_scenario

from planner.coverage import told
from planner.faults import read
from planner.scenario.covenants import ORDER
from planner.views import loan_terms, paid_first
from planner.views.fitting import fitting
from planner.views.plain import plain
from planner.words import say

assert home  # the kept copies of these tests stand in a folder of their own
SAMPLE = Path(__file__).parent.parent / "scenarios" / "sample_company.json"
TIGHT = {
    "tested": "quarterly",
    "least_dscr": 1.25,
    "least_fccr": 1.1,
    "least_bank_dscr": 1.15,
    "most_leverage": 3.2,
    "most_cash_patronage": 45_000.0,
}


def changed(**covenants):
    data = json.loads(SAMPLE.read_text(encoding="utf-8"))
    data["deal"]["covenants"] = covenants
    return data


def broken():
    data = changed(**TIGHT)
    data["business"]["growth"] = [-0.04, -0.02, 0.05, 0.05, 0.04]
    for loan in data["deal"]["loans"]:
        if loan["kind"] != "seller":
            loan["cash_patronage_in_breach"] = "none"
    return data


def boxes(app):
    kinds = (app.text_input, app.number_input, app.selectbox, app.checkbox)
    return {(box.key or "").rpartition("#")[0] for kind in kinds for box in kind}


def test_the_page_says_what_is_left_of_each_covenant():
    app = open_all(goes_to(opened(), "lender"))
    made = app.session_state["desk"].plan
    words = every_word(app)
    months = told.Months(made.scenario.deal.closing)
    assert [one.value for one in app.success] == [say("app.lender.hold")]
    for one in made.coverage.covenants:
        if one.limit is not None:
            assert plain(told.room(one, months)) in words
    assert plain(told.historical(made.coverage.historical, months)) in words
    assert plain(say("lender.definition")) in words
    assert plain(say("lender.paid_first.nothing_waits")) in words


def test_a_breach_what_waits_and_patronage_blocked_at_a_loss_are_said():
    app = open_all(goes_to(with_scenario(json.dumps(broken())), "lender"))
    made = app.session_state["desk"].plan
    months = told.Months(made.scenario.deal.closing)
    assert plain(say("app.lender.broken", month=months(made.coverage.broken))) in [one.value for one in app.error]
    for wait in made.coverage.waits:
        assert plain(told.wait(wait, months)) in every_word(app)
    blocked = [one for one in made.coverage.findings if one.key == "lender.forgone.breach"]
    assert plain(blocked[0].said()) in [one.value for one in app.warning]
    assert {one.key for one in made.coverage.findings} <= {one.key for one in made.findings}


def test_a_breach_that_held_back_payments_avoid_is_said_plainly():
    app = goes_to(with_scenario(json.dumps(changed(least_dscr=1.2, most_cash_patronage=20_000.0))), "lender")
    read_of = app.session_state["desk"].plan.coverage
    assert read_of.broken is not None
    assert read_of.broken_as_paid is not None or "only because payments were held back" in app.error[0].value
    bare = changed(most_cash_patronage=20_000.0)
    for loan in bare["deal"]["loans"]:
        loan["cash_patronage_in_breach"] = "none"
    bare["deal"]["line"]["cash_patronage_in_breach"] = "none"  # which stays open when all loans are repaid
    app = goes_to(with_scenario(json.dumps(bare)), "lender")
    assert app.session_state["desk"].plan.coverage.broken_as_paid is None
    assert "only because payments were held back" in app.error[0].value


def test_without_covenants_the_page_asks_for_them():
    app = goes_to(with_scenario(json.dumps(changed())), "lender")
    assert plain(say("app.lender.none_agreed")) in [one.value for one in app.info]
    shown = {one.label: one.value for one in app.metric}
    assert shown[say("app.lender.sales_may_fall")] == say("app.lender.not_tested")
    entered(app, "deal.covenants.least_fccr").set_value(0.5).run()
    assert well(app).session_state["desk"].scenario.deal.covenants.least_fccr == 0.5
    assert say("app.lender.hold") in [one.value for one in app.success]


def test_the_order_of_payment_moves_a_step_at_a_time():
    app = goes_to(opened(), "lender")
    app.button(key="order.preferred.-1").click().run()
    order = well(app).session_state["desk"].scenario.deal.payout.order
    assert order.index("preferred") == ORDER.index("preferred") - 1
    assert sorted(order) == sorted(ORDER)
    assert app.button(key=f"order.{order[0]}.-1").disabled
    assert app.button(key=f"order.{order[-1]}.1").disabled
    shown = [claim.name for claim in app.session_state["desk"].plan.coverage.paid_first]
    assert shown[5:11] == list(order)
    app.button(key="undo").click().run()
    assert well(app).session_state["desk"].scenario.deal.payout.order == ORDER


def test_the_least_cash_stays_before_the_further():
    held = ["patronage_minimum", "patronage_further", "seller_note"]
    assert not paid_first.may_move(held, 0, 1)
    assert not paid_first.may_move(held, 1, -1)
    assert paid_first.may_move(held, 1, 1)
    assert not paid_first.may_move(held, 0, -1)
    assert not paid_first.may_move(held, 2, 1)


def test_what_sales_may_fall_by_opens_to_how_it_was_worked_out():
    app = goes_to(opened(), "lender")
    app.button(key=f"open.{say('app.lender.sales_may_fall')}").click().run()
    assert plain("DSCR (as promised: headroom)") in every_word(well(app))


@pytest.mark.parametrize("repayment", loan_terms.OF_REPAYMENT)
def test_only_terms_that_fit_the_repayment_are_asked_and_every_choice_gives_a_plan(repayment):
    app = open_all(goes_to(opened(), "deal"))
    entered(app, "deal.loans.1.repayment").set_value(repayment).run()
    well(app)
    assert not app.session_state["desk"].faults, app.session_state["desk"].faults
    assert app.session_state["desk"].scenario.deal.loans[1].repayment == repayment
    shown = {path.rpartition(".")[2] for path in boxes(app) if path.startswith("deal.loans.1.")}
    fits = {*loan_terms.FIRST, *loan_terms.OF_REPAYMENT[repayment]}
    assert shown == fits
    assert ("rate" in shown) == (repayment != "revenue_share")


def test_more_terms_stand_behind_a_switch():
    app = open_all(goes_to(opened(), "deal"))
    assert "deal.loans.2.day_count" not in boxes(app)
    app.toggle(key="more.deal.loans.2").set_value(True).run()
    shown = boxes(well(app))
    for name in ("payments", "day_count", "fee", "fixed_fee", "indexed", "swept", "forgiven_after"):
        assert f"deal.loans.2.{name}" in shown
    assert "deal.loans.2.rate_cap" not in shown
    entered(app, "deal.loans.2.indexed").set_value(True).run()
    assert "deal.loans.2.rate_cap" in boxes(well(app))
    app.toggle(key="more.deal.loans.4").set_value(True).run()
    assert "deal.loans.4.forgiven_after" not in boxes(well(app))  # a note to the seller is not forgiven here


def test_a_standby_asks_what_becomes_of_its_interest():
    app = open_all(goes_to(opened(), "deal"))
    assert "deal.loans.0.standby_interest" not in boxes(app)
    entered(app, "deal.loans.0.standby").set_value(12).run()
    assert "deal.loans.0.standby_interest" in boxes(well(app))


def test_a_new_loan_has_every_term():
    app = open_all(goes_to(opened(), "deal"))
    app.button(key="add.loan").click().run()
    desk = well(app).session_state["desk"]
    assert not desk.faults
    assert desk.entered["deal"]["loans"][-1].keys() == desk.entered["deal"]["loans"][0].keys()


def test_lists_of_a_loan_are_kept_in_the_order_of_their_months():
    shape = loan_terms.rate_steps("deal.loans.0")
    assert shape.put_back([{"month": 25, "rate": 0.09}, {"month": 13, "rate": 0.08}]) == [
        {"month": 13, "rate": 0.08},
        {"month": 25, "rate": 0.09},
    ]


def test_what_fits_a_repayment_is_set_with_it():
    loan = read(SAMPLE.read_bytes()).deal.loans[0].model_dump(mode="json")
    royalty = fitting(loan, "revenue_share")
    assert (royalty["rate"], royalty["indexed"]) == (0.0, False)
    assert royalty["revenue_share"] > 0 < royalty["cap"] - 1
    assert fitting(loan | {"months": 80}, "graduated")["amortisation"] == 84
    assert fitting(loan, "level") == {}
