"""Further classes of members beside the workers: what they pay in, their votes and their part of the surplus."""

from typing import Literal, Self

from pydantic import model_validator

from planner import fields as of
from planner.fields import Frozen
from planner.scenario.owner_tax import Answer

CLASS_SLOTS = 4
ROUNDED = 1e-9  # what a sum of parts may be above the whole

ClassKind = Literal["users", "producers", "community", "investors"]
Exemption = Literal[
    "unknown", "no_security", "california_small", "intrastate", "rule_504", "crowdfunding", "registered"
]
Basis = Literal["spend", "sales", "hours", "none"]
PATRONS: tuple[ClassKind, ...] = ("users", "producers")


class MemberClass(Frozen):
    """One class of members who are not workers."""

    name: str = of.text("Name of the class", "As the bylaws call it.", shortest=1, longest=40)
    who: ClassKind = of.choice(
        "Who they are",
        "users buy from the co-op, producers sell to it, community members support it, investors lend it capital.",
        "users",
    )
    members: int = of.count("Members at closing", "Who join and pay on the closing day or from it on.", 100)
    growth: float = of.rate("Growth a year", "Of the number of members.", 0.0, low=-0.5, high=1.0)
    leaving: float = of.rate("Leave a year", "Part of the members; their shares and accounts are paid back.", 0.05)
    share_price: float = of.money("Price of a share", "Each member pays it once.", 100.0, high=1e6)
    paid_over: int = of.months("Paid over", "Months from joining; 0: at once.", 0, high=120)
    votes: float = of.times(
        "Votes of the class", "Against the workers' number; within the class each member has one vote.", 1.0
    )
    board_seats: int = of.count("Seats on the board", "That the class elects.", 0, high=100)
    basis: Basis = of.choice(
        "Patronage by",
        "spend (what members buy), sales (what they sell to the co-op), hours, or none.",
        "spend",
    )
    slice: float = of.rate("Slice of the surplus", "Of what may be shared, before its part for all.", 0.0)
    member_business: float = of.rate(
        "Business done with members", "Part of this class's business; the rest is no patronage.", 0.5
    )
    collective_fraction: float = of.rate("To the collective account", "Part of the class's surplus.", 0.2)
    cash_fraction: float = of.rate("Patronage paid in cash", "Part of the class's patronage dividend.", 0.3)
    qualified: bool = of.choice(
        "Qualified notices", "Whether the rest is taxed to members now, not to the co-op.", default=True
    )
    return_rate: float = of.rate(
        "Return on shares, at most", "A year, as far as surplus suffices; never deducted.", 0.0, high=0.3
    )
    return_by_profit: Answer = of.choice(
        "Return depends on profit",
        "No: a stated rate that profit does not move. Unknown: as the bylaws say.",
        "unknown",
    )
    relies_on: Exemption = of.choice("Its shares rely on", "Why they need no registration as securities.", "unknown")
    return_first: bool = of.choice(
        "Return comes before patronage", "Otherwise it takes at most what patronage and tax leave.", default=False
    )
    revolving_years: int | None = of.count(
        "Accounts revolve after", "Fiscal years; empty: only on leaving.", 7, low=1, high=30
    )
    redemption_years: int = of.count(
        "Leavers are paid over", "Years after the fiscal year-end; 0: next month.", 1, high=10
    )
    redemption_rate: float = of.rate(
        "Interest to leavers", "On what they are still owed; instalments are level, interest included.", 0.0, high=0.3
    )

    @property
    def patron(self) -> bool:
        """Whether its members do business with the co-op."""
        return self.who in PATRONS

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if self.slice > 0 and self.basis == "none":
            raise ValueError("slice: a class without a patronage basis has no slice of the surplus; give it a return")
        if self.slice > 0 and not self.patron:
            raise ValueError(
                f"slice: patronage is paid on business done with the co-op; {self.who} have a return on shares instead"
            )
        return self


class Membership(Frozen):
    """Who is a member besides the workers, and how votes, seats and surplus are divided among classes."""

    workers_slice: float | None = of.rate("Workers' slice of the surplus", "Empty: what the other classes leave.", None)
    workers_votes: float = of.times("Workers' votes", "Against the numbers of the other classes.", 1.0)
    workers_seats: int = of.count("Workers' seats on the board", "That workers elect.", 0, high=100)
    returns_of_patronage: float | None = of.times(
        "Returns after patronage, at most",
        "Times all members' patronage of the year, for classes whose return comes after it; empty: no such limit.",
        None,
        low=0.01,
    )
    classes: tuple[MemberClass, ...] = of.many(
        "Further classes of members", "Beside the workers.", (), most=CLASS_SLOTS
    )

    @property
    def of_workers(self) -> float:
        """The workers' slice: as given, or what the others leave."""
        left = max(0.0, 1.0 - sum(one.slice for one in self.classes))
        return left if self.workers_slice is None else self.workers_slice

    @property
    def all_votes(self) -> float:
        """What the votes of all classes count together."""
        return self.workers_votes + sum(one.votes for one in self.classes)

    @model_validator(mode="after")
    def _slices_fit(self) -> Self:
        whole = (self.workers_slice or 0.0) + sum(one.slice for one in self.classes)
        if whole > 1.0 + ROUNDED:
            raise ValueError(f"classes: their slices of the surplus and the workers' come to {whole:.0%}; at most 100%")
        if not self.all_votes:
            raise ValueError("workers_votes: no class has a vote; give at least one class votes")
        names = [one.name for one in self.classes]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"classes: the name '{name}' is used twice; every class needs a name of its own")
        return self
