"""The co-op's assets by class, and what a lender lends on each, or a failure brings. Goodwill counts for nothing."""

from collections.abc import Callable
from typing import Any, NamedTuple

from planner.model.helpers import cents, most
from planner.model.records import Month
from planner.places import Rules
from planner.scenario import AssetRates
from planner.scenario.counting import SecuredBy


class Assets(NamedTuple):
    """Money or rates by class of asset, in the order in which they are taken: the least liquid first."""

    property: float
    equipment: float
    other: float
    inventory: float
    receivables: float
    cash: float


SECURING: dict[SecuredBy, tuple[str, ...]] = {
    "everything": Assets._fields,
    "working_capital": ("inventory", "receivables"),
    "fixed_assets": ("property", "equipment"),
    "nothing": (),
}


def hold(now: Month, property_part: float) -> Assets:
    """Assets at a month's end as booked; land and buildings are a part of the equipment bought with the business."""
    land = cents(now.assets.equipment * property_part)
    return Assets(
        property=land,
        equipment=now.assets.equipment - land + now.assets.additions,
        other=now.balance.other_assets + now.balance.tax_prepaid + now.balance.tax_refund_due,
        inventory=now.working.inventory,
        receivables=now.working.receivables,
        cash=most(0.0, now.treasury.cash),
    )


def worth(assets: Assets, rates: Assets, kept: float) -> Assets:
    """What each class is good for: book value x rate x what is kept after the cost of turning it into money."""
    return Assets(
        property=cents(assets.property * rates.property * kept),
        equipment=cents(assets.equipment * rates.equipment * kept),
        other=cents(most(0.0, assets.other) * rates.other * kept),
        inventory=cents(assets.inventory * rates.inventory * kept),
        receivables=cents(assets.receivables * rates.receivables * kept),
        cash=cents(assets.cash * rates.cash * kept),
    )


def rates_of(entered: AssetRates, law: Rules, what: str) -> Assets:
    """Rates as entered, the rest by the dated defaults; `what` is advance or recovery."""
    found = {}
    for name in Assets._fields:
        given = getattr(entered, name)
        found[name] = law.value(f"lending.{what}.{name}") if given is None else given
    return Assets(**found)


STAGES: list[Callable[..., Any]] = [hold, worth]
