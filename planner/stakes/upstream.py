"""Below control the co-op's loans are paid from dividends: what they ask of the company, and what it may lawfully pay.

The company pays its dividends on all shares alike: for each dollar that reaches the co-op, the seller's shares get
theirs. Whether the company may pay them is a test of its own books, in which the loans of the purchase, which the
co-op owes, do not stand. Source of the test: the law of the state of incorporation (`places/solvency.toml`).
"""

from collections.abc import Callable
from typing import Any

from planner.model.helpers import cents, ratio, where
from planner.model.one import Case, Run
from planner.model.records import Month, Start
from planner.places.solvency import StateTest, test_of
from planner.scenario import Answer, Scenario
from planner.stakes.records import Need, Tested
from planner.statements import Period


def need(now: Month, opened: Start, assumed: float, of_seller: float) -> Need:
    """What the loans ask for, and what the company could pay before the dividends of the year.

    on seller's shares = service x seller's part / co-op's part; on all = service + that
    by its books: net assets + loans of the purchase + what the co-op and the seller's shares were given of the year
    at value: the same + what all shares were worth on the closing day beyond their book value
    """
    mine = 1.0 - of_seller
    on_seller = cents(now.year.service * ratio(of_seller, mine))
    purchase = now.debt.balance - now.debt.fees_left + now.debt.interest_owed - assumed
    given = now.year.service + now.shared.stake_dividend
    before = now.balance.assets - now.balance.liabilities + purchase + given
    by_book = cents(before)
    return Need(
        held=mine,
        service=now.year.service,
        on_seller=on_seller,
        on_all=now.year.service + on_seller,
        by_book=by_book,
        by_value=by_book + opened.closing.for_all_shares - opened.revalued.equity_left,
    )


def lives_on_dividends(of_seller: float, upstream: float, control: float) -> float:
    """A flag: the co-op holds shares below control, and owes the loans itself."""
    return where(1.0 - of_seller > control, 0.0, upstream)


def tested(scenario: Scenario, case: Case, run: Run, periods: tuple[Period, ...]) -> tuple[Tested, ...]:
    """Each fiscal year at whose end the co-op lives on dividends and has paid on its loans."""
    state = test_of(scenario.place, scenario.deal.incorporated_in)
    made = []
    for period in periods:
        now, of_seller = run.months[period.last], run.months[period.last - 1].stake.fraction
        below = lives_on_dividends(of_seller, case.terms.upstream, case.terms.control)
        if below and of_seller > 0 and now.year.service > 0 and case.clocks[period.last].year_end:
            assumed = assumed_debt(scenario, run, period.last)
            found = need(now, run.start, assumed, of_seller)
            reached = now.shared.stake_dividend >= found.on_seller and not any(
                run.months[month].treasury.cash_shortfall > 0 for month in range(period.first, period.last + 1)
            )
            made.append(
                Tested(
                    period.label,
                    period.last,
                    found,
                    lawful(state, found),
                    now.shared.stake_dividend,
                    reached,
                    judged(state, found) if reached else "no",
                )
            )
    return tuple(made)


def assumed_debt(scenario: Scenario, run: Run, month: int) -> float:
    """Loans that the company owed before, and owes still."""
    owed = 0.0
    for place, loan in enumerate(scenario.deal.loans):
        if loan.kind == "assumed":
            now = run.months[month].loans[place]
            owed = owed + (now.balance - now.fee_left + now.interest_owed)
    return owed


def lawful(state: StateTest, found: Need) -> float | None:
    """What may be paid by the state's own test; None where that is not known, or a revaluation would have to tell."""
    if state.test == "book" or (state.test == "surplus" and found.by_book >= found.on_all):
        return found.by_book
    return found.by_value if state.test == "fair" else None


def judged(state: StateTest, found: Need) -> Answer:
    """Whether the company may pay it: by the state's test; where that is not known, only what passes or fails both."""
    may = lawful(state, found)
    if may is not None:
        return "yes" if may >= found.on_all else "no"
    if state.test == "surplus":
        return "unknown"
    passed = {found.by_book >= found.on_all, found.by_value >= found.on_all}
    return "unknown" if len(passed) > 1 else "yes" if True in passed else "no"


STAGES: list[Callable[..., Any]] = [need]
