"""The run that follows from an experiment: data → split → features → fit → scores."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial

import numpy as np

from ..core.checks import FloatArray
from ..core.features import FeatureMap, Standardizer
from ..core.immutable import freeze
from ..core.loss import LogisticLoss
from ..core.samples import training_weights
from ..core.settings import Settings
from ..core.training import Trace, unheard
from ..core.training import train as train_on
from ..data.datasets import MOST_DRAWN, Dataset
from ..data.points import Points
from ..scoring.metrics import IntArray
from ..scoring.split import Split, split
from .experiment import Experiment
from .plane import Box, Plane
from .screen_line import Line, screen_line


@dataclass(frozen=True, eq=False)
class Run:
    """What came of an experiment."""

    experiment: Experiment
    dataset: Dataset
    feature_map: FeatureMap
    standardizer: Standardizer
    trace: Trace
    train: Split
    test: Split | None  # where test_share is above 0

    @property
    def drawn_names(self) -> tuple[str, str]:
        """The names of the two drawn features."""
        first, second = self.experiment.drawn
        return self.dataset.feature_names[first], self.dataset.feature_names[second]

    @property
    def column_names(self) -> tuple[str, ...]:
        """What a person reads for each column: a drawn feature has its own name, not x₁."""
        own = dict(zip(("x1", "x2"), self.drawn_names, strict=True))
        labels = self.feature_map.labels(self.dataset.feature_names)
        terms = self.feature_map.terms
        drawn = (own.get(term, label) for term, label in zip(terms, labels, strict=False))
        return (*drawn, *labels[len(terms) :])

    @property
    def judged(self) -> Split:
        """The samples that judge the model: test samples where there are any."""
        return self.train if self.test is None else self.test

    @property
    def sample_weights(self) -> FloatArray | None:
        """How much each training sample counts, shape (n,); None where all count the same."""
        return training_weights(self.train.y, class_weight=self.experiment.settings.class_weight)

    @property
    def n_per_step(self) -> int:
        """How many training samples each step looked at."""
        return _n_per_step(self.experiment.settings, len(self.train.y))

    @property
    def is_full_batch(self) -> bool:
        """Whether each step looked at all training samples."""
        return self.n_per_step == len(self.train.y)

    @property
    def objective(self) -> LogisticLoss:
        """What it minimises: the loss of the training samples, as columns, with its penalties."""
        settings = self.experiment.settings
        X, y = self.columns(self.train.X), self.train.y
        return LogisticLoss(X, y, self.sample_weights, l1=settings.l1, l2=settings.l2)

    def shown(self, split: Split, label: int) -> IntArray:
        """The rows of a class in a split that are drawn: of more than 2000 in all, an even share.

        A split is in random order, and so rows at even distances are a fair sample.
        """
        rows: IntArray = np.flatnonzero(split.y == label)
        n, n_all = len(rows), len(self.dataset.y)
        if n_all <= MOST_DRAWN:
            return rows
        n_drawn = -(-n * MOST_DRAWN // n_all)  # 2000 in all, and up to three more by rounding
        return rows[np.arange(n_drawn) * n // max(n_drawn, 1)]

    # Pictures are made when they are asked for, and then kept: training waits for none of them.
    @cached_property
    def box(self) -> Box:
        """The part of the plane that is drawn: all samples lie in it, and where one draws them."""
        if isinstance(self.experiment.source, Points):
            ends = self.experiment.source.box
            first, second = (ends[2 * index : 2 * index + 2] for index in self.experiment.drawn)
            return Box(*first, *second)
        return Box.around(self.dataset.X[:, list(self.experiment.drawn)])

    @cached_property
    def plane(self) -> Plane:
        """The model at the end, seen in the plane of the drawn features."""
        return freeze(self.planes_at([-1])[0])

    @cached_property
    def line(self) -> Line:
        """Where p = 0.5 at the end, as fine as a screen shows it."""
        return freeze(screen_line(self.plane, self.box))

    def planes_at(self, iterations: Sequence[int] | IntArray) -> tuple[Plane, ...]:
        """The model after so many updates each, seen in the plane of the drawn features.

        Every other feature is at its mean over the training samples.
        """
        at = np.asarray(iterations)
        return self.planes_of(
            *self.standardizer.unscale(self.trace.weights[at], self.trace.bias[at])
        )

    def planes_of(self, weights: FloatArray, bias: FloatArray) -> tuple[Plane, ...]:
        """Models of weights (k, d) and biases (k,) in the units of the data; see `planes_at`."""
        terms, others = self.feature_map.terms, list(self.feature_map.others)
        means = self.train.X[:, others].mean(axis=0)
        intercepts = bias + np.vecdot(weights[:, len(terms) :], means)
        return tuple(map(partial(Plane, terms), weights[:, : len(terms)], intercepts.tolist()))

    def logits(self, X: FloatArray, iteration: int = -1) -> FloatArray:
        """Scores z of samples X (n, D) by the model after `iteration` updates."""
        return self.columns(X) @ self.trace.weights[iteration] + self.trace.bias[iteration]

    def columns(self, X: FloatArray) -> FloatArray:
        """Samples X (n, D) as the model is given them, shape (n, d)."""
        return self.standardizer.transform(self.feature_map.matrix(X))


def run(experiment: Experiment, report: Callable[[float], object] = unheard) -> Run:
    """Data → split → features → training → scores. The same experiment gives the same Run.

    To the bit, on the same machine. Its arrays are read-only: what is handed out is shared.
    `report` hears how far the training has come; what it raises ends the run.

    Raises ValueError if the split leaves nothing of one class to train on, or of drawn points less
    than two.
    """
    dataset = experiment.source.load(experiment.seed)
    train_rows, test_rows = split_rows(len(dataset.y), experiment.test_share, experiment.seed)
    X, y = dataset.X[train_rows], dataset.y[train_rows]
    if isinstance(experiment.source, Points):
        experiment.source.check_training(y)
    if len(np.unique(y)) < 2:
        raise ValueError(
            f"All {len(y)} training points are {dataset.class_names[int(y[0])]}. "
            "Take more samples, a smaller test share or another seed."
        )

    terms = feature_map(experiment)
    columns = terms.matrix(X)
    standardizer = (
        Standardizer.fit(columns)
        if experiment.standardize
        else Standardizer.identity(columns.shape[1])
    )
    X_test, y_test = dataset.X[test_rows], dataset.y[test_rows]
    test_columns = standardizer.transform(terms.matrix(X_test))
    validation = validation_of(experiment, y, test_columns, y_test) if len(y_test) else None
    trace = train(experiment, standardizer.transform(columns), y, validation, report)
    weights, bias = trace.weights[-1], trace.bias[-1]
    result = Run(
        experiment=experiment,
        dataset=dataset,
        feature_map=terms,
        standardizer=standardizer,
        trace=trace,
        train=split("training", X, y, standardizer.transform(columns) @ weights + bias),
        test=split("test", X_test, y_test, test_columns @ weights + bias) if len(y_test) else None,
    )
    return freeze(result)


def train(
    experiment: Experiment,
    columns: FloatArray,
    y: FloatArray,
    validation: tuple[FloatArray, ...] | None = None,
    report: Callable[[float], object] = unheard,
) -> Trace:
    """Training with the experiment's settings, on columns (n, d) and labels y (n,)."""
    settings, start = settings_on(experiment, len(y)), start_of(experiment)
    return train_on(columns, y, settings, start=start, validation=validation, report=report)


def start_of(experiment: Experiment) -> tuple[tuple[float, ...], float] | None:
    """The weights and the bias that the training starts from; None for zeros."""
    return (experiment.start[:-1], experiment.start[-1]) if experiment.start else None


def validation_of(
    experiment: Experiment, y: FloatArray, test_columns: FloatArray, y_test: FloatArray
) -> tuple[FloatArray, ...]:
    """The test samples, each class with its weight in training: the two curves are one loss."""
    weights = training_weights(y, class_weight=experiment.settings.class_weight)
    if weights is None:
        return test_columns, y_test
    of_negative, of_positive = (weights[y == label][0] for label in (0, 1))
    return test_columns, y_test, np.where(y_test == 1, of_positive, of_negative)


def settings_on(experiment: Experiment, n_samples: int) -> Settings:
    """The settings on so many samples: a batch larger than they are is all of them."""
    settings = experiment.settings
    n_per_step = _n_per_step(settings, n_samples)
    return replace(settings, batch_size=None if n_per_step == n_samples else n_per_step)


# Drawing lots takes 0.2 ms, and every change of a setting asks for the same.
@lru_cache(maxsize=64)
def split_rows(n_samples: int, test_share: float, seed: int) -> tuple[IntArray, IntArray]:
    """Training rows and test rows, ⌈test_share·n⌉ of them.

    The rows that scikit-learn's `train_test_split(random_state=seed)` deals.
    """
    order = np.random.RandomState(seed).permutation(n_samples)
    n_test = int(np.ceil(test_share * n_samples))
    return freeze((order[n_test:], order[:n_test]))


def _n_per_step(settings: Settings, n_samples: int) -> int:
    """How many samples one step looks at."""
    if settings.batch_size is None or settings.optimizer_entry.is_second_order:
        return n_samples
    return min(settings.batch_size, n_samples)


def feature_map(experiment: Experiment) -> FeatureMap:
    """From samples as they came to the columns of the model."""
    others = [j for j in range(experiment.source.n_features) if j not in experiment.drawn]
    return FeatureMap(
        terms=experiment.features,
        drawn=experiment.drawn,
        others=tuple(others) if experiment.other_features else (),
    )
