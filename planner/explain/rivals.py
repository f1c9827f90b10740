"""The figures of the other ways out: their terms, the note, the profit until then, the years, today's worth.

What a sale brings after tax is told in the room `rival_sale`, the planned sale in the seller's own.
"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from planner import places, proceeds, rivals
from planner.explain.cells import Inputs, Law, Line, Told, at
from planner.explain.owner import UNITS as OF_EVERY_SALE
from planner.explain.owner import WITHOUT
from planner.explain.rival_sales import FAILED, TO_THE_WORKERS, laid_out, of_the_seller, outlines, way_of, which_of
from planner.explain.rooms import Name, ToldRoom, numbers_in, without_numbers
from planner.explain.sales import STATES, TAXES, Kept, Years
from planner.model.lines import value_of
from planner.model.trace import CELL_HELPERS, Cell
from planner.model.writing import rewire
from planner.origins import Origin
from planner.places import us
from planner.places.states import StateIncome
from planner.rivals import SALES, Laid, Outline, Setting, Way
from planner.seller import states
from planner.seller.kept import as_ordinary
from planner.seller.years import aged_in
from planner.words import say

WHOLE = {
    "taken": "taken",
    "price_of": "priced",
    "sell_all": "sold",
    "add_up": "sums",
    "expect": "expected",
    "lose": "sunk",
    "lose_plan": "sunk",
    "differ": "difference",
    "after_tax": "after_tax",
}
ALONE = {"yearly_cost": "certificate", "set_up_cost": "set_up", "lowest_of": "debts.lowest"}
NUMBERED = {"note_month": "note", "bank_month": "bank", "debt_year": "debts"}
OF_YEAR = {
    "earn": "earned.",
    "profit_of": "of_profit.",
    "earn_whole": "gone.earned_whole.",
    "profit_whole": "gone.whole.",
    "earn_gone": "gone.earned.",
    "profit_gone": "gone.profit.",
    "sold_in": "of_sale.",
    "lose_in": "loss.",
    "income_together": "income.",
    "lose_gone": "loss_anyway.",
    "taxed_anyway": "income_anyway.",
    "seen_together": "state_income.",
    "seen_anyway": "state_income_anyway.",
    "tax_together": "together.",
    "way_year": "",
}
TERMS = ("probability", "fee", "cash", "note_rate", "jobs_kept", "sunk", "bank_rate")
UNITS = {
    **dict.fromkeys((f"taken.{term}" for term in TERMS), "fraction"),
    **dict.fromkeys(("expected.probability", "income.investment_share"), "fraction"),
    **dict.fromkeys(("factor", "income.aged"), "count"),
    **dict.fromkeys(("debts.dscr", "debts.lowest"), "times"),
    "debts.holds": "flag",
}
UNTIL = "until"
SHARED = (
    "sale.",
    "income.",
    f"{UNTIL}.",
    "loss.",
    "tax.",
    "state.",
    "state_income.",
    *(f"{kind}." for kind in WITHOUT),
)
NOTHING = Origin(("deal.closing", "owner.entity", "business.statements"))


class _Ways(Years):
    """The stages of one way out, kept under its name and, of the years, under the year they belong to."""

    def __init__(self, told: Told, first: int) -> None:
        super().__init__(told, first)
        self.first, self.year, self.counts = first, first, dict.fromkeys(NUMBERED.values(), 0)

    def seen_through(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A stage that keeps what it returns; the taxes as of every sale."""
        if not function.__module__.startswith(("planner.rivals", "planner.seller.states")):
            return super().seen_through(name, function)
        if name in WHOLE:
            return lambda *given: self.told.record(f"{WHOLE[name]}.", function(*given))
        if name in ALONE:
            return lambda *given: self.told.line(ALONE[name], function(*given), 0, {})
        if name in NUMBERED:
            return lambda *given: self._counted(NUMBERED[name], function(*given))
        if name in OF_YEAR:
            return lambda *given: self.told.record(OF_YEAR[name], function(*given), self._at(name, given))
        special: dict[str, Callable[..., Any]] = {
            "profit_year": lambda *given: self._profit_year(function, given),
            "worth": lambda *given: self._worth(function(*given)),
        }
        return special.get(name, function)

    def _at(self, name: str, given: tuple[Any, ...]) -> int:
        return int(given[0]) if name == "way_year" else self.year

    def _profit_year(self, function: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        kept, self.year = self.year, given[1]
        self.which, self.of_state = iter(TAXES), iter(STATES)
        made = function(*given)
        self.year = kept
        return made

    def _counted(self, prefix: str, record: Any) -> Any:
        self.counts[prefix] += 1
        return self.told.record(f"{prefix}.{self.counts[prefix]}.", record)

    def _worth(self, value: Cell) -> Any:
        self.year += 1
        return self.told.line("factor", value, self.year, {})


class _Referred:
    """A year of a sale whose lines are references to the room that tells it."""

    def __init__(self, room: str, prefix: str, year: int) -> None:
        self._room, self._prefix, self._year = room, prefix, year

    def __getattr__(self, name: str) -> Cell:
        return at(self._room, f"{self._prefix}{name}", self._year)


def _worth(name: str) -> tuple[Cell, Cell]:
    return at("rival", f"{name}.sums.present_value"), at("rival", f"{name}.expected.value")


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
        for name, laid in laid_out(way):
            kept = Kept("rival", f"{name}.")
            made, setting = self._stages(kept, name, laid.outline), self._setting()
            outline, chance = self._outline(made, setting, way, laid.outline)
            failed: Any = 0.0
            if laid.failed is not None:
                failed = self._fail(told, way, name, laid)
            if name == way.name:
                self._beside(made, setting, way, outline)
            made["expect"](chance, outline.sums.present_value, failed)
            told.trees |= kept.trees
            if name == way.name and self.plan.rivals.difference(name):
                made["differ"](*(_worth(one) for one in ("coop", name, self._on_the_day(way))))
                told.trees |= kept.trees

    def _outline(self, made: dict[str, Any], setting: Any, way: Way, real: Outline) -> tuple[Any, Any]:
        """The outline on cells, and the chance of it."""
        if way.name in SALES:
            base = rivals.asked_as(way.name)
            asked, usual = getattr(setting.scenario.rivals, base), made["usual_terms"](setting.rules, base)
            usually = setting.rules.value(f"rivals.chance.{base}")
            terms = made["taken"](asked, usual, usually, setting.midpoint)
            return made["sell"](setting, way.name, terms, real.timing), terms.probability
        if way.name in TO_THE_WORKERS:
            burdens = rivals.burdens_to_workers(setting)
            sale = self._after_tax(real)
            return made["lay_out"](setting, self.real.until_closing, sale, burdens), made["chance_of"](setting)
        after = rivals.months_of(self.real, way.name)
        if real is not way.outline:
            after = self.real.until_closing
        return made["stop"](setting, after, made["burdens_of"](setting, way.name)), 1.0

    def _fail(self, told: Told, way: Way, name: str, laid: Laid) -> Any:
        """What the owner does if it fails, on cells; what that is worth today."""
        apart = Kept("rival", f"{name}{FAILED}.")
        stages = self._stages(apart, f"{name}{FAILED}", laid.failed)
        months = way.months if name == way.name else self.real.until_closing
        sunk = rivals.Sunk(*(at("rival", f"{way.name}.sunk.{field}") for field in rivals.Sunk._fields))  # type: ignore[arg-type]
        failed = stages["fall_back"](self._setting(), months, sunk)
        told.trees |= apart.trees
        return failed.sums.present_value

    def _beside(self, made: dict[str, Any], setting: Any, way: Way, outline: Any) -> None:
        """What a failure costs, and the debts of a company that buys itself out."""
        if way.name in TO_THE_WORKERS:
            made["lose_plan"](setting)
        if way.name in SALES:
            made["lose"](outline.taken, rivals.borne_by_owner(way.name))
        if way.debts is not None:
            bank = made["pay_bank"](outline.taken, outline.priced, outline.timing.bank_months)
            of_law = made["law_of_debts"](setting, way.name)
            made["carry"](setting.months, (bank, outline.note), of_law, made["asked_of_debts"](setting))

    @staticmethod
    def _on_the_day(way: Way) -> str:
        return [name for name, _ in laid_out(way)][-1]

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
        def worked_out(_setting: Any, sale: Any, *_: Any) -> Any:
            kept.record("sale.", sale)
            return self._after_tax(outline)

        def of_year(_worked: Any, year: int) -> Any:
            sold_in: Callable[..., Any] = stages["sold_in"]
            ways.year = year
            return self._of_sale(name, outline, year, sold_in)

        silent = {
            **CELL_HELPERS,
            "worked_out": worked_out,
            "of_year": of_year,
            "stop_months": lambda _: rivals.stop_months(self.real),
            "months_of": lambda _, staying: rivals.months_of(self.real, staying),
        }
        ways = _Ways(kept, self.real.today.year)

        def seen_through(stage: str, function: Callable[..., Any]) -> Any:
            return silent[stage] if stage in silent else ways.seen_through(stage, function)

        stages = rewire([*us.STAGES, aged_in, as_ordinary, *states.STAGES, *rivals.STAGES], seen_through, silent)
        return stages

    @staticmethod
    def _after_tax(outline: Outline | None) -> Any:
        """What the years of a way ask of a sale that is told elsewhere: when it is, not how much."""
        worked = outline.worked if outline else None
        return SimpleNamespace(
            years=[SimpleNamespace(year=year.year) for year in (worked.years if worked else ())],
            sale=SimpleNamespace(closing_year=worked.sale.closing_year if worked else 0),
            exclusion=worked.exclusion if worked else None,
            rollover=worked.rollover if worked else None,
        )

    def _of_sale(self, name: str, outline: Outline | None, year: int, sold_in: Callable[..., Any]) -> Any:
        """What the sale brings in a year, as references to the room that tells it; None: nothing."""
        worked = outline.worked if outline else None
        place = year - worked.sale.closing_year if worked else -1
        if worked is None or not 0 <= place < len(worked.years):
            return None
        room, prefix = of_the_seller(self.plan, worked) or ("rival_sale", f"{name}.")
        paid = _Referred(room, prefix, year)
        kind = "income" if worked.records[place].all_income is None else "all_income"
        income = us.Income(*(getattr(paid, f"{kind}.{field}") for field in us.Income._fields))
        known = worked.records[place].state_income
        state = known and StateIncome(*(getattr(paid, f"state_income.{field}") for field in StateIncome._fields))
        return sold_in(paid, income, state)

    def of(self, name: str) -> tuple[str, Way, Outline]:
        """A name without its way, the way, and the years it is of."""
        first, _, bare = name.partition(".")
        way = self.plan.rivals.way(way_of(first))
        outline = dict(outlines(way)).get(first)
        if outline is None:
            raise LookupError(f"{first} is no way out that is worked out here")
        return bare, way, outline

    def value(self, name: str, month: int) -> float:
        """As in the plan, where a record of it is kept."""
        if self.address(name, month) not in self.told.trees:
            raise LookupError(f"the plan has no {name} of another way out in {month}")
        bare, way, outline = self.of(name)
        kind, _, rest = bare.partition(".")
        whole: dict[str, Callable[[], Any]] = {
            "expected": lambda: dict(laid_out(way))[name.partition(".")[0]].expected,
            "difference": lambda: self.plan.rivals.difference(way.name),
            "sunk": lambda: way.sunk,
            "after_tax": lambda: way.debts.after_tax,  # type: ignore[union-attr]
            "sale": lambda: outline.worked.sale,  # type: ignore[union-attr]
        }
        if kind in whole and rest:
            return float(value_of(whole[kind](), rest))
        if kind in NUMBERED.values():
            held: dict[str, Any] = {"note": outline.note}
            if way.debts is not None:
                held |= {"bank": way.debts.bank, "debts": way.debts.years}
            place, _, line = rest.partition(".")
            return float(getattr(held[kind][int(place) - 1], line)) if line else float(way.debts.lowest)  # type: ignore[union-attr]
        if bare in ALONE.values() or kind == UNTIL:
            return self.worked_out(name, month)
        if not month:
            return float(value_of(outline, bare))
        if not rest:
            return float(getattr(next(year for year in outline.years if year.year == month), bare))
        return self.worked_out(name, month)

    def name(self, name: str, language: str) -> Name:
        """Which way it is of, and whether it has failed; of the note which month, of a tax which bracket."""
        bare, _, _ = self.of(name)
        kind = bare.partition(".")[0]
        which = [say("explain.without_sale", language)] if kind in WITHOUT else []
        numbered = {"note": "explain.note_month", "bank": "explain.note_month", "debts": "explain.debt_year"}.get(
            kind, "explain.bracket"
        )
        which += [
            say(numbered, language, number=number + (numbered == "explain.bracket")) for number in numbers_in(bare)
        ]
        which += which_of(name.partition(".")[0], language)
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
