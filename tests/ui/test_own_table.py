"""A person's own table on every page, and nowhere else."""

import gc
import json
import logging
import subprocess
import sys
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from logreg import Experiment
from logreg.data.table.columns import read_columns
from logreg.data.table.guessing import guess_preparation
from logreg.data.table.reading import read
from logreg.data.table.samples import SAMPLES
from logreg.data.table.source import Table, table_of
from logreg.experiment.optimum import find_optimum
from logreg.experiment.run import run
from logreg.experiment.step_sizes import step_sizes
from logreg.export import load_model, model_json, numpy_script
from logreg.ui import own_table
from logreg.ui.menu import MAKING_SCRIPT
from logreg.ui.own_table import on_table, sure_rate
from logreg.ui.session import KEY as SESSION
from tests.pages_of_app import SCRIPTS
from tests.ui.test_pages import address, assert_sound, open_page

CANARY = "zq_canary_47"


def opened(name: str = "customers") -> Table:
    sample = SAMPLES[name]
    return table_from(sample.file, sample.data())


def table_from(file: str, data: bytes) -> Table:
    cells = read(file, data)
    columns = read_columns(cells)
    return table_of(cells, columns, guess_preparation(columns))


def with_canary(n: int = 40) -> bytes:
    random = np.random.default_rng(0)
    x = random.normal(size=(n, 2)).round(3)
    rows = [f"{a},{b},{CANARY if a + b > 0 else 'other'}" for a, b in x]
    return "\n".join([f"{CANARY} x,second,label", *rows]).encode()


def open_with(table: Table, script: str, **more: Any) -> AppTest:
    """A page of a session that has opened this table, by the link of the experiment on it."""
    query = {"v": "1", "data": "table"} | more
    return open_page(script, query, {own_table.KEY: table})


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_page_works_on_every_sample(script: str, name: str) -> None:
    table = opened(name)
    page = open_with(table, script, others="1", standardise="1")
    assert_sound(page)
    # A task is sent by a link, which holds no table.
    assert len(page.warning) == (script == MAKING_SCRIPT)
    assert page.session_state[SESSION].shown.source == table
    assert "data=table" in address(page)


def test_a_link_to_a_table_says_that_its_file_is_needed_and_keeps_the_settings() -> None:
    page = open_page("app.py", {"v": "1", "data": "table", "rate": "0.7", "iterations": "50"})
    (warning,) = page.warning
    assert "open its file again" in warning.value
    settings = page.session_state[SESSION].shown.settings
    assert (settings.learning_rate, settings.n_iters) == (0.7, 50)


def test_the_sure_rate_is_that_of_the_run_on_all_rows() -> None:
    table = opened("hours")
    result = run(on_table(Experiment.of(test_share=0), table, standardize=False))
    sizes = step_sizes(result, find_optimum(result))
    assert sizes.never_rises == pytest.approx(sure_rate(table), rel=1e-9)


@pytest.mark.parametrize("n", [2000, 2001, 2500, 30_000])
def test_of_many_rows_two_thousand_are_drawn_each_class_by_its_share(n: int) -> None:
    is_rare = np.arange(n) % 20 == 0
    rows = (f"{i % 97},{i % 89},{int(rare)}" for i, rare in enumerate(is_rare))
    result = run(Experiment.of(source=table_from("t.csv", "\n".join(["a,b,y", *rows]).encode())))
    splits = [one for one in (result.train, result.test) if one]
    drawn = {(one.name, label): result.shown(one, label) for one in splits for label in (0, 1)}
    assert 2000 <= sum(map(len, drawn.values())) <= 2003
    for one in splits:
        for label in (0, 1):
            own = drawn[one.name, label]
            assert (one.y[own] == label).all()
            assert (
                len(set(own)) == len(own) == pytest.approx((one.y == label).sum() * 2000 / n, abs=1)
            )


# --- It stays in its session ----------------------------------------------------------------------


@pytest.mark.parametrize("script", SCRIPTS)
def test_nothing_holds_a_table_after_its_session(script: str) -> None:
    table = table_from("private.csv", with_canary())
    watched = [weakref.ref(table), weakref.ref(table.prepared)]
    page = open_with(table, script)
    assert_sound(page)
    watched.append(weakref.ref(page.session_state[SESSION].shown))
    del table, page
    gc.collect()
    assert [ref() for ref in watched] == [None] * len(watched)


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_log_and_no_link_has_a_word_of_it(script: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        page = open_with(table_from(f"{CANARY}.csv", with_canary()), script)
    assert_sound(page)
    assert CANARY not in caplog.text
    assert CANARY not in address(page)
    assert CANARY not in repr(page.session_state[SESSION].shown)


# --- Taken away -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_the_script_reads_the_file_and_finds_the_same_weights(name: str, tmp_path: Path) -> None:
    table = opened(name)
    (tmp_path / table.file).write_bytes(SAMPLES[name].data())
    result = run(on_table(Experiment.of(n_iters=40), table, standardize=True))
    script = numpy_script(result.experiment)
    script += "\nprint('WEIGHTS', *map(repr, map(float, [*weights, bias])))\n"
    (tmp_path / "script.py").write_text(script, "utf-8")
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    found = next(line for line in done.stdout.splitlines() if line.startswith("WEIGHTS"))
    expected = [*result.trace.weights[-1], result.trace.bias[-1]]
    np.testing.assert_allclose(list(map(float, found.split()[1:])), expected, rtol=1e-9)


def test_the_model_carries_the_preparation_and_predicts_raw_rows() -> None:
    table = opened("customers")
    result = run(on_table(Experiment.of(n_iters=40), table, standardize=True))
    text = model_json(result)
    assert "data:" not in json.loads(text)
    model = load_model(text)
    header, *lines = SAMPLES["customers"].data().decode().splitlines()
    rows = [dict(zip(header.split(","), line.split(","), strict=True)) for line in lines[:30]]
    expected = 1 / (1 + np.exp(-result.logits(table.load().X[:30])))
    np.testing.assert_allclose(model.predict_rows(rows), expected, rtol=1e-12)
    with pytest.raises(ValueError, match="price must be a number"):
        model.predict_rows([{**rows[0], "price": "cheap"}])
