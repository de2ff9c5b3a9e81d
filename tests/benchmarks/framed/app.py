"""The app's frame and controls without a chart: where the way to the plain ones begins."""

from logreg.ui.cache import current_run
from logreg.ui.controls import choose_experiment
from logreg.ui.page import PRODUCT, open_page

page = open_page(PRODUCT)
choose_experiment(
    lambda choice: page.show_address(
        page.follow(current_run(choice.experiment, page.notice).experiment, False)
    )
)
