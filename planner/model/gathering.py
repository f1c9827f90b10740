"""Sums over all loans, classes or quarters of a month, each handed to the stage that gives them their names.

Written out by `writing.py` as the month is; `month.py` calls each once.
"""

from planner.model.classes import add_classes, add_flows
from planner.model.covenants import agree, look_back
from planner.model.debt import owe_all, pay_all
from planner.model.helpers import least, most  # noqa: F401  (what `lowest` and `highest` are written out as)
from planner.model.records_classes import ClassDue, Classes, ClassFlows, ClassMonth, ClassPaid
from planner.model.records_debt import Debt, DebtDue, Held, Limits, LoanDue, LoanMonth, Quarter
from planner.model.terms import Clock, Terms
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
