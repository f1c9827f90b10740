"""What the law asks, read off the plan's own months: capital of every kind, leavers, every class, what is unasked."""

import json
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import random_scenarios
from firm import scenario

from planner import Plan, lawful, places, plan
from planner.explain import recomputed
from planner.faults import read
from planner.lawful import measures, offers, paying, sharing, voting
from planner.scenario import Bylaws, MemberClass, Membership, Scenario, Worker, Workforce
from planner.scenario.coop import Vesting

SCENARIOS = Path(__file__).parent.parent / "scenarios"
RULES = places.rules("US", on=date(2026, 11, 22))


def ready(stem: str, **bylaws: Any) -> Scenario:
    """A ready scenario under other bylaws."""
    made = read((SCENARIOS / f"{stem}.json").read_bytes())
    return made.model_copy(update={"bylaws": made.bylaws.model_copy(update=bylaws)})


def with_classes(*classes: MemberClass, **bylaws: Any) -> Scenario:
    """The firm with further classes of members."""
    made = scenario(months=60)
    return made.model_copy(update={"membership": Membership(classes=classes), "bylaws": Bylaws(**bylaws)})


def ruling(made: Plan, name: str) -> lawful.Ruling:
    return next(one for one in made.lawful.rulings if one.id == name)


# --- a seller who stays ------------------------------------------------------------


@pytest.fixture(scope="module")
def staged() -> Plan:
    return plan(ready("machine_shop_in_stages", outside_votes=0.0, statute="ny_5a"))


def test_a_seller_s_votes_are_counted_whatever_the_bylaws_say_of_others(staged: Plan) -> None:
    """40 % is bought first, then a fifth, then the rest, so at first 60 % of the votes are the seller's."""
    assert staged.scenario.votes_held == pytest.approx((0.4, 0.6, 1.0))
    found = staged.lawful.facts
    assert found.outside_votes == pytest.approx(0.6)
    assert found.patron_votes == pytest.approx(0.4)
    assert ruling(staged, "ny_votes").state == "failed"
    assert "60%" in ruling(staged, "ny_votes").why.said()


def test_capital_is_held_against_patronage_in_the_years_that_share_it(staged: Plan) -> None:
    """Nothing is shared by work while the co-op holds 40 %; then 60 % of the votes, and the seller's part of profit."""
    shared = voting.when_shared(staged.run, staged.outcomes.fiscal_years)
    assert len(shared) < len(staged.outcomes.fiscal_years)
    assert staged.lawful.facts.votes_when_shared == pytest.approx(0.6)
    first = staged.run.months[shared[0].last].shared
    assert first.stake_profit > 0
    expected = first.patronage_dividend / (first.patronage_dividend + first.stake_profit)
    assert staged.lawful.facts.surplus_when_shared == pytest.approx(expected)
    assert ruling(staged, "t_capital").state == "passed"
    assert "60%" in ruling(staged, "t_capital").why.said()
    nothing_said = plan(ready("machine_shop_in_stages"))
    assert ruling(nothing_said, "t_capital").state == "unknown"


def test_what_the_seller_is_paid_is_measured_on_what_he_holds(staged: Plan) -> None:
    """Dividends on his shares over the book value of his shares, beside members' capital: never beyond all of it."""
    for period, year in zip(staged.outcomes.fiscal_years, staged.lawful.capital_years, strict=True):
        before = staged.run.months[period.first - 1]
        held = before.members.member_shares + before.members.accounts + before.balance.stake
        paid = sum(one.payments.dividends_paid for one in staged.run.months[period.first : period.last + 1])
        assert year.contributions == pytest.approx(held)
        assert year.returned == pytest.approx(paid / held if held else 0.0)
        for name, value in year._asdict().items():
            assert recomputed(staged, "lawful", f"year.{name}", period.last) == value
    assert max(year.returned for year in staged.lawful.capital_years) < 1.0


# --- returns that profit moves, and those it does not ------------------------------------------------------------


def test_a_stated_return_is_no_profit_of_investors() -> None:
    """C.R.S. 7-58-1004(3): of 100,000, 55,000 by profit fails; 40,000 by profit beside 30,000 at a stated 8 % passes.

    The stated 30,000 comes off before profits are divided, and is counted to nobody.
    """
    least = RULES.value("statutes.co.least_patron_profit")
    assert measures.part_of_profit(45_000.0, [55_000.0], [True]) < least
    assert measures.part_of_profit(60_000.0, [40_000.0, 30_000.0], [True, False]) == 0.6 >= least
    assert measures.part_of_profit(60_000.0, [40_000.0, 30_000.0], [True, True]) < least  # were all of it by profit


@pytest.mark.parametrize(
    ("stated", "moving", "bylaws", "counted"),
    [
        ("no", "yes", "unknown", ("moving",)),
        ("yes", "yes", "no", ("stated", "moving")),  # of preferred shares the bylaws speak
        ("unknown", "yes", "no", ("moving",)),  # a class that says nothing is as the bylaws say
        ("unknown", "no", "yes", ("stated", "preferred")),
        ("unknown", "yes", "unknown", None),
    ],
)
def test_each_class_says_whether_profit_moves_its_return(
    stated: str, moving: str, bylaws: str, counted: tuple[str, ...] | None
) -> None:
    """The engine's own years: patronage over patronage and the returns that profit moves, in the lowest year."""
    asked = {"who": "investors", "basis": "none", "members": 10, "return_first": True}
    classes = (
        MemberClass(name="Stated", share_price=5_000.0, return_rate=0.08, return_by_profit=stated, **asked),
        MemberClass(name="Moving", share_price=9_000.0, return_rate=0.05, return_by_profit=moving, **asked),
    )
    made = with_classes(*classes, return_by_profit=bylaws, statute="co_58")
    if bylaws == "unknown" and counted:  # without preferred shares nobody else need be asked
        bare = made.deal.preferred.model_copy(update={"amount": 0.0})
        made = made.model_copy(update={"deal": made.deal.model_copy(update={"preferred": bare})})
    found = plan(made)
    least = 1.0
    for period in found.outcomes.fiscal_years:
        end = found.run.months[period.last]
        returns = {"preferred": end.shared.preferred_dividend}
        returns |= {name: one.owed.returns for name, one in zip(("stated", "moving"), end.classes, strict=True)}
        assert returns["stated"] > 0 < returns["moving"]
        capital = sum(returns[one] for one in counted or ())
        patrons = end.shared.patronage_dividend
        least = min(least, patrons / (patrons + capital) if capital else 1.0)
    if counted is None:
        assert found.lawful.facts.patron_profit is None
        assert ruling(found, "co_58_profit").state == "unknown"
    else:
        assert found.lawful.facts.patron_profit == pytest.approx(least)


def test_class_b_s_return_does_not_add_up_and_is_told_as_a_part_of_patronage() -> None:
    """dojo4's policies (Colorado, 2017): Class B 5 % and not cumulative, at most members' patronage, a quarter or more.

    In a year without surplus nothing is given; in the next no more than 5 % of what is held, so nothing is made up.
    """
    asked = {"who": "investors", "basis": "none", "members": 10, "share_price": 4_000.0, "paid_over": 0}
    made = with_classes(MemberClass(name="Class B", return_rate=0.05, return_first=True, **asked))
    falling = made.business.model_copy(update={"growth": (0.0, -0.3, 0.5, 0.1, 0.0)})
    found = plan(made.model_copy(update={"business": falling}))
    given = []
    for period, year in zip(found.outcomes.fiscal_years, found.lawful.capital_years, strict=True):
        end, before = found.run.months[period.last], found.run.months[period.last - 1]
        given.append(end.classes[0].owed.returns)
        assert given[-1] <= 0.05 * before.classes[0].capital.member_shares + 0.01
        patronage, capital = end.shared.patronage_dividend, given[-1] + end.shared.preferred_dividend
        assert year.capital_of_patronage == pytest.approx(capital / patronage if patronage else 0.0)
    lean = given.index(0.0)
    assert any(one > 0 for one in given[:lean])
    assert any(one > 0 for one in given[lean:])


# --- who leaves ------------------------------------------------------------


@pytest.mark.parametrize(("of_shares", "found"), [(False, "passed"), (True, "failed")])
def test_whether_leavers_are_paid_for_their_shares_is_read_off_the_months(of_shares: bool, found: str) -> None:
    """N.Y. Coop. Corp. Law 92(2): the share is recalled and paid. On a scale of 0 % all of it stays with the co-op."""
    made = scenario(months=60)
    scale = (Vesting(years=0.0, fraction=0.0),)
    coop = made.coop.model_copy(update={"vesting": scale, "vesting_of_shares": of_shares})
    people = made.workforce.model_copy(update={"turnover": 0.2})
    told = plan(made.model_copy(update={"coop": coop, "workforce": people, "bylaws": Bylaws(statute="ny_5a")}))
    facts = told.lawful.facts
    assert facts.shares_left > 0
    assert facts.shares_kept == pytest.approx(facts.shares_left if of_shares else 0.0, abs=0.01 * 60)
    assert ruling(told, "ny_recall").state == found
    paid = sum(one.payments.leavers_paid for one in told.run.months)
    assert facts.leavers_got == pytest.approx(paid, abs=0.01)


# --- what is not asked ------------------------------------------------------------


def test_a_board_nobody_was_asked_of_is_unknown() -> None:
    """G.L. c. 157A; Puget Sound Plywood: members elect the board. A default is no answer, a no is one."""
    made = scenario()
    for coop, seats, found in (
        ({}, {}, "unknown"),
        ({"members_elect_board": False}, {}, "failed"),
        ({}, {"board_seats": 5, "seats_elected_by_members": 3}, "passed"),
        ({"members_elect_board": False}, {"board_seats": 5, "seats_elected_by_members": 2}, "failed"),
    ):
        bylaws = Bylaws(statute="ma_157a", one_member_one_vote="yes", **seats)
        changed = made.model_copy(update={"coop": made.coop.model_copy(update=coop), "bylaws": bylaws})
        told = plan(changed)
        assert [ruling(told, name).state for name in ("ma_board", "t_control")] == [found] * 2
        asks = {"bylaws.board_seats", "bylaws.seats_elected_by_members"}
        assert (asks <= set(told.lawful.questions)) == (found == "unknown")


# --- every class ------------------------------------------------------------

USERS: dict[str, Any] = {"name": "Users", "who": "users", "members": 200, "share_price": 50.0, "slice": 0.3}
LENDERS: dict[str, Any] = {
    "name": "Investors",
    "who": "investors",
    "basis": "none",
    "members": 10,
    "share_price": 9_000.0,
}


def of_classes(*classes: MemberClass, **bylaws: Any) -> list[bool | None]:
    return [one.answer for _, one in offers.further_classes(with_classes(*classes, **bylaws), RULES)]


def test_every_class_that_is_sold_is_held_against_securities_law() -> None:
    """15 U.S.C. 77e: a share bought for a return is a security; one that only gives trade may be none (Forman)."""
    assert of_classes(MemberClass(**USERS)) == [None]
    assert of_classes(MemberClass(**USERS, relies_on="no_security")) == [None]
    assert of_classes(MemberClass(**USERS, relies_on="no_security"), offer_reviewed="yes") == [True]
    assert of_classes(MemberClass(**USERS, return_rate=0.03, relies_on="no_security"), offer_reviewed="yes") == [False]
    assert of_classes(MemberClass(**LENDERS)) == [None]
    assert of_classes(MemberClass(**LENDERS, relies_on="no_security")) == [False]
    assert of_classes(MemberClass(**USERS, relies_on="california_small"), statute="ny_5a") == [False]
    dear = USERS | {"share_price": 1_000.01}
    assert of_classes(MemberClass(**dear, relies_on="california_small")) == [False]
    # crowdfunding ends at 5,000,000 in twelve months: 556 at 9,000 are 5,004,000
    for number, found in ((555, None), (556, False)):
        many = MemberClass(**(LENDERS | {"members": number}), relies_on="crowdfunding")
        assert of_classes(many) == [found]
    assert of_classes(MemberClass(**(USERS | {"share_price": 0.0}))) == []


def test_one_class_that_fails_fails_and_an_unknown_one_leaves_it_open() -> None:
    for relied, found in (("no_security", "failed"), ("rule_504", "unknown")):
        made = plan(with_classes(MemberClass(**USERS), MemberClass(**LENDERS, relies_on=relied)))
        told = ruling(made, "s_classes")
        assert told.state == found
        assert "Investors" in told.why.said()
        assert ("Users" in told.why.said()) == (found == "unknown")
    asked = {"membership.classes.0.relies_on", "bylaws.offer_reviewed"}
    assert asked <= set(made.lawful.questions)
    assert "s_classes" not in [one.id for one in plan(scenario(months=60)).lawful.rulings]


def test_each_state_s_own_law_is_asked_for() -> None:
    base = scenario(months=60)
    for bylaws, found in (
        ({}, "unknown"),
        ({"works_in": "ca"}, "unknown"),
        ({"offer_reviewed": "yes"}, "unknown"),
        ({"works_in": "ca", "offer_reviewed": "yes"}, "passed"),
        ({"works_in": "ca", "offer_reviewed": "no"}, "failed"),
    ):
        assert ruling(plan(base.model_copy(update={"bylaws": Bylaws(**bylaws)})), "s_state").state == found


def test_patronage_is_tested_over_all_classes() -> None:
    """26 U.S.C. 1388(a)(1): business done with or for patrons, theirs as workers' work; California: by work alone."""
    users = MemberClass(**USERS, cash_fraction=0.1, qualified=True, member_business=1.0)
    made = plan(with_classes(users, statute="ca_worker"))
    assert ruling(made, "t_allocation").state == "passed"
    said = ruling(made, "t_allocation").why.said()
    assert "Users have 30% of it by what they buy" in said
    assert "workers have 70% of it by work" in said
    assert ruling(made, "ca_patronage").state == "failed"
    months = [one for one in made.run.months if one.classes[0].owed.patronage_dividend > 0 and one.shared.tax]
    paid = min(one.class_shares[0].cash / one.class_shares[0].patronage_dividend for one in months)
    assert made.lawful.facts.cash_fraction == pytest.approx(min(paid, 0.3), abs=1e-3)
    # workers' notices are not qualified, users' are: theirs are tested all the same
    not_ours = made.scenario.coop.model_copy(update={"qualified": False})
    other = plan(made.scenario.model_copy(update={"coop": not_ours}))
    assert other.lawful.facts.qualified
    assert sharing.claims_qualified(other.scenario)
    alone = plan(scenario(months=60))
    assert ruling(alone, "t_allocation").state == "passed"
    assert "100%" in ruling(alone, "t_allocation").why.said()


def test_a_file_without_the_new_questions_is_read_as_not_known() -> None:
    data = json.loads((SCENARIOS / "three_class_grocery.json").read_text(encoding="utf-8"))
    for one in data["membership"]["classes"]:
        one.pop("relies_on", None)
        one.pop("return_by_profit", None)
    made = read(json.dumps(data))
    assert {one.relies_on for one in made.membership.classes} == {"unknown"}
    assert {one.return_by_profit for one in made.membership.classes} == {"unknown"}
    assert made.workforce.workers
    assert isinstance(made.workforce, Workforce)
    assert isinstance(made.workforce.workers[0], Worker)


# --- payments, and months without cash ------------------------------------------------


def months_of(*spans: tuple[int, int]) -> list[int]:
    return [month for first, last in spans for month in range(first, last + 1)]


@pytest.mark.parametrize(
    ("paid", "short", "found"),
    [
        ([], [45], None),
        ([10], [], None),
        (months_of((13, 30)), months_of((45, 46), (57, 59)), None),  # 45 is more than a year after 30
        (months_of((13, 30), (76, 77), (79, 80)), months_of((45, 46), (57, 59), (69, 72), (81, 84)), (76, 81)),
        ([30, 60], [42, 60], (60, 60)),  # paid with no cash: the plainest is told
        ([30], [42], (30, 42)),
        ([30], [43], None),
        ([44], [43], None),  # what was short has been made good
    ],
)
def test_a_payment_is_held_against_its_own_month_and_the_year_after(
    paid: list[int], short: list[int], found: tuple[int, int] | None
) -> None:
    """Cal. Corp. Code 12453: not where the co-op is, or would be, unable to meet its liabilities as they mature."""
    assert paying.first_unlawful(tuple(paid), short) == found


def test_no_payment_is_called_unlawful_for_a_shortfall_in_another_year() -> None:
    """Random months against the rule told anew: somebody is paid, and within 12 months there is no cash."""
    rng = Random(12453)
    seen = set()
    for _ in range(5_000):
        paid = sorted(rng.sample(range(120), rng.randint(0, 6)))
        short = sorted(rng.sample(range(120), rng.randint(0, 3)))
        found = paying.first_unlawful(tuple(paid), short)
        assert (found is None) == all(not 0 <= later - month <= 12 for month in paid for later in short)
        if found:
            assert found[0] in paid
            assert found[1] in short
        seen.add(None if found is None else found[0] == found[1])
    assert seen == {None, True, False}


@pytest.mark.parametrize(
    ("seed", "state", "words"), [(2, "passed", "with nothing paid"), (10, "failed", "within a year")]
)
def test_the_plan_s_own_months_decide(seed: int, state: str, words: str) -> None:
    """Two random plans that run short of cash: one long after its last payment, one within a year of it."""
    made = random_scenarios.scenario(seed)
    made = plan(made.model_copy(update={"bylaws": made.bylaws.model_copy(update={"statute": "ca_worker"})}))
    assert made.run.outcome.shortfall_month >= 0
    found = ruling(made, "ca_solvent")
    assert found.state == state
    assert words in found.why.said()
    paid = [month for month, now in enumerate(made.run.months) if paying.pays(now)]
    short = [month for month, now in enumerate(made.run.months) if now.treasury.cash_shortfall > 0]
    assert any(0 <= later - month <= 12 for month in paid for later in short) == (state == "failed")
