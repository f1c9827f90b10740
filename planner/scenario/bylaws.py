"""What the bylaws and articles say: what statutes ask and figures do not show. Nothing is taken for granted."""

from typing import Any, Literal, Self

from pydantic import model_validator

from planner import fields as of
from planner.fields import Frozen
from planner.places.statutes import Act
from planner.scenario.classes import Exemption
from planner.scenario.owner_tax import Answer

RemainderTo = Literal["unknown", "co_op_body", "charity", "other"]
ReserveFrom = Literal["unknown", "none", "other_income", "patronage"]
WorkState = Literal[
    "unknown", "other", "ca", "co", "il", "ma", "me", "mn", "nj", "ny", "oh", "or", "pa", "tx", "vt", "wa"
]


def _asked(title: str, help_text: str) -> Any:
    """A question answered yes, no or not known."""
    return of.choice(title, help_text, "unknown")


class Bylaws(Frozen):
    """What the bylaws and articles say, as far as it is known."""

    statute: Act = of.choice("Statute", "The act under which the co-op is formed.", "unknown")
    works_in: WorkState = of.choice("Where people work", "The state whose wage and securities law applies.", "unknown")
    minimum_wage: float | None = of.money(
        "Minimum wage there",
        "An hour, the highest that applies: a city may ask more than its state. Empty: not known.",
        None,
        high=1000.0,
    )
    one_member_one_vote: Answer = _asked("One member, one vote", "Whether each member has one vote and no more.")
    board_seats: int | None = of.count("Seats on the board", "Empty: not known.", None, low=1, high=100)
    seats_elected_by_members: int | None = of.count(
        "Seats elected by members", "By worker-members, one vote each. Empty: not known.", None, high=100
    )
    directors_who_are_members: int | None = of.count("Directors who are members", "Empty: not known.", None, high=100)
    all_serve_up_to: int | None = of.count(
        "Board of all members up to",
        "With so many worker-members at most, all serve; with more, the board has the seats entered. Empty: no.",
        None,
        low=1,
        high=100,
    )
    outside_votes: float | None = of.rate(
        "Votes of others",
        "Part of all votes held by people who are not worker-members: investors, the seller, users. Empty: not known.",
        None,
    )
    votes_in_articles: Answer = _asked(
        "The articles give other shares votes", "Some statutes let only the articles do so."
    )
    employed_only: Answer = _asked("Only people who work here", "Whether nobody else can become a worker-member.")
    one_share_each: Answer = _asked(
        "One membership share each", "Whether each member holds one, and nobody else holds any."
    )
    membership_offered: Answer = _asked(
        "Membership offered to all", "Whether every regular employee is offered it when the candidacy is over."
    )
    obligation_in_bylaws: Answer = _asked(
        "Patronage is owed", "Whether the bylaws bind the co-op to pay it, before the year begins."
    )
    consent_in_bylaws: Answer = _asked(
        "Consent to notices", "Whether members consent, by bylaws told to them or in writing, to be taxed on notices."
    )
    return_in_bylaws: Answer = _asked("Return on shares is limited", "Whether the bylaws set what shares may be paid.")
    return_by_profit: Answer = _asked(
        "Investors' return depends on profit",
        "Of preferred shares, and of each class that says nothing else. No: a stated rate that profit does not move.",
    )
    reserve_from: ReserveFrom = of.choice("Indivisible reserve fed by", "The part nobody is ever paid.", "unknown")
    collective_to_members: Answer = _asked(
        "Collective account at the end",
        "Whether on dissolution most of it goes to members, by patronage or by what they paid in.",
    )
    reserve_to_co_op_body: Answer = _asked(
        "Indivisible reserve at the end", "Whether on dissolution it goes to a body that develops co-ops."
    )
    rest_by_patronage: float | None = of.rate(
        "Of the rest to members",
        "On dissolution, of what debts, shares and accounts leave: by lifetime patronage. Empty: not known, "
        "nothing is promised.",
        None,
    )
    remainder_to: RemainderTo = of.choice(
        "What then is left goes to",
        "A body that develops co-ops (a charity for them too), another charity, or others.",
        "unknown",
    )
    deduction_authorised: Answer = _asked(
        "Deductions authorised in writing", "Whether each member agrees in writing to payments taken from pay."
    )
    deduction_reviewed: Answer = _asked(
        "Deductions reviewed", "Whether a lawyer has confirmed that the state allows this kind of deduction."
    )
    shares_rely_on: Exemption = of.choice(
        "Member shares rely on", "Why they need no registration as securities.", "unknown"
    )
    preferred_relies_on: Exemption = of.choice(
        "Preferred shares rely on", "Why they need no registration as securities.", "unknown"
    )
    residents_only: Answer = _asked(
        "All investors live in the state", "Those who are offered shares, where the co-op is formed and works."
    )
    offer_reviewed: Answer = _asked(
        "Offer reviewed", "Whether a securities lawyer has confirmed that the offers need no registration."
    )

    @property
    def board_elected(self) -> float | None:
        """The part of the board that members elect, where both numbers are known."""
        if self.board_seats is None or self.seats_elected_by_members is None:
            return None
        return self.seats_elected_by_members / self.board_seats

    @property
    def member_directors(self) -> float | None:
        """The part of the board who are members, where both numbers are known."""
        if self.board_seats is None or self.directors_who_are_members is None:
            return None
        return self.directors_who_are_members / self.board_seats

    @property
    def at_the_end(self) -> RemainderTo:
        """Who gets what nobody holds an account of, as far as it is said."""
        told = self.remainder_to == "unknown" and self.reserve_to_co_op_body == "yes"
        return "co_op_body" if told else self.remainder_to

    @property
    def most_to_members(self) -> Answer:
        """Whether most of the collective account goes to members at the end: as answered, else by the part of it."""
        part = self.rest_by_patronage
        if self.collective_to_members != "unknown" or part is None:
            return self.collective_to_members
        if part > 1 / 2:
            return "yes"
        return "no" if self.remainder_to in ("co_op_body", "charity") else "unknown"

    @model_validator(mode="after")
    def _ends_fit(self) -> Self:
        """Most of the rest cannot go to members by one answer and to others by another."""
        part, most_to_members = self.rest_by_patronage, self.collective_to_members
        if part is None or most_to_members == "unknown":
            return self
        elsewhere = most_to_members == "yes" and part <= 1 / 2 and self.remainder_to in ("co_op_body", "charity")
        if elsewhere or (most_to_members == "no" and part > 1 / 2):
            raise ValueError(
                f"rest_by_patronage: {part:.0%} by lifetime patronage, but collective_to_members says that most "
                f"{'goes' if elsewhere else 'does not go'} to members; both must say the same"
            )
        return self

    @model_validator(mode="after")
    def _seats_fit(self) -> Self:
        for name in ("seats_elected_by_members", "directors_who_are_members"):
            taken = getattr(self, name)
            if taken is not None and self.board_seats is not None and taken > self.board_seats:
                raise ValueError(f"{name}: {taken} are more than the board's {self.board_seats} seats")
        return self
