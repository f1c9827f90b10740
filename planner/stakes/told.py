"""Stages in words: what slips and why, what the seller insists on in vain, who decides, what dividends must bring."""

from datetime import date

from planner.model.calendar import month_of
from planner.model.one import Run
from planner.scenario import Scenario
from planner.stakes.records import Closing, Staged, Tested, Voice
from planner.words import Sentence, say, sentence
from planner.words.formats import listed, money, percent
from planner.words.formats import month_of as month_in_words

CENT = 0.005


def month_name(scenario: Scenario, month: int, language: str = "en") -> str:
    """A month of the plan."""
    return month_in_words(date(*month_of(scenario.deal.closing, month), 1), language=language)


def answer(scenario: Scenario, found: Staged, language: str = "en") -> str:
    """How far the purchase gets, in one sentence."""
    if not found.in_stages:
        return say("stakes.answer.at_once", language)
    last = max((one for one in found.closings if one.closed is not None), key=lambda one: one.number)
    late = max((one.late or 0 for one in found.closings), default=0)
    told = {
        "first": percent(found.closings[0].fraction, language=language, decimals=1),
        "month": month_name(scenario, last.closed or 0, language),
        "left": percent(found.left, language=language, decimals=1),
        "held": percent(1.0 - found.left, language=language, decimals=1),
        "months": str(late),
    }
    if found.left > 0:
        return say("stakes.answer.not_whole", language, **told)
    return say("stakes.answer.late" if late else "stakes.answer.in_time", language, **told)


def closing_told(one: Closing, language: str = "en") -> str:
    """What becomes of one closing, in words for a table."""
    if one.number == 1:
        return say("stakes.state.first", language)
    if one.closed is None:
        key = "stakes.state.waits" if one.due is not None else "stakes.state.not_due"
        return say(key, language, months=one.waited, why=reasons(one, language))
    if not one.late:
        return say("stakes.state.in_time", language)
    why = reasons(one, language) if one.waited else say("stakes.why.turn", language)
    return say("stakes.state.late", language, months=one.late, why=why)


def reasons(one: Closing, language: str = "en") -> str:
    """Why a closing waits: every test it failed, with the months."""
    return listed(
        [say(f"stakes.why.{reason}", language, months=months) for reason, months in one.reasons], language=language
    )


def asked_of_seller(one: Voice, language: str = "en") -> str:
    """What the seller must agree to."""
    if not one.asks_seller:
        return say("stakes.matter.none", language)
    return listed([say(f"stakes.matter.{matter}", language) for matter in one.asks_seller], language=language)


def dividends(one: Tested, language: str = "en") -> str:
    """One year below control: what the co-op needs, what of it goes to the seller, and what the company may pay."""
    book, value = (money(amount, language=language) for amount in (one.need.by_book, one.need.by_value))
    may = money(one.lawful, language=language) if one.lawful is not None else ""
    return say(
        "stakes.upstream.year",
        language,
        year=one.fiscal_year,
        all=money(one.need.on_all, language=language),
        service=money(one.need.service, language=language),
        seller=money(one.need.on_seller, language=language),
        lawful=may or say("stakes.upstream.not_known", language, book=book, value=value),
        answer=say(f"stakes.upstream.{one.answer}", language),
    )


def boards(scenario: Scenario, found: Staged, language: str = "en") -> tuple[Sentence, ...]:
    """Each board in turn, where the bylaws let all members serve while they are few; nothing where they do not."""
    if scenario.bylaws.all_serve_up_to is None:
        return ()
    said = [sentence("stakes.board.rule", limit=scenario.bylaws.all_serve_up_to)]
    for one in found.boards:
        key = "all" if one.all_serve else "elected" if 2 * one.member_seats > one.seats else "no_majority"
        month = month_name(scenario, one.month, language)
        said.append(sentence(f"stakes.board.{key}", month=month, seats=one.seats, members=one.member_seats))
    return tuple(said)


def findings(scenario: Scenario, run: Run, found: Staged) -> tuple[Sentence, ...]:
    """What must be said of a purchase in stages wherever the plan is read."""
    said = []
    for one in found.closings[1:]:
        said += _of_closing(scenario, one)
    lowest = min(now.stake.balance for now in run.months)
    if lowest < -CENT:
        said.append(sentence("stakes.finding.below_zero", amount=money(-lowest)))
    if found.left > 0:
        book = money(run.months[-1].stake.balance)
        said.append(sentence("stakes.finding.kept", left=percent(found.left, decimals=1), book=book))
    said += _of_dividends(scenario, found.upstream)
    waits = [one for one in found.voices if not one.patronage]
    if waits:
        above, until = (
            scenario.deal.kept_shares.patronage_above,
            found.voices[len(waits)] if len(waits) < len(found.voices) else None,
        )
        key = "stakes.finding.no_patronage" if until is None or until.month is None else "stakes.finding.patronage_from"
        month = month_name(scenario, until.month) if until and until.month is not None else ""
        said.append(sentence(key, above=percent(above), month=month))
    return tuple(said)


def _of_closing(scenario: Scenario, one: Closing) -> list[Sentence]:
    """A closing that slips, or does not come about; one that the seller may insist on."""
    values = {
        "number": one.number,
        "fraction": percent(one.fraction, decimals=1),
        "planned": month_name(scenario, one.earliest),
        "why": reasons(one),
        "cash": money(one.cash),
        "price": money(one.price),
        "free": money(one.free),
    }
    if one.closed is not None and one.late:
        key = "slips" if one.waited else "slips_by_debt"
        moved = {"month": month_name(scenario, one.closed), "late": one.late, "waited": one.waited}
        told = [sentence(f"stakes.finding.{key}", **values, **moved)]
    elif one.closed is None:
        key = "waits" if one.due is not None else "not_due"
        told = [sentence(f"stakes.finding.{key}", **values, waited=one.waited)]
    else:
        told = []
    if one.obligation and one.waited:
        due = month_name(scenario, one.due or one.earliest)
        told.append(sentence("stakes.finding.obligation", **values, due=due, waited=one.waited))
    return told


def _of_dividends(scenario: Scenario, years: tuple[Tested, ...]) -> list[Sentence]:
    """Years in which dividends cannot carry the co-op's loans, and years of which nobody can tell."""
    said = []
    for answer_ in ("no", "unknown"):
        failing = [one for one in years if one.answer == answer_]
        if failing:
            worst = max(failing, key=lambda one: one.need.on_all)
            said.append(
                sentence(
                    f"stakes.finding.dividends_{answer_}",
                    years=listed([one.fiscal_year for one in failing]),
                    year=worst.fiscal_year,
                    all=money(worst.need.on_all),
                    service=money(worst.need.service),
                    seller=money(worst.need.on_seller),
                    book=money(worst.need.by_book),
                    value=money(worst.need.by_value),
                    state=scenario.deal.incorporated_in or say("stakes.upstream.no_state"),
                )
            )
    return said
