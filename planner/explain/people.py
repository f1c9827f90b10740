"""One member's figures, and the totals they add up to: how each is divided, carried on and paid out.

What is divided among people is rounded so that all adds up; where that moves a cent, the cent is a part of its own.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from planner import Plan, buy_in, roster, workforce
from planner.deal import layers_apart
from planner.explain import below_zero
from planner.explain.cells import added, at, placed, tidy
from planner.explain.divided import (
    ACCOUNTS,
    CLOSING,
    EVERYBODYS,
    HELD,
    JOINING,
    LEAVING_SHARES,
    ORIGINS,
    SUMMED,
    TOTALS,
    UNITS,
    WORK,
    AtEnd,
    formulas_of,
    shares_of,
)
from planner.explain.rooms import Name, Recall, Room
from planner.model.trace import CELL_HELPERS, Cell, as_cell, value
from planner.model.writing import total
from planner.origins import Origin
from planner.words import say

cents, least, ratio = (CELL_HELPERS[name] for name in ("cents", "least", "ratio"))


class _Years(Room):
    """Figures of a fiscal year, named by the month in which it ends."""

    def when(self, name: str, month: int, language: str) -> str:  # noqa: ARG002  (all are of a fiscal year)
        """The fiscal year."""
        return self.year_in_words(month, language)

    def last(self, year: int) -> int:
        """The month in which a fiscal year ends."""
        return self.plan.outcomes.fiscal_years[year].last

    def layer_name(self, name: str, language: str) -> str | None:
        """The fiscal years of a layer, or of several that leavers' parts are taken from together."""
        kind, _, number = name.partition(".")
        if kind not in ("layer", "layers", "part", "parting", "partings", "stays", "called", "below", "sinking"):
            return None
        year = self.plan.outcomes.fiscal_years[int(number)].label
        return say(f"figure.members.{kind}", language, year=year)


class Members(_Years):
    """A field of `members.Totals`; `layer.2` and `layers.2`: accounts of the third fiscal year, or up to it."""

    def tree(self, name: str, month: int) -> Cell | None:
        """Totals come from the model, weights and layers from the members."""
        year = self.fiscal_year(month)
        last = self.last(year)
        if name in TOTALS:
            first = CLOSING.get(name, ()) if not year else ()
            fee = self.plan.scenario.coop.entry_fee_fraction
            at_closing = [at("now", line, 0) for line in first if fee or line != TOTALS["entry_fee"]]
            return cents(added((*at_closing, at("year", TOTALS[name], last))))
        if name in HELD:
            return cents(at("now", HELD[name], last))
        kind, _, layer = name.partition(".")
        everybody = range(len(self.plan.members.people))
        if kind in SUMMED:
            return added(at("members", f"{SUMMED[kind]}.{one}", last) for one in range(int(layer) + 1))
        whole = added(at("member", f"{one}.{name}", last) for one in everybody)
        return cents(whole) if kind == "layer" else whole

    def value(self, name: str, month: int) -> float:
        """As in the plan; of layers, the sum of all members'."""
        year = self.fiscal_year(month)
        kind, _, layer = name.partition(".")
        if kind == name:
            return float(getattr(self.plan.members.totals[year], name))
        if kind in SUMMED:
            return total(self.value(f"{SUMMED[kind]}.{one}", month) for one in range(int(layer) + 1))
        if kind in ("parting", "sinking"):
            return total(self.recall("member", f"{one}.{name}", month) for one in range(len(self.plan.members.people)))
        return round(sum(person.layers[year][int(layer)] for person in self.plan.members.people), 2)

    def name(self, name: str, language: str) -> Name:
        """Everybody's."""
        what = self.layer_name(name, language) or say(f"members.field.{name}", language)
        return Name(_capital(what), say("members.part.all", language))


class Member(_Years):
    """`3.dividend`: a `PersonYear` field of the fourth of `members.people`; `3.staying.account`: of `StayingYear`.

    Also `3.layer.2` (the account's layer of the third fiscal year), `3.plan.number` and the like.
    """

    def __init__(self, plan: Plan, recall: Recall) -> None:
        super().__init__(plan, recall)
        self.entries = {one.alias: one for one in roster.entries(plan.scenario)}
        self.crew = workforce.crew(plan.scenario)
        self.weights = plan.members.people.weights

    def tree(self, name: str, month: int) -> Cell | None:
        """As `members` divides and carries on."""
        return _One(self, name, self.fiscal_year(month)).tree()

    def value(self, name: str, month: int) -> float:
        """As in the plan."""
        year = self.fiscal_year(month)
        which, _, field = name.partition(".")
        person = self.plan.members.people[int(which)]
        kind, _, line = field.partition(".")
        if kind in ("layer", "below"):
            return (person.layers if kind == "layer" else person.below)[year][int(line)]
        if kind in ("plan", "rounding", "part", "parting", "sinking", "called", "stays"):
            return _One(self, name, year).value()
        record: Any = person.staying if kind == "staying" else person.years
        return float(getattr(record[year], line or kind))

    def name(self, name: str, language: str) -> Name:
        """Whose it is stands beside it."""
        which, _, field = name.partition(".")
        alias = self.plan.members.people[int(which)].alias
        kind, _, line = field.partition(".")
        if kind == "rounding":
            return Name(_capital(say("members.part.rounding", language)))
        what = self.layer_name(field, language) or say(f"members.field.{line or kind}", language)
        whose = say("explain.staying", language, alias=alias) if kind in ("staying", "stays") else alias
        return Name(_capital(what), "" if line in EVERYBODYS else whose)

    def unit(self, name: str) -> str:
        """Mostly money."""
        line = name.rpartition(".")[2]
        return "fraction" if ".part." in name or ".called." in name else UNITS.get(line, "money")

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (the same in all years)
        """What is no formula: expected payments, months counted, nothing called."""
        field = name.partition(".")[2]
        if field.rpartition(".")[2] == "work":
            return WORK
        return ORIGINS.get(field, ACCOUNTS if not field.startswith("plan.") else Origin(JOINING[:1]))


class _One:
    """One figure of one member's fiscal year."""

    def __init__(self, room: Member, name: str, year: int) -> None:
        self.room, self.plan, self.year = room, room.plan, year
        self.which, _, self.field = name.partition(".")
        self.kind, _, self.line = self.field.partition(".")
        self.person = self.plan.members.people[int(self.which)]
        self.entry = room.entries[self.person.alias]

    def tree(self) -> Cell | None:
        """How it is worked out; where cents were moved, with those that were."""
        if self.kind in ("rounding", "part", "called"):
            return None
        mixed = self.plan.members.people.mixed(self.year)
        formulas = formulas_of(mixed=mixed)
        if self.field in formulas:
            return placed(formulas[self.field], self._where)
        if self.line == "work" or self.field == "work":
            return None
        if self.kind in self._kinds:
            return self._kinds[self.kind]()
        if self.field in ("staying.interest", "staying.charged", "staying.revolved"):
            befell = (getattr(self._if_stays(layer), self.line) for layer in range(self.year))
            return tidy(cents(added(befell)))
        return tidy(cents(self.divided(self.field) + self.odd_cents(self.field)))

    def value(self) -> float:
        """A fact of the plan, the cents that were moved, or what is expected to leave of a layer."""
        people, which, line = self.plan.members.people, int(self.which), self.line
        known: dict[str, Callable[[], float]] = {
            "part": lambda: float(self.room.weights.parting[self.year][which, int(line)]),
            "called": lambda: self._part_called(int(line)),
            "stays": lambda: people.layers_if_stays(which, self.year)[int(line)],
            "parting": lambda: value(self._parting(), self.room.recall),
            "sinking": lambda: value(below_zero.sinking(self), self.room.recall),
        }
        if self.kind in known:
            return known[self.kind]()
        if self.kind == "plan":
            tree = self._of_the_plan()
            if tree.op != "number":
                return value(tree, self.room.recall)
            return self._facts[self.line]() if self.line in self._facts else tree.args[0]
        divided = value(self.divided(self.line), self.room.recall)
        return round(self.room.value(f"{self.which}.{self.line}", self.last()) - divided, 2)

    @cached_property
    def _kinds(self) -> dict[str, Callable[[], Cell]]:
        return {
            "plan": self._of_the_plan,
            "parting": self._parting,
            "sinking": lambda: below_zero.sinking(self),
            "below": lambda: below_zero.layer(self),
            "layer": lambda: self._layer(int(self.line)),
            "stays": lambda: self._stays(int(self.line)),
        }

    def _parting(self) -> Cell:
        """What is expected to leave of one layer within the year."""
        return self._before_leaving(int(self.line)) * self.own(f"part.{self.line}")

    def last(self) -> int:
        """The month in which the fiscal year ends."""
        return self.room.last(self.year)

    def own(self, field: str, year: int | None = None) -> Cell:
        """Another figure of the same member."""
        return at("member", f"{self.which}.{field}", self.room.last(self.year if year is None else year))

    def _where(self, kind: str, name: str, _month: int) -> Cell:
        """What a reference of the formulas stands for."""
        year = self.year - kind.endswith("_before")
        if year < 0:
            return as_cell(0.0)
        owner = kind.removesuffix("_before")
        if owner == "all":
            return at("members", name, self.room.last(year))
        return self.own(name if owner == "own" else f"{owner}.{name}", year)

    def odd_cents(self, field: str) -> Cell:
        """What rounding moved of a figure that is divided."""
        divided = value(self.divided(field), self.room.recall)
        moved = round(self.room.value(f"{self.which}.{field}", self.last()) - divided, 2)
        return self.own(f"rounding.{field}") if moved else as_cell(0.0)

    def divided(self, field: str) -> Cell:
        """The figure before odd cents."""
        if field == "shares_left":
            return tidy(cents(placed(LEAVING_SHARES[not self.room.weights.parting], self._where)))
        if (below := below_zero.divided(self, field)) is not None:
            return below
        shares = shares_of(mixed=self.plan.members.people.mixed(self.year))
        if field in shares:
            return tidy(cents(placed(shares[field], self._where)))
        kind, _, layer = field.partition(".")
        if kind == "layer":
            one = self._at_end(int(layer))
            return tidy(cents(one.kept - one.revolved))
        if field in ("interest", "charged", "revolved"):
            return tidy(cents(added(getattr(self._at_end(one), field) for one in range(self.year))))
        return tidy(cents(added(self._taken(one) for one in range(self.year))))

    def _layer(self, layer: int) -> Cell:
        if layer == self.year:
            return self.own("notice")
        if self._part_called(layer) == 1.0:
            return as_cell(0.0)
        return tidy(cents(self.divided(self.field) + self.odd_cents(self.field)))

    def _part_called(self, layer: int) -> float:
        """Of one layer: the part that the board calls at the end of this fiscal year."""
        return self.plan.members.people.called(self.year)[layer]

    def _called(self, layer: int, kept: Cell) -> Cell:
        part = self._part_called(layer)
        return kept if part == 1.0 else kept * self.own(f"called.{layer}") if part else as_cell(0.0)

    def _at_end(self, layer: int) -> AtEnd:
        """One layer at fiscal year-end: its part of what the model credits to, charges to and calls of its slot."""
        slot = min(self.year - 1 - layer, layers_apart(self.plan.scenario) - 1)
        stays = self._before_leaving(layer) - self._taken(layer)
        interest, charged = (self._of_slot(f"borne.{slot}.{name}", slot, stays) for name in ("interest", "charged"))
        kept = stays + interest - charged
        return AtEnd(interest, charged, kept, self._called(layer, kept))

    def _of_slot(self, line: str, slot: int, stays: Cell) -> Cell:
        """Of what falls on a slot of layers, the part of one balance in it."""
        whole = at("now", line, self.last())
        if not self.room.recall(*whole.args):
            return as_cell(0.0)
        return whole * ratio(stays, at("now", f"stayed.{slot}.stays", self.last()))

    def _if_stays(self, layer: int) -> AtEnd:
        """What befalls one layer of who stays."""
        before = self.own(f"stays.{layer}", self.year - 1)
        if layer == self.year - 1:
            before = cents(before + self.own("staying.held_back"))
        interest, charged = (self._at_rate(f"decided.{name}_rate", before) for name in ("interest", "charge"))
        kept = cents(before + interest - least(before, charged))
        return AtEnd(interest, least(before, charged), kept, cents(self._called(layer, kept)))

    def _at_rate(self, line: str, before: Cell) -> Cell:
        rate = at("now", line, self.last())
        return cents(before * rate) if self.room.recall(*rate.args) else as_cell(0.0)

    def _stays(self, layer: int) -> Cell:
        """One layer of who stays, at fiscal year-end."""
        if layer == self.year:
            return self.own("staying.notice")
        one = self._if_stays(layer)
        return tidy(cents(one.kept - one.revolved))

    def _before_leaving(self, layer: int) -> Cell:
        """A layer before leavers take their part, with cash that was held back from the newest."""
        balance = self.own(f"layer.{layer}", self.year - 1)
        return added((balance, self._held_back())) if layer == self.year - 1 else balance

    def _held_back(self) -> Cell:
        held = self.own("held_back")
        return held if self.room.recall(*held.args) else as_cell(0.0)

    def _taken(self, layer: int) -> Cell:
        """What leavers take of one layer: of what they take of all in its slot, the part of its balance."""
        apart = layers_apart(self.plan.scenario)
        age = self.year - 1 - layer
        slot = min(age, apart - 1)
        newest = self.year - 1 - slot
        left = at("year", f"aged.{slot}.left", self.last())
        if not self.room.recall(*left.args):
            return as_cell(0.0)
        gathered = slot == apart - 1 and newest > 0
        if self.room.weights.parting:
            whole = at("members", f"partings.{newest}" if gathered else f"parting.{layer}", self.last())
            return left * ratio(self.own(f"parting.{layer}"), whole)
        before = self.room.last(self.year - 1)
        every = at("members", f"layers.{newest}" if gathered else f"layer.{layer}", before)
        joined = at("members", "held_back", self.last())
        if not slot and self.room.recall(*joined.args):
            every = added((every, joined))
        return left * ratio(self._before_leaving(layer), every)

    @cached_property
    def _months(self) -> range:
        """The months of the fiscal year since joining."""
        period = self.plan.outcomes.fiscal_years[self.year]
        return range(max(period.first, self.entry.joins), period.last + 1)

    def _of_the_plan(self) -> Cell:
        """A fact of the plan that formulas refer to; a plain number where it is none that is worked out."""
        workers = self.plan.scenario.workforce.workers
        place = self.entry.row
        grouped = self.entry.number > 1 and place < len(workers)
        count = at("input", f"workforce.workers.{place}.number") if grouped else as_cell(float(self.entry.number))
        pay = at("worker", f"pay_of_one.{place}")
        trees: dict[str, Callable[[], Cell]] = {
            "number": lambda: count,
            "yearly_pay_of_one": lambda: pay,
            "yearly_pay": lambda: tidy(pay * count),
            "whole_pay": lambda: added(at("worker", f"yearly_pay.{one}") for one in range(len(workers))),
            "payroll_since": lambda: added(map(self._payroll_since, self._months)),
            "payroll_expected": lambda: added(map(self._payroll_expected, self._months)),
            "entry_fee_fraction": lambda: at("input", "coop.entry_fee_fraction"),
            "least_cash": lambda: at("rule", "patronage.least_cash"),
        }
        nothing = self.line in self._facts and not self._facts[self.line]()
        return trees[self.line]() if self.line in trees and not nothing else as_cell(0.0)

    def _payroll_expected(self, month: int) -> Cell:
        return at("now", "operations.roster_payroll", month) * at("worker", f"held.{self.entry.row}", month)

    def _payroll_since(self, month: int) -> Cell:
        payroll, level = at("now", "operations.roster_payroll", month), self.room.crew.levels[self.entry.kind, month]
        return tidy(payroll * as_cell(float(level)))

    @cached_property
    def _facts(self) -> dict[str, Callable[[], float]]:
        """What payments on a share come to in the fiscal year, and facts that may be none."""
        scenario, joins, kind = self.plan.scenario, self.entry.joins, self.entry.kind
        coop, periods = scenario.coop, self.plan.outcomes.fiscal_years
        paid = buy_in.deductions(coop, founder=not joins)
        lent, own = (paid, paid._replace(number=0)) if coop.share_lender else (paid._replace(number=0), paid)
        first = roster.since(roster.instalments(scenario, joins), joins) - roster.since(
            roster.instalments(scenario, joins), joins + 1
        )
        shares = workforce.paid_in(scenario, self.room.crew)

        def in_year(by_month: roster.Numbers, *, with_closing: bool = False) -> float:
            return float(roster.by_period(by_month, periods, with_closing=with_closing)[self.year])

        def made(of: buy_in.Deductions) -> float:
            days = buy_in.by_month(coop, of._replace(each=1.0, last=1.0))
            return in_year(roster.from_joining(scenario, joins, (0.0, *days)))

        return {
            "chance_due": lambda: in_year(shares.paid[kind], with_closing=True),
            "chance_leaving": lambda: in_year(shares.left[kind]),
            "number": lambda: float(self.entry.number),
            "joining": lambda: in_year(first, with_closing=True),
            "deduction": lambda: paid.each,
            "deductions_made": lambda: made(own),
            "to_lender": lambda: paid.each,
            "deductions_lent": lambda: made(lent),
            "entry_fee_fraction": lambda: coop.entry_fee_fraction,
            "least_cash": lambda: self.plan.members.least_cash,
        }


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
