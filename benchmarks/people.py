"""Individual accounts of 2,000 workers over 15 years: best of nine, in seconds of processor time."""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from planner import deal, members, places, workforce
from planner.faults import read
from planner.model import one
from planner.scenario import Coop, Scenario, Tenure, Vesting, Worker
from planner.scenario.coop import PatronageBasis

WORKERS, MONTHS, TIMES = 2000, 180, 9


def firm(known: bool) -> Scenario:
    """The sample with 2,000 workers of their own pay; `known`: also start, age and turnover by years here."""
    scenario = read((ROOT / "scenarios" / "sample_company.json").read_bytes())
    more = {"age": 30, "started": date(2020, 1, 1)} if known else {}
    people = tuple(
        Worker(
            alias=f"W{place}",
            pay=20.0 + place % 700 / 100,
            joins_after=place % 25,
            **{**more, **({"age": 20 + place % 45, "started": date(2000 + place % 28, 1, 1)} if known else {})},
        )
        for place in range(WORKERS)
    )
    tenures = (Tenure(years=1.0, turnover=0.3), Tenure(years=5.0, turnover=0.12)) if known else ()
    changed = {"workers": people, "tenures": tenures, "retirement_age": 66 if known else None}
    there = scenario.workforce.model_copy(update=changed)
    return scenario.model_copy(update={"workforce": there, "months": MONTHS})


def mixed() -> Scenario:
    """The same with known last days of a tenth, a mixed basis of patronage, and vesting."""
    scenario = firm(known=True)
    people = tuple(
        one.model_copy(update={"leaves": date(2030 + place % 12, 6, 1)}) if place % 10 == 0 else one
        for place, one in enumerate(scenario.workforce.workers)
    )
    basis = PatronageBasis(wages=0.3, hours=0.3, seniority=0.4)
    vesting = (Vesting(years=0.0, fraction=0.7), Vesting(years=5.0, fraction=1.0))
    coop: Coop = scenario.coop.model_copy(update={"patronage_basis": basis, "vesting": vesting})
    there = scenario.workforce.model_copy(update={"workers": people})
    return scenario.model_copy(update={"workforce": there, "coop": coop})


def best(work: Callable[[], object]) -> float:
    """The quickest of several."""
    taken = []
    for _ in range(TIMES):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def measure(scenario: Scenario, title: str) -> None:
    """One firm's three figures."""
    rules = places.rules(scenario.place, on=scenario.rules_date)
    dates = deal.calendar_of(scenario, rules)
    run = one.run(deal.lower(scenario, rules, workforce.follow(scenario)))

    def accounts() -> members.Members:
        """All accounts."""
        return members.accounts(scenario, dates, run, 0.2)

    found = accounts()
    for year, total in enumerate(found.totals):
        assert found.people.summed("account", year) == total.account
    print(title)
    print(f"  who works here, month by month   {best(lambda: workforce.follow(scenario)):.3f}")
    print(f"  all accounts, to the cent        {best(accounts):.3f}")
    print(f"  every person's years written out {best(lambda: list(accounts().people)):.3f}")


measure(firm(known=False), "all leave alike")
measure(firm(known=True), "start, age and turnover by years here")
measure(mixed(), "the same with known last days, a mixed basis and vesting")
