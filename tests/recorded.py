"""What the code says of three hundred experiments and five hundred links, written down.

`OPENBLAS_CORETYPE=Haswell python -m tests.recorded` writes it anew, which is right only where a
change of it is meant; the tests work with the same kernels. A change of the code's form must leave
all of it as it is: `test_recorded` compares.
"""

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np

from logreg import Experiment, Run, run
from logreg.experiment.address import EXPERIMENT
from logreg.experiment.captions import boundary_captions, loss_caption
from logreg.experiment.chaos import is_chaotic
from logreg.experiment.film import Film, film
from logreg.export import numpy_script
from logreg.scoring.metrics import Scores
from logreg.wording.claims import in_words
from tests.experiments import corner, random_experiment
from tests.told import told

FOLDER = Path(__file__).with_name("recorded_data")
N_RUNS, N_LINKS = 300, 500
SAMPLED = 12
SECONDS_OF_A_SCRIPT = 120
Facts = dict[str, Any]


def experiments() -> Iterator[Experiment]:
    """Those recorded last; at first random ones, some of them at the corners."""
    if (FOLDER / "runs.json.gz").exists():
        queries = (dict(parse_qsl(recorded["experiment"])) for recorded in read("runs"))
        yield from [EXPERIMENT.read(query).record for query in queries]
        return
    random = np.random.default_rng(11)
    n = 0
    while n < N_RUNS:
        experiment = corner(random) if n % 4 == 0 else random_experiment(random)
        with suppress(ValueError):  # a split of one class
            run(experiment)
            yield experiment
            n += 1


def links() -> Iterator[str]:
    """Query strings of version 1."""
    random = np.random.default_rng(12)
    for _ in range(N_LINKS):
        yield urlencode(EXPERIMENT.write(random_experiment(random)))


def facts(experiment: Experiment) -> Facts:
    """Numbers and sentences of one run."""
    result = run(experiment)
    frames = film(result)
    trace = result.trace
    at = np.unique(np.linspace(0, trace.n_iters, SAMPLED).astype(int))
    return {
        "experiment": urlencode(EXPERIMENT.write(experiment)),
        "is_chaotic": bool(trace.n_rises and is_chaotic(result)),
        "n_iters": trace.n_iters,
        "stop_reason": str(trace.stop_reason),
        "loss": trace.loss[at].tolist(),
        "weights": trace.weights[at].tolist(),
        "bias": trace.bias[at].tolist(),
        "train": _scores(result.train.scores),
        "test": None if result.test is None else _scores(result.test.scores),
        "iterations": frames.iterations.tolist(),
        "lines": [_line(line.points) for line in frames.lines],
        "sentences": _sentences(result, frames),
    }


def printed(experiment: Experiment) -> str:
    """What the exported script prints."""
    done = subprocess.run(
        [sys.executable, "-c", numpy_script(experiment)],
        capture_output=True,
        text=True,
        check=True,
        timeout=SECONDS_OF_A_SCRIPT,
    )
    return done.stdout


def read(name: str) -> Any:
    """What was recorded under a name."""
    return json.loads(gzip.decompress((FOLDER / f"{name}.json.gz").read_bytes()))


def without_counts(text: str) -> str:
    """A loss at rest rises and falls in its last digit: how often is not the same everywhere."""
    return re.sub(r"(rose|rises) on \d+", r"\1 on some", text)


def _scores(scores: Scores) -> list[float]:
    return [float(scores.log_loss), *scores.confusion.matrix.ravel().tolist()]


def _line(points: np.ndarray) -> list[float]:
    """The number of points and the mean of each coordinate, gaps apart."""
    there = points[~np.isnan(points[:, 0])]
    return [len(points), *(there.mean(axis=0).tolist() if len(there) else ())]


def _sentences(result: Run, frames: Film) -> list[str]:
    captions = [
        in_words(boundary_captions(result, line, plane))
        for line, plane in zip(frames.lines, frames.planes, strict=True)
    ]
    return [told(result), loss_caption(result).text, *dict.fromkeys(captions)]


def _write(name: str, value: Any) -> None:
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Without a time in it, so that the same facts are the same file.
    (FOLDER / f"{name}.json.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    chosen = list(experiments())
    _write("runs", [facts(experiment) for experiment in chosen])
    _write("links", list(links()))
    _write("scripts", [printed(experiment) for experiment in chosen])
