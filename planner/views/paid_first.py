"""Who is paid first, on the lender's page: the claims in order, what waits and why, and the order to change."""

import streamlit as st

from planner import Plan
from planner.coverage import told
from planner.coverage.payouts import Claim
from planner.scenario.loans import OWED_TO_SELLER
from planner.views import ask, explainer, show, state
from planner.views.plain import plain
from planner.words import say
from planner.words.formats import figure, listed

ORDER, FIRM_ORDER = "deal.payout.order", "deal.payout.firm_order"
SHOWN = ("due", "paid", "held_back", "lapsed")


def waits(plan: Plan, months: told.Months) -> None:
    """What waited, from when to when and why, and cash patronage that lenders block at a loss."""
    read = plan.coverage
    worst = min(range(len(plan.run.months)), key=lambda month: plan.run.months[month].treasury.cash)
    if plan.run.months[worst].treasury.cash < 0:
        st.error(plain(told.unpaid(plan.run.months[worst].unpaid, months(worst))), icon=":material/warning:")
    lines = [told.wait(one, months) for one in read.waits]
    lapsed = any(year.lapsed for claim in read.paid_first for year in claim.years)
    if lines:
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    elif not lapsed:
        show.words(say("lender.paid_first.nothing_waits"))
    for one in read.findings:
        if one.key in told.PATRONAGE_BLOCKED:
            st.warning(plain(one.said()), icon=":material/info:")


def table(plan: Plan) -> None:
    """The claims in order: one fiscal year with what was due, paid and held back, or what was paid in every year."""
    years = plan.outcomes.fiscal_years
    claims = plan.coverage.paid_first
    every = say("app.lender.every_year")
    options = [every, *(say("app.lender.one_year", year=year.label) for year in years)]
    held = [_held_back(claims, place) for place in range(len(years))]
    at_first = held.index(max(held)) + 1 if any(held) else 0
    chosen = st.selectbox(say("app.statement.periods"), options, at_first, key="paid_first.year")
    place = options.index(chosen) - 1
    if place < 0:
        show.table(
            (say("app.lender.head.claim"), *(year.label for year in years)),
            ((show.kept_together(_name(claim.name)), *(figure(year.paid) for year in claim.years)) for claim in claims),
        )
    else:
        heads = (say("app.lender.head.claim"), say("app.lender.head.why"))
        show.table(
            (*heads, *(say(f"app.lender.amount.{name}") for name in SHOWN)),
            (
                (
                    _name(claim.name),
                    listed([say(f"lender.reason.{why}") for why in claim.years[place].reasons]),
                    *(figure(getattr(claim.years[place], name)) for name in SHOWN),
                )
                for claim in claims
            ),
            words=2,
        )
    explainer.pick(
        "paid_first",
        {
            say("explain.of", label=_name(claim.name), which=say(f"figure.paid_first.{name}")): (
                "paid_first",
                f"{claim.name}.{name}",
            )
            for claim in claims
            for name in ("due", "paid")
        },
        {year.label: year.last for year in years},
    )


def _held_back(claims: tuple[Claim, ...], place: int) -> float:
    """What waits at the end of one fiscal year, and what was not paid in it."""
    return sum(claim.years[place].held_back + claim.years[place].lapsed for claim in claims)


def _name(claim: str) -> str:
    return say(f"lender.claim.{claim}")


def order(path: str) -> None:
    """The claims of one part of the order, each with a step up and a step down."""
    held: list[str] = list(state.entered_at(path))
    for place, claim in enumerate(held):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            for step, icon in ((-1, ":material/arrow_upward:"), (1, ":material/arrow_downward:")):
                st.button(
                    say("app.lender.earlier" if step < 0 else "app.lender.later", claim=_name(claim)),
                    key=f"order.{claim}.{step}",
                    icon=icon,
                    type="tertiary",
                    disabled=not may_move(held, place, step),
                    on_click=_move,
                    args=(path, place, step),
                )
            st.write(plain(say("app.lender.place", number=place + 1, claim=_name(claim))))


def may_move(held: list[str], place: int, step: int) -> bool:
    """Whether a claim can change places with its neighbour; the least cash stays before the further."""
    other = place + step
    if not 0 <= other < len(held):
        return False
    return {held[place], held[other]} != {"patronage_minimum", "patronage_further"}


def _move(path: str, place: int, step: int) -> None:
    held = list(state.entered_at(path))
    held[place], held[place + step] = held[place + step], held[place]
    state.change(path, held)


def in_breach() -> None:
    """What each lender lets members have in breach, two side by side; the seller where nobody else lends."""
    loans = list(enumerate(state.entered_at("deal.loans")))
    asked = [(f"deal.loans.{place}", str(loan["name"])) for place, loan in loans if loan["kind"] not in OWED_TO_SELLER]
    if state.entered_at("deal.line.limit"):
        asked.append(("deal.line", say("lender.the_line")))
    lenders = asked or [(f"deal.loans.{place}", str(loan["name"])) for place, loan in loans]
    if lenders:
        show.words(say("app.lender.in_breach_help"))
    for first in range(0, len(lenders), 2):
        for column, (path, name) in zip(st.columns(2), lenders[first : first + 2], strict=False):
            with column:
                show.words(name)
                ask.ask(f"{path}.cash_patronage_in_breach", columns=1)
