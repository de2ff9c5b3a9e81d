"""The scikit-learn face of the same core: a binary classifier for pipelines and grid searches."""

import dataclasses
import warnings
from collections.abc import Mapping
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils import Tags
from sklearn.utils.class_weight import compute_class_weight
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import check_is_fitted, validate_data

from .core.checks import FloatArray, check_weights, refuse_unusual
from .core.endings import half_way_warning
from .core.loss import sigmoid, softplus
from .core.settings import Settings
from .core.training import StopReason, Trace, train

# So many Newton steps show how low the loss can come; on more features they take too long.
STEPS_TO_COMPARE = 5
MOST_FEATURES = 100


class LogisticRegression(ClassifierMixin, BaseEstimator):
    """Logistic regression trained by `logreg.fit`.

    Parameters are those of `fit`; the penalties are per sample, so scikit-learn's C is 1/(n·l2), or
    1/(Σs·l2) with sample weights s. `class_weight` may also be a mapping from a class to what its
    samples count, as scikit-learn has it: a class that is not named counts 1.

    After fitting: `coef_` (1, d), `intercept_` (1,), `classes_` (2,), `n_iter_`, and `loss_curve_`
    (n_iter_ + 1,), the mean log loss without penalty before the first update and after each one.
    """

    def __init__(
        self,
        learning_rate: float = 0.1,
        n_iters: int = 1000,
        *,
        optimizer: str = "gd",
        batch_size: int | None = None,
        l1: float = 0.0,
        l2: float = 0.0,
        class_weight: str | Mapping[Any, float] | None = None,
        tol: float = 0.0,
        seed: int = 0,
    ) -> None:
        self.learning_rate = learning_rate
        self.n_iters = n_iters
        self.optimizer = optimizer
        self.batch_size = batch_size
        self.l1 = l1
        self.l2 = l2
        self.class_weight = class_weight
        self.tol = tol
        self.seed = seed

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Train on X (n, d), two classes y (n,), and how much each sample counts, (n,) from 0.

        Raises ValueError for data that cannot be trained on. Gives a ConvergenceWarning where the
        run diverged or stalled, and where it used all its iterations and came less than half way
        down: from the loss at the start to that after five Newton steps (on up to 100 features), or
        to less than at the start.
        """
        X, labels = self._check_data(X, y)
        settings, weights = self._settings(), self._weights(labels, sample_weight)
        trace = train(X, labels, settings, sample_weight=weights, keep="last")
        warning = _warning(trace, X, labels, settings, weights)
        if warning:
            warnings.warn(warning, ConvergenceWarning, stacklevel=2)
        self.coef_: FloatArray = trace.weights[-1:].copy()
        self.intercept_: FloatArray = trace.bias[-1:].copy()
        self.n_iter_: int = trace.n_iters
        self.loss_curve_: FloatArray = trace.loss
        return self

    def _check_data(self, X: ArrayLike, y: ArrayLike) -> tuple[Any, NDArray[np.intp]]:
        """X, and y as 0 and 1 by their place in `classes_`."""
        for name, values in (("X", X), ("y", y)):
            if isinstance(values, np.ma.MaskedArray):
                refuse_unusual(name, values)
        X, y = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(y)
        if type_of_target(y, input_name="y") != "binary":
            raise ValueError(
                "Only binary classification is supported: y must hold two classes. For more, train"
                " one model for each: sklearn.multiclass.OneVsRestClassifier(LogisticRegression())."
            )
        self.classes_, labels = np.unique(y, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(f"y holds only one class, {self.classes_[0]!r}; two are needed.")
        return X, labels

    def _settings(self) -> Settings:
        """The parameters as `train` takes them; a mapping of class weights is in the samples'."""
        parameters = self.get_params()
        if isinstance(self.class_weight, Mapping):
            parameters["class_weight"] = None
        return Settings(**parameters)

    def _weights(
        self, labels: NDArray[np.intp], sample_weight: ArrayLike | None
    ) -> FloatArray | None:
        """The weights of the samples, times those of a mapping of their classes."""
        weights = None
        if sample_weight is not None:
            weights = check_weights("sample_weight", sample_weight, len(labels))
        if not isinstance(self.class_weight, Mapping):
            return weights
        by_class = compute_class_weight(
            dict(self.class_weight), classes=self.classes_, y=self.classes_[labels]
        )
        by_class = check_weights("class_weight", by_class, 2)
        return by_class[labels] if weights is None else weights * by_class[labels]

    def decision_function(self, X: ArrayLike) -> FloatArray:
        """The logits z = w·x + b, shape (n,)."""
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, reset=False)
        return X @ self.coef_[0] + self.intercept_[0]

    def predict_proba(self, X: ArrayLike) -> FloatArray:
        """P(class) for each of `classes_`, shape (n, 2)."""
        z = self.decision_function(X)
        return np.column_stack([sigmoid(-z), sigmoid(z)])

    def predict_log_proba(self, X: ArrayLike) -> FloatArray:
        """log P(class) for each of `classes_`, shape (n, 2), as −softplus(±z): no digit is lost."""
        z = self.decision_function(X)
        return np.column_stack([-softplus(z), -softplus(-z)])

    def predict(self, X: ArrayLike) -> NDArray[np.generic]:
        """The class with p ≥ 0.5, shape (n,)."""
        is_second = sigmoid(self.decision_function(X)) >= 0.5
        return self.classes_[is_second.astype(int)]

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags


def _warning(
    trace: Trace, X: Any, y: NDArray[np.intp], settings: Settings, weights: FloatArray | None
) -> str:
    """What to say of a run that ended far from a minimum, or ""."""
    if trace.stop_reason in (StopReason.DIVERGED, StopReason.STALLED):
        return trace.message
    if trace.stop_reason is not StopReason.ITERATIONS:
        return ""
    lowest = trace.objective.min()
    if X.shape[1] <= MOST_FEATURES:
        newton = dataclasses.replace(
            settings, optimizer="newton", n_iters=STEPS_TO_COMPARE, batch_size=None, tol=0.0
        )
        best = train(X, y, newton, sample_weight=weights, keep="last")
        lowest = min(lowest, best.objective[-1])
    return half_way_warning(trace.message, trace.objective, lowest, X)
