"""What the seller gets if the co-op fails in year n: each creditor in turn, by the books after a bad year.

The books are those of the plan run again with lower sales in the twelve months before: by as much as was entered, or
by just as much as breaks a first covenant of that year, or leaves EBITDA no more than debt service.

Order: the cost of winding up (11 U.S.C. 506(c), 507(a)(2)); lenders out of what secures them, by rank (506(a)(1), 725);
a seller's note out of its lien, but only once lenders are whole (510(a): an agreement to stand behind holds as agreed);
wages, then taxes (726(a)(1) by the order of 507(a)(4), (8)), here as one class and all of both, though the law caps the
wages that go first; what lenders still lack alike with trade creditors (726(a)(2), (b): alike within a class); the
seller's note, which stands behind them all; preferred shares (726(a)(6): the rest is the debtor's, among whose owners
the articles decide); what members and leavers are owed. Members' accounts are ownership and no claim (In re Eastern
Maine Electric Cooperative, Bankr. D. Me. 1991, read in summary); a leaver's claim for the price of shares is put with
them by 510(b), which names claims from the purchase or sale of the debtor's own securities; courts differ on how far.
Read: 506(a) to (c), 510, 726(a)(1) to (5); 725 as enacted (92 Stat. 2608); 726(b) as quoted in In re Penn Mahoning
Mining, 45 B.R. 51; of 507(a)(4), (8) their place in the order alone; 507(a)(2) and 726(a)(6) are known, not read.
"""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from planner import Plan
from planner.lending.assets import Assets, hold, rates_of, worth
from planner.lending.collateral import claims, of_seller, owed_on, spread
from planner.lending.guarantees import Guarantee, amount_at
from planner.model import one
from planner.model.helpers import cents, least, most, ratio
from planner.model.one import Run
from planner.places import Rules
from planner.scenario import Scenario

MONTHS_A_YEAR = 12
MOST_YEARS = 10
Why = Literal["entered", "covenant", "service", "broken"]


class Stress(NamedTuple):
    """The bad year before a failure: by which part sales are lower, and why by that."""

    year: int  # after closing, at whose end the co-op fails
    fall: float
    why: Why
    covenant: str  # the key of the covenant that breaks; empty: none


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
    turned_over: float  # of what the seller's lien brings, to lenders who are not whole
    lenders_get: float
    seller_owed: float
    seller_gets: float  # on the notes
    called: float  # from the seller, on guarantees
    received: float  # by the seller until then: cash at each closing, on notes, dividends on shares kept


class Failure(NamedTuple):
    """The seller's position if the co-op fails in one year after closing."""

    stress: Stress
    month: int
    fall: Fall
    seller_whole: float  # received and recovered, less guarantees called
    seller_lost: float  # of the notes

    @property
    def year(self) -> int:
        """After closing, at whose end the co-op fails."""
        return self.stress.year


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


def part_of(tier: Tier, owed: float) -> float:
    """What one creditor gets of a class it shares alike with others."""
    return cents(tier.paid * ratio(owed, tier.owed))


def settle(stress: Stress, month: int, fall: Fall) -> Failure:
    """Received so far + recovered - called on guarantees."""
    return Failure(
        stress,
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
    lenders = tuple(claim for claim in listed if not of_seller(scenario.deal.loans, claim))
    notes = tuple(claim for claim in listed if of_seller(scenario.deal.loans, claim))
    owed, owed_notes = (tuple(owed_on(claim, now) for claim in some) for some in (lenders, notes))
    covered, left = spread(lenders, owed, brought)
    by_lien, left = spread(notes, owed_notes, left)
    lacking, lien, seller_owed = sum(owed) - sum(covered), sum(by_lien, 0.0), sum(owed_notes, 0.0)
    turned_over = least(lien, lacking)
    deficiency = lacking - turned_over
    tiers = {
        "secured": Tier(sum(owed), sum(brought), sum(covered), sum(brought) - sum(covered)),
        "seller_lien": Tier(seller_owed, lien, lien - turned_over, turned_over),
    }
    trade = now.working.payables + now.balance.other_liabilities
    queue = {
        "taxes_wages": now.balance.tax_payable + now.working.accrued,
        "general": deficiency + trade,
        "seller": seller_owed - (lien - turned_over),
        "preferred": now.balance.preferred,
        "members": now.balance.owed_to_members,
    }
    there = sum(left)
    for name, amount in queue.items():
        tiers[name] = pay(amount, there)
        there = tiers[name].left
    recovered = turned_over + part_of(tiers["general"], deficiency)
    short = {claim: owed[at] - covered[at] for at, claim in enumerate(lenders)}
    of_short = 1.0 - ratio(recovered, lacking)
    called = sum(
        (
            least(amount_at(backed, run, month), cents(short.get(backed.claim, 0.0) * of_short))
            for backed in around.guarantees
            if backed.guarantor == "seller"
        ),
        0.0,
    )
    received = run.start.opening.seller_cash + sum(
        (
            now.debt.seller_interest_paid
            + now.debt.seller_principal_paid
            + now.offer.paid_in_cash
            + now.stake.dividends_paid
            for now in run.months[1 : month + 1]
        ),
        0.0,
    )
    return Fall(
        brought=sum(brought),
        tiers=tiers,
        turned_over=turned_over,
        lenders_get=sum(covered) + recovered,
        seller_owed=seller_owed,
        seller_gets=tiers["seller_lien"].paid + tiers["seller"].paid,
        called=called,
        received=cents(received),
    )


def stresses(plan: Plan) -> tuple[Stress, ...]:
    """The bad year before each failure."""
    return tuple(stress_of(plan, year) for year in years_of(len(plan.run.months)))


def stress_of(plan: Plan, year: int) -> Stress:
    """By how much sales are lower in the twelve months to the end of a year after closing.

    As entered; else by the least fall that breaks a covenant of earnings at a test in that year; else by what takes
    EBITDA of the year down to debt service: (EBITDA - service) / (sales x margin). At most by all of it.
    """
    entered = plan.scenario.deal.counting.fall_in_sales
    if entered is not None:
        return Stress(year, entered, "entered", "")
    last = year * MONTHS_A_YEAR
    tests = [
        (test.fall, covenant.key)
        for covenant in plan.coverage.covenants
        for test in covenant.tests
        if covenant.limit is not None and test.fall is not None and last - MONTHS_A_YEAR < test.month <= last
    ]
    if tests:
        fall, key = min(tests)
        return Stress(year, least(1.0, most(0.0, fall)), "covenant" if fall > 0 else "broken", key)
    months = plan.run.months[last - MONTHS_A_YEAR + 1 : last + 1]
    spare = sum(now.operations.ebitda - now.line_cost.service for now in months)
    margin = sum(now.operations.sales for now in months) * most(0.0, 1.0 - plan.case.terms.cost_fraction)
    fall = ratio(spare, margin)
    return Stress(year, least(1.0, most(0.0, fall)), "service" if fall > 0 else "broken", "")


def follow(plan: Plan, stress: Stress) -> Run:
    """The plan run again to the end of a year, with lower sales in its twelve months."""
    last = stress.year * MONTHS_A_YEAR
    drivers = tuple(
        driven._replace(shock=driven.shock * (1.0 - stress.fall)) if last - MONTHS_A_YEAR < month else driven
        for month, driven in enumerate(plan.case.drivers[: last + 1])
    )
    return one.run(plan.case._replace(drivers=drivers, clocks=plan.case.clocks[: last + 1]))


def failures(plan: Plan, law: Rules, guarantees: tuple[Guarantee, ...]) -> tuple[Failure, ...]:
    """At the end of each of the first ten years after closing that the plan reaches."""
    counting = plan.scenario.deal.counting
    rates, kept = rates_of(counting.recovery, law, "recovery"), 1.0 - winding_up(plan.scenario, law)
    made = []
    for stress in stresses(plan):
        around = Around(plan.scenario, follow(plan, stress), guarantees, rates, counting.property_part, kept)
        month = stress.year * MONTHS_A_YEAR
        made.append(settle(stress, month, fall_at(around, month)))
    return tuple(made)


def years_of(months: int) -> range:
    """The years after closing at whose end a failure is looked at, by the months of the plan, month 0 included."""
    return range(1, min(MOST_YEARS, (months - 1) // MONTHS_A_YEAR) + 1)


def year_of(month: int) -> int:
    """The year after closing that a month lies in, from 1."""
    return max(0, month - 1) // MONTHS_A_YEAR + 1


STAGES: list[Callable[..., Any]] = [pay, part_of, settle, fall_at]
