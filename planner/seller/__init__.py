"""What the seller gets: cash by calendar year, the tax that the sale adds to it, and the other ways to sell.

`outcome` is pure: an owner, a sale, its payments and the law are all it reads, so that a sale that is only thought of
is worked out by the same stages as the plan's own.

| to find | look in |
|---|---|
| what a sale is told by, and every figure on the way | `records` |
| shares, assets, interests; a corporation's own tax | `entity` |
| notes that bear too little interest | `imputed` |
| gain spread over the payments, interest on deferred tax | `instalments` |
| deferral (s.1042), exclusion (s.1202) | `rollover`, `small_stock` |
| state tax | `states` |
| UK capital gains tax, where the owner lives there | `kingdom`, `kingdom_told` |
| the years | `years`, put together in `work` |
| what must be said, what the seller elects | `findings` |
| the ways compared | `ways` |
"""

from collections.abc import Callable, Iterable
from typing import Any

from planner.places import Rules
from planner.scenario import Owner
from planner.seller import ways
from planner.seller import work as working
from planner.seller.entity import corporate
from planner.seller.findings import findings, planned
from planner.seller.instalments import gain_of, receive, spread, terms_of
from planner.seller.records import (
    Choice,
    Compared,
    Gained,
    Instalments,
    LaterClosing,
    Paid,
    Receipt,
    Received,
    Sale,
    SellerOutcome,
    Sold,
    Worked,
)
from planner.seller.records_kingdom import Kingdom
from planner.seller.records_note import Promise, PromisedNote
from planner.seller.records_years import SellerTotals, SellerYear
from planner.seller.ways import compared
from planner.seller.work import split, work

__all__ = [
    "STAGES",
    "Choice",
    "Compared",
    "Gained",
    "Instalments",
    "Kingdom",
    "LaterClosing",
    "Paid",
    "Promise",
    "PromisedNote",
    "Receipt",
    "Received",
    "Sale",
    "SellerOutcome",
    "SellerTotals",
    "SellerYear",
    "Sold",
    "Worked",
    "corporate",
    "gain_of",
    "outcome",
    "receive",
    "split",
    "spread",
    "terms_of",
    "work",
]


def outcome(owner: Owner, sale: Sale, receipts: Iterable[Receipt], rules: Rules) -> SellerOutcome:
    """The seller's cash and tax, from the year of closing to the last payment, as planned and in other ways."""
    listed = list(receipts)
    worked = work(owner, sale, listed, rules, planned(owner, sale, rules))
    told = findings(owner, worked, rules)
    return SellerOutcome(worked, told, compared(owner, sale, listed, rules, worked))


STAGES: list[Callable[..., Any]] = [*working.STAGES, *ways.STAGES]
