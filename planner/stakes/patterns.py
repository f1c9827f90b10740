"""Ready patterns for an owner who has none: all on one day, or 30 %, then 51 %, then all; and what each changes."""

from typing import Any, NamedTuple

from planner.scenario import LOAN_SLOTS, SHARES_BOUGHT, LaterClosing, Loan, Scenario
from planner.words import Sentence, say, sentence
from planner.words.formats import percent

FIRST, SECOND = 0.30, 0.51
SECOND_AFTER, LAST_AFTER = 24, 60
LENT = 0.8  # of the price of a later closing, by the seller
NOTE_MONTHS, NOTE_RATE = 84, 0.06


class Pattern(NamedTuple):
    """What is entered, by path, and in words."""

    values: dict[str, Any]
    said: tuple[Sentence, ...]


def at_once(scenario: Scenario) -> Pattern:
    """The whole company on the closing day."""
    first = scenario.deal.bought_at_closing
    values = {
        "deal.bought_at_closing": 1.0,
        "deal.later_closings": [],
        "deal.loans": [_entered(loan, 1.0 / first) for loan in scenario.deal.loans if not loan.later_closing],
        "deal.preferred.amount": round(scenario.deal.preferred.amount / first, 2),
        "governance.voices": [],
    }
    return Pattern(values, (sentence("stakes.preset.said_at_once", first=percent(first)),))


def in_steps(scenario: Scenario, for_all_shares: float) -> Pattern:
    """30 %, then 51 %, then all; the seller lends most of what each later closing costs."""
    deal = scenario.deal
    part = FIRST / deal.bought_at_closing
    parts = (round(SECOND - FIRST, 4), round(1.0 - SECOND, 4))
    loans = [_entered(loan, part) for loan in deal.loans if not loan.later_closing]
    rate = next((loan.rate for loan in deal.loans if loan.to_seller), NOTE_RATE)
    for number, bought in enumerate(parts, start=1):
        if len(loans) < LOAN_SLOTS:
            note = Loan(
                name=say("stakes.preset.note", number=number + 1),
                kind="seller",
                principal=round(LENT * bought * max(0.0, for_all_shares), 2),
                rate=rate,
                months=min(NOTE_MONTHS, scenario.months),
                later_closing=number,
            )
            loans.append(note.model_dump(mode="json"))
    values = {
        "deal.bought_at_closing": FIRST,
        "deal.later_closings": [
            LaterClosing(fraction=bought, after=after).model_dump(mode="json")
            for bought, after in zip(parts, (SECOND_AFTER, LAST_AFTER), strict=True)
        ],
        "deal.loans": loans,
        "deal.preferred.amount": round(deal.preferred.amount * part, 2),
        "governance.voices": [],
    }
    said = [sentence("stakes.preset.said_steps")]
    if deal.form not in (*SHARES_BOUGHT[:1], "buyout"):
        values["deal.form"] = SHARES_BOUGHT[0]
        said.append(sentence("stakes.preset.said_form"))
    return Pattern(values, tuple(said))


def _entered(loan: Loan, part: float) -> dict[str, Any]:
    """A loan of the first closing, its amounts made smaller or larger; its limit and a debt taken over stay."""
    told = loan.model_dump(mode="json")
    if loan.kind == "assumed":
        return told
    amounts = ("principal", "least_paid", "most_paid")
    return told | {name: round(told[name] * part, 2) for name in amounts if told.get(name)}
