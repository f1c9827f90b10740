"""What the seller gets if the co-op fails in year n: each creditor in turn, by the balance sheet of that month.

Order: the cost of winding up; lenders out of what secures them, by rank; taxes and wages; what lenders have not been
paid yet, secured or not; the seller's note if it holds a lien, else with the trade creditors; leavers and declared
patronage. A seller's note is behind every lender: it gets nothing before they are whole.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from planner.lending.assets import Assets, hold, rates_of, worth
from planner.lending.collateral import claims, of_seller, owed_on, spread
from planner.lending.guarantees import Guarantee, amount_at
from planner.model.helpers import cents, least, most, ratio
from planner.model.one import Run
from planner.places import Rules
from planner.scenario import Scenario

MONTHS_A_YEAR = 12
MOST_YEARS = 10


class Tier(NamedTuple):
    """One class of creditors in its turn."""

    owed: float
    there: float
    paid: float
    left: float


class Fall(NamedTuple):
    """A failure at one month's end."""

    brought: float  # by all assets, the cost of winding up taken off
    tiers: dict[str, Tier]
    seller_owed: float
    seller_gets: float  # on the notes
    called: float  # from the seller, on guarantees
    received: float  # by the seller until then: cash at each closing, on notes, dividends on shares kept


class Failure(NamedTuple):
    """The seller's position if the co-op fails in one year after closing."""

    year: int
    month: int
    fall: Fall
    seller_whole: float  # received and recovered, less guarantees called
    seller_lost: float  # of the notes


class Around(NamedTuple):
    """What a failure is worked out from."""

    scenario: Scenario
    run: Run
    guarantees: tuple[Guarantee, ...]
    rates: Assets
    property_part: float  # of the equipment in the books
    kept: float  # of what assets bring, after the cost of winding up


def pay(owed: float, there: float) -> Tier:
    """One class is paid as far as the money goes."""
    paid = least(owed, there)
    return Tier(owed, there, paid, there - paid)


def seller_part(tier: Tier, owed: float) -> float:
    """What the seller gets of a class it shares alike with others."""
    return cents(tier.paid * ratio(owed, tier.owed))


def settle(year: int, month: int, fall: Fall) -> Failure:
    """Received so far + recovered - called on guarantees."""
    return Failure(
        year,
        month,
        fall,
        fall.received + fall.seller_gets - fall.called,
        most(0.0, fall.seller_owed - fall.seller_gets),
    )


def winding_up(scenario: Scenario, law: Rules) -> float:
    """Cost of winding up, of what the assets bring."""
    given = scenario.deal.counting.winding_up
    return law.value("lending.recovery.winding_up") if given is None else given


def fall_at(around: Around, month: int) -> Fall:
    """Everybody's turn at one month's end."""
    scenario, run = around.scenario, around.run
    now = run.months[month]
    brought = worth(hold(now, around.property_part), around.rates, around.kept)
    listed = claims(scenario)
    lenders = tuple(one for one in listed if not of_seller(scenario.deal.loans, one))
    notes = tuple(one for one in listed if of_seller(scenario.deal.loans, one))
    owed = tuple(owed_on(one, now) for one in lenders)
    covered, left = spread(lenders, owed, brought)
    secured_notes = sum((owed_on(one, now) for one in notes if one.secured), 0.0)
    plain_notes = sum((owed_on(one, now) for one in notes if not one.secured), 0.0)
    queue = {
        "taxes_wages": now.balance.tax_payable + now.working.accrued,
        "lenders": sum(owed) - sum(covered),
        "seller_secured": secured_notes,
        "trade": now.working.payables + now.balance.other_liabilities + plain_notes,
        "members": now.balance.owed_to_members,
        "preferred": now.balance.preferred,
    }
    tiers = {"secured": Tier(sum(owed), sum(brought), sum(covered), sum(left))}
    there = sum(left)
    for name, amount in queue.items():
        tiers[name] = pay(amount, there)
        there = tiers[name].left
    gets = tiers["seller_secured"].paid + seller_part(tiers["trade"], plain_notes)
    short = {one: owed[at] - covered[at] for at, one in enumerate(lenders)}
    of_short = 1.0 - ratio(tiers["lenders"].paid, tiers["lenders"].owed)
    called = sum(
        (
            least(amount_at(one, run, month), cents(short.get(one.claim, 0.0) * of_short))
            for one in around.guarantees
            if one.guarantor == "seller"
        ),
        0.0,
    )
    received = run.start.opening.seller_cash + sum(
        (
            one.debt.seller_interest_paid
            + one.debt.seller_principal_paid
            + one.offer.paid_in_cash
            + one.stake.dividends_paid
            for one in run.months[1 : month + 1]
        ),
        0.0,
    )
    return Fall(sum(brought), tiers, secured_notes + plain_notes, gets, called, cents(received))


def failures(scenario: Scenario, law: Rules, run: Run, guarantees: tuple[Guarantee, ...]) -> tuple[Failure, ...]:
    """At the end of each of the first ten years after closing that the plan reaches."""
    rates = rates_of(scenario.deal.counting.recovery, law, "recovery")
    around = Around(
        scenario, run, guarantees, rates, scenario.deal.counting.property_part, 1.0 - winding_up(scenario, law)
    )
    years = years_of(len(run.months))
    return tuple(settle(year, year * MONTHS_A_YEAR, fall_at(around, year * MONTHS_A_YEAR)) for year in years)


def years_of(months: int) -> range:
    """The years after closing at whose end a failure is looked at, by the months of the plan, month 0 included."""
    return range(1, min(MOST_YEARS, (months - 1) // MONTHS_A_YEAR) + 1)


STAGES: list[Callable[..., Any]] = [pay, seller_part, settle, fall_at]
