"""If the co-op were wound up at the end of a fiscal year: who would get what, and in which order.

what there is -> debts -> classes with a better rank -> members' shares and accounts -> of the rest a part to members
by lifetime patronage -> what then is left to whom the bylaws name. On book: all assets as booked, against all debts
at face. At a fair value: operations at the deal's own multiple and cash, against all debts but trade, which goes with
the operations. The order is that of bylaws in practice: dojo4, LCA, co-op/bylaws, github.com/dojo4/policy.
Costs of winding up, and tax on what is sold or handed out, are not counted.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

from planner import cover
from planner.cover import Behind, Cover
from planner.division import split
from planner.model.helpers import cents, least, most, ratio, where
from planner.model.records import Month
from planner.places import statutes
from planner.scenario import Scenario
from planner.statements import Period, Row, amount
from planner.words import Sentence, say, sentence
from planner.words.formats import listed, money, percent

Kind = Literal["book", "fair"]
KINDS: tuple[Kind, ...] = ("book", "fair")
PAID = ("to_debts", "to_senior", "to_members", "by_patronage", "remainder")
LINES = ("there_is", *PAID, "for_each")
OF_WORKERS, OF_CLASSES = "shared.patronage_dividend", "of_classes.patronage_dividend"
AT_THE_END = ("collective_at_end", "reserve_at_end")  # what a statute asks of the end
CENTS = 2


class Claims(NamedTuple):
    """What there is, and who comes before members; money."""

    there_is: float
    debts: float
    senior: float  # what classes with a better rank hold, by the books


class WoundUp(NamedTuple):
    """What there is, and where it goes; money."""

    there_is: float
    debts: float
    to_debts: float
    senior: float
    to_senior: float
    to_members: float  # on their shares and accounts, alike on each dollar
    rest: float
    by_patronage: float
    remainder: float
    for_each: float  # paid on each dollar of members' shares and accounts; 0 where they hold nothing


class Dissolved(NamedTuple):
    """One fiscal year-end; `fair` is None where there is no multiple to go by."""

    fiscal_year: str
    last: int  # month
    patronage: float  # given to members of every class since closing
    book: WoundUp
    fair: WoundUp | None

    def of(self, kind: Kind) -> WoundUp | None:
        """By the books or at a fair value."""
        return self.book if kind == "book" else self.fair


class Payee(NamedTuple):
    """What one group gets; name: of a further class, else empty."""

    who: Literal["debts", "preferred", "seller", "class", "workers", "remainder"]
    name: str
    amount: float


def lifetime(before: float, workers: float, others: float) -> float:
    """Patronage dividends of every class since closing, notices and cash; money."""
    return cents(before + workers + others)


def ranked_before(month: Month, others: Sequence[int]) -> float:
    """What preferred shares, the seller's shares and classes that only lend hold; a holder below zero owes nothing."""
    lent = sum((cover.held(month, place) for place in others), 0.0)
    return cents(month.balance.preferred + most(0.0, month.balance.stake) + lent)


def on_book(month: Month, others: Sequence[int]) -> Claims:
    """All assets as booked; debts at face, the fees that the books set against them added back."""
    return Claims(
        there_is=most(0.0, cents(month.balance.assets)),
        debts=cents(month.balance.liabilities + month.debt.fees_left),
        senior=ranked_before(month, others),
    )


def at_fair_value(stands: Behind, month: Month, others: Sequence[int]) -> Claims:
    """Operations at the deal's own multiple, worth nothing at least, and cash; debts but for trade, as in `cover`."""
    return Claims(
        there_is=most(0.0, cents(most(0.0, stands.operations) + stands.cash)),
        debts=stands.debts,
        senior=ranked_before(month, others),
    )


def wind_up(claims: Claims, members_money: float, patronage: float, fraction: float) -> WoundUp:
    """Everybody in turn, as far as it goes: all that is paid comes to what there is, to the cent.

    `fraction` of the rest goes to members by lifetime patronage, where anybody has had any; 0: nothing is promised.
    """
    to_debts = least(claims.debts, claims.there_is)
    after_debts = cents(claims.there_is - to_debts)
    to_senior = least(claims.senior, after_debts)
    after_senior = cents(after_debts - to_senior)
    owed = most(0.0, members_money)
    to_members = least(owed, after_senior)
    rest = cents(after_senior - to_members)
    by_patronage = where(patronage > 0.0, cents(fraction * rest), 0.0)
    return WoundUp(
        there_is=claims.there_is,
        debts=claims.debts,
        to_debts=to_debts,
        senior=claims.senior,
        to_senior=to_senior,
        to_members=to_members,
        rest=rest,
        by_patronage=by_patronage,
        remainder=cents(rest - by_patronage),
        for_each=ratio(to_members, owed),
    )


STAGES: list[Callable[..., Any]] = [cover.held, lifetime, ranked_before, on_book, at_fair_value, wind_up]


def given(months: tuple[Month, ...], period: Period) -> tuple[float, float]:
    """Patronage of one fiscal year: the workers' and that of further classes."""
    return amount(months, Row(OF_WORKERS), period), amount(months, Row(OF_CLASSES), period)


def dissolved(
    scenario: Scenario, months: tuple[Month, ...], periods: tuple[Period, ...], covered: Sequence[Cover], ebitda: float
) -> tuple[Dissolved, ...]:
    """Wound up at the end of each fiscal year that ends within the plan; `ebitda` is the one the price stands on."""
    _, others = cover.places(scenario)
    fraction = scenario.bylaws.rest_by_patronage or 0.0
    valued = cover.multiple_of(scenario.deal.price, ebitda) is not None
    found, patronage = [], 0.0
    for period, stood in zip(periods, covered, strict=True):
        month, stands = months[period.last], stood.behind
        patronage = lifetime(patronage, *given(months, period))
        told = (stands.members_money, patronage, fraction)
        fair = wind_up(at_fair_value(stands, month, others), *told) if valued else None
        book = wind_up(on_book(month, others), *told)
        found.append(Dissolved(period.label, period.last, patronage, book, fair))
    return tuple(found)


def payees(scenario: Scenario, months: tuple[Month, ...], last: int, found: WoundUp) -> tuple[Payee, ...]:
    """Each group's part to the cent, by largest remainder; those who hold nothing get nothing."""
    month, classes = months[last], scenario.membership.classes
    patrons, others = cover.places(scenario)
    before = [month.balance.preferred, month.balance.stake, *(cover.held(month, place) for place in others)]
    holds = [month.members.member_shares + month.members.accounts, *(cover.held(month, place) for place in patrons)]
    since = months[1 : last + 1]
    work = [
        sum(one.shared.patronage_dividend for one in since),
        *(sum(one.classes[place].owed.patronage_dividend for one in since) for place in patrons),
    ]
    senior = _divided(found.to_senior, before)
    members = [
        round(sum(both), CENTS)
        for both in zip(_divided(found.to_members, holds), _divided(found.by_patronage, work), strict=True)
    ]
    return (
        Payee("debts", "", found.to_debts),
        Payee("preferred", "", senior[0]),
        Payee("seller", "", senior[1]),
        *(Payee("class", classes[place].name, part) for place, part in zip(others, senior[2:], strict=True)),
        Payee("workers", "", members[0]),
        *(Payee("class", classes[place].name, part) for place, part in zip(patrons, members[1:], strict=True)),
        Payee("remainder", "", found.remainder),
    )


def _divided(total: float, weights: Sequence[float]) -> list[float]:
    return split(total, [max(0.0, round(one, CENTS)) for one in weights]) if total else [0.0] * len(weights)


def told(scenario: Scenario, found: Sequence[Dissolved], language: str = "en") -> tuple[Sentence, ...]:
    """Who gets what at the end of the last fiscal year, what the bylaws leave open, and what the statute asks."""
    if not found:
        return ()
    last, bylaws = found[-1], scenario.bylaws
    said = [_of(kind, last, wound, language) for kind in KINDS if (wound := last.of(kind)) is not None]
    if any(wound.rest for one in found for kind in KINDS if (wound := one.of(kind)) is not None):
        whom = say(f"dissolution.whom.{bylaws.at_the_end}", language)
        if bylaws.rest_by_patronage is None:
            said.append(sentence(f"dissolution.open_{'to' if bylaws.at_the_end != 'unknown' else 'nobody'}", whom=whom))
        else:
            part = percent(bylaws.rest_by_patronage, language=language)
            said.append(sentence("dissolution.rule", part=part, whom=whom))
        asked = [
            say("dissolution.of_law", language, what=say(f"dissolution.{rule.test.name}", language), source=rule.source)
            for rule in statutes.binding(scenario.place.lower(), bylaws.statute, bylaws.works_in, scenario.deal.closing)
            if rule.test.name in AT_THE_END
        ]
        if asked:
            said.append(sentence("dissolution.law", what=listed(asked, language=language)))
    return tuple(said)


def _of(kind: Kind, last: Dissolved, wound: WoundUp, language: str) -> Sentence:
    """One ending in words: to creditors in full or in part, then to those who come after them."""
    figures = {name: money(getattr(wound, name), language=language) for name in ("there_is", "debts", *PAID)}
    figures |= {
        "short": money(wound.debts - wound.to_debts, language=language),
        "senior_short": money(wound.senior - wound.to_senior, language=language),
        "for_each": money(wound.for_each, language=language, decimals=CENTS),
    }
    senior_short = wound.to_senior < wound.senior
    left = ("rest" if wound.by_patronage else "left") if wound.rest else "members"
    how = "debts" if wound.to_debts < wound.debts else "senior" if senior_short else left
    return sentence(f"dissolution.{kind}_{how}", year=last.fiscal_year, **figures)
