"""How fast the core is beside what it is compared with: `python -m tests.benchmarks.core`.

Times are the processor's, medians over interleaved repetitions: a machine that slows down slows
both sides, and waiting for neighbours does not count.
A fit keeps every iterate, its loss and its gradient norm, and its time includes all of that. The
floor is the part of it that NumPy cannot go below: two matrix products, one tanh and one
subtraction per iteration, each into memory that is there, and the losses. BLAS has one thread, as
in the app.

Seen on two shared cores (AMD EPYC, NumPy 2.4) that did little else. With η beside the columns the
ratios were 5.4, 4.1 and 3.0 in the same minutes:

     size   textbook      fit   ratio  target   floor   largest difference
  200 x 2     19.7 ms   3.3 ms   5.94     5.5    85%   2.2e-15
  500 x 5     23.6 ms   5.4 ms   4.34     3.7    91%   2.7e-15
  569 x 30    27.6 ms   9.2 ms   3.00     2.8    93%   2.0e-15

  1,000,000 x 10: an iteration, loss included, takes 0.93 x the bare products; memory 1.41 x X
  run(Experiment()), warm: 2.4 ms

The costliest experiments, each a run with its film, seen on a machine with ten times more to do
than it has cores, one BLAS thread:

  waves finer than pixels             0.38 s    6 MB  100 kB      0       0
  waves that can just be drawn, real  0.85 s   16 MB  309 kB  1,696  19,887
  waves that can just be drawn, toy   0.63 s   16 MB  298 kB    855  19,226
  all points, one at a time           0.27 s    6 MB  248 kB    281  11,989

Before lines were bounded, the first took 18 s, 1.06 GB and 203 MB with a tenth of the iterations.
"""

import statistics
import time
import tracemalloc
from collections.abc import Callable

import numpy as np
from sklearn.linear_model import LogisticRegression

from logreg import Experiment, fit, run
from logreg.core.checks import FloatArray
from logreg.core.sums import sample_blocks
from logreg.experiment.film import film
from logreg.figures.film.gif import MOST_FRAMES, film_gif
from logreg.ui.blas import keep_blas_on_one_thread
from logreg.ui.film_export import letters
from logreg.ui.film_page import film_page
from tests.budget import (
    COSTLIEST,
    MOST_BYTES,
    MOST_FILM_POINTS,
    MOST_FRAME_POINTS,
    MOST_MEMORY,
    MOST_SECONDS,
    cost_of,
)
from tests.oracles import textbook_loop
from tests.told import story_of

LEARNING_RATE = 0.1
N_ITERS = 1000
# Samples, features, and how many times faster than the textbook loop a fit is to be.
SMALL_SIZES = ((200, 2, 5.5), (500, 5, 3.7), (569, 30, 2.8))
LARGE_SIZE = (1_000_000, 10)
LARGE_N_ITERS = 20
MOST_BARE_PRODUCTS = 1.5
MOST_FIT_MEMORY = 1.5
MOST_RUN_MILLISECONDS = 10.0
MOST_DIFFERENCE = 1e-9
MOST_GIF_SECONDS = 5.0
MOST_GIF_BYTES = 3_000_000
MOST_PAGE_BYTES = 600_000


def main() -> None:
    keep_blas_on_one_thread()
    compare_with_textbook_loop()
    measure_large_fit()
    measure_default_run()
    measure_costliest_runs()
    measure_films()
    orient_by_scikit_learn()


def compare_with_textbook_loop() -> None:
    print(f"{N_ITERS} iterations, every iterate and every loss kept")
    print("     size   textbook      fit   ratio  target   floor   largest difference")
    for n_samples, n_features, target in SMALL_SIZES:
        compare_size(n_samples, n_features, target)
    print()


def compare_size(n_samples: int, n_features: int, target: float, n_repeats: int = 25) -> None:
    X, y = make_data(n_samples, n_features)
    thetas = np.column_stack(textbook_loop(X, y, LEARNING_RATE, N_ITERS)[:2])
    textbook, ours, floor = interleaved_medians(
        lambda: textbook_loop(X, y, LEARNING_RATE, N_ITERS),
        lambda: fit(X, y, LEARNING_RATE, N_ITERS),
        lambda: bare_iterations(X, y, thetas),
        n_repeats=n_repeats,
    )
    ratio = textbook / ours
    difference = largest_difference(X, y)
    print(
        f"{n_samples:>5} x {n_features:<2} {textbook:>7.1f} ms {ours:>5.1f} ms"
        f"  {ratio:>5.2f}  {target:>6.1f}   {floor / ours:>4.0%}   {difference:.1e}"
        f"   {verdict(ratio >= target and difference <= MOST_DIFFERENCE)}"
    )


def measure_large_fit(n_repeats: int = 5) -> None:
    n_samples, n_features = LARGE_SIZE
    X, y = make_data(n_samples, n_features)
    w, r = np.ones(n_features), np.ones(n_samples)
    bare, start, whole = interleaved_medians(
        lambda: (X @ w, X.T @ r),
        lambda: fit(X, y, LEARNING_RATE, 0),
        lambda: fit(X, y, LEARNING_RATE, LARGE_N_ITERS),
        n_repeats=n_repeats,
    )
    iteration = (whole - start) / LARGE_N_ITERS
    ratio = iteration / bare
    memory = peak_memory(lambda: fit(X, y, LEARNING_RATE, LARGE_N_ITERS)) / X.nbytes
    print(f"{n_samples:,} x {n_features}, full batch, {LARGE_N_ITERS} iterations")
    print(f"  bare X @ w and X.T @ r          {bare:>7.1f} ms")
    print(
        f"  one iteration, loss included    {iteration:>7.1f} ms   {ratio:.2f} x bare"
        f" (target {MOST_BARE_PRODUCTS})   {verdict(ratio <= MOST_BARE_PRODUCTS)}"
    )
    print(f"  copying X into blocks, once     {start:>7.1f} ms")
    print(
        f"  peak memory beyond X            {memory:>7.2f} x X (target {MOST_FIT_MEMORY})"
        f"   {verdict(memory < MOST_FIT_MEMORY)}"
    )
    print()


def measure_default_run(n_repeats: int = 50) -> None:
    experiment = Experiment()
    run(experiment)
    (milliseconds,) = interleaved_medians(lambda: run(experiment), n_repeats=n_repeats)
    print(
        f"run(Experiment()), warm: {milliseconds:.1f} ms (target {MOST_RUN_MILLISECONDS:g} ms)"
        f"   {verdict(milliseconds <= MOST_RUN_MILLISECONDS)}"
    )
    print()


def measure_costliest_runs() -> None:
    print("The costliest experiments: a run with its film, and the message with all of it")
    print(
        f"  targets: {MOST_SECONDS:g} s of processor time, {MOST_MEMORY / 1e6:.0f} MB,"
        f" {MOST_BYTES / 1e3:.0f} kB, {MOST_FRAME_POINTS:,} line points a frame,"
        f" {MOST_FILM_POINTS:,} a film"
    )
    for name, experiment in COSTLIEST.items():
        print_cost(name, experiment)
    print()


def print_cost(name: str, experiment: Experiment) -> None:
    run(experiment)
    cost = cost_of(experiment)
    is_met = (
        cost.seconds <= MOST_SECONDS
        and cost.memory <= MOST_MEMORY
        and cost.n_bytes <= MOST_BYTES
        and cost.frame_points <= MOST_FRAME_POINTS
        and cost.film_points <= MOST_FILM_POINTS
    )
    print(
        f"  {name:<34} {cost.seconds:>5.2f} s {cost.memory / 1e6:>4.0f} MB"
        f" {cost.n_bytes / 1e3:>4.0f} kB {cost.frame_points:>6,} {cost.film_points:>7,}"
        f"   {verdict(is_met)}"
    )


def measure_films() -> None:
    print("Films to take away: a GIF of processor time and size, and a page")
    print(
        f"  targets: {MOST_GIF_SECONDS:g} s, {MOST_GIF_BYTES / 1e6:g} MB,"
        f" {MOST_PAGE_BYTES / 1e3:.0f} kB"
    )
    for name, experiment in {"the first": Experiment(), **COSTLIEST}.items():
        story = story_of(run(experiment))
        start = time.process_time()
        gif = film_gif(story.run, film(story.run, MOST_FRAMES), letters())
        seconds = time.process_time() - start
        page = len(film_page(story).encode())
        is_met = (
            seconds <= MOST_GIF_SECONDS and len(gif) <= MOST_GIF_BYTES and page <= MOST_PAGE_BYTES
        )
        print(
            f"  {name:<34} {seconds:>5.2f} s {len(gif) / 1e6:>5.2f} MB {page / 1e3:>4.0f} kB"
            f"   {verdict(is_met)}"
        )
    print()


def orient_by_scikit_learn() -> None:
    print("For orientation: scikit-learn, unpenalised, to its default tolerance (no history kept)")
    for n_samples, n_features, _ in SMALL_SIZES:
        time_scikit_learn(n_samples, n_features)


def time_scikit_learn(n_samples: int, n_features: int, n_repeats: int = 5) -> None:
    X, y = make_data(n_samples, n_features)
    lbfgs, saga = (
        LogisticRegression(C=np.inf, solver=solver, max_iter=10_000) for solver in ("lbfgs", "saga")
    )
    lbfgs_time, saga_time = interleaved_medians(
        lambda: lbfgs.fit(X, y), lambda: saga.fit(X, y), n_repeats=n_repeats
    )
    print(
        f"{n_samples:>5} x {n_features:<2} lbfgs {lbfgs_time:>5.1f} ms,"
        f" {lbfgs.n_iter_[0]} iterations; saga {saga_time:>5.1f} ms, {saga.n_iter_[0]} epochs"
    )


def make_data(n_samples: int, n_features: int) -> tuple[FloatArray, FloatArray]:
    """Gaussian features and noisy linear labels: an optimum exists, nothing is separable."""
    random = np.random.default_rng(0)
    X = random.standard_normal((n_samples, n_features))
    score = X @ random.standard_normal(n_features) + random.logistic(size=n_samples)
    return X, (score > 0).astype(np.float64)


def bare_iterations(X: FloatArray, y: FloatArray, thetas: FloatArray) -> None:
    """Two products, one tanh and one subtraction for each θ on the fit's own arrays; the losses."""
    (block,) = sample_blocks(X, y, np.ones(len(y)), len(y))
    columns, t = block._columns, block._tanh
    gradient, moved = np.empty(len(columns)), np.empty(len(columns))
    for theta in thetas[:-1]:
        theta.dot(columns, t)
        np.tanh(t, t)
        columns.dot(t, gradient)
        np.subtract(theta, gradient, moved)
    block.loss_shares(thetas)


def largest_difference(X: FloatArray, y: FloatArray) -> float:
    """Between every weight, bias and loss of the two."""
    weights, biases, losses = textbook_loop(X, y, LEARNING_RATE, N_ITERS)
    trace = fit(X, y, LEARNING_RATE, N_ITERS)
    return max(
        float(np.abs(trace.weights - weights).max()),
        float(np.abs(trace.bias - biases).max()),
        float(np.abs(trace.loss - losses).max()),
    )


def interleaved_medians(*functions: Callable[[], object], n_repeats: int) -> list[float]:
    """Median milliseconds of processor time of each function, called in turn."""
    times: list[list[float]] = [[] for _ in functions]
    for _ in range(n_repeats):
        for function, own_times in zip(functions, times, strict=True):
            start = time.process_time()
            function()
            own_times.append(1e3 * (time.process_time() - start))
    return [statistics.median(own_times) for own_times in times]


def peak_memory(function: Callable[[], object]) -> int:
    """The most bytes allocated at once during a call; NumPy reports its arrays to tracemalloc."""
    tracemalloc.start()
    function()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def verdict(is_met: bool) -> str:
    return "met" if is_met else "MISSED"


if __name__ == "__main__":
    main()
