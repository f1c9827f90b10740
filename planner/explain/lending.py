"""What lenders count, opened: equity, capital funds, collateral, guarantees, the seller's risk, a failure.

`equity.bank.counted` and the like have no month; all else has the month of its balance sheet. Not opened: the SBA's
fee, and a loan's rate with fees, which is found by search and not by a formula.
"""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from planner import places
from planner.explain.cells import Inputs, Law, Line, Told
from planner.explain.rooms import Name, ToldRoom, numbers_in
from planner.lending import assets, capital, collateral, equity, exposure, failure, guarantees
from planner.lending.assets import Assets
from planner.lending.collateral import Claim, of_seller
from planner.model.trace import CELL_HELPERS
from planner.model.writing import rewire
from planner.origins import Origin
from planner.words import say

UNITS = {"fraction": "fraction"}
TIERS = ("taxes_wages", "general", "seller", "preferred", "members")
COUNTING = Origin(("deal.counting", "deal.loans", "deal.line", "deal.preferred"))
LEASE = Origin(("business.statements", "business.inflation", "deal.counting.rent_months"))
Made = dict[str, Callable[..., Any]]


class Lending(ToldRoom):
    """`equity.sba.short`, `capital.funds`, `lendable.cash`, `cover.0.covered`, `guarantee.0`, `failure.whole` ..."""

    def tell(self) -> Told:
        """Every part on cells, in the order in which one stands on another."""
        plan, told = self.plan, Told("lending")
        months = [Line("line", "now", "", month) for month in range(len(plan.run.months))]
        self.run = SimpleNamespace(start=Line("line", "start", "", 0), months=months)
        closing = plan.scenario.deal.closing
        self.law = Law(places.rules(plan.scenario.place, on=closing), closing.year)
        self.entered = Inputs(plan.scenario).deal.counting
        self.listed = collateral.claims(plan.scenario)
        self._equity(told)
        self._capital(told)
        covers = self._collateral(told)
        backed = self._guarantees(told)
        self._exposure(told, covers, backed)
        self._failures(told, backed)
        return told

    def _equity(self, told: Told) -> None:
        until = equity.senior_end(self.plan.scenario)
        of_sba = until or int(places.Rules.value(self.law._rules, "lending.sba.most_months"))  # noqa: SLF001
        deal = self.plan.scenario.deal
        scenario: Any = SimpleNamespace(
            deal=SimpleNamespace(counting=self.entered, bought_at_closing=deal.bought_at_closing)
        )
        grants = Inputs(self.plan.scenario).deal.grants if deal.grants else 0.0
        asking = SimpleNamespace(deal=SimpleNamespace(loans=deal.loans, preferred=deal.preferred, grants=grants))
        rules: list[equity.Asked] = list(equity.rules_of(scenario, self.law))  # type: ignore[arg-type]  # cells
        for asked in rules:
            if asked.needed is not None:
                made = rewire(equity.STAGES, _kept(told, {"count": iter([f"equity.{asked.key}."])}, 0), CELL_HELPERS)
                whole = of_sba if asked.key == "sba" else until
                items, notes = made["gather"](asking, self.run, asked, whole)
                made["count"](items, asked.needed, asked.standby_part, notes)

    def _capital(self, told: Told) -> None:
        dates = [0, *(period.last for period in self.plan.outcomes.fiscal_years)]
        left = iter(dates)

        def seen_through(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
            if name != "add":
                return function
            return lambda *given: told.record("capital.", function(*given), next(left))

        made = rewire(capital.STAGES, seen_through, CELL_HELPERS)
        made["dated"](self.plan.scenario, self.run, self.plan.outcomes.fiscal_years)

    def _collateral(self, told: Told) -> tuple[collateral.Dated, ...]:
        rates = assets.rates_of(self.entered.advance, self.law, "advance")  # type: ignore[arg-type]  # cells
        dated = []
        for label, month in [("", 0), *((one.label, one.last) for one in self.plan.outcomes.fiscal_years)]:
            of_assets = rewire(assets.STAGES, lambda _name, function: function, CELL_HELPERS)
            booked = of_assets["hold"](self.run.months[month], self.entered.property_part)
            there = told.record("asset.", booked, month)
            lendable = told.record("lendable.", of_assets["worth"](there, rates, 1.0), month)
            made = self._spreading(told, "", month, self.listed)
            dated.append(
                collateral.Dated(label, month, lendable, made["cover"](self.listed, self.run.months[month], lendable))
            )
        return tuple(dated)

    def _spreading(self, told: Told, prefix: str, month: int, listed: tuple[Claim, ...]) -> Made:
        """The stages that spread assets over claims, each share and each claim kept under its name."""
        owed, closed = iter(range(len(listed))), iter(range(len(listed)))
        shares = iter([f"{prefix}share.{rank}.{name}." for rank, name in _shares(listed)])
        parts = iter([f"{prefix}part.{place}.{rank}.{name}" for rank, name, place in _parts(listed)])

        def line(name: str, value: Any) -> Any:
            return told.line(name, value, month, {})

        def seen_through(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
            if name == "share":
                return lambda *given: told.record(next(shares), function(*given), month)
            if name == "part":
                return lambda *given: line(next(parts), function(*given))
            if name == "owed_on" and not prefix:
                return lambda *given: line(f"owed.{next(owed)}", function(*given))
            if name == "close":
                return lambda *given: _closed(line, next(closed), function(*given))
            return function

        return rewire(collateral.STAGES, seen_through, CELL_HELPERS)

    def _guarantees(self, told: Told) -> tuple[guarantees.Guarantee, ...]:
        plan = self.plan
        backed = guarantees.listed(plan.scenario, plan.run, plan.outcomes.fiscal_years)
        dates = [0, *(period.last for period in plan.outcomes.fiscal_years)]
        made = rewire([collateral.owed_on, *guarantees.STAGES], lambda _name, function: function, CELL_HELPERS)
        found = []
        for one in backed:
            place = self.listed.index(one.claim)
            cells = tuple(
                told.line(f"guarantee.{place}", made["amount_at"](one, self.run, month), month, {}) for month in dates
            )
            found.append(one._replace(amounts=cells))  # type: ignore[arg-type]  # cells
        return tuple(found)

    def _exposure(
        self, told: Told, covers: tuple[collateral.Dated, ...], backed: tuple[guarantees.Guarantee, ...]
    ) -> None:
        left = iter([one.month for one in covers])

        def seen_through(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
            if name != "add":
                return function
            return lambda *given: told.record("exposure.", function(*given), next(left))

        def left_of_lease(leased: tuple[float, ...], month: int) -> Any:
            return told.line("rent.left", exposure.rent_left(leased, month), month, {})

        stages = {**CELL_HELPERS, "rent_left": left_of_lease}
        made = rewire(exposure.STAGES, seen_through, stages)
        made["dated"](self.plan.scenario, self.run, covers, backed, self.plan.form.leased)

    def _failures(self, told: Told, backed: tuple[guarantees.Guarantee, ...]) -> None:
        scenario, inputs = self.plan.scenario, self.entered
        rates = assets.rates_of(inputs.recovery, self.law, "recovery")  # type: ignore[arg-type]  # cells
        kept = 1.0 - failure.winding_up(_of(inputs), self.law)  # type: ignore[arg-type]  # cells
        lenders = tuple(one for one in self.listed if not of_seller(scenario.deal.loans, one))
        notes = tuple(one for one in self.listed if of_seller(scenario.deal.loans, one))
        of_assets = rewire(assets.STAGES, lambda _name, function: function, CELL_HELPERS)
        of_guarantees = rewire([collateral.owed_on, *guarantees.STAGES], lambda _name, function: function, CELL_HELPERS)
        for stress in failure.stresses(self.plan):
            month = stress.year * failure.MONTHS_A_YEAR
            run = SimpleNamespace(start=self.run.start, months=self._months_to(month))
            around = failure.Around(scenario, run, backed, rates, inputs.property_part, kept)  # type: ignore[arg-type]
            of_lenders = self._spreading(told, "fall.", month, lenders)["spread"]
            of_notes = self._spreading(told, "lien.", month, notes)["spread"]
            spreads = iter((of_lenders, of_notes))
            stages = {
                "owed_on": of_guarantees["owed_on"],
                "spread": _each(spreads),
                "amount_at": of_guarantees["amount_at"],
                "hold": of_assets["hold"],
                "worth": _recorded(told, "brings.", of_assets["worth"], month),
            }
            tiers = iter([f"tier.{name}." for name in TIERS])
            seen = _kept(told, {"pay": tiers, "settle": iter(["failure."])}, month)
            made = rewire(failure.STAGES, seen, {**CELL_HELPERS, **stages})
            fall = made["fall_at"](around, month)
            for name in ("secured", "seller_lien"):
                told.record(f"tier.{name}.", fall.tiers[name], month)
            made["settle"](stress, month, told.record("failure.", fall, month))

    def _months_to(self, month: int) -> list[Line]:
        """The plan's months, the last twelve as they are with the sales that led to the failure."""
        bad = month - failure.MONTHS_A_YEAR
        return [Line("line", "stressed" if one > bad else "now", "", one) for one in range(month + 1)]

    def value(self, name: str, month: int) -> float:
        """Worked out from its tree; a test holds it to what the pages show."""
        if self.address(name, month) not in self.told.trees:
            raise LookupError(f"nothing is counted as {name} in month {month}")
        return self.worked_out(name, month)

    def name(self, name: str, language: str) -> Name:
        """Equity carries its rule, a claim its loan, an asset what it is looked at for."""
        kind, *rest = name.removeprefix("fall.").removeprefix("lien.").split(".")

        def told(key: str, **values: str) -> str:
            return say(f"lending.{key}", language, **values)

        if kind == "equity":
            return Name(told(f"equity.{rest[1]}"), told(f"by.{rest[0]}"))
        if kind in ("asset", "lendable", "brings"):
            return Name(told(f"figure.{kind}"), told(f"asset.{rest[0]}"))
        if kind in ("owed", "cover", "guarantee", "part"):
            out_of = told("figure.out_of", asset=told(f"asset.{rest[-1]}")) if kind == "part" else ""
            return Name(out_of or told(f"figure.{rest[1] if kind == 'cover' else kind}"), self._claim(name, language))
        if kind == "share":
            return Name(told(f"figure.{rest[2]}"), told("figure.of_rank", rank=rest[0], asset=told(f"asset.{rest[1]}")))
        if kind == "tier":
            return Name(told(f"figure.tier_{rest[1]}"), told(f"tier.{rest[0]}"))
        return Name(told(f"{kind}.{rest[0]}"))

    def _claim(self, name: str, language: str) -> str:
        listed, loans = self.listed, self.plan.scenario.deal.loans
        if name.startswith(("fall.", "lien.")):
            of_notes = name.startswith("lien.")
            listed = tuple(one for one in listed if of_seller(loans, one) == of_notes)
        claim = listed[numbers_in(name)[0]]
        return say("lending.line", language) if claim.place is None else claim.name

    def unit(self, name: str) -> str:
        """By the last part of the name."""
        return UNITS.get(name.rpartition(".")[2], "money")

    def when(self, name: str, month: int, language: str) -> str:
        """The month of the balance sheet; equity is of the closing day alone."""
        return "" if name.startswith("equity.") else self.month_in_words(month, language)

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (the same in all months)
        """Rent under the lease; or what is plainly 0 of this plan: nothing lent, secured, guaranteed or let."""
        return LEASE if name == "rent.left" else COUNTING


def _shares(listed: tuple[Claim, ...]) -> Iterator[tuple[int, str]]:
    """Every rank and class in the order in which they are spread."""
    return ((rank, name) for rank in sorted({claim.rank for claim in listed}) for name in Assets._fields)


def _parts(listed: tuple[Claim, ...]) -> Iterator[tuple[int, str, int]]:
    return (
        (rank, name, place)
        for rank, name in _shares(listed)
        for place, claim in enumerate(listed)
        if claim.rank == rank and name in claim.secured
    )


def _closed(line: Callable[[str, Any], Any], place: int, found: tuple[Any, Any, Any]) -> tuple[Any, ...]:
    names = ("covered", "fraction", "short")
    return tuple(line(f"cover.{place}.{name}", value) for name, value in zip(names, found, strict=True))


def _kept(
    told: Told, names: dict[str, Iterator[str]], month: int
) -> Callable[[str, Callable[..., Any]], Callable[..., Any]]:
    """See stages through so that those named keep what they return."""

    def seen_through(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        return _recorded(told, names[name], function, month) if name in names else function

    return seen_through


def _each(functions: Iterator[Callable[..., Any]]) -> Callable[..., Any]:
    """At each call the next of several functions."""

    def called(*given: Any) -> Any:
        return next(functions)(*given)

    return called


def _recorded(told: Told, prefix: str | Iterator[str], function: Callable[..., Any], month: int) -> Callable[..., Any]:
    def kept(*given: Any) -> Any:
        where = prefix if isinstance(prefix, str) else next(prefix)
        return told.record(where, function(*given), month)

    return kept


def _of(counting: Any) -> Any:
    return SimpleNamespace(deal=SimpleNamespace(counting=counting))
