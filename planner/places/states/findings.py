"""What is to be said of a state's tax: what it does with a sale in its own way, and what of it is not worked out."""

from typing import NamedTuple

from planner.places import Rules
from planner.places.states.law import FILED_AS
from planner.places.states.records import StateIncome
from planner.words import Sentence, sentence
from planner.words.formats import money, percent

PENSIONS_SPARED = ("co", "il", "me", "mn", "ny", "oh", "or", "pa", "vt")
LOCAL_TAX = ("ny", "oh", "or", "pa")  # cities, counties or school districts tax income too


class Year(NamedTuple):
    """The figures of a year that findings speak of."""

    income: StateIncome
    rules: Rules
    plain_rate: float = 0.0


def state_findings(
    state: str, income: StateIncome, rules: Rules, filing: str = "single", plain_rate: float = 0.0
) -> tuple[Sentence, ...]:
    """What is to be said of one year's tax in a state; `rules` are those of the year's end."""
    name = sentence(f"states.name.{state}").said()
    year = Year(income, rules, plain_rate)
    own = {
        "none": _none,
        "other": _other,
        "tx": lambda _: (sentence("states.no_income_tax", state=name),),
        "co": _colorado,
        "nj": _new_jersey,
        "oh": _ohio,
        "pa": _pennsylvania,
        "vt": _vermont,
        "wa": _washington,
    }
    said = list(own[state](year) if state in own else ())
    if state not in ("none", "other", "tx"):
        said += _elections(state, name, year)
        said += [sentence(f"states.filed_as_{FILED_AS[filing]}", state=name)] if filing in FILED_AS else []
        said += [sentence("states.pensions", state=name)] if state in PENSIONS_SPARED and income.other > 0 else []
        said += [sentence("states.local", state=name)] if state in LOCAL_TAX else []
    return (*said, *(() if state == "none" else (sentence("states.residence"),)))


def _none(_: Year) -> tuple[Sentence, ...]:
    return (sentence("states.not_counted"),)


def _other(year: Year) -> tuple[Sentence, ...]:
    return (sentence("states.plain_rate", rate=percent(year.plain_rate)),)


def _elections(state: str, name: str, year: Year) -> list[Sentence]:
    """Gain that federal law leaves out or defers, where the state taxes it."""
    excluded, rolled = year.income.excluded_1202, year.income.rolled_over
    said = []
    if excluded > 0 and year.rules.value(f"states.{state}.excluded_gain_taxed") > 0:
        said.append(sentence("states.excluded_taxed", state=name, amount=money(excluded)))
    if rolled > 0 and year.rules.value(f"states.{state}.rollover_taxed") > 0:
        said.append(sentence("states.rollover_taxed", state=name, amount=money(rolled)))
    return said


def _colorado(year: Year) -> tuple[Sentence, ...]:
    rate, most = (year.rules.value(f"states.co.conversion_credit_{name}") for name in ("rate", "most"))
    said = [sentence("states.colorado_credit", rate=percent(rate), most=money(most))] if rate > 0 else []
    if year.rules.value("states.co.exempt_gain_counts") > 0:
        said.append(_exempt("states.colorado_subtraction", year))
    return tuple(said)


def _ohio(year: Year) -> tuple[Sentence, ...]:
    said = [sentence("states.ohio_business")] if year.income.business_share > 0 else []
    if year.rules.value("states.oh.exempt_gain_counts") > 0 and year.income.gain > 0:
        said.append(_exempt("states.ohio_deduction", year))
    return tuple(said)


def _exempt(key: str, year: Year) -> Sentence:
    return sentence(key, amount=money(year.income.exempt_gain))


def _new_jersey(year: Year) -> tuple[Sentence, ...]:
    return (sentence("states.new_jersey_retired"),) if year.income.other + year.income.gain > 0 else ()


def _pennsylvania(year: Year) -> tuple[Sentence, ...]:
    now = year.income.intangible_share * (year.income.gain_at_once - year.income.gain)
    return (sentence("states.at_once", amount=money(now)),) if now > 0 else ()


def _vermont(year: Year) -> tuple[Sentence, ...]:
    if year.income.gain <= 0:
        return ()
    part = percent(year.rules.value("states.vt.exclusion_rate"))
    if year.income.long_held_share > 0:
        most = money(year.rules.value("states.vt.exclusion_most"))
        return (sentence("states.vermont_excluded", part=part, most=most),)
    return (sentence("states.vermont_not_excluded", part=part),)


def _washington(year: Year) -> tuple[Sentence, ...]:
    rules, income = year.rules, year.income
    said = []
    if income.gain > 0:
        claimed = income.small_business > 0
        key = "states.small_business_claimed" if claimed else "states.small_business_not_claimed"
        said.append(sentence(key, revenue=money(rules.value("states.wa.small_business_revenue"))))
    rate, start = rules.value("states.wa.income_tax_rate"), rules.value("states.wa.income_tax_from")
    if rate > 0 and income.wages + income.other + income.interest + income.recapture + income.gain > start:
        said.append(sentence("states.washington_income_tax", rate=percent(rate), start=money(start)))
    return tuple(said)
