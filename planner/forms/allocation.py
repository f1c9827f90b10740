"""The price over the seven classes of s.1060, by the residual method. Source: 26 CFR 1.1060-1(c), 1.338-6."""

from collections.abc import Sequence
from typing import NamedTuple

from planner.model.closing import fill_class
from planner.model.helpers import cents
from planner.model.records import Start
from planner.model.terms import Terms

CENTS = 100.0
CLASSES = ("I", "II", "III", "IV", "V", "VI", "VII")


class Item(NamedTuple):
    """One asset of a class and its fair value."""

    name: str
    fair: float


class Part(NamedTuple):
    """What one asset takes of the price; class VII takes the rest and has no fair value of its own."""

    of_class: str
    name: str
    fair: float | None
    taken: float


class Allocation(NamedTuple):
    """The price over the classes, class I first."""

    price: float
    parts: tuple[Part, ...]

    def of(self, of_class: str) -> float:
        """What a class takes."""
        return cents(sum(part.taken for part in self.parts if part.of_class == of_class))

    @property
    def runs_out(self) -> str:
        """The class that the price does not fill; empty where it fills all of them."""
        return next((part.of_class for part in self.parts if part.fair and cents(part.taken) < cents(part.fair)), "")


def allocate(price: float, classes: Sequence[Sequence[Item]]) -> Allocation:
    """The price over classes I to VI, given in order, each up to its fair value; what is left is class VII.

    The class in which the price runs out shares what is left by fair value, to the cent by largest remainder.
    A price or fair value below zero, or more than six classes, is a ValueError.
    """
    if price < 0 or any(item.fair < 0 for items in classes for item in items):
        raise ValueError("a price and fair values are never below zero")
    parts: list[Part] = []
    left = cents(price)
    for of_class, items in zip(CLASSES[:-1], classes, strict=True):
        fairs = [cents(item.fair) for item in items]
        taken = fill_class(cents(sum(fairs)), left)
        shares = shared(taken, fairs)
        parts += [Part(of_class, *item, share) for item, share in zip(items, shares, strict=True)]
        left = cents(left - taken)
    return Allocation(cents(price), (*parts, Part(CLASSES[-1], "goodwill", None, left)))


def shared(amount: float, weights: Sequence[float]) -> list[float]:
    """An amount by weights, to the cent: what rounding down leaves goes to the largest remainders, the first before."""
    whole = sum(weights)
    if not whole:
        return [0.0] * len(weights)
    exact = [CENTS * amount * weight / whole for weight in weights]
    down = [int(one + 1e-7) for one in exact]
    missing = round(CENTS * amount) - sum(down)
    order = sorted(range(len(weights)), key=lambda place: (-round(exact[place] - down[place], 6), place))
    for place in order[:missing]:
        down[place] += 1
    return [one / CENTS for one in down]


def classes_of(terms: Terms) -> tuple[tuple[Item, ...], ...]:
    """The books' assets by class at fair value; receivables are taken to be worth what is owed. No securities."""
    return (
        (Item("cash", terms.cash_left_in),),
        (),
        (Item("receivables", terms.books_receivables),),
        (Item("inventory", terms.inventory_fair),),
        (Item("equipment", terms.equipment_fair), Item("other_assets", terms.other_assets_kept)),
        (Item("intangibles", terms.intangibles),),
    )


def of_plan(terms: Terms, start: Start) -> Allocation | None:
    """The allocation as the closing day has it; None where the old tax basis follows and nothing is allocated."""
    if not terms.step_up:
        return None
    held = start.allocated._asdict()
    parts = [
        Part(of_class, item.name, item.fair, held[item.name])
        for of_class, items in zip(CLASSES[:-1], classes_of(terms), strict=True)
        for item in items
    ]
    return Allocation(held["consideration"], (*parts, Part(CLASSES[-1], "goodwill", None, held["goodwill"])))
