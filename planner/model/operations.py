"""The month's business: sales down to EBITDA, capital spending, and what is written off for books and for tax."""

from planner.model.helpers import MONTHS, cents, least, ratio, where
from planner.model.records import Assets, Opening, Operations
from planner.model.terms import Clock, Drivers, Terms


def operate(terms: Terms, drivers: Drivers, clock: Clock, then: Operations) -> Operations:
    """Sales less everything that is paid to run the business, before interest, tax and patronage.

    sales = yearly level x the month's part of a year x shock; pay rises at each plan year for all, and as the roster
    says for some; the replacement of the
    seller's work is paid at market with payroll burden.
    """
    sales_level = where(clock.new_plan_year, then.sales_level * (1.0 + drivers.growth), then.sales_level)
    sales = cents(sales_level * drivers.season * drivers.shock)
    wage_index = where(clock.new_plan_year, then.wage_index * (1.0 + drivers.wage_raise), then.wage_index)
    price_index = where(clock.new_plan_year, then.price_index * (1.0 + drivers.inflation), then.price_index)
    roster_payroll = cents(terms.payroll * wage_index * drivers.roster_pay / MONTHS)
    payroll = cents(terms.payroll * wage_index * drivers.roster_pay * drivers.staffing / MONTHS)
    members_payroll = cents(payroll * drivers.member_labour)
    cost_of_sales = cents(sales * terms.cost_fraction)
    replacement = cents(terms.replacement * wage_index / MONTHS)
    burden = cents((payroll + replacement) * terms.burden)
    overhead = cents(terms.overhead * price_index / MONTHS)
    support = where(clock.month <= terms.support_months, cents(terms.support / MONTHS), 0.0)
    return Operations(
        sales_level=sales_level,
        sales=sales,
        sales_before=then.sales,
        sales_two_before=then.sales_before,
        cost_of_sales=cost_of_sales,
        wage_index=wage_index,
        roster_payroll=roster_payroll,
        payroll=payroll,
        members_payroll=members_payroll,
        other_payroll=payroll - members_payroll,
        replacement=replacement,
        burden=burden,
        price_index=price_index,
        overhead=overhead,
        support=support,
        ebitda=sales - cost_of_sales - payroll - replacement - burden - overhead - support,
    )


def write_off(month: float, last: float, left: float, step: float) -> float:
    """A straight line that takes whatever is left in its last month."""
    return where(month >= last, left, least(left, step))


def use_up(month: float, last: float, left: float, step: float) -> float:
    """The same of what may be above or below zero."""
    return where(month >= last, left, step)


def invest(terms: Terms, opening: Opening, operations: Operations, clock: Clock, then: Assets) -> Assets:
    """Capital spending; today's equipment and goodwill in a straight line, additions as a pool.

    additions: 2 / life of the pool's opening balance (double declining, which in a steady state carries what a
    straight line would); for tax the dated fraction is deducted at once (s.168(k)), the rest by the same pool rule.
    What goods and receivables of the closing day are worth above or below their books is used up as they turn over.
    """
    spent = cents(terms.capital_spending * operations.price_index / MONTHS)
    equipment_depreciation = write_off(clock.month, terms.equipment_months, then.equipment, opening.equipment_step)
    additions_depreciation = cents(ratio(2.0 * then.additions, terms.additions_months))
    goodwill_amortisation = write_off(clock.month, terms.goodwill_months, then.goodwill, opening.goodwill_step)
    expensed = cents(spent * terms.expensed_fraction)
    tax_equipment = write_off(clock.month, terms.tax_equipment_months, then.tax_equipment, opening.tax_equipment_step)
    tax_additions = cents(ratio(2.0 * then.tax_additions, terms.tax_additions_months))
    tax_goodwill = write_off(clock.month, terms.tax_goodwill_months, then.tax_goodwill, opening.tax_goodwill_step)
    sold = use_up(clock.month, terms.turn_months, then.inventory_write_up, opening.inventory_step)
    tax_working = use_up(clock.month, terms.turn_months, then.tax_working, opening.tax_working_step)
    return Assets(
        capital_spending=spent,
        equipment_depreciation=equipment_depreciation,
        equipment=then.equipment - equipment_depreciation,
        additions_depreciation=additions_depreciation,
        additions=then.additions + spent - additions_depreciation,
        depreciation=equipment_depreciation + additions_depreciation,
        goodwill_amortisation=goodwill_amortisation,
        goodwill=then.goodwill - goodwill_amortisation,
        additions_expensed=expensed,
        tax_equipment_depreciation=tax_equipment,
        tax_equipment=then.tax_equipment - tax_equipment,
        tax_additions_depreciation=tax_additions,
        tax_additions=then.tax_additions + spent - expensed - tax_additions,
        tax_goodwill_amortisation=tax_goodwill,
        tax_goodwill=then.tax_goodwill - tax_goodwill,
        inventory_write_up_sold=sold,
        inventory_write_up=then.inventory_write_up - sold,
        tax_working_used=tax_working,
        tax_working=then.tax_working - tax_working,
        tax_depreciation=expensed + tax_equipment + tax_additions + tax_goodwill + tax_working,
    )
