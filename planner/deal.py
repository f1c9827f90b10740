"""From the scenario and the law to plain numbers: what the model is told of one plan.

Nothing about the business is worked out here that a stage could work out; what is left is units, defaults taken
from the last books, and what needs a power or a root.
"""

from collections.abc import Iterator
from datetime import date

from planner import classes, forms, loans, valuation, workforce
from planner.faults import Faulty
from planner.forms import worth
from planner.forms.staged import shares_by_work_from
from planner.model.calendar import MONTHS_A_QUARTER, Dates, clocks, month_of
from planner.model.helpers import DAYS_IN_QUARTER, ratio
from planner.model.loans import UNLIMITED
from planner.model.one import Case, Run
from planner.model.records import Start
from planner.model.terms import NO_LAYER_DRIVERS, Clock, Drivers, LayerDrivers, Shape, Stage, Terms
from planner.places import Rules
from planner.places.solvency import test_of
from planner.platform_sales import sales_growth
from planner.scenario import Scenario
from planner.scenario.deal import SHARES_BOUGHT
from planner.scenario.stages import LaterClosing
from planner.words import Sentence, sentence
from planner.words.formats import money, percent
from planner.words.formats import month_of as month_of_year

NEVER = 9999.0
MONTHS_A_YEAR = 12
LAYERS_KEPT_APART = 10
ROSTER_MAY_DIFFER = 0.1  # of the payroll in the books, before it is said
LARGEST_FIGURE = 1e12  # beyond it a float no longer holds cents through thirty years of sums


def lower(scenario: Scenario, rules: Rules, path: workforce.Path) -> Case:
    """All the model needs of one plan."""
    calendar = clocks(calendar_of(scenario, rules))
    drivers = _drivers(scenario, rules, path, calendar)
    return Case(terms_of(scenario, rules, path), drivers, calendar, shape_of(scenario))


def calendar_of(scenario: Scenario, rules: Rules) -> Dates:
    """The calendar of one plan."""
    return Dates(
        closing=scenario.deal.closing,
        fiscal_year_end_month=scenario.business.fiscal_year_end_month,
        months=scenario.months,
        payout_months=scenario.coop.payout_months,
        estimate_months=tuple(int(month) for month in rules.values("co_op.estimated_tax_months")),
        return_month=int(rules.value("co_op.return_month")),
    )


def layers_apart(scenario: Scenario) -> int:
    """Layers kept apart: until they revolve; all where each loses a part of its own, or lies below zero; else a few."""
    revolving, apart = scenario.coop.revolving_years or 0, not workforce.alike(scenario)
    years = max(1, len(workforce.year_ends(scenario))) if apart else LAYERS_KEPT_APART
    return max(years, revolving) if apart and scenario.coop.falls_below_zero else revolving or years


def shape_of(scenario: Scenario) -> Shape:
    """How many slots the plan needs, one of each at least."""
    others = scenario.membership.classes
    return Shape(
        loans=max(1, len(scenario.deal.loans)),
        layers=max(layers_apart(scenario), *(classes.layers_apart(one) for one in others), 1),
        leavers=max(1, scenario.coop.redemption_years, *(one.redemption_years for one in others)),
        stages=len(scenario.deal.later_closings),
        classes=len(scenario.membership.classes),
        units=scenario.community_currency.slots,
    )


def terms_of(scenario: Scenario, rules: Rules, path: workforce.Path) -> Terms:
    """What holds for the whole plan."""
    business, books, deal, coop = scenario.business, scenario.business.books, scenario.deal, scenario.coop
    last = business.statements[-1]
    settlement = valuation.settlement_of(scenario)
    turnover, settled = settlement.turnover, settlement.settled
    burden = last.payroll_burden / last.payroll if last.payroll else 0.0
    replacement = scenario.owner.replacement_pay + _second_replacement(scenario, burden)
    overhead = last.overhead - last.accepted_add_backs - last.rent_above_market
    ebitda = last.sales * (1.0 - turnover.cost_fraction) - (last.payroll + replacement) * (1.0 + burden) - overhead
    price, step_up, kept = deal.price + deal.inventory_beside, scenario.taxed_as_assets, deal.kept.assets
    tax_life = rules.value("equipment.tax_life_years") * MONTHS_A_YEAR
    federal, state, partnership = rules.value("co_op.federal_rate"), coop.state_tax_rate, coop.taxed_as == "partnership"
    covenants, ranks, firm = deal.covenants, _places(deal.payout.order), _places(deal.payout.firm_order)
    return Terms(
        price=deal.price,
        inventory_beside=deal.inventory_beside,
        price_adjustment=settled.price_adjustment,
        cash_left_in=deal.cash_left_in,
        opening_cash=deal.opening_cash,
        transaction_costs=deal.transaction_costs,
        advice=deal.advice,
        member_shares_paid=round(path.shares_paid[0], 2),
        grants=deal.grants,
        bought=deal.bought_at_closing,
        stake_dividend=deal.kept_shares.dividend,
        upstream=float(deal.form in SHARES_BOUGHT),
        control=deal.kept_shares.control,
        patronage_above=deal.kept_shares.patronage_above,
        preferred_given=0.0 if deal.plug == "preferred" else deal.preferred.amount,
        preferred_plug=float(deal.plug == "preferred"),
        line_drawn=deal.line.drawn_at_closing,
        revalue=float(deal.form != "buyout" and deal.bought_at_closing >= 1.0),
        step_up=float(step_up),
        books_cash=books.cash,
        books_receivables=books.receivables,
        books_inventory=books.inventory,
        books_other_assets=books.other_assets,
        books_equipment=books.equipment,
        equipment_fair=books.fair_equipment - sum(one.fair for one in kept),
        equipment_tax_basis=books.equipment_basis - sum(one.basis for one in kept),
        books_payables=books.payables,
        books_accrued=books.accrued,
        books_other_liabilities=books.other_liabilities,
        books_debt=books.debt,
        unbooked_liabilities=settled.unbooked_liabilities,
        accrued_kept=settled.accrued_kept,
        other_liabilities_kept=settled.other_liabilities_kept,
        other_assets_kept=settled.other_assets_kept,
        inventory_fair=books.fair_inventory,
        intangibles=deal.intangibles.value,
        non_compete=deal.intangibles.non_compete,
        equipment_kept=sum(one.book_value for one in kept),
        sales=last.sales,
        cost_fraction=turnover.cost_fraction,
        payroll=last.payroll,
        replacement=replacement,
        burden=burden,
        overhead=overhead,
        support=deal.support,
        support_months=float(deal.support_months),
        receivable_days=turnover.receivable_days,
        inventory_days=turnover.inventory_days,
        inventory_fixed=turnover.inventory_fixed,
        payable_days=turnover.payable_days,
        payables_fixed=turnover.payables_fixed,
        sales_before=turnover.sales_before,
        sales_two_before=turnover.sales_two_before,
        capital_spending=business.capital_spending,
        equipment_months=round(business.remaining_life * MONTHS_A_YEAR),
        additions_months=business.equipment_life * MONTHS_A_YEAR,
        goodwill_months=round(deal.goodwill_years * MONTHS_A_YEAR),
        tax_equipment_months=worth.equipment_months(scenario, rules, step_up=step_up),
        tax_additions_months=tax_life,
        tax_goodwill_months=rules.value("goodwill.tax_months"),
        turn_months=float(max(1, round(turnover.inventory_days / DAYS_IN_QUARTER * MONTHS_A_QUARTER))),
        expensed_fraction=rules.value("equipment.expensed_fraction"),
        line_limit=deal.line.limit,
        line_rate=deal.line.rate,
        line_indexed=float(deal.line.indexed),
        unused_fee=deal.line.unused_fee,
        based=float(not (deal.line.receivables_advance is None and deal.line.inventory_advance is None)),
        receivables_advance=deal.line.receivables_advance or 0.0,
        inventory_advance=deal.line.inventory_advance or 0.0,
        cash_floor=business.cash_floor,
        sweep_fraction=deal.payout.sweep,
        tested_quarterly=float(covenants.tested == "quarterly"),
        **loans.limits(covenants),
        tested_from=float(covenants.tested_from),
        line_lets_minimum=loans.lets_minimum(deal.line.cash_patronage_in_breach),
        line_lets_further=loans.lets_further(deal.line.cash_patronage_in_breach),
        line_tested_from=float(deal.line.covenants.tested_from),
        **loans.limits(deal.line.covenants, "line_"),
        **{f"rank_{name.removeprefix('capital_')}": place for name, place in firm.items()},
        rank_seller=ranks["seller_note"],
        rank_minimum=ranks["patronage_minimum"],
        rank_preferred=ranks["preferred"],
        rank_further=ranks["patronage_further"],
        rank_leavers=ranks["leavers"],
        rank_revolving=ranks["revolving"],
        preferred_rate=deal.preferred.dividend,
        dividends_additional=float(deal.preferred.additional),
        basis_taxable=float(coop.surplus_basis == "taxable"),
        basis_before_goodwill=float(coop.surplus_basis == "book_before_goodwill"),
        collective_fraction=coop.kept_together,
        cash_fraction=coop.cash_fraction,
        workers_slice=scenario.membership.of_workers,
        returns_of_patronage=scenario.membership.returns_of_patronage or 0.0,
        entry_fee_fraction=coop.entry_fee_fraction,
        least_cash=0.0 if partnership else rules.value("patronage.least_cash"),
        heads=0.0 if partnership else _heads(scenario),
        qualified=float(coop.qualified or partnership),
        partnership=float(partnership),
        tax_distribution=coop.tax_distribution if partnership else 0.0,
        losses_made_good=float(coop.losses_made_good),
        losses_to_accounts=float(coop.losses_to == "accounts" or partnership),
        accounts_below_zero=float(coop.accounts_below_zero),
        **scenario.community_currency.terms,
        account_interest=coop.account_interest,
        revolving_years=float(coop.revolving_years or NEVER),
        revolving_cash=coop.revolving_cash,
        layers_apart=float(layers_apart(scenario)),
        redemption_years=float(coop.redemption_years),
        redemption_payment=classes.redemption_payment(coop),
        redemption_rate=coop.redemption_rate,
        most_redeemed=UNLIMITED if coop.most_redeemed is None else coop.most_redeemed,
        retired_first=float(coop.retired_first),
        solvent_by_book=float(tested_by_book(scenario)),
        fair_multiple=ratio(price, ebitda) if ebitda > 0 else 0.0,
        fair_at_closing=price,
        leavers_apart=float(max(1, coop.redemption_years)),
        tax_rate=0.0 if partnership else federal + state * (1.0 - federal),
        sheltered_fraction=rules.value("losses.sheltered_fraction"),
        loans=loans.all_terms(scenario),
        stages=tuple(_stage(one) for one in deal.later_closings),
        classes=classes.all_terms(scenario),
    )


def _heads(scenario: Scenario) -> float:
    """All who may ever become members."""
    return float(sum(worker.number for worker in workforce.crew(scenario).workers if worker.joins_after is not None))


def tested_by_book(scenario: Scenario) -> bool:
    """Whether members and investors are paid out by a test of the books: as chosen, or as the state sets it."""
    chosen = scenario.coop.solvency_by
    if chosen != "place":
        return chosen == "book"
    return test_of(scenario.place, scenario.deal.incorporated_in).test == "book"


def _stage(closing: LaterClosing) -> Stage:
    """One later closing as the model wants it."""
    return Stage(
        fraction=closing.fraction,
        earliest=float(closing.after),
        senior_left=1.0 if closing.senior_left is None else closing.senior_left,
        price=closing.price or 0.0,
        increase=closing.increase if closing.formula == "closing_price" else 0.0,
        multiple=closing.multiple if closing.formula == "earnings" else 0.0,
        of_book=float(closing.formula == "book_value"),
    )


def _places(order: tuple[str, ...]) -> dict[str, float]:
    """The place of each claim in an order of payment, from 1."""
    return {name: float(place) for place, name in enumerate(order, start=1)}


def _second_replacement(scenario: Scenario, burden: float) -> float:
    """Pay for a second owner's work; where none is given, what with payroll taxes comes to what is booked."""
    given = scenario.owner.second_replacement_pay
    return scenario.business.statements[-1].second_owner_pay / (1.0 + burden) if given is None else given


def _drivers(
    scenario: Scenario, rules: Rules, path: workforce.Path, calendar: tuple[Clock, ...]
) -> tuple[Drivers, ...]:
    business, slots = scenario.business, shape_of(scenario).layers
    shared_from = shares_by_work_from(scenario, calendar)
    index, of_loans = loans.index_path(scenario, rules), loans.all_drivers(scenario, rules, calendar)
    made = []
    for month, of_classes in enumerate(classes.all_drivers(scenario)):
        plan_year = max(0, (month - 1) // MONTHS_A_YEAR)
        _, calendar_month = month_of(scenario.deal.closing, month)
        made.append(
            Drivers(
                growth=sales_growth(business, plan_year),
                wage_raise=business.wage_raise,
                inflation=business.inflation,
                season=valuation.season(business, calendar_month),
                shock=1.0,
                staffing=workforce.staffing(scenario, month),
                member_labour=path.member_labour[month] if month >= shared_from else 0.0,
                shares_paid=path.shares_paid[month] if month else 0.0,
                roster_pay=path.roster_pay[month],
                shares_leaving=path.shares_leaving[month].all,
                shares_retiring=path.shares_leaving[month].retiring,
                shares_forfeited=path.shares_leaving[month].forfeited,
                index_rate=index[month],
                loans=of_loans[month],
                layers=_of_layers(path, month, slots),
                classes=of_classes,
            )
        )
    return tuple(made)


def _of_layers(path: workforce.Path, month: int, slots: int) -> tuple[LayerDrivers, ...]:
    """What leaves of each layer, the newest first."""
    of_layers = (*zip(path.layers_leaving[month], path.bearing[month], strict=True),)
    found = tuple(LayerDrivers(*one, bearing) for one, bearing in reversed(of_layers[-slots:]))
    return found + (NO_LAYER_DRIVERS,) * (slots - len(found))


def refuse_impossible(scenario: Scenario, rules: Rules, run: Run) -> None:
    """Raise `Faulty` where the deal cannot be closed, or the law does not allow it, as asked."""
    refused = refusals(scenario, rules, run.start, run.months[0].working.line_capacity)
    if max(abs(month.balance.assets) + month.operations.sales_level for month in run.months) > LARGEST_FIGURE:
        refused.append(sentence("deal.figures_too_large", largest=money(LARGEST_FIGURE)))
    if refused:
        raise Faulty([one.said() for one in refused])


def refusals(scenario: Scenario, rules: Rules, start: Start, line_capacity: float) -> list[Sentence]:
    """Why the deal cannot be closed, or the law does not allow it, as asked; nothing where it can."""
    deal, coop, closing = scenario.deal, scenario.coop, start.closing
    assumed = sum(loan.principal for loan in deal.loans if loan.kind == "assumed")
    named = [loan for loan in deal.loans if loan.name == deal.plug]
    limit = named[0].limit if named else deal.preferred.limit
    least_cash, latest = rules.value("patronage.least_cash"), rules.value("patronage.payment_months")
    refused = (
        (assumed > scenario.business.books.debt, "deal.assumed_above_debt", {"assumed": money(assumed)}),
        (bool(named) and named[0].kind == "assumed", "deal.plug_is_assumed", {"plug": deal.plug}),
        (closing.plug < 0, "deal.plug_below_zero", {"plug": deal.plug, "amount": money(-closing.plug)}),
        (
            limit is not None and closing.plug > limit,
            "deal.plug_above_limit",
            {"plug": deal.plug, "amount": money(closing.plug), "limit": money(limit or 0.0)},
        ),
        (
            deal.line.drawn_at_closing > line_capacity,
            "deal.line_above_base",
            {"drawn": money(deal.line.drawn_at_closing), "base": money(line_capacity)},
        ),
        (
            deal.cash_left_in > scenario.business.books.cash,
            "deal.more_cash_than_books",
            {"left": money(deal.cash_left_in), "cash": money(scenario.business.books.cash)},
        ),
        (closing.to_seller < 0, "deal.debt_above_price", {"debt": money(scenario.business.books.debt)}),
        (
            start.opening.seller_cash < 0 <= closing.to_seller,
            "deal.paper_above_price",
            {"price": money(closing.to_seller)},
        ),
        (
            coop.claims_qualified and coop.cash_fraction < least_cash,
            "deal.too_little_cash",
            {"given": percent(coop.cash_fraction), "least": percent(least_cash)},
        ),
        (coop.payout_months > latest, "deal.paid_too_late", {"latest": latest}),
    )
    own = (sentence(key, **values) for holds, key, values in refused if holds)
    return [*forms.refusals(scenario), *valuation.refusals(scenario.business), *own]


def _named(scenario: Scenario, month: int) -> str:
    return month_of_year(date(*month_of(scenario.deal.closing, month), 1))


def findings(scenario: Scenario, run: Run) -> tuple[Sentence, ...]:
    """What is right but needs saying: a negative collective account, pledges, a cash shortfall and its month."""
    opening, outcome = run.start.opening, run.outcome
    members = workforce.founding_members(scenario)
    closed = run.months[0].members
    pledged = members * scenario.coop.member_share - closed.member_shares - closed.entry_fees
    said = []
    if outcome.shortfall_month >= 0:
        month = int(outcome.shortfall_month)
        at = run.months[month].treasury
        worst = max(range(len(run.months)), key=lambda one: run.months[one].treasury.cash_shortfall)
        said.append(
            sentence(
                "deal.cash_shortfall",
                month=_named(scenario, month),
                worst_month=_named(scenario, worst),
                sure=money(opening.seller_cash),
                amount=money(at.cash_shortfall),
                cash=money(at.cash),
                floor=money(scenario.business.cash_floor),
                worst=money(outcome.shortfall_worst),
            )
        )
    if opening.collective < 0 and scenario.deal.form == "buyout":
        said.append(sentence("deal.negative_collective", amount=money(-opening.collective)))
        said.append(sentence("deal.solvency", surplus=money(opening.fair_surplus), payable=money(opening.may_be_paid)))
    if run.start.revalued.residual < 0:
        said.append(sentence("deal.bargain", amount=money(-run.start.revalued.residual)))
    year, calendar_month = month_of(scenario.deal.closing, 0)
    books_end = scenario.business.statements[-1].year * MONTHS_A_YEAR + scenario.business.fiscal_year_end_month
    age = year * MONTHS_A_YEAR + calendar_month - books_end
    if age > MONTHS_A_YEAR:
        said.append(sentence("deal.old_books", months=age))
    rostered = sum(workforce.yearly_pay(worker) for worker in scenario.workforce.workers)
    booked = scenario.business.statements[-1].payroll
    if rostered and booked and abs(rostered / booked - 1.0) > ROSTER_MAY_DIFFER:
        said.append(sentence("deal.roster_differs", rostered=money(rostered), booked=money(booked)))
    if scenario.deal.grants > 0:
        said.append(sentence("deal.grants", amount=money(scenario.deal.grants)))
    if scenario.deal.closing.year < scenario.rules_date.year:
        said.append(sentence("deal.later_law", law=scenario.rules_date.year, closing=scenario.deal.closing.year))
    return (*said, *_of_shares(scenario, members, pledged))


def _of_shares(scenario: Scenario, members: float, pledged: float) -> Iterator[Sentence]:
    """Who gives or lends members their shares, and what is only pledged."""
    given = round(members * scenario.coop.seller_gift, 2)
    if given:
        yield sentence("deal.seller_gift", amount=money(given))
    if scenario.coop.share_lender and members:
        yield sentence("deal.share_lender")
    if pledged > 0:
        yield sentence("deal.pledged", amount=money(pledged))
