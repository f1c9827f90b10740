"""A lender's reading in words: room in money and in sales, what waits and why, what must be refinanced."""

from collections.abc import Iterator
from datetime import date
from math import ceil, floor

from planner.coverage.covenants import BROKEN, KIND, Covenant, Measured, Side
from planner.coverage.debts import AfterStandbys, Historical, Need
from planner.coverage.payouts import Forgone, Wait
from planner.model.calendar import month_of
from planner.model.terms import Terms
from planner.words import Sentence, say, sentence
from planner.words.formats import listed, money, percent, times
from planner.words.formats import month_of as month_of_year

PATRONAGE_BLOCKED = (
    "lender.forgone.breach",
    "lender.forgone.coverage",
    "lender.forgone.limit",
    "lender.finding.minimum_unpaid",
)
THOUSAND = 1000.0
LARGEST_RATIO = 100.0  # beyond it a ratio only says that next to nothing is due
FINE = 4  # places of a ratio where two would hide a breach


class Months:
    """Months of one plan as a person says them."""

    def __init__(self, closing: date, language: str = "en") -> None:
        self.closing, self.language = closing, language

    def __call__(self, month: int) -> str:
        """March 2027."""
        year, of_year = month_of(self.closing, month)
        return month_of_year(date(year, of_year, 1), language=self.language)


def fall_written(fall: float, language: str = "en") -> str:
    """A part of sales to a tenth per hundred, rounded down; of a breach, what was missing, rounded up."""
    tenths = ceil(-fall * THOUSAND) if fall < 0 else floor(fall * THOUSAND)
    return percent(tenths / THOUSAND, language=language, decimals=1)


def limit_written(one: Covenant, language: str = "en") -> str:
    """At least 1.25x, at most $100,000, or not agreed."""
    if one.limit is None:
        return say("lender.limit.none", language)
    amount = bare_limit(one, language)
    return say("lender.limit.least" if one.least else "lender.limit.most", language, limit=amount)


def bare_limit(one: Covenant, language: str = "en") -> str:
    """The limit alone."""
    limit = one.limit or 0.0
    return times(limit, language=language) if KIND[one.name].is_ratio else money(limit, language=language)


def side_written(one: Covenant, side: Side, language: str = "en") -> str:
    """A ratio or an amount, or the words that stand in its place."""
    if side.says == "amount":
        return money(side.numerator, language=language)
    if side.ratio is None:
        return say(f"lender.says.{side.says}", language)
    if side.ratio > LARGEST_RATIO:
        return say("lender.says.over", language, limit=times(LARGEST_RATIO, language=language, decimals=0))
    shown = times(side.ratio, language=language)
    hides = side.headroom is not None and side.headroom < 0 and shown == bare_limit(one, language)
    return times(side.ratio, language=language, decimals=FINE) if hides else shown


def tightest(covenants: tuple[Covenant, ...]) -> tuple[Covenant, Measured] | None:
    """The test at which the least fall in sales breaks a covenant that was agreed."""
    tests = [(one, test) for one in covenants for test in one.tests if one.limit is not None and test.fall is not None]
    return min(tests, key=lambda found: found[1].fall or 0.0, default=None)


def room(one: Covenant, months: Months) -> str:
    """The tightest test of a covenant in words: how much is left, or missing."""
    language = months.language
    name = say(f"lender.covenant.{one.name}", language)
    if one.tightest is None:
        tested = any(test.verdict == "nothing" for test in one.tests)
        return say("lender.after.nothing" if tested else "lender.after.untested", language, covenant=name)
    return room_at(one, one.tests[one.tightest], months)


def room_at(one: Covenant, test: Measured, months: Months) -> str:
    """One test in words: sales can fall 14 % before it breaks; of a breach what is missing, and when to cure it by."""
    language, left = months.language, test.promised.headroom or 0.0
    short = left < 0
    values = {
        "covenant": say(f"lender.covenant.{one.name}", language),
        "month": months(test.month),
        "amount": money(abs(left), language=language),
    }
    kind = _room_kind(one.name, test, short=short)
    if test.fall is not None:
        values["rise" if short else "fall"] = fall_written(test.fall, language)
    said = [say(f"lender.{'short' if short else 'spare'}.{kind}", language, **values)]
    if test.verdict == "only_as_promised":
        said.append(say("lender.after.only_as_promised", language))
    if test.cured is not None:
        said.append(say("lender.after.cured", language, month=months(test.cured)))
    elif test.cure_until is not None:
        said.append(say("lender.after.until", language, month=months(test.cure_until)))
    return " ".join(said)


def _room_kind(name: str, test: Measured, *, short: bool) -> str:
    kind = KIND[name]
    if kind.of_earnings:
        if test.fall is None:
            return "earnings"
        return "sales" if short or test.fall * THOUSAND >= 1 else "hardly"
    return {"liquidity": "liquidity", "debt_to_worth": "worth"}.get(name, "limited")


def historical(read: Historical, language: str = "en") -> str:
    """The last years before the sale over the first full year of level payments."""
    if read.service is None:
        return say("lender.historical.too_short", language)
    ratios = [(past.fiscal_year, past.ratio) for past in read.years if past.ratio is not None]
    if not ratios:
        return say("lender.historical.nothing", language)
    told = [
        say("lender.historical.one", language, year=year, ratio=times(ratio, language=language))
        for year, ratio in ratios
    ]
    service = money(read.service, language=language)
    return say("lender.historical.carries", language, service=service, told=listed(told, language=language))


def need(one: Need, months: Months) -> str:
    """One balloon."""
    values = {"amount": money(one.amount, language=months.language), "loan": one.loan, "month": months(one.month)}
    if one.beyond:
        return say("lender.need.beyond", months.language, **values)
    return say("lender.need.due", months.language, months=one.month, **values)


def after_standbys(read: AfterStandbys, months: Months) -> str:
    """The lowest coverage once all standbys have ended."""
    language = months.language
    if read.month is None or read.ratio is None:
        return say("lender.historical.after_none", language)
    values = {"month": months(read.month), "ratio": times(read.ratio, language=language)}
    if not read.ends:
        return say("lender.historical.no_standbys", language, **values)
    return say("lender.historical.after_standbys", language, ends=months(read.ends), **values)


def meaning(covenants: tuple[Covenant, ...], terms: Terms, cure_months: int, months: Months) -> list[str]:
    """Definitions common to all covenants: EBITDA, first test, rounding, breach, cure."""
    language = months.language
    first = [one.first_test for one in covenants if one.first_test is not None]
    return [
        say("lender.definition", language),
        say("lender.annualised", language, month=months(min(first))) if first else say("lender.first_never", language),
        say("lender.rounding", language),
        " ".join(
            (
                say("lender.blocks.in_breach", language),
                patronage_in_breach(terms, language),
                say("lender.blocks.cure", language, months=cure_months),
            )
        ),
    ]


def patronage_in_breach(terms: Terms, language: str = "en") -> str:
    """What lenders let members have while a covenant is broken: the strictest of them decides."""
    key = "any" if terms.further_in_breach else "qualified_minimum" if terms.minimum_in_breach else "none"
    return say(f"lender.blocks.{key}", language)


def wait(one: Wait, months: Months) -> str:
    """One time of waiting, with its reasons."""
    language = months.language
    values = {
        "claim": say(f"lender.claim.{one.claim}", language),
        "since": months(one.since),
        "most": money(one.most, language=language),
        "reasons": listed([say(f"lender.reason.{why}", language) for why in one.reasons], language=language),
    }
    if one.caught_up is None:
        return say("lender.wait.not_caught_up", language, **values)
    return say("lender.wait.caught_up", language, until=months(one.caught_up), **values)


def findings(
    covenants: tuple[Covenant, ...],
    waits: tuple[Wait, ...],
    needs: tuple[Need, ...],
    lost: tuple[Forgone, ...],
    closing: date,
) -> Iterator[Sentence]:
    """What must be said of any plan: breaches, what waits, patronage that lenders block at a loss, balloons."""
    months = Months(closing)
    for one in covenants:
        yield from _breaches(one, months)
    yield from _forgone(lost, months)
    for queue in waits:
        ends = "not_caught_up" if queue.caught_up is None else "caught_up"
        values = {"since": months(queue.since), "most": money(queue.most)}
        if queue.caught_up is not None:
            values["until"] = months(queue.caught_up)
        yield sentence(f"lender.finding.wait.{ends}.{queue.claim}", **values)
    for balloon in needs:
        values = {"amount": money(balloon.amount), "loan": balloon.loan, "month": months(balloon.month)}
        if balloon.beyond:
            yield sentence("lender.need.beyond", **values)
        else:
            yield sentence("lender.need.due", months=balloon.month, **values)


def _breaches(one: Covenant, months: Months) -> Iterator[Sentence]:
    first = next((test for test in one.tests if test.verdict in BROKEN), None)
    if first is None:
        return
    yield sentence(
        f"lender.finding.broken.{one.name}",
        limit=bare_limit(one),
        month=months(first.month),
        amount=money(-(first.promised.headroom or 0.0)),
        until=months(first.cure_until or first.month),
    )
    if first.verdict == "only_as_promised":
        yield sentence("lender.finding.only_as_promised", month=months(first.month))


def _forgone(lost: tuple[Forgone, ...], months: Months) -> Iterator[Sentence]:
    """All payout dates with one reason in one sentence: what was not paid, and what tax that added."""
    for reason in dict.fromkeys(one.reason for one in lost):
        blocks = reason in ("breach", "coverage", "limit")
        costly = [one for one in lost if one.reason == reason and one.costs_more and blocks]
        if costly:
            cash, tax = sum(one.cash for one in costly), sum(one.tax for one in costly)
            values = {
                "months": listed([months(one.month) for one in costly]),
                "cash": money(cash),
                "tax": money(tax),
                "saved": money(tax - cash),
            }
            if reason == "breach":
                values["lenders"] = listed(costly[0].lenders)
            yield sentence(f"lender.forgone.{reason}", **values)
        others = [one for one in lost if one.reason == reason and one not in costly]
        if others:
            unpaid = money(sum(one.cash for one in others))
            yield sentence(
                "lender.finding.minimum_unpaid", months=listed([months(one.month) for one in others]), amount=unpaid
            )
