"""Gain rolled over when shares are sold to an eligible worker-owned co-op. 26 U.S.C. 1042.

Recognised = min(gain, max(0, amount realised - cost of replacement property)); the property's basis is its cost less
what is deferred. A rollover puts the tax off; it is saved only where the property is held to death.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from planner.model.helpers import cents, least, most
from planner.places import Rules
from planner.places.us import GAIN_BRACKETS, Law
from planner.scenario import Answer, Owner
from planner.seller.imputed import months_after
from planner.seller.records import Deferred, Excluded, Gain, Receipt, Sale
from planner.words import Sentence, sentence
from planner.words.formats import percent

WINDOW_AFTER = "seller.rollover_window_after"
S_CORPORATION = "form.rollover_s_corporation"


def verdict(owner: Owner, sale: Sale, rules: Rules) -> tuple[Answer, Sentence]:
    """Whether the rollover is open to the seller, and the reason: the first test that fails or is not answered."""
    told, part = owner.rollover, electable_part(owner, sale, rules)
    of_s = owner.entity == "s_corporation"
    tests: tuple[tuple[bool, Answer, Sentence], ...] = (
        (sale.rollover_open == "no", "no", sale.rollover_why or sentence("seller.way.rollover.no_co_op")),
        (told.no_option_shares == "no", "no", sentence("seller.way.rollover.option_shares")),
        (part <= 0, "no", sentence("seller.way.rollover.s_corporation")),
        (
            of_s and told.s_corporation == "off",
            "unknown",
            sentence("seller.way.rollover.s_corporation_off", part=percent(part)),
        ),
        (sale.rollover_open == "unknown", "unknown", sale.rollover_why or sentence("seller.way.rollover.unknown")),
        (told.no_option_shares == "unknown", "unknown", sentence("seller.way.rollover.unanswered")),
        (True, "yes", sentence("seller.way.rollover.open")),
    )
    return next((answer, why) for holds, answer, why in tests if holds)


def electable_part(owner: Owner, sale: Sale, rules: Rules) -> float:
    """The part of the price for which a rollover may be elected: all of a C corporation's."""
    if owner.entity != "s_corporation":
        return 1.0
    return rules.at(date(sale.closing_year, sale.closing_month, 1)).value(S_CORPORATION)


def defer(owner: Owner, gain: Gain, exclusion: Excluded | None, part: float, spent: float = 0.0) -> Deferred:
    """What is deferred, what is taxed of what could be deferred, and what the replacement property's basis is.

    An S corporation's shares: a tenth of the amount realised with its part of the basis (1042(h)); read as a tenth of
    the gain, what is deferred is no more than the property costs. What is told of the property's cost serves the
    closings in their order: `spent` is what earlier ones have used of it.
    """
    available = gain.long_term - (exclusion.excluded if exclusion else 0.0)
    electable = cents(part * gain.realised)
    electable_gain = cents(part * available)
    told = owner.rollover.property_cost
    cost = electable if told is None else most(0.0, told - spent)
    by_price = cents(electable_gain - least(electable_gain, most(0.0, electable - cost)))
    of_gain = owner.entity == "s_corporation" and owner.rollover.s_corporation == "gain"
    deferred = cents(least(electable_gain, cost)) if of_gain else by_price
    return Deferred(
        electable=electable,
        electable_gain=electable_gain,
        property_cost=cost,
        recognised=cents(available - deferred),
        deferred=deferred,
        property_basis=cents(cost - deferred),
        tax_later=0.0,
        received=0.0,
        gap=0.0,
    )


def fund(then: Deferred, received: float, law: Law) -> Deferred:
    """Cash for the property: what the sale brings within the window, and what must be found elsewhere."""
    rate = law.gain[GAIN_BRACKETS - 1].rate + law.investment_rate
    return then._replace(
        tax_later=cents(then.deferred * rate),
        received=received,
        gap=cents(most(0.0, then.property_cost - received)),
    )


def within_window(sale: Sale, receipts: list[Receipt], months: int) -> float:
    """Cash at closing and what is paid on the note until the window closes, before tax."""
    paid = (one.principal + one.interest for one in receipts if months_after(sale, one) <= months)
    return sale.cash_at_closing + sum(paid)


def window_months(rules: Rules) -> int:
    """Months after the sale in which replacement property may be bought."""
    return int(rules.value(WINDOW_AFTER))


STAGES: list[Callable[..., Any]] = [electable_part, defer, within_window, window_months, fund]
