"""What each holder of the company is paid, month by month: the plan's own closings, notes and dividends divided.

Nothing is paid here that the month does not pay: cash at closings and principal of the seller's notes go to holders in
the order of their ranks, interest by what each is owed, dividends on shares not yet bought by shares held.
Source of the order: the NVCA model charter, article fourth, part B, 2.3.4: what is paid later is divided after what
was paid first is taken into account.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from planner import waterfall
from planner.division import split
from planner.model.calendar import month_of
from planner.model.helpers import cents
from planner.model.one import Run
from planner.model.records import Month, Start
from planner.scenario import Scenario
from planner.waterfall import Payout
from planner.words import Sentence, say, sentence
from planner.words.formats import money


class Money(NamedTuple):
    """What a month pays for the company, to all holders together; money."""

    bought: float  # price of shares bought, in cash and paper
    of_price: float  # cash at a closing, and principal of the seller's notes
    interest: float
    dividends: float  # on shares not yet bought
    added: float  # interest added to the notes
    forgiven: float  # of the notes, without cash


class HolderMonth(NamedTuple):
    """One holder's part of a month, and what is owed at its end; money."""

    bought: float
    of_price: float
    interest: float
    dividends: float
    owed: float


class HolderYear(NamedTuple):
    """One holder's cash of a calendar year; money."""

    of_price: float
    interest: float
    dividends: float
    cash: float


class Paid(NamedTuple):
    """All holders in the order in which they are entered: what each gets, and when."""

    payouts: tuple[Payout, ...]
    purchases: tuple[tuple[int, float], ...]
    division: waterfall.Division
    months: tuple[tuple[HolderMonth, ...], ...]  # by month, by holder
    years: tuple[int, ...]  # calendar years in which anything is paid
    by_year: tuple[tuple[HolderYear, ...], ...]  # by year, by holder


def at_closing(start: Start) -> Money:
    """The closing day."""
    cash = start.opening.seller_cash
    return Money(start.closing.to_seller, cash, 0.0, 0.0, 0.0, 0.0)


def in_month(now: Month, notes: Sequence[int]) -> Money:
    """A month after it; `notes`: places of the loans that the seller lends."""
    return Money(
        bought=now.offer.paid,
        of_price=cents(
            now.offer.paid - now.debt.drawn_from_seller + sum((now.loans[place].to_seller for place in notes), 0.0)
        ),
        interest=cents(sum((now.loans[place].interest_paid for place in notes), 0.0)),
        dividends=now.stake.dividends_paid,
        added=cents(sum((now.dues[place].added for place in notes), 0.0)),
        forgiven=cents(sum((now.loans[place].forgiven for place in notes), 0.0)),
    )


def notes_of(scenario: Scenario) -> tuple[int, ...]:
    """Places of the loans that the seller lends."""
    return tuple(place for place, loan in enumerate(scenario.deal.loans) if loan.to_seller)


def paid(scenario: Scenario, run: Run) -> Paid | None:
    """What each holder is paid over the plan; None where the owner holds the company alone."""
    holders = scenario.deal.holders
    if not holders:
        return None
    purchases = waterfall.purchases_of(run)
    payouts = waterfall.of_plan(scenario, run)
    division = waterfall.decided(sum(amount for _, amount in purchases), holders)
    places = {month: place for place, (month, _) in enumerate(purchases)}
    owed, months = [0.0] * len(holders), []
    for month, now in enumerate(run.months):
        given = in_month(now, notes_of(scenario)) if month else at_closing(run.start)
        bought = [one.by_purchase[places[month]] if month in places else 0.0 for one in payouts]
        these = follow(given, bought, owed, division, [one.fraction for one in holders])
        owed = [one.owed for one in these]
        months.append(tuple(these))
    years = sorted({month_of(scenario.deal.closing, month)[0] for month, one in enumerate(months) if any_paid(one)})
    by_year = tuple(tuple(_year(scenario, months, year, place) for place in range(len(holders))) for year in years)
    return Paid(payouts, purchases, division, tuple(months), tuple(years), by_year)


def any_paid(these: Sequence[HolderMonth]) -> bool:
    """Whether a month pays anybody anything."""
    return any(one.of_price or one.interest or one.dividends for one in these)


def follow(
    given: Money,
    bought: Sequence[float],
    before: Sequence[float],
    division: waterfall.Division,
    fractions: Sequence[float],
) -> list[HolderMonth]:
    """One month: interest by what was owed, then what is bought is owed, then principal in the order of ranks.

    Interest added to the notes is owed to those it runs for; what is forgiven is lost by all in proportion. What is
    paid beyond all that is owed (an earn-out above the price) goes by shares.
    """
    shares = fractions if any(fractions) else [1.0] * len(fractions)
    by_owed = before if any(before) else shares
    interest, added = divided(given.interest, by_owed), divided(given.added, by_owed)
    due = [round(one + more + new, 2) for one, more, new in zip(before, added, bought, strict=True)]
    lost = divided(min(given.forgiven, round(sum(due), 2)), due)
    due = [round(one - less, 2) for one, less in zip(due, lost, strict=True)]
    principal = waterfall.pay(given.of_price, due, division.order)
    beyond = divided(round(max(0.0, given.of_price - sum(due)), 2), shares)
    dividends = divided(given.dividends, shares)
    return [
        HolderMonth(new, round(part + over, 2), of_notes, of_shares, round(one - part, 2))
        for new, part, over, of_notes, of_shares, one in zip(
            bought, principal, beyond, interest, dividends, due, strict=True
        )
    ]


def divided(amount: float, weights: Sequence[float]) -> list[float]:
    """Money by weights, to the cent; nothing where there is none."""
    return split(amount, weights) if amount > 0 and any(weights) else [0.0] * len(weights)


def _year(scenario: Scenario, months: Sequence[Sequence[HolderMonth]], year: int, place: int) -> HolderYear:
    these = [one[place] for month, one in enumerate(months) if month_of(scenario.deal.closing, month)[0] == year]
    of_price, interest, dividends = (
        round(sum(getattr(one, name) for one in these), 2) for name in ("of_price", "interest", "dividends")
    )
    return HolderYear(of_price, interest, dividends, round(of_price + interest + dividends, 2))


def findings(scenario: Scenario) -> tuple[Sentence, ...]:
    """What must be said where several hold the company: whose cash and tax the seller's figures are."""
    return (sentence("holders.together"),) if scenario.deal.holders else ()


def told(found: Paid, language: str = "en") -> str:
    """Over the years: what all are paid, and who gets most."""
    sums = [round(sum(year[place].cash for year in found.by_year), 2) for place in range(len(found.payouts))]
    most = max(range(len(sums)), key=lambda place: sums[place])
    owed = round(sum(one.owed for one in found.months[-1]), 2)
    said = [
        say(
            "holders.takeaway",
            language,
            year=found.years[-1],
            total=money(sum(sums), language=language),
            first=found.payouts[most].name,
            amount=money(sums[most], language=language),
        )
        if found.years
        else say("holders.nothing", language)
    ]
    if owed:
        said.append(say("holders.owed", language, amount=money(owed, language=language)))
    return " ".join(said)


STAGES: list[Callable[..., Any]] = [at_closing, in_month]
