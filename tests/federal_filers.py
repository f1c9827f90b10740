"""The random filers of `golden/federal.csv.gz`, with what Tax-Calculator 6.8.0 works out for each."""

import csv
import gzip
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from planner import places
from planner.places.us import Income, Law, law_of

FILE = Path(__file__).parent / "golden" / "federal.csv.gz"
SURVIVING = FILE.with_name("federal_surviving.csv.gz")
FILINGS = ("single", "joint", "head", "separate")
YEARS = (2025, 2026)
OLD = 65  # 26 U.S.C. 63(f)(1)


class Filer(NamedTuple):
    """A filer's income and law; Tax-Calculator's regular tax, alternative and investment tax, and credits."""

    year: int
    filing: str
    ages: tuple[int, ...]
    income: Income
    law: Law
    regular: float
    alternative: float
    investment: float
    credits: float


@cache
def law(year: int, filing: str) -> Law:
    """The law of a year."""
    return law_of(places.rules("US", on=date(year, 12, 31)), filing)


@cache
def filers(file: Path = FILE) -> tuple[Filer, ...]:
    """Every filer of the file."""
    with gzip.open(file, "rt", encoding="utf-8") as held:
        return tuple(_filer(row) for row in csv.DictReader(held))


def _filer(row: dict[str, str]) -> Filer:
    ages = tuple(int(row[name]) for name in ("age", "spouse_age") if row[name] != "0")
    kinds = {name: float(row[name]) for name in Income._fields if name in row}
    return Filer(
        year=int(row["year"]),
        filing=row["filing"],
        ages=ages,
        income=Income(**kinds, aged=float(sum(age >= OLD for age in ages))),
        law=law(int(row["year"]), row["filing"]),
        **{name: float(row[name]) for name in ("regular", "alternative", "investment", "credits")},
    )
