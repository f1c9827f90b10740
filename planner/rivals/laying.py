"""A way out laid out in cash: a sale to somebody else, everything sold, what the owner does when a sale has failed."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from planner.model.calendar import MONTHS_A_YEAR, month_of
from planner.model.helpers import where
from planner.places import Row, Rules
from planner.rivals import terms as of_terms
from planner.rivals import together as of_together
from planner.rivals import years as of_years
from planner.rivals.records import Burdens, Laid, NoteMonth, Outline, Sunk, Taken, Timing
from planner.rivals.terms import closing_sale, pay_note, price_of, sale_to, sell_all
from planner.rivals.together import nothing_sold, of_year, profit_year
from planner.rivals.years import add_up, costs_by_year, expect, held_years, way_year, worth
from planner.scenario import Owner, Scenario
from planner.seller import Choice, Receipt, Sale, Worked, work
from planner.seller import holding as of_holding
from planner.seller.findings import planned
from planner.seller.holding import until_closing, with_until

SALES = ("esop", "esop_rollover", "trust", "outsider", "managers", "steward")
BY_THE_COMPANY = ("esop", "esop_rollover", "trust", "steward")
EMPLOYEE_TRUST = "trust"
ROLLED_OVER = "esop_rollover"
STAYING = ("carrying_on", "b_corporation")


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


def months_of(setting: Setting, name: str) -> int:
    """Months for which the owner stays: carrying on as he is or as a B corporation; none where he closes down."""
    if name not in STAYING:
        return 0
    asked = getattr(setting.scenario.rivals, name).years
    return MONTHS_A_YEAR * (int(setting.rules.value("rivals.carrying_on_years")) if asked is None else asked)


def burdens_of(setting: Setting, name: str) -> Burdens:
    """What staying or closing down costs beside."""
    burdens = Burdens(premium=getattr(setting.scenario.rivals, name).premium)
    if name == "b_corporation":
        burdens = burdens._replace(set_up=set_up_cost(setting), yearly=yearly_cost(setting))
    return burdens


def usual_terms(rules: Rules, name: str) -> Row:
    """The usual terms of a sale, dated."""
    return rules.rows(f"rivals.usual.{name}")[0]


def asked_as(name: str) -> str:
    """Whose terms a way takes: an ESOP's are the same with a rollover."""
    return name.removesuffix("_rollover")


def borne_by_owner(name: str) -> float:
    """Flag: the owner bears the costs of setting the way up, and not the company that is sold."""
    return 0.0 if name in BY_THE_COMPANY else 1.0


def chance_of(setting: Setting) -> float:
    """The chance that the sale to the workers closes."""
    asked = setting.scenario.rivals.coop_probability
    return setting.rules.value("rivals.coop_probability") if asked is None else asked


def lose_plan(setting: Setting) -> Sunk:
    """What the company has spent on the plan if the sale to the workers fails."""
    asked, deal = setting.scenario.rivals.coop_sunk, setting.scenario.deal
    part = setting.rules.value("rivals.coop_sunk") if asked is None else asked
    return Sunk(0.0, part * (deal.transaction_costs + deal.advice))


def stop_months(setting: Setting) -> int:
    """Months until everything is sold."""
    asked = setting.scenario.rivals.closing_down.months
    return int(setting.rules.rows("rivals.closing_down")[0][0]) if asked is None else asked


def yearly_cost(setting: Setting) -> float:
    """A B corporation's certificate a year: the owner's figure, or the fee by the last year's sales."""
    asked = setting.scenario.rivals.b_corporation.yearly_cost
    if asked is not None:
        return asked
    return fee_of(setting.scenario.business.statements[-1].sales, setting.rules.rows("rivals.b_corporation_fee"))


def fee_of(sales: float, rows: tuple[Row, ...]) -> float:
    """The fee of the step that sales fall into."""
    fee = rows[0][1]
    for low, amount in rows[1:]:
        fee = where(sales >= low, amount, fee)
    return fee


def set_up_cost(setting: Setting) -> float:
    """What it costs to become a B corporation."""
    asked = setting.scenario.rivals.b_corporation.set_up
    return setting.rules.value("rivals.b_corporation_set_up") if asked is None else asked


def sell(setting: Setting, name: str, terms: Taken, when: Timing) -> Outline:
    """A sale to somebody else: cash at closing, then the note month by month."""
    beside = (setting.beside, setting.scenario.business.books.debt)
    priced = price_of(terms, beside, borne_by_owner(name), when)
    note = pay_note(terms, priced, when.note_months)
    sale = sale_to(
        setting.scenario, setting.told, priced, (terms.note_rate, name), month_of(setting.today, when.months)
    )
    burdens = Burdens(costs=priced.costs, premium=getattr(setting.scenario.rivals, asked_as(name)).premium)
    sale = let_go(setting, sale, when.months, burdens)
    worked = worked_out(setting, sale, receipts(setting.today, when.months, note), name)
    made = lay_out(setting, when.months, worked, burdens)
    return made._replace(taken=terms, timing=when, priced=priced, note=note)


def receipts(today: date, months: int, note: tuple[NoteMonth, ...]) -> list[Receipt]:
    """The note's months as the seller's tax is told of them."""
    return [Receipt(*month_of(today, months + place), one.interest, one.principal) for place, one in enumerate(note, 1)]


def stop(setting: Setting, after: int, burdens: Burdens) -> Outline:
    """Everything is sold some months from now, and the profit until then is the owner's."""
    sold = sell_all(setting.scenario, setting.rules.rows("rivals.closing_down")[0])
    when = month_of(setting.today, after + stop_months(setting))
    sale = let_go(setting, closing_sale(setting.scenario, setting.told, sold, when), after, burdens)
    worked = worked_out(setting, sale, [], "closing_down")
    return lay_out(setting, after, worked, burdens._replace(costs=sold.from_owner))._replace(sold=sold)


def let_go(setting: Setting, sale: Sale, months: int, burdens: Burdens) -> Sale:
    """A sale with what its calendar year brings until the owner lets go, so many months from today."""
    year, month = month_of(setting.today, months)
    held = month if year == sale.closing_year else 0
    costs = costs_by_year(setting.today, months, burdens).get(sale.closing_year, 0.0)
    told = until_closing(setting.scenario, (sale.closing_year, held), setting.months, setting.rules, costs)
    return with_until(sale, told)


def fall_back(setting: Setting, months: int, sunk: Sunk) -> Outline:
    """What the owner does when a sale has failed that was to close after so many months."""
    asked = setting.scenario.rivals
    premium = getattr(asked, asked.fallback).premium
    after = months + months_of(setting, asked.fallback)
    return stop(setting, after, Burdens(sunk=sunk, failed=months, premium=premium))


def worked_out(setting: Setting, sale: Sale, paid: list[Receipt], name: str) -> Worked:
    """A sale through the seller's own stages, with what the owner elects."""
    choice: Choice = planned(setting.owner, sale, setting.rules)
    if name == ROLLED_OVER:
        choice = choice._replace(rollover=True, small_stock=False)
    if name == EMPLOYEE_TRUST and setting.owner.taxed_in_kingdom:
        choice = choice._replace(employee_trust=setting.owner.kingdom.employee_trust != "no")
    return work(setting.owner, sale, paid, setting.rules, choice)


def lay_out(setting: Setting, months: int, worked: Worked, burdens: Burdens) -> Outline:
    """A way out by calendar year: profit until the owner lets go, the sale, the tax on both, today's worth."""
    first, owner = setting.today.year, setting.owner
    held = held_years(setting.today, months, setting.months, burdens)
    closing = worked.sale.closing_year
    elections = worked.exclusion is not None or worked.rollover is not None
    years, records, factor = [], [], 1.0
    last = max([first, *held, *(one.year for one in worked.years)])
    rate = owner.discount_rate + burdens.premium
    failed = None if burdens.failed is None else month_of(setting.today, burdens.failed)[0]
    for year in range(first, last + 1):
        factor = factor if year == first else worth(factor, rate)
        of_sale = of_year(worked, year)
        profit, tax = 0.0, of_sale.tax if of_sale else 0.0
        if year in held:
            record = profit_year(setting.scenario, year, held[year], (of_sale, elections), setting.rules)
            profit, tax = record.profit.cash, record.together.total + (of_sale.kingdom if of_sale else 0.0)
            records.append((year, record))
        costs = (burdens.costs if year == closing else 0.0) + (burdens.sunk.owner if year == failed else 0.0)
        years.append(way_year(year, profit, of_sale or nothing_sold(owner, 0.0), (tax, costs), factor))
    listed = tuple(years)
    return Outline(listed, add_up(listed), worked, tuple(records))


def weigh(setting: Setting, outline: Outline, months: int, chance: float, sunk: Sunk) -> Laid:
    """A sale by its chance: if it fails, what it has cost by then is lost and the owner does something else."""
    failed = fall_back(setting, months, sunk)
    return Laid(outline, failed, expect(chance, outline.sums.present_value, failed.sums.present_value))


STAGES: list[Callable[..., Any]] = [
    *of_holding.STAGES,
    *of_terms.STAGES,
    *of_years.STAGES,
    *of_together.STAGES,
    usual_terms,
    chance_of,
    lose_plan,
    stop_months,
    months_of,
    fee_of,
    yearly_cost,
    set_up_cost,
    burdens_of,
    receipts,
    of_year,
    worked_out,
    let_go,
    lay_out,
    sell,
    stop,
    fall_back,
]
