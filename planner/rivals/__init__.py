"""What the owner could do instead of selling to the workers, and what each way is worth today after tax.

| to find | look in |
|---|---|
| every figure on the way | `records` |
| terms of a sale, its note, everything sold | `terms` |
| profit until then, years, today's worth, chance | `years` |
| profit and sale on one return | `together` |
| a way laid out in cash | `laying` |
| whether a company can buy itself out | `debts` |
| which ways are open and what stays of the risk | `ways` |

All ways are measured alike: cash after tax by calendar year from today on, the owner's work paid at market rates, cash
in the bank left out, each year discounted at the owner's own rate. A sale that fails ends in what the owner then does.
Each is told twice: as it would close, and as if it closed on the day on which the sale to the workers does.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from planner import places
from planner.places import Rules
from planner.rivals import debts as of_debts
from planner.rivals import laying
from planner.rivals.debts import carried, carry, deduction_part, least_dscr, tax_rate
from planner.rivals.laying import (
    BY_THE_COMPANY,
    ROLLED_OVER,
    SALES,
    STAYING,
    Setting,
    asked_as,
    borne_by_owner,
    burdens_of,
    chance_of,
    fall_back,
    lay_out,
    lose_plan,
    months_of,
    receipts,
    sell,
    stop,
    stop_months,
    usual_terms,
    weigh,
)
from planner.rivals.records import (
    Burdens,
    Carried,
    Comparison,
    Debts,
    Difference,
    Expected,
    Laid,
    Outline,
    Priced,
    Sunk,
    Taken,
    Timing,
    Way,
)
from planner.rivals.terms import UNLIMITED, lose, pay_bank, taken, timing
from planner.rivals.ways import (
    after_tax_in_words,
    debts_in_words,
    debts_tested,
    in_words,
    is_open,
    origin_of_chance,
    risk,
)
from planner.rivals.years import differ
from planner.scenario import Scenario
from planner.seller import Receipt, SellerOutcome, Worked, kingdom_told, work
from planner.words import Sentence, sentence

WAYS = ("coop", "coop_rollover", *SALES, "closing_down", *STAYING)


class Told(NamedTuple):
    """What the plan says of the planned sale: the seller's outcome, every payment, and whether the co-op carries it."""

    seller: SellerOutcome
    receipts: tuple[Receipt, ...]
    carried: Carried


def compare(
    scenario: Scenario, worth_today: tuple[float, float, float], months: tuple[Any, ...], told: Told
) -> Comparison:
    """Every way out of one plan.

    `worth_today`: the middle of the value of the operations, normalised EBITDA, and what comes beside a price.
    """
    law = places.rules(scenario.place, on=scenario.rules_date)
    setting = Setting(scenario, law, *worth_today, months, told.seller.sale)
    workers = sum(worker.number for worker in scenario.workforce.workers)
    ways = (
        *_to_the_workers(setting, told, workers),
        *(_to_others(setting, name, workers) for name in SALES),
        *_without_a_sale(setting, workers),
    )
    return Comparison(ways, workers, tuple(differences(ways)), law, tuple(_findings(law, scenario)))


def _findings(law: Rules, scenario: Scenario) -> Iterator[Sentence]:
    """How pounds are read, figures of another time that stand in, and those that nobody has checked."""
    if scenario.owner.taxed_in_kingdom:
        yield kingdom_told.pounds(scenario.owner)
    unread = dict.fromkeys(rule.label for rule in law.used if not rule.verified and rule.name.startswith("rivals."))
    yield from (one for one in law.findings if one.key != "places.unverified")
    if unread:
        yield sentence("places.unverified", labels="; ".join(unread))


def _to_the_workers(setting: Setting, told: Told, workers: int) -> Iterator[Way]:
    deal, months = setting.scenario.deal, setting.until_closing
    costs = deal.transaction_costs + deal.advice
    chance = chance_of(setting)
    rollover = next((way for way in told.seller.ways if way.name == "rollover"), None)
    known = origin_of_chance(setting.scenario.rivals.coop_probability, "rivals.coop_probability", setting.rules)
    for name, sale in (("coop", told.seller.planned), ("coop_rollover", rollover.worked if rollover else None)):
        worked = without_rent(setting, sale, told.receipts) if sale else None
        answer, reason = is_open(name, setting, rollover)
        if worked is None or answer == "no":
            yield Way(name, "no", reason, risk(name), costs, months, workers, known)
            continue
        outline = lay_out(setting, months, worked, burdens_to_workers(setting))
        sunk = lose_plan(setting)
        laid = weigh(setting, outline, months, chance, sunk)
        stays = risk(name, worked)
        yield Way(name, answer, reason, stays, costs, months, workers, known, laid, laid, sunk, carried=told.carried)


def burdens_to_workers(setting: Setting) -> Burdens:
    """What the sale to the workers costs the owner beside: the owner's own costs of selling."""
    return Burdens(costs=setting.owner.selling_costs, premium=setting.scenario.rivals.coop_premium)


def _to_others(setting: Setting, name: str, workers: int) -> Way:
    base = asked_as(name)
    asked, usual = getattr(setting.scenario.rivals, base), usual_terms(setting.rules, base)
    when = timing(asked, usual, setting.rules.value(f"rivals.months.{base}"))
    answer, reason = is_open(name, setting, None, when.months)
    rule = f"rivals.chance.{base}"
    known = origin_of_chance(asked.probability, rule, setting.rules)
    if answer == "no":
        return Way(name, answer, reason, risk(name), 0.0, when.months, 0, known)
    terms = taken(asked, usual, setting.rules.value(rule), setting.midpoint)
    outline = sell(setting, name, terms, when)
    sunk = lose(terms, borne_by_owner(name))
    there = when._replace(months=setting.until_closing)
    laid = on_the_day = weigh(setting, outline, when.months, terms.probability, sunk)
    if there != when:
        moved = sell(setting, name, terms, there)
        on_the_day = weigh(setting, moved, there.months, terms.probability, sunk)
    debts = _debts(setting, name, outline)
    priced = outline.priced
    return Way(
        name,
        answer,
        reason,
        risk(name, outline.worked),
        priced.costs + priced.of_company if priced else 0.0,
        when.months,
        round(terms.jobs_kept * workers),
        known,
        laid,
        on_the_day,
        sunk,
        debts,
        carried(debts, least_dscr(setting.scenario, setting.rules)) if debts else None,
    )


def _debts(setting: Setting, name: str, outline: Outline) -> Debts | None:
    """The debts of a company that buys itself out; None of a buyer with means of his own."""
    terms, priced, when = outline.taken, outline.priced, outline.timing
    if name not in BY_THE_COMPANY or terms is None or priced is None or when is None:
        return None
    bank = pay_bank(terms, priced, when.bank_months)
    return carry(setting.months, (bank, outline.note), law_of_debts(setting, name), asked_of_debts(setting))


def law_of_debts(setting: Setting, name: str) -> tuple[float, float]:
    """The part of pay up to which principal is deducted, and the rate of tax."""
    return deduction_part(name, setting.rules), tax_rate(name, setting.scenario, setting.rules)


def asked_of_debts(setting: Setting) -> float:
    """The least DSCR."""
    return least_dscr(setting.scenario, setting.rules)


def _without_a_sale(setting: Setting, workers: int) -> Iterator[Way]:
    certain = sentence("rivals.known.certain")
    for name in ("closing_down", *STAYING):
        answer, reason = is_open(name, setting, None)
        after, burdens = months_of(setting, name), burdens_of(setting, name)
        laid = _certain(stop(setting, after, burdens))
        on_the_day = laid if name in STAYING else _certain(stop(setting, setting.until_closing, burdens))
        months = after + stop_months(setting)
        kept = workers if name in STAYING else 0
        stays = risk(name, months=months)
        yield Way(name, answer, reason, stays, burdens.set_up, months, kept, certain, laid, on_the_day)


def _certain(outline: Outline) -> Laid:
    return Laid(outline, None, Expected(1.0, 0.0, outline.sums.present_value))


def differences(ways: tuple[Way, ...]) -> Iterator[tuple[str, Difference]]:
    """What choosing the workers earns the owner against every other way that is worked out, today and after tax."""
    coop = ways[0].planned
    for way in ways[1:]:
        if coop and way.planned and way.same_day:
            yield way.name, differ(_worth(coop), _worth(way.planned), _worth(way.same_day))


def _worth(laid: Laid) -> tuple[float, float]:
    return laid.outline.sums.present_value, laid.expected.value


def without_rent(setting: Setting, worked: Worked, paid: tuple[Receipt, ...]) -> Worked:
    """The planned sale without rent of property that the owner keeps: other buyers would pay it too."""
    if not worked.totals.rent:
        return worked
    bare = [one for one in paid if not one.rent]
    return work(setting.owner, worked.sale, bare, setting.rules, worked.choice)


STAGES: list[Callable[..., Any]] = [
    *laying.STAGES,
    *of_debts.STAGES,
    law_of_debts,
    asked_of_debts,
]

__all__ = [
    "BY_THE_COMPANY",
    "ROLLED_OVER",
    "SALES",
    "STAGES",
    "STAYING",
    "UNLIMITED",
    "WAYS",
    "Burdens",
    "Carried",
    "Comparison",
    "Debts",
    "Difference",
    "Laid",
    "Outline",
    "Priced",
    "Setting",
    "Sunk",
    "Taken",
    "Timing",
    "Told",
    "Way",
    "after_tax_in_words",
    "asked_as",
    "asked_of_debts",
    "borne_by_owner",
    "burdens_to_workers",
    "compare",
    "debts_in_words",
    "debts_tested",
    "fall_back",
    "in_words",
    "law_of_debts",
    "months_of",
    "receipts",
    "stop_months",
]
