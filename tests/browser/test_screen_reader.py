"""Four tasks by the keyboard alone, with what a screen reader says on the way."""

import re
import time

import pytest
from playwright.sync_api import Page, expect
from scipy.special import expit

from logreg import Experiment, Run, run
from logreg.wording.numbers import decimal
from tests.browser.driver import WIDE, OpenPage, eventually, grab, move
from tests.browser.screen_reader import ScreenReader
from tests.browser.stage import PATIENCE, iteration, visit
from tests.told import told

# Longer than the voice waits, and than an answer takes.
SILENCE_SECONDS = 0.8


@pytest.fixture
def page(app: str, open_page: OpenPage) -> Page:
    page = open_page(viewport=WIDE)
    visit(page, app)
    expect(page.locator(".stage [data-revision]")).to_have_count(2, timeout=PATIENCE)
    return page


@pytest.fixture
def reader(page: Page) -> ScreenReader:
    return ScreenReader(page)


def figures(accuracy_of: Experiment, split: str = "Test (90 points)") -> str:
    """What is said of a run at its end."""
    scores = run(accuracy_of).judged.scores
    accuracy = f"{100 * float(scores.confusion.accuracy):.1f} %"
    return f"{split}: Log loss {float(scores.log_loss):.3f}, Accuracy {accuracy}."


def test_a_newcomer_reads_the_page_and_skips_to_the_training(
    page: Page, reader: ScreenReader
) -> None:
    assert page.title() == "Logistic Regression Playground"
    headings = page.get_by_role("heading").all_inner_texts()
    assert headings == [page.title(), "Decision boundary", "Log loss", "Confusion matrix"]
    read_matrix_and_alternative(page)
    before = page.url
    assert reader.press("Tab") == "Skip to the training, link"
    assert reader.press("Enter") == "Training, played by iteration, region"
    assert page.url == before
    # Play before what the charts can do, those before the page's last button.
    stops = [reader.press("Tab") for _ in range(11)]
    assert stops[:9] == [
        "Rewind, button",
        "Step back, button",
        "Play, button",
        "Step forward, button",
        "Iteration, slider, iteration 500",
        "Draw your own points, beginning with these, button",
        "Pin this run, button",
        "Speed 1×, button",
        "Keyboard shortcuts, button",
    ]
    assert stops[9:] == [
        "Test (90 points), button, pressed",
        "Train (210 points), button, not pressed",
    ]
    assert reader.press("Enter") == "Train (210 points), button, pressed"
    assert reader.press("Shift+Tab") == "Test (90 points), button, not pressed"
    walk_points_and_legend(page, reader)


def walk_points_and_legend(page: Page, reader: ScreenReader) -> None:
    """Of the boundary and the loss, by the words of the labels that a pointer brings."""
    data = run(Experiment())
    reader.press("Tab")
    assert reader.press("Tab").startswith("Points, slider, class 0, train, (")
    (x, y), z = leftmost(data, 0)
    score = f"z = {decimal(z, 2)}, p = {decimal(expit(z))}"
    assert reader.focused() == f"Points, slider, class 0, train, ({x}, {y}), {score}, 1 of 300"
    assert " class 0, train, (" in reader.press("ArrowRight")
    assert reader.press("End").endswith(", 300 of 300")
    assert reader.press("Tab") == "p = 0.5, checkbox, checked"
    assert reader.press("Tab") == "p = 0.1, 0.9, checkbox, checked"
    assert reader.press("Tab") == "class 0, train, checkbox, checked"
    reader.press("Enter")
    eventually(reader.focused, "class 0, train, checkbox, not checked")
    assert reader.press("Shift+Tab", times=3).startswith("Points, slider, class 1, test, (")
    assert reader.press("Home").startswith("Points, slider, class 1, train, (")  # as 0 is hidden
    reader.tab_to("Points, slider")
    assert reader.focused() == "Points, slider, iteration 0, train, 0.6931, 1 of 1002"
    expect(page.locator(".stage-loss .hoverlayer")).to_contain_text("0.6931")
    reader.tab_to("Source")


def leftmost(data: Run, label: int) -> tuple[tuple[str, str], float]:
    """As three digits with the minus of the screen, as a label has them, and its score."""
    of_class = data.train.X[data.train.y == label]
    place = of_class[of_class[:, 0].argmin()]
    x, y = (f"{value:#.3g}".replace("-", "−") for value in place)
    return (x, y), float(data.logits(place[None])[0])


def read_matrix_and_alternative(page: Page) -> None:
    counts = run(Experiment()).judged.scores.confusion
    table = page.get_by_role("table", name="Confusion matrix").aria_snapshot()
    assert re.findall(r'columnheader "(.*)"', table) == ["predicted class", "class 0", "class 1"]
    assert re.findall(r'rowheader "(.*)"', table) == ["true class", "class 0", "class 1"]
    pairs = [
        (counts.true_negatives, counts.false_positives),
        (counts.false_negatives, counts.true_positives),
    ]
    cells = [f"{n} {100 * n / sum(pair):.0f} %" for pair in pairs for n in pair]
    assert re.findall(r'cell "(.+)"', table) == cells
    boundary = page.get_by_role("figure", name=re.compile("^Decision boundary in the plane"))
    assert "210 training and 90 test points" in (boundary.get_attribute("aria-label") or "")


def test_a_new_learning_rate_is_heard_with_what_came_of_it(
    page: Page, reader: ScreenReader
) -> None:
    assert reader.tab_to("Learning rate, slider") == "Learning rate, slider, 0.3"
    assert reader.press("ArrowRight", times=3).startswith("Learning rate, slider, 0.4")
    rate = float(page.evaluate("document.activeElement.getAttribute('aria-valuetext')"))
    chosen = Experiment.of(learning_rate=rate)
    outcome = f"{told(run(chosen))} Iteration 500 of 500. {figures(chosen)}"
    eventually(lambda: reader.announced()[-1:], [outcome])
    # Keys that follow one another fast are one word; on a busy machine they may not.
    assert reader.announced().count(outcome) == 1
    assert len(reader.announced()) <= 3
    drag_in_silence(page, reader)


def drag_in_silence(page: Page, reader: ScreenReader) -> None:
    """One word more, at the end."""
    before = len(reader.announced())
    grab(page, "Learning rate", 0.7)
    for fraction in (0.5, 0.8, 0.6):
        move(page, "Learning rate", fraction)
        time.sleep(SILENCE_SECONDS)
    assert len(reader.announced()) == before
    page.mouse.up()
    eventually(lambda: len(reader.announced()), before + 1)
    rate = page.get_by_role("slider", name="Learning rate").get_attribute("aria-valuetext")
    assert reader.announced()[-1].startswith(
        told(run(Experiment.of(learning_rate=float(rate or 0))))
    )
    time.sleep(SILENCE_SECONDS)
    assert len(reader.announced()) == before + 1


def test_the_film_is_played_and_stepped_and_the_iteration_is_heard(
    page: Page, reader: ScreenReader
) -> None:
    reader.press("Tab")
    reader.press("Enter")
    reader.press("Home")
    eventually(lambda: reader.announced()[-1:], [start()])
    reader.tab_to("Play, button")
    assert reader.press("Space") == "Pause, button"
    page.wait_for_function("document.querySelector('.stage').dataset.iteration > 5")
    assert reader.press("Space") == "Play, button"
    paused = iteration(page)
    eventually(lambda: len(reader.announced()), 2)  # and nothing of the frames between
    assert reader.announced()[1].startswith(f"Iteration {paused} of 500. Test (90 points): ")
    assert reader.press(".") == "Play, button"  # a key of all the page
    stepped = iteration(page)
    assert stepped > paused
    eventually(lambda: len(reader.announced()), 3)
    assert reader.announced()[2].startswith(f"Iteration {stepped} of 500. ")
    reader.press(",")
    assert iteration(page) == paused
    reader.tab_to("Iteration, slider")
    assert reader.press("End") == "Iteration, slider, iteration 500"


def start() -> str:
    """Before the first iteration all weights are 0, and all points are class 1."""
    test = run(Experiment()).test
    assert test is not None
    share = f"{100 * float((test.y == 1).mean()):.1f} %"
    return f"Iteration 0 of 500. Test (90 points): Log loss 0.693, Accuracy {share}."


def test_keys_stay_away_from_fields_other_keys_and_who_wants_none(
    page: Page, reader: ScreenReader
) -> None:
    page.get_by_role("button", name=re.compile("^Learning rate: ")).click()
    page.keyboard.type("p,.?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("Escape")
    assert iteration(page) == 500
    for held in ("Control", "Alt", "Meta"):
        page.keyboard.press(f"{held}+,")
    assert iteration(page) == 500
    grab(page, "Noise", 0.4)
    page.keyboard.press("?")
    page.mouse.up()
    expect(page.get_by_role("dialog")).to_be_hidden()
    reader.tab_to("Learning rate, slider")
    reader.press("?")
    shortcuts = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(shortcuts).to_be_visible()
    expect(shortcuts.get_by_text("Step back, step forward").first).to_be_visible()
    reader.press("p")  # the list is not the page
    expect(page.get_by_role("button", name="Pause")).to_have_count(0)
    assert reader.focused() == "Keys work anywhere on the page, checkbox, checked"
    reader.press("Space")
    assert reader.press("Escape").startswith("Learning rate, slider")
    reader.press("?")
    expect(shortcuts).to_be_hidden()
    page.get_by_role("button", name="Keyboard shortcuts").press("Enter")
    expect(shortcuts).to_be_visible()
    page.keyboard.press("Escape")
    assert reader.focused() == "Keyboard shortcuts, button"


def test_evaluate_has_its_headings_and_says_the_scores_of_a_new_threshold(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=WIDE)
    visit(page, f"{app}/evaluate")
    expect(page.get_by_role("heading")).to_have_text(
        [
            *("Evaluate", "Scores at the threshold", "Mean cost", "Decision boundary", "ROC curve"),
            *("Precision–recall curve", "Predicted probabilities", "Calibration"),
        ]
    )
    reader = ScreenReader(page)
    page.get_by_role("slider", name="Threshold", exact=True).focus()
    assert reader.press("End") == "Threshold, slider, 1"
    # No point has p of 1 and more: all are predicted as class 0.
    test = run(Experiment()).test
    assert test is not None
    accuracy = f"{100 * float((test.y == 0).mean()):.1f} %"
    eventually(lambda: len(reader.announced()), 1)
    assert reader.announced()[0].startswith("Scores at the threshold: Log loss ")
    assert f"Accuracy {accuracy}, Precision" in reader.announced()[0]
