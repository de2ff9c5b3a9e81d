"""Terms against their own formulas; the standardiser against scikit-learn's."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.preprocessing import StandardScaler

from logreg import FEATURES, Standardizer
from logreg.core.features import FeatureMap
from logreg.core.kinds import SomeOf
from tests.oracles import FloatArray


def columns_of_every_kind() -> FloatArray:
    """Columns of different sizes, one of them constant and one a constant that rounds."""
    X = np.random.default_rng(0).standard_normal((200, 5))
    return X * (1.0, 1e-6, 1e8, 0.0, 0.0) + (0.0, 5.0, -1e9, 3.0, 0.1)


@pytest.mark.parametrize("name", FEATURES)
def test_values_compute_the_formula(name: str) -> None:
    x1, x2 = np.random.default_rng(1).uniform(-10, 10, (2, 50))
    feature = FEATURES[name]
    expected = eval(feature.formula, {"x1": x1, "x2": x2, "np": np})
    np.testing.assert_array_equal(feature.values(x1, x2), expected)


@pytest.mark.parametrize("name", FEATURES)
def test_the_key_and_the_label_say_the_formula(name: str) -> None:
    """x1^2 and x₁² both mean x1**2."""
    x1, x2 = np.random.default_rng(2).uniform(-10, 10, (2, 50))
    names = {"x1": x1, "x2": x2, "sin": np.sin}
    expected = FEATURES[name].values(x1, x2)
    np.testing.assert_array_equal(eval(name.replace("^", "**"), names), expected)
    label = FEATURES[name].label.replace("₁x₂", "₁ * x₂").replace("sin x", "sin(x")
    label += ")" if "sin" in label else ""
    label = label.replace("₁", "1").replace("₂", "2").replace("²", "**2")
    np.testing.assert_array_equal(eval(label, names), expected)


@pytest.mark.parametrize("name", FEATURES)
def test_a_feature_is_called_linear_exactly_where_it_is(name: str) -> None:
    random = np.random.default_rng(3)
    a1, a2, b1, b2 = random.uniform(-3, 3, 4)
    values = FEATURES[name].values
    at_sum = values(np.array([a1 + b1]), np.array([a2 + b2]))
    sum_of_both = values(np.array([a1]), np.array([a2])) + values(np.array([b1]), np.array([b2]))
    assert FEATURES[name].is_linear == np.isclose(at_sum, sum_of_both).item()


def test_chosen_features_come_back_in_the_order_of_the_registry() -> None:
    assert SomeOf(FEATURES).check("features", ["sin(x2)", "x2", "x1"]) == ("x1", "x2", "sin(x2)")
    assert SomeOf(FEATURES).check("features", []) == ()


def test_an_unknown_feature_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ValueError, match=r"^features must be one of .*, not 'x3'\.$") as refused:
        SomeOf(FEATURES).check("features", ["x1", "x3"])
    for name in FEATURES:
        assert name in str(refused.value)


def test_a_feature_named_twice_is_refused() -> None:
    with pytest.raises(ValueError, match=r"must not repeat a name.*\.$"):
        SomeOf(FEATURES).check("features", ["x1", "x2", "x1"])


def test_a_map_computes_terms_of_the_drawn_columns_then_appends_the_others() -> None:
    X = np.random.default_rng(4).standard_normal((20, 5))
    feature_map = FeatureMap(("x1", "x2^2", "x1*x2"), drawn=(3, 1), others=(0, 4))
    x1, x2 = X[:, 3], X[:, 1]
    expected = np.column_stack([x1, x2 * x2, x1 * x2, X[:, 0], X[:, 4]])
    np.testing.assert_array_equal(feature_map.matrix(X), expected)
    names = ("a", "b", "c", "d", "e")
    assert feature_map.labels(names) == ("x₁", "x₂²", "x₁x₂", "a", "e")


def test_a_map_may_hold_no_terms_at_all() -> None:
    X = np.arange(12.0).reshape(4, 3)
    np.testing.assert_array_equal(FeatureMap((), (0, 1), (2,)).matrix(X), X[:, [2]])


def test_the_registry_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        FEATURES["x1"] = FEATURES["x2"]
    with pytest.raises(FrozenInstanceError):
        FEATURES["x1"].label = "y"


def test_the_standardizer_is_that_of_scikit_learn() -> None:
    X = columns_of_every_kind()
    ours, theirs = Standardizer.fit(X), StandardScaler().fit(X)
    np.testing.assert_allclose(ours.mean, theirs.mean_, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(ours.scale, theirs.scale_, rtol=1e-9)
    new = columns_of_every_kind()[:7] + 1.0
    np.testing.assert_allclose(ours.transform(new), theirs.transform(new), rtol=1e-7, atol=1e-9)


def test_a_constant_column_becomes_zero_and_not_nan() -> None:
    X = columns_of_every_kind()
    standardised = Standardizer.fit(X).transform(X)
    np.testing.assert_allclose(standardised[:, 3:], 0.0, atol=1e-12)
    np.testing.assert_allclose(standardised[:, :3].std(axis=0), 1.0, rtol=1e-9)
    np.testing.assert_allclose(standardised.mean(axis=0), 0.0, atol=1e-9)


@settings(deadline=None, max_examples=60)
@given(st.floats(-1e50, 1e50), st.integers(1, 3000))
def test_any_constant_column_is_left_at_scale_1(value: float, n_samples: int) -> None:
    X = np.full((n_samples, 1), value)
    standardizer = Standardizer.fit(X)
    assert standardizer.scale.tolist() == [1.0]
    np.testing.assert_allclose(standardizer.transform(X), 0.0, atol=1e-12 * max(1, abs(value)))


@pytest.mark.parametrize("size", [1e-12, 1.0, 1e8])
@pytest.mark.parametrize("step", [2.0**-46, 2.0**-30, 1e-3])
def test_a_column_that_varies_by_more_than_rounding_is_not_constant(
    size: float, step: float
) -> None:
    X = size * (1 + step * (np.arange(40) % 2))[:, None]
    np.testing.assert_allclose(Standardizer.fit(X).scale, X.std(axis=0), rtol=1e-12)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.floats(-1e3, 1e3))
def test_unscaled_weights_give_the_same_logits_in_the_original_units(
    seed: int, offset: float
) -> None:
    random = np.random.default_rng(seed)
    X = random.standard_normal((30, 3)) * (1.0, 100.0, 0.01) + offset
    standardizer = Standardizer.fit(X)
    # One bias and row of weights per iterate.
    weights, bias = random.standard_normal((4, 3)), random.standard_normal(4)
    logits = standardizer.transform(X) @ weights.T + bias
    original_weights, original_bias = standardizer.unscale(weights, bias)
    np.testing.assert_allclose(X @ original_weights.T + original_bias, logits, rtol=1e-6, atol=1e-6)


def test_the_identity_changes_nothing() -> None:
    X = columns_of_every_kind()
    identity = Standardizer.identity(5)
    np.testing.assert_array_equal(identity.transform(X), X)
    weights, bias = identity.unscale(np.arange(5.0), np.array(2.0))
    assert weights.tolist() == [0.0, 1.0, 2.0, 3.0, 4.0]
    assert bias == 2.0
