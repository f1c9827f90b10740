"""The law, dated: `rules("US", on=day)` picks each rule's latest value not after that day.

The figures stand in one folder a place (`law/us`; `law/gb` for owners who live there), each with label, unit, source
and whether it was read in it.
A day after the last one a figure is known for is a finding ("2026 figures used for 2028"), never a silence.
"""

import tomllib
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from planner.words import Sentence, sentence
from planner.words.formats import year_range

FOLDER = Path(__file__).parent / "law"
PLACES = ("US", "GB")
TOP_WIDTH = 1e15

Made = TypeVar("Made")
Row = tuple[float, ...]
Value = float | Row | tuple[Row, ...]


class UnknownRuleError(KeyError):
    """A rule was asked for that the place does not have, or as another kind of value than it is."""

    def __str__(self) -> str:
        return str(self.args[0])


class Bracket(NamedTuple):
    """One step of a scale: income from `low` on, `width` of it, taxed at `rate`."""

    low: float
    width: float
    rate: float


@dataclass(frozen=True)
class Rule:
    """One figure of the law as it stands on the day asked for."""

    name: str
    value: Value
    label: str
    unit: str
    source: str
    verified: bool
    effective: date
    asked: date
    known_until: date | None

    @property
    def late(self) -> bool:
        """Whether the day asked for lies after the last day this figure is known to hold."""
        return self.known_until is not None and self.asked > self.known_until

    @property
    def early(self) -> bool:
        """Whether the day asked for lies before the oldest figure held here."""
        return self.asked < self.effective

    @property
    def stale(self) -> Sentence | None:
        """The finding, when the figure of one time stands in for another."""
        if not (self.late or self.early):
            return None
        return _stand_in(self.late, self.effective.year, [self.asked.year], [self.label])


@dataclass(frozen=True)
class Rules:
    """The law of one place as it stands on one day, and a note of every figure that was used."""

    place: str
    on: date
    _held: Mapping[str, Rule]
    _used: dict[tuple[str, date], Rule] = field(default_factory=dict, compare=False, repr=False)
    _made: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    def at(self, day: date) -> "Rules":
        """The same place's law on another day; its uses are noted in the same list."""
        return Rules(self.place, day, _picked(self.place, day), self._used, self._made)

    def elsewhere(self, place: str) -> "Rules":
        """Another place's law on the same day; its uses are noted in the same list, so no two places share a name."""
        return Rules(place, self.on, _picked(place, self.on), self._used, self._made)

    def holds(self, name: str) -> bool:
        """Whether this place has a rule of that name."""
        return name in self._held

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What follows from the law of this day alone and is asked for again and again: made once, by its key."""
        whole = (self.on, key)
        if whole not in self._made:
            self._made[whole] = make()
        made: Made = self._made[whole]
        return made

    def rule(self, name: str) -> Rule:
        """The rule of that name, noted as used."""
        if name not in self._held:
            raise UnknownRuleError(f"{self.place} has no rule '{name}'")
        return self._used.setdefault((name, self.on), self._held[name])

    def value(self, name: str) -> float:
        """A rule that is one number."""
        held = self.rule(name).value
        if not isinstance(held, float):
            raise UnknownRuleError(f"rule '{name}' is not a single number")
        return held

    def values(self, name: str) -> tuple[float, ...]:
        """A rule that is a list of numbers."""
        held = self.rule(name).value
        numbers = tuple(item for item in held if isinstance(item, float)) if isinstance(held, tuple) else ()
        if not numbers:
            raise UnknownRuleError(f"rule '{name}' is not a list of numbers")
        return numbers

    def rows(self, name: str) -> tuple[Row, ...]:
        """A rule that is a table: rows of numbers, the first of each row is where it begins."""
        held = self.rule(name).value
        found = tuple(item for item in held if isinstance(item, tuple)) if isinstance(held, tuple) else ()
        if not found:
            raise UnknownRuleError(f"rule '{name}' is not a table")
        return found

    def brackets(self, name: str) -> tuple[Bracket, ...]:
        """A table of (from, rate) as brackets with their widths; the last has no end."""
        steps = self.rows(name)
        widths = [*(above[0] - below[0] for below, above in pairwise(steps)), TOP_WIDTH]
        return tuple(Bracket(low, width, rate) for (low, rate), width in zip(steps, widths, strict=True))

    @property
    def used(self) -> tuple[Rule, ...]:
        """Every figure used so far, once for each value, in the order of first use."""
        once: dict[tuple[str, date], Rule] = {}
        for rule in self._used.values():
            once.setdefault((rule.name, rule.effective), rule)
        return tuple(once.values())

    @property
    def findings(self) -> tuple[Sentence, ...]:
        """What is to be said of the figures used: stand-ins for other years, and what nobody has checked."""
        groups: dict[tuple[bool, int, bool], list[Rule]] = {}
        for rule in self._used.values():
            if rule.late or rule.early:
                within = rule.asked.year == rule.effective.year
                groups.setdefault((rule.late, rule.effective.year, within), []).append(rule)
        said = [
            _stand_in(late, known, [rule.asked.year for rule in group], [rule.label for rule in group])
            for (late, known, _), group in sorted(groups.items(), key=lambda held: held[0])
        ]
        unchecked = dict.fromkeys(rule.label for rule in self._used.values() if not rule.verified)
        if unchecked:
            said.append(sentence("places.unverified", labels="; ".join(unchecked)))
        return tuple(said)


def rules(place: str = "US", *, on: date) -> Rules:
    """The law of a place as it stands on a day."""
    return Rules(place, on, _picked(place, on))


def _stand_in(late: bool, known: int, years: list[int], labels: list[str]) -> Sentence:
    same_year = late and set(years) == {known}
    key = "places.late_in_year" if same_year else "places.late" if late else "places.early"
    return sentence(key, known=known, years=year_range(years), labels="; ".join(dict.fromkeys(labels)))


@lru_cache(maxsize=512)
def _picked(place: str, on: date) -> Mapping[str, Rule]:
    return {name: _pick(name, table, on) for name, table in _tables(place).items()}


def _pick(name: str, table: Mapping[str, Any], on: date) -> Rule:
    dated = {date.fromisoformat(key): held for key, held in table.items() if key[0].isdigit()}
    effective = max((day for day in dated if day <= on), default=min(dated))
    last_known = _last_known(table, effective, max(dated))
    return Rule(
        name=name,
        value=_value(dated[effective]),
        label=table["label"],
        unit=table["unit"],
        source=table["source"],
        verified=table["verified"],
        effective=effective,
        asked=on,
        known_until=date.fromisoformat(last_known) if last_known else None,
    )


def _last_known(table: Mapping[str, Any], effective: date, newest: date) -> str:
    """The last day a value is known to hold: the newest `known_until`, an older one until a gap begins, if one does."""
    if effective == newest:
        return str(table.get("known_until", ""))
    later = min(key for key in table if key[0].isdigit() and date.fromisoformat(key) > effective)
    ends = [str(end) for end in table.get("gaps", ())]
    return next((end for end in ends if effective <= date.fromisoformat(end) < date.fromisoformat(later)), "")


def _value(held: Any) -> Value:
    if isinstance(held, list):
        return tuple(tuple(map(float, item)) if isinstance(item, list) else float(item) for item in held)  # type: ignore[return-value]
    return float(held)


@cache
def _tables(place: str) -> Mapping[str, Mapping[str, Any]]:
    if place not in PLACES:
        raise UnknownRuleError(f"no law is held for the place '{place}'")
    found: dict[str, Mapping[str, Any]] = {}
    for file in sorted((FOLDER / place.lower()).rglob("*.toml")):
        for name, table in _flat("", tomllib.loads(file.read_text(encoding="utf-8"))):
            if name in found:
                raise ValueError(f"the rule '{name}' stands twice in the law of {place}, again in {file.name}")
            found[name] = table
    return found


def _flat(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, held in table.items():
        if "label" in held:
            yield f"{prefix}{name}", held
        else:
            yield from _flat(f"{prefix}{name}.", held)
