"""The scikit-learn face of the same core: a binary classifier for pipelines and grid searches."""

import warnings
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils import Tags
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import check_is_fitted, validate_data

from .core.checks import FloatArray, refuse_unusual
from .core.endings import half_way_warning
from .core.loss import sigmoid, softplus
from .core.training import StopReason, Trace, fit

# So many Newton steps show how low the loss can come; on more features they take too long.
STEPS_TO_COMPARE = 5
MOST_FEATURES = 100


class LogisticRegression(ClassifierMixin, BaseEstimator):
    """Logistic regression trained by `logreg.fit`.

    Parameters are those of `fit`; the penalties are per sample, so scikit-learn's C is 1/(n·l2).

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
        tol: float = 0.0,
        seed: int = 0,
    ) -> None:
        self.learning_rate = learning_rate
        self.n_iters = n_iters
        self.optimizer = optimizer
        self.batch_size = batch_size
        self.l1 = l1
        self.l2 = l2
        self.tol = tol
        self.seed = seed

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Train on X (n, d) and two classes y (n,).

        Raises ValueError for data that cannot be trained on. Gives a ConvergenceWarning where the
        run diverged or stalled, and where it used all its iterations and came less than half way
        down: from the loss at the start to that after five Newton steps (on up to 100 features), or
        to less than at the start.
        """
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
        trace = fit(
            X,
            labels,
            self.learning_rate,
            self.n_iters,
            optimizer=self.optimizer,
            batch_size=self.batch_size,
            l1=self.l1,
            l2=self.l2,
            tol=self.tol,
            seed=self.seed,
            keep="last",
        )
        warning = self._warning(trace, X, labels)
        if warning:
            warnings.warn(warning, ConvergenceWarning, stacklevel=2)
        self.coef_: FloatArray = trace.weights[-1:].copy()
        self.intercept_: FloatArray = trace.bias[-1:].copy()
        self.n_iter_: int = trace.n_iters
        self.loss_curve_: FloatArray = trace.loss
        return self

    def _warning(self, trace: Trace, X: Any, y: NDArray[np.intp]) -> str:
        """What to say of a run that ended far from a minimum, or ""."""
        if trace.stop_reason in (StopReason.DIVERGED, StopReason.STALLED):
            return trace.message
        if trace.stop_reason is not StopReason.ITERATIONS:
            return ""
        lowest = trace.objective.min()
        if X.shape[1] <= MOST_FEATURES:
            best = fit(X, y, n_iters=STEPS_TO_COMPARE, optimizer="newton", l1=self.l1, l2=self.l2)
            lowest = min(lowest, best.objective[-1])
        return half_way_warning(trace.message, trace.objective, lowest, X)

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
