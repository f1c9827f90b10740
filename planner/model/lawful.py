"""Whether members' capital may be paid out now: no redemption, no revolving, no preferred dividend while barred.

Three tests, each by its name: debts can be paid as they fall due, what is owned covers what is owed with the
preference of senior shares, and the lenders' gates are open (`gates.py`). What is still owed to members as members is
no debt here: it is paid only as far as a distribution may be made (Model Business Corporation Act, s.6.40(c) to (g)).
"""

from planner.model.helpers import MONTHS, cents, least, most, ratio, where
from planner.model.records import Balance, Closing, Owed, Treasury, Working
from planner.model.records_classes import Classes
from planner.model.records_currency import Currency
from planner.model.records_debt import Debt, LoanDue, LoanMonth, Quarter
from planner.model.records_lawful import Lawful, Soon
from planner.model.records_members import Members
from planner.model.terms import Loan, Terms


def falls_soon(loan: Loan, due: LoanDue, then: LoanMonth) -> Soon:
    """What a loan asks for at its end beyond a year's level payments, if that end comes within a year."""
    left = where(loan.last - due.age < MONTHS, most(0.0, then.balance - MONTHS * due.payment), 0.0)
    return Soon(where(due.age < loan.last, left, 0.0))


def test_law(
    terms: Terms,
    closing: Closing,
    falling_soon: float,
    window: Quarter,
    working: Working,
    debt: Debt,
    members: Members,
    classes: Classes,
    owed: Owed,
    treasury: Treasury,
    balance: Balance,
    currency: Currency,
) -> Lawful:
    """How much of members' and investors' capital may lawfully be paid out this month.

    as due: cash and unused line + last year's EBITDA - tax - capital spending - debt service promised in a year
            - balloons within a year - community currency that money may be asked for; in the first months, before a
            quarter has passed, cash and line alone less that currency
    book:   assets - liabilities, what is owed to members as members left out, - preference of preferred shares
    fair:   the same with the business at the multiple of EBITDA that the deal was made at in the place of its books
    """
    year = ratio(MONTHS, window.months)
    earned = year * (window.ebitda - window.tax - window.capital_spending)
    service = year * (window.firm_service + window.gated_due)
    at_hand = treasury.cash + most(0.0, working.line_capacity - treasury.line)
    as_due = at_hand + earned - service - where(window.months > 0.0, falling_soon, 0.0) - currency.redeemable
    to_workers = owed.revolving_payable + members.leavers_owed + owed.leaver_interest_owed
    as_members = owed.dividends_payable + to_workers + classes.as_members
    book = balance.assets - balance.liabilities + as_members - closing.preferred
    value = most(0.0, terms.fair_multiple * year * window.ebitda)
    patronage = owed.patronage_payable + classes.patronage_payable
    lent = debt.balance + debt.interest_owed + treasury.line + most(0.0, owed.tax_due) + patronage
    known = where(window.months > 0.0, value, terms.fair_at_closing)
    fair = known + treasury.cash - lent - closing.preferred - currency.outstanding
    sheet = where(terms.solvent_by_book, book, fair)
    return Lawful(
        falling_soon=falling_soon,
        earned=earned,
        service=service,
        as_due=as_due,
        book=book,
        value=known,
        fair=fair,
        sheet=sheet,
        not_as_due=where(cents(as_due) > 0.0, 0.0, 1.0),
        not_by_sheet=where(cents(sheet) > 0.0, 0.0, 1.0),
        room=most(0.0, least(cents(as_due), cents(sheet))),
    )
