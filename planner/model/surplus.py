"""The fiscal year: what was earned so far, and how bylaws and tax law share it, in order."""

from typing import NamedTuple

from planner.model.helpers import CENT, MONTHS, cents, least, most, ratio, where
from planner.model.records import Assets, Operations, Owed, Year
from planner.model.records_classes import ClassFlows, Portion
from planner.model.records_currency import Currency
from planner.model.records_debt import Claims, Debt, Granted, LineCost, Payments
from planner.model.records_members import Members
from planner.model.records_stakes import Stake
from planner.model.records_surplus import Confirmed, Entitled, Reckoning, Shared, Surplus
from planner.model.tax import rate_saved, tax_of_year
from planner.model.terms import Clock, Terms


class Cash(NamedTuple):
    """Cash of a patronage dividend; the least of it is paid whole or not at all."""

    all: float
    least: float


def earn(
    operations: Operations,
    assets: Assets,
    debt: Debt,
    line_cost: LineCost,
    claims: Claims,
    payments: Payments,
    flows: ClassFlows,
    clock: Clock,
    then: Year,
) -> Year:
    """The month's income and the fiscal year so far, each before patronage, tax and preferred dividends.

    A loan forgiven is income of the books and of the return, but no surplus to share.
    """
    lent = debt.interest + debt.fees_amortised + line_cost.interest + line_cost.unused_fee
    financing = lent + payments.leaver_interest + flows.leaver_interest
    before_goodwill = operations.ebitda - assets.depreciation - assets.inventory_write_up_sold - financing
    book_income = before_goodwill - assets.goodwill_amortisation + debt.forgiven
    taxable_income = operations.ebitda - assets.tax_depreciation - financing + debt.forgiven
    carried = where(clock.new_year, 0.0, 1.0)
    return Year(
        financing=financing,
        before_goodwill=before_goodwill,
        book_income=book_income,
        taxable_income=taxable_income,
        carried=carried,
        months=carried * then.months + 1.0,
        book_surplus=carried * then.book_surplus + book_income,
        before_goodwill_surplus=carried * then.before_goodwill_surplus + before_goodwill,
        taxable_surplus=carried * then.taxable_surplus + taxable_income,
        members_payroll=carried * then.members_payroll + operations.members_payroll,
        labour=carried * then.labour + operations.payroll + operations.replacement,
        notices_redeemed=carried * then.notices_redeemed + payments.notices_redeemed + flows.notices_redeemed,
        issue_tax=carried * then.issue_tax + payments.issue_tax + flows.issue_tax,
        forgiven=carried * then.forgiven + debt.forgiven,
        service=carried * then.service + debt.interest_paid + debt.principal_paid - debt.balloons,
        patronage_due=carried * then.patronage_due + claims.minimum + claims.further,
        patronage_paid=carried * then.patronage_paid + payments.patronage_paid + flows.patronage_paid,
        leavers_due=carried * then.leavers_due + claims.fresh_leavers + claims.fresh_revolving,
        leavers_paid=carried * then.leavers_paid
        + payments.leavers_paid
        + payments.leaver_interest_paid
        + payments.revolved_paid
        + flows.leavers_paid
        + flows.leaver_interest_paid
        + flows.revolved_paid,
    )


def allot_cash(terms: Terms, patronage_dividend: float, allocated: float) -> Cash:
    """Cash of a patronage dividend, and the least of it: what qualified notices ask for, or members' tax.

    Qualified: every member's least part, rounded up to the cent: at most a cent a head more (26 U.S.C. 1388(c)(1)).
    Partnership: no such notices, but a part of what is allocated, for the tax on it, paid or not (26 U.S.C. 702, 731).
    """
    to_qualify = where(terms.qualified, patronage_dividend * terms.least_cash + CENT * terms.heads, 0.0)
    promised = to_qualify + terms.tax_distribution * allocated
    cash = least(patronage_dividend, cents(most(patronage_dividend * terms.cash_fraction, promised)))
    return Cash(cash, least(cash, cents(promised)))


def entitle(staying: float, below_zero: float, terms: Terms, year: Year, preferred: float, stake: Stake) -> Entitled:
    """What members' accounts, and members' own tax, ask of the surplus of the year so far.

    interest = rate x accounts x months / 12
    allocated = members' part of (taxable income - preferred return), of a partnership: 26 U.S.C. 702(a), 704(b)
    """
    held = 1.0 - stake.fraction
    to_investors = cents(preferred * terms.preferred_rate * year.months / MONTHS)
    return Entitled(
        staying=staying,
        below_zero=below_zero,
        interest=cents(staying * terms.account_interest * year.months / MONTHS),
        allocated=terms.partnership * most(0.0, cents(held * (year.taxable_surplus - to_investors))),
    )


def find_surplus(
    terms: Terms,
    year: Year,
    entitled: Entitled,
    preferred: float,
    first_wanted: float,
    stake: Stake,
    then: Owed,
) -> Surplus:
    """The surplus of the year so far, and what of it may be shared as patronage, in the order of the bylaws.

    S: surplus on the chosen basis          S1 = S - losses made good - what brings accounts back up to zero
    interest on accounts = rate x accounts, as far as S1 less preferred dividends and the first returns goes
    shared: S1 - preferred dividends, unless paid in addition - returns on the capital of classes that come first
            - interest
    A partnership's surplus is all its book income, 26 U.S.C. 704(b).
    """
    by_bylaws = where(
        terms.basis_taxable,
        year.taxable_surplus - year.forgiven,
        where(terms.basis_before_goodwill, year.before_goodwill_surplus, year.book_surplus - year.forgiven),
    )
    surplus = cents(where(terms.partnership, year.book_surplus, by_bylaws))
    losses_made_good = least(most(0.0, surplus), then.losses_to_make_good)
    restored = terms.losses_made_good * least(entitled.below_zero, most(0.0, surplus) - losses_made_good)
    after_losses = most(0.0, surplus) - losses_made_good - restored
    target = cents(preferred * terms.preferred_rate * year.months / MONTHS)
    preferred_dividend = least(target, after_losses)
    first_returns = least(first_wanted, after_losses - preferred_dividend)
    held = 1.0 - stake.fraction
    before_patronage = where(terms.dividends_additional, 0.0, preferred_dividend) + first_returns
    interest = least(entitled.interest, cents(held * (after_losses - preferred_dividend - first_returns)))
    return Surplus(
        surplus=surplus,
        losses_made_good=losses_made_good,
        restored=restored,
        after_losses=after_losses,
        target=target,
        preferred_dividend=preferred_dividend,
        first_wanted=first_wanted,
        first_returns=first_returns,
        interest=interest,
        lawful=where(stake.fraction > 0.0, where(held > terms.patronage_above, 1.0, 0.0), 1.0),
        shareable=held * (after_losses - before_patronage) - interest,
    )


def reckon(
    terms: Terms,
    year: Year,
    entitled: Entitled,
    found: Surplus,
    class_dividends: float,
    class_cash: float,
    class_deductions: float,
    later_wanted: float,
    stake: Stake,
    then: Owed,
) -> Reckoning:
    """What of the surplus is the workers', how it is paid and taxed.

    N = members' fraction of labour x the workers' slice x what may be shared
    R = collective fraction x N             D = N - R: patronage dividend, part in cash, the rest in notices
    tax = rate x (taxable income - patronage deducted - losses carried, at most the dated fraction)
    Of a loss, the workers' part may be charged to their accounts, as far as these go, or below zero by the bylaws.
    A partnership allocates all its book income to members' accounts, and owes no tax itself.
    Returns on the capital of classes that come last take at most what patronage and tax leave, and where the bylaws
    say so no more than so many times all patronage; they are not deducted.
    A community currency is no money: it is paid of what lies above the least cash alone, and deducted as notices are.
    In a year in which nonqualified notices are paid, tax is the lesser of two: `tax_of_year`.
    Source: 26 U.S.C. 1382(b), 1383, 1388(a), (c); s.172(a)(2), its fraction of income after patronage; s.701, 704(b).
    """
    held = 1.0 - stake.fraction
    of_labour = where(
        terms.partnership,
        where(year.members_payroll > 0.0, 1.0, 0.0),
        ratio(year.members_payroll, year.labour),
    )
    member_fraction = found.lawful * of_labour
    members_surplus = cents(member_fraction * (terms.workers_slice * found.shareable))
    to_collective = where(terms.partnership, 0.0, cents(terms.collective_fraction * members_surplus))
    patronage_dividend = cents(members_surplus - to_collective)
    cash = allot_cash(terms, patronage_dividend, entitled.allocated)
    cash_patronage = cash.all
    in_units = cents(terms.currency_of_patronage * (cash_patronage - cash.least))
    deduction = where(terms.qualified, patronage_dividend, cash_patronage - in_units)
    loss = cents(held * member_fraction * (terms.workers_slice * most(0.0, 0.0 - found.surplus)))
    charged = terms.losses_to_accounts * least(loss, entitled.staying)
    charged_below = terms.losses_to_accounts * terms.accounts_below_zero * (loss - charged)
    income = cents(year.taxable_surplus)
    redeemed, issue_tax = cents(year.notices_redeemed), year.issue_tax
    deducted = deduction + class_deductions
    taxed = tax_of_year(terms, income, redeemed, issue_tax, deducted, then.tax_losses)
    undeducted = most(0.0, patronage_dividend - deduction - in_units) + class_dividends - class_deductions
    if_qualified = tax_of_year(terms, income, redeemed, issue_tax, deducted + undeducted, then.tax_losses)
    of_company = tax_of_year(terms, income, redeemed, issue_tax, 0.0, then.tax_losses)
    given_first = found.preferred_dividend + found.first_returns
    profit = year.book_surplus - given_first - of_company.tax
    left = found.after_losses - given_first - found.interest - patronage_dividend - class_dividends - taxed.tax
    patronage = patronage_dividend + class_dividends
    within = where(terms.returns_of_patronage > 0.0, cents(terms.returns_of_patronage * patronage), later_wanted)
    return Reckoning(
        member_fraction=member_fraction,
        members_surplus=members_surplus,
        to_collective=to_collective,
        patronage_dividend=patronage_dividend,
        minimum_cash=cash.least,
        cash_patronage=cash_patronage,
        in_units=in_units,
        notices=cents(patronage_dividend - cash_patronage),
        deduction=deduction,
        deducted=deducted,
        undeducted=undeducted,
        income=income,
        redeemed=redeemed,
        tax_deducting=taxed.deducting,
        tax_not_deducting=taxed.not_deducting,
        tax_less_saved=taxed.less_saved,
        by_issue=taxed.by_issue,
        taxable_before_patronage=taxed.income,
        taxable_after_patronage=taxed.taxable_after_patronage,
        tax_losses_used=taxed.tax_losses_used,
        tax=taxed.tax,
        new_tax_losses=taxed.new_losses,
        qualified_deducting=if_qualified.deducting,
        qualified_not_deducting=if_qualified.not_deducting,
        qualified_less_saved=if_qualified.less_saved,
        qualified_tax=if_qualified.tax,
        issue_tax_rate=rate_saved(taxed, if_qualified, undeducted),
        company_deducting=of_company.deducting,
        company_not_deducting=of_company.not_deducting,
        company_less_saved=of_company.less_saved,
        tax_of_company=of_company.tax,
        stake_profit=cents(stake.fraction * profit),
        class_dividends=class_dividends,
        class_cash=class_cash,
        later_wanted=later_wanted,
        later_returns=least(later_wanted, most(0.0, least(left, within))),
        charged=charged,
        charged_below=charged_below,
    )


def share(terms: Terms, year: Year, entitled: Entitled, found: Surplus, reckoned: Reckoning, stake: Stake) -> Shared:
    """Fiscal year-end: patronage, dividends and tax become debts, notices members' accounts, the rest collective.

    collective += book surplus - patronage dividend - preferred dividends - profit of the seller's shares - tax
                  - patronage dividends of further classes and returns on their capital
    Where the co-op lives on dividends, the seller's shares are paid theirs: service x seller's part / co-op's part.
    """
    book_surplus = cents(year.book_surplus)
    held = 1.0 - stake.fraction
    upstream = where(held > terms.control, 0.0, terms.upstream)
    needed = cents(upstream * year.service * ratio(stake.fraction, held))
    policy = cents(terms.stake_dividend * most(0.0, reckoned.stake_profit))
    dividend = least(most(0.0, stake.balance + reckoned.stake_profit), most(policy, needed))
    return Shared(
        book_surplus=book_surplus,
        patronage_dividend=reckoned.patronage_dividend,
        minimum_cash=reckoned.minimum_cash,
        cash_patronage=reckoned.cash_patronage,
        in_units=reckoned.in_units,
        notices=reckoned.notices,
        preferred_dividend=found.preferred_dividend,
        tax=reckoned.tax,
        stake_profit=reckoned.stake_profit,
        stake_needed=needed,
        stake_dividend=dividend,
        collective_change=book_surplus
        - reckoned.patronage_dividend
        - found.preferred_dividend
        - reckoned.stake_profit
        - reckoned.tax
        - (reckoned.class_dividends + found.first_returns + reckoned.later_returns),
        losses_made_good=found.losses_made_good,
        new_losses=terms.losses_made_good
        * (most(0.0, 0.0 - found.surplus) - reckoned.charged - reckoned.charged_below),
        tax_losses_used=reckoned.tax_losses_used,
        new_tax_losses=reckoned.new_tax_losses,
        allocated=entitled.allocated,
    )


def pay(
    claims: Claims, portion: Portion, notices_paid: float, issue_tax: float, granted: Granted, then: Owed
) -> Payments:
    """What is paid this month of what was owed, further classes aside: tax, patronage, dividends, accounts, leavers.

    A deduction for notices that are not qualified is taken when they are paid (s.1382(b)(2)), or what it would have
    saved when they were issued (s.1383).
    """
    leaver_interest_paid = portion.leaver_interest_paid
    notices = cents(portion.revolved * ratio(then.revolving_nonqualified, then.revolving_payable))
    return Payments(
        estimate_paid=claims.estimate,
        return_paid=claims.with_return,
        tax_paid=claims.tax,
        patronage_paid=portion.minimum + portion.further,
        dividends_paid=portion.dividends,
        revolved_paid=portion.revolved,
        leavers_paid=portion.leavers - leaver_interest_paid,
        leaver_interest=claims.leaver_interest - then.leaver_interest_owed,
        leaver_interest_paid=leaver_interest_paid,
        notices_redeemed=notices_paid + notices,
        issue_tax=issue_tax + portion.revolved * ratio(then.revolving_issue_tax, then.revolving_payable),
        paid_out=granted.minimum + granted.further + granted.preferred + granted.leavers + granted.revolving,
    )


def on_stake(payments: Payments, then: Owed) -> float:
    """What of the dividends paid goes to the shares that the seller keeps: in proportion to what is owed."""
    return cents(payments.dividends_paid * ratio(then.stake_payable, then.dividends_payable))


def carry(
    clock: Clock,
    claims: Claims,
    payments: Payments,
    confirmed: Confirmed,
    year: Year,
    shared: Shared,
    members: Members,
    flows: ClassFlows,
    currency: Currency,
    then: Owed,
) -> Owed:
    """What is owed but not yet paid at month-end, further classes aside, losses carried, the last declared dividend."""
    estimates = then.estimates + payments.estimate_paid
    revolving = then.revolving_payable - payments.revolved_paid
    left = ratio(revolving, then.revolving_payable)
    return Owed(
        estimates=where(clock.year_end, 0.0, estimates),
        tax_due=then.tax_due
        - payments.return_paid
        + confirmed.tax_added
        + where(clock.year_end, shared.tax - estimates, 0.0),
        patronage_payable=then.patronage_payable
        - payments.patronage_paid
        - confirmed.held_back
        - currency.as_patronage
        + shared.cash_patronage,
        minimum_payable=where(clock.year_end, shared.minimum_cash, where(clock.payout_due, 0.0, then.minimum_payable)),
        units_payable=where(clock.year_end, shared.in_units, where(clock.payout_due, 0.0, then.units_payable)),
        dividends_payable=then.dividends_payable
        - payments.dividends_paid
        + shared.preferred_dividend
        + shared.stake_dividend,
        dividends_overdue=claims.preferred - payments.dividends_paid - flows.dividends_paid,
        stake_payable=then.stake_payable - on_stake(payments, then) + shared.stake_dividend,
        revolving_payable=revolving + members.called,
        revolving_overdue=claims.revolving - payments.revolved_paid - flows.revolved_paid,
        revolving_nonqualified=cents(then.revolving_nonqualified * left) + members.nonqualified_called,
        revolving_issue_tax=then.revolving_issue_tax * left + members.issue_tax_called,
        leaver_interest_owed=claims.leaver_interest - payments.leaver_interest_paid,
        losses_to_make_good=then.losses_to_make_good - shared.losses_made_good + shared.new_losses,
        tax_losses=then.tax_losses - shared.tax_losses_used - confirmed.losses_added + shared.new_tax_losses,
        declared_dividend=where(clock.year_end, shared.patronage_dividend, then.declared_dividend),
        declared_income=where(clock.year_end, cents(year.taxable_surplus), then.declared_income),
        declared_redeemed=where(clock.year_end, cents(year.notices_redeemed), then.declared_redeemed),
        declared_issue_tax=where(clock.year_end, year.issue_tax, then.declared_issue_tax),
        declared_losses=where(clock.year_end, then.tax_losses, then.declared_losses),
        declared_losses_used=where(clock.year_end, shared.tax_losses_used, then.declared_losses_used),
        declared_new_losses=where(clock.year_end, shared.new_tax_losses, then.declared_new_losses),
        declared_tax=where(clock.year_end, shared.tax, then.declared_tax),
    )
