"""The co-op's income tax of one fiscal year, in a year in which notices that were not qualified are paid too."""

from typing import NamedTuple

from planner.model.helpers import cents, least, most, ratio, where
from planner.model.terms import Terms


class TaxReckoned(NamedTuple):
    """Tax on income after patronage and losses carried forward."""

    taxable_after_patronage: float
    tax_losses_used: float
    tax: float


class YearTax(NamedTuple):
    """Tax of a fiscal year in which notices that were not qualified may have been paid."""

    by_issue: float  # flag: not by deducting them now
    income: float  # before patronage: less these notices, unless tax is by the years of issue
    taxable_after_patronage: float
    tax_losses_used: float
    tax: float  # below zero: refunded
    new_losses: float
    deducting: float  # tax with these notices deducted
    not_deducting: float
    less_saved: float  # the same, less what they would have saved when issued


def tax_on(terms: Terms, before_patronage: float, deduction: float, losses: float) -> TaxReckoned:
    """Tax on what patronage leaves, losses carried forward sheltering at most the dated fraction of it."""
    after = most(0.0, before_patronage - deduction)
    used = least(losses, cents(terms.sheltered_fraction * after))
    return TaxReckoned(after, used, cents(terms.tax_rate * (after - used)))


def rate_saved(taxed: YearTax, if_qualified: YearTax, undeducted: float) -> float:
    """Tax saved on each $1 of notices that were not qualified, had they been: kept with them, s.1383(a)(2)(B)."""
    return ratio(most(0.0, taxed.tax - if_qualified.tax), undeducted)


def tax_of_year(
    terms: Terms, income: float, redeemed: float, issue_tax: float, deduction: float, losses: float
) -> YearTax:
    """The lesser of two where notices that were not qualified are paid: 26 U.S.C. 1383.

    (a)(1) tax with these notices deducted   (a)(2) tax without, less what they would have saved when issued
    Under (2) what is below zero is refunded, (b)(1), and the notices are no deduction of the year, (b)(3): what they
    exceed its income by is carried nowhere.
    """
    deducted = tax_on(terms, income - redeemed, deduction, losses)
    without = tax_on(terms, income, deduction, losses)
    less_saved = cents(without.tax - issue_tax)
    by_issue = where(less_saved < deducted.tax, 1.0, 0.0)
    counted = where(by_issue, income, income - redeemed)
    return YearTax(
        by_issue=by_issue,
        income=counted,
        taxable_after_patronage=where(by_issue, without.taxable_after_patronage, deducted.taxable_after_patronage),
        tax_losses_used=where(by_issue, without.tax_losses_used, deducted.tax_losses_used),
        tax=where(by_issue, less_saved, deducted.tax),
        new_losses=where(terms.partnership, 0.0, most(0.0, 0.0 - counted)),
        deducting=deducted.tax,
        not_deducting=without.tax,
        less_saved=less_saved,
    )
