"""What the owner could do instead of selling to the workers, and what each way is worth today after tax.

| to find | look in |
|---|---|
| every figure on the way | `records` |
| terms of a sale, its note, everything sold | `terms` |
| profit until then, years, today's worth, chance | `years` |
| which ways are open and what stays of the risk | `ways` |

All ways are measured alike: cash after tax by calendar year from today on, the owner's work paid at market rates, cash
in the bank left out, each year discounted at the owner's own rate. A sale that fails ends in what the owner then does.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from planner.model.calendar import MONTHS_A_YEAR, month_of
from planner.model.helpers import cents
from planner.places import Row, Rules
from planner.rivals import terms as of_terms
from planner.rivals import years as of_years
from planner.rivals.records import Comparison, Expected, NoteMonth, Outline, Priced, Taken, Timing, Way
from planner.rivals.terms import UNLIMITED, closing_sale, note_month, price_of, sale_to, sell_all, taken, timing
from planner.rivals.ways import differences, in_words, is_open, risk
from planner.rivals.years import add_up, expect, month_profit, profit_months, profit_year, way_year, worth
from planner.scenario import Owner, Scenario
from planner.seller import Receipt, Sale, SellerOutcome, Worked, work
from planner.seller.findings import planned

SALES = ("esop", "trust", "outsider", "managers", "steward")
BY_THE_COMPANY = ("esop", "trust", "steward")
WAYS = ("coop", "coop_rollover", *SALES, "closing_down", "carrying_on")


class Told(NamedTuple):
    """What the plan says of the planned sale: the seller's outcome, and every payment."""

    seller: SellerOutcome
    receipts: tuple[Receipt, ...]


class Setting(NamedTuple):
    """What all ways have in common."""

    scenario: Scenario
    rules: Rules
    midpoint: float  # of the value of the operations
    ebitda: float  # normalised
    beside: float  # of a price: debt, debt-like items and the peg off it, cash left in on it
    months: tuple[Any, ...]  # of the model, closing = 0
    told: Sale  # the plan's own

    @property
    def owner(self) -> Owner:
        """The owner."""
        return self.scenario.owner

    @property
    def today(self) -> date:
        """The day from which all ways begin."""
        return self.scenario.rules_date

    @property
    def until_closing(self) -> int:
        """Months from today until the plan closes."""
        closing = self.scenario.deal.closing
        return max(0, (closing.year - self.today.year) * MONTHS_A_YEAR + closing.month - self.today.month)

    @property
    def carrying_on(self) -> int:
        """Months of carrying on."""
        asked = self.scenario.rivals.carrying_on.years
        return MONTHS_A_YEAR * (int(self.rules.value("rivals.carrying_on_years")) if asked is None else asked)


def compare(
    scenario: Scenario, rules: Rules, worth_today: tuple[float, float, float], months: tuple[Any, ...], told: Told
) -> Comparison:
    """Every way out of one plan.

    `worth_today`: the middle of the value of the operations, normalised EBITDA, and what comes beside a price.
    """
    setting = Setting(scenario, rules, *worth_today, months, told.seller.sale)
    workers = sum(worker.number for worker in scenario.workforce.workers)
    ways = (
        *_to_the_workers(setting, told, workers),
        *(_to_others(setting, name, workers) for name in SALES),
        *_without_a_sale(setting, workers),
    )
    return Comparison(ways, workers, tuple(differences(ways)))


def _to_the_workers(setting: Setting, told: Told, workers: int) -> Iterator[Way]:
    deal, months = setting.scenario.deal, setting.until_closing
    costs = deal.transaction_costs + deal.advice
    chance = chance_of(setting)
    rollover = next((way for way in told.seller.ways if way.name == "rollover"), None)
    for name, sale in (("coop", told.seller.planned), ("coop_rollover", rollover.worked if rollover else None)):
        worked = without_rent(setting, sale, told.receipts) if sale else None
        answer, reason = is_open(name, setting.scenario, rollover)
        if worked is None or answer == "no":
            yield Way(name, "no", reason, risk(name), costs, months, workers)
            continue
        outline = lay_out(setting, months, worked, 0.0)
        failed = fall_back(setting, months)
        yield Way(
            name,
            answer,
            reason,
            risk(name, worked),
            costs,
            months,
            workers,
            outline,
            failed,
            expect(chance, outline.sums.present_value, failed.sums.present_value),
        )


def _to_others(setting: Setting, name: str, workers: int) -> Way:
    answer, reason = is_open(
        name, setting.scenario, None, worth=(setting.midpoint, setting.ebitda), rules=setting.rules
    )
    asked = getattr(setting.scenario.rivals, name)
    usual = usual_terms(setting.rules, name)
    when = timing(asked, usual)
    if answer == "no":
        return Way(name, answer, reason, risk(name), 0.0, when.months, 0)
    outline = sell(setting, taken(asked, usual, setting.midpoint), when, borne_by_owner(name))
    failed = fall_back(setting, when.months)
    terms = outline.taken or Taken(*(0.0,) * len(Taken._fields))
    return Way(
        name,
        answer,
        reason,
        risk(name, outline.worked),
        cents(terms.fee * terms.price) + terms.costs,
        when.months,
        round(terms.jobs_kept * workers),
        outline,
        failed,
        expect(terms.probability, outline.sums.present_value, failed.sums.present_value),
    )


def _without_a_sale(setting: Setting, workers: int) -> Iterator[Way]:
    for name, after in (("closing_down", 0), ("carrying_on", setting.carrying_on)):
        answer, reason = is_open(name, setting.scenario, None)
        outline = stop(setting, after)
        months = after + stop_months(setting)
        kept = workers if name == "carrying_on" else 0
        value = outline.sums.present_value
        yield Way(
            name, answer, reason, risk(name, months=months), 0.0, months, kept, outline, None, Expected(1.0, 0.0, value)
        )


def usual_terms(rules: Rules, name: str) -> Row:
    """The usual terms of a sale, dated."""
    return rules.rows(f"rivals.usual.{name}")[0]


def without_rent(setting: Setting, worked: Worked, paid: tuple[Receipt, ...]) -> Worked:
    """The planned sale without rent of property that the owner keeps: other buyers would pay it too."""
    if not worked.totals.rent:
        return worked
    bare = [one for one in paid if not one.rent]
    return work(setting.owner, worked.sale, bare, setting.rules, worked.choice)


def borne_by_owner(name: str) -> float:
    """Flag: the owner bears the costs of setting the way up, and not the company that is sold."""
    return 0.0 if name in BY_THE_COMPANY else 1.0


def chance_of(setting: Setting) -> float:
    """The chance that the sale to the workers closes."""
    asked = setting.scenario.rivals.coop_probability
    return setting.rules.value("rivals.coop_probability") if asked is None else asked


def stop_months(setting: Setting) -> int:
    """Months until everything is sold."""
    asked = setting.scenario.rivals.closing_down.months
    return int(setting.rules.rows("rivals.closing_down")[0][0]) if asked is None else asked


def sell(setting: Setting, terms: Taken, when: Timing, borne: float) -> Outline:
    """A sale to somebody else: cash at closing, then the note month by month."""
    priced = price_of(terms, setting.beside, borne, when.note_months)
    note = pay_note(terms, priced, when.note_months)
    sale = sale_to(setting.scenario, setting.told, priced, terms.note_rate, month_of(setting.today, when.months))
    worked = worked_out(setting, sale, receipts(setting.today, when.months, note))
    made = lay_out(setting, when.months, worked, priced.costs)
    return made._replace(taken=terms, timing=when, priced=priced, note=note)


def pay_note(terms: Taken, priced: Priced, months: int) -> tuple[NoteMonth, ...]:
    """The note's months."""
    found = []
    now = NoteMonth(0.0, 0.0, priced.note)
    for month in range(1, months + 1):
        now = note_month(now, terms.note_rate, priced.payment, 1.0 if month == months else 0.0)
        found.append(now)
    return tuple(found)


def receipts(today: date, months: int, note: tuple[NoteMonth, ...]) -> list[Receipt]:
    """The note's months as the seller's tax is told of them."""
    return [Receipt(*month_of(today, months + place), one.interest, one.principal) for place, one in enumerate(note, 1)]


def stop(setting: Setting, after: int) -> Outline:
    """Everything is sold some months from now, and the profit until then is the owner's."""
    sold = sell_all(setting.scenario, setting.rules.rows("rivals.closing_down")[0])
    when = month_of(setting.today, after + stop_months(setting))
    worked = worked_out(setting, closing_sale(setting.scenario, setting.told, sold, when), [])
    return lay_out(setting, after, worked, sold.from_owner)._replace(sold=sold)


def fall_back(setting: Setting, months: int) -> Outline:
    """What the owner does when a sale has failed that was to close after so many months."""
    more = setting.carrying_on if setting.scenario.rivals.fallback == "carrying_on" else 0
    return stop(setting, months + more)


def worked_out(setting: Setting, sale: Sale, paid: list[Receipt]) -> Worked:
    """A sale through the seller's own stages, with what the owner elects."""
    return work(setting.owner, sale, paid, setting.rules, planned(setting.owner, sale, setting.rules))


def lay_out(setting: Setting, months: int, worked: Worked, costs: float) -> Outline:
    """A way out by calendar year: profit until the owner lets go, then what the sale leaves."""
    first = setting.today.year
    of_profit = {
        year: profit_year(setting.owner, year, sum((month_profit(now) for now in those), 0.0), (setting.rules, first))
        for year, those in profit_months(setting.today, months, setting.months).items()
    }
    of_sale = {one.year: one.cash_after_tax for one in worked.years}
    closing = worked.sale.closing_year
    years, factor = [], 1.0
    for year in range(first, max([first, *of_profit, *of_sale]) + 1):
        factor = factor if year == first else worth(factor, setting.owner.discount_rate)
        profit = of_profit[year].kept.kept if year in of_profit else 0.0
        years.append(way_year(year, profit, of_sale.get(year, 0.0), costs if year == closing else 0.0, factor))
    listed = tuple(years)
    return Outline(listed, add_up(listed), worked, tuple(of_profit.items()))


STAGES: list[Callable[..., Any]] = [
    *of_terms.STAGES,
    *of_years.STAGES,
    usual_terms,
    chance_of,
    stop_months,
    pay_note,
    receipts,
    worked_out,
    lay_out,
    sell,
    stop,
    fall_back,
]

__all__ = [
    "SALES",
    "STAGES",
    "UNLIMITED",
    "WAYS",
    "Comparison",
    "Outline",
    "Setting",
    "Told",
    "Way",
    "borne_by_owner",
    "compare",
    "in_words",
    "receipts",
    "sell",
    "stop",
    "stop_months",
]
