"""How the printed plan looks: fonts, sizes, paragraph styles, and text made safe for paragraphs."""

from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import STATE_DEFAULTS, String
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

from planner import palette

FOLDER = Path(__file__).parents[2] / "assets" / "fonts"
PLAIN, BOLD, SLANTED = "DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"
PAGE = letter
MARGIN = 50.0
TOP, BOTTOM = 54.0, 54.0
WIDTH = PAGE[0] - 2 * MARGIN
HEIGHT = PAGE[1] - TOP - BOTTOM
TEXT_SIZE, TABLE_SIZE, NOTE_SIZE = 9.0, 7.4, 7.0
LABEL_SIZE, SMALL_SIZE = 7.0, 6.4  # in drawings
ELLIPSIS = "…"

INK, FAINT, RULE = HexColor(palette.INK), HexColor(palette.FAINT), HexColor(palette.RULE)
PANEL, PAPER, WARNING = HexColor(palette.PANEL), HexColor(palette.PAPER), HexColor(palette.WARNING)
ACCENT = HexColor(palette.PALETTE["cash"])


@cache
def fonts() -> None:
    """Make the fonts known to ReportLab, once; every PDF embeds the letters it uses."""
    for name in (PLAIN, BOLD, SLANTED):
        pdfmetrics.registerFont(TTFont(name, FOLDER / f"{name}.ttf"))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=SLANTED, boldItalic=BOLD)
    STATE_DEFAULTS["fontName"] = PLAIN  # or every drawing would name a font that is not embedded


def _style(name: str, size: float, leading: float, font: str = PLAIN, **more: object) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=leading, textColor=INK, bulletFontName=font, **more
    )


@cache
def styles() -> dict[str, ParagraphStyle]:
    """Every paragraph style of the plan."""
    fonts()
    made = (
        _style("text", TEXT_SIZE, 13, spaceAfter=6),
        _style("lead", 11, 16, spaceAfter=8),
        _style("title", 22, 27, BOLD, spaceAfter=6),
        _style("subtitle", 12.5, 17, spaceAfter=6),
        _style("heading", 14, 18, BOLD, spaceBefore=12, spaceAfter=6, keepWithNext=1),
        _style("part", 10, 13, BOLD, spaceBefore=8, spaceAfter=3, keepWithNext=1),
        _style("takeaway", TEXT_SIZE, 13, spaceAfter=3, keepWithNext=1),
        _style("note", NOTE_SIZE, 9.6, spaceBefore=2, spaceAfter=6),
        _style("cell", TABLE_SIZE, 9.4),
        _style("cell_bold", TABLE_SIZE, 9.4, BOLD),
        _style("cell_right", TABLE_SIZE, 9.4, alignment=TA_RIGHT),
        _style("head", TABLE_SIZE, 9.4, BOLD),
        _style("head_right", TABLE_SIZE, 9.4, BOLD, alignment=TA_RIGHT),
        _style("figure", 15, 19, BOLD),
        _style("contents", TEXT_SIZE, 15),
        _style("bullet", TEXT_SIZE, 13, leftIndent=12, bulletIndent=1, spaceAfter=4),
    )
    return {style.name: style for style in made}


def words(text: str, style: str = "text", **more: object) -> Paragraph:
    """A paragraph of plain words: nothing in them is taken for markup."""
    return Paragraph(escape(text).replace("\n", "<br/>"), styles()[style], **more)


def width_of(text: str, size: float, font: str = PLAIN) -> float:
    """How wide words are on paper, in points."""
    fonts()
    return float(pdfmetrics.stringWidth(text, font, size))


def label(  # noqa: PLR0913  (a label has that many properties)
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    size: float = LABEL_SIZE,
    font: str = PLAIN,
    colour: HexColor = INK,
) -> String:
    """Words in a drawing."""
    fonts()
    return String(x, y, text, fontName=font, fontSize=size, fillColor=colour, textAnchor=anchor)


def fitted(text: str, width: float, size: float, font: str = PLAIN) -> str:
    """Words cut, with an ellipsis, to what a width holds."""
    if width_of(text, size, font) <= width:
        return text
    kept = text
    while kept and width_of(kept + ELLIPSIS, size, font) > width:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def wrapped(text: str, width: float, size: float, most: int) -> list[str]:
    """Words broken into at most so many lines, the last one cut to fit."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [fitted(line, width, size) for line in lines]
