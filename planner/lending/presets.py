"""Published terms of co-op lenders, and conventions: dated, with their source, and with what nobody publishes said."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from planner import places
from planner.fields import Frozen
from planner.scenario import Loan, Preferred

FOLDER = Path(places.__file__).parent / "lenders"
EquityRule = Literal["sba", "bank", "fund"]


class Preset(Frozen):
    """One lender's terms as they were read on a day."""

    key: str
    lender: str = Field(min_length=1)
    what: str = Field(min_length=1)
    source: str = Field(min_length=1)
    day: date
    verified: bool
    equity: EquityRule
    published: tuple[str, ...]
    not_found: tuple[str, ...]
    loan: dict[str, Any] | None = None
    preferred: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _fields_are_real(self) -> "Preset":
        of_what: type[Frozen] = Loan if self.loan is not None else Preferred
        given = self.loan if self.loan is not None else self.preferred or {}
        known = set(of_what.model_fields)
        if not set(given) <= known or not {*self.published, *self.not_found} - {"guarantor"} <= known:
            raise ValueError(f"{self.key}: names a field that a {of_what.__name__.lower()} does not have")
        return self

    @property
    def filled_in(self) -> tuple[str, ...]:
        """Fields that it fills in though no source gives them; what kind of loan it is, is our word."""
        given = self.loan if self.loan is not None else self.preferred or {}
        return tuple(name for name in given if name not in self.published and name != "kind")

    def as_loan(self, name: str) -> Loan:
        """A loan with these terms, its amount still to be entered."""
        return Loan.model_validate({"name": name, "preset": self.key, **(self.loan or {})})


@cache
def presets(place: str = "US") -> dict[str, Preset]:
    """Every lender's terms that are held for a place, by key."""
    held = tomllib.loads((FOLDER / f"{place.lower()}.toml").read_text(encoding="utf-8"))
    return {
        key: Preset.model_validate(
            {**table, "key": key, "published": tuple(table["published"]), "not_found": tuple(table["not_found"])}
        )
        for key, table in held.items()
    }


def preset_of(loan: Loan, place: str = "US") -> Preset | None:
    """The published terms that a loan was made from."""
    return presets(place).get(loan.preset)
