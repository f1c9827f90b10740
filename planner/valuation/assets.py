"""Adjusted net assets: what is owned less what is owed, at fair value."""

from planner.model.helpers import cents, most
from planner.model.writing import total
from planner.places import Rules
from planner.scenario import Scenario
from planner.valuation.income import tax_rate_of
from planner.valuation.records import Held, NetAssets, Sorted


def held_of(scenario: Scenario, rules: Rules) -> Held:
    """The last balance sheet, equipment and inventory at fair value, and what else is worth more or less than booked.

    Inventory is booked at cost, which is its tax basis. What the seller keeps is part of the equipment and not sold.
    """
    books, kept = scenario.business.books, scenario.deal.kept.assets
    return Held(
        cash=books.cash,
        trade_assets=books.receivables + books.inventory + books.other_assets,
        inventory_gain=books.fair_inventory - books.inventory,
        equipment_fair=books.fair_equipment,
        equipment_tax_basis=books.equipment_basis,
        kept_fair=total(one.fair for one in kept),
        kept_tax_basis=total(one.basis for one in kept),
        fair_items=total(item.amount for item in scenario.value.fair_items),
        liabilities=books.payables + books.accrued + books.other_liabilities,
        debt=books.debt,
        tax_rate=tax_rate_of(scenario, rules),
    )


def add_up_assets(held: Held, items: Sorted) -> NetAssets:
    """Assets - liabilities at fair value - deferred tax, once for the operations, once with cash, debt and debt-like.

    deferred tax = rate x (fair value - tax basis), where that is a gain, of all that is sold. Only the operations
    compare with the other methods, which are free of cash and debt.
    """
    equipment = held.equipment_fair - held.kept_fair
    beyond = held.inventory_gain + held.fair_items
    gain = equipment - (held.equipment_tax_basis - held.kept_tax_basis) + beyond
    deferred_tax = cents(held.tax_rate * most(0.0, gain))
    assets = held.trade_assets - items.lent_to_seller - items.lent_settled + equipment + beyond
    owed = held.liabilities - items.accrued - items.other
    operations = assets - owed - deferred_tax
    cash_like = held.cash + items.lent_to_seller + items.lent_settled
    debt_like = items.accrued + items.other + items.unbooked
    return NetAssets(
        deferred_tax=deferred_tax,
        operations=operations,
        all=operations + cash_like - held.debt - debt_like,
        value=cents(most(0.0, operations)),
    )
