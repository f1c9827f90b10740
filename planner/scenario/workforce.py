"""Who works here."""

from pydantic import Field

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
    joins_after: int | None = of.months("Becomes a member after", "Months after closing; empty: does not join.", 0)


class Workforce(Frozen):
    """Who works here, who will join, and how many leave."""

    workers: tuple[Worker, ...] = of.many("Workers", "A roster, or groups with the same job.", (), most=2000)
    turnover: float = of.rate("Turnover a year", "Part of the members who leave in a year.", 0.08, high=0.9)
    candidacy_months: int = of.months("Candidacy", "Months before a new worker may become a member.", 12, high=60)
