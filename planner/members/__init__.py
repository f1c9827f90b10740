"""Each member's part: what the model moves as totals, divided among people to the cent.

The totals are the model's, in cents; they are divided by largest remainder on unrounded shares, never the other way
round, so people add up to the totals by construction. A *place* is one worker who joins, and after leaving whoever
follows in that job: its account is what is expected, turnover included. Beside it stands the view of a member who
stays. An account is kept in layers, one a fiscal year, since a layer revolves as a whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, overload

import numpy as np
import numpy.typing as npt

from planner import roster
from planner.deal import layers_apart
from planner.division import divide, take
from planner.members.records import HELD, Person, PersonYear, Totals
from planner.model import writing
from planner.model.calendar import Dates
from planner.model.helpers import ratio
from planner.model.one import Run
from planner.model.records import Month
from planner.scenario import Scenario
from planner.statements import fiscal_years
from planner.staying import Counted, Given, Layered, Staying, StayingYear

__all__ = ["HELD", "Members", "People", "Person", "PersonYear", "Totals", "accounts"]

Cents = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

TINY = 1e-7  # what a float may lie above a whole cent


class People(Sequence[Person]):
    """Everybody's books; a person's are written out when somebody asks for them."""

    def __init__(self, ledger: "_Ledger", stays: Staying) -> None:
        self._ledger, self._staying = ledger, stays
        self._known: dict[int, Person] = {}

    def __len__(self) -> int:
        return len(self._ledger.entries)

    @overload
    def __getitem__(self, place: int) -> Person: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Person]: ...

    def __getitem__(self, place: int | slice) -> Person | Sequence[Person]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place %= len(self)
        if place not in self._known:
            entry, stays = self._ledger.entries[place], self._staying.of(place).years
            years, layers = self._ledger.years(place, stays), self._ledger.shown(place)
            named = (entry.alias, entry.worker.role, entry.number, entry.joins)
            self._known[place] = Person(*named, years, stays, layers, self._ledger.shown_below(place))
        return self._known[place]

    @property
    def weights(self) -> roster.Weights:
        """What each place counts before any division."""
        return self._ledger.weights

    def layers_if_stays(self, place: int, year: int) -> tuple[float, ...]:
        """The account of who stays by layer at one fiscal year-end, the oldest first."""
        followed = self._staying.of(place)
        return (*(layer.after for layer in followed.befell[year]), followed.years[year].notice)

    def befell(self, place: int, year: int) -> tuple[Layered, ...]:
        """What befell each older layer of who stays in one fiscal year, the oldest first."""
        return self._staying.of(place).befell[year]

    def mixed(self, year: int) -> bool:
        """Whether in one fiscal year more than pay counts for patronage."""
        return self._ledger.mixed(year)

    def called(self, year: int) -> tuple[float, ...]:
        """Of each older layer, the part that the board calls at the end of one fiscal year."""
        return self._ledger.called[year]

    def summed(self, field: str, year: int) -> float:
        """What everybody's figure of one fiscal year comes to, added up in cents."""
        return int(self._ledger.held[field][:, year].sum()) / 100.0


class Members(NamedTuple):
    """All members, and the totals they add up to."""

    people: People
    totals: tuple[Totals, ...]
    least_cash: float  # of each member's dividend; 0 where notices are not qualified


def accounts(scenario: Scenario, dates: Dates, run: Run, least_cash: float) -> Members:
    """Divide what the model moves in each fiscal year among the members.

    Shares paid in: by what each is due to pay. Dividend: by pay for the months as a member. Cash: by dividend, and
    at least `least_cash` of each qualified dividend, rounded up. What leaves: by balances, layer by layer, and by
    the chance that who holds the place leaves.
    """
    entries = roster.entries(scenario)
    needed = least_cash if scenario.coop.claims_qualified else 0.0
    ledger = _Ledger(scenario, dates, run, entries, needed)
    totals = tuple(ledger.follow(year) for year in range(len(ledger.periods)))
    given = [ledger.given(year, total) for year, total in enumerate(totals)]
    stays = Staying(scenario, run, ledger.counted, [total.pay for total in totals], given)
    return Members(People(ledger, stays), totals, needed)


class _Ledger:
    """The places' books in cents, one fiscal year after the other."""

    def __init__(
        self, scenario: Scenario, dates: Dates, run: Run, entries: list[roster.Entry], least_cash: float
    ) -> None:
        self.run, self.dates, self.entries, self.least_cash = run, dates, entries, least_cash
        self.periods = fiscal_years(dates)
        self.only_wages = scenario.coop.patronage_basis.only_wages
        self.layers_apart = layers_apart(scenario)
        self.numbers = np.array([entry.number for entry in entries], dtype=np.int64)
        size = (len(entries), len(self.periods))
        self.weights = roster.weights(scenario, run, self.periods, entries)
        self.held: dict[str, Cents] = {name: np.zeros(size, dtype=np.int64) for name in HELD}
        self.layers: Cents = np.zeros((*size, size[1]), dtype=np.int64)
        self.below: Cents = np.zeros((*size, size[1]), dtype=np.int64)  # below zero, by the fiscal year charged
        self.called: list[tuple[float, ...]] = []  # by fiscal year and older layer: the part called

    @property
    def counted(self) -> Counted:
        """What each place counts, and in which fiscal years more than pay does."""
        return Counted(self.entries, self.periods, self.weights, tuple(map(self.mixed, range(len(self.periods)))))

    def given(self, year: int, total: Totals) -> Given:
        """What one fiscal year gives everybody, as far as it falls on who stays."""
        decided = self._months(year)[-1].decided
        rates = (decided.interest_rate, decided.charge_rate)
        shared = (total.fiscal_year, total.dividend, total.cash, total.held_back)
        before = int(self.held["below_zero"][:, year - 1].sum()) - _whole(total.below_left) if year else 0
        below = (total.charged_below, ratio(_whole(total.restored), before))
        return Given(*shared, *rates, *below, self.called[year], self.least_cash)

    def follow(self, year: int) -> Totals:
        """Divide one fiscal year; the years before it have been."""
        total = self._totals(year)
        held = {name: column[:, year] for name, column in self.held.items()}
        before = self.held["shares"][:, year - 1] if year else np.zeros(len(self.entries), dtype=np.int64)
        held["shares_paid"][:] = divide(_whole(total.shares_paid), self.weights.due_on_shares[:, year])
        held["entry_fee"][:] = divide(_whole(total.entry_fee), held["shares_paid"])
        there = before + held["shares_paid"] - held["entry_fee"]
        held["shares_left"][:] = self._shares_left(year, total, there)
        held["shares"][:] = there - held["shares_left"]
        held["pay"][:] = divide(_whole(total.pay), self.weights.pay[:, year])
        held["dividend"][:] = divide(_whole(total.dividend), self._work(year))
        held["cash"][:] = self._cash(total, held["dividend"])
        held["notice"][:] = held["dividend"] - held["cash"]
        if year:
            held["held_back"][:] = self._held_back(year, total)
            self._age(year)
        self._end(year)
        self.layers[:, year, year] = held["notice"]
        self._below_zero(year, total)
        held["account"][:] = self.layers[:, :, year].sum(axis=1) - held["below_zero"]
        return total

    def _below_zero(self, year: int, total: Totals) -> None:
        """What lies below zero, by the fiscal year charged: it goes with leavers as that year's layer does.

        It is restored by its amount; a loss is charged by work.
        """
        if not (total.charged_below or (year and self.below[:, :, year - 1].any())):
            return
        held = {name: column[:, year] for name, column in self.held.items()}
        months = self._months(year)
        for slot, those in self._slots(year):
            before = self.below[:, those, year - 1]
            left = self._left(year, those, _in_cents(month.sunk[slot].left for month in months), before)
            stays = before - left
            restored = divide(_whole(months[-1].raised[slot].restored), stays.ravel()).reshape(stays.shape)
            held["below_left"][:] += left.sum(axis=1)
            held["restored"][:] += restored.sum(axis=1)
            self.below[:, those, year] = stays - restored
        held["charged_below"][:] = divide(_whole(total.charged_below), self._work(year))
        self.below[:, year, year] = held["charged_below"]
        held["below_zero"][:] = self.below[:, :, year].sum(axis=1)

    def _work(self, year: int) -> Cents | Numbers:
        """What a dividend is divided by: pay, or work as the bylaws count it."""
        return self.weights.work[:, year] if self.mixed(year) else self.held["pay"][:, year]

    def mixed(self, year: int) -> bool:
        """Whether more than pay counts."""
        return not self.only_wages and bool(self.weights.work[:, year].any())

    def _slots(self, year: int) -> Iterator[tuple[int, slice]]:
        """The model's layers, and the fiscal years that each holds: the last may hold several."""
        for slot in range(min(self.layers_apart, year)):
            newest = year - 1 - slot
            yield slot, slice(0 if slot == self.layers_apart - 1 else newest, newest + 1)

    def _end(self, year: int) -> None:
        """Interest, a loss, and what the board calls: the oldest layer first, each among all who hold it."""
        end, parts = self._months(year)[-1], [0.0] * year
        for slot, those in self._slots(year):
            balances = self.layers[:, those, year]
            for name in ("interest", "charged"):
                moved = divide(_whole(getattr(end.borne[slot], name)), balances.ravel()).reshape(balances.shape)
                self.held[name][:, year] += moved.sum(axis=1)
                balances += moved if name == "interest" else -moved
            wanted = _whole(end.aged[slot].called)
            for layer in range(those.start, those.stop):
                there = int(self.layers[:, layer, year].sum())
                called = min(wanted, there)
                taken = divide(called, self.layers[:, layer, year])
                self.held["revolved"][:, year] += taken
                self.layers[:, layer, year] -= taken
                parts[layer], wanted = ratio(called, there), wanted - called
        self.called.append(tuple(parts))

    def _age(self, year: int) -> None:
        """What leavers take of each layer; the model's last slot may hold several layers."""
        months = self._months(year)
        for slot, those in self._slots(year):
            balances = self.layers[:, those, year - 1].copy()
            if not slot:
                balances[:, -1] += self.held["held_back"][:, year]
            total = _in_cents(month.stayed[slot].left for month in months)
            left = self._left(year, those, total, balances)
            self.held["left"][:, year] += left.sum(axis=1)
            self.layers[:, those, year] = balances - left

    def _left(self, year: int, those: slice, total: int, balances: Cents) -> Cents:
        """What leaves of some layers: where all leave alike, by balances."""
        if not self.weights.parting:
            return divide(total, balances.ravel()).reshape(balances.shape)
        parting = self.weights.parting[year][:, those]
        gone = take(total, balances.ravel(), (balances * parting).ravel(), parting.ravel() >= 1.0)
        return gone.reshape(balances.shape)

    def _shares_left(self, year: int, total: Totals, there: Cents) -> Cents:
        """What leavers take of shares: where all leave alike, by what is paid in."""
        if not self.weights.parting:
            return divide(_whole(total.shares_left), there)
        going, empty = self.weights.leaving_with_shares[:, year], self.weights.empty[:, year]
        return take(_whole(total.shares_left), there, going, empty)

    def _held_back(self, year: int, total: Totals) -> Cents:
        """Cash of last year that was not paid: first what lies above the least that the law asks of each dividend."""
        cash = self.held["cash"][:, year - 1]
        whole = _whole(total.held_back)
        above = np.maximum(cash - self._needed(self.held["dividend"][:, year - 1]), 0)
        return divide(whole, above if whole <= above.sum() else cash)

    def _needed(self, dividends: Cents) -> Cents:
        """The least cash of each member's qualified dividend, rounded up for each of a group."""
        each, more = np.divmod(dividends, self.numbers)
        upper, lower = (np.ceil(self.least_cash * one - TINY).astype(np.int64) for one in (each + 1, each))
        needed: Cents = more * upper + (self.numbers - more) * lower
        return needed

    def _cash(self, total: Totals, dividends: Cents) -> Cents:
        """Cash by dividend; where that leaves a member below the least the law asks for, cents move between members.

        Source: 26 U.S.C. 1388(c)(1), which asks it of each member's own dividend.
        """
        whole = _whole(total.cash)
        shares = divide(whole, dividends)
        needed = self._needed(dividends)
        if (shares >= needed).all():
            return shares
        rest = whole - int(needed.sum())  # never below zero: the model pays out a cent a head more for this
        exact = whole * (dividends / dividends.sum())
        return needed + divide(rest, np.maximum(exact - needed, 0.0))

    def _months(self, year: int) -> tuple[Month, ...]:
        period = self.periods[year]
        return self.run.months[period.first : period.last + 1]

    def _totals(self, year: int) -> Totals:
        months = self._months(year)
        end = months[-1].members
        closing = self.run.months[0].members
        fee_at_closing = 0.0 if year else closing.entry_fees
        at_closing = 0.0 if year else closing.member_shares + closing.entry_fees
        return Totals(
            fiscal_year=self.periods[year].label,
            due_on_shares=writing.total(self.weights.due_on_shares[:, year].tolist()),
            leaving_with_shares=writing.total(self.weights.leaving_with_shares[:, year].tolist()),
            shares_paid=_summed(at_closing, *(month.claims.shares_paid_in for month in months)),
            entry_fee=_summed(fee_at_closing, *(month.members.entry_fees for month in months)),
            shares_left=_summed(*(month.members.shares_left for month in months)),
            shares=_summed(end.member_shares),
            pay_by_roster=writing.total(self.weights.pay[:, year].tolist()),
            pay=_summed(*(month.operations.members_payroll for month in months)),
            dividend=_summed(*(month.shared.patronage_dividend for month in months)),
            cash=_summed(*(month.shared.cash_patronage for month in months)),
            notice=_summed(*(month.shared.notices for month in months)),
            held_back=_summed(*(month.confirmed.held_back for month in months)),
            left=_summed(*(month.members.accounts_left for month in months)),
            interest=_summed(*(month.members.interest for month in months)),
            charged=_summed(*(month.members.charged for month in months)),
            charged_below=_summed(*(month.below.charged for month in months)),
            restored=_summed(*(month.below.restored for month in months)),
            below_left=_summed(*(month.below.left for month in months)),
            below_zero=_summed(months[-1].below.balance),
            revolved=_summed(*(month.members.called for month in months)),
            account=_summed(end.accounts),
        )

    def shown(self, place: int) -> tuple[tuple[float, ...], ...]:
        """The layers of one place at each fiscal year-end, the oldest first."""
        return _by_end(self.layers[place])

    def shown_below(self, place: int) -> tuple[tuple[float, ...], ...]:
        """What of each fiscal year's charge still lies below zero, likewise."""
        return _by_end(self.below[place])

    def _shares(self, place: int) -> list[float]:
        """One place's part of all work that counts."""
        own, whole = (self.held["pay"][place] / 100.0).tolist(), self.held["pay"].sum(axis=0) / 100.0
        by_pay = [ratio(*both) for both in zip(own, whole.tolist(), strict=True)]
        counted = self.weights.work[place].tolist()
        return [counted[year] if self.mixed(year) else part for year, part in enumerate(by_pay)]

    def years(self, place: int, staying: tuple[StayingYear, ...]) -> tuple[PersonYear, ...]:
        """The books of one place as they are shown."""
        held = {name: (column[place] / 100.0).tolist() for name, column in self.held.items()}
        columns = (
            [period.label for period in self.periods],
            self.weights.due_on_shares[place].tolist(),
            self.weights.leaving_with_shares[place].tolist(),
            *(held[name] for name in ("shares_paid", "entry_fee", "shares_left", "shares")),
            self.weights.pay[place].tolist(),
            held["pay"],
            self._shares(place),
            *(held[name] for name in HELD[HELD.index("dividend") :]),
            [one.account for one in staying],
        )
        return tuple(map(PersonYear, *columns))


def _by_end(layers: Cents) -> tuple[tuple[float, ...], ...]:
    by_end = (layers.T / 100.0).tolist()
    return tuple(tuple(row[: end + 1]) for end, row in enumerate(by_end))


def _in_cents(amounts: Iterable[float]) -> int:
    return round(sum(amounts) * 100)


def _whole(amount: float) -> int:
    return round(amount * 100)


def _summed(*amounts: float) -> float:
    return _in_cents(amounts) / 100.0
