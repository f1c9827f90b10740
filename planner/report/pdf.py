"""The printed plan: all pages in order, with contents, outline and page numbers; the same plan, the same bytes.

It is laid out once. What is known only at the end (on which page a heading came to stand, how many pages there are)
is referred to by name where it is needed, and drawn under that name on the last page.
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Spacer

from planner import Plan
from planner.report import (
    pages_back,
    pages_board,
    pages_deal,
    pages_form,
    pages_front,
    pages_holders,
    pages_lawful,
    pages_lender,
    pages_lending,
    pages_people,
    pages_rivals,
    pages_solved,
    pages_stages,
    pages_value,
    pages_years,
)
from planner.report.pages import Pages
from planner.report.style import (
    BOTTOM,
    FAINT,
    HEIGHT,
    INK,
    MARGIN,
    NOTE_SIZE,
    PAGE,
    PLAIN,
    RULE,
    TEXT_SIZE,
    WIDTH,
    fitted,
    fonts,
    width_of,
    words,
)
from planner.solve import Answer

SECTIONS: tuple[Callable[[Pages], list[Flowable]], ...] = (
    pages_front.owner,
    pages_value.business,
    pages_value.value,
    pages_deal.deal,
    pages_form.form,
    pages_deal.opening,
    pages_deal.loans,
    pages_years.cash,
    pages_years.statements,
    pages_lender.coverage,
    pages_lender.covenants,
    pages_lender.paid_first,
    pages_lending.lending,
    pages_stages.stages,
    pages_holders.holders,
    pages_solved.carried,
    pages_board.board,
    pages_people.members,
    pages_people.worker,
    pages_people.seller,
    pages_rivals.ways_out,
    pages_lawful.lawful,
    pages_back.risks,
    pages_back.roadmap,
    pages_back.checks,
    pages_back.assumptions,
    pages_back.rules,
    pages_back.sources,
    pages_back.limits,
)
LOCALES = {"en": "en-US", "es": "es-US"}
NUMBER_WIDTH, ENTRY_HEIGHT = 30.0, 14.0
ALL_PAGES = "pages"


def plan_pdf(plan: Plan, language: str = "en", answers: Sequence[Answer] = ()) -> bytes:
    """The plan as a PDF, fit to be shown to a bank; `answers` are printed where it was asked how much it can carry."""
    fonts()
    stream = BytesIO()
    pages = Pages(plan, language, answers)
    sections = [flowable for section in SECTIONS for flowable in section(pages)]
    document = Document(stream, pages)
    contents: list[Flowable] = [
        words(pages.say("heading.contents"), "heading"),
        *(Entry(title, key) for key, title in pages.headings.items()),
        Spacer(1, 14),
        *pages_front.reading(pages),
        PageBreak(),
    ]
    document.build([*pages_front.cover(pages), *contents, *sections, Ending(document.found)])
    return stream.getvalue()


def _number(canvas: Any, name: str, number: int, size: float) -> None:
    """A number drawn once under a name; wherever the name stands, the number is seen there, from that point on."""
    canvas.beginForm(name, 0, -size, NUMBER_WIDTH, size * 2)
    canvas.setFont(PLAIN, size)
    canvas.setFillColor(FAINT if name == ALL_PAGES else INK)
    canvas.drawString(0, 0, str(number))
    canvas.endForm()


class Entry(Flowable):
    """One line of the contents, linked to its heading."""

    def __init__(self, title: str, key: str) -> None:
        super().__init__()
        self.title, self.key = title, key
        self.width, self.height = WIDTH, ENTRY_HEIGHT

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Always one line."""
        return self.width, self.height

    def draw(self) -> None:
        """The heading, dots, and the page's number."""
        canvas = self.canv
        title = fitted(self.title, WIDTH - 2 * NUMBER_WIDTH, TEXT_SIZE)
        canvas.setFont(PLAIN, TEXT_SIZE)
        canvas.setFillColor(INK)
        canvas.drawString(0, 4, title)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.8)
        canvas.setDash(0.8, 3)
        canvas.line(width_of(title, TEXT_SIZE) + 6, 5, WIDTH - NUMBER_WIDTH, 5)
        canvas.setDash()
        canvas.saveState()
        canvas.translate(WIDTH - NUMBER_WIDTH + 6, 4)
        canvas.doForm(self.key)
        canvas.restoreState()
        canvas.linkRect("", self.key, (0, 0, WIDTH, ENTRY_HEIGHT), relative=1)


class Ending(Flowable):
    """Stands at the end of the story and draws the numbers that the pages before refer to."""

    width = height = 0.0

    def __init__(self, found: dict[str, int]) -> None:
        super().__init__()
        self.found = found

    def draw(self) -> None:
        """Every heading's page, and how many pages there are."""
        _number(self.canv, ALL_PAGES, self.canv.getPageNumber(), NOTE_SIZE)
        for key, page in self.found.items():
            _number(self.canv, key, page, TEXT_SIZE)


class Document(BaseDocTemplate):
    """Pages with a foot: whose plan, that no assurance is given, page x of y."""

    def __init__(self, stream: BytesIO, pages: Pages) -> None:
        scenario = pages.plan.scenario
        super().__init__(
            stream,
            pagesize=PAGE,
            title=pages.say("text.document", name=scenario.business.name),
            subject=pages.say("text.title"),
            author=scenario.name,
            creator=pages.say("text.creator"),
            lang=LOCALES.get(pages.language, pages.language),
            displayDocTitle=True,
            initialFontName=PLAIN,
            invariant=1,
        )
        self.told = pages
        self.found: dict[str, int] = {}
        frame = Frame(MARGIN, BOTTOM, WIDTH, HEIGHT, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        self.addPageTemplates(PageTemplate("page", [frame], onPage=self.foot))

    def foot(self, canvas: Any, _document: Any) -> None:
        """The foot of every page."""
        pages, right = self.told, MARGIN + WIDTH
        canvas.setFont(PLAIN, NOTE_SIZE)
        canvas.setFillColor(FAINT)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, BOTTOM - 10, right, BOTTOM - 10)
        left = pages.say("foot.plan", name=pages.plan.scenario.name, version=pages_front.version(pages))
        canvas.drawString(MARGIN, BOTTOM - 21, fitted(left, WIDTH - 90, NOTE_SIZE))
        canvas.drawString(MARGIN, BOTTOM - 31, pages.say("foot.assurance"))
        start = right - width_of("00", NOTE_SIZE)
        page = pages.say("foot.page", number=canvas.getPageNumber())
        canvas.drawRightString(start - width_of(" ", NOTE_SIZE), BOTTOM - 21, page)
        canvas.saveState()
        canvas.translate(start, BOTTOM - 21)
        canvas.doForm(ALL_PAGES)
        canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  (the name ReportLab calls)
        """Each numbered heading goes into the outline, and its page into the contents."""
        key = getattr(flowable, "contents_key", None)
        if key:
            self.found[key] = self.page
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(self.told.headings[key], key, 0, closed=False)
