"""What is asked for: one figure of the plan, the plan with another value of it, and what takes up the difference."""

from typing import Literal, NamedTuple

from planner import deal, places, workforce
from planner.faults import Faulty
from planner.fields import Frozen, bounds
from planner.model.first_day import close
from planner.model.helpers import cents
from planner.places import Rules
from planner.scenario import Coop, Deal, Loan, Scenario
from planner.scenario.loans import MONTHS_BETWEEN
from planner.scenario.targets import Target
from planner.words import sentence

TakesUp = Literal["plug", "price", "nothing"]
STEP = 100.0  # money is sought to the whole hundred
MANY_POINTS = 512  # candidates of one call, where they share their months
FEWER_POINTS = MANY_POINTS // 2  # ... and where each has months of its own


class Question(NamedTuple):
    """One figure to be found, in whole steps from 0."""

    target: Target
    scenario: Scenario  # with the DSCR asked for among its covenants
    rules: Rules
    step: float  # money, or months between two payments of the note
    highest: int  # steps: the most the scenario's field takes
    present: float  # the value in the scenario; of a note that takes up the rest, as it is worked out
    patience: int | None  # months leavers may wait; None: as long as it takes
    loan: int | None  # place of the seller note
    takes_up: TakesUp
    gap: float  # money that the other sources leave open in the plan as it stands
    points: int

    @property
    def largest(self) -> bool:
        """Whether the largest value is sought; of a standby the least."""
        return self.target != "standby"

    def value(self, steps: int) -> float:
        """Steps as money or months."""
        return steps * self.step

    def changed(self, value: float) -> Scenario:
        """The scenario with another value of the figure."""
        return self.scenario.model_copy(update=_parts(self, value))

    def changes(self, value: float) -> dict[str, float]:
        """The fields that take a value, by their path in the scenario."""
        asked = self.changed(value)
        if self.target == "price" or self.takes_up == "price":
            return {"deal.price": asked.deal.price}
        if self.target == "member_share":
            return {"coop.member_share": value, "coop.down_payment": asked.coop.down_payment}
        fields = ("interest_only", "standby") if self.target == "standby" else ("principal",)
        note, before = asked.deal.loans[self.loan or 0], self.scenario.deal.loans[self.loan or 0]
        moved = [one for one in fields if one == fields[-1] or getattr(note, one) != getattr(before, one)]
        return {f"deal.loans.{self.loan}.{one}": getattr(note, one) for one in moved}

    @property
    def note(self) -> str:
        """The name of the seller note, where the figure is about one."""
        return "" if self.loan is None else self.scenario.deal.loans[self.loan].name


def ask(
    scenario: Scenario, target: Target, least_dscr: float | None, patience: int | None, note: str | None
) -> Question:
    """The question in full; raises `Faulty` where the figure cannot be found in this plan."""
    rules = places.rules(scenario.place, on=scenario.rules_date)
    least = least_dscr or scenario.deal.covenants.least_dscr or rules.value("lending.least_dscr")
    covenants = scenario.deal.covenants.model_copy(update={"least_dscr": least})
    agreed = scenario.model_copy(update={"deal": scenario.deal.model_copy(update={"covenants": covenants})})
    question = Question(target, agreed, rules, STEP, 0, 0.0, patience, None, "plug", 0.0, MANY_POINTS)
    match target:
        case "price":
            highest = _most_of(Deal, "price")
            return question._replace(highest=int(highest / STEP), present=scenario.deal.price)
        case "member_share":
            if not any(worker.joins_after is not None for worker in scenario.workforce.workers):
                raise Faulty([sentence("solve.refused.no_members").said()])
            highest = _most_of(Coop, "member_share")
            return question._replace(
                highest=int(highest / STEP), present=scenario.coop.member_share, points=FEWER_POINTS
            )
        case "seller_note":
            return _of_note(question, _place_of(scenario, note))
        case "standby":
            place = _place_of(scenario, note)
            loan = scenario.deal.loans[place]
            between = MONTHS_BETWEEN[loan.payments]
            return question._replace(
                loan=place,
                step=float(between),
                highest=(loan.ends - 1) // between,
                present=float(loan.standby),
                takes_up="nothing",
                points=FEWER_POINTS,
            )


def _of_note(question: Question, place: int) -> Question:
    """The seller note's amount: the plug takes up the difference, or the price where the note is the plug itself."""
    loan = question.scenario.deal.loans[place]
    is_plug = loan.name == question.scenario.deal.plug
    worked_out = close(deal.terms_of(question.scenario, question.rules, workforce.follow(question.scenario))).closing
    return question._replace(
        loan=place,
        highest=int(_most_of(Loan, "principal") / STEP),
        present=worked_out.plug if is_plug else loan.principal,
        takes_up="price" if is_plug else "plug",
        gap=worked_out.gap,
    )


def _place_of(scenario: Scenario, name: str | None) -> int:
    """The seller note by its name, or the first one."""
    notes = [place for place, loan in enumerate(scenario.deal.loans) if loan.kind == "seller"]
    named = [place for place in notes if scenario.deal.loans[place].name == name]
    if not notes:
        raise Faulty([sentence("solve.refused.no_note").said()])
    if name is not None and not named:
        names = ", ".join(scenario.deal.loans[place].name for place in notes)
        raise Faulty([sentence("solve.refused.other_note", name=name, names=names).said()])
    return (named or notes)[0]


def _parts(question: Question, value: float) -> dict[str, Frozen]:
    """The part of the scenario that holds the figure, with another value."""
    asked = question.scenario.deal
    if question.target == "member_share":
        return {"coop": _with_share(question.scenario.coop, value)}
    if question.target == "price":
        return {"deal": asked.model_copy(update={"price": value})}
    if question.takes_up == "price":
        return {"deal": asked.model_copy(update={"price": _price_for(question, value)})}
    note = asked.loans[question.loan or 0]
    other = _with_standby(note, round(value)) if question.target == "standby" else _with_principal(note, value)
    listed = [other if place == question.loan else loan for place, loan in enumerate(asked.loans)]
    return {"deal": asked.model_copy(update={"loans": tuple(listed)})}


def _with_principal(loan: Loan, principal: float) -> Loan:
    return loan.model_copy(update={"principal": principal})


def _with_standby(loan: Loan, months: int) -> Loan:
    """Another standby; interest-only months that would lie within it say nothing more, and are left out."""
    interest_only = loan.interest_only if loan.interest_only > months else 0
    return loan.model_copy(update={"standby": months, "interest_only": interest_only})


def _with_share(coop: Coop, share: float) -> Coop:
    """Another member share on the same terms: what is paid when joining keeps its part of it."""
    part = coop.down_payment / coop.member_share if coop.member_share else 0.0
    return coop.model_copy(update={"member_share": share, "down_payment": min(share, cents(share * part))})


def _price_for(question: Question, note: float) -> float:
    """The price at which the note that takes up the rest has a given amount: each cent of price is one of gap.

    price = price now + note x (1 - its fee rate) - gap between the other sources and uses now.
    """
    asked = question.scenario
    fee = asked.deal.loans[question.loan or 0].fee
    return cents(asked.deal.price + note * (1.0 - fee) - question.gap)


def _most_of(part: type[Frozen], field: str) -> float:
    """The most a field of the scenario takes."""
    return bounds(part.model_fields[field])[1]
