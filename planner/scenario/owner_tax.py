"""What the owner's tax on the sale hangs on: the assets in the business, a rollover, small business stock."""

from datetime import date
from typing import Literal

from planner import fields as of
from planner.fields import Frozen

Answer = Literal["yes", "no", "unknown"]
RolloverReading = Literal["off", "amount_realised", "gain"]


class SoldAssets(Frozen):
    """The assets behind the business, where the sale is taxed by what is sold."""

    basis: float | None = of.money(
        "Tax basis of the assets",
        "What is left to deduct of all assets that are sold, before anything owed is taken off. Counts where a sole "
        "owner's or a C corporation's assets are sold, and for an S corporation's gain built in. Empty: your own tax "
        "basis with all that the business owes.",
        None,
    )
    cash_method: bool = of.choice(
        "Cash method",
        "Sales are taxed when customers pay: what they owe at closing is then ordinary income.",
        default=False,
    )
    inventory_gain: float | None = of.money(
        "Inventory above its cost",
        "What the buyer pays for inventory above its cost for tax; empty: what it is worth above the books.",
        None,
    )
    equipment_cost: float | None = of.money(
        "Equipment, first cost", "What the equipment once cost; empty: more than it fetches today.", None
    )
    property_gain: float = of.money(
        "Gain on real property", "Within the price: gain on land and buildings that are sold.", 0.0
    )
    property_depreciation: float = of.money(
        "Depreciation of real property", "Straight-line depreciation taken on what is sold.", 0.0
    )
    state_rate: float = of.rate(
        "Corporation's state income tax", "Rate a year, where a C corporation sells its assets.", 0.0, high=0.2
    )
    first_s_year: int | None = of.count(
        "First year as an S corporation",
        "Of a corporation that was a C corporation before; empty: it never was, or that is long ago.",
        None,
        low=1958,
        high=2100,
    )
    built_in_gain: float | None = of.money(
        "Gain built in at that time", "Value above tax basis when it became an S corporation; empty: all gain.", None
    )
    earnings: float | None = of.money(
        "Earnings and profits",
        "Profits of a C corporation never paid out; a payment out of them is a dividend. Empty: of a C corporation as "
        "much as is paid, of an S corporation none.",
        None,
    )
    adjustments_account: float | None = of.money(
        "Accumulated adjustments account",
        "Profits of the years as an S corporation, taxed and not paid out: a payment out of them is no dividend "
        "(26 U.S.C. 1368). Empty: taken as none.",
        None,
    )


class Kingdom(Frozen):
    """What the United Kingdom's capital gains tax asks of an owner who lives there."""

    pounds: float = of.times(
        "Pounds for one unit of the plan's money",
        "Turns the law's amounts in pounds into the plan's money; 1: they are read one for one.",
        1.0,
        low=0.01,
    )
    disposal_relief: Answer = of.choice(
        "Business asset disposal relief",
        "Whether for two years you held 5 % or more of a trading company and worked in it.",
        "unknown",
    )
    relief_used: float = of.money(
        "Relief used before", "Gains on which that relief was claimed earlier in life, in the plan's money.", 0.0
    )
    employee_trust: Answer = of.choice(
        "An employee trust would qualify",
        "Trading company, all employees alike, trust in control, trustees in the UK, most of them not former owners.",
        "unknown",
    )


class Rollover(Frozen):
    """Deferral of the gain on shares sold to a worker-owned co-op (s.1042)."""

    elected: bool = of.choice("Defer the gain", "Elect s.1042 and buy replacement property.", default=False)
    property_cost: float | None = of.money(
        "Replacement property", "What is spent on it within the window; empty: all that is paid for the shares.", None
    )
    no_option_shares: Answer = of.choice(
        "Not from a plan or an option",
        "Whether the shares came neither from a retirement plan nor from an option or pay.",
        "unknown",
    )
    co_op_consents: Answer = of.choice(
        "The co-op consents",
        "Whether the co-op gives its verified written consent to the taxes of s.4978 and s.4979A.",
        "unknown",
    )
    property_qualifies: Answer = of.choice(
        "Replacement property qualifies",
        "Whether securities of domestic operating corporations, none of the company's own group, are bought in time.",
        "unknown",
    )
    s_corporation: RolloverReading = of.choice(
        "Rollover from an S corporation",
        "From 2028 for a tenth, of the price as the law reads or of the gain as some write; off: not counted on.",
        "amount_realised",
    )


class SmallStock(Frozen):
    """Exclusion of the gain on qualified small business stock (s.1202)."""

    claimed: bool = of.choice("Exclude the gain", "Claim s.1202 for the shares of a C corporation.", default=False)
    acquired: date = of.day("Shares acquired on", "The day the shares were issued to the owner.", date(2015, 1, 1))
    original_issue: Answer = of.choice(
        "Bought from the company",
        "Whether the company issued the shares to the owner for money, property or work.",
        "unknown",
    )
    qualified_trade: Answer = of.choice(
        "Qualified trade",
        "Not health, law, accounting, consulting, finance, farming, hotels or restaurants; 80 % of assets in use.",
        "unknown",
    )
    gross_assets: float | None = of.money(
        "Gross assets when issued", "Cash and tax basis of all assets right after; empty: unknown.", None
    )
    used_before: float = of.money("Used before", "Gain on this company's shares excluded in earlier years.", 0.0)
