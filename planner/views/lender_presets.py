"""A loan from published terms: choose a lender, read source and gaps, add it; beside a loan, where it came from."""

import streamlit as st

from planner import places
from planner.lending import sba
from planner.lending.presets import Preset, preset_of, presets
from planner.report.lending_presets import preset_lines
from planner.scenario import LOAN_SLOTS, Loan
from planner.views import show, state
from planner.views.plain import plain
from planner.words import say
from planner.words.formats import percent

CHOSEN = "preset.chosen"


def choose(here: state.Desk) -> None:
    """The list of lenders, the chosen one's source and gaps, and a button that adds its loan."""
    held = presets(here.scenario.place)
    key = st.selectbox(say("lending.preset.choose"), list(held), format_func=lambda one: _named(held[one]), key=CHOSEN)
    found = held[key]
    for line in preset_lines(found):
        show.words(line)
    if found.preferred is not None:
        dividend = found.preferred["dividend"]
        show.words(say("lending.preset.sets_dividend", rate=percent(dividend)))
        label = say("lending.preset.set")
    else:
        label = say("lending.preset.add")
    full = len(state.entered_at("deal.loans")) >= LOAN_SLOTS
    st.button(
        label,
        key="add.preset",
        icon=":material/add:",
        disabled=full and found.preferred is None,
        on_click=_take,
        args=(found,),
    )


def source_of(here: state.Desk, place: int) -> None:
    """Beside a loan made from published terms: their source, what is filled in, what was not found."""
    loans = here.scenario.deal.loans
    found = preset_of(loans[place], here.scenario.place) if place < len(loans) else None
    if found is not None:
        for line in (_named(found), *preset_lines(found)):
            st.caption(plain(line))


def _named(found: Preset) -> str:
    return say("lending.preset.option", lender=found.lender, what=found.what)


def _take(found: Preset) -> None:
    if found.preferred is not None:
        state.change("deal.preferred.dividend", found.preferred["dividend"])
        return
    listed = state.entered_at("deal.loans")
    taken = {loan["name"] for loan in listed}
    names = (found.lender[:56], *(f"{found.lender[:56]} {number}" for number in range(2, LOAN_SLOTS + 2)))
    name = next(one for one in names if one not in taken)
    state.change("deal.loans", [*listed, _loan(found, name).model_dump(mode="json")])


def _loan(found: Preset, name: str) -> Loan:
    """A loan of the SBA's takes its fee and largest rate from the law of the closing day."""
    scenario = state.desk().scenario
    if found.key != "sba_7a":
        return found.as_loan(name)
    law = places.rules(scenario.place, on=scenario.deal.closing)
    amount = scenario.deal.counting.sba_amount or 0.0
    return sba.as_loan(law, name, amount, manufacturer=scenario.deal.counting.manufacturer)
