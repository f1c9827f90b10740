"""Who gets what of the price, where several hold the company: preferences by rank, then all shares alike.

A SAFE or note takes the greater of its money back and what it would convert to; preferred shares that do not
participate take the greater of their preference and their part as common. Each decides knowing what the others do.
Source: the standard post-money SAFE, section 1(b) and (d), and the NVCA model charter, article fourth, part B, 2.1.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from planner.division import split
from planner.model.helpers import cents, least, most, ratio
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


class Division(NamedTuple):
    """What the holders have decided, by place: who converts, whose limit is reached, and who is paid when."""

    converted: tuple[bool, ...]
    full: tuple[bool, ...]  # as participating preferred at its limit
    order: tuple[int, ...]  # of payment: by rank, shares alone last


def money_in(one: Holder) -> float:
    """What was put in, of a note with its simple interest; money."""
    if one.instrument == "note":
        return one.invested * (1.0 + one.rate * one.years)
    return one.invested


def preference(one: Holder) -> float:
    """What is due before common shares: a multiple of what was invested, a note or a SAFE at its discount; money."""
    if one.instrument == "common":
        return 0.0
    if one.instrument == "preferred":
        return one.invested * one.multiple
    return money_in(one) / (1.0 - one.discount)


def late_part(one: Holder) -> float:
    """The part of all shares that a SAFE or note comes to at its cap, after all that convert."""
    return money_in(one) / one.valuation_cap if one.valuation_cap is not None else 0.0


def parts_of(holders: Sequence[Holder], converted: Sequence[bool]) -> list[float]:
    """The part of all shares each takes part with: a post-money cap gives a SAFE its part after all that convert."""
    late = [
        late_part(one) if one.converts_later and turned else 0.0 for one, turned in zip(holders, converted, strict=True)
    ]
    left = most(0.0, 1.0 - sum(late, 0.0))
    shared = []
    for one, turned, part in zip(holders, converted, late, strict=True):
        takes = one.instrument == "common" or turned or (one.participating and one.instrument == "preferred")
        own = one.fraction * left if takes else 0.0
        shared.append(part if one.converts_later else own)
    return shared


def claims_of(holders: Sequence[Holder], converted: Sequence[bool]) -> list[float]:
    """What each claims before shares; nothing of who converts."""
    return [0.0 if turned else preference(one) for one, turned in zip(holders, converted, strict=True)]


def turn(money: float, claims: Sequence[float], order: Sequence[int], place: int) -> float:
    """What one gets of money when claims are paid in order, those of one rank in proportion; money, not rounded."""
    ahead = sum((claim for claim, at in zip(claims, order, strict=True) if at < order[place]), 0.0)
    alike = sum((claim for claim, at in zip(claims, order, strict=True) if at == order[place]), 0.0)
    return least(most(0.0, money - ahead), alike) * ratio(claims[place], alike)


def as_shares(after: float, parts: Sequence[float], rooms: Sequence[float], full: Sequence[bool], place: int) -> float:
    """What one gets of what is left for shares: its limit where that is reached, else by its part; money."""
    if full[place]:
        return rooms[place]
    taken = sum((room for room, reached in zip(rooms, full, strict=True) if reached), 0.0)
    others = sum((part for part, reached in zip(parts, full, strict=True) if not reached), 0.0)
    return most(0.0, after - taken) * ratio(parts[place], others)


def limited(one: Holder, *, turned: bool) -> bool:
    """Whether a holder takes part beside its preference only up to a limit."""
    return one.participating and one.most is not None and one.instrument == "preferred" and not turned


def room_of(one: Holder, claim: float, *, turned: bool) -> float:
    """What a holder may still get as shares beside its claim; without a limit a sum that is never reached."""
    return most(0.0, one.most * one.invested - claim) if limited(one, turned=turned) else 0.0  # type: ignore[operator]


def reached(after: float, parts: Sequence[float], rooms: Sequence[float], may: Sequence[bool]) -> tuple[bool, ...]:
    """Whose limit is reached: found one after another, since what one leaves goes to the others."""
    full = [False] * len(parts)
    for _ in parts:
        shares = [as_shares(after, parts, rooms, full, place) for place in range(len(parts))]
        over = [
            limit and not is_full and share > room - TINY and part > TINY
            for limit, is_full, share, room, part in zip(may, full, shares, rooms, parts, strict=True)
        ]
        if not any(over):
            break
        full = [was or now for was, now in zip(full, over, strict=True)]
    return tuple(full)


def ranks_of(holders: Sequence[Holder], converted: Sequence[bool]) -> tuple[int, ...]:
    """When each is paid: by rank of its claim; who has shares alone comes last."""
    last = max(one.rank for one in holders) + 1
    return tuple(
        last if one.instrument == "common" or turned else one.rank
        for one, turned in zip(holders, converted, strict=True)
    )


def shares_of(price: float, holders: Sequence[Holder], converted: Sequence[bool]) -> tuple[list[float], Division]:
    """The price divided once it is decided who converts: preferences by rank, the rest by shares up to a limit."""
    order, claims = ranks_of(holders, converted), claims_of(holders, converted)
    paid = [turn(price, claims, order, place) for place in range(len(holders))]
    parts, after = parts_of(holders, converted), price - sum(paid, 0.0)
    both = list(zip(holders, paid, converted, strict=True))
    rooms = [room_of(one, claim, turned=turned) for one, claim, turned in both]
    full = reached(after, parts, rooms, [limited(one, turned=turned) for one, _, turned in both])
    shares = [as_shares(after, parts, rooms, full, place) for place in range(len(holders))]
    amounts = [claim + share for claim, share in zip(paid, shares, strict=True)]
    return amounts, Division(tuple(converted), full, order)


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
                as_common, as_claim = (shares_of(price, holders, each)[0][place] for each in (turned, kept))
                converted[place] = as_common > as_claim + TINY
        if converted == before:
            break
    return converted


def pay(money: float, due: Sequence[float], order: Sequence[int]) -> list[float]:
    """Money paid on what is due, in order, to the cent; never more than is due."""
    paid = min(money, round(sum(due), 2))
    given = [turn(paid, due, order, place) for place in range(len(due))]
    return split(paid, given) if paid > 0 else [0.0] * len(due)


def decided(price: float, holders: Sequence[Holder]) -> Division:
    """What the holders decide at a price."""
    return shares_of(price, holders, decide(price, holders))[1]


def divide_price(purchases: Sequence[float], holders: Sequence[Holder]) -> tuple[Payout, ...]:
    """The whole price divided among holders, and over the purchases: who ranks first is paid first, common last."""
    price = sum(purchases)
    shares, division = shares_of(price, holders, decide(price, holders))
    amounts = split(price, shares) if price > 0 else [0.0] * len(holders)
    due, paid = list(amounts), []
    for purchase in purchases:
        now = pay(round(purchase, 2), due, division.order)
        due = [round(has - got, 2) for has, got in zip(due, now, strict=True)]
        paid.append(now)
    return tuple(
        Payout(one.name, amount, turned, tuple(now[place] for now in paid))
        for place, (one, amount, turned) in enumerate(zip(holders, amounts, division.converted, strict=True))
    )


def purchases_of(run: Run) -> tuple[tuple[int, float], ...]:
    """What is paid for shares, in cash and paper, and when: on the closing day and at each later closing."""
    later = ((month, cents(now.offer.paid)) for month, now in enumerate(run.months) if now.offer.paid > 0)
    return ((0, cents(most(0.0, run.start.closing.to_seller))), *later)


def of_plan(scenario: Scenario, run: Run) -> tuple[Payout, ...]:
    """The plan's own purchases divided among those who hold the company; none where the owner holds it alone."""
    if not scenario.deal.holders:
        return ()
    return divide_price([paid for _, paid in purchases_of(run)], scenario.deal.holders)


STAGES: list[Callable[..., Any]] = [
    *(money_in, preference, late_part, parts_of, claims_of, turn, as_shares, limited, room_of),
]
