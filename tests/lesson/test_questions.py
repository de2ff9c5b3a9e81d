"""The questions of the lesson: each answer found again on random experiments by somebody else."""

import re
from collections.abc import Callable

import numpy as np
import pytest
from scipy.special import expit
from sklearn.metrics import confusion_matrix

from logreg import Experiment, run
from logreg.experiment.comparison import TUTORIAL
from logreg.experiment.run import Run
from logreg.lesson.bugs import BUGS
from logreg.lesson.demonstration import demonstrate
from logreg.lesson.gradient import check_gradient
from logreg.lesson.points import points_of
from logreg.lesson.words.common import RIGHT
from logreg.ui.lesson.contents import SECTIONS
from logreg.ui.lesson.frame import Section
from logreg.ui.lesson.question import Answer, told

BY_ANCHOR = {section.anchor: section for section in SECTIONS}
EXPERIMENTS = (
    Experiment.of(n_iters=200),
    Experiment.of(dataset="xor", n_iters=3),
    Experiment.of(dataset="imbalanced", n_samples=100, learning_rate=3, n_iters=300),
    Experiment.of(dataset="gap", optimizer="newton", n_iters=30),
    Experiment.of(dataset="scales", learning_rate=100, n_iters=40),
    Experiment.of(dataset="breast_cancer", other_features=True, standardize=True, n_iters=50),
    Experiment.of(dataset="breast_cancer", other_features=True, learning_rate=100, n_iters=20),
    Experiment.of(dataset="iris", test_share=0, n_iters=1),
)


@pytest.fixture(scope="module", params=EXPERIMENTS, ids=range(len(EXPERIMENTS)))
def any_run(request: pytest.FixtureRequest) -> Run:
    return run(request.param)


def numbers_in(text: str) -> list[float]:
    plain = text.replace("−", "-").replace(" × 10", "e")
    plain = plain.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    return [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", plain)]


def answered(anchor: str, given: Run) -> tuple[str, Answer]:
    """The option that is called right, and all that is known of the answer."""
    section = BY_ANCHOR[anchor]
    answer = section.answer(given)
    return section.words.question.options[answer.right], answer


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.anchor)
def test_every_answer_can_be_told_and_holds_no_gap(section: Section, any_run: Run) -> None:
    question = section.words.question
    answer = section.answer(any_run)
    assert len(question.options) in (2, 3)
    for chosen in range(len(question.options)):
        said = told(question, answer, chosen)
        assert not re.search(r"[{}]|\bnan\b|\binf\b", said)
        assert f"**{question.options[chosen]}**" in said
        is_right = chosen == answer.right
        assert said.startswith(RIGHT.format(said=question.options[chosen])) == is_right


def test_the_threshold_takes_false_alarms_for_misses(any_run: Run) -> None:
    said, answer = answered("predicting", any_run)
    assert said == "fewer false alarms, more misses"
    split = any_run.test or any_run.train
    p = expit(any_run.columns(split.X) @ any_run.trace.weights[-1] + any_run.trace.bias[-1])
    for names, threshold in ((("alarms", "misses"), 0.5), (("fewer", "more"), 0.9)):
        counted = confusion_matrix(split.y, p >= threshold, labels=[0, 1])
        assert [int(answer.numbers[name]) for name in names] == [counted[0, 1], counted[1, 0]]


def test_the_error_of_a_check_at_two_widths(any_run: Run) -> None:
    said, answer = answered("gradient", any_run)
    check = check_gradient(any_run, min(10, any_run.trace.n_iters))
    wide, narrow = (
        float(check.errors[np.isclose(np.log10(check.epsilons), power)][0]) for power in (-5, -12)
    )
    expected = "it stays the same"
    if narrow > 3 * wide:
        expected = "less exact"
    elif wide > 3 * narrow:
        expected = "more exact"
    assert said == expected
    # Errors of rounding: their size is known, not their digits.
    assert numbers_in(answer.numbers["wide"])[0] == pytest.approx(wide, rel=0.6, abs=1e-15)


def test_the_worst_point_and_the_extreme_errors(any_run: Run) -> None:
    X, y = any_run.columns(any_run.train.X), any_run.train.y
    z = X @ any_run.trace.weights[-1] + any_run.trace.bias[-1]
    margin = np.where(y == 1, z, -z)
    said, answer = answered("loss", any_run)
    assert said == "about 7 times"
    assert answer.numbers["ratio"] == f"{np.log(0.01) / np.log(0.5):.1f}"
    assert numbers_in(answer.numbers["worst_loss"])[0] == pytest.approx(
        np.logaddexp(0, -margin).max(), abs=5e-4, rel=0.05
    )
    said, answer = answered("step", any_run)
    assert said == "one that is wrong and sure"
    if "1 −" not in answer.numbers["largest"]:
        largest = numbers_in(answer.numbers["largest"])[0]
        assert largest == pytest.approx(expit(-margin).max(), rel=1e-3)


def test_doubled_weights_leave_the_line_and_double_the_score(any_run: Run) -> None:
    said, answer = answered("score", any_run)
    assert said == "it stays"
    x2 = points_of(any_run).X[int(answer.numbers["row"]) - 1, 1]
    expected = [expit(-x2), expit(-2 * x2)]
    found = [numbers_in(answer.numbers[name])[0] for name in ("before", "after")]
    assert found == pytest.approx(expected, abs=5e-4)


def test_falling_losses_of_wrong_programs_are_counted(any_run: Run) -> None:
    said, answer = answered("bugs", any_run)
    assert said == "not for sure"
    falling = 0
    for bug in BUGS.values():
        shown = demonstrate(bug, any_run, bug.learning_rate)
        X, y = shown.data
        z = X @ shown.wrong.end.w + shown.wrong.end.b
        falling += np.mean(np.logaddexp(0, np.where(y == 1, -z, z))) < np.log(2)
    assert int(answer.numbers["falling"]) == falling


def test_lambda_for_two_values_of_c(any_run: Run) -> None:
    said, answer = answered("notation", any_run)
    assert said == "weaker"
    n = len(any_run.train.y)
    found = [numbers_in(answer.numbers[name])[0] for name in ("one", "ten")]
    assert found == pytest.approx([1 / n, 1 / (10 * n)], rel=0.01)


@pytest.mark.parametrize(
    ("anchor", "option", "figures"),
    [
        ("curve", "about 90", ["398", "155", "171", "90.6 %"]),
        ("loop", "on about half", ["505", "1000", "20.7"]),
        ("features", "about half", []),
        ("sigmoid", "fewer", ["93.3 %", "83.3 %", "91.7 %", "91.7 %"]),
        ("digits", "exactly 1", ["4.2 × 10⁻¹⁸", "1", "∞", "40.00"]),
        ("bowl", "at the same loss", ["0.303", "0.303"]),
    ],
)
def test_answers_that_are_the_same_for_everyone(
    anchor: str, option: str, figures: list[str]
) -> None:
    said, answer = answered(anchor, run(Experiment.of(n_iters=1)))
    assert said == option
    assert [*answer.numbers.values()][: len(figures)] == figures


def test_the_rises_of_the_tutorial_are_counted_by_a_textbook_loop(
    textbook: Callable[[Run, float, int], np.ndarray],
) -> None:
    trained = run(TUTORIAL)
    losses = textbook(trained, TUTORIAL.settings.learning_rate, TUTORIAL.settings.n_iters)
    _, answer = answered("loop", trained)
    # Chaotic: on another processor a few steps may go the other way.
    rises = int((np.diff(losses) > 0).sum())
    assert int(answer.numbers["rises"]) == pytest.approx(rises, abs=25)


@pytest.fixture
def textbook() -> Callable[[Run, float, int], np.ndarray]:
    def losses(trained: Run, rate: float, n_iters: int) -> np.ndarray:
        X, y = trained.columns(trained.train.X), trained.train.y
        w, b, found = np.zeros(X.shape[1]), 0.0, []
        for _ in range(n_iters + 1):
            z = X @ w + b
            found.append(np.mean(np.logaddexp(0, z) - y * z))
            error = expit(z) - y
            w, b = w - rate * X.T @ error / len(y), b - rate * error.mean()
        return np.array(found)

    return losses
