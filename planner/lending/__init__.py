"""What the lender counts, read off one plan: equity, capital, collateral, guarantees, the seller's risk, loan costs.

Every rule stands dated in `places`; the law is that of the closing day, on which the loans would be approved.
"""

from typing import NamedTuple

from planner import Plan, loans, places
from planner.lending import capital, collateral, cost, equity, exposure, failure, guarantees, sba
from planner.lending.assets import Assets, rates_of
from planner.lending.presets import Preset, preset_of
from planner.places import Rule, Rules
from planner.words import Sentence, sentence
from planner.words.formats import money


class Counted(NamedTuple):
    """One plan as its lenders count it."""

    law: Rules  # with a note of every figure used
    equity: tuple[equity.Verdict, ...]
    capital: tuple[capital.CapitalDated, ...]
    advance: Assets  # rates
    collateral: tuple[collateral.Dated, ...]
    guarantees: tuple[guarantees.Guarantee, ...]
    seller_free: int | None  # month from which the seller guarantees nothing; None: not within the plan
    exposure: tuple[exposure.ExposureDated, ...]
    recovery: Assets  # rates
    failures: tuple[failure.Failure, ...]
    costs: tuple[cost.Cost, ...]
    sba: sba.Verdicts
    presets: tuple[Preset | None, ...]  # by loan
    findings: tuple[Sentence, ...]


def counted(plan: Plan) -> Counted:
    """What lenders count of one plan."""
    scenario, run, periods = plan.scenario, plan.run, plan.outcomes.fiscal_years
    law = places.rules(scenario.place, on=scenario.deal.closing)
    covers = collateral.dated(scenario, law, run, periods)
    backed = guarantees.listed(scenario, run, periods)
    verdicts = equity.verdicts(scenario, law, run)
    of_sba = sba.judge(
        scenario,
        law,
        run,
        next(one for one in verdicts if one.asked.key == "sba"),
        sba.Facts(plan.outcomes.lender.lowest_dscr, loans.index_path(scenario, law)[0], backed),
    )
    return Counted(
        law=law,
        equity=verdicts,
        capital=capital.dated(scenario, run, periods),
        advance=rates_of(scenario.deal.counting.advance, law, "advance"),
        collateral=covers,
        guarantees=backed,
        seller_free=guarantees.seller_free(backed),
        exposure=exposure.dated(scenario, run, covers, backed, plan.form.leased),
        recovery=rates_of(scenario.deal.counting.recovery, law, "recovery"),
        failures=failure.failures(plan, law, backed),
        costs=cost.costs(plan, law),
        sba=of_sba,
        presets=tuple(preset_of(loan, scenario.place) for loan in scenario.deal.loans),
        findings=(*_said(plan, covers, backed, of_sba), *_stale(law)),
    )


def _stale(law: Rules) -> tuple[Sentence, ...]:
    """Figures of another time that stand in, by name; those nobody has checked by their number, since most are."""
    unchecked = sum(1 for rule in law.used if not rule.verified)
    said = tuple(one for one in law.findings if one.key != "places.unverified")
    return (*said, sentence("lending.finding.unchecked", unchecked=unchecked, all=len(law.used)))


def rules_used(plan: Plan, found: Counted) -> tuple[Rule, ...]:
    """Every dated figure of the plan, of the other ways out and of what lenders count, once each."""
    beside = (*plan.rivals.law.used, *found.law.used)
    held = {(rule.name, rule.effective): rule for rule in (*reversed(beside), *plan.rules.used)}
    first = [(rule.name, rule.effective) for rule in (*plan.rules.used, *beside)]
    return tuple(held[key] for key in dict.fromkeys(first))


def _said(
    plan: Plan,
    covers: tuple[collateral.Dated, ...],
    backed: tuple[guarantees.Guarantee, ...],
    of_sba: sba.Verdicts,
) -> tuple[Sentence, ...]:
    """What needs saying of the collateral, the guarantees and where terms came from."""
    said = []
    senior = [one for one in covers[0].covers if one.claim.rank == 1 and one.owed > 0]
    short = sum(one.short for one in senior)
    if short > 0:
        said.append(sentence("lending.finding.short", short=money(short), owed=money(sum(one.owed for one in senior))))
    if any(one.guarantor == "seller" and one.released is None for one in backed):
        said.append(sentence("lending.finding.not_released"))
    by_sba, bound = any(loan.preset == "sba_7a" for loan in plan.scenario.deal.loans), of_sba.seller_bound
    if by_sba and bound and not bound.entered:
        said.append(sentence("lending.finding.sba_unguaranteed", months=bound.months, amount=money(bound.amount)))
    unknown = [
        sentence("lending.finding.unknown_preset", loan=loan.name, preset=loan.preset)
        for loan in plan.scenario.deal.loans
        if loan.preset and preset_of(loan, plan.scenario.place) is None
    ]
    return (*said, *unknown)
