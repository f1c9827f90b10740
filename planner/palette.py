"""The colours of screen, PDF and workbook: what money belongs to whom has one colour everywhere.

Okabe and Ito's colours, told apart by nearly everybody; a colour never stands alone, a label always says the same.
Source: M. Okabe, K. Ito, "Color Universal Design", 2008.
"""

from collections.abc import Iterable

PALETTE = {
    "cash": "#0072B2",
    "debt": "#D55E00",
    "members": "#009E73",
    "seller": "#E69F00",
    "collective": "#56B4E9",
    "tax": "#CC79A7",
    "preferred": "#F0E442",
    "floor": "#000000",
    "plain": "#6B7682",
}
INK = "#1F2933"  # text
FAINT = "#52606D"  # text of the second rank, still 6 to 1 against paper
RULE = "#B8C2CC"  # lines of tables and axes
PANEL = "#F4F6F8"  # the ground of a heading or a box
PAPER = "#FFFFFF"
WARNING = "#9B2C00"  # a shortfall, a law broken; always with words
LIGHTER = (0.0, 0.35, 0.58, 0.74, 0.84)  # how far each further thing of one role is mixed with white
STROKES: tuple[tuple[int, ...], ...] = ((), (6, 3), (2, 2), (8, 3, 2, 3))  # dashes of the first, second, ... line
BRIGHT = 0.45


def mixed(colour: str, white: float) -> str:
    """A colour mixed with white: 0 leaves it, 1 is white."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * white):02X}" for part in parts)


def colours(roles: Iterable[str]) -> tuple[str, ...]:
    """The colour of each of several things by role; a role that comes again is lighter each time."""
    seen: dict[str, int] = {}
    found = []
    for role in roles:
        place = seen.get(role, 0)
        seen[role] = place + 1
        found.append(mixed(PALETTE[role], LIGHTER[place % len(LIGHTER)]))
    return tuple(found)


def ink_on(colour: str) -> str:
    """Dark or white text, whichever is read better on a colour (relative luminance, WCAG 2)."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    bright = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
    return INK if bright > BRIGHT * BRIGHT else PAPER
