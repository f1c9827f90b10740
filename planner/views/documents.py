"""What can be taken to the bank, and where is the work kept?"""

import streamlit as st

from planner.lending import counted
from planner.views import files, law, show, solved, state
from planner.views.plain import plain
from planner.words import say

here = show.page("app.documents.question")

show.words(say("app.documents.answer", name=here.scenario.name))
with st.container(horizontal=True):
    for kind, make, ending, mime in files.DOCUMENTS:
        st.download_button(
            say(f"app.documents.{kind}"),
            data=files.maker(here.plan, make, solved.answers(here)),
            file_name=files.name(here.scenario, ending),
            mime=mime,
            on_click="ignore",
            key=f"download.{kind}",
            icon=":material/download:",
        )

show.section("app.documents.open")
files.opener()
files.examples()
show.section("app.documents.kept")
show.words(files.where_kept(here))
if here.on_disk:
    st.button(say("app.keep.forget"), key="forget", icon=":material/delete:", on_click=state.forget)

show.section("app.documents.checks")
for check in here.plan.checks:
    st.markdown(f"{':material/check_circle:' if check.holds else ':material/warning:'} {plain(check.said.said())}")

show.section("app.documents.findings")
show.findings(one.said() for one in (*here.plan.findings, *here.once(counted).findings))
with show.fold("app.rules.heading") as is_open:
    if is_open:
        law.table(here)
with show.fold("app.documents.about") as is_open:
    if is_open:
        show.words(here.scenario.note or say("app.none"))
        show.table(
            (say("app.documents.source"), say("app.documents.says"), say("app.documents.address")),
            ((source.title, source.says, source.address) for source in here.scenario.sources),
            words=3,
        )
with show.fold("app.limits.heading") as is_open:
    if is_open:
        law.limits()
