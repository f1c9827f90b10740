"""A note that bears too little interest: part of its principal is interest for tax. 26 U.S.C. 483, 1274, 1274A.

Principal = what all payments are worth at the least rate of the day, where that is less than the face; of each payment
the interest comes first, at that rate on the balance (26 CFR 1.446-2(e), 1.483-1(a)(2)(ii)).
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from planner.model.helpers import cents, least, most, power, ratio, where
from planner.places import Rules
from planner.scenario import Owner
from planner.seller.records import Discounted, Imputed, Receipt, Restated, Sale, Weighed

RATE = "seller.test_rate"
MONTHS = 12
HALF_YEAR = 6
WITHIN_ROUNDING = 1.0  # a note at the very rate of the law misses its face by cents
MONTHS_LOOKED_BACK = 3  # 26 U.S.C. 1274(d)(2): the lowest rate of the three months that end with the contract's


def imputed_interest(owner: Owner, sale: Sale, receipts: list[Receipt], rules: Rules) -> Imputed | None:
    """What of the note's principal is interest; None: there is no note, or its interest is taken as enough."""
    receipts = of_note(receipts)
    if sale.note_rate is None or not receipts:
        return None
    weighed = Weighed(0.0, 0.0)
    for receipt in receipts:
        weighed = add_life(weighed, receipt.principal, months_after(sale, receipt) / MONTHS)
    term = average_life(weighed)
    rate = least_rate(owner.test_rate, sale, term, rules)
    monthly = monthly_rate(rate)
    paid = {months_after(sale, receipt): receipt.principal + receipt.interest for receipt in receipts}
    worth = unpaid(sale, weighed)
    for month in range(max(sale.months, *paid), 0, -1):
        worth = discount(worth, paid.get(month, 0.0), monthly)
    return weigh(sale, sale.note_rate, (term, rate, monthly), worth)


def of_note(receipts: list[Receipt]) -> list[Receipt]:
    """The payments on the note, without rent."""
    return [receipt for receipt in receipts if receipt.of_note]


def months_after(sale: Sale, receipt: Receipt) -> int:
    """Months from closing to a payment."""
    return (receipt.year - sale.closing_year) * MONTHS + receipt.month - sale.closing_month


def add_life(then: Weighed, principal: float, years: float) -> Weighed:
    """One more payment of principal, weighed by the years until it is paid."""
    return Weighed(weighted=then.weighted + principal * years, principal=then.principal + principal)


def average_life(weighed: Weighed) -> float:
    """Average life of the principal in years. Source: 26 CFR 1.1274-4(c)(1), 1.1273-1(e)(3)."""
    return ratio(weighed.weighted, weighed.principal)


def unpaid(sale: Sale, weighed: Weighed) -> Discounted:
    """What is still owed when the plan ends, or after the last payment, counts as paid then."""
    left = most(0.0, sale.note_face + sale.interest_added - weighed.principal)
    return Discounted(value=most(left, sale.owed_at_end))


def least_rate(given: float | None, sale: Sale, term: float, rules: Rules) -> float:
    """The applicable federal rate by term, the lowest of three months; as given, where one is."""
    if given is not None:
        return given
    closing = date(sale.closing_year, sale.closing_month, 1)
    months = [closing]
    while len(months) < MONTHS_LOOKED_BACK:
        then = months[-1]
        months.append(date(then.year - (then.month == 1), (then.month - 2) % MONTHS + 1, 1))
    laws = [rules.at(month) for month in months]
    short, middle, long = (
        least(laws[0].value(f"{RATE}.{kind}"), least(laws[1].value(f"{RATE}.{kind}"), laws[2].value(f"{RATE}.{kind}")))
        for kind in ("short", "mid", "long")
    )
    law = laws[0]
    longer = where(term <= law.value("seller.middle_term"), middle, long)
    rate = where(term <= law.value("seller.short_term"), short, longer)
    capped = least(rate, law.value("seller.test_rate_cap"))
    return where(sale.note_face <= law.value("seller.test_rate_cap_note"), capped, rate)


def monthly_rate(rate: float) -> float:
    """The rate a month that comes to a rate a year compounded twice a year: (1 + r / 2)^(1/6) - 1."""
    return power(1.0 + rate / 2.0, 1.0 / HALF_YEAR) - 1.0


def discount(then: Discounted, paid: float, monthly: float) -> Discounted:
    """One month back: what is paid in a month, and what was worth something there, a month earlier."""
    return Discounted(value=ratio(then.value + paid, 1.0 + monthly))


def weigh(sale: Sale, stated: float, rates: tuple[float, float, float], worth: Discounted) -> Imputed:
    """The face holds where the note bears the least rate, or its payments are worth it; else what they are worth.

    The law looks at what the note promises: payments that come late do not make a sound note unsound.
    """
    term, rate, monthly = rates
    value = worth.value
    worthy = where(sale.note_face - value >= WITHIN_ROUNDING, cents(value), sale.note_face)
    principal = where(stated >= rate, sale.note_face, worthy)
    return Imputed(
        term=term,
        least_rate=rate,
        monthly_rate=monthly,
        present_value=value,
        principal=principal,
        interest=cents(sale.note_face - principal),
    )


def is_restated(found: Imputed | None) -> bool:
    """Whether the law takes part of the principal for interest."""
    return found is not None and found.interest > 0


def restated(sale: Sale, receipts: list[Receipt], found: Imputed) -> list[Receipt]:
    """The payments again, each divided as the law sees it."""
    then = Restated(found.present_value, *(0.0,) * (len(Restated._fields) - 1))
    told = [receipt for receipt in receipts if not receipt.of_note]
    by_month = {months_after(sale, receipt): receipt for receipt in of_note(receipts)}
    for month in range(1, max(by_month) + 1):
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


STAGES: list[Callable[..., Any]] = [
    add_life,
    average_life,
    unpaid,
    least_rate,
    monthly_rate,
    discount,
    weigh,
    imputed_interest,
    is_restated,
    restate,
    called,
    restated,
]
