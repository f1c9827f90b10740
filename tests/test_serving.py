"""The board by the number of members: all of them while they are few, as dojo4's bylaws have it, then elected seats."""

import json
from pathlib import Path

import pytest
from firm import scenario as firm
from test_lawful import state
from test_lawful import told as bylaws_told

from planner import Plan, plan, report, serving
from planner.explain import explain, part, recomputed
from planner.faults import read
from planner.scenario import Governance, Scenario, Worker, Workforce
from planner.scenario.bylaws import Bylaws
from planner.stakes import told

ROOT = Path(__file__).parent.parent
IN_STAGES = ROOT / "scenarios" / "machine_shop_in_stages.json"
DOJO4 = 7  # board = all members until they are more than seven: dojo4, co-op/bylaws, github.com/dojo4/policy
NOBODY_LEAVES = {"turnover": 0.0, "deaths": 0.0}


def co_op(*joins: tuple[int, int], seats: int = 5, others: int = 2) -> Scenario:
    """A firm whose workers join so many at a time, after so many months; nobody leaves."""
    crew = tuple(
        Worker(alias=f"Crew {place}", number=number, pay=30.0, joins_after=after)
        for place, (number, after) in enumerate(joins)
    )
    return firm(
        workforce=Workforce(workers=crew, **NOBODY_LEAVES),  # type: ignore[arg-type]
        bylaws=Bylaws(all_serve_up_to=DOJO4),
        governance=Governance(seats=seats, other_seats=others),
    )


def test_all_of_two_founders_and_five_members_serve_and_with_one_more_five_seats_do():
    """dojo4: two founders and five members make seven, all directors; the eighth brings three to five seats."""
    made = plan(co_op((7, 0), (1, 24), others=0))
    assert [(one.month, one.all_serve, one.member_seats, one.seats) for one in made.stakes.boards] == [
        (0, True, 7, 7),
        (24, False, 5, 5),
    ]
    assert made.stakes.voices[0].member_seats == 7
    for seats, others in ((3, 1), (4, 1), (5, 2)):
        after = plan(co_op((7, 0), (1, 24), seats=seats, others=others)).stakes.boards[-1]
        assert (after.seats, after.member_seats) == (seats, seats - others)
        assert 2 * after.member_seats > after.seats  # member majority


def test_the_ramp_of_seats_follows_the_members_and_opens():
    made = plan(co_op((7, 0), (1, 24)))
    seats = [one.seats for one in made.stakes.ramp]
    assert seats[:24] == [7 / 9] * 24
    assert set(seats[24:]) == {3 / 5}
    for month in (0, 23, 24, 60):
        assert recomputed(made, "stakes", "ramp.seats", month) == seats[month]
        assert part(made, "stakes", "ramp.seats", month).value == seats[month]
    assert "bylaws.all_serve_up_to" in explain(made, "stakes", "ramp.seats", 0).inputs


def test_what_is_entered_for_a_closing_and_the_seller_s_seats_stand():
    data = json.loads(IN_STAGES.read_bytes())
    data["bylaws"] = data.get("bylaws", {}) | {"all_serve_up_to": 100}
    made = plan(read(json.dumps(data).encode()))
    for one in made.stakes.voices:
        given = told_of(made, one.number)
        if given is not None:
            assert one.member_seats == given
        else:
            assert one.member_seats > made.scenario.governance.seats
    for board in made.stakes.boards:
        whole = made.run.months[board.month].stake.fraction <= 0
        if board.all_serve:
            assert board.seller_seats == (0 if whole else made.scenario.governance.kept_seats)


def told_of(made: Plan, number: int) -> int | None:
    given = made.scenario.governance.voices
    return given[number - 1].member_seats if number <= len(given) else None


def test_without_the_rule_nothing_moves_and_nothing_is_said():
    data = json.loads(IN_STAGES.read_bytes())
    made = plan(read(json.dumps(data).encode()))
    seats = made.scenario.governance.seats
    assert all(one.seats == seats and not one.all_serve for one in made.stakes.boards)
    assert told.boards(made.scenario, made.stakes) == ()


def test_the_board_is_told_on_paper_and_in_json():
    made = plan(co_op((7, 0), (1, 24)))
    said = [one.said() for one in told.boards(made.scenario, made.stakes)]
    assert "at most 7" in said[0]
    assert "all 7 members serve, on 9 seats" in said[1]
    assert "5 seats, 3 of them" in said[2]
    boards = json.loads(report.plan_json(made))["stages"]["boards"]
    assert [one["seats"] for one in boards] == [9, 5]
    few = plan(co_op((7, 0), (1, 24), others=3))
    assert "no majority" in told.boards(few.scenario, few.stakes)[-1].said()


@pytest.mark.parametrize(
    ("members", "answers", "found"),
    [
        ([5.0, 6.6], {}, (5.0, 1.0, 1.0)),
        ([5.0, 7.5], {}, (None, None, None)),
        (
            [5.0, 7.5],
            {"board_seats": 3, "directors_who_are_members": 2, "seats_elected_by_members": 2},
            (3, 2 / 3, 2 / 3),
        ),
        ([0.0, 8.0], {"board_seats": 5}, (5.0, None, None)),
    ],
)
def test_a_statute_s_question_must_hold_in_every_month(members, answers, found):
    """Whole persons, rounded half up: 7.5 are eight, and the seats entered hold; the least of both counts."""
    asked = firm(bylaws=Bylaws(all_serve_up_to=DOJO4, **answers))
    assert serving.least_of(asked, members) == found


def test_a_board_of_all_members_passes_pennsylvania_s_majority_without_seats_entered():
    """15 Pa.C.S. 7716(a): at least five directors, most of them members; a board of all members is both, if five."""
    crew = bylaws_told(statute="pa_worker", all_serve_up_to=100)
    made = plan(crew)
    assert [state(made, name) for name in ("pa_board", "pa_directors")] == ["passed", "passed"]
    assert state(plan(bylaws_told(statute="pa_worker")), "pa_board") == "unknown"
