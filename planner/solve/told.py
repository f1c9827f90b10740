"""The answer in sentences: the value, what binds when, who takes up the difference, what was tried, and gaps."""

from datetime import date

from planner.model.calendar import month_of
from planner.scenario import Covenants, Deal
from planner.solve import judge
from planner.solve.answer import Answer, Binding
from planner.words import say
from planner.words.formats import money, times
from planner.words.formats import month_of as month_of_year


def told(answer: Answer, language: str = "en") -> list[str]:
    """The answer in sentences."""
    if answer.value is None:
        return [*_without_value(answer, language), *_meant(answer, language)]
    return [
        *_found(answer, language),
        *_taken_up(answer, language),
        *_tried(answer, language),
        *_gaps(answer, language),
        *_beside(answer, language),
        *_meant(answer, language),
    ]


def shown(answer: Answer, value: float, language: str = "en") -> str:
    """A value of the figure asked for: money or months."""
    if answer.question.target != "standby":
        return money(value, language=language)
    return months(round(value), language)


def months(number: int, language: str = "en") -> str:
    """So many months."""
    return say("solve.one_month" if number == 1 else "solve.months", language, number=number)


def why(answer: Answer, binding: Binding, language: str = "en") -> str:
    """What fails, when, and by how much: a part of a sentence."""
    asked = answer.question
    if binding.refused is not None:
        return say("solve.test.closing", language, refused=_bare(binding.refused.said(language)).rstrip("."))
    then = date(*month_of(asked.scenario.deal.closing, binding.month), 1)
    return say(
        f"solve.test.{binding.test}",
        language,
        year=binding.fiscal_year,
        month=month_of_year(then, language=language),
        limit=_limit(answer, binding.test, language),
        short=money(binding.short, language=language, decimals=2),
    )


def _limit(answer: Answer, test: str, language: str) -> str:
    asked = answer.question
    if test == judge.CASH:
        return money(asked.scenario.business.cash_floor, language=language)
    if test == judge.WAIT:
        return months(asked.patience or 0, language)
    field = next((name for name in (f"least_{test}", f"most_{test}") if name in Covenants.model_fields), None)
    if field is None:
        return ""
    unit, limit = Covenants.model_fields[field].json_schema_extra, _strictest(asked.scenario.deal, field)
    is_money = isinstance(unit, dict) and unit.get("unit") == "money"
    return money(limit, language=language) if is_money else times(limit, language=language)


def _strictest(deal: Deal, field: str) -> float:
    """The strictest limit that any lender, or all together, agreed on; loans paid since may have had it."""
    agreed = (deal.covenants, deal.line.covenants, *(loan.covenants for loan in deal.loans))
    limits: list[float] = [limit for one in agreed if (limit := getattr(one, field, None)) is not None]
    return max(limits) if field.startswith("least_") else min(limits)


def _found(answer: Answer, language: str) -> list[str]:
    target, value = answer.question.target, shown(answer, answer.value or 0.0, language)
    said = [say(f"solve.found.{target}", language, value=value, note=answer.question.note)]
    if answer.following is None or answer.binding is None:
        return [*said, say("solve.no_next" if answer.question.largest else "solve.no_standby", language)]
    reason = why(answer, answer.binding, language)
    following = shown(answer, answer.following, language)
    said.append(
        say("solve.next" if answer.question.largest else "solve.next_standby", language, next=following, why=reason)
    )
    if answer.left is not None:
        left = money(answer.left, language=language, decimals=2)
        said.append(say("solve.left", language, value=value, left=left))
    return said


def _taken_up(answer: Answer, language: str) -> list[str]:
    planned, how = answer.planned, answer.question.takes_up
    if planned is None:
        return []
    deal = planned.scenario.deal
    plug = say("app.plug.preferred", language) if deal.plug == "preferred" else deal.plug
    amount = deal.price if how == "price" else planned.run.start.closing.plug
    said = [say(f"solve.takes_up.{how}", language, plug=plug, amount=money(amount, language=language))]
    if answer.following is None and answer.question.largest:
        said.append(say("solve.no_limit", language, plug=plug))
    if answer.question.target == "member_share":
        said.append(say("solve.by_payroll", language))
    return said


def _tried(answer: Answer, language: str) -> list[str]:
    said = []
    if answer.samples:
        failing = sum(not one.holds for one in answer.samples)
        side = "lower" if answer.question.largest else "longer"
        said.append(
            say(
                f"solve.samples.{side}{'_gaps' if failing or answer.gaps else ''}",
                language,
                number=len(answer.samples),
                first=shown(answer, answer.samples[0].value, language),
                last=shown(answer, answer.samples[-1].value, language),
                failing=failing,
            )
        )
    if answer.below is not None and answer.closable is not None:
        lowest = shown(answer, answer.closable[0], language)
        refused = answer.below.refused
        reason = _bare(refused.said(language)) if refused else ""
        said.append(say("solve.below", language, value=lowest, why=reason))
    return said


def _gaps(answer: Answer, language: str) -> list[str]:
    said = [
        say(
            "solve.gap" if gap.first != gap.last else "solve.gap_one",
            language,
            first=shown(answer, gap.first, language),
            last=shown(answer, gap.last, language),
            why=why(answer, gap.binding, language),
        )
        for gap in answer.gaps
    ]
    return [*said, *([say("solve.more_gaps", language, number=answer.more_gaps)] if answer.more_gaps else [])]


def _beside(answer: Answer, language: str) -> list[str]:
    """What holds in the letter and yet needs saying."""
    if answer.planned is None:
        return []
    said = []
    outcome = answer.planned.run.outcome
    if answer.planned.outcomes.lender.lowest_dscr is None:
        said.append(say("solve.untested", language))
    if outcome.most_overdue > 0:
        then = date(*month_of(answer.question.scenario.deal.closing, int(outcome.most_overdue_month)), 1)
        amount = money(outcome.most_overdue, language=language)
        said.append(say("solve.held_back", language, amount=amount, month=month_of_year(then, language=language)))
    return said


def _meant(answer: Answer, language: str) -> list[str]:
    asked = answer.question
    covenants = asked.scenario.deal.covenants
    others = any(
        getattr(covenants, name) is not None
        for name in Covenants.model_fields
        if name.startswith(("least_", "most_")) and name != "least_dscr"
    )
    key = "solve.dscr_and_others" if others else "solve.dscr_alone"
    said = [say(key, language, dscr=times(covenants.least_dscr or 0.0, language=language))]
    if asked.patience is not None:
        said.append(say("solve.patience", language, months=months(asked.patience, language)))
    return said


def _without_value(answer: Answer, language: str) -> list[str]:
    asked, binding = answer.question, answer.binding
    if binding is None or answer.nearest is None:
        return []
    if answer.closable is None:
        refused = _bare(binding.refused.said(language)) if binding.refused else ""
        return [say("solve.never_closes", language, target=say(f"solve.target.{asked.target}", language), why=refused)]
    first, last = (shown(answer, value, language) for value in answer.closable)
    nearest = shown(answer, answer.nearest, language)
    return [
        say(f"solve.never.{asked.target}", language, tried=answer.tried, first=first, last=last, note=asked.note),
        say("solve.nearest", language, value=nearest, why=why(answer, binding, language)),
    ]


def _bare(refusal: str) -> str:
    """A refusal without the field it names first, which is for whoever writes the file."""
    return refusal.partition(": ")[2] or refusal
