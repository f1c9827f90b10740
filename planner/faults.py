"""The one door for scenario files: text in, a Scenario out, or every fault as a sentence with its path.

`read` opens files of this and of older formats, `write` saves them.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from itertools import chain, islice
from math import isfinite
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from planner.scenario import FORMAT, Scenario
from planner.words import say

LARGEST_FILE = 5_000_000
DEEPEST = 40
LONGEST_SHOWN = 40
LONGEST_NUMBER = 300
MOST_VALUES = 100_000
MOST_SAID = 100
THOUSANDS_APART_FROM = 10_000
UNITS = ("money", "fraction", "months", "years", "days", "hours", "count")

Steps = tuple[int | str, ...]
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


def _one_rent(data: dict[str, Any]) -> dict[str, Any]:
    """Format 1 told the rent to the seller a second time, for lenders alone: the income statement's is the one now."""
    deal, business = data.get("deal"), data.get("business")
    counting = deal.get("counting") if isinstance(deal, dict) else None
    rent = counting.pop("rent_to_seller", 0.0) if isinstance(counting, dict) else 0.0
    statements = business.get("statements") if isinstance(business, dict) else None
    if rent and isinstance(statements, list) and statements and isinstance(statements[-1], dict):
        statements[-1]["rent_to_owner"] = statements[-1].get("rent_to_owner") or rent
    return data


# From a format to the function that lifts a file to the next one. Never removed: old plans open for ever.
UPGRADES: dict[int, Upgrade] = {1: _one_rent}

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NUMBERS = re.compile(r"\[\n\s+([-+.\deE]+(?:,\s+[-+.\deE]+)*)\s+\]")
_FIELD_FIRST = re.compile(r"([a-z_]+(?:\.[a-z_]+)*): (.+)", re.DOTALL)
_REASONS = {
    "Expecting value": "value",
    "Expecting property name": "name",
    "Illegal trailing comma": "name",
    "Expecting ':'": "colon",
    "Expecting ','": "comma",
    "Unterminated string": "quote",
    "Invalid control character": "line_break",
    "Invalid \\": "escape",
    "Extra data": "extra",
}


class Faulty(ValueError):  # noqa: N818  (it names the file's state, not ours)
    """A scenario file that cannot be used, with one sentence a fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(self.faults)


class _Group(dict[str, Any]):
    """A JSON object that remembers which of its names stood twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        names = Counter(name for name, _ in pairs) if len(pairs) > len(self) else {}
        self.twice = [name for name, times in names.items() if times > 1]


class _NoNumber(str):
    """What stood where a number should, as written: NaN, Infinity, 1e400."""

    __slots__ = ()


def read(text: str | bytes) -> Scenario:
    """The scenario in a file's text. Raises `Faulty` with all faults at once."""
    data, of_format = _upgraded(_parsed(_decoded(text)))
    faults = [*of_format, *_oddities(data, ())]
    try:
        plain = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
        scenario = Scenario.model_validate_json(plain)
    except ValidationError as error:
        raise Faulty(_first(faults, sentences(error, data))) from None
    if faults:
        raise Faulty(_first(faults))
    return scenario


def write(scenario: Scenario) -> str:
    """The file of a scenario, every field in its order, lists of numbers on one line; `read` undoes it."""
    spread = json.dumps(scenario.model_dump(mode="json"), indent=2, ensure_ascii=False)
    return _NUMBERS.sub(lambda numbers: f"[{' '.join(numbers[1].split())}]", spread) + "\n"


def _first(*faults: Iterable[str]) -> list[str]:
    """As many sentences as a person can use."""
    said = list(islice(chain(*faults), MOST_SAID + 1))
    return said if len(said) <= MOST_SAID else [*said[:MOST_SAID], say("faults.more")]


def _decoded(text: str | bytes) -> str:
    if len(text) > LARGEST_FILE:
        raise Faulty([say("faults.file.large", limit=LARGEST_FILE // 1_000_000)])
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise Faulty([say("faults.file.encoding", line=line, position=error.start + 1)]) from None
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise Faulty([say("faults.file.empty")])
    if text.count(",") > MOST_VALUES:
        raise Faulty([say("faults.file.many", limit=f"{MOST_VALUES:,}")])
    return text


def _parsed(text: str) -> dict[str, Any]:
    try:
        data = json.loads(
            text, object_pairs_hook=_Group, parse_constant=_NoNumber, parse_float=_decimal, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        raise Faulty([_not_json(text, error)]) from None
    except RecursionError:
        raise Faulty([say("faults.file.deep", levels=DEEPEST)]) from None
    if not isinstance(data, dict):
        raise Faulty([say("faults.file.not_an_object", given=_given(data))])
    return data


def _decimal(digits: str) -> float | _NoNumber:
    number = float(digits)
    return number if isfinite(number) else _NoNumber(digits)


def _whole(digits: str) -> int | _NoNumber:
    # Longer ones are beyond what a float holds, and Python refuses to read very long ones at all.
    return int(digits) if len(digits) <= LONGEST_NUMBER else _NoNumber(digits)


def _not_json(text: str, error: json.JSONDecodeError) -> str:
    reason = next((word for start, word in _REASONS.items() if error.msg.startswith(start)), "other")
    line = text.split("\n")[error.lineno - 1]
    near = line[max(0, error.colno - LONGEST_SHOWN // 2) :].strip() or text.rstrip()[-LONGEST_SHOWN // 2 :]
    return say(
        "faults.file.not_json",
        line=error.lineno,
        column=error.colno,
        reason=say(f"faults.reason.{reason}"),
        near=_shortened(_printable(near)),
    )


def _upgraded(data: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The file's content in today's format, and what is wrong with its format number."""
    written = data.get("format")
    if not isinstance(written, int) or isinstance(written, bool):
        fault = _refused(("format",), written) if "format" in data else _missing(("format",))
        data["format"] = FORMAT
        return data, [fault]
    if written > FORMAT:
        raise Faulty([say("faults.file.newer", given=_given(written), format=FORMAT)])
    for number in range(written, FORMAT):
        try:
            data = {**UPGRADES[number](data), "format": number + 1}
        except (LookupError, TypeError, ValueError, AttributeError):
            raise Faulty([say("faults.file.older", given=_given(written), format=FORMAT)]) from None
    return data, []


def _oddities(data: object, steps: Steps) -> Iterator[str]:
    """What JSON lets through at a place and below, though no scenario may hold it."""
    if len(steps) > DEEPEST:
        raise Faulty([say("faults.file.deep", levels=DEEPEST)])
    value = _at(data, steps)
    if isinstance(value, _NoNumber):
        if _described(steps):
            yield _refused(steps, value, data)
    elif isinstance(value, str):
        unfit = _UNFIT.search(value)
        if unfit:
            yield say("faults.characters", path=_path(steps, data), character=f"U+{ord(unfit.group()):04X}")
    elif isinstance(value, list):
        for place in range(len(value)):
            yield from _oddities(data, (*steps, place))
    elif isinstance(value, dict):
        yield from (say("faults.twice", path=_path((*steps, name), data)) for name in getattr(value, "twice", ()))
        for name in value:
            yield from _oddities(data, (*steps, name))


def sentences(error: ValidationError, data: object) -> Iterator[str]:
    """What a scenario's schema holds against `data`, one sentence a fault."""
    for fault in error.errors(include_url=False):
        steps = fault["loc"]
        given = _at(data, steps)
        if fault["type"] == "extra_forbidden":
            yield _unknown(steps, data)
        elif isinstance(given, _NoNumber) or _only_echoes(fault, given):
            continue
        elif fault["type"] == "missing":
            yield _missing(steps, data)
        elif fault["type"] == "value_error":
            yield _remark(steps, str(fault["ctx"]["error"]), data)
        else:
            yield _refused(steps, given, data)


def _only_echoes(fault: ErrorDetails, given: object) -> bool:
    """A list counted as too short only because an entry was refused, which has a sentence of its own."""
    return fault["type"] == "too_short" and isinstance(given, list) and len(given) >= fault["ctx"]["min_length"]


def _refused(steps: Steps, given: object, data: object = None) -> str:
    return say("faults.refused", path=_path(steps, data), given=_given(given), allowed=_allowed(steps))


def _missing(steps: Steps, data: object = None) -> str:
    return say("faults.missing", path=_path(steps, data), allowed=_allowed(steps))


def _unknown(steps: Steps, data: object) -> str:
    known = list(_described(steps[:-1]).get("properties", {}))
    near = get_close_matches(str(steps[-1])[:LONGEST_SHOWN], known, n=1)
    path = _path(steps, data)
    if near:
        return say("faults.unknown_near", path=path, near=near[0])
    return say("faults.unknown", path=path, known=", ".join(known))


def _remark(steps: Steps, remark: str, data: object) -> str:
    """What a part of the scenario says of itself; where it names a field first, that field joins the path."""
    field_first = _FIELD_FIRST.fullmatch(remark)
    if field_first:
        steps, remark = (*steps, *field_first[1].split(".")), field_first[2]
    return say("faults.remark", path=_path(steps, data), remark=_printable(remark))


def _path(steps: Steps, data: object = None) -> str:
    """Where in the file, as one would write it: deal.loans[2].rate (Seller note)."""
    path, name = "", ""
    for place, step in enumerate(steps):
        if isinstance(step, int):
            path += f"[{step}]"
            name = _name_of(_at(data, steps[: place + 1])) or name
        elif step.isidentifier() and len(step) <= LONGEST_SHOWN:
            path += f".{step}" if path else step
        else:
            path += f"[{_quoted(step)}]"
    return f"{path} ({name})" if name else path or "."


def _name_of(entry: object) -> str:
    """What an entry of a list calls itself: a loan's name, a worker's alias, a statement's year."""
    if not isinstance(entry, dict):
        return ""
    names = (entry.get(key) for key in ("name", "alias", "title", "year"))
    return next((_shortened(_printable(str(name))).strip() for name in names if isinstance(name, str | int)), "")


def _given(value: object) -> str:
    """What was given, shortened to fit a sentence."""
    if isinstance(value, _NoNumber):
        return _shortened(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list):
        return say("faults.given.list", number=len(value))
    if isinstance(value, dict):
        return say("faults.given.group", number=len(value))
    return _shortened(json.dumps(value))


def allowed(*steps: int | str) -> str:
    """What a place of the scenario takes, in words."""
    return _taken({**_described(steps), "optional": False})


def _allowed(steps: Steps) -> str:
    """What the schema allows at a place, with its bounds and unit."""
    return _taken(_described(steps))


def _taken(field: dict[str, Any]) -> str:
    match field:
        case {"enum": words}:
            allowed = say("faults.allowed.one_of", words=", ".join(words))
        case {"const": word}:
            allowed = say("faults.allowed.only", word=word)
        case {"minimum": low, "maximum": high}:
            kind = field["unit"] if field.get("unit") in UNITS else "number"
            allowed = say(f"faults.allowed.{kind}", low=_bound(low), high=_bound(high))
        case {"format": "date"}:
            allowed = say("faults.allowed.date")
        case {"maxLength": high}:
            allowed = say("faults.allowed.text", low=field.get("minLength", 0), high=high)
        case {"minItems": low, "maxItems": high}:
            allowed = say("faults.allowed.list_of" if low == high else "faults.allowed.list", low=low, high=high)
        case {"type": "boolean"}:
            allowed = say("faults.allowed.switch")
        case _:
            allowed = say("faults.allowed.group")
    return say("faults.allowed.or_empty", allowed=allowed) if field.get("optional") else allowed


def _bound(number: float) -> str:
    # Thousands are set apart only where they are hard to read without, which leaves years as they are.
    return f"{number:,.12g}" if abs(number) >= THOUSANDS_APART_FROM else f"{number:.12g}"


@cache
def _schema() -> dict[str, Any]:
    return Scenario.model_json_schema()


def _described(steps: Steps) -> dict[str, Any]:
    """What the schema says of a place: type, bounds, unit, whether it may be empty; {} if it knows none."""
    field = _resolved(_schema())
    for step in steps:
        inner = field.get("items", {}) if isinstance(step, int) else field.get("properties", {}).get(step, {})
        if not inner:
            return {}
        field = _resolved(inner)
    return field


def _resolved(field: dict[str, Any]) -> dict[str, Any]:
    kinds = field.get("anyOf", [])
    for kind in kinds:
        if kind.get("type") != "null":
            field = {**kind, **field}
    if "$ref" in field:
        field = {**_schema()["$defs"][field["$ref"].rpartition("/")[2]], **field}
    return {**field, "optional": {"type": "null"} in kinds}


def _at(data: object, steps: Steps) -> object:
    """What the file holds at a place, None where it holds nothing."""
    for step in steps:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _quoted(text: str) -> str:
    return f'"{_shortened(_printable(text))}"'


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
