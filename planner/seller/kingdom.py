"""Capital gains tax of an owner who lives in the United Kingdom and sells shares.

The whole gain is taxed by the law of the day of the sale; what is put off is only the payment, where the price is paid
over a long time. Sold to an employee-ownership trust that qualifies, part of the gain is not taxed but held over to
the trustees. The law's pounds are turned into the plan's money: amount / pounds for one unit.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from planner.model.calendar import month_of
from planner.model.helpers import cents, least, most, ratio
from planner.places import Rules
from planner.scenario import Owner
from planner.seller.imputed import MONTHS, of_note
from planner.seller.records import Choice, Gain, Receipt, Sale
from planner.seller.records_kingdom import Calendar, Charged, Kingdom, KingdomYear, Part
from planner.seller.records_note import Note

PLACE = "GB"
When = tuple[int, int]
Payment = tuple[When, float, bool, bool]  # when its tax is paid, the payment, whether on the note, whether the last


def tax_abroad(
    owner: Owner, told: tuple[Sale, list[Receipt], Note], gain: Gain, choice: Choice, rules: Rules
) -> Kingdom:
    """The tax on a sale of shares, and when it is paid."""
    sale, receipts, note = told
    days = calendar_of(sale, receipts, choice, rules)
    law = rules.elsewhere(PLACE).at(days.sold)
    income = income_of(owner, sale, receipts, days)
    charged = charge_gain(owner, gain, income, choice, law)
    begun = Part(*days.due, 0.0, note.interest_added, 0.0, 0.0, charged.tax)
    parts = []
    for payment in payments_of(sale, receipts, days):
        begun = pay_part(begun, payment, law.value("kingdom.instalment_part"))
        parts.append(begun)
    return Kingdom(days, charged, tuple(parts))


def sold_on(sale: Sale) -> date:
    """The day of the sale: the closing day, or the last of a month that is told without one."""
    last = monthrange(sale.closing_year, sale.closing_month)[1]
    return date(sale.closing_year, sale.closing_month, sale.closing_day or last)


def calendar_of(sale: Sale, receipts: list[Receipt], choice: Choice, rules: Rules) -> Calendar:
    """The days that decide. Source: TMA 1970 s.59B(4), TCGA 1992 s.280, HMRC manuals CG14910 and CG14940.

    Tax is paid in parts where the price is paid over more than 18 months and beyond the day on which the tax is due;
    never where part of the price is not yet known.
    """
    sold = sold_on(sale)
    law = rules.elsewhere(PLACE).at(sold)
    ends = date(sold.year, *_day(law, "kingdom.tax_year_ends"))
    if sold > ends:
        ends = ends.replace(year=ends.year + 1)
    due = (ends.year + 1, _day(law, "kingdom.tax_due")[0])
    last = month_of(date(*due, 1), int(law.value("kingdom.instalment_most")))
    paid = [when for when, amount, _ in _priced(sale, receipts) if amount > 0] or [(sold.year, sold.month)]
    length = _months(paid[-1]) - _months(paid[0])
    long_enough = length > law.value("kingdom.instalment_months") and paid[-1] > due
    return Calendar(sold, ends, due, last, choice.instalments and long_enough and not sale.earn_out)


def _day(law: Rules, name: str) -> tuple[int, int]:
    month, day = law.values(name)
    return int(month), int(day)


def _months(when: When) -> int:
    return when[0] * MONTHS + when[1]


def _priced(sale: Sale, receipts: list[Receipt]) -> list[tuple[When, float, bool]]:
    """What is paid of the price, in its order: cash at closing, and payments on the note."""
    on_notes = sorted(of_note(receipts), key=lambda one: (one.year, one.month))
    cash = ((sale.closing_year, sale.closing_month), sale.cash_at_closing, False)
    return [cash, *(((one.year, one.month), one.principal, True) for one in on_notes)]


def payments_of(sale: Sale, receipts: list[Receipt], days: Calendar) -> Iterator[Payment]:
    """What is paid of the price, each with the month in which its part of the tax is paid, none before the tax is due.

    What is left of the tax falls due with the last payment, or when the longest time for it has passed.
    """
    if not days.in_parts:
        yield days.due, 0.0, False, True
        return
    listed = _priced(sale, receipts)
    in_time = [one for one in listed if one[0] <= days.last]
    for place, (when, amount, on_note) in enumerate(in_time, 1):
        yield max(when, days.due), amount, on_note, place == len(listed)
    if len(in_time) < len(listed):
        yield days.last, 0.0, False, True


def income_of(owner: Owner, sale: Sale, receipts: list[Receipt], days: Calendar) -> float:
    """Income of the tax year of the sale: what came until closing, and interest on the note before that year ends.

    Pay and dividends are told of the calendar year; those of the tax year's months until closing are taken as the same
    a month.
    """
    ends = (days.year_ends.year, days.year_ends.month)
    interest = sum((one.interest for one in of_note(receipts) if (one.year, one.month) < ends), 0.0)
    begins = days.year_ends.month
    months = sale.closing_month - begins + (1 if days.year_ends.year > sale.closing_year else MONTHS + 1)
    before = (sale.pay_before + sale.dividend_before) * (float(months) / float(sale.closing_month))
    return owner.other_income + before + interest


def charge_gain(owner: Owner, gain: Gain, income: float, choice: Choice, law: Rules) -> Charged:
    """Tax = relieved gain x its rate + gain in the unused basic rate band x low rate + the rest x high rate.

    The exempt amount is set against the gain of the highest rate; relieved gain fills the band first. No relief where
    part of the gain is held over to an employee trust. TCGA 1992 s.1H, 1I, 1K, 169N, 236H(2A); ITA 2007 s.10, 35.
    """
    told = owner.kingdom
    part = law.value("kingdom.trust_part") if choice.employee_trust else 1.0
    chargeable = cents(part * gain.whole)
    shrunk = law.value("kingdom.allowance_reduction") * most(
        0.0, income - in_money(owner, law, "kingdom.allowance_threshold")
    )
    allowance = most(0.0, in_money(owner, law, "kingdom.allowance") - shrunk)
    band = most(0.0, in_money(owner, law, "kingdom.basic_limit") - most(0.0, income - allowance))
    claimed = 1.0 if told.disposal_relief == "yes" and not choice.employee_trust else 0.0
    limit = most(0.0, in_money(owner, law, "kingdom.relief_limit") - told.relief_used)
    counted = claimed * least(chargeable, limit)
    exempt = least(chargeable, in_money(owner, law, "kingdom.exempt_amount"))
    exempt_above = least(exempt, chargeable - counted)
    relieved = counted - (exempt - exempt_above)
    rest = chargeable - counted - exempt_above
    low = least(rest, most(0.0, band - relieved))
    high = rest - low
    rates = (law.value("kingdom.low_rate"), law.value("kingdom.high_rate"))
    return Charged(
        gain=gain.whole,
        held_over=gain.whole - chargeable,
        chargeable=chargeable,
        income=income,
        allowance=allowance,
        band=band,
        counted=counted,
        exempt=exempt,
        relieved=relieved,
        low=low,
        high=high,
        tax=cents(relieved * law.value("kingdom.relief_rate") + low * rates[0] + high * rates[1]),
    )


def in_money(owner: Owner, law: Rules, name: str) -> float:
    """An amount in pounds in the plan's money."""
    return ratio(law.value(name), owner.kingdom.pounds)


def pay_part(then: Part, payment: Payment, part: float) -> Part:
    """Tax paid = least(half of the payment of the price, what is still owed); the last payment brings all of that."""
    when, amount, on_note, is_last = payment
    added = least(amount, then.added_left) if on_note else 0.0
    price = amount - added
    half = part * price
    paid = then.balance if is_last else cents(least(half, then.balance))
    return Part(
        year=when[0],
        month=when[1],
        price=price,
        added_left=then.added_left - added,
        half=half,
        paid=paid,
        balance=cents(then.balance - paid),
    )


def paid_in(kingdom: Kingdom, year: int) -> KingdomYear:
    """The tax of a calendar year."""
    return KingdomYear(cents(sum((one.paid for one in kingdom.parts if one.year == year), 0.0)))


STAGES: list[Callable[..., Any]] = [
    calendar_of,
    payments_of,
    income_of,
    in_money,
    charge_gain,
    pay_part,
    paid_in,
    tax_abroad,
]
