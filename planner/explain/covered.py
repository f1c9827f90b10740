"""A lender's figures: each covenant at each test, who is paid first, and past earnings against level payments."""

from collections.abc import Iterable
from typing import NamedTuple

from planner.coverage import covenants, debts, payouts, told
from planner.coverage.covenants import Covenant, Kind, Measured, Side
from planner.explain.cells import added, at, tidy
from planner.explain.rooms import Name, Room
from planner.model import covenants as stages
from planner.model.trace import CELL_HELPERS, Cell, as_cell
from planner.model.writing import rewire
from planner.origins import Origin
from planner.words import say

cents = CELL_HELPERS["cents"]
SIDES = ("promised", "paid")
MEASURED = ("numerator", "denominator", "ratio", "headroom")
AMOUNTS = ("due", "paid", "held_back", "lapsed")


def _as_it_is(_name: str, function: object) -> object:
    return function


ON_CELLS = rewire(  # the very functions that work the plan out, on cells
    [
        stages.coverage_of,
        stages.spare,
        stages.slack,
        stages.room,
        covenants.headroom_of,
        covenants.annualised,
        covenants.fall_in_sales,
        debts.owed,
        debts.paid_level,
    ],
    _as_it_is,
    CELL_HELPERS,
)


class Part(NamedTuple):
    """What the name of a covenant's figure says: which covenant, as promised or as paid, which figure."""

    key: str  # `dscr`, of one lender `dscr@0`
    kind: Kind
    who: str
    side: str
    field: str

    @property
    def limit(self) -> str:
        """Which term holds its limit."""
        return covenants.limit_name(self.kind, self.who)


class Covenants(Room):
    """`dscr.promised.ratio`, `fccr.paid.headroom`, `leverage.promised.denominator`, `dscr.fall`: at a test date."""

    def tree(self, name: str, month: int) -> Cell | None:
        """Lines of the model, annualised where the window is short; sales that may be lost, by their margin."""
        part = self._part(name)
        if part.field == "fall":
            return self._fall(part, month)
        paid = part.side == "paid"
        if part.field == "ratio":
            return at("now", covenants.ratio_line(part.kind.name, paid=paid), month)
        if part.field == "headroom":
            return self._headroom(part, month)
        line = getattr(part.kind, f"{part.field}_paid" if paid else part.field)
        test = self._test(name, month)
        if test.whole or part.field not in part.kind.flows:
            return cents(at("now", line, month))
        return cents(ON_CELLS["annualised"](at("now", line, month), at("now", "coverage.months", month)))

    def _headroom(self, part: Part, month: int) -> Cell:
        over, under = part.kind.numerator, part.kind.denominator
        if part.side == "paid":
            over, under = part.kind.numerator_paid, part.kind.denominator_paid
        denominator = at("now", under, month) if under else as_cell(1.0)
        headroom = ON_CELLS["headroom_of"](part.kind, at("terms", part.limit), at("now", over, month), denominator)
        return _tidied(headroom)

    def _fall(self, part: Part, month: int) -> Cell:
        sales = added(at("now", "operations.sales", one) for one in covenants.window(self.plan.run, month))
        case = self.plan.case
        limit = covenants.agreed(part.kind, case, part.who) or 0.0
        weighs = covenants.weight_of(part.kind, limit, case.terms.line_limit)
        weight = as_cell(1.0)
        if weighs > 1.0:
            weight = 1.0 + CELL_HELPERS["ratio"](as_cell(1.0), at("terms", part.limit))
        headroom = at("covenant", f"{part.key}.promised.headroom", month)
        return _tidied(ON_CELLS["fall_in_sales"](headroom, weight, sales, at("terms", "cost_fraction")))

    def value(self, name: str, month: int) -> float:
        """As in the plan; what a test has not is no figure."""
        part, test = self._part(name), self._test(name, month)
        side: Side = test.paid if part.side == "paid" else test.promised
        found = test.fall if part.field == "fall" else getattr(side, part.field)
        if found is None:
            raise LookupError(f"the plan has no {name} in month {month}")
        return float(found)

    def name(self, name: str, language: str) -> Name:
        """The covenant, and which figure of it."""
        part = self._part(name)
        which = say(f"figure.covenant.{part.side}.{part.field}" if part.side else "figure.covenant.fall", language)
        found = next(one for one in self.plan.coverage.covenants if one.key == part.key)
        return Name(told.name_of(found, language), which)

    def unit(self, name: str) -> str:
        """Ratios in times, sales that may be lost as a part of sales, all else money."""
        return {"ratio": "times", "fall": "fraction"}.get(self._part(name).field, "money")

    def when(self, name: str, month: int, language: str) -> str:  # noqa: ARG002  (every test has its date)
        """The test date."""
        return self.month_in_words(month, language)

    def _part(self, name: str) -> Part:
        key, _, rest = name.partition(".")
        side, _, field = rest.partition(".")
        return Part(key, *covenants.split(key), *((side, field) if field else ("", side)))

    def _test(self, name: str, month: int) -> Measured:
        key = self._part(name).key
        found: Covenant | None = next((one for one in self.plan.coverage.covenants if one.key == key), None)
        test = next((one for one in found.tests if one.month == month), None) if found else None
        if test is None:
            raise LookupError(f"the plan has no test of {key} in month {month}")
        return test


def _tidied(cell: Cell) -> Cell:
    """Without what says nothing, such as times 1, all the way down."""
    if cell.op in ("line", "number"):
        return cell
    return tidy(Cell(cell.op, *(_tidied(arg) for arg in cell.args)))


def _signed(cells: Iterable[tuple[Cell, float]]) -> Cell:
    """A sum from left to right in which some are taken off."""
    whole = as_cell(0.0)
    for cell, sign in cells:
        whole = tidy(whole + cell) if sign > 0 else whole - cell
    return whole


class PaidFirst(Room):
    """`seller_note.due`, `.paid`, `.held_back`, `.lapsed`: a claim in the fiscal year that ends in `month`."""

    def tree(self, name: str, month: int) -> Cell | None:
        """Sums of the year's lines; what waits is a stock at its end."""
        claim, _, field = name.partition(".")
        if field == "lapsed":
            return cents(at("paid_first", f"{claim}.due", month) - at("paid_first", f"{claim}.paid", month))
        scenario = self.plan.scenario
        if field == "held_back":
            lines = payouts.waiting_lines(claim, self.plan.case)
            return cents(added(at("now", line, month) for line, _ in lines)) if lines else None
        lines = (payouts.due_lines if field == "due" else payouts.paid_lines)(claim, scenario)
        period = self.plan.outcomes.fiscal_years[self.fiscal_year(month)]
        return cents(_signed((at("year", line, period.last), sign) for line, sign in lines)) if lines else None

    def value(self, name: str, month: int) -> float:
        """As in the plan."""
        claim, _, field = name.partition(".")
        found = next(one for one in self.plan.coverage.paid_first if one.name == claim)
        return float(getattr(found.years[self.fiscal_year(month)], field))

    def name(self, name: str, language: str) -> Name:
        """The claim, and which amount of it."""
        claim, _, field = name.partition(".")
        return Name(say(f"lender.claim.{claim}", language), say(f"figure.paid_first.{field}", language))

    def when(self, name: str, month: int, language: str) -> str:  # noqa: ARG002  (every amount has its year)
        """The fiscal year."""
        return self.year_in_words(month, language)

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (no loan, nothing due)
        """What is nothing, since nobody lends or waits."""
        return Origin(("deal.loans", "deal.payout.order"))


class Past(Room):
    """`service`, and of a historical year by its place `ratio.0` and `ebitda.0`."""

    def tree(self, name: str, month: int) -> Cell | None:  # noqa: ARG002  (the past has no month)
        """Normalised EBITDA over each loan's first full year of level payments."""
        field, _, place = name.partition(".")
        if field == "service":
            return self._service()
        if field == "line_interest":
            months = debts.line_months(self.plan.scenario.deal.loans)
            return cents(added(at("now", "line_cost.interest", one) for one in months))
        if field == "at_once":
            return self._at_once(self.plan.coverage.historical.at_once[int(place)])
        if field == "ebitda":
            years = len(self.plan.coverage.historical.years)
            return cents(at("valuation", f"earnings.{len(self.plan.valuation.earnings) - years + int(place)}.ebitda"))
        return ON_CELLS["coverage_of"](at("past", f"ebitda.{place}"), at("past", "service"))  # type: ignore[no-any-return]

    def _service(self) -> Cell:
        """The year that counts of each loan, what is asked at once as if refinanced, and the line's interest."""
        read, loans = self.plan.coverage.historical, self.plan.scenario.deal.loans
        parts = [
            self._year_of(place, debts.grown(loans[place]), months)
            for place, months in enumerate(debts.level_years(self.plan.scenario, self.plan.run))
            if months
        ]
        parts += [at("past", f"at_once.{place}") for place in range(len(read.at_once))]
        if read.line_interest > 0:
            parts.append(at("past", "line_interest"))
        return cents(added(parts))

    def _year_of(self, place: int, grown: float, months: range) -> Cell:
        """What falls due on one loan in its year; payments that grow as often as they will have grown."""
        paid = added(at("now", f"dues.{place}.service", one) for one in months)
        return paid if grown == 1.0 else as_cell(grown) * paid

    def _at_once(self, one: debts.AtOnce) -> Cell:
        """A balloon, or what is owed just before an only payment, paid off level at the loan's last rate."""
        month = debts.asked_in(self.plan.scenario.deal.loans[one.place], self.plan.run, one.place)
        loan = f"loans.{one.place}"
        if one.alone:
            amount = ON_CELLS["owed"](at("now", f"{loan}.balance", month), at("now", f"{loan}.interest_owed", month))
        else:
            amount = cents(at("now", f"dues.{one.place}.balloon", month))
        rate = at("now", f"dues.{one.place}.rate", max(1, month))
        over, payments = as_cell(float(one.months)), as_cell(float(one.payments))
        return ON_CELLS["paid_level"](amount, rate, over, payments)  # type: ignore[no-any-return]

    def value(self, name: str, month: int) -> float:  # noqa: ARG002  (the past has no month)
        """As in the plan; what it has not is no figure."""
        field, _, place = name.partition(".")
        read = self.plan.coverage.historical
        if field == "at_once":
            return read.at_once[int(place)].yearly
        if field == "line_interest":
            return read.line_interest
        found = read.service if field == "service" else getattr(read.years[int(place)], field)
        if found is None:
            raise LookupError(f"the plan has no {name}")
        return float(found)

    def name(self, name: str, language: str) -> Name:
        """A ratio carries its fiscal year."""
        field, _, place = name.partition(".")
        read = self.plan.coverage.historical
        if field == "at_once":
            return Name(say("figure.past.at_once", language), read.at_once[int(place)].loan)
        which = str(read.years[int(place)].fiscal_year) if place else ""
        return Name(say(f"figure.past.{field}", language), which)

    def unit(self, name: str) -> str:
        """Coverage in times, all else money."""
        return "times" if name.startswith("ratio") else "money"

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (the past has no month)
        """No loan, no service."""
        return Origin(("deal.loans",))
