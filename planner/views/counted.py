"""What the lender counts: equity, capital, collateral, guarantees, the seller's risk, loan costs, the SBA's conditions.

Each function draws one part; `parts` draws them all, folded. The deal page and the lender's page both call them.
"""

import streamlit as st

from planner.lending import counted
from planner.report import bad_years
from planner.report.lending_tables import Lending, Listed
from planner.views import ask, explainer, show, state
from planner.views.plain import plain
from planner.views.show import fold
from planner.words.formats import figure

COUNTING = (
    "least_equity",
    "standby_part",
    "counts_preferred",
    "property_part",
    "rent_months",
    "fall_in_sales",
    "winding_up",
)
SBA = ("citizens", "owner_guarantees", "acquirers_borrow", "manufacturer", "sba_amount")
RATES = ("cash", "receivables", "inventory", "property", "equipment", "other")


def parts(here: state.Desk) -> None:
    """Every part, each in a fold of its own; worked out once a fold is open."""
    for key, draw in (
        ("equity", equity),
        ("capital", capital),
        ("collateral", collateral),
        ("guarantee", guarantees),
        ("exposure", exposure),
        ("failure", failures),
        ("cost", costs),
        ("sba", sba),
    ):
        with fold(f"lending.{key}.heading") as is_open:
            if is_open:
                draw(_told(here))


def equity(told: Lending) -> None:
    """Equity at closing by each lender's rule, what would change it, and what is never counted."""
    show.words(told.equity_answer())
    _table(told.equity())
    explainer.pick("lending.equity", told.openable("equity"))
    for sentence in told.equity_changes():
        show.words(sentence)
    _table(told.not_counted())
    show.words(told.say("equity.basis"))
    ask.ask(*(f"deal.counting.{one}" for one in COUNTING[:3]))
    ask.ask("deal.preferred.redeemable_from", columns=1)


def capital(told: Lending) -> None:
    """Tangible net worth and capital funds by fiscal year."""
    _statement(told, told.capital())
    explainer.pick("lending.capital", told.openable("capital"), told.months())
    show.words(told.say("capital.basis"))


def collateral(told: Lending) -> None:
    """Cover of each loan at closing and later, and the rates it stands on."""
    show.words(told.collateral_answer())
    _table(told.collateral())
    _table(told.cover_by_year())
    explainer.pick("lending.collateral", told.openable("collateral"), told.months())
    show.words(told.say("collateral.basis"))
    _table(told.rates("advance"))
    ask.ask(*(f"deal.counting.advance.{one}" for one in RATES))
    ask.ask("deal.counting.property_part", columns=1)


def guarantees(told: Lending) -> None:
    """Who guarantees what, and when the seller is free."""
    if not told.counted.guarantees:
        show.words(told.say("guarantee.none"))
        return
    if told.seller_free():
        show.words(told.seller_free())
    _table(told.guarantees())
    _table(told.guaranteed_by_year())


def exposure(told: Lending) -> None:
    """What the seller has at risk, by date."""
    show.words(told.exposure_answer())
    _statement(told, told.exposure())
    explainer.pick("lending.exposure", told.openable("exposure"), told.months())
    ask.ask("deal.counting.rent_months")


def failures(told: Lending) -> None:
    """What the seller has if the co-op fails in year n."""
    if told.counted.failures:
        show.words(told.failure_answer())
        heading, *by_year = bad_years.sentences(told)
        show.words(heading)
        if by_year:
            st.markdown("\n".join(f"- {plain(one)}" for one in by_year))
        _table(told.failures())
        years = {str(one.year): one.month for one in told.counted.failures}
        explainer.pick("lending.failure", told.openable("failure"), years)
    show.words(told.say("failure.order"))
    _table(told.rates("recovery"))
    ask.ask("deal.counting.fall_in_sales", columns=1)
    ask.ask(*(f"deal.counting.recovery.{one}" for one in RATES), "deal.counting.winding_up")


def costs(told: Lending) -> None:
    """What each loan costs with its fees and points."""
    _table(told.costs())
    show.words(told.say("cost.basis"))


def sba(told: Lending) -> None:
    """The SBA's conditions, its fee and largest rate, and why such a loan is unlikely for a co-op."""
    show.words(told.sba_answer())
    for name, answer, why, cited in told.sba().rows:
        show.words(told.say("sba.gate_told", name=name, answer=answer, why=why))
        st.caption(plain(cited))
    show.words(told.sba_terms())
    show.words(told.say("sba.why_heading"))
    for reason in told.counted.sba.reasons:
        show.words(reason.said())
    ask.ask(*(f"deal.counting.{one}" for one in SBA), columns=2)


def findings(here: state.Desk) -> None:
    """What needs saying of what lenders count: shortfalls, stale and unchecked figures."""
    show.findings(one.said() for one in _told(here).counted.findings)


def _told(here: state.Desk) -> Lending:
    return Lending(here.plan, here.once(counted))


def _table(listed: Listed) -> None:
    if listed.rows:
        show.table(listed.heads, listed.rows, words=listed.words)


def _statement(told: Lending, lines: list[tuple[str, list[float]]]) -> None:
    heads = ("", *told.dates())
    show.table(heads, ((label, *map(figure, values)) for label, values in lines))
