"""A patronage dividend once its cash is paid, or is not: what is held back, and the tax that follows."""

from planner.model.helpers import cents, most, where
from planner.model.records import Owed
from planner.model.records_classes import ClassFlows, Portion
from planner.model.records_surplus import Confirmed
from planner.model.tax import rate_saved, tax_of_year
from planner.model.terms import Terms


def confirm(terms: Terms, portion: Portion, flows: ClassFlows, then: Owed) -> Confirmed:
    """Once the cash of a patronage dividend is paid: what was held back becomes notices, and the tax follows.

    Below the least cash the notices are not qualified, and only the cash is deducted (26 U.S.C. 1388(c)(1), 1382(b)).
    What notices that are not qualified would have saved in tax, had they been, is kept with them until they are paid:
    tax of the year - tax had they been deducted too (s.1383(a)(2)(B)).
    """
    cash = portion.minimum + portion.further
    below = where(cents(then.minimum_payable) > cents(portion.minimum), 1.0, 0.0)
    lost = where(terms.partnership, 0.0, where(terms.qualified, below, 0.0))
    deduction = where(terms.qualified, where(lost, cash, then.declared_dividend), cash)
    undeducted = most(0.0, then.declared_dividend - deduction - then.units_payable)
    all_deducted, all_undeducted = deduction + flows.deduction, undeducted + flows.undeducted
    income, redeemed = then.declared_income, then.declared_redeemed
    issue_tax, losses = then.declared_issue_tax, then.declared_losses
    taxed = tax_of_year(terms, income, redeemed, issue_tax, all_deducted, losses)
    if_qualified = tax_of_year(terms, income, redeemed, issue_tax, all_deducted + all_undeducted, losses)
    new_losses = taxed.new_losses - then.declared_new_losses
    return Confirmed(
        held_back=then.patronage_payable - cash - then.units_payable,
        lost=lost,
        deduction=deduction,
        undeducted=undeducted,
        all_deducted=all_deducted,
        all_undeducted=all_undeducted,
        tax_deducting=taxed.deducting,
        tax_not_deducting=taxed.not_deducting,
        tax_less_saved=taxed.less_saved,
        by_issue=taxed.by_issue,
        tax=taxed.tax,
        tax_added=taxed.tax - then.declared_tax,
        new_tax_losses=taxed.new_losses,
        losses_added=taxed.tax_losses_used - then.declared_losses_used - new_losses,
        known=1.0,
        qualified_deducting=if_qualified.deducting,
        qualified_not_deducting=if_qualified.not_deducting,
        qualified_less_saved=if_qualified.less_saved,
        qualified_tax=if_qualified.tax,
        issue_tax_rate=rate_saved(taxed, if_qualified, all_undeducted),
    )
