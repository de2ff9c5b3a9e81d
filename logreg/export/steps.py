"""The lines of a NumPy script that train: functions of θ first, then the loop.

They come in two forms. The plain one is the formula as textbooks write it. The exact one sums over
the samples in the order of `logreg.blocks`, to the bit, for runs in which rounding shows.
"""

from textwrap import indent

from ..core.optimizers import OPTIMIZERS
from ..core.training import StopReason
from ..experiment.run import Run

NAMES = {
    "gd": "gradient descent",
    "momentum": "gradient descent with momentum",
    "nesterov": "Nesterov's momentum",
    "adam": "Adam",
    "newton": "Newton's method",
}

_SIGMOID = '''\
def sigmoid(z):
    """1 / (1 + exp(-z)), written so that it cannot overflow."""
    return 0.5 * (1 + np.tanh(0.5 * z))'''

_LOG_LOSS = '''\
def log_loss(theta):
    """-log of the probability that the model gives to the true class, on average."""
    z = X_train @ theta
    return np.logaddexp(0, np.where(y_train == 1, -z, z)).mean()'''

_EXACT_LOG_LOSS = '''\
def log_loss(theta):
    """-log of the probability that the model gives to the true class, on average."""
    z = -2 * theta @ columns
    return np.log1p(np.exp(-np.abs(z))) @ shares + np.maximum(z, 0) @ shares'''

_SHRINK = '''\
def shrink(theta, amounts):
    """Every entry moved towards 0 by its amount: the step of the L1 penalty."""
    return np.sign(theta) * np.maximum(np.abs(theta) - amounts, 0)'''

_SIGNED_COLUMNS = '''\
def signed_columns(X, y):
    """Columns (2y - 1)(x, 1) / 2, one more for minus their sum, filled up with zeros.

    {reason}
    """
    n_samples, n_columns = len(y), len(y) // 8 * 8 + 8
    columns = np.zeros((X.shape[1], n_columns))
    columns[:, :n_samples] = (y - 0.5) * X.T
    columns[:, n_samples] = -columns.sum(axis=1)
    return columns'''

_MAGNIFIES = """\
This run magnifies every rounding, so another order of summation ends elsewhere. The
    playground sums over these columns; so does this script, to end where it ended. On
    another processor, which rounds sums differently, both can end elsewhere again."""

_NEWTON_STOPS = """\
Newton stops when no step lowers the loss, and in the end rounding decides that. The
    playground sums over these columns; so does this script, to stop where it stopped."""

_BATCHES = '''\
def batches():
    """The rows of one step after another, in a new order every epoch."""
    random = np.random.RandomState({seed})
    while True:
        order = random.permutation(len(y_train))
        for start in range(0, len(y_train), {size}):
            yield order[start : start + {size}]'''

_EXACT_HESSIAN = '''\
def hessian(theta):
    """The slope of the gradient: the mean of p(1 - p) (x, 1)(x, 1)^T{penalty}."""
    t = np.tanh(theta @ columns)
    return (columns * (shares * (1 - t * t))) @ columns.T{l2_term}'''

_HESSIAN = '''\
def hessian(theta):
    """The slope of the gradient: the mean of p(1 - p) (x, 1)(x, 1)^T{penalty}."""
    p = sigmoid(X_train @ theta)
    return (X_train.T * (p * (1 - p))) @ X_train / len(y_train){l2_term}'''

_SOLVE = '''\
def solve(hessian, slope):
    """The step to where the slope is 0, scaled so that all features look alike."""
    diagonal = np.diag(hessian)
    scale = 1 / np.sqrt(np.where(diagonal > 0, diagonal, 1))
    return scale * np.linalg.lstsq(scale[:, None] * hessian * scale, -scale * slope)[0]'''

_SIGN_SEARCH = '''\
def lowest_point(hessian, slope, theta):
    """The minimum of a quadratic model and the L1 penalty: feature-sign search."""
    point, signs = theta.copy(), np.sign(theta)
    for _ in range(200):
        # With all signs known the model is smooth, and its minimum a linear system.
        free = (signs != 0) | (l1 == 0)
        at_zero = slope - hessian @ theta + l1 * signs
        target = np.zeros(len(theta))
        target[free] = solve(hessian[np.ix_(free, free)], at_zero[free])
        crossing = np.flatnonzero((target * signs < 0) & (l1 > 0))
        if len(crossing):
            # Go as far as the first weight that would change its sign: there it is 0.
            ways = point[crossing] / (point[crossing] - target[crossing])
            first = crossing[ways.argmin()]
            point = point + ways.min() * (target - point)
            point[first] = signs[first] = 0
            continue
        point = target
        pull = slope + hessian @ (point - theta)
        strain = np.where((signs == 0) & (l1 > 0), np.abs(pull) - l1, 0)
        freed = strain.argmax()  # the weight at 0 that gains most by leaving it
        if strain[freed] <= 1e-12 * l1[freed]:
            break
        signs[freed] = -np.sign(pull[freed])
    return point'''

_BEFORE = {
    "nesterov": "ahead = theta + 0.9 * (theta - previous)\n",
    "adam": """\
g = gradient({at})
average = beta1 * average + (1 - beta1) * g
square = beta2 * square + (1 - beta2) * g**2
lengths = learning_rate / (np.sqrt(square / (1 - beta2**k)) + 1e-8)
""",
}

_NEWTON_STEP = """\
step = {step}
for _ in range(40):  # halve the step until the loss falls
    if {value}(theta + step) < {value}(theta):
        break
    step = step / 2
else:
    break  # no step lowers it any further: this is the minimum
theta = theta + step"""

_DIVERGED = """\
if np.abs(moved).max() >= 1 / np.finfo(float).eps:
    break  # diverged: theta is the last point with any meaning
"""

# From theta to {to}: theta again, or `moved` where the point before is still needed.
_MOVES = {
    "gd": "{to} = theta - learning_rate * gradient({at})\n",
    "momentum": (
        "{to} = theta - learning_rate * gradient({at})\n{to} = {to} + 0.9 * (theta - previous)\n"
    ),
    "nesterov": "{to} = ahead - learning_rate * gradient({at})\n",
    "adam": "{to} = theta - lengths * average / (1 - beta1**k)\n",
}


def is_newton(run: Run) -> bool:
    """Whether every step is Newton's: on all samples, and without a learning rate."""
    return OPTIMIZERS[str(run.experiment.settings.optimizer)].is_second_order


def is_batched(run: Run) -> bool:
    """Whether a step looks at a part of the training samples."""
    return run.n_per_step < len(run.train.y)


def _is_penalised(run: Run) -> bool:
    return bool(run.experiment.settings.l2 or run.experiment.settings.l1)


def settings(run: Run) -> str:
    """The numbers that were chosen."""
    experiment, n_weights = run.experiment, run.trace.weights.shape[1]
    lines = [] if is_newton(run) else [f"learning_rate = {experiment.settings.learning_rate!r}"]
    if experiment.settings.optimizer == "adam":
        lines.append("beta1, beta2 = 0.9, 0.999  # how much Adam remembers")
    for name, strength in (("l2", experiment.settings.l2), ("l1", experiment.settings.l1)):
        if strength:
            penalty = f"{name} = np.append(np.full({n_weights}, {strength!r}), 0)"
            lines.append(f"{penalty}  # not on the bias")
    return "\n".join(["# The settings.", *lines]) if lines else ""


def functions(run: Run, is_exact: bool) -> list[str]:
    """The functions that the loop calls, one text each."""
    found = [_SIGMOID, *_loss(run, is_exact), _gradient(run, is_exact)]
    if is_newton(run):
        found += [_hessian(run, is_exact), _SOLVE]
    if run.experiment.settings.l1:
        found.append(_SIGN_SEARCH if is_newton(run) else _SHRINK)
    if is_batched(run):
        found.append(_BATCHES.format(seed=run.experiment.seed, size=run.n_per_step))
    return found


def _loss(run: Run, is_exact: bool) -> list[str]:
    """The loss that is printed, and for Newton's halvings what is minimised."""
    found = []
    if is_exact:
        reason = _NEWTON_STOPS if is_newton(run) else _MAGNIFIES
        found.append(_SIGNED_COLUMNS.format(reason=reason))
    found.append(_EXACT_LOG_LOSS if is_exact and is_newton(run) else _LOG_LOSS)
    if is_newton(run) and _is_penalised(run):
        found.append(_objective(run))
    return found


def _objective(run: Run) -> str:
    terms = ["0.5 * (theta**2 @ l2)"] if run.experiment.settings.l2 else []
    terms += ["np.abs(theta) @ l1"] if run.experiment.settings.l1 else []
    penalty = " + ".join(terms)
    return "\n".join(
        [
            "def objective(theta):",
            '    """What is minimised: the log loss and the penalty."""',
            f"    return log_loss(theta) + {f'({penalty})' if len(terms) > 1 else penalty}",
        ]
    )


def _hessian(run: Run, is_exact: bool) -> str:
    text = _EXACT_HESSIAN if is_exact else _HESSIAN
    if run.experiment.settings.l2:
        return text.format(penalty=" + diag(l2)", l2_term=" + np.diag(l2)")
    return text.format(penalty="", l2_term="")


def _gradient(run: Run, is_exact: bool) -> str:
    """∇f(θ), of the batch `rows` where there are batches."""
    batch = is_batched(run)
    points, labels = ("X", "y") if batch else ("X_train", "y_train")
    lines = [f"def gradient(theta{', rows' if batch else ''}):"]
    penalty = " and of the L2 penalty" if run.experiment.settings.l2 else ""
    where = " over the points in rows" if batch else ""
    lines.append(f'    """The slope of the mean log loss{penalty}{where}."""')
    if batch:
        lines.append("    X, y = X_train[rows], y_train[rows]")
    if is_exact:
        lines += ["    columns = signed_columns(X, y)"] if batch else []
        lines.append("    # With a column c, (p - y)(x, 1) is (tanh(theta @ c) - 1) c.")
        lines.append("    t = np.tanh(theta @ columns)")
        lines.append(f"    t[len({labels})] = 1")
        mean = f"columns * (1 / len({labels})) @ t"
    else:
        lines.append(f"    errors = sigmoid({points} @ theta) - {labels}")
        mean = f"{points}.T @ errors / len({labels})"
    lines.append(f"    return {mean}{' + l2 * theta' if run.experiment.settings.l2 else ''}")
    return "\n".join(lines)


def training(run: Run, is_exact: bool) -> str:
    """The loop, and what it starts from."""
    name = NAMES[str(run.experiment.settings.optimizer)]
    lines = [f"# The training: {name}, from weights 0 and bias 0.", *_start(run, is_exact)]
    body = _newton_step(run) if is_newton(run) else _step(run)
    return "\n".join([*lines, f"for {_counter(run)}:", indent(body.rstrip("\n"), "    ")])


def _start(run: Run, is_exact: bool) -> list[str]:
    lines = ["theta = np.zeros(X_train.shape[1])  # the weights, and last the bias"]
    if run.experiment.settings.optimizer in ("momentum", "nesterov"):
        lines.append("previous = theta")
    if run.experiment.settings.optimizer == "adam":
        lines.append("average, square = np.zeros(len(theta)), np.zeros(len(theta))")
    if is_exact and not is_batched(run):
        lines.append("columns = signed_columns(X_train, y_train)")
    if is_exact and is_newton(run):
        lines.append("shares = (np.arange(columns.shape[1]) < len(y_train)) / len(y_train)")
    return lines


def _counter(run: Run) -> str:
    """What the loop runs over: the batches where there are any, the number k where it is used."""
    n_iters, counts = run.experiment.settings.n_iters, run.experiment.settings.optimizer == "adam"
    if is_batched(run):
        steps = f"islice(batches(), {n_iters})"
        return f"k, rows in enumerate({steps}, start=1)" if counts else f"rows in {steps}"
    return f"k in range(1, {n_iters + 1})" if counts else f"_ in range({n_iters})"


def _step(run: Run) -> str:
    """From θ to the next one, the last one remembered where the optimiser looks back."""
    optimizer = run.experiment.settings.optimizer
    looks_back = optimizer in ("momentum", "nesterov")
    diverges = run.trace.stop_reason is StopReason.DIVERGED
    to = "moved" if looks_back or diverges else "theta"
    at = ("ahead" if optimizer == "nesterov" else "theta") + (", rows" if is_batched(run) else "")
    before = _BEFORE.get(str(optimizer), "").format(at=at)
    text = before + _MOVES[str(optimizer)].format(to=to, at=at)
    if run.experiment.settings.l1:
        length = "lengths" if optimizer == "adam" else "learning_rate"
        text += f"{to} = shrink({to}, {length} * l1)\n"
    if diverges:
        text += _DIVERGED
    if looks_back:
        text += "previous, theta = theta, moved\n"
    elif diverges:
        text += "theta = moved\n"
    return text


def _newton_step(run: Run) -> str:
    name = "objective" if _is_penalised(run) else "log_loss"
    step = (
        "lowest_point(hessian(theta), gradient(theta), theta) - theta"
        if run.experiment.settings.l1
        else "solve(hessian(theta), gradient(theta))"
    )
    return _NEWTON_STEP.format(step=step, value=name)
