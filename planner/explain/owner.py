"""The seller's figures: the sale, the note, what is sold, each calendar year with and without the sale, totals.

The plan's own sale is the room `seller`; every other way to sell is told by the same stages in the room `way`.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from planner import places, proceeds, seller
from planner.explain.cells import Address, Inputs, Law, Line, Told, at
from planner.explain.rooms import Name, ToldRoom, numbers_in, without_numbers
from planner.model.lines import value_of
from planner.model.trace import CELL_HELPERS, Cell
from planner.model.writing import rewire
from planner.origins import Origin
from planner.places import us
from planner.seller import Sale, Worked
from planner.seller import kept as of_kept
from planner.seller.rollover import window_months
from planner.words import say

WHOLE = {  # stages whose figures are of the sale as a whole, without a year, and what stands before their names
    "sold": "sale",
    "raised": "sale",
    "paid_at_once": "sale",
    "weigh": "imputed",
    "split": "note",
    "corporate": "entity",
    "of_assets": "sold",
    "of_interests": "sold",
    "of_shares": "sold",
    "of_dividend": "sold",
    "gain_of": "before",
    "exclude": "exclusion",
    "defer": "rollover",
    "fund": "rollover",
    "terms_of": "instalments",
    "built_in_limit": "built_in",
    "totals": "totals",
}
ALONE = {"average_life": "imputed.term", "least_rate": "imputed.least_rate", "monthly_rate": "imputed.monthly_rate"}
NUMBERED = {
    "add_life": "weighed",
    "unpaid": "discounted",
    "discount": "discounted",
    "restate": "restated",
    **dict.fromkeys(("begin_sale", "pay_sale"), "later_sale"),
}
NUMBERED_NAMES = set(NUMBERED.values())
OF_YEAR = {
    "spread": "gained",
    "built_in": "built_in",
    "charge": "charge",
    "value_now": "worth",
    "income": "income",
    "seen_by_state": "state_income",
    "seen_anyway": "state_income_anyway",
    "with_kept": "all_income",
    "keep": "",
}
TAXES = ("tax", "tax_anyway")
KEPT = ("sale", "imputed", "note", "entity", "sold", "before", "exclusion", "rollover", "instalments", "totals")
STATES = ("state", "state_anyway")
OF_STATE = {  # stages of a state's tax, some of the same name as one of the federal tax
    "count": "counted",
    "relieve": "relieved",
    "deduct": "deducted",
    "weigh": "base",
    "climb": "scale",
    "add": "added",
    "credit": "credits",
    "settle": "tax",
}
WITHOUT = {"tax_anyway": "tax", "state_anyway": "state", "state_income_anyway": "state_income"}
KEPT_OF_YEAR = ("received", "kept", "gained", "built_in", "charge", "worth", *TAXES, *STATES, "state_income", *WITHOUT)
SCALES = {  # in the order in which their brackets are filled
    "capped": us.ORDINARY_BRACKETS,
    "ordinary": us.ORDINARY_BRACKETS,
    "gain": us.GAIN_BRACKETS,
    "without_favour": us.ORDINARY_BRACKETS,
    "alternative_ordinary": us.ALTERNATIVE_BRACKETS,
    "alternative_gain": us.GAIN_BRACKETS,
}
BRACKETS = tuple(f"{scale}.{place}" for scale, places_in_it in SCALES.items() for place in range(places_in_it))
UNITS = {
    **dict.fromkeys(("gain_fraction", "note_rate", "investment_share", "recapture_invested"), "fraction"),
    **dict.fromkeys(("least_rate", "monthly_rate", "rate", "fraction", "part"), "fraction"),
    **dict.fromkeys(("intangible_share", "business_share", "long_held_share", "phased"), "fraction"),
    **dict.fromkeys(("aged", "term", "held", "factor", "small_business"), "count"),
}
ORIGINS = {
    "sale.recapture": Origin(("business.books.equipment_fair", "business.books.equipment_tax_basis")),
    "sale.interest_added": Origin(("deal.loans",)),
    "sale.debt_paid_off": Origin(("business.books.debt",)),
    "sale.debt_assumed": Origin(("deal.loans",)),
    "sale.note_rate": Origin(("deal.loans",)),
    "sale.owed_at_end": Origin(("deal.loans",)),
    "sale.inventory_gain": Origin(("owner.assets.inventory_gain",)),
    "sale.receivables_gain": Origin(("owner.assets.cash_method",)),
    "exclusion.held": Origin(("owner.small_stock.acquired", "deal.closing")),
    "rent.paid": Origin(("business.statements", "business.inflation")),
    "gross_up": Origin(("deal.price", "owner.basis", "owner.assets.basis", "business.books.equipment_tax_basis")),
}
NOTHING_RECEIVED = Origin(("deal.closing", "deal.loans", "deal.plug", "deal.form", "owner.entity"))


class Kept(Told):
    """Lines of one way to sell, each under the way's name."""

    def __init__(self, place: str, way: str) -> None:
        super().__init__(place)
        self.way = way

    def line(self, name: str, value: Cell | float, month: int, known: dict[int, Address]) -> Cell | float:
        """Keep one number under the way's name."""
        return super().line(f"{self.way}{name}", value, month, known)


class Years:
    """The stages of a sale and of each calendar year, kept under the year they belong to."""

    def __init__(self, told: Told, first: int) -> None:
        self.told, self.year = told, first - 1
        self.which: Iterator[str] = iter(())
        self.tax = ""
        self.bracket: Iterator[str] = iter(())
        self.seen: set[str] = set()
        self.state = ""
        self.of_state: Iterator[str] = iter(())
        self.step: Iterator[str] = iter(())
        self.number = dict.fromkeys(NUMBERED.values(), 0)

    def seen_through(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A stage that keeps what it returns."""
        again = name == "fill" and name in self.seen  # one stage serves both taxes, the federal one first
        self.seen.add(name)
        if again or function.__module__.startswith("planner.places.states"):
            return self._seen_by_state(name, function)
        keeping: dict[str, Callable[..., Any]] = {
            "year_tax": lambda *given: self._taxed(function, given),
            "by_year": lambda *given: {
                year: self.told.record("paid.", paid, year) for year, paid in function(*given).items()
            },
            **dict.fromkeys(ALONE, lambda *given: self.told.line(ALONE[name], function(*given), 0, {})),
            **dict.fromkeys(NUMBERED, lambda *given: self._numbered(NUMBERED[name], function(*given))),
            **dict.fromkeys(WHOLE, lambda *given: self.told.record(f"{WHOLE[name]}.", function(*given))),
        }
        if name in keeping:
            return keeping[name]
        prefixes: dict[str, Callable[[], str]] = {
            "receive": self._next_year,
            **{stage: self._constant(prefix) for stage, prefix in OF_YEAR.items()},
            "deduct": lambda: f"{self.tax}.taxable.",
            "exempt": lambda: f"{self.tax}.alternative.",
            "fill": lambda: f"{self.tax}.slices.{next(self.bracket)}.",
            "fill_low": lambda: f"{self.tax}.slices.{next(self.bracket)}.",
            "stack": lambda: f"{self.tax}.stacked.",
            "tax_regularly": lambda: f"{self.tax}.regular.",
            "settle": lambda: f"{self.tax}.tax.",
        }
        if name not in prefixes:
            return function

        def kept(*given: Any) -> Any:
            prefix = prefixes[name]()
            return self.told.record(prefix, function(*given), self.year)

        return kept

    def _seen_by_state(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A stage of the state's tax that keeps what it returns."""

        def begun(income: Any, law: Any) -> Any:
            self.state = next(self.of_state)
            scales = {"income": law.brackets, "gain": law.gain_brackets}
            self.step = iter(f"slices.{scale}.{place}" for scale, held in scales.items() for place in range(len(held)))
            return function(income, law)

        if name == "state_tax":
            return begun
        if name == "fill":
            return lambda *given: self.told.record(f"{self.state}.{next(self.step)}.", function(*given), self.year)
        if name not in OF_STATE:
            return function
        return lambda *given: self.told.record(f"{self.state}.{OF_STATE[name]}.", function(*given), self.year)

    @staticmethod
    def _constant(prefix: str) -> Callable[[], str]:
        return lambda: f"{prefix}." if prefix else ""

    def _numbered(self, prefix: str, record: Any) -> Any:
        self.number[prefix] += 1
        return self.told.record(f"{prefix}.{self.number[prefix]}.", record)

    def _next_year(self) -> str:
        self.year += 1
        self.which, self.of_state = iter(TAXES), iter(STATES)
        return "received."

    def _taxed(self, function: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        self.tax, self.bracket = next(self.which), iter(BRACKETS)
        return function(*given)


class Sales(ToldRoom):
    """What the plan's own sale and the other ways to sell have in common."""

    def worked(self, name: str) -> tuple[str, Worked]:
        """A name without its way, and the sale it is of."""
        raise NotImplementedError

    def stages(self, told: Told, worked: Worked) -> dict[str, Any]:
        """The stages, keeping what they return; what hangs on an amount is as it was in the plan."""
        plan = self.plan
        law = places.rules(plan.scenario.place, on=plan.scenario.rules_date)
        restated = worked.imputed is not None and worked.imputed.interest > 0
        silent = {
            **CELL_HELPERS,
            "is_restated": lambda _: restated,
            "has_built_in": lambda *_: worked.records[0].built_in is not None,
            "is_large": lambda *_: worked.records[0].charge is not None,
            "window_months": lambda _: window_months(law),
            "years_held": lambda *_: worked.exclusion.held if worked.exclusion else 0.0,
        }
        years = Years(told, worked.sale.closing_year)

        def seen_through(name: str, function: Callable[..., Any]) -> Any:
            if name in silent:
                return silent[name]
            return years.seen_through(name, function)

        return rewire([*of_kept.STAGES, *proceeds.STAGES, *seller.STAGES], seen_through, silent)

    def receipts(self, made: dict[str, Any], rents: list[tuple[int, Any]]) -> list[Any]:
        """Each payment on the seller's notes, and rent by year."""
        plan = self.plan
        later = proceeds.of_later(plan.scenario, plan.run).places
        closing, paid = plan.scenario.deal.closing, []
        for month, now in enumerate(plan.run.months):
            line = Line("line", "now", "", month)
            first = proceeds.receipt(closing, month, now, later)
            if month and (first.interest or first.principal):
                paid.append(made["receipt"](closing, month, line, later))
            if later and proceeds.later_interest(closing, month, now, later).interest:
                paid.append(made["later_interest"](closing, month, line, later))
        return [*paid, *(made["rented"](year, rent) for year, rent in rents)]

    def kept_years(self) -> tuple[Any, ...]:
        """Later closings and dividends by year, as the plan's own sale tells them."""
        found = []
        for one in self.plan.seller.planned.sale.kept:
            names = [name for name in one._fields if name != "year"]
            told: dict[str, Any] = {name: at("seller", f"kept.{name}", one.year) for name in names}
            found.append(one._replace(**told))
        return tuple(found)

    @property
    def law(self) -> Law:
        """The rules of the plan's day."""
        return Law(places.rules(self.plan.scenario.place, on=self.plan.scenario.rules_date))

    def value(self, name: str, month: int) -> float:
        """As in the plan, where a record of it is kept; what is not worked out is no figure."""
        if self.address(name, month) not in self.told.trees:
            raise LookupError(f"the plan has no {name} of the seller in {month}")
        bare, worked = self.worked(name)
        kind, _, rest = bare.partition(".")
        if kind in KEPT:
            return float(value_of(worked, bare))
        place = month - worked.sale.closing_year
        if month and not rest:
            return float(getattr(worked.years[place], bare))
        if month and kind in KEPT_OF_YEAR:
            return float(value_of(worked.records[place], bare))
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
        kind, _, rest = bare.partition(".")
        way = [self.named(name.partition(".")[0], language)] if bare != name else []
        if not rest and kind != "gross_up":
            return Name(say(f"seller.line.{bare}", language), ", ".join(way))
        which = [say("explain.without_sale", language)] if kind in WITHOUT else []
        numbered = "explain.note_month" if kind in NUMBERED_NAMES else "explain.bracket"
        which += [say(numbered, language, number=number + (kind not in NUMBERED_NAMES)) for number in numbers_in(bare)]
        key = without_numbers(bare).replace(f"{kind}.", f"{WITHOUT.get(kind, kind)}.", 1)
        return Name(say(f"figure.{key}", language), ", ".join([*which, *way]))

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
        return ORIGINS.get(self.worked(name)[0], NOTHING_RECEIVED)


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
        notes = [place for place, loan in enumerate(plan.scenario.deal.loans) if loan.to_seller]
        later = proceeds.of_later(plan.scenario, plan.run)
        notes = [place for place in notes if place not in later.places]
        adding = [month for month, now in enumerate(plan.run.months) if any(now.dues[place].added for place in notes)]
        run = SimpleNamespace(
            start=Line("line", "start", "", 0), months=[Line("line", "now", "", month) for month in adding]
        )
        last = Line("line", "now", "", len(plan.run.months) - 1)
        sold = made["sold"](scenario, run, last, proceeds.answers_of(plan.form), later)
        whole = SimpleNamespace(months=[Line("line", "now", "", month) for month in range(len(plan.run.months))])
        dated = SimpleNamespace(owner=scenario.owner, deal=SimpleNamespace(closing=plan.scenario.deal.closing))
        kept = made["kept_years"](dated, whole, later)
        sold = sold._replace(kept=tuple(told.record("kept.", one, one.year) for one in kept))
        rents = [(year, told.line("rent.paid", rent, year, {})) for year, rent in plan.form.rent]
        made["work"](scenario.owner, sold, self.receipts(made, rents), self.law, worked.choice)
        return told


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
        told = self.plan.seller.planned.sale._asdict()
        referred = {line: at("seller", f"sale.{line}") for line, value in told.items() if isinstance(value, float)}
        sale: Any = Sale(**{**told, **referred, "kept": self.kept_years()})
        rents = [(year, at("seller", "rent.paid", year)) for year, _ in self.plan.form.rent]
        receipts = self.receipts(made, rents)
        if one.name == "cash":
            sale, receipts = made["paid_at_once"](sale), [paid for paid in receipts if not paid.of_note]
        elif one.name == "election":
            sale = made["raised"](sale, kept.line("gross_up", one.gross_up, 0, {}))
        else:
            sale = kept.record("sale.", sale)
        made["work"](Inputs(self.plan.scenario).owner, sale, receipts, self.law, worked.choice)

    def value(self, name: str, month: int) -> float:
        """As in the plan; what the price is raised by stands beside the way."""
        way, _, bare = name.partition(".")
        if bare == "gross_up":
            return next(one.gross_up for one in self.plan.seller.ways if one.name == way)
        return super().value(name, month)
