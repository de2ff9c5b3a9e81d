"""Make a task: what a class is asked and sees, as one link."""

import streamlit as st

from logreg.experiment.limits import FREE
from logreg.ui.cache import cached_run
from logreg.ui.controls import choose_at_rest, choose_live
from logreg.ui.make_task import OF_A_LINK, ask_for_task, show_class, show_link
from logreg.ui.page import open_page

page = open_page(__file__, own=[OF_A_LINK])
page.show_as(cached_run, choose_live(choose_at_rest(FREE), has_previews=False))
with page.main:
    form, seen = st.columns([5, 4], gap="large")
    with form:
        sent_to, query = ask_for_task()
        show_link(sent_to, query)
    with seen:
        show_class(sent_to, query)
page.show_address()
