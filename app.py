"""The playground: choose, train, and see what was learned."""

from logreg.ui.cache import current_run
from logreg.ui.controls import Choice, choose_experiment
from logreg.ui.page import PRODUCT, open_page
from logreg.ui.stage import stage

page = open_page(PRODUCT)


def show(choice: Choice) -> None:
    """The run of this choice, in the page's main area."""
    run = current_run(choice.experiment, page.notice)
    with page.main:
        stage(run, key="stage", is_preview=choice.is_preview)
    page.show_address(page.follow(run.experiment, choice.is_preview))


choose_experiment(show)
