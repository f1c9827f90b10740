"""Notes that bear too little interest: part of their principal is interest for tax. 26 U.S.C. 483, 1274, 1274A.

Each note is judged alone, by what it promises: principal = what all its payments are worth at the least rate of the
day, where that is less than the face. Of each payment that is made the interest comes first, at that rate on the
balance (26 CFR 1.446-2(e), 1.483-1(a)(2)(ii)).
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from planner.model.helpers import cents, least, most, power, ratio, where
from planner.places import Rules
from planner.scenario import Owner
from planner.seller.records import (
    Receipt,
    Sale,
)
from planner.seller.records_note import Discounted, Divided, Imputed, Promise, PromisedNote, Restated, Weighed

RATE = "seller.test_rate"
MONTHS = 12
HALF_YEAR = 6
WITHIN_ROUNDING = 1.0  # a note at the very rate of the law misses its face by cents


def judged(owner: Owner, sale: Sale, receipts: list[Receipt], rules: Rules) -> tuple[Imputed, ...]:
    """Each note as the law sees it, in the order of `notes_of`."""
    return tuple(judge(owner, sale, note, rules) for note in notes_of(sale, receipts))


def notes_of(sale: Sale, receipts: list[Receipt]) -> tuple[PromisedNote, ...]:
    """The notes that are judged: as the sale tells them, or one that promises just what is paid on it.

    The law looks at what a note promises, so one on which nothing is paid within the plan is judged as well.
    """
    paid = of_note(receipts)
    if sale.notes and (not paid or any(receipt.note for receipt in paid)):
        return sale.notes
    return () if sale.note_rate is None or not paid else (as_paid(sale, paid),)


def as_paid(sale: Sale, receipts: list[Receipt]) -> PromisedNote:
    """A note that is told by its payments; what is left then counts as paid when the plan ends."""
    payments = [Promise(months_after(sale, one), one.interest, one.principal) for one in receipts]
    left = unpaid(sale, Weighed(0.0, sum(one.principal for one in payments)))
    payments.append(Promise(max(sale.months, *(one.month for one in payments)), 0.0, left.value))
    return PromisedNote("", 0, sale.note_face, tuple(payments), 0.0, adds=False)


def judge(owner: Owner, sale: Sale, note: PromisedNote, rules: Rules) -> Imputed:
    """One note: its life, the least rate for it, what its payments are worth, and so its principal."""
    weighed = Weighed(0.0, 0.0)
    for one in note.payments:
        weighed = add_life(weighed, counted(note, one), float(one.month // MONTHS))
    term = average_life(weighed) if note.adjusts is None else note.adjusts / MONTHS
    rate = least_rate(owner.test_rate, sale, note, term, rules)
    monthly = monthly_rate(rate)
    worth = Discounted(0.0)
    falls_due: dict[int, float] = {}
    for one in note.payments:
        falls_due[one.month] = falls_due.get(one.month, 0.0) + one.interest + one.principal
    for month in range(max(falls_due, default=0), 0, -1):
        worth = discount(worth, falls_due.get(month, 0.0), monthly)
    return weigh(note, (term, rate, monthly), worth)


def of_note(receipts: list[Receipt]) -> list[Receipt]:
    """The payments on the notes, without rent."""
    return [receipt for receipt in receipts if receipt.of_note]


def months_after(sale: Sale, receipt: Receipt) -> int:
    """Months from closing to a payment."""
    return (receipt.year - sale.closing_year) * MONTHS + receipt.month - sale.closing_month


def counted(note: PromisedNote, one: Promise) -> float:
    """What of a payment counts for the life of a note: no interest that is paid in cash every year.

    Source: 26 CFR 1.1273-1(b), (c)(1), (e)(3). Where standby adds interest none is paid every year of the note.
    """
    return one.principal + one.interest if note.adds else one.principal


def add_life(then: Weighed, payment: float, years: float) -> Weighed:
    """One more payment, weighed by the full years until it is due."""
    return Weighed(weighted=then.weighted + payment * years, counted=then.counted + payment)


def average_life(weighed: Weighed) -> float:
    """Average life of a note in years. Source: 26 CFR 1.1274-4(c)(1), 1.1273-1(e)(3)."""
    return ratio(weighed.weighted, weighed.counted)


def unpaid(sale: Sale, weighed: Weighed) -> Discounted:
    """What is still owed when the plan ends, or after the last payment."""
    left = most(0.0, sale.note_face + sale.interest_added - weighed.counted)
    return Discounted(value=most(left, sale.owed_at_end))


def months_looked_back(rules: Rules) -> int:
    """Months of whose rates the lowest counts, the contract's own included."""
    return int(rules.value("seller.months_looked_back"))


def least_rate(given: float | None, sale: Sale, note: PromisedNote, term: float, rules: Rules) -> float:
    """The applicable federal rate by term, the lowest of some months; as given, where one is. 26 U.S.C. 1274(d)."""
    if given is not None:
        return given
    months = [date(sale.closing_year, sale.closing_month, 1)]
    while len(months) < months_looked_back(rules.at(months[0])):
        then = months[-1]
        months.append(date(then.year - (then.month == 1), (then.month - 2) % MONTHS + 1, 1))
    laws = [rules.at(month) for month in months]
    law = laws[0]
    lowest = {kind: law.value(f"{RATE}.{kind}") for kind in ("short", "mid", "long")}
    for earlier in laws[1:]:
        lowest = {kind: least(rate, earlier.value(f"{RATE}.{kind}")) for kind, rate in lowest.items()}
    longer = where(term <= law.value("seller.middle_term"), lowest["mid"], lowest["long"])
    rate = where(term <= law.value("seller.short_term"), lowest["short"], longer)
    capped = least(rate, law.value("seller.test_rate_cap"))
    return where(note.face <= law.value("seller.test_rate_cap_note"), capped, rate)


def monthly_rate(rate: float) -> float:
    """The rate a month that comes to a rate a year compounded twice a year: (1 + r / 2)^(1/6) - 1."""
    return power(1.0 + rate / 2.0, 1.0 / HALF_YEAR) - 1.0


def discount(then: Discounted, due: float, monthly: float) -> Discounted:
    """One month back: what is due in a month, and what was worth something there, a month earlier."""
    return Discounted(value=ratio(then.value + due, 1.0 + monthly))


def weigh(note: PromisedNote, rates: tuple[float, float, float], worth: Discounted) -> Imputed:
    """The face holds where the payments are worth it; else what they are worth is the principal.

    The law looks at what the note promises: payments that come late do not make a sound note unsound.
    Source: 26 U.S.C. 1274(a), (b), (c)(2); 26 CFR 1.1274-2(b), (c)(1), 1.483-2(a).
    """
    term, rate, monthly = rates
    value = worth.value
    principal = where(note.face - value >= WITHIN_ROUNDING, cents(value), note.face)
    return Imputed(
        face=note.face,
        term=term,
        least_rate=rate,
        monthly_rate=monthly,
        present_value=value,
        principal=principal,
        interest=cents(note.face - principal),
    )


def is_restated(found: Imputed, place: int) -> bool:  # noqa: ARG001  (explanations ask by the place)
    """Whether the law takes part of a note's principal for interest."""
    return found.interest > 0


def reduced(sale: Sale, found: tuple[Imputed, ...]) -> Sale:
    """The sale with the principal that the law sees: what is interest is no part of the price."""
    unstated = [one.interest for place, one in enumerate(found) if is_restated(one, place)]
    if not unstated and not sale.notes:
        return sale
    return sale._replace(note_face=cents(sale.note_face - sum(unstated)), interest_added=0.0)


def apportioned(sale: Sale, receipts: list[Receipt], found: tuple[Imputed, ...]) -> list[Receipt]:
    """The payments again, each divided into interest and principal as the law sees its note."""
    told = [receipt for receipt in receipts if not receipt.of_note]
    for place, (note, one) in enumerate(zip(notes_of(sale, receipts), found, strict=True)):
        paid = [receipt for receipt in of_note(receipts) if receipt.note == note.name]
        if is_restated(one, place):
            told += restated(sale, paid, one)
        elif note.adds:
            told += divided(note, paid)
        else:
            told += paid
    return told if found else receipts


def restated(sale: Sale, receipts: list[Receipt], found: Imputed) -> list[Receipt]:
    """The payments on a note that bears too little interest."""
    then = Restated(found.present_value, *(0.0,) * (len(Restated._fields) - 1))
    told = []
    by_month = {months_after(sale, receipt): receipt for receipt in receipts}
    for month in range(1, max(by_month, default=0) + 1):
        receipt = by_month.get(month)
        then = restate(then, receipt.principal + receipt.interest if receipt else 0.0, found.monthly_rate)
        if receipt:
            told.append(called(receipt, then))
    return told


def restate(then: Restated, payment: float, monthly: float) -> Restated:
    """One month of the note: interest on balance and unpaid interest first, the rest is principal in whole cents."""
    accrued = then.owed + (then.balance + then.owed) * monthly
    repaid = least(most(0.0, payment - accrued), then.balance)
    repaid_so_far = then.repaid_so_far + repaid
    principal = cents(least(payment, most(0.0, cents(repaid_so_far) - then.principal_so_far)))
    return Restated(
        balance=then.balance - repaid,
        owed=most(0.0, accrued - payment),
        repaid_so_far=repaid_so_far,
        principal_so_far=cents(then.principal_so_far + principal),
        principal=principal,
        interest=cents(payment - principal),
    )


def called(receipt: Receipt, now: Restated) -> Receipt:
    """A payment as the law divides it, and what of its interest the note calls principal."""
    return receipt._replace(
        interest=now.interest, principal=now.principal, imputed=cents(receipt.principal - now.principal)
    )


def divided(note: PromisedNote, receipts: list[Receipt]) -> list[Receipt]:
    """The payments on a sound note to whose principal standby added interest."""
    then, told = Divided(0.0, 0.0, 0.0), []
    for receipt in receipts:
        then = divide(note.added, then, receipt)
        told.append(receipt._replace(interest=then.interest, principal=then.principal))
    return told


def divide(added: float, then: Divided, receipt: Receipt) -> Divided:
    """Interest once added to the principal is paid before the principal. Source: 26 CFR 1.446-2(e)(1)."""
    paid = least(receipt.principal, added - then.added_paid_so_far)
    return Divided(
        added_paid_so_far=cents(then.added_paid_so_far + paid),
        principal=cents(receipt.principal - paid),
        interest=cents(receipt.interest + paid),
    )


STAGES: list[Callable[..., Any]] = [
    counted,
    add_life,
    average_life,
    unpaid,
    months_looked_back,
    least_rate,
    monthly_rate,
    discount,
    weigh,
    as_paid,
    notes_of,
    judge,
    judged,
    is_restated,
    reduced,
    restate,
    called,
    restated,
    divide,
    divided,
    apportioned,
]
