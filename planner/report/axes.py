"""Axes: ticks at round numbers, and room for labels reckoned from what stands there."""

from math import ceil, floor, log10
from typing import NamedTuple

from planner.words import say
from planner.words.formats import percent

ROUND_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
TICKS = 5
UNITS = ((1e9, "billion"), (1e6, "million"), (1e3, "thousand"))


class Axis(NamedTuple):
    """From the lowest to the highest value shown, and where its ticks stand."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def place(self, value: float, length: float) -> float:
        """How far along an axis of some length a value stands."""
        return (value - self.low) / (self.high - self.low) * length


def nice_step(span: float, wanted: int) -> float:
    """The round step (1, 2, 2.5 or 5 times a power of ten) that gives at most so many ticks."""
    rough = span / wanted
    power = 10.0 ** floor(log10(rough))
    return next(step * power for step in ROUND_STEPS if step * power >= rough * (1 - 1e-9))


def axis(values: list[float], length: float, above: float, below: float, *, zero: bool = True) -> Axis:
    """An axis over values, and zero unless it may be left out, with `above` and `below` points kept free beyond them.

    Scale = (length - above - below) / span; ticks stand only within what is shown, so no tick lies far above all.
    """
    shown = [0.0, *values] if zero or not values else values
    low, high = min(shown), max(shown)
    if high - low <= 0:
        high = low + 1.0
    below = below if low < 0 or not zero else 0.0
    scale = (high - low) / max(1.0, length - above - below)
    low, high = low - below * scale, high + above * scale
    step = nice_step(high - low, TICKS)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return Axis(low, high, tuple(place * step for place in range(first, last + 1)))


def compact(value: float, unit: str, language: str) -> str:
    """A value short enough for a chart: 1.25M, 480k, (35k); a ratio as 1.25x."""
    if unit == "ratio":
        return say("formats.times", language, amount=f"{value:.2f}")
    if unit == "fraction":
        return percent(value, language=language, decimals=0)
    size = abs(value)
    written = f"{size:,.0f}"
    for least, name in UNITS:
        if size >= least * 0.9995:
            written = say(f"report.compact.{name}", language, amount=_three_digits(size / least))
            break
    return f"({written})" if value < 0 and written != "0" else written


def _three_digits(size: float) -> str:
    digits = f"{size:.{max(0, 2 - floor(log10(max(1.0, size))))}f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def spread(places: list[float], gap: float, low: float, high: float) -> list[float]:
    """Places for labels, in the order given from low to high, moved apart to at least a gap, within bounds."""
    moved = list(places)
    for number in range(1, len(moved)):
        moved[number] = max(moved[number], moved[number - 1] + gap)
    over = moved[-1] - high if moved else 0.0
    if over > 0:
        moved[-1] -= over
        for number in range(len(moved) - 2, -1, -1):
            moved[number] = min(moved[number], moved[number + 1] - gap)
    return [max(low, place) for place in moved]
