"""Numbers as the browser words them: the same as the server's."""

import json
import math
from typing import Any

import numpy as np
import pytest

from logreg.scoring.metrics import Confusion, Scores
from logreg.ui.score_text import figures
from logreg.wording.numbers import decimal, percent
from tests.js.test_javascript import LIVE, run_node


def evaluated(module: str, expression: str) -> Any:
    """What an expression makes of all that a module of `live/` exports."""
    address = json.dumps((LIVE / module).as_uri())
    code = f"import * as all from {address}; console.log(JSON.stringify({expression}));"
    done = run_node("--input-type=module", "-e", code)
    assert not done.stderr
    return json.loads(done.stdout)


def worded(function: str, values: list[float], more: str = "") -> list[str]:
    """What `live/wording.js` makes of each."""
    texts: list[str] = evaluated(
        "wording.js", f"{json.dumps(values)}.map((value) => all.{function}(value{more}))"
    )
    return texts


def numbers() -> list[float]:
    """Of all sizes and both signs, and those about which the wording changes."""
    random = np.random.default_rng(0)
    many = random.choice([-1, 1], 3000) * 10 ** random.uniform(-9, 9, 3000)
    edges = [0.0, 0.001, 0.00099, 0.01, 0.0099, 9.9994, 9.9996, 99.996, 999.96, 9999.4, 9999.6, 1e4]
    # Python rounds to the even digit, JavaScript up.
    ties = [0.0625, 0.1875, 1.0625, 2.5, 12.125, 12.375, 100.25, 1000.5, 1001.5, 12_500.0, 13_500.0]
    edges += ties
    return [*many.tolist(), *edges, *(-edge for edge in edges), 0.30000000000000004]


@pytest.mark.parametrize("digits", [2, 3])
def test_a_decimal_is_worded_as_on_the_server(digits: int) -> None:
    values = numbers()
    texts = worded("decimal" if digits == 3 else "factor", values)
    expected = [decimal(value, digits) for value in values]
    if digits == 2:  # a factor that is negative stands in brackets
        expected = [
            f"({text})" if value < 0 else text for value, text in zip(values, expected, strict=True)
        ]
    assert texts == expected


def test_a_probability_near_one_is_told_by_its_distance_from_one() -> None:
    scores = [9.3, 20.0, 36.0, 50.0, 700.0]
    for z, text in zip(scores, worded("probability", scores), strict=True):
        digits, power = text.removeprefix("1 − ").split(" × 10⁻")
        power = power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
        assert float(f"{digits}e-{power}") == pytest.approx(1 / (1 + math.exp(z)), rel=0.05)


def test_other_probabilities_are_decimals() -> None:
    scores = [-700.0, -50.0, -9.3, -1.0, 0.0, 0.24, 9.0]
    expected = [decimal(1 / (1 + math.exp(-z))) for z in scores]
    assert worded("probability", scores) == expected


def test_odds_name_the_larger_side() -> None:
    scores = [0.0, 0.24, -0.24, math.log(9), -math.log(9), 12.0]
    assert worded("odds", scores) == [
        "1.00 : 1",
        "1.27 : 1",
        "1 : 1.27",
        "9.00 : 1",
        "1 : 9.00",
        "1.6 × 10⁵ : 1",
    ]


@pytest.mark.parametrize("digits", [0, 1])
def test_a_percentage_is_worded_as_on_the_server(digits: int) -> None:
    sizes = [1, 2, 3, 7, 8, 40, 60, 64, 139, 160, 171, 200, 399, 2000, 60_000]
    few = [k / n for n in sizes for k in {*range(min(n, 200) + 1), n - 1, n}]
    shares = [*few, 1e-9, 4.9e-5, 5e-5, 1 - 5e-5, 1 - 4.9e-5, 1 - 1e-9]
    texts = worded("percent", shares, f", {digits}")
    assert texts == [percent(share, digits) for share in shares]


def test_no_cases_have_no_percentage() -> None:
    assert evaluated("wording.js", "[all.percent(0 / 0), all.percent(NaN, 1)]") == ["–", "–"]


def test_the_figures_of_a_film_read_as_on_the_server() -> None:
    random = np.random.default_rng(0)
    counts = random.integers(0, 90, size=(300, 4)) * random.integers(0, 2, size=(300, 4))
    counts = counts[counts.sum(axis=1) > 0]
    losses = 10 ** random.uniform(-6, 6, len(counts))
    film = Scores(losses, Confusion(*counts.T))
    scores = json.dumps({"losses": losses.tolist(), "counts": counts.ravel().tolist()})
    texts = evaluated("scores.js", f"{losses.tolist()}.map((_, i) => all.figuresOf({scores}, i))")
    assert texts == figures(film)
