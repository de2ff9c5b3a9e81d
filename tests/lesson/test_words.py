"""What the lesson says of itself and in fixed numbers: length, reading level, figures in text."""

import re
from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit, log_expit, logit
from sklearn.metrics import accuracy_score, precision_score
from sklearn.model_selection import train_test_split

from logreg import load_dataset, run
from logreg.lesson.whole_loop import CLASS_RUNS, train_class
from logreg.lesson.words.bowl import WORDS as BOWL
from logreg.lesson.words.curve import WORDS as CURVE
from logreg.lesson.words.loop import WORDS as LOOP
from logreg.lesson.words.loss import WORDS as LOSS
from logreg.lesson.words.score import WORDS as SCORE
from logreg.plain.tutorial import LogisticRegression
from logreg.ui.lesson.blocks import Drawn, texts_of
from logreg.ui.lesson.contents import SECTIONS
from logreg.ui.lesson.frame import Section
from logreg.ui.lesson.length import NO_WORDS, length_of
from logreg.ui.lesson.whole_loop import rows_of

CONTRIBUTING = Path(__file__).parents[2] / ".github" / "CONTRIBUTING.md"
# A pupil of twelve reads texts of grade 7.
HIGHEST_GRADE = 7.0
LONGEST_SENTENCE = 32  # words
Z = np.linspace(-12, 12, 2401)


# --- Length and reading level ---------------------------------------------------------------------


def test_the_lengths_that_are_written_down_are_those_that_are_measured() -> None:
    """A table for who writes a section: number, words, lines of code, longest listing, minutes."""
    row = r"^\| ([0-9A-C]) · .* \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$"
    written = re.findall(row, CONTRIBUTING.read_text("utf-8"), re.MULTILINE)
    measured = []
    for section in SECTIONS:
        length = length_of([section])
        numbers = (length.words, length.lines, length.longest_listing, length.whole_minutes)
        measured.append((section.number, *map(str, numbers)))
    assert written == measured


def sentences_of(section: Section) -> list[list[str]]:
    """The words of each sentence that is read; a formula is one word, a table none."""
    reading = [block for block in section.reading if not isinstance(block, Drawn)]
    words = section.words
    texts = [words.question.ask, words.take_away, *texts_of(reading, words)]
    text = NO_WORDS.sub(lambda found: " x " if "$" in found[0] else " ", " ".join(texts))
    parts = re.split(r"(?<=[.?!:;])\s+", text)
    return [found for part in parts if (found := re.findall(r"[^\W\d_][\w’-]*", part))]


def syllables(word: str) -> int:
    groups = re.findall(r"[aeiouy]+", word.lower())
    is_silent = word.endswith("e") and not word.endswith("le") and len(groups) > 1
    return max(1, len(groups) - is_silent)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.anchor)
def test_sentences_are_short_and_words_are_plain(section: Section) -> None:
    """Kincaid et al. (1975): 0.39 words per sentence + 11.8 syllables per word − 15.59."""
    sentences = sentences_of(section)
    words = [word for sentence in sentences for word in sentence]
    per_sentence = len(words) / len(sentences)
    per_word = sum(map(syllables, words)) / len(words)
    assert 0.39 * per_sentence + 11.8 * per_word - 15.59 <= HIGHEST_GRADE
    assert max(map(len, sentences)) <= LONGEST_SENTENCE


def test_the_measure_of_reading_tells_plain_from_learned() -> None:
    plain, learned = ["walk", "a", "step", "downhill"], ["probabilistic", "discrimination"]
    assert sum(map(syllables, plain)) == 5
    assert sum(map(syllables, learned)) == 10


# --- Figures in the text --------------------------------------------------------------------------


def test_doubled_numbers_make_0_9_of_nothing_less_than_0_988() -> None:
    assert f"{expit(2 * logit(0.9)):.3f}" == "0.988"
    assert "0.988" in SCORE.text["arrow"]


def test_what_is_said_of_log_loss_and_squared_error() -> None:
    assert f"{np.log(2):.3f}" == "0.693"
    assert "0.693" in LOSS.text["loss"]
    assert "0.693" in LOSS.question.ask

    def slope(loss: np.ndarray) -> np.ndarray:
        return np.gradient(loss, Z)

    log, square = -log_expit(Z), (expit(Z) - 1) ** 2
    at = int(np.abs(Z + 10).argmin())
    assert f"{slope(log)[at]:.3f}" == "-1.000"
    assert f"{slope(square)[at]:.5f}" == "-0.00009"
    assert "−1.000" in LOSS.text["squares"]
    assert "−0.00009" in LOSS.text["squares"]
    # “Curved the wrong way wherever p < 1/3”, and log loss nowhere.
    bend = slope(slope(square))[2:-2]
    away = np.abs(expit(Z[2:-2]) - 1 / 3) > 0.01
    assert ((bend < 0) == (expit(Z[2:-2]) < 1 / 3))[away].all()
    assert (slope(slope(log))[2:-2] > 0).all()
    # “A product of hundreds of small numbers is too small to compute with.”
    assert np.prod(np.full(400, 0.1)) == 0
    assert np.isfinite(np.log(np.full(400, 0.1)).sum())


def test_what_is_said_of_odds() -> None:
    assert pytest.approx(4) == 0.8 / 0.2
    assert "4 to 1" in CURVE.text["odds"]


def test_a_bowl_has_no_end_where_a_line_parts_the_classes() -> None:
    """“The ground falls for ever, more and more gently.”"""
    X, y = np.array([-1.0, 1.0]), np.array([0, 1])
    losses = [np.mean(np.logaddexp(0, np.where(y == 1, -w * X, w * X))) for w in range(1, 12)]
    falls = -np.diff(losses)
    assert (falls > 0).all()
    assert (np.diff(falls) < 0).all()
    assert "falls for ever" in BOWL.text["none"]


def test_the_class_has_the_tutorials_figures_and_standardised_better_ones() -> None:
    X, y = load_dataset("breast_cancer").X, load_dataset("breast_cancer").y
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=1234)
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    columns = ((X_train, X_test), ((X_train - mean) / deviation, (X_test - mean) / deviation))
    found = [train_class(run(experiment)) for experiment in CLASS_RUNS]
    for one, (train, test) in zip(found, columns, strict=True):
        model = LogisticRegression(one.learning_rate, one.n_steps).fit(train, y_train)
        predicted = model.predict(test)
        assert one.accuracy == pytest.approx(accuracy_score(y_test, predicted))
        assert one.precision == pytest.approx(precision_score(y_test, predicted))
        assert one.n_test == len(y_test) == 114
    theirs, ours = map(rows_of, found)
    for name in ("accuracy", "precision"):
        assert theirs[LOOP.said[name]] in LOOP.said["class caption"]
    assert [theirs[LOOP.said[name]] for name in ("accuracy", "precision")] == ["92.98 %", "91.78 %"]
    # “… give more, and a loss that only falls.”
    assert found[1].accuracy > found[0].accuracy
    assert found[1].precision > found[0].precision
    assert found[1].n_rises == 0 < found[0].n_rises
    assert ours[LOOP.said["accuracy"]] == "95.61 %"
    assert "114 test tumours" in LOOP.said["class"]
