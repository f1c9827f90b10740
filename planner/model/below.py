"""What losses bring below zero, where the bylaws let them: kept by the fiscal year that was charged.

As a layer of the accounts is: who leaves takes along only what was charged to people like them, and a member who came
later none of it.
"""

from planner.model.classes import part_of
from planner.model.helpers import cents, where
from planner.model.records_members import Below, Depth, Raised, Sunk
from planner.model.records_surplus import Entitled, Reckoning, Surplus
from planner.model.terms import Clock, LayerDrivers, Terms


def sink(then: Depth, driven: LayerDrivers) -> Sunk:
    """One fiscal year's charge: who leaves takes the part along that their work then stands for."""
    left = cents(then.balance * driven.leaving)
    return Sunk(left, then.balance - left, where(left > 0.0, driven.bearing, 0.0))


def bring_back(ahead: float, sunk: Sunk, entitled: Entitled, found: Surplus, clock: Clock) -> Raised:
    """One fiscal year's charge: later surplus brings all of them back in proportion."""
    before = where(sunk.stays > 0.0, ahead, 0.0)
    restored = where(clock.year_end, part_of(found.restored, before, sunk.stays, entitled.below_zero), 0.0)
    return Raised(before, restored, sunk.stays - restored)


def fall(reckoned: Reckoning, clock: Clock) -> Raised:
    """The charge of the fiscal year that ends, before it takes its place."""
    return Raised(0.0, 0.0, where(clock.year_end, reckoned.charged_below, 0.0))


def deepen(number: float, mine: Raised, newer: Raised, terms: Terms, clock: Clock) -> Depth:
    """At fiscal year-end each moves one place on, as the layers do; the last place gathers what is older."""
    moves = where(number > terms.layers_apart, 0.0, 1.0)
    stays = where(number >= terms.layers_apart, 1.0, 0.0)
    return Depth(where(clock.year_end, moves * newer.kept + stays * mine.kept, mine.kept))


def fall_below(left: float, found: Surplus, reckoned: Reckoning, clock: Clock, then: Below) -> Below:
    """What accounts lie below zero: then - with leavers - restored + charged beyond what stood in accounts."""
    restored = where(clock.year_end, found.restored, 0.0)
    charged = where(clock.year_end, reckoned.charged_below, 0.0)
    raised = left + restored - charged
    return Below(left, restored, charged, raised, then.balance - raised)
