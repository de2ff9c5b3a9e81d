"""A run's twin by scikit-learn as a script: the same data and penalty, fitted to the minimum."""

from ..experiment.experiment import Experiment
from ..plain import samples
from ..wording.numbers import count
from .code import call, sources
from .data_lines import data_lines
from .script import blocks, feature_lines, in_docstring

_FIGURES = """\
loss = log_loss(y_train, model.predict_proba(X_train){weighted})
print(f"training loss {{loss}}")
print(f"weights {{{classifier}.coef_[0].tolist()}}")
print(f"bias {{{classifier}.intercept_[0]}}")
print(f"{side_name} accuracy {{model.score(X_{side}, y_{side})}}")"""

# By what calls for it.
_IMPORTS = {
    "LogisticRegression(": "from sklearn.linear_model import LogisticRegression",
    "log_loss(": "from sklearn.metrics import log_loss",
    "train_test_split(": "from sklearn.model_selection import train_test_split",
    "make_pipeline(": "from sklearn.pipeline import make_pipeline",
    "StandardScaler(": "from sklearn.preprocessing import StandardScaler",
    "compute_sample_weight(": "from sklearn.utils.class_weight import compute_sample_weight",
}


def sklearn_script(experiment: Experiment) -> str:
    """The same model by scikit-learn, printing the same figures, at the minimum of its loss."""
    imports, data = data_lines(experiment)
    functions = sources(data, samples)
    body = blocks(
        data,
        feature_lines(experiment),
        _split(experiment),
        _model(experiment),
        _figures(experiment),
    )
    imports += [line for name, line in _IMPORTS.items() if name in body]
    if any("np." in text for text in (*functions, body)):
        imports = ["import numpy as np", *imports]
    title = f'"""{in_docstring(experiment.source.label)}: logistic regression by scikit-learn."""'
    head = blocks(title, "\n".join(imports))
    if not functions:
        return f"{head}\n\n{body}\n"
    return "\n\n\n".join([head, *functions, body]) + "\n"


def _split(experiment: Experiment) -> str:
    if not experiment.test_share:
        return "X_train, y_train = X, y  # all points are for training"
    given = ["X", "y", f"test_size={experiment.test_share!r}", f"random_state={experiment.seed}"]
    return call("X_train, X_test, y_train, y_test", "train_test_split", given)


def _model(experiment: Experiment) -> str:
    """The classifier whose penalty is ours: its C is one over the number of points times λ."""
    penalty, solver = _penalty(experiment)
    weights = experiment.settings.class_weight
    weighted = [f'class_weight="{weights}"'] if weights else []
    lines = [
        *_comment(experiment),
        f"{_classifier_name(experiment)} = LogisticRegression(",
        *(f"    {setting}," for setting in (*penalty, *weighted, *solver)),
        ")",
    ]
    if experiment.standardize:
        lines.append("model = make_pipeline(StandardScaler(), classifier)")
    return "\n".join([*lines, "model.fit(X_train, y_train)"])


def _comment(experiment: Experiment) -> list[str]:
    optimizer = experiment.settings.optimizer_entry.label
    lines = [
        "# This goes all the way to the minimum, if there is one; the NumPy script ends after no",
        f"# more than {count(experiment.settings.n_iters, 'step')} of its optimiser ({optimizer}).",
    ]
    if experiment.settings.l1 or experiment.settings.l2:
        lines.append("# C weighs the sum of the losses; the penalty was added to their mean.")
    if experiment.settings.l1:
        lines.append("# Of the solvers that know L1, saga alone leaves the bias without penalty.")
        if not experiment.standardize:
            lines.append("# It is slow, and may stop early, on features that are not standardised.")
    return lines


def _classifier_name(experiment: Experiment) -> str:
    return "classifier" if experiment.standardize else "model"


def _penalty(experiment: Experiment) -> tuple[list[str], list[str]]:
    """The settings for the penalty, and those of a solver that can go to its minimum."""
    l1, l2 = experiment.settings.l1, experiment.settings.l2
    if not l1:
        strength = f"C=1 / (len(y_train) * {l2!r})" if l2 else "C=np.inf"
        return [strength], ['solver="newton-cg"', "tol=1e-10", "max_iter=1000"]
    total = f"({l1!r} + {l2!r})" if l2 else repr(l1)
    ratio = f"l1_ratio={l1!r} / {total}" if l2 else "l1_ratio=1"
    solver = ['solver="saga"', "tol=1e-9", "max_iter=20_000", "random_state=0"]
    return [f"C=1 / (len(y_train) * {total})", ratio], solver


def _figures(experiment: Experiment) -> str:
    side_name, side = ("test", "test") if experiment.test_share else ("training", "train")
    weights = experiment.settings.class_weight
    figures = _FIGURES.format(
        weighted=", sample_weight=weights" if weights else "",
        classifier=_classifier_name(experiment),
        side_name=side_name,
        side=side,
    )
    return (
        f'weights = compute_sample_weight("{weights}", y_train)\n{figures}' if weights else figures
    )
