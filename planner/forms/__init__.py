"""What the form of the deal means: tax basis and its worth, costs, the seller's tax, patronage, solvency.

`state` answers each question for the deal as planned: yes, no or unknown, with figure, reason, law and what to change.
"""

from typing import NamedTuple

from planner.forms import allocation, entities, figures, redemption, rollover, solvency, staged, verdicts, worth
from planner.forms.allocation import Allocation, Item, allocate
from planner.forms.entities import refusals
from planner.forms.lease import rent_a_year, rent_to_seller, rent_under_lease
from planner.forms.redemption import Redemption
from planner.forms.solvency import Solvency
from planner.forms.verdicts import Verdict
from planner.forms.worth import Worth
from planner.model.calendar import Dates
from planner.model.one import Case, Run
from planner.places import Rules
from planner.scenario import DealForm, Scenario
from planner.statements import fiscal_years
from planner.words import Sentence, sentence
from planner.words.formats import money

__all__ = [
    "Allocation",
    "FormStatement",
    "Item",
    "Redemption",
    "Solvency",
    "Verdict",
    "Worth",
    "allocate",
    "refusals",
    "rent_to_seller",
    "state",
]


class DeferredTax(NamedTuple):
    """What full accounting would book beside: deferred tax on the write-up, goodwill and assets with it. Money."""

    liability: float
    goodwill: float
    assets: float


class FormStatement(NamedTuple):
    """All that a form of the deal means; no allocation where the old basis follows, no solvency but of a buyout."""

    form: DealForm
    bought: entities.Bought
    what: Sentence
    verdicts: tuple[Verdict, ...]
    allocation: Allocation | None
    worth: Worth
    deferred_tax: DeferredTax
    solvency: Solvency | None
    redemption: Redemption | None
    rent: tuple[tuple[int, float], ...]
    leased: tuple[float, ...]  # rent of each month of the lease
    said: tuple[Sentence, ...]
    findings: tuple[Sentence, ...]
    later_rollovers: tuple[Verdict, ...]

    def verdict(self, key: str) -> Verdict | None:
        """The answer to one question, where it is asked of this form."""
        return next((one for one in self.verdicts if one.key == key), None)


def state(scenario: Scenario, rules: Rules, dates: Dates, case: Case, run: Run) -> FormStatement:
    """What the form of this deal means."""
    start, bought = run.start, entities.bought(scenario)
    tested = solvency.of_buyout(scenario, run)
    stepped = worth.of_step_up(scenario, rules, case, run, fiscal_years(dates))
    asked = verdicts.Asked(scenario, rules, case, run, stepped, tested)
    answers = verdicts.all_of(asked)
    return FormStatement(
        form=scenario.deal.form,
        bought=bought,
        what=sentence(f"forms.what.{bought}"),
        verdicts=answers,
        allocation=allocation.of_plan(case.terms, start),
        worth=stepped,
        deferred_tax=DeferredTax(
            start.opening.deferred_tax_memo,
            figures.goodwill_with_deferred_tax(start.opening, start.revalued),
            figures.assets_with_deferred_tax(start.opening),
        ),
        solvency=tested,
        redemption=redemption.tested(scenario, rules) if bought == "buyout" else None,
        rent=tuple(rent_to_seller(scenario, dates).items()),
        leased=rent_under_lease(scenario, dates),
        said=tuple(_said(scenario, run)),
        findings=tuple(_findings(scenario, answers)),
        later_rollovers=rollover.of_later(asked),
    )


def _said(scenario: Scenario, run: Run) -> list[Sentence]:
    """What goes with the form: what the seller keeps, what is taken over, an earn-out and its terms."""
    kept, deal = scenario.deal.kept, scenario.deal
    said = []
    rent, booked = rent_a_year(scenario), scenario.business.statements[-1].rent_to_owner
    if rent:
        said.append(sentence("forms.said.rent", market=money(rent), booked=money(booked)))
    said += [sentence("forms.said.kept", name=one.name, book=money(one.book_value)) for one in kept.assets]
    if run.start.revalued.cash_taken_out > 0:
        said.append(sentence("forms.said.cash_taken_out", amount=money(run.start.revalued.cash_taken_out)))
    if staged.is_staged(scenario):
        said.append(sentence("forms.said.staged"))
    if deal.cash_left_in:
        said.append(sentence("forms.said.cash_left_in", amount=money(deal.cash_left_in)))
    if run.start.loans_asked.assumed:
        said.append(sentence("forms.said.assumed", amount=money(run.start.loans_asked.assumed)))
    for loan, opened in zip(deal.loans, run.start.loans, strict=False):
        if loan.kind == "earn_out":
            said.append(sentence("forms.said.earn_out", name=loan.name, amount=money(opened.principal)))
            if loan.paid_if:
                said.append(sentence("forms.said.earn_out_if", name=loan.name, terms=loan.paid_if))
            if loan.least_paid is not None or loan.most_paid is not None:
                least, most = (opened.principal if one is None else one for one in (loan.least_paid, loan.most_paid))
                said.append(sentence("forms.said.earn_out_range", name=loan.name, least=money(least), most=money(most)))
    return said


def _findings(scenario: Scenario, answers: tuple[Verdict, ...]) -> list[Sentence]:
    """What must be said wherever the plan is read: patronage that is not certain, a buyout that is no sale."""
    found = {one.key: one for one in answers}
    said = []
    if found["patronage"].answer != "yes":
        said.append(sentence(f"forms.finding.patronage{'_staged' if staged.is_staged(scenario) else ''}"))
    if found["sale"].answer != "yes":
        said.append(sentence(f"forms.finding.sale_{found['sale'].answer}"))
    if scenario.owner.entity == "s_corporation" and found["s_election"].answer == "unknown":
        said.append(sentence("forms.finding.s_election"))
    return said
