"""The same plan under other bylaws for its surplus: what each costs the co-op, members and lenders.

Each policy is the plan's own model run again; nothing of it is worked out here but sums over its months. Where there
are further classes of members, each policy holds for every class with patronage, and members are those of all classes.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from planner import deal, workforce
from planner.board import credited
from planner.model import one
from planner.model.calendar import MONTHS_A_YEAR
from planner.model.helpers import cents
from planner.model.lines import value_of
from planner.model.one import Case, Run
from planner.model.records import Month
from planner.places import Rules
from planner.scenario import Coop, MemberClass, Scenario

YEARS_COMPARED = 10
PLANNED = "planned"
# Sums over the months compared: the lines of the model, with their signs.
TO_CLASSES = tuple(
    f"class_flows.{name}" for name in ("patronage_paid", "revolved_paid", "leavers_paid", "leaver_interest_paid")
)
SUMS: dict[str, tuple[tuple[str, float], ...]] = {
    "co_op_tax": (("payments.tax_paid", 1.0),),
    "members_cash": (("treasury.to_members", 1.0), *((line, 1.0) for line in TO_CLASSES)),
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
        *((line, -1.0) for line in TO_CLASSES),
        ("class_flows.dividends_paid", -1.0),
    ),
}
INTEREST = (("payments.leaver_interest_paid", 1.0), ("class_flows.leaver_interest_paid", 1.0))
TAXED: dict[str, tuple[tuple[str, float], ...]] = {
    "partnership": (("shared.allocated", 1.0), *INTEREST),
    "subchapter_t": (("confirmed.deduction", 1.0), ("payments.notices_redeemed", 1.0), *INTEREST),
}
AT_END: dict[str, tuple[str, ...]] = {
    "accounts": ("members.accounts", "of_classes.accounts"),
    "to_redeem": (
        *("members.accounts", "members.leavers_owed", "owed.revolving_payable"),
        *("of_classes.accounts", "of_classes.leavers_owed", "of_classes.revolving_payable"),
    ),
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
    saved_later: float  # in tax, when these are paid: at least, what they would have saved when issued


class Policy(NamedTuple):
    """One policy for the surplus."""

    key: str
    same: bool  # as the bylaws of the plan have it
    scenario: Scenario
    case: Case
    run: Run
    figures: Figures
    lowest_fccr: float | None  # None: never tested
    short: bool  # whether cash falls short


def compare(scenario: Scenario, rules: Rules) -> tuple[tuple[Policy, ...], int]:
    """Every policy, and over how many months they are compared."""
    horizon = min(scenario.months, YEARS_COMPARED * MONTHS_A_YEAR)
    law = rules.at(scenario.rules_date)
    changed = changes(scenario.coop, law.value("patronage.least_cash"))
    listed = {key: with_bylaws(scenario, bylaws) for key, bylaws in changed}
    if scenario not in listed.values():
        listed = {PLANNED: scenario, **listed}
    return tuple(_follow(key, one, law, horizon, same=one == scenario) for key, one in listed.items()), horizon


def changes(coop: Coop, least_cash: float) -> Iterator[tuple[str, dict[str, Any]]]:
    """The bylaws of each policy; a partnership has no notices that could be qualified."""
    if coop.taxed_as == "partnership":
        yield "all_cash", {"cash_fraction": 1.0}
        yield "tax_alone", {"cash_fraction": 0.0}
        return
    yield "all_cash", {"qualified": True, "cash_fraction": 1.0}
    yield "least_cash", {"qualified": True, "cash_fraction": least_cash}
    if least_cash < coop.cash_fraction < 1.0:
        yield "chosen_cash", {"qualified": True}
    yield "nonqualified", {"qualified": False, "cash_fraction": 0.0}
    yield "collective", {"collective_fraction": 1.0}


def with_bylaws(scenario: Scenario, bylaws: dict[str, Any]) -> Scenario:
    """The plan with a policy, for the workers and for every class that has patronage."""
    classes = tuple(one.model_copy(update=bylaws) if one.patron else one for one in scenario.membership.classes)
    membership = scenario.membership.model_copy(update={"classes": classes})
    return scenario.model_copy(update={"coop": scenario.coop.model_copy(update=bylaws), "membership": membership})


def _follow(key: str, changed: Scenario, rules: Rules, horizon: int, *, same: bool) -> Policy:
    case = deal.lower(changed, rules, workforce.follow(changed))
    run = one.run(case)
    tested = any(month.coverage.service > 0 for month in run.months[: horizon + 1])
    return Policy(
        key=key,
        same=same,
        scenario=changed,
        case=case,
        run=run,
        figures=figures_of(case, run, changed, horizon),
        lowest_fccr=run.outcome.lowest_fccr if tested else None,
        short=run.outcome.shortfall_month >= 0,
    )


def figures_of(case: Case, run: Run, scenario: Scenario, horizon: int) -> Figures:
    """What one run comes to.

    members' tax = rate x what they are taxed on when it is paid: what the co-op deducts (whole dividends if qualified,
    else cash), notices redeemed, interest to leavers, and interest credited to accounts once it is paid out; of a
    partnership all that is allocated, paid or not, and interest to leavers. What users get back on what they bought for
    themselves is not income. Source: 26 U.S.C. 1385(a), (b)(2), 61(a)(4), 702(a), 707(c).
    """
    sums = {name: summed(run, lines, horizon) for name, lines in SUMS.items()}
    income = summed(run, taxed(scenario), horizon) + credited.paid_out(scenario.coop, case, run, horizon)
    members_tax = cents(scenario.coop.members_tax_rate * income)
    end = run.months[horizon]
    at_end = {name: cents(sum(value_of(end, line) for line in lines)) for name, lines in AT_END.items()}
    nonqualified = cents(sum(value_of(end, line) for line in not_qualified(end)))
    by_issue = cents(sum(value_of(end, one) * value_of(end, rate) for one, rate in saved_when_issued(end)))
    return Figures(
        **sums,
        members_tax=members_tax,
        members_after_tax=cents(sums["members_cash"] - members_tax),
        **at_end,
        nonqualified=nonqualified,
        saved_later=cents(by_issue + sum(value_of(end, line) for line in called_and_saved(end))),
    )


def taxed(scenario: Scenario) -> tuple[tuple[str, float], ...]:
    """The lines that are income of members: the workers', interest to leavers, patronage of each class taxed on it."""
    of_classes = (
        (line, 1.0)
        for place, one in enumerate(scenario.membership.classes)
        if is_taxed(one)
        for line in (f"class_paid.{place}.confirmed.deduction", f"class_paid.{place}.notices_redeemed")
    )
    return (*TAXED[scenario.coop.taxed_as], *of_classes)


def is_taxed(one: MemberClass) -> bool:
    """Whether patronage is income of a class's members: of producers it is, of users only a price less high."""
    return one.who == "producers"


def not_qualified(end: Month) -> tuple[str, ...]:
    """The lines of a month that hold notices which are not qualified, of all classes."""
    lines = [f"layers.{place}.nonqualified" for place in range(len(end.layers))]
    lines.append("owed.revolving_nonqualified")
    for place, cls in enumerate(end.classes):
        lines += [f"classes.{place}.layers.{layer}.nonqualified" for layer in range(len(cls.layers))]
        lines.append(f"classes.{place}.owed.revolving_nonqualified")
    return tuple(lines)


def saved_when_issued(end: Month) -> tuple[tuple[str, str], ...]:
    """Of each layer: its notices that are not qualified, and the tax that each would have saved when issued."""
    layers = [f"layers.{place}" for place in range(len(end.layers))]
    for place, cls in enumerate(end.classes):
        layers += [f"classes.{place}.layers.{layer}" for layer in range(len(cls.layers))]
    return tuple((f"{layer}.nonqualified", f"{layer}.issue_tax_rate") for layer in layers)


def called_and_saved(end: Month) -> tuple[str, ...]:
    """The lines of the same tax on notices that the board has called, of all classes."""
    classes = (f"classes.{place}" for place in range(len(end.classes)))
    return ("owed.revolving_issue_tax", *(f"{one}.owed.revolving_issue_tax" for one in classes))


def summed(run: Run, lines: tuple[tuple[str, float], ...], horizon: int) -> float:
    """Lines of the months compared, added up with their signs; whole cents."""
    return cents(sum(sign * total_of(run, line, horizon) for line, sign in lines))


def total_of(run: Run, line: str, horizon: int) -> float:
    """One line of the months compared, added up."""
    return cents(sum(value_of(month, line) for month in run.months[1 : horizon + 1]))
