"""A business followed month by month from its retiring owner's hands into its workers'.

    words, places (dated law) -+
    scenario -- valuation -- forms -- deal -- model -- members -- seller -- rivals -- outcomes -- checks -- roadmap
                                                                                  |
                                                                       charts -- report -- views -- app

`plan(scenario)` is the whole story; `planner.solve` asks it backwards: how much can the business carry?
Imports run the same way, never back.
"""

from dataclasses import dataclass
from functools import cached_property

from planner import (
    board,
    checks,
    circulation,
    cover,
    coverage,
    deal,
    dissolution,
    forms,
    holders,
    lawful,
    members,
    outcomes,
    places,
    proceeds,
    redemption,
    reserves,
    rivals,
    roadmap,
    seller,
    stakes,
    valuation,
    workforce,
)
from planner.board.told import reserves_in_words
from planner.model import one
from planner.model.calendar import Dates
from planner.places import Rules
from planner.scenario import Scenario
from planner.seller import Receipt
from planner.statements import Period
from planner.words import Sentence


@dataclass(frozen=True)
class Plan:
    """One conversion, worked out: what was asked, every month, and what it means for each reader."""

    scenario: Scenario
    rules: Rules
    dates: Dates
    valuation: valuation.Valuation
    case: one.Case
    run: one.Run
    form: forms.FormStatement
    workforce: workforce.Path
    members: members.Members
    seller: seller.SellerOutcome
    receipts: tuple[Receipt, ...]
    outcomes: outcomes.Outcomes
    coverage: coverage.Reading
    stakes: stakes.Staged
    lawful: lawful.Lawfulness
    redemptions: redemption.Redemptions
    checks: tuple[checks.Check, ...]
    roadmap: roadmap.Roadmap
    findings: tuple[Sentence, ...]

    @cached_property
    def board(self) -> board.Board:
        """Policies for the surplus and where it went, worked out where they are asked for: each is a plan more."""
        return board.read(self.scenario, self.rules, self.run, self.outcomes.fiscal_years)

    @cached_property
    def cover(self) -> tuple[cover.Cover, ...]:
        """What stands behind members' money at each fiscal year-end within the plan."""
        return cover.cover(self.scenario, self.run.months, self._ended, self.valuation.weighted.ebitda)

    @cached_property
    def dissolution(self) -> tuple[dissolution.Dissolved, ...]:
        """Who would get what if the co-op were wound up at each fiscal year-end within the plan."""
        ebitda = self.valuation.weighted.ebitda
        return dissolution.dissolved(self.scenario, self.run.months, self._ended, self.cover, ebitda)

    @property
    def _ended(self) -> tuple[Period, ...]:
        """Fiscal years that end within the plan."""
        return tuple(one for one in self.outcomes.fiscal_years if self.case.clocks[one.last].year_end)

    @cached_property
    def holders(self) -> holders.Paid | None:
        """What each holder of the company is paid, and when; None where the owner holds it alone."""
        return holders.paid(self.scenario, self.run)

    @cached_property
    def circulation(self) -> circulation.Circulation:
        """The community currency, worked out where it is asked for: its stress is a plan more."""
        return circulation.read(self.scenario, self.case, self.run, self.outcomes.fiscal_years)

    @cached_property
    def rivals(self) -> rivals.Comparison:
        """The other ways out, worked out where they are asked for: they are a dozen sales more."""
        worth = (self.valuation.midpoint, self.valuation.weighted.ebitda, proceeds.beside(self.case.terms))
        lender, agreed = self.outcomes.lender, self.scenario.deal.covenants.least_dscr
        least = lender.least_dscr if agreed is None else agreed
        carried = rivals.Carried(lender.passes, lender.lowest_dscr, least)
        told = rivals.Told(self.seller, self.receipts, carried)
        return rivals.compare(self.scenario, worth, self.run.months, told)


def plan(scenario: Scenario) -> Plan:
    """Follow one business from its owner's books to each worker's account."""
    rules = places.rules(scenario.place, on=scenario.rules_date)
    value = valuation.estimate(scenario, rules)
    path = workforce.follow(scenario)
    case = deal.lower(scenario, rules, path)
    run = one.run(case)
    deal.refuse_impossible(scenario, rules, run)
    dates = deal.calendar_of(scenario, rules)
    form = forms.state(scenario, rules, dates, case, run)
    people = members.accounts(scenario, dates, run, rules.value("patronage.least_cash"))
    sale, receipts = proceeds.of_sale(scenario, case, run, form, rules)
    owner = seller.outcome(scenario.owner, sale, receipts, rules)
    judged = outcomes.read(scenario, rules, dates, run, path)
    covered = coverage.read(scenario, case, run, judged.fiscal_years, coverage.past_earnings(scenario, value))
    in_stages = stakes.read(scenario, dates, case, run, path.members)
    law = lawful.read(scenario, rules, run, judged.fiscal_years, people, form)
    redeemed = redemption.read(scenario, rules, run, judged.fiscal_years)
    steps = roadmap.steps(scenario, rules, dates, run)
    findings = (
        *deal.findings(scenario, run),
        *in_stages.findings,
        *form.findings,
        *value.findings,
        *owner.findings,
        *holders.findings(scenario),
        *covered.findings,
        *law.findings,
        *redeemed.findings,
        *reserves_in_words(scenario.coop),
        *steps.findings,
        *rules.findings,
    )
    return Plan(
        scenario,
        rules,
        dates,
        value,
        case,
        run,
        form,
        path,
        people,
        owner,
        receipts,
        judged,
        covered,
        in_stages,
        law,
        redeemed,
        (*checks.run_all(case, run, people), *reserves.checked(scenario, run, judged.fiscal_years)),
        steps,
        findings,
    )
