"""The fiscal year: what was earned so far, and how bylaws and tax law share it, in order."""

from planner.model.helpers import CENT, MONTHS, cents, least, most, ratio, where
from planner.model.records import Assets, Debt, LineCost, Operations, Owed, Payments, Reckoning, Shared, Year
from planner.model.terms import Clock, Terms


def earn(
    operations: Operations,
    assets: Assets,
    debt: Debt,
    line_cost: LineCost,
    payments: Payments,
    clock: Clock,
    then: Year,
) -> Year:
    """The month's income and the fiscal year so far, each before patronage, tax and preferred dividends."""
    financing = (
        debt.interest + debt.fees_amortised + line_cost.interest + line_cost.unused_fee + payments.leaver_interest
    )
    before_goodwill = operations.ebitda - assets.depreciation - financing
    book_income = before_goodwill - assets.goodwill_amortisation
    taxable_income = operations.ebitda - assets.tax_depreciation - financing
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
        notices_redeemed=carried * then.notices_redeemed + payments.notices_redeemed,
        ebitda=carried * then.ebitda + operations.ebitda,
        service=carried * then.service + line_cost.service,
    )


def reckon(terms: Terms, year: Year, preferred: float, then: Owed) -> Reckoning:
    """How the surplus of the year so far is shared and taxed, in the order of the bylaws.

    S: surplus on the chosen basis          S1 = S - losses made good
    N = members' fraction of labour x (S1 - preferred dividends, unless paid in addition)
    R = collective fraction x N             D = N - R: patronage dividend, part in cash, the rest in notices
    tax = rate x (taxable income - patronage deducted - losses carried, at most the dated fraction)
    Cash suffices for every member's least part rounded up to the cent: at most a cent a head.
    Source: IRC 1382(b), 1388(a) and (c); s.172(a)(2) counts its fraction on income after patronage.
    """
    surplus = cents(
        where(
            terms.basis_taxable,
            year.taxable_surplus,
            where(terms.basis_before_goodwill, year.before_goodwill_surplus, year.book_surplus),
        )
    )
    losses_made_good = least(most(0.0, surplus), then.losses_to_make_good)
    after_losses = most(0.0, surplus) - losses_made_good
    target = cents(preferred * terms.preferred_rate * year.months / MONTHS)
    preferred_dividend = least(target, after_losses)
    member_fraction = ratio(year.members_payroll, year.labour)
    shareable = after_losses - where(terms.dividends_additional, 0.0, preferred_dividend)
    members_surplus = cents(member_fraction * shareable)
    to_collective = cents(terms.collective_fraction * members_surplus)
    patronage_dividend = cents(members_surplus - to_collective)
    rounded_up = where(terms.qualified, patronage_dividend * terms.least_cash + CENT * terms.heads, 0.0)
    wanted = most(patronage_dividend * terms.cash_fraction, rounded_up)
    cash_patronage = least(patronage_dividend, cents(wanted))
    deduction = where(terms.qualified, patronage_dividend, cash_patronage)
    before_patronage = cents(year.taxable_surplus - year.notices_redeemed)
    after_patronage = most(0.0, before_patronage - deduction)
    tax_losses_used = least(then.tax_losses, cents(terms.sheltered_fraction * after_patronage))
    return Reckoning(
        surplus=surplus,
        losses_made_good=losses_made_good,
        after_losses=after_losses,
        target=target,
        preferred_dividend=preferred_dividend,
        member_fraction=member_fraction,
        shareable=shareable,
        members_surplus=members_surplus,
        to_collective=to_collective,
        patronage_dividend=patronage_dividend,
        cash_patronage=cash_patronage,
        notices=cents(patronage_dividend - cash_patronage),
        deduction=deduction,
        taxable_before_patronage=before_patronage,
        taxable_after_patronage=after_patronage,
        tax_losses_used=tax_losses_used,
        tax=cents(terms.tax_rate * (after_patronage - tax_losses_used)),
    )


def share(terms: Terms, year: Year, reckoned: Reckoning) -> Shared:
    """Fiscal year-end: patronage, dividends and tax become debts, notices members' accounts, the rest collective.

    collective += book surplus - patronage dividend - preferred dividends - tax borne by the collective account
    """
    book_surplus = cents(year.book_surplus)
    return Shared(
        book_surplus=book_surplus,
        patronage_dividend=reckoned.patronage_dividend,
        cash_patronage=reckoned.cash_patronage,
        notices=reckoned.notices,
        preferred_dividend=reckoned.preferred_dividend,
        tax=reckoned.tax,
        collective_change=book_surplus - reckoned.patronage_dividend - reckoned.preferred_dividend - reckoned.tax,
        losses_made_good=reckoned.losses_made_good,
        new_losses=terms.losses_made_good * most(0.0, 0.0 - reckoned.surplus),
        tax_losses_used=reckoned.tax_losses_used,
        new_tax_losses=most(0.0, 0.0 - reckoned.taxable_before_patronage),
    )


def carry(clock: Clock, payments: Payments, shared: Shared, called: float, then: Owed) -> Owed:
    """What is owed but not yet paid at month-end, and the losses carried forward."""
    estimates = then.estimates + payments.estimate_paid
    return Owed(
        estimates=where(clock.year_end, 0.0, estimates),
        tax_due=then.tax_due - payments.return_paid + where(clock.year_end, shared.tax - estimates, 0.0),
        patronage_payable=then.patronage_payable - payments.patronage_paid + shared.cash_patronage,
        dividends_payable=then.dividends_payable - payments.dividends_paid + shared.preferred_dividend,
        revolving_payable=then.revolving_payable - payments.revolved_paid + called,
        losses_to_make_good=then.losses_to_make_good - shared.losses_made_good + shared.new_losses,
        tax_losses=then.tax_losses - shared.tax_losses_used + shared.new_tax_losses,
    )
