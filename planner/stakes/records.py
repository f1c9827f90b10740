"""What a purchase in stages means: each closing as it comes about, who decides after it, and the money it rests on."""

from typing import Literal, NamedTuple

from planner.scenario import Answer, Matter
from planner.words import Sentence

Reason = Literal["cash", "gates", "leverage", "coverage"]
REASONS: tuple[Reason, ...] = ("cash", "gates", "leverage", "coverage")


class Closing(NamedTuple):
    """One purchase: when it was planned and when it comes about; None: not within the plan.

    Money and the reasons are of the month it closes, or of the last month in which it was due and could not.
    """

    number: int  # 1: the first
    fraction: float  # of the company
    earliest: int
    due: int | None  # its day has come, and enough of the senior loans is paid
    closed: int | None
    waited: int  # months in which it was due and could not be afforded
    reasons: tuple[tuple[Reason, int], ...]  # why, and in how many of those months
    price: float
    lent: float
    cash: float
    free: float  # cash free at that month once everybody is paid
    obligation: bool

    @property
    def late(self) -> int | None:
        """Months between the day planned and the closing; None where it does not come about."""
        return None if self.closed is None else self.closed - self.earliest


class Voice(NamedTuple):
    """Who decides after one closing."""

    number: int
    month: int | None  # None: not within the plan
    held: float  # part of the company
    votes: float  # of all votes, the members'
    member_seats: int
    seller_seats: int
    other_seats: int
    asks_seller: tuple[Matter, ...]  # what the seller must agree to
    dividend: float  # part of the profit of the seller's shares that is paid out
    patronage: bool  # whether the surplus may be shared by work


class Board(NamedTuple):
    """The seats of the board from one month on, until the next entry."""

    month: int
    all_serve: bool  # every worker-member has a seat
    member_seats: int
    seller_seats: int
    other_seats: int

    @property
    def seats(self) -> int:
        """In all."""
        return self.member_seats + self.seller_seats + self.other_seats


class Ramp(NamedTuple):
    """How far the members have come at one month's end: parts of the whole."""

    shares: float
    votes: float
    surplus: float  # that may be shared by work
    seats: float
    alone: float  # of the matters, those decided without the seller


class Need(NamedTuple):
    """One fiscal year below control: what the co-op's loans ask of the company, and what it may lawfully pay."""

    held: float
    service: float  # the co-op's payments of interest and principal, balloons aside
    on_seller: float  # what goes to the seller's shares when the co-op is paid that
    on_all: float
    by_book: float  # what the company could pay by its own books, the loans of the purchase left out
    by_value: float  # and at the value that the first closing put on it


class Tested(NamedTuple):
    """The same with its year and what comes of it."""

    fiscal_year: str
    month: int
    need: Need
    lawful: float | None  # by the state's test; None: the state's test is not known, or turns on a revaluation
    declared: float  # dividends on the seller's shares, as the plan has them
    reached: bool  # the seller's part is as large as the co-op's payments ask, and cash never runs short in the year
    answer: Answer


class Staged(NamedTuple):
    """A purchase in stages; of one that is not, a single closing and nothing else."""

    closings: tuple[Closing, ...]
    voices: tuple[Voice, ...]
    ramp: tuple[Ramp, ...]  # by month
    boards: tuple[Board, ...]  # each change of the board's seats
    upstream: tuple[Tested, ...]  # by fiscal year in which the co-op lives on dividends
    left: float  # part of the company the seller holds at the end of the plan
    findings: tuple[Sentence, ...]

    @property
    def in_stages(self) -> bool:
        """Whether the seller keeps shares on the closing day."""
        return bool(self.voices) and self.voices[0].held < 1.0
