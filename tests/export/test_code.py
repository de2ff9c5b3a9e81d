"""Functions with all that they need, calls of any length, and a package that is light to import."""

import ast
from typing import Any

from logreg.export.code import call, sources
from logreg.plain import descent, regression, samples
from tests.test_imports import HEAVY, in_fresh_process


def test_a_function_comes_with_all_that_it_names_and_nothing_else() -> None:
    def names(functions: list[Any]) -> list[str]:
        return [text.removeprefix("def ").partition("(")[0] for text in sources(functions)]

    assert names([samples.make_imbalanced]) == ["make_imbalanced", "make_clouds"]
    assert names([descent.predict, descent.step]) == [
        *("score", "sigmoid", "predict", "gradient", "step")
    ]
    assert "lowest_point" not in names([regression.newton])
    assert names([regression.newton_l1])[-3:] == ["hessian", "solve", "lowest_point"]


def test_a_call_is_broken_where_it_is_too_long() -> None:
    assert call("x", "f", ["a"]) == "x = f(a)"
    for n_letters in range(1, 120):
        text = call("x", "f", ["a" * n_letters, "b"])
        assert ast.unparse(ast.parse(text)) == f"x = f({'a' * n_letters}, b)"
        assert max(map(len, text.splitlines())) <= max(88, n_letters + 5)


def test_importing_the_package_loads_nothing_heavy() -> None:
    program = f"import sys, logreg.export; print([m for m in {HEAVY} if m in sys.modules])"
    assert in_fresh_process(program) == "[]"
