"""Which ways out are open to this owner, what stays of the risk in each, and the answer in words."""

from collections.abc import Iterator

from planner.model.helpers import cents
from planner.places import Rules
from planner.rivals.records import Comparison, Difference, Outline, Way
from planner.scenario import Answer, Entity, Scenario
from planner.seller import Compared, Worked
from planner.words import Sentence, say, sentence
from planner.words.formats import money, percent

CORPORATIONS = ("c_corporation", "s_corporation")
HELD_IN_TRUST = ("trust", "steward")
SMALL = 0.5  # of a dollar: no difference worth a word


def is_open(
    name: str,
    scenario: Scenario,
    rollover: Compared | None,
    *,
    worth: tuple[float, float] = (0.0, 0.0),
    rules: Rules | None = None,
) -> tuple[Answer, Sentence]:
    """Whether a way is open, and why; what hangs on facts that are not told is unknown, never a yes.

    `worth`: the middle of the value of the operations, and normalised EBITDA.
    """
    entity = scenario.owner.entity
    if name == "coop_rollover":
        return (rollover.is_open, rollover.reason) if rollover else ("no", sentence("rivals.why.no_rollover"))
    if rules is None:
        return "yes", sentence(f"rivals.why.{name}")
    return _sale_is_open(name, scenario, entity, worth, rules)


def _sale_is_open(
    name: str, scenario: Scenario, entity: Entity, worth: tuple[float, float], rules: Rules
) -> tuple[Answer, Sentence]:
    midpoint, ebitda = worth
    if midpoint <= 0 and getattr(scenario.rivals, name).price is None:
        return "no", sentence("rivals.why.no_value")
    if name == "esop" and entity not in CORPORATIONS:
        return "no", sentence("rivals.why.esop_corporation")
    least = rules.value("rivals.esop_least_ebitda") if name == "esop" else 0.0
    if name == "esop" and ebitda < least:
        return "unknown", sentence("rivals.why.esop_small", least=money(least), ebitda=money(ebitda))
    if name in HELD_IN_TRUST and entity == "s_corporation":
        return "unknown", sentence("rivals.why.trust_s_corporation")
    return "yes", sentence(f"rivals.why.{name}")


def risk(name: str, worked: Worked | None = None, months: int = 0) -> Sentence:
    """What stays of the owner's risk, and until when."""
    if worked is None:
        return sentence(f"rivals.risk.{name}", months=months)
    if not worked.sale.note_face:
        return sentence("rivals.risk.none")
    return sentence(f"rivals.risk.{name}", note=money(worked.sale.note_face), year=worked.years[-1].year)


def differences(ways: tuple[Way, ...]) -> Iterator[Difference]:
    """What choosing the workers earns the owner against every other way that is worked out, today and after tax."""
    coop = ways[0]
    for way in ways[1:]:
        if coop.outline and coop.expected and way.outline and way.expected:
            certain = cents(coop.outline.sums.present_value - way.outline.sums.present_value)
            waiting = cents(profit_today(coop.outline) - profit_today(way.outline))
            yield Difference(way.name, certain, waiting, cents(coop.expected.value - way.expected.value))


def profit_today(outline: Outline) -> float:
    """What the profit until the owner lets go is worth today."""
    return sum((year.profit * year.factor for year in outline.years), 0.0)


def in_words(comparison: Comparison, name: str, language: str = "en") -> str:
    """What choosing the workers costs or earns against one other way, if both close and by their chances."""
    found = comparison.difference(name)
    coop, way = comparison.ways[0].expected, comparison.way(name).expected
    if found is None or coop is None or way is None:
        return say("rivals.not_compared", language, way=say(f"rivals.against.{name}", language))
    both = {
        "way": say(f"rivals.against.{name}", language),
        "certain": money(abs(found.certain), language=language),
        "weighed": money(abs(found.weighed), language=language),
        "chance": percent(way.probability, language=language),
        "own": percent(coop.probability, language=language),
    }
    said = [say(f"rivals.if_closed.{_side(found.certain)}", language, **both)]
    if _side(found.waiting) != "same":
        months = comparison.ways[0].months - comparison.way(name).months
        more = money(abs(found.waiting), language=language)
        said.append(say(f"rivals.waiting.{_side(found.waiting)}", language, amount=more, months=abs(months)))
    said.append(say(f"rivals.weighed.{_side(found.weighed)}", language, **both))
    return " ".join(said)


def _side(difference: float) -> str:
    return "earns" if difference > SMALL else "costs" if difference < -SMALL else "same"
