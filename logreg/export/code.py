"""Code as text: functions with all that they need, and calls broken as formatters break them."""

import ast
import inspect
from collections.abc import Callable, Iterable
from functools import cache
from types import ModuleType
from typing import Any

Function = Callable[..., Any]

LINE_LENGTH = 88  # what formatters take for granted where nobody tells them otherwise


def sources(text: str, *pages: ModuleType) -> list[str]:
    """The source of the functions that the code in `text` names, and of those that they name.

    Each stands once, page by page; where two pages have a name, that of the later one is meant.
    """
    found: set[Function] = set()
    waiting = _named(text, {name: thing for page in pages for name, thing in vars(page).items()})
    while waiting:
        function = waiting.pop()
        if function not in found:
            found.add(function)
            waiting += _named(_source(function), function.__globals__)
    order = [page.__name__ for page in pages]
    return [
        _source(function)
        for function in sorted(
            found, key=lambda one: (order.index(one.__module__), one.__code__.co_firstlineno)
        )
    ]


def call(assigned: str, function: str, arguments: Iterable[str]) -> str:
    """`assigned = function(arguments)`, on as many lines as it takes."""
    arguments = list(arguments)
    head, inside = f"{assigned} = {function}(", ", ".join(arguments)
    if len(head + inside) < LINE_LENGTH:
        return f"{head}{inside})"
    if len(inside) <= LINE_LENGTH - 4:
        return f"{head}\n    {inside}\n)"
    return "\n".join([head, *(f"    {argument}," for argument in arguments), ")"])


def _named(text: str, known: dict[str, Any]) -> list[Function]:
    """The known functions whose names stand in the code."""
    names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    return [known[name] for name in sorted(names) if inspect.isfunction(known.get(name))]


@cache
def _source(function: Function) -> str:
    return inspect.getsource(function).rstrip()
