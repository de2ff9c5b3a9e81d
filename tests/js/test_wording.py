"""Numbers as the browser words them: the same as the server's."""

import json
import math

import numpy as np
import pytest

from logreg.wording.numbers import decimal
from tests.js.test_javascript import LIVE, run_node


def worded(function: str, values: list[float]) -> list[str]:
    """What `live/wording.js` makes of each."""
    address = json.dumps((LIVE / "wording.js").as_uri())
    code = f"""
        import * as wording from {address};
        const values = {json.dumps(values)};
        console.log(JSON.stringify(values.map((value) => wording.{function}(value))));
    """
    done = run_node("--input-type=module", "-e", code)
    assert not done.stderr
    texts: list[str] = json.loads(done.stdout)
    return texts


def numbers() -> list[float]:
    """Of all sizes and both signs, and those about which the wording changes."""
    random = np.random.default_rng(0)
    many = random.choice([-1, 1], 3000) * 10 ** random.uniform(-9, 9, 3000)
    edges = [0.0, 0.001, 0.00099, 0.01, 0.0099, 9.9994, 9.9996, 99.996, 999.96, 9999.4, 9999.6, 1e4]
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
