"""The solved value holds and the next fails, by the whole plan; what binds, when and by how much; what is refused."""

import json
from collections import Counter
from pathlib import Path
from random import Random

import carrying
import firm
import numpy as np
import numpy_financial
import pytest
import random_scenarios
import sweep

from planner import deal, places, plan, words, workforce
from planner.explain import explain, recomputed
from planner.faults import Faulty, read, write
from planner.model import many
from planner.model.one import Run, run
from planner.scenario import Covenants, Loan, Preferred, Scenario
from planner.scenario.loans import LineOfCredit
from planner.scenario.targets import TARGETS
from planner.solve import figures, judge, solve, told
from planner.solve.answer import Answer
from planner.solve.bench import ROOM, ROOMS, Bench, room_for
from planner.solve.question import ask
from planner.solve.search import MOST_CALLS, SAMPLES
from planner.statements import Period, fiscal_years

ROOT = Path(__file__).parent.parent
SAMPLE = read((ROOT / "scenarios" / "sample_company.json").read_bytes())
PARTS, A_PART = 4, sweep.cases(2, 75)
CENT = 0.005


@pytest.fixture
def calls(monkeypatch):
    """Every call of *many*, with how many candidates it carried."""
    made = []
    follow = many.follow

    def counted(batch):
        made.append(len(batch.terms))
        return follow(batch)

    monkeypatch.setattr(many, "follow", counted)
    return made


def fails(scenario: Scenario, patience: int | None) -> bool:
    """Whether the whole plan fails."""
    try:
        planned = plan(scenario)
    except Faulty:
        return True
    return broken(scenario, planned.run, planned.outcomes.fiscal_years, patience)


def fails_plainly(scenario: Scenario, patience: int | None) -> bool:
    """Whether a plan fails by the plain reader: closing day and months, which is what a plan is judged by."""
    rules = places.rules(scenario.place, on=scenario.rules_date)
    found = run(firm.lowered(scenario))
    try:
        deal.refuse_impossible(scenario, rules, found)
    except Faulty:
        return True
    return broken(scenario, found, fiscal_years(deal.calendar_of(scenario, rules)), patience)


def broken(scenario: Scenario, found: Run, years: tuple[Period, ...], patience: int | None) -> bool:
    """Whether a test fails, judged from the months anew: DSCR from its own sums, the rest as lenders test."""
    covenants, months = scenario.deal.covenants, found.months
    for year in years:
        within = months[year.first : year.last + 1]
        ebitda = sum(month.operations.ebitda for month in within)
        service = sum(month.line_cost.service for month in within)
        if year.whole and service > CENT and ebitda - covenants.least_dscr * service < -CENT:
            return True
    return (
        any(month.headroom.breached for month in months)
        or any(month.treasury.cash < scenario.business.cash_floor - CENT for month in months)
        or any(month.payments.patronage_paid < month.claims.minimum for month in months)
        or (patience is not None and any(month.members.overdue_months > patience for month in months))
    )


def check(answer: Answer, calls: list[int]) -> str:
    """What must be true of every answer; gives what came of it."""
    question = answer.question
    assert len(calls) == answer.calls <= MOST_CALLS
    if answer.value is None:
        assert answer.binding is not None
        assert fails(question.changed(answer.nearest), question.patience)
        return "never" if answer.closable else "closed to all"
    assert answer.value == round(answer.value / question.step) * question.step
    assert not fails(question.changed(answer.value), question.patience)
    if answer.following is None:
        assert answer.value in (0.0, question.highest * question.step)
    else:
        step = question.step if question.largest else -question.step
        assert answer.following == answer.value + step
        assert fails(question.changed(answer.following), question.patience)
    sampled = [one.value for one in answer.samples]
    assert sampled == sorted(set(sampled))
    assert all(one < answer.value if question.largest else one > answer.value for one in sampled)
    lowest, highest = answer.closable
    between = answer.value - lowest if question.largest else highest - answer.value
    assert len(sampled) == min(SAMPLES, round(between / question.step))
    assert all(one.holds for one in answer.samples) or answer.gaps
    return "holds"


def sought(scenario: Scenario, target: str, **asked) -> Answer | None:
    """The answer, or None where the question makes no sense in the plan."""
    try:
        return solve(scenario, target, **asked)
    except Faulty:
        return None


def solved(seed: int, calls: list[int]) -> Counter:
    scenario, rng, found = carrying.scenario(seed), Random(seed), Counter()
    for target in TARGETS:
        calls.clear()
        asked = {"least_dscr": rng.choice((1.0, 1.25, 1.5)), "patience": rng.choice((None, 0, 6))}
        answer = sought(scenario, target, **asked)
        if answer is None:
            found[target, "refused"] += 1
            continue
        assert told(answer)
        found[target, check(answer, calls)] += 1
        for sample in answer.samples:
            failed = fails_plainly(answer.question.changed(sample.value), answer.question.patience)
            assert failed != sample.holds, (seed, target, sample)
        found["samples"] += len(answer.samples)
        found["failing samples"] += sum(not sample.holds for sample in answer.samples)
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_the_solved_value_holds_and_the_next_fails(part, calls):
    """Random plans, every target, by the whole plan; and all twenty values beside each answer by the plain reader."""
    seeds = range(part * A_PART, (part + 1) * A_PART)
    found = sum((solved(seed, calls) for seed in seeds), Counter())
    assert found["samples"] > 10 * A_PART, found
    assert sum(found[target, "holds"] for target in TARGETS) >= A_PART, found


@pytest.mark.slow
@pytest.mark.parametrize("target", ["price", "seller_note", "member_share"])
def test_nothing_above_the_answer_holds(target):
    """200 random values beyond each answer, where the grid may not have looked."""
    tried = 0
    for seed in range(sweep.cases(10, 100)):
        answer = sought(carrying.scenario(seed), target, least_dscr=1.25)
        if answer is None or answer.following is None:
            continue
        first = round(answer.following / answer.question.step)
        last = min(round(answer.closable[1] / answer.question.step), 4 * first + 1000)
        if first <= last:
            rng = Random(seed)
            some = sorted({rng.randint(first, last) for _ in range(200)})
            outcomes = Bench(answer.question).follow(some)
            assert not judge.holds(outcomes, None).any(), seed
            tried += len(some)
    assert tried > 100


# --- a case worked out from outside: the largest loan that coverage carries ----------------------------------------


def carried(**changes) -> Scenario:
    """The example firm with one senior loan that takes up what is missing, and nothing else to serve."""
    asked = firm.scenario()
    parts = {
        "loans": (Loan(name="Senior loan", kind="senior", rate=0.07, months=84),),
        "plug": "Senior loan",
        "preferred": Preferred(amount=0.0),
        **changes,
    }
    return asked.model_copy(update={"deal": asked.deal.model_copy(update=parts)})


@pytest.mark.parametrize("least", [1.6, 2.0, 3.0])
def test_the_largest_price_is_what_the_level_payment_allows(least, calls):
    """EBITDA / (12 x level payment on 1, numpy-financial) / least DSCR is the largest loan; the price moves with it."""
    asked = carried()
    planned = plan(asked)
    years = [year for year in planned.outcomes.lender.years if year.whole and year.dscr]
    ebitda = min(year.ebitda for year in years)
    payment = -numpy_financial.pmt(0.07 / 12, 84, 1.0)
    largest_loan = ebitda / least / 12 / payment
    beside = planned.run.start.closing.plug - asked.deal.price  # uses beside the price less the other sources
    answer = solve(asked, "price", least_dscr=least)
    assert check(answer, calls) == "holds"
    # A year of payments rounded to the cent each moves the loan by at most half a cent / payment on 1.
    assert answer.value <= largest_loan - beside + 0.005 / payment < answer.following + 0.01 / payment
    assert answer.binding.test == "dscr"
    assert answer.binding.short < 100 * 12 * payment * least
    assert answer.binding.short + answer.left == pytest.approx(100 * 12 * payment * least, abs=0.26 * least)


def test_the_largest_note_when_the_note_takes_up_the_rest_moves_the_price():
    price, note = solve(SAMPLE, "price", least_dscr=1.25), solve(SAMPLE, "seller_note", least_dscr=1.25)
    assert note.question.takes_up == "price"
    assert note.planned.run.start.closing.plug == note.value
    assert note.planned.scenario.deal.price - price.value == note.value - price.planned.run.start.closing.plug
    assert note.planned.run.start.opening.seller_cash == pytest.approx(price.planned.run.start.opening.seller_cash)
    assert note.question.changes(note.value) == {"deal.price": note.planned.scenario.deal.price}


def test_the_note_s_own_fee_is_part_of_what_it_takes_up(calls):
    loans = tuple(
        loan.model_copy(update={"fee": 0.0125, "fixed_fee": 33.33}) if loan.name == SAMPLE.deal.plug else loan
        for loan in SAMPLE.deal.loans
    )
    asked = SAMPLE.model_copy(update={"deal": SAMPLE.deal.model_copy(update={"loans": loans})})
    answer = solve(asked, "seller_note", least_dscr=1.25)
    assert check(answer, calls) == "holds"
    assert answer.planned.run.start.closing.plug == answer.value


def test_another_source_takes_up_the_difference_where_the_note_does_not(calls):
    asked = SAMPLE.model_copy(update={"deal": SAMPLE.deal.model_copy(update={"plug": "Bank term loan"})})
    answer = solve(asked, "seller_note", least_dscr=1.25)
    assert check(answer, calls) == "holds"
    assert answer.question.takes_up == "plug"
    now, then = plan(asked).run.start.closing, answer.planned.run.start.closing
    assert answer.value + then.plug - then.plug_fee == pytest.approx(575_300 + now.plug - now.plug_fee)
    assert any("Bank term loan" in one for one in told(answer))


def test_a_larger_member_share_lowers_the_note_and_keeps_its_terms(calls):
    answer = solve(SAMPLE, "member_share", least_dscr=1.25)
    assert check(answer, calls) == "holds"
    coop = answer.planned.scenario.coop
    assert coop.down_payment / coop.member_share == pytest.approx(SAMPLE.coop.down_payment / SAMPLE.coop.member_share)
    assert answer.binding.test == "closing"
    assert answer.binding.refused.key == "deal.plug_below_zero"


# --- what binds, when -----------------------------------------------------------------------------------------------


def test_what_binds_is_the_first_test_to_fail_at_the_next_value():
    answer = solve(SAMPLE, "price", least_dscr=1.25)
    broken = plan(answer.question.changed(answer.following))
    first = next(month for month in range(len(broken.run.months)) if broken.run.months[month].headroom.breached)
    assert (answer.binding.test, answer.binding.month) == ("dscr", first)
    assert answer.binding.short == -broken.run.months[first].headroom.dscr
    assert answer.left == answer.planned.run.months[first].headroom.dscr >= 0
    year = next(one for one in broken.outcomes.fiscal_years if one.last == first)
    assert answer.binding.fiscal_year == year.label
    said = " ".join(told(answer))
    for part in ("$2,356,900", "$2,357,000", f"fiscal year {year.label}", "1.25x", "Seller note"):
        assert part in said


def preferred(dividend: float) -> Scenario:
    """The sample with preferred shares that take up what is missing, and no covenant."""
    shares = Preferred(dividend=dividend)
    parts = {"plug": "preferred", "preferred": shares, "covenants": Covenants()}
    return SAMPLE.model_copy(update={"deal": SAMPLE.deal.model_copy(update=parts)})


def test_a_shortage_of_cash_binds_in_its_month(calls):
    """Preferred dividends come before patronage and are not deducted, so at some price tax leaves too little cash."""
    answer = solve(preferred(0.04), "price", least_dscr=1.0)
    assert check(answer, calls) == "holds"
    broken = plan(answer.question.changed(answer.following)).run
    assert answer.binding.test == "cash"
    assert answer.binding.month == broken.outcome.shortfall_month
    assert answer.binding.short == broken.months[answer.binding.month].treasury.cash_shortfall
    assert answer.left is None
    assert "below the floor of $75,000" in " ".join(told(answer))


def test_least_cash_of_patronage_that_cannot_be_paid_binds(calls):
    loans = tuple(loan.model_copy(update={"limit": None}) for loan in SAMPLE.deal.loans)
    parts = {"loans": loans, "covenants": Covenants()}
    business = SAMPLE.business.model_copy(update={"cash_floor": 140_000.0})
    asked = SAMPLE.model_copy(update={"business": business, "deal": SAMPLE.deal.model_copy(update=parts)})
    answer = solve(asked, "price", least_dscr=0.5)
    assert check(answer, calls) == "holds"
    assert answer.binding.test == "minimum"
    month = plan(answer.question.changed(answer.following)).run.months[answer.binding.month]
    assert month.payments.patronage_paid == 0.0 < month.claims.minimum == answer.binding.short


def test_each_covenant_may_bind_and_is_told(calls):
    """Every covenant made tight alone ends the price before the others would, and says so with its own limit."""
    free = solve(with_covenants(), "price", least_dscr=0.5).value
    tight = {
        "least_bank_dscr": 1.2,
        "least_fccr": 1.1,
        "least_liquidity": 120_000.0,
        "most_senior_leverage": 3.0,
        "most_leverage": 4.0,
    }
    for name, limit in tight.items():
        calls.clear()
        answer = solve(with_covenants(**{name: limit}), "price", least_dscr=0.5)
        outcome = check(answer, calls)
        bound = answer.binding.test
        assert name.endswith(bound) or bound == "closing" or outcome == "never", (name, answer.binding)
        assert outcome == "never" or answer.value <= free
        assert told(answer)


def with_covenants(**agreed) -> Scenario:
    return SAMPLE.model_copy(update={"deal": SAMPLE.deal.model_copy(update={"covenants": Covenants(**agreed)})})


def test_leavers_may_be_made_to_wait_no_longer_than_asked():
    """A limit on payments to leavers makes them wait; asked that none waits, no price holds."""
    asked = with_covenants()
    coop = asked.coop.model_copy(update={"redemption_years": 0})
    tight = asked.deal.covenants.model_copy(update={"least_fccr": None})
    asked = asked.model_copy(update={"coop": coop, "deal": asked.deal.model_copy(update={"covenants": tight})})
    waits = [solve(asked, "price", least_dscr=1.25, patience=one) for one in (None, 24, 0)]
    values = [one.value if one.value is not None else -1.0 for one in waits]
    assert values == sorted(values, reverse=True)
    for one in waits:
        if one.value is not None and one.question.patience is not None:
            assert one.planned.run.outcome.longest_wait <= one.question.patience


# --- gaps, ends, and what cannot be ---------------------------------------------------------------------------------


def test_gaps_are_found_and_told():
    """A longer standby leaves less time to repay, so later payments are higher: some longer standbys fail."""
    answer = solve(SAMPLE, "standby", least_dscr=1.25)
    every, question = range(96), answer.question
    cases = [firm.lowered(question.changed(float(month)))._replace(shape=ROOM) for month in every]
    holding = [int(month) for month in np.flatnonzero(judge.holds(many.follow(many.batch(cases)), None))]
    assert answer.value == min(holding) == 0.0
    missing = [month for month in every if month not in holding]
    gaps = [month for gap in answer.gaps for month in range(int(gap.first), int(gap.last) + 1)]
    assert gaps == missing
    assert "does not hold" in " ".join(told(answer))


def test_without_a_need_for_standby_nothing_is_next():
    answer = solve(with_covenants(), "standby", least_dscr=1.0)
    assert (answer.value, answer.following, answer.binding) == (0.0, None, None)
    assert "It needs none." in told(answer)


def test_standby_goes_by_the_note_s_payment_dates(calls):
    note = SAMPLE.deal.loans[-1].model_copy(update={"payments": "quarterly"})
    loans = (*SAMPLE.deal.loans[:-1], note)
    asked = SAMPLE.model_copy(
        update={"deal": SAMPLE.deal.model_copy(update={"loans": loans, "price": SAMPLE.deal.price + 150_000.0})}
    )
    answer = solve(asked, "standby", least_dscr=1.3)
    assert answer.question.step == 3.0
    assert check(answer, calls) in ("holds", "never")


def test_infeasible_says_which_test_is_missed_and_by_how_much(calls):
    answer = solve(SAMPLE, "price", least_dscr=5.0)
    assert check(answer, calls) == "never"
    nearest = plan(answer.question.changed(answer.nearest)).run
    assert answer.nearest == answer.closable[0]  # less debt is nearer
    assert answer.binding.test == "dscr"
    assert answer.binding.short == max(-month.headroom.dscr for month in nearest.months)
    said = told(answer)
    assert said[0].startswith("At no price does the plan hold")
    assert "5.00x" in said[1]


def test_where_nothing_binds_the_answer_is_the_most_a_plan_may_hold(calls):
    """Preferred shares that ask for no dividend take up any price, and nothing else moves with it."""
    answer = solve(preferred(0.0), "price", least_dscr=1.0)
    assert check(answer, calls) == "holds"
    assert (answer.value, answer.following) == (1e10, None)
    assert "give it a limit" in " ".join(told(answer))


def test_a_scenario_that_does_not_close_as_it_stands_can_still_be_solved(calls):
    """At twice the price the note would be above its limit; the largest price that holds is found all the same."""
    double = SAMPLE.model_copy(update={"deal": SAMPLE.deal.model_copy(update={"price": 2 * SAMPLE.deal.price})})
    with pytest.raises(Faulty):
        plan(double)
    answer = solve(double, "price", least_dscr=1.25)
    assert check(answer, calls) == "holds"
    assert answer.value == solve(SAMPLE, "price", least_dscr=1.25).value


def test_a_deal_that_closes_at_no_value_says_why(calls):
    """The bank lends more than all uses: no member share can close the deal, however small; nothing else is tried."""
    loans = tuple(
        loan.model_copy(update={"principal": 9e6}) if loan.kind == "senior" else loan for loan in SAMPLE.deal.loans
    )
    asked = SAMPLE.model_copy(update={"deal": SAMPLE.deal.model_copy(update={"loans": loans})})
    answer = solve(asked, "member_share")
    assert check(answer, calls) == "closed to all"
    assert calls == []
    assert "cannot be closed at any member share" in told(answer)[0]
    assert "more than is needed" in told(answer)[0]
    with pytest.raises(Faulty, match="more than is needed"):
        solve(asked, "standby")


def test_questions_without_sense_are_refused_in_one_sentence():
    no_note = SAMPLE.deal.model_copy(update={"loans": SAMPLE.deal.loans[:1], "plug": "Bank term loan"})
    nobody = SAMPLE.workforce.model_copy(update={"workers": ()})
    taken_over = SAMPLE.deal.loans[0].model_copy(update={"kind": "assumed", "principal": 0.0, "fee": 0.0})
    assumed = SAMPLE.deal.model_copy(
        update={"loans": (taken_over, *SAMPLE.deal.loans[1:]), "plug": SAMPLE.deal.loans[0].name}
    )
    refused = (
        ({"deal": no_note}, "seller_note", None, "no seller note"),
        ({"deal": no_note}, "standby", None, "no seller note"),
        ({}, "standby", "Uncle's note", "Uncle's note is no seller note"),
        ({"workforce": nobody}, "member_share", None, "nobody joins"),
        ({"deal": assumed}, "price", None, "taken over and brings no money"),
    )
    for change, target, note, says in refused:
        with pytest.raises(Faulty) as raised:
            solve(SAMPLE.model_copy(update=change), target, note=note)
        assert len(raised.value.faults) == 1
        assert says in raised.value.faults[0]


def test_a_note_is_chosen_by_its_name():
    second = Loan(name="Sibling's note", kind="seller", principal=50_000.0, rate=0.05, months=60)
    asked = SAMPLE.model_copy(update={"deal": SAMPLE.deal.model_copy(update={"loans": (*SAMPLE.deal.loans, second)})})
    assert ask(asked, "standby", None, None, None).note == "Seller note"
    chosen = ask(asked, "seller_note", None, None, "Sibling's note")
    assert (chosen.note, chosen.takes_up, chosen.present) == ("Sibling's note", "plug", 50_000.0)


def test_without_a_dscr_the_agreed_one_counts_and_else_the_yardstick():
    assert ask(SAMPLE, "price", None, None, None).scenario.deal.covenants.least_dscr == 1.2
    free = ask(with_covenants(), "price", None, None, None)
    assert free.scenario.deal.covenants.least_dscr == free.rules.value("lending.least_dscr")
    assert ask(SAMPLE, "price", 1.4, None, None).scenario.deal.covenants.least_dscr == 1.4


# --- the candidates are the scenario's own --------------------------------------------------------------------------


@pytest.mark.parametrize("target", TARGETS)
def test_candidates_are_what_lowering_the_whole_scenario_gives(target):
    """To the bit, in any plan: what a figure moves is worked out for it alone, and nothing is forgotten."""
    compared = 0
    for seed in range(40):
        scenario = random_scenarios.scenario(seed)
        try:
            question = ask(scenario, target, 1.25, None, None)
        except Faulty:
            continue
        bench, rng = Bench(question), Random(seed)
        steps = sorted({rng.randint(0, min(question.highest, 20_000)) for _ in range(4)})
        made = bench.batch(steps)
        for place, one in enumerate(steps):
            asked = question.changed(question.value(one))
            case = deal.lower(asked, question.rules, workforce.follow(asked))
            whole = many.batch([case._replace(shape=room_for(case.shape))])
            assert np.array_equal(made.terms[place], whole.terms[0])
            assert np.array_equal(made.drivers[made.path[place]], whole.drivers[0])
            assert np.array_equal(made.clocks[made.path[place]], whole.clocks[0])
            compared += 1
    assert compared > 40


def test_every_plan_fits_a_shared_shape_unless_it_has_a_currency():
    found = set()
    for seed in range(40):
        shape = deal.shape_of(random_scenarios.scenario(seed, largest=seed % 2 == 0, months=12))
        found.add(room_for(shape))
        assert room_for(shape) == (shape if shape.units else ROOMS[shape.classes > 0])
    assert found >= set(ROOMS)


def test_the_changes_made_to_a_scenario_are_those_it_names():
    for target in TARGETS:
        question = ask(SAMPLE, target, None, None, None)
        value = 20 * question.step
        data = question.scenario.model_dump(mode="json")
        for path, changed in question.changes(value).items():
            steps = [int(step) if step.isdecimal() else step for step in path.split(".")]
            at = data
            for step in steps[:-1]:
                at = at[step]
            at[steps[-1]] = changed
        assert Scenario.model_validate_json(json.dumps(data)) == question.changed(value)


def test_every_test_has_words():
    assert {f"solve.test.{one}" for one in (*judge.TESTS, "closing")} <= words.keys()


def test_the_scenario_found_is_a_whole_scenario():
    for target in TARGETS:
        answer = solve(SAMPLE, target)
        assert read(write(answer.scenario)) == answer.scenario


def test_a_line_is_part_of_what_a_plan_holds_by(calls):
    """With a line of credit drawn the same search holds: its interest is service, its limit what cash may lean on."""
    line = LineOfCredit(limit=60_000.0, rate=0.09, drawn_at_closing=20_000.0)
    asked = SAMPLE.model_copy(update={"deal": SAMPLE.deal.model_copy(update={"line": line})})
    assert check(solve(asked, "price", least_dscr=1.25), calls) == "holds"


# --- its figures open -------------------------------------------------------------------------------------------------


def opened(answer: Answer) -> Counter:
    """Every figure of an answer opened in the plan in which it stands: the same number, in words, down to its parts."""
    found = Counter()
    shorts = [answer.binding, *(gap.binding for gap in answer.gaps)]
    shorts = [one for one in shorts if one is not None and one.refused is None]
    for figure in figures(answer):
        made = plan(figure.scenario)
        told_so = explain(made, figure.place, figure.line, figure.month)
        assert recomputed(made, figure.place, figure.line, figure.month) == told_so.figure.value
        assert told_so.figure.label
        assert told_so.words or told_so.inputs
        found[figure.name] += 1
        match figure.name:
            case "left":
                assert told_so.figure.value == answer.left
                assert told_so.words
            case "takes_up":
                start = answer.planned.run.start.closing
                asked = answer.planned.scenario.deal.price if figure.place == "input" else start.plug
                assert told_so.figure.value == asked
            case _:
                binding = shorts.pop(0)
                found[binding.test] += 1
                waited = answer.question.patience if binding.test == "wait" else 0
                assert abs(told_so.figure.value) == binding.short + waited
                assert told_so.words
    assert not shorts
    return found


def test_every_figure_of_an_answer_opens_in_its_plan():
    found = Counter()
    for seed in range(sweep.cases(3, 60)):
        for target in TARGETS:
            answer = sought(carrying.scenario(seed), target, least_dscr=1.3, patience=6)
            found += opened(answer) if answer else Counter()
    found += opened(solve(SAMPLE, "standby", least_dscr=1.25)) + opened(solve(preferred(0.04), "price", least_dscr=1.0))
    found += opened(solve(SAMPLE, "price", least_dscr=9.0))
    assert min(found[name] for name in ("takes_up", "left", "short", "gap", "dscr", "cash")) > 0, found
