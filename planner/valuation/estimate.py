"""The valuation told in one function: earnings, five methods, a range, and what it comes to for the shares."""

from planner.places import Rules
from planner.scenario import Scenario
from planner.valuation.assets import add_up_assets, held_of
from planner.valuation.earnings import books_of, market_of, normalise, weigh
from planner.valuation.findings import findings_of, refuse_impossible
from planner.valuation.income import begin, capitalise, discount_cash_flow, discounting_of
from planner.valuation.multiples import fit, multiple_terms, multiply, sizes_of
from planner.valuation.reconcile import bridge_of, discount_stake, pay, reconcile, stake_terms, weights_of
from planner.valuation.records import Method, Valuation
from planner.valuation.settlement import settlement_of


def estimate(scenario: Scenario, rules: Rules) -> Valuation:
    """The business's first value from its statements, its last balance sheet and the published multiples."""
    books = books_of(scenario.business.statements)
    market = market_of(scenario, rules)
    earnings = tuple(normalise(year, market) for year in books)
    weighted = weigh(*earnings)
    of_sde = multiple_terms(scenario, rules, "sde_multiple")
    of_ebitda = multiple_terms(scenario, rules, "ebitda_multiple")
    fit_sde, fit_ebitda = fit(weighted.ebitda, of_sde), fit(weighted.ebitda, of_ebitda)
    by_sde = multiply(weighted.sde, fit_sde, of_sde, sizes_of(rules, "valuation.sde_multiple"))
    by_ebitda = multiply(weighted.ebitda, fit_ebitda, of_ebitda, sizes_of(rules, "valuation.ebitda_multiple"))
    capitalised = capitalise(weighted.ebitda, market)
    settlement = settlement_of(scenario)
    told = discounting_of(scenario, rules, market, settlement.peg.closing, by_ebitda.multiple)
    refuse_impossible(market, told)
    flow = discount_cash_flow(scenario, begin(books[-1], weighted, market), told)
    held = held_of(scenario, rules)
    assets = add_up_assets(held, settlement.sorted)
    weights = weights_of(scenario)
    whole = reconcile(
        weights,
        (by_sde.low, by_ebitda.low, capitalised.low, flow.low.sum.value, assets.value),
        (by_sde.mid, by_ebitda.mid, capitalised.mid, flow.mid.sum.value, assets.value),
        (by_sde.high, by_ebitda.high, capitalised.high, flow.high.sum.value, assets.value),
    )
    bridge = bridge_of(scenario, settlement.settled)
    shares = tuple(pay(one, bridge) for one in (whole.low, whole.midpoint, whole.high, scenario.deal.price))
    part = stake_terms(scenario)
    found = Valuation(
        methods=(
            Method("valuation.method.sde_multiple", weights.sde_multiple, by_sde.low, by_sde.mid, by_sde.high),
            Method(
                "valuation.method.ebitda_multiple",
                weights.ebitda_multiple,
                by_ebitda.low,
                by_ebitda.mid,
                by_ebitda.high,
            ),
            Method(
                "valuation.method.capitalised_earnings",
                weights.capitalised_earnings,
                capitalised.low,
                capitalised.mid,
                capitalised.high,
            ),
            Method(
                "valuation.method.discounted_cash_flow",
                weights.discounted_cash_flow,
                flow.low.sum.value,
                flow.mid.sum.value,
                flow.high.sum.value,
            ),
            Method("valuation.method.net_assets", weights.net_assets, assets.value, assets.value, assets.value),
        ),
        low=whole.low,
        midpoint=whole.midpoint,
        high=whole.high,
        findings=(),
        books=books,
        market=market,
        earnings=earnings,
        weighted=weighted,
        of_sde=of_sde,
        fit_sde=fit_sde,
        by_sde=by_sde,
        of_ebitda=of_ebitda,
        fit_ebitda=fit_ebitda,
        by_ebitda=by_ebitda,
        capitalised=capitalised,
        dcf=flow,
        held=held,
        net_assets=assets,
        weights=weights,
        range=whole,
        settlement=settlement,
        bridge=bridge,
        shares=shares,
        stake_terms=part,
        stake=discount_stake(shares[1].paid, part),
    )
    return found._replace(findings=findings_of(scenario, rules, found))
