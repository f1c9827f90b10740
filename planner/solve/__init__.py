"""How much the business can carry: the largest price, seller note or member share, or the shortest standby, that holds.

    question -- closing day (what can be closed) -- grid -- finer -- the answer, the next value and twenty beside it

The answer is worked out once more by the whole plan, and the next value by the plain reader, which says what binds.
`figures(answer)` says in which plan each figure of the answer stands, and where, so that `planner.explain` opens it.
"""

from planner import Plan, plan
from planner.deal import calendar_of
from planner.faults import Faulty
from planner.model.one import Run
from planner.scenario import Scenario
from planner.scenario.targets import Target
from planner.solve import judge, search
from planner.solve.answer import Answer, Binding, Gap, Sample
from planner.solve.bench import Bench
from planner.solve.figures import Figure, figures
from planner.solve.question import Question, ask
from planner.solve.told import told
from planner.statements import fiscal_years

__all__ = ["Answer", "Figure", "figures", "solve", "told"]

MOST_GAPS = 3  # told with their reason; further ones are counted


def solve(
    scenario: Scenario,
    target: Target,
    *,
    least_dscr: float | None = None,
    patience: int | None = None,
    note: str | None = None,
) -> Answer:
    """The largest (of a standby the least) value at which the plan holds, to the whole $100 or payment month.

    least_dscr: without it the one agreed, or the dated yardstick. patience: months leavers may wait at most.
    note: which seller note; without it the first. Raises `Faulty` where the question makes no sense in this plan.
    """
    question = ask(scenario, target, least_dscr, patience, note)
    bench = Bench(question)
    ends = search.closable(bench)
    if ends is None:
        return _cannot_be_closed(bench)
    found = search.search(bench, *ends)
    if found.best is None:
        return _never_holds(bench, found)
    return _answered(bench, found, found.best)


def _answered(bench: Bench, found: search.Found, best: int) -> Answer:
    question = bench.question
    planned = _whole(question, best)
    beyond = best + 1 if question.largest else best - 1
    ends = beyond < 0 or beyond > question.highest
    binding = None if ends else _binding(bench, beyond, found)
    gaps = _gaps(found, best, largest=question.largest)
    return Answer(
        question=question,
        value=question.value(best),
        following=None if ends else question.value(beyond),
        binding=binding,
        nearest=None,
        left=_left(planned.run, binding),
        closable=(question.value(found.lowest), question.value(found.highest)),
        samples=tuple(Sample(question.value(steps), found.holds[steps]) for steps in found.samples),
        below=_below(bench, found),
        gaps=tuple(
            Gap(
                question.value(first), question.value(last), _binding(bench, last if question.largest else first, found)
            )
            for first, last in gaps[:MOST_GAPS]
        ),
        more_gaps=max(0, len(gaps) - MOST_GAPS),
        tried=len(found.holds),
        calls=bench.calls,
        planned=planned,
    )


def _whole(question: Question, best: int) -> Plan:
    """The whole plan at the value found, which must hold there too."""
    changed = question.changed(question.value(best))
    planned = plan(Scenario.model_validate(changed.model_dump()))
    if judge.failures(planned.run, question.patience):
        raise RuntimeError("the whole plan does not hold at the value found among many")
    return planned


def _never_holds(bench: Bench, found: search.Found) -> Answer:
    near = search.nearest(found)
    worst = judge.worst(bench.run(near), bench.question.patience)
    return _without_value(bench, found, near, _dated(bench.question, worst))


def _below(bench: Bench, found: search.Found) -> Binding | None:
    return _binding(bench, found.lowest - 1, found) if bench.question.largest and found.lowest > 0 else None


def _cannot_be_closed(bench: Bench) -> Answer:
    """Nothing can be closed: a fault of the scenario where the figure asked for has no part in it."""
    question = bench.question
    now = min(round(question.present / question.step), question.highest)
    refused = bench.refusals(now)
    ends = [bench.refusals(steps) for steps in (0, question.highest)]
    always = [one for one in refused if all(one in end for end in ends)]
    if always:
        raise Faulty([one.said() for one in always])
    return _without_value(bench, None, now, Binding("closing", 0, "", 0.0, refused[0]))


def _without_value(bench: Bench, found: search.Found | None, near: int, binding: Binding) -> Answer:
    value = bench.question.value
    return Answer(
        question=bench.question,
        value=None,
        following=None,
        binding=binding,
        nearest=value(near),
        left=None,
        closable=None if found is None else (value(found.lowest), value(found.highest)),
        samples=(),
        below=None,
        gaps=(),
        more_gaps=0,
        tried=0 if found is None else len(found.holds),
        calls=bench.calls,
        planned=None,
    )


def _binding(bench: Bench, steps: int, found: search.Found) -> Binding:
    """What fails first at a value that does not hold."""
    if not found.lowest <= steps <= found.highest:
        return Binding("closing", 0, "", 0.0, bench.refusals(steps)[0])
    return _dated(bench.question, judge.failures(bench.run(steps), bench.question.patience)[0])


def _dated(question: Question, failure: judge.Failure) -> Binding:
    years = fiscal_years(calendar_of(question.scenario, question.rules))
    year = next(one.label for one in years if one.last >= failure.month)
    return Binding(failure.test, failure.month, year, failure.short)


def _left(run: Run, binding: Binding | None) -> float | None:
    """What a covenant leaves in the month in which it binds; cash, patronage and waits are kept or not."""
    if binding is None or binding.test not in judge.COVENANTS:
        return None
    return judge.margins(run.months[binding.month], None)[binding.test]


def _gaps(found: search.Found, best: int, *, largest: bool) -> list[tuple[int, int]]:
    """Stretches that fail on the side where others should hold, the nearest to the answer first."""
    failing = [(first, last) for first, last, holds in search.stretches(found) if not holds]
    return [one for one in reversed(failing) if one[1] < best] if largest else [one for one in failing if one[0] > best]
