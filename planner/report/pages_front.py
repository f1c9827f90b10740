"""The first pages: the cover with the answer in words, the contents, and what the owner gets."""

from hashlib import sha256

from reportlab.platypus import Flowable, PageBreak, Spacer, Table

from planner import charts
from planner.report import brief
from planner.report.pages import Pages
from planner.report.style import ACCENT, PANEL, PLAIN, RULE, WARNING, WIDTH, words
from planner.report.tables import INDENT, line
from planner.words.formats import day, times

BOXES = 3
LONGEST_TITLE = 60


def version(pages: Pages) -> str:
    """Eight signs that stand for the scenario: two plans from the same figures carry the same."""
    return sha256(pages.plan.scenario.model_dump_json().encode()).hexdigest()[:8]


def cover(pages: Pages) -> list[Flowable]:
    """Whose plan it is, the answer in one paragraph, and six figures."""
    plan, scenario = pages.plan, pages.plan.scenario
    story: list[Flowable] = []
    if scenario.sample:
        story += [_box(pages.say("text.sample"), ACCENT), Spacer(1, 10)]
    short = brief.shortfall(plan, pages.language)
    story += [
        Spacer(1, 12),
        words(scenario.business.name, "title" if len(scenario.business.name) <= LONGEST_TITLE else "heading"),
        words(scenario.business.trade, "subtitle") if scenario.business.trade else Spacer(1, 0),
        words(pages.say("text.title"), "subtitle"),
        words(
            pages.say(
                "text.cover",
                name=scenario.name,
                closing=day(scenario.deal.closing, language=pages.language),
                rules=day(scenario.rules_date, language=pages.language),
                version=version(pages),
            ),
            "note",
        ),
        Spacer(1, 10),
    ]
    if short:
        story += [_box(short[0], WARNING), Spacer(1, 10)]
    said = brief.in_short(plan, pages.language)[len(short) :]
    story += [pages.part("answer"), words(" ".join(said), "lead"), Spacer(1, 8), *_figures(pages), Spacer(1, 16)]
    story += pages.picture(charts.cash(plan, pages.language))
    return [*story, pages.text("not_advice", "note"), PageBreak()]


def _box(text: str, colour: object) -> Table:
    table = Table([[words(text, "lead")]], colWidths=[WIDTH], hAlign="LEFT")
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), PLAIN),
            ("BOX", (0, 0), (-1, -1), 1.4, colour),
            ("BACKGROUND", (0, 0), (-1, -1), PANEL),
        ]
    )
    return table


def _figures(pages: Pages) -> list[Flowable]:
    plan = pages.plan
    lender, kept = plan.outcomes.lender, plan.seller.totals.cash_after_tax
    none = pages.say("text.none")
    patronage = brief.patronage_per_member(plan)
    told = (
        ("price", pages.money(plan.scenario.deal.price)),
        ("cash_at_closing", pages.money(plan.run.start.opening.seller_cash)),
        ("after_tax", pages.money(kept)),
        ("lowest_dscr", times(lender.lowest_dscr, language=pages.language) if lender.lowest_dscr is not None else none),
        ("lowest_cash", pages.money(lender.lowest_cash)),
        ("patronage", pages.money(patronage[1]) if patronage else none),
    )
    cells = [[words(pages.say(f"figure.{key}"), "note"), words(value, "figure")] for key, value in told]
    table = Table([cells[:BOXES], cells[BOXES:]], colWidths=[WIDTH / BOXES] * BOXES, hAlign="LEFT")
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), PLAIN),
            ("BOX", (0, 0), (-1, -1), 0.8, RULE),
            ("INNERGRID", (0, 0), (-1, -1), 0.5, RULE),
        ]
    )
    return [table]


def reading(pages: Pages) -> list[Flowable]:
    """How to read the plan."""
    return [
        words(pages.say("heading.reading"), "heading"),
        *(words(pages.say(f"reading.{key}"), "bullet", bulletText="•") for key in READING),
    ]


READING = ("projection", "brackets", "years", "rounding", "surplus", "words")


def owner(pages: Pages) -> list[Flowable]:
    """What the owner gets, when, and what is left after the tax that the sale adds."""
    plan = pages.plan
    start, seller = plan.run.start, plan.seller
    story = [
        *pages.heading("owner"),
        words(brief.price(plan, pages.language)),
        *pages.picture(charts.seller_cash(plan, pages.language)),
    ]
    terms = plan.case.terms
    beside = (
        ("inventory_beside", terms.inventory_beside),
        ("debt_like", -plan.valuation.bridge.debt_like),
        ("lent_to_seller", plan.valuation.bridge.lent_to_seller),
        ("peg_adjustment", plan.valuation.bridge.peg_adjustment),
        ("cash_left_in", terms.cash_left_in),
        ("debt", -terms.books_debt),
        ("kept_shares", start.closing.to_seller - start.closing.for_all_shares),
    )
    lines = [
        line(pages.say("owner.price"), [plan.scenario.deal.price]),
        *(line(pages.say(f"owner.{key}"), [value]) for key, value in beside if value),
        line(pages.say("owner.to_seller"), [start.closing.to_seller], "total"),
        line(INDENT + pages.say("owner.cash"), [start.opening.seller_cash]),
        line(INDENT + pages.say("owner.paper"), [start.loans_opened.seller_paper]),
        line(pages.say("owner.kept_cash"), [start.revalued.cash_taken_out]),
    ]
    totals = seller.totals
    lines += [
        line(pages.say("owner.received"), [totals.cash], "memo"),
        line(INDENT + pages.say("owner.interest"), [totals.interest]),
        line(pages.say("owner.tax"), [-totals.tax_of_sale]),
        line(pages.say("owner.kept"), [totals.cash_after_tax], "total"),
        *([line(pages.say("owner.rent"), [totals.rent], "memo")] if totals.rent else ()),
    ]
    return [*story, *pages.statement(pages.say("owner.title"), [pages.say("owner.amount")], lines, label=300.0)]
