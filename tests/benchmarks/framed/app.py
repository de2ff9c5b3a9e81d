"""The app's frame and controls without a chart: where the way to the plain ones begins."""

from logreg.ui.controls import choose_experiment
from logreg.ui.page import open_page

page = open_page(__file__)
page.show(choose_experiment())
page.show_address()
