"""The way there: steps scheduled backwards from the closing day, then the plan's own milestones after it.

Durations are editable defaults (`roadmap.toml`), each with its source; what falls after closing is read off the plan.
"""

import tomllib
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cache
from graphlib import CycleError, TopologicalSorter
from math import floor
from pathlib import Path
from typing import Literal, NamedTuple, Self

from pydantic import Field, model_validator

from planner import buy_in, workforce
from planner.fields import Frozen
from planner.model.calendar import MONTHS_A_YEAR, Dates, clock, month_of
from planner.model.helpers import cents
from planner.model.one import Run
from planner.places import Rules
from planner.scenario import Loan, Scenario
from planner.statements import fiscal_years
from planner.words import Sentence, sentence
from planner.words.formats import day, listed, money, month_name, percent
from planner.words.formats import month_of as month_in_words

FILE = Path(__file__).with_suffix(".toml")
CLOSING = "closing"
GATES = {"first_patronage": 9, "seller_note_retired": 10}  # of the milestones that the plan itself dates

Who = Literal["owner", "steering_group", "members", "lender", "adviser", "board"]
PhaseKey = Literal["explore", "assess", "structure", "complete", "support"]


class Source(Frozen):
    """Where a duration or an order of steps was read."""

    title: str
    address: str


class Phase(Frozen):
    """One phase: how long it takes, what advice it costs."""

    months: float = Field(ge=0, le=120)
    cost: float = Field(ge=0)
    source: str
    assumption: bool


class Asked(Frozen):
    """One step as the table has it."""

    phase: PhaseKey
    who: tuple[Who, ...]
    months: float = Field(ge=0, le=120, multiple_of=0.5)
    after: tuple[str, ...]
    gate: int | None = None
    source: str
    assumption: bool


class Table(Frozen):
    """Everything `roadmap.toml` holds; a user may hand in another."""

    sources: dict[str, Source]
    phases: dict[PhaseKey, Phase]
    steps: dict[str, Asked]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        for key, step in self.steps.items():
            unknown = [other for other in step.after if other not in self.steps]
            if unknown:
                raise ValueError(f"step '{key}' comes after '{unknown[0]}', which is no step")
        named = [*(phase.source for phase in self.phases.values()), *(step.source for step in self.steps.values())]
        unsourced = set(named) - set(self.sources)
        if unsourced:
            raise ValueError(f"no source is called '{min(unsourced)}'")
        if CLOSING not in self.steps:
            raise ValueError(f"one step must be '{CLOSING}'")
        try:
            TopologicalSorter({key: step.after for key, step in self.steps.items()}).prepare()
        except CycleError as cycle:
            raise ValueError(f"steps wait for one another: {', '.join(cycle.args[1])}") from None
        return self


class Step(NamedTuple):
    """One step or milestone; months count from closing, a milestone takes none."""

    key: str
    said: Sentence
    phase: str
    who: tuple[str, ...]
    start_month: float
    months: float
    latest_start_month: float
    starts: date
    ends: date
    depends_on: tuple[str, ...]
    gate: int | None
    slack: float  # months it may slip without moving the closing
    critical: bool
    source: str  # a title; of the plan's own milestones empty
    assumption: bool


class Roadmap(NamedTuple):
    """All steps in the order in which they begin, and what needs saying."""

    steps: tuple[Step, ...]
    findings: tuple[Sentence, ...]
    begins: date
    months_before_closing: float
    cost: float  # of advice before closing, a default
    critical_path: tuple[str, ...]


@cache
def defaults() -> Table:
    """The table as it comes with the planner."""
    return Table.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")), strict=False)


def steps(scenario: Scenario, rules: Rules, dates: Dates, run: Run, table: Table | None = None) -> Roadmap:
    """The roadmap of one plan."""
    table = table or defaults()
    closing = scenario.deal.closing
    prepared = _prepare(table, closing, scenario.deal.line.limit > 0)
    own = _milestones(scenario, rules, dates, run)
    begins = min(step.starts for step in prepared)
    before = -min(step.start_month for step in prepared)
    return Roadmap(
        steps=tuple(sorted((*prepared, *own), key=lambda step: (step.start_month, step.start_month + step.months))),
        findings=tuple(_findings(scenario, begins, before)),
        begins=begins,
        months_before_closing=before,
        cost=sum(phase.cost for name, phase in table.phases.items() if name != "support"),
        critical_path=tuple(step.key for step in sorted(prepared, key=lambda step: step.start_month) if step.critical),
    )


def _prepare(table: Table, closing: date, has_line: bool) -> list[Step]:
    """The table's steps with their earliest and latest start.

    Before closing: latest start = least latest start of what follows, less own months; earliest = when all that
    must precede is finished, counted from the latest start of the longest chain. Slack is the difference.
    """
    asked = {key: step for key, step in table.steps.items() if has_line or key != "line_review"}
    order = list(TopologicalSorter({key: step.after for key, step in asked.items()}).static_order())
    leads = _leading_to_closing(asked)
    latest: dict[str, float] = {}
    for key in reversed(order):
        if key in leads:
            follows = [latest[other] for other in leads if key in asked[other].after]
            latest[key] = min(follows, default=0.0) - asked[key].months
    begin = min(latest.values())
    earliest: dict[str, float] = {}
    for key in order:
        ready = [earliest[other] + asked[other].months for other in asked[key].after]
        earliest[key] = max(ready, default=begin)
    made = []
    for key in order:
        step, start = asked[key], earliest[key]
        slack = latest[key] - start if key in leads else 0.0
        made.append(
            Step(
                key=key,
                said=sentence(f"roadmap.step.{key}"),
                phase=step.phase,
                who=step.who,
                start_month=start,
                months=step.months,
                latest_start_month=start + slack,
                starts=moved(closing, start),
                ends=moved(closing, start + step.months),
                depends_on=step.after,
                gate=step.gate,
                slack=slack,
                critical=key in leads and slack == 0,
                source=table.sources[step.source].title,
                assumption=step.assumption,
            )
        )
    return made


def _leading_to_closing(asked: dict[str, Asked]) -> set[str]:
    found: set[str] = set()
    waiting = [CLOSING]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(asked[key].after)
    return found


def _milestones(scenario: Scenario, rules: Rules, dates: Dates, run: Run) -> Iterator[Step]:
    """What the plan itself dates after closing."""
    yield from _of_the_closings(scenario, run)
    yield from _of_the_loans(scenario, run)
    yield from _of_the_tax_year(scenario, rules, dates, run)
    yield from _of_the_members(scenario, run)
    months = round(scenario.deal.goodwill_years * MONTHS_A_YEAR)
    if run.start.revalued.goodwill > 0:
        yield _own(scenario, "goodwill_written_off", months, ("board",))
    if scenario.deal.support and scenario.deal.support_months:
        yield _own(scenario, "support_ends", scenario.deal.support_months, ("adviser",))


def _of_the_loans(scenario: Scenario, run: Run) -> Iterator[Step]:
    for place, loan in enumerate(scenario.deal.loans):
        begun = _begun(run, place)
        if begun is None:
            continue
        if loan.standby:
            yield _of_a_loan(scenario, loan, "standby_ends", begun + loan.standby)
        if loan.interest_only > loan.standby:
            yield _of_a_loan(scenario, loan, "interest_only_ends", begun + loan.interest_only)
        ended = _ended(run, place, begun)
        if ended is not None or begun + loan.ends > scenario.months:
            name = "seller_note_retired" if loan.to_seller else "loan_repaid"
            yield _of_a_loan(scenario, loan, name, begun + loan.ends if ended is None else ended)
        else:
            owed = run.months[-1].loans[place]
            amount = money(owed.balance + owed.interest_owed)
            yield _own(scenario, "loan_held_back", begun + loan.ends, _parties(loan), loan=loan.name, amount=amount)


def _begun(run: Run, place: int) -> int | None:
    """The month a loan is lent in; None: never."""
    return next((month for month, now in enumerate(run.months) if now.loans[place].balance > 0), None)


def _ended(run: Run, place: int, begun: int) -> int | None:
    """The month from which nothing is owed on a loan: early where it is repaid early, late where it was held back."""
    for month in range(begun, len(run.months)):
        loan = run.months[month].loans[place]
        if cents(loan.balance + loan.interest_owed) <= 0:
            return month
    return None


def _of_the_closings(scenario: Scenario, run: Run) -> Iterator[Step]:
    """Each later closing in the month in which the plan can pay for it."""
    for month, now in enumerate(run.months):
        if now.offer.bought > 0:
            number, part = f"{now.stake.done + 1:.0f}", percent(now.offer.bought, decimals=1)
            amount = money(now.offer.paid)
            who: tuple[Who, ...] = ("owner", "board", "members")
            yield _own(scenario, "later_closing", month, who, number=number, part=part, amount=amount)


def _of_a_loan(scenario: Scenario, loan: Loan, name: str, month: int) -> Step:
    return _own(scenario, name, month, _parties(loan), loan=loan.name)


def _parties(loan: Loan) -> tuple[Who, ...]:
    return ("owner", "board") if loan.to_seller else ("lender", "board")


def _of_the_tax_year(scenario: Scenario, rules: Rules, dates: Dates, run: Run) -> Iterator[Step]:
    """Fiscal year-ends, tax days and the first patronage, which the law wants paid in time to be deducted."""
    tax_day = int(rules.value("co_op.tax_day"))
    clocks = [clock(dates, month) for month in range(dates.months + 1)]
    ends = [month for month, then in enumerate(clocks) if then.year_end]
    estimates = [month for month, then in enumerate(clocks) if then.estimate_due]
    returns = [month for month, then in enumerate(clocks) if then.return_due]
    if estimates:
        end_month = scenario.business.fiscal_year_end_month
        those = sorted((end_month + place - 1) % MONTHS_A_YEAR + 1 for place in dates.estimate_months)
        names = listed([month_name(month) for month in those])
        yield _own(scenario, "estimated_tax", estimates[0], ("board",), on=tax_day, months=names)
    if ends:
        yield _own(scenario, "first_year_end", ends[0], ("board",), year=fiscal_years(dates)[0].label)
    if returns:
        yield _own(scenario, "first_return", returns[0], ("board", "adviser"), on=tax_day)
    paid = [month for month, now in enumerate(run.months) if now.payments.patronage_paid > 0]
    if paid:
        latest = rules.value("patronage.payment_months")
        year_end = max(month for month in ends if month < paid[0])
        limit = moved(_last_day(scenario, year_end), floor(latest) + 1).replace(day=tax_day)
        yield _own(scenario, "first_patronage", paid[0], ("board", "members"), limit=day(limit))


def _of_the_members(scenario: Scenario, run: Run) -> Iterator[Step]:
    last = len(buy_in.instalments(scenario.coop, founder=True)) - 1
    if workforce.founding_members(scenario) and last:
        yield _own(scenario, "shares_paid", last, ("members",))
    called = [month for month, now in enumerate(run.months) if now.members.called > 0]
    if called:
        yield _own(scenario, "accounts_revolve", called[0], ("board",))
    paid = [month for month, now in enumerate(run.months) if now.payments.revolved_paid > 0]
    if paid:
        yield _own(scenario, "revolved_paid", paid[0], ("board", "members"))


def _own(
    scenario: Scenario,
    name: str,
    month: int,
    who: tuple[Who, ...],
    *,
    on: int | None = None,
    **values: object,
) -> Step:
    """A milestone of the plan: on the last day of its month, or on a day of it."""
    then = _last_day(scenario, month)
    then = then.replace(day=on) if on else then
    which = values.get("loan") or values.get("number")
    key = f"{name}.{which}" if which else name
    return Step(
        key=key,
        said=sentence(f"roadmap.step.{name}", **values),
        phase="support",
        who=who,
        start_month=float(month),
        months=0.0,
        latest_start_month=float(month),
        starts=then,
        ends=then,
        depends_on=(CLOSING,),
        gate=GATES.get(name),
        slack=0.0,
        critical=False,
        source="",
        assumption=False,
    )


def _findings(scenario: Scenario, begins: date, months: float) -> Iterator[Sentence]:
    today, closing = scenario.rules_date, scenario.deal.closing
    if closing < today:
        yield sentence("roadmap.closing_past", closing=day(closing), today=day(today))
    elif begins < today:
        yield sentence(
            "roadmap.begins_past",
            begins=month_in_words(begins),
            today=day(today),
            closing=month_in_words(moved(today, months)),
        )


def moved(day_of: date, months: float) -> date:
    """The day some months later (or earlier), half a month is half its days; the 31st becomes a month's last day."""
    whole = floor(months)
    year, month = month_of(day_of, whole)
    length = monthrange(year, month)[1]
    same = date(year, month, min(day_of.day, length))
    if months == whole:
        return same
    year, month = month_of(day_of, whole + 1)
    following = date(year, month, min(day_of.day, monthrange(year, month)[1]))
    return date.fromordinal(same.toordinal() + round((following.toordinal() - same.toordinal()) * (months - whole)))


def _last_day(scenario: Scenario, month: int) -> date:
    year, of_year = month_of(scenario.deal.closing, month)
    return date(year, of_year, monthrange(year, of_year)[1])
