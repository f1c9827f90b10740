"""Rules that no expression can tell: solvency by its test, pay week by week, offers, the form's own answers."""

from collections.abc import Callable
from typing import NamedTuple

from planner.forms import FormStatement, Verdict, entities
from planner.lawful import currency, offers
from planner.lawful.deductions import Deductions
from planner.lawful.facts import Facts
from planner.lawful.offers import Offered
from planner.model.one import Run
from planner.origins import title
from planner.places import Rules, statutes
from planner.places.statutes import Rule
from planner.scenario import Scenario
from planner.words import Sentence, sentence
from planner.words.formats import listed, money, percent

MOST_NAMED = 5
LEAST_CASH = "patronage.least_cash"
ANSWERS: dict[str, bool | None] = {"yes": True, "no": False, "unknown": None}
STATES = {True: "passed", False: "failed", None: "unknown"}


class Asked(NamedTuple):
    """What rules are asked of."""

    scenario: Scenario
    rules: Rules
    run: Run
    facts: Facts
    deductions: Deductions
    form: FormStatement


class Found(NamedTuple):
    """An answer in words; `citation` only where it is not the rule's own source."""

    answer: bool | None
    asked: Sentence
    why: Sentence
    change: Sentence | None = None
    asks: tuple[str, ...] = ()
    citation: Sentence | None = None


def solvency(rule: Rule, asked: Asked) -> Found:
    """Nothing is paid to leavers or on capital that leaves the co-op insolvent, by the test its statute sets.

    as_due: debts paid as they fall due, payment by payment. book, surplus, fair: what is left above debts and
    preferred shares; where the books show less than nothing, surplus and fair value are for the board: unknown.
    """
    facts = asked.facts
    answer, reason = solvent(rule.solvency, facts)
    told = {"book": money(facts.book_when_paying), "paid": facts.paid_then, "short": facts.short_then}
    return Found(
        answer,
        sentence(f"lawful.asked.solvent.{rule.solvency}"),
        sentence(f"lawful.{STATES[answer]}.solvent.{reason}", **told),
        sentence("lawful.change.solvent") if answer is False else None,
    )


def solvent(test: str, facts: Facts) -> tuple[bool | None, str]:
    """The answer and its reason."""
    if not facts.pays_out:
        return True, "nothing_paid"
    if not facts.pays_as_due:
        return False, "short" if facts.paid_then == facts.short_then else "short_soon"
    later = "_short_later" if facts.short_then else ""
    if test == "as_due":
        return True, f"as_due{later}"
    if test == "unknown":
        return None, "test_unknown"
    if facts.book_when_paying >= 0:
        return True, f"book{later}"
    return (False, "book") if test == "book" else (None, "revalued")


def taken_from_pay(rule: Rule, asked: Asked) -> Found:
    """What is taken from pay leaves every worker the minimum wage."""
    del rule
    found, question = asked.deductions, sentence("lawful.asked.deductions")
    if not found.people:
        return Found(True, question, sentence("lawful.passed.deductions.nothing"))
    wage = money(found.minimum.wage, decimals=2)
    if found.over:
        return _over(question, found, wage)
    tightest = min(found.people, key=lambda one: one.week.room)
    told = {
        "wage": wage,
        "alias": tightest.named(),
        "taken": money(tightest.week.taken, decimals=2),
        "most": money(tightest.week.most_taken, decimals=2),
    }
    if found.minimum.certain:
        return Found(True, question, sentence("lawful.passed.deductions.within", **told))
    path = "bylaws.works_in" if asked.scenario.bylaws.works_in == "unknown" else "bylaws.minimum_wage"
    return Found(None, question, sentence("lawful.unknown.deductions", title=title(path), **told), asks=(path,))


def _over(question: Sentence, found: Deductions, wage: str) -> Found:
    named = [
        sentence(
            "lawful.person_over",
            alias=one.named(),
            taken=money(one.week.taken, decimals=2),
            most=money(one.week.most_taken, decimals=2),
        ).said()
        for one in found.over[:MOST_NAMED]
    ]
    if len(found.over) > MOST_NAMED:
        named.append(sentence("lawful.persons_more", number=len(found.over) - MOST_NAMED).said())
    why = sentence("lawful.failed.deductions", wage=wage, people=listed(named))
    months = found.least_months
    change = sentence("lawful.change.deductions.months", months=months) if months else None
    return Found(False, question, why, change or sentence("lawful.change.deductions.none"))


def _offer(key: str, found: Offered) -> Found:
    values = {"raised": money(found.raised), "cap": money(found.cap), "titles": listed([title(a) for a in found.asks])}
    return Found(
        found.answer,
        sentence(f"lawful.asked.{key}"),
        sentence(f"lawful.{STATES[found.answer]}.offer.{found.reason}", **values),
        sentence("lawful.change.offer") if found.answer is False else None,
        found.asks,
    )


def shares_exempt(rule: Rule, asked: Asked) -> Found:
    """Membership shares are registered as securities, or need no registration."""
    del rule
    return _offer("shares_exempt", offers.member_shares(asked.scenario, asked.rules))


def preferred_exempt(rule: Rule, asked: Asked) -> Found:
    """Preferred shares are registered as securities, or need no registration."""
    del rule
    return _offer("preferred_exempt", offers.preferred_shares(asked.scenario, asked.run, asked.rules))


def classes_exempt(rule: Rule, asked: Asked) -> Found | None:
    """Shares of each further class are registered, exempt or no securities; None where none are sold.

    One class that fails fails all, and one that is not known leaves all unknown.
    """
    del rule
    found = offers.further_classes(asked.scenario, asked.rules)
    if not found:
        return None
    each = [(name, _offer("classes_exempt", one)) for name, one in found]
    answers = [one.answer for _, one in each]
    answer = False if False in answers else None if None in answers else True
    told = [(name, one) for name, one in each if one.answer is answer]
    said = " ".join(sentence("lawful.of_class", name=name, said=one.why.said()).said() for name, one in told)
    return Found(
        answer,
        sentence("lawful.asked.classes_exempt"),
        sentence(f"lawful.{STATES[answer]}.classes_exempt", each=said),
        sentence("lawful.change.offer") if answer is False else None,
        tuple(dict.fromkeys(path for _, one in told for path in one.asks)),
    )


def state_offers(rule: Rule, asked: Asked) -> Found:
    """The state's securities law allows the offers."""
    del rule
    return _offer("state_offers", offers.of_the_state(asked.scenario, asked.run))


def _verdict(asked: Asked, key: str) -> Found | None:
    """The form's own answer to a question; None where it is not asked of this form."""
    found: Verdict | None = asked.form.verdict(key)
    if found is None:
        return None
    question = sentence(f"forms.ask.{key}")
    asks = tuple(path for one in found.conditions if one.answer == "unknown" for path in one.paths)
    open_ones = asks if found.answer == "unknown" else ()
    return Found(ANSWERS[found.answer], question, found.why, found.change, open_ones, found.citation)


def employer(rule: Rule, asked: Asked) -> Found | None:
    """The co-op is its members' employer."""
    del rule
    return _verdict(asked, "patronage")


def rollover(rule: Rule, asked: Asked) -> Found | None:
    """The co-op is one to which shares can be sold under s.1042, and the sale meets its tests."""
    del rule
    return _verdict(asked, "rollover")


def buyout_solvent(rule: Rule, asked: Asked) -> Found | None:
    """The company may pay for its owner's shares."""
    del rule
    return _verdict(asked, "solvent")


def _in_units(asked: Asked) -> str:
    return asked.scenario.community_currency.name or sentence("lawful.currency").said()


def paid_in_units(rule: Rule, asked: Asked) -> Found | None:
    """Pay in the community currency leaves every worker the prescribed wages in money; None where none is so paid."""
    del rule
    if not asked.scenario.community_currency.of_pay:
        return None
    found, question = currency.of(asked.scenario, asked.rules), sentence("lawful.asked.currency_pay")
    wage = money(found.minimum.wage, decimals=2)
    if found.over:
        people = listed([one.alias for one in found.over[:MOST_NAMED]])
        why = sentence("lawful.failed.currency.pay", wage=wage, people=people, number=len(found.over))
        change = sentence("lawful.change.currency.pay", part=percent(found.most_part))
        return Found(False, question, why, change)
    told = {"wage": wage, "currency": _in_units(asked)}
    if found.minimum.certain:
        return Found(True, question, sentence("lawful.passed.currency.pay", **told))
    path = "bylaws.works_in" if asked.scenario.bylaws.works_in == "unknown" else "bylaws.minimum_wage"
    why = sentence("lawful.unknown.currency.pay", title=title(path), **told)
    return Found(None, question, why, asks=(path,))


def state_allows_units(rule: Rule, asked: Asked) -> Found | None:
    """The state's wage law lets a part of pay be in units: nothing here holds it, so only a review answers."""
    del rule
    told = asked.scenario.community_currency
    if not told.of_pay:
        return None
    question = sentence("lawful.asked.currency_state")
    paths = ("community_currency.reviewed", "community_currency.agreed_in_writing")
    answers = (ANSWERS[told.reviewed], ANSWERS[told.agreed_in_writing])
    if False in answers:
        return Found(
            False, question, sentence("lawful.failed.currency.state"), sentence("lawful.change.currency.state")
        )
    if None in answers:
        asks = tuple(path for path, answer in zip(paths, answers, strict=True) if answer is None)
        return Found(None, question, sentence("lawful.unknown.currency.state"), asks=asks)
    return Found(True, question, sentence("lawful.passed.currency.state"))


def patronage_in_units(rule: Rule, asked: Asked) -> Found | None:
    """The least cash of a qualified dividend stays money: units come of what lies above it."""
    del rule
    told, coop = asked.scenario.community_currency, asked.scenario.coop
    if not (told.of_patronage and coop.claims_qualified):
        return None
    least = percent(asked.rules.at(asked.scenario.deal.closing).value(LEAST_CASH))
    question = sentence("lawful.asked.currency_patronage", least=least)
    said = {"least": least, "currency": _in_units(asked)}
    return Found(True, question, sentence("lawful.passed.currency.patronage", **said))


def forfeited(rule: Rule, asked: Asked) -> Found | None:
    """What of qualified notices is not vested when members leave, once deducted; None where nothing is."""
    del rule
    kept = asked.facts.accounts_kept
    if not (kept > 0 and asked.scenario.coop.claims_qualified):
        return None
    told = {"amount": money(kept)}
    return Found(None, sentence("lawful.asked.forfeited"), sentence("lawful.unknown.forfeited", **told))


def no_corporation(rule: Rule, asked: Asked) -> Found:
    """A co-op taxed as a partnership is no corporation by the act it is formed under."""
    del rule
    place, act = asked.scenario.place, asked.scenario.bylaws.statute
    is_one, cited = statutes.forms_corporation(act, place), statutes.acts(place).get(act, ("", ""))[1]
    question = sentence("lawful.asked.no_corporation")
    if is_one is None:
        asks = () if cited else ("bylaws.statute",)
        why = sentence("lawful.unknown.no_corporation", act=cited) if cited else sentence("lawful.unknown.no_act")
        return Found(None, question, why, asks=asks)
    if is_one:
        change = sentence("lawful.change.no_corporation")
        return Found(False, question, sentence("lawful.failed.no_corporation", act=cited), change)
    return Found(True, question, sentence("lawful.passed.no_corporation", act=cited))


def liquidated(rule: Rule, asked: Asked) -> Found | None:
    """A corporation bought with its shares does not go into an LLC taxed as a partnership; None where none is bought.

    The tax of its liquidation, or its own where it stays a corporation below the LLC, is not worked out.
    """
    del rule
    deal, owner = asked.scenario.deal, asked.scenario.owner
    if owner.entity not in entities.CORPORATIONS or deal.form == "assets":
        return None
    below = deal.form == "shares_merged" and (deal.kept_as_subsidiary or deal.bought_at_closing < 1.0)
    why = sentence(f"lawful.failed.liquidated.{'below' if below else deal.form}")
    return Found(False, sentence("lawful.asked.liquidated"), why, sentence("lawful.change.liquidated"))


CHECKS: dict[str, Callable[[Rule, Asked], Found | None]] = {
    "solvency": solvency,
    "deductions": taken_from_pay,
    "shares_exempt": shares_exempt,
    "preferred_exempt": preferred_exempt,
    "classes_exempt": classes_exempt,
    "state_offers": state_offers,
    "currency_pay": paid_in_units,
    "currency_state": state_allows_units,
    "currency_patronage": patronage_in_units,
    "employer": employer,
    "rollover": rollover,
    "buyout_solvent": buyout_solvent,
    "forfeited": forfeited,
    "no_corporation": no_corporation,
    "liquidated": liquidated,
}
