"""The seller's calendar years, and their sums: what is paid, what is taxed, what is left."""

from typing import NamedTuple


class SellerYear(NamedTuple):
    """The seller's calendar year, each tax with the sale, and what would be owed without it."""

    year: int
    cash_at_closing: float
    principal: float
    interest: float
    imputed_interest: float
    rent: float
    later_cash: float
    later_principal: float
    dividends: float
    cash: float
    non_compete: float
    gain: float
    later_gain: float
    recapture: float
    unrecaptured: float
    special: float
    excluded: float
    deferred: float
    other_income: float
    pay_before: float
    profit_before: float
    dividend_before: float
    ordinary_tax: float
    gain_tax: float
    investment_tax: float
    alternative_tax: float
    tax: float
    tax_anyway: float
    federal_tax_of_sale: float
    entity_tax: float
    interest_charge: float
    state_tax: float
    kingdom_tax: float
    tax_of_sale: float
    selling_costs: float
    cash_after_tax: float
    present_value: float


class SellerTotals(NamedTuple):
    """The years of the sale added up."""

    cash: float
    interest: float
    imputed_interest: float
    rent: float
    later_cash: float
    later_principal: float
    dividends: float
    non_compete: float
    gain: float
    later_gain: float
    recapture: float
    excluded: float
    deferred: float
    federal_tax_of_sale: float
    entity_tax: float
    interest_charge: float
    state_tax: float
    kingdom_tax: float
    tax_of_sale: float
    selling_costs: float
    cash_after_tax: float
    present_value: float
