"""Who works here."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from planner import fields as of
from planner.fields import Frozen


class Worker(Frozen):
    """One worker, or several with the same job."""

    alias: str = of.text("Alias", "A short name that need not be the real one.", shortest=1, longest=40)
    role: str = of.text("Role", "The job.", "", longest=60)
    number: int = of.count("How many", "Workers with this job and pay.", 1, low=1, high=10_000)
    hours: float = Field(
        40.0,
        title="Hours a week",
        description="Paid hours a week.",
        ge=0.0,
        le=100.0,
        json_schema_extra={"unit": "hours"},
    )
    pay: float = of.money("Pay an hour", "Gross pay an hour.", low=0.0, high=1000.0)
    own_raise: float = of.rate(
        "Own raise a year", "Beyond the raise of all, at each plan year.", 0.0, low=-0.2, high=0.5
    )
    joins_after: int | None = of.months("Becomes a member after", "Months after closing; empty: does not join.", 0)
    likely: float = of.rate("Likely to join", "Yes is 100 %, no is 0 %, unsure lies between.", 1.0)
    started: date | None = of.day("Started", "First day of work here; empty: long ago.", None, low=date(1950, 1, 1))
    age: int | None = of.years("Age", "Years at closing; empty: retirement is not planned.", None, low=14, high=99)
    skill: float = of.times("Skill factor", "What an hour of this job counts for patronage by skill.", 1.0, high=10.0)
    leaves: date | None = of.day("Leaves", "A known date takes the place of expected turnover.", None)


class Wave(Frozen):
    """A part of those who may join, and when they do."""

    months: int = of.months("Later", "After the month in which they may first join.", 0)
    fraction: float = of.rate("Part that joins", "Of those who may join.")


class Tenure(Frozen):
    """How many leave in their first years here."""

    years: float = of.years("Here for less than", "Until so many years since the first day of work.", low=0.25)
    turnover: float = of.rate("Turnover a year", "Part of these who leave in a year.", high=0.9)


class Workforce(Frozen):
    """Who works here, who will join, and how many leave."""

    workers: tuple[Worker, ...] = of.many("Workers", "A roster, or groups with the same job.", (), most=2000)
    waves: tuple[Wave, ...] = of.many("Waves", "Who joins when; empty: all as soon as they may.", (), most=12)
    turnover: float = of.rate("Turnover a year", "Part of the members who leave in a year.", 0.08, high=0.9)
    tenures: tuple[Tenure, ...] = of.many(
        "Turnover of the first years", "By years here; after the last row the turnover above.", (), most=12
    )
    deaths: float = of.rate("Deaths and disability a year", "Of all members, beside turnover.", 0.0, high=0.2)
    retirement_age: int | None = of.years(
        "Retirement age",
        "At which the younger retire, where an age is given; empty: not planned.",
        None,
        low=40,
        high=99,
    )
    candidacy_months: int = of.months("Candidacy", "Months before a new worker may become a member.", 12, high=60)
    added_join: float = of.rate(
        "Added workers who join", "Of workers hired as hours grow: so many join after candidacy.", 0.0
    )

    drawn: int | None = of.count(
        "Draw one possible future",
        "A number to draw from: people then leave whole, by the same chances; each number is another future. "
        "Empty: what is expected.",
        None,
        high=1_000_000,
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if sum(wave.fraction for wave in self.waves) > 1.0 + 1e-9:  # what floats may add
            raise ValueError("waves: must come to at most 100 %")
        ends = [tenure.years for tenure in self.tenures]
        if ends != sorted(set(ends)):
            raise ValueError("tenures: each row must end after the row above it")
        return self
