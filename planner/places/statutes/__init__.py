"""Statutes as dated data: what each asks of a co-op, of which co-ops, since when, and where that is written.

`binding(...)` gives the rules that bind a plan. What a rule asks is a test (`tests.toml`), each kind held once: an
expression over a few facts of the plan, or the name of a check. Figures that a rule sets are dated (`law/us`).
"""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

FOLDER = Path(__file__).parent
Severity = Literal["must", "tax", "gate"]
Solvency = Literal["as_due", "book", "fair", "surplus", "unknown"]
Act = Literal[
    "unknown",
    "other",
    "ca_worker",
    "co_56",
    "co_58",
    "il_317",
    "ma_157a",
    "ma_157b",
    "me_employee",
    "me_1982",
    "mn_308a",
    "mn_308b",
    "ny_5a",
    "ny_93",
    "or_employee",
    "pa_worker",
    "tx_251",
    "vt_worker",
    "vt_1091",
    "wa_employee",
    "wa_limited",
]
ACTS: tuple[Act, ...] = get_args(Act)
FEDERAL, ANY_ACT, SUBCHAPTER_T = "us", "*", "subchapter_t"


class Test(NamedTuple):
    """One kind of question: what must hold of the facts, or the check that answers it."""

    name: str
    holds: str
    check: str
    tells: tuple[str, ...] = ()  # further facts that its sentences name


class Rule(NamedTuple):
    """What one statute asks; `read` says whether the text named was read, `limit` and `most` name dated figures."""

    id: str
    place: str
    acts: tuple[str, ...]
    test: Test
    severity: Severity
    source: str
    read: bool
    since: date
    until: date | None
    limit: str
    most: str
    of_work: bool  # it binds where people work, not where the co-op is formed
    except_in: str  # a state where people may work that has a rule of its own
    taxed_as: str  # it binds only a co-op taxed so; nothing: any
    solvency: Solvency

    def binds(self, act: str, formed: str, works: str, on: date) -> bool:
        """Whether it binds a co-op under an act, formed in one place and working in another, on a day."""
        if on < self.since or (self.until is not None and on > self.until) or works == self.except_in:
            return False
        if self.acts:
            return act in self.acts or (self.acts == (ANY_ACT,) and act not in ("unknown", "other"))
        return self.place in (FEDERAL, works if self.of_work else formed)


def binding(place: str, act: str, works: str, on: date, taxed_as: str = SUBCHAPTER_T) -> tuple[Rule, ...]:
    """Every rule that binds a co-op under an act, whose people work in a state, on a day; by how it is taxed."""
    formed = acts(place)[act][0] if act in acts(place) else ""
    of_tax = (rule for rule in rules(place) if rule.taxed_as in ("", taxed_as))
    return tuple(rule for rule in of_tax if rule.binds(act, formed, works, on))


@cache
def acts(place: str = "US") -> dict[str, tuple[str, str]]:
    """The acts a co-op may be under: the state, and where the act is found."""
    return {name: (held["place"], held["source"]) for name, held in _held(place)["acts"].items()}


def forms_corporation(act: str, place: str = "US") -> bool | None:
    """Whether an act forms a corporation; None where that was not read, or the act is not known."""
    held: bool | None = _held(place)["acts"].get(act, {}).get("corporation")
    return held


@cache
def rules(place: str = "US") -> tuple[Rule, ...]:
    """Every rule held for a place."""
    return tuple(_rule(name, held) for name, held in _held(place)["rules"].items())


@cache
def tests() -> dict[str, Test]:
    """Every kind of question."""
    held = tomllib.loads((FOLDER / "tests.toml").read_text(encoding="utf-8"))
    return {
        name: Test(name, one.get("holds", ""), one.get("check", ""), tuple(one.get("tells", ())))
        for name, one in held.items()
    }


def limits(rule: Rule) -> dict[str, str]:
    """The dated figures that a rule sets, by the name its test knows them by."""
    return {name: found for name, found in (("limit", rule.limit), ("most", rule.most)) if found}


def local_wages(place: str = "US") -> frozenset[str]:
    """States in which a city may ask a higher minimum wage."""
    return frozenset(_held(place)["local"]["wages"])


def _rule(name: str, held: dict[str, Any]) -> Rule:
    return Rule(
        id=name,
        place=held["place"],
        acts=tuple(held["acts"]),
        test=tests()[held["test"]],
        severity=held["severity"],
        source=held["source"],
        read=held["read"],
        since=held["from"],
        until=held.get("to"),
        limit=held.get("limit", ""),
        most=held.get("most", ""),
        of_work=held.get("where") == "works",
        except_in=held.get("except", ""),
        taxed_as=held.get("taxed_as", ""),
        solvency=held.get("solvency", "unknown"),
    )


@cache
def _held(place: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{place.lower()}.toml").read_text(encoding="utf-8"))
