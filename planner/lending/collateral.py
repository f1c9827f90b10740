"""Collateral cover by loan: what each loan could be paid from, in the order of liens, no dollar counted twice."""

from collections.abc import Callable
from typing import Any, NamedTuple

from planner.lending.assets import SECURING, Assets, hold, rates_of, worth
from planner.model.helpers import cents, least, most, ratio
from planner.model.one import Run
from planner.model.records import Month
from planner.places import Rules
from planner.scenario import Backing, Loan, Scenario
from planner.scenario.loans import LoanKind
from planner.statements import Period

LINE = "line"
RANKS: dict[LoanKind, int] = {"senior": 1, "assumed": 1, "subordinated": 2, "seller": 3}


class Claim(NamedTuple):
    """One lender's hold: what it is called, its place among the loans (None: the line), its rank and assets."""

    name: str
    place: int | None
    rank: int
    secured: tuple[str, ...]


class Share(NamedTuple):
    """What several of one rank take of one class of assets."""

    wanted: float
    taken: float
    left: float


class Cover(NamedTuple):
    """One loan at one date: what is owed, what of it is covered by assets, and what is not."""

    claim: Claim
    owed: float
    covered: float
    fraction: float
    short: float
    ahead: float  # owed to those with a better rank


class Dated(NamedTuple):
    """Cover of every loan at one date."""

    label: str  # a fiscal year; empty: the closing day
    month: int
    lendable: Assets
    covers: tuple[Cover, ...]


def claims(scenario: Scenario) -> tuple[Claim, ...]:
    """The hold of each loan, and of the line where there is one."""
    listed = [
        _claim(loan.name, place, loan.backing, RANKS.get(loan.kind)) for place, loan in enumerate(scenario.deal.loans)
    ]
    line = scenario.deal.line
    if line.limit > 0:
        based = line.receivables_advance is not None or line.inventory_advance is not None
        by_kind = SECURING["working_capital" if based else "everything"]
        asked = line.backing.secured_by
        secured = by_kind if asked == "by_kind" else SECURING[asked]
        listed.append(Claim(LINE, None, line.backing.rank or 1, secured))
    return tuple(listed)


def _claim(name: str, place: int, backing: Backing, by_kind: int | None) -> Claim:
    """By kind: who has a rank holds everything, who has none nothing."""
    everything = SECURING["everything" if by_kind else "nothing"]
    secured = everything if backing.secured_by == "by_kind" else SECURING[backing.secured_by]
    return Claim(name, place, backing.rank or by_kind or max(RANKS.values()) + 1, secured)


def of_seller(loans: tuple[Loan, ...], claim: Claim) -> bool:
    """Whether a claim is the seller's own."""
    return claim.place is not None and loans[claim.place].to_seller


def owed_on(claim: Claim, now: Month) -> float:
    """What is owed at a month's end: the balance and interest not yet paid."""
    if claim.place is None:
        return cents(now.treasury.line)
    loan = now.loans[claim.place]
    return cents(loan.balance + loan.interest_owed)


def lacking(owed: float, covered: float) -> float:
    """What one claim still wants."""
    return most(0.0, owed - covered)


def share(wanted: float, there: float) -> Share:
    """Those of one rank take what is there, up to what they still want."""
    taken = least(wanted, there)
    return Share(wanted, taken, there - taken)


def part(wanted: float, found: Share) -> float:
    """One claim's part of it, by what each still wants."""
    return found.taken * ratio(wanted, found.wanted)


def close(covered: float, owed: float) -> tuple[float, float, float]:
    """Covered to the cent, its fraction of what is owed, and what is not covered."""
    money = least(cents(covered), owed)
    return money, ratio(money, owed), most(0.0, owed - money)


def spread(listed: tuple[Claim, ...], owed: tuple[float, ...], there: Assets) -> tuple[tuple[float, ...], Assets]:
    """Rank by rank, class by class from the least liquid: what covers each claim, and what is left of each class."""
    covered = [0.0] * len(listed)
    left = there._asdict()
    for rank in sorted({claim.rank for claim in listed}):
        for name in Assets._fields:
            among = [place for place, claim in enumerate(listed) if claim.rank == rank and name in claim.secured]
            wanting = [lacking(owed[place], covered[place]) for place in among]
            found = share(sum(wanting, 0.0), left[name])
            for place, wanted in zip(among, wanting, strict=True):
                covered[place] = covered[place] + part(wanted, found)
            left[name] = found.left
    return tuple(covered), Assets(**left)


def cover(listed: tuple[Claim, ...], now: Month, lendable: Assets) -> tuple[Cover, ...]:
    """Cover of every claim at a month's end."""
    owed = tuple(owed_on(claim, now) for claim in listed)
    covered, _ = spread(listed, owed, lendable)
    return tuple(
        Cover(
            claim,
            owed[place],
            *close(covered[place], owed[place]),
            sum((owed[other] for other, one in enumerate(listed) if one.rank < claim.rank), 0.0),
        )
        for place, claim in enumerate(listed)
    )


def dated(scenario: Scenario, law: Rules, run: Run, periods: tuple[Period, ...]) -> tuple[Dated, ...]:
    """Cover on the closing day and at each fiscal year-end."""
    counting, listed = scenario.deal.counting, claims(scenario)
    rates = rates_of(counting.advance, law, "advance")
    dates = [("", 0), *((period.label, period.last) for period in periods)]
    made = []
    for label, month in dates:
        lendable = worth(hold(run.months[month], counting.property_part), rates, 1.0)
        made.append(Dated(label, month, lendable, cover(listed, run.months[month], lendable)))
    return tuple(made)


STAGES: list[Callable[..., Any]] = [owed_on, lacking, share, part, close, spread, cover]
