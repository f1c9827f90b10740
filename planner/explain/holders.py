"""What each holder of the company gets, opened: its claim and its part, each purchase, each month and year."""

from collections.abc import Sequence
from typing import Any

from planner import Plan, holders, waterfall
from planner.explain.cells import Inputs, Line, Told, added, at
from planner.explain.rooms import Name, Recall, ToldRoom
from planner.holders import HolderMonth, Money, Paid
from planner.model.calendar import month_of
from planner.model.helpers import cents as to_cents
from planner.model.trace import CELL_HELPERS, as_cell
from planner.model.writing import rewire
from planner.origins import Origin
from planner.words import say

PLACE = "holders"
cents, least, most, ratio = (CELL_HELPERS[name] for name in ("cents", "least", "most", "ratio"))


class Holders(ToldRoom):
    """`0.amount`, `0.claim`, `price`; `0.month.owed` and `all.interest` by month; `0.year.cash` by calendar year."""

    def __init__(self, plan: Plan, recall: Recall) -> None:
        if plan.holders is None:
            raise LookupError("in this plan the owner holds the company alone")
        self.paid: Paid = plan.holders
        self.made = rewire([*waterfall.STAGES, *holders.STAGES], lambda _name, stage: stage, CELL_HELPERS)
        super().__init__(plan, recall)

    @property
    def everybody(self) -> range:
        """Places of the holders."""
        return range(len(self.paid.payouts))

    def tell(self) -> Told:
        """The price divided, then every month."""
        self.told = Told(PLACE)
        self._divide()
        before: list[Any] = [as_cell(0.0) for _ in self.everybody]
        left = [at(PLACE, f"{place}.amount") for place in self.everybody]
        held = [0.0 for _ in self.everybody]
        for month, these in enumerate(self.paid.months):
            left, before = self._month(month, these, (left, before, held))
            held = [one.owed for one in these]
        for year in self.paid.years:
            self._year(year)
        return self.told

    def _divide(self) -> None:
        """Claims by rank, then shares, as the holders have decided."""
        made, division = self.made, self.paid.division
        entered = Inputs(self.plan.scenario).deal.holders
        for month, _ in self.paid.purchases:
            bought = at("now", "offer.paid", month) if month else most(0.0, at("start", "closing.to_seller", 0))
            self.told.line("purchase", cents(bought), month, {})
        price = self.told.line("price", added(at(PLACE, "purchase", month) for month, _ in self.paid.purchases), 0, {})
        claims = self._lines("claim", made["claims_of"](entered, division.ways))
        got = self._lines("by_claim", [made["turn"](price, claims, division.order, one) for one in self.everybody])
        after = self.told.line("after", as_cell(price) - sum(got, as_cell(0.0)), 0, {})
        told = made["sharing_of"](entered, division.ways, got)
        told = told._replace(
            parts=self._lines("part", told.parts),
            fixed=self._lines("fixed", told.fixed),
            rooms=self._lines("room", told.rooms),
            full=division.full,
        )
        shares = [made["as_shares"](after, told, one) for one in self.everybody]
        both = zip(got, self._lines("by_shares", shares), strict=True)
        scenario = self.plan.scenario
        whole = sum(amount for _, amount in self.paid.purchases)
        known, _ = waterfall.shares_of(whole, scenario.deal.holders, division.ways)
        for place, (claim, share) in enumerate(both):
            self._rounded(f"{place}.amount", 0, as_cell(claim) + share, known[place], self.paid.payouts[place].amount)

    def _lines(self, field: str, values: Sequence[Any]) -> list[Any]:
        return [self.told.line(f"{place}.{field}", one, 0, {}) for place, one in enumerate(values)]

    def _month(self, month: int, these: Sequence[HolderMonth], carried: tuple[Any, Any, Any]) -> tuple[Any, Any]:
        """One month as `holders.follow` has it; what is still to be bought of each, and what each is owed."""
        left, before, held = carried
        money, real = self._money(month)
        fractions = [one.fraction for one in self.plan.scenario.deal.holders]
        shares = [at("input", f"deal.holders.{place}.fraction") for place in self.everybody]
        by_owed, known = (before, held) if any(held) else (shares, fractions)
        weights = dict.fromkeys(("interest", "added"), (by_owed, known)) | {"dividends": (shares, fractions)}
        got: dict[str, list[Any]] = {}
        for name, (cells, numbers) in weights.items():
            got[name] = self._by_weight(name, month, (getattr(money, name), getattr(real, name)), (cells, numbers))
        bought: list[Any] = self._bought(month, left) if any(one.bought for one in these) else [0.0] * len(left)
        due: list[Any] = [
            cents(as_cell(then) + more + new) for then, more, new in zip(before, got["added"], bought, strict=True)
        ]
        numbers = [
            round(then + more + one.bought, 2)
            for then, more, one in zip(held, holders.divided(real.added, known), these, strict=True)
        ]
        if real.forgiven:
            lost = self._by_weight("forgiven", month, (money.forgiven, real.forgiven), (due, numbers))
            less = holders.divided(min(real.forgiven, round(sum(numbers), 2)), numbers)
            due = [cents(as_cell(one) - gone) for one, gone in zip(due, lost, strict=True)]
            numbers = [round(one - gone, 2) for one, gone in zip(numbers, less, strict=True)]
        due = [self.told.line(f"{place}.month.due", one, month, {}) for place, one in enumerate(due)]
        owed = self._principal(month, (money, real), (due, numbers), (shares, fractions))
        return [as_cell(one) - new for one, new in zip(left, bought, strict=True)], owed

    def _money(self, month: int) -> tuple[Any, Money]:
        """All holders' money of a month, in cells and in numbers."""
        run, notes = self.plan.run, holders.notes_of(self.plan.scenario)
        if not month:
            told = self.made["at_closing"](Line("line", "start", "", 0))
            return self.told.record("all.", told, 0), holders.at_closing(run.start)
        told = self.made["in_month"](Line("line", "now", "", month), notes)
        return self.told.record("all.", told, month), holders.in_month(run.months[month], notes)

    def _bought(self, month: int, left: Sequence[Any]) -> list[Any]:
        """What of a purchase falls to each, by what each has still to get."""
        purchase, order = at(PLACE, "purchase", month), self.paid.division.order
        number = dict(self.paid.purchases)[month]
        done = [sum(these[place].bought for these in self.paid.months[:month]) for place in self.everybody]
        still = [round(one.amount - got, 2) for one, got in zip(self.paid.payouts, done, strict=True)]
        return [
            self._rounded(
                f"{place}.month.bought",
                month,
                self.made["turn"](purchase, left, order, place),
                waterfall.turn(min(number, round(sum(still), 2)), still, order, place),
                self.paid.months[month][place].bought,
            )
            for place in self.everybody
        ]

    def _principal(self, month: int, money: Any, due: Any, shares: Any) -> list[Any]:
        """What is paid of what is due, in order; beyond that by shares."""
        (told, real), (cells, numbers), order = money, due, self.paid.division.order
        beyond = round(max(0.0, real.of_price - sum(numbers)), 2)
        paid = waterfall.pay(real.of_price, numbers, order)
        over = holders.divided(beyond, shares[1])
        owed = []
        for place in self.everybody:
            exact = self.made["turn"](told.of_price, cells, order, place)
            part = self._rounded(
                f"{place}.month.paid_of_due",
                month,
                exact,
                waterfall.turn(min(real.of_price, round(sum(numbers), 2)), numbers, order, place),
                paid[place],
            )
            whole: Any = as_cell(part)
            if beyond:
                above = most(0.0, as_cell(told.of_price) - added(map(as_cell, cells)))
                extra = above * ratio(shares[0][place], added(shares[0]))
                known = beyond * shares[1][place] / sum(shares[1])
                whole = whole + self._rounded(f"{place}.month.beyond", month, extra, known, over[place])
            self.told.line(f"{place}.month.of_price", cents(whole), month, {})
            owed.append(self.told.line(f"{place}.month.owed", cents(as_cell(cells[place]) - part), month, {}))
        return owed

    def _by_weight(self, name: str, month: int, money: Any, weights: Any) -> list[Any]:
        """Money of a month by weights."""
        (told, real), (cells, numbers) = money, weights
        given, whole = holders.divided(real, numbers), sum(numbers)
        if not any(given):
            for place in self.everybody:
                self.told.line(f"{place}.month.{name}", 0.0, month, {})
            return [0.0] * len(given)
        base = added(map(as_cell, cells))
        return [
            self._rounded(
                f"{place}.month.{name}",
                month,
                as_cell(told) * ratio(cells[place], base),
                real * (numbers[place] / whole),
                given[place],
            )
            for place in self.everybody
        ]

    def _rounded(self, name: str, month: int, cell: Any, exact: float, actual: float) -> Any:
        """A line that is rounded so that all adds up; where that moves a cent, the cent is a part of its own."""
        odd = round(actual - to_cents(exact), 2)
        if odd:
            place, _, field = name.partition(".")
            self.told.line(f"{place}.rounding.{field}", odd, month, {})
            cell = cents(cell) + at(PLACE, f"{place}.rounding.{field}", month)
        return self.told.line(name, cents(cell), month, {})

    def _year(self, year: int) -> None:
        """A calendar year's cash of each."""
        closing = self.plan.scenario.deal.closing
        months = [month for month in range(len(self.paid.months)) if month_of(closing, month)[0] == year]
        for place in self.everybody:
            for name in ("of_price", "interest", "dividends"):
                line = f"{place}.month.{name}"
                whole = cents(added(at(PLACE, line, month) for month in months))
                self.told.line(f"{place}.year.{name}", whole, year, {})
            parts = (at(PLACE, f"{place}.year.{name}", year) for name in ("of_price", "interest", "dividends"))
            self.told.line(f"{place}.year.cash", cents(added(parts)), year, {})

    def value(self, name: str, month: int) -> float:
        """As in the plan, where a record of it is kept."""
        place, _, line = name.partition(".")
        kind, _, field = line.partition(".")
        if kind == "amount":
            return self.paid.payouts[int(place)].amount
        if kind == "year":
            return float(getattr(self.paid.by_year[self.paid.years.index(month)][int(place)], field))
        if kind == "month" and field in HolderMonth._fields:
            return float(getattr(self.paid.months[month][int(place)], field))
        return self.worked_out(name, month)

    def name(self, name: str, language: str) -> Name:
        """As the tables have it, and whose."""
        place, _, line = name.partition(".")
        if not line:
            return Name(say(f"holders.line.{name}", language))
        if place == "all":
            return Name(say(f"holders.line.{line}", language), say("holders.all", language))
        field = "rounding" if line.startswith("rounding") else line.rpartition(".")[2]
        return Name(say(f"holders.line.{field}", language), self.paid.payouts[int(place)].name)

    def unit(self, name: str) -> str:
        """Money, but for parts of the company."""
        return "fraction" if name.endswith(".part") else "money"

    def when(self, name: str, month: int, language: str) -> str:
        """The month, or the calendar year."""
        if ".year." in name:
            return str(month)
        timed = name == "purchase" or name.startswith("all.") or ".month." in name
        return self.month_in_words(month, language) if timed else ""

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (the same in all months)
        """What is a plain number: nothing is claimed, or an odd cent."""
        return Origin(("deal.holders",))
