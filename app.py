"""The app: opens the session's scenario, shows the menu, runs the page; nothing else."""

import streamlit as st

from planner.views import explainer, menu

st.set_page_config(page_title=menu.name(), page_icon=menu.icon(), layout="wide")
page = st.navigation(menu.pages(), expanded=True)
menu.beside()
page.run()
explainer.show()
