"""Rules of law as the page shows them: what is broken, open and kept, pay week by week, capital year by year."""

from collections.abc import Iterable

import streamlit as st

from planner import Plan
from planner.lawful import CapitalYear, Lawfulness, Ruling
from planner.lawful.deductions import PersonWeek
from planner.lawful.measures import Ceiling
from planner.views import explainer, show
from planner.views.plain import plain
from planner.words import say
from planner.words.formats import figure, money, percent

ICONS = {"passed": ":material/check_circle:", "failed": ":material/cancel:", "unknown": ":material/help:"}
FRACTIONS = ("returned", "patron_surplus", "dividends_of_surplus", "capital_of_patronage")


def answer(law: Lawfulness) -> None:
    """The answer in words."""
    open_ones = len(law.of("unknown"))
    key = "answer_failed" if law.grave else "answer_open" if open_ones else "answer_kept"
    told = say(f"app.rules.{key}", failed=len(law.grave), open=open_ones, whole=len(law.rulings))
    (st.error if law.grave else st.info)(plain(told), icon=":material/gavel:")


def broken(law: Lawfulness) -> None:
    """What is broken, then doors that are shut."""
    shut = tuple(one for one in law.of("failed") if not one.grave)
    if law.grave:
        show.section("app.rules.failed")
        _listed(law.grave)
    if shut:
        show.section("app.rules.shut")
        _listed(shut)


def unanswered(law: Lawfulness) -> None:
    """What nobody can answer yet, and what would answer it."""
    if law.of("unknown"):
        show.section("app.rules.open")
        _listed(law.of("unknown"))


def kept(law: Lawfulness) -> None:
    """What is kept, and why."""
    _listed(law.of("passed"))


def _listed(rulings: Iterable[Ruling]) -> None:
    for one in rulings:
        st.markdown(f"{ICONS[one.state]} **{plain(one.asked.said())}**")
        told = one.why.said()
        if one.change:
            told += " " + say("forms.would_change", change=one.change.said())
        st.write(plain(told))
        st.caption(plain(one.citation.said()))


def pay(law: Lawfulness) -> None:
    """What may be taken from each worker's week."""
    found = law.deductions
    if not found.people:
        show.words(say("app.rules.pay_nothing"))
        return
    show.words(say("app.rules.pay_lead", wage=money(found.minimum.wage, decimals=2)))
    heads = (say("app.rules.worker"), *(say(f"figure.lawful.week.{name}") for name in Ceiling._fields))
    show.long_table(
        heads,
        ((_who(one), *(figure(amount, decimals=2) for amount in one.week)) for one in found.people),
    )
    named = {
        f"{_who(one)}: {say(f'figure.lawful.week.{name}')}": ("lawful", f"{one.address}.{name}")
        for one in found.people
        for name in ("most_taken", "taken")
    }
    explainer.pick("lawful.week", named)


def _who(one: PersonWeek) -> str:
    """Whose week it is; of a job with a gift, also that of who follows without it."""
    return f"{one.named()} ({one.number})"


def capital(plan: Plan) -> None:
    """Return on capital, who got the surplus, and what accounts add up to."""
    periods = plan.outcomes.fiscal_years
    names = CapitalYear._fields
    show.table(
        (say("forms.year_head"), *(say(f"figure.lawful.year.{name}") for name in names)),
        (
            (period.label, *(_written(name, getattr(year, name)) for name in names))
            for period, year in zip(periods, plan.lawful.capital_years, strict=True)
        ),
    )
    lines = {say(f"figure.lawful.year.{name}"): ("lawful", f"year.{name}") for name in names}
    explainer.pick("lawful.year", lines, {period.label: period.last for period in periods})


def _written(name: str, value: float) -> str:
    return percent(value) if name in FRACTIONS else figure(value)
