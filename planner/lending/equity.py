"""Equity at closing over all uses, as each lender counts it by its own dated rule.

Counted: member shares paid in, grants, preferred shares whose holders cannot ask for their money before the senior loan
ends, a seller's note on full standby for as long, up to its part. Never: pledges, what a line has not lent, write-ups.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from planner.model.helpers import cents, least, most, ratio
from planner.model.one import Run
from planner.places import Rules
from planner.scenario import Loan, Scenario
from planner.scenario.loans import SENIOR
from planner.workforce import founding_members


class Asked(NamedTuple):
    """What one rule asks: its least part of uses and the seller's part of it, or None where it is not known."""

    key: str  # own, bank, sba or fund
    needed: Any  # a fraction, or None
    standby_part: Any
    counts_preferred: bool


class Items(NamedTuple):
    """What is there on the closing day that might be equity."""

    uses: float
    members: float
    preferred: float
    grants: float
    standby: float  # seller's notes on full standby until the senior loans end


class Equity(NamedTuple):
    """Equity as one rule counts it."""

    needed: float  # money
    members: float
    preferred: float
    grants: float
    standby_most: float
    standby: float
    counted: float
    fraction: float  # of uses
    short: float  # money still missing
    movable: float  # of it, what putting more of the seller's note on full standby could bring


class Verdict(NamedTuple):
    """One rule's answer: its equity, what it does not count, and whether it suffices (None: nobody knows)."""

    asked: Asked
    equity: Equity
    not_counted: tuple[tuple[str, float], ...]
    passes: bool | None


def count(items: Items, needed: float, standby_part: float, notes: float) -> Equity:
    """Counted = members + preferred + grants + standby, of it standby <= part x needed; fraction = counted / uses.

    Source of the cap on a seller's note: SBA SOP 50 10 8; `notes` is all the seller lends.
    """
    wanted = cents(items.uses * needed)
    standby_most = cents(wanted * standby_part)
    standby = least(items.standby, standby_most)
    counted = items.members + items.preferred + items.grants + standby
    short = most(0.0, cents(wanted - counted))
    return Equity(
        needed=wanted,
        members=items.members,
        preferred=items.preferred,
        grants=items.grants,
        standby_most=standby_most,
        standby=standby,
        counted=counted,
        fraction=ratio(counted, items.uses),
        short=short,
        movable=least(short, least(most(0.0, notes - items.standby), standby_most - standby)),
    )


def senior_end(scenario: Scenario) -> int:
    """The month in which the last senior loan ends; 0 where there is none."""
    return max((loan.ends for loan in scenario.deal.loans if loan.kind in SENIOR), default=0)


def stands_by(loan: Loan, until: int) -> bool:
    """Whether a seller's note pays nothing, neither principal nor interest, until a month."""
    return loan.kind == "seller" and loan.standby > 0 and loan.standby_interest != "paid" and loan.standby >= until


def free_of_call(scenario: Scenario) -> bool:
    """Whether holders of preferred shares cannot ask for their money before the senior loans end."""
    callable_from = scenario.deal.preferred.redeemable_from
    return callable_from is None or callable_from >= senior_end(scenario)


def is_partial(scenario: Scenario) -> bool:
    """Whether only a part of the company is bought at closing: the SBA's least equity is for all of it."""
    return scenario.deal.bought_at_closing < 1.0


def rules_of(scenario: Scenario, law: Rules) -> tuple[Asked, ...]:
    """The rules held against this plan: the lender's own where it is known, the SBA's, a bank's, a co-op fund's."""
    counting = scenario.deal.counting
    own = Asked("own", counting.least_equity, counting.standby_part, counting.counts_preferred)
    dated = (
        Asked("bank", law.value("lending.bank.least_equity"), law.value("lending.bank.standby_part"), True),
        Asked(
            "sba",
            None if is_partial(scenario) else law.value("lending.sba.injection"),
            law.value("lending.sba.standby_part"),
            True,
        ),
        Asked("fund", None, 1.0, True),
    )
    return dated if scenario.deal.counting.least_equity is None else (own, *dated)


def gather(scenario: Scenario, run: Run, asked: Asked, until: int) -> tuple[Items, float]:
    """What is there that might count, and all that the seller lends."""
    opened, standing, notes = run.start, 0.0, 0.0
    for place, loan in enumerate(scenario.deal.loans):
        principal = opened.loans[place].principal
        notes = notes + principal if loan.kind == "seller" else notes
        standing = standing + principal if stands_by(loan, until) else standing
    counts = asked.counts_preferred and free_of_call(scenario)
    preferred = opened.closing.preferred if counts else 0.0
    paid_in = run.months[0].members.member_shares + run.months[0].members.entry_fees
    return Items(opened.closing.uses, paid_in, preferred, scenario.deal.grants, standing), notes


def judge(scenario: Scenario, run: Run, asked: Asked, until: int) -> Verdict:
    """One rule held against the closing day; a rule whose least equity nobody publishes only counts."""
    opened, first = run.start, run.months[0]
    items, notes = gather(scenario, run, asked, until)
    known = asked.needed is not None
    found = count(items, asked.needed if known else 1.0, asked.standby_part, notes)
    if not known:
        found = found._replace(needed=0.0, standby_most=found.standby, short=0.0, movable=0.0)
    left = {
        "pledged": founding_members(scenario) * scenario.coop.member_share - items.members,
        "unused_line": first.working.line_capacity - scenario.deal.line.drawn_at_closing,
        "write_up": opened.revalued.write_up,
        "standby_above": items.standby - found.standby,
        "note_paid": notes - items.standby,
        "preferred_early": opened.closing.preferred - items.preferred,
    }
    told = tuple((key, round(held, 2)) for key, held in left.items() if round(held, 2) > 0.0)
    return Verdict(asked, found, told, found.short <= 0.0 if known else None)


def verdicts(scenario: Scenario, law: Rules, run: Run) -> tuple[Verdict, ...]:
    """Every rule's answer; without a senior loan the SBA's own longest term stands in for its length."""
    until = senior_end(scenario)
    of_sba = until or int(law.value("lending.sba.most_months"))
    return tuple(
        judge(scenario, run, asked, of_sba if asked.key == "sba" else until) for asked in rules_of(scenario, law)
    )


STAGES: list[Callable[..., Any]] = [count, gather]
