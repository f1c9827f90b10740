"""Whether the company may pay for its owner's shares: both yardsticks, and the one its state sets."""

from typing import NamedTuple

from planner.model.one import Run
from planner.model.records import Balance, Closing
from planner.places.solvency import StateTest, test_of
from planner.scenario import Scenario


class Solvency(NamedTuple):
    """What stays above debts and preferred shares after the buyout, as booked and at fair value; money.

    `holds` is None where the state's test is not known, or where it turns on what the books do not show.
    """

    test: StateTest
    book: float
    fair: float
    pays_as_due: bool
    holds: bool | None


def book_surplus(balance: Balance, closing: Closing) -> float:
    """Assets less liabilities as booked, less the preference of preferred shares."""
    return balance.assets - balance.liabilities - closing.preferred


def of_buyout(scenario: Scenario, run: Run) -> Solvency | None:
    """The test of a buyout; None of another form.

    Fair: price and cash less all debts, less the preference. Every state asks besides that debts are paid as they fall
    due: a plan that runs short of cash does not hold. A surplus that the books do not show may still be found by
    revaluing, which is for a board to decide: not known here.
    """
    if scenario.deal.form != "buyout":
        return None
    test = test_of(scenario.place, scenario.deal.incorporated_in)
    book, fair = book_surplus(run.months[0].balance, run.start.closing), run.start.opening.may_be_paid
    pays = run.outcome.shortfall_month < 0
    by_test = {"book": book >= 0, "fair": fair >= 0, "surplus": True if book >= 0 else None, "unknown": None}
    return Solvency(test, book, fair, pays, by_test[test.test] if pays else False)
