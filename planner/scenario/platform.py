"""A platform: what its users pay for passes through it, and a part of it is the firm's sales."""

from typing import Annotated

from pydantic import Field

from planner import fields as of
from planner.fields import Frozen

Take = Annotated[float, Field(ge=0.001, le=1.0, allow_inf_nan=False)]


class Platform(Frozen):
    """Gross bookings of the last year, and what part of them the platform keeps by plan year."""

    bookings: float = of.money("Gross bookings", "All that users paid in the last year; 0: no platform.", 0.0)
    take_rates: tuple[Take, ...] = of.many(
        "Take rate", "Part of bookings kept, by plan year; the last holds on. Empty: as last year.", (), most=30
    )
