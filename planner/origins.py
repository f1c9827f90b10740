"""Where each term, driver and day of the calendar comes from: the user's inputs and the law's figures behind it.

An explanation opens a figure down to these, and ends here: "your input: Price" or a dated rule with its source.
"""

from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from planner.places import Rules
from planner.scenario import Scenario
from planner.scenario.covenants import LIMITS
from planner.words import say
from planner.words.formats import day

EACH = "*"  # in a path: the loan in question
LAST = "last"  # in a path: the last of a list

STATEMENT = f"business.statements.{LAST}"
BOOKS = "business.books"
LOAN = f"deal.loans.{EACH}"
CLOSING = f"deal.later_closings.{EACH}"
CLASS = f"membership.classes.{EACH}"


class Origin(NamedTuple):
    """The inputs (paths in the scenario) and rules (names in `places`) that a figure is made of."""

    inputs: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


def _from(*inputs: str, rules: tuple[str, ...] = ()) -> Origin:
    return Origin(inputs, rules)


_SEASON = ("business.seasonality", "deal.closing")
_LEAVING = tuple(f"workforce.{name}" for name in ("workers", "turnover", "tenures", "deaths", "retirement_age"))
_MEMBERS = (*_LEAVING, *(f"workforce.{name}" for name in ("waves", "candidacy_months", "added_join", "drawn")))
_SHARES = tuple(
    f"coop.{name}"
    for name in ("member_share", "down_payment", "deduction_months", "pay_period", "share_lender", "seller_gift")
)
_CALENDAR = ("deal.closing", "business.fiscal_year_end_month")
_QUARTER = (f"{STATEMENT}.sales", *_SEASON)
_OF_BOOKS = ("business.seasonality", "business.books_month", "business.fiscal_year_end_month")
_BOOKED = (f"{STATEMENT}.sales", *_OF_BOOKS)
_BOOKED_COST = ("business.cost_of_sales_fraction", f"{STATEMENT}.cost_of_sales", *_BOOKED)

_EBITDA = (
    "business.cost_of_sales_fraction",
    *(f"{STATEMENT}.{name}" for name in ("sales", "cost_of_sales", "payroll", "payroll_burden", "overhead")),
    *(f"{STATEMENT}.{name}" for name in ("add_backs", "rent_to_owner", "market_rent", "second_owner_pay")),
    "owner.replacement_pay",
    "owner.second_replacement_pay",
)
_WORKING_CAPITAL = (
    *(f"{BOOKS}.{name}" for name in ("receivables", "inventory", "other_assets")),
    *(f"{BOOKS}.{name}" for name in ("payables", "accrued", "other_liabilities")),
    *(f"business.{name}" for name in ("receivable_days", "inventory_days", "payable_days")),
    *_BOOKED_COST,
    "deal.closing",
)
_PRICED = (
    f"{LOAN}.rate_steps",
    f"{LOAN}.indexed",
    f"{LOAN}.rate_floor",
    f"{LOAN}.rate_cap",
    "deal.base_rate",
)
COVENANTS = LIMITS
SCRIP = "community_currency"
CURRENCY = {
    **{name: name for name in ("of_pay", "of_patronage", "of_sales", "spent", "redeemable", "months")},
    "most": "most_taken",
}
OF_CLASS = (
    *("slice", "member_business", "cash_fraction", "qualified", "return_rate", "return_first"),
    *("revolving_years", "redemption_years", "redemption_rate"),
)
PAID_IN = ("members", "growth", "leaving", "share_price", "paid_over")
FIRM_RANKED = ("operations", "taxes", "senior", "spending", "junior")
RANKED = ("seller", "minimum", "preferred", "further", "leavers", "revolving")

ORIGINS: dict[str, Origin] = {
    "term.price": _from("deal.price"),
    "term.inventory_beside": _from("deal.inventory_beside"),
    "term.price_adjustment": _from("deal.debt_like", "deal.working_capital", *_WORKING_CAPITAL),
    "term.cash_left_in": _from("deal.cash_left_in"),
    "term.opening_cash": _from("deal.opening_cash"),
    "term.transaction_costs": _from("deal.transaction_costs"),
    "term.advice": _from("deal.advice"),
    "term.grants": _from("deal.grants"),
    "term.bought": _from("deal.bought_at_closing"),
    "term.stake_dividend": _from("deal.kept_shares.dividend"),
    "term.upstream": _from("deal.form"),
    "term.control": _from("deal.kept_shares.control"),
    "term.patronage_above": _from("deal.kept_shares.patronage_above"),
    "term.stages.fraction": _from(f"{CLOSING}.fraction"),
    "term.stages.earliest": _from(f"{CLOSING}.after"),
    "term.stages.senior_left": _from(f"{CLOSING}.senior_left"),
    "term.stages.price": _from(f"{CLOSING}.price", f"{CLOSING}.formula"),
    "term.stages.increase": _from(f"{CLOSING}.increase", f"{CLOSING}.formula"),
    "term.stages.multiple": _from(f"{CLOSING}.multiple", f"{CLOSING}.formula"),
    "term.stages.of_book": _from(f"{CLOSING}.formula"),
    "term.member_shares_paid": _from("workforce.workers", "workforce.waves", *_SHARES),
    "term.preferred_given": _from("deal.preferred.amount", "deal.plug"),
    "term.preferred_plug": _from("deal.plug"),
    "term.line_drawn": _from("deal.line.drawn_at_closing"),
    "term.revalue": _from("deal.form", "deal.bought_at_closing"),
    "term.step_up": _from("deal.form", "owner.entity"),
    "term.books_cash": _from(f"{BOOKS}.cash"),
    "term.books_receivables": _from(f"{BOOKS}.receivables"),
    "term.books_inventory": _from(f"{BOOKS}.inventory"),
    "term.books_other_assets": _from(f"{BOOKS}.other_assets"),
    "term.books_equipment": _from(f"{BOOKS}.equipment"),
    "term.equipment_fair": _from(f"{BOOKS}.equipment_fair", f"{BOOKS}.equipment", "deal.kept.assets"),
    "term.equipment_tax_basis": _from(f"{BOOKS}.equipment_tax_basis", f"{BOOKS}.equipment", "deal.kept.assets"),
    "term.books_payables": _from(f"{BOOKS}.payables"),
    "term.books_accrued": _from(f"{BOOKS}.accrued"),
    "term.books_other_liabilities": _from(f"{BOOKS}.other_liabilities"),
    "term.books_debt": _from(f"{BOOKS}.debt"),
    "term.unbooked_liabilities": _from("deal.debt_like"),
    "term.accrued_kept": _from(f"{BOOKS}.accrued", "deal.debt_like"),
    "term.other_liabilities_kept": _from(f"{BOOKS}.other_liabilities", "deal.debt_like"),
    "term.other_assets_kept": _from(f"{BOOKS}.other_assets", "deal.debt_like"),
    "term.inventory_fair": _from(f"{BOOKS}.inventory_fair", f"{BOOKS}.inventory"),
    "term.intangibles": _from("deal.intangibles.customer_list", "deal.intangibles.non_compete"),
    "term.non_compete": _from("deal.intangibles.non_compete"),
    "term.equipment_kept": _from("deal.kept.assets"),
    "term.sales": _from(f"{STATEMENT}.sales"),
    "term.cost_fraction": _from("business.cost_of_sales_fraction", f"{STATEMENT}.cost_of_sales", f"{STATEMENT}.sales"),
    "term.payroll": _from(f"{STATEMENT}.payroll"),
    "term.replacement": _from("owner.replacement_pay", "owner.second_replacement_pay", f"{STATEMENT}.second_owner_pay"),
    "term.burden": _from(f"{STATEMENT}.payroll_burden", f"{STATEMENT}.payroll"),
    "term.overhead": _from(
        f"{STATEMENT}.overhead",
        f"{STATEMENT}.add_backs",
        f"{STATEMENT}.rent_to_owner",
        f"{STATEMENT}.market_rent",
    ),
    "term.support": _from("deal.support"),
    "term.support_months": _from("deal.support_months"),
    "term.receivable_days": _from("business.receivable_days", f"{BOOKS}.receivables", *_BOOKED),
    "term.inventory_days": _from("business.inventory_days", f"{BOOKS}.inventory", *_BOOKED_COST),
    "term.inventory_fixed": _from("business.inventory_days", f"{BOOKS}.inventory", *_BOOKED_COST),
    "term.payable_days": _from("business.payable_days", f"{BOOKS}.payables", *_BOOKED_COST),
    "term.payables_fixed": _from("business.payable_days", f"{BOOKS}.payables", *_BOOKED_COST),
    "term.sales_before": _from(*_QUARTER),
    "term.sales_two_before": _from(*_QUARTER),
    "term.capital_spending": _from("business.capital_spending"),
    "term.equipment_months": _from("business.remaining_life"),
    "term.additions_months": _from("business.equipment_life"),
    "term.goodwill_months": _from("deal.goodwill_years"),
    "term.tax_equipment_months": _from(
        "deal.form", "owner.entity", "business.remaining_life", rules=("equipment.tax_life_years",)
    ),
    "term.tax_additions_months": _from(rules=("equipment.tax_life_years",)),
    "term.tax_goodwill_months": _from(rules=("goodwill.tax_months",)),
    "term.turn_months": _from("business.inventory_days", f"{BOOKS}.inventory", *_BOOKED_COST),
    "term.expensed_fraction": _from(rules=("equipment.expensed_fraction",)),
    "term.line_limit": _from("deal.line.limit"),
    "term.line_rate": _from("deal.line.rate"),
    "term.line_indexed": _from("deal.line.indexed"),
    "term.unused_fee": _from("deal.line.unused_fee"),
    "term.based": _from("deal.line.receivables_advance", "deal.line.inventory_advance"),
    "term.receivables_advance": _from("deal.line.receivables_advance"),
    "term.inventory_advance": _from("deal.line.inventory_advance"),
    "term.cash_floor": _from("business.cash_floor"),
    "term.sweep_fraction": _from("deal.payout.sweep"),
    "term.tested_quarterly": _from("deal.covenants.tested"),
    **{f"term.{name}": _from(f"deal.covenants.{name}") for name in COVENANTS},
    "term.tested_from": _from("deal.covenants.tested_from"),
    "term.line_lets_minimum": _from("deal.line.cash_patronage_in_breach"),
    "term.line_lets_further": _from("deal.line.cash_patronage_in_breach"),
    "term.line_tested_from": _from("deal.line.covenants.tested_from"),
    **{f"term.line_{name}": _from(f"deal.line.covenants.{name}") for name in COVENANTS},
    **{f"term.rank_{name}": _from("deal.payout.firm_order") for name in FIRM_RANKED},
    **{f"term.rank_{name}": _from("deal.payout.order") for name in RANKED},
    "term.preferred_rate": _from("deal.preferred.dividend"),
    "term.dividends_additional": _from("deal.preferred.additional"),
    "term.basis_taxable": _from("coop.surplus_basis"),
    "term.basis_before_goodwill": _from("coop.surplus_basis"),
    "term.collective_fraction": _from("coop.collective_fraction", "coop.reserve_steps"),
    "term.cash_fraction": _from("coop.cash_fraction"),
    "term.returns_of_patronage": _from("membership.returns_of_patronage"),
    "term.workers_slice": _from("membership.workers_slice", "membership.classes"),
    "term.least_cash": _from("coop.taxed_as", rules=("patronage.least_cash",)),
    "term.entry_fee_fraction": _from("coop.entry_fee_fraction"),
    "term.heads": _from("workforce.workers", "workforce.added_join", "business.staffing_growth"),
    "term.qualified": _from("coop.qualified", "coop.taxed_as"),
    "term.partnership": _from("coop.taxed_as"),
    "term.tax_distribution": _from("coop.tax_distribution", "coop.taxed_as"),
    "term.losses_made_good": _from("coop.losses_made_good"),
    "term.accounts_below_zero": _from("coop.accounts_below_zero"),
    **{
        f"term.currency_{name}": _from(f"{SCRIP}.{path}", f"{SCRIP}.of_pay", f"{SCRIP}.of_patronage")
        for name, path in CURRENCY.items()
    },
    "term.losses_to_accounts": _from("coop.losses_to", "coop.taxed_as"),
    "term.account_interest": _from("coop.account_interest"),
    "term.revolving_cash": _from("coop.revolving_cash"),
    "term.revolving_years": _from("coop.revolving_years"),
    "term.layers_apart": _from("coop.revolving_years", "workforce.tenures", "workforce.workers"),
    "term.redemption_years": _from("coop.redemption_years"),
    "term.redemption_payment": _from("coop.redemption_years", "coop.redemption_rate"),
    "term.redemption_rate": _from("coop.redemption_rate"),
    "term.most_redeemed": _from("coop.most_redeemed"),
    "term.retired_first": _from("coop.retired_first"),
    "term.solvent_by_book": _from("coop.solvency_by", "deal.incorporated_in"),
    "term.fair_multiple": _from("deal.price", "deal.inventory_beside", *_EBITDA),
    "term.fair_at_closing": _from("deal.price", "deal.inventory_beside"),
    "term.leavers_apart": _from("coop.redemption_years"),
    "term.tax_rate": _from("coop.state_tax_rate", "coop.taxed_as", rules=("co_op.federal_rate",)),
    "term.sheltered_fraction": _from(rules=("losses.sheltered_fraction",)),
    "term.loans.given": _from(f"{LOAN}.principal", "deal.plug"),
    "term.loans.rate": _from(f"{LOAN}.rate"),
    "term.loans.indexed": _from(f"{LOAN}.indexed"),
    "term.loans.rate_floor": _from(f"{LOAN}.rate_floor"),
    "term.loans.rate_cap": _from(f"{LOAN}.rate_cap"),
    "term.loans.year_days": _from(f"{LOAN}.day_count"),
    "term.loans.standby": _from(f"{LOAN}.standby"),
    "term.loans.standby_simple": _from(f"{LOAN}.standby_interest"),
    "term.loans.standby_paid": _from(f"{LOAN}.standby_interest"),
    "term.loans.quiet": _from(f"{LOAN}.interest_only", f"{LOAN}.standby", f"{LOAN}.repayment"),
    "term.loans.last": _from(f"{LOAN}.months", f"{LOAN}.balloon"),
    "term.loans.of_principal": _from(f"{LOAN}.repayment"),
    "term.loans.revenue_share": _from(f"{LOAN}.revenue_share", f"{LOAN}.repayment"),
    "term.loans.cap": _from(f"{LOAN}.cap", f"{LOAN}.repayment"),
    "term.loans.profit_share": _from(f"{LOAN}.profit_share", f"{LOAN}.repayment"),
    "term.loans.gated": _from(f"{LOAN}.kind"),
    "term.loans.swept": _from(f"{LOAN}.swept"),
    "term.loans.paid_off": _from(f"{LOAN}.amortisation", f"{LOAN}.months", f"{LOAN}.balloon", f"{LOAN}.repayment"),
    "term.loans.fee": _from(f"{LOAN}.fee"),
    "term.loans.fixed_fee": _from(f"{LOAN}.fixed_fee"),
    "term.loans.assumed": _from(f"{LOAN}.kind"),
    "term.loans.plug": _from(f"{LOAN}.name", "deal.plug"),
    "term.loans.seller": _from(f"{LOAN}.kind"),
    "term.loans.senior": _from(f"{LOAN}.kind"),
    "term.loans.stage": _from(f"{LOAN}.later_closing"),
    "term.loans.lets_minimum": _from(f"{LOAN}.cash_patronage_in_breach"),
    "term.loans.lets_further": _from(f"{LOAN}.cash_patronage_in_breach"),
    "term.loans.tested_from": _from(f"{LOAN}.covenants.tested_from"),
    **{f"term.loans.{name}": _from(f"{LOAN}.covenants.{name}") for name in COVENANTS},
    "term.classes.paid_at_closing": _from(f"{CLASS}.members", f"{CLASS}.share_price", f"{CLASS}.paid_over"),
    **{f"term.classes.{name}": _from(f"{CLASS}.{name}") for name in OF_CLASS},
    "term.classes.collective_fraction": _from(f"{CLASS}.collective_fraction", "coop.reserve_steps"),
    "term.classes.layers_apart": _from(f"{CLASS}.revolving_years"),
    "term.classes.redemption_payment": _from(f"{CLASS}.redemption_years", f"{CLASS}.redemption_rate"),
    "term.classes.leavers_apart": _from(f"{CLASS}.redemption_years"),
    "term.classes.retired_first": _from("coop.retired_first"),
    "driver.classes.heads": _from(f"{CLASS}.members", f"{CLASS}.growth"),
    "driver.classes.shares_paid": _from(*(f"{CLASS}.{name}" for name in PAID_IN)),
    "driver.classes.leaving": _from(f"{CLASS}.leaving"),
    "driver.index_rate": _from("deal.base_rate", rules=("lending.base_rate",)),
    "driver.loans.step": _from(f"{LOAN}.rate_steps"),
    "driver.loans.factor": _from(
        f"{LOAN}.rate",
        f"{LOAN}.amortisation",
        f"{LOAN}.months",
        f"{LOAN}.balloon",
        f"{LOAN}.interest_only",
        f"{LOAN}.standby",
        f"{LOAN}.repayment",
        f"{LOAN}.payments",
        f"{LOAN}.payment_growth",
        *_PRICED,
    ),
    "driver.loans.reset": _from(
        f"{LOAN}.interest_only", f"{LOAN}.standby", f"{LOAN}.repayment", f"{LOAN}.months", f"{LOAN}.rate", *_PRICED
    ),
    "driver.loans.due": _from(
        f"{LOAN}.payments", f"{LOAN}.standby", f"{LOAN}.standby_interest", f"{LOAN}.repayment", *_CALENDAR
    ),
    "driver.loans.prepaid": _from(f"{LOAN}.prepayments"),
    "driver.loans.forgiven": _from(f"{LOAN}.forgiven_after", f"{LOAN}.forgiven_fraction"),
    "driver.growth": _from("business.growth", "business.platform.bookings", "business.platform.take_rates"),
    "driver.wage_raise": _from("business.wage_raise"),
    "driver.inflation": _from("business.inflation"),
    "driver.season": _from(*_SEASON),
    "driver.shock": _from(),
    "driver.staffing": _from("business.staffing_growth"),
    "driver.member_labour": _from(
        *_MEMBERS, "business.staffing_growth", "deal.kept_as_subsidiary", "deal.merged_after"
    ),
    "driver.shares_paid": _from(*_MEMBERS, *_SHARES),
    "driver.roster_pay": _from("workforce.workers"),
    **{f"driver.shares_{name}": _from(*_MEMBERS, *_SHARES) for name in ("leaving", "retiring")},
    "driver.shares_forfeited": _from("coop.vesting", "coop.vesting_of_shares", *_MEMBERS),
    "driver.layers.bearing": _from("coop.accounts_below_zero", *_MEMBERS, *_SHARES, *_CALENDAR),
    "driver.layers.forfeited": _from("coop.vesting", *_MEMBERS, *_CALENDAR),
    **{
        f"driver.layers.{name}": _from(*_MEMBERS, "business.wage_raise", *_CALENDAR) for name in ("leaving", "retiring")
    },
    "clock.month": _from("deal.closing"),
    "clock.new_plan_year": _from("deal.closing"),
    "clock.new_year": _from(*_CALENDAR),
    "clock.year_end": _from(*_CALENDAR),
    "clock.new_quarter": _from(*_CALENDAR),
    "clock.quarter_end": _from(*_CALENDAR),
    "clock.days": _from("deal.closing"),
    "clock.reckon": _from(*_CALENDAR, rules=("co_op.estimated_tax_months",)),
    "clock.estimate_due": _from(*_CALENDAR, rules=("co_op.estimated_tax_months",)),
    "clock.return_due": _from(*_CALENDAR, rules=("co_op.return_month",)),
    "clock.payout_due": _from(*_CALENDAR, "coop.payout_months"),
}
FOLDERS = {"terms": "term", "drivers": "driver", "clock": "clock"}


def origin(place: str, name: str) -> Origin:
    """Where a figure comes from: `place` is terms, drivers or clock; `loans.2.rate` names the third loan."""
    parts = name.split(".")
    which = next((part for part in parts if part.isdigit()), EACH)
    found = ORIGINS[".".join([FOLDERS[place], *(part for part in parts if not part.isdigit())])]
    return found._replace(inputs=tuple(path.replace(EACH, which) for path in found.inputs))


def told(rules: Rules, place: str, name: str, language: str = "en") -> tuple[str, ...]:
    """The same in words, one for each input and each rule."""
    found = origin(place, name)
    inputs = [say("origins.input", language, title=title(path), path=path) for path in found.inputs]
    return (*inputs, *(_rule_told(rules, rule, language) for rule in found.rules)) or (say("origins.fixed", language),)


def _rule_told(rules: Rules, name: str, language: str) -> str:
    rule = rules.rule(name)
    return say(
        "origins.rule" if rule.verified else "origins.rule_unverified",
        language,
        name=name,
        label=rule.label,
        source=rule.source,
        since=day(rule.effective, language=language),
    )


def title(path: str) -> str:
    """What an input is called, by its path in the scenario; a path that leads nowhere is a KeyError."""
    model: Any = Scenario
    found = ""
    for part in path.split("."):
        if part.isdigit() or part in (EACH, LAST):
            model = next(kind for kind in get_args(model) if kind is not Ellipsis)
            continue
        if not (isinstance(model, type) and issubclass(model, BaseModel) and part in model.model_fields):
            raise KeyError(f"the scenario has no field '{path}'")
        field = model.model_fields[part]
        model, found = field.annotation, field.title or part
    return found
