"""Which test of solvency a state sets for a company that buys its own shares: book, fair, surplus or unknown."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

FILE = Path(__file__).parent / "solvency.toml"
SolvencyTest = Literal["book", "fair", "surplus", "unknown"]


class StateTest(NamedTuple):
    """One state's test; `source` is empty where it is unknown."""

    state: str
    test: SolvencyTest
    source: str = ""
    verified: bool = False


def test_of(place: str, state: str) -> StateTest:
    """The test of a state by its two letters; unknown where none is held."""
    held = _tables().get(place, {}).get(state.upper())
    if held is None:
        return StateTest(state.upper(), "unknown")
    return StateTest(held["name"], held["test"], held["source"], held["verified"])


@cache
def _tables() -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
