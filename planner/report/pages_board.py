"""What a board decides on, on paper: where the surplus went, what stands behind accounts, what each policy comes to."""

from reportlab.platypus import Flowable

from planner import cover
from planner.board.policies import Policy
from planner.board.told import policies_in_words, went_in_words
from planner.board.went import ALWAYS, BY_LINE, CHANGE, IN_CASH, STEPS
from planner.report.pages import Pages
from planner.report.pages_dissolution import dissolved
from planner.report.style import words
from planner.report.tables import BESIDE_BRACKET, NOTHING, Line, line, listing
from planner.words import say
from planner.words.formats import figure, times

HEADS = ("co_op_tax", "members_tax", "members_after_tax", "for_debt", "lowest_fccr", "accounts", "to_redeem")
WIDTHS = (2.6, 1.3, 1.3, 1.5, 1.5, 1.1, 1.5, 1.5)


def board(pages: Pages) -> list[Flowable]:
    """The section."""
    plan, language = pages.plan, pages.language
    found = plan.board
    both = zip(found.went, plan.outcomes.fiscal_years, strict=True)
    first = next((year for year, period in both if period.whole), found.went[0])
    shown = [name for name in STEPS if name in ALWAYS or any(year.step(name) for year in found.went)]
    lines = [line(say(f"board.step.{name}", language), [year.step(name) for year in found.went]) for name in shown]
    lines += [
        line(
            say(f"board.step.{name}", language),
            [getattr(year, name) for year in found.went],
            "" if name == BY_LINE else "total",
        )
        for name in (CHANGE, BY_LINE, IN_CASH)
    ]
    told = policies_in_words(found.policies, plan.scenario, found.horizon, language)
    heads = [say(f"board.head.{name}", language) for name in ("policy", *HEADS)]
    rows = [_row(one, language) for one in found.policies]
    return [
        *pages.heading("board"),
        words(" ".join(one.said(language) for one in went_in_words(first, language)), "takeaway"),
        words(say("board.lead", language)),
        *pages.statement(pages.say("statement.went"), pages.heads(plan.outcomes.fiscal_years), lines),
        *_covered(pages),
        *dissolved(pages),
        pages.part("policies"),
        *(words(one.said(language)) for one in told),
        listing(heads, rows, WIDTHS, right=tuple(range(1, len(heads)))),
    ]


def _covered(pages: Pages) -> list[Flowable]:
    """The cover of accounts in words and by fiscal year."""
    plan, language = pages.plan, pages.language
    covered = " ".join(one.said(language) for one in cover.told(plan.cover, language))
    said = [words(say("cover.lead", language)), words(covered)]
    years = {period.last: period for period in plan.outcomes.fiscal_years}
    lines = [
        line(say(f"cover.line.{name}", language), [getattr(year.behind, name) for year in plan.cover])
        if name not in cover.RATIOS
        else Line(
            say(f"cover.line.{name}", language), tuple(_times(getattr(year, name)) for year in plan.cover), "total"
        )
        for name in cover.LINES
    ]
    heads = pages.heads([years[year.last] for year in plan.cover])
    table = pages.statement(say("cover.years", language), heads, lines) if plan.cover else []
    return [words(say("cover.table", language), "part"), *said, *table]


def _times(ratio: float | None) -> str:
    return f"{NOTHING if ratio is None else times(ratio)}{BESIDE_BRACKET}"


def _row(one: Policy, language: str) -> tuple[str, ...]:
    figures = {name: figure(value) for name, value in one.figures._asdict().items()}
    fccr = say("board.not_tested", language) if one.lowest_fccr is None else times(one.lowest_fccr)
    return (
        say(f"board.policy.{one.key}", language),
        *(fccr if name == "lowest_fccr" else figures[name] for name in HEADS),
    )
