"""The board's tables in words: a profit, and where the money is; which policy leaves most to whom."""

from planner.board.policies import YEARS_COMPARED, Policy
from planner.board.redeemed import neutral_cash
from planner.board.went import PROFIT, STEPS, WentYear
from planner.model.calendar import MONTHS_A_YEAR
from planner.scenario import Coop, Scenario
from planner.words import Sentence, say, sentence
from planner.words.formats import money, percent

OF_IT, NOT_CASH = 2, "written_off"


def went_in_words(year: WentYear, language: str = "en") -> tuple[Sentence, ...]:
    """Profit and change in cash of one year, and the largest uses between them."""
    profit = year.step(PROFIT)
    key = ("earned" if profit >= 0 else "lost") + ("_more" if year.change >= 0 else "_less")
    amounts = {"profit": money(abs(profit), language=language), "change": money(abs(year.change), language=language)}
    said = [sentence(f"board.{key}", year=year.fiscal_year, **amounts)]
    uses = sorted((year.step(name), name) for name in STEPS if name not in (PROFIT, NOT_CASH))[:OF_IT]
    if all(amount < 0 for amount, _ in uses):
        (first_amount, first), (second_amount, second) = uses
        said.append(
            sentence(
                "board.used",
                first=_low(say(f"board.step.{first}", language)),
                first_amount=money(-first_amount, language=language),
                second=_low(say(f"board.step.{second}", language)),
                second_amount=money(-second_amount, language=language),
            )
        )
    if year.step(NOT_CASH) > 0:
        said.append(sentence("board.not_cash", amount=money(year.step(NOT_CASH), language=language)))
    if year.by_line:
        way = say("board.line_gave" if year.by_line > 0 else "board.line_took", language)
        said.append(sentence("board.line", way=way, amount=money(abs(year.by_line), language=language)))
    return tuple(said)


def policies_in_words(
    listed: tuple[Policy, ...], scenario: Scenario, horizon: int, language: str = "en"
) -> tuple[Sentence, ...]:
    """Which policy leaves most to members, which to lenders; what falls short; what notices save later."""

    def named(one: Policy) -> str:
        return say(f"board.policy.{one.key}", language)

    def written(amount: float) -> str:
        return money(amount, language=language)

    years = f"{horizon / MONTHS_A_YEAR:g}" if horizon % MONTHS_A_YEAR == 0 else f"{horizon / MONTHS_A_YEAR:.1f}"
    coop = scenario.coop
    rate = percent(coop.members_tax_rate, language=language)
    said = [sentence("board.policies_lead", years=years, rate=rate)]
    if scenario.membership.classes:
        said.append(sentence("board.all_classes"))
    if horizon < YEARS_COMPARED * MONTHS_A_YEAR:
        said.append(sentence("board.policies_short_plan", months=horizon))
    said += reserves_in_words(coop, language)
    own = next(one for one in listed if one.same)
    members = max(listed, key=lambda one: one.figures.members_after_tax)
    debt = max(listed, key=lambda one: one.figures.for_debt)
    said += [
        sentence("board.policy_is_plan", policy=named(own)),
        sentence("board.best_members", policy=named(members), amount=written(members.figures.members_after_tax)),
        sentence("board.best_debt", policy=named(debt), amount=written(debt.figures.for_debt)),
    ]
    if short := [named(one) for one in listed if one.short]:
        said.append(sentence("board.falls_short", policies="; ".join(short)))
    later = max(listed, key=lambda one: one.figures.saved_later)
    if later.figures.saved_later > 0:
        notices, amount = written(later.figures.nonqualified), written(later.figures.saved_later)
        said.append(sentence("board.saved_later", policy=named(later), notices=notices, amount=amount))
    said += neutral_in_words(own, language)
    if coop.taxed_as == "partnership":
        said.append(sentence("board.partnership", part=percent(coop.tax_distribution, language=language)))
    else:
        said.append(sentence("board.qualified_date", months=coop.payout_months))
    return tuple(said)


def neutral_in_words(own: Policy, language: str = "en") -> tuple[Sentence, ...]:
    """Which part in cash of notices not qualified leaves the co-op the same cash, or that none does."""
    coop = own.scenario.coop
    if not coop.claims_qualified or coop.cash_fraction >= 1.0:
        return ()
    neutral = neutral_cash(coop.cash_fraction, own.case.terms.tax_rate)
    told = {
        "cash": percent(coop.cash_fraction, language=language),
        "rate": percent(own.case.terms.tax_rate, language=language),
    }
    if neutral < 0:
        return (sentence("board.neutral_none", **told),)
    return (sentence("board.neutral", neutral=percent(neutral, language=language), **told),)


def reserves_in_words(coop: Coop, language: str = "en") -> tuple[Sentence, ...]:
    """What reserves in steps come to, and whether they keep more than the bylaws' own part; nothing without steps."""
    if not coop.reserve_steps:
        return ()
    least = percent(coop.least_kept, language=language)
    said = [sentence("board.reserves", least=least, most=percent(1.0 - coop.least_kept, language=language))]
    if coop.collective_fraction < coop.least_kept:
        chosen = percent(coop.collective_fraction, language=language)
        said.append(sentence("board.reserves_more", chosen=chosen, least=least))
    return tuple(said)


def _low(words: str) -> str:
    return words[:1].lower() + words[1:]
