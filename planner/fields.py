"""Kinds of input: money, rates, months, counts. Each carries its unit, its bounds and a sentence of help."""

from datetime import date
from typing import Any

from annotated_types import Ge, Le
from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

LARGEST_MONEY = 10_000_000_000.0
MOST_MONTHS = 360


class Frozen(BaseModel):
    """A part of the scenario: never changed, no unknown keys, no infinities, no silent conversions."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, strict=True)


def _field(unit: str, title: str, help_text: str, default: Any, **bounds: Any) -> Any:
    return Field(default, title=title, description=help_text, json_schema_extra={"unit": unit}, **bounds)


def money(title: str, help_text: str, default: Any = ..., *, low: float = 0.0, high: float = LARGEST_MONEY) -> Any:
    """Money in the scenario's currency."""
    return _field("money", title, help_text, default, ge=low, le=high)


def rate(title: str, help_text: str, default: Any = ..., *, low: float = 0.0, high: float = 1.0) -> Any:
    """A fraction or a rate per year, as a decimal: 0.08 is 8 %."""
    return _field("fraction", title, help_text, default, ge=low, le=high)


def times(title: str, help_text: str, default: Any = ..., *, low: float = 0.0, high: float = 100.0) -> Any:
    """A multiple: 1.25 is one and a quarter times."""
    return _field("times", title, help_text, default, ge=low, le=high)


def months(title: str, help_text: str, default: Any = ..., *, low: int = 0, high: int = MOST_MONTHS) -> Any:
    """Whole months."""
    return _field("months", title, help_text, default, ge=low, le=high)


def years(title: str, help_text: str, default: Any = ..., *, low: float = 0, high: float = 40) -> Any:
    """Years."""
    return _field("years", title, help_text, default, ge=low, le=high)


def days(title: str, help_text: str, default: Any = ..., *, low: float = 0, high: float = 365) -> Any:
    """Days."""
    return _field("days", title, help_text, default, ge=low, le=high)


def count(title: str, help_text: str, default: Any = ..., *, low: int = 0, high: int = 100_000) -> Any:
    """A whole number of things."""
    return _field("count", title, help_text, default, ge=low, le=high)


def text(title: str, help_text: str, default: Any = ..., *, longest: int = 200, shortest: int = 0) -> Any:
    """Words."""
    return _field("text", title, help_text, default, max_length=longest, min_length=shortest)


def day(title: str, help_text: str, default: Any = ..., *, low: date = date(1990, 1, 1)) -> Any:
    """A day of the calendar."""
    return _field("day", title, help_text, default, ge=low, le=date(2100, 12, 31))


def choice(title: str, help_text: str, default: Any = ...) -> Any:
    """One of a few words, or yes and no."""
    return _field("choice", title, help_text, default)


def many(title: str, help_text: str, default: Any = ..., *, fewest: int = 0, most: int = 60) -> Any:
    """A list."""
    return _field("list", title, help_text, default, min_length=fewest, max_length=most)


def bounds(field: FieldInfo) -> tuple[float, float]:
    """The least and the most a field takes."""
    low = next((float(one.ge) for one in field.metadata if isinstance(one, Ge)), 0.0)  # type: ignore[arg-type]
    high = next((float(one.le) for one in field.metadata if isinstance(one, Le)), LARGEST_MONEY)  # type: ignore[arg-type]
    return low, high
