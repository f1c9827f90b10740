"""Figures of a statement of the form that no month holds, each a stage, so that it can be opened."""

from collections.abc import Callable
from typing import Any

from planner.forms.solvency import book_surplus
from planner.model.helpers import cents, least
from planner.model.records import Opening
from planner.model.records_closing import Allocated, Revalued
from planner.model.terms import Terms


def stepped_up(terms: Terms, opening: Opening, allocated: Allocated) -> float:
    """New tax basis of equipment, goodwill and working capital above the old one.

    What is paid for a promise not to compete is written off in every form, and no part of it.
    """
    intangible = opening.tax_goodwill - least(terms.non_compete, opening.tax_goodwill)
    return cents(opening.tax_equipment + intangible + allocated.tax_working - terms.equipment_tax_basis)


def excise(to_seller: float, rate: float) -> float:
    """Excise tax on shares disposed of too early (26 U.S.C. 4978(b)): a part of what is realised, at the price paid."""
    return cents(to_seller * rate)


def goodwill_with_deferred_tax(opening: Opening, revalued: Revalued) -> float:
    """Goodwill as full accounting would book it: with the deferred tax on the write-up, none on goodwill itself."""
    return revalued.goodwill + opening.deferred_tax_memo


def assets_with_deferred_tax(opening: Opening) -> float:
    """Assets as full accounting would book them."""
    return opening.assets + opening.deferred_tax_memo


STAGES: list[Callable[..., Any]] = [
    stepped_up,
    excise,
    goodwill_with_deferred_tax,
    assets_with_deferred_tax,
    book_surplus,
]
