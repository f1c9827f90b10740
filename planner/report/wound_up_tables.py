"""Winding up as tables and JSON, written once for screen, paper and machine."""

from collections.abc import Callable
from typing import Any

from planner import Plan, dissolution
from planner.dissolution import KINDS, LINES, Kind, Payee
from planner.words import say
from planner.words.formats import figure, money

CENTS = 2


def kinds(plan: Plan) -> tuple[Kind, ...]:
    """By the books, and at a fair value where there is one."""
    return tuple(kind for kind in KINDS if plan.dissolution and plan.dissolution[0].of(kind) is not None)


def lines(plan: Plan) -> tuple[str, ...]:
    """Every line of the table as explanations name it."""
    return tuple(f"{kind}.{name}" for kind in kinds(plan) for name in LINES)


def label(line: str, language: str = "en") -> str:
    """What a line is called."""
    kind, _, name = line.partition(".")
    which = say(f"dissolution.kind.{kind}", language)
    return say("explain.of", language, label=say(f"dissolution.line.{name}", language), which=which)


def row(line: str, language: str = "en") -> str:
    """The same within the table, where the first row of a block says by what it goes."""
    kind, _, name = line.partition(".")
    return say(f"dissolution.row.{kind if name == LINES[0] else name}", language)


def written(plan: Plan, line: str) -> list[float]:
    """A line's figures, year by year."""
    kind, _, name = line.partition(".")
    return [float(getattr(one.book if kind == "book" else one.fair, name)) for one in plan.dissolution]


def shown(line: str, value: float) -> str:
    """One figure: what is paid on a dollar in cents, all else in whole money."""
    return money(value, decimals=CENTS) if line.endswith(LINES[-1]) else figure(value)


def payees(plan: Plan) -> dict[Kind, tuple[Payee, ...]]:
    """Each group's part at the end of the last fiscal year."""
    last = plan.dissolution[-1]
    found = ((kind, last.of(kind)) for kind in kinds(plan))
    return {
        kind: dissolution.payees(plan.scenario, plan.run.months, last.last, wound)
        for kind, wound in found
        if wound is not None
    }


def payee_rows(plan: Plan, language: str = "en") -> list[tuple[str, ...]]:
    """A row for each group that gets anything, to the cent."""
    columns = list(payees(plan).values())
    return [
        (
            those[0].name or say(f"dissolution.who.{those[0].who}", language),
            *(f"{one.amount:,.2f}" for one in those),
        )
        for those in zip(*columns, strict=True)
        if any(one.amount for one in those)
    ]


def payee_heads(plan: Plan, language: str = "en") -> list[str]:
    """The heads of that table."""
    return [say("dissolution.who.head", language), *(say(f"dissolution.kind.{kind}", language) for kind in kinds(plan))]


def wound_up_json(plan: Plan, plain: Callable[..., Any]) -> list[dict[str, Any]]:
    """Each fiscal year-end, and who gets it at the last; `plain` writes money."""
    found = []
    for one in plan.dissolution:
        year: dict[str, Any] = {"fiscal_year": one.fiscal_year, "patronage": one.patronage}
        for kind in kinds(plan):
            year[kind] = plain(one.of(kind))
        found.append(year)
    if found:
        found[-1]["payees"] = {kind: [one._asdict() for one in those] for kind, those in payees(plan).items()}
    return found
