"""BLAS on one thread in every page, and as it was for who only imports the package."""

import json
import os
import subprocess
import sys
from threading import Event, Thread
from typing import Any

import pytest
from threadpoolctl import ThreadpoolController, threadpool_info, threadpool_limits

from logreg.ui.blas import keep_blas_on_one_thread
from tests.browser.driver import ROOT
from tests.pages_of_app import SCRIPTS

# Real data from scikit-learn; and a toy of our own, where scikit-learn comes with its fit at last.
REAL = {"data": "breast_cancer", "others": "1", "standardise": "1", "iterations": "30"}
OWN = {"data": "xor", "iterations": "30"}
# Opens a page and prints the threads while it calculates, inside the script run, and afterwards.
VISIT = """
import json, sys
from threadpoolctl import threadpool_info
from logreg.experiment import comparison, run
from tests.ui.test_pages import open_page

notes = {}

def noting(name, calculate):
    def noted(*arguments, **settings):
        notes[name] = threadpool_info()
        return calculate(*arguments, **settings)
    return noted

run.train_on = noting("our fit", run.train_on)
# Read right before and after scikit-learn's fit, when all of it is imported.
comparison.perf_counter = noting("scikit-learn's fit", comparison.perf_counter)

page = open_page(sys.argv[1], json.loads(sys.argv[2]))
assert not page.exception, page.exception
notes["end"] = threadpool_info()
print(json.dumps(notes))
"""


def in_fresh_process(program: str, *arguments: str) -> Any:
    """What a program prints where nothing is imported yet and BLAS would take two threads."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "2"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def threads(info: list[dict[str, Any]], api: str = "blas") -> list[int]:
    return [library["num_threads"] for library in info if library["user_api"] == api]


@pytest.mark.parametrize(
    ("script", "query"),
    [*((script, REAL) for script in SCRIPTS), ("pages/against_scikit_learn.py", OWN)],
)
def test_blas_has_one_thread_while_a_page_calculates(script: str, query: dict[str, str]) -> None:
    notes = in_fresh_process(VISIT, script, json.dumps(query))
    assert {"our fit", "end"} <= set(notes)
    assert ("scikit-learn's fit" in notes) == ("scikit_learn" in script)
    for name, info in notes.items():
        assert threads(info), f"{name}: no BLAS was found, so none was looked at"
        assert set(threads(info)) == {1}, name


def test_scikit_learn_and_scipys_solvers_bring_no_blas_that_is_not_limited_already() -> None:
    program = """
import json, logreg.ui.blas
from threadpoolctl import threadpool_info
paths = lambda: {i["filepath"] for i in threadpool_info() if i["user_api"] == "blas"}
before = paths()
import sklearn.linear_model, sklearn.datasets, scipy.optimize, scipy.sparse.linalg
scipy.optimize.linprog([1.0], A_ub=[[-1.0]], b_ub=[-1.0])
print(json.dumps(sorted(paths() - before)))
"""
    assert in_fresh_process(program) == []


def test_importing_the_package_changes_no_threads() -> None:
    program = """
import json, sys, numpy
from threadpoolctl import threadpool_info
before = threadpool_info()
import logreg
data = logreg.load_dataset("moons")
logreg.fit(data.X, data.y)
logreg.LogisticRegression().fit(data.X, data.y)
late = [i for i in threadpool_info() if i["user_api"] == "blas"]
print(json.dumps([before, late, "logreg.ui" in sys.modules]))
"""
    before, late, has_ui = in_fresh_process(program)
    assert not has_ui
    assert set(threads(late)) == set(threads(before))


def test_openmp_is_left_alone() -> None:
    pytest.importorskip("sklearn.linear_model")  # brings it
    with threadpool_limits(limits=2, user_api="openmp"):
        before = threads(threadpool_info(), "openmp")
        assert set(before) == {2}
        keep_blas_on_one_thread()
        assert threads(threadpool_info(), "openmp") == before


def test_every_session_is_heard_while_others_are_at_work() -> None:
    """OpenBLAS obeys one thread at a time, and that one until it ends or lets go."""
    is_set, may_end = Event(), Event()

    def other_session() -> None:
        keep_blas_on_one_thread()
        is_set.set()
        may_end.wait(10)

    other = Thread(target=other_session)
    other.start()
    try:
        is_set.wait(10)
        ThreadpoolController().limit(limits=2, user_api="blas")
        was_two = threads(threadpool_info())
        keep_blas_on_one_thread()
        assert set(threads(threadpool_info())) == {1}
        if os.cpu_count() != 1:
            assert set(was_two) == {2}
    finally:
        may_end.set()
        other.join()
