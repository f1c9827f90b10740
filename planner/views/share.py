"""What do I put in, and what do I get? One worker's own page, for a phone, in English or Spanish.

It shows nothing of anybody else: no list of aliases to choose from, no findings of the whole plan, and no
explanations, since the way of a figure leads through everybody's.
"""

import streamlit as st

from planner import charts, figures
from planner.views import files, state
from planner.views.plain import plain
from planner.words import WORKER, languages, say
from planner.worker import UnknownAliasError, view
from planner.worker.told import Table, Teller

PERSON, LANGUAGE = "person", "lang"
NAMES = {"en": "English", "es": "Español"}


def language() -> str:
    """The language chosen here, or asked for in the address."""
    listed = languages(*WORKER)
    asked = st.query_params.get(LANGUAGE, listed[0])
    chosen = st.segmented_control(
        " / ".join(say("worker.language", one) for one in listed),
        listed,
        default=asked if asked in listed else listed[0],
        format_func=lambda one: NAMES[one],
        required=True,
        key="share.language",
    )
    st.query_params[LANGUAGE] = chosen  # a reload, and a link that is kept, come back in it
    return str(chosen)


def small(words: str) -> str:
    """Words of a table, so small that all columns stand on a phone."""
    return f":small[{plain(words)}]"


def drawn(table: Table) -> None:
    """A small table, narrow enough for a phone."""
    st.markdown(f"**{plain(table.title)}**")
    bar = "|".join(small(head) for head in table.heads)
    rules = "|".join([":--", *["--:"] * (len(table.heads) - 1)])
    rows = ["|".join(small(cell) for cell in row) for row in table.rows]
    st.markdown("\n".join(f"|{row}|" for row in (bar, rules, *rows)))


here = state.desk()
spoken = language()
st.title(plain(say("app.share.question", spoken)), anchor=False)
if here.faults or here.misread:
    st.warning(say("worker.faulty", spoken), icon=":material/info:")
alias = st.text_input(
    say("worker.ask", spoken),
    st.query_params.get(PERSON, ""),
    key="share.person",
    help=say("worker.ask_help", spoken),
    max_chars=60,
)
if not (alias or "").strip():
    st.info(say("worker.ask_first", spoken), icon=":material/badge:")
    st.stop()
try:
    shown = view(here.plan, alias)
except UnknownAliasError as unknown:
    st.warning(plain(unknown.said.said(spoken)), icon=":material/info:")
    st.stop()

st.query_params[PERSON] = shown.alias
teller = Teller(shown, spoken)
st.subheader(plain(teller.title), anchor=False)
st.markdown(f"**{plain(teller.for_whom)}**")
st.warning(plain(teller.say("projection")), icon=":material/info:")
cards = teller.cards()
for column, card in zip(st.columns(len(cards)), cards, strict=True):
    with column, st.container(border=True, height="stretch"):
        st.metric(plain(card.label), card.figure)
        st.caption(plain(card.note))

beside = {"account": teller.account_table(narrow=True), "tax": teller.cash_table(narrow=True)}
for section in teller.sections():
    st.subheader(plain(section.heading), anchor=False)
    for sentence in section.sentences:
        st.write(plain(sentence))
    if section.key == "account" and shown.years:
        chart = charts.my_account(shown, spoken)
        st.plotly_chart(
            figures.figure(chart, spoken), width="stretch", config=figures.CONFIG, key="chart.mine", alt=chart.title
        )
    if section.key in beside and beside[section.key].rows:
        drawn(beside[section.key])

st.caption(plain(teller.say("private")))
st.download_button(
    say("worker.sheet", spoken),
    data=lambda: files.worker_sheet(shown, spoken),
    file_name=files.name(here.scenario, f"{spoken}.pdf"),
    mime="application/pdf",
    on_click="ignore",
    key="share.sheet",
    icon=":material/download:",
)
