"""Section 8: what one line cannot part, and the features that part it."""

from ..experiment.experiment import Experiment

XOR = Experiment.of(dataset="xor", noise=0.1, test_share=0, learning_rate=3, n_iters=200)
XOR_WITH_PRODUCT = XOR.changed(features=("x1", "x2", "x1*x2"))
CIRCLES = XOR.changed(source=Experiment.of(dataset="circles", noise=0.1).source)
CIRCLES_WITH_SQUARES = CIRCLES.changed(features=("x1", "x2", "x1^2", "x2^2"))
