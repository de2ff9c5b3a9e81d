"""What who comes to the house finds there: a page in words, the run, and its script.

`python -m tests.visitor` prints it, in a process of its own, of the `logreg` of the working folder.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

import logreg
from logreg import Experiment, run
from logreg.export import numpy_script
from logreg.ui.controls import IS_OPEN
from logreg.ui.session import KEY
from tests.ui.components import components, menu_of


def visit(script: str, query: dict[str, str], choices: dict[str, str]) -> dict[str, Any]:
    """Open a page by a link; then the first page without one, and use its controls."""
    page = opened(script, query)
    experiment: Experiment = page.session_state[KEY].shown
    trace = run(experiment).trace
    other = opened("app.py", {})
    for key, value in choices.items():
        other.selectbox(key=key).select(value).run()
    return {
        "package": logreg.__file__,
        "complaints": [
            box.value for it in (page, other) for box in (*it.exception, *it.error, *it.warning)
        ],
        "title": page.title[0].value,
        "menus": [menu_of(it) for it in (page, other)],
        "addresses in menu": given(page, "address")["menu"],
        "address": given(page, "address")["query"],
        "chosen": given(other, "address")["query"],
        "options": [option for box in page.selectbox for option in box.options],
        "metrics": {metric.label: metric.value for metric in page.metric},
        "loss": trace.loss.tolist(),
        "thetas": np.column_stack([trace.weights, trace.bias]).tolist(),
        "script": numpy_script(experiment),
    }


def opened(script: str, query: dict[str, str]) -> AppTest:
    page = AppTest.from_file(str(Path("app.py").resolve()), default_timeout=60)
    page.session_state[IS_OPEN] = True
    if script != "app.py":
        page.switch_page(script)
    for key, text in query.items():
        page.query_params[key] = text
    return page.run()


def given(page: AppTest, name: str) -> Any:
    """What the one live component that is given this was given."""
    (value,) = [data[name] for data in components(page) if name in data]
    return value


if __name__ == "__main__":
    print(json.dumps(visit(*json.loads(sys.argv[1]))))
