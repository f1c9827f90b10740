"""State income tax of the seller, for one year and one way of filing: 14 states, a plain rate elsewhere.

`state_tax(StateIncome(...), state_law(rules.at(day), "vt", "joint"))` gives every step; `tax.total` is what is owed.
"""

from planner.places.states.findings import state_findings
from planner.places.states.law import STATES, State, UnknownStateError, conversion_credit, state_law
from planner.places.states.records import StateIncome, StateLaw, StateTax, Step
from planner.places.states.tax import state_tax

__all__ = [
    "STATES",
    "State",
    "StateIncome",
    "StateLaw",
    "StateTax",
    "Step",
    "UnknownStateError",
    "conversion_credit",
    "state_findings",
    "state_law",
    "state_tax",
]
