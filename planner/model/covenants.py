"""What a lender tests: the last four fiscal quarters, as promised and as paid, and how far each test is from breach.

*As promised* counts what falls due under notes and bylaws, whether or not it is paid; *as paid* what went out. Balloons
are no debt service. EBITDA is after market pay for the seller's work and members' wages, before patronage of any kind.
"""

from planner.model.helpers import MONTHS, cents, least, most, ratio, where
from planner.model.loans import UNLIMITED
from planner.model.records import Assets, Balance, Operations, Treasury, Working, Year
from planner.model.records_classes import ClassFlows
from planner.model.records_debt import (
    Claims,
    Coverage,
    Debt,
    DebtDue,
    Headroom,
    Held,
    Limits,
    LineCost,
    LoanMonth,
    Payments,
    Quarter,
    Standing,
)
from planner.model.terms import Clock, Loan, Terms

NO_LEAST = -1.0  # a least limit that was not agreed


def add_quarter(
    operations: Operations,
    assets: Assets,
    debt_due: DebtDue,
    line_cost: LineCost,
    claims: Claims,
    debt: Debt,
    payments: Payments,
    flows: ClassFlows,
    clock: Clock,
    then: Quarter,
) -> Quarter:
    """The fiscal quarter so far."""
    carried = where(clock.new_quarter, 0.0, 1.0)
    return Quarter(
        months=carried * then.months + 1.0,
        ebitda=carried * then.ebitda + operations.ebitda,
        tax=carried * then.tax + payments.tax_paid,
        capital_spending=carried * then.capital_spending + assets.capital_spending,
        firm_service=carried * then.firm_service + debt_due.firm_service + line_cost.interest,
        gated_due=carried * then.gated_due + debt_due.gated_service,
        gated_paid=carried * then.gated_paid + debt.gated_service_paid,
        patronage_due=carried * then.patronage_due + claims.minimum + claims.further,
        patronage_paid=carried * then.patronage_paid + payments.patronage_paid + flows.patronage_paid,
        paid_out_due=carried * then.paid_out_due + claims.fresh,
        paid_out=carried * then.paid_out + payments.paid_out,
    )


def move_quarter(mine: Quarter, newer: Quarter, clock: Clock) -> Quarter:
    """At a fiscal quarter-end each whole quarter moves one place on."""
    return Quarter(
        where(clock.quarter_end, newer.months, mine.months),
        where(clock.quarter_end, newer.ebitda, mine.ebitda),
        where(clock.quarter_end, newer.tax, mine.tax),
        where(clock.quarter_end, newer.capital_spending, mine.capital_spending),
        where(clock.quarter_end, newer.firm_service, mine.firm_service),
        where(clock.quarter_end, newer.gated_due, mine.gated_due),
        where(clock.quarter_end, newer.gated_paid, mine.gated_paid),
        where(clock.quarter_end, newer.patronage_due, mine.patronage_due),
        where(clock.quarter_end, newer.patronage_paid, mine.patronage_paid),
        where(clock.quarter_end, newer.paid_out_due, mine.paid_out_due),
        where(clock.quarter_end, newer.paid_out, mine.paid_out),
    )


def look_back(
    months: float,
    ebitda: float,
    tax: float,
    capital_spending: float,
    firm_service: float,
    gated_due: float,
    gated_paid: float,
    patronage_due: float,
    patronage_paid: float,
    paid_out_due: float,
    paid_out: float,
) -> Quarter:
    """The last four whole fiscal quarters together; the first ones after closing may be short."""
    return Quarter(
        months,
        ebitda,
        tax,
        capital_spending,
        firm_service,
        gated_due,
        gated_paid,
        patronage_due,
        patronage_paid,
        paid_out_due,
        paid_out,
    )


def coverage_of(above: float, service: float) -> float:
    """A coverage ratio to four places; below 0 where what should cover is itself below 0."""
    return cents(100.0 * ratio(above, cents(service))) / 100.0


def multiple_of(debt: float, below: float) -> float:
    """Debt as a multiple of what stands below it, to four places; 0 where that is not above 0."""
    return cents(100.0 * where(cents(below) > 0.0, ratio(debt, cents(below)), 0.0)) / 100.0


def owe_lenders(debt: Debt, line: float) -> float:
    """What is owed to all who lent: balances, interest not yet paid on them whether due or on standby, the line."""
    return debt.balance + debt.interest_owed + line


def owe_senior(debt: Debt, line: float) -> float:
    """The same of senior lenders alone."""
    return debt.senior_balance + debt.senior_interest_owed + line


def cover(window: Quarter, debt: Debt, working: Working, treasury: Treasury, balance: Balance) -> Coverage:
    """The ratios of the last four fiscal quarters.

    DSCR = EBITDA / debt service; bank's DSCR = (EBITDA - tax - capital spending - cash patronage) / service;
    FCCR = (EBITDA - tax - capital spending - cash patronage - preferred dividends - leavers) / service;
    leverage = debt with interest owed on it / EBITDA of twelve months;
    debt to worth = all liabilities / tangible net book value;
    liquidity = cash and what may still be drawn.
    """
    service = window.firm_service + window.gated_due
    service_paid = window.firm_service + window.gated_paid
    after_tax = window.ebitda - window.tax - window.capital_spending
    drawn = after_tax - window.patronage_due
    drawn_paid = after_tax - window.patronage_paid
    fixed = after_tax - window.paid_out_due
    fixed_paid = after_tax - window.paid_out
    yearly = window.ebitda * ratio(MONTHS, window.months)
    senior_debt = owe_senior(debt, treasury.line)
    all_debt = owe_lenders(debt, treasury.line)
    return Coverage(
        months=window.months,
        ebitda=window.ebitda,
        service=service,
        service_paid=service_paid,
        after_tax=after_tax,
        drawn=drawn,
        drawn_paid=drawn_paid,
        fixed=fixed,
        fixed_paid=fixed_paid,
        dscr=coverage_of(window.ebitda, service),
        dscr_paid=coverage_of(window.ebitda, service_paid),
        bank_dscr=coverage_of(drawn, service),
        bank_dscr_paid=coverage_of(drawn_paid, service_paid),
        fccr=coverage_of(fixed, service),
        fccr_paid=coverage_of(fixed_paid, service_paid),
        yearly_ebitda=yearly,
        senior_debt=senior_debt,
        all_debt=all_debt,
        senior_leverage=multiple_of(senior_debt, yearly),
        leverage=multiple_of(all_debt, yearly),
        debt_to_worth=multiple_of(balance.liabilities, balance.tangible),
        liquidity=treasury.cash + most(0.0, working.line_capacity - treasury.line),
    )


def hold(loan: Loan, then: LoanMonth, clock: Clock) -> Held:
    """What one lender asks for while it is owed: its own limits, and what of patronage it forbids in breach."""
    owed = where(cents(then.balance + then.interest_owed) > 0.0, 1.0, 0.0)
    in_force = where(clock.month >= loan.tested_from, owed, 0.0)
    lender = owed * (1.0 - loan.seller)
    seller = owed * loan.seller
    return Held(
        owed=owed,
        in_force=in_force,
        lender=lender,
        forbids_minimum=lender * (1.0 - loan.lets_minimum),
        forbids_further=lender * (1.0 - loan.lets_further),
        seller_forbids_minimum=seller * (1.0 - loan.lets_minimum),
        seller_forbids_further=seller * (1.0 - loan.lets_further),
        least_dscr=at_least(in_force, loan.least_dscr),
        least_bank_dscr=at_least(in_force, loan.least_bank_dscr),
        least_fccr=at_least(in_force, loan.least_fccr),
        least_liquidity=at_least(in_force, loan.least_liquidity),
        most_senior_leverage=at_most(in_force, loan.most_senior_leverage),
        most_leverage=at_most(in_force, loan.most_leverage),
        most_debt_to_worth=at_most(in_force, loan.most_debt_to_worth),
        most_capital_spending=at_most(in_force, loan.most_capital_spending),
        most_cash_patronage=at_most(in_force, loan.most_cash_patronage),
        most_paid_to_leavers=at_most(in_force, loan.most_paid_to_leavers),
    )


def at_least(in_force: float, limit: float) -> float:
    """A least limit that counts now; below 0: none."""
    return where(in_force, limit, NO_LEAST)


def at_most(in_force: float, limit: float) -> float:
    """A most limit that counts now; else no limit."""
    return where(in_force, limit, UNLIMITED)


def stricter_least(together: float, of_line: float, of_loans: float) -> float:
    """The strictest least limit of all who lend."""
    return most(together, most(of_line, of_loans))


def stricter_most(together: float, of_line: float, of_loans: float) -> float:
    """The strictest most limit of all who lend."""
    return least(together, least(of_line, of_loans))


def forbid(lenders: float, by_lenders: float, by_line: float, by_seller: float) -> float:
    """How many of those who count forbid it; the seller's notes are asked only where nobody else has lent."""
    return where(lenders > 0.0, by_lenders + by_line, by_seller)


def agree(
    terms: Terms,
    clock: Clock,
    lenders: float,
    forbids_minimum: float,
    forbids_further: float,
    seller_forbids_minimum: float,
    seller_forbids_further: float,
    least_dscr: float,
    least_bank_dscr: float,
    least_fccr: float,
    least_liquidity: float,
    most_senior_leverage: float,
    most_leverage: float,
    most_debt_to_worth: float,
    most_capital_spending: float,
    most_cash_patronage: float,
    most_paid_to_leavers: float,
) -> Limits:
    """What is agreed this month: of each covenant the strictest limit of all together, the line and each loan owed.

    A breach of one is a breach for all (cross-default). Patronage in breach goes by the strictest lender still owed.
    """
    line = where(terms.line_limit > 0.0, 1.0, 0.0)
    on_line = where(clock.month >= terms.line_tested_from, line, 0.0)
    all_of_them = where(clock.month >= terms.tested_from, 1.0, 0.0)
    others = lenders + line
    line_minimum = line * (1.0 - terms.line_lets_minimum)
    line_further = line * (1.0 - terms.line_lets_further)
    against_minimum = forbid(others, forbids_minimum, line_minimum, seller_forbids_minimum)
    against_further = forbid(others, forbids_further, line_further, seller_forbids_further)
    return Limits(
        line=line,
        on_line=on_line,
        all_of_them=all_of_them,
        lenders=others,
        forbids_minimum=against_minimum,
        forbids_further=against_further,
        minimum_in_breach=where(against_minimum > 0.0, 0.0, 1.0),
        further_in_breach=where(against_further > 0.0, 0.0, 1.0),
        least_dscr=stricter_least(
            at_least(all_of_them, terms.least_dscr), at_least(on_line, terms.line_least_dscr), least_dscr
        ),
        least_bank_dscr=stricter_least(
            at_least(all_of_them, terms.least_bank_dscr),
            at_least(on_line, terms.line_least_bank_dscr),
            least_bank_dscr,
        ),
        least_fccr=stricter_least(
            at_least(all_of_them, terms.least_fccr), at_least(on_line, terms.line_least_fccr), least_fccr
        ),
        least_liquidity=stricter_least(
            at_least(all_of_them, terms.least_liquidity),
            at_least(on_line, terms.line_least_liquidity),
            least_liquidity,
        ),
        most_senior_leverage=stricter_most(
            at_most(all_of_them, terms.most_senior_leverage),
            at_most(on_line, terms.line_most_senior_leverage),
            most_senior_leverage,
        ),
        most_leverage=stricter_most(
            at_most(all_of_them, terms.most_leverage), at_most(on_line, terms.line_most_leverage), most_leverage
        ),
        most_debt_to_worth=stricter_most(
            at_most(all_of_them, terms.most_debt_to_worth),
            at_most(on_line, terms.line_most_debt_to_worth),
            most_debt_to_worth,
        ),
        most_capital_spending=stricter_most(
            at_most(all_of_them, terms.most_capital_spending),
            at_most(on_line, terms.line_most_capital_spending),
            most_capital_spending,
        ),
        most_cash_patronage=stricter_most(
            at_most(all_of_them, terms.most_cash_patronage),
            at_most(on_line, terms.line_most_cash_patronage),
            most_cash_patronage,
        ),
        most_paid_to_leavers=stricter_most(
            at_most(all_of_them, terms.most_paid_to_leavers),
            at_most(on_line, terms.line_most_paid_to_leavers),
            most_paid_to_leavers,
        ),
    )


def bind(terms: Terms, debt: Debt) -> float:
    """A flag: covenants hold for as long as a loan is owed or a line is open."""
    return where(cents(debt.balance + debt.interest_owed + terms.line_limit) > 0.0, 1.0, 0.0)


def spare(above: float, limit: float, service: float) -> float:
    """Money by which what covers may fall before a least ratio is broken; 0 where none was agreed."""
    return where(limit >= 0.0, cents(above) - cents(limit * cents(service)), 0.0)


def slack(below: float, limit: float, debt: float) -> float:
    """Money by which earnings or worth may fall before debt / it exceeds a most ratio; 0 without debt or covenant."""
    agreed = where(limit < UNLIMITED, cents(debt) > 0.0, 0.0)
    return where(agreed, cents(below) - cents(ratio(cents(debt), limit)), 0.0)


def room(limit: float, amount: float) -> float:
    """Money left below a limit; 0 where none was agreed."""
    return where(limit < UNLIMITED, cents(limit - amount), 0.0)


def measure(
    terms: Terms,
    limits: Limits,
    clock: Clock,
    window: Quarter,
    read: Coverage,
    year: Year,
    debt: Debt,
    balance: Balance,
) -> Headroom:
    """Each covenant at a test date with a whole window since closing: how much money is left before its breach.

    The last test is of the window in which the last debt was served.
    """
    at_date = where(terms.tested_quarterly, clock.quarter_end, clock.year_end)
    served = where(cents(read.service) > 0.0, 1.0, 0.0)
    tested = where(read.months >= MONTHS, at_date * most(served, bind(terms, debt)), 0.0)
    dated = where(clock.year_end, tested, 0.0)
    has_service = tested * served
    has_paid = where(cents(read.service_paid) > 0.0, tested, 0.0)
    dscr = has_service * spare(read.ebitda, limits.least_dscr, read.service)
    dscr_paid = has_paid * spare(read.ebitda, limits.least_dscr, read.service_paid)
    bank = has_service * spare(read.drawn, limits.least_bank_dscr, read.service)
    bank_paid = has_paid * spare(read.drawn_paid, limits.least_bank_dscr, read.service_paid)
    fccr = has_service * spare(read.fixed, limits.least_fccr, read.service)
    fccr_paid = has_paid * spare(read.fixed_paid, limits.least_fccr, read.service_paid)
    liquidity = tested * spare(read.liquidity, limits.least_liquidity, 1.0)
    senior = tested * slack(read.yearly_ebitda, limits.most_senior_leverage, read.senior_debt)
    leverage = tested * slack(read.yearly_ebitda, limits.most_leverage, read.all_debt)
    to_worth = tested * slack(balance.tangible, limits.most_debt_to_worth, balance.liabilities)
    spending = dated * room(limits.most_capital_spending, window.capital_spending)
    patronage = dated * room(limits.most_cash_patronage, year.patronage_due)
    patronage_paid = dated * room(limits.most_cash_patronage, year.patronage_paid)
    leavers = dated * room(limits.most_paid_to_leavers, year.leavers_due)
    leavers_paid = dated * room(limits.most_paid_to_leavers, year.leavers_paid)
    shared = least(least(liquidity, least(senior, leverage)), least(to_worth, spending))
    promised = least(least(dscr, least(bank, fccr)), least(patronage, leavers))
    paid = least(least(dscr_paid, least(bank_paid, fccr_paid)), least(patronage_paid, leavers_paid))
    return Headroom(
        tested=tested,
        dscr=dscr,
        dscr_paid=dscr_paid,
        bank_dscr=bank,
        bank_dscr_paid=bank_paid,
        fccr=fccr,
        fccr_paid=fccr_paid,
        liquidity=liquidity,
        senior_leverage=senior,
        leverage=leverage,
        debt_to_worth=to_worth,
        capital_spending=spending,
        cash_patronage=patronage,
        cash_patronage_paid=patronage_paid,
        paid_to_leavers=leavers,
        paid_to_leavers_paid=leavers_paid,
        breached=where(least(shared, promised) < 0.0, 1.0, 0.0),
        breached_paid=where(least(shared, paid) < 0.0, 1.0, 0.0),
    )


def stand(terms: Terms, debt: Debt, headroom: Headroom, then: Standing) -> Standing:
    """A breach lasts until a later test passes, or nobody has lent any more."""
    bound = bind(terms, debt)
    return Standing(
        bound * where(headroom.tested, headroom.breached, then.in_breach),
        bound * where(headroom.tested, headroom.breached_paid, then.in_breach_paid),
    )
