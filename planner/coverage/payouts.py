"""Who is paid first: what each claim was due by fiscal year, what it was paid, what was held back, and why.

The reason is read off the month's own gates and rooms: whichever left least. What is held back of the seller note,
preferred dividends, leavers and revolved accounts waits and is due again; of cash patronage it becomes notices.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

from planner.model.lines import value_of
from planner.model.one import Case, Run
from planner.model.records import Month
from planner.model.terms import Terms
from planner.scenario import Claimant, Scenario
from planner.statements import Period
from planner.words import say

Reason = Literal[
    "default", "breach", "coverage", "limit", "liquidity", "cash", "minimum_first", "no_cash", "as_due", "too_little"
]
Line = tuple[str, float]  # a line of the model, and its sign
HALF_A_CENT = 0.005

FIRM = {  # by claim, what the month calls its part of the bills unpaid
    "operations": "operations",
    "taxes": "taxes",
    "senior": "senior",
    "capital_spending": "spending",
    "junior": "junior",
}
RANKED: dict[Claimant, str] = {
    "seller_note": "seller_note",
    "patronage_minimum": "patronage_minimum",
    "preferred": "preferred",
    "patronage_further": "patronage_further",
    "leavers": "leavers",
    "revolving": "revolving",
}
WAITING = (*FIRM, "seller_note", "preferred", "leavers", "revolving")  # what is held back of them is due again
COSTS = ("cost_of_sales", "payroll", "replacement", "burden", "overhead", "support")
LINE_COSTS = ("line_cost.interest", "line_cost.unused_fee")


class YearPaid(NamedTuple):
    """One claim in one fiscal year; `due` falls due for the first time, `held_back` still waits at its end."""

    fiscal_year: str
    due: float
    paid: float
    held_back: float
    lapsed: float  # of cash patronage: not paid, but written to members' accounts
    reasons: tuple[Reason, ...]


class Claim(NamedTuple):
    """One claim on the cash, in the plan's order."""

    name: str
    gated: bool
    years: tuple[YearPaid, ...]


class Wait(NamedTuple):
    """A time in which something was held back: from when, at most how much, and when it was caught up."""

    claim: str
    since: int
    most: float
    caught_up: int | None
    reasons: tuple[Reason, ...]


class Forgone(NamedTuple):
    """A payout date at which the least cash of a qualified dividend was held back: the cash, and the tax that cost."""

    month: int
    cash: float
    tax: float
    reason: Reason
    lenders: tuple[str, ...]  # who let nothing out in breach

    @property
    def costs_more(self) -> bool:
        """Whether the tax it would have saved is more than the cash it would have taken."""
        return self.tax > self.cash


def due_lines(claim: str, scenario: Scenario) -> tuple[Line, ...]:
    """The lines that make up what falls due on a claim."""
    simple = {
        "operations": tuple((f"operations.{name}", 1.0) for name in COSTS),
        "taxes": (("claims.tax", 1.0),),
        "capital_spending": (("assets.capital_spending", 1.0),),
        "patronage_minimum": (("claims.minimum", 1.0),),
        "patronage_further": (("claims.further", 1.0),),
        "preferred": (("claims.fresh_preferred", 1.0),),
        "leavers": (("claims.fresh_leavers", 1.0),),
        "revolving": (("claims.fresh_revolving", 1.0),),
        "sweep": (("debt.prepaid", 1.0),),
    }
    if claim in simple:
        return simple[claim]
    return (*_of_loans(claim, scenario, ("dues.{}.promised",)), *_of_the_line(claim))


def paid_lines(claim: str, scenario: Scenario) -> tuple[Line, ...]:
    """The lines that make up what is paid on a claim."""
    simple = {
        "patronage_minimum": (("granted.minimum", 1.0),),
        "patronage_further": (("granted.further", 1.0),),
        "preferred": _of_all(scenario, "dividends_paid"),
        "leavers": _of_all(scenario, "leavers_paid", "leaver_interest_paid"),
        "revolving": _of_all(scenario, "revolved_paid"),
    }
    if claim in simple:
        return simple[claim]
    if claim == "seller_note":
        return _of_loans(claim, scenario, ("loans.{}.interest_paid", "loans.{}.principal_paid"))
    if claim in FIRM:
        return (*due_lines(claim, scenario), *_unpaid(FIRM[claim]))
    return due_lines(claim, scenario)


def _of_all(scenario: Scenario, *names: str) -> tuple[Line, ...]:
    """Payments to the workers and outside investors, and to further classes where there are any."""
    places = ("payments", "class_flows") if scenario.membership.classes else ("payments",)
    return tuple((f"{place}.{name}", 1.0) for place in places for name in names)


def _unpaid(name: str) -> tuple[Line, ...]:
    """What takes off from what is paid, as bills stay unpaid, and adds to it, as they are caught up."""
    rest = (("unpaid.rest", -1.0),) if name == "operations" else ()
    return ((f"unpaid.{name}_missed", -1.0), *rest, (f"unpaid.{name}_caught_up", 1.0))


def waiting_lines(claim: str, case: Case) -> tuple[Line, ...]:
    """The lines that make up what waits on a claim at a month-end."""
    return {
        **{name: ((f"unpaid.{line}", 1.0),) for name, line in FIRM.items()},
        "seller_note": (("debt.overdue", 1.0),),
        "preferred": (("owed.dividends_overdue", 1.0),),
        "revolving": (("owed.revolving_overdue", 1.0),),
        "leavers": (
            ("owed.leaver_interest_owed", 1.0),
            *((f"leavers_paid.{place}.overdue", 1.0) for place in range(case.shape.leavers)),
            *(line for number in range(case.shape.classes) for line in _of_class(number, case.shape.leavers)),
        ),
    }.get(claim, ())


def _of_class(number: int, cohorts: int) -> tuple[Line, ...]:
    """What waits of what is owed to those who left one further class."""
    overdue = (f"class_paid.{number}.leavers_paid.{place}.overdue" for place in range(cohorts))
    return ((f"classes.{number}.owed.leaver_interest_owed", 1.0), *((line, 1.0) for line in overdue))


def _of_loans(claim: str, scenario: Scenario, lines: tuple[str, ...]) -> tuple[Line, ...]:
    return tuple(
        (line.format(place), 1.0)
        for place, loan in enumerate(scenario.deal.loans)
        if claim == ("seller_note" if loan.to_seller else "senior" if loan.kind in ("senior", "assumed") else "junior")
        for line in lines
    )


def _of_the_line(claim: str) -> tuple[Line, ...]:
    return tuple((line, 1.0) for line in LINE_COSTS) if claim == "senior" else ()


def order(scenario: Scenario) -> tuple[str, ...]:
    """All claims in the plan's order."""
    return (*scenario.deal.payout.firm_order, *(RANKED[one] for one in scenario.deal.payout.order), "sweep")


def added(now: Month, lines: tuple[Line, ...]) -> float:
    """Some lines of a month together."""
    return sum(sign * float(value_of(now, name)) for name, sign in lines)


def read(scenario: Scenario, case: Case, run: Run, periods: tuple[Period, ...]) -> tuple[Claim, ...]:
    """Each claim by fiscal year, in the plan's order."""
    return tuple(_claim(name, scenario, case, run, periods) for name in order(scenario))


def _claim(name: str, scenario: Scenario, case: Case, run: Run, periods: tuple[Period, ...]) -> Claim:
    due, paid, waits = due_lines(name, scenario), paid_lines(name, scenario), waiting_lines(name, case)
    years = []
    for period in periods:
        months = run.months[period.first : period.last + 1]
        fell, went = (round(sum(added(month, lines) for month in months), 2) + 0.0 for lines in (due, paid))
        reasons = [one for month in months for one in [reason(case.terms, month, name)] if one]
        lapsed = round(fell - went, 2) + 0.0 if name.startswith("patronage") else 0.0
        held_back = round(added(months[-1], waits), 2) + 0.0
        years.append(YearPaid(period.label, fell, went, held_back, lapsed, tuple(dict.fromkeys(reasons))))
    return Claim(name, name not in FIRM, tuple(years))


def reason(terms: Terms, now: Month, claim: str) -> Reason | None:
    """Why a claim was not paid whole this month; None where it was."""
    if claim in FIRM:
        waits = float(getattr(now.unpaid, FIRM[claim]))
        return "no_cash" if waits >= HALF_A_CENT else None
    found = REASONS.get(claim)
    return found(terms, now) if found else None


def _shut(now: Month) -> Reason:
    return "breach" if now.gates.no_default else "default"


def _tightest(terms: Terms, now: Month, cash: float, **rooms: float) -> Reason:
    """Which of several limits leaves least; cash says whether the floor or the liquidity covenant keeps it."""
    floor: Reason = "liquidity" if now.gates.floor > terms.cash_floor else "cash"
    return min([(cash, floor), *((room, name) for name, room in rooms.items())])[1]  # type: ignore[return-value]


def _by_law(now: Month, ahead: float, room: float) -> dict[str, float]:
    """The law's room and what coverage leaves, each by its reason; `room` is the least of the two."""
    law = now.lawful.room - ahead
    name = "as_due" if now.lawful.as_due <= now.lawful.sheet else "too_little"
    return {name: law, "coverage": float("inf") if room >= law else room}


def _seller(terms: Terms, now: Month) -> Reason | None:
    due, granted, gates = now.debt_due, now.granted, now.gates
    if due.gated + due.gated_balloon - granted.seller - granted.balloon < HALF_A_CENT:
        return None
    if not gates.open:
        return _shut(now)
    cash = gates.budget - now.ahead.seller
    coverage = now.rooms.seller if due.gated - granted.seller >= HALF_A_CENT else float("inf")
    return _tightest(terms, now, cash, coverage=coverage)


def _minimum(terms: Terms, now: Month) -> Reason | None:
    if now.claims.minimum - now.granted.minimum < HALF_A_CENT:
        return None
    if not now.gates.minimum_open:
        return _shut(now)
    limit = float("inf") if now.limits.minimum_in_breach else now.gates.patronage_limit
    coverage = float("inf") if now.rooms.minimum >= limit else now.rooms.minimum
    return _tightest(terms, now, now.rooms.cash - now.ahead.minimum, limit=limit, coverage=coverage)


def _further(terms: Terms, now: Month) -> Reason | None:
    if now.claims.further - now.granted.further < HALF_A_CENT:
        return None
    if not now.gates.further_open:
        return _shut(now)
    if now.claims.minimum > now.granted.minimum:
        return "minimum_first"
    limit = now.gates.patronage_limit - now.granted.minimum
    return _tightest(terms, now, now.rooms.further_cash, limit=limit, coverage=now.rooms.further)


def _preferred(terms: Terms, now: Month) -> Reason | None:
    if now.claims.preferred - now.granted.preferred < HALF_A_CENT:
        return None
    if not now.gates.open:
        return _shut(now)
    rooms = _by_law(now, now.ahead.preferred_by_law, now.rooms.preferred)
    return _tightest(terms, now, now.rooms.cash - now.ahead.preferred, **rooms)


def _leavers(terms: Terms, now: Month) -> Reason | None:
    if now.claims.leavers - now.granted.leavers < HALF_A_CENT:
        return None
    if not now.gates.open:
        return _shut(now)
    rooms = _by_law(now, now.ahead.leavers_by_law, now.rooms.leavers)
    return _tightest(terms, now, now.rooms.cash - now.ahead.leavers, limit=now.gates.leavers_limit, **rooms)


def _revolving(terms: Terms, now: Month) -> Reason | None:
    if now.claims.revolving - now.granted.revolving < HALF_A_CENT:
        return None
    if not now.gates.open:
        return _shut(now)
    limit = now.gates.leavers_limit - now.granted.leavers
    cash = now.rooms.cash - now.ahead.revolving
    rooms = _by_law(now, now.ahead.revolving_by_law, now.rooms.revolving)
    return _tightest(terms, now, cash, limit=limit, **rooms)


REASONS: dict[str, Callable[[Terms, Month], Reason | None]] = {
    "seller_note": _seller,
    "patronage_minimum": _minimum,
    "preferred": _preferred,
    "patronage_further": _further,
    "leavers": _leavers,
    "revolving": _revolving,
}


def waits(case: Case, run: Run) -> tuple[Wait, ...]:
    """Each time in which a claim waited, and when it was caught up; bills unpaid of one payee all as one time."""
    found = []
    for claim in WAITING:
        lines = waiting_lines(claim, case)
        queue = [added(month, lines) for month in run.months]
        since: int | None = None
        mine = []
        for month, waiting in enumerate(queue):
            if since is None and waiting >= HALF_A_CENT:
                since = month
            elif since is not None and waiting < HALF_A_CENT:
                mine.append(_wait(claim, case, run, queue[since:month], since)._replace(caught_up=month))
                since = None
        if since is not None:
            mine.append(_wait(claim, case, run, queue[since:], since))
        found += _together(mine) if claim in FIRM else mine
    return tuple(sorted(found, key=lambda wait: wait.since))


def _together(times: list[Wait]) -> list[Wait]:
    """Several times of waiting as one, from the first to the end of the last."""
    if not times:
        return []
    return [times[0]._replace(most=max(one.most for one in times), caught_up=times[-1].caught_up)]


def _wait(claim: str, case: Case, run: Run, queue: list[float], since: int) -> Wait:
    months = run.months[since : since + len(queue)]
    reasons = [one for month in months for one in [reason(case.terms, month, claim)] if one]
    return Wait(claim, since, round(max(queue), 2), None, tuple(dict.fromkeys(reasons)))


def forgone(scenario: Scenario, case: Case, run: Run) -> tuple[Forgone, ...]:
    """Payout dates at which the least cash was held back: what it would have taken, and the tax that this added.

    The tax is the model's own: that of the dividend with only the cash paid deducted, less that of a qualified one.
    """
    found = []
    for month, now in enumerate(run.months):
        why = reason(case.terms, now, "patronage_minimum")
        if why and now.confirmed.lost:
            cash, tax = now.claims.minimum - now.granted.minimum, now.confirmed.tax_added
            found.append(
                Forgone(month, round(cash, 2), round(tax, 2), why, strict(scenario, now) if why == "breach" else ())
            )
    return tuple(found)


def strict(scenario: Scenario, now: Month) -> tuple[str, ...]:
    """Who, of those owed now, lets no cash patronage out in breach; the line by the word for it."""
    others = bool(now.limits.lenders)
    named = tuple(
        loan.name
        for loan, held in zip(scenario.deal.loans, now.held, strict=False)
        if (held.forbids_minimum if others else held.seller_forbids_minimum)
    )
    line = bool(now.limits.line) and scenario.deal.line.cash_patronage_in_breach == "none"
    return (*named, say("lender.the_line")) if line else named
