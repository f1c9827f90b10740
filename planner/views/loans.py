"""Loans and notes: the table of them, and each one's fields."""

import streamlit as st

from planner.scenario import LOAN_SLOTS, Loan
from planner.views import ask, lender_presets, loan_terms, show, state
from planner.views.plain import plain
from planner.words import say
from planner.words.formats import figure, money, percent

NEW_MONTHS, NEW_RATE = 60, 0.08


def source_name(plug: str) -> str:
    """What a source is called; preferred shares have no name of their own."""
    return say("app.plug.preferred") if plug == "preferred" else plug


def table(here: state.Desk) -> None:
    """All loans as they stand at closing."""
    opened = here.plan.run.start.loans
    show.table(
        (
            say("app.loans.name"),
            say("app.loans.kind"),
            say("app.loans.amount"),
            say("app.loans.rate"),
            say("app.loans.months"),
            say("app.loans.first"),
        ),
        (
            (
                loan.name,
                ask.option_name("kind", loan.kind),
                figure(at.principal) if not loan.later_closing else _later(loan),
                percent(loan.rate),
                str(loan.ends),
                figure(_first_payment(here, place)),
            )
            for place, (loan, at) in enumerate(zip(here.scenario.deal.loans, opened, strict=False))
        ),
        words=2,
    )


def _later(loan: Loan) -> str:
    """What a loan of a later closing may bring, and at which."""
    return say("app.loans.later", amount=figure(loan.principal), number=loan.later_closing + 1)


def edit(here: state.Desk) -> None:
    """Each loan's fields, opened one by one; loans come and go."""
    listed = state.entered_at("deal.loans")
    worked_out = _worked_out(here)
    for place, loan in enumerate(listed):
        with show.fold("app.loans.edit", number=str(place + 1), name=str(loan["name"])) as is_open:
            if is_open:
                amount = f"deal.loans.{place}.principal"
                takes_up = loan["name"] in worked_out and amount not in here.misread
                loan_terms.ask_for(f"deal.loans.{place}", loan, takes_up=takes_up)
                if takes_up:
                    told = money(worked_out[loan["name"]])
                    show.words(say("app.loans.worked_out", title=ask.field_of(amount).title, amount=told))
                lender_presets.source_of(here, place)
                st.button(
                    say("app.loans.remove", name=plain(str(loan["name"]))),
                    key=f"remove.{place}",
                    icon=":material/delete:",
                    on_click=_remove,
                    args=(place,),
                )
    if len(listed) < LOAN_SLOTS:
        st.button(say("app.loans.add"), key="add.loan", icon=":material/add:", on_click=_add)
    with show.fold("lending.preset.heading") as is_open:
        if is_open:
            lender_presets.choose(here)


def _worked_out(here: state.Desk) -> dict[str, float]:
    """The loan that takes up the rest, where one does both in the plan and as entered, and its amount."""
    deal, opened = here.scenario.deal, here.plan.run.start.loans
    return {
        loan.name: at.principal
        for loan, at in zip(deal.loans, opened, strict=False)
        if loan.name == deal.plug == state.entered_at("deal.plug")
    }


def _first_payment(here: state.Desk, place: int) -> float:
    """The first level payment of principal and interest together, within the plan."""
    paid = (month.loans[place] for month in here.plan.run.months[1:])
    return next((loan.interest_paid + loan.principal_paid for loan in paid if loan.principal_paid), 0.0)


def _add() -> None:
    listed = state.entered_at("deal.loans")
    taken = {loan["name"] for loan in listed}
    name = next(
        name
        for name in (say("app.loans.new", number=number) for number in range(1, LOAN_SLOTS + 2))
        if name not in taken
    )
    new = Loan(name=name, kind="senior", rate=NEW_RATE, months=NEW_MONTHS)
    state.change("deal.loans", [*listed, new.model_dump(mode="json")])


def _remove(place: int) -> None:
    listed = state.entered_at("deal.loans")
    state.change("deal.loans", [loan for other, loan in enumerate(listed) if other != place])
