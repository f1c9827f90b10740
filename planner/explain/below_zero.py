"""A member's part of what losses brought below zero, fiscal year by fiscal year: what leaves, what is brought back."""

from typing import Protocol

from planner.explain.cells import added, at, tidy
from planner.explain.rooms import Recall
from planner.model.trace import CELL_HELPERS, Cell, as_cell
from planner.roster import Weights

cents, ratio = CELL_HELPERS["cents"], CELL_HELPERS["ratio"]


class _Room(Protocol):
    weights: Weights
    recall: Recall


class One(Protocol):
    """One figure of one member's fiscal year."""

    year: int
    line: str
    field: str

    @property
    def room(self) -> _Room:
        """Weights of all members, and every figure by its name."""

    def own(self, field: str, year: int | None = None) -> Cell:
        """Another figure of the same member."""

    def last(self) -> int:
        """The month in which the fiscal year ends."""

    def divided(self, field: str) -> Cell:
        """A figure before odd cents."""

    def odd_cents(self, field: str) -> Cell:
        """What rounding moved of it."""


def divided(one: One, field: str) -> Cell | None:
    """`below_left` where not all leave alike, and `below.2`: what the loss of the third fiscal year still keeps below.

    stays - restored x stays / all of the member's that stays
    """
    if field == "below_left" and one.room.weights.parting:
        return tidy(cents(added(_left(one, layer) for layer in range(one.year))))
    kind, _, layer = field.partition(".")
    if kind != "below":
        return None
    stays = one.own(field, one.year - 1) - _left(one, int(layer))
    there = one.own("below_zero", one.year - 1) - one.own("below_left")
    return tidy(cents(stays - one.own("restored") * ratio(stays, there)))


def layer(one: One) -> Cell:
    """One fiscal year's charge at a later year-end."""
    if int(one.line) == one.year:
        return one.own("charged_below")
    return tidy(cents(one.divided(one.field) + one.odd_cents(one.field)))


def sinking(one: One) -> Cell:
    """What is expected to leave within the year of one year's charge."""
    return one.own(f"below.{one.line}", one.year - 1) * one.own(f"part.{one.line}")


def _left(one: One, layer: int) -> Cell:
    """What leavers take along of one year's charge: by who earned in that year, or all alike."""
    if not one.room.weights.parting:
        before = one.own(f"below.{layer}", one.year - 1)
        return one.own("below_left") * ratio(before, one.own("below_zero", one.year - 1))
    left = at("year", f"sunk.{one.year - 1 - layer}.left", one.last())
    if not one.room.recall(*left.args):
        return as_cell(0.0)
    return left * ratio(one.own(f"sinking.{layer}"), at("members", f"sinking.{layer}", one.last()))
