"""A member as one who stays sees it: who joins when the place is first filled, and does not leave.

Each year's part of a dividend goes by work as everybody's does; the account is kept in layers, one a fiscal year, since
interest, losses and what the board calls fall on layers.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from planner import roster, workforce
from planner.model.helpers import cents, cents_up, least, most, ratio
from planner.model.one import Run
from planner.scenario import Scenario
from planner.statements import Period


class StayingYear(NamedTuple):
    """One fiscal year of a member who joins when the place is first filled, and stays."""

    fiscal_year: str
    deductions: float  # the co-op gets on the member share, the down payment included
    to_lender: float  # paid on the loan for the share, to who lent it
    entry_fee: float  # of what the co-op gets: to the collective account
    shares: float
    pay: float
    work: float  # part of all work that counts for patronage
    dividend: float
    cash: float
    notice: float
    held_back: float
    interest: float
    charged: float  # part of a loss
    charged_below: float  # beyond what stands in the account
    restored: float
    below_zero: float
    revolved: float
    account: float


class Counted(NamedTuple):
    """Who joins, what each counts by fiscal year, and in which years more than pay does."""

    entries: Sequence[roster.Entry]
    periods: tuple[Period, ...]
    weights: roster.Weights
    mixed: tuple[bool, ...]


class Given(NamedTuple):
    """What one fiscal year gives everybody, as far as it falls on who stays."""

    fiscal_year: str
    dividend: float
    cash: float
    held_back: float
    interest_rate: float  # on each layer
    charge_rate: float  # of each layer
    charged_below: float  # of a loss: beyond what stands in accounts
    restore_rate: float  # of what lies below zero
    called: tuple[float, ...]  # of each layer, the oldest first: the part called
    least_cash: float  # of each dividend


class Own(NamedTuple):
    """What one member earns and pays in, year by year."""

    pay: Sequence[float]
    work: Sequence[float]
    deductions: Sequence[float]
    to_lender: Sequence[float]
    entry_fee_fraction: float


class Layered(NamedTuple):
    """One layer's year: what it was with cash held back, interest, a loss, what was called, what is left."""

    before: float
    interest: float
    charged: float
    called: float
    after: float


class Followed(NamedTuple):
    """Each fiscal year, and what befell each older layer in it."""

    years: tuple[StayingYear, ...]
    befell: tuple[tuple[Layered, ...], ...]


def on_layer(before: float, given: Given, layer: int) -> Layered:
    """Interest, a loss and what the board calls, on one layer at fiscal year-end."""
    interest = cents(before * given.interest_rate)
    charged = least(before, cents(before * given.charge_rate))
    kept = cents(before + interest - charged)
    called = cents(kept * given.called[layer]) if layer < len(given.called) else 0.0
    return Layered(before, interest, charged, called, cents(kept - called))


def follow(given: Sequence[Given], own: Own) -> Followed:
    """One member from joining on."""
    years: list[StayingYear] = []
    befell: list[tuple[Layered, ...]] = []
    layers: list[float] = []
    shares = below_zero = 0.0
    for place, one in enumerate(given):
        before = ratio(one.held_back, given[place - 1].cash) if place else 0.0
        held_back = cents(years[-1].cash * before) if place else 0.0
        if layers:
            layers[-1] = cents(layers[-1] + held_back)
        moved = tuple(on_layer(balance, one, layer) for layer, balance in enumerate(layers))
        dividend = cents(one.dividend * own.work[place])
        least_cash = cents_up(one.least_cash * dividend)
        cash = least(dividend, most(least_cash, cents(dividend * ratio(one.cash, one.dividend))))
        notice = cents(dividend - cash)
        layers = [*(layer.after for layer in moved), notice]
        restored = cents(below_zero * one.restore_rate)
        charged_below = cents(one.charged_below * own.work[place])
        below_zero = cents(below_zero + charged_below - restored)
        fee = cents(own.deductions[place] * own.entry_fee_fraction)
        shares = cents(shares + own.deductions[place] - fee)
        years.append(
            StayingYear(
                fiscal_year=one.fiscal_year,
                deductions=own.deductions[place],
                to_lender=own.to_lender[place],
                entry_fee=fee,
                shares=shares,
                pay=own.pay[place],
                work=own.work[place],
                dividend=dividend,
                cash=cash,
                notice=notice,
                held_back=held_back,
                interest=cents(sum(layer.interest for layer in moved)),
                charged=cents(sum(layer.charged for layer in moved)),
                charged_below=charged_below,
                restored=restored,
                below_zero=below_zero,
                revolved=cents(sum(layer.called for layer in moved)),
                account=cents(sum(layers) - below_zero),
            )
        )
        befell.append(moved)
    return Followed(tuple(years), tuple(befell))


class Staying:
    """Each place as a member sees it who stays; the same for all who join together with the same job."""

    def __init__(
        self, scenario: Scenario, run: Run, counted: Counted, pays: Sequence[float], given: Sequence[Given]
    ) -> None:
        self.scenario, self.counted, self.pays, self.given = scenario, counted, pays, given
        self.whole = roster.whole_pay(scenario)
        self.payroll = roster.monthly_payroll(run)
        self.known: dict[tuple[object, ...], Followed] = {}

    @cached_property
    def levels(self) -> roster.Numbers:
        """Pay of each kind of place against the roster's, by month."""
        return workforce.crew(self.scenario).levels

    def of(self, place: int) -> Followed:
        """One place's years, and what befell each layer in them."""
        entry = self.counted.entries[place]
        worker = entry.worker
        key = (entry.joins, worker.pay, worker.hours, worker.own_raise, worker.skill, worker.started)
        if key not in self.known:
            self.known[key] = follow(self.given, self._own(entry))
        return self.known[key]

    def _own(self, entry: roster.Entry) -> Own:
        scenario, periods = self.scenario, self.counted.periods
        since = roster.by_period(roster.since(self.payroll * self.levels[entry.kind], entry.joins), periods)
        paid = roster.by_period(roster.instalments(scenario, entry.joins), periods, with_closing=True)
        lent = roster.by_period(roster.to_lender(scenario, entry.joins), periods)
        part = ratio(roster.pay_of_member(scenario, entry), self.whole)
        pay = [cents(one * part) for one in since.tolist()]
        deducted, to_lender = ([cents(one) for one in amounts.tolist()] for amounts in (paid, lent))
        counted = roster.work_of_staying(scenario, self.counted.weights, entry, periods, since * part)
        work = [
            counted[year] if self.counted.mixed[year] else ratio(own, whole)
            for year, (own, whole) in enumerate(zip(pay, self.pays, strict=True))
        ]
        return Own(pay, work, deducted, to_lender, scenario.coop.entry_fee_fraction)
