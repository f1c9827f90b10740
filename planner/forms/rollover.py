"""Whether the seller may defer the gain by buying other securities: every condition of 26 U.S.C. 1042."""

from datetime import date

from planner.forms import entities, worker_owned
from planner.forms.asked import Answer, Asked, Condition, Stop, Verdict, changed, cited, said
from planner.model.calendar import MONTHS_A_YEAR, month_of
from planner.places import Rules
from planner.scenario import STEP_UP_FORMS, Owner
from planner.words import sentence
from planner.words.formats import month_of as month_in_words
from planner.words.formats import percent

PART = "form.rollover_s_corporation"
ACTS = ("rollover_consent", "rollover_property")  # still to be done: open until they are, but no ground to doubt


def verdict(asked: Asked) -> Verdict:
    """The answer: the first condition that fails, else the first that is not known; acts still to do only if refused.

    Shares of an S corporation and a buyout by the company itself stay unknown even where all else is met.
    """
    scenario, law = asked.scenario, cited("rollover")
    form, entity = scenario.deal.form, scenario.owner.entity
    never = _never(asked)
    if never is not None:
        return never
    listed = conditions(asked)
    decided = _decided(listed)
    if decided is not None:
        return _by(asked, decided, listed)
    if form == "buyout":
        told, change = said("rollover", "buyout"), changed("rollover.buyout")
        return Verdict("rollover", "unknown", told, law, change=change, conditions=listed)
    if entity == "s_corporation":
        stop: Stop = ("rule", PART, scenario.deal.closing.year)
        part = part_electable(asked)
        told = said("rollover", "s_corporation_part", part=percent(part))
        return Verdict("rollover", "unknown", told, law, part, stop, unit="fraction", conditions=listed)
    then = sentence("forms.staged.rollover", **_of_law(asked.rules)) if scenario.deal.bought_at_closing < 1.0 else None
    told = said("rollover", "shares", **_values(asked))
    return Verdict("rollover", "yes", told, law, then=then, conditions=listed)


def of_later(asked: Asked) -> tuple[Verdict, ...]:
    """The same question of each later closing that comes about: its own day, and what the co-op holds after it.

    The company is a C corporation from the day on which the co-op holds a share.
    """
    scenario = asked.scenario
    deal, owner = scenario.deal, scenario.owner
    entity = "c_corporation" if owner.entity in entities.CORPORATIONS else owner.entity
    found = []
    for month, now in enumerate(asked.run.months):
        if now.offer.bought > 0:
            year, of_year = month_of(deal.closing, month)
            then = deal.model_copy(
                update={"bought_at_closing": 1.0 - now.stake.fraction, "closing": date(year, of_year, 1)}
            )
            held = None if owner.years_held is None else owner.years_held + month / MONTHS_A_YEAR
            seller = owner.model_copy(update={"entity": entity, "years_held": held})
            whole = scenario.model_copy(update={"deal": then, "owner": seller})
            found.append(verdict(asked._replace(scenario=whole)))
    return tuple(found)


def _never(asked: Asked) -> Verdict | None:
    """The answer where no facts can open a rollover: by what is sold, by whom, or as no tax is owed."""
    scenario, law = asked.scenario, cited("rollover")
    form, entity = scenario.deal.form, scenario.owner.entity
    if scenario.owner.taxed_in_kingdom:
        return Verdict("rollover", "no", said("rollover", "abroad"), law)
    if form in STEP_UP_FORMS or entity in ("partnership", "sole_owner"):
        sold = "assets" if form == "assets" else "election"
        reason = sold if entity in entities.CORPORATIONS else "no_corporation"
        change = changed("rollover.assets") if entity == "c_corporation" else None
        return Verdict("rollover", "no", said("rollover", reason), law, change=change)
    if not part_electable(asked):
        return Verdict("rollover", "no", said("rollover", "s_corporation"), law, change=changed("rollover.s"))
    return None


def part_electable(asked: Asked) -> float:
    """The part of the price that may be rolled over: all of a C corporation's shares."""
    if asked.scenario.owner.entity != "s_corporation":
        return 1.0
    return asked.rules.at(asked.scenario.deal.closing).value(PART)


def conditions(asked: Asked) -> tuple[Condition, ...]:
    """Every condition of a rollover, in the order of the law."""
    of_shares = _of_shares(asked.scenario.owner, asked.rules, tuple(_values(asked).items()))
    return (*of_shares, *worker_owned.conditions(asked.scenario), *_of_sale(asked), *_to_do(asked))


def first_failed(owner: Owner, bought: float, rules: Rules) -> tuple[Answer, str, dict[str, str]] | None:
    """The first condition that fails or is not known, of those that ask the same whoever buys: co-op or ESOP.

    What is sold, and how much of the company the buyer then holds: 26 U.S.C. 1042(b)(2), (4), (c)(1).
    """
    values = _of_law(rules)
    told = tuple(values.items())
    decided = _decided((*_of_shares(owner, rules, told), _of_part(bought, rules, told)))
    return None if decided is None else (decided.answer, _reason(decided), values)


def _of_shares(owner: Owner, rules: Rules, values: tuple[tuple[str, str], ...]) -> tuple[Condition, ...]:
    """What is sold: 1042(b)(4), (c)(1)."""
    held, least = owner.years_held, rules.value("form.rollover_years_held")
    long_enough: Answer = "unknown" if held is None else "yes" if held >= least else "no"
    of_s = owner.entity == "s_corporation"
    return (
        Condition("rollover_s_corporation", "unknown", values) if of_s else Condition("rollover_corporation", "yes"),
        Condition("rollover_traded", "no" if owner.shares_traded else "yes"),
        Condition("rollover_held", long_enough, values, paths=("owner.years_held",)),
        Condition("rollover_origin", owner.rollover.no_option_shares, paths=("owner.rollover.no_option_shares",)),
    )


def _of_sale(asked: Asked) -> tuple[Condition, ...]:
    """How it is sold: 1042(b)(1), (2)."""
    deal, values = asked.scenario.deal, tuple(_values(asked).items())
    return (
        Condition("rollover_buyer", "unknown" if deal.form == "buyout" else "yes"),
        _of_part(deal.bought_at_closing, asked.rules, values),
    )


def _of_part(bought: float, rules: Rules, values: tuple[tuple[str, str], ...]) -> Condition:
    """How much of the company the buyer holds once it has bought: 1042(b)(2)."""
    return Condition("rollover_part", "yes" if bought >= rules.value("form.rollover_least_bought") else "no", values)


def _to_do(asked: Asked) -> tuple[Condition, ...]:
    """What is still to be done: the co-op's statement, 1042(b)(3), and the replacement property, 1042(c)(3), (4)."""
    told, values = asked.scenario.owner.rollover, tuple(_values(asked).items())
    return (
        Condition("rollover_consent", told.co_op_consents, values),
        Condition("rollover_property", told.property_qualifies, values),
    )


def _decided(listed: tuple[Condition, ...]) -> Condition | None:
    """The condition that decides against it, or leaves it open."""
    refused = next((one for one in listed if one.answer == "no"), None)
    special = ("rollover_s_corporation", "rollover_buyer", *ACTS)
    return refused or next((one for one in listed if one.answer == "unknown" and one.key not in special), None)


def _reason(decided: Condition) -> str:
    """The key of the words for the condition that decides."""
    told = decided.reason or ("unknown" if decided.answer == "unknown" else "")
    return decided.key.removeprefix("rollover_") + (f"_{told}" if told else "")


def _by(asked: Asked, decided: Condition, listed: tuple[Condition, ...]) -> Verdict:
    reason = _reason(decided)
    told = said("rollover", reason, **(_values(asked) | dict(decided.values)))
    change = changed(f"rollover.{reason}")
    return Verdict("rollover", decided.answer, told, cited("rollover"), change=change, conditions=listed)


def _of_law(rules: Rules) -> dict[str, str]:
    """The figures of the conditions that are the same whoever buys."""
    return {
        "years": f"{rules.value('form.rollover_years_held'):.0f}",
        "least": percent(rules.value("form.rollover_least_bought")),
    }


def _values(asked: Asked) -> dict[str, str]:
    """What the words of the conditions speak of."""
    rules, closing = asked.rules, asked.scenario.deal.closing
    before, after = (rules.value(f"seller.rollover_window_{name}") for name in ("before", "after"))
    first, last = (month_of(closing, months) for months in (-int(before), int(after)))
    return {
        **_of_law(rules),
        "part": percent(part_electable(asked)),
        "excise": percent(rules.value("form.disposition_excise")),
        "first": month_in_words(closing.replace(year=first[0], month=first[1], day=1)),
        "last": month_in_words(closing.replace(year=last[0], month=last[1], day=1)),
        "active": percent(rules.value("seller.rollover_active")),
        "passive": percent(rules.value("seller.rollover_passive")),
    }
