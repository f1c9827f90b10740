"""The plan in a handful of plain sentences: what the command line prints and the cover of the printed plan says."""

from planner import Plan
from planner.charts import when
from planner.coverage import told
from planner.words import say
from planner.words.formats import listed, money, times

SHORTFALL, PATRONAGE = "deal.cash_shortfall", "forms.finding.patronage"
PEAK = "valuation.price.season_frees"
BESIDE = ("seller.note_unpaid", "seller.kingdom.unpaid", "seller.rent")


def summary(plan: Plan, language: str = "en") -> list[str]:
    """A cash shortfall first, then the verdict, owner, lender, members, the law, and whether the checks hold."""
    return _told(plan, language, unlawful(plan, language))


def in_short(plan: Plan, language: str = "en") -> list[str]:
    """The same for a page that has little room: of the law only how many rules are broken."""
    broken = len(plan.lawful.grave)
    key = "one_broken" if broken == 1 else "broken"
    return _told(plan, language, [say(f"lawful.finding.{key}", language, number=broken)] if broken else [])


def _told(plan: Plan, language: str, of_the_law: list[str]) -> list[str]:
    return [
        *shortfall(plan, language),
        verdict(plan, language),
        price(plan, language),
        *_seller(plan, language),
        coverage(plan, language),
        *_covenants(plan, language),
        _cash(plan, language),
        *of_season(plan, language),
        first_patronage(plan, language),
        *uncertain(plan, language),
        *of_the_law,
        laws(plan, language),
    ]


def shortfall(plan: Plan, language: str = "en") -> list[str]:
    """The cash shortfall with its month, if there is one."""
    return [finding.said(language) for finding in plan.findings if finding.key == SHORTFALL]


def of_season(plan: Plan, language: str = "en") -> list[str]:
    """Said with cash where the balance sheet's season brings cash in that closing would not."""
    return [finding.said(language) for finding in plan.valuation.findings if finding.key == PEAK]


def uncertain(plan: Plan, language: str = "en") -> list[str]:
    """Said with patronage where it is not certain that there can be any."""
    return [finding.said(language) for finding in plan.findings if finding.key == PATRONAGE]


def unlawful(plan: Plan, language: str = "en") -> list[str]:
    """Rules of law that the plan breaks, each with its citation and what would change it."""
    return [
        say(
            "lawful.finding.failed",
            language,
            why=one.why.said(language),
            change=one.change.said(language) if one.change else "",
            citation=one.citation.said(language),
        )
        for one in plan.lawful.grave
    ]


def verdict(plan: Plan, language: str = "en") -> str:
    """Whether the business can carry the deal, as planned."""
    lender, read = plan.outcomes.lender, plan.coverage
    broken = [check for check in plan.checks if not check.holds and check.name != "cash_suffices"]
    if broken:
        key = "broken"
    elif lender.shortfall_month is not None:
        key = "short"
    elif lender.lowest_dscr is None:
        key = "untested"
    elif read.broken is not None:
        key = "only_as_promised" if read.broken_as_paid is None else "breach"
        return say(f"report.verdict.{key}", language, month=when(plan, read.broken, language))
    elif lender.by_covenants:
        key = "holds" if lender.passes else "untested"
    else:
        key = "carries" if lender.passes else "thin"
    return say(f"report.verdict.{key}", language)


def price(plan: Plan, language: str = "en") -> str:
    """The price, and what of it is cash on the closing day."""
    start = plan.run.start
    paper = start.loans_opened.seller_paper
    return say(
        "report.summary.price_and_note" if paper else "report.summary.price",
        language,
        price=money(plan.scenario.deal.price, language=language),
        to_seller=money(start.closing.to_seller, language=language),
        cash=money(start.opening.seller_cash, language=language),
        note=money(paper, language=language),
        closing=when(plan, 0, language),
    )


def last_of_sale(plan: Plan) -> int:
    """The last calendar year in which the sale pays the seller or is taxed; rent may go on longer."""
    years = plan.seller.years
    return max((one.year for one in years if one.cash or one.tax_of_sale), default=years[-1].year)


def _seller(plan: Plan, language: str) -> list[str]:
    totals = plan.seller.totals
    beside = [finding.said(language) for finding in plan.seller.findings if finding.key in BESIDE]
    short = plan.outcomes.lender.shortfall_month is not None
    key = "promised" if short else "after_tax" if totals.interest else "after_tax_at_once"
    return [
        say(
            f"report.summary.{key}",
            language,
            cash=money(totals.cash, language=language),
            kind=say(f"seller.kind.{plan.seller.taxed_by}", language),
            tax=money(totals.tax_of_sale, language=language),
            kept=money(totals.cash_after_tax, language=language),
            last=last_of_sale(plan),
        ),
        *beside,
    ]


def coverage(plan: Plan, language: str = "en") -> str:
    """The lowest DSCR and its year."""
    lender = plan.outcomes.lender
    if lender.lowest_dscr is None:
        return say("report.summary.no_dscr", language)
    agreed = plan.scenario.deal.covenants.least_dscr
    return say(
        "report.summary.dscr" if agreed is None else "report.summary.dscr_agreed",
        language,
        lowest=times(lender.lowest_dscr, language=language),
        year=lender.lowest_dscr_year,
        asked=times(agreed or lender.least_dscr, language=language),
    )


def _covenants(plan: Plan, language: str) -> list[str]:
    """How far sales can fall until a first covenant breaks, what waits of the seller note, what must be refinanced."""
    months = told.Months(plan.scenario.deal.closing, language)
    found = told.tightest(plan.coverage.covenants)
    said = [told.room_at(*found, months)] if found else []
    said += [told.wait(one, months) for one in plan.coverage.waits if one.claim == "seller_note"]
    return said + [told.need(one, months) for one in plan.coverage.refinancing]


def _cash(plan: Plan, language: str) -> str:
    lender = plan.outcomes.lender
    return say(
        "report.summary.lowest_cash",
        language,
        lowest=money(lender.lowest_cash, language=language),
        month=when(plan, lender.lowest_cash_month, language),
        floor=money(plan.scenario.business.cash_floor, language=language),
    )


def patronage_per_member(plan: Plan) -> tuple[str, float, float] | None:
    """The first fiscal year with patronage: its name, and dividend and cash for each of the expected members."""
    expected = plan.outcomes.worker.expected_members
    for period in plan.outcomes.fiscal_years:
        shared = plan.run.months[period.last].shared
        number = expected[period.last]
        if shared.patronage_dividend > 0 and number > 0:
            return period.label, shared.patronage_dividend / number, shared.cash_patronage / number
    return None


def first_patronage(plan: Plan, language: str = "en") -> str:
    """What a member gets on average in the first fiscal year with patronage."""
    found = patronage_per_member(plan)
    if found is None:
        return say("report.summary.no_patronage", language)
    year, dividend, cash = found
    return say(
        "report.summary.patronage",
        language,
        year=year,
        dividend=money(dividend, language=language),
        cash=money(cash, language=language),
    )


def laws(plan: Plan, language: str = "en") -> str:
    """Whether every check holds, or which do not."""
    broken = [check for check in plan.checks if not check.holds]
    if not broken:
        return say("report.summary.checks_hold", language, number=len(plan.checks))
    return say(
        "report.summary.checks_fail",
        language,
        number=len(plan.checks),
        broken=len(broken),
        said=listed([check.said.said(language).rstrip(".") for check in broken], language=language),
    )
