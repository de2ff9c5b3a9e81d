"""From columns to samples: choices, gaps, errors, new rows, and a model that others find too."""

import gc
import json
import weakref

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

from logreg import fit
from logreg.data.sources import Source
from logreg.data.table.columns import read_columns
from logreg.data.table.encoder import FLAT, encoder_of
from logreg.data.table.guessing import guess_preparation
from logreg.data.table.preparation import Preparation, Prepared, prepare
from logreg.data.table.reading import read
from logreg.data.table.samples import SAMPLES
from logreg.data.table.source import Table, table_of
from tests.data.table.test_cases import COLOURS, OUTCOMES, SEMICOLONS

GAPS = "x,kind,y\n" + "1,a,no\n,a,yes\n3,,no\n4,b,yes\n5,b,\n6,a,yes\n8,b,no\n"


def prepared(text: str, **changes: object) -> Prepared:
    columns = read_columns(read("a.csv", text.encode()))
    return prepare(columns, guess_preparation(columns).changed(**changes))


def table(text: str = COLOURS, file: str = "a.csv", **changes: object) -> Table:
    cells = read(file, text.encode())
    columns = read_columns(cells)
    return table_of(cells, columns, guess_preparation(columns).changed(**changes))


def refused(text: str, **changes: object) -> str:
    with pytest.raises(ValueError, match=r"\.$") as caught:
        prepared(text, **changes)
    return str(caught.value)


# --- Guesses --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "label", "positive"),
    [
        ("a,class,b\n1,x,0\n2,y,1\n3,x,0\n", "class", "y"),
        ("a,b,c\n1,x,0\n2,y,1\n3,x,0\n", "c", "1"),
        ("a,b,c\n1,x,5\n2,y,6\n3,x,7\n", "b", "y"),
        ("a,b\n1,u\n2,v\n3,w\n4,w\n", "b", "w"),
        ("a,Survived\n1,no\n2,yes\n", "Survived", "yes"),
        ("a,t\n1,True\n2,False\n", "t", "True"),
        ("a,t\n1,10\n2,9\n", "t", "10"),
    ],
)
def test_a_label_and_its_class_1_are_guessed(text: str, label: str, positive: str) -> None:
    found = guess_preparation(read_columns(read("a.csv", text.encode())))
    assert (found.label, found.positive) == (label, positive)


def test_gaps_are_filled_where_dropping_costs_many_rows() -> None:
    rows = [f"{i},{'ab'[i % 2]}" for i in range(50)]
    few = "x,y\n" + "\n".join(rows + [",a"] * 5)
    many = "x,y\n" + "\n".join(rows + [",a"] * 6)
    assert guess_preparation(read_columns(read("a.csv", few.encode()))).missing == "drop"
    assert guess_preparation(read_columns(read("a.csv", many.encode()))).missing == "median"


def test_another_label_is_no_feature_of_itself() -> None:
    columns = read_columns(read("a.csv", COLOURS.encode()))
    found = guess_preparation(columns, "size")
    assert found.label == "size"
    assert found.features == ("colour", "label")


# --- Gaps -----------------------------------------------------------------------------------------


def test_rows_with_gaps_are_dropped_and_counted() -> None:
    found = prepared(GAPS, missing="drop")
    assert found.dataset.X[:, 0].tolist() == [1, 4, 6, 8]
    assert found.dataset.y.tolist() == [0, 1, 1, 0]
    assert "1 of 7 rows is left out: the label is missing." in found.notes
    assert "2 of 7 rows are left out: a cell is missing." in found.notes


def test_gaps_are_filled_with_the_median_of_the_rows_that_have_a_label() -> None:
    found = prepared(GAPS, missing="median")
    assert found.dataset.X[:, 0].tolist() == [1, 4, 3, 4, 6, 8]  # without the 5, whose label lacks
    assert found.dataset.feature_names == ("x", "kind = b")
    assert found.dataset.X[:, 1].tolist() == [0, 0, 0, 1, 0, 1]  # a, the most frequent, for a gap
    assert "x: 1 gap filled with the median, 4." in found.notes
    assert "kind: 1 gap filled with the most frequent value, “a”." in found.notes
    other = prepared(GAPS, missing="median", references=(("kind", "b"),))
    assert other.dataset.X[:, 1].tolist() == [1, 1, 1, 0, 1, 0]


def test_a_column_that_is_constant_in_the_rows_that_are_kept_is_left_out() -> None:
    text = "x,z,y\n1,1,a\n2,1,b\n3,1,a\n4,1,b\n5,2,\n"
    found = prepared(text)
    assert found.dataset.feature_names == ("x", FLAT)
    assert any("z is left out: the same in every row that is kept" in one for one in found.notes)


def test_what_is_left_out_is_counted() -> None:
    text = "a,b,c,d,e,f,x,y\n" + "".join(f"1,1,1,1,1,1,{i},{i % 2}\n" for i in range(6))
    assert any("a, b, c, d, e and 1 more are left out" in one for one in prepared(text).notes)


# --- Errors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x,y\n1,a\n2,a\n3,a\n", "x"),  # then x is the label, and nothing is left to learn it from
        ("x,y\n1,a\n2,a\n3,b\n", "Of “b” there is 1 row"),
        ("x,y\nk,0\nl,1\nm,0\nn,1\n", "no feature to learn y from"),
        ("x,y\n,0\n,1\n,0\n,1\n", "no feature to learn y from"),
        ("x\n1\n2\n3\n", "one column only"),
    ],
)
def test_too_little_has_a_sentence(text: str, words: str) -> None:
    assert words in refused(text)


def test_choices_that_do_not_fit_have_a_sentence() -> None:
    assert "no “C”" in refused(COLOURS, positive="C")
    assert "must be one of" in refused(COLOURS, label="shape")
    assert "must be one of" in refused(COLOURS, features=("shape",))
    assert "reference" in refused(COLOURS, references=(("colour", "pink"),))
    assert "must be one of" in refused(COLOURS, missing="guess")
    assert "two classes" in refused("x,z,y\n1,2,a\n2,3,a\n3,3,a\n", label="y", positive="a")
    assert "can be kept by filling" in refused("x,y\n1,a\n,b\n3,a\n4,b\n", missing="drop")
    assert "no feature has two" in refused("x,y\n1,a\n1,b\n1,a\n1,b\n2,\n", label="y")


# --- Another row ----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", SAMPLES)
@pytest.mark.parametrize("missing", ["drop", "median"])
def test_rows_of_the_table_are_encoded_as_they_were_prepared(key: str, missing: str) -> None:
    sample = SAMPLES[key]
    cells = read(sample.file, sample.data())
    columns = read_columns(cells)
    found = prepare(columns, guess_preparation(columns).changed(missing=missing))
    rows = cells.frame.to_dict("records")
    if missing == "drop":
        used = [feature.column for feature in found.encoder.features]
        rows = [row for row in rows if all(row[name] not in ("", "n/a") for name in used)]
    encoder = encoder_of(json.loads(json.dumps(found.encoder.as_json())))
    assert encoder == found.encoder
    np.testing.assert_array_equal(encoder.encode(rows), found.dataset.X)


def test_a_row_is_typed_as_in_the_table_or_as_numbers() -> None:
    encoder = prepared(SEMICOLONS).encoder
    typed = encoder.encode([{"Alter": "30", "Wert": " 5,25 "}])
    np.testing.assert_array_equal(typed, encoder.encode([{"Alter": 30, "Wert": 5.25}]))
    np.testing.assert_array_equal(typed, [[30, 5.25]])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"size": "1"}, "colour is missing"),
        ({"colour": "red", "size": "large"}, "size must be a number as in the table, not “large”"),
        ({"colour": "pink", "size": "1"}, "colour must be one of blue, green, red, not “pink”"),
    ],
)
def test_a_row_that_cannot_be_encoded_has_a_sentence(row: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        prepared(COLOURS).encoder.encode([row])


def test_a_damaged_encoder_is_refused() -> None:
    document = prepared(COLOURS).encoder.as_json()
    damaged = [None, [], {}, document | {"features": 1}, document | {"label": 3}]
    damaged.append(document | {"class_names": ["a"]})
    feature = document["features"][0]
    for change in ({"names": ["a"]}, {"levels": ["a"]}, {"fill": 3}, {"reading": {}}):
        damaged.append(document | {"features": [feature | change]})
    for one in damaged:
        with pytest.raises(ValueError, match="preparation of this model"):
            encoder_of(one)


def test_one_feature_alone_has_an_axis_of_zeros_beside_it() -> None:
    found = prepared("x,y\n1,0\n2,1\n3,0\n5,1\n7,1\n")
    np.testing.assert_array_equal(found.dataset.X, [[1, 0], [2, 0], [3, 0], [5, 0], [7, 0]])
    np.testing.assert_array_equal(found.encoder.encode([{"x": "4"}]), [[4, 0]])
    assert any("only feature" in note for note in found.notes)
    trace = fit(found.dataset.X, found.dataset.y, optimizer="newton", n_iters=50)
    model = LogisticRegression(C=np.inf, tol=1e-10).fit(found.dataset.X[:, :1], found.dataset.y)
    assert trace.weights[-1, 1] == 0
    np.testing.assert_allclose(trace.weights[-1, 0], model.coef_[0, 0], rtol=1e-4)


# --- The source -----------------------------------------------------------------------------------


def test_a_table_is_a_source() -> None:
    source: Source = table(OUTCOMES, "churn.csv")
    assert (source.name, source.label, source.n_features) == ("table", "churn.csv", 3)
    assert source.load(0) is source.load(1)
    assert not source.has("noise")
    assert "6 rows" in source.lesson


def test_the_two_features_that_go_with_the_class_are_drawn_first() -> None:
    random = np.random.default_rng(0)
    y = np.arange(200) % 2
    frame = pd.DataFrame(random.normal(size=(200, 4)), columns=list("abcd"))
    frame["b"] += 1.5 * y
    frame["d"] -= 3 * y
    text = frame.assign(y=y).to_csv(index=False)
    assert table(text).first_drawn == (3, 1)
    correlation = frame.corrwith(pd.Series(y)).abs()
    assert correlation.sort_values().index[::-1][:2].tolist() == ["d", "b"]
    assert table("x,y\n1,0\n2,1\n3,0\n5,1\n").first_drawn == (0, 1)


def test_tables_are_equal_where_content_and_choices_are() -> None:
    assert table() == table()
    assert hash(table()) == hash(table())
    others = [
        table(COLOURS.replace("3.1", "3.2")),
        table(positive="A"),
        table(features=("size",)),
        table(references=(("colour", "red"),)),
        table(file="b.csv"),
    ]
    assert len({table(), *others}) == 6


def test_a_table_shows_nothing_of_its_content() -> None:
    secret = table(COLOURS.replace("colour", "canary").replace("red", "canary"), "canary.csv")
    cells = read("canary.csv", COLOURS.encode())
    shown = repr([secret, secret.prepared, cells, *read_columns(cells)])
    for word in ("canary", "colour", "blue"):
        assert word not in shown


def test_nothing_keeps_a_table() -> None:
    cells = read("a.csv", COLOURS.encode())
    columns = read_columns(cells)
    source = table_of(cells, columns, guess_preparation(columns))
    _ = source.first_drawn, source.script(0), source.prepared.preview, source.lesson
    source.prepared.encoder.encode([{"colour": "red", "size": "1"}])
    data = source.load(0)
    held = (source, source.prepared, data, data.X, cells, cells.frame, columns[0])
    watched = [weakref.ref(one) for one in held]
    del source, data, cells, columns, held
    gc.collect()
    assert [one() for one in watched] == [None] * 7


def test_a_preparation_is_a_value() -> None:
    one = Preparation("y", "a", ("x",))
    assert one == Preparation("y", "a", ("x",))
    assert {one: 1}[one.changed(missing="drop")] == 1


def test_arrays_cannot_be_written_to() -> None:
    data = table().load(0)
    for array in (data.X, data.y):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_scikit_learn_finds_the_same_model() -> None:
    """On what pandas alone makes of the customers, with its own dummies and medians."""
    frame = pd.read_csv(pd.io.common.BytesIO(SAMPLES["customers"].data()), na_values=["n/a"])
    frame["price"] = frame["price"].str.strip("$").astype(float)
    frame["data used"] = frame["data used"].str.strip("%").astype(float)
    numbers = frame[["price", "months", "support calls", "data used"]]
    numbers = numbers.fillna(numbers.median())
    plans = pd.get_dummies(frame["plan"].fillna("basic")).drop(columns="basic")
    theirs = numbers.assign(yearly=frame["contract"] == "yearly").join(plans)
    found = prepared(SAMPLES["customers"].data().decode(), missing="median")
    theirs.columns = [
        {"yearly": "contract = yearly", "family": "plan = family", "premium": "plan = premium"}.get(
            name, name
        )
        for name in theirs
    ]
    X = theirs[list(found.dataset.feature_names)].to_numpy(dtype=float)
    y = (frame["churned"] == "yes").to_numpy(dtype=float)
    l2 = 0.01
    model = LogisticRegression(C=1 / (len(y) * l2), tol=1e-12, solver="newton-cholesky").fit(X, y)
    trace = fit(found.dataset.X, found.dataset.y, optimizer="newton", n_iters=50, l2=l2)
    np.testing.assert_allclose(trace.weights[-1], model.coef_[0], rtol=0, atol=1e-6)
    np.testing.assert_allclose(trace.bias[-1], model.intercept_[0], rtol=0, atol=1e-6)


def test_text_of_20_values_is_a_feature_and_of_21_is_none() -> None:
    for n, is_feature in ((20, True), (21, False)):
        rows = "".join(f"w{i % n},{i},{i % 2}\n" for i in range(63))
        names = prepared(f"t,x,y\n{rows}", features=("t", "x")).dataset.feature_names
        assert ("t = w1" in names) == is_feature


def test_indicators_of_too_many_columns_are_refused() -> None:
    header = ",".join(f"c{i}" for i in range(110))
    rows = [",".join([f"w{k % 20}"] * 110) + f",{k % 2}" for k in range(60)]
    assert "too many to train on" in refused(f"{header},y\n" + "\n".join(rows))


def test_a_new_row_may_hold_the_minus_that_stands_beside_plus() -> None:
    encoder = prepared("s,x,y\n+,1,a\n-,2,b\n+,3,a\n-,5,b\n-,6,a\n").encoder
    assert encoder.encode([{"s": "+", "x": 1}, {"s": "-", "x": 1}])[:, 0].tolist() == [1, 0]


def test_other_labels_make_another_table() -> None:
    assert table("x,y\n1,0\n2,1\n3,0\n5,1\n6,0\n") != table("x,y\n1,0\n2,1\n3,1\n5,0\n6,0\n")


def test_indicators_are_drawn_where_nothing_else_is_there() -> None:
    rows = [f"{'yes' if i % 2 else 'no'},{i % 7},{i % 5},{i % 2}" for i in range(40)]
    mixed = table("\n".join(["told,a,b,y", *rows]))
    names = mixed.load(0).feature_names
    assert {names[j] for j in mixed.first_drawn} == {"a", "b"}
