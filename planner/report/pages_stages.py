"""A purchase in stages on paper: both ramps, each closing, who decides after it, dividends below control."""

from reportlab.platypus import Flowable

from planner import charts
from planner.report.pages import Pages
from planner.report.stages_tables import CLOSINGS, DIVIDENDS, VOICES, Stages
from planner.report.style import words
from planner.report.tables import listing
from planner.stakes import told


def stages(pages: Pages) -> list[Flowable]:
    """The section; nothing where all is bought on one day."""
    if not pages.plan.stakes.in_stages:
        return []
    tables = Stages(pages.plan, pages.language)
    years = pages.plan.stakes.upstream
    below = (
        listing(tables.heads(DIVIDENDS), tables.dividends(), (1, 1, 1.5, 1.5, 1.5, 1.6, 1.6, 1.2), right=range(1, 7)),
    )
    return [
        *pages.heading("stages"),
        *pages.picture(charts.ramps(pages.plan, pages.language)),
        pages.part("closings"),
        listing(
            tables.heads(CLOSINGS),
            tables.closings(),
            (1.1, 1.1, 1.5, 1.5, 3, 1.2, 1.2, 1.2, 1.1),
            right=(1, 5, 6, 7),
        ),
        pages.part("voices"),
        listing(tables.heads(VOICES), tables.voices(), (1.1, 1.5, 1.0, 1.4, 1.4, 3.4, 1.3, 1.2), right=(2, 3, 6)),
        pages.part("dividends"),
        words(tables.lead()),
        *(below if years else ()),
        *(words(told.dividends(one, pages.language), "bullet", bulletText="•") for one in years),
    ]
