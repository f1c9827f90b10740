"""The figures of the other ways out: their terms, the note, the profit until then, the years, today's worth.

What a sale brings after tax is told by the seller's own stages, in the room `rival_sale`; the planned sale to the
workers is the seller's own room, and the one with a rollover a way to sell.
"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from planner import Plan, places, proceeds, rivals
from planner.explain.cells import Inputs, Law, Line, Told, at
from planner.explain.owner import STATES, TAXES, WITHOUT, Kept, Sales, Years
from planner.explain.owner import UNITS as OF_EVERY_SALE
from planner.explain.rooms import Name, ToldRoom, numbers_in, without_numbers
from planner.model.lines import value_of
from planner.model.trace import CELL_HELPERS, Cell
from planner.model.writing import rewire
from planner.origins import Origin
from planner.places import us
from planner.rivals import SALES, Outline, Setting, Way
from planner.seller import Receipt, Worked, states
from planner.seller.years import is_aged
from planner.words import say

FAILED = "_failed"
TO_THE_WORKERS = ("coop", "coop_rollover")
WHOLE = {"taken": "taken", "price_of": "priced", "sell_all": "sold", "add_up": "sums", "expect": "expected"}
OF_YEAR = {
    "profit_of": "of_profit.",
    "profit_income": "income.",
    "seen_with_profit": "state_income.",
    "seen_anyway": "state_income_anyway.",
    "keep_profit": "kept.",
    "way_year": "",
}
UNITS = {
    **dict.fromkeys(("taken.probability", "taken.fee", "taken.cash", "taken.note_rate", "taken.jobs_kept"), "fraction"),
    **dict.fromkeys(("expected.probability", "income.investment_share"), "fraction"),
    **dict.fromkeys(("factor", "income.aged"), "count"),
}
SHARED = ("sale.", "income.", "tax.", "state.", "state_income.", *(f"{kind}." for kind in WITHOUT))
NOTHING = Origin(("deal.closing", "owner.entity", "business.statements"))


def of_the_seller(plan: Plan, worked: Worked | None) -> tuple[str, str] | None:
    """The seller's room where a sale is told already, and what stands before its names; None where it is not."""
    if worked is plan.seller.planned:
        return "seller", ""
    told = next((way.name for way in plan.seller.ways if way.worked is worked), None)
    return ("way", f"{told}.") if told else None


class _Ways(Years):
    """The stages of one way out, kept under its name and, of the years, under the year they belong to."""

    def __init__(self, told: Told, first: int) -> None:
        super().__init__(told, first)
        self.first, self.year, self.month = first, first, 0

    def seen_through(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A stage that keeps what it returns; the taxes as of every sale."""
        if not function.__module__.startswith(("planner.rivals", "planner.seller.states")):
            return super().seen_through(name, function)
        if name in WHOLE:
            return lambda *given: self.told.record(f"{WHOLE[name]}.", function(*given))
        if name in OF_YEAR:
            return lambda *given: self.told.record(OF_YEAR[name], function(*given), self._at(name, given))
        special: dict[str, Callable[..., Any]] = {
            "profit_year": lambda *given: self._profit_year(function, given),
            "note_month": lambda *given: self._note_month(function(*given)),
            "worth": lambda *given: self._worth(function(*given)),
        }
        return special.get(name, function)

    def _at(self, name: str, given: tuple[Any, ...]) -> int:
        return int(given[0]) if name == "way_year" else self.year

    def _profit_year(self, function: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        self.year, self.which, self.of_state = given[1], iter(TAXES), iter(STATES)
        made = function(*given)
        self.year = self.first
        return made

    def _note_month(self, record: Any) -> Any:
        self.month += 1
        return self.told.record(f"note.{self.month}.", record)

    def _worth(self, value: Cell) -> Any:
        self.year += 1
        return self.told.line("factor", value, self.year, {})


class Rivals(ToldRoom):
    """A way out and its figure: `outsider.sums.present_value`, `esop.note.12.balance`, `trust_failed.sold.net`.

    With a calendar year: `outsider.cash`, `coop.profit`, `esop.tax.taxable.gross`.
    """

    def tell(self) -> Told:
        """Every way that is worked out, and what happens where it fails."""
        told = Told("rival")
        self.real = Setting(
            self.plan.scenario,
            self.plan.rules,
            self.plan.valuation.midpoint,
            self.plan.valuation.weighted.ebitda,
            proceeds.beside(self.plan.case.terms),
            self.plan.run.months,
            self.plan.seller.sale,
        )
        for way in self.plan.rivals.ways:
            if way.outline is not None and way.expected is not None:
                self._tell(told, way)
        return told

    def _tell(self, told: Told, way: Way) -> None:
        kept = Kept("rival", f"{way.name}.")
        made, setting = self._stages(kept, way.name, way.outline), self._setting()
        if way.name in SALES:
            asked, usual = getattr(setting.scenario.rivals, way.name), made["usual_terms"](setting.rules, way.name)
            outline = made["sell"](
                setting,
                made["taken"](asked, usual, setting.midpoint),
                way.outline.timing,  # type: ignore[union-attr]
                rivals.borne_by_owner(way.name),
            )
            chance = outline.taken.probability
        elif way.name in TO_THE_WORKERS:
            outline = made["lay_out"](setting, self.real.until_closing, self._after_tax(way.name, way.outline), 0.0)
            chance = made["chance_of"](setting)
        else:
            outline = made["stop"](setting, 0 if way.name == "closing_down" else self.real.carrying_on)
            chance = 1.0
        failed: Any = 0.0
        if way.failed is not None:
            apart = Kept("rival", f"{way.name}{FAILED}.")
            after = self._after(way.months)
            stages = self._stages(apart, f"{way.name}{FAILED}", way.failed)
            failed = stages["stop"](setting, after).sums.present_value
            told.trees |= apart.trees
        made["expect"](chance, outline.sums.present_value, failed)
        told.trees |= kept.trees

    def _after(self, months: int) -> int:
        on = self.plan.scenario.rivals.fallback == "carrying_on"
        return months + (self.real.carrying_on if on else 0)

    def _setting(self) -> Any:
        plan = self.plan
        sale = plan.seller.sale
        references: dict[str, Any] = {
            name: at("seller", f"sale.{name}") for name, held in sale._asdict().items() if isinstance(held, float)
        }
        scenario: Any = Inputs(plan.scenario)
        law: Any = Law(places.rules(plan.scenario.place, on=plan.scenario.rules_date))
        months = tuple(Line("line", "now", "", month) for month in range(len(plan.run.months)))
        return Setting(
            scenario,
            law,
            at("valuation", "midpoint"),  # type: ignore[arg-type]
            at("valuation", "weighted.ebitda"),  # type: ignore[arg-type]
            proceeds.beside(Line("line", "terms", "", 0)),  # type: ignore[arg-type]
            months,
            sale._replace(**references),
        )

    def _stages(self, kept: Told, name: str, outline: Outline | None) -> dict[str, Any]:
        def worked_out(_setting: Any, sale: Any, _paid: Any) -> Any:
            kept.record("sale.", sale)
            return self._after_tax(name, outline)

        silent = {
            **CELL_HELPERS,
            "worked_out": worked_out,
            "stop_months": lambda _: rivals.stop_months(self.real),
        }
        ways = _Ways(kept, self.real.today.year)

        def seen_through(stage: str, function: Callable[..., Any]) -> Any:
            return silent[stage] if stage in silent else ways.seen_through(stage, function)

        stages = [*us.STAGES, is_aged, *states.STAGES, *rivals.STAGES]
        return rewire(stages, seen_through, silent)

    def _after_tax(self, name: str, outline: Outline | None) -> Any:
        """The years of a sale as references to the room that tells them."""
        worked = outline.worked if outline else None
        room, prefix = of_the_seller(self.plan, worked) or ("rival_sale", f"{name}.")
        years = [
            SimpleNamespace(year=year.year, cash_after_tax=at(room, f"{prefix}cash_after_tax", year.year))
            for year in (worked.years if worked else ())
        ]
        return SimpleNamespace(
            years=years, sale=SimpleNamespace(closing_year=worked.sale.closing_year if worked else 0)
        )

    def of(self, name: str) -> tuple[str, Way, Outline]:
        """A name without its way, the way, and the years it is of."""
        first, _, bare = name.partition(".")
        way = self.plan.rivals.way(first.removesuffix(FAILED))
        outline = way.failed if first.endswith(FAILED) else way.outline
        if outline is None:
            raise LookupError(f"{first} is no way out that is worked out here")
        return bare, way, outline

    def value(self, name: str, month: int) -> float:
        """As in the plan, where a record of it is kept."""
        if self.address(name, month) not in self.told.trees:
            raise LookupError(f"the plan has no {name} of another way out in {month}")
        bare, way, outline = self.of(name)
        kind, _, rest = bare.partition(".")
        if kind == "expected":
            return float(value_of(way.expected, rest))
        if kind == "sale" and rest:
            return float(value_of(outline.worked.sale, rest))  # type: ignore[union-attr]
        if kind == "note":
            place, _, line = rest.partition(".")
            return float(getattr(outline.note[int(place) - 1], line))
        if not month:
            return float(value_of(outline, bare))
        if not rest:
            return float(getattr(next(year for year in outline.years if year.year == month), bare))
        return self.worked_out(name, month)

    def name(self, name: str, language: str) -> Name:
        """Which way it is of, and whether it has failed; of the note which month, of a tax which bracket."""
        bare, way, _ = self.of(name)
        kind = bare.partition(".")[0]
        which = [say("explain.without_sale", language)] if kind in WITHOUT else []
        numbered = "explain.note_month" if bare.startswith("note.") else "explain.bracket"
        which += [
            say(numbered, language, number=number + (numbered == "explain.bracket")) for number in numbers_in(bare)
        ]
        which.append(say(f"rivals.way.{way.name}", language))
        if name.partition(".")[0].endswith(FAILED):
            which.append(say("rivals.if_it_fails", language))
        key = without_numbers(bare).replace(f"{kind}.", f"{WITHOUT.get(kind, kind)}.", 1)
        label = say(f"figure.{key}" if key.startswith(SHARED) else f"rivals.line.{key}", language)
        return Name(label, ", ".join(which))

    def unit(self, name: str) -> str:
        """By the name without its way; of what every sale has, as there."""
        bare = without_numbers(name).partition(".")[2]
        shared = OF_EVERY_SALE.get(bare.rpartition(".")[2], "money") if bare.startswith(SHARED) else "money"
        return UNITS.get(bare, shared)

    def when(self, name: str, month: int, language: str) -> str:  # noqa: ARG002  (a calendar year is a number)
        """The calendar year."""
        return str(month) if month else ""

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (the same in all years)
        """What is always 0 of a way: nothing is paid or earned then, or the form of the business leaves it out."""
        bare, way, _ = self.of(name)
        if bare == "expected.probability" and way.name in ("closing_down", "carrying_on"):
            return Origin(("rivals.fallback",))
        return NOTHING


class RivalSale(Sales):
    """The seller's years of a way out: `outsider.cash_after_tax`, `esop.tax.taxable.gross`, `trust_failed.totals.cash`.

    Those of the sale to the workers stand in the rooms of the seller.
    """

    def worked(self, name: str) -> tuple[str, Worked]:
        """The way that a name begins with."""
        first, _, bare = name.partition(".")
        way = self.plan.rivals.way(first.removesuffix(FAILED))
        outline = way.failed if first.endswith(FAILED) else way.outline
        if outline is None or outline.worked is None:
            raise LookupError(f"{first} is no sale that is worked out here")
        return bare, outline.worked

    def named(self, first: str, language: str) -> str:
        """What a way is called."""
        way = say(f"rivals.way.{first.removesuffix(FAILED)}", language)
        return f"{way}, {say('rivals.if_it_fails', language)}" if first.endswith(FAILED) else way

    def tell(self) -> Told:
        """Every sale that is not the planned one."""
        told = Told("rival_sale")
        for way in self.plan.rivals.ways:
            for name, outline in ((way.name, way.outline), (f"{way.name}{FAILED}", way.failed)):
                if outline is not None and outline.worked is not None and not of_the_seller(self.plan, outline.worked):
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
        sale = worked.sale._replace(**references)
        made = self.stages(kept, worked)
        if name in TO_THE_WORKERS:
            sale = sale._replace(kept=self.kept_years())
        if name in TO_THE_WORKERS:  # the planned sale without the rent of what the owner keeps
            paid_on_notes = self.receipts(made, [])
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
