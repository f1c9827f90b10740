"""What must be said of the tax of an owner who lives in the United Kingdom: what is assumed, what is left out."""

from collections.abc import Iterator
from datetime import date

from planner.places import Rules
from planner.scenario import Owner
from planner.seller.kingdom import PLACE
from planner.seller.records import Worked
from planner.seller.records_kingdom import Kingdom
from planner.words import Sentence, sentence
from planner.words.formats import day, figure, money, percent
from planner.words.formats import month_of as month_in_words

CENT = 0.005


def findings(owner: Owner, worked: Worked, kingdom: Kingdom, rules: Rules) -> tuple[Sentence, ...]:
    """In the order of the sale: who taxes it, the tax, when it is paid, what is left out."""
    return (
        sentence("seller.kingdom.assumed"),
        pounds(owner),
        *_tax(owner, kingdom, rules.elsewhere(PLACE).at(kingdom.calendar.sold)),
        *_paid(worked, kingdom),
        *_until(worked),
        sentence("seller.kingdom.not_worked_out"),
    )


def _until(worked: Worked) -> Iterator[Sentence]:
    """What came until closing counts as income of the tax year, and the owner's own costs come off the gain."""
    before = worked.sale.pay_before + worked.sale.dividend_before
    if before > 0:
        yield sentence("seller.kingdom.until", amount=money(before))
    if worked.sale.selling_costs > 0:
        yield sentence("seller.kingdom.selling_costs", amount=money(worked.sale.selling_costs))


def pounds(owner: Owner) -> Sentence:
    """How the law's pounds become the plan's money."""
    rate = owner.kingdom.pounds
    return (
        sentence("seller.kingdom.one_for_one")
        if rate == 1.0
        else sentence("seller.kingdom.exchanged", rate=figure(rate, decimals=4))
    )


def _tax(owner: Owner, kingdom: Kingdom, law: Rules) -> Iterator[Sentence]:
    days, charged = kingdom.calendar, kingdom.charged
    if charged.held_over > 0:
        yield sentence("seller.kingdom.held_over", amount=money(charged.held_over))
    told = {
        "gain": money(charged.chargeable),
        "sold": day(days.sold),
        "exempt": money(charged.exempt),
        "low": money(charged.low),
        "low_rate": percent(law.value("kingdom.low_rate")),
        "high": money(charged.high),
        "high_rate": percent(law.value("kingdom.high_rate")),
        "tax": money(charged.tax),
    }
    if charged.counted > 0:
        relief = percent(law.value("kingdom.relief_rate"))
        yield sentence("seller.kingdom.relieved", relieved=money(charged.relieved), relief=relief, **told)
    else:
        yield sentence("seller.kingdom.tax", **told)
    if owner.kingdom.disposal_relief == "unknown":
        yield sentence("seller.kingdom.relief_unknown")


def _paid(worked: Worked, kingdom: Kingdom) -> Iterator[Sentence]:
    days, sale = kingdom.calendar, worked.sale
    due = month_in_words(date(*days.due, 1))
    last = next(one for one in kingdom.parts if one.balance < CENT)
    if (last.year, last.month) > days.due:
        yield sentence("seller.kingdom.in_parts", due=due, last=month_in_words(date(last.year, last.month, 1)))
    else:
        yield sentence("seller.kingdom.at_once", due=due)
    if sale.earn_out:
        yield sentence("seller.kingdom.earn_out")
    unpaid = worked.sold.note - worked.records[-1].received.principal_so_far
    if unpaid > CENT:
        yield sentence("seller.kingdom.unpaid", amount=money(unpaid), year=worked.records[-1].year)
    loss = worked.sold.basis - worked.before.selling_price
    if loss > 0:
        yield sentence("seller.loss", loss=money(loss))
