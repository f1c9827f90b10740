"""How money, rates, months and days are written for a person to read; no infinity is ever written."""

from collections.abc import Callable
from datetime import date
from math import floor, isfinite

from planner.words import say

NO_LIMIT = 0.999e12  # no plan has so much: figures beyond it are what the month calls unlimited
WHOLE_WITHIN = 0.05  # of a person


def money(amount: float, *, language: str = "en", decimals: int = 0) -> str:
    """Money with its sign: $1,234, and ($1,234) below zero."""
    return _signed(amount, decimals, lambda digits: say("formats.money", language, amount=digits))


def figure(amount: float, *, decimals: int = 0) -> str:
    """Money in a statement, whose heading names the currency: 1,234, and (1,234) below zero."""
    if is_no_limit(amount):
        return say("formats.no_limit")
    return _signed(amount, decimals, str)


def is_no_limit(amount: float) -> bool:
    """Whether it is what stands where no limit was agreed, less whatever was taken off it."""
    return amount >= NO_LIMIT


def percent(fraction: float, *, language: str = "en", decimals: int = 2) -> str:
    """A fraction per hundred, without trailing zeros: 0.0825 is 8.25%, 0.2 is 20%, -0.05 is -5%."""
    digits = _digits(fraction * 100.0, decimals)
    trimmed = digits.rstrip("0").rstrip(".") if "." in digits else digits
    sign = "-" if fraction < 0 and trimmed != "0" else ""
    return say("formats.percent", language, amount=sign + trimmed)


def times(multiple: float, *, language: str = "en", decimals: int = 2) -> str:
    """A ratio or a multiple: 1.25x, and (0.31)x below zero."""
    return say("formats.times", language, amount=_signed(multiple, decimals, str))


def heads(number: float) -> str:
    """People counted: 24, and 22.5 where they are expected."""
    whole = round(number)
    return f"{whole:,}" if abs(number - whole) < WHOLE_WITHIN else f"{number:,.1f}"


def month_name(month: int, *, language: str = "en") -> str:
    """The name of a calendar month, 1 is January."""
    return say(f"formats.month.{month}", language)


def day(then: date, *, language: str = "en") -> str:
    """A day in full: November 30, 2026."""
    return say("formats.day", language, day=then.day, month=month_name(then.month, language=language), year=then.year)


def month_of(then: date, *, language: str = "en") -> str:
    """A month of a year: November 2026."""
    return say("formats.month_of", language, month=month_name(then.month, language=language), year=then.year)


def listed(words: list[str] | tuple[str, ...], *, language: str = "en") -> str:
    """Words in a row: a, b and c."""
    if len(words) < 2:  # noqa: PLR2004  (one word needs no "and")
        return "".join(words)
    return say("formats.and", language, first=", ".join(words[:-1]), last=words[-1])


def year_range(years: list[int] | tuple[int, ...], *, language: str = "en") -> str:
    """Years from the first to the last: 2028, or 2027 to 2033."""
    first, last = min(years), max(years)
    return str(first) if first == last else say("formats.from_to", language, first=first, last=last)


def _signed(amount: float, decimals: int, dress: Callable[[str], str]) -> str:
    digits = _digits(amount, decimals)
    below = amount < 0 and digits.strip("0.,") != ""
    return f"({dress(digits)})" if below else dress(digits)


def _digits(amount: float, decimals: int) -> str:
    """Size without sign, rounded half up as `cents` does, with thousands set apart."""
    if not isfinite(amount):
        raise ValueError(f"{amount} is not a number that can be shown")
    scale = 10.0**decimals
    return f"{floor(abs(amount) * scale + 0.5000001) / scale:,.{decimals}f}"
