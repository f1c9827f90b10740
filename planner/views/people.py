"""Members one by one: what one pays in and holds, and everybody's figures of one year."""

import streamlit as st

from planner import Plan, charts
from planner.views import explainer, show
from planner.words import say
from planner.words.formats import figure

YEARLY = ("deductions", "to_lender", "shares", "pay", "dividend", "cash", "notice", "revolved", "account")
MOST_PICKED = 60
EACH = ("shares", "pay", "dividend", "cash", "notice", "account_in_expectation")


def one(plan: Plan) -> None:
    """One member who stays, chosen by alias."""
    shown = tuple(name for name in YEARLY if name != "to_lender" or plan.scenario.coop.share_lender)
    listed = plan.members.people
    if not listed:
        show.words(say("app.workers.nobody"))
        return
    named = {person.alias: person for person in listed}
    alias = st.selectbox(say("app.workers.person"), list(named), key="workers.person")
    person = named.get(alias or "", listed[0])
    show.chart(charts.worker_account(plan, person))
    with show.fold("app.workers.years", alias=person.alias) as is_open:
        if is_open:
            show.table(
                (say("app.workers.head.year"), *(say(f"app.workers.head.{name}") for name in shown)),
                (
                    (year.fiscal_year, *(figure(getattr(year, name), decimals=2) for name in shown))
                    for year in person.staying
                ),
            )
            place = listed.index(person)
            lines = {say(f"app.workers.head.{name}"): ("member", f"{place}.staying.{name}") for name in shown}
            ends = {period.label: period.last for period in plan.outcomes.fiscal_years}
            explainer.pick("member", lines, {year.fiscal_year: ends[year.fiscal_year] for year in person.staying})


def everybody(plan: Plan) -> None:
    """All members in one fiscal year, and the totals they add up to."""
    if not plan.members.people:
        show.words(say("app.workers.nobody"))
        return
    years = [period.label for period in plan.outcomes.fiscal_years]
    chosen = st.selectbox(say("app.workers.head.year"), years, key="workers.year")
    place = years.index(chosen) if chosen in years else 0
    total = plan.members.totals[place]
    rows = [
        (person.alias, person.role, *(figure(getattr(person.years[place], name), decimals=2) for name in EACH))
        for person in plan.members.people
    ]
    sums = (total.shares, total.pay, total.dividend, total.cash, total.notice, total.account)
    rows.append((say("charts.total"), "", *(figure(value, decimals=2) for value in sums)))
    heads = (
        say("app.workers.head.alias"),
        say("app.workers.head.role"),
        *(say(f"app.workers.head.{name}") for name in EACH),
    )
    show.long_table(heads, rows, words=2)
    lines = {
        say("app.workers.of", alias=person.alias, name=say(f"app.workers.head.{name}")): ("member", f"{at}.{name}")
        for at, person in enumerate(plan.members.people[:MOST_PICKED])
        for name in EACH
    }
    explainer.pick("members", lines, {years[place]: plan.outcomes.fiscal_years[place].last})
