"""Who works here month by month: members' part of labour, shares paid in, and the part of each layer that leaves.

Who stays how long, and who follows, is told in `tenure`; here it is added up to what drives the month. Turnover is
spread over the months: monthly = 1 - (1 - yearly)^(1/12). Those who were here longer hold the older layers of
members' accounts, so where people do not all leave alike, each layer loses a part of its own.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from planner import buy_in, drawn, tenure, vesting, work
from planner.earnings import added_up, earned, kept_parts, member_pay
from planner.fields import MOST_MONTHS
from planner.model.calendar import MONTHS_A_YEAR, month_of
from planner.model.writing import total
from planner.scenario import Scenario, Worker, Workforce
from planner.tenure import ROUNDED_OFF, Crew, Numbers, Place, leaving, month_before
from planner.words import say

WEEKS_A_YEAR = buy_in.WEEKS_A_YEAR


class Leaving(NamedTuple):
    """Part of a balance that leaves in a month; of it, by retirement or death; part of what leaves not vested."""

    all: float
    retiring: float
    forfeited: float = 0.0


class Path(NamedTuple):
    """The workforce from month 0 on."""

    members: tuple[float, ...]  # expected number
    joined: tuple[float, ...]
    gone: tuple[float, ...]
    member_labour: tuple[float, ...]  # members' part of pay
    roster_pay: tuple[float, ...]  # pay by the roster beyond raises for all, today = 1
    shares_paid: tuple[float, ...]  # money; month 0 is paid at closing
    shares_leaving: tuple[Leaving, ...]  # of member shares
    layers_leaving: tuple[tuple[Leaving, ...], ...]  # of each layer, the oldest first, as many as there are by then
    bearing: tuple[tuple[float, ...], ...]  # likewise: of shares that leave, of members by its year's end


def yearly_pay(worker: Worker) -> float:
    """Pay of all workers of one entry of the roster: number x hours x 52 x pay an hour."""
    return worker.number * worker.hours * WEEKS_A_YEAR * worker.pay


def founders(scenario: Scenario, worker: Worker) -> float:
    """How many of one entry of the roster are expected to join on the closing day."""
    place = tenure.place_of(scenario.workforce, scenario.deal.closing, scenario.months, worker)
    return worker.number * total(part.fraction for part in place.parts if not part.joins)


def founding_members(scenario: Scenario) -> float:
    """Workers who become members on the closing day."""
    found = total(founders(scenario, worker) for worker in scenario.workforce.workers)
    return int(found) if found == int(found) else found


def plan_years(month: int) -> int:
    """Plan years begun, and with them raises."""
    return max(0, (month - 1) // MONTHS_A_YEAR) + 1


def staffing(scenario: Scenario, month: int) -> float:
    """Hours worked, today = 1: (1 + growth) for each plan year begun. Of added workers some may join: `added_join`."""
    return float((1.0 + scenario.business.staffing_growth) ** plan_years(month))


def added_workers(people: Workforce, months: int, growth: float) -> tuple[tuple[int, float], ...]:
    """Workers hired as hours grow who will join after candidacy: the month of hiring, and how many.

    They work at the roster's average hours, so heads grow as hours do.
    """
    joining = people.added_join * sum(worker.number for worker in people.workers)
    if not joining or growth <= 0:
        return ()
    years = range((months - 1) // MONTHS_A_YEAR + 1)
    return tuple((year * MONTHS_A_YEAR + 1, joining * growth * (1.0 + growth) ** year) for year in years)


def _later(people: Workforce, added: tuple[tuple[int, float], ...]) -> Worker:
    """One entry for all who are hired later, at the roster's average hours and pay."""
    workers = people.workers
    heads = sum(worker.number for worker in workers)
    hours = sum(worker.number * worker.hours for worker in workers)
    pay = sum(worker.number * worker.hours * worker.pay for worker in workers)
    taken = {worker.alias for worker in workers}
    alias = say("members.later")
    while alias in taken:
        alias += "+"
    return Worker(
        alias=alias,
        number=max(1, round(sum(number for _, number in added))),
        hours=hours / heads,
        pay=pay / hours if hours else 0.0,
        joins_after=min(MOST_MONTHS, added[0][0] + people.candidacy_months),
    )


def crew(scenario: Scenario) -> Crew:
    """The roster, every kind of place followed once."""
    business = scenario.business
    return _crew(
        scenario.workforce, scenario.deal.closing, scenario.months, business.staffing_growth, business.wage_raise
    )


@lru_cache(maxsize=4)
def _crew(people: Workforce, closing: date, months: int, growth: float, wage_raise: float) -> Crew:
    workers = people.workers
    found = [tenure.place_of(people, closing, months, worker) for worker in workers]
    added = added_workers(people, months, growth)
    if added:
        later = _later(people, added)
        workers = (*workers, later)
        found.append(Place((), 0.0, tuple((month, number / later.number) for month, number in added)))
    if people.drawn is None:
        places = tuple(dict.fromkeys(found))
        kinds = {place: kind for kind, place in enumerate(places)}
        of = tuple(kinds[place] for place in found)
        followed = tenure.follow(people, months, places)
    else:
        places, of = tuple(found), tuple(range(len(found)))
        followed = drawn.follow(people, months, places, tuple(worker.number for worker in workers), people.drawn)
    raised = np.array([plan_years(month) if month else 0 for month in range(months + 1)])
    levels = np.array([(1.0 + place.own_raise) ** raised for place in places]).reshape(len(places), months + 1)
    roster_pay = np.ones(months + 1)
    if any(place.own_raise for place in places):
        by_kind = np.zeros(len(places))
        np.add.at(by_kind, list(of[: len(people.workers)]), [yearly_pay(worker) for worker in people.workers])
        roster_pay = by_kind @ levels / by_kind.sum() if by_kind.any() else roster_pay
    return Crew(
        workers,
        of,
        places,
        followed,
        levels / roster_pay,
        roster_pay,
        (1.0 + wage_raise) ** raised,
    )


def per_kind(known: Crew, amounts: Iterable[float]) -> Numbers:
    """Amounts of each worker added up by kind of place."""
    found = np.zeros(len(known.places))
    np.add.at(found, list(known.kinds), list(amounts))
    return found


def follow(scenario: Scenario) -> Path:
    """The workforce month by month: in expectation, or drawn whole where the scenario names a number to draw from."""
    known = crew(scenario)
    heads = per_kind(known, (worker.number for worker in known.workers))
    pay = per_kind(known, map(yearly_pay, known.workers))
    whole = float(sum(yearly_pay(worker) for worker in scenario.workforce.workers))
    joined = (heads @ known.followed.joined).tolist()
    stock = (heads @ known.followed.held).tolist()
    members: list[float] = []
    gone: list[float] = []
    for month, joins in enumerate(joined):
        before = members[-1] if members else 0.0
        gone.append(max(0.0, before + joins - stock[month]))
        members.append(before + joins - gone[-1])
    earned = (pay @ (known.followed.held * known.levels)).tolist()
    labour = tuple(
        min(1.0, one / (whole * staffing(scenario, month))) if whole else 0.0 for month, one in enumerate(earned)
    )
    shares = paid_in(scenario, known)
    held, paid, left, retired, lost = (heads @ one for one in shares)
    return Path(
        members=tuple(members),
        joined=tuple(joined),
        gone=tuple(gone),
        member_labour=labour,
        roster_pay=tuple(known.roster_pay.tolist()),
        shares_paid=tuple(paid.tolist()),
        shares_leaving=_parts(scenario, left, retired, np.pad(held[:-1], (1, 0)), _over(lost, left)),
        layers_leaving=_layers_leaving(scenario, known, pay),
        bearing=_bearing(scenario, known, heads, left),
    )


def _bearing(scenario: Scenario, known: Crew, heads: Numbers, left: Numbers) -> tuple[tuple[float, ...], ...]:
    """By month and layer: of the shares that leave, the part of those who joined by the end of its fiscal year.

    It matters where a loss may bring accounts below zero: it is set off against the shares of who bore it.
    """
    ends = [last for _, last in year_ends(scenario)]
    if scenario.coop.falls_below_zero:
        by_layer = [_over(heads @ paid_in(scenario, known, last).left, left).tolist() for last in ends]
    else:
        by_layer = [[1.0] * len(left) for _ in ends]
    return tuple(
        tuple(layer[month] for last, layer in zip(ends, by_layer, strict=True) if last < month)
        for month in range(len(left))
    )


def alike(scenario: Scenario) -> Leaving | None:
    """The part that leaves in every month where all leave alike, and are paid alike; else None."""
    people = scenario.workforce
    if not tenure.leave_alike(people) or scenario.coop.vesting:
        return None
    deaths, turnover = tenure.monthly(people.deaths), tenure.monthly(people.turnover)
    return Leaving(1.0 - (1.0 - turnover) * (1.0 - deaths) if deaths else turnover, deaths)


def _over(part: Numbers, whole: Numbers) -> Numbers:
    """A part of a whole, 0 where nothing is there."""
    there = whole > ROUNDED_OFF
    found: Numbers = np.where(there, np.clip(part / np.where(there, whole, 1.0), 0.0, 1.0), 0.0)
    return found


def _parts(scenario: Scenario, left: Numbers, retired: Numbers, before: Numbers, lost: Numbers) -> tuple[Leaving, ...]:
    """What leaves in each month over what was there before it; where all leave alike, their common chance."""
    same = alike(scenario)
    if same is not None:
        return (Leaving(0.0, 0.0), *([same] * (len(left) - 1)))
    gone, of_it = (_over(one, before).tolist() for one in (left, retired))
    return tuple(Leaving(one, min(one, aged), kept) for one, aged, kept in zip(gone, of_it, lost.tolist(), strict=True))


class PaidIn(NamedTuple):
    """Member shares of one place of each kind, by month, in expectation."""

    held: Numbers
    paid: Numbers
    left: Numbers
    retired: Numbers
    forfeited: Numbers  # of what leaves: not vested


def paid_in(scenario: Scenario, known: Crew, until: int | None = None) -> PaidIn:
    """What members of one place pay in, hold and take along; what has been paid until the month before leaves.

    Of all members, or of those who joined no later than `until`.
    """
    followed, length, kinds = known.followed, scenario.months + 1, len(known.places)
    streams = np.stack([_cumulated(buy_in.instalments(scenario.coop, founder=one), length) for one in (False, True)])
    joins = np.array([part.joins for _, part in followed.parts], dtype=np.int64)[:, None]
    lags = np.arange(length)[None, :] - joins
    own = np.where(lags >= 0, streams[(joins == 0).astype(np.int64), np.maximum(lags, 0)], 0.0)
    before, stays = month_before(own), followed.staying
    unvested = _unvested(scenario, of_shares=True)
    lost = np.maximum(leaving(stays) - followed.retired, 0.0) * unvested[np.maximum(lags, 0)]
    of_first = (stays * own, stays * (own - before), before * leaving(stays), before * followed.retired, before * lost)
    rows = np.array([kind for kind, _ in followed.parts], dtype=np.int64)
    among = (joins <= (length if until is None else until)).astype(float)
    found = [tenure.by_place(among * one, rows, kinds) for one in of_first]
    own, stays = streams[:1], followed.surviving[None, :]
    before = month_before(own)
    dying = month_before(stays) * followed.deaths
    of_later = (
        stays * own,
        stays * (own - before),
        before * leaving(stays),
        before * dying,
        before * np.maximum(leaving(stays) - dying, 0.0) * unvested[None, :],
    )
    hired = followed.hired
    if until is not None:
        hired = np.where(np.arange(length) + followed.candidacy <= until, hired, 0.0)
    return PaidIn(
        *(
            one + tenure.run_on(hired, kernel[0], followed.candidacy)
            for one, kernel in zip(found, of_later, strict=True)
        )
    )


def _unvested(scenario: Scenario, *, of_shares: bool = False) -> Numbers:
    """The part kept back of accounts, or of shares, by months as a member."""
    coop = scenario.coop
    kept_back = coop.vesting and (coop.vesting_of_shares or not of_shares)
    return vesting.unvested(coop, scenario.months + 1) if kept_back else np.zeros(scenario.months + 1)


def _cumulated(payments: tuple[float, ...], length: int) -> Numbers:
    paid = np.zeros(length)
    paid[: len(payments)] = payments[:length]
    return np.cumsum(paid)


def year_ends(scenario: Scenario) -> list[tuple[int, int]]:
    """First and last month of each fiscal year that ends within the plan."""
    found, first = [], 1
    for month in range(1, scenario.months + 1):
        if month_of(scenario.deal.closing, month)[1] == scenario.business.fiscal_year_end_month:
            found.append((first, month))
            first = month + 1
    return found


def _layers_leaving(scenario: Scenario, known: Crew, pay: Numbers) -> tuple[tuple[Leaving, ...], ...]:
    """By month the part of each layer that leaves; what members earned who left within the year leaves next month."""
    months, ends = scenario.months + 1, year_ends(scenario)
    same = alike(scenario)
    if same is not None:
        return tuple(tuple(same for _, last in ends if last < month) for month in range(months))
    by_layer, up_to = [], added_up(known)
    for first, last in ends:
        own = earned(known, member_pay(known, up_to, first, last), np.arange(last, months), _unvested(scenario))
        kept = kept_parts(own.still)
        given = pay * own.all if scenario.coop.patronage_basis.only_wages else _counted(scenario, known, first, last)
        balances = given[:, None] * kept
        going = np.where(kept[:, :1] > 0.0, own.retired / np.where(own.still[:, :1] > 0, own.still[:, :1], 1.0), 0.0)
        retired = (given[:, None] * going).sum(axis=0)
        total = balances.sum(axis=0)
        each = pay if scenario.coop.patronage_basis.only_wages else _over(given, own.all)
        forfeited, left = own.forfeited, own.left
        if months > last + 1:  # where nobody is left at year-end, all leaves now, as far as it was vested then
            nobody = own.still[:, 0] <= ROUNDED_OFF
            forfeited[:, 1] += np.where(nobody, own.gone, 0.0)
            left[:, 1] += np.where(nobody, own.all, 0.0)
        lost = _over(*((each @ one)[1:] for one in (forfeited, left)))
        by_layer.append(_parts(scenario, (total[:-1] - total[1:]), retired[1:], total[:-1], lost))
    return tuple(
        tuple(layer[month - last - 1] for (_, last), layer in zip(ends, by_layer, strict=True) if last < month)
        for month in range(months)
    )


def _counted(scenario: Scenario, known: Crew, first: int, last: int) -> Numbers:
    """Each kind of place's part of all work that counts for patronage in the months `first` to `last`."""
    basis = work.basis_of(scenario.coop.patronage_basis)
    measured = work.by_month(known.followed, known.levels * known.raised, basis)
    return work.mix(
        {
            name: per_kind(known, (work.amount(worker, name) for worker in known.workers))
            * months[:, first : last + 1].sum(axis=1)
            for name, months in measured.items()
        },
        basis,
    )
