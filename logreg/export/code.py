"""Code as text: functions with all that they need, and calls broken as formatters break them."""

import ast
import inspect
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

Function = Callable[..., Any]

LINE_LENGTH = 88  # what formatters take for granted where nobody tells them otherwise


def sources(functions: Iterable[Function]) -> list[str]:
    """The source of these functions and of those they name, each once, page by page.

    A name is needed wherever it stands in the source; what is not a function of the same package
    is left out, such as NumPy's.
    """
    found: set[Function] = set()
    waiting = list(functions)
    while waiting:
        function = waiting.pop()
        if function not in found:
            found.add(function)
            waiting += _named(function)
    return [_source(function) for function in sorted(found, key=_place)]


def call(assigned: str, function: str, arguments: Iterable[str]) -> str:
    """`assigned = function(arguments)`, on as many lines as it takes."""
    arguments = list(arguments)
    head, inside = f"{assigned} = {function}(", ", ".join(arguments)
    if len(head + inside) < LINE_LENGTH:
        return f"{head}{inside})"
    if len(inside) <= LINE_LENGTH - 4:
        return f"{head}\n    {inside}\n)"
    return "\n".join([head, *(f"    {argument}," for argument in arguments), ")"])


def _named(function: Function) -> list[Function]:
    """The functions of the same package that stand in the source of this one."""
    package = function.__module__.rpartition(".")[0]
    names = {node.id for node in ast.walk(ast.parse(_source(function))) if type(node) is ast.Name}
    things = [function.__globals__.get(name) for name in names]
    return [
        thing
        for thing in things
        if inspect.isfunction(thing) and thing.__module__.rpartition(".")[0] == package
    ]


@cache
def _source(function: Function) -> str:
    return inspect.getsource(function).rstrip()


def _place(function: Function) -> tuple[str, int]:
    """Page by page, and there from top to bottom."""
    return function.__module__, function.__code__.co_firstlineno
