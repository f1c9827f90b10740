"""The same plan under other bylaws for its surplus: what each costs the co-op, members and lenders.

Each policy is the plan's own model run again; nothing of it is worked out here but sums over its months.
"""

from collections.abc import Iterator
from typing import NamedTuple

from planner import deal, workforce
from planner.board.redeemed import saved
from planner.model import one
from planner.model.calendar import MONTHS_A_YEAR
from planner.model.helpers import cents
from planner.model.lines import value_of
from planner.model.one import Case, Run
from planner.places import Rules
from planner.scenario import Coop, Scenario

YEARS_COMPARED = 10
PLANNED = "planned"
# Sums over the months compared: the lines of the model, with their signs.
SUMS: dict[str, tuple[tuple[str, float], ...]] = {
    "co_op_tax": (("payments.tax_paid", 1.0),),
    "members_cash": (("treasury.to_members", 1.0),),
    "for_debt": (
        ("operations.ebitda", 1.0),
        ("working.change", -1.0),
        ("assets.capital_spending", -1.0),
        ("payments.tax_paid", -1.0),
        ("currency.as_pay", 1.0),
        ("currency.spent", -1.0),
        ("currency.redeemed", -1.0),
        ("treasury.to_members", -1.0),
        ("payments.dividends_paid", -1.0),
    ),
}
TAXED: dict[str, tuple[tuple[str, float], ...]] = {
    "partnership": (("shared.allocated", 1.0),),
    "subchapter_t": (("confirmed.deduction", 1.0), ("payments.notices_redeemed", 1.0)),
}
AT_END: dict[str, tuple[str, ...]] = {
    "accounts": ("members.accounts",),
    "to_redeem": ("members.accounts", "members.leavers_owed", "owed.revolving_payable"),
}


class Figures(NamedTuple):
    """What a policy comes to over the months compared; money."""

    co_op_tax: float
    members_tax: float
    members_cash: float  # paid by the co-op to members and leavers, before their tax
    members_after_tax: float
    for_debt: float  # cash for debt service: after tax, capital spending, members and investors
    accounts: float  # at the end
    to_redeem: float  # at the end: accounts, leavers and accounts called
    nonqualified: float  # at the end: notices not yet deducted
    saved_later: float  # in tax, when these are paid


class Policy(NamedTuple):
    """One policy for the surplus."""

    key: str
    same: bool  # as the bylaws of the plan have it
    coop: Coop
    case: Case
    run: Run
    figures: Figures
    lowest_fccr: float | None  # None: never tested
    short: bool  # whether cash falls short


def compare(scenario: Scenario, rules: Rules) -> tuple[tuple[Policy, ...], int]:
    """Every policy, and over how many months they are compared."""
    horizon = min(scenario.months, YEARS_COMPARED * MONTHS_A_YEAR)
    law = rules.at(scenario.rules_date)
    listed = dict(changes(scenario.coop, law.value("patronage.least_cash")))
    own = scenario.coop
    if own not in listed.values():
        listed = {PLANNED: own, **listed}
    return tuple(_follow(scenario, law, key, coop, horizon) for key, coop in listed.items()), horizon


def changes(coop: Coop, least_cash: float) -> Iterator[tuple[str, Coop]]:
    """The bylaws of each policy; a partnership has no notices that could be qualified."""
    if coop.taxed_as == "partnership":
        yield "all_cash", coop.model_copy(update={"cash_fraction": 1.0})
        yield "tax_alone", coop.model_copy(update={"cash_fraction": 0.0})
        return
    shared = {"collective_fraction": coop.collective_fraction}
    yield "all_cash", coop.model_copy(update={**shared, "qualified": True, "cash_fraction": 1.0})
    yield "least_cash", coop.model_copy(update={**shared, "qualified": True, "cash_fraction": least_cash})
    if least_cash < coop.cash_fraction < 1.0:
        yield "chosen_cash", coop.model_copy(update={**shared, "qualified": True})
    yield "nonqualified", coop.model_copy(update={**shared, "qualified": False, "cash_fraction": 0.0})
    yield "collective", coop.model_copy(update={"collective_fraction": 1.0})


def _follow(scenario: Scenario, rules: Rules, key: str, coop: Coop, horizon: int) -> Policy:
    changed = scenario.model_copy(update={"coop": coop})
    case = deal.lower(changed, rules, workforce.follow(changed))
    run = one.run(case)
    tested = any(month.coverage.service > 0 for month in run.months[: horizon + 1])
    return Policy(
        key=key,
        same=coop == scenario.coop,
        coop=coop,
        case=case,
        run=run,
        figures=figures_of(run, case, coop, horizon),
        lowest_fccr=run.outcome.lowest_fccr if tested else None,
        short=run.outcome.shortfall_month >= 0,
    )


def figures_of(run: Run, case: Case, coop: Coop, horizon: int) -> Figures:
    """What one run comes to.

    members' tax = rate x what they are taxed on when it is paid: what the co-op deducts (whole dividends if qualified,
    else cash), and notices redeemed; of a partnership all that is allocated, paid or not.
    Source: 26 U.S.C. 1385(a), 702(a).
    """
    sums = {name: summed(run, lines, horizon) for name, lines in SUMS.items()}
    members_tax = cents(coop.members_tax_rate * summed(run, TAXED[coop.taxed_as], horizon))
    end = run.months[horizon]
    at_end = {name: cents(sum(value_of(end, line) for line in lines)) for name, lines in AT_END.items()}
    nonqualified = cents(sum(layer.nonqualified for layer in end.layers) + end.owed.revolving_nonqualified)
    tax_rate = case.terms.tax_rate
    return Figures(
        **sums,
        members_tax=members_tax,
        members_after_tax=cents(sums["members_cash"] - members_tax),
        **at_end,
        nonqualified=nonqualified,
        saved_later=cents(saved(nonqualified, nonqualified, tax_rate, nonqualified, tax_rate)),
    )


def summed(run: Run, lines: tuple[tuple[str, float], ...], horizon: int) -> float:
    """Lines of the months compared, added up with their signs; whole cents."""
    return cents(sum(sign * total_of(run, line, horizon) for line, sign in lines))


def total_of(run: Run, line: str, horizon: int) -> float:
    """One line of the months compared, added up."""
    return cents(sum(value_of(month, line) for month in run.months[1 : horizon + 1]))
