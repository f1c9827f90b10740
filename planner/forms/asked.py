"""The records of the questions a form is asked: conditions of a rule, the answer, and what it is answered from."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from planner.forms import entities
from planner.forms.solvency import Solvency
from planner.forms.worth import Worth
from planner.model.one import Case, Run
from planner.places import Rules
from planner.scenario import Scenario
from planner.words import Sentence, say, sentence

Answer = Literal["yes", "no", "unknown"]
Stop = tuple[str, str, int]  # where a figure opens to: place, name, month


class Condition(NamedTuple):
    """One condition of a rule: whether it is met, and what would meet it; words and law stand under its key.

    `reason` names the words for why it is not met, where there is more than one; `paths` are the inputs to answer.
    """

    key: str
    answer: Answer
    values: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    paths: tuple[str, ...] = ()

    def asks(self, language: str = "en") -> str:
        """The condition in words."""
        return say(f"forms.condition.{self.key}", language, **dict(self.values))

    def law(self, language: str = "en") -> str:
        """The law it is of."""
        return say(f"forms.condition_law.{self.key}", language)

    def change(self, language: str = "en") -> str:
        """What would meet it; nothing where it is met."""
        return "" if self.answer == "yes" else say(f"forms.condition_change.{self.key}", language, **dict(self.values))


def every(conditions: Iterable[Condition]) -> Answer:
    """Whether all of them are met: one that fails decides, then one that is not known."""
    answers = {one.answer for one in conditions}
    return "no" if "no" in answers else "unknown" if "unknown" in answers else "yes"


class Verdict(NamedTuple):
    """One question of the form: its answer, figure, reason, law, what follows, and what would change the answer."""

    key: str
    answer: Answer
    why: Sentence
    citation: Sentence
    figure: float | None = None
    opens: Stop | None = None
    change: Sentence | None = None
    unit: Literal["money", "fraction"] = "money"
    then: Sentence | None = None
    conditions: tuple[Condition, ...] = ()

    def told(self, language: str = "en") -> str:
        """The reason, and what follows from it."""
        return " ".join(one.said(language) for one in (self.why, self.then) if one)


class Asked(NamedTuple):
    """What the questions are asked of."""

    scenario: Scenario
    rules: Rules
    case: Case
    run: Run
    worth: Worth
    solvency: Solvency | None

    @property
    def bought(self) -> entities.Bought:
        """What changes hands."""
        return entities.bought(self.scenario)


def said(key: str, reason: str, **values: object) -> Sentence:
    """Why a question is answered so."""
    return sentence(f"forms.why.{key}.{reason}", **values)


def cited(key: str) -> Sentence:
    """The law of an answer."""
    return sentence(f"forms.law.{key}")


def changed(key: str) -> Sentence:
    """What would change an answer."""
    return sentence(f"forms.change.{key}")
