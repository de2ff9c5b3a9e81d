"""The lesson: every formula beside the code that runs and the numbers that it gives."""

from logreg.experiment.address import LESSON
from logreg.ui.controls import choose_experiment
from logreg.ui.lesson.contents import sections_of, show_contents, show_lesson
from logreg.ui.lesson.path import PATH, choose_path
from logreg.ui.page import open_page

page = open_page(__file__, own=[PATH])
run = page.show(choose_experiment())
with page.main:
    view = choose_path()
page.show_address(more=LESSON.write(view))
with page.main:
    show_contents(view)
    show_lesson(run, sections_of(view.path), page.is_arrival)
