"""Another language is one more file beside each of `lesson/words`: nothing is said elsewhere."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from logreg.lesson.words.bugs import BUGS
from logreg.lesson.words.parts import SectionWords

PACKAGE = Path(__file__).parents[2] / "logreg"
ROOMS = ("lesson", "figures/lesson", "ui/lesson")
MODULES = [path for room in ROOMS for path in sorted((PACKAGE / room).glob("*.py"))]
WORDS = [
    import_module(f"logreg.lesson.words.{path.stem}")
    for path in sorted((PACKAGE / "lesson/words").glob("*.py"))
]
RECORDS = [module.WORDS for module in WORDS if hasattr(module, "WORDS")]

# What is no name, and yet not read by who learns.
NOT_READ = {
    "x unified",  # a mode of Plotly's
    "… is none of … options.",  # of what no browser of ours sends; never drawn
}
FILLED = "…"
WORD = re.compile(r"[^\W\d_]{2,}")
LONG_WORD = re.compile(r"[^\W\d_]{3,}")  # p, ½ and ln 2 are the same in every language
# What Plotly fills in, and tags.
MARKS = re.compile(r"%\{[^}]*\}|<[^>]*>")


def names() -> set[str]:
    """Under which something is said."""
    found = {name for record in RECORDS for name in record.said}
    sections = [record for record in RECORDS if isinstance(record, SectionWords)]
    return found | {name for record in sections for name in record.text} | set(BUGS)


NAMES = names()


def literals(tree: ast.AST) -> Iterator[str]:
    """Every text of a module, with … for what an f-string fills in; no docstring, no annotation."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                continue
            case ast.AnnAssign(value=value):
                yield from literals(ast.Tuple([value] if value else [], ast.Load()))
            case ast.Subscript(slice=ast.JoinedStr()) | ast.Call(func=ast.Name("Text")):
                continue  # names that are put together
            case ast.keyword(arg="key" | "line"):  # of a widget; of code, told as it stands
                continue
            case ast.JoinedStr(values=values):
                yield "".join(
                    str(part.value) if isinstance(part, ast.Constant) else FILLED for part in values
                )
                for part in values:
                    yield from literals(part) if not isinstance(part, ast.Constant) else ()
            case ast.Constant(value=str(text)):
                yield text
            case _:
                yield from literals(node)


def is_said(text: str) -> bool:
    """Whether a literal is read on screen: two words or more, where one may be filled in."""
    if text in NAMES | NOT_READ or text.startswith("lesson ") or "\\" in text:  # keys, formulas
        return False
    parts = MARKS.sub("", text).split()
    words = [part for part in parts if WORD.search(part)]
    filled = [part for part in parts if FILLED in part and part not in words]
    return bool(words) and len(words) + len(filled) > 1


def labels(tree: ast.AST) -> Iterator[str]:
    """Literal names of what a legend or an axis shows."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Dict):
            continue
        entries = {
            key.value: value
            for key, value in zip(node.keys, node.values, strict=True)
            if isinstance(key, ast.Constant)
        }
        hidden = entries.get("showlegend")
        if isinstance(hidden, ast.Constant) and hidden.value is False:
            continue
        for value in map(entries.get, ("name", "text")):
            if isinstance(value, ast.Constant | ast.JoinedStr):
                yield from literals(ast.Tuple([value], ast.Load()))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_nothing_is_said_outside_the_files_of_words(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert [text for text in literals(tree) if is_said(text)] == []
    assert [text for text in labels(tree) if LONG_WORD.search(text)] == []


@pytest.mark.parametrize(
    "source",
    [
        'caption = "Click a point."',
        'return f"{n} points"',
        'draw(chart, "Log loss over z")',
        'x = f"from {low} to {high}"',
        'st.button("Start over", key="lesson over")',
        '{"hovertemplate": f"{name} at %{{x}}<extra></extra>"}',
        "f\"{WORDS.say('a')} {count(n, 'training point')}\"",
    ],
)
def test_the_search_finds_what_is_said(source: str) -> None:
    assert [text for text in literals(ast.parse(source)) if is_said(text)]


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring of four words."""',
        'f: "Callable[[int], str] | None" = None',
        'say("off by a share")',
    ],
)
def test_the_search_passes_by_what_is_not(source: str) -> None:
    assert not [text for text in literals(ast.parse(source)) if is_said(text)]


def test_the_search_finds_the_name_of_an_axis() -> None:
    assert [*labels(ast.parse('{"title": {"text": "loss"}}'))] == ["loss"]


def test_every_word_is_used() -> None:
    """What no module asks for would be translated for nobody."""
    trees = (ast.parse(path.read_text("utf-8")) for path in MODULES)
    used = {
        node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)
    }
    used |= {"class 0", "class 1"}  # of f"class {label}"
    assert [name for record in RECORDS for name in record.said if name not in used] == []
