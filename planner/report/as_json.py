"""The plan as JSON for other programs: what is promised of it stands in CHANGELOG.md when it changes.

Money is rounded to the cent, rates and ratios to six places; nothing that is not a number is ever written. Each of
the lists `months`, `years`, `loans` and so on has one entry a line, so that two plans can be compared line by line.
"""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from planner import Plan, charts, cover
from planner.board.went import BY_LINE, CHANGE, IN_CASH, STEPS
from planner.charts import Series
from planner.fields import Frozen
from planner.lending import counted, rules_used
from planner.model.calendar import month_name
from planner.model.lines import names, numbers_of
from planner.model.records import Month
from planner.places import Rule
from planner.report.as_json_lending import lending_json
from planner.report.as_json_stages import stages_json
from planner.report.wound_up_tables import wound_up_json
from planner.seller import Worked
from planner.statements import BALANCE, CASH, INCOME, table
from planner.words import Sentence

RATES = {
    "fee",
    "jobs_kept",
    "probability",
    "dscr",
    "factor",
    "dscr_paid",
    "expected_members",
    "fall",
    "fccr",
    "fccr_paid",
    "fraction",
    "growth",
    "held",
    "index",
    "leverage",
    "margin",
    "multiple",
    "multiple_2",
    "multiple_3",
    "multiple_4",
    "periods",
    "part",
    "rate",
    "ratio",
    "share",
    "sold",
    "spread",
    "term",
    "votes",
}
CENT, FINE = 2, 6
STATEMENTS = {"income": INCOME, "cash": CASH, "balance": BALANCE}
LOAN_LINES = {  # what the JSON calls a line of a loan: the line
    "rate": "dues.rate",
    "interest": "dues.interest",
    "accrued": "dues.added",
    "interest_due": "dues.interest_due",
    "principal_due": "dues.principal_due",
    "balloon": "dues.balloon",
    **{
        name: f"loans.{name}"
        for name in (
            "interest_paid",
            "principal_paid",
            "prepaid",
            "forgiven",
            "balance",
            "interest_owed",
            "fee_amortised",
            "fee_left",
        )
    },
}


def plan_json(plan: Plan) -> str:
    """The whole plan as one JSON object; NaN and infinity are refused, so no reader ever meets them."""
    found = counted(plan)
    parts = {
        "scenario": plan.scenario.model_dump(mode="json"),
        "valuation": plain(plan.valuation),
        "sources": _stack(charts.sources(plan)),
        "uses": _stack(charts.uses(plan)),
        "holders": _holders(plan),
        "form": _form(plan),
        "loans": _loans(plan),
        "months": list(_months(plan)),
        "years": _years(plan),
        "members": _members(plan),
        "board": _board(plan),
        "owner": _owner(plan),
        "lender": {**plain(plan.outcomes.lender), **plain(plan.coverage), "counted": lending_json(found, plain)},
        "stages": stages_json(plan, plain),
        "lawfulness": _lawfulness(plan),
        "checks": [plain(check) for check in plan.checks],
        "roadmap": plain(plan.roadmap),
        "rules": _rules(rules_used(plan, found)),
        "findings": [finding.said() for finding in (*plan.findings, *plan.rivals.findings)],
    }
    return "{\n" + ",\n".join(f"{_text(key)}: {_laid_out(part)}" for key, part in parts.items()) + "\n}\n"


def plain(value: Any, name: str = "") -> Any:
    """Records, sentences, days and numbers as JSON knows them; `name` tells money from rates."""
    kind = type(value)
    if kind is float:
        return round(value, places_of(name)) + 0.0
    if kind is Sentence:
        return value.said()
    if issubclass(kind, Frozen):
        return value.model_dump(mode="json")
    if issubclass(kind, tuple):
        if fields := getattr(kind, "_fields", None):
            return {field: plain(part, field) for field, part in zip(fields, value, strict=True)}
        return [plain(part, name) for part in value]
    return value.isoformat() if kind is date else value


@cache
def places_of(name: str) -> int:
    """How many decimal places a figure keeps, by the last word of its name."""
    last = name.rsplit(".", maxsplit=1)[-1]
    return FINE if last in RATES or last.rsplit("_", maxsplit=1)[-1] in RATES else CENT


def _rules(used: tuple[Rule, ...]) -> list[dict[str, Any]]:
    """Each dated figure used, in the order of first use."""
    return [
        {
            "name": rule.name,
            "label": rule.label,
            "value": rule.value,
            "unit": rule.unit,
            "source": rule.source,
            "date": rule.effective.isoformat(),
            "asked": rule.asked.isoformat(),
            "known_until": rule.known_until.isoformat() if rule.known_until else None,
            "verified": rule.verified,
        }
        for rule in used
    ]


def _text(value: Any) -> str:
    return json.dumps(value, allow_nan=False, ensure_ascii=False)


def _laid_out(part: Any) -> str:
    """Lists one entry a line, the rest on one line: the encoder in C writes either at full speed."""
    if isinstance(part, list) and part:
        return "[\n  " + ",\n  ".join(map(_text, part)) + "\n]"
    return _text(part)


def _stack(parts: tuple[Series, ...]) -> list[dict[str, Any]]:
    whole = sum(part.values[0] for part in parts)
    return [
        {
            "name": part.label,
            "amount": part.values[0],
            "fraction": round(part.values[0] / whole, FINE) if whole else 0.0,
        }
        for part in parts
    ]


def _months(plan: Plan) -> Iterator[dict[str, Any]]:
    """Every line of every month by its dotted name, month 0 first."""
    listed = names(Month, plan.case.shape)
    places = [places_of(name) for name in listed]
    for number, month in enumerate(plan.run.months):
        figures = (round(value, keep) + 0.0 for value, keep in zip(numbers_of(month), places, strict=True))
        yield {"month": number, "date": _date(plan, number), **dict(zip(listed, figures, strict=True))}


def _loans(plan: Plan) -> list[dict[str, Any]]:
    loans = []
    for place, (loan, opened) in enumerate(zip(plan.scenario.deal.loans, plan.run.start.loans, strict=False)):
        schedule = [
            {
                "month": number,
                "date": _date(plan, number),
                **{name: _of_loan(month, line, place) for name, line in LOAN_LINES.items()},
            }
            for number, month in enumerate(plan.run.months)
        ]
        given = loan.model_dump(mode="json")
        loans.append({**given, "principal": round(opened.principal, CENT), "schedule": schedule})
    return loans


def _of_loan(month: Month, line: str, place: int) -> float:
    record, _, name = line.partition(".")
    return round(float(getattr(getattr(month, record)[place], name)), places_of(name)) + 0.0


def _years(plan: Plan) -> list[dict[str, Any]]:
    periods = plan.outcomes.fiscal_years
    tables = {name: table(plan.run.months, rows, periods) for name, rows in STATEMENTS.items()}
    return [
        {
            "fiscal_year": period.label,
            "first_month": period.first,
            "last_month": period.last,
            "whole": period.whole,
            **{name: {row.name: amounts[place] for row, amounts in rows} for name, rows in tables.items()},
        }
        for place, period in enumerate(periods)
    ]


def _members(plan: Plan) -> dict[str, Any]:
    return {
        "typical": plain(plan.outcomes.worker),
        "least_cash": plan.members.least_cash,
        "totals": plain(plan.members.totals),
        "people": plain(tuple(plan.members.people)),
        "redemptions": {
            "years": plain(plan.redemptions.years),
            "cohorts": plain(plan.redemptions.cohorts),
            "longest_wait": plan.redemptions.longest_wait,
            "by_book": plan.redemptions.by_book,
            "test_of_the_place": plan.redemptions.of_the_place,
            "first_free": plan.redemptions.first_free,
        },
        "classes": _classes(plan),
    }


def _holders(plan: Plan) -> list[dict[str, Any]]:
    """What each holder of the company gets of the price, and is paid by calendar year."""
    found = plan.holders
    if found is None:
        return []
    return [
        {
            **plain(one),
            "owed_at_end": found.months[-1][place].owed,
            "years": [
                {"year": year, **plain(of_year[place])}
                for year, of_year in zip(found.years, found.by_year, strict=True)
            ],
        }
        for place, one in enumerate(found.payouts)
    ]


def _fine(ratio: float | None) -> float | None:
    """A ratio, if there is one."""
    return None if ratio is None else round(ratio, FINE)


def _board(plan: Plan) -> dict[str, Any]:
    """Where each fiscal year's surplus went, and what each policy for it comes to."""
    found = plan.board
    return {
        "months_compared": found.horizon,
        "went": [
            {
                "fiscal_year": year.fiscal_year,
                **dict(zip(STEPS, year.steps, strict=True)),
                **{name: getattr(year, name) for name in (CHANGE, BY_LINE, IN_CASH)},
            }
            for year in found.went
        ],
        "cover": [
            {
                "fiscal_year": year.fiscal_year,
                **plain(year.behind),
                **{name: _fine(getattr(year, name)) for name in cover.RATIOS},
            }
            for year in plan.cover
        ],
        "wound_up": wound_up_json(plan, plain),
        "policies": [
            {
                "policy": one.key,
                "as_planned": one.same,
                **plain(one.figures),
                "lowest_fccr": _fine(one.lowest_fccr),
                "falls_short": one.short,
            }
            for one in found.policies
        ],
    }


def _classes(plan: Plan) -> list[dict[str, Any]]:
    """Each further class: what was told of it, its part of all votes, and its figures at each fiscal year-end."""
    told = plan.scenario.membership
    return [
        {
            **one.model_dump(mode="json"),
            "part_of_votes": round(one.votes / told.all_votes, FINE),
            "years": [
                {
                    "fiscal_year": period.label,
                    **plain(plan.run.months[period.last].classes[place].capital),
                    **plain(plan.run.months[period.last].classes[place].owed),
                }
                for period in plan.outcomes.fiscal_years
            ],
        }
        for place, one in enumerate(told.classes)
    ]


def _owner(plan: Plan) -> dict[str, Any]:
    seller = plan.seller
    return {
        **_worked(seller.planned),
        "years": plain(seller.years),
        "totals": plain(seller.totals),
        "findings": plain(seller.findings),
        "alternatives": _alternatives(plan),
        "ways_to_sell": [
            {
                "name": way.name,
                "open": way.is_open,
                "reason": plain(way.reason),
                "gross_up": plain(way.gross_up),
                "totals": plain(way.worked.totals) if way.worked else None,
                "years": plain(way.worked.years) if way.worked else None,
            }
            for way in seller.ways
        ],
    }


def _worked(worked: Worked) -> dict[str, Any]:
    """The stages of a sale without its years; what a sale does not have is null."""
    return {
        name: plain(value) for name, value in worked._asdict().items() if name not in ("years", "totals", "records")
    }


def _form(plan: Plan) -> dict[str, Any]:
    """What the form means; a part of votes keeps its places."""
    form = plan.form
    told: dict[str, Any] = plain(form)
    for verdict, one in zip(told["verdicts"], form.verdicts, strict=True):
        verdict["figure"] = None if one.figure is None else round(one.figure, CENT if one.unit == "money" else FINE)
    return told


def _lawfulness(plan: Plan) -> dict[str, Any]:
    """Every rule that binds the plan with its state, and the facts and figures they were held against."""
    found = plan.lawful
    return {
        "passed": len(found.of("passed")),
        "failed": len(found.of("failed")),
        "unknown": len(found.of("unknown")),
        "questions": list(found.questions),
        "rules": [plain(one) for one in found.rulings],
        "facts": plain(found.facts),
        "capital_years": plain(found.capital_years),
        "deductions": plain(found.deductions),
    }


def _alternatives(plan: Plan) -> list[dict[str, Any]]:
    """Every way out of the business: its terms, cash by year, today's worth, what stays of the risk."""
    return [
        {
            "name": way.name,
            "open": way.is_open,
            "reason": way.reason.said(),
            "risk": way.risk.said() if way.outline else "",
            "set_up_costs": plain(way.set_up_costs),
            "months": way.months,
            "jobs_kept": way.jobs_kept,
            "chance": way.chance.said(),
            "terms": plain(way.outline.taken) if way.outline and way.outline.taken else None,
            "years": plain(way.outline.years) if way.outline else [],
            "sums": plain(way.outline.sums) if way.outline else None,
            "expected": plain(way.expected) if way.expected else None,
            "same_day": {"sums": plain(way.same_day.outline.sums), "expected": plain(way.same_day.expected)}
            if way.same_day
            else None,
            "lost_if_it_fails": plain(way.sunk),
            "carries_its_debts": plain(way.carried),
            "debts": plain(way.debts.years) if way.debts else [],
            "after_tax": plain(way.debts.after_tax) if way.debts else None,
            "workers_against_it": plain(plan.rivals.difference(way.name)),
        }
        for way in plan.rivals.ways
    ]


def _date(plan: Plan, month: int) -> str:
    return month_name(plan.scenario.deal.closing, month)
