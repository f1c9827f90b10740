"""Random conversions of which many hold: the random ones, with a business that earns its keep and milder covenants."""

from random import Random

import random_scenarios

from planner.scenario import Covenants, Scenario


def scenario(seed: int) -> Scenario:
    """A conversion from a seed; sales, loans, forms, members and order of payment stay as random as they are."""
    drawn, rng = random_scenarios.scenario(seed), Random(seed + 1)
    last = drawn.business.statements[-1]
    margin = rng.uniform(0.12, 0.4)
    rest = last.sales * (1.0 - margin) - last.cost_of_sales - last.payroll - last.payroll_burden
    business = drawn.business.model_copy(
        update={
            "statements": (last.model_copy(update={"overhead": round(max(0.0, rest), 2)}),),
            "growth": tuple(max(0.0, one) for one in drawn.business.growth),
            "wage_raise": 0.0,
            "inflation": 0.0,
            "cash_floor": 0.0,
            "receivable_days": None,
            "inventory_days": None,
            "payable_days": None,
            "capital_spending": drawn.business.capital_spending * 0.2,
            "seasonality": (1.0,) * 12 if rng.random() < 0.7 else drawn.business.seasonality,
        }
    )
    mild = Covenants(
        tested=rng.choice(("yearly", "quarterly")),
        least_fccr=rng.choice((None, 1.0, 1.1)),
        least_liquidity=rng.choice((None, 0.0)),
    )
    covenants = drawn.deal.covenants if rng.random() < 0.3 else mild
    return drawn.model_copy(
        update={
            "business": business,
            "owner": drawn.owner.model_copy(update={"replacement_pay": 0.0}),
            "deal": drawn.deal.model_copy(update={"covenants": covenants}),
        }
    )
