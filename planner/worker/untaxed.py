"""What of one worker's account is still to be taxed, layer by layer: notices not qualified, and interest credited.

Both are income when they are paid, 26 U.S.C. 1385(c)(2)(A)(i), 26 CFR 1.451-1(a). A partner is taxed on what is
allocated, paid or not, and pays nothing more when an account is paid out, 26 U.S.C. 702(a), 731(a)(1).
"""

from typing import NamedTuple

from planner import Plan
from planner.model.helpers import cents, ratio
from planner.worker.paid import is_partner, is_qualified


class Untaxed(NamedTuple):
    """By fiscal year: what stays of earlier years' layers and is not taxed yet, and of what is called likewise."""

    held: tuple[float, ...]
    called: tuple[float, ...]


def untaxed(plan: Plan, place: int) -> Untaxed:
    """The account of one place, as who stays sees it; a loss and a call take of each layer's untaxed part alike."""
    credits_taxed_later = not is_partner(plan)
    layers: list[float] = []
    held, called = [], []
    for year in range(len(plan.outcomes.fiscal_years)):
        moved = plan.members.people.befell(place, year)
        if moved and not is_qualified(plan, year - 1):
            layers[-1] = moved[-1].before
        taken = []
        for layer, one in enumerate(moved):
            lost = cents(layers[layer] * ratio(one.charged, one.before))
            there = cents(layers[layer] - lost + one.interest * credits_taxed_later)
            taken.append(cents(there * ratio(one.called, one.before + one.interest - one.charged)))
            layers[layer] = cents(there - taken[-1])
        held.append(cents(sum(layers)))
        called.append(cents(sum(taken)))
        layers.append(0.0)
    return Untaxed(tuple(held), tuple(called))
