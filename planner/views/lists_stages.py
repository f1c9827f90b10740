"""Lists of a purchase in stages, edited as tables: later closings, and votes and seats by closing."""

from planner.views import ask, state
from planner.views.lists import Column, Rows, Shape, column, copied

CLOSINGS = "deal.later_closings"
VOICES = "governance.voices"
NEW_PART, NEXT_AFTER = 0.1, 24


def later_closings() -> Shape:
    """Later closings, a row each, in order."""
    held = state.entered_at(CLOSINGS)
    after = max((one["after"] or 0 for one in held), default=0) + NEXT_AFTER
    first = f"{CLOSINGS}.0"
    options = ask.options_of(ask.field_of(f"{first}.formula"))
    formula = Column(
        "formula",
        ask.title(f"{first}.formula"),
        ask.help_of(f"{first}.formula"),
        "one_of",
        new=options[0],
        options=options,
        said=lambda one: ask.option_name("formula", str(one)),
    )
    columns = (
        column(f"{first}.fraction", NEW_PART),
        column(f"{first}.after", after),
        column(f"{first}.senior_left", None),
        formula,
        column(f"{first}.price", None),
        column(f"{first}.increase", 0.0),
        column(f"{first}.multiple", 3.0),
        column(f"{first}.obligation", new=False),
    )
    return Shape("later_closings", CLOSINGS, columns, copied, _priced_by_formula)


def voices() -> Shape:
    """Votes and seats after each closing; empty follows the shares."""
    columns = tuple(column(f"{VOICES}.0.{name}", None) for name in ("votes", "member_seats", "seller_seats"))
    return Shape("voices", VOICES, columns, copied, lambda rows: rows)


def _priced_by_formula(rows: Rows) -> Rows:
    """A price belongs to a closing at an agreed price alone."""
    return [row | ({} if row["formula"] == "closing_price" else {"price": None}) for row in rows]
