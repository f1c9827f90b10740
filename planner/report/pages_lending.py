"""What the lender counts, on paper: equity, capital, collateral, guarantees, the seller's risk, loan costs, the SBA."""

from reportlab.platypus import Flowable

from planner.report import bad_years
from planner.report.lending_presets import preset_lines
from planner.report.lending_tables import Lending, Listed
from planner.report.pages import Pages
from planner.report.style import words
from planner.report.tables import line, listing

WIDE_WORDS, NARROW_WORDS, FIGURES, NARROW = 2.6, 1.6, 1.2, 0.6
SHORTEST = 3  # letters of a first column that needs little room
SBA_WIDTHS = (2.2, 1.0, 4.6, 4.2)


def lending(pages: Pages) -> list[Flowable]:
    """Every part in turn."""
    told = Lending(pages.plan, pages.counted, pages.language)
    return [
        *pages.heading("lending"),
        *_equity(told),
        *_capital(pages, told),
        *_collateral(told),
        *_guarantees(told),
        *_exposure(pages, told),
        *_costs(told),
        *_sba(told),
        *(words(one.said(pages.language), "bullet", bulletText="•") for one in told.counted.findings),
    ]


def _part(told: Lending, key: str) -> Flowable:
    return words(told.say(f"{key}.heading"), "part")


def _table(listed: Listed) -> list[Flowable]:
    """Words to the left, figures to the right; nothing where there are no rows."""
    if not listed.rows:
        return []
    count = len(listed.heads)
    short = all(len(row[0]) <= SHORTEST for row in listed.rows)
    widths = [
        NARROW if short else WIDE_WORDS,
        *([NARROW_WORDS] * (listed.words - 1)),
        *([FIGURES] * (count - listed.words)),
    ]
    return [listing(listed.heads, listed.rows, widths, right=tuple(range(listed.words, count)))]


def _equity(told: Lending) -> list[Flowable]:
    return [
        _part(told, "equity"),
        words(told.equity_answer()),
        *_table(told.equity()),
        *(words(one) for one in told.equity_changes()),
        *_table(told.not_counted()),
        words(told.say("equity.basis"), "note"),
    ]


def _capital(pages: Pages, told: Lending) -> list[Flowable]:
    lines = [line(label, values) for label, values in told.capital()]
    lines[-1] = lines[-1]._replace(look="total")
    return [
        *pages.statement(told.say("capital.heading"), told.dates(), lines),
        words(told.say("capital.basis"), "note"),
    ]


def _collateral(told: Lending) -> list[Flowable]:
    return [
        _part(told, "collateral"),
        words(told.collateral_answer()),
        *_table(told.collateral()),
        *_by_date(told.cover_by_year()),
        words(told.say("collateral.basis"), "note"),
        _rates(told, "advance"),
    ]


def _rates(told: Lending, what: str) -> Flowable:
    found = told.rates(what)
    return listing(found.heads, found.rows, (1.6, 6, 1), right=(2,))


def _guarantees(told: Lending) -> list[Flowable]:
    if not told.counted.guarantees:
        return [_part(told, "guarantee"), words(told.say("guarantee.none"))]
    free = [words(told.seller_free())] if told.seller_free() else []
    return [_part(told, "guarantee"), *free, *_table(told.guarantees()), *_by_date(told.guaranteed_by_year())]


def _exposure(pages: Pages, told: Lending) -> list[Flowable]:
    lines = [line(label, values) for label, values in told.exposure()]
    answer = [words(told.failure_answer())] if told.failure_answer() else []
    return [
        _part(told, "exposure"),
        words(told.exposure_answer()),
        *(pages.statement(told.say("exposure.by_date"), told.dates(), lines) if lines else []),
        _part(told, "failure"),
        *answer,
        *_stress(told),
        *_table(told.failures()),
        words(told.say("failure.order"), "note"),
        _rates(told, "recovery"),
    ]


def _stress(told: Lending) -> list[Flowable]:
    """After which bad year the co-op fails."""
    said = bad_years.sentences(told)
    return [*map(words, said[:1]), *(words(one, "bullet", bulletText="•") for one in said[1:])]


def _costs(told: Lending) -> list[Flowable]:
    if not told.counted.costs:
        return []
    return [_part(told, "cost"), *_table(told.costs()), words(told.say("cost.basis"), "note"), *_sources(told)]


def _sources(told: Lending) -> list[Flowable]:
    """Where the terms of loans made from published ones come from."""
    made = []
    for loan, preset in zip(told.plan.scenario.deal.loans, told.counted.presets, strict=True):
        if preset is not None:
            made.append(
                words(f"{loan.name}: {' '.join(preset_lines(preset, told.language))}", "bullet", bulletText="•")
            )
    return [_part(told, "preset"), *made] if made else []


def _sba(told: Lending) -> list[Flowable]:
    found = told.sba()
    return [
        _part(told, "sba"),
        words(told.sba_answer()),
        listing(found.heads, found.rows, SBA_WIDTHS),
        words(told.sba_terms()),
        words(told.say("sba.why_heading"), "part"),
        *(words(one.said(told.language), "bullet", bulletText="•") for one in told.counted.sba.reasons),
    ]


def _by_date(listed: Listed) -> list[Flowable]:
    """A table with a column a date, at most seven beside the first."""
    most = 7
    made: list[Flowable] = []
    for first in range(1, len(listed.heads), most):
        part = Listed(
            (listed.heads[0], *listed.heads[first : first + most]),
            tuple((row[0], *row[first : first + most]) for row in listed.rows),
        )
        made += _table(part)
    return made
