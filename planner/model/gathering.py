"""Sums over all loans, classes or quarters of a month, each handed to the stage that gives them their names.

Written out by `writing.py` as the month is; `month.py` calls each once.
"""

from planner.model.accounts import decide, keep
from planner.model.classes import add_classes, add_flows
from planner.model.covenants import agree, look_back
from planner.model.currency import circulate
from planner.model.debt import owe_all, pay_all
from planner.model.gates import free_cash, guard
from planner.model.helpers import least, most, where  # noqa: F401  (`lowest`, `highest` are written out as two)
from planner.model.lawful import test_law
from planner.model.outcome import Outcome, judge, loan_left
from planner.model.records import Assets, Month, Operations, Start, Treasury, Working, Year
from planner.model.records_classes import ClassDue, Classes, ClassFlows, ClassMonth, ClassPaid, Portion
from planner.model.records_currency import Currency, Spending, UsedUnits
from planner.model.records_debt import (
    Claims,
    Debt,
    DebtDue,
    Gates,
    Granted,
    Held,
    Limits,
    LineCost,
    LoanDue,
    LoanMonth,
    Payments,
    Quarter,
    Rooms,
    Spare,
    Unpaid,
)
from planner.model.records_lawful import Lawful, Soon
from planner.model.records_members import Aged, Below, Borne, Decided, Layer, LeaverPaid, Members, Stayed, Sunk
from planner.model.records_stakes import Lends, Offer, Turn
from planner.model.records_surplus import Entitled, Reckoning, Shared, Surplus
from planner.model.stakes import offer, owe_before_owners
from planner.model.surplus import entitle, pay
from planner.model.terms import Clock, Drivers, Terms
from planner.model.treasury import fall_behind
from planner.model.writing import highest, lowest, total


def owe_loans(terms: Terms, dues: tuple[LoanDue, ...]) -> DebtDue:
    """What falls due on all loans together."""
    return owe_all(
        total(due.firm for due in dues),
        total((1.0 - loan.gated) * due.service for loan, due in zip(terms.loans, dues, strict=True)),
        total(due.gated for due in dues),
        total(due.gated_balloon for due in dues),
        total(loan.gated * due.service for loan, due in zip(terms.loans, dues, strict=True)),
    )


def agree_all(terms: Terms, clock: Clock, held: tuple[Held, ...]) -> Limits:
    """What is agreed this month, the strictest of all who lend."""
    return agree(
        terms,
        clock,
        total(one.lender for one in held),
        total(one.forbids_minimum for one in held),
        total(one.forbids_further for one in held),
        total(one.seller_forbids_minimum for one in held),
        total(one.seller_forbids_further for one in held),
        highest(one.least_dscr for one in held),
        highest(one.least_bank_dscr for one in held),
        highest(one.least_fccr for one in held),
        highest(one.least_liquidity for one in held),
        lowest(one.most_senior_leverage for one in held),
        lowest(one.most_leverage for one in held),
        lowest(one.most_debt_to_worth for one in held),
        lowest(one.most_capital_spending for one in held),
        lowest(one.most_cash_patronage for one in held),
        lowest(one.most_paid_to_leavers for one in held),
    )


def pay_loans(terms: Terms, dues: tuple[LoanDue, ...], loans: tuple[LoanMonth, ...]) -> Debt:
    """All loans together, as paid."""
    return pay_all(
        total(one.drawn for one in loans),
        total(loan.seller * one.drawn for loan, one in zip(terms.loans, loans, strict=True)),
        total(due.interest for due in dues),
        total(one.interest_paid for one in loans),
        total(one.principal_paid for one in loans),
        total(one.prepaid for one in loans),
        total(one.forgiven for one in loans),
        total(due.balloon for due in dues),
        total(one.balance for one in loans),
        total(one.interest_owed for one in loans),
        total(loan.senior * one.balance for loan, one in zip(terms.loans, loans, strict=True)),
        total(loan.senior * one.interest_owed for loan, one in zip(terms.loans, loans, strict=True)),
        total(one.interest_overdue + one.principal_overdue for one in loans),
        total(one.gated_service for one in loans),
        total(loan.seller * one.interest_paid for loan, one in zip(terms.loans, loans, strict=True)),
        total(one.to_seller for one in loans),
        total(one.fee_amortised for one in loans),
        total(one.fee_left for one in loans),
    )


def gather_flows(class_dues: tuple[ClassDue, ...], class_paid: tuple[ClassPaid, ...]) -> ClassFlows:
    """What all further classes together pay in and are paid."""
    return add_flows(
        total(due.claim.shares_paid_in for due in class_dues),
        total(one.portion.minimum for one in class_paid),
        total(one.portion.further for one in class_paid),
        total(one.portion.dividends for one in class_paid),
        total(one.portion.revolved for one in class_paid),
        total(one.portion.leavers for one in class_paid),
        total(due.claim.interest for due in class_dues),
        total(one.portion.leaver_interest_paid for one in class_paid),
        total(one.notices_redeemed for one in class_paid),
        total(one.confirmed.held_back for one in class_paid),
        total(one.confirmed.deduction for one in class_paid),
        total(one.confirmed.undeducted for one in class_paid),
        total(one.issue_tax for one in class_paid),
    )


def gather_classes(classes: tuple[ClassMonth, ...]) -> Classes:
    """All further classes together at month-end."""
    return add_classes(
        total(one.owed.patronage_dividend for one in classes),
        total(one.owed.returns for one in classes),
        total(one.owed.notices for one in classes),
        total(one.capital.member_shares for one in classes),
        total(one.capital.accounts for one in classes),
        total(one.capital.shares_left for one in classes),
        total(one.capital.accounts_left for one in classes),
        total(one.capital.called for one in classes),
        total(one.owed.patronage_payable for one in classes),
        total(one.owed.minimum_payable for one in classes),
        total(one.owed.dividends_payable for one in classes),
        total(one.owed.revolving_payable for one in classes),
        total(one.capital.leavers_owed for one in classes),
        total(one.owed.leaver_interest_owed for one in classes),
    )


def look_over(quarters: tuple[Quarter, ...]) -> Quarter:
    """The last four fiscal quarters together."""
    return look_back(
        total(one.months for one in quarters),
        total(one.ebitda for one in quarters),
        total(one.tax for one in quarters),
        total(one.capital_spending for one in quarters),
        total(one.firm_service for one in quarters),
        total(one.gated_due for one in quarters),
        total(one.gated_paid for one in quarters),
        total(one.patronage_due for one in quarters),
        total(one.patronage_paid for one in quarters),
        total(one.paid_out_due for one in quarters),
        total(one.paid_out for one in quarters),
    )


def circulate_all(
    used: tuple[UsedUnits, ...], spending: Spending, terms: Terms, operations: Operations, clock: Clock, then: Month
) -> Currency:
    """The community currency's month."""
    return circulate(
        total(one.spent for one in used),
        total(one.of_age for one in used),
        spending,
        terms,
        operations,
        clock,
        then.owed,
        then.currency,
    )


def test_law_all(terms: Terms, opened: Start, soon: tuple[Soon, ...], working: Working, then: Month) -> Lawful:
    """How much of members' and investors' capital may lawfully be paid out."""
    return test_law(
        terms,
        opened.closing,
        total(one.balloon for one in soon),
        then.window,
        working,
        then.debt,
        then.members,
        then.of_classes,
        then.owed,
        then.treasury,
        then.balance,
        then.currency,
    )


def fall_behind_all(
    terms: Terms,
    operations: Operations,
    assets: Assets,
    line_cost: LineCost,
    claims: Claims,
    dues: tuple[LoanDue, ...],
    currency: Currency,
    treasury: Treasury,
    then: Month,
) -> Unpaid:
    """Which payee is not paid when cash and line are used up."""
    return fall_behind(
        terms,
        operations,
        assets,
        line_cost,
        claims,
        total(loan.senior * due.firm for loan, due in zip(terms.loans, dues, strict=True)),
        total((1.0 - loan.senior) * due.firm for loan, due in zip(terms.loans, dues, strict=True)),
        currency,
        treasury,
        then.unpaid,
    )


def guard_all(
    terms: Terms,
    limits: Limits,
    lawful: Lawful,
    operations: Operations,
    assets: Assets,
    working: Working,
    currency: Currency,
    debt_due: DebtDue,
    line_cost: LineCost,
    claims: Claims,
    clock: Clock,
    then: Month,
) -> Gates:
    """How far the gates stand open, after what the last three whole quarters paid out."""
    return guard(
        terms,
        limits,
        lawful,
        operations,
        assets,
        working,
        currency,
        debt_due,
        line_cost,
        claims,
        then.window,
        then.quarter,
        total(one.gated_paid for one in then.quarters) - then.quarters[3].gated_paid,
        total(one.patronage_paid for one in then.quarters) - then.quarters[3].patronage_paid,
        total(one.paid_out for one in then.quarters) - then.quarters[3].paid_out,
        then.standing,
        then.debt,
        then.year,
        clock,
        then.treasury,
    )


def offer_next(
    opened: Start,
    turns: tuple[Turn, ...],
    lends: tuple[Lends, ...],
    gates: Gates,
    rooms: Rooms,
    granted: Granted,
    clock: Clock,
    then: Month,
) -> Offer:
    """The later closing whose turn it is."""
    return offer(
        total(turn.fraction for turn in turns),
        total(turn.ready for turn in turns),
        total(turn.price for turn in turns),
        total(turn.increase for turn in turns),
        total(turn.multiple for turn in turns),
        total(turn.of_book for turn in turns),
        total(one.paper for one in lends),
        total(one.service for one in lends),
        owe_before_owners(
            opened.closing, then.debt, then.members, then.of_classes, then.owed, then.treasury, then.currency
        ),
        free_cash(gates, rooms, granted, then.treasury.line),
        opened.closing,
        gates,
        then.window,
        clock,
        then.stake,
    )


def entitle_all(
    stayed: tuple[Stayed, ...], sunk: tuple[Sunk, ...], terms: Terms, year: Year, opened: Start, then: Month
) -> Entitled:
    """What the workers' accounts ask of the surplus."""
    whole = total(one.stays for one in stayed)
    below_zero = total(one.stays for one in sunk)
    return entitle(whole, below_zero, terms, year, opened.closing.preferred, then.stake)


def pay_members(
    claims: Claims, portion: Portion, leavers_paid: tuple[LeaverPaid, ...], granted: Granted, then: Month
) -> Payments:
    """What is paid of what was owed, further classes aside."""
    notices = total(one.notices_paid for one in leavers_paid)
    issue_tax = total(one.issue_tax for one in leavers_paid)
    return pay(claims, portion, notices, issue_tax, granted, then.owed)


def decide_all(
    terms: Terms,
    entitled: Entitled,
    found: Surplus,
    reckoned: Reckoning,
    shared: Shared,
    spare: Spare,
    debt: Debt,
    payments: Payments,
    flows: ClassFlows,
    then: Month,
) -> Decided:
    """What the fiscal year-end does to the workers' accounts."""
    of_classes, owed = then.of_classes, then.owed
    return decide(terms, entitled, found, reckoned, shared, spare, debt, payments, flows, of_classes, owed)


def keep_all(
    aged: tuple[Aged, ...],
    layers: tuple[Layer, ...],
    leavers_paid: tuple[LeaverPaid, ...],
    borne: tuple[Borne, ...],
    sunk: tuple[Sunk, ...],
    below: Below,
    claims: Claims,
    terms: Terms,
    drivers: Drivers,
    clock: Clock,
    then: Members,
) -> Members:
    """The workers' capital at month-end."""
    return keep(
        total(one.left for one in aged),
        total(one.forfeited for one in aged),
        total(one.retired for one in aged),
        total(one.called for one in aged),
        total(one.nonqualified_left for one in aged),
        total(one.nonqualified_called for one in aged),
        total(one.issue_tax_left for one in aged),
        total(one.issue_tax_called for one in aged),
        highest(one.bearing for one in sunk),
        total(one.balance for one in layers),
        total(one.kept for one in leavers_paid),
        total(one.overdue for one in leavers_paid),
        total(one.interest for one in borne),
        total(one.charged for one in borne),
        below,
        claims,
        terms,
        drivers,
        clock,
        then,
    )


def watch(terms: Terms, now: Month, clock: Clock, then: Outcome) -> Outcome:
    """The month, weighed."""
    loans_left = total(loan_left(loan, one) for loan, one in zip(terms.loans, now.loans, strict=True))
    return judge(loans_left, now, clock, then)
