"""The seller's figures: the sale, the note, what is sold, each calendar year with and without the sale, totals.

The plan's own sale is the room `seller`; every other way to sell is told by the same stages in the room `way`.
"""

from collections.abc import Callable
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from planner import places, proceeds, seller
from planner.explain.cells import Inputs, Law, Line, Told, at
from planner.explain.rooms import Name, ToldRoom, numbers_in, without_numbers
from planner.explain.sales import (
    LATER_ONE,
    NUMBERED_NAMES,
    STATES,
    TAXES,
    Kept,
    Years,
    record_sale,
    referred,
    referred_notes,
    referred_sale,
    within,
)
from planner.model.lines import value_of
from planner.model.trace import CELL_HELPERS
from planner.model.writing import rewire
from planner.origins import Origin
from planner.seller import LaterClosing, PromisedNote, Worked
from planner.seller import kept as of_kept
from planner.seller.contingent import pays_at_closing
from planner.seller.imputed import months_looked_back
from planner.seller.rollover import window_months
from planner.words import say

OF_NOTES = ("sale", "imputed")
KEPT = (
    "sale",
    "imputed",
    "note",
    "entity",
    "sold",
    "before",
    "exclusion",
    "rollover",
    "instalments",
    "totals",
    "kingdom",
)
WITHOUT = {
    "tax_anyway": "tax",
    "state_anyway": "state",
    "state_income_anyway": "state_income",
    "income_anyway": "income",
    "loss_anyway": "loss",
}
KEPT_OF_YEAR = (
    "received",
    "all_received",
    "income",
    "all_income",
    "income_in_all",
    "loss",
    "kingdom_year",
    "kept",
    "gained",
    "built_in",
    "charge",
    "worth",
    *TAXES,
    *STATES,
    "state_income",
    *WITHOUT,
)
UNITS = {
    **dict.fromkeys(
        ("gain_fraction", "most_fraction", "note_rate", "investment_share", "recapture_invested"), "fraction"
    ),
    **dict.fromkeys(("least_rate", "monthly_rate", "rate", "fraction", "part"), "fraction"),
    **dict.fromkeys(("intangible_share", "business_share", "long_held_share", "phased"), "fraction"),
    **dict.fromkeys(("aged", "term", "held", "years_held", "factor", "small_business"), "count"),
}
ORIGINS = {
    "sale.recapture": Origin(("business.books.equipment_fair", "business.books.equipment_tax_basis")),
    "sale.interest_added": Origin(("deal.loans",)),
    **dict.fromkeys((f"sale.notes.{name}" for name in ("face", "added", "most")), Origin(("deal.loans",))),
    **dict.fromkeys((f"sale.notes.payments.{name}" for name in ("interest", "principal")), Origin(("deal.loans",))),
    "sale.debt_paid_off": Origin(("business.books.debt",)),
    "sale.debt_assumed": Origin(("deal.loans",)),
    "sale.non_compete": Origin(("deal.intangibles.non_compete",)),
    "sale.liabilities_assumed": Origin(("business.books.payables", "business.books.accrued", "deal.debt_like")),
    "sale.owed_at_end": Origin(("deal.loans",)),
    "sale.inventory_gain": Origin(("owner.assets.inventory_gain",)),
    "sale.receivables_gain": Origin(("owner.assets.cash_method",)),
    "exclusion.held": Origin(("owner.small_stock.acquired", "deal.closing")),
    "rent.paid": Origin(("business.statements", "business.inflation")),
    "gross_up": Origin(("deal.price", "owner.basis", "owner.assets.basis", "business.books.equipment_tax_basis")),
}
NOTHING_RECEIVED = Origin(("deal.closing", "deal.loans", "deal.plug", "deal.form", "owner.entity"))


class Sales(ToldRoom):
    """What the plan's own sale and the other ways to sell have in common."""

    def worked(self, name: str) -> tuple[str, Worked]:
        """A name without its way, and the sale it is of."""
        raise NotImplementedError

    def stages(self, told: Told, worked: Worked) -> dict[str, Any]:
        """The stages, keeping what they return; what hangs on an amount is as it was in the plan."""
        plan = self.plan
        law = places.rules(plan.scenario.place, on=plan.scenario.rules_date)
        years = Years(told, worked.sale.closing_year)

        def now() -> Any:
            return worked.later[years.closing - 1] if years.closing else worked

        silent = {
            **CELL_HELPERS,
            "calendar_of": lambda *_: worked.kingdom.calendar if worked.kingdom else None,
            "is_restated": lambda _, place: now().imputed[place].interest > 0,
            "pays_at_closing": lambda _: pays_at_closing(now().sale),
            "choice_of": lambda number, *_: worked.later[number - 1].choice,
            "months_looked_back": lambda _: months_looked_back(law),
            "has_built_in": lambda *_: worked.records[0].built_in is not None,
            "is_large": lambda *_: now().records[0].charge is not None,
            "window_months": lambda _: window_months(law),
            "years_held": lambda *_: now().exclusion.held if now().exclusion else 0.0,
        }

        def seen_through(name: str, function: Callable[..., Any]) -> Any:
            if name in silent:
                return silent[name]
            return years.seen_through(name, function)

        return rewire([*of_kept.STAGES, *proceeds.STAGES, *seller.STAGES], seen_through, silent)

    def receipts(
        self, made: dict[str, Any], notes: tuple[PromisedNote, ...], rents: list[tuple[int, Any]]
    ) -> list[Any]:
        """Each payment on the seller's notes, and rent by year."""
        closing = self.plan.scenario.deal.closing
        paid = [
            made["receipt"](closing, month, note, Line("line", "now", "", month))
            for note in notes
            for month in proceeds.paying(self.plan.run, note.place)
        ]
        return [*paid, *(made["rented"](year, rent) for year, rent in rents)]

    def kept_years(self) -> tuple[Any, ...]:
        """Dividends by year, as the plan's own sale tells them."""
        return tuple(referred(one, "kept.", one.year) for one in self.plan.seller.planned.sale.kept)

    def later_receipts(self, made: dict[str, Any]) -> list[tuple[Any, ...]]:
        """Each payment on the notes of each later closing."""
        closing, sale = self.plan.scenario.deal.closing, self.plan.seller.planned.sale
        bought = proceeds.of_later(self.plan.scenario, self.plan.run).bought
        return [
            tuple(
                made["receipt"](closing, month, note, Line("line", "now", "", month))
                for note in one.sale.notes
                for month in then.paid
            )
            for one, then in zip(sale.later, bought, strict=True)
        ]

    def later_closings(self, made: dict[str, Any]) -> tuple[Any, ...]:
        """The later closings, as the plan's own sale tells them."""
        listed = zip(self.plan.seller.planned.sale.later, self.later_receipts(made), strict=True)
        return tuple(referred_sale(one.sale, paid, number) for number, (one, paid) in enumerate(listed, 1))

    @property
    def law(self) -> Law:
        """The rules of the plan's day."""
        return Law(places.rules(self.plan.scenario.place, on=self.plan.scenario.rules_date))

    def value(self, name: str, month: int) -> float:
        """As in the plan, where a record of it is kept; what is not worked out is no figure."""
        if self.address(name, month) not in self.told.trees:
            raise LookupError(f"the plan has no {name} of the seller in {month}")
        bare, worked = self.worked(name)
        if bare.startswith(f"{LATER_ONE}."):
            return self.of_later_closing(name, bare, worked, month)
        kind, _, rest = bare.partition(".")
        if kind in KEPT:
            return float(value_of(worked, bare))
        place = month - worked.sale.closing_year
        if month and not rest:
            return float(getattr(worked.years[place], bare))
        if month and kind in KEPT_OF_YEAR:
            return float(value_of(worked.records[place], bare))
        return self.worked_out(name, month)

    def of_later_closing(self, name: str, bare: str, worked: Worked, month: int) -> float:
        """The same of a later closing."""
        _, number, inner = bare.split(".", 2)
        one, kind = worked.later[int(number) - 1], inner.partition(".")[0]
        if kind in KEPT:
            return float(value_of(one, inner))
        record = next((record for record in one.records if record.year == month), None)
        if record is not None and kind in record._fields:
            return float(value_of(record, inner))
        return self.worked_out(name, month)

    def worked_out(self, name: str, month: int) -> float:
        """Months of the note lean on one another: they are worked out in their order, not one within the other."""
        if self.chains:
            chains, self.chains = self.chains, []
            for one in chains:
                super().worked_out(one, 0)
        return super().worked_out(name, month)

    @cached_property
    def chains(self) -> list[str]:
        """Every line of a month of the note, the earliest told first."""
        return [name for name, _ in self.figures() if numbers_in(name) and NUMBERED_NAMES & set(name.split("."))]

    def name(self, name: str, language: str) -> Name:
        """A tax says whether it is the one without the sale; a bracket, a month of the note, a way which it is."""
        bare, _ = self.worked(name)
        way = [self.named(name.partition(".")[0], language)] if bare != name else []
        if bare.startswith(f"{LATER_ONE}."):
            _, number, bare = bare.split(".", 2)
            way = [say("explain.later_closing", language, number=number), *way]
        kind, _, rest = bare.partition(".")
        if not rest and kind != "gross_up":
            return Name(say(f"seller.line.{bare}", language), ", ".join(way))
        which = [say("explain.without_sale", language)] if kind in WITHOUT else []
        which += self.counted(kind, numbers_in(bare), language)
        key = without_numbers(bare).replace(f"{kind}.", f"{WITHOUT.get(kind, kind)}.", 1)
        return Name(say(f"figure.{key}", language), ", ".join([*which, *way]))

    def counted(self, kind: str, numbers: list[int], language: str) -> list[str]:
        """Which month of a note, which note and payment, or which bracket it is."""
        if kind in NUMBERED_NAMES:
            return [say("explain.note_month", language, number=number) for number in numbers]
        if kind == "kingdom":
            return [say("explain.tax_payment", language, number=number + 1) for number in numbers]
        keys = ("explain.note", "explain.note_payment") if kind in OF_NOTES else ("explain.bracket",) * len(numbers)
        return [say(key, language, number=number + 1) for key, number in zip(keys, numbers, strict=False)]

    def named(self, first: str, language: str) -> str:
        """What a way is called."""
        return say(f"seller.way.name.{first}", language)

    def unit(self, name: str) -> str:
        """By the last part of the name."""
        return UNITS.get(name.rpartition(".")[2], "money")

    def when(self, name: str, month: int, language: str) -> str:  # noqa: ARG002  (a calendar year is a number)
        """The calendar year."""
        return str(month) if month else ""

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (the same in all years)
        """What is always 0 of this sale: by its form, or because nothing is paid in that year."""
        bare = without_numbers(self.worked(name)[0]).removeprefix(f"{LATER_ONE}.")
        return ORIGINS.get(bare, NOTHING_RECEIVED)


class Seller(Sales):
    """A `SellerYear` field, `gained.gain`, `tax.taxable.gross`, `tax_anyway.tax.total` ... of a calendar year.

    Without a year (`month` 0): `sale.basis`, `instalments.gain_fraction`, `totals.cash`.
    """

    def worked(self, name: str) -> tuple[str, Worked]:
        """The plan's own sale."""
        return name, self.plan.seller.planned

    def tell(self) -> Told:
        """The sale, its receipts and every year on cells."""
        plan = self.plan
        told = Told("seller")
        worked = plan.seller.planned
        made = self.stages(told, worked)
        scenario = Inputs(plan.scenario)
        notes = tuple(self.promised(note) for note in worked.sale.notes)
        adding = [month for month, now in enumerate(plan.run.months) if any(now.dues[one.place].added for one in notes)]
        run = SimpleNamespace(
            start=Line("line", "start", "", 0), months=[Line("line", "now", "", month) for month in adding]
        )
        months: Any = SimpleNamespace(months=[Line("line", "now", "", month) for month in range(len(plan.run.months))])
        last = months.months[-1]
        sold = made["sold"](scenario, run, last, proceeds.answers_of(plan.form, plan.scenario), notes)
        closing = plan.scenario.deal.closing
        until = made["until_closing"](scenario, (closing.year, closing.month), months.months, self.law, 0.0)
        later = proceeds.of_later(plan.scenario, plan.run)
        paid = made["dividends_by_year"](closing, months, later)
        sold = made["with_until"](sold, until)._replace(
            kept=tuple(told.record("kept.", one, one.year) for one in paid), later=self._later(made, told, months)
        )
        rents = [(year, told.line("rent.paid", rent, year, {})) for year, rent in plan.form.rent]
        made["work"](scenario.owner, sold, self.receipts(made, notes, rents), self.law, worked.choice)
        return told

    def _later(self, made: dict[str, Any], told: Told, months: Any) -> tuple[Any, ...]:
        """The later closings on cells."""
        plan = self.plan
        answers = proceeds.answers_of(plan.form, plan.scenario)
        bought = proceeds.of_later(plan.scenario, plan.run).bought
        found = []
        for number, (one, then, paid) in enumerate(
            zip(plan.seller.planned.sale.later, bought, self.later_receipts(made), strict=True)
        ):
            terms = made["later_sale"](Inputs(plan.scenario), months, then, (number, answers, one.sale.notes))
            dated = terms._replace(
                form=one.sale.form,
                closing_year=one.sale.closing_year,
                closing_month=one.sale.closing_month,
                months=one.sale.months,
                years_held=one.sale.years_held,
            )
            found.append(LaterClosing(record_sale(within(told, f"{LATER_ONE}.{number + 1}."), dated), paid))
        return tuple(found)

    @staticmethod
    def promised(note: PromisedNote) -> Any:
        """A note on cells: what the plan pays as promised is in its months, anything else comes from its terms."""
        face: Any = Line("line", "start", f"loans.{note.place}.principal", 0)
        payments = note.payments
        if note.as_run:
            payments = tuple(
                one._replace(
                    interest=at("now", f"dues.{note.place}.interest_due", one.month),  # type: ignore[arg-type]
                    principal=at("now", f"dues.{note.place}.principal_due", one.month),  # type: ignore[arg-type]
                )
                for one in payments
            )
        return note._replace(face=face, payments=payments)


class Way(Sales):
    """The same of another way to sell: `cash.totals.tax_of_sale`, `rollover.rollover.gap`, `election.gross_up`."""

    def worked(self, name: str) -> tuple[str, Worked]:
        """The way that a name begins with."""
        way, _, bare = name.partition(".")
        found = next((one.worked for one in self.plan.seller.ways if one.name == way and one.worked), None)
        if found is None:
            raise LookupError(f"{way} is no way to sell that is worked out here")
        return bare, found

    def tell(self) -> Told:
        """Every way that is worked out and is not the plan's own."""
        plan = self.plan
        told = Told("way")
        for one in plan.seller.ways:
            if one.worked is not None and one.worked is not plan.seller.planned:
                kept = Kept("way", f"{one.name}.")
                self._tell(kept, one)
                told.trees |= kept.trees
        return told

    def _tell(self, kept: Told, one: seller.Compared) -> None:
        worked = one.worked
        assert worked is not None  # noqa: S101  (only such are told)
        made = self.stages(kept, worked)
        told = self.plan.seller.planned.sale
        sale: Any = referred(told, "sale.")._replace(
            notes=referred_notes(told), kept=self.kept_years(), later=self.later_closings(made)
        )
        rents = [(year, at("seller", "rent.paid", year)) for year, _ in self.plan.form.rent]
        receipts = self.receipts(made, told.notes, rents)
        if one.name == "cash":
            sale, receipts = made["paid_at_once"](sale), [paid for paid in receipts if not paid.of_note]
        elif one.name == "election":
            sale = made["raised"](sale, kept.line("gross_up", one.gross_up, 0, {}))
        else:
            sale = record_sale(kept, sale)
        made["work"](Inputs(self.plan.scenario).owner, sale, receipts, self.law, worked.choice)

    def value(self, name: str, month: int) -> float:
        """As in the plan; what the price is raised by stands beside the way."""
        way, _, bare = name.partition(".")
        if bare == "gross_up":
            return next(one.gross_up for one in self.plan.seller.ways if one.name == way)
        return super().value(name, month)
