"""Leaving in words: the terms, what it comes to after some years, how long it may take and why, and who is ahead."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from planner.model.calendar import MONTHS_A_YEAR
from planner.model.helpers import cents
from planner.words.formats import listed, percent
from planner.worker.records import Leaving
from planner.worker.waiting import LONGEST

if TYPE_CHECKING:
    from planner.worker.told import Teller

WHOLE = 1.0
IN_MONTHS = 2 * MONTHS_A_YEAR  # a shorter time is told in months


def terms(teller: "Teller") -> list[str]:
    """How a leaver is paid, and what part of it."""
    bylaws = teller.view.bylaws
    how = (
        teller.say("leaving.lump")
        if bylaws.redemption_months == 1
        else teller.say("leaving.over", number=bylaws.redemption_months)
    )
    rate = percent(bylaws.redemption_rate, language=teller.language)
    interest = (
        [teller.say("leaving.interest", rate=rate), teller.say("leaving.taxed_interest")]
        if bylaws.redemption_rate
        else [teller.say("leaving.no_interest")]
    )
    return [how, *interest, *_vesting(teller)]


def _vesting(teller: "Teller") -> list[str]:
    """What part of account and share is paid by years here; who retires or dies is paid all."""
    bylaws = teller.view.bylaws
    if not bylaws.vesting:
        return []
    steps = [
        teller.say(
            "leaving.step_year" if one.years == 1 else "leaving.step",
            part=percent(one.part, language=teller.language),
            **({} if one.years == 1 else {"years": f"{one.years:g}"}),
        )
        for one in bylaws.vesting
        if one.years
    ]
    first = percent(next((one.part for one in bylaws.vesting if not one.years), 0.0), language=teller.language)
    scale = listed([teller.say("leaving.step_first", part=first), *steps], language=teller.language)
    what = teller.say(f"leaving.vesting_{'all' if bylaws.vesting_of_shares else 'account'}", steps=scale)
    return [what, teller.say("leaving.vested_whole")]


def left_after(teller: "Teller", one: Leaving) -> str:
    """What leaving after so many years brings."""
    if one.day is None:
        return teller.say("leaving.beyond", years=one.years, month=teller.month(teller.view.plan_ends))
    when = {"years": one.years, "month": teller.month(one.day)}
    if not one.owed:
        said = [teller.say("leaving.nothing", **when), *_of_what(teller, one)]
    else:
        said = [
            teller.say("leaving.after", owed=teller.money(one.owed), **when),
            *_of_what(teller, one),
            *_paid(teller, one),
        ]
    if one.cash:
        said.append(teller.say("leaving.with_cash", cash=teller.money(one.cash)))
    said += _taxed(teller, one)
    if one.owed:
        said += _waits(teller, one)
    return " ".join(said)


def _taxed(teller: "Teller", one: Leaving) -> list[str]:
    """What is taxed when it is paid, and what is taxed though it is never paid."""
    told = (("taxed_kept", one.taxed_and_kept_back), ("taxed_later", one.taxed_when_paid))
    return [teller.say(f"leaving.{key}", amount=teller.money(amount)) for key, amount in told if amount]


def _of_what(teller: "Teller", one: Leaving) -> list[str]:
    """Share and account, and what is kept back of them; as written, they add up to what is owed."""
    money = teller.money
    kept, below = {"kept": money(one.kept_back)}, {"missing": money(-one.account)}
    if one.account < 0:
        said = [teller.say("leaving.below", share=money(one.share), **below)]
    elif one.account or one.kept_back:
        rest = teller.rest(one.owed, -one.kept_back, one.share)
        key = "leaving.parts" if not one.kept_back else "leaving.parts_held"
        said = [teller.say(key, share=money(one.share), account=money(rest))]
    else:
        return []
    return [*said, teller.say("leaving.kept_back", **kept)] if one.kept_back > 0 else said


def _paid(teller: "Teller", one: Leaving) -> list[str]:
    """Payments, from when to when, and interest."""
    if one.first_paid is None or one.last_paid is None:
        return []
    first, last = teller.month(one.first_paid), teller.month(one.last_paid)
    at_once, within = one.number == 1, cents(one.interest - one.interest_before)
    said = [
        teller.say("leaving.once", last=last)
        if at_once
        else teller.say("leaving.monthly", each=teller.money(one.each), first=first, last=last)
    ]
    if within:
        key = "leaving.with_interest" if at_once else "leaving.interest_within"
        said.append(teller.say(key, interest=teller.money(within)))
    if one.interest_before:
        said.append(teller.say("leaving.interest_before", interest=teller.money(one.interest_before)))
    return said


def _waits(teller: "Teller", one: Leaving) -> list[str]:
    """How much later than that the plan pays, as far as it can be told; no time where it is not over by then."""
    if one.unpaid:
        said = [teller.say("leaving.unpaid", month=teller.month(teller.view.plan_ends))]
        return [*said, teller.say("leaving.never", years=LONGEST)] if one.never else said
    said = [teller.say("leaving.late", time=long(teller, one.wait_months))] if one.wait_months else []
    if one.causes and not one.wait_months:
        said.append(teller.say("leaving.part_late"))
    if one.beyond_plan:
        said.append(teller.say("leaving.past_end"))
    return said


def long(teller: "Teller", months: int) -> str:
    """A time in months, or in whole years where it is long."""
    if months < IN_MONTHS:
        return teller.say("leaving.month" if months == 1 else "leaving.months", number=months)
    return teller.say("leaving.years", number=months // MONTHS_A_YEAR)


def causes(teller: "Teller") -> list[str]:
    """Why payments to leavers are late in this plan, and who is paid first."""
    bylaws = teller.view.bylaws
    found = dict.fromkeys(cause for one in teller.view.leaving for cause in one.causes)
    limit = bylaws.most_redeemed
    told: dict[str, Callable[[], str]] = {
        "limit": lambda: teller.say("leaving.why_limit", amount=teller.money(limit or 0.0)),
        "law": lambda: teller.say("leaving.why_law"),
        "lender": lambda: teller.say("leaving.why_lender"),
        "cash": lambda: teller.say("leaving.why_cash"),
    }
    said = [told[cause]() for cause in found]
    if not said:
        return []
    interest = [teller.say("leaving.order_interest")] if bylaws.redemption_rate else []
    return [*said, *interest, teller.say("leaving.order_retired" if bylaws.retired_first else "leaving.order")]


def ahead(teller: "Teller") -> list[str]:
    """From when on the worker has more than was paid in, whether that lasts, and the same in cash alone."""
    return [*_if_left(teller), _in_cash(teller)]


def _if_left(teller: "Teller") -> list[str]:
    when, end = teller.view.ahead, teller.month(teller.view.plan_ends)
    if when.if_left is None:
        key = "never_left" if not when.even else "at_best_even" if when.less else "even"
        return [teller.say(f"ahead.{key}", month=end)]
    said = [teller.say("ahead.if_left", month=teller.month(when.if_left), lead=teller.money(when.lead))]
    if teller.money(when.last) != teller.money(when.most) and when.most_on and when.most_on != when.if_left:
        said.append(teller.say("ahead.most", month=teller.month(when.most_on), lead=teller.money(when.most)))
    if when.last_on and when.last_on != when.if_left:
        said.append(_lead(teller, when.last, when.last_on))
    return said


def _lead(teller: "Teller", lead: float, on: date) -> str:
    amount = {"lead" if lead >= 0 else "missing": teller.money(abs(lead))}
    return teller.say("ahead.last" if lead >= 0 else "ahead.last_less", month=teller.month(on), **amount)


def _in_cash(teller: "Teller") -> str:
    when, end = teller.view.ahead, teller.month(teller.view.plan_ends)
    if when.in_cash:
        return teller.say("ahead.in_cash", month=teller.month(when.in_cash))
    last = teller.last
    if last and not last.paid_in_so_far and not teller.view.cash:
        return teller.say("ahead.no_cash", month=end)
    return teller.say("ahead.never_cash", month=end)
