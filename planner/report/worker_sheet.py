"""One worker's sheet: the view on a single page, Letter or A4, in the worker's language; and the same as JSON."""

import json
from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepInFrame, Paragraph, SimpleDocTemplate, Spacer, Table

from planner.report.as_json import plain
from planner.report.style import ACCENT, BOLD, FAINT, INK, PANEL, PLAIN, RULE, fonts
from planner.worker import View
from planner.worker.told import Card, Section, Teller
from planner.worker.told import Table as Told

PAPERS = {"letter": letter, "a4": A4}
LOCALES = {"en": "en-US", "es": "es-US"}
MARGIN, GUTTER = 40.0, 18.0
TITLE, LEAD, HEADING, TEXT, FIGURES, BIG, SMALL = 17.0, 9.4, 11.5, 9.3, 7.8, 15.0, 7.6
PADDING = 6.0  # of a page's frame
MOST_ROWS = 8
BETWEEN = 4.0  # columns; without it the heads run into one another
LEFT, RIGHT = ("pay", "account", "tax"), ("leaving", "ahead", "risk")


def _styled(size: float, font: str = PLAIN, **more: Any) -> ParagraphStyle:
    look = {"leading": size * 1.27, "textColor": INK, **more}
    return ParagraphStyle(f"sheet {size} {font}", fontName=font, fontSize=size, **look)


def _words(text: str, style: ParagraphStyle) -> Paragraph:
    """Plain words: nothing in them is taken for markup."""
    return Paragraph(escape(text), style)


def worker_pdf(view: View, language: str = "en", paper: str = "letter") -> bytes:
    """The sheet as a PDF of one page; the same view, the same bytes."""
    fonts()
    teller, stream, size = Teller(view, language), BytesIO(), PAPERS[paper]
    width, height = (side - 2 * (MARGIN + PADDING) for side in size)
    document = SimpleDocTemplate(
        stream,
        pagesize=size,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=teller.title,
        subject=teller.for_whom,
        creator=teller.say("creator"),
        lang=LOCALES[language],
        displayDocTitle=True,
        initialFontName=PLAIN,
        invariant=1,
    )
    head = [
        _words(teller.title, _styled(TITLE, BOLD)),
        _words(teller.for_whom, _styled(LEAD, spaceBefore=2)),
        _words(teller.say("projection"), _styled(LEAD, BOLD, spaceAfter=6)),
        _cards(teller.cards(), width),
        Spacer(1, 8),
    ]
    taken = sum(one.wrap(width, height)[1] + one.getSpaceBefore() + one.getSpaceAfter() for one in head)
    document.build([*head, _columns(teller, width, height - taken)])
    return stream.getvalue()


def _cards(cards: Sequence[Card], width: float) -> Table:
    """The big figures side by side, each with what it is above and when below."""
    looks = (_styled(SMALL), _styled(BIG, BOLD, textColor=ACCENT), _styled(SMALL, textColor=FAINT))
    cells = [[_words(words, look) for words, look in zip(card, looks, strict=True)] for card in cards]
    table = Table([cells], colWidths=[width / len(cards)] * len(cards))
    table.setStyle([("BACKGROUND", (0, 0), (-1, -1), PANEL), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    return table


def _columns(teller: Teller, width: float, height: float) -> Table:
    """What is said, in two columns; a column that would not fit is made smaller as a whole."""
    each = (width - GUTTER) / 2
    told = {section.key: section for section in teller.sections()}
    account, cash = teller.account_table(MOST_ROWS), teller.cash_table(MOST_ROWS)
    beside = {"account": account, "risk": cash}
    columns = [
        KeepInFrame(
            each,
            height,
            [flowable for key in keys for flowable in _section(told[key], beside.get(key), each)],
            mode="shrink",
        )
        for keys in (LEFT, RIGHT)
    ]
    table = Table([[columns[0], "", columns[1]]], colWidths=[each, GUTTER, each], rowHeights=[height])
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
        ]
    )
    return table


def _section(section: Section, beside: Told | None, width: float) -> list[Flowable]:
    said = [_words(one, _styled(TEXT, spaceAfter=3)) for one in section.sentences]
    heading = _words(section.heading, _styled(HEADING, BOLD, spaceBefore=5, spaceAfter=3))
    tabled = [_figures(beside, width), Spacer(1, 4)] if beside and beside.rows else []
    return [heading, *said, *tabled]


def _figures(told: Told, width: float) -> Table:
    right = _styled(FIGURES, BOLD, alignment=TA_RIGHT)
    heads = [_words(head, right if place else _styled(FIGURES, BOLD)) for place, head in enumerate(told.heads)]
    first = width * 0.19
    rest = (width - first) / (len(heads) - 1)
    table = Table([heads, *told.rows], colWidths=[first, *([rest] * (len(heads) - 1))], hAlign="LEFT")
    table.setStyle(
        [
            ("FONT", (0, 1), (-1, -1), PLAIN, FIGURES, FIGURES + 1.8),
            ("TEXTCOLOR", (0, 0), (-1, -1), INK),
            ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
            ("LINEBELOW", (0, -1), (-1, -1), 0.4, RULE),
            ("TOPPADDING", (0, 0), (-1, -1), 1.1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
            ("LEFTPADDING", (0, 0), (-1, -1), BETWEEN),
            ("RIGHTPADDING", (0, 0), (-1, -1), 1),
        ]
    )
    return table


def worker_json(view: View, language: str = "en") -> str:
    """The view as JSON, and what is told of it in words."""
    teller = Teller(view, language)
    told = {section.key: section.sentences for section in teller.sections()}
    parts = {"language": language, **plain(view), "told": told}
    return json.dumps(parts, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
