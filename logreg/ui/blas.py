"""BLAS on one thread in the app: with a busy neighbour, two take 2 to 7 times as long.

Each product waits for the slowest of its threads, and matrices as small as ours gain nothing from a
second one even where nobody else is at work.
"""

from importlib import import_module
from threading import Lock

from threadpoolctl import OpenBLASController, get_cached_controller

# Scipy's BLAS, the one that scikit-learn and scipy's solvers work with: no import in the midst of a
# run brings another, with threads of its own.
import_module("scipy.linalg")

_one_at_a_time = Lock()


def keep_blas_on_one_thread() -> None:
    """Limit every BLAS that is loaded now; OpenMP is left alone.

    To be called where a script run starts and before what takes long: what was imported since the
    last call may have brought another BLAS, and some builds keep a limit for each thread. It takes
    0.02 ms, and 3 ms after an import.
    """
    with _one_at_a_time:
        get_cached_controller().limit(limits=1, user_api="blas")
        # Who has set OpenBLAS is the only one who can, until this or the end of the thread.
        OpenBLASController.clear_controlling_thread()
