"""A fiscal year's surplus: what accounts ask of it, how it is shared and taxed, and what follows once cash is paid."""

from typing import NamedTuple


class Entitled(NamedTuple):
    """What members' accounts, and members' own tax, ask of the surplus of the fiscal year so far."""

    staying: float  # accounts after those who left
    below_zero: float  # what accounts lie below zero, after those who left
    interest: float  # on them, by its rate
    allocated: float  # of a partnership: taxable income that members are taxed on, paid or not


class Surplus(NamedTuple):
    """The surplus of the fiscal year so far, and what comes before patronage, in the order of the bylaws."""

    surplus: float
    losses_made_good: float
    restored: float  # to accounts that lie below zero
    after_losses: float
    target: float
    preferred_dividend: float
    first_wanted: float  # on the capital of classes that come before patronage
    first_returns: float
    interest: float  # on accounts, as far as the surplus goes
    lawful: float  # flag: the co-op holds enough of the company to share it as patronage
    shareable: float


class Reckoning(NamedTuple):
    """How the surplus of the fiscal year so far would be shared among workers and taxed."""

    member_fraction: float
    members_surplus: float
    to_collective: float
    patronage_dividend: float
    cash_patronage: float
    minimum_cash: float
    notices: float
    in_units: float  # of cash patronage: in the community currency
    deduction: float
    deducted: float  # patronage of all classes
    undeducted: float  # of it neither deducted nor in the community currency: notices that are not qualified
    income: float  # taxable, before patronage and before notices that were not qualified and are paid
    redeemed: float  # such notices
    tax_deducting: float  # with these deducted
    tax_not_deducting: float
    tax_less_saved: float  # the same, less what they would have saved when issued
    by_issue: float  # flag: tax is less what the notices redeemed would have saved when issued, not deducted now
    taxable_before_patronage: float
    taxable_after_patronage: float
    tax_losses_used: float
    tax: float
    new_tax_losses: float
    qualified_deducting: float  # the same three once more, were all notices qualified
    qualified_not_deducting: float
    qualified_less_saved: float
    qualified_tax: float
    issue_tax_rate: float  # tax that notices not qualified would save, were they
    company_deducting: float  # and once more, as if nothing were patronage
    company_not_deducting: float
    company_less_saved: float
    tax_of_company: float  # as if nothing were patronage: what the profit of the seller's shares is reckoned after
    stake_profit: float  # on the shares that the seller keeps
    class_dividends: float  # patronage of further classes
    class_cash: float  # of it in cash
    later_wanted: float  # on the capital of classes that come after patronage
    later_returns: float
    charged: float  # of a loss: to members' accounts
    charged_below: float  # beyond what stands in them, where the bylaws let them fall below zero


class Shared(NamedTuple):
    """What is decided at fiscal year-end."""

    book_surplus: float
    patronage_dividend: float
    minimum_cash: float
    cash_patronage: float
    in_units: float
    notices: float
    preferred_dividend: float
    stake_profit: float
    stake_needed: float  # paid on the seller's shares for the co-op to receive what its loans cost
    stake_dividend: float
    tax: float
    collective_change: float
    losses_made_good: float
    new_losses: float
    tax_losses_used: float
    new_tax_losses: float
    allocated: float  # of a partnership: taxable income that members are taxed on, paid or not


class Confirmed(NamedTuple):
    """The patronage dividend once its cash is paid: what was held back becomes notices, and tax follows."""

    held_back: float
    lost: float  # flag: below the least cash, so its notices are not qualified
    deduction: float
    undeducted: float  # notices that are not qualified: deducted when they are paid
    all_deducted: float  # patronage of all classes
    all_undeducted: float
    tax_deducting: float  # notices that were not qualified and were paid in that year deducted
    tax_not_deducting: float
    tax_less_saved: float  # the same, less what they would have saved when issued
    by_issue: float  # flag: tax is less what these would have saved when issued, they are not deducted
    tax: float
    tax_added: float
    new_tax_losses: float
    losses_added: float  # used, less new ones
    known: float  # flag: paid, or not, by now
    qualified_deducting: float  # the same three once more, were all notices qualified
    qualified_not_deducting: float
    qualified_less_saved: float
    qualified_tax: float
    issue_tax_rate: float  # tax that these would have saved, had they been qualified
