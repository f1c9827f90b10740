"""Charts for the lender: coverage at each test against the covenants, as promised and as paid."""

from planner import Plan
from planner.charts.business import when
from planner.charts.parts import Chart, Mark, Series
from planner.coverage import told
from planner.coverage.covenants import BROKEN, Covenant, Measured
from planner.model.calendar import month_name
from planner.words import say
from planner.words.formats import listed, times

COVERAGE = ("dscr", "bank_dscr", "fccr")
ROLES = {"dscr": "cash", "bank_dscr": "members", "fccr": "debt"}
MOST_BARS = 48
SERVICE_SHOWN = 0.25  # of the heaviest test's: the last payments of a loan give ratios that hide all others


def covenants(plan: Plan, language: str = "en") -> Chart:
    """Coverage at each test of whole windows, as promised and where it differs as paid, with the covenants across.

    Tests with hardly any debt service left stay out where they are ample: their ratios would hide all others.
    """
    agreed = [one for one in plan.coverage.covenants if one.name in COVERAGE and one.limit is not None]
    shown = list({one.name: one for one in reversed(agreed)}.values())[::-1]  # one ratio each, whoever agreed it
    shown = shown or [one for one in plan.coverage.covenants if one.name == "dscr"]
    places = _places(shown)
    dates = [shown[0].tests[place] for place in places]
    series = []
    for one in shown:
        tests = [one.tests[place] for place in places]
        name = say(f"lender.covenant.{one.name}", language)
        promised = tuple(test.promised.ratio or 0.0 for test in tests)
        paid = tuple(test.paid.ratio or 0.0 for test in tests)
        label = say("charts.covenants.promised" if promised != paid else "charts.covenants.both", language, name=name)
        series.append(Series(label, promised, ROLES[one.name]))
        if promised != paid:
            series.append(Series(say("charts.covenants.paid", language, name=name), paid, ROLES[one.name]))
    return Chart(
        key="covenants",
        kind="bar" if len(series) * len(dates) <= MOST_BARS else "line",
        title=say("charts.covenants.title", language),
        takeaway=_takeaway(plan, language),
        categories=tuple(_date(plan, test) for test in dates),
        series=tuple(series) if dates else (),
        unit="ratio",
        marks=_marks(plan, agreed, language),
        axis=say("charts.covenants.axis" if plan.case.terms.tested_quarterly else "charts.fiscal_year", language),
    )


def _places(shown: list[Covenant]) -> list[int]:
    """Which test dates are drawn: with whole windows in which something is promised and paid."""
    tests = shown[0].tests
    most = max((test.promised.denominator or 0.0 for test in tests), default=0.0)
    return [
        place
        for place, test in enumerate(tests)
        if test.whole
        and all(one.tests[place].promised.ratio is not None for one in shown)
        and all(one.tests[place].paid.ratio is not None for one in shown)
        and (
            (test.promised.denominator or 0.0) >= SERVICE_SHOWN * most
            or any(one.tests[place].verdict in BROKEN for one in shown)
        )
    ]


def _date(plan: Plan, test: Measured) -> str:
    if plan.case.terms.tested_quarterly:
        return month_name(plan.scenario.deal.closing, test.month)
    return next(one.label for one in plan.outcomes.fiscal_years if one.first <= test.month <= one.last)


def _marks(plan: Plan, shown: list[Covenant], language: str) -> tuple[Mark, ...]:
    """Each covenant's limit, those of one height together; without any, what lenders often ask for."""
    limits: dict[float, list[str]] = {}
    for one in shown:
        if one.limit is not None:
            limits.setdefault(one.limit, []).append(told.name_of(one, language))
    if not limits:
        asked = plan.outcomes.lender.least_dscr
        return (Mark(say("charts.asked", language, asked=times(asked, language=language)), asked),)
    return tuple(
        Mark(
            say(
                "charts.covenants.limit",
                language,
                names=listed(names, language=language),
                limit=times(limit, language=language),
            ),
            limit,
        )
        for limit, names in limits.items()
    )


def _takeaway(plan: Plan, language: str) -> str:
    """The first breach as promised, or that all holds and where coverage is lowest."""
    read, lender = plan.coverage, plan.outcomes.lender
    if read.broken is not None:
        names = [
            told.name_of(one, language)
            for one in read.covenants
            if any(test.month == read.broken and test.verdict in BROKEN for test in one.tests)
        ]
        only = read.broken_as_paid is None
        return say(
            "charts.covenants.broken_only_as_promised" if only else "charts.covenants.broken",
            language,
            month=when(plan, read.broken, language),
            names=listed(names, language=language),
            number=sum(test.verdict in BROKEN for one in read.covenants for test in one.tests),
        )
    if lender.lowest_dscr is None:
        return say("charts.coverage.none", language)
    key = "holds" if read.tested else "none_agreed"
    return say(
        f"charts.covenants.{key}",
        language,
        number=sum(test.promised.headroom is not None for one in read.covenants for test in one.tests),
        lowest=times(lender.lowest_dscr, language=language),
        year=lender.lowest_dscr_year,
        asked=times(lender.least_dscr, language=language),
    )
