"""The community currency: a part of pay and of patronage in units that the co-op owes, takes for its sales, or redeems.

Units are no cash. Issued, they spare cash and become a debt; spent, they settle sales without cash; redeemed, they are
paid in money. Redemption ranks with wages and suppliers, and no gate holds it back: whoever holds units was paid with
them for work or holds a customer's credit, and is owed that as a creditor, not as an owner. The law's tests before
members are paid out count what money may yet be asked for as a debt that falls due, and the balance sheet all of it.
"""

from planner.model.gates import NEARLY_HALF_A_CENT
from planner.model.helpers import cents, least, most, ratio, where
from planner.model.records import Operations, Owed
from planner.model.records_currency import Currency, Spending, Units, UsedUnits
from planner.model.terms import Clock, Terms


def want_units(terms: Terms, operations: Operations, then: Currency) -> Spending:
    """What holders want to spend: a part of all units, at most what the co-op takes of its sales and in a month."""
    limit = least(cents(terms.currency_of_sales * operations.sales), terms.currency_most)
    wanted = least(limit, cents(terms.currency_spent * then.outstanding))
    return Spending(then.outstanding, limit, wanted, ratio(wanted, then.outstanding))


def take_units(balance: float, spending: Spending) -> float:
    """What is spent of some units: the same part of all, down to whole cents."""
    return least(balance, most(0.0, cents(balance * spending.rate - NEARLY_HALF_A_CENT)))


def use_units(number: float, spending: Spending, then: Units, terms: Terms) -> UsedUnits:
    """Units issued so many months ago: what is spent of them, and whether they come of age."""
    spent = take_units(then.balance, spending)
    kept = then.balance - spent
    return UsedUnits(spent, kept, where(number >= terms.currency_months, kept, 0.0))


def circulate(
    used: float,
    of_age: float,
    spending: Spending,
    terms: Terms,
    operations: Operations,
    clock: Clock,
    owed: Owed,
    then: Currency,
) -> Currency:
    """Units outstanding = then + issued as pay and as patronage - spent - redeemed.

    redeemed = part redeemable in money x units that come of age; the rest of them can only be spent
    """
    as_pay = cents(terms.currency_of_pay * operations.members_payroll)
    as_patronage = where(clock.payout_due, owed.units_payable, 0.0)
    spent_of_old = take_units(then.for_use_only, spending)
    spent = used + spent_of_old
    redeemed = cents(terms.currency_redeemable * of_age)
    for_use_only = then.for_use_only - spent_of_old + of_age - redeemed
    outstanding = then.outstanding + as_pay + as_patronage - spent - redeemed
    return Currency(
        as_pay=as_pay,
        as_patronage=as_patronage,
        spent=spent,
        redeemed=redeemed,
        for_use_only=for_use_only,
        outstanding=outstanding,
        redeemable=cents(terms.currency_redeemable * (outstanding - for_use_only)),
    )


def issue(now: Currency) -> UsedUnits:
    """This month's units before they take their place."""
    return UsedUnits(0.0, now.as_pay + now.as_patronage, 0.0)


def age_units(newer: UsedUnits) -> Units:
    """Each month's units move one place on."""
    return Units(newer.kept - newer.of_age)
