"""Functions with all that they need, calls of any length, and a package that is light to import."""

import ast
from types import ModuleType

from logreg.export.code import call, sources
from logreg.plain import descent, regression, samples
from tests.test_imports import HEAVY, in_fresh_process


def test_a_function_comes_with_all_that_it_names_and_nothing_else() -> None:
    def names(code: str, *pages: ModuleType) -> list[str]:
        return [text.removeprefix("def ").partition("(")[0] for text in sources(code, *pages)]

    assert names("X, y = make_imbalanced(9, 0, 0)", samples) == ["make_imbalanced", "make_clouds"]
    code = "step = predict(make_xor)"
    assert names(code, descent) == ["score", "sigmoid", "predict", "gradient", "step"]
    assert names(code, samples, descent)[:2] == ["make_xor", "score"]
    pages = (descent, regression)
    assert "lowest_point" not in names("newton", *pages)
    assert names("newton_l1", *pages)[-3:] == ["hessian", "solve", "lowest_point"]
    # Both pages have one: that of the later page has no path.
    assert "shrink" in names("gradient_descent", *pages)
    assert "shrink" not in names("gradient_descent", descent)
    assert names("np.zeros(print)", *pages) == []


def test_a_call_is_broken_where_it_is_too_long() -> None:
    assert call("x", "f", ["a"]) == "x = f(a)"
    for n_letters in range(1, 120):
        text = call("x", "f", ["a" * n_letters, "b"])
        assert ast.unparse(ast.parse(text)) == f"x = f({'a' * n_letters}, b)"
        assert max(map(len, text.splitlines())) <= max(88, n_letters + 5)


def test_importing_the_package_loads_nothing_heavy() -> None:
    program = f"import sys, logreg.export; print([m for m in {HEAVY} if m in sys.modules])"
    assert in_fresh_process(program) == "[]"
