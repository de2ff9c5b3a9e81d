"""Every sentence that is said of a run is recomputed by somebody who does not believe it.

For random experiments each claim of summary, captions and notes is held against an oracle of
`tests/experiment/truth`, which knows the samples and the iterates, and nothing else of `logreg`:
other libraries, a linear program, counting. The oracle gives its own values, and both must read the
same, to the digits printed.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

import numpy as np
import pytest

from logreg import Experiment, Run, run
from logreg.experiment.arrow import arrow, arrow_caption
from logreg.experiment.captions import (
    balance_notes,
    boundary_captions,
    calibration_caption,
    coefficients_caption,
    cost_caption,
    gap_caption,
    histogram_caption,
    loss_caption,
    precision_recall_caption,
    roc_caption,
)
from logreg.experiment.certificate import prove, separability_claim
from logreg.experiment.chaos import is_chaotic
from logreg.experiment.comparison import compare
from logreg.experiment.descent import Descent, axes_of, descend, kind_of
from logreg.experiment.descent_view import DescentView
from logreg.experiment.descent_words import facts, landscape_caption
from logreg.experiment.diagnosis import explain_rises
from logreg.experiment.landscape import Landscape
from logreg.experiment.learned import odds_ratios
from logreg.experiment.optimum import Optimum, find_optimum
from logreg.experiment.penalty_path import (
    Penalty,
    path_caption,
    path_loss_caption,
    penalty_path,
)
from logreg.experiment.plane import Box
from logreg.experiment.rate_zones import rate_zones
from logreg.experiment.remedies import advise
from logreg.experiment.scaling import scaling, scaling_caption
from logreg.experiment.step_sizes import step_sizes
from logreg.experiment.summary import early_end, hand_loss, summary
from logreg.experiment.uncertainty import (
    bootstrap,
    bootstrap_captions,
    fan,
    intervals_caption,
    refusal,
    uncertainty,
)
from logreg.wording.claims import TEMPLATES, Claim
from tests.experiment.truth import (
    boundary,
    comparison,
    descent,
    gallery,
    plan,
    remedies,
    scoring,
    training,
    weights,
)
from tests.experiment.truth.boundary import area, line_at
from tests.experiment.truth.case import FORMULAS, Case, Oracles, is_near
from tests.experiments import corner, ill, random_experiment
from tests.told import evaluated

# Of any run, and of those of a registry, which tests of their own hold against them.
OF_ANY: Oracles = (
    training.ORACLES
    | scoring.ORACLES
    | comparison.ORACLES
    | boundary.ORACLES
    | descent.ORACLES
    | weights.ORACLES
    | remedies.ORACLES
)
ORACLES: Oracles = OF_ANY | gallery.ORACLES | plan.ORACLES


def cases(n: int) -> Iterator[Case]:
    """Runs of n experiments that can be trained, from a fixed seed."""
    random = np.random.default_rng(0)
    for k in range(n):
        experiment = corner(random) if k % 4 == 0 else random_experiment(random)
        # A split of one class cannot be trained on.
        with suppress(ValueError):
            yield Case(run(experiment))


def said_of(case: Case) -> Iterator[Claim]:
    result = case.result
    optimum = find_optimum(result)
    yield from summary(result, optimum, result.trace.n_rises > 0 and is_chaotic(result))
    yield from summary(result)
    yield hand_loss(result)
    if end := early_end(result):
        yield end
    yield from explain_rises(result)
    if zones := rate_zones(step_sizes(result, optimum), optimum):
        yield from zones.claims
    yield loss_caption(result)
    for threshold in (0.5, 0.8, 1.0):
        yield from boundary_captions(result, line_at(case, threshold), result.plane, threshold)
    comparison = compare(result, optimum)
    case.comparison = comparison
    yield from comparison.notes
    yield gap_caption(comparison)
    yield coefficients_caption(comparison)
    descent = descent_of(case, optimum)
    yield landscape_caption(descent)
    yield from facts(descent)
    evaluation = evaluated(result)
    yield from balance_notes(result)
    yield from evaluation.notes
    yield roc_caption(evaluation)
    yield precision_recall_caption(evaluation)
    yield calibration_caption()
    yield histogram_caption(evaluation)
    yield cost_caption(evaluation)
    yield from said_of_weights(case, optimum)
    yield from said_of_change(case, optimum)


def said_of_weights(case: Case, optimum: Optimum) -> Iterator[Claim]:
    result = case.result
    yield from odds_ratios(result, optimum)
    yield arrow_caption(result, arrow(result))
    yield separability_claim(prove(result))
    yield scaling_caption(scaling(result, optimum))
    if why_not := refusal(result, optimum):
        yield why_not
    if found := uncertainty(result, optimum):
        yield intervals_caption(result, found)
    if refits := bootstrap(result, optimum):
        yield from bootstrap_captions(refits, fan(result, optimum, refits).n_drawn)
    for penalty in Penalty:
        path = penalty_path(result, penalty)
        yield path_caption(path, path.nearest(0.01))
        yield path_loss_caption(path)


def said_of_change(case: Case, optimum: Optimum) -> Iterator[Claim]:
    advice = advise(case.result, optimum)
    case.remedy = advice.remedy
    if advice.quiet:
        yield advice.quiet
    if remedy := advice.remedy:
        yield from (remedy.why, remedy.label, remedy.change)


def said_of_ill(n: int) -> Iterator[tuple[Case, Claim]]:
    """What is suggested where something is wrong; what else is said of such runs is usual."""
    random = np.random.default_rng(0)
    for _ in range(n):
        case = Case(run(ill(random)))
        for claim in said_of_change(case, find_optimum(case.result)):
            yield case, claim


def descent_of(case: Case, optimum: Optimum) -> Descent:
    """Without the heights, of which nothing is said."""
    view = DescentView()

    def flat(run: Run, _: DescentView, box: Box, *more: object) -> Landscape:
        return Landscape(kind_of(run, view), axes_of(run, view), box, np.zeros((2, 2)))

    return descend((case.result,), optimum, view, make=flat)


def disbelieve(case: Case, claim: Claim) -> str | None:
    """What is wrong with the claim, or None."""
    try:
        expected = {**ORACLES[claim.kind](case, claim.values)}
    except AssertionError as error:
        return f"{case.experiment}\n  {claim.text}\n  is not so: {error}"
    text = Claim(claim.kind, expected).text
    if text == claim.text or all(
        is_near(value, claim.values[key])
        for key, value in expected.items()
        if not isinstance(value, str)
    ):
        return None
    return f"{case.experiment}\n  {claim.text}\n  must be: {text}\n {claim.values} {expected}"


def check(n: int) -> Counter[str]:
    """Disbelieve all that is said of n experiments; how often each kind was."""
    counts: Counter[str] = Counter()
    wrong = []
    for case in cases(n):
        for claim in said_of(case):
            counts[claim.kind] += 1
            if problem := disbelieve(case, claim):
                wrong.append(problem)
    for case, claim in said_of_ill(n // 5):
        counts[claim.kind] += 1
        if problem := disbelieve(case, claim):
            wrong.append(problem)
    assert not wrong, f"{len(wrong)} false:\n" + "\n".join(wrong[:20])
    return counts


def test_every_kind_of_claim_has_an_oracle() -> None:
    assert set(ORACLES) == set(TEMPLATES)


def test_what_is_said_of_a_hundred_random_experiments_is_true() -> None:
    assert check(100).total() > 500


# Sines of x₂ wave a hundred times across it. Of these models p is nowhere below 0.2, nowhere above
# 0.5, and below 0.8 in a strip of seven pixels alone.
WAVES = (
    (-0.044, 0.052, -0.048, 0.139, 0.035, -0.047, -0.194, -0.131),
    (0.12, 0.159, -0.126, -0.118, -0.177, -0.096, -0.311, -0.114),
    (-0.054, -0.032, 0.041, 0.104, -0.013, 0.137, -0.067, 0.035),
)


@pytest.mark.parametrize("start", WAVES)
@pytest.mark.parametrize("threshold", [0.2, 0.5, 0.8])
def test_what_is_said_of_the_line_is_true_where_waves_are_fine(
    start: tuple[float, ...], threshold: float
) -> None:
    case = Case(
        run(
            Experiment.of(
                dataset="scales",
                n_samples=100,
                noise=0.32,
                features=tuple(FORMULAS),
                optimizer="newton",
                seed=7416,
                start=start,
                n_iters=1,
            )
        )
    )
    line = line_at(case, threshold)
    for said in boundary_captions(case.result, line, case.result.plane, threshold):
        assert disbelieve(case, said) is None
        # Of what is finely drawn both classes are seen, or it is no line.
        if said.kind == "line too fine":
            p = area(case)
            assert p.min() < threshold <= p.max()


@pytest.mark.slow
def test_what_is_said_of_two_thousand_random_experiments_is_true() -> None:
    counts = check(2000)
    assert {kind: counts[kind] for kind in OF_ANY if counts[kind] < 20} == {}
