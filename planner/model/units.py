"""What every figure of the model is counted in; money unless it says otherwise."""

TERM_UNITS = {
    **dict.fromkeys(("cost_fraction", "burden", "expensed_fraction", "collective_fraction"), "fraction"),
    **dict.fromkeys(("cash_fraction", "tax_rate", "sheltered_fraction", "rate", "fee"), "fraction"),
    **dict.fromkeys(("line_rate", "unused_fee", "receivables_advance", "inventory_advance"), "fraction"),
    **dict.fromkeys(("preferred_rate", "redemption_rate", "least_cash"), "fraction"),
    **dict.fromkeys(("receivable_days", "inventory_days", "payable_days"), "days"),
    **dict.fromkeys(("support_months", "equipment_months", "additions_months", "goodwill_months"), "months"),
    **dict.fromkeys(("tax_equipment_months", "tax_additions_months", "tax_goodwill_months"), "months"),
    **dict.fromkeys(("redemption_months", "standby", "quiet", "last"), "months"),
    **dict.fromkeys(("revolving_years", "redemption_years"), "years"),
    **dict.fromkeys(("preferred_plug", "revalue", "step_up", "based", "dividends_additional"), "flag"),
    **dict.fromkeys(("basis_taxable", "basis_before_goodwill", "qualified", "losses_made_good"), "flag"),
    **dict.fromkeys(("assumed", "plug", "seller", "senior"), "flag"),
    "factor": "factor",
    "layers_apart": "count",
    "heads": "count",
}
LINE_UNITS = {
    **dict.fromkeys(("wage_index", "price_index"), "ratio"),
    **dict.fromkeys(("plug_fee_rate", "member_fraction", "notices_fraction"), "fraction"),
    "carried": "flag",
    "months": "months",
    **dict.fromkeys(("dscr", "leverage"), "times"),
}
DRIVER_UNITS = {"shares_paid": "money", "shock": "ratio", "staffing": "ratio"}


def unit(place: str, name: str) -> str:
    """The unit of a figure, by where it stands (terms, drivers, clock; else a line) and the last part of its name."""
    last = name.rpartition(".")[2]
    if place == "terms":
        return TERM_UNITS.get(last, "money")
    if place == "drivers":
        return DRIVER_UNITS.get(last, "fraction")
    if place == "clock":
        return "months" if last == "month" else "flag"
    return LINE_UNITS.get(last, "money")
