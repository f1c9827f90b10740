"""Who holds the company that is bought, where that is more than one owner: venture investors, SAFEs and notes."""

from typing import Literal, Self

from pydantic import model_validator

from planner import fields as of
from planner.fields import Frozen

ROUNDED = 1e-6  # what a sum of parts may differ from the whole
HolderKind = Literal["common", "preferred", "safe", "note"]


class Holder(Frozen):
    """One holder of the company's shares, of a SAFE or of a convertible note."""

    name: str = of.text("Holder", "Who holds it.", shortest=1, longest=60)
    instrument: HolderKind = of.choice(
        "What is held", "common or preferred shares, a SAFE, or a convertible note.", "common"
    )
    fraction: float = of.rate("Part of the company", "Of all shares, preferred as if converted.", 0.0)
    invested: float = of.money("Invested", "By the holder of preferred shares, a SAFE or a note.", 0.0)
    multiple: float = of.times("Liquidation preference", "Times what was invested, before common shares.", 1.0)
    participating: bool = of.choice(
        "Participating", "Whether it shares with common after its preference.", default=False
    )
    most: float | None = of.times("At most in all", "Times invested, where participating; empty: no limit.", None)
    rank: int = of.count("Rank", "Of the preference: 1 is paid first.", 1, low=1, high=9)
    rate: float = of.rate("Interest of the note", "A year, simple.", 0.0, high=0.3)
    years: float = of.years("Years since", "The note was given, at closing.", 0.0)
    valuation_cap: float | None = of.money("Valuation cap", "Of a SAFE or note, after money; empty: none.", None)
    discount: float = of.rate(
        "Discount", "Of a SAFE or note, on what is paid for common shares when it converts.", 0.0, high=0.5
    )

    @property
    def converts_later(self) -> bool:
        """A SAFE or note: no share yet."""
        return self.instrument in ("safe", "note")

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if self.converts_later and self.fraction:
            raise ValueError("fraction: a SAFE or note holds no shares yet; what it converts to follows from its cap")
        if self.valuation_cap is not None and self.valuation_cap <= self.invested:
            raise ValueError("valuation_cap: must be above what was invested")
        return self


def whole(holders: tuple[Holder, ...]) -> None:
    """Raise where shares do not add up to the company."""
    held = sum(one.fraction for one in holders)
    if holders and abs(held - 1.0) > ROUNDED:
        raise ValueError(f"holders: their shares come to {held:.2%} of the company; they must come to 100%")
    names = [one.name for one in holders]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"holders: the name '{name}' is used twice; every holder needs a name of its own")
