"""What the law asks of a plan: every rule that binds it passed, failed or unknown, with citation and what to change.

The rules are data (`places/statutes`), held against a few facts of the plan (`facts`). A rule that rests on a fact
nobody entered is unknown, and says which question to answer; it never passes.
"""

from typing import Literal, NamedTuple

from planner.forms import FormStatement
from planner.lawful import checked, deductions, facts, measures
from planner.lawful.checked import Asked
from planner.lawful.deductions import Deductions, PersonWeek
from planner.lawful.expressions import Fact, judged, names
from planner.lawful.facts import Facts
from planner.lawful.measures import CapitalYear
from planner.members import Members
from planner.model.one import Run
from planner.origins import title
from planner.places import Rule as Figure
from planner.places import Rules, statutes
from planner.places.statutes import Rule, Severity
from planner.scenario import Scenario
from planner.statements import Period
from planner.words import Sentence, sentence
from planner.words.formats import heads, listed, money, percent

__all__ = ["CapitalYear", "Deductions", "Facts", "Lawfulness", "PersonWeek", "Ruling", "measures", "read"]

State = Literal["passed", "failed", "unknown"]
STATES: dict[bool | None, State] = {True: "passed", False: "failed", None: "unknown"}
GRAVE: tuple[Severity, ...] = ("must", "tax")
PERCENT = {
    "members_or_candidates",
    "outside_votes",
    "patron_votes",
    "votes_when_shared",
    "surplus_when_shared",
    "member_directors",
    "board_elected",
    "dividend_rate",
    "returned",
    "dividends_of_surplus",
    "patron_surplus",
    "patron_profit",
    "cash_fraction",
}
HEADS = {"members_then", "candidates_then", "workers_then"}
MONEY = {
    "member_share",
    "shares_left",
    "shares_kept",
    "leavers_got",
    "leavers_owed",
    "outside_capital",
    "account_gap",
    "book_when_paying",
    "pay_deduction",
}


class Ruling(NamedTuple):
    """One rule held against the plan; `asks` are the inputs that would answer it, where it is unknown."""

    id: str
    place: str
    test: str
    state: State
    severity: Severity
    asked: Sentence
    why: Sentence
    change: Sentence | None
    asks: tuple[str, ...]
    citation: Sentence
    read: bool  # whether the text named was read

    @property
    def grave(self) -> bool:
        """Failed, and unlawful or costing a tax treatment; a gate that is shut only asks for another way."""
        return self.state == "failed" and self.severity in GRAVE


class Lawfulness(NamedTuple):
    """Every rule that binds a plan, and the figures they were held against."""

    rulings: tuple[Ruling, ...]
    facts: Facts
    capital_years: tuple[CapitalYear, ...]
    deductions: Deductions
    findings: tuple[Sentence, ...]

    def of(self, state: State) -> tuple[Ruling, ...]:
        """The rules in one state."""
        return tuple(one for one in self.rulings if one.state == state)

    @property
    def grave(self) -> tuple[Ruling, ...]:
        """Failed rules that make the plan unlawful or cost it a tax treatment."""
        return tuple(one for one in self.rulings if one.grave)

    @property
    def questions(self) -> tuple[str, ...]:
        """Inputs that would answer what is unknown, each once."""
        return tuple(dict.fromkeys(path for one in self.of("unknown") for path in one.asks))


def read(  # noqa: PLR0913, PLR0917  (each is a part of the plan that the facts are read off)
    scenario: Scenario,
    rules: Rules,
    run: Run,
    periods: tuple[Period, ...],
    people: Members,
    form: FormStatement,
) -> Lawfulness:
    """Hold every rule that binds the plan on its closing day against it."""
    found = facts.of(scenario, run, periods, people)
    taken = deductions.of(scenario, rules)
    asked = Asked(scenario, rules, run, found, taken, form)
    told = scenario.bylaws
    by_tax = scenario.coop.taxed_as
    binding = statutes.binding(scenario.place.lower(), told.statute, told.works_in, scenario.deal.closing, by_tax)
    rulings = tuple(one for one in (_ruled(rule, asked) for rule in binding) if one is not None)
    return Lawfulness(rulings, found, facts.years_of(run, periods), taken, tuple(_findings(rulings)))


def _findings(rulings: tuple[Ruling, ...]) -> list[Sentence]:
    """Each rule that is broken, and how many nobody can answer yet."""
    said = [one.why for one in rulings if one.grave]
    open_ones = [one for one in rulings if one.state == "unknown"]
    if open_ones:
        said.append(sentence("lawful.finding.unknown", number=len(open_ones), whole=len(rulings)))
    return said


def _ruled(rule: Rule, asked: Asked) -> Ruling | None:
    if rule.test.check:
        found = checked.CHECKS[rule.test.check](rule, asked)
        if found is None:
            return None
        return _ruling(rule, STATES[found.answer], found.asked, found.why, found.change, found.asks, found.citation)
    law = asked.rules.at(asked.scenario.deal.closing)
    figures = {name: law.rule(found) for name, found in statutes.limits(rule).items()}
    held = facts.as_map(asked.facts) | {name: law.value(one.name) for name, one in figures.items()}
    holds = judged(rule.test.holds, held)
    told = (*names(rule.test.holds), *rule.test.tells)
    values = {name: written(name, held[name]) for name in told if name not in figures}
    values |= {name: _limit_written(one) for name, one in figures.items()}
    state, test = STATES[holds.answer], rule.test.name
    question = sentence(f"lawful.asked.{test}", **values)
    if state != "unknown":
        why = sentence(f"lawful.{state}.{test}", **values)
        change = sentence(f"lawful.change.{test}", **values) if state == "failed" else None
        return _ruling(rule, state, question, why, change, ())
    asks = tuple(dict.fromkeys(path for name in holds.missing for path in facts.ASKED.get(name, ())))
    why = not_entered(asks) if asks else sentence(f"lawful.open.{holds.missing[0]}", act=_act(asked))
    return _ruling(rule, state, question, why, None, asks)


def _ruling(  # noqa: PLR0913, PLR0917  (a ruling's parts, in their order)
    rule: Rule,
    state: State,
    asked: Sentence,
    why: Sentence,
    change: Sentence | None,
    asks: tuple[str, ...],
    citation: Sentence | None = None,
) -> Ruling:
    told = "lawful.source" if rule.read else "lawful.source_unread"
    cited = citation or sentence(told, source=rule.source)
    return Ruling(rule.id, rule.place, rule.test.name, state, rule.severity, asked, why, change, asks, cited, rule.read)


def not_entered(paths: tuple[str, ...]) -> Sentence:
    """What is to be answered, by the titles of its fields."""
    return sentence("lawful.not_entered", titles=listed([title(path) for path in paths]))


def written(name: str, fact: Fact) -> str:
    """A fact as a person reads it."""
    if fact is None:  # another fact has decided
        return sentence("lawful.not_known").said()
    if isinstance(fact, bool | str):
        return str(fact)
    if name in PERCENT:
        return percent(fact)
    if name in HEADS:
        return heads(fact)
    return money(fact, decimals=0 if fact == round(fact) else 2) if name in MONEY else f"{fact:,.4g}"


def _limit_written(figure: Figure) -> str:
    """A dated figure in its own unit."""
    value = float(figure.value)  # type: ignore[arg-type]  # `value` has shown that it is one number
    return percent(value) if figure.unit == "fraction" else money(value) if figure.unit == "money" else f"{value:,g}"


def _act(asked: Asked) -> str:
    """The act a co-op is under, as it is cited."""
    return statutes.acts(asked.scenario.place).get(asked.scenario.bylaws.statute, ("", ""))[1]
