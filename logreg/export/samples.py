"""The lines of a script that make the data and the features, for NumPy and scikit-learn alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..core.features import FEATURES
from ..data.sources import Toy
from ..experiment.experiment import Experiment

_NOISE = "X = X + {noise} * random.standard_normal(X.shape)"


@dataclass(frozen=True)
class Source:
    """How a script has a dataset: `lines` to fill in, and what they need of sklearn.datasets."""

    lines: str
    function: str | None = None
    is_noise_added: bool = False  # at the end, by a line that a run without noise can spare


_GAUSSIANS = """\
X, y = make_blobs(
    [{n_negative}, {n_positive}],
    centers=[(-{centre}, -{centre}), ({centre}, {centre})],
    cluster_std={spread},
    random_state={seed},
)"""

SOURCES: Mapping[str, Source] = MappingProxyType(
    {
        "blobs": Source(_GAUSSIANS, "make_blobs"),
        "moons": Source("X, y = make_moons({n}, noise={noise}, random_state={seed})", "make_moons"),
        "circles": Source(
            "X, y = make_circles({n}, noise={noise}, factor=0.4, random_state={seed})",
            "make_circles",
        ),
        "xor": Source(
            """\
random = np.random.RandomState({seed})
y = np.arange({n}) % 2
side = random.choice((-1.0, 1.0), {n})
corner = np.column_stack([side, np.where(y == 1, side, -side)])
X = corner * random.uniform(0.1, 1.0, ({n}, 2))""",
            is_noise_added=True,
        ),
        "spirals": Source(
            """\
random = np.random.RandomState({seed})
y = np.arange({n}) % 2
position = np.sqrt(random.uniform(0.0, 1.0, {n}))
angle = 3.0 * np.pi * position + np.pi * y
radius = 0.2 + 4.8 * position
X = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])""",
            is_noise_added=True,
        ),
        "gap": Source(
            """\
random = np.random.RandomState({seed})
y = np.arange({n}) % 2
along = random.uniform(-1.5, 1.5, {n})
distance = 0.6 - {noise} + random.uniform(0.0, 1.0, {n})
across = np.where(y == 1, distance, -distance)
X = np.column_stack([across + along, across - along]) * np.sqrt(0.5)"""
        ),
        "scales": Source(f"{_GAUSSIANS}\nX = X * (1.0, 100.0)", "make_blobs"),
        "imbalanced": Source(_GAUSSIANS, "make_blobs"),
        "breast_cancer": Source(
            "X, y = load_breast_cancer(return_X_y=True)  # 0 is malignant, 1 benign",
            "load_breast_cancer",
        ),
        "iris": Source(
            """\
X, y = load_iris(return_X_y=True)
X, y = X[y >= 1], y[y >= 1] - 1  # 0 is versicolor, 1 virginica""",
            "load_iris",
        ),
    }
)


def data(experiment: Experiment) -> str:
    """The lines that make or load X and y."""
    source = SOURCES[experiment.source.name]
    toy = experiment.source if isinstance(experiment.source, Toy) else Toy()
    lines = source.lines
    if source.is_noise_added and toy.noise:
        lines += f"\n{_NOISE}"
    is_imbalanced = experiment.source.name == "imbalanced"
    n_positive = round(0.1 * toy.n_samples) if is_imbalanced else toy.n_samples // 2
    filled = lines.format(
        n=toy.n_samples,
        n_negative=toy.n_samples - n_positive,
        n_positive=n_positive,
        centre=0.6 if is_imbalanced else 1.0,
        spread=repr(0.3 + 2.0 * toy.noise),
        noise=repr(toy.noise),
        seed=experiment.seed,
    )
    return f"# The data: points X of two classes y, 0 and 1.\n{filled}"


def features(experiment: Experiment) -> str:
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
