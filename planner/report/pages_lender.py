"""What a lender reads: coverage by year, every covenant at every test, who is paid first, past earnings, balloons."""

from reportlab.platypus import Flowable

from planner import charts
from planner.coverage import told
from planner.coverage.covenants import Covenant, Measured
from planner.model.calendar import month_name
from planner.report.pages import Pages
from planner.report.style import words
from planner.report.tables import NOTHING, Line, amount, line, listing
from planner.words import say
from planner.words.formats import figure, listed, percent, times

SMALL_BALLOON = 0.001  # of the highest debt: the odd cents of a last payment are no balloon


def coverage(pages: Pages) -> list[Flowable]:
    """What a lender reads: EBITDA, debt service, DSCR, debt, leverage, lowest cash and any shortfall, by year."""
    plan = pages.plan
    years = plan.outcomes.lender.years
    balloons = [year.balloons for year in years]
    least = SMALL_BALLOON * max(month.debt.balance for month in plan.run.months)
    lines = [
        line(pages.say("lender.ebitda"), [year.ebitda for year in years]),
        line(pages.say("lender.service"), [year.debt_service for year in years]),
        *_coverage(pages),
        *([line(pages.say("lender.balloons"), balloons)] if max(balloons) > least else []),
        line(pages.say("lender.debt"), [year.debt for year in years], "memo"),
        _ratios(pages, "lender.leverage", [year.leverage for year in years]),
        _ratios(pages, "lender.senior_leverage", [year.senior_leverage for year in years]),
        line(pages.say("lender.lowest_cash"), [year.lowest_cash for year in years], "memo"),
        line(pages.say("lender.shortfall"), [year.cash_shortfall for year in years]),
    ]
    kept = [one for one in lines if one.look or any(cell.strip() != NOTHING for cell in one.cells)]
    return [
        *pages.heading("coverage"),
        *pages.picture(charts.covenants(plan, pages.language)),
        *pages.statement(pages.say("lender.title"), pages.heads(plan.outcomes.fiscal_years), kept),
        pages.text("coverage", "note", asked=times(plan.outcomes.lender.least_dscr, language=pages.language)),
        *past(pages),
    ]


def _coverage(pages: Pages) -> list[Line]:
    """DSCR, the bank's and FCCR as promised, and as paid where that differs."""
    years = pages.plan.outcomes.lender.years
    lines = []
    for name in ("dscr", "bank_dscr", "fccr"):
        promised, paid = ([getattr(year, one) for year in years] for one in (name, f"{name}_paid"))
        lines.append(_ratios(pages, f"lender.{name}", promised))
        if paid != promised:
            lines.append(_ratios(pages, f"lender.{name}_paid", paid))
    return lines


def past(pages: Pages) -> list[Flowable]:
    """Past earnings against level payments, coverage after standbys, and what must be refinanced."""
    read, language = pages.plan.coverage, pages.language
    months = _months(pages)
    said = [told.historical(read.historical, months), told.after_standbys(read.after_standbys, months)]
    said += [told.need(one, months) for one in read.refinancing] or [say("lender.need.none", language)]
    rule = words(say("lender.historical.rule", language), "note")
    return [pages.part("past_earnings"), *(words(sentence) for sentence in said), rule]


def covenants(pages: Pages) -> list[Flowable]:
    """Each covenant at its tightest test, what is left in words, what it means, and every test."""
    plan, language = pages.plan, pages.language
    months = _months(pages)
    agreed = [one for one in plan.coverage.covenants if one.limit is not None]
    if not agreed:
        return [*pages.heading("covenants"), words(say("app.lender.none_agreed", language))]
    rows = [_tightest(one, months) for one in agreed]
    heads = [say(f"app.lender.head.{key}", language) for key in HEADS]
    margin = percent(1.0 - plan.case.terms.cost_fraction, language=language, decimals=0)
    by_sales = any(test.fall is not None for one in agreed for test in one.tests)
    return [
        *pages.heading("covenants"),
        listing(heads, rows, (2.3, 1.9, 1.7, 1.6, 1.4, 1.4, 1.4), right=(4, 5, 6)),
        *(words(told.room(one, months), "bullet", bulletText="•") for one in agreed),
        *([words(say("lender.assumption", language, margin=margin), "note")] if by_sales else []),
        pages.part("covenants_mean"),
        *(words(sentence) for sentence in told.meaning(plan.coverage.covenants, plan.scenario, months)),
        *(flowable for one in agreed for flowable in _every_test(pages, one)),
    ]


HEADS = ("covenant", "verdict", "limit", "month", "promised", "paid", "spare")


def _tightest(one: Covenant, months: told.Months) -> tuple[str, ...]:
    language = months.language
    first = (told.name_of(one, language),)
    limit = told.limit_written(one, language)
    if one.tightest is None:
        return (*first, say("app.lender.not_tested", language), limit, *((NOTHING,) * 4))
    test = one.tests[one.tightest]
    return (
        *first,
        say(f"lender.verdict.{test.verdict}", language),
        limit,
        months(test.month),
        told.side_written(one, test.promised, language),
        told.side_written(one, test.paid, language),
        figure(test.promised.headroom or 0.0),
    )


def _every_test(pages: Pages, one: Covenant) -> list[Flowable]:
    """One covenant's tests, a row each, under its definition."""
    language = pages.language
    ratio = bool(one.tests) and one.tests[0].promised.denominator is not None
    numerator = say(f"lender.numerator.{one.name}", language)
    heads = [say("app.lender.head.window", language), say("app.lender.head.result", language), numerator]
    if ratio:
        heads += [say(f"lender.denominator.{one.name}", language)]
        heads += [say(f"app.lender.head.{side}", language) for side in ("promised", "paid")]
    else:
        heads += [say("app.lender.head.as_paid", language, what=numerator)]
    heads += [say("app.lender.head.spare", language)]
    widths = (2.4, 2.3, 1.9, 1.6, 1.7, 1.7, 1.4) if ratio else (2.4, 2.3, 2.2, 2.2, 1.6)
    shown = _of_each_year(pages, one)
    rows = [_test_row(pages, one, test) for test in shown]
    title = f"{told.name_of(one, language)}: {told.limit_written(one, language)}"
    if len(shown) < len(one.tests):
        title = pages.say("part.of_each_year", title=title)
    formula = f"{say(f'lender.formula.{one.name}', language)} {say(f'lender.blocks.{one.name}', language)}"
    return [
        words(title, "part"),
        words(formula, "note"),
        listing(heads, rows, widths, right=tuple(range(2, len(heads)))),
    ]


def _of_each_year(pages: Pages, one: Covenant) -> list[Measured]:
    """The tests that are printed: all, or of quarterly ones the one of each fiscal year that leaves least."""
    if not pages.plan.case.terms.tested_quarterly:
        return list(one.tests)
    found = []
    for period in pages.plan.outcomes.fiscal_years:
        tests = [test for test in one.tests if period.first <= test.month <= period.last]
        judged = [test for test in tests if test.promised.headroom is not None]
        if tests:
            found.append(min(judged, key=lambda test: test.promised.headroom or 0.0) if judged else tests[-1])
    return found


def _test_row(pages: Pages, one: Covenant, test: Measured) -> tuple[str, ...]:
    language, closing = pages.language, pages.plan.scenario.deal.closing
    row = [
        say("lender.when", language, first=month_name(closing, test.first), month=month_name(closing, test.month)),
        say(f"lender.verdict.{test.verdict}", language),
        figure(test.promised.numerator),
    ]
    if test.promised.denominator is not None:
        row += [figure(test.promised.denominator)]
        row += [told.side_written(one, side, language) for side in (test.promised, test.paid)]
    else:
        row += [figure(test.paid.numerator)]
    left = test.promised.headroom
    return (*row, NOTHING if left is None else figure(left))


def paid_first(pages: Pages) -> list[Flowable]:
    """The claims in order with what each is paid by fiscal year, then what was held back and why."""
    plan, language = pages.plan, pages.language
    read, months = plan.coverage, _months(pages)
    lines = [
        line(say(f"lender.claim.{claim.name}", language), [year.paid for year in claim.years])
        for claim in read.paid_first
    ]
    said = [told.wait(one, months) for one in read.waits]
    said += [one.said(language) for one in read.findings if one.key in told.PATRONAGE_BLOCKED]
    held = _held_back(pages)
    return [
        *pages.heading("paid_first"),
        words(told.firm_order(plan.scenario, language)),
        words(say("lender.paid_first.gates", language)),
        *pages.statement(pages.say("lender.paid_first"), pages.heads(plan.outcomes.fiscal_years), lines),
        *(held or [words(say("lender.paid_first.nothing_waits", language))]),
        *(words(sentence, "bullet", bulletText="•") for sentence in said),
    ]


def _held_back(pages: Pages) -> list[Flowable]:
    """Each claim and year in which something was held back: due, paid, what waits or lapsed, and why."""
    language = pages.language
    rows = [
        (
            year.fiscal_year,
            say(f"lender.claim.{claim.name}", language),
            *(figure(getattr(year, name)) for name in AMOUNTS),
            listed([say(f"lender.reason.{why}", language) for why in year.reasons], language=language),
        )
        for claim in pages.plan.coverage.paid_first
        for year in claim.years
        if year.reasons
    ]
    if not rows:
        return []
    heads = [
        say("app.lender.head.year", language),
        say("app.lender.head.claim", language),
        *(say(f"app.lender.amount.{name}", language) for name in AMOUNTS),
        say("app.lender.head.why", language),
    ]
    table = listing(heads, rows, (1.0, 2.2, 1.2, 1.2, 1.2, 1.3, 3.2), right=(2, 3, 4, 5))
    return [pages.part("held_back"), table]


AMOUNTS = ("due", "paid", "held_back", "lapsed")


def _months(pages: Pages) -> told.Months:
    return told.Months(pages.plan.scenario.deal.closing, pages.language)


def _ratios(pages: Pages, key: str, values: list[float | None]) -> Line:
    """A line of ratios; a dash where there is none."""
    return Line(
        pages.say(key),
        tuple(amount(0.0) if value is None else times(value, language=pages.language) for value in values),
        "total",
    )
