"""Gain on qualified small business stock that is not taxed. 26 U.S.C. 1202, before and after P.L. 119-21.

The law of the day on which the shares were acquired decides: its tiers by years held, its cap, its limit of assets.
"""

from calendar import monthrange
from collections.abc import Callable
from typing import Any

from planner.model.helpers import cents, least, most, where
from planner.places import Rules
from planner.scenario import Answer, Owner
from planner.seller.records import Excluded, Gain, Sale
from planner.seller.records_kept import Used
from planner.words import Sentence, sentence
from planner.words.formats import figure, money

NAME = "seller.small_stock"
TIERS = f"{NAME}.tiers"
SHORT = "seller.long_term_years"


def verdict(owner: Owner, sale: Sale, rules: Rules) -> tuple[Answer, Sentence]:
    """Whether the exclusion is open to the seller, and the reason: the first test that fails or is not answered."""
    stock, law = owner.small_stock, rules.at(owner.small_stock.acquired)
    if owner.taxed_in_kingdom:
        return "no", sentence("seller.way.small_stock.abroad")
    if owner.entity != "c_corporation":
        return "no", sentence("seller.way.small_stock.no_c_corporation")
    most_assets, tiers = law.value(f"{NAME}.gross_assets"), law.rows(TIERS)
    answers = (stock.original_issue, stock.qualified_trade)
    too_large = stock.gross_assets is not None and stock.gross_assets > most_assets
    unanswered = stock.gross_assets is None or "unknown" in answers
    told_short = sale.years_held is not None and sale.years_held <= rules.value(SHORT)
    tests: tuple[tuple[bool, Answer, Sentence], ...] = (
        (told_short, "no", sentence("seller.way.small_stock.short_term")),
        (too_large, "no", sentence("seller.way.small_stock.too_large", limit=money(most_assets))),
        ("no" in answers, "no", sentence("seller.way.small_stock.not_qualified")),
        (
            years_held(owner, sale, rules) < tiers[0][0],
            "no",
            sentence("seller.way.small_stock.too_short", years=figure(tiers[0][0])),
        ),
        (tiers[-1][1] <= 0, "no", sentence("seller.way.small_stock.too_old")),
        (unanswered, "unknown", sentence("seller.way.small_stock.unanswered")),
        (True, "yes", sentence("seller.way.small_stock.open")),
    )
    return next((answer, why) for holds, answer, why in tests if holds)


def cap_name(owner: Owner) -> str:
    """The rule that holds the cap of this owner."""
    return f"{NAME}.cap.{'separate' if owner.filing == 'separate' else 'others'}"


def years_held(owner: Owner, sale: Sale, rules: Rules) -> float:
    """Full years from the day the shares were acquired to the end of the closing month.

    The older law asks for more than five years, the newer for at least three, four or five: under the older, the very
    anniversary does not count.
    """
    acquired = owner.small_stock.acquired
    last_day = monthrange(sale.closing_year, sale.closing_month)[1]
    on, since = (sale.closing_month, last_day), (acquired.month, acquired.day)
    older_law = len(rules.at(acquired).rows(f"{NAME}.tiers")) == 1
    return float(sale.closing_year - acquired.year - (on < since or (older_law and on == since)))


def exclude(owner: Owner, sale: Sale, gain: Gain, held: float, by: tuple[Rules, Used]) -> Excluded:
    """Excluded = tier's fraction x gain that counts; what of that is left is 28 % gain, gain above the cap is plain.

    The cap is one for all shares of the company: its amount less what counted in earlier years, or so many times the
    basis of what is sold in the year, whichever is more (1202(b)(1)); earlier closings have used theirs of it.
    The alternative tax adds a part of what is excluded on older shares (57(a)(7)).
    """
    law, used = by
    fraction: float = 0.0
    for years, part in law.rows(f"{NAME}.tiers"):
        fraction = where(held >= years, part, fraction)
    of_basis = law.value(f"{NAME}.basis_times") * (sale.basis + used.basis)
    left = most(0.0, law.value(cap_name(owner)) - owner.small_stock.used_before - used.earlier)
    cap = most(0.0, cents(most(left, of_basis)) - used.this_year)
    counted = least(gain.long_term, cap)
    excluded = cents(fraction * counted)
    return Excluded(
        held=held,
        cap=cap,
        counted=counted,
        fraction=fraction,
        excluded=excluded,
        special=where(fraction > 0.0, cents(counted - excluded), 0.0),
        preference=cents(law.value(f"{NAME}.preference") * excluded),
    )


STAGES: list[Callable[..., Any]] = [years_held, exclude]
