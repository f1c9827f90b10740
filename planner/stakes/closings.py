"""Each closing as it comes about: when it was planned, how long it waits and why, what it costs."""

from planner.model.helpers import cents, least
from planner.model.one import Run
from planner.model.records import Month
from planner.scenario import Scenario
from planner.stakes.records import REASONS, Closing, Reason


def listed(scenario: Scenario, run: Run) -> tuple[Closing, ...]:
    """All closings in order, the first among them."""
    deal, opened = scenario.deal, run.start
    first = Closing(
        number=1,
        fraction=deal.bought_at_closing,
        earliest=0,
        due=0,
        closed=0,
        waited=0,
        reasons=(),
        price=opened.closing.to_seller,
        lent=opened.closing.to_seller - opened.opening.seller_cash,
        cash=opened.opening.seller_cash,
        free=0.0,
        obligation=False,
    )
    later = (_later(scenario, run, place) for place in range(len(deal.later_closings)))
    return (first, *later)


def _later(scenario: Scenario, run: Run, place: int) -> Closing:
    asked = scenario.deal.later_closings[place]
    mine = [month for month in range(1, len(run.months)) if run.months[month - 1].stake.done == place]
    due = [month for month in mine if run.months[month].offer.ready > 0]
    closed = next((month for month in due if run.months[month].offer.bought > 0), None)
    waited = [month for month in due if month != closed]
    told = closed if closed is not None else waited[-1] if waited else None
    offer = run.months[told].offer if told is not None else None
    found = [reason for month in waited for reason in why(run.months[month])]
    return Closing(
        number=place + 2,
        fraction=asked.fraction,
        earliest=asked.after,
        due=due[0] if due else None,
        closed=closed,
        waited=len(waited),
        reasons=tuple((reason, found.count(reason)) for reason in REASONS if reason in found),
        price=offer.price if offer else 0.0,
        lent=offer.used if offer else 0.0,
        cash=offer.cash_asked if offer else 0.0,
        free=offer.cash_free if offer else 0.0,
        obligation=asked.obligation,
    )


def why(now: Month) -> list[Reason]:
    """Why a closing that is due could not be afforded in a month: every test that it fails."""
    offer, gates = now.offer, now.gates
    if offer.affordable:
        return []
    room = least(gates.room_by_dscr, least(gates.room_by_fccr, gates.room_by_bank_dscr))
    failed: dict[Reason, bool] = {
        "cash": cents(offer.cash_free) < cents(offer.cash_asked),
        "gates": not gates.open,
        "leverage": not offer.by_debt,
        "coverage": cents(room) < offer.service,
    }
    return [reason for reason in REASONS if failed[reason]]
