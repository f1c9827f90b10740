"""How much the business can carry, where that was asked: the value, what binds and when, what was tried, and gaps."""

from reportlab.platypus import Flowable

from planner.report.pages import Pages
from planner.report.style import words
from planner.report.tables import NOTHING, listing
from planner.solve import Answer, told
from planner.solve.told import shown, why
from planner.words import say

WIDTHS = (2.2, 1.4, 1.4, 1.4, 4.6)


def carried(pages: Pages) -> list[Flowable]:
    """One line for each figure sought, then each answer in words; no page where nothing was asked."""
    if not pages.answers:
        return []
    heads = [pages.say(f"solved.{key}") for key in ("sought", "now", "found", "next", "binds")]
    made = [
        *pages.heading("solved"),
        pages.text("solved", "note"),
        listing(heads, [_row(pages, one) for one in pages.answers], WIDTHS, right=(1, 2, 3)),
    ]
    said: set[str] = set()
    for one in pages.answers:
        made.append(words(say(f"app.solved.choice.{one.question.target}", pages.language), "part"))
        answer, *rest = told(one, pages.language)
        made += [words(answer), *(words(more, "bullet", bulletText="•") for more in rest if more not in said)]
        said |= set(rest)
    return made


def _row(pages: Pages, found: Answer) -> tuple[str, ...]:
    """What was sought, its value now, the value found, the next one, and what fails there."""
    language = pages.language
    values = (found.question.present, found.value, found.following)
    return (
        say(f"app.solved.choice.{found.question.target}", language),
        *(NOTHING if one is None else shown(found, one, language) for one in values),
        why(found, found.binding, language) if found.binding else NOTHING,
    )
