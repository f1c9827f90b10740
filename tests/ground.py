"""What a set of deals covers: the types of loans in them, and the gates that hold a payment back in their months."""

from typing import get_args

from planner.coverage import payouts
from planner.model import one
from planner.model.one import Case
from planner.model.records import Month
from planner.model.terms import Terms
from planner.scenario import Loan, Scenario
from planner.scenario.covenants import ORDER

CHOSEN = ("kind", "repayment", "payments", "day_count", "cash_patronage_in_breach")
TERMS = ("interest-only", "balloon", "rate steps", "index", "fee", "prepaid", "swept", "forgiven")
LIMITED = ("patronage_minimum", "patronage_further", "leavers", "revolving")  # by a covenant on their amount
ALL_LOANS = frozenset(
    {
        *((name, value) for name in CHOSEN for value in get_args(Loan.model_fields[name].annotation)),
        *(("standby", value) for value in get_args(Loan.model_fields["standby_interest"].annotation)),
        *(("term", name) for name in TERMS),
        ("beside loans", "line"),
        ("beside loans", "preferred shares"),
    }
)
ALL_GATES = frozenset(
    {
        *((claim, why) for claim in ORDER for why in ("default", "breach", "cash", "coverage")),
        *((claim, "limit") for claim in LIMITED),
        ("patronage_further", "minimum_first"),
        *(("coverage", name) for name in ("fccr", "dscr", "bank_dscr")),
        ("cash", "liquidity"),
        ("cash", "leverage"),
    }
)


def loans_of(scenario: Scenario) -> set[tuple[str, str]]:
    """The types of loans of a deal: each choice a loan makes, each term it has, and what stands beside the loans."""
    found = set()
    for loan in scenario.deal.loans:
        found |= {(name, getattr(loan, name)) for name in CHOSEN}
        found |= {("standby", loan.standby_interest)} if loan.standby else set()
        repaying = loan.months - max(loan.standby, loan.interest_only)
        there = {
            "interest-only": loan.interest_only > loan.standby,
            "balloon": loan.amortisation is not None and loan.amortisation > repaying,
            "rate steps": bool(loan.rate_steps),
            "index": loan.indexed,
            "fee": loan.fee + loan.fixed_fee > 0,
            "prepaid": bool(loan.prepayments),
            "swept": loan.swept,
            "forgiven": loan.forgiven_after is not None,
        }
        found |= {("term", name) for name in TERMS if there[name]}
    found |= {("beside loans", "line")} if scenario.deal.line.limit else set()
    return found | ({("beside loans", "preferred shares")} if scenario.deal.preferred.amount else set())


def gates_of(case: Case) -> set[tuple[str, str]]:
    """The gates that hold a payment back in some month: which claim and why; and which covenant does."""
    found = set()
    for now in one.run(case).months:
        for claim in ORDER:
            why = payouts.reason(case.terms, now, claim)
            if why == "liquidity":
                found |= {("cash", "liquidity")}
            elif why is not None:
                found |= {(claim, why)}
            if why == "coverage":
                found |= {("coverage", _covenant(case.terms, now, claim))}
            if why in ("cash", "liquidity") and now.gates.line_room < now.working.line_capacity - now.treasury.line:
                found |= {("cash", "leverage")}
    return found


def _covenant(terms: Terms, now: Month, claim: str) -> str:
    """Which coverage leaves the claim least: of the seller note one of three, of payouts FCCR or the bank's DSCR."""
    gates, ahead = now.gates, now.ahead
    if claim != "seller_note":
        return "fccr" if gates.fccr_room <= gates.bank_room or not claim.startswith("patronage") else "bank_dscr"
    rooms = {
        "dscr": gates.room_by_dscr,
        "fccr": gates.room_by_fccr - (max(0.0, ahead.seller / terms.least_fccr) if terms.least_fccr > 0 else 0.0),
        "bank_dscr": gates.room_by_bank_dscr
        - (max(0.0, ahead.seller_patronage / terms.least_bank_dscr) if terms.least_bank_dscr > 0 else 0.0),
    }
    return min(rooms, key=rooms.__getitem__)
