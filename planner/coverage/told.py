"""A lender's reading in words: room in money and in sales, what waits and why, what must be refinanced."""

from collections.abc import Iterator
from datetime import date
from math import ceil, floor

from planner.coverage.covenants import BROKEN, KIND, Covenant, Measured, Side
from planner.coverage.debts import AfterStandbys, Historical, Need
from planner.coverage.payouts import FIRM, HALF_A_CENT, Forgone, Wait
from planner.model.calendar import month_of
from planner.model.records_debt import Unpaid
from planner.scenario import Scenario
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


def name_of(one: Covenant, language: str = "en") -> str:
    """What a covenant is called, with its lender where it is one lender's own."""
    name = say(f"lender.covenant.{one.name}", language)
    if not one.who:
        return name
    lender = one.lender or say("lender.the_line", language)
    return say("lender.of_lender", language, covenant=name, lender=lender)


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
    name = name_of(one, language)
    if one.tightest is None:
        tested = any(test.verdict == "nothing" for test in one.tests)
        return say("lender.after.nothing" if tested else "lender.after.untested", language, covenant=name)
    return room_at(one, one.tests[one.tightest], months)


def room_at(one: Covenant, test: Measured, months: Months) -> str:
    """One test in words: sales can fall 14 % before it breaks; of a breach what is missing, and when to cure it by."""
    language, left = months.language, test.promised.headroom or 0.0
    short = left < 0
    values = {
        "covenant": name_of(one, language),
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
    if test.cure_money is not None and test.cure_until is not None and test.cured is None:
        said.append(by_equity(one, test, months))
    return " ".join(said)


def by_equity(one: Covenant, test: Measured, months: Months) -> str:
    """What an equity cure would take, and whether it is within what was agreed."""
    key = "equity" if test.curable else "equity_too_little"
    values = {"amount": test.cure_money or 0.0, "most": one.cure.equity_cure or 0.0}
    return say(
        f"lender.after.{key}",
        months.language,
        month=months(test.cure_until or 0),
        **{name: money(amount, language=months.language) for name, amount in values.items()},
    )


def _room_kind(name: str, test: Measured, *, short: bool) -> str:
    kind = KIND[name]
    if kind.of_earnings:
        if test.fall is None:
            return "earnings"
        if not short and test.fall * THOUSAND < 1:
            return "hardly"
        return "sales_at_least" if test.at_least else "sales"
    return {"liquidity": "liquidity", "debt_to_worth": "worth"}.get(name, "limited")


def historical(read: Historical, months: Months) -> str:
    """The last years before the sale over the first full year of level payments, and loans that have none."""
    language = months.language
    at_once = [
        say(
            f"lender.historical.{'alone' if one.alone else 'balloon'}",
            language,
            loan=one.loan,
            month=months(one.month),
            amount=money(one.amount, language=language),
            months=one.months,
            rate=percent(one.rate, language=language),
            payments=one.payments,
            yearly=money(one.yearly, language=language),
        )
        for one in read.at_once
    ]
    if read.service is None:
        return " ".join((*at_once, say("lender.historical.too_short", language)))
    ratios = [(past.fiscal_year, past.ratio) for past in read.years if past.ratio is not None]
    if not ratios:
        return say("lender.historical.nothing", language)
    told = [
        say("lender.historical.one", language, year=year, ratio=times(ratio, language=language))
        for year, ratio in ratios
    ]
    values = {"service": money(read.service, language=language), "told": listed(told, language=language)}
    said = [*at_once, say(f"lender.historical.{'carries_as_level' if at_once else 'carries'}", language, **values)]
    if read.line_interest > 0:
        said.append(say("lender.historical.line", language, amount=money(read.line_interest, language=language)))
    return " ".join(said)


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


def meaning(covenants: tuple[Covenant, ...], scenario: Scenario, months: Months) -> list[str]:
    """Definitions common to all covenants: EBITDA, first test, rounding, breach, cure."""
    language = months.language
    first = [one.first_test for one in covenants if one.first_test is not None]
    said = [
        say("lender.definition", language),
        say("lender.annualised", language, month=months(min(first))) if first else say("lender.first_never", language),
        say("lender.rounding", language),
        " ".join((say("lender.blocks.in_breach", language), *patronage_in_breach(scenario, language))),
        *cures(covenants, language),
    ]
    if any(one.who for one in covenants):
        said.append(say("lender.own", language))
    return said


def cures(covenants: tuple[Covenant, ...], language: str = "en") -> list[str]:
    """How each lender, and all together, let a failed test be cured."""
    parties = {one.who: one for one in covenants if one.limit is not None}
    said = []
    for one in parties.values():
        whose = one.lender or say("lender.the_line" if one.who else "lender.all_together", language)
        said.append(say("lender.blocks.cure", language, lender=whose, months=one.cure.cure_months))
        if one.cure.equity_cure is not None:
            most = money(one.cure.equity_cure, language=language)
            said.append(say("lender.blocks.equity_cure", language, lender=whose, most=most))
    return said


def patronage_in_breach(scenario: Scenario, language: str = "en") -> list[str]:
    """What each lender lets members have in breach, as promised or as paid: of those owed the strictest decides."""
    deal = scenario.deal
    asked = {loan.name: loan.cash_patronage_in_breach for loan in deal.loans if not loan.to_seller}
    if deal.line.limit > 0:
        asked[say("lender.the_line", language)] = deal.line.cash_patronage_in_breach
    asked = asked or {loan.name: loan.cash_patronage_in_breach for loan in deal.loans}
    said = [
        say(
            "lender.blocks.lets",
            language,
            lender=listed([name for name, one in asked.items() if one == what], language=language),
            what=say(f"lender.blocks.{what}", language),
        )
        for what in dict.fromkeys(asked.values())
    ]
    return [*said, say("lender.blocks.strictest", language)] if len(said) > 1 else said


def firm_order(scenario: Scenario, language: str = "en") -> str:
    """Who is paid whatever comes, in the plan's order, and what happens when cash is used up."""
    names = [say(f"lender.firm.{name}", language) for name in scenario.deal.payout.firm_order]
    return say("lender.paid_first.firm", language, order="; ".join(names))


def unpaid(now: Unpaid, month: str, language: str = "en") -> str:
    """Which payees wait at a month's end, each with its amount."""
    left = {name: float(getattr(now, line)) for name, line in FIRM.items()}
    payees = [
        say(
            "lender.paid_first.payee",
            language,
            name=say(f"lender.firm.{name}", language),
            amount=money(amount, language=language),
        )
        for name, amount in left.items()
        if amount >= HALF_A_CENT
    ]
    return say(
        "lender.paid_first.unpaid",
        language,
        amount=money(now.total, language=language),
        month=month,
        payees=listed(payees, language=language),
    )


def wait(one: Wait, months: Months) -> str:
    """One time of waiting, with its reasons."""
    language = months.language
    values = {
        "claim": say(f"lender.claim.{one.claim}", language),
        "since": months(one.since),
        "most": money(one.most, language=language),
        "reasons": listed([say(f"lender.reason.{why}", language) for why in one.reasons], language=language),
    }
    kind = "unpaid_" if one.claim in FIRM else ""
    if one.caught_up is None:
        return say(f"lender.wait.{kind}not_caught_up", language, **values)
    return say(f"lender.wait.{kind}caught_up", language, until=months(one.caught_up), **values)


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
    values = {
        "limit": bare_limit(one),
        "month": months(first.month),
        "amount": money(-(first.promised.headroom or 0.0)),
        "until": months(first.cure_until or first.month),
    }
    if one.who:
        values |= {"lender": one.lender or say("lender.the_line")}
        yield sentence(f"lender.finding.broken_own.{one.name}", **values)
    else:
        yield sentence(f"lender.finding.broken.{one.name}", **values)
    if first.cure_money is not None:
        key = "equity" if first.curable else "equity_too_little"
        yield sentence(
            f"lender.after.{key}",
            amount=money(first.cure_money),
            most=money(one.cure.equity_cure or 0.0),
            month=months(first.cure_until or first.month),
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
