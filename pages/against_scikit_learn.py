"""Is it right? Our fit beside scikit-learn's on the same columns, with the same penalty."""

from logreg.ui.cache import cached_comparison
from logreg.ui.comparison import EXAMPLE, preset_buttons, show_comparison
from logreg.ui.controls import choose_experiment
from logreg.ui.page import open_page

page = open_page(__file__, default=EXAMPLE)
with page.main:
    preset_buttons()
run = page.show(choose_experiment())
with page.main:
    show_comparison(run, cached_comparison(run.experiment))
page.show_address()
