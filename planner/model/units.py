"""What every figure of the model is counted in; money unless it says otherwise."""

LIMITS_IN_TIMES = (
    *("least_dscr", "least_bank_dscr", "least_fccr"),
    *("most_senior_leverage", "most_leverage", "most_debt_to_worth"),
)
TERM_UNITS = {
    **dict.fromkeys(("cost_fraction", "burden", "expensed_fraction", "collective_fraction"), "fraction"),
    **dict.fromkeys(("cash_fraction", "tax_rate", "sheltered_fraction", "rate", "fee"), "fraction"),
    **dict.fromkeys(("line_rate", "unused_fee", "receivables_advance", "inventory_advance"), "fraction"),
    **dict.fromkeys(
        ("preferred_rate", "redemption_rate", "redemption_payment", "least_cash", "entry_fee_fraction"), "fraction"
    ),
    **dict.fromkeys(("receivable_days", "inventory_days", "payable_days"), "days"),
    **dict.fromkeys(("support_months", "equipment_months", "additions_months", "goodwill_months"), "months"),
    "turn_months": "months",
    "currency_months": "months",
    **dict.fromkeys(("currency_of_pay", "currency_of_patronage", "currency_of_sales"), "fraction"),
    **dict.fromkeys(("currency_spent", "currency_redeemable"), "fraction"),
    **dict.fromkeys(("tax_equipment_months", "tax_additions_months", "tax_goodwill_months"), "months"),
    **dict.fromkeys(("standby", "quiet", "last"), "months"),
    **dict.fromkeys(("revolving_years", "redemption_years"), "years"),
    **dict.fromkeys(("preferred_plug", "revalue", "step_up", "based", "dividends_additional"), "flag"),
    **dict.fromkeys(("basis_taxable", "basis_before_goodwill", "qualified", "losses_made_good"), "flag"),
    **dict.fromkeys(("partnership", "losses_to_accounts", "accounts_below_zero"), "flag"),
    **dict.fromkeys(("tax_distribution", "account_interest", "revolving_cash"), "fraction"),
    **dict.fromkeys(
        ("assumed", "plug", "seller", "senior", "indexed", "gated", "swept", "of_principal", "paid_off"), "flag"
    ),
    **dict.fromkeys(("standby_simple", "standby_paid", "line_indexed", "tested_quarterly"), "flag"),
    **dict.fromkeys(("lets_minimum", "lets_further", "line_lets_minimum", "line_lets_further"), "flag"),
    **dict.fromkeys(("tested_from", "line_tested_from"), "months"),
    **dict.fromkeys(("rate_floor", "rate_cap", "revenue_share", "profit_share", "sweep_fraction"), "fraction"),
    **dict.fromkeys((*LIMITS_IN_TIMES, *(f"line_{name}" for name in LIMITS_IN_TIMES), "cap"), "times"),
    **dict.fromkeys(("rank_seller", "rank_minimum", "rank_preferred", "rank_further", "rank_leavers"), "count"),
    **dict.fromkeys(("rank_operations", "rank_taxes", "rank_senior", "rank_spending", "rank_junior"), "count"),
    "rank_revolving": "count",
    "year_days": "days",
    **dict.fromkeys(("bought", "stake_dividend", "control", "patronage_above", "fraction", "senior_left"), "fraction"),
    **dict.fromkeys(("upstream", "of_book", "retired_first", "solvent_by_book"), "flag"),
    **dict.fromkeys(("workers_slice", "slice", "member_business", "return_rate"), "fraction"),
    "return_first": "flag",
    "returns_of_patronage": "times",
    "fair_multiple": "times",
    "increase": "fraction",
    "multiple": "times",
    "earliest": "months",
    "stage": "count",
    "leavers_apart": "count",
    "layers_apart": "count",
    "heads": "count",
}
LINE_UNITS = {
    **dict.fromkeys(("wage_index", "price_index"), "ratio"),
    **dict.fromkeys(("plug_fee_rate", "member_fraction", "notices_fraction", "issue_tax_rate"), "fraction"),
    **dict.fromkeys(
        ("carried", "open", "minimum_open", "further_open", "no_default", "bound", "tested", "lost", "current"), "flag"
    ),
    **dict.fromkeys(("owed", "in_force", "lender"), "flag"),
    **dict.fromkeys(("forbids_minimum", "forbids_further"), "count"),
    **dict.fromkeys(("seller_forbids_minimum", "seller_forbids_further"), "count"),
    **dict.fromkeys(("line", "on_line", "all_of_them"), "flag"),
    **dict.fromkeys(("minimum_in_breach", "further_in_breach"), "flag"),
    "lenders": "count",
    **dict.fromkeys(("breached", "breached_paid", "in_breach", "in_breach_paid"), "flag"),
    **dict.fromkeys(("months", "overdue_months"), "months"),
    **dict.fromkeys(("rate", "interest_rate", "charge_rate"), "fraction"),
    **dict.fromkeys(("fraction", "increase", "bought"), "fraction"),
    **dict.fromkeys(("lawful", "by_issue", "known"), "flag"),
    "bearing": "fraction",
    **dict.fromkeys(("ready", "of_book", "by_cash", "by_debt", "affordable", "on_date", "lent"), "flag"),
    **dict.fromkeys(("not_as_due", "not_by_sheet"), "flag"),
    **dict.fromkeys(("age", "waiting"), "months"),
    "multiple": "times",
    "done": "count",
}
COVERAGE = ("dscr", "dscr_paid", "bank_dscr", "bank_dscr_paid", "fccr", "fccr_paid")
TIMES = (*COVERAGE, "senior_leverage", "leverage", "debt_to_worth")  # of coverage; of headroom they are money
AGREED = ("held.", "limits.")
DRIVER_UNITS = {
    **dict.fromkeys(("shares_paid", "prepaid"), "money"),
    **dict.fromkeys(("shock", "staffing", "roster_pay"), "ratio"),
    **dict.fromkeys(("reset", "due"), "flag"),
    "factor": "factor",
    "heads": "count",
}
CLOCK_UNITS = {"month": "months", "days": "days"}


def unit(place: str, name: str) -> str:
    """The unit of a figure, by where it stands (terms, drivers, clock; else a line) and the last part of its name."""
    last = name.rpartition(".")[2]
    if place == "terms":
        return TERM_UNITS.get(last, "money")
    if place == "drivers":
        return DRIVER_UNITS.get(last, "fraction")
    if place == "clock":
        return CLOCK_UNITS.get(last, "flag")
    if (name.startswith("coverage.") and last in TIMES) or (name.startswith(AGREED) and last in LIMITS_IN_TIMES):
        return "times"
    if name.startswith("treasury.") and last == "line":
        return "money"
    return LINE_UNITS.get(last, "money")
