"""Every sentence a person reads, by its key: `say("deal.gap", amount="$1,000")`.

The sentences stand in one folder a language, one file a room (`en/seller.toml`); their keys are dotted.
Numbers are written into a sentence by `planner.words.formats` before they are handed over.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent
OF_STATES = ("state", "works_in")  # fields of the scenario that name a state


class UnknownWordsError(KeyError):
    """A sentence was asked for that no file of that language holds, or without one of its values."""

    def __str__(self) -> str:
        return str(self.args[0])


class Sentence(NamedTuple):
    """A sentence not yet said in any language: its key, and what is written into it."""

    key: str
    values: tuple[tuple[str, str], ...] = ()

    def said(self, language: str = "en") -> str:
        """The sentence in words."""
        return say(self.key, language, **dict(self.values))


def sentence(key: str, **values: object) -> Sentence:
    """A sentence to be said later, by whoever knows the reader's language."""
    return Sentence(key, tuple((name, str(value)) for name, value in values.items()))


def say(key: str, language: str = "en", **values: object) -> str:
    """The words that stand under a dotted key, with their values written in."""
    words = _sentences(language).get(key)
    if words is None:
        raise UnknownWordsError(f"no words for '{key}' in {language}: add them to planner/words/{language}/")
    try:
        return words.format(**values)
    except KeyError as missing:
        raise UnknownWordsError(f"the words for '{key}' in {language} need the value {missing}") from missing


def choice_key(field: str, option: str) -> str:
    """The key of a word of a choice: the field's own, a state's name, or a plain answer to a question."""
    own, state = f"app.choice.{field}.{option}", f"states.name.{option}"
    if own in keys():
        return own
    return state if field in OF_STATES and state in keys() else f"app.choice.answer.{option}"


def keys(language: str = "en") -> frozenset[str]:
    """Every key that has words in a language."""
    return frozenset(_sentences(language))


def languages() -> tuple[str, ...]:
    """The languages that have words."""
    return tuple(sorted({file.parent.name for file in FOLDER.glob("*/*.toml")}))


@cache
def _sentences(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted((FOLDER / language).glob("*.toml")):
        for key, words in _flat("", tomllib.loads(file.read_text(encoding="utf-8"))):
            if key in found:
                raise ValueError(
                    f"the words for '{key}' stand twice in planner/words/{language}/, again in {file.name}"
                )
            found[key] = words
    if not found:
        raise UnknownWordsError(f"no words in the language '{language}'")
    return found


def _flat(prefix: str, table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, held in table.items():
        if isinstance(held, dict):
            yield from _flat(f"{prefix}{name}.", held)
        else:
            yield f"{prefix}{name}", held
