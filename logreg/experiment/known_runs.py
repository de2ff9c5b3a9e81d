"""Runs known to teach something: gallery, plan of a lesson and missions show the same ones.

The tutorial's own stands in `comparison`.
"""

from ..core.features import FEATURES
from .experiment import Experiment

STRAIGHT = ("x1", "x2")
ALL_FEATURES = tuple(FEATURES)
RAVINE = Experiment.of(features=("x1", "x2", "x1^2", "sin(x1)"))
HEART = Experiment.of(
    n_samples=50,
    noise=0.4,
    test_share=0.5,
    features=ALL_FEATURES,
    standardize=True,
    optimizer="newton",
    n_iters=100,
)
ASLEEP = Experiment.of(
    dataset="blobs", n_samples=200, noise=0.4, seed=3, learning_rate=1e-4, n_iters=60
)
BOUNCE = Experiment.of(learning_rate=60, n_iters=200)
SQUARES = Experiment.of(dataset="circles", noise=0.1, features=("x1^2", "x2^2"), learning_rate=3)
PRODUCT = Experiment.of(dataset="xor", noise=0.1, features=("x1*x2",), learning_rate=3)
HELD_BACK = Experiment.of(dataset="gap", learning_rate=3, n_iters=5000, l2=0.01)
THROWN_OUT = Experiment.of(
    dataset="circles",
    noise=0.15,
    features=ALL_FEATURES,
    standardize=True,
    learning_rate=1,
    n_iters=2000,
    l1=0.02,
)
SCALES = Experiment.of(dataset="scales", n_iters=50)
RARE = Experiment.of(
    dataset="imbalanced", n_samples=1000, noise=0.35, learning_rate=1, n_iters=1000
)
# A handful of test points, and a thousand.
FEW = Experiment.of(n_samples=50, test_share=0.1)
MANY = Experiment.of(n_samples=2000, test_share=0.5)
