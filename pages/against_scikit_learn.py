"""Is it right? Our fit beside scikit-learn's on the same columns, with the same penalty."""

from logreg.ui.cache import cached_comparison, current_run, last_run
from logreg.ui.comparison import EXAMPLE, preset_buttons, show_comparison
from logreg.ui.controls import Choice, choose_experiment
from logreg.ui.page import open_page

page = open_page("Against scikit-learn", default=EXAMPLE)
with page.main:
    preset_buttons()


def show(choice: Choice) -> None:
    """The run of this choice, compared once no thumb is held: scikit-learn takes its time."""
    run = (
        last_run(page.notice) if choice.is_preview else current_run(choice.experiment, page.notice)
    )
    with page.main:
        show_comparison(run, cached_comparison(run.experiment))
    page.show_address(page.follow(run.experiment, is_preview=False))


choose_experiment(show)
