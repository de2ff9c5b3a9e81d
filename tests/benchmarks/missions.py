"""What a check of each mission costs the server beyond the run, and how long its facts take once.

    .venv/bin/python -m tests.benchmarks.missions

A check is what every settled change pays: how near it is, and the words for it. The facts of a
question are trained once for all visitors.
"""

from time import process_time

import numpy as np

from logreg import run
from logreg.missions import telling
from logreg.missions.mission import Attempt, Facts, Mission
from logreg.missions.registry import MISSIONS
from tests.benchmarks.report import verdict

MOST_MILLISECONDS = 5.0
N_TIMES = 200


def milliseconds_of(mission: Mission, known: Facts) -> float:
    """The median of many checks, in processor time."""
    attempt, said = Attempt(run(mission.start)), mission.answer(known)
    after = mission.after(mission.start)
    times = []
    for _ in range(N_TIMES):
        start = process_time()
        how_near = mission.check(attempt, known)
        telling.nearness(mission, known, how_near)
        telling.goal(mission, known)
        if how_near.is_passed:
            telling.explanation(mission, known, said, how_near, after)
        times.append(1000 * (process_time() - start))
    return float(np.median(times))


def main() -> None:
    """Print a line for each mission."""
    slowest = 0.0
    for key, mission in MISSIONS.items():
        start = process_time()
        known = mission.known()
        facts = process_time() - start
        check = milliseconds_of(mission, known)
        slowest = max(slowest, check)
        print(f"{key:<10} check {check:6.3f} ms   facts {facts:6.2f} s, once")
    print(f"slowest check {slowest:.3f} of {MOST_MILLISECONDS} ms: ", end="")
    print(verdict(slowest <= MOST_MILLISECONDS))


if __name__ == "__main__":
    main()
