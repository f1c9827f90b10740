"""Who decides while the seller still holds shares: votes, seats on the board, and what the seller must agree to."""

from typing import Literal, Self

from pydantic import model_validator

from planner import fields as of
from planner.fields import Frozen
from planner.scenario.stages import STAGE_SLOTS

Matter = Literal["sale", "dissolution", "new_debt", "bylaws", "capital_spending", "dividends", "manager"]
MATTERS: tuple[Matter, ...] = (
    "sale",
    "dissolution",
    "new_debt",
    "bylaws",
    "capital_spending",
    "dividends",
    "manager",
)
MOST_SEATS = 25


class Voice(Frozen):
    """What the members hold in the company after one closing; what is empty follows the shares."""

    votes: float | None = of.rate("Members' votes", "Part of all votes; empty: votes follow the shares.", None)
    member_seats: int | None = of.count(
        "Members' seats", "On the board; empty: their part of the votes, rounded.", None, high=MOST_SEATS
    )
    seller_seats: int | None = of.count(
        "Seller's seats", "On the board; empty: what members and others leave.", None, high=MOST_SEATS
    )


def _alone(title: str, default: float) -> float:
    told = "Members decide alone once they hold more than this part of the votes; 100: once they hold all shares."
    held: float = of.rate(title, told, default)
    return held


class Governance(Frozen):
    """The board and the votes by closing; the defaults follow from the part of the company the co-op holds."""

    seats: int = of.count("Seats on the board", "In all.", 5, low=1, high=MOST_SEATS)
    other_seats: int = of.count("Seats of others", "Neither members' nor the seller's.", 0, high=MOST_SEATS - 1)
    kept_seats: int = of.count(
        "Seats the seller keeps", "At least, for as long as the seller holds shares.", 1, high=MOST_SEATS - 1
    )
    voices: tuple[Voice, ...] = of.many(
        "By closing",
        "One entry a closing, the first closing first; those left out follow the shares.",
        (),
        most=1 + STAGE_SLOTS,
    )
    sale: float = _alone("Sale of the company", 1.0)
    dissolution: float = _alone("Dissolution", 1.0)
    new_debt: float = _alone("New debt", 1.0)
    bylaws: float = _alone("Change of bylaws", 0.67)
    capital_spending: float = _alone("Large capital spending", 0.5)
    dividends: float = _alone("Dividends", 0.5)
    manager: float = _alone("Hiring the manager", 0.5)

    @model_validator(mode="after")
    def _seats_fit(self) -> Self:
        if self.other_seats + self.kept_seats > self.seats:
            raise ValueError(
                f"kept_seats: {self.kept_seats} of the seller and {self.other_seats} of others are more than the "
                f"{self.seats} seats of the board"
            )
        for number, voice in enumerate(self.voices, start=1):
            given = (voice.member_seats or 0) + (voice.seller_seats or 0) + self.other_seats
            if given > self.seats:
                raise ValueError(
                    f"voices: after closing {number} the seats given come to {given}, more than the {self.seats} "
                    "of the board"
                )
            if None not in (voice.member_seats, voice.seller_seats) and given < self.seats:
                raise ValueError(
                    f"voices: after closing {number} the seats given come to {given}, and the board has {self.seats}; "
                    "leave one of them empty, and it takes the rest"
                )
        return self
