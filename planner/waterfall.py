"""Who gets what of the price, where several hold the company: preferences by rank, then all shares alike.

A SAFE or note takes the greater of its money back and what it would convert to; preferred shares that do not
participate take the greater of their preference and their part as common. Each decides knowing what the others do.
Source: the standard post-money SAFE, section 1(b) and (d), and the NVCA model charter, article fourth, part B, 2.1.
"""

from collections.abc import Sequence
from typing import NamedTuple

from planner.division import split
from planner.model.one import Run
from planner.scenario import Holder, Scenario

ROUNDS = 50  # of decisions, after which the last stands
TINY = 1e-9


class Payout(NamedTuple):
    """What one holder gets of the price, and by which way."""

    name: str
    amount: float
    converts: bool  # takes part as common shares
    by_purchase: tuple[float, ...]


def preference(one: Holder) -> float:
    """What is due before common shares: a multiple of what was invested, a note with its interest, a SAFE's money."""
    if one.instrument == "common":
        return 0.0
    if one.instrument == "note":
        return one.invested * (1.0 + one.rate * one.years)
    return one.invested * (one.multiple if one.instrument == "preferred" else 1.0)


def weights(holders: Sequence[Holder], converted: Sequence[bool]) -> list[float]:
    """The part of all shares each takes part with: a post-money cap gives a SAFE its part after all that convert."""
    late = [
        preference(one) / one.valuation_cap if one.converts_later and turned and one.valuation_cap else 0.0
        for one, turned in zip(holders, converted, strict=True)
    ]
    left = max(0.0, 1.0 - sum(late))
    shared = []
    for one, turned, part in zip(holders, converted, late, strict=True):
        takes = one.instrument == "common" or turned or (one.participating and one.instrument == "preferred")
        shared.append(part if one.converts_later else one.fraction * left * takes)
    return shared


def shares_of(price: float, holders: Sequence[Holder], converted: Sequence[bool]) -> list[float]:
    """The price divided once it is decided who converts: preferences by rank, the rest by shares up to a limit."""
    got, left = [0.0] * len(holders), price
    for rank in sorted({one.rank for one in holders}):
        wanted = [
            preference(one) * (one.rank == rank and not turned) for one, turned in zip(holders, converted, strict=True)
        ]
        whole = sum(wanted)
        paid = min(left, whole)
        for place, want in enumerate(wanted):
            got[place] += paid * want / whole if whole else 0.0
        left -= paid
    part = weights(holders, converted)
    room = [
        one.most * one.invested - has if one.participating and one.most is not None and not turned else float("inf")
        for one, has, turned in zip(holders, got, converted, strict=True)
    ]
    while left > TINY and sum(part) > TINY:
        step = min([left / sum(part), *(have / p for have, p in zip(room, part, strict=True) if p > TINY)])
        for place, p in enumerate(part):
            got[place] += step * p
            room[place] -= step * p
        left -= step * sum(part)
        part = [p if have > TINY else 0.0 for p, have in zip(part, room, strict=True)]
    return got


def decide(price: float, holders: Sequence[Holder]) -> list[bool]:
    """Who converts: each in turn where it then gets more, until nobody would change."""
    converted = [False] * len(holders)
    for _ in range(ROUNDS):
        before = list(converted)
        for place, one in enumerate(holders):
            may = one.instrument == "preferred" or (one.converts_later and one.valuation_cap is not None)
            if may:
                turned = [*converted[:place], True, *converted[place + 1 :]]
                kept = [*converted[:place], False, *converted[place + 1 :]]
                as_common, as_claim = shares_of(price, holders, turned), shares_of(price, holders, kept)
                converted[place] = as_common[place] > as_claim[place] + TINY
        if converted == before:
            break
    return converted


def with_discount(one: Holder) -> Holder:
    """A SAFE or note with a discount has its money back at the discounted price, as a claim."""
    if not one.converts_later or not one.discount:
        return one
    return one.model_copy(update={"invested": one.invested / (1.0 - one.discount), "discount": 0.0})


def divide_price(purchases: Sequence[float], holders: Sequence[Holder]) -> tuple[Payout, ...]:
    """The whole price divided among holders, and over the purchases: who ranks first is paid first, common last."""
    told = [with_discount(one) for one in holders]
    price = sum(purchases)
    converted = decide(price, told)
    amounts = split(price, shares_of(price, told, converted)) if price > 0 else [0.0] * len(told)
    last = max(one.rank for one in told) + 1 if told else 0
    order = [
        last if one.instrument == "common" or turned else one.rank for one, turned in zip(told, converted, strict=True)
    ]
    due, paid = list(amounts), []
    for purchase in purchases:
        left, now = round(purchase, 2), [0.0] * len(told)
        for rank in sorted(set(order)):
            wanted = [have * (mine == rank) for have, mine in zip(due, order, strict=True)]
            whole = round(sum(wanted), 2)
            given = min(left, whole)
            parts = split(given, wanted) if given > 0 else [0.0] * len(told)
            now = [round(a + b, 2) for a, b in zip(now, parts, strict=True)]
            due = [round(a - b, 2) for a, b in zip(due, parts, strict=True)]
            left = round(left - given, 2)
        paid.append(now)
    return tuple(
        Payout(one.name, amount, turned, tuple(now[place] for now in paid))
        for place, (one, amount, turned) in enumerate(zip(told, amounts, converted, strict=True))
    )


def purchases_of(run: Run) -> tuple[tuple[int, float], ...]:
    """What is paid for shares, in cash and paper, and when: on the closing day and at each later closing."""
    later = ((month, round(now.offer.paid, 2)) for month, now in enumerate(run.months) if now.offer.paid > 0)
    return ((0, round(max(0.0, run.start.closing.to_seller), 2)), *later)


def of_plan(scenario: Scenario, run: Run) -> tuple[Payout, ...]:
    """The plan's own purchases divided among those who hold the company; none where the owner holds it alone."""
    if not scenario.deal.holders:
        return ()
    return divide_price([paid for _, paid in purchases_of(run)], scenario.deal.holders)
