"""Which ways out are open to this owner, what stays of the risk in each, and the answer in words."""

from planner.forms.rollover import first_failed
from planner.model.calendar import month_of
from planner.places import Rules
from planner.rivals.laying import EMPLOYEE_TRUST, ROLLED_OVER, SALES, STAYING, Setting, asked_as
from planner.rivals.records import Carried, Comparison, Way
from planner.rivals.terms import OUTSIDER, sells_assets
from planner.scenario import Answer, Owner
from planner.seller import Compared, Worked
from planner.seller.rollover import verdict
from planner.words import Sentence, say, sentence
from planner.words.formats import money, percent, times

CORPORATIONS = ("c_corporation", "s_corporation")
HELD_IN_TRUST = ("trust", "steward")
WHOLE = 1.0  # an ESOP, like every other buyer here, buys all shares
SMALL = 0.5  # of a dollar: no difference worth a word


def is_open(name: str, setting: Setting, rollover: Compared | None, months: int = 0) -> tuple[Answer, Sentence]:
    """Whether a way is open, and why; what hangs on facts that are not told is unknown, never a yes.

    `months`: from today until it closes, where the law of that day counts.
    """
    if name == "coop_rollover":
        return (rollover.is_open, rollover.reason) if rollover else ("no", sentence("rivals.why.no_rollover"))
    if name in SALES:
        return _sale_is_open(name, setting, months)
    closes = setting.owner.taxed_in_kingdom and name in ("closing_down", *STAYING)
    return "yes", sentence(f"rivals.why.abroad.{name}" if closes else f"rivals.why.{name}")


def _sale_is_open(name: str, setting: Setting, months: int) -> tuple[Answer, Sentence]:
    entity, of_esop = setting.owner.entity, asked_as(name) == "esop"
    if setting.midpoint <= 0 and getattr(setting.scenario.rivals, asked_as(name)).price is None:
        return "no", sentence("rivals.why.no_value")
    if of_esop and entity not in CORPORATIONS:
        return "no", sentence("rivals.why.esop_corporation")
    if name == ROLLED_OVER:
        return _rolled_over(setting, months)
    least = setting.rules.value("rivals.esop_least_ebitda") if of_esop else 0.0
    if of_esop and setting.ebitda < least:
        return "unknown", sentence("rivals.why.esop_small", least=money(least), ebitda=money(setting.ebitda))
    if name in HELD_IN_TRUST:
        return _to_a_trust(name, setting.owner)
    return "yes", _sold(setting) if name == OUTSIDER else sentence(f"rivals.why.{name}")


def _sold(setting: Setting) -> Sentence:
    """What an outsider is taken to buy."""
    if setting.owner.entity not in CORPORATIONS:
        return sentence("rivals.why.outsider_no_shares")
    if sells_assets(setting.scenario, OUTSIDER):
        return sentence(f"rivals.why.outsider_assets_{setting.owner.entity}")
    return sentence("rivals.why.outsider_shares")


def _to_a_trust(name: str, owner: Owner) -> tuple[Answer, Sentence]:
    """Any trust may buy; of an owner in the UK only one that qualifies brings the relief for an employee trust."""
    if owner.entity == "s_corporation":
        return "unknown", sentence("rivals.why.trust_s_corporation")
    if name == EMPLOYEE_TRUST and owner.taxed_in_kingdom:
        answer = owner.kingdom.employee_trust
        return ("unknown" if answer == "unknown" else "yes"), sentence(f"rivals.why.trust_relief.{answer}")
    return "yes", sentence(f"rivals.why.{name}")


def _rolled_over(setting: Setting, months: int) -> tuple[Answer, Sentence]:
    """The tests of 26 U.S.C. 1042 for shares sold to an employee stock ownership plan, by the same definitions."""
    owner, rules, sold = setting.owner, setting.rules, setting.told
    if owner.taxed_in_kingdom:
        return "no", sentence("rivals.why.rollover_abroad")
    failed = first_failed(owner, WHOLE, rules)
    why = sentence(f"forms.why.rollover.{failed[1]}", **failed[2]) if failed else None
    year, month = month_of(setting.today, months)
    sale = sold._replace(
        closing_year=year, closing_month=month, rollover_open=failed[0] if failed else "yes", rollover_why=why
    )
    answer, reason = verdict(owner, sale, rules)
    if answer != "yes":
        return answer, reason
    values = {
        "years": f"{rules.value('form.rollover_years_held'):.0f}",
        "least": percent(rules.value("form.rollover_least_bought")),
        "barred": percent(rules.value("rivals.esop_barred_holder")),
    }
    if setting.ebitda < rules.value("rivals.esop_least_ebitda"):
        return "unknown", sentence("rivals.why.esop_rollover_small", **values)
    return "yes", sentence("rivals.why.esop_rollover", **values)


def origin_of_chance(asked: float | None, rule: str, rules: Rules) -> Sentence:
    """Where the chance that a sale closes comes from: the owner, a publication, or nowhere."""
    if asked is not None:
        return sentence("rivals.known.yours")
    return sentence("rivals.known.published" if rules.rule(rule).verified else "rivals.known.guess")


def risk(name: str, worked: Worked | None = None, months: int = 0) -> Sentence:
    """What stays of the owner's risk, and until when."""
    if worked is None:
        return sentence(f"rivals.risk.{name}", months=months)
    if not worked.sale.note_face:
        return sentence("rivals.risk.none")
    return sentence(f"rivals.risk.{name}", note=money(worked.sale.note_face), year=worked.years[-1].year)


def debts_in_words(found: Carried | None, language: str = "en") -> str:
    """Whether the company carries its debts, from when it does not, and how closely."""
    if found is None or found.answer is None:
        return say("rivals.debts.none", language)
    lowest = say("rivals.debts.nothing_due", language) if found.lowest is None else times(found.lowest)
    if found.answer:
        return say("rivals.debts.yes", language, lowest=lowest)
    if found.failed:
        return say("rivals.debts.from", language, lowest=lowest, year=found.failed)
    return say("rivals.debts.no", language, lowest=lowest)


def after_tax_in_words(way: Way, language: str = "en") -> str:
    """What buying the shares costs the company after tax; nothing where no company buys itself out."""
    if way.debts is None:
        return ""
    found = way.debts.after_tax
    told = {name: money(value, language=language) for name, value in found._asdict().items()}
    return say("rivals.after_tax" if found.saved > 0 else "rivals.after_tax_none", language, **told)


def debts_tested(comparison: Comparison, language: str = "en") -> str:
    """How it is tested whether a company carries its debts."""
    carried = comparison.ways[0].carried
    least = times(carried.least) if carried else ""
    return say("rivals.debts_tested", language, least=least)


def in_words(comparison: Comparison, name: str, language: str = "en") -> str:
    """What choosing the workers costs or earns against one other way: on its own day, on the same, by the chances."""
    found = comparison.difference(name)
    coop, way = comparison.ways[0], comparison.way(name)
    if found is None or coop.expected is None or way.expected is None:
        return say("rivals.not_compared", language, way=say(f"rivals.against.{name}", language))
    against = say(f"rivals.against.{name}", language)
    certain = money(abs(found.certain), language=language)
    said = [say(f"rivals.if_closed.{_side(found.certain)}", language, way=against, certain=certain)]
    if way.same_day is not way.planned:
        said.append(_on_the_same_day(found.same_day, coop.months - way.months, language))
    chances = {
        "own": percent(coop.expected.probability, language=language),
        "chance": percent(way.expected.probability, language=language),
    }
    weighed = money(abs(found.weighed), language=language)
    said.append(say(f"rivals.weighed.{_side(found.weighed)}", language, weighed=weighed, **chances))
    for named, one in ((name, way), ("coop", coop)):
        said += _better_to_fail(named, one, language)
    if way.same_day is not way.planned:
        both = money(abs(found.weighed_same_day), language=language)
        said.append(say(f"rivals.weighed_same_day.{_side(found.weighed_same_day)}", language, weighed=both))
    return " ".join(said)


def _better_to_fail(name: str, way: Way, language: str) -> list[str]:
    """That a way is worth more by its chance than if it closes, because what follows a failure is worth more."""
    if way.expected is None or way.outline is None or way.failed is None:
        return []
    closed, failed = way.outline.sums.present_value, way.failed.sums.present_value
    if failed <= closed + SMALL or way.expected.probability >= 1.0:
        return []
    told = {"value": way.expected.value, "closed": closed, "failed": failed}
    words = {key: money(value, language=language) for key, value in told.items()}
    against = say("rivals.failing.workers" if name == "coop" else f"rivals.against.{name}", language)
    return [say("rivals.failing.better", language, way=against, **words)]


def _on_the_same_day(amount: float, months: int, language: str) -> str:
    later = "later" if months > 0 else "sooner"
    written = money(abs(amount), language=language)
    return say(f"rivals.same_day.{later}.{_side(amount)}", language, amount=written, months=abs(months))


def _side(difference: float) -> str:
    return "earns" if difference > SMALL else "costs" if difference < -SMALL else "same"


__all__ = ["Way", "debts_in_words", "debts_tested", "in_words", "is_open", "origin_of_chance", "risk"]
