"""Every number of a record by its dotted name: `treasury.cash`, `loans.2.interest`."""

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

from planner.model.outcome import Outcome
from planner.model.records import Month, Start
from planner.model.records_classes import ClassDue, ClassMonth, ClassPaid
from planner.model.terms import Drivers, Shape, Terms

SLOTS = {
    (Terms, "loans"): "loans",
    (Terms, "stages"): "stages",
    (Terms, "classes"): "classes",
    (Start, "asked"): "loans",
    (Start, "loans"): "loans",
    (Drivers, "loans"): "loans",
    (Drivers, "layers"): "layers",
    (Drivers, "classes"): "classes",
    (ClassDue, "leavers_due"): "leavers",
    (ClassPaid, "leavers_paid"): "leavers",
    (ClassMonth, "stayed"): "layers",
    (ClassMonth, "borne"): "layers",
    (ClassMonth, "aged"): "layers",
    (ClassMonth, "layers"): "layers",
    (ClassMonth, "leavers"): "leavers",
    (Month, "class_dues"): "classes",
    (Month, "class_paid"): "classes",
    (Month, "class_returns"): "classes",
    (Month, "class_shares"): "classes",
    (Month, "classes"): "classes",
    (Month, "used"): "units",
    (Month, "cohorts"): "units",
    (Month, "dues"): "loans",
    (Month, "held"): "loans",
    (Month, "soon"): "loans",
    (Month, "loans"): "loans",
    (Month, "lends"): "loans",
    (Month, "turns"): "stages",
    (Month, "leavers_due"): "leavers",
    (Month, "quarters"): "quarters",
    (Month, "leavers_paid"): "leavers",
    (Month, "stayed"): "layers",
    (Month, "sunk"): "layers",
    (Month, "raised"): "layers",
    (Month, "depths"): "layers",
    (Month, "borne"): "layers",
    (Month, "aged"): "layers",
    (Month, "layers"): "layers",
    (Month, "leavers"): "leavers",
}


def names(record: type[Any], shape: Shape) -> tuple[str, ...]:
    """The dotted names of all numbers of a kind of record, in order."""
    return tuple(_names(record, shape))


def _names(record: type[Any], shape: Shape) -> Iterator[str]:
    hints = get_type_hints(record)
    for field in record._fields:
        kind = hints[field]
        if kind is float:
            yield field
        elif (record, field) in SLOTS:
            inner = get_args(kind)[0]
            for place in range(getattr(shape, SLOTS[record, field])):
                yield from (f"{field}.{place}.{name}" for name in _names(inner, shape))
        else:
            yield from (f"{field}.{name}" for name in _names(kind, shape))


def numbers_of(record: Any) -> Iterator[float]:
    """All numbers of a record, in the order of its names."""
    for value in record:
        if isinstance(value, tuple):
            yield from numbers_of(value)
        else:
            yield value


def value_of(record: Any, name: str) -> Any:
    """One number (or record) by its dotted name."""
    found = record
    for part in name.split("."):
        found = found[int(part)] if part.isdigit() else getattr(found, part)
    return found


def build(record: type[Any], shape: Shape, values: Iterator[Any]) -> Any:
    """A record from its numbers in order: the reverse of `numbers_of`."""
    hints = get_type_hints(record)
    made = []
    for field in record._fields:
        kind = hints[field]
        if kind is float:
            made.append(next(values))
        elif (record, field) in SLOTS:
            inner = get_args(kind)[0]
            made.append(tuple(build(inner, shape, values) for _ in range(getattr(shape, SLOTS[record, field]))))
        else:
            made.append(build(kind, shape, values))
    return record(*made)


OUTCOMES = names(Outcome, Shape(1, 1, 1))
