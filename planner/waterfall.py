"""Who gets what of the price, where several hold the company: preferences by rank, then all shares alike.

A SAFE or note takes the greater of its money back, at its rank, and what it converts to, as common shares; preferred
shares that do not participate take the greater of their preference and their part as common. Each decides knowing
what the others do. Source: the standard post-money SAFE, section 1(b), (d) and its Liquidity Price; the NVCA model
charter, article fourth, part B, 2.1.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

from planner.division import split
from planner.model.helpers import cents, least, most, ratio
from planner.model.one import Run
from planner.scenario import Holder, Scenario

Way = Literal["claim", "shares", "discount"]
CLAIM: Way = "claim"
SHARES: Way = "shares"  # as preferred shares do, or at the cap
DISCOUNT: Way = "discount"
ROUNDS = 50  # of decisions, after which the last stands
TINY = 1e-9


class Payout(NamedTuple):
    """What one holder gets of the price, and by which way."""

    name: str
    amount: float
    converts: bool  # takes part as common shares
    by_purchase: tuple[float, ...]


class Division(NamedTuple):
    """What the holders have decided, by place: who converts and how, whose limit is reached, and who is paid when."""

    converted: tuple[bool, ...]
    full: tuple[bool, ...]  # as participating preferred at its limit
    order: tuple[int, ...]  # of payment: by rank, shares alone last
    ways: tuple[Way, ...] = ()


class Sharing(NamedTuple):
    """What shares are paid by, by place."""

    parts: Sequence[float]  # of all shares but those bought at a discount
    late: Sequence[bool]  # a part at the cap, of those too
    fixed: Sequence[float]  # what shares bought at a discount are worth
    rooms: Sequence[float]
    full: Sequence[bool]


def money_in(one: Holder) -> float:
    """What was put in, of a note with its simple interest; money."""
    if one.instrument == "note":
        return one.invested * (1.0 + one.rate * one.years)
    return one.invested


def preference(one: Holder) -> float:
    """What is due before common shares: a multiple of what was invested, of a note or a SAFE the money put in; money.

    A discount is no part of it: it lowers the price at which a SAFE converts. Source: post-money SAFE, 1(b)(i), (d).
    """
    if one.instrument == "common":
        return 0.0
    return one.invested * one.multiple if one.instrument == "preferred" else money_in(one)


def at_cap(one: Holder) -> float:
    """The part of all shares that a SAFE or note comes to at its cap, after all that convert."""
    return money_in(one) / one.valuation_cap if one.valuation_cap is not None else 0.0


def at_discount(one: Holder) -> float:
    """What its shares are worth that a SAFE or note buys below the price that is paid for common shares; money.

    money in / (1 - discount). Source: post-money SAFE, discount only: Liquidity Price, the price payable for common
    shares in the sale x (1 - discount).
    """
    return money_in(one) / (1.0 - one.discount)


def parts_of(holders: Sequence[Holder], ways: Sequence[Way]) -> list[float]:
    """The part of all shares each takes part with: a post-money cap gives a SAFE its part after all that convert."""
    both = list(zip(holders, ways, strict=True))
    late = [at_cap(one) if one.converts_later and way == SHARES else 0.0 for one, way in both]
    left = most(0.0, 1.0 - sum(late, 0.0))
    shared = []
    for (one, way), part in zip(both, late, strict=True):
        takes = one.instrument == "common" or way == SHARES or (one.participating and one.instrument == "preferred")
        own = one.fraction * left if takes else 0.0
        shared.append(part if one.converts_later else own)
    return shared


def claims_of(holders: Sequence[Holder], ways: Sequence[Way]) -> list[float]:
    """What each claims before shares; nothing of who converts."""
    return [preference(one) if way == CLAIM else 0.0 for one, way in zip(holders, ways, strict=True)]


def turn(money: float, claims: Sequence[float], order: Sequence[int], place: int) -> float:
    """What one gets of money when claims are paid in order, those of one rank in proportion; money, not rounded."""
    ahead = sum((claim for claim, at in zip(claims, order, strict=True) if at < order[place]), 0.0)
    alike = sum((claim for claim, at in zip(claims, order, strict=True) if at == order[place]), 0.0)
    return least(most(0.0, money - ahead), alike) * ratio(claims[place], alike)


def for_shares(after: float, told: Sharing) -> float:
    """What is left for shares beside who has reached a limit; money."""
    return most(0.0, after - sum((room for room, is_full in zip(told.rooms, told.full, strict=True) if is_full), 0.0))


def for_discounts(told: Sharing) -> float:
    """What must be left for shares before any has a price: shares at a discount, and caps' parts of these; money."""
    late = sum((part for part, is_late in zip(told.parts, told.late, strict=True) if is_late), 0.0)
    return ratio(sum(told.fixed, 0.0), 1.0 - late)


def as_shares(after: float, told: Sharing, place: int) -> float:
    """What one gets of what is left for shares: its limit, what its discount gives, or its part of the rest; money.

    A part at the cap is one of all shares, those bought at a discount among them.
    """
    if told.full[place]:
        return told.rooms[place]
    whole, asked = for_shares(after, told), for_discounts(told)
    first = least(whole, asked)
    others = sum((part for part, is_full in zip(told.parts, told.full, strict=True) if not is_full), 0.0)
    by_part = (whole - first) * ratio(told.parts[place], others)
    return by_part + told.fixed[place] * ratio(first, asked) + (told.parts[place] * first if told.late[place] else 0.0)


def limited(one: Holder, way: Way) -> bool:
    """Whether a holder takes part beside its preference only up to a limit."""
    return one.participating and one.most is not None and one.instrument == "preferred" and way == CLAIM


def room_of(one: Holder, claim: float, way: Way) -> float:
    """What a holder may still get as shares beside its claim; without a limit a sum that is never reached."""
    return most(0.0, one.most * one.invested - claim) if limited(one, way) else 0.0  # type: ignore[operator]


def reached(after: float, told: Sharing, may: Sequence[bool]) -> tuple[bool, ...]:
    """Whose limit is reached: found one after another, since what one leaves goes to the others."""
    full = [False] * len(told.parts)
    for _ in told.parts:
        now = told._replace(full=full)
        shares = [as_shares(after, now, place) for place in range(len(full))]
        over = [
            limit and not is_full and share > room - TINY and part > TINY
            for limit, is_full, share, room, part in zip(may, full, shares, told.rooms, told.parts, strict=True)
        ]
        if not any(over):
            break
        full = [was or now_over for was, now_over in zip(full, over, strict=True)]
    return tuple(full)


def ranks_of(holders: Sequence[Holder], ways: Sequence[Way]) -> tuple[int, ...]:
    """When each is paid: by rank of its claim; who has shares alone comes last."""
    last = max(one.rank for one in holders) + 1
    return tuple(
        last if one.instrument == "common" or way != CLAIM else one.rank for one, way in zip(holders, ways, strict=True)
    )


def sharing_of(holders: Sequence[Holder], ways: Sequence[Way], claimed: Sequence[float]) -> Sharing:
    """What shares are paid by, nobody's limit reached yet."""
    both = list(zip(holders, ways, strict=True))
    return Sharing(
        parts=parts_of(holders, ways),
        late=[one.converts_later and way == SHARES for one, way in both],
        fixed=[at_discount(one) if way == DISCOUNT else 0.0 for one, way in both],
        rooms=[room_of(one, claim, way) for (one, way), claim in zip(both, claimed, strict=True)],
        full=[False] * len(both),
    )


def paid_first(price: float, holders: Sequence[Holder], ways: Sequence[Way]) -> tuple[list[float], float, Sharing]:
    """What claims are paid by rank, what is left after them, and what it is shared by."""
    order, claims = ranks_of(holders, ways), claims_of(holders, ways)
    paid = [turn(price, claims, order, place) for place in range(len(holders))]
    after, told = price - sum(paid, 0.0), sharing_of(holders, ways, paid)
    may = [limited(one, way) for one, way in zip(holders, ways, strict=True)]
    return paid, after, told._replace(full=reached(after, told, may))


def shares_of(price: float, holders: Sequence[Holder], ways: Sequence[Way]) -> tuple[list[float], Division]:
    """The price divided once it is decided who converts: preferences by rank, the rest by shares up to a limit."""
    paid, after, told = paid_first(price, holders, ways)
    amounts = [claim + as_shares(after, told, place) for place, claim in enumerate(paid)]
    converted = tuple(way != CLAIM for way in ways)
    return amounts, Division(converted, tuple(told.full), ranks_of(holders, ways), tuple(ways))


def has_price(price: float, holders: Sequence[Holder], ways: Sequence[Way]) -> bool:
    """Whether something is left for other shares after those at a discount, so that they have a price."""
    _, after, told = paid_first(price, holders, ways)
    return for_shares(after, told) > for_discounts(told) + TINY


def followed(price: float, holders: Sequence[Holder], ways: Sequence[Way]) -> list[Way]:
    """The same decisions, and all who have a discount and no better part at a cap take it where shares have a price.

    Shares at a discount are worth more than the money put in, so whoever may takes them; where that would leave other
    shares nothing they have no price to be taken from, and all have their money back.
    """
    taken = [
        DISCOUNT if one.discount and one.converts_later and way == CLAIM else way
        for one, way in zip(holders, ways, strict=True)
    ]
    return taken if DISCOUNT not in taken or has_price(price, holders, taken) else list(ways)


def may_convert(one: Holder) -> bool:
    """Whether a holder may take part as common by its own choice: preferred shares, and a SAFE or note with a cap."""
    return one.instrument == "preferred" or (one.converts_later and one.valuation_cap is not None)


def would_get(price: float, holders: Sequence[Holder], ways: Sequence[Way], place: int, way: Way) -> float:
    """What one gets by one way, all others deciding as before, who has a discount taking it where that is possible."""
    chosen = [*ways[:place], way, *ways[place + 1 :]]
    return shares_of(price, holders, followed(price, holders, chosen))[0][place]


def decide(price: float, holders: Sequence[Holder]) -> list[Way]:
    """Who converts, and how: each in turn where it then gets more, until nobody would change."""
    ways: list[Way] = [CLAIM] * len(holders)
    for _ in range(ROUNDS):
        before = list(ways)
        for place, one in enumerate(holders):
            if may_convert(one):
                as_shares_paid, as_claim = (would_get(price, holders, ways, place, way) for way in (SHARES, CLAIM))
                ways[place] = SHARES if as_shares_paid > as_claim + TINY else CLAIM
        if ways == before:
            break
    return followed(price, holders, ways)


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
    *(money_in, preference, at_cap, at_discount, parts_of, claims_of, turn, for_shares, for_discounts, as_shares),
    *(limited, room_of, sharing_of),
]
