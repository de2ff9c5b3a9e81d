"""A run as a script that a person can read, start and change, without this package.

A script is put together from lines of text, and holds those that its run needs and no others:
data → features → split → functions → training → figures. `samples` has the first two, `steps` the
training.
"""

from typing import Any

import numpy as np

from ..experiment.experiment import Experiment
from ..experiment.run import Run, run
from ..wording.numbers import count
from . import samples, steps

# Further apart than this, and another machine's rounding may move digits that people read.
SAME = 1e-11
LINE_LENGTH = 88  # what formatters take for granted where nobody tells them otherwise

_SPLIT = """\
# The split: the first points of a random order are for the test.
order = np.random.RandomState({seed}).permutation(len(y))
n_test = int(np.ceil({test_share} * len(y)))
test, train = order[:n_test], order[n_test:]"""

_ORDER = """\
# All points are for training, in a random order.
train = np.random.RandomState({seed}).permutation(len(y))"""

# With other features the core has its columns in Fortran order, and sums them one by one.
_EXACT_STANDARDIZE = """\
# Every feature with mean 0 and deviation 1 over the training points.
columns = np.asfortranarray(X[train])  # the order in which the playground sums them
mean, scale = columns.mean(axis=0), columns.std(axis=0)
X = (X - mean) / scale"""

_STANDARDIZE = """\
# Every feature with mean 0 and deviation 1 over the training points.
mean, scale = X[train].mean(axis=0), X[train].std(axis=0)
X = (X - mean) / scale"""

_WITH_ONES = """\
X = np.column_stack([X, np.ones(len(y))])  # the last column is for the bias
X_train, y_train = X[train], y[train]"""

_FIGURES = """\
print(f"training loss {{log_loss(theta)}}")
print(f"weights {{theta[:-1].tolist()}}")
print(f"bias {{theta[-1]}}")
predicted = sigmoid(X_{side} @ theta) >= 0.5
print(f"{name} accuracy {{(predicted == y_{side}).mean()}}")"""

_SKLEARN_FIGURES = """\
loss = log_loss(y_train, model.predict_proba(X_train))
print(f"training loss {{loss}}")
print(f"weights {{{classifier}.coef_[0].tolist()}}")
print(f"bias {{{classifier}.intercept_[0]}}")
print(f"{name} accuracy {{model.score(X_{side}, y_{side})}}")"""

_SKLEARN_IMPORTS = {
    "np.": "import numpy as np",
    **{
        f"{source.function}(": f"from sklearn.datasets import {source.function}"
        for source in samples.SOURCES.values()
        if source.function
    },
    "LogisticRegression(": "from sklearn.linear_model import LogisticRegression",
    "log_loss(": "from sklearn.metrics import log_loss",
    "train_test_split(": "from sklearn.model_selection import train_test_split",
    "make_pipeline(": "from sklearn.pipeline import make_pipeline",
    "StandardScaler(": "from sklearn.preprocessing import StandardScaler",
}


def numpy_script(experiment: Experiment) -> str:
    """The run of this experiment in plain NumPy: it prints its last loss, weights and accuracy.

    The figures are those of `run` on this machine. Where a run magnifies rounding, so that the
    textbook formula would end elsewhere, the script sums in the order of the core. On another
    processor, which may round sums differently, such a run can end elsewhere all the same.

    Raises ValueError where `run` does.
    """
    result = run(experiment)
    training = _numpy_training(result, is_exact=False)
    if not _ends_where(training, result):
        training = _numpy_training(result, is_exact=True)
    return f"{training}\n\n{_figures(_FIGURES, experiment)}\n"


def sklearn_script(experiment: Experiment) -> str:
    """The same model by scikit-learn, printing the same figures, at the minimum of its loss."""
    body = _blocks(
        samples.data(experiment),
        samples.features(experiment),
        _sklearn_split(experiment),
        _sklearn_model(experiment),
        _figures(_SKLEARN_FIGURES, experiment),
    )
    imports = "\n".join(line for name, line in _SKLEARN_IMPORTS.items() if name in body)
    title = f'"""{_title(experiment)}: logistic regression by scikit-learn."""'
    return _blocks(title, imports, body) + "\n"


def _numpy_training(result: Run, is_exact: bool) -> str:
    """The script up to the last θ."""
    experiment = result.experiment
    head = _blocks(
        f'"""{_title(experiment)}: {_steps(result.trace.n_iters, experiment)}, in plain NumPy."""',
        _numpy_imports(result),
        samples.data(experiment),
        samples.features(experiment),
        _split(experiment),
        _standardize(result, is_exact),
        _sides(experiment),
        steps.settings(result),
    )
    functions = steps.functions(result, is_exact)
    return "\n\n\n".join([head, *functions, steps.training(result, is_exact)])


def _ends_where(training: str, result: Run) -> bool:
    """Whether these lines end at the weights and the loss of the run: they are executed."""
    names: dict[str, Any] = {}
    with np.errstate(over="ignore", invalid="ignore"):
        exec(training, names)
        found = [*names["theta"], names["log_loss"](names["theta"])]
    trace = result.trace
    expected = [*trace.weights[-1], trace.bias[-1], trace.loss[-1]]
    return np.allclose(found, expected, rtol=SAME, atol=SAME)


def _blocks(*blocks: str) -> str:
    """The blocks that are not empty, with an empty line between them."""
    return "\n\n".join(block for block in blocks if block)


def _title(experiment: Experiment) -> str:
    return experiment.source.label


def _steps(number: int, experiment: Experiment) -> str:
    return f"{count(number, 'step')} of {steps.NAMES[str(experiment.settings.optimizer)]}"


def _numpy_imports(result: Run) -> str:
    function = samples.SOURCES[result.experiment.source.name].function
    lines = ["from itertools import islice\n"] if steps.is_batched(result) else []
    lines.append("import numpy as np")
    if function:
        lines.append(f"from sklearn.datasets import {function}")
    return "\n".join(lines)


def _split(experiment: Experiment) -> str:
    text = _SPLIT if experiment.test_share else _ORDER
    return text.format(seed=experiment.seed, test_share=repr(experiment.test_share))


def _standardize(result: Run, is_exact: bool) -> str:
    if not result.experiment.standardize:
        return ""
    return _EXACT_STANDARDIZE if is_exact and result.feature_map.others else _STANDARDIZE


def _sides(experiment: Experiment) -> str:
    return _WITH_ONES + ("\nX_test, y_test = X[test], y[test]" if experiment.test_share else "")


def _figures(text: str, experiment: Experiment) -> str:
    name, side = ("test", "test") if experiment.test_share else ("training", "train")
    return text.format(name=name, side=side, classifier=_classifier_name(experiment))


def _sklearn_split(experiment: Experiment) -> str:
    if not experiment.test_share:
        return "X_train, y_train = X, y  # all points are for training"
    inside = f"X, y, test_size={experiment.test_share!r}, random_state={experiment.seed}"
    before = "X_train, X_test, y_train, y_test = train_test_split"
    line = f"{before}({inside})"
    return line if len(line) <= LINE_LENGTH else f"{before}(\n    {inside}\n)"


def _sklearn_model(experiment: Experiment) -> str:
    """The classifier whose penalty is ours: its C is one over the number of points times λ."""
    penalty, solver = _sklearn_penalty(experiment)
    lines = [
        *_sklearn_comment(experiment),
        f"{_classifier_name(experiment)} = LogisticRegression(",
        *(f"    {setting}," for setting in (*penalty, *solver)),
        ")",
    ]
    if experiment.standardize:
        lines.append("model = make_pipeline(StandardScaler(), classifier)")
    return "\n".join([*lines, "model.fit(X_train, y_train)"])


def _sklearn_comment(experiment: Experiment) -> list[str]:
    lines = [
        "# This goes all the way to the minimum, if there is one; the NumPy script ends after no",
        f"# more than {_steps(experiment.settings.n_iters, experiment)}, perhaps short of it.",
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


def _sklearn_penalty(experiment: Experiment) -> tuple[list[str], list[str]]:
    """The settings for the penalty, and those of a solver that can go to its minimum."""
    l1, l2 = experiment.settings.l1, experiment.settings.l2
    if not l1:
        strength = f"C=1 / (len(y_train) * {l2!r})" if l2 else "C=np.inf"
        return [strength], ['solver="newton-cg"', "tol=1e-10", "max_iter=1000"]
    total = f"({l1!r} + {l2!r})" if l2 else repr(l1)
    ratio = f"l1_ratio={l1!r} / {total}" if l2 else "l1_ratio=1"
    solver = ['solver="saga"', "tol=1e-9", "max_iter=20_000", "random_state=0"]
    return [f"C=1 / (len(y_train) * {total})", ratio], solver
