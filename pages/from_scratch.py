"""The lesson: every formula beside the code that runs and the numbers that it gives."""

from logreg.ui.controls import choose_experiment
from logreg.ui.lesson.contents import show_contents, show_lesson
from logreg.ui.page import open_page

page = open_page(__file__)
run = page.show(choose_experiment())
page.show_address()
with page.main:
    show_contents()
    show_lesson(run, page.is_arrival)
