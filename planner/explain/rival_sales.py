"""The sales of the other ways out after tax, told by the seller's own stages in the room `rival_sale`.

The planned sale to the workers is the seller's own room, and the one with a rollover a way to sell.
"""

from collections.abc import Iterator
from typing import Any

from planner import Plan, rivals
from planner.explain.cells import Inputs, Told, at
from planner.explain.owner import Sales
from planner.explain.sales import Kept, referred_notes
from planner.rivals import Laid, Outline, Way
from planner.seller import Receipt, Worked
from planner.words import say

FAILED, SAME_DAY = "_failed", "_same_day"
TO_THE_WORKERS = ("coop", "coop_rollover")


def laid_out(way: Way) -> Iterator[tuple[str, Laid]]:
    """A way on its own day, and on that of the sale to the workers where that is another."""
    if way.planned is not None:
        yield way.name, way.planned
        if way.same_day is not None and way.same_day is not way.planned:
            yield f"{way.name}{SAME_DAY}", way.same_day


def outlines(way: Way) -> Iterator[tuple[str, Outline]]:
    """The same with what happens where it fails, each by the name under which it is told."""
    for name, laid in laid_out(way):
        yield name, laid.outline
        if laid.failed is not None:
            yield f"{name}{FAILED}", laid.failed


def way_of(first: str) -> str:
    """The way that a name belongs to."""
    return first.removesuffix(FAILED).removesuffix(SAME_DAY)


def which_of(first: str, language: str) -> list[str]:
    """Which of the outlines of a way a name means, in words."""
    said = [say(f"rivals.way.{way_of(first)}", language)]
    if first.removesuffix(FAILED).endswith(SAME_DAY):
        said.append(say("rivals.on_the_same_day", language))
    if first.endswith(FAILED):
        said.append(say("rivals.if_it_fails", language))
    return said


def of_the_seller(plan: Plan, worked: Worked | None) -> tuple[str, str] | None:
    """The seller's room where a sale is told already, and what stands before its names; None where it is not."""
    if worked is plan.seller.planned:
        return "seller", ""
    told = next((way.name for way in plan.seller.ways if way.worked is worked), None)
    return ("way", f"{told}.") if told else None


class RivalSale(Sales):
    """The seller's years of a way out: `outsider.cash_after_tax`, `esop.tax.taxable.gross`, `trust_failed.totals.cash`.

    Those of the sale to the workers stand in the rooms of the seller.
    """

    def worked(self, name: str) -> tuple[str, Worked]:
        """The way that a name begins with."""
        first, _, bare = name.partition(".")
        outline = dict(outlines(self.plan.rivals.way(way_of(first)))).get(first)
        if outline is None or outline.worked is None:
            raise LookupError(f"{first} is no sale that is worked out here")
        return bare, outline.worked

    def named(self, first: str, language: str) -> str:
        """What a way is called."""
        return ", ".join(which_of(first, language))

    def tell(self) -> Told:
        """Every sale that is not the planned one."""
        told = Told("rival_sale")
        for way in self.plan.rivals.ways:
            for name, outline in outlines(way):
                if outline.worked is not None and not of_the_seller(self.plan, outline.worked):
                    kept = Kept("rival_sale", f"{name}.")
                    self._tell(kept, name, outline)
                    told.trees |= kept.trees
        return told

    def _tell(self, kept: Told, name: str, outline: Outline) -> None:
        worked = outline.worked
        assert worked is not None  # noqa: S101  (only such are told)
        room, prefix = ("seller", "sale.") if name in TO_THE_WORKERS else ("rival", f"{name}.sale.")
        references: dict[str, Any] = {
            field: at(room, f"{prefix}{field}")
            for field, held in worked.sale._asdict().items()
            if isinstance(held, float)
        }
        sale = worked.sale._replace(**references, notes=referred_notes(worked.sale))
        made = self.stages(kept, worked)
        if name in TO_THE_WORKERS:
            sale = sale._replace(kept=self.kept_years(), later=self.later_closings(made))
        if name in TO_THE_WORKERS:  # the planned sale without the rent of what the owner keeps
            paid_on_notes = self.receipts(made, worked.sale.notes, [])
            made["work"](Inputs(self.plan.scenario).owner, sale, paid_on_notes, self.law, worked.choice)
            return
        paid = rivals.receipts(
            self.plan.scenario.rules_date, outline.timing.months if outline.timing else 0, outline.note
        )
        of_note: Any = [
            (at("rival", f"{name}.note.{place}.interest"), at("rival", f"{name}.note.{place}.principal"))
            for place in range(1, len(paid) + 1)
        ]
        receipts = [Receipt(one.year, one.month, *told) for one, told in zip(paid, of_note, strict=True)]
        made["work"](Inputs(self.plan.scenario).owner, sale, receipts, self.law, worked.choice)
