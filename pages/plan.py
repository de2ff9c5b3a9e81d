"""How is it taught? A plan for a class: what to open, what to ask, and what is so."""

from logreg.ui.page import open_page
from logreg.ui.plan import show_plan

page = open_page(__file__)
page.carry()
# Before what takes runs to draw: it mends the links.
page.show_address()
with page.main:
    show_plan()
