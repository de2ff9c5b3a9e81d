"""A run as a script that a person can read, start and change, without this package.

A script is the functions of `plain` that its run needs, as they stand there, and a few lines that
call them: data → features → split → training → figures. Nothing is trained to write it.
"""

from ..core.features import FEATURES
from ..experiment.experiment import Experiment
from ..plain import descent, regression, samples
from ..wording.numbers import count
from .code import call, sources
from .data_lines import data_lines

# A backslash escapes, and three quotes end a docstring.
_ENDING = {ord("\\"): "/", ord('"'): "'"}

_ROUNDING = """

Rounding shows in this run. The playground adds the same numbers in another order, so that
this script may end elsewhere.
"""

_SPLIT = """\
# The split: the first points of a random order are for the test.
order = np.random.RandomState({seed}).permutation(len(y))
n_test = int(np.ceil({test_share} * len(y)))
X_test, y_test = X[order[:n_test]], y[order[:n_test]]
X_train, y_train = X[order[n_test:]], y[order[n_test:]]"""

_ORDER = """\
# All points are for training, in a random order.
order = np.random.RandomState({seed}).permutation(len(y))
X_train, y_train = X[order], y[order]"""

_STANDARDIZE = """\
# Every feature with mean 0 and deviation 1 over the training points.
mean, scale = X_train.mean(axis=0), X_train.std(axis=0)
X_train = (X_train - mean) / scale"""

_DESCENT = """\
# The training.
weights, bias = {start}
for _ in range({n_iters}):
    weights, bias = step(X_train, y_train, weights, bias, learning_rate={learning_rate})"""

_DESCENT_BY_BATCHES = """\
# The training.
weights, bias = {start}
{batches}
for rows in batches:
    X_batch, y_batch = X_train[rows], y_train[rows]
    weights, bias = step(X_batch, y_batch, weights, bias, learning_rate={learning_rate})"""

_FIGURES_OF_DESCENT = """\
z = score(X_train, weights, bias)
print(f"training loss {{log_losses(z, y_train).mean()}}")
print(f"weights {{weights.tolist()}}")
print(f"bias {{bias}}")
predicted = predict(X_{side}, weights, bias)
print(f"{side_name} accuracy {{(predicted == y_{side}).mean()}}")"""

_FIGURES = """\
print(f"training loss {{{loss}}}")
print(f"weights {{theta[:-1].tolist()}}")
print(f"bias {{theta[-1]}}")
predicted = sigmoid({points} @ theta) >= 0.5
print(f"{side_name} accuracy {{(predicted == y_{side}).mean()}}")"""


def numpy_script(experiment: Experiment, shows_rounding: bool = False) -> str:
    """The run of this experiment in plain NumPy: it prints its last loss, weights and accuracy.

    The figures are those of `run`, but for rounding. Where that shows, as in a chaotic run, takes
    a training to find out (`experiment.chaos`): the script says so if it is told.
    """
    imports, data = data_lines(experiment)
    is_plain = _is_plain_descent(experiment)
    head = blocks(
        _docstring(experiment, shows_rounding), "\n".join(["import numpy as np", *imports])
    )
    body = blocks(
        data,
        feature_lines(experiment),
        _split(experiment),
        _standardize(experiment),
        _descent(experiment) if is_plain else _walk(experiment),
    )
    pages = (samples, descent) if is_plain else (samples, descent, regression)
    return "\n\n\n".join([head, *sources(body, *pages), body]) + "\n"


def blocks(*texts: str) -> str:
    """The texts that are not empty, with an empty line between them."""
    return "\n\n".join(text for text in texts if text)


def feature_lines(experiment: Experiment) -> str:
    """The lines that make the features to train on; none where they are the data's own."""
    n_features = experiment.source.n_features
    formulas = [FEATURES[term].formula for term in experiment.features]
    if formulas == ["x1", "x2"] and experiment.drawn == (0, 1) and n_features == 2:
        return ""
    drawn = {
        name: f"X[:, {column}]"
        for name, column in zip(("x1", "x2"), experiment.drawn, strict=True)
        if any(name in formula for formula in formulas)
    }
    lines = ["# The features."]
    if drawn:
        lines.append(f"{', '.join(drawn)} = {', '.join(drawn.values())}")
    if experiment.other_features and n_features > 2:
        lines.append(f"others = np.delete(X, {list(experiment.drawn)}, axis=1)")
        formulas.append("others")
    lines.append(f"X = np.column_stack([{', '.join(formulas)}])")
    return "\n".join(lines)


def in_docstring(text: str) -> str:
    """Text, such as the name of a stranger's file, that ends no docstring and escapes no sign."""
    return "".join(sign if sign.isprintable() else " " for sign in text).translate(_ENDING)


def _docstring(experiment: Experiment, shows_rounding: bool) -> str:
    label = in_docstring(experiment.source.label)
    optimizer = experiment.settings.optimizer_entry.label
    # Only plain gradient descent without a penalty can neither arrive nor leave all bounds.
    most = "" if _is_plain_descent(experiment) else "up to "
    steps = f"{most}{count(experiment.settings.n_iters, 'step')}"
    return (
        f'"""{label}. {optimizer}, {steps}, in plain NumPy.{_ROUNDING if shows_rounding else ""}"""'
    )


def _split(experiment: Experiment) -> str:
    text = _SPLIT if experiment.test_share else _ORDER
    return text.format(seed=experiment.seed, test_share=repr(experiment.test_share))


def _standardize(experiment: Experiment) -> str:
    if not experiment.standardize:
        return ""
    return _STANDARDIZE + ("\nX_test = (X_test - mean) / scale" if experiment.test_share else "")


def _is_plain_descent(experiment: Experiment) -> bool:
    """Whether it is gradient descent with nothing added, as on the shortest page of `plain`."""
    is_more = experiment.settings.l1 or experiment.settings.l2 or experiment.settings.class_weight
    return experiment.settings.optimizer == "gd" and not is_more


def _descent(experiment: Experiment) -> str:
    """By `plain.descent`, with the loop in full view."""
    loop = _DESCENT if experiment.settings.batch_size is None else _DESCENT_BY_BATCHES
    training = loop.format(
        n_iters=experiment.settings.n_iters,
        learning_rate=repr(experiment.settings.learning_rate),
        batches=_batches(experiment),
        start=_start(experiment),
    )
    return blocks(training, _figures(_FIGURES_OF_DESCENT, experiment))


def _start(experiment: Experiment) -> str:
    if not experiment.start:
        return "np.zeros(X_train.shape[1]), 0.0"
    *weights, bias = experiment.start
    return f"np.array({weights}), {bias}"


def _walk(experiment: Experiment) -> str:
    """By `plain.regression`, which has all optimisers, penalties and weights."""
    s = ["s=s"] if experiment.settings.class_weight else []
    start = [f"start={list(experiment.start)}"] if experiment.start else []
    strengths = {name: experiment.value_of(name) for name in ("learning_rate", "l1", "l2")}
    if experiment.settings.optimizer_entry.is_second_order:
        del strengths["learning_rate"]
    settings = [f"{name}={value!r}" for name, value in strengths.items() if value]
    given = ["X_train", "y_train", _step(experiment), "batches", *settings, *s, *start]
    lines = [
        "# The training: theta holds the weights, and last the bias.",
        "X_train = with_ones(X_train)",
        *(["s = balanced(y_train)"] if s else []),
        _batches(experiment),
        call("thetas", "train", given),
        "theta = thetas[-1]",
    ]
    loss = ", ".join(["theta", "X_train", "y_train", *s])
    points = "with_ones(X_test)" if experiment.test_share else "X_train"
    figures = _figures(_FIGURES, experiment, loss=f"loss({loss})", points=points)
    return blocks("\n".join(lines), figures)


def _step(experiment: Experiment) -> str:
    """The function of `plain.regression` named like the optimiser; with L1 its twin, if any."""
    name = experiment.settings.optimizer_entry.plain_name
    has_twin = hasattr(regression, f"{name}_l1")
    return f"{name}_l1" if experiment.settings.l1 and has_twin else name


def _batches(experiment: Experiment) -> str:
    n_iters, size = experiment.settings.n_iters, experiment.settings.batch_size
    if size is None or experiment.settings.optimizer_entry.is_second_order:
        return f"batches = [slice(None)] * {n_iters}  # all points in every step"
    given = ["len(y_train)", f"n_iters={n_iters}", f"size={size}", f"seed={experiment.seed}"]
    return call("batches", "mini_batches", given)


def _figures(text: str, experiment: Experiment, **more: str) -> str:
    side_name, side = ("test", "test") if experiment.test_share else ("training", "train")
    return text.format(side_name=side_name, side=side, **more)
